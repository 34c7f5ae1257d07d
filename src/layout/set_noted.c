/* SPDX-License-Identifier: MIT */
/* set_noted.c: texts with footnotes. */
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

	p->s->pl->mark_n += PAGE_LINK_MARKS; /* without a link, too: a note is no less work */
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

/* A footnote's number and text; its Note is in `parent`. */
static struct footnote set_footnote(struct setter *p, const struct content_footnote *from, int mark,
                                    int parent)
{
	const struct text_style *style = &p->s->style->footnote;
	struct set_text *t = setting_shape(p->s, &from->text,
	                                   &(struct text_looks){.style = style, .spans = true});
	struct page_list *pl = p->s->pl;
	bool linked = page_tag(pl, mark)->kind == TAG_LINK;
	int reference = linked ? page_tag(pl, mark)->parent : mark, link;
	int note = page_add_tag(pl, TAG_NOTE, parent);
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

/* Which line of a text, from `line` on, has the character at an offset. */
static size_t line_at(const struct set_text *t, size_t line, size_t off)
{
	while (line + 1 < t->line_n && t->shaped.clusters[t->lines[line + 1].first].off <= off)
		line++;
	return line;
}

int *noted_add_tags(struct setter *p, const struct content_text *text,
                    const struct content_notes *notes, struct noted_tags *in)
{
	int *tags = arena_array(p->s->arena, int, text->span_n);
	size_t n = 0, at = 0, lead = content_lead(text);
	bool marked = false; /* an element's own content precedes its children */
	int last = -1;

	for (size_t i = 0; i < text->span_n; i++) {
		bool mark = text->spans[i].role == SPAN_MARK;
		int parent;

		if (at >= lead && in->text < 0)
			in->text = page_add_tag(p->s->pl, TAG_P, p->document);
		parent = at < lead ? in->lead : in->text;
		at += text->spans[i].len;
		marked = mark || (marked && parent == last);
		last = parent;
		tags[i] = parent;
		if (marked)
			tags[i] = page_add_tag(p->s->pl, mark ? TAG_REFERENCE : TAG_SPAN, parent);
		if (mark && !setting_has_too_much(p->s))
			tags[i] = add_link(p, tags[i], describe_note(p, &notes->list[n++].text));
	}
	return tags;
}

void noted_add_notes(struct setter *p, const struct set_text *t, const struct content_text *text,
                     const struct content_notes *from, const struct noted_place *place)
{
	struct footnote *notes = arena_array(p->s->arena, struct footnote, from->n);
	size_t off = 0, n = 0, line = 0;

	for (size_t i = 0; i < text->span_n && t->line_n > 0; off += text->spans[i++].len) {
		struct flow_item *item;

		if (text->spans[i].role != SPAN_MARK)
			continue;
		if (setting_has_too_much(p->s)) {
			setting_overfull(p->s);
			return;
		}
		line = line_at(t, line, off);
		item = &p->flow->items[place->first + line];
		notes[n] = set_footnote(p, &from->list[n], t->run_tags[i], place->parent);
		if (item->note_n++ == 0)
			item->notes = &notes[n];
		n++;
	}
}

void noted_set(struct setter *p, const struct content_noted *noted)
{
	const struct text_style *style = &p->s->style->body;
	struct set_text *t = setting_shape(
	        p->s, &noted->text,
	        &(struct text_looks){.style = style, .spans = true, .raise_marks = true});
	int tag = page_add_tag(p->s->pl, TAG_P, p->document);
	struct noted_place place = {.parent = tag};

	t->run_tags =
	        noted_add_tags(p, &noted->text, &noted->notes, &(struct noted_tags){.text = tag});
	place.first = setter_add_lines(p, FLOW_LINE, t, tag, style);
	setter_keep_paragraph(p, place.first);
	noted_add_notes(p, t, &noted->text, &noted->notes, &place);
}
