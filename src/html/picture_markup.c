/* SPDX-License-Identifier: MIT */
/* picture_markup.c: pictures, in the page itself, as it is one file; charts as tables. */
#include "html/writer.h"

/* The caption of the last figure; it may name what is in that. */
static void put_end(struct html_writer *w, const struct content_text *caption)
{
	struct buf *b = &w->body;

	if (caption->len > 0) {
		buf_putf(b, "<figcaption id=\"kb-f%zu\">", w->figure_n);
		breaks_put(w, caption, caption->len, BREAKS_HEAD);
		buf_puts(b, "</figcaption>\n");
	}
	buf_puts(b, "</figure>\n");
}

void figure_put_picture(struct html_writer *w, const struct content_picture *from)
{
	const struct picture *p = from->picture;
	struct buf *b = &w->body;

	w->figure_n++;
	buf_puts(b, "<figure class=\"kb-figure\">\n<img");
	markup_put_attribute(b, "alt", from->alt.text);
	buf_putf(b, " width=\"%d\" height=\"%d\" src=\"data:image/%s;base64,", p->width, p->height,
	         p->jpeg ? "jpeg" : "png");
	buf_put_base64(b, p->bytes, p->n);
	buf_puts(b, "\">\n");
	put_end(w, &from->caption);
}

/* How much of the longest bar a figure has, in thousandths. */
static int part_of(const struct content_chart *c, const struct content_figure *f)
{
	long long most = 1;

	for (size_t i = 0; i < c->row_n * c->column_n; i++)
		if (!c->figures[i].blank && c->figures[i].milli > most)
			most = c->figures[i].milli;
	if (f->blank || f->milli <= 0)
		return 0;
	return (int)((double)f->milli * 1000 / (double)most + 0.5);
}

static void put_figure(struct buf *b, const struct content_chart *c, const struct content_figure *f)
{
	int part = part_of(c, f);

	buf_puts(b, "<td>");
	markup_put_content(b, &f->text);
	if (part > 0) {
		buf_puts(b, "<svg width=\"100\" height=\"10\" aria-hidden=\"true\"><rect width=\"");
		num_put_milli(b, part * 100);
		buf_puts(b, "%\" height=\"10\" fill=\"currentColor\"/></svg>");
	}
	buf_puts(b, "</td>\n");
}

/* Whether its table is probably wider than the window of a phone, as table_markup.c has it. */
static bool is_wide(struct html_writer *w, const struct content_chart *c)
{
	/* In halves of an em. */
	enum { PHONE = 44, PADDING = 1, LEAST = 4, LABEL = 2 * 4 };
	size_t width = LABEL;

	for (size_t k = 0; k < c->column_n; k++) {
		size_t most = breaks_longest(w, &c->columns[k]);

		for (size_t i = 0; i < c->row_n; i++) {
			size_t n = c->figures[i * c->column_n + k].text.len;

			most = n > most ? n : most;
		}
		width += (most > LEAST ? most : LEAST) + PADDING;
	}
	return width > PHONE;
}

static void put_head(struct html_writer *w, const char *attributes, const struct content_text *text)
{
	buf_putf(&w->body, "<th %s>", attributes);
	breaks_put(w, text, text->len, BREAKS_HEAD);
	buf_puts(&w->body, "</th>\n");
}

static void put_rows(struct html_writer *w, const struct content_chart *c)
{
	struct buf *b = &w->body;

	if (c->columns[0].len > 0) {
		buf_puts(b, "<tr>\n<td class=\"kb-s0\"></td>\n");
		for (size_t k = 0; k < c->column_n; k++)
			put_head(w, "scope=\"col\"", &c->columns[k]);
		buf_puts(b, "</tr>\n");
	}
	for (size_t i = 0; i < c->row_n; i++) {
		buf_puts(b, "<tr>\n");
		put_head(w, "scope=\"row\" class=\"kb-s0\"", &c->labels[i]);
		for (size_t k = 0; k < c->column_n; k++)
			put_figure(b, c, &c->figures[i * c->column_n + k]);
		buf_puts(b, "</tr>\n");
	}
}

/* Like any table it scrolls in a box that the keyboard can reach. */
void figure_put_chart(struct html_writer *w, const struct content_chart *c)
{
	struct buf *b = &w->body;

	w->figure_n++;
	buf_putf(b, "<figure class=\"kb-figure\">\n<div class=\"kb-table%s\" tabindex=\"0\"",
	         is_wide(w, c) ? " kb-scrolls" : "");
	if (c->caption.len > 0)
		buf_putf(b, " role=\"group\" aria-labelledby=\"kb-f%zu\"", w->figure_n);
	buf_puts(b, ">\n<table class=\"kb-chart kb-stub1\">\n");
	put_rows(w, c);
	buf_puts(b, "</table>\n</div>\n");
	put_end(w, &c->caption);
}

void sheet_put_figures(struct buf *b)
{
	buf_puts(b, ".kanben .kb-figure { margin: 1em 0; text-align: center; }\n"
	            ".kanben .kb-figure img { max-width: 100%; height: auto; }\n"
	            ".kanben .kb-chart svg { display: block; max-width: 100%; }\n"
	            ".kanben .kb-figure figcaption { font-weight: bold; font-size: .85em; "
	            "word-break: keep-all; }\n");
}
