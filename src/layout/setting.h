/* SPDX-License-Identifier: MIT */
/*
 * setting.h: the state that the passes of layout/ share, and texts set in lines. A line is the
 * smallest thing that is placed on a page.
 */
#ifndef KANBEN_LAYOUT_SETTING_H
#define KANBEN_LAYOUT_SETTING_H

#include "layout/layout.h"
#include "text/text.h"

/* In every CJK face the em box is 880/1000 above the baseline and 120/1000 below it. */
enum { EM_ABOVE_MILLI = 880 };

struct shape_cache;
struct block_stretch;
struct table;

/* A row of a table that does not end on the page where it begins. */
struct parted_row {
	const struct table *table; /* NULL: none so far */
	size_t row;
	struct set_text **texts; /* [column_n] of its cells; NULL until they are set */
	struct arena arena;      /* of these, if there is a sink */
};

struct setting {
	struct arena *arena; /* of the blocks that are being set */
	struct arena *kept;  /* of what outlives them; the same if the page list keeps all pages */
	struct block_stretch *oldest, *newest; /* if not; or NULL */
	/*
	 * Where texts that will be sealed are shaped; NULL: in the arena. Whoever sets it must seal
	 * them all before releasing it.
	 */
	struct arena *passing;
	struct arena again; /* of texts that are set again, one at a time */
	struct arena tried; /* of the texts of a table at a size that it may not fit at */
	struct arena page;  /* of what is put on the current page, if there is a sink */
	/* A page may have the end of one, that of a table, and the beginning of another. */
	struct parted_row parted[2];
	unsigned parted_last; /* the one that began last */
	struct shape_cache *shapes;
	const struct word_list *words; /* of style->head_words */
	const struct layout_input *in;
	const struct style *style;
	struct font_set *fonts;
	struct diag_list *dl;
	struct page_list *pl;
	const char *missing_role; /* the last one reported */
	bool told;                /* the text is shaped once more: what is wrong with it is known */
	enum rc rc;               /* the worst so far; passes go on, to find every error */
};

/* The text area (版心) of a portrait or landscape page. */
struct page_area {
	lu page_width, page_height;
	lu left, top, width, height;
};

/*
 * A landscape page has the portrait page's text area turned with it, so that its top is at the
 * binding edge of an odd page (GB/T 9704-2012, 8).
 */
struct page_area setting_area(const struct page_style *p, bool landscape);

/* The same for page `page`, from 0: its position depends on the side of the binding. */
struct page_area setting_page_area(const struct setting *s, size_t page, bool landscape);

struct set_runs;

/* A text, shaped and, once its measure is known, broken into lines. */
struct set_text {
	struct text_input in;
	const char *shown;    /* its text with blanks for line breaks, byte for byte */
	struct shaped shaped; /* empty once sealed */
	struct text_line *lines;
	size_t line_n;
	lu line; /* from baseline to baseline */
	enum style_align align;
	int gray;
	const int *run_tags;           /* [in.run_n] of its runs; NULL: the line's */
	unsigned place;                /* where it was typed, as in struct page_item */
	const struct set_runs *sealed; /* [line_n], or NULL */
};

/*
 * ---- stretch.c: blocks are set in memory that is released once all their pages have gone to the
 * list's sink; without a sink all of this does nothing, unless there will be no pages ----
 */

/* Before a block is set. */
void stretch_begin_block(struct setting *s);

/* All blocks whose tags are below `tag_end` are on finished pages. */
void stretch_release(struct setting *s, int tag_end);
void stretch_release_all(struct setting *s);

/* Records rc if it is worse than the one so far. */
void setting_note(struct setting *s, enum rc rc);

/* Whether more is on the pages, or will be on them by the links so far, than there may be. */
bool setting_has_too_much(const struct setting *s);

/* There would be more pages than there may be, or more on them: no more is set. */
void setting_overfull(struct setting *s);

/* How to set a text. */
struct text_looks {
	const struct text_style *style;
	lu size;                       /* 0: the style's own */
	const struct text_style *lead; /* of a run-in heading that begins it; or NULL */
	bool spans;                    /* a run for each span */
	bool raise_marks;              /* those of footnotes' marks are small and raised */
};

/* Shapes a text. Adds a finding for each character that no font has. */
struct set_text *setting_shape(struct setting *s, const struct content_text *text,
                               const struct text_looks *looks);

/* Breaks a text into lines that fit the measure. */
void setting_break(struct setting *s, struct set_text *t, const struct text_measure *m);

/*
 * Keeps only the lines of a broken text, which takes a sixth of the memory. Afterwards they can be
 * emitted and their widths read, nothing else.
 */
void setting_seal(struct setting *s, struct set_text *t);

/* Where a text goes: its lines from `top` down, in a box `width` wide at x. */
struct text_spot {
	size_t page;
	lu x, top, width;
	int tag;
};

/* Adds one line's glyphs to a page; its slot, t->line high, begins at spot->top. */
void setting_emit_line(struct setting *s, const struct set_text *t, size_t line,
                       const struct text_spot *spot);

/*
 * A cache of shaped short texts: most cells of a table contain one of a few figures, and shaping is
 * the most expensive step for a cell.
 */
struct shape_cache *shape_cache_new(struct arena *a);

/* The result for an equal input, or NULL. */
const struct shaped *shape_cache_lookup(const struct shape_cache *c, const struct text_input *in);

/*
 * Adds a result, if its text is short enough to recur. Borrows it, or copies it if it will be
 * released before `kept` is; then only so many.
 */
void shape_cache_add(struct setting *s, const struct shaped *shaped);

/*
 * Turns places[i].off, ascending, from byte offsets in the text into byte offsets in the file, and
 * fills in source and pointer. Leaves places in the layout's wording unchanged.
 */
void setting_locate(struct setting *s, const struct content_text *text, struct diag_place *places,
                    size_t n);

/*
 * Does a shaped text contain anything that cannot be printed: a character that no font has, or a
 * cluster of more characters than a PDF can map to one glyph?
 */
bool missing_any(const struct shaped *sh);

/* Adds a finding for each of these, and for selectors without effect, at its first occurrence. */
void missing_tell(struct setting *s, const struct content_text *text, const struct shaped *sh);

/* A copy of the text with 〓 in place of each. The text's places become those of the copy. */
struct text_input missing_substitute(struct setting *s, const struct shaped *sh, unsigned place);

/* Lists the characters drawn with a fallback face, if the caller wants the list. */
void fallbacks_note(struct setting *s, const struct content_text *text, const struct shaped *sh);

#endif
