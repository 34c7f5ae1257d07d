/* SPDX-License-Identifier: MIT */
#include "write/write.h"

#include <stdlib.h>

#include "base/mem.h"
#include "write/pdf/pdf_check.h"
#include "write/pdf/pdf_parts.h"
#include "srgb_icc.h" /* made by tools/make_srgb_icc.py */

#define SRGB "sRGB IEC61966-2.1"

/*
 * For a press the caller names the output intent. PDF/A needs one in any case (ISO 19005-2, 6.2.3),
 * and files for screens use sRGB.
 */
static struct pdf_intent intent_of(const struct write_input *in)
{
	const struct write_colours *c = in->colours;

	if (c != NULL)
		return (struct pdf_intent){.condition = c->condition,
		                           .info = c->info,
		                           .registry = c->registry,
		                           .icc = c->icc,
		                           .icc_n = c->icc_n,
		                           .components = 4};
	if (in->writer->press || in->writer->claims.pdfa_part == 0)
		return (struct pdf_intent){0};
	return (struct pdf_intent){.condition = SRGB,
	                           .info = SRGB,
	                           .icc = srgb_icc,
	                           .icc_n = sizeof(srgb_icc),
	                           .components = 3};
}

/* A document being written. */
struct pdf_run {
	const struct write_input *in;
	struct pdf_profile profile;
	struct task_queue *tasks; /* NULL: there is no second thread */
	struct pdf_doc *doc;
	struct pdf_check *check;
	struct pdf_fonts *fonts;
	struct pdf_tags *tags;
	struct pdf_images *images;
	struct pdf_links *links;
	struct pdf_outline *outline;
	struct pdf_pages *pages;
	struct pdf_content_target target;
	int tag_end; /* the tags below it are written, apart from the root */
};

static void *begin(const struct write_input *in, struct out *o, struct diag_list *dl)
{
	struct pdf_run *r = mem_alloc(sizeof(*r));

	*r = (struct pdf_run){.in = in, .tag_end = 1};
	if (in->second_thread)
		r->tasks = task_queue_new();
	r->profile = (struct pdf_profile){.writer = in->writer,
	                                  .intent = intent_of(in),
	                                  .content = in->content,
	                                  .tasks = r->tasks};
	r->doc = pdf_doc_new(&r->profile, o, dl);
	r->check = pdf_check_new(r->doc, in);
	r->fonts = pdf_fonts_new(r->doc);
	r->tags = pdf_tags_new(r->doc, in->pages);
	r->images = pdf_images_new(r->doc);
	r->links = pdf_links_new(r->doc);
	r->outline = pdf_outline_new(r->doc, in->pages);
	r->target = (struct pdf_content_target){r->doc, r->fonts, r->tags, r->images, r->links};
	r->pages = pdf_pages_new(&r->target);
	return r;
}

static void abandon(void *run)
{
	struct pdf_run *r = run;

	if (r == NULL)
		return;
	task_queue_free(r->tasks); /* first: it may still use the rest */
	pdf_pages_free(r->pages);
	pdf_outline_free(r->outline);
	pdf_links_free(r->links);
	pdf_images_free(r->images);
	pdf_tags_free(r->tags);
	pdf_fonts_free(r->fonts);
	pdf_check_free(r->check);
	pdf_doc_free(r->doc);
	free(r);
}

/* Writes the tags up to `end`, whose content has all been put. */
static void write_tags(struct pdf_run *r, int end)
{
	struct page_tree tree;

	if (end <= r->tag_end || pdf_check_tags(r->check, end) != RC_OK)
		return;
	page_tree_init_part(&tree, r->in->pages, r->tag_end, end);
	if (pdf_check_tree(r->check, &tree, end) == RC_OK) {
		pdf_tags_write(r->tags, &tree, end);
		pdf_links_write(r->links, r->in->pages, r->tags, end);
		pdf_outline_add(r->outline, r->tags, r->tag_end, end);
		pdf_tags_forget(r->tags, end);
	}
	page_tree_release(&tree);
	r->tag_end = end;
}

/* After a fault nothing is written any more: what would be may not be safe to read. */
static void put(void *run, size_t page)
{
	struct pdf_run *r = run;
	const struct page *p = &r->in->pages->pages[page];

	if (pdf_doc_fault(r->doc) != RC_OK || pdf_check_page(r->check, page) != RC_OK)
		return;
	pdf_pages_put(r->pages, p, page);
	write_tags(r, p->tag_end);
}

/* What depends on all pages: which glyphs the fonts need, and what refers to the rest. */
static enum rc write_rest(struct pdf_run *r)
{
	const struct write_input *in = r->in;
	struct buf info = {0}, resources = {0};
	struct pdf_catalog catalog = {.info = &info};
	unsigned root, info_num = 0;
	enum rc rc;

	catalog.pages = pdf_pages_end(r->pages);
	pdf_images_put_resources(&resources, r->images);
	pdf_fonts_write(r->fonts, &resources);
	catalog.structure = pdf_tags_end(r->tags);
	catalog.outline = pdf_outline_write(r->outline);
	pdf_meta_put_info(r->doc, &info, &in->pages->meta);
	root = pdf_meta_write_catalog(r->doc, in, &catalog);
	/* Without Info: what it would say has been compared with the XMP packet all the same. */
	if (in->writer->pdf_version->info)
		info_num = pdf_doc_add_take(r->doc, &info);
	rc = pdf_doc_save(r->doc, root, info_num);
	buf_release(&info);
	return rc;
}

static enum rc finish(void *run)
{
	struct pdf_run *r = run;
	enum rc rc;

	if (pdf_doc_fault(r->doc) == RC_OK && r->in->pages->tag_n > 0)
		write_tags(r, (int)r->in->pages->tag_n);
	rc = pdf_check_end(r->check);
	if (rc == RC_OK)
		rc = write_rest(r);
	abandon(r);
	return rc;
}

const struct write_steps pdf_steps = {begin, put, finish, abandon};
