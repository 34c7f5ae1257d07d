/* SPDX-License-Identifier: MIT */
#include "reread/verify.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "reread/view.h"

static struct verify_place of_tag(int tag)
{
	return (struct verify_place){-1, tag};
}

/*
 * These return an object's value and release its handle: qpdf keeps every handle that it hands out,
 * and a table may have hundreds of thousands of cells.
 */
static const char *name_of(const struct verify *v, qpdf_oh name)
{
	const char *s = qpdf_oh_is_name(v->q, name) ? qpdf_oh_get_name(v->q, name) + 1 : "";

	qpdf_oh_release(v->q, name);
	return s;
}

static int number_of(const struct verify *v, qpdf_oh number, int otherwise)
{
	int n = qpdf_oh_is_integer(v->q, number) ? qpdf_oh_get_int_value_as_int(v->q, number)
	                                         : otherwise;

	qpdf_oh_release(v->q, number);
	return n;
}

static char *string_of(const struct verify *v, qpdf_oh string)
{
	char *s = qpdf_oh_is_string(v->q, string) ? strdup(qpdf_oh_get_string_value(v->q, string))
	                                          : NULL;

	qpdf_oh_release(v->q, string);
	return s;
}

static int object_of(const struct verify *v, qpdf_oh object)
{
	int n = qpdf_oh_get_object_id(v->q, object);

	qpdf_oh_release(v->q, object);
	return n;
}

static int page_of(const struct verify *v, qpdf_oh holder)
{
	return verify_map_get(&v->page_of, object_of(v, view_at(v->q, holder, "/Pg", NULL)));
}

/* ---- the attributes of an element ---- */

static const char *scope_name(enum tag_scope scope)
{
	static const char *const names[] = {[SCOPE_NONE] = "",
	                                    [SCOPE_ROW] = "Row",
	                                    [SCOPE_COLUMN] = "Column",
	                                    [SCOPE_BOTH] = "Both"};

	return names[scope];
}

static char *headers_of(const struct verify *v, qpdf_oh attributes)
{
	qpdf_oh list = view_at(v->q, attributes, "/Headers", NULL);
	int n = qpdf_oh_is_array(v->q, list) ? qpdf_oh_get_array_n_items(v->q, list) : 0;
	struct buf b = {0};

	for (int i = 0; i < n; i++) {
		qpdf_oh id = qpdf_oh_get_array_item(v->q, list, i);

		if (qpdf_oh_is_string(v->q, id))
			buf_puts(&b, qpdf_oh_get_string_value(v->q, id));
		buf_putc(&b, ' ');
		qpdf_oh_release(v->q, id);
	}
	qpdf_oh_release(v->q, list);
	return b.p;
}

static void look_at_cell(struct verify *v, int tag, qpdf_oh elem)
{
	const struct tag *want = &v->pl->tags[tag];
	qpdf_oh a = view_at(v->q, elem, "/A", want->kind == TAG_TH ? "0" : NULL, NULL);
	enum tag_scope scope = want->kind == TAG_TH ? want->scope : SCOPE_NONE;

	verify_text(v, of_tag(tag), N_("the scope"), scope_name(scope),
	            name_of(v, view_at(v->q, a, "/Scope", NULL)));
	verify_number(v, of_tag(tag), N_("the row span"), want->row_span,
	              number_of(v, view_at(v->q, a, "/RowSpan", NULL), 1));
	verify_number(v, of_tag(tag), N_("the column span"), want->col_span,
	              number_of(v, view_at(v->q, a, "/ColSpan", NULL), 1));
	v->tags[tag].headers = headers_of(v, a);
	qpdf_oh_release(v->q, a);
}

static void look_at_list(struct verify *v, int tag, qpdf_oh elem)
{
	const char *want = tag_numbering_name(v->pl->tags[tag].numbering);
	qpdf_oh a = view_at(v->q, elem, "/A", "0", NULL);

	verify_text(v, of_tag(tag), N_("the numbering"), want != NULL ? want : "",
	            name_of(v, view_at(v->q, a, "/ListNumbering", NULL)));
	qpdf_oh_release(v->q, a);
}

const char *verify_tag_name(const struct verify *v, int tag)
{
	enum tag_kind kind = v->pl->tags[tag].kind;

	if (v->in->writer->pdf_version->tag_namespace != NULL)
		return tag_kind_name_pdf2(kind);
	return tag_kind_name(kind);
}

static void look_at_figure(struct verify *v, int tag, qpdf_oh elem)
{
	qpdf_oh alt = view_at(v->q, elem, "/Alt", NULL);

	verify_text(v, of_tag(tag), N_("the alternative text"), v->pl->tags[tag].alt,
	            qpdf_oh_is_string(v->q, alt) ? qpdf_oh_get_utf8_value(v->q, alt) : "");
	qpdf_oh_release(v->q, alt);
}

/* ISO 14289-2, 8.2.5.14: a note and its mark refer to each other. */
static void look_at_note(struct verify *v, int tag, qpdf_oh elem)
{
	const struct tag *want = &v->pl->tags[tag];

	if (want->kind == TAG_NOTE && v->tags[tag].id == NULL)
		verify_differ(v, of_tag(tag), N_("the ID"), "…", "");
	if (v->in->writer->pdf_version->tag_namespace == NULL)
		return;
	v->tags[tag].other = object_of(v, view_at(v->q, elem, "/Ref", "0", NULL));
}

/* ---- the tree ---- */

/* A marked-content sequence; those of a tag are in page order. */
static void own_stretch(struct verify *v, int tag, int page, int mcid)
{
	struct verify_tag *t = &v->tags[tag];

	if (page < 0 || mcid < 0 || mcid > UINT16_MAX ||
	    verify_map_get(&v->owners[page], mcid) >= 0) {
		verify_differ(v, of_tag(tag), N_("its content"), "",
		              _("missing, or shared with another tag"));
		return;
	}
	if (page < t->page || (page == t->page && mcid < t->mcid))
		verify_differ(v, of_tag(tag), N_("its content"), "", _("out of order"));
	if (t->first_page < 0)
		t->first_page = page;
	t->page = page;
	t->mcid = mcid;
	verify_map_set(&v->owners[page], mcid, tag);
}

static void look_at_element(struct verify *v, int tag, qpdf_oh elem, int parent);

/* An MCID, a reference to a sequence on another page, or the next child element. */
static void look_at_kid(struct verify *v, int tag, qpdf_oh elem, qpdf_oh kid, int *child)
{
	if (qpdf_oh_is_integer(v->q, kid)) {
		own_stretch(v, tag, page_of(v, elem), number_of(v, kid, -1));
	} else if (strcmp(name_of(v, view_at(v->q, kid, "/Type", NULL)), "MCR") == 0) {
		own_stretch(v, tag, page_of(v, kid),
		            number_of(v, view_at(v->q, kid, "/MCID", NULL), -1));
	} else if (v->pl->tags[tag].kind == TAG_LINK && v->tags[tag].annotation == 0 &&
	           strcmp(name_of(v, view_at(v->q, kid, "/Type", NULL)), "OBJR") == 0) {
		v->tags[tag].annotation = object_of(v, view_at(v->q, kid, "/Obj", NULL));
	} else if (*child < 0) {
		verify_differ(v, of_tag(tag), N_("a child"), "",
		              name_of(v, view_at(v->q, kid, "/S", NULL)));
	} else {
		look_at_element(v, *child, kid, v->tags[tag].object);
		*child = v->tree.next_kid[*child];
	}
}

static void look_at_element(struct verify *v, int tag, qpdf_oh elem, int parent)
{
	qpdf_oh kids = view_at(v->q, elem, "/K", NULL);
	int n = qpdf_oh_is_array(v->q, kids) ? qpdf_oh_get_array_n_items(v->q, kids) : 0;
	int child = v->tree.first_kid[tag];
	enum tag_kind kind = v->pl->tags[tag].kind;
	struct verify_tag *t = &v->tags[tag];

	*t = (struct verify_tag){
	        .object = qpdf_oh_get_object_id(v->q, elem), .first_page = -1, .page = -1};
	verify_map_set(&v->tag_of, t->object, tag);
	verify_text(v, of_tag(tag), N_("the kind"), verify_tag_name(v, tag),
	            name_of(v, view_at(v->q, elem, "/S", NULL)));
	verify_number(v, of_tag(tag), N_("the namespace"), v->name_space,
	              object_of(v, view_at(v->q, elem, "/NS", NULL)));
	verify_number(v, of_tag(tag), N_("the parent"), parent,
	              object_of(v, view_at(v->q, elem, "/P", NULL)));
	t->id = string_of(v, view_at(v->q, elem, "/ID", NULL));
	if (kind == TAG_TH || kind == TAG_TD)
		look_at_cell(v, tag, elem);
	if (kind == TAG_L)
		look_at_list(v, tag, elem);
	if (kind == TAG_FIGURE)
		look_at_figure(v, tag, elem);
	if (kind == TAG_NOTE || kind == TAG_REFERENCE)
		look_at_note(v, tag, elem);
	for (int i = 0; i < n && !v->failed; i++) {
		qpdf_oh kid = qpdf_oh_get_array_item(v->q, kids, i);

		look_at_kid(v, tag, elem, kid, &child);
		qpdf_oh_release(v->q, kid);
	}
	qpdf_oh_release(v->q, kids);
	if (child >= 0)
		verify_differ(v, of_tag(tag), N_("a child"), tag_kind_name(v->pl->tags[child].kind),
		              "");
}

/* ---- headers of cells, the parent tree ---- */

static void look_at_headers(struct verify *v)
{
	struct buf want = {0};

	for (size_t i = 0; i < v->pl->tag_n && !v->failed; i++) {
		const struct tag *tag = &v->pl->tags[i];

		buf_clear(&want);
		for (size_t k = 0; k < tag_header_count(tag); k++)
			buf_putf(&want, "%s ", v->tags[tag_header(tag, k)].id);
		if (want.n > 0 || v->tags[i].headers != NULL)
			verify_text(v, of_tag((int)i), N_("the headers"), want.n > 0 ? want.p : "",
			            v->tags[i].headers);
	}
	buf_release(&want);
}

static void look_at_references(struct verify *v)
{
	for (size_t i = 0; i < v->pl->tag_n && !v->failed; i++)
		if (v->tags[i].other != 0)
			verify_number(v, of_tag((int)i), N_("the note or its mark"),
			              v->tags[v->pl->tags[i].other].object, v->tags[i].other);
}

/* The name tree that maps IDs to elements, on the way through its leaves. */
struct id_walk {
	char *first, *last; /* IDs of the current leaf; the last one of all so far */
	int found;
};

/* ISO 32000-1, 7.9.6: the keys are in order, in the whole tree; so none is there twice. */
static void look_at_id(struct verify *v, int tag, char *id, struct id_walk *w)
{
	verify_text(v, of_tag(tag), N_("the ID"), tag >= 0 ? v->tags[tag].id : "", id);
	if (id == NULL || (w->last != NULL && strcmp(w->last, id) >= 0))
		verify_differ(v, of_tag(tag), N_("the ID"), _("one behind those before it"),
		              id != NULL ? id : "");
	if (w->first == NULL && id != NULL)
		w->first = strdup(id);
	free(w->last);
	w->last = id;
	w->found++;
}

/* A reader that looks for an ID goes into the leaf whose limits it is within. */
static void look_at_limit(struct verify *v, qpdf_oh leaf, const char *item, const char *want)
{
	char *limit = string_of(v, view_at(v->q, leaf, "/Limits", item, NULL));

	verify_text(v, of_tag(-1), N_("the limits in the tree of IDs"), want, limit);
	free(limit);
}

static void look_at_names(struct verify *v, qpdf_oh leaf, struct id_walk *w)
{
	qpdf_oh names = view_at(v->q, leaf, "/Names", NULL);
	int n = qpdf_oh_is_array(v->q, names) ? qpdf_oh_get_array_n_items(v->q, names) : 0;

	for (int i = 0; i + 1 < n && !v->failed; i += 2) {
		char *id = string_of(v, qpdf_oh_get_array_item(v->q, names, i));
		int elem = object_of(v, qpdf_oh_get_array_item(v->q, names, i + 1));

		look_at_id(v, verify_map_get(&v->tag_of, elem), id, w);
	}
	look_at_limit(v, leaf, "0", w->first);
	look_at_limit(v, leaf, "1", w->last);
	free(w->first);
	w->first = NULL;
}

static void look_at_ids(struct verify *v, qpdf_oh root)
{
	qpdf_oh leaves = view_at(v->q, root, "/IDTree", "/Kids", NULL);
	int n = qpdf_oh_is_array(v->q, leaves) ? qpdf_oh_get_array_n_items(v->q, leaves) : 0;
	struct id_walk w = {NULL, NULL, 0};
	int want = 0;

	for (size_t i = 0; i < v->pl->tag_n; i++)
		want += v->pl->tags[i].kind == TAG_TH || v->pl->tags[i].kind == TAG_NOTE;
	for (int i = 0; i < n && !v->failed; i++)
		look_at_names(v, qpdf_oh_get_array_item(v->q, leaves, i), &w);
	free(w.last);
	verify_number(v, of_tag(-1), N_("the number of header cells with an ID"), want, w.found);
}

/* Compares the elements of a page's marked-content sequences with its entry in the parent tree. */
static void look_at_parents(struct verify *v, int page, qpdf_oh parents)
{
	const struct verify_place at = {page, -1};
	int n = qpdf_oh_is_array(v->q, parents) ? qpdf_oh_get_array_n_items(v->q, parents) : 0;

	verify_number(v, at, N_("the number of marked-content sequences"), (long)v->owners[page].n,
	              n);
	for (int i = 0; i < n && !v->failed; i++) {
		int elem = object_of(v, qpdf_oh_get_array_item(v->q, parents, i));

		verify_number(v, at, N_("the tag of a marked-content sequence"),
		              verify_map_get(&v->owners[page], i),
		              verify_map_get(&v->tag_of, elem));
	}
}

/* An entry of the parent tree: of the next page, or of a link. Returns whether it is a page's. */
static bool look_at_parent(struct verify *v, int page, int key, qpdf_oh value)
{
	qpdf_oh object;

	if (!qpdf_oh_is_array(v->q, value) || page >= (int)v->pl->page_n) {
		verify_link_parent(v, key, qpdf_oh_get_object_id(v->q, value));
		return false;
	}
	object = qpdf_get_page_n(v->q, (size_t)page);
	verify_number(v, (struct verify_place){page, -1}, N_("the key in the parent tree"), key,
	              number_of(v, view_at(v->q, object, "/StructParents", NULL), -1));
	look_at_parents(v, page, value);
	return true;
}

/* ISO 32000-1, 14.7.4.4: pairs in key order, of the pages in order, each before its links. */
static void look_at_parent_tree(struct verify *v, qpdf_oh root)
{
	qpdf_oh leaves = view_at(v->q, root, "/ParentTree", "/Kids", NULL);
	int n = qpdf_oh_is_array(v->q, leaves) ? qpdf_oh_get_array_n_items(v->q, leaves) : 0;
	int key = 0, page = 0, want = (int)v->pl->page_n;

	for (size_t i = 0; i < v->pl->tag_n; i++)
		want += v->pl->tags[i].kind == TAG_LINK;

	for (int i = 0; i < n; i++) {
		qpdf_oh leaf = qpdf_oh_get_array_item(v->q, leaves, i);
		qpdf_oh nums = view_at(v->q, leaf, "/Nums", NULL);
		int m = qpdf_oh_is_array(v->q, nums) ? qpdf_oh_get_array_n_items(v->q, nums) : 0;

		for (int k = 0; k + 1 < m && key < want && !v->failed; k += 2, key++) {
			verify_number(v, of_tag(-1), N_("the key in the parent tree"), key,
			              number_of(v, qpdf_oh_get_array_item(v->q, nums, k), -1));
			page += look_at_parent(v, page, key,
			                       qpdf_oh_get_array_item(v->q, nums, k + 1));
		}
	}
	verify_number(v, of_tag(-1), N_("the number of keys in the parent tree"), want, key);
}

/* The root lists the one namespace of all elements; versions before 2.0 have none. */
static void look_at_namespaces(struct verify *v, qpdf_oh root)
{
	qpdf_oh list = view_at(v->q, root, "/Namespaces", NULL);
	qpdf_oh uri = view_at(v->q, list, "0", "/NS", NULL);
	const char *want = v->in->writer->pdf_version->tag_namespace;
	int n = qpdf_oh_is_array(v->q, list) ? qpdf_oh_get_array_n_items(v->q, list) : 0;

	verify_number(v, of_tag(-1), N_("the number of namespaces"), want != NULL, n);
	verify_text(v, of_tag(-1), N_("the namespace"), want,
	            qpdf_oh_is_string(v->q, uri) ? qpdf_oh_get_utf8_value(v->q, uri) : "");
	v->name_space = object_of(v, view_at(v->q, list, "0", NULL));
}

void verify_tags(struct verify *v)
{
	qpdf_oh root = view_at(v->q, qpdf_get_root(v->q), "/StructTreeRoot", NULL);
	qpdf_oh kids = view_at(v->q, root, "/K", NULL);
	int n = qpdf_oh_is_array(v->q, kids) ? qpdf_oh_get_array_n_items(v->q, kids) : 0;
	int tag = v->tree.first_root;

	look_at_namespaces(v, root);
	for (int i = 0; i < n && tag >= 0; i++, tag = v->tree.next_kid[tag])
		look_at_element(v, tag, qpdf_oh_get_array_item(v->q, kids, i),
		                qpdf_oh_get_object_id(v->q, root));
	if (tag >= 0)
		verify_differ(v, of_tag(-1), N_("a child"), tag_kind_name(v->pl->tags[tag].kind),
		              "");
	if (!v->failed)
		look_at_headers(v);
	if (!v->failed)
		look_at_references(v);
	if (!v->failed)
		look_at_ids(v, root);
	if (!v->failed)
		look_at_parent_tree(v, root);
}
