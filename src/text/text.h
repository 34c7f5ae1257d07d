/* SPDX-License-Identifier: MIT */
/*
 * text.h: UTF-8 → shaped clusters → lines → positioned glyph runs. Script Hani, language zh-Hans.
 * Rules of line layout after CLREQ and GB/T 15834.
 */
#ifndef KANBEN_TEXT_TEXT_H
#define KANBEN_TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lu.h"
#include "font/font.h"
#include "text/class.h"

/* What a house decides about its lines, where CLREQ leaves a choice. */
struct text_rules {
	enum text_prohibition prohibition;
	int autospace;    /* between Han and Latin or digits, in thousandths of an em */
	bool tight_marks; /* marks beside each other take an em instead of an em and a half */
	bool hanging;     /* 、，。 may stand outside the measure where they do not fit in */
};

bool text_rules_equal(const struct text_rules *a, const struct text_rules *b);

/* A stretch of a text in a style of its own. */
struct text_run {
	size_t len; /* bytes, whole characters */
	int role;
	lu size, pitch; /* as in struct text_input */
};

/* A text to shape: one style throughout, or several one after the other. */
struct text_input {
	const char *text; /* valid UTF-8; '|' is a break hint and is not shown if hints is set */
	size_t len;
	int role; /* font_role_lookup */
	lu size;  /* em */
	lu pitch; /* advance of a full-width character; all advances scale by pitch/size */
	/*
	 * Where a text has several styles, each of them in order, and the three above are not
	 * heeded; the last goes on to the text's end whatever its len. A mark takes its base's
	 * style.
	 */
	const struct text_run *runs;
	size_t run_n;
	bool hints;
	/*
	 * For lines that are balanced, lists with spaces between: words of two characters that are
	 * better not broken, and characters after which a break is welcome. NULL: none.
	 */
	const char *words, *pauses;
	struct text_rules rules;
};

/* One unit that is never broken inside and moves as one. */
struct cluster {
	uint32_t cp;     /* its first code point */
	size_t off, len; /* its source bytes */
	lu advance;      /* as shaped, before any trimming or stretching */
	lu em;           /* of a full-width character in its style: that run's pitch */
	size_t glyph_first, glyph_n;
	unsigned char class_; /* enum text_class, text/class.h */
	unsigned char brk;    /* enum text_break: what may happen before this cluster */
	unsigned char hold;   /* enum text_hold: why a break is not allowed there */
	bool varied;          /* a variation selector picked its form */
	bool tight;           /* no space comes between it and the cluster before */
};

enum text_break { TEXT_NO_BREAK, TEXT_BREAK, TEXT_BREAK_HINT };

/* What keeps a cluster with the one before; the weakest gives way where nothing else fits. */
enum text_hold {
	TEXT_LOOSE,
	TEXT_KEPT,   /* a number and its unit, 第…条 */
	TEXT_JOINED, /* inside a word; a number and its sign */
	TEXT_RULED,  /* a mark that may not start or end a line */
	TEXT_NUMBER  /* inside a number */
};

struct text_glyph {
	const struct font *font;
	uint32_t gid;
	lu size; /* em in which it is set (a fallback may be scaled) */
	lu advance;
	lu dx, dy;           /* offset from the pen, dy up */
	unsigned char chain; /* of the face, as in struct font_choice: 0 is the role's own */
	uint32_t off,
	        len; /* source bytes this glyph stands for; len 0: the glyph before has them */
};

/* A character no face of the chain has; found while shaping. */
struct text_missing {
	uint32_t cp;
	size_t off; /* in in->text */
	int role;   /* of its run */
};

struct shaped {
	const struct text_input *in;
	struct cluster *clusters;
	size_t cluster_n;
	struct text_glyph *glyphs;
	size_t glyph_n;
	const struct text_missing *missing; /* they take an em of nothing */
	size_t missing_n;
};

/*
 * Shapes into the arena. RC_IO: a font file is missing (finding made). Characters no face has are
 * given in ret->missing.
 * Invisible characters (ZWSP, joiners …) make no cluster; their bytes go with a neighbour's.
 * ret->in borrows `in`.
 */
MUST_USE enum rc text_shape(struct arena *a, struct font_set *fs, const struct text_input *in,
                            struct diag_list *dl, struct shaped *ret);

/* A line: clusters [first, last) of the shaped text with the pen position of each. */
struct text_line {
	size_t first, last;
	lu *x;    /* [last - first] pen x from the line's start, trimming and justification in */
	lu start; /* where the first cluster's ink box begins: the indent */
	lu width; /* from start to the end of the last cluster, trimmed; a mark that hangs is not in
	           */
};

struct text_measure {
	lu width;     /* of the measure */
	lu indent;    /* of the first line */
	bool justify; /* flush lines on both edges, save the last */
	bool title;   /* a trapezium or a diamond (GB/T 9704-2012, 7.3.1), hints unheeded */
	bool balance; /* heads: lines of like length, hints preferred (few lines, short text) */
};

/* Breaks and justifies. At least one cluster a line, so it always ends; 0 clusters give 0 lines. */
void text_break_lines(struct arena *a, const struct shaped *s, const struct text_measure *m,
                      struct text_line **ret, size_t *ret_n);

/*
 * Widths for table columns: of the longest unbreakable stretch (in a text with hints, of the
 * longest between two hints), and of all on one line.
 */
lu text_min_content(const struct shaped *s);
lu text_max_content(const struct shaped *s);

#endif
