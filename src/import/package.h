/* SPDX-License-Identifier: MIT */
/* package.h: private to import/. A .docx is a zip file of parts. */
#ifndef KANBEN_IMPORT_PACKAGE_H
#define KANBEN_IMPORT_PACKAGE_H

#include "import/doc.h"
#include "import/xml.h"

struct package;

/* Opens the file's bytes, borrowed. RC_INPUT with a finding that says what is wrong with it. */
MUST_USE enum rc package_open(const struct doc *d, struct package **ret);
void package_close(struct package *p);

/*
 * A part as a tree, for xmlFreeDoc; NULL if there is none of that name. A finding if it is there
 * and cannot be read: it is locked, larger than IMPORT_MAX_BYTES, damaged, or no XML without a DTD.
 */
xmlDoc *package_part(const struct package *p, const char *name);

#endif
