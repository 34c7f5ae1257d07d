/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_links.h"

#include <stdlib.h>

#include "base/mem.h"
#include "font/font.h"
#include "write/pdf/pdf_put.h"

/* The em box of every CJK face, about the baseline. */
enum { EM_ABOVE_MILLI = 880, EM_BELOW_MILLI = 120 };

struct linked_area {
	int tag;
	size_t page;
	unsigned num, key; /* its object; its key in the parent tree */
	lu x0, y0, x1, y1; /* on the page, y pointing down */
};

struct pdf_links {
	struct pdf_doc *doc;
	struct linked_area *list; /* heap */
	size_t n, cap;
};

struct pdf_links *pdf_links_new(struct pdf_doc *d)
{
	struct pdf_links *l = mem_alloc(sizeof(*l));

	*l = (struct pdf_links){.doc = d};
	return l;
}

void pdf_links_free(struct pdf_links *l)
{
	if (l == NULL)
		return;
	free(l->list);
	free(l);
}

static struct linked_area *link_of(struct pdf_links *l, struct pdf_tags *tags, size_t page,
                                   const struct page_item *run)
{
	struct linked_area *new;

	if (l->n > 0 && l->list[l->n - 1].tag == run->tag)
		return &l->list[l->n - 1];
	l->list = mem_grow(l->list, l->n, &l->cap, sizeof(*new));
	new = &l->list[l->n++];
	*new = (struct linked_area){.tag = run->tag,
	                            .page = page,
	                            .num = pdf_doc_reserve(l->doc),
	                            .x0 = run->u.run.x,
	                            .y0 = run->u.run.y,
	                            .x1 = run->u.run.x,
	                            .y1 = run->u.run.y};
	new->key = pdf_tags_link(tags, run->tag, page, new->num);
	return new;
}

void pdf_links_add(struct pdf_links *l, struct pdf_tags *tags, size_t page,
                   const struct page_item *run)
{
	struct linked_area *to = link_of(l, tags, page, run);
	lu top = run->u.run.y - lu_scale(run->u.run.size, EM_ABOVE_MILLI, 1000);
	lu foot = run->u.run.y + lu_scale(run->u.run.size, EM_BELOW_MILLI, 1000);

	for (size_t i = 0; i < run->u.run.glyph_n; i++) {
		const struct run_glyph *g = &run->u.run.glyphs[i];
		const struct font *f = run->u.run.font;
		lu end = run->u.run.x + g->x +
		         lu_scale(run->u.run.size, font_advance(f, g->gid),
		                  font_describe(f)->units_per_em);

		to->x1 = end > to->x1 ? end : to->x1;
	}
	to->y0 = top < to->y0 ? top : to->y0;
	to->y1 = foot > to->y1 ? foot : to->y1;
}

void pdf_links_put_page(struct buf *b, const struct pdf_links *l, size_t page)
{
	bool any = false;

	for (size_t i = l->n; i > 0 && l->list[i - 1].page == page; i--) {
		buf_puts(b, any ? " " : "/Annots[");
		pdf_put_ref(b, l->list[i - 1].num);
		any = true;
	}
	buf_puts(b, any ? "]" : "");
}

/* ISO 14289-1, 7.18.5: a link has a description. It is printed as it is seen: without a border. */
static void write_link(struct pdf_links *l, const struct linked_area *from,
                       const struct pdf_places *places)
{
	const struct tag *tag = &places->pl->tags[from->tag];
	lu height = places->pl->pages[from->page].height;
	const lu box[4] = {from->x0, height - from->y1, from->x1, height - from->y0};
	struct buf b = {0};

	buf_puts(&b, "/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[");
	for (int i = 0; i < 4; i++) {
		buf_puts(&b, i > 0 ? " " : "");
		lu_put_pt(&b, box[i]);
	}
	buf_puts(&b, "]/Contents");
	pdf_doc_put_text(l->doc, &b, tag->alt);
	buf_putf(&b, "/StructParent %u", from->key);
	pdf_places_put(l->doc, &b, places, tag->other);
	pdf_doc_fill_take(l->doc, from->num, &b);
}

void pdf_links_write(struct pdf_links *l, const struct pdf_places *places)
{
	for (size_t i = 0; i < l->n; i++)
		write_link(l, &l->list[i], places);
}
