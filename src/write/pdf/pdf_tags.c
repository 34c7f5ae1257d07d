/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_tags.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "write/pdf/pdf_put.h"

enum {
	LEAF_MAX = 64, /* entries in a leaf of a number or name tree */
	ID_MAX = 6     /* digits of a tag's number in base 36 */
};

/* A marked-content sequence of a tag that is not written yet. */
struct mark {
	int tag;
	unsigned page, page_num;
	int mcid;
	int next; /* of the same tag, or -1 */
	lu top;
};

struct elem {
	unsigned num;                         /* 0: not reserved yet */
	int first_mark, last_mark;            /* or -1 */
	unsigned annotation, annotation_page; /* objects: of a LINK; or 0 */
};

/* A number or name tree that grows leaf by leaf. */
struct leaves {
	struct buf kids, leaf;
	int n, first, last; /* entries of the leaf, and their range */
};

struct pdf_tags {
	struct pdf_doc *doc;
	const struct page_list *pl;
	int first;                    /* the tags below it are written, apart from the Document */
	struct elem *elems;           /* of the tags from `first` on */
	const struct page_tree *tree; /* of those that are written and not forgotten */
	size_t elem_n, elem_cap;
	struct mark *marks; /* in order of creation */
	size_t mark_n, mark_cap;
	size_t page; /* the current one */
	unsigned page_num;
	int mcid;              /* the next one */
	unsigned key;          /* the next one of the parent tree */
	struct buf page_links; /* entries of the parent tree */
	int page_link_n;
	unsigned root, document;
	struct buf document_entries; /* up to its kids so far */
	struct leaves parents, ids;
	unsigned name_space; /* 0: the version of PDF has none */
};

/* ISO 32000-2, table 356. Returns 0 if the version of PDF has no namespaces. */
static unsigned write_namespace(struct pdf_doc *d)
{
	const char *uri = pdf_doc_profile(d)->writer->pdf_version->tag_namespace;
	struct buf b = {0};

	if (uri == NULL)
		return 0;
	buf_puts(&b, "/Type/Namespace/NS");
	pdf_put_ascii(&b, uri);
	return pdf_doc_add_take(d, &b);
}

struct pdf_tags *pdf_tags_new(struct pdf_doc *d, const struct page_list *pl)
{
	struct pdf_tags *t = mem_alloc(sizeof(*t));

	t->doc = d;
	t->pl = pl;
	t->first = 1;
	t->root = pdf_doc_reserve(d);
	t->document = pdf_doc_reserve(d);
	t->name_space = write_namespace(d);
	return t;
}

void pdf_tags_free(struct pdf_tags *t)
{
	if (t == NULL)
		return;
	free(t->elems);
	free(t->marks);
	buf_release(&t->document_entries);
	buf_release(&t->page_links);
	buf_release(&t->parents.kids);
	buf_release(&t->parents.leaf);
	buf_release(&t->ids.kids);
	buf_release(&t->ids.leaf);
	free(t);
}

enum tag_kind pdf_tags_kind(const struct pdf_tags *t, int tag)
{
	return page_tag(t->pl, tag)->kind;
}

const char *pdf_tags_name(const struct pdf_tags *t, int tag)
{
	bool pdf2 = pdf_doc_profile(t->doc)->writer->pdf_version->tag_namespace != NULL;

	return pdf2 ? tag_kind_name_pdf2(pdf_tags_kind(t, tag))
	            : tag_kind_name(pdf_tags_kind(t, tag));
}

/* ---- what is known of the tags that are not written ---- */

static struct elem *elem_of(struct pdf_tags *t, int tag)
{
	while (t->first + (int)t->elem_n <= tag) {
		t->elems = mem_grow(t->elems, t->elem_n, &t->elem_cap, sizeof(*t->elems));
		t->elems[t->elem_n++] = (struct elem){.first_mark = -1, .last_mark = -1};
	}
	return &t->elems[tag - t->first];
}

/* The object number of a tag's element. */
static unsigned number_of(struct pdf_tags *t, int tag)
{
	struct elem *e;

	if (tag <= 0)
		return tag == 0 ? t->document : t->root;
	e = elem_of(t, tag);
	if (e->num == 0)
		e->num = pdf_doc_reserve(t->doc);
	return e->num;
}

static void add_mark(struct pdf_tags *t, const struct mark *mark)
{
	struct elem *e = elem_of(t, mark->tag);
	int n = (int)t->mark_n;

	t->marks = mem_grow(t->marks, t->mark_n, &t->mark_cap, sizeof(*t->marks));
	t->marks[t->mark_n] = *mark;
	t->marks[t->mark_n++].next = -1;
	if (e->last_mark < 0)
		e->first_mark = n;
	else
		t->marks[e->last_mark].next = n;
	e->last_mark = n;
}

void pdf_tags_forget(struct pdf_tags *t, int end)
{
	size_t gone = (size_t)(end - t->first), mark_n = t->mark_n;

	gone = gone < t->elem_n ? gone : t->elem_n;
	t->elem_n -= gone;
	memmove(t->elems, t->elems + gone, t->elem_n * sizeof(*t->elems));
	t->first = end;
	t->tree = NULL;
	for (size_t i = 0; i < t->elem_n; i++)
		t->elems[i].first_mark = t->elems[i].last_mark = -1;
	t->mark_n = 0;
	for (size_t i = 0; i < mark_n; i++)
		if (t->marks[i].tag >= end)
			add_mark(t, &t->marks[i]);
}

unsigned pdf_tags_object(struct pdf_tags *t, int tag)
{
	return number_of(t, tag);
}

bool pdf_tags_find(struct pdf_tags *t, int tag, struct pdf_spot *ret)
{
	unsigned element = number_of(t, tag);
	int first = elem_of(t, tag)->first_mark;
	const struct mark *m;

	/* A heading may begin with the mark of a footnote. */
	for (int kid = page_tree_kid(t->tree, tag); first < 0 && kid >= 0;
	     kid = page_tree_kid(t->tree, kid))
		first = elem_of(t, kid)->first_mark;
	if (first < 0)
		return false;
	m = &t->marks[first];
	*ret = (struct pdf_spot){m->page, m->page_num, element, m->top};
	return true;
}

/* ---- trees of leaves ---- */

/* Writes a leaf and begins the next one. */
static void add_leaf(struct pdf_tags *t, struct leaves *l, struct buf *leaf)
{
	if (l->kids.n > 0)
		buf_putc(&l->kids, ' ');
	pdf_put_ref(&l->kids, pdf_doc_add_take(t->doc, leaf));
	buf_clear(&l->leaf);
	l->n = 0;
}

static unsigned write_kids(struct pdf_tags *t, const struct leaves *l)
{
	struct buf b = {0};

	buf_puts(&b, "/Kids[");
	buf_put(&b, l->kids.p, l->kids.n);
	buf_putc(&b, ']');
	return pdf_doc_add_take(t->doc, &b);
}

/*
 * ISO 32000-1, 14.7.4.4: maps a page's StructParents to its structure elements, and the
 * StructParent of each link on it, which follow, to its own.
 */
static void end_parents(struct pdf_tags *t)
{
	struct leaves *l = &t->parents;
	struct buf b = {0};

	if (l->n == 0)
		return;
	buf_putf(&b, "/Limits[%d %d]/Nums[", l->first, l->last);
	buf_put(&b, l->leaf.p, l->leaf.n);
	buf_putc(&b, ']');
	add_leaf(t, l, &b);
}

/* ---- pages ---- */

unsigned pdf_tags_begin_page(struct pdf_tags *t, size_t page, unsigned num)
{
	struct leaves *l = &t->parents;

	t->page = page;
	t->page_num = num;
	t->mcid = 0;
	if (l->n == 0)
		l->first = (int)t->key;
	buf_putf(&l->leaf, "%u[", t->key);
	return t->key++;
}

void pdf_tags_end_page(struct pdf_tags *t)
{
	struct leaves *l = &t->parents;

	buf_puts(&l->leaf, "]\n");
	buf_put(&l->leaf, t->page_links.p, t->page_links.n);
	l->n += 1 + t->page_link_n;
	buf_clear(&t->page_links);
	t->page_link_n = 0;
	l->last = (int)t->key - 1;
	if (l->n >= LEAF_MAX)
		end_parents(t);
}

int pdf_tags_mark(struct pdf_tags *t, int tag, lu top)
{
	if (t->mcid > 0)
		buf_putc(&t->parents.leaf, ' ');
	pdf_put_ref(&t->parents.leaf, number_of(t, tag));
	add_mark(t, &(struct mark){.tag = tag,
	                           .page = (unsigned)t->page,
	                           .page_num = t->page_num,
	                           .mcid = t->mcid,
	                           .top = top});
	return t->mcid++;
}

unsigned pdf_tags_link(struct pdf_tags *t, int tag, unsigned annotation)
{
	unsigned element = number_of(t, tag);
	struct elem *e = elem_of(t, tag);

	e->annotation = annotation;
	e->annotation_page = t->page_num;
	buf_putf(&t->page_links, "%u %u 0 R\n", t->key, element);
	t->page_link_n++;
	return t->key++;
}

/* ---- elements ---- */

/*
 * The number of digits, and the tag's number in base 36: so the IDs sort bytewise in the order of
 * the tags, however many there will be.
 */
static void put_id(struct buf *b, int tag)
{
	char s[ID_MAX];
	int n = 0;

	for (; tag > 0; tag /= 36)
		s[ID_MAX - ++n] = "0123456789abcdefghijklmnopqrstuvwxyz"[tag % 36];
	buf_putc(b, '(');
	buf_putc(b, (char)('0' + n));
	buf_put(b, s + ID_MAX - n, (size_t)n);
	buf_putc(b, ')');
}

static void end_ids(struct pdf_tags *t)
{
	struct leaves *l = &t->ids;
	struct buf b = {0};

	if (l->n == 0)
		return;
	buf_puts(&b, "/Limits[");
	put_id(&b, l->first);
	put_id(&b, l->last);
	buf_puts(&b, "]/Names[");
	buf_put(&b, l->leaf.p, l->leaf.n);
	buf_putc(&b, ']');
	add_leaf(t, l, &b);
}

/*
 * ISO 14289-1, 7.5: a reader may look up any header cell, even one that no cell refers to. 7.9:
 * notes have IDs.
 */
static bool has_id(const struct tag *tag)
{
	return tag->kind == TAG_TH || tag->kind == TAG_NOTE;
}

static void add_id(struct pdf_tags *t, int tag)
{
	struct leaves *l = &t->ids;

	if (l->n++ == 0)
		l->first = tag;
	l->last = tag;
	put_id(&l->leaf, tag);
	pdf_put_ref(&l->leaf, number_of(t, tag));
	if (l->n == LEAF_MAX)
		end_ids(t);
}

static void put_scope(struct buf *b, enum tag_scope scope)
{
	switch (scope) {
	case SCOPE_NONE:
		break;
	case SCOPE_ROW:
		buf_puts(b, "/Scope/Row");
		break;
	case SCOPE_COLUMN:
		buf_puts(b, "/Scope/Column");
		break;
	case SCOPE_BOTH:
		buf_puts(b, "/Scope/Both");
		break;
	}
}

/*
 * ISO 32000-1, table 349. Those of a TH are in an array, because PDFium finds an attribute by name
 * nowhere else; the others have none that can be asked for so, and there are many of them.
 */
static void put_cell_attributes(struct buf *b, const struct tag *tag)
{
	bool array = tag->kind == TAG_TH;

	buf_puts(b, array ? "/A[<</O/Table" : "/A<</O/Table");
	if (tag->kind == TAG_TH)
		put_scope(b, tag->scope);
	if (tag->row_span > 1)
		buf_putf(b, "/RowSpan %d", tag->row_span);
	if (tag->col_span > 1)
		buf_putf(b, "/ColSpan %d", tag->col_span);
	if (tag_header_count(tag) > 0) {
		buf_puts(b, "/Headers[");
		for (size_t i = 0; i < tag_header_count(tag); i++)
			put_id(b, tag_header(tag, i));
		buf_putc(b, ']');
	}
	buf_puts(b, array ? ">>]" : ">>");
}

/* ISO 32000-1, table 347; a list without it has no labels (ISO 14289-1, 7.6). */
static void put_list_attributes(struct buf *b, const struct tag *tag)
{
	if (tag->numbering != NUMBERING_NONE)
		buf_putf(b, "/A[<</O/List/ListNumbering/%s>>]", tag_numbering_name(tag->numbering));
}

/* ISO 32000-1, 14.8.5.4: a figure's attributes, in the page's own coordinates. */
static void put_figure(struct buf *b, const struct pdf_tags *t, const struct tag *tag)
{
	const struct page *page = &t->pl->pages[tag->area->page];
	const lu *x = tag->area->box;
	const lu upright[4] = {x[0], page->height - x[3], x[2], page->height - x[1]};
	/* The page's x grows with the content's y, and its y with the content's x. */
	const lu turned[4] = {x[1], x[0], x[3], x[2]};
	const lu *box = page->turned ? turned : upright;

	buf_puts(b, "/Alt");
	pdf_doc_put_text(t->doc, b, tag->alt);
	buf_puts(b, "/A[<</O/Layout/Placement/Block/BBox[");
	for (int i = 0; i < 4; i++) {
		if (i > 0)
			buf_putc(b, ' ');
		lu_put_pt(b, box[i]);
	}
	buf_puts(b, "]>>]");
}

/*
 * A note and its mark name each other (ISO 14289-2, 8.2.5.14); PDF 1.7 has no key for that, but the
 * note has an ID (ISO 14289-1, 7.9).
 */
static void put_note(struct buf *b, struct pdf_tags *t, const struct tag *tag)
{
	if (t->name_space == 0)
		return;
	if (tag->kind == TAG_NOTE)
		buf_puts(b, "/A[<</O/FENote/NoteType/Footnote>>]");
	buf_puts(b, "/Ref[");
	pdf_put_ref(b, number_of(t, tag->other));
	buf_putc(b, ']');
}

/* Sequences on the same page as the first are plain numbers, others name their page. */
static void put_marks(struct buf *b, const struct pdf_tags *t, int first_mark)
{
	const struct mark *first = &t->marks[first_mark];

	for (int i = first_mark; i >= 0; i = t->marks[i].next) {
		const struct mark *m = &t->marks[i];

		if (i != first_mark)
			buf_putc(b, ' ');
		if (m->page == first->page)
			num_put_int(b, m->mcid);
		else
			buf_putf(b, "<</Type/MCR/Pg %u 0 R/MCID %d>>", m->page_num, m->mcid);
	}
}

static void put_kids(struct buf *b, struct pdf_tags *t, const struct page_tree *tree, int tag)
{
	const struct elem *e = elem_of(t, tag);
	int first_mark = e->first_mark, first_kid = page_tree_kid(tree, tag);

	if (first_mark < 0 && first_kid < 0)
		return;
	if (first_mark >= 0) {
		buf_puts(b, "/Pg ");
		pdf_put_ref(b, t->marks[first_mark].page_num);
	}
	buf_puts(b, "/K[");
	if (first_mark >= 0)
		put_marks(b, t, first_mark);
	if (e->annotation != 0)
		buf_putf(b, "<</Type/OBJR/Pg %u 0 R/Obj %u 0 R>>", e->annotation_page,
		         e->annotation);
	for (int i = first_kid; i >= 0; i = page_tree_next(tree, i)) {
		if (i != first_kid || first_mark >= 0)
			buf_putc(b, ' ');
		pdf_put_ref(b, number_of(t, i));
	}
	buf_putc(b, ']');
}

/* The entries of every element: its type, its parent. */
static void put_element(struct buf *b, struct pdf_tags *t, int tag)
{
	buf_puts(b, "/S");
	pdf_put_name(b, pdf_tags_name(t, tag));
	if (t->name_space != 0) {
		buf_puts(b, "/NS ");
		pdf_put_ref(b, t->name_space);
	}
	buf_puts(b, "/P ");
	pdf_put_ref(b, number_of(t, page_tag(t->pl, tag)->parent));
}

static void write_element(struct pdf_tags *t, const struct page_tree *tree, int i, struct buf *b)
{
	const struct tag *tag = page_tag(t->pl, i);
	bool cell = tag->kind == TAG_TH || tag->kind == TAG_TD;

	buf_clear(b);
	put_element(b, t, i);
	if (has_id(tag)) {
		buf_puts(b, "/ID");
		put_id(b, i);
	}
	if (cell && (tag->scope != SCOPE_NONE || tag->row_span > 1 || tag->col_span > 1 ||
	             tag_header_count(tag) > 0))
		put_cell_attributes(b, tag);
	if (tag->kind == TAG_L)
		put_list_attributes(b, tag);
	if (tag->kind == TAG_FIGURE)
		put_figure(b, t, tag);
	if (tag->kind == TAG_NOTE || tag->kind == TAG_REFERENCE)
		put_note(b, t, tag);
	put_kids(b, t, tree, i);
	buf_putc(b, '\n');
	pdf_doc_fill(t->doc, number_of(t, i), b);
}

/* All blocks of a report are kids of the Document: of a long one the list is large. */
static void begin_document(struct pdf_tags *t)
{
	put_element(&t->document_entries, t, 0);
	buf_puts(&t->document_entries, "/K[");
}

void pdf_tags_write(struct pdf_tags *t, const struct page_tree *tree, int end)
{
	struct buf b = {0};

	t->tree = tree;
	if (t->document_entries.n == 0)
		begin_document(t);
	for (int i = tree->first_root; i >= 0; i = page_tree_next(tree, i)) {
		if (t->document_entries.p[t->document_entries.n - 1] != '[')
			buf_putc(&t->document_entries, ' ');
		pdf_put_ref(&t->document_entries, number_of(t, i));
	}
	for (int i = t->first; i < end; i++) {
		write_element(t, tree, i, &b);
		if (has_id(page_tag(t->pl, i)))
			add_id(t, i);
	}
	buf_release(&b);
}

static void write_document(struct pdf_tags *t)
{
	if (t->document_entries.n == 0)
		begin_document(t);
	buf_puts(&t->document_entries, "]\n");
	pdf_doc_fill_take(t->doc, t->document, &t->document_entries);
}

unsigned pdf_tags_end(struct pdf_tags *t)
{
	struct buf b = {0};

	write_document(t);
	end_parents(t);
	end_ids(t);
	buf_puts(&b, "/Type/StructTreeRoot/K[");
	pdf_put_ref(&b, t->document);
	buf_puts(&b, "]/ParentTree ");
	pdf_put_ref(&b, write_kids(t, &t->parents));
	buf_putf(&b, "/ParentTreeNextKey %u", t->key);
	if (t->ids.kids.n > 0) {
		buf_puts(&b, "/IDTree ");
		pdf_put_ref(&b, write_kids(t, &t->ids));
	}
	if (t->name_space != 0) {
		buf_puts(&b, "/Namespaces[");
		pdf_put_ref(&b, t->name_space);
		buf_putc(&b, ']');
	}
	pdf_doc_fill_take(t->doc, t->root, &b);
	return t->root;
}
