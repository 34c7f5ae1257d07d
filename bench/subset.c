/* SPDX-License-Identifier: MIT */
/*
 * subset.c: measures how long making a subset of a face takes.
 *
 *	subset FONT INDEX CHARACTERS N
 *
 * CHARACTERS is a text file; a subset of the first N Han characters in it that the face has is made
 * repeatedly. Prints one line of JSON: median CPU milliseconds of our own subsetter with a face
 *just opened ("first"), with a face that has made this subset before ("again"), and of HarfBuzz's
 * subsetter; the bytes of the subsets.
 */
#include "font/face.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <hb-subset.h>

#include "base/utf8.h"

enum { ROUNDS = 25, HAN_FIRST = 0x4E00, HAN_LAST = 0x9FFF };

struct bench {
	const char *path;
	unsigned index;
	struct font_glyph *glyphs;
	size_t n;
};

typedef enum rc subset_fn(const struct font *f, const struct font_glyph *glyphs, size_t n,
                          struct font_program *ret);

/* The same by HarfBuzz, out of the tables that a subset needs. */
static enum rc subset_harfbuzz(const struct font *f, const struct font_glyph *glyphs, size_t n,
                               struct font_program *ret)
{
	hb_subset_input_t *in = hb_subset_input_create_or_fail();
	hb_face_t *small;
	hb_blob_t *table;
	const char *data;
	unsigned len;

	for (size_t i = 0; i < n; i++)
		hb_set_add(hb_subset_input_glyph_set(in), glyphs[i].gid);
	hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
	hb_set_add(hb_subset_input_set(in, HB_SUBSET_SETS_DROP_TABLE_TAG),
	           HB_TAG('c', 'm', 'a', 'p'));
	hb_set_add(hb_subset_input_set(in, HB_SUBSET_SETS_DROP_TABLE_TAG),
	           HB_TAG('G', 'S', 'U', 'B'));
	hb_set_add(hb_subset_input_set(in, HB_SUBSET_SETS_DROP_TABLE_TAG),
	           HB_TAG('G', 'P', 'O', 'S'));
	small = hb_subset_or_fail(f->face, in);
	hb_subset_input_destroy(in);
	*ret = (struct font_program){0};
	if (small == NULL)
		return RC_BUG;
	table = hb_face_reference_table(small, HB_TAG('C', 'F', 'F', ' '));
	data = hb_blob_get_data(table, &len);
	buf_put(&ret->data, data, len);
	hb_blob_destroy(table);
	hb_face_destroy(small);
	return RC_OK;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare_ms(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static int compare_glyphs(const void *x, const void *y)
{
	uint32_t a = ((const struct font_glyph *)x)->gid, b = ((const struct font_glyph *)y)->gid;

	return (a > b) - (a < b);
}

static struct font *open_face(const struct bench *b, struct arena *a)
{
	struct font *f;

	if (face_open(&(struct face_file){b->path, b->index, FACE_MAPPED}, a, &f) == FONT_USABLE)
		return f;
	fprintf(stderr, "subset: %s is not a font that can be embedded\n", b->path);
	exit(EXIT_FAILURE);
}

/* The glyphs of the first `most` Han characters of a file, ascending. */
static void read_glyphs(struct bench *b, const char *path, size_t most)
{
	hb_blob_t *text = hb_blob_create_from_file_or_fail(path);
	struct arena a = {0};
	struct font *f = open_face(b, &a);
	unsigned size = 0;
	const char *s = text != NULL ? hb_blob_get_data(text, &size) : NULL, *end = s + size;

	b->glyphs = arena_array(&a, struct font_glyph, most); /* never freed */
	while (s < end && b->n < most) {
		uint32_t cp = utf8_next(&s, end);
		hb_codepoint_t gid;

		if (cp >= HAN_FIRST && cp <= HAN_LAST &&
		    hb_font_get_nominal_glyph(font_hb(f), cp, &gid))
			b->glyphs[b->n++].gid = gid;
	}
	qsort(b->glyphs, b->n, sizeof(*b->glyphs), compare_glyphs);
	face_close(f);
	hb_blob_destroy(text);
}

/* The median of ROUNDS, the first of which does not count; `again` in one face. */
static double measure(const struct bench *b, subset_fn *subset, bool again, size_t *ret_bytes)
{
	double ms[ROUNDS + 1];
	struct font *f = NULL;
	struct arena a = {0};

	for (int i = 0; i <= ROUNDS; i++) {
		struct font_program p;
		double start;

		if (f == NULL)
			f = open_face(b, &a);
		start = now();
		if (subset(f, b->glyphs, b->n, &p) != RC_OK)
			exit(EXIT_FAILURE);
		ms[i] = now() - start;
		*ret_bytes = p.data.n;
		font_program_release(&p);
		if (!again) {
			face_close(f);
			f = NULL;
		}
	}
	face_close(f);
	arena_release(&a);
	qsort(ms + 1, ROUNDS, sizeof(*ms), compare_ms);
	return ms[1 + ROUNDS / 2];
}

int main(int argc, char **argv)
{
	struct bench b = {0};
	size_t bytes, harfbuzz_bytes;
	double first, again, harfbuzz;

	if (argc != 5 || atoi(argv[4]) < 1) {
		fputs("usage: subset FONT INDEX CHARACTERS N\n", stderr);
		return 2;
	}
	b.path = argv[1];
	b.index = (unsigned)atoi(argv[2]);
	read_glyphs(&b, argv[3], (size_t)atoi(argv[4]));
	first = measure(&b, font_subset, /*again*/ false, &bytes);
	again = measure(&b, font_subset, /*again*/ true, &bytes);
	harfbuzz = measure(&b, subset_harfbuzz, /*again*/ false, &harfbuzz_bytes);
	printf("{\"glyphs\":%zu,\"first_ms\":%.3f,\"again_ms\":%.3f,\"harfbuzz_ms\":%.3f,"
	       "\"subset_bytes\":%zu,\"harfbuzz_bytes\":%zu}\n",
	       b.n, first, again, harfbuzz, bytes, harfbuzz_bytes);
	return EXIT_SUCCESS;
}
