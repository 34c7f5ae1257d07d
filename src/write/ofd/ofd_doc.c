/* SPDX-License-Identifier: MIT */
/* The files beside the pages (GB/T 33190, 7.4 to 7.9, 20 and 21). */
#include "write/ofd/ofd_doc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"

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
	for (size_t i = 0; i < d->page_n; i++)
		buf_putf(&d->b, "<ofd:Page ID=\"%u\" BaseLoc=\"Pages/Page_%zu/Content.xml\"/>",
		         d->page_ids[i], i);
	buf_puts(&d->b, "</ofd:Pages>");
	if (d->outline.xml.n > 0) {
		buf_puts(&d->b, "<ofd:Outlines>");
		buf_put(&d->b, d->outline.xml.p, d->outline.xml.n);
		buf_puts(&d->b, "</ofd:Outlines>");
	}
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
	ofd_tags_end(d);
	put_attachments(d);
	put_document(d);
	put_entry(d);
}
