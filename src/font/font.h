/* SPDX-License-Identifier: MIT */
/*
 * font.h: faces, roles and fallback chains, metrics, subsets. fonts.json lists the files of each
 * role. A face is opened (memory-mapped) when a character first needs it and stays open as long as
 * the set. A set must not be used from two threads at once.
 */
#ifndef KANBEN_FONT_FONT_H
#define KANBEN_FONT_FONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/rc.h"

struct font_set;
struct font; /* an open face */
struct hb_font_t;

/* State of a file of a chain. */
enum font_state {
	FONT_USABLE,
	FONT_ABSENT,
	FONT_BROKEN,        /* not a valid font */
	FONT_NOT_EMBEDDABLE /* fsType does not permit embedding */
};

/* Where a file was found. */
enum font_origin {
	FONT_OWN,   /* a folder of the search path */
	FONT_LOCAL, /* local/ in such a folder */
	FONT_SYSTEM /* the fonts of the system */
};

/*
 * Reads the first fonts.json found in the folders of the search path. Font files are searched for
 * in all these folders, in each one's local/ first. RC_IO, with a finding, if fonts.json is missing
 * or invalid. Missing font files are reported when they are needed.
 */
MUST_USE enum rc font_set_open(const char *const *search, size_t search_n, struct diag_list *dl,
                               struct font_set **ret);
void font_set_close(struct font_set *fs); /* accepts NULL */

/*
 * Sets the folders, searched recursively, for faces that fonts.json allows to be system fonts. They
 * are scanned when such a face is first needed, in order of file name.
 */
void font_set_use_system(struct font_set *fs, const char *const *folders, size_t n);

/*
 * Has these faces taken from an inventory that holds (inventory.h) instead of their folders. It is
 * borrowed; NULL: there is none.
 */
void font_set_use_inventory(struct font_set *fs, const struct buf *inventory);

/*
 * Has faces that are opened from now on read into memory instead of mapped: their files may be
 * replaced or cut short while they are in use. Large outlines (1 MiB of CFF) are read from the open
 * file as they are needed.
 */
void font_set_read(struct font_set *fs);

/*
 * The path of an open face whose outlines are read as they are needed and whose file has been
 * written to, or cannot be read any more: what was made with it is not to be used. NULL: there is
 * none.
 */
const char *font_set_changed(const struct font_set *fs);

/* Lets findings that are added once per set be added again: call it before the next report. */
void font_set_forget_said(struct font_set *fs);

/* Path of the fonts.json in use. */
const char *font_set_path(const struct font_set *fs);

/* Index of a role, or -1. */
int font_role_lookup(const struct font_set *fs, const char *role);

/* The name of the role with this index. */
const char *font_role_name(const struct font_set *fs, int role);

/* The face and glyph chosen for a character. */
struct font_choice {
	const struct font *font;
	uint32_t gid;
	int shift; /* upwards, in 1/1000 em; aligns a fallback with the role's own face */
	int scale; /* in 1/1000 */
	int chain; /* 0: the role's own face or one before it; 1 …: fallbacks */
};

/*
 * Chooses the first face of a role's chain that has cp. RC_INPUT: no face has it. RC_IO: a required
 * file that might have it is missing or unusable (finding FONT, once per file; see
 * font_set_forget_said).
 */
MUST_USE enum rc font_choose(struct font_set *fs, int role, uint32_t cp, struct diag_list *dl,
                             struct font_choice *ret);

/*
 * Chooses the first usable face of a role's chain that has the variation sequence (character,
 * selector). RC_INPUT: none has it; missing files are not reported here.
 */
MUST_USE enum rc font_choose_variation(struct font_set *fs, int role, const uint32_t sequence[2],
                                       struct font_choice *ret);

/* An entry of a role's chain, as shown to the user. */
struct font_entry {
	const char *wanted;       /* its file, or the first of its names */
	const char *const *names; /* names by which it may be found */
	size_t name_n;
	bool optional, own, limited; /* own: the role's own face; limited: to some characters */
	int shift, scale;            /* as in struct font_choice */
	enum font_state state;
	enum font_origin origin;
	const char *path;        /* NULL: not found */
	const struct font *font; /* if FONT_USABLE */
	unsigned fs_type;        /* if FONT_NOT_EMBEDDABLE */
};

size_t font_role_count(const struct font_set *fs);
size_t font_entry_count(const struct font_set *fs, int role);

/* Describes an entry, opening its file. Adds no finding. */
void font_entry_describe(struct font_set *fs, int role, size_t i, struct font_entry *ret);

/* The path of an entry's file, without opening it; NULL if it is not found. */
const char *font_entry_path(struct font_set *fs, int role, size_t i);

/* Entries of a face's name table, in Chinese or English; NULL where there is none. */
struct font_names {
	const char *family_zh, *family_en, *full_zh, *full_en, *version, *licence;
};
void font_names_read(const struct font *f, struct arena *a, struct font_names *ret);

/* The files of a role's chain, for messages: "FandolFang-Regular.otf, …". */
const char *font_chain_names(struct font_set *fs, int role, struct arena *a);

/* For shaping in text/; the scale of the hb_font is the face's units per em. */
struct hb_font_t *font_hb(const struct font *f);

enum font_kind { FONT_CFF, FONT_GLYF };

/* Properties for a PDF FontDescriptor; lengths in 1/1000 em. */
struct font_info {
	enum font_kind kind;
	int id; /* unique in the set: 0, 1 … in the order of opening */
	const char *ps_name;
	const char *file; /* name without folder */
	int units_per_em;
	int bbox[4];
	int ascent, descent, cap_height, stem_v, italic_angle;
	bool serif, fixed_pitch;
	unsigned fs_type; /* OS/2 fsType */
};
const struct font_info *font_describe(const struct font *f);

/*
 * Gives back to the system what has been read of a font's file, if that is mapped; what is asked
 * for later is read again. To be called before outlines are read, which is when what laying out
 * asked for is no longer needed, and after. Only the first two calls do anything: who makes many
 * documents needs all of it again for each.
 */
void font_give_back(const struct font *f);

/*
 * Tells faces apart, and one edition of a face from another, in any process: a hash of the
 * beginning of its file, where the checksums of its tables are (OpenType 1.9, table directory).
 */
uint64_t font_fingerprint(const struct font *f);

/* The glyph that a character has by itself; 0: none. */
uint32_t font_find_glyph(const struct font *f, uint32_t cp);

/* Advance width of a glyph, in font units. */
int font_advance(const struct font *f, uint32_t gid);

/*
 * Whether a glyph stays as it is, at its advance, in a row of glyphs of which the same is true: no
 * lookup of the face's tables GSUB and GPOS starts with it that is on in horizontal simplified
 * Chinese without ligatures and kerning (lookups.h). False if that is not known.
 */
bool font_keeps_glyph(const struct font *f, uint32_t gid);

/* The glyph that stands for one with no other beside it, in such text; false as above. */
bool font_glyph_alone(const struct font *f, uint32_t gid, uint32_t *ret);

/*
 * A glyph whose advance box is narrower than the face's by so much on either side, in font units,
 * with the outline in its place (full-width punctuation without its blank half; negative: wider),
 * and whose outline is raised (a glyph that stands in for one of another face).
 */
struct font_glyph {
	uint32_t gid;
	int16_t left, right, up;
};

/* Has it the face's own box and outline? */
static inline bool font_glyph_is_plain(const struct font_glyph *g)
{
	return g->left == 0 && g->right == 0 && g->up == 0;
}

static inline bool font_glyph_equal(const struct font_glyph *a, const struct font_glyph *b)
{
	return a->gid == b->gid && a->left == b->left && a->right == b->right && a->up == b->up;
}

/*
 * Ink box (bounding box) of a glyph in 1/1000 em, y up: {left, bottom, right, top}; false if the
 * glyph is empty.
 */
bool font_glyph_box(const struct font *f, uint32_t gid, int ret_box[4]);

/* A font program for embedding. */
struct font_program {
	struct buf data;  /* bare CFF table, CID-keyed, or a TrueType file */
	uint32_t *glyphs; /* TrueType: glyphs[i] is the glyph of CID i + 1; otherwise NULL */
	bool whole;       /* as font_is_kept_whole says */
};

/* Does the face's fsType forbid subsetting (0x0100)? Then it is embedded as it is. */
bool font_is_kept_whole(const struct font *f);

/*
 * Makes a subset of n glyphs, in which CID i + 1 is glyphs[i], or the whole face if its fsType
 * forbids subsetting, which also forbids boxes of other widths. The glyphs may be in any order and
 * repeated, but not 0, which is CID 0. RC_BUG if that fails. Release *ret with
 * font_program_release, even then.
 */
MUST_USE enum rc font_subset(const struct font *f, const struct font_glyph *glyphs, size_t n,
                             struct font_program *ret);
void font_program_release(struct font_program *p);

/* A glyph of a TrueType file, and the character of the BMP that its cmap maps to it. */
struct font_coded {
	uint32_t cp, gid;
};

/*
 * Makes a TrueType file of a face of either kind, for formats that address glyphs by character
 * (GB/T 33190, 11.1). It has the tables that readers of such formats ask for, all ten of them;
 * glyph 0 is empty. The characters are in ascending order, each there once. Cubic outlines become
 * quadratic with an error of at most 1/1000 em; hints and layout tables are left out. A face that
 * must not be subset (font_is_kept_whole) has every character of the BMP that its own cmap has; the
 * list is then not looked at. Appends to *ret. RC_BUG: a glyph has no outline that can be so drawn.
 */
MUST_USE enum rc font_truetype(const struct font *f, const struct font_coded *list, size_t n,
                               struct buf *ret);

/*
 * Tells the outline of a glyph as such a file has it: a row of points for each contour, the first
 * on the curve and there again as the last, those implied between control points included.
 * Coordinates are in halves of a font unit, y up. RC_BUG as above.
 */
typedef void font_tell_point(void *user, int32_t x, int32_t y, bool on, bool first);
MUST_USE enum rc font_trace(const struct font *f, uint32_t gid, font_tell_point *tell, void *user);

/*
 * Tells the outline of a glyph as its face has it, contour by contour, each closed; nothing for a
 * glyph without ink. xy are the points of the step: none to close, one of a line, two of a
 * quadratic curve, three of a cubic one, the last of them on the outline. They are rounded to font
 * units, y up. What lies within is filled by the nonzero rule.
 */
enum font_step { FONT_MOVE, FONT_LINE, FONT_QUADRATIC, FONT_CUBIC, FONT_CLOSE };
typedef void font_tell_step(void *user, enum font_step step, const int32_t *xy);
void font_outline(const struct font *f, uint32_t gid, font_tell_step *tell_step, void *user);

/*
 * Opens a font program extracted from a document. Borrows the bytes, which must outlive it. NULL if
 * it is not a font program.
 */
struct font_embedded;
struct font_embedded *font_embedded_open(const void *p, size_t n);
void font_embedded_close(struct font_embedded *e); /* accepts NULL */

/*
 * Whether a glyph of the program, given by its CID in CFF and by its index in TrueType, has the
 * outline and advance of this glyph of the face.
 */
bool font_embedded_is(const struct font_embedded *e, uint32_t glyph, const struct font *f,
                      const struct font_glyph *want);

/* The glyph that the program's own cmap has for a character; 0: none. */
uint32_t font_embedded_find(const struct font_embedded *e, uint32_t cp);

/*
 * Whether a glyph of the program, a TrueType file, has the advance of this glyph of the face, and
 * its outline, but for what curves of another degree may be off: 2/1000 em, or at least nothing
 * that shows in a drawing of 64 pixels an em.
 */
bool font_embedded_looks_like(struct font_embedded *e, uint32_t glyph, const struct font *f,
                              uint32_t gid);

#endif
