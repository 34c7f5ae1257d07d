/* SPDX-License-Identifier: MIT */
/*
 * footnotes.c: footnotes. A page on a screen has no foot, so they stand below the text; each links
 * to its mark, and the mark to it.
 */
#include "html/writer.h"

static void put_note(struct buf *b, const struct content_footnote *note)
{
	size_t mark = note->text.spans[0].len;

	buf_putf(b, "<p id=\"kb-n%zu\"><a href=\"#kb-m%zu\" role=\"doc-backlink\">", note->number,
	         note->number);
	markup_put_text(b, note->text.text, mark);
	buf_puts(b, "</a>");
	markup_put_stretch(b, &note->text, mark, note->text.len, NULL);
	buf_puts(b, "</p>\n");
}

void footnotes_add(struct html_writer *w, const struct content_notes *notes)
{
	for (size_t i = 0; i < notes->n; i++)
		put_note(&w->notes, &notes->list[i]);
}

void notes_put(struct html_writer *w)
{
	if (w->notes.n == 0)
		return;
	buf_puts(&w->body, "<div class=\"kb-notes\" role=\"doc-endnotes\">\n");
	buf_put(&w->body, w->notes.p, w->notes.n);
	buf_puts(&w->body, "</div>\n");
}

void sheet_put_notes(struct buf *b, const struct style *st)
{
	lu part = lu_scale(st->footnote.size, 1000, st->body.size);

	buf_puts(b,
	         ".kanben .kb-mark { font-size: .65em; vertical-align: .5em; line-height: 1; "
	         "text-decoration: none; }\n"
	         ".kanben .kb-notes { margin-top: 2em; padding-top: .5em; border-top: 1px solid; "
	         "font-size: ");
	num_put_milli(b, part > 800 ? part : 800);
	buf_puts(b, "em; }\n"
	            ".kanben .kb-notes p { padding-left: 1.5em; text-indent: -1.5em; }\n"
	            ".kanben .kb-notes a { display: inline-block; width: 1.5em; text-indent: 0; "
	            "text-decoration: none; }\n"
	            ".kanben .kb-notes :target, .kanben .kb-mark:target { outline: 2px solid; }\n");
}
