/* SPDX-License-Identifier: MIT */
/* test_font_files.c: the files of chain entries: found by name, preferred, refused, embedded whole.
 */
#include "font_bench.h"

#define SIMPLE "{\"roles\":{\"r\":["
#define END "{\"file\":\"serif.otf\"}]}}"

static const char TITLE[] = SIMPLE "{\"names\":[\"方正小标宋简体\"],\"optional\":true}," END;

static struct font_choice choose_first(struct scene *sc)
{
	struct font_choice c = {0};

	assert_int_equal(font_choose(sc->fs, 0, U'一', &sc->dl, &c), RC_OK);
	return c;
}

static bool is_official(struct scene *sc)
{
	struct font_choice c = choose_first(sc);

	assert_int_equal(c.chain, 0);
	return strcmp(name_of(&c), "NotoSerifCJKsc-Regular") != 0;
}

/* By every kind of name, whatever the name of the file and wherever in local/ it is. */
static void a_face_in_local_is_found_by_any_of_its_names(void **state)
{
	static const char *const WANTED[][2] = {
	        {"方正小标宋简体", "named.ttf"},      {"FZXiaoBiaoSong-B05S", "named.ttf"},
	        {"fzxiaobiaosong b05s", "named.ttf"}, {"FZXBSJW--GB1-0", "named.ttf"},
	        {"仿宋_GB2312", "named.ttc"},         {"仿宋GB2312", "named.ttc"},
	        {"楷体_GB2312", "named.ttc"},         {"Kanben Test Bars", "named.ttc"},
	};
	static const char *const OTHERS[] = {"方正小标宋", "FZXiaoBiaoSong", "Noto", "仿宋"};
	struct scene *sc = *state;
	char json[512];

	put_font(sc, "named.ttf", "local/deep/down/x.TTF");
	put_font(sc, "named.ttc", "local/y.ttc");
	for (size_t i = 0; i < COUNT(WANTED); i++) {
		struct font_entry e;

		snprintf(json, sizeof(json),
		         SIMPLE "{\"names\":[\"none\",\"%s\"],\"optional\":true}," END,
		         WANTED[i][0]);
		open_with(sc, json);
		assert_true(is_official(sc));
		font_entry_describe(sc->fs, 0, 0, &e);
		assert_int_equal(e.origin, FONT_LOCAL);
		assert_true(e.own);
		assert_non_null(strstr(e.path, strchr(WANTED[i][1], '.') + 3));
		font_set_close(sc->fs);
		sc->fs = NULL;
	}
	for (size_t i = 0; i < COUNT(OTHERS); i++) {
		snprintf(json, sizeof(json), SIMPLE "{\"names\":[\"%s\"],\"optional\":true}," END,
		         OTHERS[i]);
		open_with(sc, json);
		assert_false(is_official(sc));
		font_set_close(sc->fs);
		sc->fs = NULL;
	}
	assert_int_equal(sc->dl.error_n, 0);
}

/* Of two entries with the same file one may be asked only for where it is. */
static void a_face_is_shared_only_once_it_is_open(void **state)
{
	struct scene *sc = *state;
	struct font_entry e;
	const char *path;

	put_font(sc, "named.ttf", "local/x.ttf");
	open_with(sc, "{\"roles\":{\"r\":[{\"file\":\"x.ttf\"}],"
	              "\"s\":[{\"file\":\"x.ttf\",\"names\":[\"方正小标宋简体\"]}]}}");
	path = font_entry_path(sc->fs, 0, 0);
	assert_string_equal(path, font_entry_path(sc->fs, 1, 0));
	font_entry_describe(sc->fs, 1, 0, &e);
	assert_int_equal(e.state, FONT_USABLE);
	assert_non_null(e.font);
}

static void earlier_names_and_local_files_take_precedence(void **state)
{
	struct scene *sc = *state;
	struct font_entry e;

	put_font(sc, "named.ttf", "local/a.ttf");
	put_font(sc, "named.ttc", "local/b.ttc");
	open_with(sc, SIMPLE "{\"names\":[\"仿宋_GB2312\",\"方正小标宋简体\"]}," END);
	font_entry_describe(sc->fs, 0, 0, &e);
	assert_non_null(strstr(e.path, "b.ttc"));
	assert_string_equal(e.wanted, "仿宋_GB2312");
	font_set_close(sc->fs);
	open_with(sc, SIMPLE "{\"file\":\"bars.otf\",\"names\":[\"方正小标宋简体\"]}," END);
	font_entry_describe(sc->fs, 0, 0, &e);
	assert_non_null(strstr(e.path, "bars.otf"));
	assert_int_equal(e.origin, FONT_OWN);
}

/* Folders with a fonts.json are not scanned for names; all others are. */
static void folders_without_a_fonts_json_are_searched_by_name(void **state)
{
	struct scene *sc = *state;
	char more[PATH_MAX];
	const char *search[] = {sc->folder, more, sc->fonts};
	struct font_entry e;

	path_of(sc, "more", more);
	put_font(sc, "named.ttf", "named-otherwise.ttf");
	put_file(sc, "fonts.json", TITLE, strlen(TITLE));
	assert_int_equal(font_set_open(search, 3, &sc->dl, &sc->fs), RC_OK);
	assert_false(is_official(sc));
	font_set_close(sc->fs);
	put_font(sc, "named.ttf", "more/mine.ttf");
	assert_int_equal(font_set_open(search, 3, &sc->dl, &sc->fs), RC_OK);
	assert_true(is_official(sc));
	font_entry_describe(sc->fs, 0, 0, &e);
	assert_int_equal(e.origin, FONT_OWN);
}

static void system_fonts_are_used_only_where_allowed(void **state)
{
	struct scene *sc = *state;
	char system[PATH_MAX];
	const char *folders[] = {"/nonexistent", system};

	put_font(sc, "named.ttf", "system/truetype/official.ttf");
	path_of(sc, "system", system);
	open_with(sc, TITLE);
	font_set_use_system(sc->fs, folders, 2);
	assert_false(is_official(sc));
	font_set_close(sc->fs);
	open_with(sc,
	          SIMPLE "{\"names\":[\"方正小标宋简体\"],\"optional\":true,\"system\":true}," END);
	font_set_use_system(sc->fs, folders, 2);
	assert_true(is_official(sc));
	assert_true(is_official(sc));
	assert_int_equal(sc->dl.error_n + sc->dl.warning_n, 0);
	assert_non_null(sc->dl.first); /* a single note that names the file */
	assert_null(sc->dl.first->next);
	assert_non_null(strstr(sc->dl.first->message, "official.ttf"));
	/* Faces in local/ take precedence over those of the system. */
	put_font(sc, "named.ttf", "local/mine.ttf");
	font_set_close(sc->fs);
	open_with(sc,
	          SIMPLE "{\"names\":[\"方正小标宋简体\"],\"optional\":true,\"system\":true}," END);
	font_set_use_system(sc->fs, folders, 2);
	assert_true(is_official(sc));
	assert_null(sc->dl.first->next);
}

static void a_system_font_that_forbids_embedding_is_skipped(void **state)
{
	struct scene *sc = *state;
	char system[PATH_MAX];
	const char *folders[] = {system};

	put_font(sc, "restricted.ttf", "system/a.ttf");
	path_of(sc, "system", system);
	open_with(sc, SIMPLE
	          "{\"names\":[\"Kanben Test Bars\"],\"optional\":true,\"system\":true}," END);
	font_set_use_system(sc->fs, folders, 1);
	assert_false(is_official(sc));
	assert_int_equal(sc->dl.error_n, 0);
	assert_non_null(sc->dl.first);
	assert_non_null(strstr(sc->dl.first->message, "0x0002"));
}

static void a_face_in_local_that_forbids_embedding_is_refused(void **state)
{
	struct scene *sc = *state;
	struct font_choice c;
	struct font_entry e;

	put_font(sc, "restricted.ttf", "local/a.ttf");
	open_with(sc, SIMPLE "{\"names\":[\"Kanben Test Bars\"],\"optional\":true}," END);
	assert_int_equal(font_choose(sc->fs, 0, U'一', &sc->dl, &c), RC_IO);
	assert_int_equal(sc->dl.error_n, 1);
	assert_non_null(strstr(sc->dl.first->message, "0x0002"));
	assert_non_null(strstr(sc->dl.first->message, "local/a.ttf"));
	font_entry_describe(sc->fs, 0, 0, &e);
	assert_int_equal(e.state, FONT_NOT_EMBEDDABLE);
	assert_int_equal(e.fs_type, 2);
}

/* OpenType, OS/2, fsType: usage permissions, no subsetting (0x0100), bitmaps only (0x0200). */
static void embedding_permissions_are_respected(void **state)
{
	static const struct {
		unsigned fs_type;
		enum font_state state;
	} CASES[] = {
	        {0x0000, FONT_USABLE},         {0x0002, FONT_NOT_EMBEDDABLE},
	        {0x0004, FONT_USABLE},         {0x0008, FONT_USABLE},
	        {0x000C, FONT_USABLE},         {0x000A, FONT_USABLE},
	        {0x0100, FONT_USABLE},         {0x0102, FONT_NOT_EMBEDDABLE},
	        {0x0200, FONT_NOT_EMBEDDABLE}, {0x0204, FONT_NOT_EMBEDDABLE},
	};
	struct scene *sc = *state;
	size_t n;
	char *p = font_file(sc, "restricted.ttf", &n);
	hb_blob_t *blob = hb_blob_create(p, (unsigned)n, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *face = hb_face_create(blob, 0);
	hb_blob_t *os2 = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
	char *at = p + (hb_blob_get_data(os2, NULL) - hb_blob_get_data(blob, NULL)) + 8;

	assert_int_equal(at[1], 2);
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct font_entry e;

		at[0] = (char)(CASES[i].fs_type >> 8);
		at[1] = (char)(CASES[i].fs_type & 0xFF);
		put_file(sc, "font.otf", p, n);
		open_with(sc, SIMPLE "{\"file\":\"font.otf\"}," END);
		font_entry_describe(sc->fs, 0, 0, &e);
		assert_int_equal(e.state, CASES[i].state);
		font_set_close(sc->fs);
		sc->fs = NULL;
	}
	hb_blob_destroy(os2);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	free(p);
}

/* fsType bit 8: the program has all glyphs. In TrueType it is the face's own. */
static void a_face_that_forbids_subsetting_is_embedded_whole(void **state)
{
	static const struct {
		const char *file;
		int index;
	} CASES[] = {{"whole.ttf", 0}, {"whole.otf", 0}, {"whole.ttc", 1}};
	struct scene *sc = *state;

	for (size_t i = 0; i < COUNT(CASES); i++) {
		const struct font *f = open_face(sc, CASES[i].file, CASES[i].index, 'H');
		struct font_choice c;
		struct font_program p = {0};
		FT_Library lib;
		FT_Face face;

		assert_int_equal(font_choose(sc->fs, 0, U'一', &sc->dl, &c), RC_OK);
		assert_int_equal(font_subset(f, &(struct font_glyph){.gid = c.gid}, 1, &p), RC_OK);
		assert_true(p.whole);
		assert_true(p.glyphs == NULL || p.glyphs[0] == c.gid);
		assert_int_equal(FT_Init_FreeType(&lib), 0);
		assert_int_equal(
		        FT_New_Memory_Face(lib, (FT_Byte *)p.data.p, (FT_Long)p.data.n, 0, &face),
		        0);
		assert_int_equal(face->num_glyphs, 3);
		assert_int_equal(face->num_faces, 1);
		FT_Done_Face(face);
		FT_Done_FreeType(lib);
		font_program_release(&p);
		font_set_close(sc->fs);
		sc->fs = NULL;
	}
}

/* KiB of a file's mapping in memory; 0: it is not mapped. */
static long resident(const char *file)
{
	FILE *f = fopen("/proc/self/smaps", "r");
	char line[2 * PATH_MAX];
	bool here = false;
	unsigned long from, to;
	long kib = 0, n;

	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		if (sscanf(line, "%lx-%lx", &from, &to) == 2) /* also of one without a name */
			here = strstr(line, file) != NULL;
		else if (here && sscanf(line, "Rss: %ld", &n) == 1)
			kib += n;
	}
	fclose(f);
	return kib;
}

/* Twice a mapped file goes out of memory; the face is the same afterwards, and if it was read. */
static void what_a_face_gives_back_is_read_again(void **state)
{
	struct scene *sc = *state;

	for (int whole = 0; whole < 2; whole++) {
		const struct font *f;
		struct font_program before = {0}, after = {0};
		const struct font_glyph glyph = {.gid = 1};

		put_font(sc, "serif.otf", "giving.otf");
		open_with(sc, "{\"roles\":{\"r\":[{\"file\":\"giving.otf\"}]}}");
		if (whole)
			font_set_read(sc->fs);
		f = choose(sc, "r", U'一').font;
		for (int i = 0; i < 3; i++) {
			assert_int_equal(font_subset(f, &glyph, 1, &before), RC_OK);
			assert_int_equal(resident("giving.otf") > 0, !whole);
			font_give_back(f);
			if (getenv("KANBEN_EMULATED") == NULL) /* qemu keeps them */
				assert_int_equal(resident("giving.otf") > 0, !whole && i == 2);
			assert_int_equal(font_subset(f, &glyph, 1, &after), RC_OK);
			assert_int_equal(before.data.n, after.data.n);
			assert_memory_equal(before.data.p, after.data.p, after.data.n);
			font_program_release(&before);
			font_program_release(&after);
		}
		font_set_close(sc->fs);
		sc->fs = NULL;
	}
}

/* The licensed face is centred at 400, serif.otf at 380. */
static void fallbacks_are_aligned_with_a_licensed_face(void **state)
{
	struct scene *sc = *state;
	struct font_choice c;

	put_font(sc, "named.ttf", "local/official.ttf");
	open_with(sc,
	          "{\"sets\":{\"rare\":[\"U+20000-3FFFF\"],\"h\":[\"U+0048\"]},\"roles\":{\"r\":["
	          "{\"names\":[\"方正小标宋简体\"],\"optional\":true},"
	          "{\"file\":\"serif.otf\"},"
	          "{\"file\":\"rare.ttf\",\"only\":[\"rare\"],\"shift\":-8},"
	          "{\"file\":\"rare.ttf\",\"shift\":-8}]}}");
	assert_int_equal(font_choose(sc->fs, 0, 0x2CE93, &sc->dl, &c), RC_OK);
	assert_int_equal(c.shift, -8); /* the entry is not for common ideographs */
	font_set_close(sc->fs);
	open_with(sc, "{\"roles\":{\"r\":["
	              "{\"names\":[\"方正小标宋简体\"],\"optional\":true},"
	              "{\"file\":\"serif.otf\"},"
	              "{\"file\":\"rare.ttf\",\"shift\":-8}]}}");
	assert_int_equal(font_choose(sc->fs, 0, 0x2CE93, &sc->dl, &c), RC_OK);
	assert_in_range(c.shift, -8 + 17, -8 + 23);
}

/* There is nothing to be aligned with. */
static void a_licensed_face_may_stand_alone(void **state)
{
	static const char *const others[] = {"{\"file\":\"restricted.ttf\"}",
	                                     "{\"file\":\"latin.ttf\",\"optional\":true}"};
	struct scene *sc = *state;
	struct font_entry entry;

	put_font(sc, "named.ttf", "local/official.ttf");
	put_font(sc, "restricted.ttf", "restricted.ttf");
	for (size_t i = 0; i < COUNT(others); i++) {
		char json[400];

		snprintf(json, sizeof(json),
		         "{\"roles\":{\"r\":[{\"names\":[\"方正小标宋简体\"],\"optional\":true},%s,"
		         "{\"file\":\"rare.ttf\",\"optional\":true,\"shift\":-8}]}}",
		         others[i]);
		open_with(sc, json);
		font_entry_describe(sc->fs, 0, 2, &entry);
		assert_int_equal(entry.state, FONT_USABLE);
		assert_int_equal(entry.shift, -8);
		font_set_close(sc->fs);
		sc->fs = NULL;
	}
}

static void names_are_read_in_both_languages(void **state)
{
	struct scene *sc = *state;
	struct font_names names;

	font_names_read(open_face(sc, "named.ttf", 0, 'H'), &sc->arena, &names);
	assert_string_equal(names.family_zh, "方正小标宋简体");
	assert_string_equal(names.family_en, "FZXiaoBiaoSong-B05S");
	font_set_close(sc->fs);
	font_names_read(open_face(sc, "serif.otf", 0, 'H'), &sc->arena, &names);
	assert_string_equal(names.family_en, "Noto Serif CJK SC");
	assert_non_null(strstr(names.licence, "SIL Open Font License"));
	assert_non_null(names.version);
	assert_null(names.family_zh);
}

static void invalid_members_in_fonts_json_are_reported(void **state)
{
	static const char *const BROKEN[] = {
	        "{\"roles\":{\"r\":[{\"names\":\n[]}]}}",
	        "{\"roles\":{\"r\":[{\"names\":\n\"x\"}]}}",
	        "{\"roles\":{\"r\":[{\"names\":\n[1]}]}}",
	        "{\"roles\":{\"r\":[{\"names\":\n[\"\"]}]}}",
	        "{\"roles\":{\"r\":[\n{\"system\":true}]}}",
	        "{\"roles\":{\"r\":[{\"file\":\"x\",\n\"system\":1}]}}",
	};
	struct scene *sc = *state;

	for (size_t i = 0; i < COUNT(BROKEN); i++) {
		put_file(sc, "fonts.json", BROKEN[i], strlen(BROKEN[i]));
		assert_int_equal(open_set(sc), RC_IO);
		assert_int_equal(sc->dl.error_n, i + 1);
		assert_non_null(strstr(sc->dl.last->message, "fonts.json:2:"));
	}
	assert_non_null(strstr(sc->dl.last->message, "true or false"));
}

/* Files in font folders may be anything. */
static void hostile_names_are_harmless(void **state)
{
	static const char *const NAMES[] = {"named.ttf", "named.ttc"};
	struct scene *sc = *state;
	uint32_t seed = 9704;

	for (size_t i = 0; i < 2; i++) {
		size_t n;
		char *whole = font_file(sc, NAMES[i], &n), *p = malloc(n);

		put_font(sc, NAMES[i], "local/font.ttf");
		for (int round = 0; round < 400; round++) {
			struct font_entry e;
			struct font_names names;

			memcpy(p, whole, n);
			for (int k = 0; k < 4; k++)
				p[next_random(&seed) % n] = (char)next_random(&seed);
			put_file(sc, "local/font.ttf", p, round % 4 ? n : next_random(&seed) % n);
			open_with(sc, TITLE);
			font_entry_describe(sc->fs, 0, 0, &e);
			if (e.font != NULL)
				font_names_read(e.font, &sc->arena, &names);
			font_set_close(sc->fs);
			sc->fs = NULL;
		}
		free(p);
		free(whole);
	}
	assert_int_equal(sc->dl.error_n, 0);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(a_face_in_local_is_found_by_any_of_its_names),
	        TEST(a_face_is_shared_only_once_it_is_open),
	        TEST(earlier_names_and_local_files_take_precedence),
	        TEST(folders_without_a_fonts_json_are_searched_by_name),
	        TEST(system_fonts_are_used_only_where_allowed),
	        TEST(a_system_font_that_forbids_embedding_is_skipped),
	        TEST(a_face_in_local_that_forbids_embedding_is_refused),
	        TEST(embedding_permissions_are_respected),
	        TEST(a_face_that_forbids_subsetting_is_embedded_whole),
	        TEST(what_a_face_gives_back_is_read_again),
	        TEST(fallbacks_are_aligned_with_a_licensed_face),
	        TEST(a_licensed_face_may_stand_alone),
	        TEST(names_are_read_in_both_languages),
	        TEST(invalid_members_in_fonts_json_are_reported),
	        TEST(hostile_names_are_harmless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
