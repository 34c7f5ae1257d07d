/* SPDX-License-Identifier: MIT */
/*
 * normal.h: private to report/. Texts as they should have been typed: composed (NFC of Unicode,
 * never NFKC, which would take full-width marks away), radicals and compatibility ideographs as the
 * characters they look like, nothing invisible in them.
 */
#ifndef KANBEN_REPORT_NORMAL_H
#define KANBEN_REPORT_NORMAL_H

#include "report/report_reader.h"

/*
 * The tree with every string in its normal form and, but in a report's own tables, without spaces
 * at its ends: the same tree where nothing is to be done, else a copy. A finding NORM for each
 * string that is changed. Places in the copy lead to where a character was typed. Keys stay as they
 * are.
 */
const struct json *normal_tree(const struct report_reader *rd, const struct json *root);

/*
 * A figure typed full width or with spaces around it, as ASCII in the arena; NULL if the text has
 * anything else.
 */
const char *normal_figure(struct arena *a, const struct json *text);

#endif
