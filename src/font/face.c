/* SPDX-License-Identifier: MIT */
#include "font/face.h"

#include <ctype.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "font/checked.h"
#include "font/names.h"
#include "font/sfnt.h"

/*
 * OS/2 fsType: the bits that rule out embedding in a PDF. Old faces may set several of bits 1 to 3;
 * then the least restrictive one applies (OpenType, OS/2, fsType).
 */
enum { FS_USAGE = 0x000E, FS_RESTRICTED = 0x0002, FS_BITMAP_ONLY = 0x0200 };

static bool is_embeddable(unsigned fs_type)
{
	return (fs_type & FS_USAGE) != FS_RESTRICTED && (fs_type & FS_BITMAP_ONLY) == 0;
}

/*
 * Chinese faces get an em box of 880 above and 120 below the baseline whatever their tables say:
 * FandolSong's hhea, for one, has a descender with the wrong sign.
 */
enum { HAN_ASCENT = 880, HAN_DESCENT = -120 };

enum { GIVEN_MAX = 2 };

enum { NAME_MAX_LENGTH = 63, UPEM_MIN = 16, UPEM_MAX = 16384, WEIGHT_MAX = 1000 };

static int milli_em(const struct font *f, long v)
{
	long upem = f->info.units_per_em;

	return (int)((v * 1000 + (v < 0 ? -upem / 2 : upem / 2)) / upem);
}

uint32_t font_find_glyph(const struct font *f, uint32_t cp)
{
	hb_codepoint_t gid = 0;

	return hb_font_get_nominal_glyph(f->hb, cp, &gid) ? gid : 0;
}

/* 一 and the first characters of Extensions A and B: every Chinese face has at least one of them.
 */
static bool has_han(const struct font *f)
{
	return font_find_glyph(f, 0x4E00) || font_find_glyph(f, 0x3400) ||
	       font_find_glyph(f, 0x20000);
}

/* A name reduced to characters that are safe in a PDF name; `otherwise` if nothing is left. */
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

FT_Face face_freetype(const struct font *f)
{
	struct face_freetype *ft = f->freetype;
	unsigned n;
	const char *data = hb_blob_get_data(f->blob, &n);

	if (f->sparse != NULL && !sparse_fill(f->sparse))
		return NULL;
	if (!ft->tried && FT_Init_FreeType(&ft->library) == 0 &&
	    FT_New_Memory_Face(ft->library, (const FT_Byte *)data, (FT_Long)n, (FT_Long)f->index,
	                       &ft->face) != 0)
		ft->face = NULL;
	ft->tried = true;
	return ft->face;
}

static int cap_height(const struct font *f, const struct sfnt_os2 *os2)
{
	int box[4];

	if (os2->cap_height > 0)
		return milli_em(f, os2->cap_height);
	if (font_find_glyph(f, 'H') && font_glyph_box(f, font_find_glyph(f, 'H'), box))
		return box[3];
	return f->info.ascent * 8 / 10;
}

/* No table has the stem width; PDF producers commonly estimate it from the weight like this. */
static int stem_from_weight(int weight)
{
	int w = weight < WEIGHT_MAX ? weight : WEIGHT_MAX;

	return 50 + w * w / (65 * 65);
}

/* sFamilyClass 8 and PANOSE serif styles 11 to 15 denote sans serif. */
static bool is_serif(const struct sfnt_os2 *os2)
{
	return os2->family_class != 8 &&
	       !(os2->panose[0] == 2 && os2->panose[1] >= 11 && os2->panose[1] <= 15);
}

static void describe_box(struct font *f, const struct sfnt_facts *facts)
{
	hb_font_extents_t lines = {0};

	for (int i = 0; i < 4; i++)
		f->info.bbox[i] = milli_em(f, facts->bbox[i]);
	hb_font_get_h_extents(f->hb, &lines);
	f->info.ascent = has_han(f) ? HAN_ASCENT : milli_em(f, lines.ascender);
	f->info.descent = has_han(f) ? HAN_DESCENT : milli_em(f, lines.descender);
}

/* The CFF table has a copy of the name, used where the name table lacks it. */
static const char *ps_name(const struct font *f, struct arena *a)
{
	const char *name = names_read(a, f->face, NAME_POSTSCRIPT, /*chinese*/ false);

	if (name == NULL && f->cff != NULL) {
		struct cff_bytes own = cff_face_table(f->cff)->name;

		name = arena_strndup(a, (const char *)own.p, own.n);
	}
	return clean_name(a, name, "Unnamed");
}

static void describe(struct font *f, const struct sfnt_facts *facts, struct arena *a)
{
	f->info.kind = hb_blob_get_length(f->cff_table) == 0 ? FONT_GLYF : FONT_CFF;
	f->info.ps_name = ps_name(f, a);
	describe_box(f, facts);
	f->info.cap_height = cap_height(f, &facts->os2);
	f->info.stem_v = stem_from_weight(facts->os2.there ? (int)facts->os2.weight : 400);
	f->info.italic_angle = facts->italic_angle;
	f->info.serif = is_serif(&facts->os2);
	f->info.fixed_pitch = facts->fixed_pitch;
	f->info.fs_type = facts->os2.fs_type;
}

/* Whether the face has outlines, in CFF as many as maxp says. */
static bool draws_all(const struct font *f)
{
	unsigned n = hb_face_get_glyph_count(f->face);
	FT_Face ft;

	if (hb_blob_get_length(f->cff_table) == 0)
		return sfnt_has_table(f->face, HB_TAG('g', 'l', 'y', 'f')) &&
		       sfnt_has_table(f->face, HB_TAG('l', 'o', 'c', 'a'));
	if (f->cff != NULL)
		return cff_face_table(f->cff)->glyphs.count == n;
	ft = face_freetype(f);
	return ft != NULL && FT_IS_SCALABLE(ft) && ft->num_glyphs == (FT_Long)n;
}

static bool is_sound(const struct font *f, const struct sfnt_facts *facts)
{
	unsigned upem = hb_face_get_upem(f->face);

	return hb_face_get_glyph_count(f->face) > 0 && upem == facts->units_per_em &&
	       upem >= UPEM_MIN && upem <= UPEM_MAX &&
	       sfnt_has_table(f->face, HB_TAG('h', 'h', 'e', 'a')) &&
	       sfnt_has_table(f->face, HB_TAG('h', 'm', 't', 'x')) && draws_all(f);
}

static void open_cff(struct font *f)
{
	unsigned n;
	const char *p;

	f->cff_table = checked_table(f->face, HB_TAG('C', 'F', 'F', ' '));
	p = hb_blob_get_data(f->cff_table, &n);
	if (n > 0)
		f->cff = cff_face_open((struct cff_bytes){(const uint8_t *)p, n});
	if (f->cff == NULL && f->sparse != NULL)
		(void)!sparse_fill(f->sparse); /* else it has no outlines: draws_all */
	if (f->cff == NULL || f->outlines.fd < 0)
		return;
	f->outlines.at = (uint64_t)(p - hb_blob_get_data(f->blob, NULL));
	cff_face_read_from(f->cff, &f->outlines, (const uint8_t *)p);
}

/* The file as a blob; NULL: it is not there, is empty or cannot be mapped. */
static hb_blob_t *map_file(int fd)
{
	struct stat st;
	void *p;

	if (fd < 0 || fstat(fd, &st) != 0 || st.st_size <= 0 || st.st_size > UINT_MAX)
		return NULL;
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_NORESERVE, fd, 0);
	return p != MAP_FAILED ? checked_mapping(p, (size_t)st.st_size) : NULL;
}

/* The outlines are read later; of few of them now. */
static hb_blob_t *read_file(struct font *f, const char *path)
{
	hb_blob_t *blob;

	f->sparse = sparse_open(path, f->index, &blob);
	if (f->sparse == NULL)
		return checked_read(path);
	f->outlines = (struct charstring_file){.fd = sparse_descriptor(f->sparse), .only = true};
	return blob;
}

/* HarfBuzz asks for each table once; with this one it gets the outlines. */
static hb_blob_t *whole_table(hb_face_t *face, hb_tag_t tag, void *user)
{
	const struct font *f = user;

	(void)face;
	if (tag == HB_TAG('C', 'F', 'F', ' ') && !sparse_fill(f->sparse))
		return hb_blob_get_empty();
	return hb_face_reference_table(f->face, tag);
}

static hb_font_t *make_font(struct font *f)
{
	hb_face_t *face;
	hb_font_t *font;

	if (f->sparse == NULL)
		return hb_font_create(f->face);
	face = hb_face_create_for_tables(whole_table, f, NULL);
	if (face == hb_face_get_empty())
		mem_exhausted();
	hb_face_set_index(face, f->index);
	hb_face_set_upem(face, hb_face_get_upem(f->face));
	hb_face_set_glyph_count(face, hb_face_get_glyph_count(f->face));
	hb_face_make_immutable(face);
	font = hb_font_create(face);
	hb_face_destroy(face);
	return font;
}

static hb_blob_t *open_file(struct font *f, const char *path, enum face_access how)
{
	hb_blob_t *blob;

	if (how == FACE_READ)
		return read_file(f, path);
	f->outlines.fd = open(path, O_RDONLY | O_CLOEXEC);
	blob = map_file(f->outlines.fd);
	if (blob != NULL) {
		*f->given = GIVEN_MAX;
		return blob;
	}
	if (f->outlines.fd >= 0)
		close(f->outlines.fd);
	f->outlines.fd = -1;
	return checked_read(path); /* what cannot be mapped is read */
}

enum font_state face_open(const struct face_file *file, struct arena *a, struct font **ret)
{
	const char *path = file->path;
	struct font *f = mem_alloc(sizeof(*f));
	struct sfnt_facts facts;

	*ret = f;
	f->info.file = strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
	f->index = file->index;
	f->outlines.fd = -1;
	f->freetype = arena_new(a, struct face_freetype);
	f->given = arena_new(a, unsigned);
	f->boxes = arena_new(a, struct face_boxes);
	f->glyf = arena_new(a, struct glyf_cache);
	f->lookups = arena_new(a, struct face_lookups);
	f->advances = arena_new(a, struct face_advances);
	f->boxes->places = checked_map();
	f->blob = open_file(f, path, file->access);
	if (f->blob == NULL)
		return FONT_BROKEN;
	f->face = hb_face_create(f->blob, f->index);
	f->hb = make_font(f);
	open_cff(f);
	sfnt_read_facts(f->face, &facts);
	if (!is_sound(f, &facts))
		return FONT_BROKEN;
	hb_face_make_immutable(f->face);
	f->info.units_per_em = (int)hb_face_get_upem(f->face);
	describe(f, &facts, a);
	if (!is_embeddable(f->info.fs_type))
		return FONT_NOT_EMBEDDABLE;
	return FONT_USABLE;
}

int face_centre(struct font *f)
{
	/* Common characters that fill the em square. */
	static const uint32_t SAMPLE[] = {0x653F, 0x5E9C, 0x4FE1, 0x606F, 0x516C, 0x5F00,
	                                  0x5E74, 0x5EA6, 0x62A5, 0x544A, 0x56FD, 0x5BB6,
	                                  0x673A, 0x5173, 0x89C4, 0x8303};
	enum { SAMPLE_N = COUNT(SAMPLE) };
	int sum = 0, n = 0;

	for (size_t i = 0; i < SAMPLE_N && !f->centre_known; i++) {
		uint32_t gid = font_find_glyph(f, SAMPLE[i]);
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
	if (f->freetype->face != NULL)
		FT_Done_Face(f->freetype->face);
	if (f->freetype->library != NULL)
		FT_Done_FreeType(f->freetype->library);
	hb_map_destroy(f->boxes->places);
	free(f->boxes->list);
	lookups_free(f->lookups->read);
	glyf_cache_release(f->glyf);
	cff_face_close(f->cff);
	hb_blob_destroy(f->cff_table);
	hb_font_destroy(f->hb);
	hb_face_destroy(f->face);
	hb_blob_destroy(f->blob);
	if (f->outlines.fd >= 0 && f->sparse == NULL)
		close(f->outlines.fd);
	sparse_close(f->sparse);
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

void font_give_back(const struct font *f)
{
	unsigned n;
	char *p = (char *)hb_blob_get_data(f->blob, &n);

	if (*f->given == 0)
		return;
	--*f->given;
	(void)madvise(p, n, MADV_DONTNEED);
}

bool face_is_intact(const struct font *f)
{
	return f->sparse == NULL || sparse_is_intact(f->sparse);
}

uint64_t font_fingerprint(const struct font *f)
{
	enum { DIRECTORY_MAX = 4096 }; /* bytes */
	unsigned n = 0;
	const char *p = hb_blob_get_data(f->blob, &n);
	uint64_t h = hash_number(hash_number(HASH_START, n), f->index);

	return hash_bytes(h, p, n < DIRECTORY_MAX ? n : DIRECTORY_MAX);
}

int font_advance(const struct font *f, uint32_t gid)
{
	struct face_advances *a = f->advances;
	size_t i = gid % ADVANCES_KEPT;

	if (a->slots[i].known != gid + 1) {
		a->slots[i].advance = hb_font_get_glyph_h_advance(f->hb, gid);
		a->slots[i].known = gid + 1;
	}
	return a->slots[i].advance;
}

static const struct lookups *lookups_of(const struct font *f)
{
	if (f->lookups->read == NULL)
		f->lookups->read = lookups_read(f->face);
	return f->lookups->read;
}

bool font_keeps_glyph(const struct font *f, uint32_t gid)
{
	return lookups_leave(lookups_of(f), gid);
}

bool font_glyph_alone(const struct font *f, uint32_t gid, uint32_t *ret)
{
	struct face_lookups *l = f->lookups;

	if (l->asked != gid) { /* nobody asks for glyph 0 */
		l->is_known = lookups_alone(lookups_of(f), gid, &l->alone);
		l->asked = gid;
	}
	*ret = l->alone;
	return l->is_known;
}

static struct face_box measure_box(const struct font *f, uint32_t gid)
{
	hb_glyph_extents_t e;
	int32_t b[4];

	if (f->cff != NULL && cff_face_bounds(f->cff, gid, b))
		return (struct face_box){.has_ink = b[0] < b[2] && b[1] < b[3],
		                         .box = {milli_em(f, b[0]), milli_em(f, b[1]),
		                                 milli_em(f, b[2]), milli_em(f, b[3])}};
	if (!hb_font_get_glyph_extents(f->hb, gid, &e) || e.width == 0 || e.height == 0)
		return (struct face_box){0};
	return (struct face_box){
	        .has_ink = true,
	        .box = {milli_em(f, e.x_bearing), milli_em(f, (long)e.y_bearing + e.height),
	                milli_em(f, (long)e.x_bearing + e.width), milli_em(f, e.y_bearing)}};
}

/* Cached, because HarfBuzz interprets the outline on every call. */
bool font_glyph_box(const struct font *f, uint32_t gid, int ret_box[4])
{
	struct face_boxes *known = f->boxes;
	uint32_t place = hb_map_get(known->places, gid);
	struct face_box b;

	if (place == HB_MAP_VALUE_INVALID) {
		known->list = mem_grow(known->list, known->n, &known->cap, sizeof(*known->list));
		known->list[known->n] = measure_box(f, gid);
		place = (uint32_t)known->n++;
		checked_map_set(known->places, gid, place);
	}
	b = known->list[place];
	if (b.has_ink)
		memcpy(ret_box, b.box, sizeof(b.box));
	return b.has_ink;
}
