/* SPDX-License-Identifier: MIT */
/* subset.c: font programs for embedding. */
#include "font/face.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "font/cff_redraw.h"
#include "font/checked.h"
#include "font/glyf_subset.h"

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
	if (ret->whole)
		return glyf_whole(f, glyphs, n, ret);
	return glyf_subset(f->face, glyphs, n, ret->glyphs, &ret->data);
}

void font_program_release(struct font_program *p)
{
	buf_release(&p->data);
	free(p->glyphs);
	*p = (struct font_program){0};
}
