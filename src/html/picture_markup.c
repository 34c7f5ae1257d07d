/* SPDX-License-Identifier: MIT */
/* picture_markup.c: pictures, in the page itself, as it is one file. */
#include "html/writer.h"

static void put_base64(struct buf *b, const unsigned char *p, size_t n)
{
	static const char digits[] =
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < n; i += 3) {
		unsigned v = (unsigned)p[i] << 16;

		if (i + 1 < n)
			v |= (unsigned)p[i + 1] << 8;
		if (i + 2 < n)
			v |= p[i + 2];
		buf_putc(b, digits[v >> 18]);
		buf_putc(b, digits[v >> 12 & 63]);
		buf_putc(b, i + 1 < n ? digits[v >> 6 & 63] : '=');
		buf_putc(b, i + 2 < n ? digits[v & 63] : '=');
	}
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
	put_base64(b, p->bytes, p->n);
	buf_puts(b, "\">\n");
	if (from->caption.len > 0) {
		buf_puts(b, "<figcaption>");
		markup_put_content(b, &from->caption);
		buf_puts(b, "</figcaption>\n");
	}
	buf_puts(b, "</figure>\n");
}

void sheet_put_figures(struct buf *b)
{
	buf_puts(b, ".kanben .kb-figure { margin: 1em 0; text-align: center; }\n"
	            ".kanben .kb-figure img { max-width: 100%; height: auto; }\n"
	            ".kanben .kb-figure figcaption { font-weight: bold; font-size: .85em; }\n");
}
