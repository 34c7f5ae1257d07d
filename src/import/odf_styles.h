/* SPDX-License-Identifier: MIT */
/* odf_styles.h: private to import/. What styles of an OpenDocument file say of text and tables. */
#ifndef KANBEN_IMPORT_ODF_STYLES_H
#define KANBEN_IMPORT_ODF_STYLES_H

#include "import/xml.h"

struct odf_styles;

/*
 * Of content.xml and styles.xml, whose trees must live as long; either may be NULL. What a style
 * says with its parents is found out once and kept in the arena.
 */
struct odf_styles *odf_styles_read(struct arena *a, const xmlNode *content, const xmlNode *styles);
void odf_styles_free(struct odf_styles *styles);

/* Adds what a node's style, of that family, and those it is based on say about its text. */
void odf_styles_apply(const struct odf_styles *styles, const char *family, const xmlNode *node,
                      struct seen *s);

/* Whether a paragraph is right-aligned. */
bool odf_styles_is_right(const struct odf_styles *styles, const xmlNode *p);

/* Whether a paragraph has the style of captions, or one based on it. */
bool odf_styles_is_caption(const struct odf_styles *styles, const xmlNode *p);

/* Whether a table or sheet is not shown. */
bool odf_styles_hides_table(const struct odf_styles *styles, const xmlNode *table);

#endif
