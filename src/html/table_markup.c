/* SPDX-License-Identifier: MIT */
/* table_markup.c: a grid as a table whose cells name their headers. */
#include <string.h>

#include "html/writer.h"

/* In print a group of as many rows stays on one page; of a longer one the label is repeated. */
enum { GROUP_MAX = 5, ROWS_LEFT = 3 /* of a long group that is cut, at least */ };

/* A table being written. */
struct table_writer {
	struct html_writer *w;
	struct buf *b;
	const struct grid *grid;
	size_t number;         /* the table's */
	size_t label_n;        /* label columns that stay in view; 0: none does */
	bool headers;          /* its cells name their headers one by one */
	const bool *is_header; /* [cell_n]: some cell names it */
	const bool *joined;    /* [row_n]: in print it stays with the row above */
	const size_t *points;  /* [column_n]: the most decimals of aligned figures */
	const struct fit_needs *needs;
};

/* How many headers a cell gets by scope alone: above it and to its left. */
static size_t heads_by_scope(const struct grid *g, const struct grid_cell *c, size_t label)
{
	size_t n = 0;

	if (g->bands[0].body > g->bands[0].head)
		n += grid_cell_is_head(grid_cell_at(g, g->bands[0].head, c->column));
	if (label < c->column)
		n += grid_cell_is_head(grid_cell_at(g, c->row, label));
	return n;
}

/*
 * With one header row and one label column, scope is enough. With more of them, or with parts
 * across which a label does not reach, every cell names its headers (HTML, 4.9.12.2), as in the
 * PDF's tags.
 */
static bool needs_headers(const struct grid *g)
{
	size_t label_n = 0, label = g->column_n;

	for (size_t c = 0; c < g->column_n; c++)
		if (g->columns[c].label && label_n++ == 0)
			label = c;
	if (g->band_n != 1 || g->bands[0].body - g->bands[0].head > 1 || label_n > 1)
		return true;
	for (size_t i = 0; i < g->cell_n; i++) {
		const struct grid_cell *c = &g->cells[i];

		if (c->row_span > 1 || c->column_span > 1)
			return true;
		if (c->role == GRID_VALUE && grid_header_count(c) != heads_by_scope(g, c, label))
			return true;
	}
	return false;
}

static const bool *find_headers(struct arena *a, const struct grid *g)
{
	bool *is_header = arena_array(a, bool, g->cell_n);

	for (size_t i = 0; i < g->cell_n; i++)
		for (size_t k = 0; k < grid_header_count(&g->cells[i]); k++)
			is_header[grid_header(&g->cells[i], k)] = true;
	return is_header;
}

/* The title of a part with its own tbody is the header of all its rows. */
static const char *scope_of(const struct table_writer *t, const struct grid_cell *c)
{
	if (c->role == GRID_ROW_HEAD)
		return "row";
	if (c->role == GRID_TITLE && t->grid->band_n > 1 && c->column_span == t->grid->column_n)
		return "rowgroup";
	return "col";
}

static const char *class_of(const struct grid_cell *c)
{
	switch (c->align) {
	case FORM_ALIGN_START:
		return "kb-start";
	case FORM_ALIGN_CENTRE:
		return "kb-centre";
	case FORM_ALIGN_END:
		return "kb-end";
	case FORM_ALIGN_DECIMAL:
		return "kb-decimal";
	case FORM_ALIGN_DEFAULT:
		break;
	}
	return NULL;
}

/* A cell that stays in view is of the class of its column. */
static void put_class(const struct table_writer *t, const struct grid_cell *c)
{
	const char *align = class_of(c);
	struct buf class = {0};

	if (c->column + c->column_span <= t->label_n)
		buf_putf(&class, "kb-s%u", (unsigned)c->column);
	if (align != NULL)
		buf_putf(&class, "%s%s", class.n > 0 ? " " : "", align);
	if (fit_is_long(c))
		buf_putf(&class, "%skb-long", class.n > 0 ? " " : "");
	markup_put_attribute(t->b, "class", class.p);
	buf_release(&class);
}

static void put_span(struct buf *b, const char *name, size_t n)
{
	if (n > 1)
		buf_putf(b, " %s=\"%zu\"", name, n);
}

static void put_header_names(const struct table_writer *t, const struct grid_cell *c)
{
	if (!t->headers || grid_header_count(c) == 0)
		return;
	buf_puts(t->b, " headers=\"");
	for (size_t i = 0; i < grid_header_count(c); i++)
		buf_putf(t->b, "%skb-t%zu-%zu", i > 0 ? " " : "", t->number, grid_header(c, i));
	buf_putc(t->b, '"');
}

/* The label of a group that does not stay on one page. */
static bool is_long(const struct grid_cell *c)
{
	return c->role == GRID_ROW_HEAD && c->row_span > GROUP_MAX;
}

/*
 * A long group is not cut after its first row, nor before its last ones, beside which its label
 * stands again; the first and the last row of a part are not alone.
 */
static const bool *find_joined(struct arena *a, const struct grid *g)
{
	bool *joined = arena_array(a, bool, g->row_n);

	for (size_t i = 0; i < g->band_n; i++) {
		const struct grid_band *b = &g->bands[i];

		if (b->end > b->body + 1)
			joined[b->body + 1] = joined[b->end - 1] = true;
	}
	for (size_t i = 0; i < g->cell_n; i++) {
		const struct grid_cell *c = &g->cells[i];

		if (c->role != GRID_ROW_HEAD || c->row_span < 2)
			continue;
		joined[c->row + 1] = joined[c->row + c->row_span - 1] = true;
		joined[c->row + c->row_span - ROWS_LEFT + 1] |= is_long(c);
		for (size_t r = c->row + 1; !is_long(c) && r < c->row + c->row_span; r++)
			joined[r] = true;
	}
	return joined;
}

/* Digits behind the point. */
static size_t count_decimals(const char *s)
{
	const char *point = strchr(s, '.');

	return point != NULL ? strlen(point + 1) : 0;
}

static bool is_aligned(const struct grid_cell *c)
{
	return c->align == FORM_ALIGN_DECIMAL && c->column_span == 1 && !grid_cell_is_head(c);
}

static const size_t *find_points(struct arena *a, const struct grid *g)
{
	size_t *points = arena_array(a, size_t, g->column_n);

	for (size_t i = 0; i < g->cell_n; i++) {
		const struct grid_cell *c = &g->cells[i];
		size_t n = is_aligned(c) ? count_decimals(c->text) : 0;

		if (points[c->column] < n)
			points[c->column] = n;
	}
	return points;
}

/*
 * What a figure lacks behind its point compared with the others of its column. The style sheet sets
 * it unseen, so that their points are in one line, as in the PDF.
 */
static void put_decimals(const struct table_writer *t, const struct grid_cell *c)
{
	size_t most = t->points[c->column], n = count_decimals(c->text);

	if (!is_aligned(c) || *c->text == '\0' || n == most)
		return;
	buf_puts(t->b, " data-kb-rest=\"");
	if (strchr(c->text, '.') == NULL)
		buf_putc(t->b, '.');
	for (; n < most; n++)
		buf_putc(t->b, '0');
	buf_putc(t->b, '"');
}

static void put_cell(const struct table_writer *t, size_t i)
{
	const struct grid_cell *c = &t->grid->cells[i];
	bool head = grid_cell_is_head(c);
	struct content_span room;
	struct content_text text = content_of_cell(c, &room);
	struct buf *b = t->b;

	buf_puts(b, head ? "<th" : "<td");
	if (t->headers && t->is_header[i])
		buf_putf(b, " id=\"kb-t%zu-%zu\"", t->number, i);
	if (head)
		buf_putf(b, " scope=\"%s\"", scope_of(t, c));
	put_class(t, c);
	put_span(b, "rowspan", c->row_span);
	put_span(b, "colspan", c->column_span);
	put_header_names(t, c);
	put_decimals(t, c);
	buf_putc(b, '>');
	/* A table in the cell, in print only, whose head is this text: browsers repeat heads. */
	buf_puts(b, is_long(c) ? "<span class=\"kb-again\"><span><span>" : "");
	if (head)
		breaks_put(t->w, &text, text.len, BREAKS_HEAD);
	else
		markup_put_content(b, &text);
	buf_puts(b, is_long(c) ? "</span></span></span>" : "");
	buf_puts(b, head ? "</th>\n" : "</td>\n");
}

/* Rows [first, end); takes the index of their first cell, returns that after their last. */
static size_t put_rows(const struct table_writer *t, size_t first, size_t end, size_t cell)
{
	for (size_t r = first; r < end; r++) {
		buf_puts(t->b, t->joined[r] ? "<tr class=\"kb-join\">\n" : "<tr>\n");
		while (cell < t->grid->cell_n && t->grid->cells[cell].row == r)
			put_cell(t, cell++);
		buf_puts(t->b, "</tr>\n");
	}
	return cell;
}

/* A thead only if there is one part; several parts have their headers in their own tbody. */
static void put_groups(const struct table_writer *t)
{
	const struct grid *g = t->grid;
	size_t cell = 0;

	for (size_t i = 0; i < g->band_n; i++) {
		const struct grid_band *band = &g->bands[i];
		size_t first = band->head;

		if (g->band_n == 1 && band->body > band->head) {
			buf_puts(t->b, "<thead>\n");
			cell = put_rows(t, band->head, band->body, cell);
			buf_puts(t->b, "</thead>\n");
			first = band->body;
		}
		buf_puts(t->b, "<tbody>\n");
		cell = put_rows(t, first, band->end, cell);
		buf_puts(t->b, "</tbody>\n");
	}
}

/* A table's accessible name: the heading above it, and its caption. */
static void put_name(struct html_writer *w, bool captioned)
{
	struct buf *b = &w->body;

	if (w->heading_n == 0 && !captioned)
		return;
	buf_puts(b, " aria-labelledby=\"");
	if (w->heading_n > 0)
		buf_putf(b, "kb-h%zu", w->heading_n);
	if (captioned)
		buf_putf(b, "%skb-t%zu", w->heading_n > 0 ? " " : "", w->table_n);
	buf_putc(b, '"');
}

/* The label columns at the table's left, if few enough that figures remain beside them. */
static size_t count_labels(const struct grid *g)
{
	size_t n = 0;

	while (n < g->column_n && g->columns[n].label)
		n++;
	return n < g->column_n && n <= SHEET_LABELS_MAX ? n : 0;
}

/* Classes by which the print style keeps a table within the paper. */
static void put_paper(const struct table_writer *tw, const struct content_table *t)
{
	struct html_writer *w = tw->w;
	struct table_fit f = fit_on_paper(w->in->style, tw->needs, t->landscape);

	buf_puts(&w->body, f.wide ? " kb-wide" : "");
	if (f.step > 0)
		buf_putf(&w->body, " kb-p%zu", f.step);
	buf_puts(&w->body, f.tight ? " kb-tight" : "");
	buf_puts(&w->body, f.broken ? " kb-broken" : "");
}

/*
 * A table wider than the window scrolls in a box that the keyboard can reach. Such a box is a
 * landmark, and landmarks need unique names: a box named like the one before is just a group.
 */
static void put_box(const struct table_writer *tw, const struct content_table *t)
{
	struct html_writer *w = tw->w;
	size_t label_n = tw->label_n;
	struct buf *b = &w->body;
	bool captioned = t->caption.len > 0;
	bool named = w->heading_n > 0 || captioned;
	const char *name = captioned ? t->caption.text : "";
	bool landmark = w->last_table == NULL || strcmp(name, w->last_table) != 0;

	buf_puts(b, "<div class=\"kb-table");
	if (t->notes.n == 0)
		put_paper(tw, t);
	buf_puts(b, fit_scrolls(tw->needs, label_n) ? " kb-scrolls" : "");
	buf_puts(b, "\" tabindex=\"0\"");
	if (named)
		buf_putf(b, " role=\"%s\"", landmark ? "region" : "group");
	put_name(w, captioned);
	buf_puts(b, ">\n<table");
	if (label_n > 0)
		buf_putf(b, " class=\"kb-stub%zu\"", label_n);
	put_name(w, captioned);
	buf_puts(b, ">\n");
	w->last_table = name;
}

/* The caption, which names the table, and the unit. */
static void put_caption(struct html_writer *w, const struct content_table *t, size_t number)
{
	struct buf *b = &w->body;
	bool captioned = t->caption.len > 0, both = captioned && t->unit.len > 0;

	if (!captioned && t->unit.len == 0)
		return;
	buf_puts(b, "<caption");
	if (both)
		buf_puts(b, "><span");
	if (captioned)
		buf_putf(b, " id=\"kb-t%zu\">", number);
	breaks_put(w, &t->caption, t->caption.len, BREAKS_HEAD);
	if (both)
		buf_puts(b, "</span> <span");
	if (t->unit.len > 0)
		buf_puts(b, " class=\"kb-unit\">");
	markup_put_content(b, &t->unit);
	buf_puts(b, both ? "</span></caption>\n" : "</caption>\n");
}

static void put_notes(struct buf *b, const struct content_texts *notes)
{
	for (size_t i = 0; i < notes->n; i++) {
		buf_puts(b, "<p>");
		markup_put_content(b, &notes->list[i]);
		buf_puts(b, "</p>\n");
	}
}

void table_put(struct html_writer *w, const struct content_table *t)
{
	const struct grid *grid = content_grid(&w->table, t);
	struct table_writer tw = {.w = w, .b = &w->body, .grid = grid, .number = ++w->table_n};

	tw.needs = fit_measure(w, grid);
	if (t->notes.n > 0) {
		buf_puts(tw.b, "<figure class=\"kb-noted");
		put_paper(&tw, t);
		buf_puts(tw.b, "\">\n");
	}
	tw.label_n = count_labels(grid);
	tw.headers = needs_headers(grid);
	tw.is_header = find_headers(&w->table, grid);
	tw.joined = find_joined(&w->table, grid);
	tw.points = find_points(&w->table, grid);
	put_box(&tw, t);
	put_caption(w, t, tw.number);
	put_groups(&tw);
	buf_puts(tw.b, "</table>\n</div>\n");
	put_notes(tw.b, &t->notes);
	if (t->notes.n > 0)
		buf_puts(tw.b, "</figure>\n");
	arena_reset(&w->table);
}
