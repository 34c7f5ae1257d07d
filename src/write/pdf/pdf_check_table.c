/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_check.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/tr.h"

enum { SPAN_MAX = 1 << 20 };

struct column {
	int end;     /* the row after the last one that is filled */
	bool headed; /* by a cell above */
};

/* State of the check of one table. */
struct table_check {
	const struct pdf_check_part *part;
	bool *is_named;      /* by tag, as has_content: is it among the headers of a cell? */
	int tag, row, width; /* width 0: not known yet */
	int headed_end;      /* the row after the last one that has a head of its own */
	int last_part;       /* kind of the previous part, or -1 */
	struct column *columns;
	size_t n, cap;
};

static void fail(const struct table_check *t, int tag, const char *what)
{
	pdf_check_fail_tag(t->part->doc, t->part->pl, tag, what);
}

static const struct tag *tag_at(const struct table_check *t, int tag)
{
	return page_tag(t->part->pl, tag);
}

static int first_kid(const struct table_check *t, int tag)
{
	return page_tree_kid(t->part->tree, tag);
}

static int next_kid(const struct table_check *t, int tag)
{
	return page_tree_next(t->part->tree, tag);
}

static bool has_content(const struct table_check *t, int tag)
{
	return t->part->has_content[tag - t->part->first];
}

static bool is_named(const struct table_check *t, int tag)
{
	return t->is_named[tag - t->part->first];
}

/* The first row defines the columns; later rows must not have more. */
static bool make_columns(struct table_check *t, int cell, int at, int span)
{
	while (t->width == 0 && t->n < (size_t)at + (size_t)span) {
		t->columns = mem_grow(t->columns, t->n, &t->cap, sizeof(*t->columns));
		t->columns[t->n++] = (struct column){0};
	}
	if (t->n >= (size_t)at + (size_t)span)
		return true;
	fail(t, cell, N_("its row has more columns than the first"));
	return false;
}

static int table_of(const struct table_check *t, int tag)
{
	while (tag >= 0 && tag_at(t, tag)->kind != TAG_TABLE)
		tag = tag_at(t, tag)->parent;
	return tag;
}

static void check_headers(const struct table_check *t, int cell)
{
	const struct tag *tag = tag_at(t, cell);

	for (size_t i = 0; i < tag_header_count(tag); i++) {
		int h = tag_header(tag, i);

		if (h < t->part->first || h >= t->part->end || tag_at(t, h)->kind != TAG_TH ||
		    table_of(t, h) != t->tag)
			fail(t, cell, N_("it names a header that is not one of its table"));
		else
			t->is_named[h - t->part->first] = true;
	}
}

static bool is_headed(const struct table_check *t, int cell, int at)
{
	const struct tag *tag = tag_at(t, cell);
	bool headed = tag_header_count(tag) > 0 || t->headed_end > t->row;

	for (int c = at; c < at + tag->col_span && !headed; c++)
		headed = t->columns[c].headed;
	return headed;
}

/* Puts a cell into the first gap of its row, from *at on. */
static void put_cell(struct table_check *t, int cell, int *at)
{
	const struct tag *tag = tag_at(t, cell);
	bool heads = tag->scope == SCOPE_COLUMN || tag->scope == SCOPE_BOTH;

	if (tag->row_span < 1 || tag->col_span < 1 || tag->row_span > SPAN_MAX ||
	    tag->col_span > SPAN_MAX) {
		fail(t, cell, N_("a span of a cell is wrong"));
		return;
	}
	while ((size_t)*at < t->n && t->columns[*at].end > t->row)
		++*at;
	if (!make_columns(t, cell, *at, tag->col_span))
		return;
	if (tag->kind == TAG_TD && has_content(t, cell) && !is_headed(t, cell, *at))
		fail(t, cell, N_("no header applies to it"));
	check_headers(t, cell);
	for (int k = 0; k < tag->col_span; k++, ++*at) {
		struct column *c = &t->columns[*at];

		if (c->end > t->row)
			fail(t, cell, N_("it overlaps another cell"));
		c->end = t->row + tag->row_span;
		c->headed = c->headed || (tag->kind == TAG_TH && heads);
	}
}

/* A row header applies to all cells of its row, including those before it. */
static void note_row_heads(struct table_check *t, int row)
{
	for (int i = first_kid(t, row); i >= 0; i = next_kid(t, i)) {
		const struct tag *tag = tag_at(t, i);
		int end = t->row + (tag->row_span < SPAN_MAX ? tag->row_span : SPAN_MAX);

		if (tag->kind == TAG_TH && (tag->scope == SCOPE_ROW || tag->scope == SCOPE_BOTH) &&
		    end > t->headed_end)
			t->headed_end = end;
	}
}

static void check_row(struct table_check *t, int row)
{
	int at = 0;

	note_row_heads(t, row);
	for (int i = first_kid(t, row); i >= 0; i = next_kid(t, i))
		put_cell(t, i, &at);
	t->width = (int)t->n;
	for (size_t c = 0; c < t->n; c++) {
		if (t->columns[c].end <= t->row)
			fail(t, row, N_("it has fewer columns than the first row"));
	}
	t->row++;
}

/* No cell extends beyond the rows so far, which are those of `whole`. */
static void check_ends(const struct table_check *t, int whole)
{
	for (size_t c = 0; c < t->n; c++) {
		if (t->columns[c].end > t->row)
			fail(t, whole, N_("a cell reaches beyond its last row"));
	}
}

/* A group of rows: no cell reaches into it from above, or beyond it. */
static void check_part(struct table_check *t, int part)
{
	for (size_t c = 0; c < t->n; c++) {
		if (t->columns[c].end > t->row)
			fail(t, part, N_("a cell above it reaches into it"));
	}
	for (int i = first_kid(t, part); i >= 0; i = next_kid(t, i))
		check_row(t, i);
	check_ends(t, part);
}

/* A head, and where cells may be that it is for. */
struct head {
	int tag, row;
	int end; /* the row after the last one that a column's head leads to */
};

/*
 * One cell names it, or there are some where its scope leads. As the table is regular, that is so
 * unless the head is at the foot, or as wide as the table.
 */
static bool leads_somewhere(const struct table_check *t, const struct head *h)
{
	const struct tag *tag = tag_at(t, h->tag);
	bool below = h->row + tag->row_span < h->end, beside = tag->col_span < t->width;

	switch (tag->scope) {
	case SCOPE_NONE:
		break;
	case SCOPE_COLUMN:
		return below || is_named(t, h->tag);
	case SCOPE_ROW:
		return beside || is_named(t, h->tag);
	case SCOPE_BOTH:
		return below || beside || is_named(t, h->tag);
	}
	return is_named(t, h->tag);
}

static int count_kids(const struct table_check *t, int whole)
{
	int n = 0;

	for (int i = first_kid(t, whole); i >= 0; i = next_kid(t, i))
		n++;
	return n;
}

/*
 * The heads of the table, a part or a row; *row is its first row, and the next one afterwards. A
 * head within a TBody is for the rows of this part only.
 */
static void check_heads(const struct table_check *t, int whole, int *row, int end)
{
	for (int i = first_kid(t, whole); i >= 0; i = next_kid(t, i)) {
		enum tag_kind kind = tag_at(t, i)->kind;

		if (kind == TAG_TH && has_content(t, i) &&
		    !leads_somewhere(t, &(struct head){i, *row, end}))
			fail(t, i, N_("this head leads to no cell"));
		if (kind == TAG_TBODY)
			check_heads(t, i, row, *row + count_kids(t, i));
		if (kind == TAG_THEAD || kind == TAG_TR)
			check_heads(t, i, row, end);
		if (kind == TAG_TR)
			++*row;
	}
}

/* ISO 32000-1, table 337: one caption, first or last; one THead, before every TBody. */
static void check_order(struct table_check *t, int part)
{
	enum tag_kind kind = tag_at(t, part)->kind;
	bool first = t->last_part < 0, last = next_kid(t, part) < 0;

	if ((kind == TAG_CAPTION && !first && !last) ||
	    (kind == TAG_THEAD && !first && t->last_part != TAG_CAPTION))
		fail(t, part, N_("it is not the first part of its table"));
	t->last_part = (int)kind;
}

static void check_table(struct table_check *t)
{
	int row = 0;

	for (int i = first_kid(t, t->tag); i >= 0; i = next_kid(t, i)) {
		check_order(t, i);
		if (tag_at(t, i)->kind == TAG_TR)
			check_row(t, i);
		else if (tag_at(t, i)->kind != TAG_CAPTION)
			check_part(t, i);
	}
	check_ends(t, t->tag);
	check_heads(t, t->tag, &row, /*end*/ t->row);
}

void pdf_check_tables(const struct pdf_check_part *part)
{
	struct table_check t = {.part = part};

	for (int i = part->first; i < part->end && pdf_doc_fault(part->doc) == RC_OK; i++) {
		if (page_tag(part->pl, i)->kind != TAG_TABLE)
			continue;
		if (t.is_named == NULL)
			t.is_named = mem_alloc(
			        mem_size_mul((size_t)(part->end - part->first), sizeof(bool)));
		t.tag = i;
		t.row = t.width = t.headed_end = 0;
		t.last_part = -1;
		t.n = 0;
		check_table(&t);
	}
	free(t.columns);
	free(t.is_named);
}
