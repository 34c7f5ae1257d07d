/* SPDX-License-Identifier: MIT */
#include "reread/tagged_lines.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static void put_escaped(struct buf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] == '&')
			buf_puts(b, "&amp;");
		else if (s[i] == '<')
			buf_puts(b, "&lt;");
		else
			buf_putc(b, s[i]);
}

/* The size that most of the line, or of its beginning, is set in. */
static double main_size(const struct tagged_lines *l)
{
	enum { PIECES_MOST = 500 };
	size_t piece_n = l->piece_n < PIECES_MOST ? l->piece_n : PIECES_MOST;
	double best = 0;
	size_t most = 0;

	for (size_t i = 0; i < piece_n; i++) {
		size_t n = 0;

		if (l->pieces[i].size == best)
			continue;
		for (size_t k = 0; k < piece_n; k++)
			if (l->pieces[k].size == l->pieces[i].size)
				n += l->pieces[k].to - l->pieces[k].from;
		if (n > most) {
			most = n;
			best = l->pieces[i].size;
		}
	}
	return best;
}

/* The nearest piece in the main size before or after, which tells the base line; or NULL. */
static const struct tagged_piece *neighbour(const struct tagged_lines *l, size_t at, double size)
{
	enum { NEAR = 200 };

	for (size_t i = at; i > 0 && at - i < NEAR; i--)
		if (l->pieces[i - 1].size == size)
			return &l->pieces[i - 1];
	for (size_t i = at + 1; i < l->piece_n && i - at <= NEAR; i++)
		if (l->pieces[i].size == size)
			return &l->pieces[i];
	return NULL;
}

/* "sup" or "sub" if a piece is smaller and off the base line, as no line of a paragraph is. */
static const char *shift_of(const struct tagged_lines *l, size_t at, double size)
{
	const double SMALL = 0.85, OFF = 0.08;
	const struct tagged_piece *p = &l->pieces[at], *other = neighbour(l, at, size);
	double off;

	if (other == NULL || p->size > SMALL * size)
		return NULL;
	off = p->y - other->y;
	if (fabs(off) < OFF * size || fabs(off) > size)
		return NULL;
	return off > 0 ? "sup" : "sub";
}

void lines_begin(struct tagged_lines *l)
{
	size_t cap = l->line_cap;

	l->lines = mem_grow(l->lines, l->line_n, &cap, sizeof(size_t));
	l->line_pages = mem_grow(l->line_pages, l->line_n, &l->line_cap, sizeof(size_t));
	l->lines[l->line_n] = l->html.n;
	l->line_pages[l->line_n++] = l->page + 1;
}

void lines_open(struct tagged_lines *l, const char *element)
{
	lines_begin(l);
	buf_putf(&l->html, "<%s>\n", element);
}

void lines_close(struct tagged_lines *l, const char *element)
{
	lines_begin(l);
	buf_putf(&l->html, "</%s>\n", element);
}

/* Writes what has been gathered as one paragraph. */
void lines_flush(struct tagged_lines *l)
{
	double size = main_size(l);
	const char *element = l->block != NULL ? l->block : "p";

	if (l->words.n == 0)
		return;
	if (l->bulleted) {
		if (!l->in_list)
			lines_open(l, "ul");
		l->in_list = true;
		element = "li";
	}
	l->bulleted = false;
	lines_begin(l);
	buf_putf(&l->html, "<%s%s>", element, l->right ? " style=\"text-align:right\"" : "");
	for (size_t i = 0; i < l->piece_n; i++) {
		const struct tagged_piece *p = &l->pieces[i];
		const char *shift = shift_of(l, i, size);

		if (shift != NULL)
			buf_putf(&l->html, "<%s>", shift);
		put_escaped(&l->html, l->words.p + p->from, p->to - p->from);
		if (shift != NULL)
			buf_putf(&l->html, "</%s>", shift);
	}
	buf_putf(&l->html, "</%s>\n", element);
	buf_clear(&l->words);
	l->piece_n = 0;
}

void lines_add(struct tagged_lines *l, const char *s, size_t n, double size, double y)
{
	l->pieces = mem_grow(l->pieces, l->piece_n, &l->piece_cap, sizeof(*l->pieces));
	l->pieces[l->piece_n++] = (struct tagged_piece){l->words.n, l->words.n + n, size, y};
	buf_put(&l->words, s, n);
}

void lines_release(struct tagged_lines *l)
{
	buf_release(&l->words);
	buf_release(&l->html);
	free(l->pieces);
	free(l->lines);
	free(l->line_pages);
}
