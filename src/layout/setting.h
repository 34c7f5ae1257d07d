/* SPDX-License-Identifier: MIT */
/*
 * setting.h: what the passes of layout/ share, and texts set in lines: the smallest thing that is
 * placed on a page.
 */
#ifndef KANBEN_LAYOUT_SETTING_H
#define KANBEN_LAYOUT_SETTING_H

#include "layout/layout.h"
#include "text/text.h"

/* Han characters stand 880/1000 em above and 120/1000 below the baseline in every CJK face. */
enum { EM_ABOVE_MILLI = 880 };

struct shape_cache;

struct setting {
	struct arena *arena;
	/*
	 * Where texts are shaped that will be sealed; NULL: in the arena. Whoever sets it has
	 * sealed them all before it goes.
	 */
	struct arena *passing;
	struct shape_cache *shapes;
	const struct layout_input *in;
	const struct style *style;
	struct font_set *fonts;
	struct diag_list *dl;
	struct page_list *pl;
	const char *missing_role; /* the last one reported */
	enum rc rc;               /* the worst so far; passes go on so that every fault is found */
};

/* The text area of a page that stands upright or lies on its side. */
struct page_area {
	lu page_width, page_height;
	lu left, top, width, height;
};

/*
 * A page on its side has the upright page's text area turned with it, so that its head lies at the
 * binding edge of an odd page (GB/T 9704-2012 8).
 */
struct page_area setting_area(const struct page_style *p, bool landscape);

/* The same for page `page`, from 0: its place depends on where the binding is. */
struct page_area setting_page_area(const struct setting *s, size_t page, bool landscape);

struct set_runs;

/* A text shaped, and once it has a measure, broken into lines. */
struct set_text {
	struct text_input in;
	struct shaped shaped; /* nothing, once it is sealed */
	struct text_line *lines;
	size_t line_n;
	lu line; /* from baseline to baseline */
	enum style_align align;
	int gray;
	int rest_tag;                  /* of what comes after the text's first run; 0: the line's */
	const struct set_runs *sealed; /* [line_n], or NULL */
};

/* Keeps the worst code. */
void setting_note(struct setting *s, enum rc rc);

/* How a text is to look. */
struct text_looks {
	const struct text_style *style;
	lu size;                       /* 0: the style's own */
	const struct text_style *lead; /* of a run-in heading at its start */
};

/* Shapes a text. Characters that no font has become findings. */
struct set_text *setting_shape(struct setting *s, const struct content_text *text,
                               const struct text_looks *looks);

/* Breaks into lines of at most `width`; `balance` for heads. */
void setting_break(struct setting *s, struct set_text *t, const struct text_measure *m);

/*
 * Lets go of how a broken text came about: a sixth of the memory keeps its lines. They can be
 * emitted, and their widths be asked for; nothing else.
 */
void setting_seal(struct setting *s, struct set_text *t);

/* Where the text stands: its lines from `top` down in a box `width` wide at x. */
struct text_spot {
	size_t page;
	lu x, top, width;
	int tag;
};

/* Adds one line's glyphs to a page; the slot of height t->line begins at spot->top. */
void setting_emit_line(struct setting *s, const struct set_text *t, size_t line,
                       const struct text_spot *spot);

/*
 * Short texts that were shaped before: most cells of a table hold one of few figures, and shaping
 * is the most expensive thing that is done to a cell.
 */
struct shape_cache *shape_cache_new(struct arena *a);

/* What an equal input was shaped to, or NULL. */
const struct shaped *shape_cache_lookup(const struct shape_cache *c, const struct text_input *in);

/* Keeps a result if its text is short enough to come again; borrows it. */
void shape_cache_add(struct arena *a, struct shape_cache *c, const struct shaped *s);

/*
 * Turns places[i].off, ascending, from bytes of the text into bytes of the file, and fills in
 * source and pointer. The layout's words have no place: there all three are left as they are.
 */
void setting_locate(struct setting *s, const struct content_text *text, struct diag_place *places,
                    size_t n);

/*
 * Is there anything in a shaped text that cannot be printed: a character that no font has, or a
 * sign of more characters than a PDF can say of one glyph?
 */
bool missing_any(const struct shaped *sh);

/* A finding for each, at the place where it was typed first. */
void missing_tell(struct setting *s, const struct content_text *text, const struct shaped *sh);

/* A copy of the text that has the mark of a lost sort in the place of each. */
struct text_input missing_substitute(struct setting *s, const struct shaped *sh);

/* Lists the characters that another face of the chain had to lend, if the caller wants to know. */
void fallbacks_note(struct setting *s, const struct content_text *text, const struct shaped *sh);

#endif
