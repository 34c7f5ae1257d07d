/* SPDX-License-Identifier: MIT */
/*
 * xml_names.h: private to xml/. The names in XML of strangers, counted before it is parsed: libxml2
 * keeps each different one in a table that does not grow, and looks for each element's namespace
 * among all that are declared around it.
 */
#ifndef KANBEN_XML_XML_NAMES_H
#define KANBEN_XML_XML_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	XML_NAMES_MAX =
	        10000,        /* different ones of a part; those of office documents are hundreds */
	XML_SPACES_MAX = 128, /* namespaces declared around an element; programs declare some 40 */
	XML_DEPTH_MAX = 256   /* as in libxml2 */
};

/* A zeroed one is empty. */
struct xml_names {
	uint32_t *seen; /* hashes, 0: a free place */
	size_t n, cap;
	size_t spaces, depth;                  /* declared around the place; elements around it */
	unsigned short own[XML_DEPTH_MAX + 1]; /* declared by each of these */
	bool too_deep;
};

void xml_names_release(struct xml_names *names);

/* A name of n bytes, of an element or an attribute. */
void xml_names_take(struct xml_names *names, const char *name, size_t n);

/* An element begins, with so many declarations of namespaces; or ends. */
void xml_names_open(struct xml_names *names, size_t spaces);
void xml_names_close(struct xml_names *names);

/* Whether the limits are kept. */
bool xml_names_fit(const struct xml_names *names);

#endif
