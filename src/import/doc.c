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
	const char *end = s + *n, *p = s;

	while (s < end && doc_is_blank(utf8_next(&p, end)))
		s = p;
	while (end > s) {
		const char *last = end - 1;

		while (last > s && ((unsigned char)*last & 0xC0) == 0x80)
			last--;
		p = last;
		if (!doc_is_blank(utf8_next(&p, end)))
			break;
		end = last;
	}
	*n = (size_t)(end - s);
	return s;
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

/* Bytes of text that are read of a file of n bytes: several times what its own texts deflate to. */
static size_t text_most(const struct source *file)
{
	enum { LEAST = 8 << 20, FACTOR = 8 };

	return LEAST + (file != NULL ? file->len * FACTOR : 0);
}

/* Whether there is room for another text; that there is none is told once. */
static bool has_room(struct doc *d, const char *text, struct doc_place place)
{
	size_t n = strlen(text), most = text_most(d->source);

	if (d->text_n + n <= most) {
		d->text_n += n;
		return true;
	}
	if (!d->full)
		doc_tell_unplaced(d, place,
		                  _("the document has more text than is read of a file of its "
		                    "size; it continues here: %s"),
		                  doc_excerpt(d, text));
	d->full = true;
	d->text_n = most;
	return false;
}

struct doc_block *doc_add_text(struct doc *d, const char *text, size_t n, struct doc_place place)
{
	text = clean(d, text, n, place);
	if (*text == '\0' || !has_room(d, text, place))
		return NULL;
	return add_block(d, &(struct doc_block){.kind = DOC_TEXT, .text = text, .place = place});
}

struct doc_table *doc_new_table(struct doc *d, struct doc_place place)
{
	struct doc_table *t = arena_new(d->arena, struct doc_table);

	t->number = ++d->table_n;
	t->place = place;
	t->cells = d->spare;
	t->cell_cap = d->spare_cap;
	d->spare_cap = 0;
	if (place.pointer == NULL)
		t->place.pointer = arena_printf(d->arena, "/table/%zu", t->number);
	return t;
}

static size_t at_most(size_t v, size_t most)
{
	return v < most ? v : most;
}

/* `text` is clean and in the arena. */
static struct doc_cell *add_cell(struct doc *d, struct doc_table *t, const struct doc_cell *cell,
                                 const char *text)
{
	struct doc_cell *c;

	if (*text != '\0' && !has_room(d, text, cell->place))
		text = "";
	if (t->cell_n == DOC_MAX_GRID) {
		t->full = true;
		t->cell_n--;
	}
	t->cells = doc_grow(d->arena, t->cells, t->cell_n, &t->cell_cap, sizeof(*t->cells));
	c = &t->cells[t->cell_n++];
	*c = *cell;
	c->text = text;
	c->column = at_most(c->column, DOC_MAX_COLUMNS);
	c->column_span = at_most(c->column_span > 0 ? c->column_span : 1, DOC_MAX_COLUMNS);
	c->row_span = at_most(c->row_span > 0 ? c->row_span : 1, DOC_MAX_ROWS);
	return c;
}

struct doc_cell *doc_add_cell(struct doc *d, struct doc_table *t, const struct doc_cell *cell,
                              size_t text_n)
{
	return add_cell(d, t, cell,
	                cell->text != NULL ? clean(d, cell->text, text_n, t->place) : "");
}

void doc_repeat_cell(struct doc *d, struct doc_table *t, size_t column)
{
	struct doc_cell again = t->cells[t->cell_n - 1];

	again.column = column;
	add_cell(d, t, &again, again.text);
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
		/* One that was overlapped has no span, but it has a place, where it is looked for.
		 */
		size_t end = c->column + (c->column_span > 0 ? c->column_span : 1);

		if (c->row + 1 > t->row_n)
			t->row_n = c->row + 1;
		if (end > t->column_n)
			t->column_n = end;
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

/* Whether there is room for a table, which has been measured; that there is none is told. */
static bool has_places(struct doc *d, const struct doc_table *t)
{
	if (t->full || t->row_n > DOC_MAX_ROWS || t->column_n > DOC_MAX_COLUMNS ||
	    t->row_n * t->column_n > DOC_MAX_GRID) {
		doc_tell_unplaced(d, t->place,
		                  _("a table of %zu rows and %zu columns is too large"), t->row_n,
		                  t->column_n);
		return false;
	}
	d->place_n += t->row_n * t->column_n;
	if (d->place_n > DOC_MAX_PLACES) {
		doc_tell_unplaced(
		        d, t->place,
		        _("a table of %zu rows and %zu columns, for which there is no room "
		          "after those before it"),
		        t->row_n, t->column_n);
		return false;
	}
	return true;
}

/* The room for its cells is left to the next one. */
static void drop_cells(struct doc *d, struct doc_table *t)
{
	d->spare = t->cells;
	d->spare_cap = t->cell_cap;
	t->cells = NULL;
	t->cell_n = t->cell_cap = 0;
}

void doc_add_table(struct doc *d, struct doc_table *t)
{
	measure(t);
	if (t->cell_n == 0 || !has_places(d, t)) {
		drop_cells(d, t);
		return;
	}
	doc_lay_out_table(d, t);
	add_block(d, &(struct doc_block){.kind = DOC_TABLE, .table = t, .place = t->place});
}

/* A finding that is only counted costs no memory. */
static void tell(const struct doc *d, enum diag_severity severity, struct doc_place place,
                 const char *fmt, va_list ap)
{
	const char *rule = severity == DIAG_ERROR ? IMPORT_UNPLACED : IMPORT_RULE;
	struct diag_place at = {d->source, place.off, rule, place.pointer};
	bool full = diag_is_full(d->findings, severity, rule);

	diag_add(d->findings, severity, &at, "%s", full ? "" : arena_vprintf(d->arena, fmt, ap));
}

void doc_tell_unplaced(const struct doc *d, struct doc_place place, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(d, DIAG_ERROR, place, fmt, ap);
	va_end(ap);
}

void doc_tell_warning(const struct doc *d, struct doc_place place, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(d, DIAG_WARNING, place, fmt, ap);
	va_end(ap);
}

/* Bytes; more than an excerpt takes. */
enum { EXCERPT_BYTES = 256 };

void doc_join_excerpt(struct buf *b, const char *text)
{
	if (b->n >= EXCERPT_BYTES)
		return;
	buf_puts(b, b->n > 0 ? " | " : "");
	buf_put(b, text, strnlen(text, EXCERPT_BYTES));
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
		doc_join_excerpt(&b, t->cells[i].text);
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
	const char *excerpt;

	/* Lines of a cell. */
	for (const char *s = text; *s != '\0' && b.n < EXCERPT_BYTES; s++)
		if (*s == '\n')
			buf_puts(&b, " | ");
		else
			buf_putc(&b, *s);
	excerpt = member_excerpt(d->arena, b.n > 0 ? b.p : "", b.n);
	buf_release(&b);
	return excerpt;
}
