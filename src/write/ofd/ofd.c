/* SPDX-License-Identifier: MIT */
#include "base/tr.h"
#include "write/ofd/ofd_doc.h"

#include <stdlib.h>

/* What readers would show wrongly, or not at all, is a fault of ours. */
static void check_run(struct ofd_doc *d, const struct page_item *it)
{
	if (it->u.run.font == NULL || it->u.run.size <= 0)
		ofd_doc_fail(d, RC_BUG, _("text without a font or a size"));
	for (size_t i = 0; i < it->u.run.glyph_n; i++)
		if (it->u.run.glyphs[i].gid == 0)
			ofd_doc_fail(d, RC_BUG, _("a page shows a missing character"));
}

static void check(struct ofd_doc *d)
{
	const struct page_list *pl = d->in->pages;

	if (pl->page_n == 0)
		ofd_doc_fail(d, RC_BUG, _("the document has no pages"));
	if (pl->tag_n == 0)
		ofd_doc_fail(d, RC_BUG, _("the document has no tags"));
	if (pl->meta.title == NULL || *pl->meta.title == '\0')
		ofd_doc_fail(d, RC_BUG, _("the document has no title"));
	if (d->in->attachment_n > 0 && !d->in->writer->attaches)
		ofd_doc_fail(d, RC_BUG, _("this profile cannot have attachments"));
	for (size_t p = 0; p < pl->page_n; p++) {
		/* OFD pages cannot be turned; only a press asks for it. */
		if (pl->pages[p].turned)
			ofd_doc_fail(d, RC_BUG, _("a page is turned on its sheet"));
		for (size_t i = 0; i < pl->pages[p].item_n; i++) {
			const struct page_item *it = &pl->pages[p].items[i];

			if (it->kind == ITEM_RUN)
				check_run(d, it);
		}
	}
}

enum rc ofd_write(const struct write_input *in, struct out *o, struct diag_list *dl)
{
	struct ofd_doc d = {.in = in, .dl = dl, .last_id = (unsigned)in->pages->page_n};
	const int levels[2] = {in->writer->deflate_level, in->writer->outline_level};
	const char *fault;
	enum rc rc;

	check(&d);
	if (d.rc != RC_OK)
		return d.rc;
	d.zip = ofd_zip_new(o, in->content, levels);
	d.check = ofd_check_new();
	for (size_t i = 0; i < in->pages->page_n; i++)
		ofd_page_put(&d, i);
	ofd_fonts_put(&d);
	ofd_images_put(&d);
	ofd_doc_put_parts(&d);
	fault = ofd_check_end(d.check);
	if (fault != NULL)
		ofd_doc_fail(&d, RC_BUG, fault);
	rc = ofd_zip_finish(d.zip);
	if (rc != RC_OK)
		ofd_doc_fail(&d, rc, _("the package is too large"));
	ofd_fonts_release(&d);
	ofd_images_release(&d);
	free(d.refs);
	ofd_check_free(d.check);
	buf_release(&d.b);
	return d.rc;
}
