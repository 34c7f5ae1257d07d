/* SPDX-License-Identifier: MIT */
/* tagged_element.h: private to reread/. What an element of the structure tree says of itself. */
#ifndef KANBEN_REREAD_TAGGED_ELEMENT_H
#define KANBEN_REREAD_TAGGED_ELEMENT_H

#include <stdbool.h>

#include <qpdf/qpdf-c.h>

#include "reread/pdf_names.h"

/* What an element becomes. */
enum tag_use {
	USE_INLINE,
	USE_GROUP,
	USE_BLOCK, /* a paragraph or heading: one line of text */
	USE_TABLE,
	USE_ROW,
	USE_CELL,
	USE_LIST,
	USE_ITEM,
	USE_LABEL,
	USE_PICTURE,
	USE_ARTIFACT
};

struct tag_role {
	const char *type;
	enum tag_use use;
	const char *element; /* of the web page; NULL: none of its own */
};

/* What the types of a document's elements are, each looked up once. */
struct tag_roles {
	qpdf_data q;
	qpdf_oh map; /* /RoleMap, or null */
	struct pdf_names types;
};

void roles_open(struct tag_roles *r, qpdf_data q);
void roles_close(struct tag_roles *r);

/* By its type, through the role map; that of a span if the type is unknown. */
const struct tag_role *element_role(struct tag_roles *r, qpdf_oh element);

/* "/RowSpan" or "/ColSpan" of a cell, from 1. */
int element_span(qpdf_data q, qpdf_oh element, const char *key);

bool element_is_right(qpdf_data q, qpdf_oh element);

#endif
