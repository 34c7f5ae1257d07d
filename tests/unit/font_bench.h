/* SPDX-License-Identifier: MIT */
/* font_bench.h: fixture for the tests of font/: a scratch folder in front of tests/fonts. */
#ifndef KANBEN_TESTS_FONT_BENCH_H
#define KANBEN_TESTS_FONT_BENCH_H

#include "font/font.h"

#include <ft2build.h>
#include <ftw.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include FT_FREETYPE_H

#include <cmocka.h>
#include <hb.h>

/* A search path of a scratch folder and tests/fonts. */
struct scene {
	char folder[64], fonts[PATH_MAX];
	struct diag_list dl;
	struct arena arena;
	struct font_set *fs;
};

static inline int set_up(void **state)
{
	struct scene *sc = calloc(1, sizeof(*sc));

	strcpy(sc->folder, "/tmp/kanben-font-XXXXXX");
	if (mkdtemp(sc->folder) == NULL)
		return -1;
	snprintf(sc->fonts, sizeof(sc->fonts), "%s/tests/fonts", getenv("KANBEN_SOURCE"));
	*state = sc;
	return 0;
}

static inline void path_of(const struct scene *sc, const char *name, char path[PATH_MAX])
{
	snprintf(path, PATH_MAX, "%s/%s", sc->folder, name);
}

static inline int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

static inline int tear_down(void **state)
{
	struct scene *sc = *state;

	font_set_close(sc->fs);
	diag_release(&sc->dl);
	arena_release(&sc->arena);
	nftw(sc->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(sc);
	return 0;
}

static inline void put_file(const struct scene *sc, const char *name, const void *p, size_t n)
{
	char path[PATH_MAX];
	FILE *f;

	path_of(sc, name, path);
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(p, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

/* Glyphs with the boxes of their face; valid until the next call. */
static inline const struct font_glyph *plain(const uint32_t *gids, size_t n)
{
	static struct font_glyph list[4096];

	assert_true(n <= sizeof(list) / sizeof(list[0]));
	for (size_t i = 0; i < n; i++)
		list[i] = (struct font_glyph){.gid = gids[i]};
	return list;
}

static inline char *font_file(const struct scene *sc, const char *name, size_t *ret_n)
{
	char path[2 * PATH_MAX], *p;
	struct stat st;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", sc->fonts, name);
	f = fopen(path, "rb");
	assert_non_null(f);
	assert_int_equal(fstat(fileno(f), &st), 0);
	*ret_n = (size_t)st.st_size;
	p = malloc(*ret_n);
	assert_int_equal(fread(p, 1, *ret_n, f), *ret_n);
	fclose(f);
	return p;
}

/* The CFF table of a test font in memory of exactly its size, so that ASan sees overruns. */
static inline uint8_t *cff_table(const struct scene *sc, const char *file, size_t *ret_n)
{
	size_t n;
	char *data = font_file(sc, file, &n);
	hb_blob_t *blob = hb_blob_create(data, (unsigned)n, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *face = hb_face_create(blob, 0);
	hb_blob_t *table = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
	uint8_t *p;

	*ret_n = hb_blob_get_length(table);
	assert_true(*ret_n > 0);
	p = malloc(*ret_n);
	memcpy(p, hb_blob_get_data(table, NULL), *ret_n);
	hb_blob_destroy(table);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	free(data);
	return p;
}

/* Copies a font from tests/fonts to the scratch folder, creating subfolders. */
static inline void put_font(const struct scene *sc, const char *name, const char *as)
{
	char path[PATH_MAX], *slash, *p;
	size_t n;

	path_of(sc, as, path);
	for (slash = strchr(path + strlen(sc->folder) + 1, '/'); slash != NULL;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	p = font_file(sc, name, &n);
	put_file(sc, as, p, n);
	free(p);
}

static inline enum rc open_set(struct scene *sc)
{
	const char *search[] = {sc->folder, sc->fonts};

	return font_set_open(search, 2, &sc->dl, &sc->fs);
}

/* Opens a set with this fonts.json instead of the one in tests/fonts. */
static inline void open_with(struct scene *sc, const char *json)
{
	put_file(sc, "fonts.json", json, strlen(json));
	assert_int_equal(open_set(sc), RC_OK);
}

/* Opens a set whose only role has this one face. */
static inline const struct font *open_face(struct scene *sc, const char *file, int index,
                                           uint32_t cp)
{
	char json[256];
	struct font_choice c;

	snprintf(json, sizeof(json), "{\"roles\":{\"r\":[{\"file\":\"%s\",\"index\":%d}]}}", file,
	         index);
	open_with(sc, json);
	assert_int_equal(font_choose(sc->fs, 0, cp, &sc->dl, &c), RC_OK);
	return c.font;
}

static inline struct font_choice choose(struct scene *sc, const char *role, uint32_t cp)
{
	struct font_choice c = {0};

	assert_int_equal(font_choose(sc->fs, font_role_lookup(sc->fs, role), cp, &sc->dl, &c),
	                 RC_OK);
	return c;
}

/* Whether two glyphs have the same outline and advance. */
/* Is glyph gb of face b this glyph of face a, in its box? */
static inline bool is_glyph(FT_Face a, const struct font_glyph *ga, FT_Face b, FT_UInt gb)
{
	const FT_Outline *x = &a->glyph->outline, *y = &b->glyph->outline;

	if (FT_Load_Glyph(a, ga->gid, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING) != 0 ||
	    FT_Load_Glyph(b, gb, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING) != 0 ||
	    x->n_points != y->n_points || x->n_contours != y->n_contours)
		return false;
	for (int i = 0; i < x->n_points; i++) {
		if (x->points[i].x - ga->left != y->points[i].x ||
		    x->points[i].y + ga->up != y->points[i].y)
			return false;
	}
	if (x->n_points == 0) /* FreeType 2.13.3 has no arrays then */
		return a->glyph->metrics.horiAdvance - ga->left - ga->right ==
		       b->glyph->metrics.horiAdvance;
	return memcmp(x->tags, y->tags, (size_t)x->n_points) == 0 &&
	       memcmp(x->contours, y->contours, sizeof(*x->contours) * (size_t)x->n_contours) ==
	               0 &&
	       a->glyph->metrics.horiAdvance - ga->left - ga->right ==
	               b->glyph->metrics.horiAdvance;
}

static inline bool is_same_glyph(FT_Face a, FT_UInt ga, FT_Face b, FT_UInt gb)
{
	return is_glyph(a, &(struct font_glyph){.gid = ga}, b, gb);
}

static inline uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static inline const char *name_of(const struct font_choice *c)
{
	return font_describe(c->font)->ps_name;
}

#endif
