/* SPDX-License-Identifier: MIT */
/* An OFD package: the report that it carries, and its pages. */
#include "fuzz.h"
#include "reread/reread.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct reread *module = fuzz_engine()->reread_ofd;
	struct arena a = {0};
	struct diag_list dl = {0};
	struct source file = fuzz_source(&a, "a.ofd", data, size), report;

	(void)!module->source(&file, JSON_MAX_BYTES, &a, &dl, &report);
	fuzz_import("a.ofd", data, size);
	diag_release(&dl);
	arena_release(&a);
	return 0;
}
