/* SPDX-License-Identifier: MIT */
/* blocks.c: titles, headings, paragraphs and what stands below the text. */
#include <string.h>

#include "html/writer.h"
#include "report/numbering.h"
#include "wording/wording.h"

static void put_string(struct buf *b, const char *s)
{
	markup_put_text(b, s, strlen(s));
}

/* <p class="…">text</p>; class may be NULL. */
static void put_paragraph(struct html_writer *w, const char *class, const char *text, size_t n)
{
	buf_puts(&w->body, "<p");
	markup_put_attribute(&w->body, "class", class);
	buf_putc(&w->body, '>');
	markup_put_text(&w->body, text, n);
	buf_puts(&w->body, "</p>\n");
}

static void put_content_entry(struct html_writer *w, const char *text, size_t n)
{
	buf_putf(&w->contents, "<li><a href=\"#kb-h%zu\">", w->heading_n);
	markup_put_text(&w->contents, text, n);
	buf_puts(&w->contents, "</a></li>\n");
	w->content_n++;
}

/* A heading, its line not ended; no level is skipped, as in the tags of the pages (ISO
 * 14289-1, 7.4.2). */
static void put_heading(struct html_writer *w, int level, const char *text, size_t n)
{
	int tag = level + 1 <= w->level + 1 ? level + 1 : w->level + 1;

	w->level = tag;
	w->heading_n++;
	w->last_table = NULL;
	buf_putf(&w->body, "<h%d class=\"kb-l%d\" id=\"kb-h%zu\">", tag, level, w->heading_n);
	markup_put_text(&w->body, text, n);
	buf_putf(&w->body, "</h%d>", tag);
	if (tag == 2)
		put_content_entry(w, text, n);
}

static void put_heading_line(struct html_writer *w, int level, const char *text, size_t n)
{
	put_heading(w, level, text, n);
	buf_putc(&w->body, '\n');
}

/* A heading and the text that follows it in its line. */
struct run_in {
	int level;
	const char *heading, *rest;
	size_t heading_n, rest_n;
};

/* White space between the two would be seen. */
static void put_run_in(struct html_writer *w, const struct run_in *r)
{
	buf_puts(&w->body, "<div class=\"kb-run\">\n");
	put_heading(w, r->level, r->heading, r->heading_n);
	put_paragraph(w, NULL, r->rest, r->rest_n);
	buf_puts(&w->body, "</div>\n");
}

/* Where the layout has run-in headings, a paragraph's first sentence may be one. */
static void put_text(struct html_writer *w, const char *class, const char *text, size_t n)
{
	size_t lead = w->in->style->run_in_headings ? numbering_run_in(text, n) : 0;
	struct run_in r = {.heading = text, .heading_n = lead};

	if (lead == 0) {
		put_paragraph(w, class, text, n);
		return;
	}
	r.level = numbering_level(text, n);
	r.rest = text + lead;
	r.rest_n = n - lead;
	put_run_in(w, &r);
}

static void put_heading_block(struct html_writer *w, const struct block *b)
{
	struct run_in r = {.level = b->level,
	                   .heading = b->text,
	                   .heading_n = b->len,
	                   .rest = b->rest,
	                   .rest_n = b->rest_len};

	if (b->rest == NULL)
		put_heading_line(w, b->level, b->text, b->len);
	else
		put_run_in(w, &r);
}

static void put_own_table(struct html_writer *w, const struct report_table *t)
{
	struct html_table table = {.caption = t->caption, .landscape = t->form->landscape};

	table.grid = grid_build(w->arena, t->form, t->cells, /*blanks_as_zero*/ false);
	table_put(w, &table);
}

static void put_prose(struct html_writer *w, const struct prose *prose)
{
	for (size_t i = 0; i < prose->block_n; i++) {
		const struct block *b = &prose->blocks[i];

		switch (b->kind) {
		case BLOCK_PARAGRAPH:
			put_text(w, NULL, b->text, b->len);
			break;
		case BLOCK_HEADING:
			put_heading_block(w, b);
			break;
		case BLOCK_TABLE:
			put_own_table(w, b->table);
			break;
		}
	}
}

static void put_form_table(struct html_writer *w, const struct section *sec)
{
	const struct form_table *form = sec->form->table;
	struct html_table table = {
	        .caption = form->caption, .caption_hinted = true, .landscape = form->landscape};

	table.grid = grid_build(w->arena, form, sec->cells, w->in->blanks_as_zero);
	put_prose(w, &sec->before);
	table_put(w, &table);
	put_prose(w, &sec->after);
}

static void put_attachments(struct html_writer *w, const struct section *sec)
{
	struct buf *b = &w->body;

	if (sec->items.n == 0)
		return;
	buf_puts(b, "<div class=\"kb-attached\">\n");
	put_paragraph(w, NULL, sec->form->label, strlen(sec->form->label));
	buf_puts(b, "<ul>\n");
	for (size_t i = 0; i < sec->items.n; i++) {
		const char *number = wording_attachment_number(w->arena, sec, i);

		buf_puts(b, "<li>");
		if (number != NULL) {
			buf_puts(b, "<span>");
			put_string(b, number);
			buf_puts(b, "</span>");
		}
		markup_put_text(b, sec->items.lines[i].text, sec->items.lines[i].len);
		buf_puts(b, "</li>\n");
	}
	buf_puts(b, "</ul>\n</div>\n");
}

static void put_date(struct html_writer *w, const struct date *d)
{
	const char *shown = wording_date(w->arena, w->in->style, d);

	buf_puts(&w->body, "<p class=\"kb-date\">");
	markup_put_dated(&w->body, shown, shown, d);
	buf_puts(&w->body, "</p>\n");
}

static void put_signature(struct html_writer *w, const struct section *sec)
{
	if (sec->organs.n == 0 && sec->date.year == 0)
		return;
	buf_puts(&w->body, "<div class=\"kb-signature\">\n");
	for (size_t i = 0; i < sec->organs.n; i++)
		put_paragraph(w, NULL, sec->organs.lines[i].text, sec->organs.lines[i].len);
	if (sec->date.year != 0)
		put_date(w, &sec->date);
	buf_puts(&w->body, "</div>\n");
}

static void put_note(struct html_writer *w, const struct section *sec)
{
	struct wording_text words;

	if (sec->items.n == 0)
		return;
	words = wording_fill(w->arena, sec->form->note, &sec->items.lines[0]);
	put_text(w, "kb-note", words.text, strlen(words.text));
}

static void put_imprint(struct html_writer *w, const struct section *sec)
{
	const struct style *st = w->in->style;
	struct buf *b = &w->body;

	buf_puts(b, "<footer class=\"kb-imprint\">\n");
	if (sec->items.n > 0) {
		struct wording_text words =
		        wording_fill(w->arena, sec->form->copies, &sec->items.lines[0]);

		put_paragraph(w, NULL, words.text, strlen(words.text));
	}
	buf_puts(b, "<p><span>");
	if (sec->organs.n > 0)
		markup_put_text(b, sec->organs.lines[0].text, sec->organs.lines[0].len);
	buf_puts(b, "</span> <span>");
	markup_put_dated(b, wording_printed(w->arena, st, sec),
	                 wording_date(w->arena, st, &sec->date), &sec->date);
	buf_puts(b, "</span></p>\n</footer>\n");
}

static void put_section(struct html_writer *w, const struct section *sec)
{
	const char *heading = sec->form->heading;

	if (sec->at == NULL)
		return;
	if (heading != NULL) {
		buf_puts(&w->body, "<section>\n");
		put_heading_line(w, sec->form->level, heading, strlen(heading));
	}
	switch (sec->form->body) {
	case FORM_PROSE:
		put_prose(w, &sec->prose);
		break;
	case FORM_TABLE:
		put_form_table(w, sec);
		break;
	case FORM_ATTACHMENTS:
		put_attachments(w, sec);
		break;
	case FORM_SIGNATURE:
		put_signature(w, sec);
		break;
	case FORM_NOTE:
		put_note(w, sec);
		break;
	case FORM_IMPRINT:
		put_imprint(w, sec);
		break;
	}
	if (heading != NULL)
		buf_puts(&w->body, "</section>\n");
}

/* What a corrected edition has below its title. */
static void put_revision(struct html_writer *w, const struct revision *rev)
{
	const struct style *st = w->in->style;
	const char *shown = rev->date.year != 0 ? wording_date(w->arena, st, &rev->date) : "";

	if (*st->revision_mark != '\0')
		put_paragraph(w, "kb-revision", st->revision_mark, strlen(st->revision_mark));
	buf_puts(&w->body, "<p class=\"kb-revision\">");
	markup_put_dated(&w->body, wording_revision_note(w->arena, st, rev), shown, &rev->date);
	buf_puts(&w->body, "</p>\n");
}

void blocks_put_title(struct html_writer *w)
{
	const struct report *r = w->in->report->report;
	struct buf *b = &w->body;

	if (r->title == NULL && r->revision.at == NULL)
		return;
	buf_puts(b, "<header>\n");
	if (r->title != NULL) {
		w->level = 1;
		w->heading_n = 1;
		w->last_table = NULL;
		buf_puts(b, "<h1 class=\"kb-title\" id=\"kb-h1\">");
		put_string(b, r->title);
		buf_puts(b, "</h1>\n");
	}
	if (r->revision.at != NULL)
		put_revision(w, &r->revision);
	buf_puts(b, "</header>\n");
}

void blocks_put_sections(struct html_writer *w)
{
	const struct report *r = w->in->report->report;

	for (size_t i = 0; i < r->form->section_n; i++)
		put_section(w, &r->sections[i]);
}
