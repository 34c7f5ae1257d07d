/* SPDX-License-Identifier: MIT */
#include "write/write.h"

#include <stdlib.h>

#include "write/pdf/pdf_check.h"
#include "write/pdf/pdf_content.h"
#include "write/pdf/pdf_doc.h"
#include "write/pdf/pdf_font.h"
#include "write/pdf/pdf_meta.h"
#include "write/pdf/pdf_nav.h"
#include "write/pdf/pdf_pages.h"
#include "write/pdf/pdf_profile.h"
#include "write/pdf/pdf_tags.h"
#include "srgb_icc.h" /* made by tools/make_srgb_icc.py */

#define SRGB "sRGB IEC61966-2.1"
#define SRGB_INTENT                                                                                \
	{                                                                                          \
		.condition = SRGB, .info = SRGB, .icc = srgb_icc, .icc_n = sizeof(srgb_icc),       \
		.components = 3                                                                    \
	}

static const struct pdf_profile publish = {
        .version = "1.7",
        .pdfa_part = 2,
        .pdfa_conformance = 'A',
        .pdfua_part = 1,
        .deflate_level = 6,
        .outline_level = 1,
        .intent = SRGB_INTENT,
};

/* As publish; what it was made of goes with it. */
static const struct pdf_profile archive = {
        .version = "1.7",
        .pdfa_part = 3,
        .pdfa_conformance = 'A',
        .pdfua_part = 1,
        .deflate_level = 6,
        .outline_level = 1,
        .attaches = true,
        .intent = SRGB_INTENT,
};

/*
 * One file that claims PDF/X-4 and PDF/A-2a; not PDF/UA-1: a sheet with its tables lying on their
 * side is for a press, not for a reader.
 */
static const struct pdf_profile press = {
        .version = "1.7",
        .pdfa_part = 2,
        .pdfa_conformance = 'A',
        .deflate_level = 6,
        .outline_level = 1,
        .press = true,
        .black_ink = true,
};

/*
 * Small: for people, who read it once; the archive has its own. libdeflate's two highest levels
 * take a third longer and save one byte in a thousand; of outlines the third highest an eighth
 * longer for six.
 */
static const struct pdf_profile web = {
        .version = "1.7", .pdfua_part = 1, .deflate_level = 10, .outline_level = 9};

/* The order of things: contents say which glyphs the fonts need and what the tags contain. */
static enum rc write_parts(struct pdf_doc *d, const struct page_list *pl)
{
	unsigned *pages = pdf_pages_reserve(d, pl);
	struct pdf_fonts *fonts = pdf_fonts_new(d);
	struct pdf_tags *tags = pdf_tags_new(d, pl, pages);
	const struct pdf_content_target target = {d, fonts, tags};
	struct buf info = {0};
	struct pdf_catalog catalog = {.info = &info};
	unsigned root;
	enum rc rc;

	catalog.pages = pdf_pages_write(&target, pl, pages);
	pdf_fonts_write(fonts);
	catalog.structure = pdf_tags_write(tags);
	catalog.outline = pdf_nav_write_outline(d, pl, tags, pages);
	pdf_meta_put_info(d, &info, &pl->meta);
	root = pdf_meta_write_catalog(d, pl, &catalog);
	rc = pdf_doc_save(d, root, pdf_doc_add_take(d, &info));

	pdf_tags_free(tags);
	pdf_fonts_free(fonts);
	free(pages);
	return rc;
}

static enum rc write_pdf(const struct pdf_profile *profile, const struct page_list *pl,
                         struct out *o, struct diag_list *dl)
{
	struct pdf_doc *d = pdf_doc_new(profile, o, dl);
	enum rc rc = pdf_check_pages(d, pl);

	if (rc == RC_OK)
		rc = write_parts(d, pl);
	pdf_doc_free(d);
	return rc;
}

enum rc pdf_write_publish(const struct page_list *pl, struct out *o, struct diag_list *dl)
{
	return write_pdf(&publish, pl, o, dl);
}

enum rc pdf_write_archive(const struct page_list *pl, struct out *o, struct diag_list *dl)
{
	return write_pdf(&archive, pl, o, dl);
}

enum rc pdf_write_print(const struct page_list *pl, struct out *o, struct diag_list *dl)
{
	const struct page_colours *c = pl->colours;
	struct pdf_profile profile = press;

	if (c != NULL)
		profile.intent = (struct pdf_intent){.condition = c->condition,
		                                     .info = c->info,
		                                     .registry = c->registry,
		                                     .icc = c->icc,
		                                     .icc_n = c->icc_n,
		                                     .components = 4};
	return write_pdf(&profile, pl, o, dl);
}

enum rc pdf_write_web(const struct page_list *pl, struct out *o, struct diag_list *dl)
{
	struct pdf_profile profile = web;

	profile.repacked = pl->page_n <= WRITER_LINEAR_PAGES;
	return write_pdf(&profile, pl, o, dl);
}
