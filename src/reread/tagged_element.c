/* SPDX-License-Identifier: MIT */
#include "reread/tagged_element.h"

#include <string.h>

#include "base/mem.h"
#include "reread/view.h"

enum {
	ROLES_MAX = 8, /* steps through the role map, and attribute objects of an element */
	SPAN_MAX = 10000,
	KEY_MAX = 64
};

/* The standard types (ISO 32000-2, 14.8.4) that are not inline. */
static const struct tag_role roles[] = {
        {"Document", USE_GROUP, NULL},
        {"DocumentFragment", USE_GROUP, NULL},
        {"Part", USE_GROUP, NULL},
        {"Art", USE_GROUP, NULL},
        {"Sect", USE_GROUP, NULL},
        {"Div", USE_GROUP, NULL},
        {"Aside", USE_GROUP, NULL},
        {"NonStruct", USE_GROUP, NULL},
        {"BlockQuote", USE_GROUP, NULL},
        {"TOC", USE_GROUP, NULL},
        {"Index", USE_GROUP, NULL},
        {"THead", USE_GROUP, NULL},
        {"TBody", USE_GROUP, NULL},
        {"TFoot", USE_GROUP, NULL},
        {"P", USE_BLOCK, "p"},
        {"TOCI", USE_BLOCK, "p"},
        {"Caption", USE_BLOCK, "p"},
        {"Note", USE_BLOCK, "p"},
        {"FENote", USE_BLOCK, "p"},
        {"Title", USE_BLOCK, "h1"},
        {"H", USE_BLOCK, "h2"},
        {"H1", USE_BLOCK, "h1"},
        {"H2", USE_BLOCK, "h2"},
        {"H3", USE_BLOCK, "h3"},
        {"H4", USE_BLOCK, "h4"},
        {"H5", USE_BLOCK, "h5"},
        {"H6", USE_BLOCK, "h6"},
        {"Table", USE_TABLE, "table"},
        {"TR", USE_ROW, "tr"},
        {"TH", USE_CELL, "th"},
        {"TD", USE_CELL, "td"},
        {"L", USE_LIST, "ul"},
        {"LI", USE_ITEM, "li"},
        {"Lbl", USE_LABEL, NULL},
        {"LBody", USE_GROUP, NULL},
        {"Figure", USE_PICTURE, NULL},
        {"Artifact", USE_ARTIFACT, NULL},
};

static const struct tag_role inline_role = {"Span", USE_INLINE, NULL};

/* Its place in the table, or -1. */
static int standard_role(const char *type)
{
	for (size_t i = 0; i < COUNT(roles); i++)
		if (strcmp(roles[i].type, type) == 0)
			return (int)i;
	return -1;
}

void roles_open(struct tag_roles *r, qpdf_data q)
{
	qpdf_oh root = qpdf_get_root(q);

	*r = (struct tag_roles){.q = q};
	r->map = view_at(q, root, "/StructTreeRoot", "/RoleMap", NULL);
	qpdf_oh_release(q, root);
}

void roles_close(struct tag_roles *r)
{
	qpdf_oh_release(r->q, r->map);
	pdf_names_release(&r->types);
}

/* Through the role map; `type` is released. */
static int find_role(const struct tag_roles *r, qpdf_oh type)
{
	qpdf_data q = r->q;
	int role = -1;
	char key[KEY_MAX];

	for (int i = 0; i < ROLES_MAX && role < 0 && qpdf_oh_is_name(q, type); i++) {
		qpdf_oh next;

		strncpy(key, qpdf_oh_get_name(q, type), sizeof(key) - 1);
		key[sizeof(key) - 1] = '\0';
		role = standard_role(key + 1);
		next = view_at(q, r->map, key, NULL);
		qpdf_oh_release(q, type);
		type = next;
	}
	qpdf_oh_release(q, type);
	return role;
}

const struct tag_role *element_role(struct tag_roles *r, qpdf_oh element)
{
	qpdf_oh type = view_at(r->q, element, "/S", NULL);
	struct pdf_name name = {.kind = 0};
	int role = -1;

	if (!qpdf_oh_is_name(r->q, type)) {
		qpdf_oh_release(r->q, type);
		return &inline_role;
	}
	name.text = qpdf_oh_get_name(r->q, type);
	name.n = strlen(name.text);
	if (pdf_names_find(&r->types, &name, &role)) {
		qpdf_oh_release(r->q, type);
	} else {
		struct buf text = {0};

		/* qpdf has one place for the text of every name. */
		buf_put(&text, name.text, name.n);
		name.text = text.p;
		role = find_role(r, type);
		pdf_names_put(&r->types, &name, role);
		buf_release(&text);
	}
	return role >= 0 ? &roles[role] : &inline_role;
}

/* An attribute of any owner (14.7.6), which may be in a list; null if it has none. */
static qpdf_oh attribute(qpdf_data q, qpdf_oh element, const char *key)
{
	qpdf_oh all, found;
	int n;

	if (!qpdf_oh_has_key(q, element, "/A"))
		return qpdf_oh_new_null(q);
	all = view_at(q, element, "/A", NULL);
	found = view_at(q, all, key, NULL);
	n = qpdf_oh_is_array(q, all) ? qpdf_oh_get_array_n_items(q, all) : 0;
	for (int i = 0; i < n && i < ROLES_MAX && qpdf_oh_is_null(q, found); i++) {
		qpdf_oh one = qpdf_oh_get_array_item(q, all, i);

		qpdf_oh_release(q, found);
		found = view_at(q, one, key, NULL);
		qpdf_oh_release(q, one);
	}
	qpdf_oh_release(q, all);
	return found;
}

int element_span(qpdf_data q, qpdf_oh element, const char *key)
{
	qpdf_oh span = attribute(q, element, key);
	int n = qpdf_oh_is_integer(q, span) ? qpdf_oh_get_int_value_as_int(q, span) : 1;

	qpdf_oh_release(q, span);
	return n >= 1 && n <= SPAN_MAX ? n : 1;
}

bool element_is_right(qpdf_data q, qpdf_oh element)
{
	qpdf_oh align = attribute(q, element, "/TextAlign");
	bool right = qpdf_oh_is_name(q, align) && strcmp(qpdf_oh_get_name(q, align), "/End") == 0;

	qpdf_oh_release(q, align);
	return right;
}
