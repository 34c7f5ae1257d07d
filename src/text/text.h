/* SPDX-License-Identifier: MIT */
/*
 * text.h: UTF-8 → shaped clusters → lines → pen positions. Script Hani, language zh-Hans. Line
 * layout follows CLREQ and GB/T 15834.
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

struct word_list;

/* House style, where CLREQ leaves a choice. */
struct text_rules {
	enum text_prohibition prohibition;
	int autospace;    /* gap between Han and Latin or digits, in 1/1000 em */
	bool tight_marks; /* two adjacent marks take one em instead of one and a half */
	bool hanging;     /* 、，。 that do not fit may hang outside the measure */
};

bool text_rules_equal(const struct text_rules *a, const struct text_rules *b);

/* A stretch of text in one style. */
struct text_run {
	size_t len; /* in bytes; whole characters */
	int role;
	lu size, pitch; /* as in struct text_input */
	lu rise;        /* above the line, for the mark of a footnote, which begins no line; or 0 */
};

/* A text to shape, in a single style or in several consecutive ones. */
struct text_input {
	/* Valid UTF-8; a '\n' ends a line; if hints is set, '|' is a break hint, not shown. */
	const char *text;
	size_t len; /* less than 4 GiB */
	int role;   /* font_role_lookup */
	lu size;    /* em */
	lu pitch;   /* advance of a full-width character; all advances scale by pitch/size */
	/*
	 * The styles of a text with several, in order; role, size and pitch above are then ignored.
	 * The last one extends to the end of the text whatever its len. A combining mark takes the
	 * style of its base.
	 */
	const struct text_run *runs;
	size_t run_n;
	bool hints;
	/*
	 * For titles, headings and heads: words that should not be broken; space-separated,
	 * characters after which and words before which a break is welcome, words before which and
	 * words after which it is not; the organ's name, whose last component a title keeps whole.
	 * NULL: none.
	 */
	const struct word_list *words;
	const char *pauses, *openers, *particles, *conjunctions, *organ;
	struct text_rules rules;
};

/* A shaping cluster: moved as a unit and never broken. */
struct cluster {
	uint32_t cp;       /* first code point */
	uint32_t off, len; /* source bytes */
	lu advance;        /* as shaped, before line adjustment */
	lu em;             /* advance of a full-width character in its style: the pitch */
	lu size;           /* the style's em, without any spacing or scale of a fallback */
	uint32_t glyph_first, glyph_n;
	unsigned char class_; /* enum text_class, text/class.h */
	unsigned char brk;    /* enum text_break: whether a line may end before this cluster */
	unsigned char hold;   /* enum text_hold: why there is no break before this cluster */
	bool raised;          /* in a run with a rise */
	bool varied;          /* its form was selected by a variation selector */
	bool tight;           /* justification adds no space before it */
	bool boxed; /* a single glyph with blank of its own: a full-width mark, · or ／ */
};

enum text_break { TEXT_NO_BREAK, TEXT_BREAK, TEXT_BREAK_HINT, TEXT_BREAK_LINE /* at a '\n' */ };

/*
 * What keeps a cluster with the previous one, from the weakest to the strongest. If a line cannot
 * be broken otherwise, it is broken at its weakest hold.
 */
enum text_hold {
	TEXT_LOOSE,
	TEXT_UNIT,   /* between a number and its unit, not in a date */
	TEXT_KEPT,   /* in a date, in 第…条, 〔2021〕30号; at a fixed space */
	TEXT_JOINED, /* inside a word or formula; between a number and its sign */
	TEXT_RULED,  /* a mark that must not start or end a line (禁则) */
	TEXT_NUMBER  /* inside a number */
};

struct text_glyph {
	const struct font *font;
	uint32_t gid;
	lu size; /* em, with the scale of a fallback applied */
	lu advance;
	lu dx, dy;           /* offset from the pen, dy upwards */
	unsigned char chain; /* of the face, as in struct font_choice; at most UCHAR_MAX */
	uint32_t off, len;   /* source bytes; len 0: included in those of the previous glyph */
};

/*
 * A character that no face of the chain has or that cannot be set: from right to left, or a control
 * character. Or a variation selector without effect.
 */
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
	const struct text_missing *missing; /* each takes an empty em */
	size_t missing_n;
	const struct text_missing *ineffective; /* selectors of sequences that no face has */
	size_t ineffective_n;
};

/*
 * Shapes a text into the arena. RC_IO, with a finding, if a font file is missing. Characters that
 * no face has are listed in ret->missing. Invisible characters (ZWSP, joiners …) get no cluster;
 * their bytes are added to those of a neighbour. ret->in borrows `in`.
 */
MUST_USE enum rc text_shape(struct arena *a, struct font_set *fs, const struct text_input *in,
                            struct diag_list *dl, struct shaped *ret);

/* Blank halves that a mark has lost to its neighbour or to the start of the line. */
enum { TEXT_TRIM_LEFT = 1, TEXT_TRIM_RIGHT = 2 };

/* A line: clusters [first, last) of the shaped text and their pen positions. */
struct text_line {
	size_t first, last;
	lu *x; /* [last - first] pen positions after trimming and justification, from the left
	          edge of the measure */
	unsigned char *trims; /* [last - first] TEXT_TRIM_… */
	lu start; /* the indent: left edge of the first cluster, its blank half trimmed */
	lu width; /* from start to the right edge of the last cluster, without a hanging mark */
};

struct text_measure {
	lu width;     /* of the measure */
	lu indent;    /* of the first line; may be negative */
	bool justify; /* all lines but the last */
	bool sense;   /* for headings set like text: words are kept whole if possible */
	bool title;   /* shape a trapezium or a diamond (GB/T 9704-2012, 7.3.1); ignores hints */
	bool balance; /* for heads (short texts): lines of similar length, broken at hints if any */
};

/*
 * Breaks into lines and justifies. Every line has at least one cluster; no clusters, no lines. A
 * line that a '\n' ends is set like a last line; the next one has no indent.
 */
void text_break_lines(struct arena *a, const struct shaped *s, const struct text_measure *m,
                      struct text_line **ret, size_t *ret_n);

/* Where a line may end when a column is as narrow as it gets. */
enum text_ends {
	TEXT_ENDS_SENSE,   /* break opportunities, and in an address after its marks, except within
	                      words; in a text with hints, only these */
	TEXT_ENDS_HEAD,    /* the same, and within words */
	TEXT_ENDS_RUNNING, /* the same, and between a number and its unit */
	TEXT_ENDS_LETTERS  /* the same, and between any letters of a word */
};

/* How far the lines of a column may be parted. */
struct text_parting {
	enum text_ends ends;
	lu measure; /* a word that takes more than half of it is parted between letters */
};

/*
 * Widths for table columns: of the longest stretch that stays on one line, and of the whole text on
 * one line, or the longest of the lines into which its '\n' part it.
 */
lu text_min_content(const struct shaped *s, const struct text_parting *p);
lu text_max_content(const struct shaped *s);

/* Both of them, for the work of one. */
struct text_extent {
	lu min, max;
};
struct text_extent text_content(const struct shaped *s, const struct text_parting *p);

/*
 * Sets ret[k] to the least width at which the text takes at most k + 1 lines, for k < n, and
 * returns how many of them it has set: no more once another line would not make the text narrower.
 * Where no width is enough, as the text has a '\n', it is that of the whole text. Of texts of
 * thousands of characters the widths are about right.
 */
size_t text_line_widths(const struct shaped *s, const struct text_parting *p, size_t n, lu *ret);

#endif
