/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_parts.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "write/pdf/pdf_put.h"

struct schema {
	const char *title, *uri, *prefix, *property, *type, *description;
};

static bool has_text(const char *s)
{
	return s != NULL && *s != '\0';
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
	put_property(b, "xmp:CreatorTool", NULL, PDF_PRODUCER);
	for (size_t i = 0; i < COUNT(dates); i++)
		buf_putf(b, "<%s>%04d-%02d-%02dT00:00:00+08:00</%s>\n", dates[i].name,
		         dates[i].date->year, dates[i].date->month, dates[i].date->day,
		         dates[i].name);
	end_description(b);
}

static void put_part(struct buf *b, const char *prefix, int part, int rev)
{
	buf_putf(b, "<%s:part>%d</%s:part>\n", prefix, part, prefix);
	if (rev != 0)
		buf_putf(b, "<%s:rev>%d</%s:rev>\n", prefix, rev, prefix);
}

/*
 * WTPDF 1.0, 6.1.2 and 6.1.3. The bag has no white space, and a slash before the number sign would
 * make other URIs of these.
 */
static void put_declarations(struct buf *b, const char *wtpdf)
{
	static const char *const levels[] = {"accessibility", "reuse"};

	begin_description(b, "pdfd", "http://pdfa.org/declarations/");
	buf_puts(b, "<pdfd:declarations><rdf:Bag>");
	for (size_t i = 0; i < COUNT(levels); i++)
		buf_putf(b,
		         "<rdf:li rdf:parseType=\"Resource\"><pdfd:conformsTo>"
		         "http://pdfa.org/declarations/wtpdf#%s%s</pdfd:conformsTo></rdf:li>",
		         levels[i], wtpdf);
	buf_puts(b, "</rdf:Bag></pdfd:declarations>\n");
	end_description(b);
}

static void put_claims(struct buf *b, const struct write_claims *claims)
{
	if (claims->pdfa_part != 0) {
		begin_description(b, "pdfaid", "http://www.aiim.org/pdfa/ns/id/");
		put_part(b, "pdfaid", claims->pdfa_part, claims->pdfa_rev);
		buf_putf(b, "<pdfaid:conformance>%c</pdfaid:conformance>\n",
		         claims->pdfa_conformance);
		end_description(b);
	}
	if (claims->pdfua_part != 0) {
		begin_description(b, "pdfuaid", "http://www.aiim.org/pdfua/ns/id/");
		put_part(b, "pdfuaid", claims->pdfua_part, claims->pdfua_rev);
		end_description(b);
	}
	if (claims->pdfx != NULL) {
		begin_description(b, "pdfxid", "http://www.npes.org/pdfx/ns/id/");
		put_property(b, "pdfxid:GTS_PDFXVersion", NULL, claims->pdfx);
		end_description(b);
	}
	if (claims->wtpdf != NULL)
		put_declarations(b, claims->wtpdf);
}

/* ISO 15930-7 requires a document ID: here it is a hash of the pages. */
static void put_identity(struct pdf_doc *d, struct buf *b)
{
	unsigned char id[16];

	pdf_doc_digest(d, id);
	begin_description(b, "xmpMM", "http://ns.adobe.com/xap/1.0/mm/");
	buf_puts(b, "<xmpMM:DocumentID>uuid:");
	for (int i = 0; i < 16; i++)
		buf_putf(b, "%02x%s", id[i], i == 3 || i == 5 || i == 7 || i == 9 ? "-" : "");
	buf_puts(b, "</xmpMM:DocumentID>\n");
	put_property(b, "xmpMM:VersionID", NULL, "1");
	put_property(b, "xmpMM:RenditionClass", NULL, "default");
	end_description(b);
}

static void put_schema(struct buf *b, const struct schema *s)
{
	buf_puts(b, "<rdf:li rdf:parseType=\"Resource\">\n");
	put_property(b, "pdfaSchema:schema", NULL, s->title);
	put_property(b, "pdfaSchema:namespaceURI", NULL, s->uri);
	put_property(b, "pdfaSchema:prefix", NULL, s->prefix);
	buf_puts(b, "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n");
	put_property(b, "pdfaProperty:name", NULL, s->property);
	put_property(b, "pdfaProperty:valueType", NULL, s->type);
	put_property(b, "pdfaProperty:category", NULL, "internal");
	put_property(b, "pdfaProperty:description", NULL, s->description);
	buf_puts(b, "</rdf:li></rdf:Seq></pdfaSchema:property>\n</rdf:li>\n");
}

/*
 * PDF/A requires files to describe properties that it does not define (ISO 19005-2, 6.6.2.3), until
 * PDF/A-4, which knows no such description.
 */
static void put_schemas(struct buf *b, const struct write_claims *claims)
{
	static const struct schema ua = {"PDF/UA identification schema",
	                                 "http://www.aiim.org/pdfua/ns/id/",
	                                 "pdfuaid",
	                                 "part",
	                                 "Integer",
	                                 "Part of ISO 14289"};
	static const struct schema x = {"PDF/X identification schema",
	                                "http://www.npes.org/pdfx/ns/id/",
	                                "pdfxid",
	                                "GTS_PDFXVersion",
	                                "Text",
	                                "Version of PDF/X"};
	static const struct schema trapped = {"Adobe PDF schema",
	                                      "http://ns.adobe.com/pdf/1.3/",
	                                      "pdf",
	                                      "Trapped",
	                                      "Text",
	                                      "Whether the file has been trapped"};

	if (claims->pdfa_part == 0 || claims->pdfa_part >= 4 ||
	    (claims->pdfua_part == 0 && claims->pdfx == NULL))
		return;
	buf_puts(b, "<rdf:Description rdf:about=\"\""
	            " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
	            " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
	            " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
	            "<pdfaExtension:schemas><rdf:Bag>\n");
	if (claims->pdfua_part != 0)
		put_schema(b, &ua);
	if (claims->pdfx != NULL) {
		put_schema(b, &x);
		put_schema(b, &trapped);
	}
	buf_puts(b, "</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n");
}

unsigned pdf_xmp_write(struct pdf_doc *d, const struct page_meta *meta, const struct buf *info)
{
	const struct write_claims *claims = &pdf_doc_profile(d)->writer->claims;
	struct buf b = {0}, entries = {0};

	buf_puts(&b, "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	             "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
	             "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
	put_dublin_core(&b, meta);
	put_dates(&b, meta);
	begin_description(&b, "pdf", "http://ns.adobe.com/pdf/1.3/");
	put_property(&b, "pdf:Keywords", NULL, meta->keywords);
	put_property(&b, "pdf:Producer", NULL, PDF_PRODUCER);
	put_property(&b, "pdf:Trapped", NULL, claims->pdfx != NULL ? "False" : NULL);
	end_description(&b);
	if (claims->pdfx != NULL)
		put_identity(d, &b);
	put_claims(&b, claims);
	put_schemas(&b, claims);
	buf_puts(&b, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
	pdf_agree_check(d, info, &b);
	buf_puts(&entries, "/Type/Metadata/Subtype/XML");
	/* Not compressed, so that programs that cannot read PDF find it. */
	return pdf_doc_add_stream_take(d, PDF_PLAIN, &entries, &b);
}
