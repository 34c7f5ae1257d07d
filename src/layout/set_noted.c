/* SPDX-License-Identifier: MIT */
/* set_noted.c: paragraphs with footnotes. */
#include <string.h>

#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "layout/setter.h"

/*
 * A link in a mark or a number, and its description: both have each other's. A press has none (ISO
 * 15930-7, 6.17), there the tag is its own.
 */
static int add_link(struct setter *p, int parent, const char *alt)
{
	int link;

	if (p->s->in->two_sided)
		return parent;
	link = page_add_tag(p->s->pl, TAG_LINK, parent);
	page_tag(p->s->pl, link)->alt = alt;
	return link;
}

/* A note's text as the description of a link: its beginning, as one that lies on a page may be
 * long. */
static const char *describe_note(struct setter *p, const struct content_text *text)
{
	enum { SHOWN = 200 };
	const char *s = unicode_one_line(p->s->arena, text->text), *at = s;
	const char *end = s + strlen(s);

	for (int i = 0; i < SHOWN && at < end; i++)
		utf8_next(&at, end);
	return at == end ? s : arena_printf(p->s->arena, "%.*s…", (int)(at - s), s);
}

/* The first span of a text: its number. */
static const char *number_of(struct setter *p, const struct content_text *text)
{
	return arena_strndup(p->s->arena, text->text, text->spans[0].len);
}

/*
 * A footnote's number and text. Its Note is in the paragraph of its mark (ISO 32000-1, table 338),
 * after the text.
 */
static struct footnote set_footnote(struct setter *p, const struct content_footnote *from, int mark)
{
	const struct text_style *style = &p->s->style->footnote;
	struct set_text *t = setting_shape(p->s, &from->text,
	                                   &(struct text_looks){.style = style, .spans = true});
	struct page_list *pl = p->s->pl;
	bool linked = page_tag(pl, mark)->kind == TAG_LINK;
	int reference = linked ? page_tag(pl, mark)->parent : mark, link;
	int note = page_add_tag(pl, TAG_NOTE, page_tag(pl, reference)->parent);
	int *tags = arena_array(p->s->arena, int, from->text.span_n);
	struct text_measure m = {.width = p->s->style->page.text_width - style->pitch,
	                         .indent = -style->pitch,
	                         .justify = style->align == ALIGN_JUSTIFY};

	tags[0] = page_add_tag(p->s->pl, TAG_LBL, note);
	tags[0] = link = add_link(p, tags[0], number_of(p, &from->text));
	for (size_t i = 1; i < from->text.span_n; i++)
		tags[i] = page_add_tag(p->s->pl, TAG_SPAN, note);
	t->run_tags = tags;
	page_tag(pl, reference)->other = note;
	page_tag(pl, note)->other = reference;
	if (linked) {
		page_tag(pl, mark)->other = link;
		page_tag(pl, link)->other = mark;
	}
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

/* Tags of the spans, in their order: the marks' are References, with links to their notes. */
static int *add_span_tags(struct setter *p, const struct content_noted *noted, int parent)
{
	const struct content_text *text = &noted->text;
	int *tags = arena_array(p->s->arena, int, text->span_n);
	size_t n = 0;

	for (size_t i = 0; i < text->span_n; i++) {
		bool mark = text->spans[i].role == SPAN_MARK;

		tags[i] = page_add_tag(p->s->pl, mark ? TAG_REFERENCE : TAG_SPAN, parent);
		if (mark)
			tags[i] = add_link(p, tags[i], describe_note(p, &noted->notes[n++].text));
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
	int *tags = add_span_tags(p, noted, tag);
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
