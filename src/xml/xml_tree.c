/* SPDX-License-Identifier: MIT */
#include "xml/xml_tree.h"

#include <limits.h>
#include <string.h>

#include <libxml/SAX2.h>
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

/* The element that is left out with all in it. */
struct left_out {
	const char *name;
	size_t depth; /* of elements in it that are open; 0: not in it */
};

static void begin_unless(void *context, const xmlChar *name, const xmlChar *prefix,
                         const xmlChar *uri, int space_n, const xmlChar **spaces, int n,
                         int default_n, const xmlChar **attributes)
{
	xmlParserCtxt *ctx = context;
	struct left_out *left = ctx->_private;

	if (left->depth > 0 || strcmp((const char *)name, left->name) == 0)
		left->depth++;
	else
		xmlSAX2StartElementNs(ctx, name, prefix, uri, space_n, spaces, n, default_n,
		                      attributes);
}

static void end_unless(void *context, const xmlChar *name, const xmlChar *prefix,
                       const xmlChar *uri)
{
	xmlParserCtxt *ctx = context;
	struct left_out *left = ctx->_private;

	if (left->depth > 0)
		left->depth--;
	else
		xmlSAX2EndElementNs(ctx, name, prefix, uri);
}

static void text_unless(void *context, const xmlChar *s, int n)
{
	xmlParserCtxt *ctx = context;
	const struct left_out *left = ctx->_private;

	if (left->depth == 0)
		xmlSAX2Characters(ctx, s, n);
}

static void leave_out(xmlParserCtxt *ctx, struct left_out *left)
{
	ctx->_private = left;
	ctx->sax->startElementNs = begin_unless;
	ctx->sax->endElementNs = end_unless;
	ctx->sax->characters = ctx->sax->ignorableWhitespace = text_unless;
}

static xmlDoc *parse(const char *text, size_t n, struct left_out *left, int options)
{
	xmlParserCtxt *ctx = xmlNewParserCtxt();
	xmlDoc *doc;

	if (ctx == NULL || n > INT_MAX) {
		xmlFreeParserCtxt(ctx);
		return NULL;
	}
	ctx->sax->internalSubset = stop_at_dtd;
	if (left != NULL)
		leave_out(ctx, left);
	doc = xmlCtxtReadMemory(ctx, text, (int)n, NULL, NULL, READING | options);
	/* A stopped parser returns the incomplete tree as if it were complete. */
	if (ctx->errNo == XML_ERR_USER_STOP) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	xmlFreeParserCtxt(ctx);
	return doc;
}

xmlDoc *xml_parse(const char *text, size_t n)
{
	return parse(text, n, NULL, 0);
}

xmlDoc *xml_parse_without(const char *text, size_t n, const char *name)
{
	return parse(text, n, &(struct left_out){.name = name}, XML_PARSE_HUGE);
}
