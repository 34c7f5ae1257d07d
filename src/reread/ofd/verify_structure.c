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

static void put_tag_id(struct buf *b, int i)
{
	buf_putc(b, 't');
	num_put_int(b, i);
}

static void look_at_attributes(struct ofd_verify *v, int i, const struct xml_element *e)
{
	static const char *const scopes[] = {[SCOPE_NONE] = "",
	                                     [SCOPE_ROW] = "Row",
	                                     [SCOPE_COLUMN] = "Column",
	                                     [SCOPE_BOTH] = "Both"};
	const struct tag *t = &v->pl->tags[i];
	const struct ofd_place at = {-1, i};
	const char *rows = xml_value(e, "RowSpan");
	const char *columns = xml_value(e, "ColSpan");
	struct buf want = {0};

	ofd_verify_text(v, at, N_("the kind of a tag"), tag_kind_name(t->kind), e->name);
	put_tag_id(&want, i);
	ofd_verify_text(v, at, N_("the identifier of a tag"), want.p, xml_value(e, "ID"));
	ofd_verify_number(v, at, "RowSpan", t->row_span > 1 ? t->row_span : 1,
	                  rows != NULL ? strtol(rows, NULL, 10) : 1);
	ofd_verify_number(v, at, "ColSpan", t->col_span > 1 ? t->col_span : 1,
	                  columns != NULL ? strtol(columns, NULL, 10) : 1);
	ofd_verify_text(v, at, N_("the alternative text"), t->alt, xml_value(e, "Alt"));
	ofd_verify_text(v, at, "Scope", scopes[t->scope], xml_value(e, "Scope"));
	buf_clear(&want);
	buf_puts(&want, "");
	for (size_t k = 0; k < tag_header_count(t); k++) {
		if (k > 0)
			buf_putc(&want, ' ');
		put_tag_id(&want, tag_header(t, k));
	}
	ofd_verify_text(v, at, "Headers", want.p, xml_value(e, "Headers"));
	buf_release(&want);
}

static void tell_object(struct ofd_verify *v, int tag, const char *id)
{
	ofd_verify_differ(v, (struct ofd_place){-1, tag}, N_("the object of a tag"), "…", id);
}

/* The way through the tags, which are numbered as they come. */
struct tag_walk {
	struct ofd_verify *v;
	int depth;  /* 1: the element around them all */
	int parent; /* the tag whose parts come now; -1: none */
	int next;
	bool in_object;       /* in a reference to an object */
	unsigned page;        /* that it names */
	struct buf reference; /* what it says */
};

/* An object that the tag names: it has no other, and none names it twice. */
static void take_object(struct tag_walk *w)
{
	struct ofd_verify *v = w->v;
	const char *text = w->reference.n > 0 ? w->reference.p : "";
	double id = 0;

	ofdview_numbers(text, &id, 1);
	if (id < 1 || id > v->id_max || v->owners[(size_t)id] != 0 || w->page == 0) {
		tell_object(v, w->parent, text);
		return;
	}
	v->owners[(size_t)id] = w->parent + 1;
	v->pages_of[(size_t)id] = w->page;
}

static bool is_tag(const char *name)
{
	return strcmp(name, "ObjectRef") != 0;
}

static void begin_tag(void *context, const struct xml_element *e)
{
	struct tag_walk *w = context;
	struct ofd_verify *v = w->v;
	int i = w->next;

	if (w->depth++ == 0 || v->failed)
		return;
	if (!is_tag(e->name)) {
		w->in_object = w->parent >= 0;
		w->page = ofd_verify_page_by(v, xml_value(e, "PageRef"));
		buf_clear(&w->reference);
		return;
	}
	if (i >= (int)v->pl->tag_n) {
		ofd_verify_number(v, nowhere, N_("the number of tags"), (long)v->pl->tag_n, i + 1);
		return;
	}
	ofd_verify_number(v, (struct ofd_place){-1, i}, N_("the parent of a tag"),
	                  v->pl->tags[i].parent, w->parent);
	look_at_attributes(v, i, e);
	w->parent = w->next++;
}

/* A tag that was not as it should be has ended the comparison. */
static void end_tag(void *context, const char *name)
{
	struct tag_walk *w = context;

	if (--w->depth == 0 || w->v->failed)
		return;
	if (is_tag(name))
		w->parent = w->v->pl->tags[w->parent].parent;
	else if (w->in_object)
		take_object(w);
	w->in_object = false;
}

static void take_text(void *context, const char *s, size_t n)
{
	struct tag_walk *w = context;

	if (w->in_object)
		buf_put(&w->reference, s, n);
}

void ofd_verify_structure(struct ofd_verify *v)
{
	struct tag_walk w = {.v = v, .parent = -1};
	const struct xml_handler walk = {begin_tag, end_tag, take_text, &w};
	const char *path = path_of(v);

	if (path == NULL)
		ofd_verify_differ(v, nowhere, N_("the tags"), "…", "");
	else if (ofdview_walk(&v->view, path, &walk) && !v->failed)
		ofd_verify_number(v, nowhere, N_("the number of tags"), (long)v->pl->tag_n, w.next);
	buf_release(&w.reference);
}

void ofd_verify_named(struct ofd_verify *v)
{
	for (size_t id = 1; id <= v->id_max && !v->failed; id++)
		if (v->owners[id] != 0 && !v->ids[id])
			tell_object(v, v->owners[id] - 1, arena_printf(&v->arena, "%zu", id));
}
