/* SPDX-License-Identifier: MIT */
/* docx_styles.h: private to import/. The styles of a .docx (ECMA-376-1, 17.7) and what they say. */
#ifndef KANBEN_IMPORT_DOCX_STYLES_H
#define KANBEN_IMPORT_DOCX_STYLES_H

#include "import/docx_id.h"
#include "import/docx_looks.h"

enum {
	DOCX_NO_LEVEL = -1,
	DOCX_CHAIN_MAX = 40 /* styles based on each other; more is a loop */
};

/* What a style says with those that it is based on, the nearest first. */
struct docx_settled {
	const char *use_id; /* w:numId, or NULL */
	int level, outline; /* DOCX_NO_LEVEL: none says */
	bool heading, caption;
	struct run_looks looks;
};

struct docx_style {
	struct docx_id id;
	const struct docx_style *first; /* of those with the same id */
	const struct docx_style *base;  /* that it is based on, or NULL */
	const char *name, *based_on;
	const char *use_id;
	int level, outline;
	bool is_default, is_numbering;
	struct run_looks looks;
	const struct docx_settled *settled; /* NULL: nobody has asked */
};

struct docx_styles;

/* Of styles.xml, whose tree it does not need afterwards; NULL: the file has none. */
struct docx_styles *docx_styles_read(struct arena *a, const xmlNode *root);

/* The first style of that id, or NULL. */
struct docx_style *docx_styles_find(const struct docx_styles *styles, const char *id);

/* The paragraph style of that id, or the one for paragraphs that name none; or NULL. */
struct docx_style *docx_styles_of_paragraph(const struct docx_styles *styles, const char *id);

/* Found out once for each style. NULL says nothing. */
const struct docx_settled *docx_styles_settle(struct docx_styles *styles, struct docx_style *style);

/* Names that office programs give in every language to styles of headings, and of captions. */
bool docx_is_heading_name(const char *name);
bool docx_is_caption_name(const char *name);

#endif
