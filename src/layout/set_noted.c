/* SPDX-License-Identifier: MIT */
/* set_noted.c: paragraphs with footnotes. */
#include "base/mem.h"
#include "layout/setter.h"

/*
 * A footnote's number and text. Its Note is in the paragraph of its mark (ISO 32000-1, table 338),
 * after the text.
 */
static struct footnote set_footnote(struct setter *p, const struct content_footnote *from, int mark)
{
	const struct text_style *style = &p->s->style->footnote;
	struct set_text *t = setting_shape(p->s, &from->text,
	                                   &(struct text_looks){.style = style, .spans = true});
	int note = page_add_tag(p->s->pl, TAG_NOTE, page_tag(p->s->pl, mark)->parent);
	int *tags = arena_array(p->s->arena, int, from->text.span_n);
	struct text_measure m = {.width = p->s->style->page.text_width - style->pitch,
	                         .indent = -style->pitch,
	                         .justify = style->align == ALIGN_JUSTIFY};

	for (size_t i = 0; i < from->text.span_n; i++)
		tags[i] = page_add_tag(p->s->pl, i == 0 ? TAG_LBL : TAG_SPAN, note);
	t->run_tags = tags;
	page_tag(p->s->pl, mark)->other = note;
	page_tag(p->s->pl, note)->other = mark;
	setting_break(p->s, t, &m);
	return (struct footnote){t, style->pitch, note, p->flow->block};
}

/* Which line of a text has the character at an offset. */
static size_t line_at(const struct set_text *t, size_t off)
{
	for (size_t i = 0; i + 1 < t->line_n; i++)
		if (t->shaped.clusters[t->lines[i + 1].first].off > off)
			return i;
	return t->line_n - 1;
}

/* Tags of the spans, in their order: the marks' are References. */
static int *add_span_tags(struct setter *p, const struct content_text *text, int parent)
{
	int *tags = arena_array(p->s->arena, int, text->span_n);

	for (size_t i = 0; i < text->span_n; i++) {
		bool mark = text->spans[i].role == SPAN_MARK;

		tags[i] = page_add_tag(p->s->pl, mark ? TAG_REFERENCE : TAG_SPAN, parent);
	}
	return tags;
}

void noted_set(struct setter *p, const struct content_noted *noted)
{
	const struct text_style *style = &p->s->style->body;
	struct set_text *t = setting_shape(
	        p->s, &noted->text,
	        &(struct text_looks){.style = style, .spans = true, .raise_marks = true});
	int tag = page_add_tag(p->s->pl, TAG_P, p->document);
	int *tags = add_span_tags(p, &noted->text, tag);
	struct footnote *notes = arena_array(p->s->arena, struct footnote, noted->n);
	size_t first, off = 0, n = 0;

	t->run_tags = tags;
	first = setter_add_lines(p, FLOW_LINE, t, tag, style);
	setter_keep_paragraph(p, first);
	for (size_t i = 0; i < noted->text.span_n; i++) {
		if (noted->text.spans[i].role == SPAN_MARK && t->line_n > 0) {
			struct flow_item *item = &p->flow->items[first + line_at(t, off)];

			notes[n] = set_footnote(p, &noted->notes[n], tags[i]);
			if (item->note_n++ == 0)
				item->notes = &notes[n];
			n++;
		}
		off += noted->text.spans[i].len;
	}
}
