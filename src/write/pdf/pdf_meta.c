/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_parts.h"

#include <stdbool.h>
#include <string.h>

#include "write/pdf/pdf_put.h"

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

void pdf_meta_put_info(struct pdf_doc *d, struct buf *b, const struct page_meta *meta)
{
	put_info_text(d, b, "/Title", meta->title);
	put_info_text(d, b, "/Author", meta->author);
	put_info_text(d, b, "/Subject", meta->subject);
	put_info_text(d, b, "/Keywords", meta->keywords);
	put_info_text(d, b, "/Creator", PDF_PRODUCER);
	put_info_text(d, b, "/Producer", PDF_PRODUCER);
	pdf_meta_put_date(b, "/CreationDate", &meta->date);
	pdf_meta_put_date(b, "/ModDate", &meta->revised);
	if (pdf_doc_profile(d)->writer->claims.pdfx != NULL) {
		buf_puts(b, "/Trapped/False/GTS_PDFXVersion");
		pdf_put_ascii(b, pdf_doc_profile(d)->writer->claims.pdfx);
	}
}

static void put_intent(struct pdf_doc *d, struct buf *b, const char *subtype, unsigned icc)
{
	const struct pdf_intent *intent = &pdf_doc_profile(d)->intent;

	buf_puts(b, "<</Type/OutputIntent/S");
	pdf_put_name(b, subtype);
	buf_puts(b, "/OutputConditionIdentifier");
	pdf_doc_put_text(d, b, intent->condition);
	if (intent->registry != NULL) {
		buf_puts(b, "/RegistryName");
		pdf_put_ascii(b, intent->registry);
	}
	buf_puts(b, "/Info");
	pdf_doc_put_text(d, b, intent->info);
	buf_puts(b, "/DestOutputProfile ");
	pdf_put_ref(b, icc);
	buf_puts(b, ">>");
}

/*
 * Each standard requires its own output intent, all with the same ICC profile (ISO 19005-2, 6.2.3).
 */
static void put_output_intents(struct pdf_doc *d, struct buf *b)
{
	const struct pdf_profile *profile = pdf_doc_profile(d);
	const struct write_claims *claims = &profile->writer->claims;
	struct buf entries = {0};
	unsigned icc;

	if (profile->intent.icc_n == 0)
		return;
	buf_putf(&entries, "/N %d", profile->intent.components);
	icc = pdf_doc_add_stream(d, PDF_DEFLATE, &entries, profile->intent.icc,
	                         profile->intent.icc_n);
	buf_puts(b, "/OutputIntents[");
	if (claims->pdfx != NULL)
		put_intent(d, b, "GTS_PDFX", icc);
	if (claims->pdfa_part != 0)
		put_intent(d, b, "GTS_PDFA1", icc);
	buf_putc(b, ']');
}

unsigned pdf_meta_write_catalog(struct pdf_doc *d, const struct write_input *in,
                                const struct pdf_catalog *catalog)
{
	const struct page_list *pl = in->pages;
	struct buf b = {0};

	buf_puts(&b, "/Type/Catalog/Pages ");
	pdf_put_ref(&b, catalog->pages);
	buf_puts(&b, "/Lang");
	pdf_put_ascii(&b, pl->meta.language);
	buf_puts(&b, "/MarkInfo<</Marked true>>/StructTreeRoot ");
	pdf_put_ref(&b, catalog->structure);
	buf_puts(&b, "/ViewerPreferences<</DisplayDocTitle true>>/PageLabels");
	pdf_nav_put_labels(d, &b, pl);
	if (catalog->outline != 0) {
		buf_puts(&b, "/PageMode/UseOutlines/Outlines ");
		pdf_put_ref(&b, catalog->outline);
	}
	buf_puts(&b, "/Metadata ");
	pdf_put_ref(&b, pdf_xmp_write(d, &pl->meta, catalog->info));
	put_output_intents(d, &b);
	pdf_attach_put(d, &b, in);
	return pdf_doc_add_take(d, &b);
}
