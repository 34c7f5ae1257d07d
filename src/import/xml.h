/* SPDX-License-Identifier: MIT */
/* xml.h: private to import/. libxml2 trees, and the parts of a .docx as such trees. */
#ifndef KANBEN_IMPORT_XML_H
#define KANBEN_IMPORT_XML_H

#include <stdbool.h>
#include <stddef.h>

#include <libxml/tree.h>

#include "import/doc.h"

/* An element with that local name. */
bool xml_is(const xmlNode *node, const char *name);

/* An element whose local name is in a list that NULL ends. */
bool xml_is_one_of(const xmlNode *node, const char *const *names);

/* The first child element of that name, or NULL. */
const xmlNode *xml_child(const xmlNode *node, const char *name);

/* The first element of that name at any depth below a node, or NULL. */
const xmlNode *xml_descendant(const xmlNode *node, const char *name);

/* Whether there are words in the text below a node, not only figures and marks. */
bool xml_has_words(const xmlNode *node);

/* The value of an attribute, prefix or not, borrowed; NULL if it has none. */
const char *xml_attribute(const xmlNode *node, const char *name);

/* An attribute that is a whole number, at most `most`; `missing` if there is none. */
size_t xml_number(const xmlNode *node, const char *name, size_t missing, size_t most);

/*
 * XML in memory as a tree; NULL if it is not well-formed or has a DTD, which no .docx has and which
 * alone can make entities grow (ECMA-376-2, 8.1.4). Nothing is fetched from anywhere.
 */
xmlDoc *xml_parse(const char *text, size_t n);

/* ---- parts of a .docx, which is a zip file (ECMA-376-2) ---- */

struct package;

/* Opens the file's bytes, borrowed. RC_INPUT with a finding that says what is wrong with it. */
MUST_USE enum rc package_open(const struct doc *d, struct package **ret);
void package_close(struct package *p);

/*
 * A part as a tree, for xmlFreeDoc; NULL if there is none of that name. A finding if it is there
 * and cannot be read: it is locked, larger than IMPORT_MAX_BYTES, damaged, or no XML without a DTD.
 */
xmlDoc *package_part(const struct package *p, const char *name);

/* ---- styles and automatic numbers of a .docx (docx_numbers.c) ---- */

struct docx_numbers;

/* Reads word/styles.xml and word/numbering.xml, either of them NULL if the file has none. */
struct docx_numbers *docx_numbers_read(struct doc *d, const xmlNode *styles,
                                       const xmlNode *numbering);

struct docx_paragraph {
	bool heading;         /* by outline level or by its style's name */
	struct doc_item item; /* item.list 0: it has no number and no bullet */
	const char *label;    /* of the item, in the arena; "" for a bullet */
};

/* What a paragraph with these properties (w:pPr or NULL) is; call it for all, in their order. */
struct docx_paragraph docx_numbers_next(struct docx_numbers *nu, const xmlNode *properties);

#endif
