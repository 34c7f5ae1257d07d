/* SPDX-License-Identifier: MIT */
/* xml_tree.h: XML from strangers as libxml2's trees, for whatever reads packages. */
#ifndef KANBEN_XML_XML_TREE_H
#define KANBEN_XML_XML_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include <libxml/tree.h>

/* An element with that local name. */
bool xml_is(const xmlNode *node, const char *name);

/* An element whose local name is in a NULL-terminated list. */
bool xml_is_one_of(const xmlNode *node, const char *const *names);

/* The first child element of that name, or NULL; NULL has none. */
const xmlNode *xml_child(const xmlNode *node, const char *name);

/* The value of an attribute with that local name, borrowed, or NULL. */
const char *xml_attribute(const xmlNode *node, const char *name);

/*
 * Parses XML; the caller frees the tree. NULL if it is not well-formed or has a DTD, which a .docx
 * must not have (ECMA-376-2, 8.1.4), an OFD does not, and without which entities cannot expand.
 * Nothing is fetched.
 */
xmlDoc *xml_parse(const char *text, size_t n);

#endif
