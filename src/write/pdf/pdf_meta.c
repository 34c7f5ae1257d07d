/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_meta.h"

#include <stdbool.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "write/pdf/pdf_attach.h"
#include "write/pdf/pdf_nav.h"
#include "write/pdf/pdf_put.h"

static const char producer[] = "kanben " KANBEN_VERSION;

static bool has_text(const char *s)
{
	return s != NULL && *s != '\0';
}

static void put_info_text(struct pdf_doc *d, struct buf *b, const char *key, const char *s)
{
	if (!has_text(s))
		return;
	buf_puts(b, key);
	pdf_doc_put_text(d, b, s);
}

void pdf_meta_put_date(struct buf *b, const char *key, const struct page_date *d)
{
	struct buf date = {0};

	buf_putf(&date, "D:%04d%02d%02d000000+08'00'", d->year, d->month, d->day);
	buf_puts(b, key);
	pdf_put_ascii(b, date.p);
	buf_release(&date);
}

unsigned pdf_meta_write_info(struct pdf_doc *d, const struct page_meta *meta)
{
	struct buf b = {0};

	put_info_text(d, &b, "/Title", meta->title);
	put_info_text(d, &b, "/Author", meta->author);
	put_info_text(d, &b, "/Subject", meta->subject);
	put_info_text(d, &b, "/Keywords", meta->keywords);
	put_info_text(d, &b, "/Creator", producer);
	put_info_text(d, &b, "/Producer", producer);
	pdf_meta_put_date(&b, "/CreationDate", &meta->date);
	pdf_meta_put_date(&b, "/ModDate", &meta->revised);
	return pdf_doc_add_take(d, &b);
}

static void put_xml(struct buf *b, const char *s)
{
	const char *end = s + strlen(s);

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (cp == '&')
			buf_puts(b, "&amp;");
		else if (cp == '<')
			buf_puts(b, "&lt;");
		else if (cp == '>')
			buf_puts(b, "&gt;");
		else
			buf_put_utf8(b, pdf_text_char(cp));
	}
}

/* One property; `container` is Alt, Seq or Bag, or NULL for a plain value. */
static void put_property(struct buf *b, const char *name, const char *container, const char *value)
{
	if (!has_text(value))
		return;
	buf_putf(b, "<%s>", name);
	if (container != NULL) {
		bool alternatives = strcmp(container, "Alt") == 0;

		buf_putf(b, "<rdf:%s><rdf:li%s>", container,
		         alternatives ? " xml:lang=\"x-default\"" : "");
	}
	put_xml(b, value);
	if (container != NULL)
		buf_putf(b, "</rdf:li></rdf:%s>", container);
	buf_putf(b, "</%s>\n", name);
}

static void begin_description(struct buf *b, const char *prefix, const char *uri)
{
	buf_putf(b, "<rdf:Description rdf:about=\"\" xmlns:%s=\"%s\">\n", prefix, uri);
}

static void end_description(struct buf *b)
{
	buf_puts(b, "</rdf:Description>\n");
}

static void put_dublin_core(struct buf *b, const struct page_meta *meta)
{
	begin_description(b, "dc", "http://purl.org/dc/elements/1.1/");
	put_property(b, "dc:format", NULL, "application/pdf");
	put_property(b, "dc:title", "Alt", meta->title);
	put_property(b, "dc:creator", "Seq", meta->author);
	put_property(b, "dc:description", "Alt", meta->subject);
	put_property(b, "dc:language", "Bag", meta->language);
	end_description(b);
}

static void put_dates(struct buf *b, const struct page_meta *meta)
{
	const struct {
		const char *name;
		const struct page_date *date;
	} dates[] = {{"xmp:CreateDate", &meta->date},
	             {"xmp:ModifyDate", &meta->revised},
	             {"xmp:MetadataDate", &meta->revised}};

	begin_description(b, "xmp", "http://ns.adobe.com/xap/1.0/");
	put_property(b, "xmp:CreatorTool", NULL, producer);
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		buf_putf(b, "<%s>%04d-%02d-%02dT00:00:00+08:00</%s>\n", dates[i].name,
		         dates[i].date->year, dates[i].date->month, dates[i].date->day,
		         dates[i].name);
	end_description(b);
}

/* PDF/A knows no schema of PDF/UA's, so the file explains it (ISO 19005-2, 6.6.2.3). */
static const char pdfua_schema[] =
        "<rdf:Description rdf:about=\"\""
        " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
        " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
        " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
        "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
        "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
        "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
        "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
        "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
        "<pdfaProperty:name>part</pdfaProperty:name>\n"
        "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
        "<pdfaProperty:category>internal</pdfaProperty:category>\n"
        "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\n"
        "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
        "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
        "</rdf:Description>\n";

static void put_claims(struct buf *b, const struct pdf_profile *profile)
{
	if (profile->pdfa_part != 0) {
		begin_description(b, "pdfaid", "http://www.aiim.org/pdfa/ns/id/");
		buf_putf(b, "<pdfaid:part>%d</pdfaid:part>\n", profile->pdfa_part);
		buf_putf(b, "<pdfaid:conformance>%c</pdfaid:conformance>\n",
		         profile->pdfa_conformance);
		end_description(b);
	}
	if (profile->pdfua_part != 0) {
		begin_description(b, "pdfuaid", "http://www.aiim.org/pdfua/ns/id/");
		buf_putf(b, "<pdfuaid:part>%d</pdfuaid:part>\n", profile->pdfua_part);
		end_description(b);
	}
	if (profile->pdfa_part != 0 && profile->pdfua_part != 0)
		buf_puts(b, pdfua_schema);
}

unsigned pdf_meta_write_xmp(struct pdf_doc *d, const struct page_meta *meta)
{
	struct buf b = {0}, entries = {0};
	unsigned num;

	buf_puts(&b, "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	             "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
	             "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
	put_dublin_core(&b, meta);
	put_dates(&b, meta);
	begin_description(&b, "pdf", "http://ns.adobe.com/pdf/1.3/");
	put_property(&b, "pdf:Keywords", NULL, meta->keywords);
	put_property(&b, "pdf:Producer", NULL, producer);
	end_description(&b);
	put_claims(&b, pdf_doc_profile(d));
	buf_puts(&b, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
	buf_puts(&entries, "/Type/Metadata/Subtype/XML");
	/* Unfiltered, to be found by programs that know nothing of PDF. */
	num = pdf_doc_add_stream(d, PDF_PLAIN, &entries, b.p, b.n);
	buf_release(&b);
	return num;
}

static void put_output_intent(struct pdf_doc *d, struct buf *b, const struct pdf_intent *intent)
{
	struct buf entries = {0};
	unsigned icc;

	buf_putf(&entries, "/N %d", intent->components);
	icc = pdf_doc_add_stream(d, PDF_DEFLATE, &entries, intent->icc, intent->icc_n);
	buf_puts(b, "/OutputIntents[<</Type/OutputIntent/S");
	pdf_put_name(b, intent->subtype);
	buf_puts(b, "/OutputConditionIdentifier");
	pdf_put_ascii(b, intent->condition);
	buf_puts(b, "/Info");
	pdf_put_ascii(b, intent->condition);
	buf_puts(b, "/DestOutputProfile ");
	pdf_put_ref(b, icc);
	buf_puts(b, ">>]");
}

/* ISO 14289-1 asks for a title (7.1) and a language (7.2). */
static void check_meta(struct pdf_doc *d, const struct page_meta *meta)
{
	if (!has_text(meta->title))
		pdf_doc_fail(d, RC_BUG, _("the document has no title"));
	if (!has_text(meta->language))
		pdf_doc_fail(d, RC_BUG, _("the document names no language"));
}

unsigned pdf_meta_write_catalog(struct pdf_doc *d, const struct page_list *pl,
                                const struct pdf_catalog *catalog)
{
	struct buf b = {0};

	check_meta(d, &pl->meta);
	buf_puts(&b, "/Type/Catalog/Pages ");
	pdf_put_ref(&b, catalog->pages);
	if (has_text(pl->meta.language)) {
		buf_puts(&b, "/Lang");
		pdf_put_ascii(&b, pl->meta.language);
	}
	buf_puts(&b, "/MarkInfo<</Marked true>>/StructTreeRoot ");
	pdf_put_ref(&b, catalog->structure);
	buf_puts(&b, "/ViewerPreferences<</DisplayDocTitle true>>/PageLabels");
	pdf_nav_put_labels(d, &b, pl);
	if (catalog->outline != 0) {
		buf_puts(&b, "/PageMode/UseOutlines/Outlines ");
		pdf_put_ref(&b, catalog->outline);
	}
	buf_puts(&b, "/Metadata ");
	pdf_put_ref(&b, pdf_meta_write_xmp(d, &pl->meta));
	put_output_intent(d, &b, &pdf_doc_profile(d)->intent);
	pdf_attach_put(d, &b, pl);
	return pdf_doc_add_take(d, &b);
}
