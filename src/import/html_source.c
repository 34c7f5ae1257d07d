/* SPDX-License-Identifier: MIT */
/* html_source.c: a page's bytes before and while they are parsed, and its style sheets. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include <libxml/SAX2.h>

#include "base/tr.h"
#include "import/css.h"
#include "import/xml.h"

/* The value of charset= at this place, in the arena, or NULL. */
static const char *charset_at(const struct doc *d, const char *at)
{
	const char *name = at + strlen("charset");
	size_t n = 0;

	name += strspn(name, " \t\r\n");
	if (*name != '=')
		return NULL;
	name++;
	name += strspn(name, " \t\r\n\"'");
	while (isalnum((unsigned char)name[n]) || strchr("-_.", name[n] ? name[n] : ' '))
		n++;
	return n > 0 ? arena_strndup(d->arena, name, n) : NULL;
}

const char *html_named_charset(const struct doc *d)
{
	enum { PRESCAN = 4096 };
	size_t n = d->source->len < PRESCAN ? d->source->len : PRESCAN;
	char *head = arena_strndup(d->arena, d->source->text, n), *at = head, *end;

	if (strncmp(head, "<?xml", 5) == 0 && (end = strcasestr(head, "encoding")) != NULL &&
	    end < head + strcspn(head, ">"))
		return charset_at(d, end + strlen("encoding") - strlen("charset"));
	while ((at = strchr(at, '<')) != NULL) {
		const char *name, *found;

		if (strncmp(at, "<!--", 4) == 0) {
			end = strstr(at, "-->");
			at = end != NULL ? end : at + strlen(at);
			continue;
		}
		end = at + strcspn(at, ">");
		found = strncasecmp(at, "<meta", 5) == 0 ? strcasestr(at, "charset") : NULL;
		name = found != NULL && found < end ? charset_at(d, found) : NULL;
		if (name != NULL)
			return name;
		at++;
	}
	return NULL;
}

/*
 * libxml2 takes what follows these elements for their content, though they never have any (HTML,
 * 13.1.2, void elements): text behind them would be hidden or lost with them. As instructions and
 * as an element that it knows to be empty, of the same length, they leave places as they are.
 */
static void end_void_elements(char *text, size_t n)
{
	static const struct {
		const char *name, *as;
	} voids[] = {{"wbr", "?br"},         {"source", "?ource"}, {"track", "?rack"},
	             {"bgsound", "?gsound"}, {"keygen", "?eygen"}, {"embed", "frame"}};
	char *at = text, *end = text + n;

	while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		at++;
		for (size_t i = 0; i < COUNT(voids); i++) {
			size_t name_n = strlen(voids[i].name);

			if ((size_t)(end - at) > name_n &&
			    strchr("/> \t\r\n\f", at[name_n]) != NULL &&
			    strncasecmp(at, voids[i].name, name_n) == 0)
				memcpy(at, voids[i].as, name_n);
		}
	}
}

/*
 * Word writes <![if !supportLists]> … <![endif]> around text that every browser shows. libxml2
 * makes text of these tags; as comments of the same length they leave places as they are.
 */
static char *prepare(struct doc *d)
{
	char *text = arena_strndup(d->arena, d->source->text, d->source->len), *at = text;
	char *end = text + d->source->len, *close = NULL; /* the next ">" */

	while (at < end && (at = memmem(at, (size_t)(end - at), "<![", 3)) != NULL) {
		size_t n;

		if (close == NULL || close < at)
			close = memchr(at, '>', (size_t)(end - at));
		if (close == NULL)
			break;
		n = (size_t)(close + 1 - at);
		if (n >= 7 && close[-1] == ']' && strncasecmp(at, "<![CDATA[", 9) != 0) {
			memset(at, ' ', n);
			memcpy(at, "<!--", 4);
			memcpy(at + n - 3, "-->", 3);
		}
		at += 3;
	}
	end_void_elements(text, d->source->len);
	return text;
}

size_t html_tag_of(const xmlNode *node)
{
	return (size_t)(uintptr_t)node->_private;
}

/* libxml2 calls it behind a tag's attributes. */
static void note_tag(void *context, const xmlChar *name, const xmlChar **attributes)
{
	htmlParserCtxtPtr parser = context;
	const xmlParserInput *in = parser->input;
	size_t *elements = parser->_private;
	const xmlChar *tag;

	if (++*elements > DOC_MAX_ELEMENTS) {
		xmlStopParser(parser);
		return;
	}
	xmlSAX2StartElement(context, name, attributes);
	if (in == NULL || parser->node == NULL || parser->node->_private != NULL)
		return;
	tag = memrchr(in->base, '<', (size_t)(in->cur - in->base));
	if (tag != NULL)
		parser->node->_private =
		        (void *)(uintptr_t)(in->consumed + (size_t)(tag - in->base) + 1);
}

bool html_fits(struct doc *d)
{
	struct xml_budget all = {.nodes = SIZE_MAX}; /* elements are counted as they are parsed */

	if (xml_fits(d->source->text, d->source->len, HTML_ATTRIBUTES_MAX, &all))
		return true;
	doc_tell_unplaced(d, (struct doc_place){0},
	                  _("an element of this page has more than %d attributes, or several "
	                    "have nearly as many"),
	                  HTML_ATTRIBUTES_MAX);
	return false;
}

htmlDocPtr html_parse(struct doc *d)
{
	htmlParserCtxtPtr parser = htmlNewParserCtxt();
	size_t elements = 0;
	htmlDocPtr tree;

	if (parser == NULL)
		return NULL;
	parser->sax->startElement = note_tag;
	/* Nobody reads them, and a page may have millions. */
	parser->sax->comment = NULL;
	parser->sax->processingInstruction = NULL;
	parser->_private = &elements;
	tree = htmlCtxtReadMemory(parser, prepare(d), (int)d->source->len, NULL, "UTF-8",
	                          HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	                                  HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC |
	                                  HTML_PARSE_COMPACT);
	htmlFreeParserCtxt(parser);
	if (elements > DOC_MAX_ELEMENTS)
		doc_tell_unplaced(d, (struct doc_place){0},
		                  _("only the first %d elements of this page are read"),
		                  DOC_MAX_ELEMENTS);
	return tree;
}

void html_read_sheets(struct css_rules *rules, const xmlNode *first)
{
	static const char *const around[] = {"html", "head", "body", NULL};

	for (const xmlNode *c = first; c != NULL; c = c->next) {
		xmlChar *sheet = xml_is(c, "style") ? xmlNodeGetContent(c) : NULL;

		if (sheet != NULL)
			css_rules_add(rules, (const char *)sheet);
		xmlFree(sheet);
		if (xml_is_one_of(c, around))
			html_read_sheets(rules, c->children);
	}
}

const char *html_title(struct doc *d, const xmlNode *first)
{
	const char *title = NULL;

	for (const xmlNode *c = first; c != NULL && title == NULL; c = c->next) {
		const xmlNode *node = c->type != XML_ELEMENT_NODE ? NULL
		                      : xml_is(c, "title")        ? c
		                                                  : xml_descendant(c, "title");
		xmlChar *text = node != NULL ? xmlNodeGetContent(node) : NULL;
		size_t n = text != NULL ? strlen((const char *)text) : 0;
		const char *s = text != NULL ? doc_trim((const char *)text, &n) : NULL;

		if (n > 0)
			title = arena_strndup(d->arena, s, n);
		xmlFree(text);
	}
	return title;
}

bool html_is_contents(const xmlNode *node)
{
	const char *to = xml_is(node, "a") ? xml_attribute(node, "href") : NULL;

	if (to != NULL && to[0] == '#')
		return true;
	if (xmlNodeIsText(node))
		return xmlIsBlankNode(node) != 0;
	for (const xmlNode *c = node->children; c != NULL; c = c->next)
		if (!html_is_contents(c))
			return false;
	return true;
}

bool html_is_alternate(const xmlNode *node)
{
	static const char alternate[] = "alternate";
	const char *rel = xml_is(node, "a") ? xml_attribute(node, "rel") : NULL;

	while (rel != NULL && *rel != '\0') {
		size_t n = strcspn(rel, " \t\r\n\f");

		if (n == strlen(alternate) && strncasecmp(rel, alternate, n) == 0)
			return true;
		rel += n + strspn(rel + n, " \t\r\n\f");
	}
	return false;
}

bool html_is_chart(const xmlNode *table)
{
	const char *class = xml_attribute(table, "class");

	return class != NULL && strncmp(class, "kb-chart", strlen("kb-chart")) == 0;
}
