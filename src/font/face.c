/* SPDX-License-Identifier: MIT */
#include "font/face.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include FT_CID_H
#include FT_TRUETYPE_TABLES_H
#include <hb-ot.h>

#include "base/mem.h"

/*
 * OS/2 fsType, what forbids a PDF what it needs. Of the bits 1 to 3 old faces have several, and
 * then the one that allows most counts (OpenType, OS/2, fsType).
 */
enum { FS_USAGE = 0x000E, FS_RESTRICTED = 0x0002, FS_BITMAP_ONLY = 0x0200 };

static bool is_embeddable(unsigned fs_type)
{
	return (fs_type & FS_USAGE) != FS_RESTRICTED && (fs_type & FS_BITMAP_ONLY) == 0;
}

/*
 * Chinese faces are set in a box of 880 above and 120 below the baseline whatever their tables say;
 * FandolSong's hhea, for one, has a descender with the wrong sign.
 */
enum { HAN_ASCENT = 880, HAN_DESCENT = -120 };

enum { NAME_MAX_LENGTH = 63, UPEM_MIN = 16, UPEM_MAX = 16384, WEIGHT_MAX = 1000 };

static int milli_em(const struct font *f, long v)
{
	long upem = f->info.units_per_em;

	return (int)((v * 1000 + (v < 0 ? -upem / 2 : upem / 2)) / upem);
}

static bool has_table(const struct font *f, hb_tag_t tag)
{
	hb_blob_t *table = hb_face_reference_table(f->face, tag);
	bool found = hb_blob_get_length(table) > 0;

	hb_blob_destroy(table);
	return found;
}

static uint32_t nominal_glyph(const struct font *f, uint32_t cp)
{
	hb_codepoint_t gid = 0;

	return hb_font_get_nominal_glyph(f->hb, cp, &gid) ? gid : 0;
}

/* 一, the first of extension A, the first of extension B: no face for Chinese lacks all three. */
static bool has_han(const struct font *f)
{
	return nominal_glyph(f, 0x4E00) || nominal_glyph(f, 0x3400) || nominal_glyph(f, 0x20000);
}

/* A name as PDF can bear it, whatever stood in the file. */
static const char *clean_name(struct arena *a, const char *s, const char *otherwise)
{
	char name[NAME_MAX_LENGTH + 1];
	size_t n = 0;

	for (; s != NULL && *s != '\0' && n < NAME_MAX_LENGTH; s++) {
		unsigned char c = (unsigned char)*s;

		if (c < 0x80 && (isalnum(c) || c == '-' || c == '_' || c == '+' || c == '.'))
			name[n++] = (char)c;
	}
	return arena_strndup(a, n > 0 ? name : otherwise, n > 0 ? n : strlen(otherwise));
}

/* FT_IS_CID_KEYED is true of bare CFF only, not of CFF in an OpenType file. */
static bool is_cid_keyed(const struct font *f)
{
	const char *registry, *ordering;
	FT_Int supplement;

	return FT_Get_CID_Registry_Ordering_Supplement(f->ft, &registry, &ordering, &supplement) ==
	       0;
}

static void describe_collection(struct font *f, struct arena *a)
{
	const char *registry = NULL, *ordering = NULL;
	FT_Int supplement = 0;

	if (f->info.kind == FONT_CFF_CID)
		FT_Get_CID_Registry_Ordering_Supplement(f->ft, &registry, &ordering, &supplement);
	f->info.registry = clean_name(a, registry, "Adobe");
	f->info.ordering = clean_name(a, ordering, "Identity");
	f->info.supplement = supplement >= 0 ? supplement : 0;
}

static int cap_height(const struct font *f, const TT_OS2 *os2)
{
	int box[4];

	if (os2 != NULL && os2->version >= 2 && os2->version != 0xFFFF && os2->sCapHeight > 0)
		return milli_em(f, os2->sCapHeight);
	if (nominal_glyph(f, 'H') && font_glyph_box(f, nominal_glyph(f, 'H'), box))
		return box[3];
	return f->info.ascent * 8 / 10;
}

/* No table has the stem's width; this estimate from the weight is what PDF makers use. */
static int stem_from_weight(int weight)
{
	int w = weight < WEIGHT_MAX ? weight : WEIGHT_MAX;

	return 50 + w * w / (65 * 65);
}

/* sFamilyClass 8 and PANOSE serif styles 11 to 15 are the ways of saying "sans serif". */
static bool is_serif(const TT_OS2 *os2)
{
	if (os2 == NULL || os2->version == 0xFFFF)
		return true;
	return os2->sFamilyClass >> 8 != 8 &&
	       !(os2->panose[0] == 2 && os2->panose[1] >= 11 && os2->panose[1] <= 15);
}

static void describe_box(struct font *f)
{
	f->info.bbox[0] = milli_em(f, f->ft->bbox.xMin);
	f->info.bbox[1] = milli_em(f, f->ft->bbox.yMin);
	f->info.bbox[2] = milli_em(f, f->ft->bbox.xMax);
	f->info.bbox[3] = milli_em(f, f->ft->bbox.yMax);
	f->info.ascent = has_han(f) ? HAN_ASCENT : milli_em(f, f->ft->ascender);
	f->info.descent = has_han(f) ? HAN_DESCENT : milli_em(f, f->ft->descender);
}

static void describe(struct font *f, struct arena *a)
{
	const TT_OS2 *os2 = FT_Get_Sfnt_Table(f->ft, FT_SFNT_OS2);
	const TT_Postscript *post = FT_Get_Sfnt_Table(f->ft, FT_SFNT_POST);
	bool has_os2 = os2 != NULL && os2->version != 0xFFFF;

	if (!has_table(f, HB_TAG('C', 'F', 'F', ' ')))
		f->info.kind = FONT_GLYF;
	else
		f->info.kind = is_cid_keyed(f) ? FONT_CFF_CID : FONT_CFF;
	f->info.ps_name = clean_name(a, FT_Get_Postscript_Name(f->ft), "Unnamed");
	describe_collection(f, a);
	describe_box(f);
	f->info.cap_height = cap_height(f, os2);
	f->info.stem_v = stem_from_weight(has_os2 ? os2->usWeightClass : 400);
	f->info.italic_angle = post != NULL ? (int)(post->italicAngle / 65536) : 0;
	f->info.serif = is_serif(os2);
	f->info.fixed_pitch = FT_IS_FIXED_WIDTH(f->ft);
	f->info.fs_type = has_os2 ? os2->fsType : 0;
}

/* Both libraries must take the file, and agree on what is in it. */
static bool is_sound(const struct font *f)
{
	unsigned upem = hb_face_get_upem(f->face);

	return hb_face_get_glyph_count(f->face) > 0 &&
	       f->ft->num_glyphs == (FT_Long)hb_face_get_glyph_count(f->face) &&
	       FT_IS_SCALABLE(f->ft) && upem >= UPEM_MIN && upem <= UPEM_MAX &&
	       f->ft->units_per_EM == upem &&
	       (has_table(f, HB_TAG('C', 'F', 'F', ' ')) ||
	        has_table(f, HB_TAG('g', 'l', 'y', 'f')));
}

enum font_state face_open(FT_Library lib, const char *path, unsigned index, struct arena *a,
                          struct font **ret)
{
	struct font *f = mem_alloc(sizeof(*f));
	const char *data;
	unsigned n;

	*ret = f;
	f->info.file = strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
	f->blob = hb_blob_create_from_file_or_fail(path);
	if (f->blob == NULL)
		return FONT_BROKEN;
	data = hb_blob_get_data(f->blob, &n);
	if (FT_New_Memory_Face(lib, (const FT_Byte *)data, (FT_Long)n, (FT_Long)index, &f->ft))
		return FONT_BROKEN;
	f->face = hb_face_create(f->blob, index);
	f->hb = hb_font_create(f->face);
	if (!is_sound(f))
		return FONT_BROKEN;
	hb_face_make_immutable(f->face);
	f->info.units_per_em = (int)hb_face_get_upem(f->face);
	describe(f, a);
	if (!is_embeddable(f->info.fs_type))
		return FONT_NOT_EMBEDDABLE;
	return FONT_USABLE;
}

int face_centre(struct font *f)
{
	/* Words that every Chinese face has, of characters that fill their square. */
	static const uint32_t SAMPLE[] = {0x653F, 0x5E9C, 0x4FE1, 0x606F, 0x516C, 0x5F00,
	                                  0x5E74, 0x5EA6, 0x62A5, 0x544A, 0x56FD, 0x5BB6,
	                                  0x673A, 0x5173, 0x89C4, 0x8303};
	enum { SAMPLE_N = sizeof(SAMPLE) / sizeof(SAMPLE[0]) };
	int sum = 0, n = 0;

	for (size_t i = 0; i < SAMPLE_N && !f->centre_known; i++) {
		uint32_t gid = nominal_glyph(f, SAMPLE[i]);
		int box[4];

		if (gid == 0 || !font_glyph_box(f, gid, box))
			continue;
		sum += box[1] + box[3];
		n++;
	}
	if (n > 0)
		f->centre = sum / (2 * n);
	f->centre_known = true;
	return f->centre;
}

void face_close(struct font *f)
{
	if (f == NULL)
		return;
	hb_font_destroy(f->hb);
	hb_face_destroy(f->face);
	if (f->ft != NULL)
		FT_Done_Face(f->ft);
	hb_blob_destroy(f->blob);
	free(f);
}

struct hb_font_t *font_hb(const struct font *f)
{
	return f->hb;
}

const struct font_info *font_describe(const struct font *f)
{
	return &f->info;
}

int font_advance(const struct font *f, uint32_t gid)
{
	return hb_font_get_glyph_h_advance(f->hb, gid);
}

bool font_glyph_box(const struct font *f, uint32_t gid, int ret_box[4])
{
	hb_glyph_extents_t e;

	if (!hb_font_get_glyph_extents(f->hb, gid, &e) || e.width == 0 || e.height == 0)
		return false;
	ret_box[0] = milli_em(f, e.x_bearing);
	ret_box[1] = milli_em(f, (long)e.y_bearing + e.height);
	ret_box[2] = milli_em(f, (long)e.x_bearing + e.width);
	ret_box[3] = milli_em(f, e.y_bearing);
	return true;
}
