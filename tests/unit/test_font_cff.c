/* SPDX-License-Identifier: MIT */
#include "font/charstring.h"
#include "font/cff_redraw.h"
#include "font/cff_subset.h"

#include "font_bench.h"

#include FT_CID_H

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static uint8_t *from_hex(const char *hex, size_t *ret_n)
{
	uint8_t *p = malloc(strlen(hex) / 2 + 1);
	unsigned v;
	int used;

	for (*ret_n = 0; sscanf(hex, "%2x%n", &v, &used) == 1; hex += used)
		p[(*ret_n)++] = (uint8_t)v;
	return p;
}

/* Local subroutines. With so few, subroutine i is called by the number i - 107, byte 0x20 + i. */
static const char *const LOCAL[] = {
        "8c 8c 05 0b",       /* 0: a line */
        "8d",                /* 1: a number, and no return */
        "0e",                /* 2: the end */
        "23 0a",             /* 3: calls itself */
        "20 1d 0b",          /* 4: calls global 0 */
        "8c 8d 01 8c 8d 03", /* 5: two stems */
        "20",                /* 6: the number of subroutine 0 */
        "0b 00",             /* 7: nothing; what follows a return is not read */
};
static const char *const GLOBAL[] = {"8d 8d 05 0b"};

enum { LOCAL_N = COUNT(LOCAL), GLOBAL_N = 1 };

struct subrs {
	uint8_t offsets[LOCAL_N + 1], data[64];
	struct cff_index index;
};

static void make_subrs(const char *const *hex, uint32_t count, struct subrs *ret)
{
	size_t at = 0;

	ret->offsets[0] = 1;
	for (uint32_t i = 0; i < count; i++) {
		size_t n;
		uint8_t *p = from_hex(hex[i], &n);

		memcpy(ret->data + at, p, n);
		at += n;
		ret->offsets[i + 1] = (uint8_t)(at + 1);
		free(p);
	}
	ret->index = (struct cff_index){
	        .offsets = ret->offsets, .data = {ret->data, at}, .count = count, .width = 1};
}

#define EIGHT(s) s s s s s s s s
#define FORTY_EIGHT(s) EIGHT(s) EIGHT(s) EIGHT(s) EIGHT(s) EIGHT(s) EIGHT(s)

/* Charstrings and the expected results; NULL: refused. */
static const struct {
	const char *name, *code, *flat;
} CODES[] = {
        {"number before the end", "8c 8c 15 1c0102 8c 05 8d 0e", NULL},
        {"end", "0e", "0e"},
        {"end with width", "8c 0e", "8c 0e"},
        {"numbers of every length", "f70a fb0a 15 1c0102 ff00018000 05 0e",
         "f70a fb0a 15 1c0102 ff00018000 05 0e"},
        {"width before a move", "ee 8c 8c 15 0e", "ee 8c 8c 15 0e"},
        {"width before a move along an axis", "ee 8c 16 8c 04 0e", "ee 8c 16 8c 04 0e"},
        {"flex", "8c 16 8c 8c 8c 8c 8c 8c 8c 0c22 0e", "8c 16 8c 8c 8c 8c 8c 8c 8c 0c22 0e"},
        {"stems", "8c 8d 01 8c 8d 03 8c 8c 15 0e", "8c 8c 15 0e"},
        {"width before stems", "ee 8c 8d 12 8c 8d 17 8c 8c 15 0e", "ee 8c 8c 15 0e"},
        {"no second width", "ee 8c 8d 01 ee 8c 8c 15 0e", NULL},
        {"mask that looks like an operator", "8c 8d 12 13 0e 8c 8c 15 0e", "8c 8c 15 0e"},
        {"mask with stems of its own", "8c 8d 12 8c 8d 13 0e 8c 16 0e", "8c 16 0e"},
        {"mask first, with a width", "ee 8c 8d 13 0e 8c 16 0e", "ee 8c 16 0e"},
        {"mask in the drawing", "8c 8d 12 8c 16 13 0e 8c 06 0e", "8c 16 8c 06 0e"},
        {"counter mask", "8c 8d 12 14 0e 13 0e 8c 16 0e", "8c 16 0e"},
        {"eight stems, one byte", EIGHT("8c 8d ") "12 13 0e 8c 16 0e", "8c 16 0e"},
        {"nine stems, two bytes", EIGHT("8c 8d ") "8c 8d 12 13 0e 0e 8c 16 0e", "8c 16 0e"},
        {"local subroutine", "8c 16 20 0a 0e", "8c 16 8c 8c 05 0e"},
        {"global subroutine", "8c 16 20 1d 0e", "8c 16 8d 8d 05 0e"},
        {"one inside the other", "8c 16 24 0a 0e", "8c 16 8d 8d 05 0e"},
        {"operands out of a subroutine", "8c 16 8c 21 0a 05 0e", "8c 16 8c 8d 05 0e"},
        {"end in a subroutine", "8c 16 22 0a 8c 05", "8c 16 0e"},
        {"stems in a subroutine", "25 0a 13 0e 8c 16 0e", "8c 16 0e"},
        {"number of a subroutine out of another", "8c 16 26 0a 0a 0e", "8c 16 8c 8c 05 0e"},
        {"number below a call", "8c 16 20 27 0a 0a 0e", "8c 16 8c 8c 05 0e"},
        {"call in a long form", "8c 16 1cff95 0a 0e", "8c 16 8c 8c 05 0e"},
        {"full stack", "8c 16 " FORTY_EIGHT("8c ") "05 0e", "8c 16 " FORTY_EIGHT("8c ") "05 0e"},
        {"stack too full", "8c 16 " FORTY_EIGHT("8c ") "8c 05 0e", NULL},
        {"accented letter of endchar", "8c 8c 8c 8c 0e", NULL},
        {"accented letter with width", "8c 8c 8c 8c 8c 0e", NULL},
        {"nothing", "", NULL},
        {"no end", "8c 16", NULL},
        {"return outside", "8c 16 0b 0e", NULL},
        {"half a number", "8c 16 1c01", NULL},
        {"half an escape", "8c 16 8c 0c", NULL},
        {"mask cut off", EIGHT("8c 8d ") "8c 8d 12 13 0e", NULL},
        {"mask of no stems", "13 8c 16 0e", NULL},
        {"sum", "8c 8c 0c0a 16 0e", NULL},
        {"unknown operator", "8c 16 8c 02 0e", NULL},
        {"line without a move", "8c 8c 05 0e", NULL},
        {"line to nowhere", "8c 16 05 0e", NULL},
        {"stems in the drawing", "8c 16 8c 8d 01 0e", NULL},
        {"half a stem", "8c 8d 01 8c 8d 8c 01 8c 16 0e", NULL},
        {"move with too much", "8c 8c 8c 8c 15 0e", NULL},
        {"no such subroutine", "8c 16 28 0a 0e", NULL},
        {"no such global subroutine", "8c 16 21 1d 0e", NULL},
        {"call of nothing", "0a 0e", NULL},
        {"call of a fraction", "8c 16 ffff950000 0a 0e", NULL},
        {"endless calls", "8c 16 23 0a 0e", NULL},
};

static void charstrings_lose_subroutines_and_hints_or_are_refused(void **state)
{
	struct subrs local, global;

	(void)state;
	make_subrs(LOCAL, LOCAL_N, &local);
	make_subrs(GLOBAL, GLOBAL_N, &global);
	for (size_t i = 0; i < COUNT(CODES); i++) {
		struct charstring_source from = {&global.index, &local.index, 1000};
		const char *want = CODES[i].flat;
		struct buf out = {0};
		size_t n, want_n = 0;
		uint8_t *code = from_hex(CODES[i].code, &n);
		uint8_t *flat = want != NULL ? from_hex(want, &want_n) : NULL;

		buf_puts(&out, "before");
		if (charstring_flatten(&from, (struct cff_bytes){code, n}, &out) !=
		            (want != NULL) ||
		    out.n != 6 + want_n || memcmp(out.p, "before", 6) != 0 ||
		    (want_n > 0 && memcmp(out.p + 6, flat, want_n) != 0))
			fail_msg("%s", CODES[i].name);
		buf_release(&out);
		free(code);
		free(flat);
	}
}

/* The width and the first point are written anew, in their shortest form. */
static void a_charstring_gets_another_box(void **state)
{
	static const struct {
		const char *code, *fitted;
		struct charstring_box box;
	} FITTED[] = {
	        {"ff03e88000 8c 8d 15 0e", "ff03848000 28 bf 15 0e", {100, 0, 50, 0, 0}},
	        {"8c 16 8c 06 0e", "f806 82 8b 15 8c 06 0e", {10, 20, 0, 1000, 600}},
	        {"0e", "fc88 0e", {0, 0, 0, 0, 500}},
	        {"0e", "1c07d0 0e", {-2000, 0, 0, 0, 0}},
	        {"0e", "1cf830 0e", {0, 2000, 0, 0, 0}},
	        {"0e", NULL, {40000, 0, 0, 0, 0}},
	        {"8c 15 0e", NULL, {0, 0, 0, 0, 0}},
	        {"16 0e", NULL, {0, 0, 0, 0, 0}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(FITTED); i++) {
		const char *want = FITTED[i].fitted;
		struct buf out = {0};
		size_t n, want_n = 0;
		uint8_t *code = from_hex(FITTED[i].code, &n);
		uint8_t *fitted = want != NULL ? from_hex(want, &want_n) : NULL;

		buf_puts(&out, "before");
		buf_put(&out, (const char *)code, n);
		assert_int_equal(charstring_fit(&out, 6, &FITTED[i].box), want != NULL);
		if (want != NULL) {
			assert_int_equal(out.n, 6 + want_n);
			assert_memory_equal(out.p + 6, fitted, want_n);
		}
		buf_release(&out);
		free(code);
		free(fitted);
	}
}

/* Nested calls can take time without making the glyph longer. */
static void flattening_stops_when_the_tokens_are_used_up(void **state)
{
	static const uint8_t CODE[] = {0x8c, 0x16, 0x0e};
	struct cff_index none = {0};

	(void)state;
	for (size_t tokens = 0; tokens < 5; tokens++) {
		struct charstring_source from = {&none, &none, tokens};
		struct buf out = {0};

		assert_int_equal(charstring_flatten(&from, (struct cff_bytes){CODE, 3}, &out),
		                 tokens >= 3);
		buf_release(&out);
	}
}

enum { SAMPLE_N = 12 };

/* Makes a subset of a table, with a face opened just for this. */
static bool make_subset(const void *p, size_t n, const uint32_t *gids, size_t gid_n,
                        struct buf *ret)
{
	struct cff_face *face = cff_face_open((struct cff_bytes){p, n});
	bool made = face != NULL && cff_subset(face, plain(gids, gid_n), gid_n, ret);

	cff_face_close(face);
	return made;
}

/* Whether a subset is made; if so, checks that subsetting it again reproduces it. */
static bool makes_subset(const uint8_t *p, size_t n, const uint32_t *gids, size_t gid_n)
{
	struct buf first, again;
	uint32_t all[SAMPLE_N];

	if (!make_subset(p, n, gids, gid_n, &first))
		return false;
	for (uint32_t i = 0; i < gid_n; i++)
		all[i] = i + 1;
	assert_true(make_subset(first.p, first.n, all, gid_n, &again));
	assert_int_equal(first.n, again.n);
	assert_memory_equal(first.p, again.p, first.n);
	buf_release(&first);
	buf_release(&again);
	return true;
}

static void glyphs_must_exist(void **state)
{
	static const struct {
		uint32_t gids[3];
		size_t n;
		bool good;
	} ROWS[] = {
	        {{0}, 0, true},         {{1, 2, 3}, 3, true},     {{90, 50, 1}, 3, true},
	        {{1, 2, 1}, 3, true},   {{0, 1}, 2, false},       {{1, 0}, 2, false},
	        {{1, 65535}, 2, false}, {{UINT32_MAX}, 1, false},
	};
	size_t n;
	uint8_t *p = cff_table(*state, "sans.otf", &n);

	for (size_t i = 0; i < COUNT(ROWS); i++)
		assert_int_equal(makes_subset(p, n, ROWS[i].gids, ROWS[i].n), ROWS[i].good);
	free(p);
}

/* Checks with FreeType, which loads glyphs of a bare CID-keyed table by CID. */
static void check_cids(const struct scene *sc, const char *file, const struct buf *table,
                       const uint32_t *gids, size_t n)
{
	const char *registry, *ordering;
	FT_Int supplement;
	size_t size;
	char *data = font_file(sc, file, &size);
	FT_Library lib;
	FT_Face whole, part;

	assert_int_equal(FT_Init_FreeType(&lib), 0);
	assert_int_equal(FT_New_Memory_Face(lib, (FT_Byte *)data, (FT_Long)size, 0, &whole), 0);
	assert_int_equal(FT_New_Memory_Face(lib, (FT_Byte *)table->p, (FT_Long)table->n, 0, &part),
	                 0);
	assert_true(FT_IS_CID_KEYED(part));
	assert_int_equal(
	        FT_Get_CID_Registry_Ordering_Supplement(part, &registry, &ordering, &supplement),
	        0);
	assert_string_equal(registry, "Adobe");
	assert_string_equal(ordering, "Identity");
	assert_int_equal(supplement, 0);
	assert_int_equal(part->num_glyphs, n + 1);
	assert_int_equal(part->units_per_EM, whole->units_per_EM);
	for (uint32_t i = 0; i < n; i++) {
		FT_UInt cid;

		assert_int_equal(FT_Get_CID_From_Glyph_Index(part, i + 1, &cid), 0);
		assert_int_equal(cid, i + 1);
		assert_true(is_same_glyph(whole, gids[i], part, i + 1));
	}
	FT_Done_Face(whole);
	FT_Done_Face(part);
	FT_Done_FreeType(lib);
	free(data);
}

/* Glyphs in any order, some repeated, in CID-keyed and name-keyed tables. */
static void cids_count_the_glyphs_given(void **state)
{
	static const struct {
		const char *file;
		uint32_t gids[6];
	} ROWS[] = {{"sans.otf", {90, 1, 50, 1, 90, 2}},
	            {"serif.otf", {3, 200, 100, 200, 7, 7}},
	            {"bars.otf", {2, 1, 2, 2, 1, 1}}};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		size_t n;
		uint8_t *p = cff_table(*state, ROWS[i].file, &n);
		struct buf made;

		assert_true(make_subset(p, n, ROWS[i].gids, 6, &made));
		check_cids(*state, ROWS[i].file, &made, ROWS[i].gids, 6);
		buf_release(&made);
		free(p);
	}
}

/* What is done with tables that our own reader refuses. */
static void glyphs_drawn_anew_are_the_same(void **state)
{
	static const uint32_t BAD[] = {1, 0}, GONE[] = {65535};
	static const struct {
		const char *file;
		uint32_t gids[4];
	} ROWS[] = {{"sans.otf", {90, 1, 50, 1}},
	            {"serif.otf", {3, 200, 100, 200}},
	            {"bars.otf", {2, 1, 2, 2}}};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		size_t size;
		char *data = font_file(*state, ROWS[i].file, &size);
		struct buf made = {0};
		FT_Library lib;
		FT_Face face;

		assert_int_equal(FT_Init_FreeType(&lib), 0);
		assert_int_equal(FT_New_Memory_Face(lib, (FT_Byte *)data, (FT_Long)size, 0, &face),
		                 0);
		assert_true(cff_redraw(face, "Redrawn", plain(ROWS[i].gids, 4), 4, &made));
		check_cids(*state, ROWS[i].file, &made, ROWS[i].gids, 4);
		assert_false(cff_redraw(face, "Redrawn", plain(BAD, 2), 2, &made));
		assert_false(cff_redraw(face, "Redrawn", plain(GONE, 1), 1, &made));
		buf_release(&made);
		FT_Done_Face(face);
		FT_Done_FreeType(lib);
		free(data);
	}
}

/* By the font matrix, which is absent for 1000. */
static void glyphs_drawn_anew_have_the_same_units(void **state)
{
	static const uint16_t UNITS[] = {16, 256, 999, 1000, 1024, 2048, 16384};
	size_t size;
	char *data = font_file(*state, "bars.otf", &size);
	FT_Library lib;
	FT_Face face, part;

	assert_int_equal(FT_Init_FreeType(&lib), 0);
	assert_int_equal(FT_New_Memory_Face(lib, (FT_Byte *)data, (FT_Long)size, 0, &face), 0);
	for (size_t i = 0; i < COUNT(UNITS); i++) {
		struct buf made = {0};

		face->units_per_EM = UNITS[i];
		assert_true(cff_redraw(face, "Redrawn", plain((const uint32_t[]){1}, 1), 1, &made));
		assert_int_equal(
		        FT_New_Memory_Face(lib, (FT_Byte *)made.p, (FT_Long)made.n, 0, &part), 0);
		assert_int_equal(part->units_per_EM, UNITS[i]);
		FT_Done_Face(part);
		buf_release(&made);
	}
	FT_Done_Face(face);
	FT_Done_FreeType(lib);
	free(data);
}

/* A place to damage: anywhere, among the counts and offsets at the start, or in the last DICTs. */
static size_t any_place(uint32_t *seed, size_t n)
{
	switch (next_random(seed) % 3) {
	case 0:
		return next_random(seed) % n;
	case 1:
		return next_random(seed) % (n < 400 ? n : 400);
	default:
		return n - 1 - next_random(seed) % (n < 1500 ? n : 1500);
	}
}

static void damaged_tables_are_used_or_refused(void **state)
{
	static const char *const NAMES[] = {"sans.otf", "serif.otf"};
	const char *more = getenv("KANBEN_ROUNDS"); /* for a long run by hand */
	int rounds = more != NULL ? atoi(more) : 400;
	uint32_t seed = 5176, gids[SAMPLE_N];
	size_t n, made = 0;

	for (size_t k = 0; k < 2; k++) {
		uint8_t *whole = cff_table(*state, NAMES[k], &n), *p = malloc(n);

		for (int round = 0; round < rounds; round++) {
			gids[0] = 1 + next_random(&seed) % 20;
			for (size_t i = 1; i < SAMPLE_N; i++)
				gids[i] = gids[i - 1] + 1 + next_random(&seed) % 20;
			memcpy(p, whole, n);
			for (int i = 0; i <= round % 6; i++)
				p[any_place(&seed, n)] = (uint8_t)next_random(&seed);
			made += makes_subset(p, n, gids, SAMPLE_N);
		}
		assert_true(made > 0 && made < (size_t)(2 * rounds));
		free(whole);
		free(p);
	}
}

static void truncated_tables_are_used_or_refused(void **state)
{
	static const uint32_t GIDS[] = {1, 5, 40, 90};
	size_t n;
	uint8_t *whole = cff_table(*state, "sans.otf", &n);

	assert_true(makes_subset(whole, n, GIDS, 4));
	for (size_t k = 0; k < n; k += k < 600 || k + 600 > n ? 1 : n / 97) {
		uint8_t *p = malloc(k > 0 ? k : 1);

		memcpy(p, whole, k);
		if (k < 100)
			assert_false(makes_subset(p, k, GIDS, 4));
		else
			(void)makes_subset(p, k, GIDS, 4);
		free(p);
	}
	free(whole);
}

/* Cached glyphs equal freshly made ones, in damaged faces too. */
static void results_do_not_depend_on_earlier_subsets(void **state)
{
	uint32_t seed = 5177, gids[SAMPLE_N];
	size_t n, made = 0;
	uint8_t *whole = cff_table(*state, "serif.otf", &n), *p = malloc(n);

	for (int round = 0; round < 60; round++) {
		struct cff_face *face;

		memcpy(p, whole, n);
		if (round % 2 == 1)
			p[any_place(&seed, n)] = (uint8_t)next_random(&seed);
		face = cff_face_open((struct cff_bytes){p, n});
		for (int k = 0; k < 4 && face != NULL; k++) {
			struct buf fresh, kept;
			bool is_made;

			gids[0] = 1 + next_random(&seed) % 20;
			for (size_t i = 1; i < SAMPLE_N; i++)
				gids[i] = gids[i - 1] + 1 + next_random(&seed) % 5;
			is_made = make_subset(p, n, gids, SAMPLE_N, &fresh);
			assert_int_equal(cff_subset(face, plain(gids, SAMPLE_N), SAMPLE_N, &kept),
			                 is_made);
			if (!is_made)
				continue;
			made++;
			assert_int_equal(kept.n, fresh.n);
			assert_memory_equal(kept.p, fresh.p, fresh.n);
			buf_release(&fresh);
			buf_release(&kept);
		}
		cff_face_close(face);
	}
	assert_true(made > 100);
	free(whole);
	free(p);
}

/* A cached glyph is charged its full cost, so that results do not depend on earlier calls. */
/* FDSelect, format 3, whole or cut off; of no ranges none is right. */
static void glyphs_belong_to_ranges(void **state)
{
	static const uint8_t ranges[] = {3, 0, 2, 0, 0, 0, 0, 5, 1, 0, 10}, none[5] = {3};
	struct cff f = {.glyphs = {.count = 11}, .fd_count = 2};
	uint32_t fd;

	(void)state;
	for (size_t n = 1; n <= sizeof(ranges); n++) {
		f.fd_select = (struct cff_bytes){ranges, n};
		for (uint32_t gid = 0; gid < 12; gid++) {
			assert_int_equal(cff_fd_get(&f, gid, &fd), n == sizeof(ranges) && gid < 10);
			if (n == sizeof(ranges) && gid < 10)
				assert_int_equal(fd, gid >= 5);
		}
	}
	f.fd_select = (struct cff_bytes){none, sizeof(none)};
	assert_false(cff_fd_get(&f, 0, &fd));
}

static void cached_glyphs_use_their_tokens(void **state)
{
	size_t n, all = 100000, before;
	uint8_t *p = cff_table(*state, "serif.otf", &n);
	struct cff cff;
	struct charstring_cache glyphs = {.cff = &cff};
	struct buf out = {0};

	assert_true(cff_open((struct cff_bytes){p, n}, &cff));
	assert_true(charstring_cache_put(&glyphs, 5, 0, &all, &out));
	before = 100000 - all;
	assert_true(before > 10);
	for (size_t k = 0; k < 2; k++) {
		size_t enough = before, less = before - 1;

		assert_true(charstring_cache_put(&glyphs, 5, 0, &enough, &out));
		assert_int_equal(enough, 0);
		assert_false(charstring_cache_put(&glyphs, 5, 0, &less, &out));
		charstring_cache_release(&glyphs);
		glyphs = (struct charstring_cache){.cff = &cff};
	}
	buf_release(&out);
	charstring_cache_release(&glyphs);
	free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(charstrings_lose_subroutines_and_hints_or_are_refused),
	        cmocka_unit_test(a_charstring_gets_another_box),
	        cmocka_unit_test(flattening_stops_when_the_tokens_are_used_up),
	        TEST(glyphs_must_exist),
	        TEST(cids_count_the_glyphs_given),
	        TEST(glyphs_drawn_anew_are_the_same),
	        TEST(glyphs_drawn_anew_have_the_same_units),
	        TEST(damaged_tables_are_used_or_refused),
	        TEST(truncated_tables_are_used_or_refused),
	        TEST(results_do_not_depend_on_earlier_subsets),
	        cmocka_unit_test(glyphs_belong_to_ranges),
	        TEST(cached_glyphs_use_their_tokens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
