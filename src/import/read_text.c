/* SPDX-License-Identifier: MIT */
/*
 * read_text.c: plain text. A line is a paragraph. Tables are recognised in three forms: a line for
 * each cell, beginning with a tab, and blank lines between rows, as word processors save them; rows
 * with tabs between cells; and tables drawn with | or box characters.
 */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "import/text_lines.h"

/*
 * Behind a cell in quotes that goes on over line ends, as spreadsheets put it on the clipboard; `s`
 * itself if the text there is none.
 */
static const char *quoted_end(const char *s, const char *end)
{
	enum { CELL_MAX = 4000 };
	const char *stop = end - s > CELL_MAX ? s + CELL_MAX : end, *p = s + 1;

	if (s == end || *s != '"')
		return s;
	for (; p < stop; p++) {
		if (*p != '"')
			continue;
		if (p + 1 < end && p[1] == '"')
			p++;
		else
			return p + 1 == end || strchr("\t\r\n", p[1]) != NULL ? p + 1 : s;
	}
	return s;
}

static bool next_line(const struct source *src, size_t *off, struct plain_line *ret)
{
	const char *s = src->text + *off, *end = src->text + src->len, *p;

	if (s == end)
		return false;
	*ret = (struct plain_line){.s = s};
	if (*s == '\f') {
		ret->page_top = true;
		ret->s = ++s;
	}
	for (p = s; p < end && *p != '\n' && *p != '\r' && *p != '\f'; p++)
		if (p == s || p[-1] == '\t') {
			const char *close = quoted_end(p, end);

			p = close > p ? close - 1 : p;
		}
	ret->n = (size_t)(p - s);
	if (p + 1 < end && p[0] == '\r' && p[1] == '\n')
		p++;
	*off = (size_t)(p - src->text) + (p < end && *p != '\f');
	return true;
}

bool text_is_blank(const char *s, size_t n)
{
	doc_trim(s, &n);
	return n == 0;
}

/* The text without marks that converters leave, such as [bookmark: _GoBack]. */
static const char *without_marks(struct doc *d, const char *s, size_t *n)
{
	static const char mark[] = "[bookmark: ";
	const char *at = memmem(s, *n, mark, sizeof(mark) - 1), *close;
	struct buf b = {0};
	const char *end = s + *n;

	if (at == NULL)
		return s;
	for (; at != NULL; at = memmem(s, (size_t)(end - s), mark, sizeof(mark) - 1)) {
		close = memchr(at, ']', (size_t)(end - at));
		if (close == NULL)
			break;
		doc_tell_warning(d, (struct doc_place){.off = (size_t)(at - d->source->text)},
		                 _("a converter's mark is left out: %.*s"), (int)(close + 1 - at),
		                 at);
		buf_put(&b, s, (size_t)(at - s));
		s = close + 1;
	}
	buf_put(&b, s, (size_t)(end - s));
	*n = b.n;
	return buf_to_arena(d->arena, &b);
}

struct doc_place text_place(const struct doc *d, const char *s)
{
	return (struct doc_place){.off = (size_t)(s - d->source->text)};
}

/* Findings point at the text, not at the blanks before it. */
static struct doc_place place_of_text(const struct doc *d, const char *s, size_t n)
{
	return text_place(d, doc_trim(s, &n));
}

void text_add_paragraph(struct doc *d, const struct plain_line *line)
{
	size_t n = line->n;
	const char *text = without_marks(d, line->s, &n);
	struct doc_block *block = doc_add_text(d, text, n, place_of_text(d, line->s, line->n));

	if (block == NULL)
		return;
	block->page_top = line->page_top;
	block->blanks = line->blanks;
	if (d->paged) {
		block->indent = line->indent;
		block->short_by = line->width;
	}
}

/* The text of a cell in quotes, with single ones for doubled ones; others as they are. */
static const char *without_quotes(struct doc *d, const char *s, size_t *n)
{
	struct buf b = {0};

	if (*n < 2 || quoted_end(s, s + *n) != s + *n)
		return s;
	for (size_t i = 1; i + 1 < *n; i++) {
		buf_putc(&b, s[i] == '\n' || s[i] == '\r' ? ' ' : s[i]);
		i += s[i] == '"';
	}
	*n = b.n;
	return b.n > 0 ? buf_to_arena(d->arena, &b) : "";
}

static void add_cell(struct doc *d, struct doc_table *t, const struct doc_cell *like, size_t n)
{
	struct doc_cell cell = *like;

	cell.place = place_of_text(d, cell.text, n);
	cell.place.pointer = arena_printf(d->arena, "/table/%zu/row/%zu/cell/%zu", t->number,
	                                  cell.row + 1, cell.column + 1);
	cell.text = without_quotes(d, cell.text, &n);
	cell.text = without_marks(d, cell.text, &n);
	cell.row_span = cell.column_span = 1;
	doc_add_cell(d, t, &cell, n);
}

/* ---- one line per cell ---- */

static bool has_tab(const struct plain_line *l)
{
	return memchr(l->s, '\t', l->n) != NULL;
}

static bool is_cell_line(const struct plain_line *l)
{
	return l->n > 0 && l->s[0] == '\t' && memchr(l->s + 1, '\t', l->n - 1) == NULL;
}

/* Blank, a number or "/"; lines of prose that begin with a tab are not like this. */
static bool looks_like_value(const char *s, size_t n)
{
	static const char others[] = "/-.,+ ";

	s = doc_trim(s, &n);
	for (size_t i = 0; i < n; i++)
		if (strchr(others, s[i]) == NULL && (s[i] < '0' || s[i] > '9'))
			return false;
	return true;
}

/* End of the table's lines: cells, lines that continue a cell's text, and blank lines. */
static size_t cell_lines_end(const struct text_lines *ls, size_t first)
{
	size_t end = first;

	for (size_t i = first; i < ls->n; i++) {
		const struct plain_line *l = &ls->lines[i];

		if (is_cell_line(l))
			end = i + 1;
		else if (l->n > 0 && (end != i || has_tab(l)))
			break;
		else if (l->n > 0)
			end = i + 1; /* continues a cell's text */
	}
	return end;
}

static bool has_value_lines(const struct text_lines *ls, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (is_cell_line(&ls->lines[i]) && looks_like_value(ls->lines[i].s, ls->lines[i].n))
			return true;
	return false;
}

static size_t read_cell_lines(struct doc *d, struct text_lines *ls, size_t first)
{
	size_t end = first < ls->valueless ? first : cell_lines_end(ls, first), row = 0, column = 0;
	struct doc_table *t;

	if (!has_value_lines(ls, first, end)) {
		if (end > ls->valueless)
			ls->valueless = end;
		text_add_paragraph(d, &ls->lines[first]);
		return first + 1;
	}
	t = doc_new_table(d, text_place(d, ls->lines[first].s));
	t->shape = DOC_RAGGED;
	for (size_t i = first; i < end; i++) {
		const struct plain_line *l = &ls->lines[i];
		size_t last = i;

		if (l->n == 0) {
			row += column > 0;
			column = 0;
			continue;
		}
		while (last + 1 < end && ls->lines[last + 1].n > 0 &&
		       !is_cell_line(&ls->lines[last + 1]))
			last++;
		/* Line breaks within a cell's text count as blanks. */
		add_cell(d, t, &(struct doc_cell){.row = row, .column = column++, .text = l->s},
		         (size_t)(ls->lines[last].s + ls->lines[last].n - l->s));
		i = last;
	}
	doc_add_table(d, t);
	return end;
}

/* One tab, before or behind the text: a cell in a line of its own. */
static bool is_lone_cell(const struct plain_line *l)
{
	const char *tab = memchr(l->s, '\t', l->n);

	return tab != NULL && memchr(tab + 1, '\t', (size_t)(l->s + l->n - tab - 1)) == NULL &&
	       (tab == l->s || tab + 1 == l->s + l->n);
}

/*
 * The end of cells that have a line each, with a tab and without blank lines between rows; `first`
 * if there are too few, or blank lines tell the rows.
 */
static size_t lone_cells_end(const struct text_lines *ls, size_t first)
{
	enum { LEAST = 8 };
	size_t end = first, texts = 0;

	for (; end < ls->n && ls->lines[end].n > 0 && is_lone_cell(&ls->lines[end]); end++)
		texts += !text_is_blank(ls->lines[end].s, ls->lines[end].n);
	return texts >= LEAST ? end : first;
}

/* Each becomes a line; lines.c joins them to rows. */
static size_t read_lone_cells(struct doc *d, const struct text_lines *ls, size_t first, size_t end)
{
	size_t blanks = 0;

	for (size_t i = first; i < end; i++) {
		struct plain_line line = ls->lines[i];
		size_t before = d->block_n;

		if (text_is_blank(line.s, line.n)) {
			blanks++;
			continue;
		}
		line.blanks = blanks;
		text_add_paragraph(d, &line);
		if (d->block_n > before)
			d->blocks[d->block_n - 1].counted = true;
		blanks = 0;
	}
	return end;
}

/* ---- tabs between the cells ---- */

static void add_tabbed_row(struct doc *d, struct doc_table *t, size_t row,
                           const struct plain_line *l)
{
	const char *s = l->s, *end = l->s + l->n;
	size_t column = 0;

	while (s <= end) {
		const char *quoted = quoted_end(s, end);
		const char *tab = memchr(quoted, '\t', (size_t)(end - quoted));
		const char *stop = tab != NULL ? tab : end;

		add_cell(d, t, &(struct doc_cell){.row = row, .column = column++, .text = s},
		         (size_t)(stop - s));
		s = stop + 1;
	}
}

static size_t row_width(const struct plain_line *l)
{
	size_t n = 1;

	for (size_t i = 0; i < l->n; i++)
		n += l->s[i] == '\t';
	return n;
}

/* Prose may contain a tab; two in a line, or one in each of two lines, make a table. */
static bool is_tabbed(const struct text_lines *ls, size_t i)
{
	size_t width = row_width(&ls->lines[i]), next = i + 1;

	if (width != 2 || ls->lines[i].s[0] == '\t')
		return width > 2;
	while (next < ls->n && ls->lines[next].n == 0)
		next++;
	return next < ls->n && row_width(&ls->lines[next]) > 1;
}

/* Whether all rows begin, or end, with a tab: no cell is before the first or behind the last. */
static bool all_at_edge(const struct text_lines *ls, size_t first, size_t end, bool begin)
{
	for (size_t i = first; i < end; i++) {
		const struct plain_line *l = &ls->lines[i];

		if (l->n > 0 && l->s[begin ? 0 : l->n - 1] != '\t')
			return false;
	}
	return true;
}

/* If most rows have as many cells as the longest, the text comes from a spreadsheet. */
static enum doc_shape shape_of(const struct text_lines *ls, size_t first, size_t end)
{
	size_t widest = 0, full = 0, n = 0;

	for (size_t i = first; i < end; i++)
		if (ls->lines[i].n > 0 && row_width(&ls->lines[i]) > widest)
			widest = row_width(&ls->lines[i]);
	for (size_t i = first; i < end; i++) {
		n += ls->lines[i].n > 0;
		full += ls->lines[i].n > 0 && row_width(&ls->lines[i]) == widest;
	}
	return full * 10 >= n * 7 ? DOC_RECTANGLE : DOC_RAGGED;
}

static size_t read_tabbed_lines(struct doc *d, const struct text_lines *ls, size_t first)
{
	size_t end = first, row = 0;
	struct doc_table *t = doc_new_table(d, text_place(d, ls->lines[first].s));
	bool begins, ends;

	for (size_t i = first; i < ls->n; i++) {
		if (has_tab(&ls->lines[i]))
			end = i + 1;
		else if (!text_is_blank(ls->lines[i].s, ls->lines[i].n))
			break;
	}
	t->shape = shape_of(ls, first, end);
	begins = all_at_edge(ls, first, end, /*begin*/ true);
	ends = all_at_edge(ls, first, end, /*begin*/ false);
	for (size_t i = first; i < end; i++) {
		struct plain_line bare = ls->lines[i];

		if (bare.n == 0 || row > DOC_MAX_ROWS) /* doc_add_table tells of too large ones */
			continue;
		bare.s += begins;
		bare.n -= begins;
		bare.n -= ends && bare.n > 0;
		add_tabbed_row(d, t, row++, &bare);
	}
	doc_add_table(d, t);
	return end;
}

/* ---- the whole text ---- */

/* Sets indent and width; a line with gaps belongs to a table and has no useful width. */
static void measure(struct plain_line *l)
{
	enum { GAP = 3 };
	const char *s = l->s, *end = l->s + l->n;
	size_t column = 0, stop = 0;
	bool gaps = false;

	l->indent = 0;
	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (!doc_is_blank(cp) && stop == 0)
			l->indent = column;
		gaps |= stop > 0 && !doc_is_blank(cp) && column - stop >= GAP;
		column += cp >= 0x2E80 ? 2 : 1;
		if (!doc_is_blank(cp))
			stop = column;
	}
	l->width = gaps ? 0 : stop - l->indent;
}

/* Makes indents relative to the page's left margin. */
static void measure_page(struct plain_line *lines, size_t n)
{
	size_t left = SIZE_MAX;

	for (size_t i = 0; i < n; i++)
		if (lines[i].n > 0 && lines[i].indent < left)
			left = lines[i].indent;
	for (size_t i = 0; i < n; i++)
		lines[i].indent -= lines[i].n > 0 ? left : 0;
}

/* Makes widths the distance from the line's end to the right margin. */
static void measure_pages(struct text_lines *ls)
{
	size_t widest = 0;

	for (size_t first = 0, end; first < ls->n; first = end) {
		for (end = first + 1; end < ls->n && !ls->lines[end].page_top;)
			end++;
		measure_page(ls->lines + first, end - first);
	}
	for (size_t i = 0; i < ls->n; i++)
		if (ls->lines[i].width > widest)
			widest = ls->lines[i].width;
	for (size_t i = 0; i < ls->n; i++)
		ls->lines[i].width = widest - ls->lines[i].width;
}

static struct text_lines split(struct doc *d)
{
	enum { LINES_MAX = 1000000 };
	struct text_lines ls = {0};
	struct plain_line line;
	size_t off = 0;

	while (ls.n < LINES_MAX && next_line(d->source, &off, &line))
		ls.n++;
	if (ls.n == LINES_MAX)
		doc_tell_unplaced(d, (struct doc_place){.off = off},
		                  _("only the first %d lines are read"), LINES_MAX);
	ls.lines = arena_array(d->arena, struct plain_line, ls.n);
	off = 0;
	for (size_t i = 0; i < ls.n; i++) {
		(void)next_line(d->source, &off, &ls.lines[i]);
		d->paged |= ls.lines[i].page_top;
		measure(&ls.lines[i]);
		if (text_is_blank(ls.lines[i].s, ls.lines[i].n) && !has_tab(&ls.lines[i]))
			ls.lines[i].n = 0;
		if (i > 0 && ls.lines[i - 1].n == 0)
			ls.lines[i].blanks = ls.lines[i - 1].blanks + 1;
	}
	if (d->paged)
		measure_pages(&ls);
	return ls;
}

enum rc text_read(struct doc *d)
{
	struct text_lines ls;

	decode_source(d, NULL);
	text_split_csv(d);
	ls = split(d);
	for (size_t i = 0; i < ls.n;) {
		const struct plain_line *l = &ls.lines[i];
		size_t end;

		if (doc_is_one_line(d, l->s, l->n))
			text_add_paragraph(d, &ls.lines[i++]);
		else if ((end = lone_cells_end(&ls, i)) > i)
			i = read_lone_cells(d, &ls, i, end);
		else if (is_cell_line(l))
			i = read_cell_lines(d, &ls, i);
		else if (is_tabbed(&ls, i))
			i = read_tabbed_lines(d, &ls, i);
		else if ((end = text_read_drawn(d, &ls, i)) > i)
			i = end;
		else
			text_add_paragraph(d, &ls.lines[i++]);
	}
	return RC_OK;
}
