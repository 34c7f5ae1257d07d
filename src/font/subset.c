/* SPDX-License-Identifier: MIT */
/* subset.c: font programs for embedding. */
#include "font/face.h"

#include <stdlib.h>
#include <string.h>

#include <hb-subset.h>

#include "base/mem.h"
#include "font/cff_redraw.h"
#include "font/checked.h"
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

enum { MEMBER_TABLES_MAX = 256 };

/* A member of a collection as a separate file, its tables unchanged. */
static hb_blob_t *member_file(const struct font *f)
{
	struct checked_part parts[MEMBER_TABLES_MAX];
	hb_blob_t *blobs[MEMBER_TABLES_MAX], *file;
	hb_tag_t tags[MEMBER_TABLES_MAX];
	unsigned n = COUNT(tags);

	hb_face_get_table_tags(f->face, 0, &n, tags);
	for (unsigned i = 0; i < n; i++) {
		unsigned len;

		blobs[i] = checked_table(f->face, tags[i]);
		parts[i] = (struct checked_part){tags[i], hb_blob_get_data(blobs[i], &len), 0};
		parts[i].n = len;
	}
	file = checked_file(parts, n);
	for (unsigned i = 0; i < n; i++)
		hb_blob_destroy(blobs[i]);
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

static bool is_same_glyph(hb_font_t *x, uint32_t x_gid, hb_font_t *y, uint32_t y_gid)
{
	hb_glyph_extents_t a = {0}, b = {0};
	bool a_has = hb_font_get_glyph_extents(x, x_gid, &a);
	bool b_has = hb_font_get_glyph_extents(y, y_gid, &b);

	return a_has == b_has && a.x_bearing == b.x_bearing && a.y_bearing == b.y_bearing &&
	       a.width == b.width && a.height == b.height &&
	       hb_font_get_glyph_h_advance(x, x_gid) == hb_font_get_glyph_h_advance(y, y_gid);
}

/* Compares the glyphs of a subset, numbered as in `list`, with those of the face. */
static bool draws_the_same(const struct font *f, hb_face_t *small, const struct font_glyph *glyphs,
                           const struct font_glyph *list, size_t n)
{
	hb_blob_t *blob = hb_face_reference_blob(small);
	hb_face_t *face = hb_face_create(blob, 0);
	hb_font_t *font = hb_font_create(face);
	bool same = hb_blob_get_length(blob) > 0;

	for (size_t i = 0; i < n && same; i++)
		same = is_same_glyph(f->hb, glyphs[i].gid, font, list[i].gid);
	hb_font_destroy(font);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	return same;
}

/* A subset whose glyphs are those of the face, and how they are numbered in it; or NULL. */
static hb_face_t *try_subset(const struct font *f, const struct font_glyph *glyphs, size_t n,
                             struct font_glyph *ret, bool *ret_plain)
{
	hb_face_t *face = outline_face(f), *small = NULL;
	hb_subset_plan_t *p = plan(face, glyphs, n);

	if (p != NULL)
		small = hb_subset_plan_execute_or_fail(p);
	if (small != NULL) {
		*ret_plain = renumber(p, glyphs, n, ret);
		if (!draws_the_same(f, small, glyphs, ret, n)) {
			hb_face_destroy(small);
			small = NULL;
		}
	}
	hb_subset_plan_destroy(p);
	hb_face_destroy(face);
	return small;
}

/*
 * Short of memory, HarfBuzz makes none or leaves out glyphs. So a subset that is not as it should
 * be is made a second time; what is wrong with the face itself stays wrong.
 */
static enum rc glyf_subset(const struct font *f, const struct font_glyph *glyphs, size_t n,
                           struct font_program *ret)
{
	struct font_glyph *list = mem_alloc(mem_size_mul(n + 1, sizeof(*list)));
	bool plain = true;
	hb_face_t *small = try_subset(f, glyphs, n, list, &plain);
	hb_blob_t *blob = NULL;
	unsigned len = 0;

	if (small == NULL)
		small = try_subset(f, glyphs, n, list, &plain);
	if (small != NULL && plain) {
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
