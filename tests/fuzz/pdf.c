/* SPDX-License-Identifier: MIT */
/*
 * A PDF: the report that it carries, its pages by their tags; of some also their files, and a
 * linearised copy.
 */
#include "fuzz.h"
#include "reread/reread.h"

enum { FILES_EVERY = 4, LINEARIZE_EVERY = 6 };

static void linearize(const struct source *file)
{
	const struct buf bytes = {.p = (char *)file->text, .n = file->len};
	struct buf linear = {0};
	struct diag_list dl = {0};

	(void)!fuzz_engine()->reread->linearize(&bytes, &dl, &linear);
	buf_release(&linear);
	diag_release(&dl);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct reread *module = fuzz_engine()->reread;
	struct arena a = {0};
	struct diag_list dl = {0};
	struct source file = fuzz_source(&a, "a.pdf", data, size), report, other;
	struct reread_page page = {.line_n = 0};

	(void)!module->source(&file, JSON_MAX_BYTES, &a, &dl, &report);
	if (fuzz_one_in(FILES_EVERY, data, size))
		(void)module->file(&file, &a, "findings.json", &other);
	if (module->page(&file, &a, &dl, &page) == RC_OK && page.source.text != NULL)
		fuzz_import("a.pdf.html", (const uint8_t *)page.source.text, page.source.len);
	if (fuzz_one_in(LINEARIZE_EVERY, data, size))
		linearize(&file);
	diag_release(&dl);
	arena_release(&a);
	return 0;
}
