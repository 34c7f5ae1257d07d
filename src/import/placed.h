/* SPDX-License-Identifier: MIT */
/*
 * placed.h: private to import/. A document of which only places are known: characters and straight
 * lines on pages, as in OFD. Lines that meet (placed_group.c) make tables of what they enclose
 * (placed_table.c); other characters are lines of text, which become paragraphs (placed_text.c).
 * Lengths are in mm, y points down.
 */
#ifndef KANBEN_IMPORT_PLACED_H
#define KANBEN_IMPORT_PLACED_H

#include "import/doc.h"

/* Limits, far above what any document made for readers has. */
enum {
	PLACED_MAX_RULES = 4000, /* of a page */
	PLACED_MAX_CHARS = 200000,
	PLACED_MAX_STEPS = 100000000 /* of all pages: lines compared, places and characters seen */
};

/* mm: lines as near as this meet. */
#define PLACED_MEETS 0.8f

struct placed_char {
	uint32_t cp;
	float x, y; /* the point on its baseline where it begins */
	float size; /* of its em; not negative */
	float end;  /* where it ends, as far as is known */
	bool taken; /* it is in a table */
};

/* A horizontal or vertical line from (x0, y0) to (x1, y1), which lies right of it or below. */
struct placed_rule {
	float x0, y0, x1, y1;
};

/* A page, or a table's cell. Zeroed, it is empty; arrays are on the heap. */
struct placed_page {
	size_t number; /* from 1 */
	double width, height;
	struct placed_char *chars;
	size_t char_n, char_cap;
	float largest; /* size of a character, once tables are looked for */
	struct placed_rule *rules;
	size_t rule_n, rule_cap;
};

/* Where a page is, in words of a finding. */
struct doc_place placed_place(const struct doc *d, const struct placed_page *p);

/* A table of the page: where it is, and its cells. */
struct placed_table {
	double box[4]; /* left, top, right, bottom */
	struct doc_table *table;
	const double *columns; /* the edges of its columns, in the arena */
	size_t column_n;
};

struct placed_tables {
	struct placed_table *list; /* from top to bottom, in the arena */
	size_t n, cap;
};

/* What is kept from page to page. Zeroed at first; on the heap. */
struct placed_flow {
	struct doc *doc;
	struct buf text;              /* of the paragraph that may go on */
	struct doc_place place;       /* of its first line */
	double size;                  /* of its characters */
	double baseline, left, right; /* of its last line; where a full line begins and ends */
	double margin;                /* the left one of the pages so far; 0: none yet */
	size_t page;                  /* where the last line is */
	bool full, centred;           /* of the last line: it ends at the margin; it stands alone */
	bool aside, page_top;         /* of the first: at the right; the first of its page */
	struct placed_table open;     /* a table that was the last of its page; table NULL: none */
	size_t steps, places;         /* so far: of looking for tables; of the tables */
	size_t blanks;                /* so far: put for gaps */
	bool crowded;                 /* PLACED_MAX_STEPS is reached, which was told */
};

/* ---- tables ---- */

#define PLACED_NO_RULE SIZE_MAX

/* The rules of a page in groups of those that meet. On the heap. */
struct placed_groups {
	size_t *first; /* of the group whose first rule it is; PLACED_NO_RULE: it is another's */
	size_t *next;  /* the rule after it in its group, ascending; PLACED_NO_RULE: none */
};

/* Adds its steps; false: with them there are more than PLACED_MAX_STEPS. Release it even then. */
bool placed_group(const struct placed_page *p, size_t *steps, struct placed_groups *ret);
void placed_groups_release(struct placed_groups *groups);

/*
 * Tables are taken out of the page, whose characters are sorted by height: their cells have the
 * text, and their characters are marked. A page with too many lines is a finding, and has none.
 */
void placed_find_tables(struct placed_flow *fl, struct placed_page *p, struct placed_tables *ret);

/* ---- text ---- */

/* Sorts characters by height alone; those of equal height stay in order. */
void placed_sort_heights(struct placed_char *chars, size_t n);

/* Adds the page's paragraphs and tables to the document. */
void placed_flow_page(struct placed_flow *fl, struct placed_page *p);

/* Adds what is still open. */
void placed_flow_end(struct placed_flow *fl);

/* Sorts characters by line and place in it; those that are drawn twice are dropped. Returns how
 * many remain. */
size_t placed_sort(struct placed_char *chars, size_t n);

/* The end of the line of sorted characters that begins at `first`. */
size_t placed_line_end(const struct placed_char *chars, size_t n, size_t first);

/* Appends a line's text: gaps become blanks, the wider the more. Returns how many. */
size_t placed_put_line(struct buf *b, const struct placed_char *chars, size_t first, size_t end);

/* Appends what stands between a text and the line that continues it. */
void placed_put_join(struct buf *b, const struct placed_char *next, const char *between);

#endif
