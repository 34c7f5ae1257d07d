/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_parts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/tr.h"
#include "write/pdf/pdf_put.h"

enum {
	FAN_OUT = 64, /* kids of a node of the page tree */
	LEVELS = 6,   /* of nodes; FAN_OUT^LEVELS pages are more than a PDF may have */
	/* points; ISO 19005-2, 6.1.13 */
	SIDE_MIN = 3,
	SIDE_MAX = 14400
};

/* A node that gets kids; num 0: there is none at this level yet. */
struct node {
	unsigned num;
	size_t kid_n, page_n;
	struct buf kids;
};

struct pdf_pages {
	const struct pdf_content_target *to;
	struct node levels[LEVELS]; /* from the parents of the pages upwards */
	struct buf content;
};

struct pdf_pages *pdf_pages_new(const struct pdf_content_target *to)
{
	struct pdf_pages *p = mem_alloc(sizeof(*p));

	p->to = to;
	return p;
}

void pdf_pages_free(struct pdf_pages *p)
{
	if (p == NULL)
		return;
	for (int i = 0; i < LEVELS; i++)
		buf_release(&p->levels[i].kids);
	buf_release(&p->content);
	free(p);
}

static unsigned write_content(struct pdf_pages *p, const struct page *page, size_t i)
{
	struct buf entries = {0};

	buf_clear(&p->content);
	pdf_content_put(&p->content, p->to, page, i);
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

/* Writes a node; parent 0: it is the root. */
static void write_node(struct pdf_pages *p, struct node *n, unsigned parent)
{
	struct buf b = {0};

	buf_puts(&b, "/Type/Pages");
	if (parent != 0) {
		buf_puts(&b, "/Parent ");
		pdf_put_ref(&b, parent);
	}
	buf_putf(&b, "/Count %zu/Kids[", n->page_n);
	buf_put(&b, n->kids.p, n->kids.n);
	buf_putc(&b, ']');
	pdf_doc_fill_take(p->to->doc, n->num, &b);
}

/* The node of a level that the next kid goes to. */
static struct node *open_node(struct pdf_pages *p, int level);

static void add_kid(struct node *n, unsigned num, size_t page_n)
{
	if (n->kid_n++ > 0)
		buf_putc(&n->kids, ' ');
	pdf_put_ref(&n->kids, num);
	n->page_n += page_n;
}

/* Recursion is bounded by LEVELS. */
static void close_node(struct pdf_pages *p, int level)
{
	struct node *n = &p->levels[level], *above = open_node(p, level + 1);

	write_node(p, n, above->num);
	add_kid(above, n->num, n->page_n);
	n->num = 0;
	n->kid_n = n->page_n = 0;
	buf_clear(&n->kids);
}

static struct node *open_node(struct pdf_pages *p, int level)
{
	struct node *n = &p->levels[level];

	if (n->kid_n == FAN_OUT)
		close_node(p, level);
	if (n->num == 0)
		n->num = pdf_doc_reserve(p->to->doc);
	return n;
}

void pdf_pages_put(struct pdf_pages *p, const struct page *page, size_t i)
{
	struct pdf_doc *d = p->to->doc;
	struct node *parent = open_node(p, 0);
	unsigned num = pdf_doc_reserve(d), key;
	struct buf b = {0};

	check_side(d, page->width);
	check_side(d, page->height);
	add_kid(parent, num, 1);
	key = pdf_tags_begin_page(p->to->tags, i, num);
	buf_puts(&b, "/Type/Page/Parent ");
	pdf_put_ref(&b, parent->num);
	put_box(&b, "/MediaBox", page);
	/* Nothing touches the edge of the sheet, so no bleed is needed. */
	if (pdf_doc_profile(d)->writer->claims.pdfx != NULL) {
		put_box(&b, "/BleedBox", page);
		put_box(&b, "/TrimBox", page);
	}
	buf_puts(&b, "/Resources ");
	pdf_put_ref(&b, pdf_fonts_resources(p->to->fonts));
	buf_puts(&b, "/Contents ");
	pdf_put_ref(&b, write_content(p, page, i));
	pdf_links_put_page(&b, p->to->links, i);
	/* ISO 14289-1, 7.18.3: the tab order follows the structure. */
	buf_putf(&b, "/StructParents %u/Tabs/S", key);
	pdf_doc_fill_take(d, num, &b);
	pdf_tags_end_page(p->to->tags);
}

unsigned pdf_pages_end(struct pdf_pages *p)
{
	int top = 0;

	for (; top + 1 < LEVELS && p->levels[top + 1].num != 0; top++)
		close_node(p, top);
	/* As it is: full, it has no sister yet, and needs no node above the two. */
	write_node(p, &p->levels[top], /*parent*/ 0);
	return p->levels[top].num;
}
