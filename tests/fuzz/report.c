/* SPDX-License-Identifier: MIT */
/*
 * A report: checked, and rendered. The first byte chooses the profile, and whether blanks are
 * printed as 0 and the document is verified; the rest is the report. What takes long, most of all
 * the comparison of glyphs in an OFD document, is done with some of the inputs.
 */
#include "engine/edition.h"
#include "fuzz.h"

enum { FLAG_ZERO = 0x20, FLAG_FORCE = 0x40, FLAG_VERIFY = 0x80, PAGES_MAX = 40 };

enum { LONG = 2000 /* bytes */, LONG_EVERY = 4, HTML_EVERY = 3, VERIFY_EVERY = 7 };

static enum rc drop_page(void *user, size_t page, const struct buf *bytes)
{
	(void)page;
	*(size_t *)user += bytes->n;
	return RC_OK;
}

/* The input's first byte is the flags. */
static void render(struct loaded *l, const struct writer *writer, const uint8_t *data, size_t size)
{
	const unsigned flags = data[0];
	static const char icc[128] = "................CMYK................acsp";
	static const struct write_colours press = {.condition = "FOGRA39",
	                                           .info = "",
	                                           .registry = "http://www.color.org",
	                                           .icc = icc,
	                                           .icc_n = sizeof(icc)};
	struct edition_options how = {.writer = writer,
	                              .colours = &press,
	                              .epoch = {2025, 1, 31},
	                              .empty_zero = (flags & FLAG_ZERO) != 0,
	                              .force = (flags & FLAG_FORCE) != 0,
	                              .verify = (flags & FLAG_VERIFY) != 0 &&
	                                        writer_can_verify(writer) &&
	                                        fuzz_one_in(VERIFY_EVERY, data, size),
	                              .max_pages = PAGES_MAX};
	struct edition e;
	struct buf document = {0}, html = {0};
	size_t bytes = 0;
	const struct write_sink sink = {drop_page, &bytes};
	struct edition_files to = {.document = out_open_memory(&document), .pages = &sink};
	enum rc rc = edition_set(&e, fuzz_engine(), l, &how);

	fuzz_require(rc == RC_OK || l->dl.error_n > 0, "what is not set is told");
	fuzz_require(rc != RC_BUG, "pages keep their promises");
	if (fuzz_one_in(HTML_EVERY, data, size))
		to.html = out_open_memory(&html);
	if (e.ready)
		fuzz_require(edition_write(&e, &to) == RC_OK, "what is set can be written");
	out_abandon(to.document);
	out_abandon(to.html);
	edition_release(&e);
	buf_release(&document);
	buf_release(&html);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct loaded l = {.files = {0}};
	const struct writer *writer;
	size_t profile_n = 0;

	if (size == 0)
		return 0;
	while (writer_at(profile_n) != NULL)
		profile_n++;
	writer = writer_at((data[0] & 0x1F) % profile_n);
	l.source = fuzz_source(&l.arena, "report.json", data + 1, size - 1);
	(void)loaded_read(fuzz_engine(), &l, NULL, &l.dl);
	if (l.report != NULL && (size < LONG || fuzz_one_in(LONG_EVERY, data, size)))
		render(&l, writer, data, size);
	loaded_release(&l);
	return 0;
}
