/* SPDX-License-Identifier: MIT */
/*
 * tagged.c: walks the structure tree in its order and writes its elements as those of HTML that
 * mean the same. Text without a tag, other than artifacts, follows at the end, so that nothing is
 * lost.
 */
#include "reread/tagged.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "reread/page_text.h"
#include "reread/page_tree.h"
#include "reread/tagged_element.h"
#include "reread/tagged_lines.h"
#include "reread/view.h"

enum {
	DEPTH_MAX = 100,
	PAGES_MAX = 5000,
	/* Of the walk, in which a kid counts as often as it is named, and one for two bytes of the
	   file: a table of nothing but figures has half as many. */
	STEPS_LEAST = 200000,
	STEPS_MAX = 4000000,
	STEPS_OF_ELEMENT = 3 /* and one as a kid */
};

struct walker {
	qpdf_data q;
	struct page_text text;
	struct marked_run **by_mcid; /* sorted by page, then mcid, then order */
	struct page_number {
		int object;
		size_t page;
	} * pages; /* sorted by object */
	size_t page_n;
	struct tag_roles roles;
	size_t steps; /* that may still be taken */
	struct tagged_lines out;
	bool labelled; /* the line has its item's label */
	bool failed;   /* it is too deep, or more than is read */
};

static void add_run(struct walker *w, struct marked_run *r)
{
	r->used = true;
	w->out.page = r->page;
	lines_add(&w->out, w->text.text.p + r->from, r->to - r->from, r->size, r->y);
}

/* ---- marked content ---- */

static int compare_runs(const void *x, const void *y)
{
	const struct marked_run *a = *(struct marked_run *const *)x,
	                        *b = *(struct marked_run *const *)y;

	if (a->page != b->page)
		return a->page < b->page ? -1 : 1;
	if (a->mcid != b->mcid)
		return a->mcid < b->mcid ? -1 : 1;
	return a < b ? -1 : a > b;
}

static int compare_pages(const void *x, const void *y)
{
	const struct page_number *a = x, *b = y;

	return (a->object > b->object) - (a->object < b->object);
}

static void add_content(struct walker *w, size_t page, int mcid)
{
	size_t low = 0, high = w->text.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct marked_run *r = w->by_mcid[middle];

		if (r->page < page || (r->page == page && r->mcid < mcid))
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < w->text.n; low++) {
		struct marked_run *r = w->by_mcid[low];

		if (r->page != page || r->mcid != mcid)
			break;
		if (!r->used)
			add_run(w, r);
	}
}

/* The page that an element or reference names, else the one given. */
static size_t page_of(const struct walker *w, qpdf_oh holder, size_t otherwise)
{
	qpdf_oh page = view_at(w->q, holder, "/Pg", NULL);
	struct page_number wanted = {.object = qpdf_oh_get_object_id(w->q, page)};
	const struct page_number *found =
	        wanted.object == 0
	                ? NULL
	                : bsearch(&wanted, w->pages, w->page_n, sizeof(*w->pages), compare_pages);

	qpdf_oh_release(w->q, page);
	return found != NULL ? found->page : otherwise;
}

/* ---- elements ---- */

/* Takes a text string of an element in place of its content, if it has one. */
static bool take_string(struct walker *w, qpdf_oh element, const char *key)
{
	qpdf_oh string;
	bool has;

	if (!qpdf_oh_has_key(w->q, element, key))
		return false;
	string = view_at(w->q, element, key, NULL);
	has = qpdf_oh_is_string(w->q, string);
	if (has) {
		struct buf b = {0};
		size_t n;
		const char *s = qpdf_oh_get_binary_string_value(w->q, string, &n);

		if (page_text_take(&w->text, n))
			page_text_put_string(&b, s, n);
		w->failed = w->failed || w->text.over;
		lines_add(&w->out, b.p != NULL ? b.p : "", b.n, 0, 0);
		buf_release(&b);
	}
	qpdf_oh_release(w->q, string);
	return has;
}

static void walk_kids(struct walker *w, qpdf_oh element, size_t page, int depth);
static void walk_first(struct walker *w, qpdf_oh kids, int n, size_t page, int depth);

/* Content that a string replaces is used, but not shown. */
static void drop_kids(struct walker *w, qpdf_oh element, size_t page, int depth)
{
	size_t words = w->out.words.n, pieces = w->out.piece_n, html = w->out.html.n,
	       lines = w->out.line_n;

	walk_kids(w, element, page, depth);
	w->out.words.n = words;
	w->out.piece_n = pieces;
	w->out.html.n = html;
	w->out.line_n = lines;
}

static bool has_letter_or_digit(const struct buf *b, size_t from)
{
	for (size_t i = from; i < b->n; i++) {
		unsigned char c = (unsigned char)b->p[i];

		/*
		 * Han characters begin with E3 to E9; bullets with E2 or, in symbol fonts, EF;
		 * numbers in circles and brackets, from U+2460 on, with E2 91 to E2 93.
		 */
		if (c == 0xE2 && i + 1 < b->n && (unsigned char)b->p[i + 1] >= 0x91 &&
		    (unsigned char)b->p[i + 1] <= 0x93)
			return true;
		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z' && c != 'o') || (c >= 0xE3 && c <= 0xE9))
			return true;
	}
	return false;
}

/*
 * A label without letters or digits is a bullet, which the item of a web page has by itself; any
 * other is part of the text.
 */
static void walk_label(struct walker *w, qpdf_oh element, size_t page, int depth)
{
	size_t words = w->out.words.n, pieces = w->out.piece_n;

	walk_kids(w, element, page, depth);
	w->out.bulleted = !has_letter_or_digit(&w->out.words, words);
	if (!w->out.bulleted)
		return;
	w->out.words.n = words;
	w->out.piece_n = pieces;
}

static void walk_list(struct walker *w, qpdf_oh element, size_t page, int depth)
{
	bool outer = w->out.in_list;

	lines_flush(&w->out);
	w->out.in_list = false;
	walk_kids(w, element, page, depth);
	lines_flush(&w->out);
	if (w->out.in_list)
		lines_close(&w->out, "ul");
	w->out.in_list = outer;
}

static void walk_cell(struct walker *w, qpdf_oh element, const char *name, size_t page, int depth)
{
	lines_begin(&w->out);
	buf_putf(&w->out.html, "<%s rowspan=%d colspan=%d>\n", name,
	         element_span(w->q, element, "/RowSpan"), element_span(w->q, element, "/ColSpan"));
	w->out.block = NULL;
	walk_kids(w, element, page, depth);
	lines_flush(&w->out);
	lines_close(&w->out, name);
}

static void walk_block(struct walker *w, qpdf_oh element, const struct tag_role *role, size_t page,
                       int depth)
{
	const char *block = w->out.block;
	bool right = w->out.right, label = w->out.words.n > 0 && w->labelled;

	/* A paragraph in an item's body goes on with the line that its label began. */
	if (!label)
		lines_flush(&w->out);
	w->labelled = false;
	w->out.block = role->element;
	w->out.right = element_is_right(w->q, element);
	walk_kids(w, element, page, depth);
	lines_flush(&w->out);
	w->out.block = block;
	w->out.right = right;
}

/* ---- rows ---- */

static int kid_count(const struct walker *w, qpdf_oh kids)
{
	return qpdf_oh_is_array(w->q, kids) ? qpdf_oh_get_array_n_items(w->q, kids) : 0;
}

static size_t page_of_kid(const struct walker *w, qpdf_oh kids, int i, size_t otherwise)
{
	qpdf_oh kid = qpdf_oh_get_array_item(w->q, kids, i);
	size_t page = page_of(w, kid, otherwise);

	qpdf_oh_release(w->q, kid);
	return page;
}

static int span_of_kid(const struct walker *w, qpdf_oh kids, int i, const char *key)
{
	qpdf_oh kid = qpdf_oh_get_array_item(w->q, kids, i);
	int span = element_span(w->q, kid, key);

	qpdf_oh_release(w->q, kid);
	return span;
}

/* A cell in which there is nothing, not even a blank paragraph. */
static bool is_hollow(struct walker *w, qpdf_oh kids, int i)
{
	qpdf_oh kid = qpdf_oh_get_array_item(w->q, kids, i);
	qpdf_oh within = view_at(w->q, kid, "/K", NULL);
	qpdf_oh text = view_at(w->q, kid, "/ActualText", NULL);
	bool hollow = element_role(&w->roles, kid)->use == USE_CELL &&
	              qpdf_oh_is_null(w->q, within) && qpdf_oh_is_null(w->q, text);

	qpdf_oh_release(w->q, text);
	qpdf_oh_release(w->q, within);
	qpdf_oh_release(w->q, kid);
	return hollow;
}

/*
 * How many of a row's kids are its cells. Where a page ends between two rows beside a cell that
 * spans both, LibreOffice (7.4, its "row span line") adds to the upper row all its cells that span
 * no other row once more, with nothing in them and on the next page. Exactly these are left out: a
 * blank cell at the end may be the row's own.
 */
static int cell_count(struct walker *w, qpdf_oh kids, size_t page)
{
	int n = kid_count(w, kids), own = n, again;

	if (n < 2)
		return n;
	page = page_of_kid(w, kids, 0, page);
	while (own > 0 && is_hollow(w, kids, own - 1) && page_of_kid(w, kids, own - 1, page) > page)
		own--;
	again = own;
	for (int i = 0; i < own; i++) {
		if (span_of_kid(w, kids, i, "/RowSpan") > 1)
			continue;
		if (again == n ||
		    span_of_kid(w, kids, i, "/ColSpan") != span_of_kid(w, kids, again, "/ColSpan"))
			return n;
		again++;
	}
	return again == n ? own : n;
}

/* A table or one of its rows. */
static void walk_grid(struct walker *w, qpdf_oh element, const struct tag_role *role, size_t page,
                      int depth)
{
	qpdf_oh kids = view_at(w->q, element, "/K", NULL);
	int n = role->use == USE_ROW ? cell_count(w, kids, page) : kid_count(w, kids);

	lines_flush(&w->out);
	lines_open(&w->out, role->element);
	walk_first(w, kids, n, page, depth);
	lines_flush(&w->out);
	lines_close(&w->out, role->element);
	qpdf_oh_release(w->q, kids);
}

static void walk_picture(struct walker *w, qpdf_oh element, size_t page, int depth)
{
	lines_flush(&w->out);
	drop_kids(w, element, page, depth);
	lines_begin(&w->out);
	buf_puts(&w->out.html, "<img src=\"picture\">\n");
}

/* An element: a dictionary with a type. */
static void walk_element(struct walker *w, qpdf_oh element, size_t page, int depth)
{
	const struct tag_role *role = element_role(&w->roles, element);

	page = page_of(w, element, page);
	if (role->use != USE_PICTURE && take_string(w, element, "/ActualText")) {
		drop_kids(w, element, page, depth);
		return;
	}
	switch (role->use) {
	case USE_INLINE:
		walk_kids(w, element, page, depth);
		break;
	case USE_GROUP:
		if (!w->labelled)
			lines_flush(&w->out);
		walk_kids(w, element, page, depth);
		lines_flush(&w->out);
		break;
	case USE_BLOCK:
		w->out.page = page;
		walk_block(w, element, role, page, depth);
		break;
	case USE_TABLE:
	case USE_ROW:
		walk_grid(w, element, role, page, depth);
		break;
	case USE_CELL:
		lines_flush(&w->out);
		w->out.page = page;
		walk_cell(w, element, role->element, page, depth);
		break;
	case USE_LIST:
		walk_list(w, element, page, depth);
		break;
	case USE_ITEM:
		lines_flush(&w->out);
		w->out.bulleted = true;
		walk_kids(w, element, page, depth);
		lines_flush(&w->out);
		w->out.bulleted = w->labelled = false;
		break;
	case USE_LABEL:
		walk_label(w, element, page, depth);
		w->labelled = true;
		break;
	case USE_PICTURE:
		walk_picture(w, element, page, depth);
		break;
	case USE_ARTIFACT:
		drop_kids(w, element, page, depth);
		break;
	}
}

/* A kid: the number of marked content, a reference to it, or an element (14.7.5). */
static void walk_kid(struct walker *w, qpdf_oh kid, size_t page, int depth)
{
	qpdf_oh mcid;

	if (!qpdf_oh_is_dictionary(w->q, kid)) {
		if (qpdf_oh_is_integer(w->q, kid))
			add_content(w, page, qpdf_oh_get_int_value_as_int(w->q, kid));
		return;
	}
	if (!qpdf_oh_has_key(w->q, kid, "/MCID")) {
		walk_element(w, kid, page, depth + 1);
		return;
	}
	mcid = view_at(w->q, kid, "/MCID", NULL);
	if (qpdf_oh_is_integer(w->q, mcid))
		add_content(w, page_of(w, kid, page), qpdf_oh_get_int_value_as_int(w->q, mcid));
	else
		walk_element(w, kid, page, depth + 1);
	qpdf_oh_release(w->q, mcid);
}

/* The first n of an element's kids; 0: the only one, which is not in an array. */
static void walk_first(struct walker *w, qpdf_oh kids, int n, size_t page, int depth)
{
	size_t steps = STEPS_OF_ELEMENT + (size_t)n;

	w->text.over = w->text.over || steps > w->steps;
	w->failed = w->failed || depth > DEPTH_MAX || w->text.over;
	w->steps -= w->failed ? 0 : steps;
	if (!w->failed && n == 0)
		walk_kid(w, kids, page, depth);
	for (int i = 0; i < n && !w->failed; i++) {
		qpdf_oh kid = qpdf_oh_get_array_item(w->q, kids, i);

		walk_kid(w, kid, page, depth);
		qpdf_oh_release(w->q, kid);
	}
}

static void walk_kids(struct walker *w, qpdf_oh element, size_t page, int depth)
{
	qpdf_oh kids = view_at(w->q, element, "/K", NULL);

	walk_first(w, kids, kid_count(w, kids), page, depth);
	qpdf_oh_release(w->q, kids);
}

/* ---- the file ---- */

static bool read_pages(struct walker *w)
{
	int n = page_tree_fits(w->q, PAGES_MAX) ? qpdf_get_num_pages(w->q) : 0;

	if (n <= 0 || n > PAGES_MAX || qpdf_push_inherited_attributes_to_page(w->q) != 0)
		return false;
	w->page_n = (size_t)n;
	w->pages = mem_alloc(w->page_n * sizeof(*w->pages));
	for (size_t i = 0; i < w->page_n; i++) {
		qpdf_oh page = qpdf_get_page_n(w->q, i);

		w->pages[i] = (struct page_number){qpdf_oh_get_object_id(w->q, page), i};
		qpdf_oh_release(w->q, page);
		if (!page_text_add(&w->text, w->q, i))
			return false;
	}
	qsort(w->pages, w->page_n, sizeof(*w->pages), compare_pages);
	w->by_mcid = mem_alloc(w->text.n * sizeof(struct marked_run *));
	for (size_t i = 0; i < w->text.n; i++)
		w->by_mcid[i] = &w->text.runs[i];
	qsort(w->by_mcid, w->text.n, sizeof(struct marked_run *), compare_runs);
	return true;
}

/* Text that no element names: a line of its own for each piece. */
static void add_untagged(struct walker *w)
{
	for (size_t i = 0; i < w->text.n; i++) {
		struct marked_run *r = &w->text.runs[i];

		if (r->used || r->from == r->to)
			continue;
		add_run(w, r);
		if (i + 1 == w->text.n || w->text.runs[i + 1].page != r->page ||
		    w->text.runs[i + 1].mcid != r->mcid || w->text.runs[i + 1].y != r->y)
			lines_flush(&w->out);
	}
	lines_flush(&w->out);
}

static void hand_over(struct walker *w, struct arena *a, struct reread_page *ret)
{
	ret->source.text = arena_strndup(a, w->out.html.p, w->out.html.n);
	ret->source.len = w->out.html.n;
	ret->line_n = w->out.line_n;
	ret->lines = arena_array(a, size_t, w->out.line_n);
	ret->pages = arena_array(a, size_t, w->out.line_n);
	memcpy(ret->lines, w->out.lines, w->out.line_n * sizeof(size_t));
	memcpy(ret->pages, w->out.line_pages, w->out.line_n * sizeof(size_t));
}

static void release(struct walker *w)
{
	roles_close(&w->roles);
	page_text_release(&w->text);
	lines_release(&w->out);
	free(w->by_mcid);
	free(w->pages);
}

bool tagged_read(qpdf_data q, size_t n, struct arena *a, struct reread_page *ret)
{
	struct walker *w = mem_alloc(sizeof(*w));
	qpdf_oh tree = view_at(q, qpdf_get_root(q), "/StructTreeRoot", NULL);
	bool tagged = false, over;

	w->q = q;
	w->steps = n / 2 < STEPS_MAX - STEPS_LEAST ? STEPS_LEAST + n / 2 : STEPS_MAX;
	page_text_init(&w->text, n);
	roles_open(&w->roles, q);
	if (qpdf_oh_is_dictionary(q, tree) && read_pages(w)) {
		lines_begin(&w->out);
		buf_puts(&w->out.html,
		         "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>\n");
		walk_kids(w, tree, 0, 0);
		lines_flush(&w->out);
		for (size_t i = 0; i < w->text.n && !tagged; i++)
			tagged = w->text.runs[i].used;
		add_untagged(w);
		if (!w->failed && tagged)
			hand_over(w, a, ret);
	}
	over = w->text.over;
	release(w);
	free(w);
	return !over;
}
