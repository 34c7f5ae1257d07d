/* SPDX-License-Identifier: MIT */
#include "write/write.h"

#include <stdlib.h>

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

/*
 * The order matters: page content decides which glyphs the fonts need and what the structure
 * elements contain.
 */
static enum rc write_parts(struct pdf_doc *d, const struct write_input *in)
{
	const struct page_list *pl = in->pages;
	unsigned *pages = pdf_pages_reserve(d, pl);
	struct pdf_fonts *fonts = pdf_fonts_new(d);
	struct pdf_tags *tags = pdf_tags_new(d, pl, pages);
	struct pdf_images *images = pdf_images_new(d);
	struct pdf_links *links = pdf_links_new(d);
	const struct pdf_content_target target = {d, fonts, tags, images, links};
	const struct pdf_places places = {pl, tags, pages};
	struct buf info = {0}, resources = {0};
	struct pdf_catalog catalog = {.info = &info};
	unsigned root, info_num = 0;
	enum rc rc;

	catalog.pages = pdf_pages_write(&target, pl, pages);
	pdf_images_put_resources(&resources, images);
	pdf_fonts_write(fonts, &resources);
	catalog.structure = pdf_tags_write(tags);
	pdf_links_write(links, &places);
	catalog.outline = pdf_nav_write_outline(d, &places);
	pdf_meta_put_info(d, &info, &pl->meta);
	root = pdf_meta_write_catalog(d, in, &catalog);
	/* Without Info: what it would say has been compared with the XMP packet all the same. */
	if (in->writer->pdf_version->info)
		info_num = pdf_doc_add_take(d, &info);
	rc = pdf_doc_save(d, root, info_num);

	buf_release(&info);
	pdf_tags_free(tags);
	pdf_images_free(images);
	pdf_links_free(links);
	pdf_fonts_free(fonts);
	free(pages);
	return rc;
}

enum rc pdf_write(const struct write_input *in, struct out *o, struct diag_list *dl)
{
	const struct pdf_profile profile = {
	        .writer = in->writer, .intent = intent_of(in), .content = in->content};
	struct pdf_doc *d = pdf_doc_new(&profile, o, dl);
	enum rc rc = pdf_check_pages(d, in);

	if (rc == RC_OK)
		rc = write_parts(d, in);
	pdf_doc_free(d);
	return rc;
}
