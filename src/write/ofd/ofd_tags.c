/* SPDX-License-Identifier: MIT */
#include "write/ofd/ofd_doc.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define TAGS_NAMESPACE "urn:kanben:structure:1"

/* ---- what is known of tags that are not written ---- */

/* Tags have their first item early on: one walk over the pages finds the places of all. */
void ofd_tags_note(struct ofd_doc *d, size_t n)
{
	const struct page *page = &d->in->pages->pages[n];

	for (size_t i = 0; i < page->item_n; i++) {
		const struct page_item *it = &page->items[i];
		size_t k;

		if (it->kind != ITEM_RUN || it->tag < d->tag_next)
			continue;
		k = (size_t)(page_tag_block(d->in->pages, it->tag) - d->tag_next);
		while (d->place_n <= k) {
			d->places =
			        mem_grow(d->places, d->place_n, &d->place_cap, sizeof(*d->places));
			d->places[d->place_n++] = (struct ofd_text_place){0};
		}
		if (d->places[k].page == 0)
			d->places[k] = (struct ofd_text_place){
			        d->page_ids[n], ofd_um((int64_t)it->u.run.y - it->u.run.size)};
	}
}

static struct ofd_text_place place_of(const struct ofd_doc *d, int tag)
{
	size_t k = (size_t)(tag - d->tag_next);

	return k < d->place_n ? d->places[k] : (struct ofd_text_place){0};
}

/* What is known of the tags below `end`, of which n references are used, is forgotten. */
static void forget(struct ofd_doc *d, int end, size_t n)
{
	size_t gone = (size_t)(end - d->tag_next);

	gone = gone < d->place_n ? gone : d->place_n;
	d->place_n -= gone;
	if (d->place_n > 0)
		memmove(d->places, d->places + gone, d->place_n * sizeof(*d->places));
	d->ref_n -= n;
	if (d->ref_n > 0)
		memmove(d->refs, d->refs + n, d->ref_n * sizeof(*d->refs));
	d->tag_next = end;
}

/* ---- the outline ---- */

static void close_levels(struct ofd_outline *o, int kind)
{
	for (; o->depth > 0 && o->open[o->depth - 1] >= kind; o->depth--)
		buf_puts(&o->xml, "</ofd:OutlineElem>");
}

static void add_heading(struct ofd_doc *d, int i)
{
	const struct tag *t = page_tag(d->in->pages, i);
	struct ofd_outline *o = &d->outline;
	struct ofd_text_place place = place_of(d, i);

	if (t->kind < TAG_H1 || t->kind > TAG_H6 || t->title == NULL || place.page == 0)
		return;
	close_levels(o, (int)t->kind);
	o->open[o->depth++] = (int)t->kind;
	buf_puts(&o->xml, "<ofd:OutlineElem Title=\"");
	buf_put_xml(&o->xml, t->title, strlen(t->title));
	buf_puts(&o->xml, "\"><ofd:Actions><ofd:Action Event=\"CLICK\"><ofd:Goto>"
	                  "<ofd:Dest Type=\"XYZ\"");
	ofd_put_number(&o->xml, "PageID", place.page);
	buf_puts(&o->xml, " Left=\"0\" Top=\"");
	num_put_milli(&o->xml, place.top);
	buf_puts(&o->xml, "\" Right=\"0\" Bottom=\"0\" Zoom=\"0\"/></ofd:Goto></ofd:Action>"
	                  "</ofd:Actions>");
}

static int compare_refs(const void *a, const void *b)
{
	const struct ofd_ref *x = a, *y = b;

	if (x->tag != y->tag)
		return x->tag < y->tag ? -1 : 1;
	return x->object < y->object ? -1 : x->object > y->object;
}

static void put_tag_id(struct buf *b, int i)
{
	buf_putc(b, 't');
	num_put_int(b, i);
}

static void put_tag(struct ofd_doc *d, int i, size_t *ref)
{
	static const char *const scopes[] = {[SCOPE_NONE] = NULL,
	                                     [SCOPE_ROW] = "Row",
	                                     [SCOPE_COLUMN] = "Column",
	                                     [SCOPE_BOTH] = "Both"};
	const struct tag *t = page_tag(d->in->pages, i);
	struct buf *b = &d->structure;

	buf_puts(b, "<kb:");
	buf_puts(b, tag_kind_name(t->kind));
	buf_puts(b, " ID=\"");
	put_tag_id(b, i);
	buf_putc(b, '"');
	if (t->row_span > 1)
		ofd_put_number(b, "RowSpan", (unsigned)t->row_span);
	if (t->col_span > 1)
		ofd_put_number(b, "ColSpan", (unsigned)t->col_span);
	if (t->alt != NULL) {
		buf_puts(b, " Alt=\"");
		buf_put_xml(b, t->alt, strlen(t->alt));
		buf_putc(b, '"');
	}
	if (scopes[t->scope] != NULL)
		buf_putf(b, " Scope=\"%s\"", scopes[t->scope]);
	for (size_t k = 0; k < tag_header_count(t); k++) {
		buf_puts(b, k == 0 ? " Headers=\"" : " ");
		put_tag_id(b, tag_header(t, k));
	}
	buf_puts(b, tag_header_count(t) > 0 ? "\">" : ">");
	for (; *ref < d->ref_n && d->refs[*ref].tag == i; ++*ref) {
		buf_puts(b, "<ofd:ObjectRef");
		ofd_put_number(b, "PageRef", d->refs[*ref].page);
		buf_putc(b, '>');
		num_put_int(b, d->refs[*ref].object);
		buf_puts(b, "</ofd:ObjectRef>");
	}
}

static void end_tag(struct ofd_doc *d, int i)
{
	buf_puts(&d->structure, "</kb:");
	buf_puts(&d->structure, tag_kind_name(page_tag(d->in->pages, i)->kind));
	buf_putc(&d->structure, '>');
}

/* Pages usually have their objects in the order of the tags. */
static bool is_sorted(const struct ofd_doc *d)
{
	for (size_t i = 1; i < d->ref_n; i++)
		if (compare_refs(&d->refs[i - 1], &d->refs[i]) > 0)
			return false;
	return true;
}

/* The references of tags below `end` come first, those of a tag together; returns how many. */
static size_t sort_refs(struct ofd_doc *d, int end)
{
	size_t n = 0;

	if (!is_sorted(d))
		qsort(d->refs, d->ref_n, sizeof(*d->refs), compare_refs);
	while (n < d->ref_n && d->refs[n].tag < end)
		n++;
	return n;
}

/* Ends the elements from `open` up to the one within `parent`. */
static void end_tags(struct ofd_doc *d, int open, int parent)
{
	for (; open != parent; open = page_tag(d->in->pages, open)->parent)
		end_tag(d, open);
}

/* Only whole children of the root are written, so that nothing but the root is open in between. */
void ofd_tags_write(struct ofd_doc *d, int end)
{
	int open = d->tag_next > 0 ? 0 : -1;
	size_t used, ref = 0;

	if (end <= d->tag_next)
		return;
	used = sort_refs(d, end);
	if (d->tag_next == 0)
		buf_puts(&d->structure, OFD_DECLARATION "<kb:Structure xmlns:kb=\"" TAGS_NAMESPACE
		                                        "\" " OFD_NAMESPACE ">");
	for (int i = d->tag_next; i < end; i++) {
		end_tags(d, open, page_tag(d->in->pages, i)->parent);
		put_tag(d, i, &ref);
		add_heading(d, i);
		open = i;
	}
	end_tags(d, open, 0);
	forget(d, end, used);
}

void ofd_tags_end(struct ofd_doc *d)
{
	ofd_tags_write(d, (int)d->in->pages->tag_n);
	close_levels(&d->outline, 0);
	end_tag(d, 0);
	buf_puts(&d->structure, "</kb:Structure>\n");
	ofd_doc_put_bytes(d, "Doc_0/Tags/Structure.xml", d->structure.p, d->structure.n);
	buf_release(&d->structure);
	buf_puts(&d->b,
	         OFD_DECLARATION "<ofd:CustomTags " OFD_NAMESPACE
	                         "><ofd:CustomTag NameSpace=\"" TAGS_NAMESPACE "\"><ofd:FileLoc>"
	                         "Structure.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>\n");
	ofd_doc_put_file(d, "Doc_0/Tags/CustomTags.xml");
}

void ofd_tags_release(struct ofd_doc *d)
{
	free(d->refs);
	free(d->places);
	buf_release(&d->outline.xml);
	buf_release(&d->structure);
}
