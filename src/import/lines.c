/* SPDX-License-Identifier: MIT */
#include "import/lines.h"

#include <string.h>

#include "base/distance.h"
#include "base/tr.h"
#include "base/utf8.h"

enum {
	FIGURE_MAX = 40,   /* bytes of a figure */
	LINES_MAX = 20000, /* no form's table has as many … */
	WORDS_MAX = 100000 /* … or as many words in them */
};

#define IDEOGRAPHIC_SPACE "\xE3\x80\x80"

static bool is_figure(const struct value *v)
{
	return v->kind == VALUE_NUMBER || v->kind == VALUE_SLASH || v->kind == VALUE_NOTHING;
}

/* An upper bound for the number of words, close to it. */
static size_t word_room(const char *s)
{
	size_t n = 1;
	bool blank = true;

	for (const char *end = s + strlen(s); s < end && n < PIECES_MAX;) {
		bool now = doc_is_blank(utf8_next(&s, end));

		n += now && !blank;
		blank = now;
	}
	return n;
}

static void split(const struct draft *dr, const struct doc_block *block, struct figure_line *ret)
{
	const char *s = block->text, *end = s + strlen(s);
	struct arena *a = dr->doc->arena;
	size_t gap = 0; /* blanks before the figures */

	*ret = (struct figure_line){.block = block, .blanks = block->blanks};
	ret->words = arena_array(a, struct line_word, word_room(block->text));
	while (s < end && ret->n < PIECES_MAX) {
		const char *start = s, *stop;
		struct line_word *w = &ret->words[ret->n];
		size_t blanks = 0;

		while (start < end && doc_is_blank(utf8_next(&s, end))) {
			start = s;
			blanks++;
		}
		for (stop = s = start; s < end && !doc_is_blank(utf8_next(&s, end));)
			stop = s;
		s = stop;
		if (stop == start)
			break;
		w->text = arena_strndup(a, start, (size_t)(stop - start));
		w->off = (size_t)(start - block->text);
		w->norm = norm_text(a, w->text, &dr->form->recognise.continued);
		w->value = value_read(a, dr->form, w->text);
		if (!is_figure(&w->value))
			ret->figure_n = 0;
		else if (ret->figure_n++ == 0)
			gap = blanks;
		ret->n++;
	}
	ret->figures = ret->figure_n > 0 &&
	               (ret->figure_n == ret->n ? ret->n > 1 : gap > 1 || ret->figure_n > 2);
}

/*
 * Finds how many blank cells stand before a row's figures: those that are missing there or behind
 * them. Blank lines between rows and for spanning labels are as many as in rows with all figures;
 * only what goes beyond them are cells. false: which cells are missing cannot be told.
 */
static bool find_blanks(const struct lines *ls, const struct figure_line *l, size_t part, int depth,
                        size_t *ret_before)
{
	size_t n = ls->st->section->form->table->parts[part].columns.leaf_n, lead, tail;
	size_t before, missing = n - l->figure_n;

	*ret_before = 0;
	if (l->figure_n >= n || !l->listed)
		return l->figure_n == n;
	if (l->block->counted) { /* every blank cell had a mark of its own */
		*ret_before = l->lead;
		return l->lead + l->tail == missing;
	}
	lead = ls->usual[part * FORM_MAX_DEPTH + (size_t)depth].lead;
	tail = ls->usual[part * FORM_MAX_DEPTH].tail;
	if (ls->usual[part * FORM_MAX_DEPTH + (size_t)depth].mixed)
		return false;
	before = lead <= l->lead ? l->lead - lead : 0;
	*ret_before = before;
	return lead <= l->lead && before <= missing &&
	       (before == missing || (tail != SIZE_MAX && l->tail >= tail + missing - before));
}

static bool has_figures(const struct draft *dr, const struct doc_block *line)
{
	struct figure_line l;

	/* Most lines of prose have no blanks; a table's line may be a single figure. */
	if (strchr(line->text, ' ') == NULL && strchr(line->text, '\t') == NULL &&
	    strstr(line->text, IDEOGRAPHIC_SPACE) == NULL && strlen(line->text) > FIGURE_MAX)
		return false;
	split(dr, line, &l);
	return l.figures || lines_is_one_figure(&l);
}

bool lines_have_figures(const struct draft *dr, const struct doc_block *const *lines, size_t n)
{
	size_t words = 0;

	for (size_t i = 0; i < n && words <= WORDS_MAX; i++)
		words += word_room(lines[i]->text);
	if (n > LINES_MAX || words > WORDS_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		if (has_figures(dr, lines[i]))
			return true;
	return false;
}

/* ---- labels out of pieces ---- */

struct label {
	size_t at;   /* code points found so far */
	bool beside; /* one of its pieces is in the figures' line */
	bool below;  /* all of them are below it */
};

static bool begins_with(const uint32_t *cps, size_t n, const struct norm *piece)
{
	return piece->n > 0 && piece->n <= n &&
	       memcmp(cps, piece->cps, piece->n * sizeof(*cps)) == 0;
}

/* The wording may have a stop where norm_text dropped the one at a piece's end. */
static size_t skip_stop(const struct norm *wording, size_t at)
{
	return at < wording->n && wording->cps[at] == '.' ? at + 1 : at;
}

size_t lines_label_words(const struct figure_line *l)
{
	return l->figures ? l->n - l->figure_n : l->n;
}

static void take_pieces(const struct figure_line *l, const struct norm *wording, bool beside,
                        struct label *label)
{
	for (size_t i = 0; i < lines_label_words(l); i++) {
		const struct norm *piece = &l->words[i].norm;
		size_t at = label->at;

		if (!begins_with(wording->cps + at, wording->n - at, piece))
			at = skip_stop(wording, at);
		if (!begins_with(wording->cps + at, wording->n - at, piece))
			continue;
		label->at = at + piece->n;
		label->beside |= beside;
	}
}

/*
 * Whether the words right before a row's figures, in its line and those above, end in the wording:
 * between two lines of figures there may be labels of rows without any, too.
 */
static bool is_right_before(const struct lines *ls, size_t row, const struct norm *wording)
{
	size_t left = wording->n;

	for (size_t i = row + 1; i > 0 && left > 0; i--) {
		const struct figure_line *l = &ls->lines[i - 1];

		if (i - 1 < row && l->figures)
			return false;
		for (size_t w = lines_label_words(l); w > 0 && left > 0; w--) {
			const struct norm *piece = &l->words[w - 1].norm;

			/* norm_text dropped the stop at a piece's end. */
			if (piece->n < left && wording->cps[left - 1] == '.')
				left--;
			if (piece->n == 0 || piece->n > left ||
			    !begins_with(wording->cps + left - piece->n, piece->n, piece))
				return false;
			left -= piece->n;
		}
	}
	return left == 0;
}

/*
 * Whether a wording can be pieced together, in order, from the lines around a row's figures, and
 * below them only if they have no other label.
 */
static int label_score(const struct lines *ls, size_t row, const struct norm *wording,
                       bool labelled)
{
	struct label label = {0};
	size_t first = row, end = row + 1;
	bool above = false;

	while (first > 0 && !ls->lines[first - 1].figures)
		first--;
	while (end < ls->n && !ls->lines[end].figures)
		end++;
	for (size_t i = first; i < end; i++) {
		label.below = i > row && (label.below || label.at == 0);
		take_pieces(&ls->lines[i], wording, i == row, &label);
		above |= i < row && label.at == wording->n;
	}
	if (label.at < wording->n || wording->n == 0 || (label.below && labelled))
		return 0;
	if (is_right_before(ls, row, wording))
		return (int)(2 * wording->n) + 4 * DISTANCE_MAX;
	/* A whole label with another text below it is that of a row without figures. */
	if (above && !label.beside)
		return 0;
	return (int)(2 * wording->n) + (label.beside ? 2 * DISTANCE_MAX : 0);
}

struct row_match {
	const struct form_node *leaf;
	size_t part;
	int score;
};

static bool is_free(const struct lines *ls, size_t part, const struct form_node *leaf)
{
	const struct form_part *p = &ls->st->section->form->table->parts[part];
	const struct draft_cell *cells =
	        ls->st->section->cells + p->cell_first + leaf->leaf_first * p->columns.leaf_n;

	return cells[0].state == DRAFT_ABSENT;
}

/*
 * The words right before the figures are the label of a group: either the row's own label stands
 * around them, or the document has figures where the form has none.
 */
static bool is_below_group(const struct lines *ls, size_t row)
{
	bool group = false;

	for (size_t i = 0; i < ls->st->terms.n; i++) {
		const struct term *t = &ls->st->terms.terms[i];

		if (t->kind != TERM_ROW || !is_right_before(ls, row, &t->wording))
			continue;
		if (t->node->first == NULL)
			return false;
		group = true;
	}
	return group;
}

/* The last word before the figures, in their line or the one above; or NULL. */
static const struct norm *word_before(const struct lines *ls, size_t row)
{
	for (size_t i = row + 1; i > 0; i--) {
		const struct figure_line *l = &ls->lines[i - 1];
		size_t n = lines_label_words(l);

		if (i - 1 < row && l->figures)
			return NULL;
		if (n > 0)
			return &l->words[n - 1].norm;
	}
	return NULL;
}

/* The label right before the figures is numbered and unknown: the form has no such row. */
static bool is_unknown_row(const struct lines *ls, size_t row)
{
	const struct norm *word = word_before(ls, row);

	return word != NULL && word->number > 0 && !wording_index_has(ls->wordings, word);
}

/* Its leaf; `counted`: only of parts with as many columns as the row has figures. */
static struct row_match match_row(const struct lines *ls, size_t row, bool counted)
{
	const struct figure_line *l = &ls->lines[row];
	const struct form_table *table = ls->st->section->form->table;
	struct row_match best = {0};
	bool group = is_below_group(ls, row);
	size_t blanks;

	if (is_unknown_row(ls, row))
		return best;
	for (size_t i = 0; i < ls->st->terms.n; i++) {
		const struct term *t = &ls->st->terms.terms[i];
		int score;

		if (t->kind != TERM_ROW || t->node->first != NULL ||
		    (counted && !find_blanks(ls, l, t->part, t->node->depth, &blanks)) ||
		    !is_free(ls, t->part, t->node))
			continue;
		score = label_score(ls, row, &t->wording, group);
		if (score > best.score)
			best = (struct row_match){t->node, t->part, score};
	}
	/* A row without a label. */
	for (size_t p = 0; p < table->part_n && best.leaf == NULL; p++)
		if (table->parts[p].rows.leaf_n == 1 &&
		    table->parts[p].rows.leaves[0]->text == NULL &&
		    (l->listed || l->n == l->figure_n) &&
		    find_blanks(ls, l, p, table->parts[p].rows.leaves[0]->depth, &blanks))
			best = (struct row_match){table->parts[p].rows.leaves[0], p, 1};
	return best;
}

/* ---- heads ---- */

/* Whether every word of the line is a piece of the table's wording. */
static bool is_wording(const struct lines *ls, const struct figure_line *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->words[i].norm.n > 0 && !wording_index_has(ls->wordings, &l->words[i].norm))
			return false;
	return true;
}

/* The characters of all heads and labels. */
static const struct character_set *characters_of(const struct lines *ls)
{
	struct character_set *set = character_set_make(ls->dr->doc->arena);

	for (size_t i = 0; i < ls->n; i++)
		for (size_t w = 0; w < lines_label_words(&ls->lines[i]); w++)
			character_set_add(set, &ls->lines[i].words[w].norm);
	return set;
}

/* Whether the lines contain the characters of a part's heads, each in one of its wordings. */
static bool has_heads(const struct lines *ls, const struct character_set *characters, size_t part)
{
	const struct term_list *terms = &ls->st->terms;
	const struct form_node *head = NULL; /* whose wordings come */
	bool found = true;

	for (size_t i = 0; i < terms->n; i++) {
		const struct term *t = &terms->terms[i];

		if (t->kind != TERM_COLUMN || t->part != part)
			continue;
		if (t->node != head && !found)
			return false;
		found = (t->node == head && found) ||
		        character_set_has_all(characters, &t->wording);
		head = t->node;
	}
	return found;
}

/* ---- figures ---- */

static struct doc_place place_of(const struct figure_line *l, const struct line_word *w)
{
	struct doc_place place = w->block != NULL ? w->block->place : l->block->place;

	place.off += w->off;
	return place;
}

static size_t count_figures(const struct draft_cell *cells, size_t n)
{
	size_t figures = 0;

	for (size_t i = 0; i < n; i++)
		figures += cells[i].state == DRAFT_NUMBER;
	return figures;
}

/* A second line of figures for a row, and not the same: halves may be alike, as in 3939. */
static void refuse_halves(struct draft_cell *cells, size_t n, size_t figures_before)
{
	if (count_figures(cells, n) >= figures_before)
		return;
	for (size_t i = 0; i < n; i++)
		if (cells[i].state == DRAFT_NUMBER)
			cells[i].state = DRAFT_NULL;
}

static void place_figures(struct lines *ls, const struct figure_line *l, const struct row_match *m)
{
	const struct form_part *p = &ls->st->section->form->table->parts[m->part];
	struct draft_cell *cells =
	        ls->st->section->cells + p->cell_first + m->leaf->leaf_first * p->columns.leaf_n;

	struct value_units units = {ls->unit, unit_none(), &ls->st->unit_told};
	const struct column_order *order = &ls->orders[m->part];
	size_t before, figures = count_figures(cells, p->columns.leaf_n);

	(void)find_blanks(ls, l, m->part, m->leaf->depth, &before);

	for (size_t i = 0; i < p->columns.leaf_n; i++)
		if (cells[i].state == DRAFT_ABSENT)
			cells[i].state = DRAFT_NULL;
	for (size_t i = 0; i < l->figure_n; i++) {
		const struct line_word *w = &l->words[l->n - l->figure_n + i];
		struct doc_cell from = {.text = w->text, .place = place_of(l, w)};

		size_t column = order->state == ORDER_OWN ? order->leaves[before + i]->leaf_first
		                                          : before + i;
		struct value value;

		units.wanted = table_wanted_unit(ls->dr, ls->st->section->form->table,
		                                 p->columns.leaves[column]);
		value = value_convert(ls->dr, &from, &w->value, &units);
		value.found = IMPORT_BY_LINES;
		value_put(ls->dr, &from, &value, &cells[column],
		          m->leaf->label != NULL ? m->leaf->label : "");
	}
	refuse_halves(cells, p->columns.leaf_n, figures);
	ls->st->section->table_found = true;
}

static void tell_row(const struct lines *ls, size_t row)
{
	const struct figure_line *l = &ls->lines[row];
	struct row_match m = match_row(ls, row, /*counted*/ false);
	const struct form_table *table = ls->st->section->form->table;

	if (m.leaf != NULL && l->figure_n != table->parts[m.part].columns.leaf_n)
		doc_tell_unplaced(ls->dr->doc, l->block->place,
		                  _("“%s”: the form has %zu columns and the document %zu figures; "
		                    "which cells are blank cannot be told"),
		                  m.leaf->label, table->parts[m.part].columns.leaf_n, l->figure_n);
	else
		doc_tell_unplaced(ls->dr->doc, l->block->place, _("cannot place this row: %s"),
		                  doc_excerpt(ls->dr->doc, l->block->text));
}

/* Notes the blank lines of a row that has all figures. */
static void note_blanks(struct lines *ls, size_t row)
{
	const struct figure_line *l = &ls->lines[row];
	struct row_match m = {0};
	struct usual_blanks *usual, *of_part;

	if (l->listed)
		m = match_row(ls, row, /*counted*/ false);
	if (m.leaf == NULL ||
	    l->figure_n != ls->st->section->form->table->parts[m.part].columns.leaf_n)
		return;
	of_part = &ls->usual[m.part * FORM_MAX_DEPTH];
	usual = of_part + m.leaf->depth;
	usual->mixed |= usual->lead != SIZE_MAX && usual->lead != l->lead;
	usual->lead = l->lead;
	if (l->tail < of_part->tail)
		of_part->tail = l->tail;
}

static void place_lines(struct lines *ls, bool *heads)
{
	size_t range[2] = {0, 0}, last = SIZE_MAX; /* the lines of heads; the part before them */

	for (size_t i = 0; i < ls->n; i++)
		note_blanks(ls, i);
	for (size_t i = 0; i < ls->n; i++) {
		const struct figure_line *l = &ls->lines[i];
		struct row_match m = {0};

		if (!l->figures)
			continue;
		m = match_row(ls, i, /*counted*/ true);
		range[1] = i;
		if (m.leaf != NULL && m.part != last)
			lines_read_order(ls, m.part, range);
		if (m.leaf != NULL && heads[m.part] && ls->orders[m.part].state != ORDER_NONE)
			place_figures(ls, l, &m);
		else
			tell_row(ls, i);
		/* Behind a row that has not all its figures the same heads still hold. */
		if (m.leaf == NULL)
			continue;
		range[0] = i + 1;
		last = m.part;
	}
}

void lines_place(struct draft *dr, struct table_state *st, const struct doc_block *const *lines,
                 size_t n, bool *taken)
{
	struct arena *a = dr->doc->arena;
	const struct form_table *table = st->section->form->table;
	struct lines ls = {.dr = dr, .st = st, .n = n, .unit = st->unit};
	const struct character_set *characters;
	bool *heads = arena_array(a, bool, table->part_n);

	ls.wordings = wording_index_make(a, &st->terms);
	ls.lines = arena_array(a, struct figure_line, n);
	ls.orders = arena_array(a, struct column_order, table->part_n);
	ls.usual = arena_array(a, struct usual_blanks, table->part_n * FORM_MAX_DEPTH);
	for (size_t i = 0; i < table->part_n * FORM_MAX_DEPTH; i++)
		ls.usual[i] = (struct usual_blanks){SIZE_MAX, SIZE_MAX, false};

	for (size_t i = 0; i < n; i++) {
		split(dr, lines[i], &ls.lines[i]);
		ls.lines[i].whole = norm_text(a, lines[i]->text, NULL);
		taken[i] = ls.lines[i].figure_n == ls.lines[i].n || ls.lines[i].figures ||
		           is_wording(&ls, &ls.lines[i]);
	}
	for (size_t i = 0; i < n; i++)
		lines_note_units(&ls, &ls.lines[i]);
	lines_drop_regular_blanks(ls.lines, n);
	lines_join_listed(&ls);
	characters = characters_of(&ls);
	for (size_t p = 0; p < table->part_n; p++)
		heads[p] = has_heads(&ls, characters, p);
	place_lines(&ls, heads);
	if (st->section->table_found)
		doc_tell_warning(dr->doc, lines[0]->place,
		                 _("the table's heads run over several lines; its columns are "
		                   "assumed to be in the form's order"));
}
