/* SPDX-License-Identifier: MIT */
/*
 * svg_text.c: the text of a page, each character where its glyph is. The runs of one tag are one
 * <text>, so that browsers find and copy a paragraph as one, over the ends of its lines.
 */
#include <string.h>

#include "base/utf8.h"
#include "write/svg/svg_doc.h"

enum { BMP = 0x10000 };

/* The text on its way to the page. */
struct texter {
	struct buf *b;
	const struct page_list *pages;
	const struct page *page;
	/* The first and last run of the <text> that is begun; NULL: none is. */
	const struct page_item *first, *last;
	bool turned;
	struct buf x; /* places of the characters of a piece */
};

/* Glyphs [from, to) of a run whose text comes from one place. */
struct svg_piece {
	size_t from, to;
	const char *pointer; /* into the report, or NULL */
};

/* The glyph after the cluster at `from`; glyphs without text belong to the one before. */
static size_t cluster_end(const struct page_item *it, size_t from)
{
	const struct run_glyph *g = it->u.run.glyphs;

	for (from++; from < it->u.run.glyph_n && g[from].len == 0;)
		from++;
	return from;
}

static const char *pointer_of(const struct texter *t, const struct page_item *it, size_t glyph)
{
	return page_lookup_pointer(t->pages, it, it->u.run.glyphs[glyph].off);
}

/*
 * Is a character of it beyond the BMP? Viewers differ in whether it takes one place of a list or
 * two, so it is the last of its piece.
 */
static bool is_beyond(const struct page_item *it, size_t glyph)
{
	const char *s = it->u.run.text + it->u.run.glyphs[glyph].off;
	const char *end = s + it->u.run.glyphs[glyph].len;

	while (s < end)
		if (utf8_next(&s, end) >= BMP)
			return true;
	return false;
}

static struct svg_piece piece_at(const struct texter *t, const struct page_item *it, size_t from)
{
	struct svg_piece p = {from, from, pointer_of(t, it, from)};
	bool ended = false;

	while (!ended && p.to < it->u.run.glyph_n && pointer_of(t, it, p.to) == p.pointer) {
		ended = is_beyond(it, p.to);
		p.to = cluster_end(it, p.to);
	}
	return p;
}

/* The right edge of glyph i, or where the next one begins. */
static lu end_of(const struct page_item *it, size_t i)
{
	const struct run_glyph *g = &it->u.run.glyphs[i];
	const struct font *f = it->u.run.font;

	if (i + 1 < it->u.run.glyph_n)
		return it->u.run.glyphs[i + 1].x;
	return g->x +
	       lu_scale(it->u.run.size, font_advance(f, g->gid), font_describe(f)->units_per_em);
}

/* Characters that share a glyph divide it. */
static void add_places(struct texter *t, const struct page_item *it, size_t from)
{
	const struct run_glyph *g = &it->u.run.glyphs[from];
	size_t n = utf8_count(it->u.run.text + g->off, g->len);
	int64_t width = (int64_t)end_of(it, cluster_end(it, from) - 1) - g->x;

	for (size_t i = 0; i < n; i++) {
		if (t->x.n > 0)
			buf_putc(&t->x, ' ');
		num_put_int(&t->x, svg_unit((int64_t)it->u.run.x + g->x +
		                            width * (int64_t)i / (int64_t)n));
	}
}

static void put_length(struct buf *b, const char *attribute, lu v)
{
	buf_putf(b, " %s=\"%lld\"", attribute, (long long)svg_unit(v));
}

static void put_pointer(struct buf *b, const char *pointer)
{
	buf_puts(b, " data-at=\"");
	buf_put_xml(b, pointer, strlen(pointer));
	buf_putc(b, '"');
}

static void put_slope(struct texter *t, const struct page_item *it)
{
	if (it->u.run.rotate != 0)
		buf_putf(t->b, " transform=\"rotate(%d %lld %lld)\"", -it->u.run.rotate,
		         (long long)svg_unit(it->u.run.x), (long long)svg_unit(it->u.run.y));
}

static void put_piece(struct texter *t, const struct page_item *it, const struct svg_piece *p)
{
	size_t end;

	buf_clear(&t->x);
	for (size_t i = p->from; i < p->to; i = end) {
		end = cluster_end(it, i);
		add_places(t, it, i);
	}
	if (t->x.n == 0)
		return;
	buf_putf(t->b, "<tspan x=\"%s\"", t->x.p);
	if (it->u.run.y != t->last->u.run.y)
		put_length(t->b, "y", it->u.run.y);
	if (it->u.run.size != t->first->u.run.size)
		put_length(t->b, "font-size", it->u.run.size);
	if (p->pointer != NULL)
		put_pointer(t->b, p->pointer);
	buf_putc(t->b, '>');
	for (size_t i = p->from; i < p->to; i++)
		buf_put_xml(t->b, it->u.run.text + it->u.run.glyphs[i].off,
		            it->u.run.glyphs[i].len);
	buf_puts(t->b, "</tspan>");
}

static void end_text(struct texter *t)
{
	if (t->last != NULL)
		buf_puts(t->b, "</text>\n");
	t->last = NULL;
}

static void set_turned(struct texter *t, bool turned)
{
	if (t->turned == turned)
		return;
	end_text(t);
	if (turned)
		svg_begin_turned(t->b, t->page);
	else
		buf_puts(t->b, "</g>\n");
	t->turned = turned;
}

/* Does a run go on with the text of the last one? Of artifacts, each line is a text of its own. */
static bool goes_on(const struct page_item *last, const struct page_item *it)
{
	return last != NULL && last->tag == it->tag && it->u.run.rotate == 0 &&
	       last->u.run.rotate == 0 && (it->tag >= 0 || !last->u.run.line_end);
}

static void put_run(struct texter *t, const struct page_item *it)
{
	struct svg_piece p = {0};

	set_turned(t, t->page->turned && !it->upright);
	if (!goes_on(t->last, it)) {
		end_text(t);
		buf_puts(t->b, "<text");
		put_length(t->b, "y", it->u.run.y);
		put_length(t->b, "font-size", it->u.run.size);
		put_slope(t, it);
		buf_putc(t->b, '>');
		t->first = t->last = it;
	}
	for (; p.to < it->u.run.glyph_n;) {
		p = piece_at(t, it, p.to);
		put_piece(t, it, &p);
	}
	t->last = it;
}

/* Beneath the texts: a click into a cell beside its text, or into a blank one, has a place too. */
static void put_fields(struct texter *t, size_t page)
{
	for (size_t i = 0; i < t->pages->field_n; i++) {
		const struct page_field *f = &t->pages->fields[i];
		struct svg_path path = {.b = t->b};

		if (f->page + 1 != page)
			continue;
		set_turned(t, t->page->turned);
		buf_puts(t->b, "<path");
		put_pointer(t->b, f->pointer);
		buf_puts(t->b, " d=\"");
		svg_path_rectangle(&path, f->x, f->y, f->w, f->h);
		buf_puts(t->b, "\"/>\n");
	}
}

void svg_page_put_text(struct svg_doc *d)
{
	struct texter t = {
	        .b = &d->bytes, .pages = d->in->pages, .page = &d->in->pages->pages[d->page - 1]};

	buf_puts(t.b, "<g fill-opacity=\"0\" font-family=\"serif\" xml:space=\"preserve\">\n");
	put_fields(&t, d->page);
	for (size_t i = 0; i < t.page->item_n; i++)
		if (t.page->items[i].kind == ITEM_RUN)
			put_run(&t, &t.page->items[i]);
	end_text(&t);
	set_turned(&t, false);
	buf_puts(t.b, "</g>\n");
	buf_release(&t.x);
}
