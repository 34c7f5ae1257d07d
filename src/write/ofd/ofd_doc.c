/* SPDX-License-Identifier: MIT */
/* The files beside the pages (GB/T 33190, 7.4 to 7.9, 20 and 21). */
#include "write/ofd/ofd_doc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"

#define TAGS_NAMESPACE "urn:kanben:structure:1"

void ofd_doc_fail(struct ofd_doc *d, enum rc rc, const char *what)
{
	const struct diag_place place = {.rule = "OFD"};

	if (d->rc == RC_OK)
		d->rc = rc;
	diag_add(d->dl, DIAG_ERROR, &place, _("internal error, no OFD written: %s"), what);
}

void ofd_doc_put_bytes(struct ofd_doc *d, const char *name, const void *p, size_t n)
{
	ofd_check_file(d->check, name, p, n);
	ofd_zip_add(d->zip, name, p, n);
}

void ofd_doc_put_file(struct ofd_doc *d, const char *name)
{
	ofd_doc_put_bytes(d, name, d->b.p, d->b.n);
	buf_clear(&d->b);
}

static void begin(struct ofd_doc *d, const char *root)
{
	buf_putf(&d->b, OFD_DECLARATION "<ofd:%s " OFD_NAMESPACE, root);
}

static void put_element(struct ofd_doc *d, const char *name, const char *s)
{
	if (s == NULL || *s == '\0')
		return;
	buf_putf(&d->b, "<ofd:%s>", name);
	buf_put_xml(&d->b, s, strlen(s));
	buf_putf(&d->b, "</ofd:%s>", name);
}

static void put_date(struct ofd_doc *d, const char *name, const struct page_date *day)
{
	buf_putf(&d->b, "<ofd:%s>%04d-%02d-%02d</ofd:%s>", name, day->year, day->month, day->day,
	         name);
}

/* The keywords are one text with commas. */
static void put_keywords(struct ofd_doc *d, const char *s)
{
	if (s == NULL || *s == '\0')
		return;
	buf_puts(&d->b, "<ofd:Keywords>");
	while (*s != '\0') {
		size_t n = strcspn(s, ",");

		buf_puts(&d->b, "<ofd:Keyword>");
		buf_put_xml(&d->b, s, n);
		buf_puts(&d->b, "</ofd:Keyword>");
		s += n;
		s += strspn(s, ", ");
	}
	buf_puts(&d->b, "</ofd:Keywords>");
}

/* In the order of the standard's table 3, by which its schema has them. */
static void put_entry(struct ofd_doc *d)
{
	const struct page_meta *m = &d->in->pages->meta;
	char id[33];

	ofd_zip_hash(d->zip, id);
	begin(d, "OFD");
	buf_putf(&d->b, " Version=\"1.0\" DocType=\"%s\"><ofd:DocBody><ofd:DocInfo>",
	         d->in->writer->claims.ofd);
	put_element(d, "DocID", id);
	put_element(d, "Title", m->title);
	put_element(d, "Author", m->author);
	put_element(d, "Subject", m->subject);
	put_date(d, "CreationDate", &m->date);
	put_date(d, "ModDate", &m->revised);
	put_keywords(d, m->keywords);
	put_element(d, "Creator", "kanben");
	put_element(d, "CreatorVersion", KANBEN_VERSION);
	buf_puts(&d->b, "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
	                "</ofd:DocBody></ofd:OFD>\n");
	ofd_doc_put_file(d, "OFD.xml");
}

/* ---- the outline ---- */

/* Where a heading begins; page 0: nowhere. */
struct heading_place {
	unsigned page;
	int64_t top;
};

/* By tag. Tags have their first item early on: one walk finds them all. */
static struct heading_place *find_places(const struct ofd_doc *d)
{
	const struct page_list *pl = d->in->pages;
	struct heading_place *places = mem_alloc(mem_size_mul(pl->tag_n, sizeof(*places)));

	for (size_t p = 0; p < pl->page_n; p++)
		for (size_t i = 0; i < pl->pages[p].item_n; i++) {
			const struct page_item *it = &pl->pages[p].items[i];
			struct heading_place *h =
			        it->tag >= 0 ? &places[page_tag_block(pl, it->tag)] : NULL;

			if (h != NULL && h->page == 0 && it->kind == ITEM_RUN)
				*h = (struct heading_place){
				        (unsigned)p + 1,
				        ofd_um((int64_t)it->u.run.y - it->u.run.size)};
		}
	return places;
}

static void put_outline(struct ofd_doc *d)
{
	const struct page_list *pl = d->in->pages;
	struct heading_place *places = find_places(d);
	int open[8], depth = 0;
	bool any = false;

	for (size_t i = 0; i < pl->tag_n; i++) {
		const struct tag *t = &pl->tags[i];

		if (t->kind < TAG_H1 || t->kind > TAG_H6 || t->title == NULL || places[i].page == 0)
			continue;
		buf_puts(&d->b, any ? "" : "<ofd:Outlines>");
		any = true;
		for (; depth > 0 && open[depth - 1] >= (int)t->kind; depth--)
			buf_puts(&d->b, "</ofd:OutlineElem>");
		open[depth++] = (int)t->kind;
		buf_puts(&d->b, "<ofd:OutlineElem Title=\"");
		buf_put_xml(&d->b, t->title, strlen(t->title));
		buf_putf(&d->b,
		         "\"><ofd:Actions><ofd:Action Event=\"CLICK\"><ofd:Goto><ofd:Dest "
		         "Type=\"XYZ\" PageID=\"%u\" Left=\"0\" Top=\"",
		         places[i].page);
		num_put_milli(&d->b, places[i].top);
		buf_puts(&d->b, "\" Right=\"0\" Bottom=\"0\" Zoom=\"0\"/></ofd:Goto></ofd:Action>"
		                "</ofd:Actions>");
	}
	for (; depth > 0; depth--)
		buf_puts(&d->b, "</ofd:OutlineElem>");
	buf_puts(&d->b, any ? "</ofd:Outlines>" : "");
	free(places);
}

static void put_document(struct ofd_doc *d)
{
	const struct page_list *pl = d->in->pages;
	const int64_t area[4] = {0, 0, ofd_um(pl->pages[0].width), ofd_um(pl->pages[0].height)};

	begin(d, "Document");
	buf_putf(
	        &d->b,
	        "><ofd:CommonData><ofd:MaxUnitID>%u</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>",
	        d->last_id);
	ofd_put_lengths(&d->b, area, 4);
	buf_puts(&d->b, "</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml"
	                "</ofd:PublicRes>");
	if (d->image_n > 0)
		buf_puts(&d->b, "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>");
	buf_puts(&d->b, "</ofd:CommonData><ofd:Pages>");
	for (size_t i = 0; i < pl->page_n; i++)
		buf_putf(&d->b, "<ofd:Page ID=\"%zu\" BaseLoc=\"Pages/Page_%zu/Content.xml\"/>",
		         i + 1, i);
	buf_puts(&d->b, "</ofd:Pages>");
	put_outline(d);
	buf_puts(&d->b, "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>");
	if (d->in->attachment_n > 0)
		buf_puts(&d->b, "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>");
	buf_puts(&d->b, "</ofd:Document>\n");
	ofd_doc_put_file(d, "Doc_0/Document.xml");
}

static void put_resource(struct ofd_doc *d, const char *name, unsigned id)
{
	buf_putf(&d->b,
	         "<ofd:Font ID=\"%u\" FontName=\"%s\" FamilyName=\"%s\"><ofd:FontFile>font_%u.ttf"
	         "</ofd:FontFile></ofd:Font>",
	         id, name, name, id);
}

static void put_resources(struct ofd_doc *d)
{
	begin(d, "Res");
	buf_puts(&d->b, " BaseLoc=\"Res\"><ofd:Fonts>");
	for (size_t i = 0; i < d->font_n; i++)
		put_resource(d, font_describe(d->fonts[i].face)->ps_name, d->fonts[i].id);
	if (d->blank_id != 0)
		put_resource(d, "Blank", d->blank_id);
	buf_puts(&d->b, "</ofd:Fonts></ofd:Res>\n");
	ofd_doc_put_file(d, "Doc_0/PublicRes.xml");
}

/* ---- tags (GB/T 33190, 16) ---- */

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
	num_put_milli(b, (int64_t)i * 1000);
}

static void put_tag(struct ofd_doc *d, int i, size_t *ref)
{
	static const char *const scopes[] = {[SCOPE_NONE] = NULL,
	                                     [SCOPE_ROW] = "Row",
	                                     [SCOPE_COLUMN] = "Column",
	                                     [SCOPE_BOTH] = "Both"};
	const struct tag *t = &d->in->pages->tags[i];
	struct buf *b = &d->b;

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
		num_put_milli(b, (int64_t)d->refs[*ref].object * 1000);
		buf_puts(b, "</ofd:ObjectRef>");
	}
}

static void end_tag(struct ofd_doc *d, int i)
{
	buf_puts(&d->b, "</kb:");
	buf_puts(&d->b, tag_kind_name(d->in->pages->tags[i].kind));
	buf_putc(&d->b, '>');
}

static void put_tags(struct ofd_doc *d)
{
	const struct page_list *pl = d->in->pages;
	size_t ref = 0;
	int open = -1;

	if (d->ref_n > 0)
		qsort(d->refs, d->ref_n, sizeof(*d->refs), compare_refs);
	buf_puts(&d->b, OFD_DECLARATION "<kb:Structure xmlns:kb=\"" TAGS_NAMESPACE
	                                "\" " OFD_NAMESPACE ">");
	for (size_t i = 0; i < pl->tag_n; i++) {
		for (; open != pl->tags[i].parent; open = pl->tags[open].parent)
			end_tag(d, open);
		put_tag(d, (int)i, &ref);
		open = (int)i;
	}
	for (; open >= 0; open = pl->tags[open].parent)
		end_tag(d, open);
	buf_puts(&d->b, "</kb:Structure>\n");
	ofd_doc_put_file(d, "Doc_0/Tags/Structure.xml");
	begin(d, "CustomTags");
	buf_puts(&d->b, "><ofd:CustomTag NameSpace=\"" TAGS_NAMESPACE "\"><ofd:FileLoc>"
	                "Structure.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>\n");
	ofd_doc_put_file(d, "Doc_0/Tags/CustomTags.xml");
}

/* Format TXT: what an archive takes is text or XML (GB/T 42133, 6.15), and JSON is text. */
static void put_attachments(struct ofd_doc *d)
{
	const struct page_date *day = &d->in->pages->meta.revised;

	if (d->in->attachment_n == 0)
		return;
	begin(d, "Attachments");
	buf_putc(&d->b, '>');
	for (size_t i = 0; i < d->in->attachment_n; i++) {
		const struct write_attachment *f = &d->in->attachments[i];

		if (ofd_image_is(f))
			continue;
		buf_putf(&d->b,
		         "<ofd:Attachment ID=\"A%zu\" Name=\"%s\" Format=\"TXT\" "
		         "CreationDate=\"%04d-%02d-%02dT00:00:00\" Size=\"",
		         i + 1, f->name, day->year, day->month, day->day);
		num_put_milli(&d->b, (int64_t)(f->n * 1000 / 1024)); /* in KB */
		buf_putf(&d->b, "\"><ofd:FileLoc>%s</ofd:FileLoc></ofd:Attachment>", f->name);
	}
	buf_puts(&d->b, "</ofd:Attachments>\n");
	ofd_doc_put_file(d, "Doc_0/Attachs/Attachments.xml");
	for (size_t i = 0; i < d->in->attachment_n; i++) {
		char name[256];

		if (ofd_image_is(&d->in->attachments[i]))
			continue;
		snprintf(name, sizeof(name), "Doc_0/Attachs/%s", d->in->attachments[i].name);
		ofd_doc_put_bytes(d, name, d->in->attachments[i].data, d->in->attachments[i].n);
	}
}

void ofd_doc_put_parts(struct ofd_doc *d)
{
	put_resources(d);
	put_tags(d);
	put_attachments(d);
	put_document(d);
	put_entry(d);
}
