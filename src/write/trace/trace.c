/* SPDX-License-Identifier: MIT */
/*
 * Writes a page list as text: one item per line, then the tags as a tree. Lengths are in points
 * from the page's top left corner. An item's line begins with its kind and its owner: a tag's
 * number, or a kind of artifact.
 */
#include "write/write.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "font/font.h"
#include "picture/picture.h"

/* Deviations up to this are layout's rounding. */
enum { EVEN_TOLERANCE = 2 };

static void put_quoted(struct buf *b, const char *s, size_t n)
{
	const char *end = s + n;

	buf_putc(b, '"');
	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (cp == '"' || cp == '\\')
			buf_putf(b, "\\%c", (int)cp);
		else if (cp < ' ' || cp == 0x7f || cp == 0xa0 || (cp >= 0x2000 && cp < 0x2010))
			buf_putf(b, "\\u{%x}", (unsigned)cp); /* invisible */
		else
			buf_put_utf8(b, cp);
	}
	buf_putc(b, '"');
}

static void put_string(struct buf *b, const char *s)
{
	put_quoted(b, s, strlen(s));
}

static void put_pair(struct buf *b, lu x, lu y)
{
	buf_putc(b, ' ');
	lu_put_pt(b, x);
	buf_putc(b, ',');
	lu_put_pt(b, y);
}

static void put_owner(struct buf *b, int tag)
{
	static const char *const artifacts[] = {"artifact", "pagination", "watermark"};

	if (tag >= 0)
		buf_putf(b, " %d", tag);
	else
		buf_putf(b, " %s", artifacts[PAGE_ARTIFACT - tag]);
}

static void put_gray(struct buf *b, int gray)
{
	if (gray != 0)
		buf_putf(b, " gray %d", gray);
}

static lu natural_advance(const struct page_item *it, size_t i)
{
	const struct font *f = it->u.run.font;

	return lu_scale(it->u.run.size, font_advance(f, it->u.run.glyphs[i].gid),
	                font_describe(f)->units_per_em);
}

/* The gap between glyph i and the next beyond glyph i's advance. */
static lu extra(const struct page_item *it, size_t i)
{
	const struct run_glyph *g = it->u.run.glyphs;

	return g[i + 1].x - g[i].x - natural_advance(it, i);
}

/* True if all gaps are equal and the baseline is straight. */
static bool is_even(const struct page_item *it)
{
	const struct run_glyph *g = it->u.run.glyphs;
	size_t n = it->u.run.glyph_n;

	for (size_t i = 0; i < n; i++) {
		if (g[i].dy != g[0].dy)
			return false;
		if (i + 1 < n && abs(extra(it, i) - extra(it, 0)) > EVEN_TOLERANCE)
			return false;
	}
	return g[0].x == 0;
}

/* The average is the spacing that the run was set with; single gaps include layout's rounding. */
static void put_spacing(struct buf *b, const struct page_item *it)
{
	lu sum = 0, mean;
	size_t gaps = it->u.run.glyph_n - 1;

	for (size_t i = 0; i < gaps; i++)
		sum += extra(it, i);
	mean = gaps > 0 ? lu_scale(sum, 1, (int64_t)gaps) : 0;
	if (abs(mean) > EVEN_TOLERANCE) {
		buf_puts(b, " spacing ");
		lu_put_pt(b, mean);
	}
}

static void put_positions(struct buf *b, const struct page_item *it)
{
	const struct run_glyph *g = it->u.run.glyphs;

	buf_puts(b, " at");
	for (size_t i = 0; i < it->u.run.glyph_n; i++) {
		buf_putc(b, ' ');
		lu_put_pt(b, g[i].x);
		if (g[i].dy != 0) {
			buf_putc(b, '^');
			lu_put_pt(b, g[i].dy);
		}
	}
}

/* The part of its text that a run shows; the text may be a whole paragraph. */
static void collect_run_text(struct buf *b, const struct page_item *it)
{
	for (size_t i = 0; i < it->u.run.glyph_n; i++)
		buf_put(b, it->u.run.text + it->u.run.glyphs[i].off, it->u.run.glyphs[i].len);
}

static void put_run_text(struct buf *b, const struct page_item *it)
{
	struct buf text = {0};

	collect_run_text(&text, it);
	put_quoted(b, text.p != NULL ? text.p : "", text.n);
	buf_release(&text);
}

static void put_run(struct buf *b, const struct page_item *it)
{
	const struct run_glyph *g = it->u.run.glyphs;
	size_t n = it->u.run.glyph_n;

	put_pair(b, it->u.run.x, it->u.run.y);
	if (n > 0) {
		buf_puts(b, " to ");
		lu_put_pt(b, it->u.run.x + g[n - 1].x + natural_advance(it, n - 1));
	}
	buf_putf(b, " %s ", font_describe(it->u.run.font)->ps_name);
	lu_put_pt(b, it->u.run.size);
	if (it->u.run.rotate != 0)
		buf_putf(b, " rotate %d", it->u.run.rotate);
	put_gray(b, it->gray);
	buf_putc(b, ' ');
	put_run_text(b, it);
	if (n > 0 && is_even(it)) {
		put_spacing(b, it);
		if (g[0].dy != 0) {
			buf_puts(b, " up ");
			lu_put_pt(b, g[0].dy);
		}
	} else if (n > 0) {
		put_positions(b, it);
	}
	if (it->u.run.line_end)
		buf_puts(b, " end");
}

static void put_item(struct buf *b, const struct page_item *it)
{
	static const char *const kinds[] = {[ITEM_RUN] = "run",
	                                    [ITEM_RULE] = "rule",
	                                    [ITEM_FILL] = "fill",
	                                    [ITEM_PICTURE] = "picture",
	                                    [ITEM_SHAPE] = "shape"};

	buf_puts(b, kinds[it->kind]);
	put_owner(b, it->tag);
	switch (it->kind) {
	case ITEM_RUN:
		put_run(b, it);
		break;
	case ITEM_RULE:
		put_pair(b, it->u.rule.x0, it->u.rule.y0);
		put_pair(b, it->u.rule.x1, it->u.rule.y1);
		buf_puts(b, " width ");
		lu_put_pt(b, it->u.rule.width);
		put_gray(b, it->gray);
		break;
	case ITEM_FILL:
		put_pair(b, it->u.fill.x, it->u.fill.y);
		put_pair(b, it->u.fill.w, it->u.fill.h);
		put_gray(b, it->gray);
		break;
	case ITEM_SHAPE:
		for (size_t i = 0; i < it->u.shape.n; i++)
			put_pair(b, it->u.shape.points[i].x, it->u.shape.points[i].y);
		put_gray(b, it->gray);
		break;
	case ITEM_PICTURE:
		put_pair(b, it->u.picture.x, it->u.picture.y);
		put_pair(b, it->u.picture.w, it->u.picture.h);
		buf_putf(b, " %s %.12s", it->u.picture.gray ? "gray" : "colours",
		         it->u.picture.picture->hash);
		break;
	}
	buf_putc(b, '\n');
}

static void put_page(struct buf *b, const struct page *page, size_t i)
{
	buf_putf(b, "\npage %zu ", i + 1);
	if (page->label != NULL)
		put_string(b, page->label);
	put_pair(b, page->width, page->height);
	if (page->turned)
		buf_puts(b, " turned");
	buf_putc(b, '\n');
	for (size_t k = 0; k < page->item_n; k++)
		put_item(b, &page->items[k]);
}

static void put_meta_text(struct buf *b, const char *key, const char *s)
{
	if (s == NULL)
		return;
	buf_putf(b, "%s ", key);
	put_string(b, s);
	buf_putc(b, '\n');
}

static void put_meta_date(struct buf *b, const char *key, const struct page_date *d)
{
	buf_putf(b, "%s %04d-%02d-%02d\n", key, d->year, d->month, d->day);
}

static void put_meta(struct buf *b, const struct page_meta *meta)
{
	put_meta_text(b, "title", meta->title);
	put_meta_text(b, "author", meta->author);
	put_meta_text(b, "subject", meta->subject);
	put_meta_text(b, "keywords", meta->keywords);
	put_meta_text(b, "language", meta->language);
	put_meta_date(b, "date", &meta->date);
	if (memcmp(&meta->revised, &meta->date, sizeof(meta->date)) != 0)
		put_meta_date(b, "revised", &meta->revised);
}

static int depth_of(const struct page_list *pl, size_t tag)
{
	int depth = 0;

	for (int i = pl->tags[tag].parent; i >= 0; i = pl->tags[i].parent)
		depth++;
	return depth;
}

/* The text of every tag's own runs, by tag. */
static struct buf *collect_texts(const struct page_list *pl)
{
	struct buf *texts = mem_alloc(mem_size_mul(pl->tag_n, sizeof(*texts)));

	for (size_t p = 0; p < pl->page_n; p++) {
		for (size_t i = 0; i < pl->pages[p].item_n; i++) {
			const struct page_item *it = &pl->pages[p].items[i];

			if (it->kind == ITEM_RUN && it->tag >= 0)
				collect_run_text(&texts[it->tag], it);
		}
	}
	return texts;
}

static void put_cell(struct buf *b, const struct tag *tag)
{
	static const char *const scopes[] = {[SCOPE_NONE] = "",
	                                     [SCOPE_ROW] = " row",
	                                     [SCOPE_COLUMN] = " column",
	                                     [SCOPE_BOTH] = " both"};

	buf_puts(b, scopes[tag->scope]);
	if (tag->row_span > 1 || tag->col_span > 1)
		buf_putf(b, " span %dx%d", tag->row_span, tag->col_span);
	if (tag_header_count(tag) > 0)
		buf_puts(b, " headers");
	for (size_t i = 0; i < tag_header_count(tag); i++)
		buf_putf(b, "%c%d", i > 0 ? ',' : ' ', tag_header(tag, i));
}

static void put_tags(struct buf *b, const struct page_list *pl)
{
	struct buf *texts = collect_texts(pl);

	buf_puts(b, "\ntags\n");
	for (size_t i = 0; i < pl->tag_n; i++) {
		const struct tag *tag = &pl->tags[i];

		buf_putf(b, "%*s%zu %s", depth_of(pl, i) * 2, "", i, tag_kind_name(tag->kind));
		put_cell(b, tag);
		if (tag->numbering != NUMBERING_NONE)
			buf_putf(b, " %s", tag_numbering_name(tag->numbering));
		if (tag->alt != NULL) {
			buf_puts(b, " alt ");
			put_string(b, tag->alt);
		}
		if (tag->other != 0)
			buf_putf(b, " of %d", tag->other);
		if (texts[i].n > 0) {
			buf_putc(b, ' ');
			put_quoted(b, texts[i].p, texts[i].n);
		}
		if (tag->title != NULL) {
			buf_puts(b, " bookmark ");
			put_string(b, tag->title);
		}
		buf_putc(b, '\n');
		buf_release(&texts[i]);
	}
	free(texts);
}

enum rc trace_write(const struct write_input *in, struct out *o, struct diag_list *dl)
{
	const struct page_list *pl = in->pages;
	struct buf b = {0};

	(void)dl;
	put_meta(&b, &pl->meta);
	for (size_t i = 0; i < pl->page_n; i++)
		put_page(&b, &pl->pages[i], i);
	put_tags(&b, pl);
	out_put(o, b.p, b.n);
	digest_put(in->content, b.p, b.n);
	buf_release(&b);
	return RC_OK;
}
