/* SPDX-License-Identifier: MIT */
#include "import/doc.h"

#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "json/object.h"

bool doc_is_blank(unsigned cp)
{
	return cp <= ' ' || cp == 0x7F || cp == 0x85 || cp == 0xA0 || cp == 0xAD || cp == 0x1680 ||
	       (cp >= 0x2000 && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202F) || cp == 0x205F ||
	       (cp >= 0x2060 && cp <= 0x206F) || cp == 0x3000 || cp == 0xFEFF;
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

/* Room for one more item in an array of the arena. */
static void *grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size)
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
			doc_unplaced(
			        d, block->place,
			        _("the document goes on here; at most %d paragraphs and tables "
			          "are read"),
			        DOC_MAX_BLOCKS);
		d->full = true;
		d->block_n--;
	}
	d->blocks = grow(d->arena, d->blocks, d->block_n, &d->block_cap, sizeof(*d->blocks));
	d->blocks[d->block_n] = *block;
	return &d->blocks[d->block_n++];
}

struct doc_block *doc_add_text(struct doc *d, const char *text, size_t n, struct doc_place place)
{
	text = doc_trim(text, &n);
	if (n == 0)
		return NULL;
	return add_block(d, &(struct doc_block){.kind = DOC_TEXT,
	                                        .text = arena_strndup(d->arena, text, n),
	                                        .place = place});
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
	const char *text = cell->text != NULL ? doc_trim(cell->text, &text_n) : "";
	struct doc_cell *c;

	t->cells = grow(d->arena, t->cells, t->cell_n, &t->cell_cap, sizeof(*t->cells));
	c = &t->cells[t->cell_n++];
	*c = *cell;
	c->text = text_n > 0 ? arena_strndup(d->arena, text, text_n) : "";
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
		if (c->column + c->column_span > t->column_n)
			t->column_n = c->column + c->column_span;
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
		doc_unplaced(d, t->place, _("a table of %zu rows and %zu columns is too large"),
		             t->row_n, t->column_n);
		return;
	}
	doc_lay_out_table(d, t);
	add_block(d, &(struct doc_block){.kind = DOC_TABLE, .table = t, .place = t->place});
}

struct doc_cell *doc_cell_at(const struct doc_table *t, size_t row, size_t column)
{
	size_t index = t->at[row * t->column_n + column];

	return index != DOC_NO_CELL ? &t->cells[index] : NULL;
}

static void add_finding(const struct doc *d, enum diag_severity severity, struct doc_place place,
                        const char *message)
{
	struct diag_place at = {.source = d->source, .off = place.off, .pointer = place.pointer};

	at.rule = severity == DIAG_ERROR ? IMPORT_UNPLACED : IMPORT_RULE;
	diag_add(d->findings, severity, &at, "%s", message);
}

void doc_unplaced(const struct doc *d, struct doc_place place, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_finding(d, DIAG_ERROR, place, arena_vprintf(d->arena, fmt, ap));
	va_end(ap);
}

void doc_warn(const struct doc *d, struct doc_place place, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_finding(d, DIAG_WARNING, place, arena_vprintf(d->arena, fmt, ap));
	va_end(ap);
}

const char *doc_excerpt(const struct doc *d, const char *text)
{
	return member_excerpt(d->arena, text, strlen(text));
}
