/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_parts.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "write/pdf/pdf_put.h"

/* Indices into the array of bookmarks; element 0 is the outline itself. */
struct bookmark {
	int tag, level;
	unsigned num;
	size_t parent, previous, next, first, last; /* 0: none */
	size_t below;                               /* bookmarks under it, at any depth */
};

struct outline {
	const struct page_list *pl;
	struct pdf_places places;
	struct bookmark *marks;
	size_t n, cap;
};

static void append(struct outline *o, const struct bookmark *bookmark)
{
	o->marks = mem_grow(o->marks, o->n, &o->cap, sizeof(*o->marks));
	o->marks[o->n++] = *bookmark;
}

/* Adds a bookmark below the last one of a higher level. */
static void add_heading(struct outline *o, int tag, int level)
{
	struct bookmark bookmark = {.tag = tag, .level = level};
	size_t self = o->n, parent = self - 1;

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
	for (size_t i = parent;; i = o->marks[i].parent) {
		o->marks[i].below++;
		if (i == 0)
			break;
	}
}

static void put_link(struct buf *b, const struct outline *o, const char *key, size_t i)
{
	if (i == 0)
		return;
	buf_puts(b, key);
	pdf_put_ref(b, o->marks[i].num);
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
void pdf_places_put(struct pdf_doc *d, struct buf *b, const struct pdf_places *places, int tag)
{
	size_t page = 0;
	lu top = 0, y;
	int element = tag;

	pdf_tags_place(places->tags, tag, &page, &top);
	y = places->pl->pages[page].height - top;
	if (!pdf_doc_profile(d)->writer->pdf_version->structure_destinations) {
		put_place(b, "/Dest", places->page_nums[page], y);
		return;
	}
	/* To a mark or a number, not to the link that leads back. */
	if (places->pl->tags[tag].kind == TAG_LINK)
		element = places->pl->tags[tag].parent;
	buf_puts(b, "/A<</S/GoTo");
	put_place(b, "/D", places->page_nums[page], y);
	put_place(b, "/SD", pdf_tags_object(places->tags, element), y);
	buf_puts(b, ">>");
}

static void write_bookmark(struct pdf_doc *d, const struct outline *o, size_t i)
{
	const struct bookmark *m = &o->marks[i];
	struct buf b = {0};

	if (i == 0) {
		buf_puts(&b, "/Type/Outlines");
	} else {
		buf_puts(&b, "/Title");
		pdf_doc_put_text(d, &b, o->pl->tags[m->tag].title);
		buf_puts(&b, "/Parent ");
		pdf_put_ref(&b, o->marks[m->parent].num);
		pdf_places_put(d, &b, &o->places, m->tag);
	}
	put_link(&b, o, "/Prev ", m->previous);
	put_link(&b, o, "/Next ", m->next);
	put_link(&b, o, "/First ", m->first);
	put_link(&b, o, "/Last ", m->last);
	if (m->below > 0)
		buf_putf(&b, "/Count %zu", m->below); /* positive: shown open */
	pdf_doc_fill_take(d, m->num, &b);
}

static void collect_headings(struct outline *o)
{
	for (size_t i = 0; i < o->pl->tag_n; i++) {
		const struct tag *tag = &o->pl->tags[i];
		size_t page;
		lu top;

		if (tag->kind >= TAG_H1 && tag->kind <= TAG_H6 && tag->title != NULL &&
		    pdf_tags_place(o->places.tags, (int)i, &page, &top))
			add_heading(o, (int)i, (int)(tag->kind - TAG_H1) + 1);
	}
}

unsigned pdf_nav_write_outline(struct pdf_doc *d, const struct pdf_places *places)
{
	struct outline o = {.pl = places->pl, .places = *places};
	unsigned num = 0;

	append(&o, &(struct bookmark){.tag = -1});
	collect_headings(&o);
	if (o.n > 1) {
		for (size_t i = 0; i < o.n; i++)
			o.marks[i].num = pdf_doc_reserve(d);
		for (size_t i = 0; i < o.n; i++)
			write_bookmark(d, &o, i);
		num = o.marks[0].num;
	}
	free(o.marks);
	return num;
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
