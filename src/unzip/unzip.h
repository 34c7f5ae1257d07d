/* SPDX-License-Identifier: MIT */
/* unzip.h: files of a package (ZIP) in memory, whoever made it. */
#ifndef KANBEN_UNZIP_UNZIP_H
#define KANBEN_UNZIP_UNZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct unzip; /* a package */

enum unzip_fault { UNZIP_FINE, UNZIP_ENCRYPTED, UNZIP_DAMAGED, UNZIP_TOO_LARGE };

/* The package of n bytes, which must live as long as it does; NULL: they are none. */
struct unzip *unzip_open(const void *p, size_t n);
void unzip_close(struct unzip *z); /* accepts NULL */

size_t unzip_count(const struct unzip *z);

/* Of its file i, borrowed; "" if that is none. */
const char *unzip_name(const struct unzip *z, size_t i);

/* The number of the first file of that name, -1: there is none. */
int64_t unzip_find(struct unzip *z, const char *name, bool any_case);

/*
 * Appends what is in a file and a NUL that does not count. The size that the package gives cannot
 * be trusted: reading stops soon after `most` bytes, with UNZIP_TOO_LARGE. What was read by then is
 * in *b with any fault.
 */
enum unzip_fault unzip_read(struct unzip *z, int64_t i, size_t most, struct buf *b);

#endif
