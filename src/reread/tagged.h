/* SPDX-License-Identifier: MIT */
/* tagged.h: private to reread/. A tagged PDF as a web page. */
#ifndef KANBEN_REREAD_TAGGED_H
#define KANBEN_REREAD_TAGGED_H

#include <stdbool.h>

#include <qpdf/qpdf-c.h>

#include "reread/reread.h"

/*
 * Sets all of *ret but the source's name; its text is NULL if the file is not read (reread.h).
 * False: it asks for more than is read of so small a file.
 */
bool tagged_read(qpdf_data q, const struct source *pdf, struct arena *a, struct reread_page *ret);

#endif
