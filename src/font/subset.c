/* SPDX-License-Identifier: MIT */
/* subset.c: font programs for embedding. */
#include "font/face.h"

#include <stdlib.h>
#include <string.h>

#include <hb-subset.h>

#include "base/mem.h"
#include "font/cff_redraw.h"
#include "font/glyf_fit.h"

static const hb_tag_t OUTLINE_TABLES[] = {
        HB_TAG('m', 'a', 'x', 'p'), HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'),
        HB_TAG('h', 'm', 't', 'x'), HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'),
        HB_TAG('c', 'v', 't', ' '), HB_TAG('f', 'p', 'g', 'm'), HB_TAG('p', 'r', 'e', 'p'),
};

static hb_blob_t *outline_table(hb_face_t *self, hb_tag_t tag, void *user)
{
	(void)self;
	for (size_t i = 0; i < COUNT(OUTLINE_TABLES); i++) {
		if (OUTLINE_TABLES[i] == tag)
			return hb_face_reference_table(user, tag);
	}
	return NULL;
}

/*
 * The face reduced to its outline tables. A subset in a PDF is addressed by glyph, so cmap, GSUB
 * and the rest would only cost the subsetter time.
 */
static hb_face_t *outline_face(const struct font *f)
{
	hb_face_t *face = hb_face_create_for_tables(outline_table, f->face, NULL);

	hb_face_set_upem(face, hb_face_get_upem(f->face));
	hb_face_set_glyph_count(face, hb_face_get_glyph_count(f->face));
	return face;
}

static hb_subset_plan_t *plan(hb_face_t *face, const struct font_glyph *glyphs, size_t n)
{
	hb_subset_input_t *in = hb_subset_input_create_or_fail();
	hb_subset_plan_t *p = NULL;

	if (in == NULL)
		return NULL;
	for (size_t i = 0; i < n; i++)
		hb_set_add(hb_subset_input_glyph_set(in), glyphs[i].gid);
	hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_NO_HINTING);
	p = hb_subset_plan_create_or_fail(face, in);
	hb_subset_input_destroy(in);
	return p;
}

/* A member of a collection as a separate file, its tables unchanged. */
static hb_blob_t *member_file(const struct font *f)
{
	hb_face_t *builder = hb_face_builder_create();
	hb_tag_t tags[64];
	unsigned n = COUNT(tags), start = 0;
	hb_blob_t *file;

	do {
		hb_face_get_table_tags(f->face, start, &n, tags);
		for (unsigned i = 0; i < n; i++) {
			hb_blob_t *table = hb_face_reference_table(f->face, tags[i]);

			hb_face_builder_add_table(builder, tags[i], table);
			hb_blob_destroy(table);
		}
		start += n;
	} while (n == COUNT(tags));
	file = hb_face_reference_blob(builder);
	hb_face_destroy(builder);
	return file;
}

static enum rc glyf_whole(const struct font *f, const struct font_glyph *glyphs, size_t n,
                          struct font_program *ret)
{
	hb_blob_t *blob = hb_face_count(f->blob) > 1 ? member_file(f) : hb_blob_reference(f->blob);
	unsigned len;
	const char *data = hb_blob_get_data(blob, &len);

	buf_put(&ret->data, data, len);
	for (size_t i = 0; i < n; i++)
		ret->glyphs[i] = glyphs[i].gid;
	hb_blob_destroy(blob);
	return len > 0 ? RC_OK : RC_BUG;
}

/* The glyphs as they are numbered in a subset, in *ret; are all boxes those of the face? */
static bool renumber(const hb_subset_plan_t *p, const struct font_glyph *glyphs, size_t n,
                     struct font_glyph *ret)
{
	const hb_map_t *places = hb_subset_plan_old_to_new_glyph_mapping(p);
	bool plain = true;

	for (size_t i = 0; i < n; i++) {
		ret[i] = glyphs[i];
		ret[i].gid = hb_map_get(places, glyphs[i].gid);
		plain = plain && font_glyph_is_plain(&glyphs[i]);
	}
	return plain;
}

static enum rc glyf_subset(const struct font *f, const struct font_glyph *glyphs, size_t n,
                           struct font_program *ret)
{
	hb_face_t *face = outline_face(f), *small = NULL;
	hb_subset_plan_t *p = plan(face, glyphs, n);
	struct font_glyph *list = mem_alloc(mem_size_mul(n + 1, sizeof(*list)));
	hb_blob_t *blob = NULL;
	unsigned len = 0;

	if (p != NULL)
		small = hb_subset_plan_execute_or_fail(p);
	if (small != NULL && renumber(p, glyphs, n, list)) {
		blob = hb_face_reference_blob(small);
		for (size_t i = 0; i < n; i++)
			ret->glyphs[i] = list[i].gid;
	} else if (small != NULL) {
		blob = glyf_fit(small, list, n, ret->glyphs);
	}
	if (blob != NULL) {
		const char *data = hb_blob_get_data(blob, &len);

		buf_put(&ret->data, data, len);
	}
	hb_blob_destroy(blob);
	hb_face_destroy(small);
	hb_subset_plan_destroy(p);
	hb_face_destroy(face);
	free(list);
	return len > 0 ? RC_OK : RC_BUG;
}

static enum rc cff_program(const struct font *f, const struct font_glyph *glyphs, size_t n,
                           struct buf *ret)
{
	FT_Face ft;

	/* Faster than HarfBuzz, with the same outlines (tests/fonts/test_subsets.c). */
	if (f->cff != NULL && cff_subset(f->cff, glyphs, n, ret))
		return RC_OK;
	ft = face_freetype(f);
	return ft != NULL && cff_redraw(ft, f->info.ps_name, glyphs, n, ret) ? RC_OK : RC_BUG;
}

/* The glyphs wanted and, after them, all the others. */
static enum rc cff_whole(const struct font *f, const struct font_glyph *glyphs, size_t n,
                         struct buf *ret)
{
	size_t all = hb_face_get_glyph_count(f->face), more = n;
	struct font_glyph *list = mem_alloc(mem_size_mul(n + all, sizeof(*list)));
	bool *wanted = mem_alloc(all);
	enum rc rc = RC_OK;

	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		list[i].gid = glyphs[i].gid;
		if (glyphs[i].gid < all)
			wanted[glyphs[i].gid] = true;
		else
			rc = RC_BUG;
	}
	for (uint32_t gid = 1; gid < all; gid++) {
		if (!wanted[gid])
			list[more++].gid = gid;
	}
	if (rc == RC_OK)
		rc = cff_program(f, list, more, ret);
	free(wanted);
	free(list);
	return rc;
}

bool font_is_kept_whole(const struct font *f)
{
	enum { FS_NO_SUBSETTING = 0x0100 };

	return (f->info.fs_type & FS_NO_SUBSETTING) != 0;
}

enum rc font_subset(const struct font *f, const struct font_glyph *glyphs, size_t n,
                    struct font_program *ret)
{
	*ret = (struct font_program){.whole = font_is_kept_whole(f)};
	if (f->info.kind == FONT_CFF)
		return (ret->whole ? cff_whole : cff_program)(f, glyphs, n, &ret->data);
	ret->glyphs = mem_alloc(mem_size_mul(n + 1, sizeof(*ret->glyphs)));
	return (ret->whole ? glyf_whole : glyf_subset)(f, glyphs, n, ret);
}

void font_program_release(struct font_program *p)
{
	buf_release(&p->data);
	free(p->glyphs);
	*p = (struct font_program){0};
}
