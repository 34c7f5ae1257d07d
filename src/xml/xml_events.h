/* SPDX-License-Identifier: MIT */
/*
 * xml_events.h: XML from strangers without a tree of it: what begins, what ends and the text
 * between, while libxml2 parses. For files of which most is read once and from the first byte to
 * the last.
 */
#ifndef KANBEN_XML_XML_EVENTS_H
#define KANBEN_XML_XML_EVENTS_H

#include <stdbool.h>
#include <stddef.h>

struct xml_pair {
	const char *name, *value; /* the name is the local one; "": its prefix is not declared */
};

/* An element that begins, with its attributes. Borrowed until the handler returns. */
struct xml_element {
	const char *name; /* likewise */
	struct xml_pair *attributes;
	size_t n;
};

/* The value of an attribute with that local name, or NULL. */
const char *xml_value(const struct xml_element *e, const char *name);

struct xml_handler {
	void (*begin)(void *context, const struct xml_element *e);
	void (*end)(void *context, const char *name);
	/* A piece of what stands in an element, which may come in many; or NULL. */
	void (*text)(void *context, const char *s, size_t n);
	void *context;
};

/*
 * Parses XML that xml_fits has counted (xml_tree.h), or our own: texts and depth have no limit
 * here. False if it is not well-formed or has a DTD, as for xml_parse; what came before has been
 * told to the handler by then.
 */
bool xml_parse_events(const char *text, size_t n, const struct xml_handler *handler);

#endif
