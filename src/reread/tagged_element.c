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

bool element_read(struct file_objects *o, struct file_object x, struct element *ret)
{
	static const char *const keys[] = {"S", "K", "Pg", "A", "ActualText", "MCID"};
	struct file_object values[COUNT(keys)];

	objects_take(o, x);
	object_pick(x, keys, COUNT(keys), values);
	*ret = (struct element){values[0], values[1], values[2], values[3], values[4], values[5]};
	return object_is_dictionary(x);
}

/* Through the role map, from a name with its solidus. */
static int find_role(const struct tag_roles *r, const char *name)
{
	qpdf_data q = r->q;
	int role = -1;
	char key[KEY_MAX];

	for (int i = 0; i < ROLES_MAX && role < 0 && name != NULL; i++) {
		qpdf_oh next;

		strncpy(key, name, sizeof(key) - 1);
		key[sizeof(key) - 1] = '\0';
		role = standard_role(key + 1);
		next = view_at(q, r->map, key, NULL);
		/* qpdf has one place for the text of every name. */
		name = qpdf_oh_is_name(q, next) ? qpdf_oh_get_name(q, next) : NULL;
		qpdf_oh_release(q, next);
	}
	return role;
}

const struct tag_role *element_role(struct tag_roles *r, struct file_objects *o,
                                    const struct element *e)
{
	struct file_object type = objects_resolve(o, e->type);
	struct pdf_name name = {.kind = 0};
	struct buf text = {0};
	int role = -1;

	if (type.p == NULL || *type.p != '/' || !objects_take(o, type))
		return &inline_role;
	name.text = type.p;
	name.n = (size_t)(type.end - type.p);
	if (!pdf_names_find(&r->types, &name, &role)) {
		object_put_name(type, &text);
		buf_putc(&text, '\0');
		role = find_role(r, text.p);
		pdf_names_put(&r->types, &name, role);
		buf_release(&text);
	}
	return role >= 0 ? &roles[role] : &inline_role;
}

enum { ATTRIBUTES_MAX = 2 /* that are looked for at once */ };

/* Looks for what has not been found yet; each value is what it refers to. */
static void find_attributes(struct file_objects *o, struct file_object from,
                            const char *const keys[], size_t n, struct file_object found[])
{
	struct file_object here[ATTRIBUTES_MAX];

	objects_take(o, from);
	object_pick(from, keys, n, here);
	for (size_t i = 0; i < n; i++)
		if (found[i].p == NULL)
			found[i] = objects_resolve(o, here[i]);
}

/* Attributes of any owner (14.7.6), which may be in a list; none for those that it lacks. */
static void attributes(struct file_objects *o, const struct element *e, const char *const keys[],
                       size_t n, struct file_object ret[])
{
	struct file_object all = objects_resolve(o, e->attributes), one;

	memset(ret, 0, n * sizeof(*ret));
	if (!object_is_array(all)) {
		find_attributes(o, all, keys, n, ret);
		return;
	}
	objects_take(o, all);
	one = object_first(all);
	for (int i = 0; i < ROLES_MAX && one.p != NULL; i++) {
		find_attributes(o, objects_resolve(o, one), keys, n, ret);
		one = object_next(all, one);
	}
}

static int span(struct file_object x)
{
	int n;

	return object_integer(x, &n) && n >= 1 && n <= SPAN_MAX ? n : 1;
}

struct element_span element_span(struct file_objects *o, const struct element *e)
{
	static const char *const keys[ATTRIBUTES_MAX] = {"RowSpan", "ColSpan"};
	struct file_object found[ATTRIBUTES_MAX];

	if (e->attributes.p == NULL)
		return (struct element_span){1, 1};
	attributes(o, e, keys, COUNT(keys), found);
	return (struct element_span){span(found[0]), span(found[1])};
}

bool element_is_right(struct file_objects *o, const struct element *e)
{
	static const char *const key = "TextAlign";
	struct file_object align;

	if (e->attributes.p == NULL)
		return false;
	attributes(o, e, &key, 1, &align);
	return object_is_name(align, "End");
}
