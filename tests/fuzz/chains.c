/* SPDX-License-Identifier: MIT */
/* A fonts.json: its chains, beside no fonts at all. */
#include "font/font.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct diag_list dl = {0};
	struct font_set *set;
	struct font_entry entry;
	const char *folder;

	fuzz_file("fonts.json", data, size, &folder);
	if (font_set_open(&folder, 1, &dl, &set) != RC_OK) {
		fuzz_require(dl.error_n > 0, "what is wrong in fonts.json is told");
		diag_release(&dl);
		return 0;
	}
	for (int role = 0; role < (int)font_role_count(set); role++)
		for (size_t i = 0; i < font_entry_count(set, role); i++)
			font_entry_describe(set, role, i, &entry);
	font_set_close(set);
	diag_release(&dl);
	return 0;
}
