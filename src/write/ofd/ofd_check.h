/* SPDX-License-Identifier: MIT */
/*
 * ofd_check.h: looks at the files of a package as they go into it, bytes and nothing else, and says
 * before the package gets its name whether a reader can use them: identifiers are unique and none
 * is greater than MaxUnitID (GB/T 33190, 7.5), what is referred to is there, boundaries lie on the
 * page, each text has a step less than it has UTF-16 units (11.3), and its font a glyph for each of
 * its characters. It knows the XML that we write, not any XML.
 */
#ifndef KANBEN_WRITE_OFD_OFD_CHECK_H
#define KANBEN_WRITE_OFD_OFD_CHECK_H

#include <stddef.h>

struct ofd_check;

struct ofd_check *ofd_check_new(void);
void ofd_check_free(struct ofd_check *c); /* accepts NULL */

/* A file of the package. Those with pages come before the fonts. */
void ofd_check_file(struct ofd_check *c, const char *name, const char *p, size_t n);

/* After the last file: the first fault, translated, borrowed until c is freed; NULL: there is none.
 */
const char *ofd_check_end(struct ofd_check *c);

#endif
