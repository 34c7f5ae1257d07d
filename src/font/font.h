/* SPDX-License-Identifier: MIT */
/*
 * font.h: faces, roles and fallback chains, metrics, subsets. fonts.json says which files serve a
 * role; a face is opened (memory-mapped) when the first character asks for it and stays open as
 * long as the set. Not safe for use from two threads at once.
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
struct font; /* one opened face */
struct hb_font_t;

/* What became of a file of a chain. */
enum font_state {
	FONT_USABLE,
	FONT_ABSENT,
	FONT_BROKEN,        /* no sound font */
	FONT_NOT_EMBEDDABLE /* its fsType forbids it */
};

/* Where a file was found. */
enum font_origin {
	FONT_OWN,   /* a folder of the search path */
	FONT_LOCAL, /* its local/ */
	FONT_SYSTEM /* the system's fonts */
};

/*
 * Reads DIR/fonts.json for each folder of the search path, first hit wins; font files are looked up
 * in search[0 … n-1], each with its local/ before itself. RC_IO if fonts.json is missing or broken
 * (a finding without a place says so). A missing file is a finding only when it is needed.
 */
MUST_USE enum rc font_set_open(const char *const *search, size_t search_n, struct diag_list *dl,
                               struct font_set **ret);
void font_set_close(struct font_set *fs); /* accepts NULL */

/*
 * Folders (with those in them) where faces are looked for by name that fonts.json says the system
 * may have. They are read when the first such face is wanted, in the order of their files' names.
 */
void font_set_use_system(struct font_set *fs, const char *const *folders, size_t n);

/* A finding that was made once a set is made again: another report, which knows nothing of it. */
void font_set_forget_said(struct font_set *fs);

/* The fonts.json that was read. */
const char *font_set_path(const struct font_set *fs);

/* Index of a role, or -1. */
int font_role_lookup(const struct font_set *fs, const char *role);

/* The name of a role that font_role_lookup found. */
const char *font_role_name(const struct font_set *fs, int role);

/* Where a character comes from. */
struct font_choice {
	const struct font *font;
	uint32_t gid;
	int shift; /* up, in 1/1000 em: puts a fallback on the primary's centre */
	int scale; /* in 1/1000 */
	int chain; /* 0: the role's own face, 1 … the fallbacks */
};

/*
 * The face for cp in a role's chain. RC_INPUT: no face has it. RC_IO: a file of the chain that
 * might have had it is not there or is not a font (finding FONT, once a file: see
 * font_set_forget_said).
 */
MUST_USE enum rc font_choose(struct font_set *fs, int role, uint32_t cp, struct diag_list *dl,
                             struct font_choice *ret);

/*
 * The face of a role's chain that has the variation sequence cp + selector. RC_INPUT: none that is
 * there has; a missing file is no fault here.
 */
MUST_USE enum rc font_choose_variation(struct font_set *fs, int role, const uint32_t sequence[2],
                                       struct font_choice *ret);

/* An entry of a role's chain, for people who want to know. */
struct font_entry {
	const char *wanted;       /* its file, or the first of its names */
	const char *const *names; /* that it may be found by */
	size_t name_n;
	bool optional, own, limited; /* own: the role's own face; limited: to some characters */
	int shift, scale;
	enum font_state state;
	enum font_origin origin;
	const char *path;        /* NULL: nowhere */
	const struct font *font; /* FONT_USABLE */
	unsigned fs_type;        /* FONT_NOT_EMBEDDABLE */
};

size_t font_role_count(const struct font_set *fs);
size_t font_entry_count(const struct font_set *fs, int role);

/* Whether an entry may serve a character, if its face has it. */
bool font_entry_serves(const struct font_set *fs, int role, size_t i, uint32_t cp);

/* Opens the file of an entry. Makes no finding. */
void font_entry_describe(struct font_set *fs, int role, size_t i, struct font_entry *ret);

/* Where an entry's file is, without opening it; NULL: nowhere. */
const char *font_entry_path(struct font_set *fs, int role, size_t i);

/* What a face calls itself, in Chinese or in English where it does; NULL where it does not. */
struct font_names {
	const char *family_zh, *family_en, *full_zh, *full_en, *version, *licence;
};
void font_names_read(const struct font *f, struct arena *a, struct font_names *ret);

/* Names of the files of a role's chain, for messages: "FandolFang-Regular.otf, …". */
const char *font_chain_names(struct font_set *fs, int role, struct arena *a);

/* For text/, which shapes; scale of the hb_font is the face's units per em. */
struct hb_font_t *font_hb(const struct font *f);

enum font_kind {
	FONT_CFF_CID, /* CFF, CID-keyed */
	FONT_CFF,     /* CFF, name-keyed */
	FONT_GLYF
};

/* Facts for a PDF FontDescriptor; lengths in 1/1000 em. */
struct font_info {
	enum font_kind kind;
	int id; /* unique in the set, from 0 in the order of opening */
	const char *ps_name;
	const char *file;                /* its name, without a folder */
	const char *registry, *ordering; /* FONT_CFF_CID: the ROS; else "Adobe", "Identity" */
	int supplement;
	int units_per_em;
	int bbox[4];
	int ascent, descent, cap_height, stem_v, italic_angle;
	bool serif, fixed_pitch;
	unsigned fs_type; /* OS/2 fsType */
};
const struct font_info *font_describe(const struct font *f);

/* Advance of a glyph in font units. */
int font_advance(const struct font *f, uint32_t gid);

/* Ink box of a glyph in 1/1000 em, y up: {left, bottom, right, top}; false if it has no ink. */
bool font_glyph_box(const struct font *f, uint32_t gid, int ret_box[4]);

/* A subset as it is embedded. cid[i] is the CID by which the program knows gids[i]. */
struct font_program {
	struct buf data; /* bare CFF table, or a TrueType file */
	uint32_t *cid;
	bool whole; /* no subset: the face's fsType allows none (0x0100) */
};

/*
 * Makes the subset for n glyphs (ascending, without 0, which is always in), or gives the whole face
 * where its maker allows no less.
 */
MUST_USE enum rc font_subset(const struct font *f, const uint32_t *gids, size_t n,
                             struct font_program *ret);
void font_program_release(struct font_program *p);

/* A font program out of a document; the bytes outlive it. NULL: it is none. */
struct font_embedded;
struct font_embedded *font_embedded_open(const void *p, size_t n);
void font_embedded_close(struct font_embedded *e); /* accepts NULL */

/* Whether its glyph of that CID is that glyph of the face, in outline and advance. */
bool font_embedded_is(const struct font_embedded *e, uint32_t cid, const struct font *f,
                      uint32_t gid);

#endif
