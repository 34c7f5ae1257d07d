/* SPDX-License-Identifier: MIT */
#include "import/xml.h"

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
	for (const xmlNode *c = node->children; c != NULL; c = c->next)
		if (xml_is(c, name))
			return c;
	return NULL;
}

/* The node after this one in document order, still below `top`; NULL: there is none. */
static const xmlNode *next_below(const xmlNode *node, const xmlNode *top)
{
	if (node->type == XML_ELEMENT_NODE && node->children != NULL)
		return node->children;
	while (node != top && node->next == NULL)
		node = node->parent;
	return node != top ? node->next : NULL;
}

const xmlNode *xml_descendant(const xmlNode *top, const char *name)
{
	for (const xmlNode *c = top->children; c != NULL; c = next_below(c, top))
		if (xml_is(c, name))
			return c;
	return NULL;
}

const char *xml_attribute(const xmlNode *node, const char *name)
{
	for (const xmlAttr *at = node->properties; at != NULL; at = at->next)
		if (strcmp((const char *)at->name, name) == 0)
			return at->children != NULL ? (const char *)at->children->content : "";
	return NULL;
}

size_t xml_number(const xmlNode *node, const char *name, size_t missing, size_t most)
{
	const char *s = xml_attribute(node, name);
	size_t v = 0;

	if (s == NULL)
		return missing;
	while (*s == ' ')
		s++;
	if (*s < '0' || *s > '9')
		return missing;
	for (; *s >= '0' && *s <= '9' && v <= most; s++)
		v = v * 10 + (size_t)(*s - '0');
	return v < most ? v : most;
}

static void refuse_dtd(void *ctx, const xmlChar *name, const xmlChar *external,
                       const xmlChar *system)
{
	(void)name;
	(void)external;
	(void)system;
	xmlStopParser(ctx);
}

xmlDoc *xml_parse(const char *text, size_t n)
{
	xmlParserCtxt *ctx = xmlNewParserCtxt();
	xmlDoc *doc;

	if (ctx == NULL || n > INT_MAX) {
		xmlFreeParserCtxt(ctx);
		return NULL;
	}
	ctx->sax->internalSubset = refuse_dtd;
	doc = xmlCtxtReadMemory(ctx, text, (int)n, NULL, NULL,
	                        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
	                                XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
	/* A parser that was stopped hands out what it has as if that were all. */
	if (ctx->errNo == XML_ERR_USER_STOP) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	xmlFreeParserCtxt(ctx);
	return doc;
}
