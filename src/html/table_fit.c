/* SPDX-License-Identifier: MIT */
/*
 * table_fit.c: how much room a table needs, in a phone's window and on paper. HTML cannot ask, so
 * its width is estimated from the longest piece of each column that no line parts.
 */
#include <stdint.h>
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

/* The least width of each column, by the cells that are in it alone. */
static size_t *column_widths(struct html_writer *w, const struct grid *g, size_t padding)
{
	size_t *columns = arena_array(w->arena, size_t, g->column_n);

	for (size_t i = 0; i < g->column_n; i++)
		columns[i] = 2 * HAN + padding;
	for (size_t i = 0; i < g->cell_n; i++) {
		const struct grid_cell *c = &g->cells[i];
		size_t least = longest_piece(w, c) + padding;

		if (c->column_span == 1 && columns[c->column] < least)
			columns[c->column] = least;
	}
	return columns;
}

bool fit_scrolls(struct html_writer *w, const struct grid *g, size_t label_n)
{
	/* 360 CSS pixels, less the margins, are 22 em of a table's text. */
	enum { PHONE = 22 * EM, LABEL = 4 * EM };
	const size_t *columns = column_widths(w, g, PADDING);
	size_t width = label_n * LABEL;

	for (size_t i = label_n; i < g->column_n; i++)
		width += columns[i];
	return width > PHONE;
}

/* On paper, where labels have what their words need, and long stretches are broken. */
static size_t printed_width(struct html_writer *w, const struct grid *g, size_t padding)
{
	size_t *columns = arena_array(w->arena, size_t, g->column_n), width = 0;

	for (size_t span = 1; span <= g->column_n; span++) {
		for (size_t i = 0; i < g->cell_n; i++) {
			const struct grid_cell *c = &g->cells[i];
			size_t need = longest_piece(w, c), has = 0;

			if (c->column_span != span)
				continue;
			if (fit_is_long(c))
				need = FIT_STRETCH_MAX * EM;
			for (size_t k = 0; k < span; k++)
				has += columns[c->column + k];
			if (need + padding > has)
				columns[c->column] += need + padding - has;
		}
	}
	for (size_t i = 0; i < g->column_n; i++)
		width += columns[i];
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

struct table_fit fit_on_paper(struct html_writer *w, const struct grid *g, bool landscape)
{
	enum { RULE = LU_PER_PT * 3 / 4, LEAST_READ = 5 * LU_PER_PT };
	const struct style *st = w->in->style;
	struct table_fit f = {.wide = landscape};
	struct fit_width width = {.ems = printed_width(w, g, PADDING),
	                          .rules = (lu)(g->column_n + 2) * RULE};
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
	width.ems = printed_width(w, g, TIGHT_PADDING);
	width.least = LEAST_READ;
	if (find_size(st, &width, &f))
		return f;
	f = (struct table_fit){.wide = true, .tight = true, .broken = true, .step = last};
	width.ems = g->column_n * (HAN + TIGHT_PADDING);
	width.least = 1;
	if (!find_size(st, &width, &f))
		f.step--;
	return f;
}
