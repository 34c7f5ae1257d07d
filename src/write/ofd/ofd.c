/* SPDX-License-Identifier: MIT */
#include "base/tr.h"
#include "write/ofd/ofd_doc.h"

#include <stdlib.h>

#include "base/mem.h"

/* What readers would show wrongly, or not at all, is a fault of ours. */
static void check_run(struct ofd_doc *d, const struct page_item *it)
{
	if (it->u.run.font == NULL || it->u.run.size <= 0)
		ofd_doc_fail(d, RC_BUG, _("text without a font or a size"));
	for (size_t i = 0; i < it->u.run.glyph_n; i++)
		if (it->u.run.glyphs[i].gid == 0)
			ofd_doc_fail(d, RC_BUG, _("a page shows a missing character"));
}

static void check_page(struct ofd_doc *d, const struct page *page)
{
	/* OFD pages cannot be turned; only a press asks for it. */
	if (page->turned)
		ofd_doc_fail(d, RC_BUG, _("a page is turned on its sheet"));
	for (size_t i = 0; i < page->item_n; i++)
		if (page->items[i].kind == ITEM_RUN)
			check_run(d, &page->items[i]);
}

static void *begin(const struct write_input *in, struct out *o, struct diag_list *dl)
{
	struct ofd_doc *d = mem_alloc(sizeof(*d));
	const int levels[2] = {in->writer->deflate_level, in->writer->outline_level};

	*d = (struct ofd_doc){.in = in, .dl = dl};
	d->zip = ofd_zip_new(o, in->content, levels);
	d->check = ofd_check_new();
	if (in->pages->meta.title == NULL || *in->pages->meta.title == '\0')
		ofd_doc_fail(d, RC_BUG, _("the document has no title"));
	return d;
}

static void put(void *run, size_t page)
{
	struct ofd_doc *d = run;
	const struct page *p = &d->in->pages->pages[page];

	if (d->rc == RC_OK)
		check_page(d, p);
	if (d->rc != RC_OK)
		return;
	ofd_page_put(d, page);
	ofd_tags_note(d, page);
	ofd_tags_write(d, p->tag_end);
}

static void abandon(void *run)
{
	struct ofd_doc *d = run;

	if (d == NULL)
		return;
	ofd_zip_free(d->zip);
	ofd_fonts_release(d);
	ofd_images_release(d);
	ofd_tags_release(d);
	free(d->page_ids);
	ofd_check_free(d->check);
	buf_release(&d->b);
	free(d);
}

static void check_end(struct ofd_doc *d)
{
	if (d->in->pages->page_n == 0)
		ofd_doc_fail(d, RC_BUG, _("the document has no pages"));
	if (d->in->pages->tag_n == 0)
		ofd_doc_fail(d, RC_BUG, _("the document has no tags"));
	if (d->in->attachment_n > 0 && !d->in->writer->attaches)
		ofd_doc_fail(d, RC_BUG, _("this profile cannot have attachments"));
}

static void write_rest(struct ofd_doc *d)
{
	const char *fault;
	enum rc rc;

	ofd_fonts_put(d);
	ofd_images_put(d);
	ofd_doc_put_parts(d);
	fault = ofd_check_end(d->check);
	if (fault != NULL)
		ofd_doc_fail(d, RC_BUG, fault);
	rc = ofd_zip_finish(d->zip);
	d->zip = NULL;
	if (rc != RC_OK)
		ofd_doc_fail(d, rc, _("the package is too large"));
}

static enum rc finish(void *run)
{
	struct ofd_doc *d = run;
	enum rc rc;

	check_end(d);
	if (d->rc == RC_OK)
		write_rest(d);
	rc = d->rc;
	abandon(d);
	return rc;
}

const struct write_steps ofd_steps = {begin, put, finish, abandon};
