/* SPDX-License-Identifier: MIT */
/*
 * unicode.h: characters that nobody sees, told by their Unicode properties, and what becomes of
 * them in a text that is to be printed. Reports, imported documents and layouts are all read with
 * this; nothing else decides what is invisible.
 */
#ifndef KANBEN_BASE_UNICODE_H
#define KANBEN_BASE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

enum unicode_class {
	UNICODE_TEXT,       /* anything visible, white space, control characters */
	UNICODE_THIN,       /* a fixed space that few faces have: U+2004 … U+200A, 202F, 205F */
	UNICODE_IGNORABLE,  /* Default_Ignorable_Code_Point, and none of the following */
	UNICODE_JOINER,     /* U+200C, 200D, and Mongolian U+180E: shape the letters beside them */
	UNICODE_SELECTOR,   /* Variation_Selector */
	UNICODE_BIDI,       /* Bidi_Control */
	UNICODE_ANNOTATION, /* General_Category Cf, not ignorable and of no width: U+FFF9 … FFFB */
};

enum unicode_class unicode_class(uint32_t cp);

/* Neither visible nor white space: any class but UNICODE_TEXT and UNICODE_THIN. */
bool unicode_is_invisible(uint32_t cp);

/* A Roman numeral of its own, U+2160 to U+2188, which is set like an ideograph. */
static inline bool unicode_is_roman_numeral(uint32_t cp)
{
	return cp >= 0x2160 && cp <= 0x2188;
}

/* A letter or number of a script that is written from right to left (Bidi_Class R, AL, AN). */
bool unicode_is_right_to_left(uint32_t cp);

/* What becomes of a character. */
enum unicode_fate {
	UNICODE_KEEP,
	UNICODE_BLANK, /* it is read as U+0020 */
	UNICODE_OMIT,  /* it is left out, which changes nothing that is seen */
	UNICODE_REFUSE /* as well, but that may change what is read: a person has to decide */
};

/*
 * A walk through a text, which says what becomes of each character. Joiners and variation selectors
 * are kept beside characters that they can have an effect on (RFC 5892, A.1 and A.2; UTS #37; UTS
 * #51). Direction is refused where it matters: in a text with letters from right to left, or if
 * something else in it is put into that order. A text without what is omitted, refused or blank
 * passes as it is.
 */
struct unicode_walk {
	const char *start, *at, *end;
	uint32_t last; /* kept; 0: none */
	uint32_t base; /* the last one that was kept and extends no other */
	bool virama;   /* a virama follows the base */
	/* What comes next, for joiners; valid while at < seen. */
	const char *seen;
	uint32_t next;
	signed char turned; /* -1: not known */
};

/* s is valid UTF-8 and outlives the walk. */
void unicode_walk_init(struct unicode_walk *w, const char *s, size_t n);

/* Moves past the character at w->at, which must be before w->end. */
enum unicode_fate unicode_walk_next(struct unicode_walk *w, uint32_t *ret_cp);

/*
 * Whether a line break between two characters reads as a blank where there are no lines: between
 * Latin letters and the like, not beside Chinese.
 */
bool unicode_break_is_blank(uint32_t before, uint32_t after);

/* A text without its line breaks; in the arena, or the text itself if it has none. */
const char *unicode_one_line(struct arena *a, const char *s);

/* Different characters and how often each occurred, in the order of their first occurrence. */
enum { UNICODE_TALLY_MAX = 8 };

struct unicode_tally {
	uint32_t cps[UNICODE_TALLY_MAX];
	size_t counts[UNICODE_TALLY_MAX];
	size_t n, total; /* total: also those that had no room */
};

void unicode_tally_add(struct unicode_tally *t, uint32_t cp);

/* Appends "U+200B, 3 × U+2060 and others", translated. */
void unicode_tally_put(const struct unicode_tally *t, struct buf *b);

/*
 * Appends a text without what is omitted or refused and with blanks for what is read as such. The
 * tally, which may be NULL, counts what was refused.
 */
void unicode_clean(struct buf *b, const char *s, size_t n, struct unicode_tally *refused);

/* The same for a name: in the arena, also without white space at the ends. */
const char *unicode_clean_name(struct arena *a, const char *s, size_t n);

#endif
