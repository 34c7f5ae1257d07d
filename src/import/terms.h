/* SPDX-License-Identifier: MIT */
/* terms.h: private to import/. The wording of a form's table, to find it again in a document. */
#ifndef KANBEN_IMPORT_TERMS_H
#define KANBEN_IMPORT_TERMS_H

#include "import/norm.h"

enum term_kind { TERM_TITLE, TERM_CORNER, TERM_COLUMN, TERM_ROW };

struct term {
	enum term_kind kind;
	size_t part;                  /* of form_table.parts */
	const struct form_node *node; /* TERM_COLUMN, TERM_ROW */
	struct norm wording;
};

struct term_list {
	struct term *terms;
	size_t n, cap;
	const struct form_texts *continued;
};

/* That a text is like a term's. */
struct hit {
	const struct term *term;
	int likeness;
};

struct hit_list {
	struct hit *hits;
	size_t n;
	int best[TERM_ROW + 1]; /* of each kind */
};

struct term_list terms_collect(struct arena *a, const struct form *form,
                               const struct form_table *table);

/* Every term that a text is like; a node's aliases count as one, the likest. */
struct hit_list terms_match(struct arena *a, const struct term_list *list, const char *text);

/* How like a text is to that node; 0: not at all. */
int hits_likeness(const struct hit_list *hits, const struct form_node *node);

/* How like it is to the title of a part. */
int hits_title(const struct hit_list *hits, size_t part);

#endif
