/* SPDX-License-Identifier: MIT */
/*
 * names.h, private to font/: names of faces. names.c reads the name table (OpenType, name); peek.c
 * opens files of which only the names are needed.
 */
#ifndef KANBEN_FONT_NAMES_H
#define KANBEN_FONT_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hb.h>

#include "base/arena.h"

enum name_id {
	NAME_FAMILY = 1,
	NAME_FULL = 4,
	NAME_VERSION = 5,
	NAME_POSTSCRIPT = 6,
	NAME_LICENCE = 13,
	NAME_TYPOGRAPHIC_FAMILY = 16
};

/*
 * The Chinese or English name with this ID, as UTF-8 in the arena; NULL if there is none that can
 * be decoded. Control characters are replaced by spaces.
 */
const char *names_read(struct arena *a, hb_face_t *face, enum name_id id, bool chinese);

/* A name without what does not tell names apart: case, spaces, '-' and '_'; in the arena. */
const char *names_fold(struct arena *a, const char *name);

/* The names by which a face can be selected. */
struct face_names {
	struct face_name {
		const char *folded;
		bool is_family;
	} * items;
	size_t n;
	hb_face_t *face; /* borrowed; NULL if the style is known */
	enum { STYLE_UNREAD, STYLE_REGULAR, STYLE_OTHER } style;
};

/* Lists family, full and PostScript names in all languages, in the arena. */
void names_list(struct arena *a, hb_face_t *face, struct face_names *ret);

/*
 * Is the face neither bold nor italic? Most faces match nothing, so the table that says it is read
 * when this is first asked.
 */
bool names_are_regular(struct face_names *names);

/*
 * Ranks a face by the wanted names, folded, of which earlier ones are better: 0 is best; a match by
 * family name ranks below one by full or PostScript name. The family name of a bold or italic face
 * does not count, since it selects the regular face of the family.
 */
enum { NAMES_NO_MATCH = -1 };
int names_match(struct face_names *names, const char *const *wanted, size_t n);

/*
 * A font file opened for its names. Tables are read on request, which for so few bytes is faster
 * than mapping and unmapping the file.
 */
struct peek;

/* NULL if the file cannot be read or is not an OpenType font or collection. */
struct peek *peek_open(const char *path);
void peek_close(struct peek *p); /* accepts NULL */

/* Number of faces in the file. */
unsigned peek_count(const struct peek *p);

/* Where a table of a face is in the file; false if the face has none with that tag. */
bool peek_table(const struct peek *p, unsigned index, hb_tag_t tag, uint64_t *ret_at,
                size_t *ret_n);

/* The open file. */
int peek_descriptor(const struct peek *p);

/* A face that only provides tables; destroy it before closing p. */
hb_face_t *peek_face(struct peek *p, unsigned index);

#endif
