/* SPDX-License-Identifier: MIT */
/* class.h: character classes for line layout (CLREQ, classes of punctuation). */
#ifndef KANBEN_TEXT_CLASS_H
#define KANBEN_TEXT_CLASS_H

#include <stdbool.h>
#include <stdint.h>

enum text_class {
	TEXT_HAN,        /* ideographs, and other characters set like them */
	TEXT_OPENING,    /* “ （ 《 …; left half blank */
	TEXT_CLOSING,    /* ” ） 》 …; right half blank */
	TEXT_PAUSE,      /* ， 、 ； ： */
	TEXT_STOP,       /* 。 ？ ！ */
	TEXT_INTERPUNCT, /* · */
	TEXT_SOLIDUS,    /* / */
	TEXT_TWO_EM,     /* —— ……, one cluster each */
	TEXT_CONNECTOR,  /* — ～ – */
	TEXT_HYPHEN,     /* - */
	TEXT_POINT,      /* . , : ; ! ? in Latin text and numbers */
	TEXT_PREFIX,     /* ¥ № + … before a number */
	TEXT_SUFFIX,     /* % ℃ … after a number */
	TEXT_SIGN,       /* × ≥ ∶ and other mathematical signs */
	TEXT_DIGIT,
	TEXT_LATIN, /* letters of all alphabets */
	TEXT_SPACE,
	TEXT_FIXED_SPACE, /* U+00A0 and the like: no break on either side */
	TEXT_CLASS_N
};

enum { TEXT_SOLIDUS_FULL = 0xFF0F }; /* ／ */

enum text_class text_class_of(uint32_t cp);

/* Han characters and radicals, which always take a full em. */
bool text_is_ideograph(uint32_t cp);

/* A raised or lowered figure or sign, ² or ₂: a power or an index. */
bool text_is_raised(uint32_t cp);

/* One half of a two-em mark: — … ⋯ */
bool text_is_two_em_half(uint32_t cp);

/* Invisible and without width: ZWSP, joiners, BOM, soft hyphen … */
bool text_is_ignorable(uint32_t cp);

/* U+FE00 …, U+E0100 …: selects a form of the previous character. */
bool text_is_variation_selector(uint32_t cp);

/* A control character or line separator, which no text should contain. */
bool text_is_control(uint32_t cp);

/* Level of prohibition rules (禁则) at line edges (CLREQ); the same for the whole document. */
enum text_prohibition {
	TEXT_PROHIBIT_NONE,
	TEXT_PROHIBIT_BASIC,
	TEXT_PROHIBIT_GB,    /* in addition, a solidus must not end a line */
	TEXT_PROHIBIT_STRICT /* in addition, —— and …… must not start a line */
};

bool text_class_never_starts(enum text_class c, enum text_prohibition level);
bool text_class_never_ends(enum text_class c, enum text_prohibition level);

/* A letter or a digit. */
bool text_class_is_word(enum text_class c);

/* Punctuation, Chinese or Latin. */
bool text_class_is_mark(enum text_class c);

#endif
