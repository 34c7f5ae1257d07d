/* SPDX-License-Identifier: MIT */
/*
 * shape.h, private to text/: the steps of shaping, in order: split the text into characters with
 * their faces (pieces.c), shape them with HarfBuzz (shape.c), fit each cluster into its em square
 * (seat.c), find the break opportunities (break.c).
 */
#ifndef KANBEN_TEXT_SHAPE_H
#define KANBEN_TEXT_SHAPE_H

#include "text/class.h"
#include "text/text.h"

/* Which form of a character to request where its face has more than one. */
enum piece_form {
	PIECE_PLAIN,
	PIECE_FULL_WIDTH,  /* feature fwid */
	PIECE_HALF_WIDTH,  /* feature hwid */
	PIECE_PROPORTIONAL /* feature pwid */
};

/* A character to shape. */
struct piece {
	uint32_t cp;
	uint32_t off, len;  /* source bytes, including adjacent invisible characters */
	bool attached;      /* belongs to the cluster of the previous piece */
	bool missing;       /* no face has it, or it cannot be set */
	bool ineffective;   /* a variation selector of which no face has the sequence */
	bool apostrophe;    /* ’ in a Latin word, not a quotation mark */
	unsigned char form; /* enum piece_form */
	unsigned char brk;  /* enum text_break: a break requested by the text before it */
	uint32_t run;       /* index of its style */
	int role;
	lu size, pitch, rise; /* of that style */
	struct font_choice choice;
};

/* On the heap; zeroed, it is empty. */
struct pieces {
	struct piece *items;
	size_t n, cap;
	size_t missing_n, ineffective_n;
};

/* RC_IO, with a finding, if a font file is missing; *ret is left unchanged then. */
MUST_USE enum rc pieces_make(struct font_set *fs, const struct text_input *in, struct diag_list *dl,
                             struct pieces *ret);
void pieces_release(struct pieces *ps);

/* Whether piece b can be shaped together with a, the piece before it. */
bool pieces_share_run(const struct piece *a, const struct piece *b);

/*
 * Sets c->advance from the cluster's glyphs, g[0 … glyph_n - 1], and adjusts both to the width that
 * Chinese typesetting prescribes whatever the face says: one em for ideographs and full-width
 * marks, two for a two-em mark, half an em for the interpunct (CLREQ, 3.1). Ink is moved to its
 * place: the right half for opening marks, the left half for closing ones, the centre for the
 * interpunct; a dash of two glyphs becomes one continuous rule. Forms chosen by a variation
 * selector are left as drawn.
 */
void seat_cluster(struct cluster *c, struct text_glyph *g);

/* Whether a character is full-width punctuation in Chinese typesetting: “ ， 》 … */
bool seat_is_full_width_mark(uint32_t cp, enum text_class class_);

struct hb_buffer_t;

/*
 * Sets script Hani and language zh-Hans: faces choose the forms of punctuation by language, so this
 * applies to Latin text too.
 */
void seat_set_language(struct hb_buffer_t *b);

/* Sets brk, hold and tight of all clusters. On entry brk has what the text itself requests. */
void break_find(struct shaped *s);

#endif
