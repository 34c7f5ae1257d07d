/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_parts.h"

#include "base/mem.h"
#include "write/pdf/pdf_put.h"

static unsigned write_bytes(struct pdf_doc *d, const struct write_attachment *f,
                            const struct page_meta *meta)
{
	struct buf b = {0};

	buf_puts(&b, "/Type/EmbeddedFile/Subtype");
	pdf_put_name(&b, f->mime);
	buf_putf(&b, "/Params<</Size %zu", f->n);
	pdf_meta_put_date(&b, "/ModDate", &meta->revised);
	buf_puts(&b, ">>");
	return pdf_doc_add_stream(d, PDF_DEFLATE, &b, f->data, f->n);
}

static unsigned write_file(struct pdf_doc *d, const struct write_attachment *f,
                           const struct page_meta *meta)
{
	unsigned bytes = write_bytes(d, f, meta);
	const struct write_claims *claims = &pdf_doc_profile(d)->writer->claims;
	/* PDF/UA-2 requires a description (ISO 14289-2, 8.14.1), which a layout may not have. */
	const char *description =
	        f->description == NULL && claims->pdfua_part >= 2 ? f->name : f->description;
	struct buf b = {0};

	buf_puts(&b, "/Type/Filespec/F");
	pdf_put_ascii(&b, write_attachment_key(f));
	buf_puts(&b, "/UF");
	pdf_doc_put_text(d, &b, f->name);
	if (description != NULL) {
		buf_puts(&b, "/Desc");
		pdf_doc_put_text(d, &b, description);
	}
	buf_puts(&b, "/AFRelationship");
	pdf_put_name(&b, f->relation);
	buf_puts(&b, "/EF<</F ");
	pdf_put_ref(&b, bytes);
	buf_puts(&b, "/UF ");
	pdf_put_ref(&b, bytes);
	buf_puts(&b, ">>");
	return pdf_doc_add_take(d, &b);
}

void pdf_attach_put(struct pdf_doc *d, struct buf *catalog, const struct write_input *in)
{
	struct buf names = {0};

	if (in->attachment_n == 0)
		return;
	buf_puts(catalog, "/AF[");
	for (size_t i = 0; i < in->attachment_n; i++) {
		const struct write_attachment *f = &in->attachments[i];
		unsigned num = write_file(d, f, &in->pages->meta);

		buf_puts(catalog, i > 0 ? " " : "");
		pdf_put_ref(catalog, num);
		pdf_put_ascii(&names, write_attachment_key(f));
		pdf_put_ref(&names, num);
	}
	buf_puts(catalog, "]/Names<</EmbeddedFiles<</Names[");
	buf_put(catalog, names.p, names.n);
	buf_puts(catalog, "]>>>>");
	buf_release(&names);
}
