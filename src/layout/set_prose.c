/* SPDX-License-Identifier: MIT */
/* set_prose.c: titles, headings, paragraphs and tables. */
#include "base/mem.h"
#include "layout/setter.h"

enum { LEAD_LINES = 2 };

static int add_block_tag(struct setter *p, enum tag_kind kind)
{
	return page_add_tag(p->s->pl, kind, p->document);
}

static struct set_text *shape(struct setter *p, const struct content_text *text,
                              const struct text_style *style)
{
	return setting_shape(p->s, text, &(struct text_looks){.style = style});
}

static bool is_heading(const struct style *st, const struct text_style *style)
{
	return style >= st->heading && style < st->heading + COUNT(st->heading);
}

size_t setter_add_lines(struct setter *p, enum flow_kind kind, struct set_text *t, int tag,
                        const struct text_style *style)
{
	lu width = p->s->style->page.text_width;
	bool centred = style->align == ALIGN_CENTRE;
	struct text_measure m = {.width = width,
	                         .indent = style->indent * t->in.pitch,
	                         .justify = style->align == ALIGN_JUSTIFY,
	                         .sense = is_heading(p->s->style, style),
	                         .title = style == &p->s->style->title && centred,
	                         .balance = centred};
	size_t first = p->flow->n;

	setting_break(p->s, t, &m);
	if (p->s->passing != NULL)
		setting_seal(p->s, t);
	for (size_t i = 0; i < t->line_n; i++) {
		struct flow_item *item = flow_add(p->flow, kind);

		item->text = t;
		item->line = i;
		item->tag = tag;
		item->heading = m.sense;
	}
	return first;
}

static void keep_lines(struct setter *p, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		p->flow->items[i].keep_next = true;
}

void setter_keep_paragraph(struct setter *p, size_t first)
{
	size_t end = p->flow->n;

	if (end > first + 1) {
		keep_lines(p, first, first + 1);
		keep_lines(p, end - 2, end - 1);
	}
}

/* A paragraph of one or two characters is never alone on a page. */
static void keep_short_line(struct setter *p, size_t item, const struct set_text *t)
{
	if (item > 0 && t->line_n == 1 && t->lines[0].width <= 2 * t->in.pitch)
		keep_lines(p, item - 1, item);
}

static void set_title(struct setter *p, const struct content_text *title)
{
	const struct text_style *style = &p->s->style->title;
	struct set_text *t = shape(p, title, style);
	int tag = add_block_tag(p, TAG_H1);
	size_t first = setter_add_lines(p, FLOW_LOOSE, t, tag, style);

	keep_lines(p, first, p->flow->n);
}

/* The lines that mark a corrected edition, between the title and the text. */
static void set_correction(struct setter *p, const struct content_texts *lines)
{
	const struct text_style *style = &p->s->style->revision;

	for (size_t i = 0; i < lines->n; i++) {
		struct set_text *t = shape(p, &lines->list[i], style);
		size_t first = setter_add_lines(p, FLOW_LINE, t, add_block_tag(p, TAG_P), style);

		keep_lines(p, first, p->flow->n);
	}
}

static int add_heading_tag(struct setter *p, const struct content_heading *h)
{
	int tag = add_block_tag(p, (enum tag_kind)(TAG_H1 + h->tag_level - 1));

	page_tag(p->s->pl, tag)->title = h->bookmark;
	return tag;
}

/* The footnotes of a heading are in a paragraph after it, lest they be read as a part of it. */
static void set_noted_heading(struct setter *p, const struct content_heading *h)
{
	const struct text_style *style = &p->s->style->heading[h->level];
	struct set_text *t = setting_shape(
	        p->s, &h->text,
	        &(struct text_looks){.style = style, .spans = true, .raise_marks = true});
	int tag = add_heading_tag(p, h);
	struct noted_place place;

	t->run_tags = noted_add_tags(p, &h->text, &h->notes, &(struct noted_tags){.text = tag});
	place.first = setter_add_lines(p, FLOW_LINE, t, tag, style);
	place.parent = add_block_tag(p, TAG_P);
	keep_lines(p, place.first, p->flow->n);
	noted_add_notes(p, t, &h->text, &h->notes, &place);
}

static void set_heading(struct setter *p, const struct content_heading *h)
{
	const struct text_style *style = &p->s->style->heading[h->level];
	struct set_text *t;
	size_t first;

	if (h->notes.n > 0) {
		set_noted_heading(p, h);
		return;
	}
	t = shape(p, &h->text, style);
	first = setter_add_lines(p, FLOW_LINE, t, add_heading_tag(p, h), style);
	keep_lines(p, first, p->flow->n);
}

/* The heading and its text are one paragraph with two tags. */
static void set_run_in(struct setter *p, const struct content_heading *h)
{
	const struct style *st = p->s->style;
	bool noted = h->notes.n > 0;
	struct set_text *t = setting_shape(p->s, &h->text,
	                                   &(struct text_looks){.style = &st->body,
	                                                        .lead = &st->heading[h->level],
	                                                        .spans = noted,
	                                                        .raise_marks = noted});
	struct noted_tags tags = {add_heading_tag(p, h), -1};
	int *two = arena_array(p->s->arena, int, 2);
	struct noted_place place;

	if (noted) {
		t->run_tags = noted_add_tags(p, &h->text, &h->notes, &tags);
	} else {
		two[0] = tags.lead;
		two[1] = tags.text = add_block_tag(p, TAG_P);
		t->run_tags = two;
	}
	place.parent = tags.text;
	place.first = setter_add_lines(p, FLOW_LINE, t, tags.lead, &st->body);
	setter_keep_paragraph(p, place.first);
	if (noted)
		noted_add_notes(p, t, &h->text, &h->notes, &place);
}

/* Sets a text and adds its lines; neither its first nor its last line is left alone on a page. */
static void set_paragraph(struct setter *p, const struct content_text *text)
{
	const struct text_style *style = &p->s->style->body;
	struct set_text *t = shape(p, text, style);
	size_t first = setter_add_lines(p, FLOW_LINE, t, add_block_tag(p, TAG_P), style);

	setter_keep_paragraph(p, first);
	keep_short_line(p, first, t);
}

static void set_list(struct setter *p, const struct content_list *list)
{
	const struct text_style *style = &p->s->style->body;
	struct list_place place = {.style = style,
	                           .x = p->s->style->list.indent * style->pitch,
	                           .parent = p->document,
	                           .on_grid = true};

	setter_set_list(p, list, &place);
}

/* Adds the lines of a text off the grid. */
static void add_loose(struct setter *p, const struct set_text *text, int tag)
{
	for (size_t i = 0; text != NULL && i < text->line_n; i++) {
		struct flow_item *item = flow_add(p->flow, FLOW_LOOSE);

		item->text = text;
		item->line = i;
		item->tag = tag;
	}
}

/* A table, or a part of one, with caption and unit above and notes below, nearer than other text.
 */
static void set_table_part(struct setter *p, const struct table *t)
{
	lu space = p->s->style->table.space, near = table_near_space(p->s);
	size_t first = p->flow->n, at;

	add_loose(p, t->caption, t->caption_tag);
	add_loose(p, t->unit, t->unit_tag);
	at = p->flow->n;
	keep_lines(p, first, at);
	flow_add(p->flow, FLOW_TABLE)->table = t;
	for (size_t i = 0; i < t->note_n; i++)
		add_loose(p, t->notes[i], t->note_tag + (int)i);
	p->flow->items[at].above = p->flow->items[at].below = near;
	p->flow->items[first].above = space;
	p->flow->items[p->flow->n - 1].below = space;
}

/* A line or two between a heading and a table lead to it, and go with it to the next page. */
static void keep_lead(struct setter *p)
{
	const struct flow_item *items = p->flow->items;
	size_t end = p->flow->n, first = end;

	while (first > 0 && items[first - 1].kind == FLOW_LINE &&
	       items[first - 1].tag == items[end - 1].tag)
		first--;
	if (first > 0 && first < end && end - first <= LEAD_LINES && items[first - 1].keep_next)
		keep_lines(p, first, end);
}

static void set_table(struct setter *p, const struct content_table *table)
{
	keep_lead(p);
	for (const struct table *t = table_new(p->s, table, p->document); t != NULL; t = t->next)
		set_table_part(p, t);
}

static void set_note(struct setter *p, const struct content_text *note)
{
	setter_keep_last(p);
	set_paragraph(p, note);
}

static void set_block(struct setter *p, const struct content_block *b)
{
	switch (b->kind) {
	case CONTENT_TITLE:
		set_title(p, &b->u.text);
		break;
	case CONTENT_CORRECTION:
		set_correction(p, &b->u.lines);
		break;
	case CONTENT_HEADING:
		set_heading(p, &b->u.heading);
		break;
	case CONTENT_PARAGRAPH:
		set_paragraph(p, &b->u.text);
		break;
	case CONTENT_NOTED:
		noted_set(p, &b->u.noted);
		break;
	case CONTENT_RUN_IN:
		set_run_in(p, &b->u.heading);
		break;
	case CONTENT_LIST:
		set_list(p, &b->u.list);
		break;
	case CONTENT_TABLE:
		set_table(p, b->u.table);
		break;
	case CONTENT_PICTURE:
		picture_set(p, b->u.picture);
		break;
	case CONTENT_CHART:
		figure_set_chart(p, b->u.chart);
		break;
	case CONTENT_ATTACHMENTS:
		closing_set_attachments(p, &b->u.attachments);
		break;
	case CONTENT_SIGNATURE:
		closing_set_signature(p, &b->u.signature);
		break;
	case CONTENT_NOTE:
		set_note(p, &b->u.text);
		break;
	case CONTENT_IMPRINT:
		imprint_set(p, b->u.imprint);
		break;
	}
}

/*
 * Only plain text can be shaped in memory that is reused for the next block: a table may have to be
 * set again at another size, what follows the text measures its lines after breaking them, and
 * footnotes ask which line has their mark.
 */
static bool is_plain(const struct content_block *b)
{
	return b->kind == CONTENT_PARAGRAPH ||
	       ((b->kind == CONTENT_HEADING || b->kind == CONTENT_RUN_IN) &&
	        b->u.heading.notes.n == 0);
}

void setter_set_section(struct setter *p, const struct content_section *section)
{
	struct arena passing = {0};

	for (size_t i = 0; i < section->block_n && !p->s->pl->overfull; i++) {
		p->s->passing = is_plain(&section->blocks[i]) ? &passing : NULL;
		p->flow->block = (int)p->s->pl->tag_n;
		stretch_begin_block(p->s);
		set_block(p, &section->blocks[i]);
		arena_reset(&passing);
		p->s->passing = NULL;
		flow_advance(p->cursor, /*all*/ false);
	}
	arena_release(&passing);
}
