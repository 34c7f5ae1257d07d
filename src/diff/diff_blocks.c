/* SPDX-License-Identifier: MIT */
/* diff_blocks.c: blocks and lines that were changed, added or removed; cells of tables in prose. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "check/name.h"
#include "diff/differ.h"

/* How many added paragraphs a removed one is compared with. */
enum { LOOK_AHEAD = 8 };

struct diff_unit {
	const char *kind;
	enum report_where where;
	size_t index;                     /* in that place */
	const struct json *at;            /* or NULL */
	const struct report_table *table; /* of a report's own table; else NULL */
	const char *lead;        /* its first text, borrowed from the report; "" for a table */
	const char *text;        /* what is shown of it: all its texts */
	struct diff_token token; /* equal for equal units */
	size_t heads;            /* the token's first bytes: the heads of a table */
};

/* ---- units out of a section ---- */

struct unit_reader {
	struct arena *arena;
	struct diff_unit *units; /* heap */
	size_t n, cap;
	struct buf heads, rest, text; /* of the last unit */
	/* The list whose items are visited, in their order: the first item that was not, at each
	   level. */
	const struct block *list;
	size_t next[REPORT_LIST_LEVELS];
};

static const char *take(struct arena *a, struct buf *b)
{
	const char *text = arena_strndup(a, b->n > 0 ? b->p : "", b->n);

	buf_clear(b);
	return text;
}

static void finish_unit(struct unit_reader *r)
{
	struct diff_unit *u;

	if (r->n == 0)
		return;
	u = &r->units[r->n - 1];
	u->heads = r->heads.n;
	if (r->rest.n > 0)
		buf_put(&r->heads, r->rest.p, r->rest.n);
	u->token.len = r->heads.n;
	u->token.p = take(r->arena, &r->heads);
	u->text = r->text.n == strlen(u->lead) ? u->lead : take(r->arena, &r->text);
	buf_clear(&r->text);
	buf_clear(&r->rest);
}

/* The unit that a visited text or cell belongs to; a new one if it is the first. */
static struct diff_unit *unit_of(struct unit_reader *r, const struct diff_unit *like)
{
	struct diff_unit *last = r->n > 0 ? &r->units[r->n - 1] : NULL;

	if (last != NULL && last->where == like->where && last->index == like->index)
		return last;
	finish_unit(r);
	r->units = mem_grow(r->units, r->n, &r->cap, sizeof(*r->units));
	r->units[r->n] = *like;
	r->units[r->n].lead = "";
	return &r->units[r->n++];
}

static struct diff_unit unit_like(const struct block *b)
{
	return (struct diff_unit){.kind = block_kind_name(b->kind),
	                          .at = b->at,
	                          .table = b->kind == BLOCK_TABLE ? b->table : NULL};
}

static void put_shown(struct unit_reader *r, struct diff_unit *u, const struct report_text *t)
{
	if (t->block != NULL && text_kind_in_table(t->kind) && t->kind != TEXT_CAPTION &&
	    t->kind != TEXT_UNIT && t->kind != TEXT_REMARK)
		return;
	if (r->text.n == 0 && u->table == NULL)
		u->lead = t->text;
	else if (r->text.n > 0 && t->kind != TEXT_REST)
		buf_putc(&r->text, ' ');
	buf_put(&r->text, t->text, t->len);
}

static void put_chart(struct buf *token, const struct report_chart *c)
{
	buf_putf(token, " %d", (int)c->kind);
	for (size_t i = 0; i < c->row_n; i++)
		for (size_t k = 0; k < c->rows[i].n; k++)
			buf_putf(token, " %s", c->rows[i].of[k].text);
}

static bool is_head(enum report_text_kind kind)
{
	return kind == TEXT_CORNER || kind == TEXT_HEAD || kind == TEXT_LABEL;
}

static const char *line_kind(enum report_where where)
{
	if (where == IN_UNIT)
		return "unit";
	if (where == IN_NOTES)
		return "note";
	return where == IN_ORGANS ? "organ" : "line";
}

/* Where the marks of footnotes are. */
static void put_marks(struct buf *token, const struct report_marks *marks)
{
	for (size_t i = 0; i < marks->n; i++)
		buf_putf(token, " %zu:%zu", marks->list[i].off, marks->list[i].note);
}

/* Those of an item, found from the one before it: a list may have a hundred thousand. */
static void put_item_marks(struct unit_reader *r, struct buf *token, const struct report_text *t)
{
	const struct report_list *list = &t->block->list;
	size_t *next = &r->next[t->level - 1];

	if (r->list != t->block) {
		r->list = t->block;
		r->next[0] = r->next[1] = 0;
	}
	if (t->level == 1)
		r->next[1] = 0;
	else if (r->next[0] > 0)
		list = &list->items[r->next[0] - 1].list;
	while (*next < list->n && list->items[*next].text.at != t->at)
		++*next;
	if (*next < list->n)
		put_marks(token, &list->items[(*next)++].marks);
}

static void read_text(void *user, const struct report_text *t)
{
	const struct block *b = t->block;
	struct unit_reader *r = user;
	struct diff_unit line = {.kind = line_kind(t->where), .at = t->at};
	struct diff_unit like = b != NULL ? unit_like(b) : line, *u;
	struct buf *token;

	like.where = t->where;
	like.index = t->index;
	u = unit_of(r, &like);
	token = is_head(t->kind) ? &r->heads : &r->rest;
	buf_putf(token, "%d %d ", (int)t->kind, t->level);
	json_put_string(token, t->text, t->len);
	if (t->kind == TEXT_CHART_LABEL && t->level == 1) /* its kind and its pointers */
		put_chart(token, t->block->chart);
	if (t->kind == TEXT_ALT && b->kind == BLOCK_PICTURE) /* other pixels are another picture */
		buf_putf(token, " %s %d", b->picture->picture.hash, (int)b->picture->width);
	if (b != NULL && (t->kind == TEXT_PARAGRAPH || t->kind == TEXT_HEADING))
		put_marks(token, &block_more(b)->marks);
	if (b != NULL && t->kind == TEXT_REST)
		put_marks(token, &block_more(b)->rest_marks);
	if (t->kind == TEXT_BULLET || t->kind == TEXT_NUMBERED)
		put_item_marks(r, token, t);
	put_shown(r, u, t);
}

/* A row without a label has no text, so its depth represents it among the heads. */
static void read_cell(void *user, const struct report_cell *c)
{
	struct unit_reader *r = user;
	struct diff_unit like;

	if (c->block == NULL)
		return;
	like = unit_like(c->block);
	like.where = c->where;
	like.index = c->index;
	unit_of(r, &like);
	if (c->column == 0)
		buf_putf(&r->heads, "%d;", c->part->rows.leaves[c->row]->depth);
	json_put_string(&r->rest, c->cell->text, strlen(c->cell->text));
}

struct diff_units differ_read_units(struct arena *a, const struct section *s)
{
	struct unit_reader r = {.arena = a};
	struct diff_units units;

	report_visit_section(s, &(struct report_visitor){&r, read_text, read_cell});
	finish_unit(&r);
	units.list = arena_array(a, struct diff_unit, r.n);
	units.n = r.n;
	if (r.n > 0)
		memcpy(units.list, r.units, r.n * sizeof(*r.units));
	buf_release(&r.heads);
	buf_release(&r.rest);
	buf_release(&r.text);
	free(r.units);
	return units;
}

/* ---- changes ---- */

/* The units of one place, on one side. */
struct diff_side {
	const struct diff_unit *units;
	struct sequence seq;
};

static struct diff_side read_side(struct arena *a, const struct diff_units *units,
                                  enum report_where where)
{
	struct diff_token *tokens = arena_array(a, struct diff_token, units->n);
	size_t first = 0, n = 0;

	while (first < units->n && units->list[first].where != where)
		first++;
	for (; first + n < units->n && units->list[first + n].where == where; n++)
		tokens[n] = units->list[first + n].token;
	return (struct diff_side){units->list + first, {tokens, n, arena_array(a, bool, n)}};
}

/* The text, copied unless it is the report's: changes outlive the units. */
static const char *kept_text(struct differ *d, const struct diff_unit *u)
{
	return u->text == u->lead ? u->text : arena_strdup(d->arena, u->text);
}

static const char *pointer_of(struct differ *d, const struct diff_unit *u)
{
	return u->at != NULL ? json_pointer(d->arena, u->at) : "";
}

static void add_lone(struct differ *d, const struct diff_unit *u, enum change_how how)
{
	struct change c = {.kind = u->kind, .how = how, .pointer = pointer_of(d, u)};

	if (how == CHANGE_ADDED) {
		c.new_number = u->index + 1;
		c.after = kept_text(d, u);
	} else {
		c.old_number = u->index + 1;
		c.before = kept_text(d, u);
	}
	differ_add(d, &c);
}

static bool same_heads(const struct diff_unit *x, const struct diff_unit *y)
{
	return x->heads == y->heads && memcmp(x->token.p, y->token.p, x->heads) == 0;
}

/* Compares cell by cell if the heads are the same; otherwise it is just a different table. */
static void compare_own_tables(struct differ *d, const struct diff_unit *x,
                               const struct diff_unit *y, const struct change *whole)
{
	const struct form_part *p = x->table->form->parts;
	struct change c = *whole;

	if (!same_heads(x, y) || strcmp(x->text, y->text) != 0)
		differ_add(d, whole);
	if (!same_heads(x, y))
		return;
	for (size_t i = 0; i < x->table->form->cell_n; i++) {
		const struct cell *before = &x->table->cells[i], *after = &y->table->cells[i];
		struct form_place at = form_place_of(x->table->form, i);

		c.row = name_chain(d->arena, p->rows.leaves[at.row]);
		c.column = name_chain(d->arena, p->columns.leaves[at.column]);
		c.pointer = json_pointer(d->arena, after->at);
		differ_compare_cells(d, before, after, &c);
	}
}

static void add_pair(struct differ *d, const struct diff_unit *x, const struct diff_unit *y)
{
	struct change c = {.kind = y->kind,
	                   .pointer = pointer_of(d, y),
	                   .old_number = x->index + 1,
	                   .new_number = y->index + 1,
	                   .before = kept_text(d, x),
	                   .after = kept_text(d, y)};

	if (y->table != NULL)
		compare_own_tables(d, x, y, &c);
	else
		differ_add(d, &c);
}

static bool is_pair(const struct diff_unit *x, const struct diff_unit *y)
{
	if (x->table != NULL || y->table != NULL)
		return x->table != NULL && y->table != NULL;
	return excerpt_is_alike(x->lead, y->lead) || excerpt_is_alike(x->text, y->text);
}

/* Between two unchanged units: pairs removed units with added ones. */
static void compare_gap(struct differ *d, const struct diff_side *before,
                        const struct diff_side *after, const size_t ranges[4])
{
	size_t next = ranges[2], end = ranges[3];

	for (size_t i = ranges[0]; i < ranges[1]; i++) {
		size_t stop = end - next > LOOK_AHEAD ? next + LOOK_AHEAD : end, k = next;

		while (k < stop && !is_pair(&before->units[i], &after->units[k]))
			k++;
		if (k == stop) {
			add_lone(d, &before->units[i], CHANGE_REMOVED);
			continue;
		}
		while (next < k)
			add_lone(d, &after->units[next++], CHANGE_ADDED);
		add_pair(d, &before->units[i], &after->units[next++]);
	}
	while (next < end)
		add_lone(d, &after->units[next++], CHANGE_ADDED);
}

void differ_compare_units(struct differ *d, const struct diff_units *before,
                          const struct diff_units *after, enum report_where where)
{
	struct arena scratch = {0};
	struct diff_side x = read_side(&scratch, before, where);
	struct diff_side y = read_side(&scratch, after, where);
	size_t i = 0, k = 0;

	align_sequences(&x.seq, &y.seq);
	while (i < x.seq.n || k < y.seq.n) {
		size_t ranges[4] = {i, i, k, k};

		while (ranges[1] < x.seq.n && x.seq.changed[ranges[1]])
			ranges[1]++;
		while (ranges[3] < y.seq.n && y.seq.changed[ranges[3]])
			ranges[3]++;
		compare_gap(d, &x, &y, ranges);
		i = ranges[1] + 1;
		k = ranges[3] + 1;
	}
	arena_release(&scratch);
}
