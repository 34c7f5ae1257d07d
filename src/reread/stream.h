/* SPDX-License-Identifier: MIT */
/* stream.h: private to reread/. The data of a stranger's streams (ISO 32000-2, 7.4), in bounds. */
#ifndef KANBEN_REREAD_STREAM_H
#define KANBEN_REREAD_STREAM_H

#include <stdbool.h>
#include <stddef.h>

#include <qpdf/qpdf-c.h>

#include "base/buf.h"

/*
 * Appends a stream's data, decoded. Its bytes in the file and those that each of its filters makes
 * are taken from *left. False: it is no stream, is damaged, has a filter that is not read, or *left
 * does not suffice, which is 0 then.
 */
bool stream_read(qpdf_data q, qpdf_oh stream, size_t *left, struct buf *b);

/* ---- filters (filter.c) ---- */

/* Appends what n bytes become, at most `most` bytes; if it is more, *ret_more is set. */
typedef bool filter_fn(const char *p, size_t n, size_t most, struct buf *b, bool *ret_more);

/* By its name in the file, "/FlateDecode" or "/Fl"; NULL: one that is not read. */
filter_fn *filter_named(const char *name);

#endif
