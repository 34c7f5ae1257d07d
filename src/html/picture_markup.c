/* SPDX-License-Identifier: MIT */
/* picture_markup.c: pictures, in the page itself, as it is one file; charts as tables. */
#include "html/writer.h"

static void put_end(struct buf *b, const struct content_text *caption)
{
	if (caption->len > 0) {
		buf_puts(b, "<figcaption>");
		markup_put_content(b, caption);
		buf_puts(b, "</figcaption>\n");
	}
	buf_puts(b, "</figure>\n");
}

void figure_put_picture(struct html_writer *w, const struct content_picture *from)
{
	const struct picture *p = from->picture;
	struct buf *b = &w->body;

	w->figures = true;
	buf_puts(b, "<figure class=\"kb-figure\">\n<img");
	markup_put_attribute(b, "alt", from->alt.text);
	buf_putf(b, " width=\"%d\" height=\"%d\" src=\"data:image/%s;base64,", p->width, p->height,
	         p->jpeg ? "jpeg" : "png");
	buf_put_base64(b, p->bytes, p->n);
	buf_puts(b, "\">\n");
	put_end(b, &from->caption);
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
		buf_puts(b, "\" height=\"10\" fill=\"currentColor\"/></svg>");
	}
	buf_puts(b, "</td>\n");
}

void figure_put_chart(struct html_writer *w, const struct content_chart *c)
{
	struct buf *b = &w->body;

	w->figures = true;
	buf_puts(b, "<figure class=\"kb-figure\">\n<table class=\"kb-chart\">\n");
	if (c->columns[0].len > 0) {
		buf_puts(b, "<tr>\n<td></td>\n");
		for (size_t k = 0; k < c->column_n; k++) {
			buf_puts(b, "<th scope=\"col\">");
			markup_put_content(b, &c->columns[k]);
			buf_puts(b, "</th>\n");
		}
		buf_puts(b, "</tr>\n");
	}
	for (size_t i = 0; i < c->row_n; i++) {
		buf_puts(b, "<tr>\n<th scope=\"row\">");
		markup_put_content(b, &c->labels[i]);
		buf_puts(b, "</th>\n");
		for (size_t k = 0; k < c->column_n; k++)
			put_figure(b, c, &c->figures[i * c->column_n + k]);
		buf_puts(b, "</tr>\n");
	}
	buf_puts(b, "</table>\n");
	put_end(b, &c->caption);
}

void sheet_put_figures(struct buf *b)
{
	buf_puts(b, ".kanben .kb-figure { margin: 1em 0; text-align: center; }\n"
	            ".kanben .kb-figure img { max-width: 100%; height: auto; }\n"
	            ".kanben .kb-chart { margin: 0 auto; }\n"
	            ".kanben .kb-chart svg { display: block; }\n"
	            ".kanben .kb-figure figcaption { font-weight: bold; font-size: .85em; }\n");
}
