/* SPDX-License-Identifier: MIT */
/*
 * ofd_zip.h: a ZIP file (APPNOTE 6.3.3) written front to back, the same bytes each time: entries in
 * the order given, dated 1 January 1980.
 */
#ifndef KANBEN_WRITE_OFD_OFD_ZIP_H
#define KANBEN_WRITE_OFD_OFD_ZIP_H

#include <stddef.h>

#include "base/digest.h"
#include "base/out.h"

struct ofd_zip;

/*
 * content: gets names and bytes of the entries as they are before compression, or NULL. Levels of
 * libdeflate: of most entries, and of those with outlines, which are named .ttf.
 */
struct ofd_zip *ofd_zip_new(struct out *o, struct digest *content, const int levels[2]);

/* Adds an entry. Bytes that do not get smaller are stored. */
void ofd_zip_add(struct ofd_zip *z, const char *name, const void *p, size_t n);

/* 32 digits of a hash of everything added so far; afterwards it is started anew. */
void ofd_zip_hash(struct ofd_zip *z, char ret[33]);

void ofd_zip_free(struct ofd_zip *z); /* accepts NULL */

/* Writes the directory and frees z. RC_LIMIT: more than a ZIP without extensions can have. */
MUST_USE enum rc ofd_zip_finish(struct ofd_zip *z);

#endif
