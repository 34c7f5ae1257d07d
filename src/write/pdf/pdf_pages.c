/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_parts.h"

#include "base/mem.h"
#include "base/tr.h"
#include "write/pdf/pdf_put.h"

enum {
	FAN_OUT = 64, /* kids of a node of the page tree */
	/* points; ISO 19005-2, 6.1.13 */
	SIDE_MIN = 3,
	SIDE_MAX = 14400
};

struct page_numbers {
	const struct pdf_content_target *to;
	const struct page_list *pl;
	const unsigned *nums;
	struct buf content;
};

unsigned *pdf_pages_reserve(struct pdf_doc *d, const struct page_list *pl)
{
	unsigned *nums = mem_alloc(mem_size_mul(pl->page_n, sizeof(*nums)));

	for (size_t i = 0; i < pl->page_n; i++)
		nums[i] = pdf_doc_reserve(d);
	return nums;
}

static unsigned write_content(struct page_numbers *p, size_t i)
{
	struct buf entries = {0};

	buf_clear(&p->content);
	pdf_content_put(&p->content, p->to, &p->pl->pages[i], i);
	return pdf_doc_add_stream(p->to->doc, PDF_DEFLATE, &entries, p->content.p, p->content.n);
}

static void check_side(struct pdf_doc *d, lu side)
{
	if (side < SIDE_MIN * LU_PER_PT || side > SIDE_MAX * LU_PER_PT)
		pdf_doc_fail(d, RC_LIMIT, _("a PDF page must measure %d to %d pt"), SIDE_MIN,
		             SIDE_MAX);
}

static void put_box(struct buf *b, const char *key, const struct page *page)
{
	buf_puts(b, key);
	buf_puts(b, "[0 0 ");
	lu_put_pt(b, page->width);
	buf_putc(b, ' ');
	lu_put_pt(b, page->height);
	buf_putc(b, ']');
}

static void write_page(struct page_numbers *p, size_t i, unsigned parent)
{
	const struct page *page = &p->pl->pages[i];
	struct pdf_doc *d = p->to->doc;
	struct buf b = {0};

	check_side(d, page->width);
	check_side(d, page->height);
	buf_puts(&b, "/Type/Page/Parent ");
	pdf_put_ref(&b, parent);
	put_box(&b, "/MediaBox", page);
	/* Nothing touches the edge of the sheet, so no bleed is needed. */
	if (pdf_doc_profile(d)->writer->claims.pdfx != NULL) {
		put_box(&b, "/BleedBox", page);
		put_box(&b, "/TrimBox", page);
	}
	buf_puts(&b, "/Resources ");
	pdf_put_ref(&b, pdf_fonts_resources(p->to->fonts));
	buf_puts(&b, "/Contents ");
	pdf_put_ref(&b, write_content(p, i));
	pdf_links_put_page(&b, p->to->links, i);
	/* ISO 14289-1, 7.18.3: the tab order follows the structure. */
	buf_putf(&b, "/StructParents %zu/Tabs/S", i);
	pdf_doc_fill_take(d, p->nums[i], &b);
}

/* Writes the page tree node for pages [from, to); each kid covers FAN_OUT^k of them. */
static unsigned write_node(struct page_numbers *p, size_t from, size_t to, unsigned parent)
{
	unsigned num = pdf_doc_reserve(p->to->doc);
	struct buf b = {0};
	size_t span = 1;

	while (span * FAN_OUT < to - from)
		span *= FAN_OUT;
	buf_puts(&b, "/Type/Pages");
	if (parent != 0) {
		buf_puts(&b, "/Parent ");
		pdf_put_ref(&b, parent);
	}
	buf_putf(&b, "/Count %zu/Kids[", to - from);
	for (size_t i = from; i < to; i += span) {
		unsigned kid = p->nums[i];

		if (span == 1)
			write_page(p, i, num);
		else
			kid = write_node(p, i, to - i < span ? to : i + span, num);
		if (i > from)
			buf_putc(&b, ' ');
		pdf_put_ref(&b, kid);
	}
	buf_putc(&b, ']');
	pdf_doc_fill_take(p->to->doc, num, &b);
	return num;
}

unsigned pdf_pages_write(const struct pdf_content_target *to, const struct page_list *pl,
                         const unsigned *nums)
{
	struct page_numbers p = {.to = to, .pl = pl, .nums = nums};
	unsigned root;

	root = write_node(&p, 0, pl->page_n, /*parent*/ 0);
	buf_release(&p.content);
	return root;
}
