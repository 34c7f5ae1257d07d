/* SPDX-License-Identifier: MIT */
#include "font_bench.h"

#include FT_CID_H
#include FT_TRUETYPE_TABLES_H

static void roles_are_known_by_name(void **state)
{
	struct scene *sc = *state;

	assert_int_equal(open_set(sc), RC_OK);
	assert_int_equal(font_role_lookup(sc->fs, "小标宋"), 0);
	assert_int_equal(font_role_lookup(sc->fs, "仿宋"), 1);
	assert_int_equal(font_role_lookup(sc->fs, "隶书"), -1);
}

static void the_chain_determines_the_face_of_each_character(void **state)
{
	struct scene *sc = *state;
	struct font_choice c;

	assert_int_equal(open_set(sc), RC_OK);
	c = choose(sc, "仿宋", U'一');
	assert_string_equal(name_of(&c), "NotoSerifCJKsc-Regular");
	assert_int_equal(c.chain, 0);
	assert_int_equal(c.shift, 0);
	assert_int_equal(c.scale, 1000);
	c = choose(sc, "仿宋", U'1');
	assert_string_equal(name_of(&c), "KanbenTestLatin");
	assert_int_equal(c.chain, 0); /* the Latin face is not a fallback */
	c = choose(sc, "小标宋", U'1');
	assert_string_equal(name_of(&c), "NotoSerifCJKsc-Regular");
	c = choose(sc, "仿宋", 0x2CE93);
	assert_string_equal(name_of(&c), "KanbenTestRare");
	assert_int_equal(c.chain, 1);
	assert_int_equal(c.shift, -80);
}

static void same_file_is_opened_once_for_all_roles(void **state)
{
	struct scene *sc = *state;

	assert_int_equal(open_set(sc), RC_OK);
	assert_ptr_equal(choose(sc, "仿宋", U'一').font, choose(sc, "小标宋", U'二').font);
	assert_int_equal(font_describe(choose(sc, "仿宋", U'一').font)->id, 0);
	assert_int_equal(font_describe(choose(sc, "仿宋", U'1').font)->id, 1);
}

static void an_entry_for_ideographs_does_not_serve_punctuation(void **state)
{
	struct scene *sc = *state;
	struct font_choice c;

	open_with(sc, "{\"sets\":{\"han\":[\"U+4E00-9FFF\",\"U+3007\"]},"
	              "\"roles\":{\"r\":[{\"file\":\"serif.otf\",\"only\":[\"han\"]}]}}");
	assert_int_equal(font_choose(sc->fs, 0, U'一', &sc->dl, &c), RC_OK);
	assert_int_equal(font_choose(sc->fs, 0, U'〇', &sc->dl, &c), RC_OK);
	assert_int_equal(font_choose(sc->fs, 0, U'“', &sc->dl, &c), RC_INPUT);
	assert_int_equal(font_choose(sc->fs, 0, U'，', &sc->dl, &c), RC_INPUT);
}

static void a_character_in_no_face_is_an_input_error_each_time(void **state)
{
	struct scene *sc = *state;
	struct font_choice c;

	assert_int_equal(open_set(sc), RC_OK);
	assert_int_equal(font_choose(sc->fs, 0, U'龘', &sc->dl, &c), RC_INPUT);
	assert_int_equal(font_choose(sc->fs, 0, U'龘', &sc->dl, &c), RC_INPUT);
	assert_int_equal(font_choose(sc->fs, 0, 0x110000, &sc->dl, &c), RC_INPUT);
	assert_int_equal(sc->dl.error_n, 0);
}

static void an_absent_file_is_reported_once_with_advice(void **state)
{
	struct scene *sc = *state;
	struct font_choice c;
	const char *message;

	open_with(sc, "{\"roles\":{\"r\":[{\"file\":\"gone.ttf\"},{\"file\":\"serif.otf\"}]}}");
	assert_int_equal(font_choose(sc->fs, 0, U'一', &sc->dl, &c), RC_IO);
	assert_int_equal(font_choose(sc->fs, 0, U'二', &sc->dl, &c), RC_IO);
	assert_int_equal(sc->dl.error_n, 1);
	assert_string_equal(sc->dl.first->place.rule, "FONT");
	message = sc->dl.first->message;
	assert_non_null(strstr(message, "gone.ttf"));
	assert_non_null(strstr(message, " r,"));
	assert_non_null(strstr(message, sc->folder));
	assert_non_null(strstr(message, "/local"));
	assert_non_null(strstr(message, "fonts/fetch.sh"));
}

static void an_absent_fallback_is_an_error_only_when_needed(void **state)
{
	struct scene *sc = *state;
	struct font_choice c;

	open_with(sc, "{\"roles\":{\"r\":[{\"file\":\"serif.otf\"},{\"file\":\"gone.ttf\"}]}}");
	assert_int_equal(font_choose(sc->fs, 0, U'一', &sc->dl, &c), RC_OK);
	assert_int_equal(sc->dl.error_n, 0);
	assert_int_equal(font_choose(sc->fs, 0, 0x2CE93, &sc->dl, &c), RC_IO);
	assert_int_equal(sc->dl.error_n, 1);
}

static void an_absent_optional_file_is_skipped(void **state)
{
	struct scene *sc = *state;
	struct font_choice c;

	assert_int_equal(open_set(sc), RC_OK);
	c = choose(sc, "黑体", U'一');
	assert_string_equal(name_of(&c), "NotoSansCJKsc-Regular");
	assert_int_equal(c.chain, 0);
	assert_int_equal(choose(sc, "黑体", U'龙').chain, 1);
	assert_int_equal(sc->dl.error_n, 0);
	assert_string_equal(font_chain_names(sc->fs, font_role_lookup(sc->fs, "黑体"), &sc->arena),
	                    "sans.otf, serif.otf, rare.ttf");
}

static void a_licensed_file_in_local_takes_precedence(void **state)
{
	struct scene *sc = *state;
	struct font_choice c;
	char path[PATH_MAX], *p;
	size_t n;

	path_of(sc, "local", path);
	assert_int_equal(mkdir(path, 0700), 0);
	p = font_file(sc, "bars.otf", &n);
	put_file(sc, "local/serif.otf", p, n);
	free(p);
	assert_int_equal(open_set(sc), RC_OK);
	c = choose(sc, "小标宋", U'一');
	assert_string_equal(name_of(&c), "KanbenTestBars");
}

static void font_that_forbids_embedding_is_refused(void **state)
{
	struct scene *sc = *state;
	struct font_choice c;

	open_with(sc, "{\"roles\":{\"r\":[{\"file\":\"restricted.ttf\"}]}}");
	assert_int_equal(font_choose(sc->fs, 0, U'一', &sc->dl, &c), RC_IO);
	assert_int_equal(sc->dl.error_n, 1);
	assert_non_null(strstr(sc->dl.first->message, "0x0002"));
}

static void an_invalid_fonts_json_is_reported_with_its_place(void **state)
{
	static const char *const BROKEN[][2] = {
	        {"{\"roles\": {", "fonts.json:1:"},
	        {"[]", "fonts.json:1:1:"},
	        {"{\"roles\":\n {\"r\": []}}", "fonts.json:2:"},
	        {"{\"roles\":{\"r\":[\n{}]}}", "fonts.json:2:1:"},
	        {"{\"roles\":{\"r\":[{\"file\":\"../x.ttf\"}]}}", "fonts.json:1:"},
	        {"{\"roles\":{\"r\":[{\"file\":\"x\",\n\"shfit\":1}]}}", "fonts.json:2:"},
	        {"{\"roles\":{\"r\":[{\"file\":\"x\",\n\"index\":-1}]}}",
	         "fonts.json:2:9: a whole number from 0 to 255"},
	        {"{\"roles\":{\"r\":[{\"file\":\"x\",\n\"only\":[\"y\"]}]}}", "fonts.json:2:"},
	        {"{\"sets\":\n[[]],\"roles\":{}}", "fonts.json:2:"},
	        {"{\"sets\":{\"s\":[\n\"U+9-1\"]},\"roles\":{}}", "fonts.json:2:"},
	        {"{\"sets\":{\"s\":[\n\"U+-1\"]},\"roles\":{}}", "fonts.json:2:"},
	        {"{\"sets\":{\"s\":[\n\"U+110000\"]},\"roles\":{}}", "fonts.json:2:"},
	};
	struct scene *sc = *state;

	for (size_t i = 0; i < COUNT(BROKEN); i++) {
		put_file(sc, "fonts.json", BROKEN[i][0], strlen(BROKEN[i][0]));
		assert_int_equal(open_set(sc), RC_IO);
		assert_null(sc->fs);
		assert_int_equal(sc->dl.error_n, i + 1);
		assert_null(sc->dl.last->place.source);
		assert_non_null(strstr(sc->dl.last->message, BROKEN[i][1]));
	}
}

static void a_missing_fonts_json_is_reported(void **state)
{
	struct scene *sc = *state;
	const char *search[] = {"/nonexistent", sc->folder};

	assert_int_equal(font_set_open(search, 2, &sc->dl, &sc->fs), RC_IO);
	assert_int_equal(sc->dl.error_n, 1);
	assert_int_equal(font_set_open(search, 0, &sc->dl, &sc->fs), RC_IO);
}

static void facts_of_cid_keyed_cff(void **state)
{
	const struct font_info *i = font_describe(open_face(*state, "serif.otf", 0, U'一'));

	assert_int_equal(i->kind, FONT_CFF);
	assert_int_equal(i->units_per_em, 1000);
	assert_int_equal(i->ascent, 880);
	assert_int_equal(i->descent, -120);
	assert_int_equal(i->cap_height, 729);
	assert_in_range(i->stem_v, 60, 120);
	assert_true(i->serif);
	assert_false(i->fixed_pitch);
}

/* Of its 500; those of the other faces are 400. */
static void stems_follow_the_weight(void **state)
{
	assert_int_equal(font_describe(open_face(*state, "rare.ttf", 0, 0x2CE93))->stem_v, 109);
}

static uint64_t fingerprint(struct scene *sc, const char *file, int index, uint32_t cp)
{
	uint64_t h = font_fingerprint(open_face(sc, file, index, cp));

	font_set_close(sc->fs);
	sc->fs = NULL;
	return h;
}

static void fingerprints_tell_faces_and_their_editions_apart(void **state)
{
	struct scene *sc = *state;
	uint64_t h = fingerprint(sc, "latin.ttf", 0, 'H');
	size_t n;
	char *p = font_file(sc, "latin.ttf", &n);

	assert_true(fingerprint(sc, "bars.otf", 0, 'H') != h);
	assert_true(fingerprint(sc, "collection.ttc", 0, 0x2CE93) !=
	            fingerprint(sc, "collection.ttc", 1, 'H'));
	put_file(sc, "copy.ttf", p, n);
	assert_true(fingerprint(sc, "copy.ttf", 0, 'H') == h);
	p[12 + 4] ^= 1; /* the checksum of the first table */
	put_file(sc, "copy.ttf", p, n);
	assert_true(fingerprint(sc, "copy.ttf", 0, 'H') != h);
	free(p);
}

static void facts_of_name_keyed_cff(void **state)
{
	const struct font_info *i = font_describe(open_face(*state, "bars.otf", 0, 'H'));

	assert_int_equal(i->kind, FONT_CFF);
	assert_string_equal(i->ps_name, "KanbenTestBars");
	assert_int_equal(i->cap_height, 700);
}

static void facts_of_latin_glyf_are_in_thousandths(void **state)
{
	const struct font *f = open_face(*state, "latin.ttf", 0, 'H');
	const struct font_info *i = font_describe(f);

	assert_int_equal(i->kind, FONT_GLYF);
	assert_int_equal(i->units_per_em, 2048);
	assert_int_equal(i->ascent, 891);
	assert_int_equal(i->descent, -216);
	assert_int_equal(i->cap_height, 655);
}

/* Our own reading of the tables, checked against FreeType's. */
static void facts_agree_with_freetype(void **state)
{
	static const struct {
		const char *file;
		uint32_t cp;
	} FACES[] = {{"serif.otf", U'一'}, {"sans.otf", U'一'},   {"bars.otf", 'H'},
	             {"latin.ttf", 'H'},   {"rare.ttf", 0x2CE93}, {"named.ttf", 'H'},
	             {"whole.otf", 'H'}};
	struct scene *sc = *state;
	FT_Library lib;

	assert_int_equal(FT_Init_FreeType(&lib), 0);
	for (size_t i = 0; i < COUNT(FACES); i++) {
		const struct font_info *info =
		        font_describe(open_face(sc, FACES[i].file, 0, FACES[i].cp));
		const TT_OS2 *os2;
		size_t n;
		char *data = font_file(sc, FACES[i].file, &n);
		FT_Face ft;

		assert_int_equal(FT_New_Memory_Face(lib, (FT_Byte *)data, (FT_Long)n, 0, &ft), 0);
		os2 = FT_Get_Sfnt_Table(ft, FT_SFNT_OS2);
		assert_string_equal(info->ps_name, FT_Get_Postscript_Name(ft));
		assert_int_equal(info->units_per_em, ft->units_per_EM);
		assert_int_equal(info->fs_type, os2->fsType);
		assert_int_equal(info->fixed_pitch, FT_IS_FIXED_WIDTH(ft) != 0);
		assert_in_range(info->bbox[2], ft->bbox.xMax * 1000 / ft->units_per_EM,
		                ft->bbox.xMax * 1000 / ft->units_per_EM + 1);
		FT_Done_Face(ft);
		free(data);
		font_set_close(sc->fs);
		sc->fs = NULL;
	}
	FT_Done_FreeType(lib);
}

static void digits_have_equal_widths_and_boxes_within_the_em(void **state)
{
	struct scene *sc = *state;
	int box[4];

	assert_int_equal(open_set(sc), RC_OK);
	for (uint32_t cp = '0'; cp <= '9'; cp++) {
		struct font_choice c = choose(sc, "宋体", cp);

		assert_int_equal(font_advance(c.font, c.gid), 1024);
		assert_true(font_glyph_box(c.font, c.gid, box));
		assert_true(box[0] >= 0 && box[0] < box[2] && box[2] <= 500);
		assert_true(box[1] >= -20 && box[1] < box[3] && box[3] <= 700);
	}
	assert_false(
	        font_glyph_box(choose(sc, "宋体", ' ').font, choose(sc, "宋体", ' ').gid, box));
}

static uint32_t glyph_of_cid(const struct font_program *p, uint32_t cid)
{
	return p->glyphs != NULL ? p->glyphs[cid - 1] : cid;
}

/*
 * Reads a subset back and checks the glyph under each CID. In a bare CID-keyed CFF table FreeType
 * takes glyph numbers to be CIDs.
 */
static void check_subset(struct scene *sc, const char *file, int index, const uint32_t *gids,
                         size_t n)
{
	const struct font *f = open_face(sc, file, index, U'一');
	struct font_program p = {0}, again = {0};
	FT_Library lib;
	FT_Face whole, part;
	size_t size;
	char *data = font_file(sc, file, &size);

	assert_int_equal(font_subset(f, plain(gids, n), n, &p), RC_OK);
	assert_int_equal(FT_Init_FreeType(&lib), 0);
	assert_int_equal(FT_New_Memory_Face(lib, (FT_Byte *)data, (FT_Long)size, index, &whole), 0);
	assert_int_equal(FT_New_Memory_Face(lib, (FT_Byte *)p.data.p, (FT_Long)p.data.n, 0, &part),
	                 0);
	for (uint32_t i = 0; i < n; i++) {
		assert_true(is_same_glyph(whole, gids[i], part, glyph_of_cid(&p, i + 1)));
	}
	assert_int_equal(font_subset(f, plain(gids, n), n, &again), RC_OK);
	assert_int_equal(p.data.n, again.data.n);
	assert_memory_equal(p.data.p, again.data.p, p.data.n);
	assert_true(p.data.n < size);
	FT_Done_Face(whole);
	FT_Done_Face(part);
	FT_Done_FreeType(lib);
	font_program_release(&p);
	font_program_release(&again);
	free(data);
}

static void subset_of_cid_keyed_cff_keeps_outlines(void **state)
{
	uint32_t gids[300];

	for (uint32_t i = 0; i < 300; i++)
		gids[i] = 2 + 3 * (i * 7 % 299); /* the first is also the last */
	check_subset(*state, "serif.otf", 0, gids, 300);
}

static void subset_of_name_keyed_cff_keeps_outlines(void **state)
{
	check_subset(*state, "bars.otf", 0, (const uint32_t[]){2, 1, 2}, 3);
}

static void subset_of_collection_member_keeps_outlines(void **state)
{
	check_subset(*state, "collection.ttc", 1, (const uint32_t[]){2, 1, 2}, 3);
}

/* Accented letters are composites, whose components must be included. */
static void subset_of_glyf_keeps_outlines_of_composites(void **state)
{
	struct scene *sc = *state;
	struct font_program p;
	const struct font *f = open_face(sc, "latin.ttf", 0, U'é');
	uint32_t gids[120];
	FT_Library lib;
	FT_Face whole, part;
	size_t size;
	char *data = font_file(sc, "latin.ttf", &size);

	for (uint32_t i = 0; i < 120; i++)
		gids[i] = 60 + i;
	assert_int_equal(font_subset(f, plain(gids, 120), 120, &p), RC_OK);
	assert_int_equal(FT_Init_FreeType(&lib), 0);
	assert_int_equal(FT_New_Memory_Face(lib, (FT_Byte *)data, (FT_Long)size, 0, &whole), 0);
	assert_int_equal(FT_New_Memory_Face(lib, (FT_Byte *)p.data.p, (FT_Long)p.data.n, 0, &part),
	                 0);
	for (uint32_t i = 0; i < 120; i++)
		assert_true(is_same_glyph(whole, gids[i], part, glyph_of_cid(&p, i + 1)));
	FT_Done_Face(whole);
	FT_Done_Face(part);
	FT_Done_FreeType(lib);
	font_program_release(&p);
	free(data);
}

/* Makes a subset with boxes of every kind, a face's own among them, and checks each glyph. */
static void check_boxes(struct scene *sc, const char *file, int index, uint32_t cp)
{
	static const int16_t SIDES[] = {0, 100, 170, -100, -8000, 1};
	const struct font *f = open_face(sc, file, index, cp);
	struct font_glyph glyphs[40];
	struct font_program p = {0};
	uint32_t gid = font_find_glyph(f, cp);
	size_t size;
	char *data = font_file(sc, file, &size);
	struct font_embedded *e;
	FT_Library lib;
	FT_Face whole, part;

	for (size_t i = 0; i < COUNT(glyphs); i++)
		glyphs[i] = (struct font_glyph){.gid = i < 36 ? gid : 1 + gid % 2,
		                                .left = SIDES[i / 6 % 6],
		                                .right = SIDES[i % 6],
		                                .up = SIDES[i / 3 % 6]};
	assert_int_equal(font_subset(f, glyphs, COUNT(glyphs), &p), RC_OK);
	e = font_embedded_open(p.data.p, p.data.n);
	assert_int_equal(FT_Init_FreeType(&lib), 0);
	assert_int_equal(FT_New_Memory_Face(lib, (FT_Byte *)data, (FT_Long)size, index, &whole), 0);
	assert_int_equal(FT_New_Memory_Face(lib, (FT_Byte *)p.data.p, (FT_Long)p.data.n, 0, &part),
	                 0);
	for (uint32_t i = 0; i < COUNT(glyphs); i++) {
		struct font_glyph other = glyphs[i];

		assert_true(is_glyph(whole, &glyphs[i], part, glyph_of_cid(&p, i + 1)));
		assert_true(font_embedded_is(e, glyph_of_cid(&p, i + 1), f, &glyphs[i]));
		other.right++;
		assert_false(font_embedded_is(e, glyph_of_cid(&p, i + 1), f, &other));
		other.right--;
		other.up++; /* which does not show in a space */
		assert_int_equal(font_embedded_is(e, glyph_of_cid(&p, i + 1), f, &other),
		                 part->glyph->outline.n_points == 0);
	}
	font_embedded_close(e);
	FT_Done_Face(whole);
	FT_Done_Face(part);
	FT_Done_FreeType(lib);
	font_program_release(&p);
	font_set_close(sc->fs);
	sc->fs = NULL;
	free(data);
}

/* CID-keyed and name-keyed CFF; simple, composite and empty TrueType glyphs; a collection. */
static void glyphs_of_a_subset_have_their_boxes(void **state)
{
	check_boxes(*state, "serif.otf", 0, U'一');
	check_boxes(*state, "serif.otf", 0, U'，');
	check_boxes(*state, "sans.otf", 0, ' ');
	check_boxes(*state, "bars.otf", 0, 'H');
	check_boxes(*state, "latin.ttf", 0, 'H');
	check_boxes(*state, "latin.ttf", 0, U'é');
	check_boxes(*state, "latin.ttf", 0, ' ');
	check_boxes(*state, "rare.ttf", 0, 0x2CE93);
	check_boxes(*state, "collection.ttc", 1, 'H');
}

/* Its licence forbids changing it. */
static void a_face_kept_whole_has_its_own_boxes(void **state)
{
	const struct font *f = open_face(*state, "whole.ttf", 0, 'H');
	struct font_glyph plain_h = {.gid = font_find_glyph(f, 'H')}, half = plain_h;
	struct font_program p;
	struct font_embedded *e;

	half.left = half.right = 100;
	assert_true(font_is_kept_whole(f));
	assert_int_equal(font_subset(f, &half, 1, &p), RC_OK);
	e = font_embedded_open(p.data.p, p.data.n);
	assert_true(font_embedded_is(e, p.glyphs[0], f, &plain_h));
	assert_false(font_embedded_is(e, p.glyphs[0], f, &half));
	font_embedded_close(e);
	font_program_release(&p);
}

/* Any font file must be either usable or refused. */
static void use_hostile(struct scene *sc, const char *p, size_t n)
{
	struct font_program program;
	struct font_choice c;
	int box[4];

	put_file(sc, "font.otf", p, n);
	open_with(sc, "{\"roles\":{\"r\":[{\"file\":\"font.otf\"}]}}");
	for (uint32_t cp = 0x20; cp < 0x20000; cp += 97) {
		if (font_choose(sc->fs, 0, cp, &sc->dl, &c) != RC_OK)
			continue;
		font_advance(c.font, c.gid);
		font_glyph_box(c.font, c.gid, box);
		(void)!font_subset(c.font,
		                   &(struct font_glyph){.gid = c.gid, .left = cp % 3 == 0 ? 99 : 0},
		                   1, &program);
		font_program_release(&program);
	}
	font_set_close(sc->fs);
	sc->fs = NULL;
}

static void hostile_fonts_are_harmless(void **state)
{
	static const char *const NAMES[] = {"sans.otf", "latin.ttf", "collection.ttc"};
	struct scene *sc = *state;
	uint32_t seed = 9704;

	for (size_t i = 0; i < COUNT(NAMES); i++) {
		size_t n;
		char *whole = font_file(sc, NAMES[i], &n), *p = malloc(n);

		for (size_t k = 1; k < 16; k++)
			use_hostile(sc, whole, n * k / 16);
		for (int round = 0; round < 60; round++) {
			memcpy(p, whole, n);
			/* Half of the damage goes into the headers. */
			for (int k = 0; k < 8; k++) {
				size_t room = k % 2 ? n : 512;

				p[next_random(&seed) % room] = (char)next_random(&seed);
			}
			use_hostile(sc, p, n);
		}
		free(p);
		free(whole);
	}
}

static void empty_and_foreign_files_are_refused(void **state)
{
	struct scene *sc = *state;
	struct font_choice c;

	put_file(sc, "font.otf", "", 0);
	open_with(sc, "{\"roles\":{\"r\":[{\"file\":\"font.otf\"},{\"file\":\"fonts.json\"}],"
	              "\"s\":[{\"file\":\"fonts.json\"}]}}");
	assert_int_equal(font_choose(sc->fs, 0, U'一', &sc->dl, &c), RC_IO);
	assert_int_equal(font_choose(sc->fs, 1, U'一', &sc->dl, &c), RC_IO);
	assert_int_equal(sc->dl.error_n, 2);
	assert_non_null(strstr(sc->dl.first->message, "font.otf"));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(roles_are_known_by_name),
	        TEST(the_chain_determines_the_face_of_each_character),
	        TEST(same_file_is_opened_once_for_all_roles),
	        TEST(an_entry_for_ideographs_does_not_serve_punctuation),
	        TEST(a_character_in_no_face_is_an_input_error_each_time),
	        TEST(an_absent_file_is_reported_once_with_advice),
	        TEST(an_absent_fallback_is_an_error_only_when_needed),
	        TEST(an_absent_optional_file_is_skipped),
	        TEST(a_licensed_file_in_local_takes_precedence),
	        TEST(font_that_forbids_embedding_is_refused),
	        TEST(an_invalid_fonts_json_is_reported_with_its_place),
	        TEST(a_missing_fonts_json_is_reported),
	        TEST(facts_of_cid_keyed_cff),
	        TEST(stems_follow_the_weight),
	        TEST(fingerprints_tell_faces_and_their_editions_apart),
	        TEST(facts_of_name_keyed_cff),
	        TEST(facts_of_latin_glyf_are_in_thousandths),
	        TEST(facts_agree_with_freetype),
	        TEST(digits_have_equal_widths_and_boxes_within_the_em),
	        TEST(subset_of_cid_keyed_cff_keeps_outlines),
	        TEST(subset_of_name_keyed_cff_keeps_outlines),
	        TEST(subset_of_collection_member_keeps_outlines),
	        TEST(subset_of_glyf_keeps_outlines_of_composites),
	        TEST(glyphs_of_a_subset_have_their_boxes),
	        TEST(a_face_kept_whole_has_its_own_boxes),
	        TEST(hostile_fonts_are_harmless),
	        TEST(empty_and_foreign_files_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
