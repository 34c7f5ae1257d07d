/* SPDX-License-Identifier: MIT */
/*
 * change_xml.c: changes the tree of an XML text within a package; bytes changed anywhere leave most
 * of them not well-formed, which is refused before anything is read.
 */
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "change_xml.h"
#include "fuzz.h"

enum { NODES_MAX = 2000, VALUE_MAX = 1000 };

/* Elements and texts, in reading order. */
struct nodes {
	xmlNode *list[NODES_MAX];
	size_t n;
};

static unsigned next(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 8;
}

static void collect(struct nodes *nodes, xmlNode *node)
{
	for (; node != NULL && nodes->n < NODES_MAX; node = node->next) {
		if (node->type != XML_ELEMENT_NODE && node->type != XML_TEXT_NODE)
			continue;
		nodes->list[nodes->n++] = node;
		collect(nodes, node->children);
	}
}

static xmlNode *any(const struct nodes *nodes, unsigned *seed)
{
	return nodes->list[next(seed) % nodes->n];
}

/* The value with other bytes, or with another's; on the heap. */
static xmlChar *new_value(const xmlChar *value, unsigned *seed)
{
	static const char *const values[] = {"",  "0", "1",  "-1",         "16384",
	                                     "2", "3", "A1", "XFD1048576", "１２"};
	size_t n = strlen((const char *)value);
	xmlChar *made;

	if (n > VALUE_MAX || next(seed) % 4 == 0)
		return xmlStrdup((const xmlChar *)values[next(seed) % COUNT(values)]);
	made = xmlMalloc(VALUE_MAX + 65);
	if (made == NULL)
		return NULL;
	memcpy(made, value, n);
	n = LLVMFuzzerMutate(made, n, VALUE_MAX + 64);
	for (size_t i = 0; i < n; i++)
		if (made[i] < ' ')
			made[i] = ' '; /* XML may not have it */
	made[n] = '\0';
	if (xmlCheckUTF8(made))
		return made;
	xmlFree(made);
	return xmlStrdup(value);
}

static void change_text(xmlNode *node, unsigned *seed)
{
	xmlChar *made = new_value(node->content, seed), *escaped;

	escaped = made != NULL ? xmlEncodeSpecialChars(node->doc, made) : NULL;
	if (escaped != NULL)
		xmlNodeSetContent(node, escaped);
	xmlFree(escaped);
	xmlFree(made);
}

/* One attribute of an element gets another value, or goes. */
static void change_attribute(xmlNode *node, unsigned *seed)
{
	xmlAttr *at = node->properties;
	xmlChar *value, *made;

	for (unsigned k = next(seed) % 4; k > 0 && at != NULL && at->next != NULL; k--)
		at = at->next;
	if (at == NULL)
		return;
	if (next(seed) % 8 == 0) {
		xmlRemoveProp(at);
		return;
	}
	value = xmlNodeListGetString(node->doc, at->children, 1);
	made = new_value(value != NULL ? value : (const xmlChar *)"", seed);
	if (made != NULL)
		xmlSetNsProp(node, at->ns, at->name, made);
	xmlFree(made);
	xmlFree(value);
}

static bool is_within(const xmlNode *node, const xmlNode *other)
{
	for (; node != NULL; node = node->parent)
		if (node == other)
			return true;
	return false;
}

/* Nodes but the root go, are doubled, or stand somewhere else, too. */
static void change_place(const struct nodes *nodes, unsigned *seed)
{
	xmlNode *node = any(nodes, seed), *other = any(nodes, seed), *copy;
	unsigned how = next(seed) % 3;

	if (node->parent == NULL || node->parent->type != XML_ELEMENT_NODE)
		return;
	if (how == 0) {
		xmlUnlinkNode(node);
		xmlFreeNode(node);
		return;
	}
	copy = xmlCopyNode(node, 1);
	if (copy == NULL)
		return;
	if (how == 1)
		xmlAddNextSibling(node, copy);
	else if (other->type == XML_ELEMENT_NODE && !is_within(other, node))
		xmlAddChild(other, copy);
	else
		xmlFreeNode(copy);
}

static void change(xmlDoc *doc, unsigned *seed)
{
	static struct nodes nodes;
	xmlNode *node;

	nodes.n = 0;
	collect(&nodes, xmlDocGetRootElement(doc));
	if (nodes.n == 0)
		return;
	node = any(&nodes, seed);
	if (next(seed) % 3 == 0)
		change_place(&nodes, seed);
	else if (node->type == XML_TEXT_NODE)
		change_text(node, seed);
	else
		change_attribute(node, seed);
}

uint8_t *change_xml(const uint8_t *bytes, size_t n, unsigned seed, size_t *ret_n)
{
	const int quiet = XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET;
	xmlDoc *doc = xmlReadMemory((const char *)bytes, (int)n, "a.xml", NULL, quiet);
	xmlChar *text = NULL;
	uint8_t *made = NULL;
	int text_n = 0;

	if (doc == NULL)
		return NULL;
	for (unsigned k = 1 + next(&seed) % 4; k > 0; k--)
		change(doc, &seed);
	xmlDocDumpMemory(doc, &text, &text_n);
	if (text != NULL && text_n > 0)
		made = malloc((size_t)text_n);
	if (made != NULL) {
		memcpy(made, text, (size_t)text_n);
		*ret_n = (size_t)text_n;
	}
	xmlFree(text);
	xmlFreeDoc(doc);
	return made;
}
