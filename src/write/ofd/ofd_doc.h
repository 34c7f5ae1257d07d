/* SPDX-License-Identifier: MIT */
/* ofd_doc.h: a package while it is written, and its parts. Lengths are in 1/1000 mm. */
#ifndef KANBEN_WRITE_OFD_OFD_DOC_H
#define KANBEN_WRITE_OFD_OFD_DOC_H

#include "font/font.h"
#include "write/ofd/ofd_check.h"
#include "write/ofd/ofd_xml.h"
#include "write/ofd/ofd_zip.h"
#include "write/write.h"

/* A Font resource: a face, and which glyph each character of the BMP has in it. */
struct ofd_font {
	const struct font *face;
	unsigned id;
	/* By the upper and the lower byte of the character; 0: not used. */
	uint32_t *gids[256];
};

/* A picture as a resource. */
struct ofd_image {
	const char *hash; /* of the picture; empty: no page shows it */
	char *name;       /* heap: of its file; NULL: made from the identifier */
	bool jpeg;
	unsigned id;
	const void *bytes; /* borrowed */
	size_t n;
};

/* An object that belongs to a tag. */
struct ofd_ref {
	int tag;
	unsigned page, object; /* identifiers */
};

/* Where a text begins; page 0: nowhere. */
struct ofd_text_place {
	unsigned page; /* identifier */
	int64_t top;
};

/* The outline so far, with the levels that are open. */
struct ofd_outline {
	struct buf xml;
	int open[8], depth;
};

struct ofd_doc {
	const struct write_input *in;
	struct diag_list *dl;
	struct ofd_zip *zip;
	struct ofd_check *check; /* of what has been put */
	enum rc rc;              /* of the first fault */
	unsigned last_id;        /* of what has come so far: pages, layers, objects, fonts */
	size_t outline_n;        /* glyphs that are no text but outlines */
	unsigned blank_id;       /* of the font for text that is only found, not seen; 0: none */
	struct ofd_font *fonts;
	size_t font_n, font_cap;
	struct ofd_image *images;
	size_t image_n, image_cap;
	unsigned *page_ids;
	size_t page_n, page_cap;
	/* Of the tags that are not written yet, from `tag_next` on: */
	int tag_next;
	struct ofd_ref *refs; /* in the order of the pages */
	size_t ref_n, ref_cap;
	struct ofd_text_place *places; /* where each has its first text, by tag less `tag_next` */
	size_t place_n, place_cap;
	struct ofd_outline outline;
	struct buf structure; /* Structure.xml, up to the tags before `tag_next` */
	struct buf b;         /* the file being made */
};

/* Adds a file of this name: bytes, or doc->b, which is then emptied. */
void ofd_doc_put_bytes(struct ofd_doc *d, const char *name, const void *p, size_t n);
void ofd_doc_put_file(struct ofd_doc *d, const char *name);

/* Records a fault of ours: the pages, or what was made of them. */
void ofd_doc_fail(struct ofd_doc *d, enum rc rc, const char *what);

/* OFD.xml, Document.xml with the outline, PublicRes.xml, attachments, tags (ofd_doc.c) */
void ofd_doc_put_parts(struct ofd_doc *d);

/* ---- ofd_tags.c: tags (GB/T 33190, 16) and the outline, as far as the pages have them ---- */

/* Notes where the texts of a page begin. */
void ofd_tags_note(struct ofd_doc *d, size_t page);

/* Writes the tags below `end`, which have no objects on later pages. */
void ofd_tags_write(struct ofd_doc *d, int end);

/* Makes Structure.xml and CustomTags.xml; d->outline is complete then. */
void ofd_tags_end(struct ofd_doc *d);
void ofd_tags_release(struct ofd_doc *d);

/* ---- ofd_font.c ---- */

/*
 * The identifier of the Font that draws a character with this glyph: readers take the glyph from
 * its cmap, so a face that has two glyphs for a character gets two of them. 0: none can.
 */
unsigned ofd_font_use(struct ofd_doc *d, const struct font *face, uint32_t cp, uint32_t gid);

/* The Font without a visible glyph. */
unsigned ofd_font_blank(struct ofd_doc *d);

/* Frees what ofd_font_use has made. */
void ofd_fonts_release(struct ofd_doc *d);

/* Makes the font files. */
void ofd_fonts_put(struct ofd_doc *d);

/* ---- ofd_image.c ---- */

/* The identifier of the resource with this picture. */
unsigned ofd_image_use(struct ofd_doc *d, const struct picture *p);

/* Whether an attachment is a picture: it becomes a resource. */
bool ofd_image_is(const struct write_attachment *f);

/* Makes the files and DocumentRes.xml, if there are any pictures. */
void ofd_images_put(struct ofd_doc *d);
void ofd_images_release(struct ofd_doc *d);

/* ---- ofd_page.c ---- */
void ofd_page_put(struct ofd_doc *d, size_t page);

#endif
