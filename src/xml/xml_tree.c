/* SPDX-License-Identifier: MIT */
#include "xml/xml_tree.h"

#include <limits.h>
#include <string.h>

#include <libxml/parser.h>

bool xml_is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

bool xml_is_one_of(const xmlNode *node, const char *const *names)
{
	for (; *names != NULL; names++)
		if (xml_is(node, *names))
			return true;
	return false;
}

const xmlNode *xml_child(const xmlNode *node, const char *name)
{
	for (const xmlNode *c = node != NULL ? node->children : NULL; c != NULL; c = c->next)
		if (xml_is(c, name))
			return c;
	return NULL;
}

const char *xml_attribute(const xmlNode *node, const char *name)
{
	/* Compact trees keep short texts where an element has its attributes. */
	if (node->type != XML_ELEMENT_NODE)
		return NULL;
	for (const xmlAttr *at = node->properties; at != NULL; at = at->next)
		if (strcmp((const char *)at->name, name) == 0)
			return at->children != NULL ? (const char *)at->children->content : "";
	return NULL;
}

static void stop_at_dtd(void *ctx, const xmlChar *name, const xmlChar *external,
                        const xmlChar *system)
{
	(void)name;
	(void)external;
	(void)system;
	xmlStopParser(ctx);
}

enum {
	READING = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA |
	          XML_PARSE_COMPACT
};

xmlTextReader *xml_read(const char *text, size_t n)
{
	return n <= INT_MAX ? xmlReaderForMemory(text, (int)n, NULL, NULL, READING) : NULL;
}

xmlDoc *xml_parse(const char *text, size_t n)
{
	xmlParserCtxt *ctx = xmlNewParserCtxt();
	xmlDoc *doc;

	if (ctx == NULL || n > INT_MAX) {
		xmlFreeParserCtxt(ctx);
		return NULL;
	}
	ctx->sax->internalSubset = stop_at_dtd;
	doc = xmlCtxtReadMemory(ctx, text, (int)n, NULL, NULL, READING);
	/* A stopped parser returns the incomplete tree as if it were complete. */
	if (ctx->errNo == XML_ERR_USER_STOP) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	xmlFreeParserCtxt(ctx);
	return doc;
}
