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

/* The value of an element's attribute with that local name, borrowed, or NULL; texts have none. */
const char *xml_attribute(const xmlNode *node, const char *name);

/* What may still be read of one document of strangers. */
struct xml_budget {
	size_t nodes; /* elements, texts and attributes */
	size_t pairs; /* of attributes of one element so far, if it has many: parsers compare them
	               */
};

/*
 * For a document of n bytes: some of them deflate a thousandfold, and a tree takes a hundred bytes
 * for each node. An office's own documents have a node in 60 bytes, which deflate tenfold.
 */
struct xml_budget xml_budget_of(size_t n);

enum {
	XML_ATTRIBUTES_MAX = 256,  /* of an element */
	HTML_ATTRIBUTES_MAX = 5000 /* and of one of a web page, which is repaired */
};

/*
 * Counts what markup (XML or HTML) has, and takes it from *left, before a parser makes a tree of
 * it. False: it is more than is left, or an element has more attributes than `attributes`, or many
 * have nearly as many; or XML has more names, more namespaces in one place, or elements nested
 * deeper, than any office document (xml_names.h).
 */
bool xml_fits(const char *text, size_t n, size_t attributes, struct xml_budget *left);

/*
 * Parses XML; the caller frees the tree. NULL if it is not well-formed or has a DTD, which a .docx
 * must not have (ECMA-376-2, 8.1.4), an OFD does not, and without which entities cannot expand.
 * Nothing is fetched.
 */
xmlDoc *xml_parse(const char *text, size_t n);

/*
 * The same without the elements of that local name and what is in them. Values may have more than
 * ten megabytes, and elements any depth: for what xml_fits has counted, or our own.
 */
xmlDoc *xml_parse_without(const char *text, size_t n, const char *name);

#endif
