/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_parts.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "write/pdf/pdf_put.h"

/*
 * All are kept until the end. Indices into the array of bookmarks; element 0 is the outline itself.
 */
struct bookmark {
	const char *title;
	struct pdf_spot spot; /* of its heading */
	int level;
	uint32_t parent, previous, next, first, last; /* 0: none */
	uint32_t below;                               /* bookmarks under it, at any depth */
};

struct pdf_outline {
	struct pdf_doc *doc;
	const struct page_list *pl;
	struct bookmark *marks;
	size_t n, cap;
	unsigned first_num; /* of the outline; the bookmarks' numbers follow */
};

static void append(struct pdf_outline *o, const struct bookmark *bookmark)
{
	o->marks = mem_grow(o->marks, o->n, &o->cap, sizeof(*o->marks));
	o->marks[o->n++] = *bookmark;
}

/* Adds a bookmark below the last one of a higher level. */
static void add_heading(struct pdf_outline *o, struct bookmark bookmark)
{
	int level = bookmark.level;
	uint32_t self = (uint32_t)o->n, parent = self - 1;

	while (o->marks[parent].level >= level)
		parent = o->marks[parent].parent;
	bookmark.parent = parent;
	bookmark.previous = o->marks[parent].last;
	append(o, &bookmark);
	if (bookmark.previous != 0)
		o->marks[bookmark.previous].next = self;
	else
		o->marks[parent].first = self;
	o->marks[parent].last = self;
	for (uint32_t i = parent;; i = o->marks[i].parent) {
		o->marks[i].below++;
		if (i == 0)
			break;
	}
}

static unsigned number_of(const struct pdf_outline *o, size_t i)
{
	return o->first_num + (unsigned)i;
}

static void put_link(struct buf *b, const struct pdf_outline *o, const char *key, size_t i)
{
	if (i == 0)
		return;
	buf_puts(b, key);
	pdf_put_ref(b, number_of(o, i));
}

/* target: a page or a structure element. y: from the page's lower edge. */
static void put_place(struct buf *b, const char *key, unsigned target, lu y)
{
	buf_puts(b, key);
	buf_putc(b, '[');
	pdf_put_ref(b, target);
	buf_puts(b, "/XYZ null ");
	lu_put_pt(b, y);
	buf_puts(b, " null]");
}

/* The page is for readers that know no structure destinations (ISO 32000-2, 12.6.4.2). */
void pdf_spot_put(struct pdf_doc *d, struct buf *b, const struct pdf_spot *spot, lu height)
{
	lu y = height - spot->top;

	if (!pdf_doc_profile(d)->writer->pdf_version->structure_destinations) {
		put_place(b, "/Dest", spot->page_num, y);
		return;
	}
	buf_puts(b, "/A<</S/GoTo");
	put_place(b, "/D", spot->page_num, y);
	put_place(b, "/SD", spot->element, y);
	buf_puts(b, ">>");
}

static void write_bookmark(const struct pdf_outline *o, size_t i)
{
	const struct bookmark *m = &o->marks[i];
	struct buf b = {0};

	if (i == 0) {
		buf_puts(&b, "/Type/Outlines");
	} else {
		buf_puts(&b, "/Title");
		pdf_doc_put_text(o->doc, &b, m->title);
		buf_puts(&b, "/Parent ");
		pdf_put_ref(&b, number_of(o, m->parent));
		pdf_spot_put(o->doc, &b, &m->spot, o->pl->pages[m->spot.page].height);
	}
	put_link(&b, o, "/Prev ", m->previous);
	put_link(&b, o, "/Next ", m->next);
	put_link(&b, o, "/First ", m->first);
	put_link(&b, o, "/Last ", m->last);
	if (m->below > 0)
		buf_putf(&b, "/Count %u", m->below); /* positive: shown open */
	pdf_doc_fill_take(o->doc, number_of(o, i), &b);
}

struct pdf_outline *pdf_outline_new(struct pdf_doc *d, const struct page_list *pl)
{
	struct pdf_outline *o = mem_alloc(sizeof(*o));

	*o = (struct pdf_outline){.doc = d, .pl = pl};
	append(o, &(struct bookmark){0});
	return o;
}

void pdf_outline_free(struct pdf_outline *o)
{
	if (o == NULL)
		return;
	free(o->marks);
	free(o);
}

void pdf_outline_add(struct pdf_outline *o, struct pdf_tags *tags, int first, int end)
{
	for (int i = first; i < end; i++) {
		const struct tag *tag = page_tag(o->pl, i);
		struct bookmark mark = {.title = tag->title,
		                        .level = (int)(tag->kind - TAG_H1) + 1};

		if (tag->kind < TAG_H1 || tag->kind > TAG_H6 || tag->title == NULL ||
		    !pdf_tags_find(tags, i, &mark.spot))
			continue;
		add_heading(o, mark);
	}
}

unsigned pdf_outline_write(struct pdf_outline *o)
{
	if (o->n == 1)
		return 0;
	o->first_num = pdf_doc_reserve(o->doc);
	for (size_t i = 1; i < o->n; i++)
		(void)pdf_doc_reserve(o->doc);
	for (size_t i = 0; i < o->n; i++)
		write_bookmark(o, i);
	return o->first_num;
}

/* The value of a label that is a plain number without leading zeros, or 0. */
static long plain_number(const char *s)
{
	long v = 0;

	if (s == NULL || *s == '0')
		return 0;
	for (; *s != '\0'; s++) {
		if (*s < '0' || *s > '9' || v > 1000000)
			return 0;
		v = v * 10 + (*s - '0');
	}
	return v;
}

void pdf_nav_put_labels(struct pdf_doc *d, struct buf *b, const struct page_list *pl)
{
	long expected =
	        0; /* the number that the open range implies for the next page; 0: no open range */

	buf_puts(b, "<</Nums[");
	for (size_t i = 0; i < pl->page_n; i++) {
		const char *label = pl->pages[i].label;
		long v = plain_number(label);

		if (v == 0 || v != expected) {
			buf_putf(b, "%zu<<", i);
			if (v > 0) {
				buf_putf(b, "/S/D/St %ld", v);
			} else if (label != NULL) {
				buf_puts(b, "/P");
				pdf_doc_put_text(d, b, label);
			}
			buf_puts(b, ">>");
		}
		expected = v > 0 ? v + 1 : 0;
	}
	buf_puts(b, "]>>");
}
