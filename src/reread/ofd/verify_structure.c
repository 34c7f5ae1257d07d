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
	struct buf want = {0};

	ofd_verify_text(v, at, N_("the kind of a tag"), tag_kind_name(t->kind),
	                (const char *)node->name);
	buf_putf(&want, "t%d", i);
	ofd_verify_text(v, at, N_("the identifier of a tag"), want.p, xml_attribute(node, "ID"));
	ofd_verify_number(v, at, "RowSpan", t->row_span > 1 ? t->row_span : 1,
	                  rows != NULL ? strtol(rows, NULL, 10) : 1);
	ofd_verify_number(v, at, "ColSpan", t->col_span > 1 ? t->col_span : 1,
	                  columns != NULL ? strtol(columns, NULL, 10) : 1);
	ofd_verify_text(v, at, N_("the alternative text"), t->alt, xml_attribute(node, "Alt"));
	ofd_verify_text(v, at, "Scope", scopes[t->scope], xml_attribute(node, "Scope"));
	buf_clear(&want);
	buf_puts(&want, "");
	for (size_t k = 0; k < tag_header_count(t); k++)
		buf_putf(&want, k > 0 ? " t%d" : "t%d", tag_header(t, k));
	ofd_verify_text(v, at, "Headers", want.p, xml_attribute(node, "Headers"));
	buf_release(&want);
}

static void tell_object(struct ofd_verify *v, int tag, const char *id)
{
	ofd_verify_differ(v, (struct ofd_place){-1, tag}, N_("the object of a tag"), "…", id);
}

/* An object that the tag names: it has no other, and none names it twice. */
static void take_object(struct ofd_verify *v, int tag, const xmlNode *ref)
{
	unsigned page = ofd_verify_page_by(v, xml_attribute(ref, "PageRef"));
	double id = 0;

	ofdview_numbers(ofdview_text_of(&v->view, ref), &id, 1);
	if (id < 1 || id > v->id_max || v->owners[(size_t)id] != 0 || page == 0) {
		tell_object(v, tag, ofdview_text_of(&v->view, ref));
		return;
	}
	v->owners[(size_t)id] = tag + 1;
	v->pages_of[(size_t)id] = page;
}

/* The way through the tags, which are numbered as they come. */
struct tag_walk {
	struct ofd_verify *v;
	int depth;  /* 1: the element around them all */
	int parent; /* the tag whose parts come now; -1: none */
	int next;
};

static bool is_tag(xmlTextReader *at)
{
	return strcmp((const char *)xmlTextReaderConstLocalName(at), "ObjectRef") != 0;
}

static void begin_tag(void *context, xmlTextReader *at)
{
	struct tag_walk *w = context;
	struct ofd_verify *v = w->v;
	int i = w->next;

	if (w->depth++ == 0 || v->failed)
		return;
	if (!is_tag(at)) {
		const xmlNode *ref = xmlTextReaderExpand(at);

		if (ref != NULL && w->parent >= 0)
			take_object(v, w->parent, ref);
		return;
	}
	if (i >= (int)v->pl->tag_n) {
		ofd_verify_number(v, nowhere, N_("the number of tags"), (long)v->pl->tag_n, i + 1);
		return;
	}
	ofd_verify_number(v, (struct ofd_place){-1, i}, N_("the parent of a tag"),
	                  v->pl->tags[i].parent, w->parent);
	look_at_attributes(v, i, xmlTextReaderCurrentNode(at));
	w->parent = w->next++;
}

/* A tag that was not as it should be has ended the comparison. */
static void end_tag(void *context, xmlTextReader *at)
{
	struct tag_walk *w = context;

	if (--w->depth > 0 && !w->v->failed && is_tag(at))
		w->parent = w->v->pl->tags[w->parent].parent;
}

void ofd_verify_structure(struct ofd_verify *v)
{
	struct tag_walk w = {.v = v, .parent = -1};
	const struct ofdview_walk walk = {begin_tag, end_tag, &w};
	const char *path = path_of(v);

	if (path == NULL)
		ofd_verify_differ(v, nowhere, N_("the tags"), "…", "");
	else if (ofdview_walk(&v->view, path, &walk) && !v->failed)
		ofd_verify_number(v, nowhere, N_("the number of tags"), (long)v->pl->tag_n, w.next);
}

void ofd_verify_named(struct ofd_verify *v)
{
	for (size_t id = 1; id <= v->id_max && !v->failed; id++)
		if (v->owners[id] != 0 && !v->ids[id])
			tell_object(v, v->owners[id] - 1, arena_printf(&v->arena, "%zu", id));
}
