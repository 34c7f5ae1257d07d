/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_content.h"

#include "base/utf8.h"
#include "font/font.h"

static const char nothing[] = "\u200b";

struct pdf_cluster pdf_cluster_at(const struct page_item *run, size_t from)
{
	const struct run_glyph *g = run->u.run.glyphs;
	struct pdf_cluster c = {.from = from, .to = from};

	while (c.to < run->u.run.glyph_n && g[c.to].len == 0)
		c.to++;
	c.carrier = c.to;
	if (c.to < run->u.run.glyph_n) {
		c.text = run->u.run.text + g[c.to].off;
		c.n = g[c.to].len;
		c.to++;
	}
	while (c.to < run->u.run.glyph_n && g[c.to].len == 0)
		c.to++;
	return c;
}

/* By how much glyph i overlaps the one before it. */
static lu overlap(const struct page_item *run, size_t i)
{
	const struct run_glyph *g = run->u.run.glyphs;
	const struct font *f = run->u.run.font;
	struct font_glyph glyph = pdf_font_glyph(run, i), before = pdf_font_glyph(run, i - 1);
	int end = font_advance(f, before.gid) - before.right;

	return g[i - 1].x - g[i].x +
	       lu_scale(run->u.run.size, end - glyph.left, font_describe(f)->units_per_em);
}

struct pdf_cluster pdf_cluster_group_at(const struct page_item *run, size_t from)
{
	struct pdf_cluster c = pdf_cluster_at(run, from), all = c;
	bool lost = false;

	while (all.to < run->u.run.glyph_n) {
		struct pdf_cluster next = pdf_cluster_at(run, all.to);
		lu over = overlap(run, all.to);

		if (over < lu_scale(run->u.run.size, PDF_CLUSTER_OVERLAP, 1000) ||
		    next.text != all.text + all.n)
			break;
		lost = lost || over > lu_scale(run->u.run.size, PDF_CLUSTER_LOST, 1000);
		all.n += next.n;
		all.to = next.to;
	}
	return lost ? all : c;
}

/* ISO 19005-2, 6.2.11.7.3: private-use characters. */
static bool has_private_use(const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if ((cp >= 0xe000 && cp <= 0xf8ff) || cp >= 0xf0000)
			return true;
	}
	return false;
}

bool pdf_cluster_needs_text(const struct pdf_cluster *c)
{
	return c->n == 0 || c->to - c->from > 1 || has_private_use(c->text, c->n);
}

const char *pdf_cluster_code_text(const struct pdf_cluster *c, size_t i, size_t *ret_n)
{
	if (i == c->carrier) {
		*ret_n = c->n;
		return c->text;
	}
	*ret_n = sizeof(nothing) - 1;
	return nothing;
}
