/* SPDX-License-Identifier: MIT */
/*
 * sparse.h, private to font/: a font file read into memory, without the outlines of a CFF face,
 * which are most of it: glyphs are read from the file one by one (struct charstring_file). For
 * hosts, in whose process nothing is mapped. Who needs all outlines has them read as well.
 */
#ifndef KANBEN_FONT_SPARSE_H
#define KANBEN_FONT_SPARSE_H

#include <stdbool.h>

#include <hb.h>

struct sparse;

/*
 * The file at a path, of which face `index` is wanted; in the blob, which keeps it, the outlines
 * are zeros. NULL: it cannot be read or has so few of them that it should be read whole.
 */
struct sparse *sparse_open(const char *path, unsigned index, hb_blob_t **ret);
void sparse_close(struct sparse *s); /* accepts NULL; the blob may live on */

/* The file, which stays open. */
int sparse_descriptor(const struct sparse *s);

/* Reads the outlines into the blob, if they are not there. False: they cannot be read any more. */
bool sparse_fill(struct sparse *s);

/* Is the file as it was when it was opened, and could be read whenever that was needed? */
bool sparse_is_intact(const struct sparse *s);

#endif
