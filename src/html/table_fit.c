/* SPDX-License-Identifier: MIT */
/*
 * table_fit.c: how much room a table needs, in a phone's window and on paper. HTML cannot ask, so
 * its width is estimated from the longest piece of each column that no line parts.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "html/writer.h"

/* What a table needs: in hundredths of an em, and for its rules. */
struct fit_width {
	size_t ems;
	lu rules;
	lu least; /* the smallest size that may be taken */
};

/* In hundredths of an em. */
enum {
	EM = 100,
	HAN = EM, /* a column has room for two, and for its padding */
	PADDING = EM / 2,
	TIGHT_PADDING = EM / 5
};

/* The width of a character that no line parts from the next one. */
static size_t letter_width(char c)
{
	if (c >= 'A' && c <= 'Z')
		return EM * 3 / 4;
	return c >= 'a' && c <= 'z' ? EM * 11 / 20 : EM / 2;
}

/* The longest stretch that has no place for a line break: Latin letters, figures. */
static size_t longest_stretch(const char *s)
{
	struct address_scan scan = {.s = s, .n = strlen(s)};
	size_t longest = 0, width = 0;

	for (size_t i = 0; i < scan.n; i++) {
		if (s[i] <= ' ' || s[i] > '~' || breaks_address(&scan, i))
			width = 0;
		if (s[i] > ' ' && s[i] <= '~')
			width += letter_width(s[i]);
		longest = width > longest ? width : longest;
	}
	return longest;
}

bool fit_is_long(const struct grid_cell *c)
{
	return c->role == GRID_VALUE && longest_stretch(c->text) > FIT_STRETCH_MAX * EM;
}

/* What a cell needs room for: the longest figure, the longest word of a head. */
static size_t longest_piece(struct html_writer *w, const struct grid_cell *c)
{
	struct content_span room;
	struct content_text text = content_of_cell(c, &room);

	return c->role == GRID_VALUE ? longest_stretch(c->text) : breaks_longest(w, &text) * EM / 2;
}

/* What the cells need that are in a column alone. */
struct column_need {
	bool any;       /* there are such cells */
	size_t piece;   /* the longest one */
	size_t printed; /* on paper, where long stretches are broken */
};

/* What a cell needs on paper that is in several. */
struct span_need {
	size_t first, n, printed;
};

struct fit_needs {
	struct column_need *columns; /* [column_n] */
	size_t column_n;
	struct span_need *spans; /* [span_n], those of few columns first */
	size_t span_n;
};

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static void measure_cell(struct html_writer *w, const struct grid_cell *c, struct fit_needs *ret)
{
	size_t piece = longest_piece(w, c);
	bool long_value = c->role == GRID_VALUE && piece > FIT_STRETCH_MAX * EM;
	size_t printed = long_value ? FIT_STRETCH_MAX * EM : piece;
	struct column_need *column = &ret->columns[c->column];

	if (c->column_span > 1) {
		ret->spans[ret->span_n++] = (struct span_need){c->column, c->column_span, printed};
		return;
	}
	column->any = true;
	column->piece = larger(column->piece, piece);
	column->printed = larger(column->printed, printed);
}

/* Puts the spans in order, those of as many columns in that of their cells. */
static void sort_spans(struct html_writer *w, struct fit_needs *needs)
{
	struct span_need *sorted = arena_array(&w->table, struct span_need, needs->span_n);
	size_t *ends = arena_array(&w->table, size_t, needs->column_n + 1);

	for (size_t i = 0; i < needs->span_n; i++)
		ends[needs->spans[i].n]++;
	for (size_t n = 1; n <= needs->column_n; n++)
		ends[n] += ends[n - 1];
	for (size_t i = needs->span_n; i-- > 0;)
		sorted[--ends[needs->spans[i].n]] = needs->spans[i];
	needs->spans = sorted;
}

const struct fit_needs *fit_measure(struct html_writer *w, const struct grid *g)
{
	struct fit_needs *needs = arena_new(&w->table, struct fit_needs);
	size_t span_n = 0;

	for (size_t i = 0; i < g->cell_n; i++)
		span_n += g->cells[i].column_span > 1;
	needs->columns = arena_array(&w->table, struct column_need, g->column_n);
	needs->column_n = g->column_n;
	needs->spans = arena_array(&w->table, struct span_need, span_n);
	for (size_t i = 0; i < g->cell_n; i++)
		measure_cell(w, &g->cells[i], needs);
	sort_spans(w, needs);
	return needs;
}

bool fit_scrolls(const struct fit_needs *needs, size_t label_n)
{
	/* 360 CSS pixels, less the margins, are 22 em of a table's text. */
	enum { PHONE = 22 * EM, LABEL = 4 * EM };
	size_t width = label_n * LABEL;

	for (size_t i = label_n; i < needs->column_n; i++)
		width += larger(2 * HAN, needs->columns[i].piece) + PADDING;
	return width > PHONE;
}

/* On paper, where labels have what their words need. */
static size_t printed_width(const struct fit_needs *needs, size_t padding)
{
	size_t *columns = mem_alloc(mem_size_mul(needs->column_n, sizeof(*columns))), width = 0;

	for (size_t i = 0; i < needs->column_n; i++)
		columns[i] = needs->columns[i].any ? needs->columns[i].printed + padding : 0;
	for (size_t i = 0; i < needs->span_n; i++) {
		const struct span_need *span = &needs->spans[i];
		size_t has = 0;

		for (size_t k = 0; k < span->n; k++)
			has += columns[span->first + k];
		if (span->printed + padding > has)
			columns[span->first] += span->printed + padding - has;
	}
	for (size_t i = 0; i < needs->column_n; i++)
		width += columns[i];
	free(columns);
	return width;
}

lu fit_size(const struct style *st, size_t step)
{
	static const int smaller[] = {6, 5, 4, 3, 2, 1};
	const lu *size = st->table.sizes;

	for (; *size != 0; size++)
		if (step-- == 0)
			return *size;
	for (size_t i = 0; i < COUNT(smaller); i++)
		if (smaller[i] * LU_PER_PT < size[-1] && step-- == 0)
			return smaller[i] * LU_PER_PT;
	return 0;
}

/* Looks for the largest size, from f->step on, at which a table fits that needs `width`. */
static bool find_size(const struct style *st, const struct fit_width *width, struct table_fit *f)
{
	const lu room = f->wide ? st->page.text_height : st->page.text_width;

	for (;; f->step++) {
		lu size = fit_size(st, f->step);

		if (size < width->least)
			return false;
		if (lu_scale(size, (lu)width->ems, EM) + width->rules <= room)
			return true;
	}
}

struct table_fit fit_on_paper(const struct style *st, const struct fit_needs *needs, bool landscape)
{
	enum { RULE = LU_PER_PT * 3 / 4, LEAST_READ = 5 * LU_PER_PT };
	struct table_fit f = {.wide = landscape};
	struct fit_width width = {.ems = printed_width(needs, PADDING),
	                          .rules = (lu)(needs->column_n + 2) * RULE};
	size_t last = 0;

	while (st->table.sizes[last + 1] != 0)
		last++;
	width.least = st->table.sizes[last];
	if (find_size(st, &width, &f))
		return f;
	f = (struct table_fit){.wide = true};
	if (find_size(st, &width, &f))
		return f;
	f = (struct table_fit){.wide = true, .tight = true, .step = last};
	width.ems = printed_width(needs, TIGHT_PADDING);
	width.least = LEAST_READ;
	if (find_size(st, &width, &f))
		return f;
	f = (struct table_fit){.wide = true, .tight = true, .broken = true, .step = last};
	width.ems = needs->column_n * (HAN + TIGHT_PADDING);
	width.least = 1;
	if (!find_size(st, &width, &f))
		f.step--;
	return f;
}
