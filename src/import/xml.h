/* SPDX-License-Identifier: MIT */
/* xml.h: private to import/. What both readers of trees ask of libxml2. */
#ifndef KANBEN_IMPORT_XML_H
#define KANBEN_IMPORT_XML_H

#include <stdbool.h>
#include <stddef.h>

#include <libxml/tree.h>

/* An element with that local name. */
bool xml_is(const xmlNode *node, const char *name);

/* An element whose local name is in a list that NULL ends. */
bool xml_is_one_of(const xmlNode *node, const char *const *names);

/* The first child element of that name, or NULL. */
const xmlNode *xml_child(const xmlNode *node, const char *name);

/* The first element of that name at any depth below a node, or NULL. */
const xmlNode *xml_descendant(const xmlNode *node, const char *name);

/* The value of an attribute, prefix or not, borrowed; NULL if it has none. */
const char *xml_attribute(const xmlNode *node, const char *name);

/* An attribute that is a whole number, at most `most`; `missing` if there is none. */
size_t xml_number(const xmlNode *node, const char *name, size_t missing, size_t most);

/*
 * XML in memory as a tree; NULL if it is not well-formed or has a DTD, which no .docx has and which
 * alone can make entities grow (ECMA-376-2, 8.1.4). Nothing is fetched from anywhere.
 */
xmlDoc *xml_parse(const char *text, size_t n);

#endif
