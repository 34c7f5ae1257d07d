/* SPDX-License-Identifier: MIT */
/* blocks.c: titles, headings, paragraphs, and what follows the text. */
#include <string.h>

#include "html/writer.h"

static void open_paragraph(struct buf *b, const char *class)
{
	buf_puts(b, "<p");
	markup_put_attribute(b, "class", class);
	buf_putc(b, '>');
}

/* <p class="…">text</p>; class may be NULL. */
static void put_paragraph(struct html_writer *w, const char *class, const struct content_text *t)
{
	open_paragraph(&w->body, class);
	markup_put_content(&w->body, t);
	buf_puts(&w->body, "</p>\n");
}

/*
 * Adds a section to the table of contents; markup: its heading's, unless there are links to
 * footnotes in it.
 */
static void put_content_entry(struct html_writer *w, const struct content_heading *h,
                              const char *markup, size_t n)
{
	buf_putf(&w->contents, "<li><a href=\"#kb-h%zu\">", w->heading_n);
	if (h->notes.n > 0)
		markup_put_text(&w->contents, h->bookmark, strlen(h->bookmark));
	else
		buf_put(&w->contents, markup, n);
	buf_puts(&w->contents, "</a></li>\n");
	w->content_n++;
}

/* A heading that is the first n bytes of a text, without a newline after it. */
static void put_heading(struct html_writer *w, const struct content_heading *h, size_t n)
{
	struct buf *b = &w->body;
	size_t from;

	w->heading_n++;
	w->last_table = NULL;
	buf_putf(b, "<h%d class=\"kb-l%d\" id=\"kb-h%zu\">", h->tag_level, h->level, w->heading_n);
	from = b->n;
	breaks_put(w, &h->text, n, BREAKS_HEADING);
	if (h->tag_level == 2)
		put_content_entry(w, h, b->p + from, b->n - from);
	buf_putf(b, "</h%d>", h->tag_level);
	footnotes_add(w, &h->notes);
}

/* No white space between heading and text: it would be visible. */
static void put_run_in(struct html_writer *w, const struct content_heading *h)
{
	size_t lead = content_lead(&h->text);

	buf_puts(&w->body, "<div class=\"kb-run\">\n");
	put_heading(w, h, lead);
	open_paragraph(&w->body, NULL);
	markup_put_stretch(&w->body, &h->text, lead, h->text.len, NULL);
	buf_puts(&w->body, "</p>\n</div>\n");
}

/* A browser puts the marks: the style sheet has them from the layout. */
static void put_list(struct html_writer *w, const struct content_list *list)
{
	const char *kind = list->ordered ? "ol" : "ul";
	struct buf *b = &w->body;

	w->lists = true;
	buf_putf(b, "<%s class=\"kb-list\">\n", kind);
	for (size_t i = 0; i < list->n; i++) {
		buf_puts(b, "<li>");
		markup_put_content(b, &list->items[i].text);
		footnotes_add(w, &list->items[i].notes);
		if (list->items[i].list != NULL) {
			buf_putc(b, '\n');
			put_list(w, list->items[i].list);
		}
		buf_puts(b, "</li>\n");
	}
	buf_putf(b, "</%s>\n", kind);
}

static void put_attachments(struct html_writer *w, const struct content_attachments *list)
{
	struct buf *b = &w->body;

	buf_puts(b, "<div class=\"kb-attached\">\n");
	put_paragraph(w, NULL, &list->label);
	buf_puts(b, "<ul>\n");
	for (size_t i = 0; i < list->list.n; i++) {
		const struct content_item *item = &list->list.items[i];

		buf_puts(b, "<li>");
		if (item->mark.len > 0) {
			buf_puts(b, "<span>");
			markup_put_content(b, &item->mark);
			buf_puts(b, "</span>");
		}
		markup_put_content(b, &item->text);
		buf_puts(b, "</li>\n");
	}
	buf_puts(b, "</ul>\n</div>\n");
}

static void put_signature(struct html_writer *w, const struct content_signature *s)
{
	buf_puts(&w->body, "<div class=\"kb-signature\">\n");
	for (size_t i = 0; i < s->organs.n; i++) {
		open_paragraph(&w->body, NULL);
		markup_put_name(&w->body, &s->organs.list[i]);
		buf_puts(&w->body, "</p>\n");
	}
	if (s->date.len > 0)
		put_paragraph(w, "kb-date", &s->date);
	buf_puts(&w->body, "</div>\n");
}

static void put_imprint(struct html_writer *w, const struct content_imprint *im)
{
	struct buf *b = &w->body;

	buf_puts(b, "<footer class=\"kb-imprint\">\n");
	if (im->copies.len > 0) {
		open_paragraph(b, NULL);
		markup_put_content(b, &im->label);
		markup_put_content(b, &im->copies);
		buf_puts(b, "</p>\n");
	}
	buf_puts(b, "<p><span>");
	markup_put_name(b, &im->organ);
	buf_puts(b, "</span> <span>");
	markup_put_content(b, &im->printed);
	buf_puts(b, "</span></p>\n</footer>\n");
}

static void put_title(struct html_writer *w, const struct content_text *title)
{
	bool isolated;

	w->heading_n++;
	w->last_table = NULL;
	buf_putf(&w->body, "<h1 class=\"kb-title\" id=\"kb-h%zu\">", w->heading_n);
	isolated = markup_open_isolated(&w->body, title);
	breaks_put(w, title, title->len, BREAKS_TITLE);
	markup_close_isolated(&w->body, isolated);
	buf_puts(&w->body, "</h1>\n");
}

static void put_block(struct html_writer *w, const struct content_block *b)
{
	switch (b->kind) {
	case CONTENT_TITLE:
		put_title(w, &b->u.text);
		break;
	case CONTENT_CORRECTION:
		for (size_t i = 0; i < b->u.lines.n; i++)
			put_paragraph(w, "kb-revision", &b->u.lines.list[i]);
		break;
	case CONTENT_HEADING:
		put_heading(w, &b->u.heading, b->u.heading.text.len);
		buf_putc(&w->body, '\n');
		break;
	case CONTENT_PARAGRAPH:
		put_paragraph(w, NULL, &b->u.text);
		break;
	case CONTENT_NOTED:
		put_paragraph(w, NULL, &b->u.noted.text);
		footnotes_add(w, &b->u.noted.notes);
		break;
	case CONTENT_RUN_IN:
		put_run_in(w, &b->u.heading);
		break;
	case CONTENT_LIST:
		put_list(w, &b->u.list);
		break;
	case CONTENT_TABLE:
		table_put(w, b->u.table);
		break;
	case CONTENT_PICTURE:
		figure_put_picture(w, b->u.picture);
		break;
	case CONTENT_CHART:
		figure_put_chart(w, b->u.chart);
		break;
	case CONTENT_ATTACHMENTS:
		put_attachments(w, &b->u.attachments);
		break;
	case CONTENT_SIGNATURE:
		put_signature(w, &b->u.signature);
		break;
	case CONTENT_NOTE:
		put_paragraph(w, "kb-note", &b->u.text);
		break;
	case CONTENT_IMPRINT:
		put_imprint(w, b->u.imprint);
		break;
	}
}

void blocks_put_section(struct html_writer *w, const struct content_section *section)
{
	if (section->headed)
		buf_puts(&w->body, "<section>\n");
	for (size_t i = 0; i < section->block_n; i++)
		put_block(w, &section->blocks[i]);
	if (section->headed)
		buf_puts(&w->body, "</section>\n");
}
