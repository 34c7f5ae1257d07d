/* SPDX-License-Identifier: MIT */
#include "xml/xml_events.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/buf.h"
#include "base/mem.h"

struct events {
	const struct xml_handler *handler;
	xmlParserCtxt *ctx;
	struct xml_element element;
	size_t cap;        /* of its attributes */
	struct buf values; /* theirs, which libxml2 does not end by a NUL */
};

const char *xml_value(const struct xml_element *e, const char *name)
{
	/* Most differ in the first letter, and pages have five in each of their elements. */
	for (size_t i = 0; i < e->n; i++)
		if (*e->attributes[i].name == *name && strcmp(e->attributes[i].name, name) == 0)
			return e->attributes[i].value;
	return NULL;
}

/* libxml2 gives five pointers for an attribute. */
enum { LOCAL, PREFIX, URI, VALUE, END, POINTERS };

/* The local name; one with a prefix that nothing declares is none. */
static const char *local(const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	return prefix != NULL && uri == NULL ? "" : (const char *)name;
}

static void take_attributes(struct events *ev, size_t n, const xmlChar **from)
{
	struct xml_element *e = &ev->element;
	size_t bytes = 0;
	char *to;

	for (size_t i = 0; i < n; i++)
		bytes += (size_t)(from[i * POINTERS + END] - from[i * POINTERS + VALUE]) + 1;
	buf_clear(&ev->values);
	buf_reserve(&ev->values, bytes); /* so that none of them moves */
	to = ev->values.p;
	for (e->n = 0; e->n < n; e->n++, from += POINTERS) {
		size_t len = (size_t)(from[END] - from[VALUE]);

		e->attributes = mem_grow(e->attributes, e->n, &ev->cap, sizeof(*e->attributes));
		e->attributes[e->n] =
		        (struct xml_pair){local(from[LOCAL], from[PREFIX], from[URI]), to};
		memcpy(to, from[VALUE], len);
		to[len] = '\0';
		to += len + 1;
	}
}

static void begin(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int space_n, const xmlChar **spaces, int n, int default_n,
                  const xmlChar **attributes)
{
	struct events *ev = context;

	(void)space_n;
	(void)spaces;
	(void)default_n;
	ev->element.name = local(name, prefix, uri);
	take_attributes(ev, (size_t)n, attributes);
	ev->handler->begin(ev->handler->context, &ev->element);
}

static void end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	const struct events *ev = context;

	ev->handler->end(ev->handler->context, local(name, prefix, uri));
}

static void text_piece(void *context, const xmlChar *s, int n)
{
	const struct events *ev = context;

	if (ev->handler->text != NULL)
		ev->handler->text(ev->handler->context, (const char *)s, (size_t)n);
}

static void stop_at_dtd(void *context, const xmlChar *name, const xmlChar *external,
                        const xmlChar *system)
{
	const struct events *ev = context;

	(void)name;
	(void)external;
	(void)system;
	xmlStopParser(ev->ctx);
}

/* What is still to be parsed. */
struct rest {
	const char *at;
	size_t n;
};

/* libxml2 would copy a text in memory as a whole. */
static int read_some(void *context, char *to, int most)
{
	struct rest *rest = context;
	size_t n = rest->n < (size_t)most ? rest->n : (size_t)most;

	memcpy(to, rest->at, n);
	rest->at += n;
	rest->n -= n;
	return (int)n;
}

bool xml_parse_events(const char *text, size_t n, const struct xml_handler *handler)
{
	const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
	                    XML_PARSE_NOCDATA | XML_PARSE_HUGE;
	struct events ev = {.handler = handler, .ctx = xmlNewParserCtxt()};
	struct rest rest = {text, n};
	bool good = false;

	if (ev.ctx != NULL) {
		/* White space goes the same way as text: nothing has to be found out of it. */
		*ev.ctx->sax = (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
		                               .internalSubset = stop_at_dtd,
		                               .startElementNs = begin,
		                               .endElementNs = end,
		                               .characters = text_piece,
		                               .ignorableWhitespace = text_piece};
		ev.ctx->userData = &ev;
		xmlFreeDoc(xmlCtxtReadIO(ev.ctx, read_some, NULL, &rest, NULL, NULL, options));
		good = ev.ctx->wellFormed && ev.ctx->errNo != XML_ERR_USER_STOP;
	}
	xmlFreeParserCtxt(ev.ctx);
	free(ev.element.attributes);
	buf_release(&ev.values);
	return good;
}
