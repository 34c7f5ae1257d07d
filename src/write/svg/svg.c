/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "write/svg/svg_doc.h"

void svg_doc_fail(struct svg_doc *d, const char *what)
{
	const struct diag_place place = {.rule = "SVG"};

	d->rc = RC_BUG;
	diag_add(d->dl, DIAG_ERROR, &place, _("internal error, no SVG written: %s"), what);
}

static void check_run(struct svg_doc *d, const struct page_item *it)
{
	if (it->u.run.font == NULL || it->u.run.size <= 0)
		svg_doc_fail(d, _("text without a font or a size"));
	for (size_t i = 0; i < it->u.run.glyph_n; i++)
		if (it->u.run.glyphs[i].gid == 0)
			svg_doc_fail(d, _("a page shows a missing character"));
}

static void check_page(struct svg_doc *d, const struct page *page)
{
	for (size_t i = 0; i < page->item_n; i++)
		if (page->items[i].kind == ITEM_RUN)
			check_run(d, &page->items[i]);
}

static void put_length(struct buf *b, const char *name, lu v)
{
	buf_putf(b, " %s=\"", name);
	num_put_milli(b, svg_unit(v) * 10);
	buf_puts(b, "mm\"");
}

/* The title is the drawing's accessible name (SVG-AAM 1.0, 8.1). */
static void put_head(struct buf *b, const struct page_list *pl, const struct page *page)
{
	buf_puts(b, SVG_START);
	put_length(b, "width", page->width);
	put_length(b, "height", page->height);
	buf_putf(b, " viewBox=\"0 0 %lld %lld\" role=\"img\" xml:lang=\"",
	         (long long)svg_unit(page->width), (long long)svg_unit(page->height));
	buf_put_xml(b, pl->meta.language, strlen(pl->meta.language));
	buf_puts(b, "\">\n<title>");
	buf_put_xml(b, pl->meta.title, strlen(pl->meta.title));
	buf_puts(b, " – ");
	buf_put_xml(b, page->label, strlen(page->label));
	buf_puts(b, "</title>\n");
}

static enum rc put_page(struct svg_doc *d)
{
	struct buf *b = &d->bytes;

	svg_outlines_turn(d->outlines);
	buf_clear(b);
	buf_clear(&d->drawing);
	put_head(b, d->in->pages, &d->in->pages->pages[d->page - 1]);
	if (d->to->define == NULL)
		buf_puts(b, "<defs>\n");
	svg_page_draw(d);
	if (d->to->define == NULL)
		buf_puts(b, "</defs>\n");
	buf_put(b, d->drawing.p, d->drawing.n);
	svg_page_put_text(d);
	buf_puts(b, "</svg>\n");
	if (d->in->content != NULL)
		digest_put(d->in->content, b->p, b->n);
	return d->to->put(d->to->user, d->page, b);
}

/* Drawings being written. */
struct svg_run {
	struct svg_doc doc;
	struct svg_outlines *own; /* or NULL */
};

static void *begin(const struct write_input *in, struct out *o, struct diag_list *dl)
{
	struct svg_run *r = mem_alloc(sizeof(*r));

	(void)o;
	r->own = in->outlines == NULL ? svg_outlines_new() : NULL;
	r->doc = (struct svg_doc){.in = in,
	                          .to = in->to,
	                          .dl = dl,
	                          .outlines = r->own != NULL ? r->own : in->outlines};
	svg_outlines_begin(r->doc.outlines);
	if (in->pages->meta.title == NULL || *in->pages->meta.title == '\0')
		svg_doc_fail(&r->doc, _("the document has no title"));
	return r;
}

static void put(void *run, size_t page)
{
	struct svg_doc *d = &((struct svg_run *)run)->doc;

	if (d->rc == RC_OK)
		check_page(d, &d->in->pages->pages[page]);
	if (d->rc != RC_OK)
		return;
	d->page = page + 1;
	d->rc = put_page(d);
}

static void abandon(void *run)
{
	struct svg_run *r = run;

	if (r == NULL)
		return;
	svg_outlines_free(r->own);
	buf_release(&r->doc.drawing);
	buf_release(&r->doc.bytes);
	free(r);
}

static enum rc finish(void *run)
{
	struct svg_doc *d = &((struct svg_run *)run)->doc;
	enum rc rc;

	if (d->in->pages->page_n == 0)
		svg_doc_fail(d, _("the document has no pages"));
	rc = d->rc;
	abandon(run);
	return rc;
}

const struct write_steps svg_steps = {begin, put, finish, abandon};
