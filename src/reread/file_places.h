/* SPDX-License-Identifier: MIT */
/*
 * file_places.h: private to reread/. Where the objects of a PDF are: its cross-reference tables and
 * streams (ISO 32000-2, 7.5.4, 7.5.8), the newest first, with those of hybrid files (7.5.8.4).
 */
#ifndef KANBEN_REREAD_FILE_PLACES_H
#define KANBEN_REREAD_FILE_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <qpdf/qpdf-c.h>

enum place_kind {
	PLACE_UNKNOWN, /* no section names it */
	PLACE_QPDF,    /* free, or in a place of which only qpdf may judge */
	PLACE_FILE,
	PLACE_STREAM
};

struct file_place {
	enum place_kind kind;
	uint32_t stream; /* the object stream in which it is */
	/* In the file or the object stream, once that is read; both 0: not known yet. */
	uint32_t from, to;
};

struct file_places {
	struct file_place *places; /* by object number */
	size_t n;                  /* qpdf knows where the others are */
};

/*
 * Of the file of n bytes at pdf, which q has opened. If there is anything about the sections that
 * not everybody reads alike, no place is known.
 */
void places_read(struct file_places *t, qpdf_data q, const char *pdf, size_t n);
void places_release(struct file_places *t);

#endif
