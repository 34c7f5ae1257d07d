/* SPDX-License-Identifier: MIT */
/* names.h, private to font/: the name table (OpenType, name), where faces say what they are. */
#ifndef KANBEN_FONT_NAMES_H
#define KANBEN_FONT_NAMES_H

#include <stdbool.h>

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
 * A name as UTF-8 in the arena, in Chinese or in English; NULL if the face has none that can be
 * read. Control characters in it become spaces.
 */
const char *names_read(struct arena *a, hb_face_t *face, enum name_id id, bool chinese);

/* What a face may be asked for by. */
struct face_names {
	struct face_name {
		const char *text;
		bool is_family;
	} * items;
	size_t n;
};

/*
 * The family, full and PostScript names of every language, in the arena. A family's bold or
 * slanted member answers to its full name alone.
 */
void names_list(struct arena *a, hb_face_t *face, struct face_names *ret);

/*
 * How well a face bears one of the wanted names, of which earlier ones are better: 0 is best, a
 * family's name worse than the face's own. Case, spaces, '-' and '_' do not count.
 */
enum { NAMES_NO_MATCH = -1 };
int names_match(const struct face_names *names, const char *const *wanted, size_t n);

#endif
