/* SPDX-License-Identifier: MIT */
/* subset.c: font programs for embedding. */
#include "font/face.h"

#include <stdlib.h>

#include FT_CID_H
#include <hb-subset.h>

#include "base/mem.h"

static const hb_tag_t OUTLINE_TABLES[] = {
        HB_TAG('C', 'F', 'F', ' '), HB_TAG('m', 'a', 'x', 'p'), HB_TAG('h', 'e', 'a', 'd'),
        HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'), HB_TAG('g', 'l', 'y', 'f'),
        HB_TAG('l', 'o', 'c', 'a'), HB_TAG('c', 'v', 't', ' '), HB_TAG('f', 'p', 'g', 'm'),
        HB_TAG('p', 'r', 'e', 'p'),
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

static hb_subset_plan_t *plan(const struct font *f, hb_face_t *face, const uint32_t *gids, size_t n)
{
	hb_subset_input_t *in = hb_subset_input_create_or_fail();
	hb_subset_plan_t *p = NULL;

	if (in == NULL)
		return NULL;
	for (size_t i = 0; i < n; i++)
		hb_set_add(hb_subset_input_glyph_set(in), gids[i]);
	/* Charstrings without subroutines are longer, but deflate to fewer bytes. */
	hb_subset_input_set_flags(
	        in, HB_SUBSET_FLAGS_NO_HINTING |
	                    (f->info.kind == FONT_GLYF ? 0u : HB_SUBSET_FLAGS_DESUBROUTINIZE));
	p = hb_subset_plan_create_or_fail(face, in);
	hb_subset_input_destroy(in);
	return p;
}

/* The CID of a glyph in a CID-keyed face; 0 if there is no such glyph. */
static uint32_t cid_in_face(const struct font *f, uint32_t gid)
{
	FT_Face ft = face_freetype(f);
	FT_UInt cid = 0;

	return ft != NULL && FT_Get_CID_From_Glyph_Index(ft, gid, &cid) == 0 ? cid : 0;
}

/*
 * The CID of a glyph in the subset. HarfBuzz keeps the CIDs of a CID-keyed face in the charset; in
 * other subsets glyphs are addressed by index.
 */
static uint32_t cid_of(const struct font *f, const hb_subset_plan_t *p, uint32_t gid)
{
	if (f->info.kind != FONT_CFF_CID)
		return hb_map_get(hb_subset_plan_old_to_new_glyph_mapping(p), gid);
	return cid_in_face(f, gid);
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

static hb_blob_t *whole_program(const struct font *f)
{
	if (f->info.kind != FONT_GLYF)
		return hb_blob_reference(f->cff_table);
	return hb_face_count(f->blob) > 1 ? member_file(f) : hb_blob_reference(f->blob);
}

static enum rc embed_whole(const struct font *f, const uint32_t *gids, size_t n,
                           struct font_program *ret)
{
	hb_blob_t *blob = whole_program(f);
	unsigned len;
	const char *data = hb_blob_get_data(blob, &len);

	*ret = (struct font_program){.cid = mem_alloc(mem_size_mul(n, sizeof(*ret->cid))),
	                             .whole = true};
	buf_put(&ret->data, data, len);
	for (size_t i = 0; i < n; i++)
		ret->cid[i] = f->info.kind == FONT_CFF_CID ? cid_in_face(f, gids[i]) : gids[i];
	hb_blob_destroy(blob);
	return len > 0 ? RC_OK : RC_BUG;
}

enum rc face_subset_harfbuzz(const struct font *f, const uint32_t *gids, size_t n,
                             struct font_program *ret)
{
	hb_face_t *face = outline_face(f), *small = NULL;
	hb_subset_plan_t *p = plan(f, face, gids, n);
	hb_blob_t *blob = NULL;
	const char *data;
	unsigned len = 0;
	enum rc rc = RC_BUG;

	if (p != NULL)
		small = hb_subset_plan_execute_or_fail(p);
	if (small == NULL)
		goto done;
	blob = f->info.kind == FONT_GLYF
	               ? hb_face_reference_blob(small)
	               : hb_face_reference_table(small, HB_TAG('C', 'F', 'F', ' '));
	data = hb_blob_get_data(blob, &len);
	if (len == 0)
		goto done;
	*ret = (struct font_program){.cid = mem_alloc(mem_size_mul(n, sizeof(*ret->cid)))};
	buf_put(&ret->data, data, len);
	for (size_t i = 0; i < n; i++)
		ret->cid[i] = cid_of(f, p, gids[i]);
	rc = RC_OK;
done:
	hb_blob_destroy(blob);
	hb_face_destroy(small);
	hb_subset_plan_destroy(p);
	hb_face_destroy(face);
	return rc;
}

enum rc font_subset(const struct font *f, const uint32_t *gids, size_t n, struct font_program *ret)
{
	enum { FS_NO_SUBSETTING = 0x0100 };

	if (f->info.fs_type & FS_NO_SUBSETTING)
		return embed_whole(f, gids, n, ret);
	/* Faster than HarfBuzz, with the same outlines (tests/fonts/test_subsets.c). */
	if (f->cff != NULL && cff_subset(f->cff, gids, n, ret))
		return RC_OK;
	return face_subset_harfbuzz(f, gids, n, ret);
}

void font_program_release(struct font_program *p)
{
	buf_release(&p->data);
	free(p->cid);
	*p = (struct font_program){0};
}
