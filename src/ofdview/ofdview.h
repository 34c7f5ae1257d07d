/* SPDX-License-Identifier: MIT */
/*
 * ofdview.h: an OFD package (GB/T 33190) opened, and its pages interpreted as a viewer does: which
 * character, line and picture is where. For files of anybody: it takes what other producers write
 * too, limits what a hostile file can cost, and uses nothing of our writer. Lengths are in mm, the
 * origin is the page's upper left corner, y points down. Only modules link it, as it needs libxml2
 * and libzip.
 */
#ifndef KANBEN_OFDVIEW_OFDVIEW_H
#define KANBEN_OFDVIEW_OFDVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "xml/xml_events.h"
#include "xml/xml_tree.h"

enum {
	OFDVIEW_PART_MAX = 32 << 20, /* bytes of one file of the package, usually */
	OFDVIEW_DEPTH_MAX = 64,      /* of page blocks */
	OFDVIEW_OBJECTS_MAX = 200000 /* of a page */
};

/* Why a package or a part cannot be read. */
enum ofdview_fault {
	OFDVIEW_FINE,
	OFDVIEW_NO_PACKAGE, /* not a ZIP file, or without OFD.xml */
	OFDVIEW_ENCRYPTED,
	OFDVIEW_ABSENT, /* a file that another one names is not there */
	OFDVIEW_DAMAGED,
	OFDVIEW_TOO_LARGE,
	OFDVIEW_NOT_XML /* not well-formed, or with a DTD */
};

struct ofdview_page_ref {
	unsigned id;
	size_t number; /* from 0, as the document has them */
	const char *path;
};

struct ofdview_resource {
	unsigned id;
	/* The name is a font's, or an image's format; path NULL: it is not embedded. */
	const char *name, *path;
};

struct ofdview_file {
	const char *name, *format, *path;
};

struct ofdview {
	struct arena *arena;
	struct unzip *zip; /* of unzip/ */
	/* Bytes of a file and of all of them. */
	size_t part_most, most;
	size_t read;              /* bytes so far */
	size_t path_left;         /* bytes of paths that may still be made of locations */
	bool own;                 /* it was made here: nothing of it is limited */
	struct xml_budget left;   /* of all files that are XML */
	enum ofdview_fault fault; /* the first, */
	const char *fault_part;   /* and in which file of the package; NULL: in itself */
	/* OFD.xml; Document.xml of its first document, without its outline, which may be long. */
	xmlDoc *entry, *document;
	const char *document_path;
	size_t document_n; /* documents of the package */
	double area[4];    /* of pages that have none of their own; width 0: not given */
	struct ofdview_page_ref *pages, *templates; /* templates: by id */
	size_t page_n, template_n;
	struct ofdview_resource *fonts, *images; /* once they have been read */
	size_t font_n, font_cap, image_n, image_cap;
	struct ofdview_file *files; /* attachments */
	size_t file_n;
};

/*
 * Opens a package, whose bytes are borrowed. False: it cannot be read, ret->fault says why. Close
 * it even then.
 */
bool ofdview_open(struct ofdview *ret, struct arena *a, const void *p, size_t n);

/* The same for a package that was made here, however large. */
bool ofdview_open_own(struct ofdview *ret, struct arena *a, const void *p, size_t n);
void ofdview_close(struct ofdview *v);

/*
 * Reads which fonts and images the document has, which nobody needs to know where characters and
 * pictures are. False: they cannot be read, v->fault says why.
 */
bool ofdview_read_resources(struct ofdview *v);

/* Whether the package has a file of this path. */
bool ofdview_has(struct ofdview *v, const char *path);

/* The number of files in the package, and the path of each. */
size_t ofdview_part_count(const struct ofdview *v);
const char *ofdview_part_path(const struct ofdview *v, size_t i);

/* Appends a file's bytes, `most` of them at most; false, with a fault: it cannot be read. */
bool ofdview_bytes(struct ofdview *v, const char *path, size_t most, struct buf *b);

/* The path of the template with that id, borrowed; NULL: there is none. */
const char *ofdview_template(const struct ofdview *v, unsigned id);

/* A file as a tree, which the caller frees; NULL, with a fault: it cannot be read. */
xmlDoc *ofdview_tree(struct ofdview *v, const char *path);

/* Goes through a file without a tree of it. False, with a fault: it cannot be read. */
bool ofdview_walk(struct ofdview *v, const char *path, const struct xml_handler *handler);

/*
 * The path that a location in a file of the package means (GB/T 33190, 7.2), in the arena. "", with
 * a fault: all of them together are longer than is read of a package of its size.
 */
const char *ofdview_resolve(struct ofdview *v, const char *from, const char *loc);

/* ---- XML ---- */

/* The text of an element, trimmed, in the arena; "" for NULL. */
const char *ofdview_text_of(struct ofdview *v, const xmlNode *node);

/* Reads up to `most` numbers separated by blanks; returns how many there are. */
size_t ofdview_numbers(const char *s, double *ret, size_t most);

/* ---- pages ---- */

enum ofdview_kind { OFDVIEW_TEXT, OFDVIEW_PATH, OFDVIEW_IMAGE, OFDVIEW_OTHER };

/* A character where it stands: the point on its baseline where its box begins. */
struct ofdview_char {
	uint32_t cp;
	double x, y;
};

struct ofdview_object {
	enum ofdview_kind kind;
	unsigned id, font, image; /* image: its resource */
	double box[4];            /* its boundary: x, y, width, height */
	double size;              /* of text, in mm along the line, its CTM applied */
	double sine, cosine;      /* of the angle by which its line goes up */
	double matrix[6];         /* of an image: from its unit square to the page */
	double rgb[3];            /* of its fill, 0 … 255 */
	double alpha;             /* 0 … 255 */
	bool own_ctm;             /* it has a CTM */
	bool filled, stroked;     /* a path */
	bool hidden;              /* Visible="false" */
	bool even;        /* as many steps as there are characters less one, or none needed */
	size_t from, to;  /* text: chars[from, to); path: points[from, to) */
	const char *path; /* AbbreviatedData, in the arena of the page */
};

/* A page as it is read. Zeroed, it is empty; its memory is used again for the next one. */
struct ofdview_page {
	struct arena arena;
	double area[4];
	bool whole; /* nothing of it was too deep or too much */
	struct ofdview_object *objects;
	size_t object_n, object_cap;
	struct ofdview_char *chars;
	size_t char_n, char_cap;
	double (*points)[2]; /* end points and control points of paths, on the page */
	size_t point_n, point_cap;
	size_t template_n; /* templates it has */
	/* What is shown each element of the page's own file as it begins; or NULL. */
	void (*look)(void *context, const struct xml_element *e);
	void *context;
};

/* Reads page n with its templates. False, with a fault of v: it cannot be read. */
bool ofdview_read_page(struct ofdview *v, size_t n, struct ofdview_page *p);
void ofdview_page_release(struct ofdview_page *p);

#endif
