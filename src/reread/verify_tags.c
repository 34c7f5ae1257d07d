/* SPDX-License-Identifier: MIT */
#include "reread/verify.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"

static struct verify_place of_tag(int tag)
{
	return (struct verify_place){-1, tag};
}

/* A name without its solidus; "": it is none. Valid until the next call. */
static const char *name_of(struct verify *v, struct file_object name)
{
	buf_clear(&v->word);
	if (name.p == NULL || *name.p != '/' || !objects_put_text(v->objects, name, &v->word))
		return "";
	return v->word.p;
}

/* The caller frees it; NULL: it is no string. */
static char *string_of(struct verify *v, struct file_object string)
{
	buf_clear(&v->word);
	if (string.p == NULL || *string.p == '/' || !objects_put_text(v->objects, string, &v->word))
		return NULL;
	return strdup(v->word.p);
}

static int page_of(const struct verify *v, struct file_object page)
{
	return verify_map_get(&v->page_of, object_number(page));
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

static void look_at_cell(struct verify *v, int tag, struct file_object attributes)
{
	const struct tag *want = &v->pl->tags[tag];
	enum tag_scope scope = want->kind == TAG_TH ? want->scope : SCOPE_NONE;
	struct file_entries a;

	if (want->kind == TAG_TH)
		attributes = objects_resolve(v->objects, object_first(attributes));
	object_entries_of(attributes, &a);
	verify_text(v, of_tag(tag), N_("the scope"), scope_name(scope),
	            name_of(v, objects_entry(v->objects, &a, "/Scope")));
	verify_number(v, of_tag(tag), N_("the row span"), want->row_span,
	              verify_integer(objects_entry(v->objects, &a, "/RowSpan"), 1));
	verify_number(v, of_tag(tag), N_("the column span"), want->col_span,
	              verify_integer(objects_entry(v->objects, &a, "/ColSpan"), 1));
	v->tags[tag].headers = objects_entry(v->objects, &a, "/Headers");
}

static void look_at_list(struct verify *v, int tag, struct file_object attributes)
{
	const char *want = tag_numbering_name(v->pl->tags[tag].numbering);

	verify_text(v, of_tag(tag), N_("the numbering"), want != NULL ? want : "",
	            name_of(v, objects_at(v->objects, attributes, "0", "/ListNumbering", NULL)));
}

const char *verify_tag_name(const struct verify *v, int tag)
{
	enum tag_kind kind = v->pl->tags[tag].kind;

	if (v->in->writer->pdf_version->tag_namespace != NULL)
		return tag_kind_name_pdf2(kind);
	return tag_kind_name(kind);
}

static void look_at_figure(struct verify *v, int tag, struct file_object text)
{
	char *alt = string_of(v, text);

	verify_text(v, of_tag(tag), N_("the alternative text"), v->pl->tags[tag].alt, alt);
	free(alt);
}

/* ISO 14289-2, 8.2.5.14: a note and its mark refer to each other. */
static void look_at_note(struct verify *v, int tag, struct file_object refers)
{
	const struct tag *want = &v->pl->tags[tag];

	if (want->kind == TAG_NOTE && v->tags[tag].id == NULL)
		verify_differ(v, of_tag(tag), N_("the ID"), "…", "");
	if (v->in->writer->pdf_version->tag_namespace == NULL)
		return;
	v->tags[tag].other = object_number(object_first(refers));
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

/* A part of an element that refers to a page or an annotation; false: it is none of these. */
static bool look_at_reference(struct verify *v, int tag, const struct file_entries *e)
{
	struct verify_tag *t = &v->tags[tag];
	struct file_object type = objects_entry(v->objects, e, "/Type");

	if (object_is_name(type, "MCR")) {
		own_stretch(v, tag, page_of(v, object_entry(e, "/Pg")),
		            verify_integer(objects_entry(v->objects, e, "/MCID"), -1));
		return true;
	}
	if (v->pl->tags[tag].kind != TAG_LINK || t->annotation != 0 ||
	    !object_is_name(type, "OBJR"))
		return false;
	t->annotation = object_number(object_entry(e, "/Obj"));
	return true;
}

/* An element, and its entries, which have been read to see that it is one. */
struct looked_element {
	struct file_object itself;
	struct file_entries entries;
};

static void look_at_element(struct verify *v, int tag, const struct looked_element *elem,
                            int parent);

/* An MCID, a reference to a sequence on another page, or the next child element. */
static void look_at_kid(struct verify *v, int tag, struct file_object kid, int page, int *child)
{
	struct looked_element elem;
	int mcid;

	if (object_integer(kid, &mcid)) {
		own_stretch(v, tag, page, mcid);
		return;
	}
	elem.itself = kid;
	object_entries_of(kid, &elem.entries);
	if (look_at_reference(v, tag, &elem.entries))
		return;
	if (*child < 0) {
		verify_differ(v, of_tag(tag), N_("a child"), "",
		              name_of(v, objects_at(v->objects, kid, "/S", NULL)));
	} else {
		look_at_element(v, *child, &elem, v->tags[tag].object);
		*child = v->tree.next_kid[*child];
	}
}

/* What an element says of itself. */
static void look_at_entries(struct verify *v, int tag, const struct file_entries *e, int parent)
{
	enum tag_kind kind = v->pl->tags[tag].kind;

	verify_text(v, of_tag(tag), N_("the kind"), verify_tag_name(v, tag),
	            name_of(v, objects_entry(v->objects, e, "/S")));
	verify_number(v, of_tag(tag), N_("the namespace"), v->name_space,
	              object_number(object_entry(e, "/NS")));
	verify_number(v, of_tag(tag), N_("the parent"), parent,
	              object_number(object_entry(e, "/P")));
	v->tags[tag].id = string_of(v, objects_entry(v->objects, e, "/ID"));
	if (kind == TAG_TH || kind == TAG_TD)
		look_at_cell(v, tag, objects_entry(v->objects, e, "/A"));
	if (kind == TAG_L)
		look_at_list(v, tag, objects_entry(v->objects, e, "/A"));
	if (kind == TAG_FIGURE)
		look_at_figure(v, tag, objects_entry(v->objects, e, "/Alt"));
	if (kind == TAG_NOTE || kind == TAG_REFERENCE)
		look_at_note(v, tag, objects_entry(v->objects, e, "/Ref"));
}

static void look_at_element(struct verify *v, int tag, const struct looked_element *elem,
                            int parent)
{
	int child = v->tree.first_kid[tag], page;
	struct file_object kids;

	v->tags[tag] = (struct verify_tag){
	        .object = object_number(elem->itself), .first_page = -1, .page = -1};
	if (elem->itself.number > 0)
		verify_map_set(&v->tag_of, elem->itself.number, tag);
	look_at_entries(v, tag, &elem->entries, parent);
	kids = objects_entry(v->objects, &elem->entries, "/K");
	page = page_of(v, object_entry(&elem->entries, "/Pg"));
	for (struct file_object kid = object_first(kids); kid.p != NULL && !v->failed;
	     kid = object_next(kids, kid))
		look_at_kid(v, tag, objects_resolve(v->objects, kid), page, &child);
	if (child >= 0)
		verify_differ(v, of_tag(tag), N_("a child"), tag_kind_name(v->pl->tags[child].kind),
		              "");
}

/* ---- headers of cells, the parent tree ---- */

/* The IDs that a cell refers to, each followed by a space; empty: none. */
static void put_headers(struct verify *v, int tag, struct buf *b)
{
	struct file_object list = v->tags[tag].headers;

	buf_clear(b);
	for (struct file_object id = object_first(list); id.p != NULL; id = object_next(list, id)) {
		if (*id.p != '/')
			objects_put_text(v->objects, id, b);
		buf_putc(b, ' ');
	}
	buf_puts(b, "");
}

/* The same IDs, written in the one way that they usually are; false: look closer. */
static bool has_headers(const struct verify *v, int tag)
{
	const struct tag *want = &v->pl->tags[tag];
	struct file_object list = v->tags[tag].headers, id = object_first(list);

	for (size_t k = 0; k < tag_header_count(want); k++) {
		const char *text = v->tags[tag_header(want, k)].id;
		size_t n = text != NULL ? strlen(text) : 0;

		if (n == 0 || id.p == NULL || *id.p != '(' || (size_t)(id.end - id.p) != n + 2 ||
		    memcmp(id.p + 1, text, n) != 0 || memchr(text, '\\', n) != NULL)
			return false;
		id = object_next(list, id);
	}
	return id.p == NULL;
}

static void look_at_headers(struct verify *v)
{
	struct buf want = {0}, got = {0};

	for (size_t i = 0; i < v->pl->tag_n && !v->failed; i++) {
		const struct tag *tag = &v->pl->tags[i];

		if (has_headers(v, (int)i))
			continue;
		buf_clear(&want);
		for (size_t k = 0; k < tag_header_count(tag); k++) {
			const char *id = v->tags[tag_header(tag, k)].id;

			buf_puts(&want, id != NULL ? id : "");
			buf_putc(&want, ' ');
		}
		buf_puts(&want, "");
		put_headers(v, (int)i, &got);
		verify_text(v, of_tag((int)i), N_("the headers"), want.p, got.p);
	}
	buf_release(&want);
	buf_release(&got);
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
static void look_at_limit(struct verify *v, struct file_object leaf, const char *item,
                          const char *want)
{
	char *limit = string_of(v, objects_at(v->objects, leaf, "/Limits", item, NULL));

	verify_text(v, of_tag(-1), N_("the limits in the tree of IDs"), want, limit);
	free(limit);
}

static void look_at_names(struct verify *v, struct file_object leaf, struct id_walk *w)
{
	struct file_object names = objects_at(v->objects, leaf, "/Names", NULL);
	struct file_object key = object_first(names);

	while (key.p != NULL && !v->failed) {
		struct file_object elem = object_next(names, key);

		if (elem.p == NULL)
			break;
		look_at_id(v, verify_map_get(&v->tag_of, object_number(elem)),
		           string_of(v, objects_resolve(v->objects, key)), w);
		key = object_next(names, elem);
	}
	look_at_limit(v, leaf, "0", w->first);
	look_at_limit(v, leaf, "1", w->last);
	free(w->first);
	w->first = NULL;
}

static void look_at_ids(struct verify *v, struct file_object root)
{
	struct file_object leaves = objects_at(v->objects, root, "/IDTree", "/Kids", NULL);
	struct id_walk w = {NULL, NULL, 0};
	int want = 0;

	for (size_t i = 0; i < v->pl->tag_n; i++)
		want += v->pl->tags[i].kind == TAG_TH || v->pl->tags[i].kind == TAG_NOTE;
	for (struct file_object leaf = object_first(leaves); leaf.p != NULL && !v->failed;
	     leaf = object_next(leaves, leaf))
		look_at_names(v, leaf, &w);
	free(w.last);
	verify_number(v, of_tag(-1), N_("the number of header cells with an ID"), want, w.found);
}

/* Compares the elements of a page's marked-content sequences with its entry in the parent tree. */
static void look_at_parents(struct verify *v, int page, struct file_object parents)
{
	const struct verify_place at = {page, -1};
	int n = 0;

	for (struct file_object elem = object_first(parents); elem.p != NULL && !v->failed;
	     elem = object_next(parents, elem))
		verify_number(v, at, N_("the tag of a marked-content sequence"),
		              verify_map_get(&v->owners[page], n++),
		              verify_map_get(&v->tag_of, object_number(elem)));
	verify_number(v, at, N_("the number of marked-content sequences"), (long)v->owners[page].n,
	              n);
}

/* An entry of the parent tree: of the next page, or of a link. Returns whether it is a page's. */
static bool look_at_parent(struct verify *v, int page, int key, struct file_object value)
{
	if (!object_is_array(value) || page >= (int)v->pl->page_n) {
		verify_link_parent(v, key, object_number(value));
		return false;
	}
	verify_number(
	        v, (struct verify_place){page, -1}, N_("the key in the parent tree"), key,
	        verify_integer(objects_at(v->objects, v->pages[page], "/StructParents", NULL), -1));
	look_at_parents(v, page, value);
	return true;
}

/* ISO 32000-1, 14.7.4.4: pairs in key order, of the pages in order, each before its links. */
static void look_at_parent_tree(struct verify *v, struct file_object root)
{
	struct file_object leaves = objects_at(v->objects, root, "/ParentTree", "/Kids", NULL);
	int key = 0, page = 0, want = (int)v->pl->page_n;

	for (size_t i = 0; i < v->pl->tag_n; i++)
		want += v->pl->tags[i].kind == TAG_LINK;
	for (struct file_object leaf = object_first(leaves); leaf.p != NULL;
	     leaf = object_next(leaves, leaf)) {
		struct file_object nums = objects_at(v->objects, leaf, "/Nums", NULL);
		struct file_object number = object_first(nums);

		for (; number.p != NULL && key < want && !v->failed; key++) {
			struct file_object value = object_next(nums, number);

			if (value.p == NULL)
				break;
			verify_number(v, of_tag(-1), N_("the key in the parent tree"), key,
			              verify_integer(number, -1));
			page += look_at_parent(v, page, key, objects_resolve(v->objects, value));
			number = object_next(nums, value);
		}
	}
	verify_number(v, of_tag(-1), N_("the number of keys in the parent tree"), want, key);
}

/* The root lists the one namespace of all elements; versions before 2.0 have none. */
static void look_at_namespaces(struct verify *v, struct file_object root)
{
	struct file_object list = objects_at(v->objects, root, "/Namespaces", NULL);
	char *uri = string_of(v, objects_at(v->objects, list, "0", "/NS", NULL));
	const char *want = v->in->writer->pdf_version->tag_namespace;

	verify_number(v, of_tag(-1), N_("the number of namespaces"), want != NULL,
	              (long)object_count(list));
	verify_text(v, of_tag(-1), N_("the namespace"), want, uri);
	v->name_space = object_number(object_first(list));
	free(uri);
}

void verify_tags(struct verify *v)
{
	struct file_object root =
	        objects_at(v->objects, objects_root(v->objects), "/StructTreeRoot", NULL);
	struct file_object kids = objects_at(v->objects, root, "/K", NULL);
	struct file_object kid = object_first(kids);
	int tag = v->tree.first_root;

	look_at_namespaces(v, root);
	for (; kid.p != NULL && tag >= 0; kid = object_next(kids, kid)) {
		struct looked_element elem;

		elem.itself = objects_resolve(v->objects, kid);
		object_entries_of(elem.itself, &elem.entries);
		look_at_element(v, tag, &elem, root.number);
		tag = v->tree.next_kid[tag];
	}
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
