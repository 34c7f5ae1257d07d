/* SPDX-License-Identifier: MIT */
/*
 * page.h: finished pages, passed from layout/ to write/. Nothing here changes after layout.
 * Coordinates are lu from the page's top left corner, y pointing down; a run's y is its baseline.
 *
 * Invariants: items are in paint order, and within one tag in reading order; every item names the
 * tag it belongs to, or one of PAGE_ARTIFACT…; tags are numbered in reading order, and a parent's
 * number is smaller than its children's; fonts outlive the list.
 *
 * A list may have a sink, which takes each page as soon as it is finished. Then the items of that
 * page are forgotten, and the tags that have no content on any later one.
 */
#ifndef KANBEN_PAGE_PAGE_H
#define KANBEN_PAGE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/lu.h"

struct font;
struct picture;

enum __attribute__((packed)) tag_kind {
	TAG_DOCUMENT,
	TAG_SECT, /* a table and its notes */
	TAG_H1,
	TAG_H2,
	TAG_H3,
	TAG_H4,
	TAG_H5,
	TAG_H6,
	TAG_P,
	TAG_TABLE,
	TAG_CAPTION,
	TAG_THEAD,
	TAG_TBODY,
	TAG_TR,
	TAG_TH,
	TAG_TD,
	TAG_L,
	TAG_LI,
	TAG_LBL,
	TAG_LBODY,
	TAG_SPAN,      /* a stretch of a paragraph that has other tags in it */
	TAG_REFERENCE, /* the mark of a footnote in the text */
	TAG_LINK,      /* in a REFERENCE or a note's LBL: leads from one to the other */
	TAG_NOTE,      /* a footnote */
	TAG_FIGURE,
	TAG_KIND_N
};

enum __attribute__((packed)) tag_scope { SCOPE_NONE, SCOPE_ROW, SCOPE_COLUMN, SCOPE_BOTH };

/* What precedes the items of a list (ISO 32000-1, table 347). */
enum __attribute__((packed)) tag_numbering { NUMBERING_NONE, NUMBERING_DISC, NUMBERING_DECIMAL };

/* Values of page_item.tag for content outside the tag tree. */
enum {
	PAGE_ARTIFACT = -1,            /* rules, shading */
	PAGE_ARTIFACT_PAGINATION = -2, /* page numbers, repeated headers */
	PAGE_ARTIFACT_WATERMARK = -3   /* the draft mark */
};

/* Where a FIGURE is. */
struct tag_area {
	size_t page;
	lu box[4]; /* left, top, right, bottom */
};

/* A table has one for each cell. */
struct tag {
	enum tag_kind kind;
	enum tag_scope scope;         /* TH */
	enum tag_numbering numbering; /* L */
	int parent;                   /* -1: the root */
	int row_span, col_span;       /* TH and TD: 1 … */
	/* REFERENCE: its NOTE; NOTE: its REFERENCE; LINK: the LINK that leads back */
	int other;
	/* TH and TD: the tags (TH) of its headers, those above it and those beside it. */
	uint32_t above_n, beside_n;
	const int *above, *beside;
	union {
		const char *title;           /* headings: the text of the bookmark */
		const struct tag_area *area; /* FIGURE, once it is on a page */
	};
	const char *alt; /* FIGURE: what it shows; LINK: where it leads */
};

static inline size_t tag_header_count(const struct tag *t)
{
	return (size_t)t->above_n + t->beside_n;
}

/* The i-th header of a cell. */
static inline int tag_header(const struct tag *t, size_t i)
{
	return i < t->above_n ? t->above[i] : t->beside[i - t->above_n];
}

/*
 * A positioned glyph. It represents text[off, off+len) of its run; len 0: nothing. Its advance box
 * is the face's less `left` and `right` on either side, in font units, where punctuation is set
 * without its blank half: with such boxes glyphs stand one after another as readers expect them.
 */
struct run_glyph {
	uint32_t gid;
	lu x, dy; /* pen x from the run's x; dy up from the run's baseline */
	int16_t left, right;
	uint32_t off, len;
};

/*
 * Where a stretch of a text was typed. The stretches of a text follow each other in
 * page_list.places, the last one with SIZE_MAX as its end.
 */
struct page_place {
	size_t end;          /* byte offset in the text */
	const char *pointer; /* JSON Pointer into the report; NULL: not from there */
};

/* The area of a cell that is for a value, be it blank. Coordinates are those of the page's items.
 */
struct page_field {
	size_t page;
	lu x, y, w, h;
	const char *pointer; /* JSON Pointer of the value, or of where it would be */
};

struct page_point {
	lu x, y;
};

enum item_kind { ITEM_RUN, ITEM_RULE, ITEM_FILL, ITEM_PICTURE, ITEM_SHAPE };

struct page_item {
	enum item_kind kind;
	int tag;
	unsigned char gray; /* 0 black … 255 white */
	bool upright;       /* on a turned page: not turned, in the sheet's own coordinates */
	unsigned place;     /* ITEM_RUN: the first of its text in page_list.places; 0: not known */
	union {
		struct {
			const struct font *font;
			lu size, x, y;    /* em; start of the baseline */
			int rotate;       /* degrees counter-clockwise about (x, y): 0 or 45 */
			const char *text; /* source UTF-8 of the whole run */
			const struct run_glyph *glyphs;
			size_t glyph_n;
			bool line_end; /* last run of a line: extraction may break here */
		} run;
		struct {
			lu x0, y0, x1, y1, width; /* butt caps */
		} rule;
		struct {
			lu x, y, w, h;
		} fill;
		struct {
			const struct page_point *points; /* [n], n > 2: of a filled polygon */
			size_t n;
		} shape;
		struct {
			lu x, y, w, h; /* of what people see */
			const struct picture *picture;
			bool gray; /* without its colours */
		} picture;
	} u;
};

struct page {
	lu width, height; /* of the sheet */
	/*
	 * The content is landscape on a portrait sheet: item coordinates are those of the sheet
	 * turned clockwise, with its left edge on top and its foot on the left (GB/T 9704-2012, 8).
	 */
	bool turned;
	/*
	 * Whatever is below the tags 1 … tag_end - 1 is on this page or on earlier ones, and a
	 * child of the root is among them only with all that is below it. 0: nothing is known.
	 */
	int tag_end;
	const char *label; /* page label, "1" */
	struct page_item *items;
	size_t item_n, item_cap;
};

/* Local midnight at UTC+8. */
struct page_date {
	int year, month, day;
};

/* Document metadata. Text is UTF-8. */
struct page_meta {
	const char *title, *author, *subject, *keywords, *language;
	struct page_date date;    /* the document's */
	struct page_date revised; /* of its last correction; the same date if there is none */
};

/* A link is an element, an area and a place to go to: as much work as so many items. */
enum { PAGE_LINK_MARKS = 6 };

/* Takes finished pages in order. */
struct page_sink {
	void (*take)(void *user, size_t page);
	void *user;
};

struct page_list {
	struct arena *arena; /* holds everything except the arrays below and those of items */
	const struct page_sink *sink; /* NULL: the list keeps all pages */
	struct page *pages;
	size_t page_n, page_cap;
	size_t most;   /* there are never more pages; 0: any number */
	bool overfull; /* there would be more: the last pages are missing */
	/* What is on the pages: items, of which long runs of text and links count as some; the most
	 * of these. */
	size_t mark_n, most_marks;
	/*
	 * How many different glyphs are on the pages, counted in each face, and the most of these;
	 * 0: any number, and they are not counted.
	 */
	size_t glyph_n, most_glyphs;
	struct page_face *faces; /* that have been met so far */
	size_t face_n, face_cap;
	struct tag *tags;
	size_t tag_n, tag_cap;     /* tag_n: forgotten ones too */
	size_t tag_gone;           /* the tags 1 … tag_gone are forgotten; 0 without a sink */
	struct page_place *places; /* places[0] is not used */
	size_t place_n, place_cap;
	struct page_field *fields; /* page by page; only if places are asked for */
	size_t field_n, field_cap;
	struct page_meta meta;
};

void page_list_init(struct page_list *pl, struct arena *a);
void page_list_release(struct page_list *pl); /* frees the heap arrays */

/* Adds a page; the pointer is valid until the next call. */
struct page *page_add(struct page_list *pl, lu width, lu height);

/*
 * Page `n` is finished; ends with giving it to the sink, if there is one. Its tags, those before
 * `tag_end`, are forgotten now or later.
 */
void page_finish(struct page_list *pl, size_t n, int tag_end);

/* Forgets the tags but the first, once there will be no page with them. */
void page_drop_tags(struct page_list *pl);

/* Forgets the pages, not the tags: they cannot be used. */
void page_drop_all(struct page_list *pl);

/* A tag that is not forgotten; valid until the next is added. */
static inline struct tag *page_tag(const struct page_list *pl, int tag)
{
	return &pl->tags[tag == 0 ? 0 : (size_t)tag - pl->tag_gone];
}

/* Adds a tag under parent and returns its number. */
int page_add_tag(struct page_list *pl, enum tag_kind kind, int parent);

/* Adds a zeroed item to page `n` and returns it to be filled in; valid until the next call. */
struct page_item *page_add_item(struct page_list *pl, size_t n, enum item_kind kind, int tag);

/* Adds the place of a stretch and returns its number. */
unsigned page_add_place(struct page_list *pl, size_t end, const char *pointer);

/* The pointer of the byte at `off` in a run's text; NULL: it is not known, or not in the report. */
const char *page_lookup_pointer(const struct page_list *pl, const struct page_item *run,
                                size_t off);

/* Adds a field; the pointer is borrowed. */
void page_add_field(struct page_list *pl, const struct page_field *field);

/* The tag itself or, if it is a part of a line of text, the tag of the text that it is in. */
int page_tag_block(const struct page_list *pl, int tag);

/* "Document", "H1", "TBody" …, as in PDF and in the trace. */
const char *tag_kind_name(enum tag_kind k);

/* The same in PDF 2.0's own namespace, where "Note" is "FENote" and a reference to one is a "Lbl".
 */
const char *tag_kind_name_pdf2(enum tag_kind k);

/* "Disc", "Decimal"; NULL for a list without numbers or bullets. */
const char *tag_numbering_name(enum tag_numbering n);

#endif
