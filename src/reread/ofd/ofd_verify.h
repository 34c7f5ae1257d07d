/* SPDX-License-Identifier: MIT */
/*
 * ofd_verify.h: compares a finished OFD package with the pages that it was made from. It stops at
 * the first difference, which is the only finding.
 */
#ifndef KANBEN_REREAD_OFD_OFD_VERIFY_H
#define KANBEN_REREAD_OFD_OFD_VERIFY_H

#include "base/diag.h"
#include "font/font.h"
#include "ofdview/ofdview.h"
#include "write/write.h"

/* A Font resource and the face that it was made from. */
struct ofd_stand_in {
	unsigned id;
	struct buf bytes;
	struct font_embedded *program; /* NULL: not opened yet */
	const struct font *face;       /* NULL: not seen yet */
	uint32_t *seen;                /* by character of the BMP: the face's glyph; 0: none yet */
};

struct ofd_verify {
	struct ofdview view;
	const struct write_input *in;
	const struct page_list *pl; /* in->pages */
	struct diag_list *dl;
	struct arena arena;
	bool failed;
	unsigned id_max;    /* MaxUnitID */
	bool *ids;          /* [id_max + 1]: given to something that was read */
	int *owners;        /* [id_max + 1]: 1 + the tag that an object belongs to; 0: none */
	unsigned *pages_of; /* [id_max + 1]: the page that its reference names, from 1 */
	unsigned *pages;    /* [id_max + 1]: the page that has this identifier, from 1; or 0 */
	struct ofd_stand_in *faces;
	size_t face_n;
};

/* Where a difference is; -1: not on a page, not in a tag. */
struct ofd_place {
	int page, tag;
};

/* Records the difference. `what` is in N_(). */
void ofd_verify_differ(struct ofd_verify *v, struct ofd_place at, const char *what,
                       const char *want, const char *got);

/* The same if the numbers or texts differ. NULL is the same as an empty text. */
void ofd_verify_number(struct ofd_verify *v, struct ofd_place at, const char *what, long want,
                       long got);
void ofd_verify_text(struct ofd_verify *v, struct ofd_place at, const char *what, const char *want,
                     const char *got);

/* The parts beside the pages (verify_parts.c), and the tags (verify_structure.c). */
void ofd_verify_info(struct ofd_verify *v);
void ofd_verify_files(struct ofd_verify *v);
void ofd_verify_ids(struct ofd_verify *v);

/* That of an element of Document.xml or a page, if it has one. */
void ofd_verify_id(struct ofd_verify *v, const struct xml_element *e);

/* Document.xml: its identifiers, and the outline (verify_outline.c). */
void ofd_verify_outline(struct ofd_verify *v);

/* The page, from 1, with an identifier; 0: none has it, or it is NULL or no number. */
unsigned ofd_verify_page_by(const struct ofd_verify *v, const char *id);
void ofd_verify_structure(struct ofd_verify *v);

/* verify_objects.c; after all of these */
void ofd_verify_pages(struct ofd_verify *v);

/* Whether all objects that tags name are on the pages (verify_structure.c). */
void ofd_verify_named(struct ofd_verify *v);

/*
 * Where an archive edition has a picture that the report names: in its resources, what is not
 * plain ASCII as in an address.
 */
const char *ofd_verify_picture_path(struct arena *a, const char *name);

/* RC_OK, or RC_BUG with a finding. */
enum rc ofd_verify(const struct buf *ofd, const struct write_input *in, struct diag_list *dl);

#endif
