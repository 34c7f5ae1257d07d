/* SPDX-License-Identifier: MIT */
/*
 * peek.h, private to font/: the faces of a file of which only names are wanted. Their tables are
 * read when they are asked for: to map and unmap a file takes longer than to read so little.
 */
#ifndef KANBEN_FONT_PEEK_H
#define KANBEN_FONT_PEEK_H

#include <hb.h>

struct peek;

/* NULL: the file cannot be read or is no OpenType font nor collection of some. */
struct peek *peek_open(const char *path);
void peek_close(struct peek *p); /* accepts NULL */

unsigned peek_count(const struct peek *p);

/* A face for its tables alone; it is destroyed before p is closed. */
hb_face_t *peek_face(struct peek *p, unsigned index);

#endif
