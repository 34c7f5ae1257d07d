/* SPDX-License-Identifier: MIT */
/* class.h: what a character is to line layout (CLREQ, classes of punctuation). */
#ifndef KANBEN_TEXT_CLASS_H
#define KANBEN_TEXT_CLASS_H

#include <stdbool.h>
#include <stdint.h>

enum text_class {
	TEXT_HAN,        /* ideographs, and whatever is set like one */
	TEXT_OPENING,    /* “ （ 《 … blank on the left */
	TEXT_CLOSING,    /* ” ） 》 … blank on the right */
	TEXT_PAUSE,      /* ， 、 ； ： */
	TEXT_STOP,       /* 。 ？ ！ */
	TEXT_INTERPUNCT, /* · */
	TEXT_SOLIDUS,    /* / */
	TEXT_TWO_EM,     /* —— …… as one cluster */
	TEXT_CONNECTOR,  /* — ～ – */
	TEXT_HYPHEN,     /* - */
	TEXT_POINT,      /* . , : ; ! ? of Latin text and numbers */
	TEXT_PREFIX,     /* ¥ № + … before a number */
	TEXT_SUFFIX,     /* % ℃ … after a number */
	TEXT_DIGIT,
	TEXT_LATIN, /* letters of every alphabet */
	TEXT_SPACE,
	TEXT_FIXED_SPACE, /* U+00A0 and the like: no break on either side */
	TEXT_CLASS_N
};

enum { TEXT_SOLIDUS_FULL = 0xFF0F }; /* ／ */

enum text_class text_class_of(uint32_t cp);

/* A character drawn in a full square whatever the face's advance says. */
bool text_is_ideograph(uint32_t cp);

/* Half of a two-em mark: — … ⋯ */
bool text_is_two_em_half(uint32_t cp);

/* Draws nothing and takes no room: ZWSP, joiners, BOM, soft hyphen … */
bool text_is_ignorable(uint32_t cp);

/* U+FE00 …, U+E0100 …: picks a form of the character before. */
bool text_is_variation_selector(uint32_t cp);

/* A control character, which no text should have. */
bool text_is_control(uint32_t cp);

/* How much is forbidden at a line's edges (CLREQ, prohibition rules); one level a document. */
enum text_prohibition {
	TEXT_PROHIBIT_NONE,
	TEXT_PROHIBIT_BASIC,
	TEXT_PROHIBIT_GB,    /* the solidus does not end a line either */
	TEXT_PROHIBIT_STRICT /* nor does —— or …… start one */
};

bool text_class_never_starts(enum text_class c, enum text_prohibition level);
bool text_class_never_ends(enum text_class c, enum text_prohibition level);

/* A letter or a digit. */
bool text_class_is_word(enum text_class c);

/* Punctuation, Chinese or Latin. */
bool text_class_is_mark(enum text_class c);

#endif
