/* SPDX-License-Identifier: MIT */
/*
 * view.h: interprets a page's operators as a viewer does: what is shown where, with which text, in
 * which marked content. It knows only the operators that we write. Lengths are in points, the
 * origin is the sheet's lower left corner.
 */
#ifndef KANBEN_REREAD_VIEW_H
#define KANBEN_REREAD_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <qpdf/qpdf-c.h>

#include "base/buf.h"

enum { VIEW_CODES = 65536 };

/* A font of the resources. Its codes are its CIDs: its encoding is Identity-H. */
struct view_font {
	char key[16];       /* "F0" */
	char name[128];     /* /BaseFont of the CIDFont, without its solidus */
	struct buf program; /* the embedded font program; empty: none */
	struct buf texts;   /* UTF-8; a code's text is texts[at, at + n); n 0: none */
	struct {
		uint32_t at;
		uint16_t n;
		uint16_t glyph; /* in the program: its CID in CFF, its index in TrueType */
	} codes[VIEW_CODES];
	double widths[VIEW_CODES]; /* by code, in 1/1000 em */
};

/* The fonts of a /Resources object, kept while pages have the same object. */
struct view_fonts {
	struct view_font **fonts;
	size_t n, cap;
	int resources;  /* its object number */
	unsigned loads; /* how often the fonts were loaded */
};

struct view_glyph {
	double x, y, size, gray;
	int font; /* index into the fonts */
	unsigned code;
	int stretch;
};

/* A rule from (x0, y0) to (x1, y1), an edge of a filled polygon, or a filled rectangle with these
 * corners. */
struct view_path {
	bool fill;
	double x0, y0, x1, y1, width, gray;
	int stretch;
};

/* An image: its box, and the name of its resource. */
struct view_image {
	char key[16]; /* "/I1" */
	double x0, y0, x1, y1;
	int stretch;
};

/* A marked-content sequence. */
struct view_stretch {
	char tag[16], type[16], subtype[16]; /* "Artifact", "Pagination", "Watermark" */
	int mcid;                            /* -1: none */
	int parent;                          /* the sequence that contains it, or -1 */
	bool explained;                      /* it has /ActualText */
	size_t from, to;                     /* its text: text[from, to) of the view */
};

struct view {
	struct view_glyph *glyphs;
	size_t glyph_n, glyph_cap;
	struct view_path *paths;
	size_t path_n, path_cap;
	struct view_image *images;
	size_t image_n, image_cap;
	struct view_stretch *stretches;
	size_t stretch_n, stretch_cap;
	struct buf text;   /* all text, in the order in which it is shown */
	const char *fault; /* the first construct that we never write, in N_(); or NULL */
};

/*
 * The object or value at the end of a path of keys ("/Font") and array indices ("2"); null if there
 * is none.
 */
qpdf_oh view_at(qpdf_data q, qpdf_oh from, ...) __attribute__((sentinel));

/* Appends a stream's data, decoded; false if there is none. */
bool view_stream(qpdf_data q, qpdf_oh stream, struct buf *b);

/* A page's /Resources; false: they are missing, or of a kind that we never write. */
bool view_fonts_load(struct view_fonts *vf, qpdf_data q, qpdf_oh resources);
void view_fonts_release(struct view_fonts *vf);

/*
 * Interprets a page's /Contents; false: there are none. The view must be zeroed or used before; the
 * memory of a used one is reused.
 */
bool view_page(struct view *v, const struct view_fonts *vf, qpdf_data q, qpdf_oh contents);
void view_release(struct view *v);

/* The text of the glyph's code and its length; 0: the code has none. */
const char *view_code_text(const struct view_fonts *vf, const struct view_glyph *g, size_t *ret_n);

/* Advance in 1/1000 em. */
double view_code_width(const struct view_fonts *vf, const struct view_glyph *g);

#endif
