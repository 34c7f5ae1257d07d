/* SPDX-License-Identifier: MIT */
/* tagged_element.h: private to reread/. What an element of the structure tree says of itself. */
#ifndef KANBEN_REREAD_TAGGED_ELEMENT_H
#define KANBEN_REREAD_TAGGED_ELEMENT_H

#include <stdbool.h>

#include <qpdf/qpdf-c.h>

#include "reread/file_objects.h"
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

/* What an element, or a reference to content, says: each a reference, a value or nothing. */
struct element {
	struct file_object type, kids, page, attributes, text, mcid;
};

/* False: x is no dictionary, and has nothing of these. */
bool element_read(struct file_objects *o, struct file_object x, struct element *ret);

/* By its type, through the role map; that of a span if the type is unknown. */
const struct tag_role *element_role(struct tag_roles *r, struct file_objects *o,
                                    const struct element *e);

struct element_span {
	int rows, columns; /* from 1 */
};

/* Of a cell. */
struct element_span element_span(struct file_objects *o, const struct element *e);

bool element_is_right(struct file_objects *o, const struct element *e);

#endif
