/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include <string.h>

#include "html/writer.h"

/* A table of contents of fewer entries would cost more than it saves. */
enum { CONTENTS_MIN = 2 };

static void put_article_sheet(struct buf *b, const struct html_writer *w)
{
	sheet_put_article(b, w->in->style);
	if (w->lists)
		sheet_put_lists(b, w->in->style);
	if (w->figure_n > 0)
		sheet_put_figures(b);
	if (w->notes.n > 0)
		sheet_put_notes(b, w->in->style);
}

static bool links_pdf(const struct html_input *in)
{
	return in->pdf != NULL && *in->style->web.pdf != '\0';
}

static void put_head(struct buf *b, const struct html_writer *w)
{
	const struct html_input *in = w->in;
	const struct content_meta *meta = &in->content->meta;

	buf_puts(b, "<!DOCTYPE html>\n<html");
	markup_put_attribute(b, "lang", meta->language);
	buf_puts(b, ">\n<head>\n<meta charset=\"utf-8\">\n<title>");
	markup_put_text(b, meta->title, strlen(meta->title));
	buf_puts(b, "</title>\n");
	meta_put(b, in);
	if (links_pdf(in)) {
		buf_puts(b, "<link rel=\"alternate\" type=\"application/pdf\"");
		markup_put_link(b, in->pdf);
		buf_puts(b, ">\n");
	}
	buf_puts(b, "<style>\n");
	sheet_put_page(b, in->style);
	put_article_sheet(b, w);
	buf_puts(b, "</style>\n</head>\n");
}

/* The skip link comes first: it must be the first that the keyboard reaches on the page. */
static void put_contents(struct buf *b, const struct html_writer *w)
{
	const struct web_style *web = &w->in->style->web;

	if (*web->contents == '\0' || w->content_n < CONTENTS_MIN)
		return;
	buf_puts(b, "<nav class=\"kb-contents\"");
	markup_put_attribute(b, "aria-label", web->contents);
	buf_puts(b, ">\n");
	if (*web->skip != '\0') {
		buf_puts(b, "<a class=\"kb-skip\" href=\"#kb-text\">");
		markup_put_text(b, web->skip, strlen(web->skip));
		buf_puts(b, "</a>\n");
	}
	buf_puts(b, "<ul>\n");
	buf_put(b, w->contents.p, w->contents.n);
	buf_puts(b, "</ul>\n</nav>\n");
}

/* "alternate" tells kanben import, too, that the link is not part of the text. */
static void put_pdf_link(struct buf *b, const struct html_input *in)
{
	const char *text = in->style->web.pdf;

	if (!links_pdf(in))
		return;
	buf_puts(b, "<p class=\"kb-pdf\"><a rel=\"alternate\" type=\"application/pdf\"");
	markup_put_link(b, in->pdf);
	buf_puts(b, ">");
	markup_put_text(b, text, strlen(text));
	buf_puts(b, "</a></p>\n");
}

static void open_article(struct buf *b, const struct html_input *in)
{
	const char *mark = in->content->draft_mark;

	buf_puts(b, "<article class=\"kanben\"");
	if (in->fragment)
		markup_put_attribute(b, "lang", in->content->meta.language);
	buf_puts(b, ">\n");
	if (in->content->draft && mark != NULL) {
		buf_puts(b, "<p class=\"kb-draft\"><strong>");
		markup_put_text(b, mark, strlen(mark));
		buf_puts(b, "</strong></p>\n");
	}
}

static void put_page(struct buf *b, const struct html_writer *w, const struct buf *title)
{
	put_head(b, w);
	buf_puts(b, "<body>\n<main>\n");
	open_article(b, w->in);
	buf_put(b, title->p, title->n);
	put_contents(b, w);
	put_pdf_link(b, w->in);
	buf_puts(b, "<div id=\"kb-text\" tabindex=\"-1\">\n");
	buf_put(b, w->body.p, w->body.n);
	buf_puts(b, "</div>\n</article>\n</main>\n</body>\n</html>\n");
}

static void put_fragment(struct buf *b, const struct html_writer *w, const struct buf *title)
{
	buf_puts(b, "<style>\n");
	put_article_sheet(b, w);
	buf_puts(b, "</style>\n");
	open_article(b, w->in);
	buf_put(b, title->p, title->n);
	buf_put(b, w->body.p, w->body.n);
	buf_puts(b, "</article>\n");
}

/* The title and the lines that mark a corrected edition. */
static void put_front(struct html_writer *w, const struct content_section *front)
{
	if (front->block_n == 0)
		return;
	buf_puts(&w->body, "<header>\n");
	blocks_put_section(w, front);
	buf_puts(&w->body, "</header>\n");
}

void html_write(const struct html_input *in, struct buf *ret)
{
	struct html_writer w = {.in = in, .words = in->style->words};
	struct buf title;

	put_front(&w, &in->content->front);
	title = w.body;
	w.body = (struct buf){0};
	for (size_t i = 0; i < in->content->section_n; i++)
		blocks_put_section(&w, &in->content->sections[i]);
	notes_put(&w);
	if (in->fragment)
		put_fragment(ret, &w, &title);
	else
		put_page(ret, &w, &title);
	buf_release(&title);
	buf_release(&w.body);
	buf_release(&w.contents);
	buf_release(&w.notes);
	arena_release(&w.table);
	arena_release(&w.text);
}
