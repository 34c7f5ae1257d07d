/* SPDX-License-Identifier: MIT */
/* An ICC profile, and a small page with it as output intent, which is checked and verified. */
#include "engine/edition.h"
#include "fuzz.h"
#include "reread/reread.h"

static const char REPORT[] = "{\"layout\": \"short\", \"title\": \"某局2024年报告\", \"organ\": "
                             "\"某局\", \"year\": 2024, "
                             "\"overview\": [\"一\"]}";

/* Profiles; the page takes longer than all else, and to verify it longer still. */
enum { PRINT_EVERY = 4, VERIFY_EVERY = 5 };

/* The page, set once; the print edition takes its colours from a profile. */
static struct edition *page(void)
{
	static const struct write_colours none = {.condition = "none"};
	static struct loaded l;
	static struct edition e;
	static struct edition_options how = {.epoch = {2025, 1, 31}, .colours = &none};

	if (e.ready)
		return &e;
	how.writer = writer_lookup("print");
	l.source = (struct source){"report.json", REPORT, sizeof(REPORT) - 1};
	(void)loaded_read(fuzz_engine(), &l, NULL, &l.dl);
	fuzz_require(l.report != NULL, "the report of this target can be read");
	fuzz_require(edition_set(&e, fuzz_engine(), &l, &how) == RC_OK && e.ready, "it can be set");
	return &e;
}

/* What is taken for a profile makes a document that says what its pages say. */
static void print(const struct write_colours *colours)
{
	struct edition *e = page();
	struct buf pdf = {0};
	struct diag_list dl = {0};
	struct out *o = out_open_memory(&pdf);

	e->writing.colours = colours;
	fuzz_require(writer_write(&e->writing, o, &dl) == RC_OK && out_finish(o) == RC_OK,
	             "a page is printed with it");
	fuzz_require(!fuzz_one_in(VERIFY_EVERY, (const uint8_t *)colours->icc, colours->icc_n) ||
	                     fuzz_engine()->reread->verify(&pdf, &e->writing, &dl) == RC_OK,
	             "the document can be verified");
	buf_release(&pdf);
	diag_release(&dl);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct source file = fuzz_source(&a, "press.icc", data, size);
	struct write_colours colours;

	if (colours_of(&file, &colours) == RC_OK) {
		fuzz_require(colours.icc_n == size && colours.condition != NULL,
		             "a profile is taken whole");
		if (fuzz_one_in(PRINT_EVERY, data, size))
			print(&colours);
	}
	arena_release(&a);
	return 0;
}
