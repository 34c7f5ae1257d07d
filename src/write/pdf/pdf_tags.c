/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_tags.h"

#include <stdlib.h>

#include "base/mem.h"
#include "page/tag_tree.h"
#include "write/pdf/pdf_put.h"

enum { LEAF_MAX = 64 /* entries in a leaf of a number or name tree */ };

/* A marked-content sequence. They are in order of creation: by page, then by MCID. */
struct mark {
	int tag;
	size_t page;
	int mcid;
	int next; /* of the same tag, or -1 */
	lu top;
};

struct elem {
	const struct pdf_tags *owner;
	unsigned num;
	int first_mark, last_mark; /* or -1 */
	int id;                    /* a header cell's or a note's, from 0; or -1 */
	int link;                  /* index into the links; or -1 */
};

/* The annotation of a LINK tag. */
struct tag_link {
	int tag;
	size_t page;
	unsigned annotation;
};

struct pdf_tags {
	struct pdf_doc *doc;
	const struct page_list *pl;
	struct page_tree tree;
	const unsigned *page_nums;
	struct elem *elems; /* one per tag */
	struct mark *marks;
	size_t mark_n, mark_cap;
	int *page_marks;
	struct tag_link *links;
	size_t link_n, link_cap;
	int *id_tags; /* by id */
	int id_n, id_width;
	unsigned root, name_space; /* name_space 0: the version of PDF has none */
};

struct pdf_tags *pdf_tags_new(struct pdf_doc *d, const struct page_list *pl,
                              const unsigned *page_nums)
{
	struct pdf_tags *t = mem_alloc(sizeof(*t));

	t->doc = d;
	t->pl = pl;
	t->page_nums = page_nums;
	t->page_marks = mem_alloc(mem_size_mul(pl->page_n, sizeof(*t->page_marks)));
	t->elems = mem_alloc(mem_size_mul(pl->tag_n, sizeof(*t->elems)));
	for (size_t i = 0; i < pl->tag_n; i++)
		t->elems[i] = (struct elem){t, 0, -1, -1, -1, -1};
	page_tree_init(&t->tree, pl);
	return t;
}

void pdf_tags_free(struct pdf_tags *t)
{
	if (t == NULL)
		return;
	page_tree_release(&t->tree);
	free(t->elems);
	free(t->marks);
	free(t->page_marks);
	free(t->links);
	free(t->id_tags);
	free(t);
}

enum tag_kind pdf_tags_kind(const struct pdf_tags *t, int tag)
{
	return t->pl->tags[tag].kind;
}

const char *pdf_tags_name(const struct pdf_tags *t, int tag)
{
	bool pdf2 = pdf_doc_profile(t->doc)->writer->pdf_version->tag_namespace != NULL;

	return pdf2 ? tag_kind_name_pdf2(pdf_tags_kind(t, tag))
	            : tag_kind_name(pdf_tags_kind(t, tag));
}

int pdf_tags_mark(struct pdf_tags *t, int tag, size_t page, lu top)
{
	struct elem *e = &t->elems[tag];
	int n = (int)t->mark_n, mcid = t->page_marks[page]++;

	t->marks = mem_grow(t->marks, t->mark_n, &t->mark_cap, sizeof(*t->marks));
	t->marks[t->mark_n++] = (struct mark){tag, page, mcid, -1, top};
	if (e->last_mark < 0)
		e->first_mark = n;
	else
		t->marks[e->last_mark].next = n;
	e->last_mark = n;
	return mcid;
}

bool pdf_tags_place(const struct pdf_tags *t, int tag, size_t *ret_page, lu *ret_top)
{
	int first = t->elems[tag].first_mark;

	/* A heading may begin with the mark of a footnote. */
	for (int kid = t->tree.first_kid[tag]; first < 0 && kid >= 0; kid = t->tree.first_kid[kid])
		first = t->elems[kid].first_mark;
	if (first < 0)
		return false;
	*ret_page = t->marks[first].page;
	*ret_top = t->marks[first].top;
	return true;
}

unsigned pdf_tags_link(struct pdf_tags *t, int tag, size_t page, unsigned annotation)
{
	t->links = mem_grow(t->links, t->link_n, &t->link_cap, sizeof(*t->links));
	t->links[t->link_n] = (struct tag_link){tag, page, annotation};
	t->elems[tag].link = (int)t->link_n;
	return (unsigned)(t->pl->page_n + t->link_n++);
}

/* Base 36, all of the same width, so that the IDs sort bytewise in numeric order. */
static void put_id(struct buf *b, const struct pdf_tags *t, int id)
{
	char s[8];

	for (int i = t->id_width - 1; i >= 0; i--, id /= 36)
		s[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[id % 36];
	buf_putc(b, '(');
	buf_put(b, s, (size_t)t->id_width);
	buf_putc(b, ')');
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
static void put_cell_attributes(struct buf *b, const struct pdf_tags *t, const struct tag *tag)
{
	bool array = tag->kind == TAG_TH;

	buf_puts(b, array ? "/A[<</O/Table" : "/A<</O/Table");
	if (tag->kind == TAG_TH)
		put_scope(b, tag->scope);
	if (tag->row_span > 1)
		buf_putf(b, "/RowSpan %d", tag->row_span);
	if (tag->col_span > 1)
		buf_putf(b, "/ColSpan %d", tag->col_span);
	if (tag->header_n > 0) {
		buf_puts(b, "/Headers[");
		for (size_t i = 0; i < tag->header_n; i++)
			put_id(b, t, t->elems[tag->headers[i]].id);
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
	const struct page *page = &t->pl->pages[tag->page];
	const lu *x = tag->box;
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
static void put_note(struct buf *b, const struct pdf_tags *t, const struct tag *tag)
{
	if (t->name_space == 0)
		return;
	if (tag->kind == TAG_NOTE)
		buf_puts(b, "/A[<</O/FENote/NoteType/Footnote>>]");
	buf_puts(b, "/Ref[");
	pdf_put_ref(b, t->elems[tag->other].num);
	buf_putc(b, ']');
}

/* Sequences on the same page as the first are plain numbers, others name their page. */
static void put_kids(struct buf *b, const struct pdf_tags *t, const struct elem *e)
{
	const struct mark *first = e->first_mark >= 0 ? &t->marks[e->first_mark] : NULL;
	int first_kid = t->tree.first_kid[e - t->elems];
	size_t start;

	if (first == NULL && first_kid < 0)
		return;
	if (first != NULL) {
		buf_puts(b, "/Pg ");
		pdf_put_ref(b, t->page_nums[first->page]);
	}
	buf_puts(b, "/K[");
	start = b->n;
	for (int i = e->first_mark; i >= 0; i = t->marks[i].next) {
		const struct mark *m = &t->marks[i];

		if (b->n > start)
			buf_putc(b, ' ');
		if (m->page == first->page)
			num_put_int(b, m->mcid);
		else
			buf_putf(b, "<</Type/MCR/Pg %u 0 R/MCID %d>>", t->page_nums[m->page],
			         m->mcid);
	}
	if (e->link >= 0)
		buf_putf(b, "<</Type/OBJR/Pg %u 0 R/Obj %u 0 R>>",
		         t->page_nums[t->links[e->link].page], t->links[e->link].annotation);
	for (int i = first_kid; i >= 0; i = t->tree.next_kid[i]) {
		if (b->n > start)
			buf_putc(b, ' ');
		pdf_put_ref(b, t->elems[i].num);
	}
	buf_putc(b, ']');
}

static void put_elem(struct buf *b, const void *arg)
{
	const struct elem *e = arg;
	const struct pdf_tags *t = e->owner;
	const struct tag *tag = &t->pl->tags[e - t->elems];
	bool cell = tag->kind == TAG_TH || tag->kind == TAG_TD;

	buf_puts(b, "/S");
	pdf_put_name(b, pdf_tags_name(t, (int)(e - t->elems)));
	if (t->name_space != 0) {
		buf_puts(b, "/NS ");
		pdf_put_ref(b, t->name_space);
	}
	buf_puts(b, "/P ");
	pdf_put_ref(b, tag->parent >= 0 ? t->elems[tag->parent].num : t->root);
	if (e->id >= 0) {
		buf_puts(b, "/ID");
		put_id(b, t, e->id);
	}
	if (cell && (tag->scope != SCOPE_NONE || tag->row_span > 1 || tag->col_span > 1 ||
	             tag->header_n > 0))
		put_cell_attributes(b, t, tag);
	if (tag->kind == TAG_L)
		put_list_attributes(b, tag);
	if (tag->kind == TAG_FIGURE)
		put_figure(b, t, tag);
	if (tag->kind == TAG_NOTE || tag->kind == TAG_REFERENCE)
		put_note(b, t, tag);
	put_kids(b, t, e);
	buf_putc(b, '\n');
}

/*
 * ISO 14289-1, 7.5: a reader may look up any header cell, even one that no cell refers to. 7.9:
 * notes have IDs.
 */
static void number_ids(struct pdf_tags *t)
{
	t->id_tags = mem_alloc(mem_size_mul(t->pl->tag_n, sizeof(*t->id_tags)));
	for (size_t i = 0; i < t->pl->tag_n; i++) {
		if (pdf_tags_kind(t, (int)i) != TAG_TH && pdf_tags_kind(t, (int)i) != TAG_NOTE)
			continue;
		t->elems[i].id = t->id_n;
		t->id_tags[t->id_n++] = (int)i;
	}
	t->id_width = 1;
	for (int n = t->id_n; n > 36; n = (n + 35) / 36)
		t->id_width++;
}

static unsigned write_id_leaf(struct pdf_tags *t, int from, int to)
{
	struct buf b = {0};

	buf_puts(&b, "/Limits[");
	put_id(&b, t, from);
	put_id(&b, t, to - 1);
	buf_puts(&b, "]/Names[");
	for (int i = from; i < to; i++) {
		put_id(&b, t, i);
		pdf_put_ref(&b, t->elems[t->id_tags[i]].num);
	}
	buf_puts(&b, "]");
	return pdf_doc_add_take(t->doc, &b);
}

static unsigned write_id_tree(struct pdf_tags *t)
{
	struct buf b = {0};

	buf_puts(&b, "/Kids[");
	for (int i = 0; i < t->id_n; i += LEAF_MAX) {
		int to = t->id_n - i < LEAF_MAX ? t->id_n : i + LEAF_MAX;

		if (i > 0)
			buf_putc(&b, ' ');
		pdf_put_ref(&b, write_id_leaf(t, i, to));
	}
	buf_putc(&b, ']');
	return pdf_doc_add_take(t->doc, &b);
}

/* The elements of a page's sequences; *m is the first mark that may be on the page. */
static void put_page_parents(struct buf *b, const struct pdf_tags *t, size_t page, size_t *m)
{
	buf_putf(b, "%zu[", page);
	for (int i = 0; i < t->page_marks[page]; i++) {
		if (i > 0)
			buf_putc(b, ' ');
		pdf_put_ref(b, t->elems[t->marks[(*m)++].tag].num);
	}
	buf_puts(b, "]\n");
}

/*
 * ISO 32000-1, 14.7.4.4: maps a page's StructParents, its index, to its structure elements; after
 * the pages the StructParent of each link to its own.
 */
static unsigned write_parent_tree(struct pdf_tags *t)
{
	struct buf b = {0};
	size_t m = 0, pages = t->pl->page_n, n = pages + t->link_n;

	buf_puts(&b, "/Kids[");
	for (size_t i = 0; i < n; i += LEAF_MAX) {
		size_t to = n - i < LEAF_MAX ? n : i + LEAF_MAX;
		struct buf leaf = {0};

		buf_putf(&leaf, "/Limits[%zu %zu]/Nums[", i, to - 1);
		for (size_t key = i; key < to; key++) {
			if (key < pages)
				put_page_parents(&leaf, t, key, &m);
			else
				buf_putf(&leaf, "%zu %u 0 R\n", key,
				         t->elems[t->links[key - pages].tag].num);
		}
		buf_putc(&leaf, ']');
		if (i > 0)
			buf_putc(&b, ' ');
		pdf_put_ref(&b, pdf_doc_add_take(t->doc, &leaf));
	}
	buf_putc(&b, ']');
	return pdf_doc_add_take(t->doc, &b);
}

static void put_root_kids(struct buf *b, const struct pdf_tags *t)
{
	size_t start;

	buf_puts(b, "/K[");
	start = b->n;
	for (int i = t->tree.first_root; i >= 0; i = t->tree.next_kid[i]) {
		if (b->n > start)
			buf_putc(b, ' ');
		pdf_put_ref(b, t->elems[i].num);
	}
	buf_putc(b, ']');
}

/* ISO 32000-2, table 356. Returns 0 if the version of PDF has no namespaces. */
static unsigned write_namespace(struct pdf_tags *t)
{
	const char *uri = pdf_doc_profile(t->doc)->writer->pdf_version->tag_namespace;
	struct buf b = {0};

	if (uri == NULL)
		return 0;
	buf_puts(&b, "/Type/Namespace/NS");
	pdf_put_ascii(&b, uri);
	return pdf_doc_add_take(t->doc, &b);
}

unsigned pdf_tags_object(const struct pdf_tags *t, int tag)
{
	return t->elems[tag].num;
}

unsigned pdf_tags_write(struct pdf_tags *t)
{
	struct buf b = {0};

	t->root = pdf_doc_reserve(t->doc);
	t->name_space = write_namespace(t);
	number_ids(t);
	for (size_t i = 0; i < t->pl->tag_n; i++) {
		t->elems[i].num = pdf_doc_reserve(t->doc);
		pdf_doc_fill_late(t->doc, t->elems[i].num, put_elem, &t->elems[i]);
	}
	buf_puts(&b, "/Type/StructTreeRoot");
	put_root_kids(&b, t);
	buf_puts(&b, "/ParentTree ");
	pdf_put_ref(&b, write_parent_tree(t));
	buf_putf(&b, "/ParentTreeNextKey %zu", t->pl->page_n + t->link_n);
	if (t->id_n > 0) {
		buf_puts(&b, "/IDTree ");
		pdf_put_ref(&b, write_id_tree(t));
	}
	if (t->name_space != 0) {
		buf_puts(&b, "/Namespaces[");
		pdf_put_ref(&b, t->name_space);
		buf_putc(&b, ']');
	}
	pdf_doc_fill_take(t->doc, t->root, &b);
	return t->root;
}
