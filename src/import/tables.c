/* SPDX-License-Identifier: MIT */
#include "import/tables.h"

#include <string.h>

#include "base/tr.h"

enum {
	NO_PARENT = 40,    /* cost of a parent's head that is missing … */
	SAME_PARENT = 5,   /* … but was the label of a row above */
	NOT_USED = 100,    /* cost of a head that belongs to other leaves */
	TITLE_WEIGHT = 500 /* the title says which part it is */
};

void chain_add(const struct table_view *v, struct head_chain *ch, size_t row, size_t column)
{
	size_t i = v->t->at[row * v->t->column_n + column];

	if (i == DOC_NO_CELL || v->values[i].kind == VALUE_BLANK || ch->n == CHAIN_MAX ||
	    (ch->n > 0 && ch->cells[ch->n - 1] == i))
		return;
	ch->cells[ch->n++] = i;
}

static bool is_above(const struct form_node *node, const struct form_node *below)
{
	for (; below != NULL; below = below->parent)
		if (below == node)
			return true;
	return false;
}

/* How well a chain matches a leaf and its parents, compared from the ends; 0 for no match. */
static int path_score(const struct table_view *v, const struct head_chain *ch, enum term_kind kind,
                      const struct form_node *leaf)
{
	size_t i = ch->n;
	int score = 0;

	for (const struct form_node *node = leaf; node->parent != NULL; node = node->parent) {
		size_t k = i;
		int likeness = 0;

		while (k > 0 && likeness == 0)
			likeness = hits_likeness(&v->hits[ch->cells[--k]], node);
		if (likeness == 0 && node == leaf)
			return 0;
		if (likeness == 0) {
			score -= is_above(node, v->st->last_row) ? SAME_PARENT : NO_PARENT;
			continue;
		}
		score += likeness;
		for (size_t skipped = k + 1; skipped < i; skipped++)
			if (v->hits[ch->cells[skipped]].best[kind] > 0)
				score -= NOT_USED;
		i = k;
	}
	while (i-- > 0)
		if (v->hits[ch->cells[i]].best[kind] > 0)
			score -= NOT_USED;
	return score > 0 ? score : 0;
}

/*
 * The label right before the figures is numbered and unknown: the row is one that the form does not
 * have, even if it is below a label that the form knows.
 */
static bool is_unknown_row(const struct table_view *v, const struct head_chain *ch)
{
	size_t last = ch->n > 0 ? ch->cells[ch->n - 1] : DOC_NO_CELL;
	struct norm_room room;

	return last != DOC_NO_CELL && v->hits[last].best[TERM_ROW] == 0 &&
	       norm_in(&room, v->t->cells[last].text, NULL).number > 0;
}

struct leaf_match match_leaf(const struct table_view *v, const struct head_chain *ch,
                             enum term_kind kind, const struct form_tree *tree)
{
	struct leaf_match best = {0};

	if (kind == TERM_ROW && is_unknown_row(v, ch))
		return best;
	for (size_t i = 0; i < tree->leaf_n; i++) {
		int score = path_score(v, ch, kind, tree->leaves[i]);

		if (score > 0 && score == best.score)
			best.tie = true;
		if (score > best.score)
			best = (struct leaf_match){tree->leaves[i], score, false};
	}
	/* The only row of a part may have no label. */
	if (kind == TERM_ROW && tree->leaf_n == 1 && tree->leaves[0]->text == NULL)
		best = (struct leaf_match){tree->leaves[0], 1, false};
	return best;
}

/* ---- columns ---- */

static int title_score(const struct table_view *v, const struct head_chain *ch, size_t part)
{
	int score = v->st->title == part ? TITLE_WEIGHT / 2 : 0;

	for (size_t i = 0; i < ch->n; i++) {
		const struct hit_list *h = &v->hits[ch->cells[i]];

		if (h->best[TERM_TITLE] > 0)
			score += hits_title(h, part) == h->best[TERM_TITLE] ? TITLE_WEIGHT
			                                                    : -TITLE_WEIGHT;
	}
	return score;
}

/* Reads the heads in rows [first, end): for each column and part the leaf they match. */
static bool read_heads(struct table_view *v, size_t first, size_t end)
{
	size_t part_n = v->form->part_n;
	struct leaf_match *columns =
	        arena_array(v->dr->doc->arena, struct leaf_match, v->t->column_n * part_n);
	bool any = false;

	for (size_t c = 0; c < v->t->column_n; c++) {
		struct head_chain ch = {.n = 0};

		for (size_t r = first; r < end; r++)
			if (v->kinds[r] == ROW_HEAD)
				chain_add(v, &ch, r, c);
		for (size_t p = 0; p < part_n; p++) {
			struct leaf_match *m = &columns[c * part_n + p];

			*m = match_leaf(v, &ch, TERM_COLUMN, &v->form->parts[p].columns);
			any |= m->leaf != NULL;
			m->score += m->leaf != NULL ? title_score(v, &ch, p) : 0;
		}
	}
	if (!any)
		return false;
	v->st->columns = columns;
	v->st->column_n = v->t->column_n;
	return true;
}

/* There are no heads: parts with one column need none. */
static void assume_heads(struct table_view *v)
{
	size_t part_n = v->form->part_n, last = v->t->column_n - 1;

	v->st->columns = arena_array(v->dr->doc->arena, struct leaf_match, v->t->column_n * part_n);
	v->st->column_n = v->t->column_n;
	for (size_t p = 0; p < part_n; p++)
		if (v->form->parts[p].columns.leaf_n == 1)
			v->st->columns[last * part_n + p] = (struct leaf_match){
			        v->form->parts[p].columns.leaves[0],
			        1 + title_score(v, &(struct head_chain){.n = 0}, p), false};
}

static bool is_figure_column(const struct table_view *v, size_t column)
{
	const struct leaf_match *m = &v->st->columns[column * v->form->part_n];

	for (size_t p = 0; p < v->form->part_n; p++)
		if (m[p].leaf != NULL)
			return true;
	return false;
}

/* ---- rows ---- */

/* Labels of a row and the leaves they match. Columns of labels between figures start a new run. */
struct label_run {
	size_t end; /* the first column after it; SIZE_MAX: none read yet */
	struct head_chain chain;
	struct leaf_match *parts; /* [part_n] */
	bool any;
};

static void read_labels(const struct table_view *v, size_t row, size_t column,
                        struct label_run *run)
{
	size_t end = column, first;

	while (end > 0 && is_figure_column(v, end - 1))
		end--;
	if (run->end == end)
		return;
	for (first = end; first > 0 && !is_figure_column(v, first - 1);)
		first--;
	run->end = end;
	run->chain.n = 0;
	run->any = false;
	for (; first < end; first++)
		chain_add(v, &run->chain, row, first);
	for (size_t p = 0; p < v->form->part_n; p++) {
		run->parts[p] = match_leaf(v, &run->chain, TERM_ROW, &v->form->parts[p].rows);
		run->any |= run->parts[p].leaf != NULL;
	}
}

/* Remembers the label of a group, which the rows below may not repeat. */
static void note_group(struct table_view *v, const struct head_chain *ch)
{
	const struct hit *best = NULL;

	for (size_t i = 0; i < ch->n; i++)
		for (size_t k = 0; k < v->hits[ch->cells[i]].n; k++) {
			const struct hit *hit = &v->hits[ch->cells[i]].hits[k];

			if (hit->term->kind == TERM_ROW &&
			    (best == NULL || hit->likeness >= best->likeness))
				best = hit;
		}
	if (best != NULL)
		v->st->last_row = best->term->node;
}

enum match_result { MATCH_NONE, MATCH_TIE, MATCH_ONE };

/* The part for which labels and heads match best. */
static enum match_result match_cell(const struct table_view *v, const struct label_run *run,
                                    size_t column, size_t *ret_part)
{
	const struct leaf_match *columns = &v->st->columns[column * v->form->part_n];
	enum match_result result = MATCH_NONE;
	int best = INT32_MIN;

	for (size_t p = 0; p < v->form->part_n; p++) {
		int score = columns[p].score + run->parts[p].score;

		if (columns[p].leaf == NULL || run->parts[p].leaf == NULL || score < best)
			continue;
		result = columns[p].tie || run->parts[p].tie || score == best ? MATCH_TIE
		                                                              : MATCH_ONE;
		best = score;
		*ret_part = p;
	}
	return result;
}

/* Tells why a figure was not placed; nothing for a blank. */
static void tell_figure(const struct table_view *v, size_t cell, const char *message)
{
	if (v->values[cell].kind != VALUE_BLANK)
		doc_tell_unplaced(v->dr->doc, v->t->cells[cell].place, message,
		                  v->t->cells[cell].text);
}

/* A nought or "/" may stand for all the cells it spans; another figure may not. */
static bool may_repeat(const struct value *v)
{
	return v->kind != VALUE_NUMBER || v->text[strspn(v->text, "0.")] == '\0';
}

bool spans_rows(const struct table_view *v, size_t cell)
{
	const struct doc_cell *c = &v->t->cells[cell];

	for (size_t r = c->row + 1; r < c->row + c->row_span; r++)
		if (v->kinds[r] == ROW_DATA)
			return true;
	return false;
}

static void put_figure(struct table_view *v, size_t cell, size_t part, const struct form_node *leaf)
{
	const struct form_node *heads[CHAIN_MAX];
	size_t n = table_heads_over(v, part, cell, heads);
	bool many = n > 1 || spans_rows(v, cell), told = v->used[cell];

	v->used[cell] = true;
	if (many && !may_repeat(&v->values[cell])) {
		if (!told)
			tell_figure(v, cell,
			            _("“%s” spans several rows or columns of the form; it "
			              "is used for none of them"));
		return;
	}
	if (many && !told && v->values[cell].kind != VALUE_BLANK)
		doc_tell_warning(v->dr->doc, v->t->cells[cell].place,
		                 _("“%s” spans several rows or columns of the form and is used "
		                   "for each of them"),
		                 v->t->cells[cell].text);
	for (size_t i = 0; i < n; i++)
		table_put(v, cell, part, leaf, heads[i]);
	v->st->section->table_found = true;
	v->st->last_row = leaf;
}

static void place_figure(struct table_view *v, size_t row, size_t cell, struct label_run *run)
{
	const struct doc_cell *c = &v->t->cells[cell];
	enum match_result result = MATCH_NONE;
	size_t part = 0;

	read_labels(v, row, c->column, run);
	for (size_t k = c->column; k < c->column + c->column_span && result == MATCH_NONE; k++)
		result = match_cell(v, run, k, &part);
	switch (result) {
	case MATCH_NONE:
		if (run->any)
			tell_figure(v, cell, _("no column head says where “%s” belongs"));
		break;
	case MATCH_TIE:
		tell_figure(v, cell, _("“%s” could belong to several rows or columns of the form"));
		break;
	case MATCH_ONE:
		put_figure(v, cell, part, run->parts[part].leaf);
		break;
	}
	v->used[cell] |= result != MATCH_NONE || run->any;
}

/* Reports the labels of a matched row that are unknown to the form. */
void tell_unknown_labels(const struct table_view *v, size_t row, const struct head_chain *ch)
{
	for (size_t i = 0; i < ch->n; i++) {
		const struct doc_cell *c = &v->t->cells[ch->cells[i]];

		v->used[ch->cells[i]] = true;
		if (c->row == row && v->hits[ch->cells[i]].best[TERM_ROW] == 0)
			doc_tell_unplaced(v->dr->doc, c->place, _("the form has no row “%s”"),
			                  doc_excerpt(v->dr->doc, c->text));
	}
}

/* Reports a row none of which is in the report. */
static void tell_row(struct table_view *v, size_t row)
{
	doc_tell_row(v->dr->doc, v->t, v->row_first[row], v->row_first[row + 1]);
	for (size_t i = v->row_first[row]; i < v->row_first[row + 1]; i++)
		v->used[i] = true;
}

static bool holds_figures(const struct table_view *v, size_t row)
{
	for (size_t i = v->row_first[row]; i < v->row_first[row + 1]; i++)
		if (v->values[i].kind != VALUE_BLANK && v->values[i].kind != VALUE_TEXT)
			return true;
	return false;
}

/* Whether a cell at this place holds a figure of the row; a label may reach below a head. */
static bool is_figure(const struct table_view *v, size_t cell, size_t row, size_t column)
{
	const struct doc_cell *c = &v->t->cells[cell];

	if (c->column != column || (c->row != row && v->values[cell].kind == VALUE_BLANK))
		return false;
	if (is_figure_column(v, column))
		return c->row == row || v->values[cell].kind != VALUE_TEXT;
	if (v->values[cell].kind == VALUE_TEXT || v->values[cell].kind == VALUE_BLANK)
		return false;
	for (size_t k = column; k < column + c->column_span; k++)
		if (is_figure_column(v, k))
			return true;
	return false;
}

/* The row's texts for a finding that tells of all of them. */
static const char *row_text(struct table_view *v, size_t row)
{
	struct buf b = {0};
	const char *text;

	for (size_t i = v->row_first[row]; i < v->row_first[row + 1]; i++) {
		v->used[i] = true;
		doc_join_excerpt(&b, v->t->cells[i].text);
	}
	text = doc_excerpt(v->dr->doc, b.p != NULL ? b.p : "");
	buf_release(&b);
	return text;
}

/* Notes at which columns the heads have cells. */
static void note_headed(struct table_view *v)
{
	size_t n = v->t->column_n;

	memset(v->headed, 0, n * sizeof(*v->headed));
	for (size_t r = v->head_first; r < v->head_end; r++)
		for (size_t c = 0; c < n; c++)
			v->headed[c] |= v->t->at[r * n + c] != DOC_NO_CELL;
}

/*
 * A row of figures that ends before the heads do, or goes on behind them: a cell was lost or added
 * somewhere, and the figures behind it stand under the wrong heads.
 */
static bool is_out_of_step(const struct table_view *v, size_t row)
{
	const size_t *at = &v->t->at[row * v->t->column_n];
	bool out = false, known = false;

	for (size_t i = v->row_first[row]; i < v->row_first[row + 1]; i++)
		known |= v->hits[i].best[TERM_ROW] > 0;
	if (!known || v->t->shape != DOC_SPANS || v->t->fixed || v->head_first == v->head_end ||
	    !holds_figures(v, row))
		return false;
	for (size_t c = 0; c < v->t->column_n; c++)
		out |= v->headed[c] ? at[c] == DOC_NO_CELL && is_figure_column(v, c)
		                    : at[c] != DOC_NO_CELL && v->t->cells[at[c]].column == c;
	return out;
}

static void place_row(struct table_view *v, size_t row)
{
	struct label_run run = {.end = SIZE_MAX};
	size_t reported = SIZE_MAX, before = DOC_NO_CELL;
	bool figures = false;

	if (table_place_counted(v, row))
		return;
	tell_unknown_heads(v, /*counted*/ false);
	if (is_out_of_step(v, row)) {
		const struct doc_cell *first = &v->t->cells[v->row_first[row]];

		doc_tell_unplaced(v->dr->doc, first->place,
		                  _("this row has more or fewer cells than the heads above it; "
		                    "which figure belongs to which head cannot be told: %s"),
		                  row_text(v, row));
		return;
	}
	run.parts = arena_array(v->dr->doc->arena, struct leaf_match, v->form->part_n);
	for (size_t c = 0; c < v->t->column_n; c++) {
		size_t cell = v->t->at[row * v->t->column_n + c];

		if (cell == DOC_NO_CELL || cell == before || !is_figure(v, cell, row, c))
			continue;
		before = cell;
		place_figure(v, row, cell, &run);
		figures = true;
		if (reported == run.end)
			continue;
		reported = run.end;
		if (!run.any && (run.chain.n > 0 || v->values[cell].kind != VALUE_BLANK))
			tell_row(v, row);
		else if (run.any)
			tell_unknown_labels(v, row, &run.chain);
	}
	if (!figures && holds_figures(v, row)) {
		tell_row(v, row);
	} else if (!figures) {
		read_labels(v, row, v->t->column_n, &run);
		note_group(v, &run.chain);
		tell_unknown_labels(v, row, &run.chain);
	}
}

/* ---- the table ---- */

/* The only text of a row, which is prose around the table; NULL if there are several. */
static const struct doc_cell *only_text(const struct table_view *v, size_t row)
{
	const struct doc_cell *only = NULL;

	for (size_t i = v->row_first[row]; i < v->row_first[row + 1]; i++) {
		if (v->values[i].kind == VALUE_BLANK)
			continue;
		if (only != NULL)
			return NULL;
		only = &v->t->cells[i];
	}
	return only;
}

static void place_loose(struct table_view *v, size_t row, bool before)
{
	const struct doc_cell *only = only_text(v, row);
	struct draft_section *s = v->st->section;
	struct doc_block block = {.kind = DOC_TEXT};

	if (only == NULL) {
		tell_row(v, row);
		return;
	}
	v->used[only - v->t->cells] = true;
	table_state_note_unit(v->dr, v->st, only->text);
	block.text = only->text;
	block.place = only->place;
	draft_add(v->dr, before && !s->table_found ? &s->before : &s->after, &block);
}

/* Reports cells beside the figures, and cells hidden under others. */
static void tell_unused(const struct table_view *v)
{
	for (size_t i = 0; i < v->t->cell_n; i++) {
		const struct doc_cell *c = &v->t->cells[i];

		if (v->values[i].kind != VALUE_BLANK && !v->used[i] &&
		    (v->kinds[c->row] != ROW_HEAD || c->row_span == 0))
			doc_tell_unplaced(v->dr->doc, c->place, _("cannot place this cell: %s"),
			                  doc_excerpt(v->dr->doc, c->text));
	}
}

static void settle_heads(struct table_view *v, size_t first, size_t end)
{
	v->head_first = first;
	v->head_end = end;
	v->heads_told = false;
	note_headed(v);
	memset(v->orders, 0, v->form->part_n * sizeof(*v->orders));
	table_read_units(v);
	if (first < end && read_heads(v, first, end))
		return;
	if (v->st->columns == NULL || v->st->column_n != v->t->column_n)
		assume_heads(v);
}

void table_place(struct table_view *v)
{
	size_t first = 0, end = 0; /* of the heads above the current row */
	bool heads = false, settled = false;

	v->orders = arena_array(v->dr->doc->arena, struct column_order, v->form->part_n);
	table_view_lay_out(v);
	v->headed = arena_array(v->dr->doc->arena, bool, v->t->column_n);
	table_join_heads(v);
	for (size_t r = 0; r < v->t->row_n; r++) {
		switch (v->kinds[r]) {
		case ROW_BLANK:
			break;
		case ROW_LOOSE:
			place_loose(v, r, !heads && !settled);
			break;
		case ROW_HEAD:
			if (settled || !heads)
				first = r;
			heads = true;
			settled = false;
			end = r + 1;
			break;
		case ROW_DATA:
			if (!settled)
				settle_heads(v, heads ? first : 0, heads ? end : 0);
			settled = true;
			place_row(v, r);
			break;
		}
	}
	if (heads && !settled) {
		v->head_first = first;
		v->head_end = end;
		v->heads_told = false;
	}
	tell_unknown_heads(v, /*counted*/ false);
	tell_unused(v);
}
