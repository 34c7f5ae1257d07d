/* SPDX-License-Identifier: MIT */
/* test_subsets.c: subsets of the real CID-keyed faces, read back with FreeType: every glyph has the
 * same outline as in the full face. */
#include "font/cff_subset.h"

#include <fcntl.h>
#include <hb.h>
#include <unistd.h>

#include "../unit/font_bench.h"
#include "font/charstring.h"

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

/* A face of FACES as HarfBuzz opens it, and where its CFF table is. */
struct shaped_face {
	hb_blob_t *file, *table;
	hb_font_t *font;
	struct charstring_file at;
	struct cff_bytes cff;
};

static struct shaped_face open_shaped(size_t i)
{
	struct shaped_face f;
	char path[PATH_MAX];
	hb_face_t *face;
	unsigned n;

	snprintf(path, sizeof(path), "%s/%s", getenv("KANBEN_REAL_FONTS"), FACES[i].file);
	f.file = hb_blob_create_from_file_or_fail(path);
	assert_non_null(f.file);
	face = hb_face_create(f.file, (unsigned)FACES[i].index);
	f.font = hb_font_create(face);
	f.table = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
	f.cff.p = (const uint8_t *)hb_blob_get_data(f.table, &n);
	f.cff.n = n;
	f.at.fd = open(path, O_RDONLY);
	f.at.at = (uint64_t)((const char *)f.cff.p - hb_blob_get_data(f.file, NULL));
	hb_face_destroy(face);
	return f;
}

static void close_shaped(struct shaped_face *f)
{
	close(f->at.fd);
	hb_font_destroy(f->font);
	hb_blob_destroy(f->table);
	hb_blob_destroy(f->file);
}

static void bounds_are_those_of_harfbuzz(void **state)
{
	(void)state;
	for (size_t i = 0; i < FACE_N; i++) {
		struct shaped_face f = open_shaped(i);
		struct cff_face *cff = cff_face_open(f.cff);
		unsigned n = hb_face_get_glyph_count(hb_font_get_face(f.font));
		size_t wrong = 0;

		for (uint32_t gid = 0; gid < n; gid += 3) {
			hb_glyph_extents_t e;
			int32_t b[4];

			assert_true(cff_face_bounds(cff, gid, b));
			assert_true(hb_font_get_glyph_extents(f.font, gid, &e));
			if (b[0] == e.x_bearing && b[2] - b[0] == e.width && b[3] == e.y_bearing &&
			    b[1] - b[3] == e.height)
				continue;
			if (wrong++ < 10)
				print_error("%s: glyph %u: %d %d %d %d, not %d %d %d %d\n",
				            FACES[i].file, gid, b[0], b[1], b[2], b[3], e.x_bearing,
				            e.y_bearing + e.height, e.x_bearing + e.width,
				            e.y_bearing);
		}
		assert_int_equal(wrong, 0);
		cff_face_close(cff);
		close_shaped(&f);
	}
}

static void glyphs_are_read_from_the_file_if_there_is_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < FACE_N; i++) {
		struct shaped_face f = open_shaped(i);
		struct cff_face *memory = cff_face_open(f.cff), *file = cff_face_open(f.cff);
		struct charstring_file past_its_end = {f.at.fd, 1ull << 40};
		struct font_glyph glyphs[SAMPLES];
		struct buf a, b;

		for (uint32_t k = 0; k < SAMPLES; k++)
			glyphs[k] = (struct font_glyph){.gid = 1 + k * 7};
		cff_face_read_from(file, &f.at, f.cff.p);
		assert_true(cff_subset(memory, glyphs, SAMPLES, &a));
		assert_true(cff_subset(file, glyphs, SAMPLES, &b));
		assert_int_equal(a.n, b.n);
		assert_memory_equal(a.p, b.p, a.n);
		buf_release(&b);
		/* Who makes a second subset will make more: its glyphs are kept. */
		assert_true(cff_subset(file, glyphs, SAMPLES, &b));
		buf_release(&b);
		/* What is kept is not read again; what is new no longer can be. */
		cff_face_read_from(file, &past_its_end, f.cff.p);
		assert_true(cff_subset(file, glyphs, SAMPLES, &b));
		buf_release(&b);
		glyphs[0].gid = 2;
		assert_false(cff_subset(file, glyphs, SAMPLES, &b));
		buf_release(&a);
		cff_face_close(memory);
		cff_face_close(file);
		close_shaped(&f);
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
	        cmocka_unit_test(bounds_are_those_of_harfbuzz),
	        cmocka_unit_test(glyphs_are_read_from_the_file_if_there_is_one),
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
