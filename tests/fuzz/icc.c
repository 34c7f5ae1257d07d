/* SPDX-License-Identifier: MIT */
/* An ICC profile, and a small page with it as output intent. */
#include "fuzz.h"
#include "page/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct source file = fuzz_source(&a, "press.icc", data, size);
	struct write_colours colours;

	if (colours_of(&file, &colours) == RC_OK)
		fuzz_require(colours.icc_n == size && colours.condition != NULL,
		             "a profile is taken whole");
	arena_release(&a);
	return 0;
}
