/* SPDX-License-Identifier: MIT */
/*
 * text_drawn.c: tables drawn with | or box characters: between the cells of a row, or before or
 * behind every cell, each in a line of its own.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "import/text_lines.h"

/* Bytes of the column separator at s, | or a vertical box character; 0 if there is none. */
static size_t stem(const char *s, const char *end)
{
	const char *p = s;
	uint32_t cp;

	if (s >= end)
		return 0;
	cp = utf8_next(&p, end);
	return cp == '|' || cp == 0x2502 || cp == 0x2503 || cp == 0x2551 || cp == 0xFF5C
	               ? (size_t)(p - s)
	               : 0;
}

static bool is_rule(const struct plain_line *l)
{
	const char *s = l->s, *end = l->s + l->n;
	size_t n = 0;

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (doc_is_blank(cp))
			continue;
		if (strchr("-=+|:", (int)(cp & 0x7F)) == NULL && cp < 0x80)
			return false;
		if (cp >= 0x80 && (cp < 0x2500 || cp > 0x257F))
			return false;
		n++;
	}
	return n >= 3;
}

/* The last character is a separator. */
static bool ends_in_stem(const char *s, size_t n)
{
	for (size_t len = 1; len <= 3 && len <= n; len++)
		if (stem(s + n - len, s + n) == len)
			return true;
	return false;
}

static bool is_drawn(const struct plain_line *l)
{
	size_t n = l->n;
	const char *s = doc_trim(l->s, &n);

	return stem(s, s + n) > 0 || (n > 0 && s[0] == '+' && is_rule(l)) ||
	       (n > 2 && memcmp(s, "\xE2\x94", 2) == 0 && is_rule(l));
}

/* How many separators it has, those at its ends too. */
static size_t stem_count(const struct plain_line *l)
{
	const char *s = l->s, *end = l->s + l->n;
	size_t n = 0;

	while (s < end) {
		n += stem(s, end) > 0;
		utf8_next(&s, end);
	}
	return n;
}

/* A label and a figure with a separator between them. */
static bool is_label_and_figure(const struct plain_line *l)
{
	size_t n = l->n, at = 0;
	const char *s = doc_trim(l->s, &n);

	while (at < n && stem(s + at, s + n) == 0)
		at++;
	if (at == 0 || at == n)
		return false;
	at += stem(s + at, s + n);
	at += strspn(s + at, " \t");
	return at < n && strspn(s + at, "0123456789.,/") >= n - at;
}

/* Separators between or behind cells, in this line and the next or the previous one. */
static bool is_divided(const struct text_lines *ls, size_t i)
{
	size_t n = ls->lines[i].n;
	const char *s = doc_trim(ls->lines[i].s, &n);
	size_t least = ends_in_stem(s, n) ? 1 : 2;

	if (is_label_and_figure(&ls->lines[i]) ||
	    (i + 1 < ls->n && stem_count(&ls->lines[i]) == 1 &&
	     is_label_and_figure(&ls->lines[i + 1])))
		return true;

	return stem_count(&ls->lines[i]) >= least &&
	       ((i + 1 < ls->n && stem_count(&ls->lines[i + 1]) >= least) ||
	        (i > 0 && stem_count(&ls->lines[i - 1]) >= least));
}

/* The cells of a row, which may take several lines. */
struct drawn_row {
	struct buf texts[DOC_MAX_COLUMNS];
	const char *first[DOC_MAX_COLUMNS];
	size_t n;
};

static void take_drawn_line(struct drawn_row *r, const struct plain_line *l)
{
	size_t n = l->n, column = 0;
	const char *s = doc_trim(l->s, &n), *end = s + n;

	s += stem(s, end);
	while (s < end && column < DOC_MAX_COLUMNS) {
		const char *stop = s;

		while (stop < end && stem(stop, end) == 0)
			utf8_next(&stop, end);
		if (column == r->n) {
			r->first[column] = s;
			r->n++;
		}
		buf_put(&r->texts[column++], s, (size_t)(stop - s));
		s = stop + stem(stop, end);
	}
}

static void finish_drawn_row(struct doc *d, struct doc_table *t, size_t *row, struct drawn_row *r)
{
	for (size_t i = 0; i < r->n; i++) {
		struct doc_cell cell = {.row = *row, .column = i};

		if (*row > DOC_MAX_ROWS) { /* too large a table, as doc_add_table will say */
			buf_clear(&r->texts[i]);
			continue;
		}

		cell.place = text_place(d, r->first[i]);
		cell.place.pointer = arena_printf(d->arena, "/table/%zu/row/%zu/cell/%zu",
		                                  t->number, *row + 1, i + 1);
		cell.text = r->texts[i].p != NULL ? r->texts[i].p : "";
		doc_add_cell(d, t, &cell, r->texts[i].n);
		buf_clear(&r->texts[i]);
	}
	*row += r->n > 0;
	r->n = 0;
}

/* ---- a bar behind or before every cell, each in a line of its own ---- */

/* The line without bars at its ends. */
static struct plain_line without_bars(const struct plain_line *l)
{
	struct plain_line bare = *l;
	bool more = true;

	while (more) {
		size_t first;

		bare.s = doc_trim(bare.s, &bare.n);
		first = stem(bare.s, bare.s + bare.n);
		more = first > 0;
		bare.s += first;
		bare.n -= first;
		while (bare.n > 0 && ends_in_stem(bare.s, bare.n)) {
			bare.n -= (unsigned char)bare.s[bare.n - 1] < 0x80 ? 1 : 3;
			more = true;
		}
	}
	return bare;
}

/* The end of such lines; `first` if there are too few of them to be cells. */
static size_t barred_end(struct text_lines *ls, size_t first)
{
	enum { LEAST = 3 };
	size_t end = first, texts = 0;

	if (first < ls->unbarred)
		return first;
	for (; end < ls->n; end++) {
		struct plain_line bare = without_bars(&ls->lines[end]);

		if (ls->lines[end].n == 0)
			continue;
		if (stem_count(&ls->lines[end]) == 0 ||
		    (stem_count(&bare) > 0 || (bare.n > 0 && stem_count(&ls->lines[end]) > 1)))
			break;
		texts += bare.n > 0;
	}
	if (texts >= LEAST)
		return end;
	ls->unbarred = end;
	return first;
}

/* Each becomes a line; lines.c joins them to rows. */
static size_t read_barred_lines(struct doc *d, const struct text_lines *ls, size_t first,
                                size_t end)
{
	size_t blanks = 0;

	for (size_t i = first; i < end; i++) {
		struct plain_line bare = without_bars(&ls->lines[i]);
		size_t before = d->block_n;

		blanks += bare.n == 0 && stem_count(&ls->lines[i]) == 1;
		if (bare.n == 0)
			continue;
		bare.blanks = blanks;
		text_add_paragraph(d, &bare);
		if (d->block_n > before)
			d->blocks[d->block_n - 1].counted = true;
		blanks = 0;
	}
	return end;
}

/* ---- rows that are drawn ---- */

/* Rows of different numbers of cells: those that are covered are not there. */
static bool is_ragged(const struct doc_table *t)
{
	size_t row_n = t->cell_n > 0 ? t->cells[t->cell_n - 1].row + 1 : 0, widest = 0, full = 0;

	for (size_t i = 0; i < t->cell_n; i++)
		widest = t->cells[i].column + 1 > widest ? t->cells[i].column + 1 : widest;
	for (size_t i = 0; i < t->cell_n; i++)
		full += t->cells[i].column + 1 == widest;
	return full * 10 < row_n * 7;
}

/* With rules between rows a row may take several lines; with fewer rules each line is a row. */
static size_t read_drawn_lines(struct doc *d, const struct text_lines *ls, size_t first)
{
	struct doc_table *t = doc_new_table(d, text_place(d, ls->lines[first].s));
	struct drawn_row *row = mem_alloc(sizeof(*row)); /* large, and there may be many */
	size_t end = first, rule_n = 0, row_n = 0;

	while (end < ls->n && ls->lines[end].n > 0 &&
	       (is_drawn(&ls->lines[end]) || stem_count(&ls->lines[end]) > 0))
		rule_n += is_rule(&ls->lines[end++]);
	t->shape = DOC_RECTANGLE;
	for (size_t i = first; i < end; i++) {
		bool rule = is_rule(&ls->lines[i]);

		if (!rule)
			take_drawn_line(row, &ls->lines[i]);
		if (rule || rule_n < 3)
			finish_drawn_row(d, t, &row_n, row);
	}
	finish_drawn_row(d, t, &row_n, row);
	for (size_t i = 0; i < DOC_MAX_COLUMNS; i++)
		buf_release(&row->texts[i]);
	free(row);
	if (is_ragged(t))
		t->shape = DOC_RAGGED;
	doc_add_table(d, t);
	return end;
}

size_t text_read_drawn(struct doc *d, struct text_lines *ls, size_t first)
{
	const struct plain_line *l = &ls->lines[first];
	size_t end = stem_count(l) > 0 ? barred_end(ls, first) : first;

	if (end > first)
		return read_barred_lines(d, ls, first, end);
	if (is_drawn(l) || is_divided(ls, first))
		return read_drawn_lines(d, ls, first);
	return first;
}
