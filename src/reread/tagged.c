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
	STEPS_OF_ELEMENT = 3, /* and one as a kid */
	/* Bytes of objects, as often as they are gone through, and so many for each of the file's:
	   eight times what objects may inflate to (budget.c), and most elements are small. */
	THROUGH_LEAST = 128 << 20,
	THROUGH_FACTOR = 64,
	THROUGH_MOST = 1 << 30
};

struct walker {
	qpdf_data q;
	struct file_objects *objects;
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
static size_t page_of(const struct walker *w, const struct element *e, size_t otherwise)
{
	struct page_number wanted = {.object = object_number(e->page)};
	const struct page_number *found =
	        wanted.object == 0
	                ? NULL
	                : bsearch(&wanted, w->pages, w->page_n, sizeof(*w->pages), compare_pages);

	return found != NULL ? found->page : otherwise;
}

/* ---- elements ---- */

/* Takes the /ActualText of an element in place of its content, if it has one. */
static bool take_text(struct walker *w, const struct element *e)
{
	struct file_object string = objects_resolve(w->objects, e->text);
	struct buf bytes = {0}, text = {0};

	if (!object_is_string(string))
		return false;
	object_put_string(string, &bytes);
	if (page_text_take(&w->text, bytes.n))
		page_text_put_string(&text, bytes.p, bytes.n);
	w->failed = w->failed || w->text.over;
	lines_add(&w->out, text.p != NULL ? text.p : "", text.n, 0, 0);
	buf_release(&bytes);
	buf_release(&text);
	return true;
}

static void walk_kids(struct walker *w, const struct element *e, size_t page, int depth);
static void walk_first(struct walker *w, struct file_object kids, size_t n, size_t page, int depth);

/* Content that a string replaces is used, but not shown. */
static void drop_kids(struct walker *w, const struct element *e, size_t page, int depth)
{
	size_t words = w->out.words.n, pieces = w->out.piece_n, html = w->out.html.n,
	       lines = w->out.line_n;

	walk_kids(w, e, page, depth);
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
static void walk_label(struct walker *w, const struct element *e, size_t page, int depth)
{
	size_t words = w->out.words.n, pieces = w->out.piece_n;

	walk_kids(w, e, page, depth);
	w->out.bulleted = !has_letter_or_digit(&w->out.words, words);
	if (!w->out.bulleted)
		return;
	w->out.words.n = words;
	w->out.piece_n = pieces;
}

static void walk_list(struct walker *w, const struct element *e, size_t page, int depth)
{
	bool outer = w->out.in_list;

	lines_flush(&w->out);
	w->out.in_list = false;
	walk_kids(w, e, page, depth);
	lines_flush(&w->out);
	if (w->out.in_list)
		lines_close(&w->out, "ul");
	w->out.in_list = outer;
}

static void walk_cell(struct walker *w, const struct element *e, const char *name, size_t page,
                      int depth)
{
	struct element_span span = element_span(w->objects, e);

	lines_begin(&w->out);
	buf_putf(&w->out.html, "<%s rowspan=%d colspan=%d>\n", name, span.rows, span.columns);
	w->out.block = NULL;
	walk_kids(w, e, page, depth);
	lines_flush(&w->out);
	lines_close(&w->out, name);
}

static void walk_block(struct walker *w, const struct element *e, const struct tag_role *role,
                       size_t page, int depth)
{
	const char *block = w->out.block;
	bool right = w->out.right, label = w->out.words.n > 0 && w->labelled;

	/* A paragraph in an item's body goes on with the line that its label began. */
	if (!label)
		lines_flush(&w->out);
	w->labelled = false;
	w->out.block = role->element;
	w->out.right = element_is_right(w->objects, e);
	walk_kids(w, e, page, depth);
	lines_flush(&w->out);
	w->out.block = block;
	w->out.right = right;
}

/* ---- rows ---- */

/* How many kids an element has in an array; 0: the only one, which is in none. */
static size_t kid_count(struct walker *w, struct file_object kids)
{
	return objects_take(w->objects, kids) ? object_count(kids) : 0;
}

/* A kid that may be a cell. */
struct row_kid {
	struct element e;
	size_t page;
};

static struct row_kid read_row_kid(struct walker *w, struct file_object kid, size_t page)
{
	struct row_kid k;

	element_read(w->objects, objects_resolve(w->objects, kid), &k.e);
	k.page = page_of(w, &k.e, page);
	return k;
}

/* A cell in which there is nothing, not even a blank paragraph. */
static bool is_hollow(struct walker *w, const struct element *e)
{
	return element_role(&w->roles, w->objects, e)->use == USE_CELL &&
	       objects_resolve(w->objects, e->kids).p == NULL &&
	       objects_resolve(w->objects, e->text).p == NULL;
}

/* How many of a row's n kids come before hollow ones on a later page. */
static size_t count_own(struct walker *w, const struct file_object *kids, size_t n, size_t page)
{
	page = read_row_kid(w, kids[0], page).page;
	for (; n > 0; n--) {
		struct row_kid k = read_row_kid(w, kids[n - 1], page);

		if (k.page <= page || !is_hollow(w, &k.e))
			break;
	}
	return n;
}

/* Whether the kids from `own` on are those before it that span no other row, once more. */
static bool are_again(struct walker *w, const struct file_object *kids, size_t n, size_t own)
{
	size_t again = own;

	for (size_t i = 0; i < own; i++) {
		struct row_kid k = read_row_kid(w, kids[i], 0), other;
		struct element_span span = element_span(w->objects, &k.e);

		if (span.rows > 1)
			continue;
		if (again == n)
			return false;
		other = read_row_kid(w, kids[again++], 0);
		if (span.columns != element_span(w->objects, &other.e).columns)
			return false;
	}
	return again == n;
}

/*
 * How many of a row's kids are its cells. Where a page ends between two rows beside a cell that
 * spans both, LibreOffice (7.4, its "row span line") adds to the upper row all its cells that span
 * no other row once more, with nothing in them and on the next page. Exactly these are left out: a
 * blank cell at the end may be the row's own.
 */
static size_t cell_count(struct walker *w, struct file_object row, size_t page)
{
	size_t n = kid_count(w, row), i = 0, own;
	struct file_object *kids;

	if (n < 2 || n > w->steps)
		return n;
	kids = mem_alloc(mem_size_mul(n, sizeof(*kids)));
	for (struct file_object kid = object_first(row); i < n; kid = object_next(row, kid))
		kids[i++] = kid;
	own = count_own(w, kids, n, page);
	if (own < n && !are_again(w, kids, n, own))
		own = n;
	free(kids);
	return own;
}

/* A table or one of its rows. */
static void walk_grid(struct walker *w, const struct element *e, const struct tag_role *role,
                      size_t page, int depth)
{
	struct file_object kids = objects_resolve(w->objects, e->kids);
	size_t n = role->use == USE_ROW ? cell_count(w, kids, page) : kid_count(w, kids);

	lines_flush(&w->out);
	lines_open(&w->out, role->element);
	walk_first(w, kids, n, page, depth);
	lines_flush(&w->out);
	lines_close(&w->out, role->element);
}

static void walk_picture(struct walker *w, const struct element *e, size_t page, int depth)
{
	lines_flush(&w->out);
	drop_kids(w, e, page, depth);
	lines_begin(&w->out);
	buf_puts(&w->out.html, "<img src=\"picture\">\n");
}

/* An element: a dictionary with a type. */
static void walk_element(struct walker *w, const struct element *e, size_t page, int depth)
{
	const struct tag_role *role = element_role(&w->roles, w->objects, e);

	page = page_of(w, e, page);
	if (role->use != USE_PICTURE && take_text(w, e)) {
		drop_kids(w, e, page, depth);
		return;
	}
	switch (role->use) {
	case USE_INLINE:
		walk_kids(w, e, page, depth);
		break;
	case USE_GROUP:
		if (!w->labelled)
			lines_flush(&w->out);
		walk_kids(w, e, page, depth);
		lines_flush(&w->out);
		break;
	case USE_BLOCK:
		w->out.page = page;
		walk_block(w, e, role, page, depth);
		break;
	case USE_TABLE:
	case USE_ROW:
		walk_grid(w, e, role, page, depth);
		break;
	case USE_CELL:
		lines_flush(&w->out);
		w->out.page = page;
		walk_cell(w, e, role->element, page, depth);
		break;
	case USE_LIST:
		walk_list(w, e, page, depth);
		break;
	case USE_ITEM:
		lines_flush(&w->out);
		w->out.bulleted = true;
		walk_kids(w, e, page, depth);
		lines_flush(&w->out);
		w->out.bulleted = w->labelled = false;
		break;
	case USE_LABEL:
		walk_label(w, e, page, depth);
		w->labelled = true;
		break;
	case USE_PICTURE:
		walk_picture(w, e, page, depth);
		break;
	case USE_ARTIFACT:
		drop_kids(w, e, page, depth);
		break;
	}
}

/* A kid: the number of marked content, a reference to it, or an element (14.7.5). */
static void walk_kid(struct walker *w, struct file_object kid, size_t page, int depth)
{
	struct file_object x = objects_resolve(w->objects, kid);
	struct element e;
	int mcid;

	if (object_integer(x, &mcid)) {
		add_content(w, page, mcid);
		return;
	}
	if (!element_read(w->objects, x, &e))
		return;
	if (object_integer(objects_resolve(w->objects, e.mcid), &mcid))
		add_content(w, page_of(w, &e, page), mcid);
	else
		walk_element(w, &e, page, depth + 1);
}

/* The first n of an element's kids; 0: the only one, which is not in an array. */
static void walk_first(struct walker *w, struct file_object kids, size_t n, size_t page, int depth)
{
	size_t steps = STEPS_OF_ELEMENT + n;
	struct file_object kid = n > 0 ? object_first(kids) : kids;

	w->text.over = w->text.over || steps > w->steps || objects_over(w->objects);
	w->failed = w->failed || depth > DEPTH_MAX || w->text.over;
	w->steps -= w->failed ? 0 : steps;
	if (!w->failed && n == 0)
		walk_kid(w, kid, page, depth);
	for (size_t i = 0; i < n && !w->failed; i++) {
		walk_kid(w, kid, page, depth);
		kid = object_next(kids, kid);
	}
}

static void walk_kids(struct walker *w, const struct element *e, size_t page, int depth)
{
	struct file_object kids = objects_resolve(w->objects, e->kids);

	walk_first(w, kids, kid_count(w, kids), page, depth);
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
	objects_close(w->objects);
	roles_close(&w->roles);
	page_text_release(&w->text);
	lines_release(&w->out);
	free(w->by_mcid);
	free(w->pages);
}

static bool has_tree(qpdf_data q)
{
	qpdf_oh root = qpdf_get_root(q), tree = view_at(q, root, "/StructTreeRoot", NULL);
	bool has = qpdf_oh_is_dictionary(q, tree);

	qpdf_oh_release(q, tree);
	qpdf_oh_release(q, root);
	return has;
}

static void open_objects(struct walker *w, const struct source *pdf)
{
	const size_t n = pdf->len;

	w->objects = objects_open(w->q, pdf->text, n);
	objects_limit(w->objects, n < (THROUGH_MOST - THROUGH_LEAST) / THROUGH_FACTOR
	                                  ? THROUGH_LEAST + n * THROUGH_FACTOR
	                                  : THROUGH_MOST);
}

/* Writes the page; false: the file is not read. */
static bool write_page(struct walker *w)
{
	struct file_object root = objects_root(w->objects);
	struct element tree;
	bool tagged = false;

	element_read(w->objects, objects_at(w->objects, root, "/StructTreeRoot", NULL), &tree);
	lines_begin(&w->out);
	buf_puts(&w->out.html,
	         "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>\n");
	walk_kids(w, &tree, 0, 0);
	w->text.over = w->text.over || objects_over(w->objects);
	lines_flush(&w->out);
	for (size_t i = 0; i < w->text.n && !tagged; i++)
		tagged = w->text.runs[i].used;
	add_untagged(w);
	return tagged && !w->failed && !w->text.over;
}

bool tagged_read(qpdf_data q, const struct source *pdf, struct arena *a, struct reread_page *ret)
{
	const size_t n = pdf->len;
	struct walker *w = mem_alloc(sizeof(*w));
	bool over;

	w->q = q;
	w->steps = n / 2 < STEPS_MAX - STEPS_LEAST ? STEPS_LEAST + n / 2 : STEPS_MAX;
	page_text_init(&w->text, n);
	roles_open(&w->roles, q);
	/* Pages first: once anything has been damaged, qpdf has a warning for those, too. */
	if (has_tree(q) && read_pages(w)) {
		open_objects(w, pdf);
		if (write_page(w))
			hand_over(w, a, ret);
	}
	over = w->text.over;
	release(w);
	free(w);
	return !over;
}
