/* SPDX-License-Identifier: MIT */
/* A CFF table: a subset of some of its glyphs, which must be such a table again. */
#include "font/cff_subset.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cff_face *face = cff_face_open((struct cff_bytes){data, size}), *again;
	struct font_glyph list[24];
	struct buf subset = {0};
	size_t n = 0;

	for (uint32_t gid = 1; face != NULL && n < 24; gid += 1 + gid / 4)
		list[n++] = (struct font_glyph){gid, (int16_t)(gid % 3 == 0 ? 250 : 0), 0, 0};
	for (; face != NULL && n > 0; n /= 2) {
		if (!cff_subset(face, list, n, &subset))
			continue;
		again = cff_face_open((struct cff_bytes){(const uint8_t *)subset.p, subset.n});
		fuzz_require(again != NULL, "a subset is a CFF table");
		fuzz_require(cff_face_table(again)->glyphs.count == n + 1, "it has its glyphs");
		cff_face_close(again);
		buf_release(&subset);
	}
	cff_face_close(face);
	return 0;
}
