/* SPDX-License-Identifier: MIT */
/* test_subsets.c: subsets of the real CID-keyed faces, read back with FreeType: every glyph has the
 * same outline as in the full face. */
#include "font/cff_subset.h"

#include "../unit/font_bench.h"

#include FT_TRUETYPE_TABLES_H
#include FT_TRUETYPE_TAGS_H

/* Each glyph is in one of STRIDE subsets, none of which has adjacent glyphs. */
enum { STRIDE = 11, SAMPLES = 600, SKIPPED = 77 };

static const struct {
	const char *file;
	int index;
} FACES[] = {
        {"NotoSerifCJK-Regular.ttc", 2}, {"NotoSerifCJK-Bold.ttc", 2},
        {"NotoSansCJK-Regular.ttc", 2},  {"FandolHei-Regular.otf", 0},
        {"FandolFang-Regular.otf", 0},   {"FandolKai-Regular.otf", 0},
};

enum { FACE_N = COUNT(FACES) };

static FT_Library library;

struct whole {
	FT_Face ft;
	uint8_t *table;
	FT_ULong n;
	struct cff_face *cff;
	uint32_t glyph_n;
	struct font_glyph *glyphs; /* room for all glyphs */
};

static bool open_whole(size_t i, struct whole *w)
{
	char path[PATH_MAX];

	*w = (struct whole){0};
	snprintf(path, sizeof(path), "%s/%s", getenv("KANBEN_REAL_FONTS"), FACES[i].file);
	if (FT_New_Face(library, path, FACES[i].index, &w->ft) != 0)
		return false;
	assert_int_equal(FT_Load_Sfnt_Table(w->ft, TTAG_CFF, 0, NULL, &w->n), 0);
	w->table = malloc(w->n);
	assert_int_equal(FT_Load_Sfnt_Table(w->ft, TTAG_CFF, 0, w->table, &w->n), 0);
	w->cff = cff_face_open((struct cff_bytes){w->table, w->n});
	assert_non_null(w->cff);
	w->glyph_n = (uint32_t)w->ft->num_glyphs;
	w->glyphs = calloc(w->glyph_n, sizeof(*w->glyphs));
	return true;
}

static void close_whole(struct whole *w)
{
	FT_Done_Face(w->ft);
	cff_face_close(w->cff);
	free(w->table);
	free(w->glyphs);
}

/* Makes a subset of the first n of w->glyphs and checks each glyph. */
static void check_subset(const struct whole *w, size_t n)
{
	struct buf p;
	size_t wrong = 0;
	FT_Face part;

	assert_true(cff_subset(w->cff, w->glyphs, n, &p));
	assert_int_equal(FT_New_Memory_Face(library, (FT_Byte *)p.p, (FT_Long)p.n, 0, &part), 0);
	assert_true(FT_IS_CID_KEYED(part));
	assert_int_equal(part->units_per_EM, w->ft->units_per_EM);
	for (size_t i = 0; i < n; i++) {
		if (is_glyph(w->ft, &w->glyphs[i], part, (FT_UInt)i + 1))
			continue;
		if (wrong++ < 10)
			print_error("%s: glyph %u\n", FT_Get_Postscript_Name(w->ft),
			            (unsigned)w->glyphs[i].gid);
	}
	assert_int_equal(wrong, 0);
	FT_Done_Face(part);
	buf_release(&p);
}

static void every_glyph_of_every_face_is_unchanged(void **state)
{
	struct whole w;

	(void)state;
	for (size_t i = 0; i < FACE_N; i++) {
		assert_true(open_whole(i, &w));
		for (uint32_t first = 1; first <= STRIDE; first++) {
			size_t n = 0;

			for (uint32_t gid = first; gid < w.glyph_n; gid += STRIDE)
				w.glyphs[n++].gid = gid;
			check_subset(&w, n);
		}
		close_whole(&w);
	}
}

/* Half the boxes differ from the face's by up to two ems. */
static struct font_glyph with_random_box(uint32_t gid, uint32_t random)
{
	struct font_glyph g = {.gid = gid};

	if (random % 2 == 1) { /* within what a charstring can say */
		g.left = (int16_t)(random / 2 % 4001 - 2000);
		g.right = (int16_t)(random / 8002 % 4001 - 2000);
		g.up = (int16_t)(random / 32008 % 401 - 200);
	}
	return g;
}

/* Random subsets of one to some hundred glyphs. */
static void glyphs_of_random_subsets_are_unchanged_in_any_box(void **state)
{
	uint32_t seed = 9704;
	struct whole w;

	(void)state;
	for (size_t i = 0; i < FACE_N; i++) {
		assert_true(open_whole(i, &w));
		for (size_t k = 0; k < SAMPLES / FACE_N; k++) {
			uint32_t step = w.glyph_n >> k % 10;
			size_t n = 0;

			for (uint32_t gid = 0; gid < w.glyph_n; n++) {
				seed = seed * 1664525u + 1013904223u;
				gid += 1 + (seed >> 8) % step;
				if (gid >= w.glyph_n)
					break;
				w.glyphs[n] = with_random_box(gid, seed);
			}
			check_subset(&w, n);
		}
		close_whole(&w);
	}
}

static void a_subset_may_be_the_whole_face(void **state)
{
	struct whole w;

	(void)state;
	assert_true(open_whole(FACE_N - 1, &w));
	for (uint32_t gid = 1; gid < w.glyph_n; gid++)
		w.glyphs[gid - 1].gid = gid;
	check_subset(&w, w.glyph_n - 1);
	close_whole(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_glyph_of_every_face_is_unchanged),
	        cmocka_unit_test(glyphs_of_random_subsets_are_unchanged_in_any_box),
	        cmocka_unit_test(a_subset_may_be_the_whole_face),
	};
	struct whole w;
	int failed;

	if (FT_Init_FreeType(&library) != 0)
		return 1;
	for (size_t i = 0; i < FACE_N; i++) {
		if (!open_whole(i, &w))
			return SKIPPED; /* fonts/fetch.sh was not run */
		close_whole(&w);
	}
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	FT_Done_FreeType(library);
	return failed;
}
