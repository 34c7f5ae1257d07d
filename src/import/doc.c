/* SPDX-License-Identifier: MIT */
#include "import/doc.h"

#include <string.h>

#include "base/tr.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "json/object.h"

bool doc_is_blank(unsigned cp)
{
	return cp < ' ' || cp == 0x7F || utf8_is_blank(cp);
}

const char *doc_trim(const char *s, size_t *n)
{
	const char *end = s + *n, *first = NULL, *last = s;

	while (s < end) {
		const char *p = s;

		if (!doc_is_blank(utf8_next(&s, end))) {
			if (first == NULL)
				first = p;
			last = s;
		}
	}
	*n = first != NULL ? (size_t)(last - first) : 0;
	return first != NULL ? first : s;
}

void *doc_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size)
{
	void *more;

	if (n < *cap)
		return items;
	*cap = *cap > 0 ? 2 * *cap : 16;
	more = arena_alloc(a, mem_size_mul(*cap, size));
	if (n > 0)
		memcpy(more, items, n * size);
	return more;
}

static struct doc_block *add_block(struct doc *d, const struct doc_block *block)
{
	if (d->block_n == DOC_MAX_BLOCKS) {
		if (!d->full)
			doc_tell_unplaced(d, block->place,
			                  _("only the first %d paragraphs and tables are read; the "
			                    "document continues here"),
			                  DOC_MAX_BLOCKS);
		d->full = true;
		d->block_n--;
	}
	d->blocks = doc_grow(d->arena, d->blocks, d->block_n, &d->block_cap, sizeof(*d->blocks));
	d->blocks[d->block_n] = *block;
	return &d->blocks[d->block_n++];
}

/* A text as a report has it: without blanks at the ends and without what nobody sees. */
static const char *clean(struct doc *d, const char *text, size_t n, struct doc_place place)
{
	struct unicode_tally refused = {0};
	struct buf b = {0}, list = {0};
	const char *result;

	text = doc_trim(text, &n);
	unicode_clean(&b, text, n, &refused);
	n = b.n;
	text = doc_trim(b.p != NULL ? b.p : "", &n);
	result = n > 0 ? arena_strndup(d->arena, text, n) : "";
	if (refused.total > 0) {
		unicode_tally_put(&refused, &list);
		doc_tell_warning(
		        d, place,
		        _("invisible characters that turn the order of the text or put notes "
		          "into it (%s) are left out; check it"),
		        list.p);
	}
	buf_release(&b);
	buf_release(&list);
	return result;
}

bool doc_is_too_deep(struct doc *d, int depth, struct doc_place place, bool *told)
{
	if (depth <= DOC_MAX_DEPTH)
		return false;
	if (!*told)
		doc_tell_unplaced(
		        d, place,
		        _("elements are nested more than %d deep here; their content is not read"),
		        DOC_MAX_DEPTH);
	*told = true;
	return true;
}

struct doc_block *doc_add_text(struct doc *d, const char *text, size_t n, struct doc_place place)
{
	text = clean(d, text, n, place);
	if (*text == '\0')
		return NULL;
	return add_block(d, &(struct doc_block){.kind = DOC_TEXT, .text = text, .place = place});
}

struct doc_table *doc_new_table(struct doc *d, struct doc_place place)
{
	struct doc_table *t = arena_new(d->arena, struct doc_table);

	t->number = ++d->table_n;
	t->place = place;
	if (place.pointer == NULL)
		t->place.pointer = arena_printf(d->arena, "/table/%zu", t->number);
	return t;
}

static size_t at_most(size_t v, size_t most)
{
	return v < most ? v : most;
}

struct doc_cell *doc_add_cell(struct doc *d, struct doc_table *t, const struct doc_cell *cell,
                              size_t text_n)
{
	const char *text = cell->text != NULL ? clean(d, cell->text, text_n, t->place) : "";
	struct doc_cell *c;

	t->cells = doc_grow(d->arena, t->cells, t->cell_n, &t->cell_cap, sizeof(*t->cells));
	c = &t->cells[t->cell_n++];
	*c = *cell;
	c->text = text;
	c->column = at_most(c->column, DOC_MAX_COLUMNS);
	c->column_span = at_most(c->column_span > 0 ? c->column_span : 1, DOC_MAX_COLUMNS);
	c->row_span = at_most(c->row_span > 0 ? c->row_span : 1, DOC_MAX_ROWS);
	return c;
}

/* Spans end where other cells begin and where the table ends. */
static void lay_out(struct doc_table *t, struct doc_cell *c, size_t index)
{
	if (t->at[c->row * t->column_n + c->column] != DOC_NO_CELL) {
		c->row_span = c->column_span = 0;
		return;
	}
	c->row_span = at_most(c->row_span, t->row_n - c->row);
	c->column_span = at_most(c->column_span, t->column_n - c->column);
	for (size_t k = 0; k < c->column_span; k++)
		if (t->at[c->row * t->column_n + c->column + k] != DOC_NO_CELL)
			c->column_span = k;
	for (size_t r = c->row; r < c->row + c->row_span; r++)
		for (size_t k = c->column; k < c->column + c->column_span; k++)
			if (t->at[r * t->column_n + k] == DOC_NO_CELL)
				t->at[r * t->column_n + k] = index;
}

static void measure(struct doc_table *t)
{
	t->row_n = t->column_n = 0;
	for (size_t i = 0; i < t->cell_n; i++) {
		const struct doc_cell *c = &t->cells[i];

		if (c->row + 1 > t->row_n)
			t->row_n = c->row + 1;
		/* One that was overlapped has no span, but it has a place, where it is looked for.
		 */
		if (c->column + (c->column_span > 0 ? c->column_span : 1) > t->column_n)
			t->column_n = c->column + (c->column_span > 0 ? c->column_span : 1);
	}
}

void doc_lay_out_table(struct doc *d, struct doc_table *t)
{
	measure(t);
	t->at = arena_array(d->arena, size_t, mem_size_mul(t->row_n, t->column_n));
	for (size_t i = 0; i < t->row_n * t->column_n; i++)
		t->at[i] = DOC_NO_CELL;
	for (size_t i = 0; i < t->cell_n; i++)
		lay_out(t, &t->cells[i], i);
}

void doc_add_table(struct doc *d, struct doc_table *t)
{
	if (t->cell_n == 0)
		return;
	measure(t);
	if (t->row_n > DOC_MAX_ROWS || t->column_n > DOC_MAX_COLUMNS ||
	    t->row_n * t->column_n > DOC_MAX_GRID) {
		doc_tell_unplaced(d, t->place,
		                  _("a table of %zu rows and %zu columns is too large"), t->row_n,
		                  t->column_n);
		return;
	}
	d->place_n += t->row_n * t->column_n;
	if (d->place_n > DOC_MAX_PLACES) {
		doc_tell_unplaced(
		        d, t->place,
		        _("a table of %zu rows and %zu columns, for which there is no room "
		          "after those before it"),
		        t->row_n, t->column_n);
		return;
	}
	doc_lay_out_table(d, t);
	add_block(d, &(struct doc_block){.kind = DOC_TABLE, .table = t, .place = t->place});
}

static void tell(const struct doc *d, enum diag_severity severity, struct doc_place place,
                 const char *message)
{
	struct diag_place at = {.source = d->source, .off = place.off, .pointer = place.pointer};

	at.rule = severity == DIAG_ERROR ? IMPORT_UNPLACED : IMPORT_RULE;
	diag_add(d->findings, severity, &at, "%s", message);
}

void doc_tell_unplaced(const struct doc *d, struct doc_place place, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(d, DIAG_ERROR, place, arena_vprintf(d->arena, fmt, ap));
	va_end(ap);
}

void doc_tell_warning(const struct doc *d, struct doc_place place, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(d, DIAG_WARNING, place, arena_vprintf(d->arena, fmt, ap));
	va_end(ap);
}

void doc_tell_row(const struct doc *d, const struct doc_table *t, size_t first, size_t end)
{
	struct doc_place place = t->place;
	struct buf b = {0};

	for (size_t i = first; i < end; i++) {
		if (t->cells[i].text[0] == '\0')
			continue;
		if (b.n == 0)
			place = t->cells[i].place;
		buf_putf(&b, b.n > 0 ? " | %s" : "%s", t->cells[i].text);
	}
	if (b.n > 0)
		doc_tell_unplaced(d, place, _("cannot place this row: %s"), doc_excerpt(d, b.p));
	buf_release(&b);
}

bool doc_is_page_layout(size_t rows, size_t inner)
{
	return inner > 0 && rows <= 2 * inner + 1;
}

const char *doc_excerpt(const struct doc *d, const char *text)
{
	struct buf b = {0};
	const char *line;

	/* Lines of a cell. */
	for (const char *s = text; *s != '\0'; s++)
		if (*s == '\n')
			buf_puts(&b, " | ");
		else
			buf_putc(&b, *s);
	line = b.n > 0 ? buf_to_arena(d->arena, &b) : "";
	return member_excerpt(d->arena, line, strlen(line));
}
