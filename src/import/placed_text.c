/* SPDX-License-Identifier: MIT */
/*
 * placed_text.c: characters with places → lines → paragraphs. A line goes on with the paragraph if
 * it begins at the margin and the line before has reached the other one; headings of several lines
 * are those of larger characters, one close below the other.
 */
#include "import/placed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "import/draft.h"
#include "import/norm.h"
#include "report/numbering.h"

/* In ems: characters of one line; drawn twice to look bold; a blank; a line that ends early. */
#define SAME_LINE 0.5f
#define SAME_SPOT 0.2f
#define BLANK 0.35f
#define SHORT_BY 1.6
#define INDENT 0.7

struct doc_place placed_place(const struct doc *d, const struct placed_page *p)
{
	return (struct doc_place){.pointer = arena_printf(d->arena, "/page/%zu", p->number)};
}

static int compare_heights(const void *a, const void *b)
{
	const struct placed_char *x = a, *y = b;

	return x->y < y->y ? -1 : x->y > y->y;
}

static int compare_places(const void *a, const void *b)
{
	const struct placed_char *x = a, *y = b;

	return x->x < y->x ? -1 : x->x > y->x;
}

size_t placed_line_end(const struct placed_char *chars, size_t n, size_t first)
{
	size_t end = first + 1;

	/* After sorting each line has one height. */
	while (end < n && chars[end].y == chars[first].y)
		end++;
	return end;
}

static bool is_repeated(const struct placed_char *a, const struct placed_char *b)
{
	return a->cp == b->cp && fabsf(a->x - b->x) < SAME_SPOT * a->size;
}

/* Characters are mostly drawn from top to bottom and from left to right. */
static void sort(struct placed_char *chars, size_t n, int (*compare)(const void *, const void *))
{
	for (size_t i = 1; i < n; i++)
		if (compare(&chars[i - 1], &chars[i]) > 0) {
			qsort(chars, n, sizeof(*chars), compare);
			return;
		}
}

void placed_sort_heights(struct placed_char *chars, size_t n)
{
	sort(chars, n, compare_heights);
}

size_t placed_sort(struct placed_char *chars, size_t n)
{
	size_t kept = 0;

	placed_sort_heights(chars, n);
	for (size_t first = 0, end; first < n; first = end) {
		size_t start = kept;
		float y = chars[first].y;

		for (end = first + 1;
		     end < n && chars[end].y - chars[end - 1].y < SAME_LINE * chars[end].size &&
		     chars[end].y - y < chars[end].size;)
			end++;
		sort(chars + first, end - first, compare_places);
		for (size_t i = first; i < end; i++) {
			if (kept > start && is_repeated(&chars[kept - 1], &chars[i]))
				continue;
			chars[kept] = chars[i];
			chars[kept++].y = y;
		}
	}
	return kept;
}

size_t placed_put_line(struct buf *b, const struct placed_char *chars, size_t first, size_t end)
{
	size_t blanks = 0;

	for (size_t i = first; i < end; i++) {
		float gap = i > first ? chars[i].x - chars[i - 1].end : 0;

		if (gap > BLANK * chars[i].size && chars[i].cp != ' ' && chars[i - 1].cp != ' ')
			for (int k = 0; k < 40 && gap > 0; k++, gap -= chars[i].size / 2, blanks++)
				buf_putc(b, ' ');
		buf_put_utf8(b, chars[i].cp);
	}
	return blanks;
}

static bool is_letter(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
}

static bool is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

/* The last character of a text; 0: it is empty. */
static uint32_t last_of(const struct buf *b)
{
	const char *s = b->p + b->n, *end = s;

	if (b->n == 0)
		return 0;
	for (s--; s > b->p && ((unsigned char)*s & 0xC0) == 0x80;)
		s--;
	return utf8_next(&s, end);
}

void placed_put_join(struct buf *b, const struct placed_char *next, const char *between)
{
	uint32_t last = last_of(b);

	if (last < 0x2E80 && next->cp < 0x2E80 &&
	    (*between == '\n' || (is_letter(last) && (is_letter(next->cp) || is_digit(next->cp)))))
		buf_puts(b, between);
}

/* ---- lines ---- */

struct placed_line {
	const struct placed_char *chars; /* [first, end), which have a line's height */
	size_t first, end;
	double x0, x1, y, size;
};

/* What is usual on a page: the size of most characters, where lines of it begin and end. */
struct usual {
	double size, left, right;
};

static double usual_size(const struct placed_page *p)
{
	enum { STEPS = 400 }; /* of 0.1 mm */
	size_t counts[STEPS] = {0}, best = 0;

	for (size_t i = 0; i < p->char_n; i++) {
		double size = (double)p->chars[i].size * 10;

		if (!p->chars[i].taken && size < STEPS)
			counts[(size_t)size]++;
	}
	for (size_t i = 1; i < STEPS; i++)
		if (counts[i] > counts[best])
			best = i;
	return (double)best / 10;
}

static struct placed_line line_at(const struct placed_page *p, size_t n, size_t first)
{
	struct placed_line l = {p->chars, first, placed_line_end(p->chars, n, first), 0, 0, 0, 0};

	l.x0 = (double)p->chars[first].x;
	l.x1 = (double)p->chars[l.end - 1].end;
	l.y = (double)p->chars[first].y;
	for (size_t i = first; i < l.end; i++)
		l.size = fmax(l.size, (double)p->chars[i].size);
	return l;
}

/* A page of headings and tables says little about its left margin: then it is that of others. */
static struct usual measure(struct placed_flow *fl, const struct placed_page *p, size_t n)
{
	enum { SURE = 3 /* lines */ };
	struct usual u = {usual_size(p), p->width, 0};
	int at_left = 0;

	for (size_t i = 0; i < n;) {
		struct placed_line l = line_at(p, n, i);

		i = l.end;
		if (fabs(l.size - u.size) > 0.1 * u.size)
			continue;
		u.left = fmin(u.left, l.x0);
		u.right = fmax(u.right, l.x1);
	}
	for (size_t i = 0; i < n;) {
		struct placed_line l = line_at(p, n, i);

		i = l.end;
		at_left += l.x0 < u.left + 0.3 * l.size;
	}
	if (at_left < SURE && fl->margin > 0 && fl->margin < u.left)
		u.left = fl->margin;
	else if (at_left >= SURE || fl->margin == 0)
		fl->margin = u.left;
	return u;
}

/* ---- paragraphs ---- */

static void end_paragraph(struct placed_flow *fl)
{
	struct doc_block *b =
	        fl->text.n > 0 ? doc_add_text(fl->doc, fl->text.p, fl->text.n, fl->place) : NULL;

	if (b != NULL) {
		b->right = fl->aside;
		b->page_top = fl->page_top;
	}
	buf_clear(&fl->text);
}

/* Figures and dashes, and nothing else. */
static bool is_numbering(const char *s)
{
	const char *end = s + strlen(s);
	bool digits = false;

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (is_digit(cp))
			digits = true;
		else if (cp != ' ' && cp != '-' && cp != 0xB7 && (cp < 0x2010 || cp > 0x2015) &&
		         cp != 0xFF0D)
			return false;
	}
	return digits;
}

/* Whether the text is a page number: as the form has them, or figures alone at an edge. */
static bool is_page_number(const struct placed_flow *fl, const struct placed_page *p,
                           const struct placed_line *l, const char *text)
{
	struct phrase_match m;

	if (l->y > p->height * 0.1 && l->y < p->height * 0.88)
		return false;
	return phrase_match(&fl->doc->form->recognise.numbers, text, &m) || is_numbering(text);
}

static bool goes_on(const struct placed_flow *fl, const struct placed_page *p,
                    const struct placed_line *l, const struct usual *u)
{
	bool below = p->number == fl->page && l->y - fl->baseline < 2.2 * l->size;

	if (fl->text.n == 0 || fabs(l->size - fl->size) > 0.05 * l->size)
		return false;
	/* A title, whose lines are centred. */
	if (l->size > 1.15 * u->size)
		return below;
	return fl->full && l->x0 < u->left + INDENT * l->size &&
	       (below || p->number == fl->page + 1);
}

static void add_line(struct placed_flow *fl, const struct placed_page *p,
                     const struct placed_line *l, const struct usual *u)
{
	struct buf b = {0};
	bool first = fl->page != p->number;

	fl->blanks += placed_put_line(&b, l->chars, l->first, l->end);
	if (b.n == 0 || is_page_number(fl, p, l, b.p)) {
		buf_release(&b);
		return;
	}
	if (!goes_on(fl, p, l, u) || numbering_level(b.p, b.n) != 0) {
		end_paragraph(fl);
		fl->place = placed_place(fl->doc, p);
		fl->aside = l->x0 > (u->left + u->right) / 2;
		fl->page_top = first;
	} else {
		placed_put_join(&fl->text, &l->chars[l->first], " ");
	}
	buf_put(&fl->text, b.p, b.n);
	fl->size = l->size;
	fl->baseline = l->y;
	fl->page = p->number;
	fl->full = l->x1 > u->right - SHORT_BY * l->size;
	buf_release(&b);
}

/* ---- tables ---- */

/* Whether a table at the top of a page has the columns of the one at the foot of the last. */
static bool is_continued(const struct placed_table *a, const struct placed_table *b)
{
	if (a->table == NULL || a->column_n != b->column_n)
		return false;
	for (size_t i = 0; i < a->column_n; i++)
		if (fabs(a->columns[i] - b->columns[i]) > 1)
			return false;
	return true;
}

/* Cells fill a table without gaps: behind the same ones, one is in the same place. */
static bool is_same_cell(const struct doc_cell *a, const struct doc_cell *b)
{
	return a->row_span == b->row_span && a->column_span == b->column_span &&
	       strcmp(a->text, b->text) == 0;
}

/* The rows at the top of a table that another has as well: its heads, set again. */
static size_t count_repeated(const struct doc_table *of, const struct doc_table *in)
{
	size_t rows = 0;

	for (size_t i = 0; i < in->cell_n && i < of->cell_n; i++) {
		if (!is_same_cell(&in->cells[i], &of->cells[i]))
			break;
		if (i + 1 == in->cell_n || in->cells[i + 1].row != in->cells[i].row)
			rows = in->cells[i].row + 1;
	}
	/* A cell of these rows that goes on below is none of a head. */
	for (size_t i = 0; i < in->cell_n; i++)
		if (in->cells[i].row < rows && in->cells[i].row + in->cells[i].row_span > rows)
			rows = in->cells[i].row;
	return rows;
}

/* Adds the rows of a table that goes on from the page before. */
static void add_rows(struct placed_flow *fl, const struct doc_table *from)
{
	struct doc_table *to = fl->open.table;
	size_t skip = count_repeated(to, from), rows = 0;

	for (size_t i = 0; i < to->cell_n; i++)
		if (to->cells[i].row + to->cells[i].row_span > rows)
			rows = to->cells[i].row + to->cells[i].row_span;
	for (size_t i = 0; i < from->cell_n; i++) {
		struct doc_cell c = from->cells[i];

		if (c.row < skip)
			continue;
		c.row = c.row - skip + rows;
		doc_add_cell(fl->doc, to, &c, strlen(c.text));
	}
}

static void end_table(struct placed_flow *fl)
{
	if (fl->open.table != NULL)
		doc_add_table(fl->doc, fl->open.table);
	fl->open = (struct placed_table){0};
}

static void add_table(struct placed_flow *fl, const struct placed_table *t, bool at_top)
{
	if (at_top && is_continued(&fl->open, t)) {
		add_rows(fl, t->table);
		return;
	}
	end_table(fl);
	end_paragraph(fl);
	fl->open = *t;
}

/* ---- pages ---- */

static size_t leave_out_taken(struct placed_page *p)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->char_n; i++)
		if (!p->chars[i].taken)
			p->chars[kept++] = p->chars[i];
	return kept;
}

/* Text that a table which goes on may stand below: only marks of it. */
static bool is_mark(const struct placed_flow *fl, const struct placed_page *p,
                    const struct placed_line *l)
{
	struct buf b = {0};
	bool mark;

	(void)placed_put_line(&b, l->chars, l->first, l->end);
	mark = b.n == 0 || is_page_number(fl, p, l, b.p) ||
	       norm_text(fl->doc->arena, b.p, &fl->doc->form->recognise.continued).n == 0;
	buf_release(&b);
	return mark;
}

void placed_flow_page(struct placed_flow *fl, struct placed_page *p)
{
	struct placed_tables tables = {0};
	size_t n, next = 0;
	bool top = true;
	struct usual u;

	placed_sort_heights(p->chars, p->char_n);
	placed_find_tables(fl, p, &tables);
	p->char_n = leave_out_taken(p);
	n = p->char_n = placed_sort(p->chars, p->char_n);
	u = measure(fl, p, n);
	for (size_t i = 0; i < n;) {
		struct placed_line l = line_at(p, n, i);

		i = l.end;
		for (; next < tables.n && tables.list[next].box[1] < l.y; next++, top = false)
			add_table(fl, &tables.list[next], top);
		if (is_mark(fl, p, &l))
			continue;
		end_table(fl);
		add_line(fl, p, &l, &u);
		top = false;
	}
	for (; next < tables.n; next++, top = false)
		add_table(fl, &tables.list[next], top);
}

void placed_flow_end(struct placed_flow *fl)
{
	end_table(fl);
	end_paragraph(fl);
	buf_release(&fl->text);
}
