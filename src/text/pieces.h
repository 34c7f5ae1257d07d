/* SPDX-License-Identifier: MIT */
/* pieces.h, private to text/: a text taken apart into characters with their faces. */
#ifndef KANBEN_TEXT_PIECES_H
#define KANBEN_TEXT_PIECES_H

#include "text/text.h"

/* How a character is drawn where its face has more than one way. */
enum piece_form {
	PIECE_PLAIN,
	PIECE_FULL_WIDTH,  /* feature fwid */
	PIECE_HALF_WIDTH,  /* feature hwid */
	PIECE_PROPORTIONAL /* feature pwid */
};

/* A character to shape. */
struct piece {
	uint32_t cp;
	uint32_t off, len;  /* source bytes, those of invisible characters around it included */
	bool attached;      /* goes into the cluster of the piece before */
	bool missing;       /* no face has it */
	bool apostrophe;    /* ’ in a Latin word, no quotation mark */
	unsigned char form; /* enum piece_form */
	unsigned char brk;  /* enum text_break: a break that the text itself asks for before it */
	uint32_t run;       /* number of its style */
	int role;
	lu size, pitch; /* of that style */
	struct font_choice choice;
};

/* On the heap; zeroed is empty. */
struct pieces {
	struct piece *items;
	size_t n, cap;
	size_t missing_n;
};

MUST_USE enum rc pieces_make(struct font_set *fs, const struct text_input *in, struct diag_list *dl,
                             struct pieces *ret);
void pieces_release(struct pieces *ps);

/* Whether b may be shaped together with the piece a before it. */
bool pieces_share_run(const struct piece *a, const struct piece *b);

#endif
