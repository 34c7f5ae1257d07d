/* SPDX-License-Identifier: MIT */
/* verify_structure.c: the tag tree in the custom tags (GB/T 33190, 16). */
#include "reread/ofd/ofd_verify.h"

#include <stdlib.h>
#include <string.h>

#include "base/tr.h"

static const struct ofd_place nowhere = {-1, -1};

/* The path of the file that has the tags, or NULL. */
static const char *path_of(struct ofd_verify *v)
{
	const xmlNode *root = xmlDocGetRootElement(v->view.document);
	const xmlNode *list = xml_child(root, "CustomTags"), *entry;
	const char *index, *path = NULL;
	xmlDoc *tree;

	if (list == NULL)
		return NULL;
	index = ofdview_resolve(&v->view, v->view.document_path, ofdview_text_of(&v->view, list));
	tree = ofdview_tree(&v->view, index);
	entry = tree != NULL ? xml_child(xmlDocGetRootElement(tree), "CustomTag") : NULL;
	if (entry != NULL)
		path = ofdview_resolve(&v->view, index,
		                       ofdview_text_of(&v->view, xml_child(entry, "FileLoc")));
	xmlFreeDoc(tree);
	return path;
}

static void look_at_attributes(struct ofd_verify *v, int i, const xmlNode *node)
{
	static const char *const scopes[] = {[SCOPE_NONE] = "",
	                                     [SCOPE_ROW] = "Row",
	                                     [SCOPE_COLUMN] = "Column",
	                                     [SCOPE_BOTH] = "Both"};
	const struct tag *t = &v->pl->tags[i];
	const struct ofd_place at = {-1, i};
	const char *rows = xml_attribute(node, "RowSpan");
	const char *columns = xml_attribute(node, "ColSpan");
	struct buf headers = {0};

	ofd_verify_text(v, at, N_("the kind of a tag"), tag_kind_name(t->kind),
	                (const char *)node->name);
	ofd_verify_text(v, at, N_("the identifier of a tag"), arena_printf(&v->arena, "t%d", i),
	                xml_attribute(node, "ID"));
	ofd_verify_number(v, at, "RowSpan", t->row_span > 1 ? t->row_span : 1,
	                  rows != NULL ? strtol(rows, NULL, 10) : 1);
	ofd_verify_number(v, at, "ColSpan", t->col_span > 1 ? t->col_span : 1,
	                  columns != NULL ? strtol(columns, NULL, 10) : 1);
	ofd_verify_text(v, at, N_("the alternative text"), t->alt, xml_attribute(node, "Alt"));
	ofd_verify_text(v, at, "Scope", scopes[t->scope], xml_attribute(node, "Scope"));
	buf_puts(&headers, "");
	for (size_t k = 0; k < tag_header_count(t); k++)
		buf_putf(&headers, k > 0 ? " t%d" : "t%d", tag_header(t, k));
	ofd_verify_text(v, at, "Headers", headers.p, xml_attribute(node, "Headers"));
	buf_release(&headers);
}

/* An object that the tag names: it has no other, and none names it twice. */
static void take_object(struct ofd_verify *v, int tag, const xmlNode *ref)
{
	unsigned page = ofd_verify_page_by(v, xml_attribute(ref, "PageRef"));
	double id = 0;

	ofdview_numbers(ofdview_text_of(&v->view, ref), &id, 1);
	if (id < 1 || id > v->id_max || !v->ids[(size_t)id] || v->owners[(size_t)id] != 0 ||
	    page == 0) {
		ofd_verify_differ(v, (struct ofd_place){-1, tag}, N_("the object of a tag"), "…",
		                  ofdview_text_of(&v->view, ref));
		return;
	}
	v->owners[(size_t)id] = tag + 1;
	v->pages_of[(size_t)id] = page;
}

/* Tags are numbered as they come. */
static void look_at_tag(struct ofd_verify *v, int *next, int parent, const xmlNode *node)
{
	int i = (*next)++;

	if (i >= (int)v->pl->tag_n) {
		ofd_verify_number(v, nowhere, N_("the number of tags"), (long)v->pl->tag_n, i + 1);
		return;
	}
	ofd_verify_number(v, (struct ofd_place){-1, i}, N_("the parent of a tag"),
	                  v->pl->tags[i].parent, parent);
	look_at_attributes(v, i, node);
	for (const xmlNode *c = node->children; c != NULL && !v->failed; c = c->next) {
		if (xml_is(c, "ObjectRef"))
			take_object(v, i, c);
		else if (c->type == XML_ELEMENT_NODE)
			look_at_tag(v, next, i, c);
	}
}

void ofd_verify_structure(struct ofd_verify *v)
{
	const char *path = path_of(v);
	xmlDoc *tree = path != NULL ? ofdview_tree(&v->view, path) : NULL;
	int next = 0;

	if (path == NULL)
		ofd_verify_differ(v, nowhere, N_("the tags"), "…", "");
	for (const xmlNode *c = tree != NULL ? xmlDocGetRootElement(tree)->children : NULL;
	     c != NULL && !v->failed; c = c->next)
		if (c->type == XML_ELEMENT_NODE)
			look_at_tag(v, &next, -1, c);
	if (!v->failed && tree != NULL)
		ofd_verify_number(v, nowhere, N_("the number of tags"), (long)v->pl->tag_n, next);
	xmlFreeDoc(tree);
}
