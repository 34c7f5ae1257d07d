/* SPDX-License-Identifier: MIT */
#include "layout/prose.h"

#include <string.h>

#include "base/template.h"

/* Room kept free right of a signature, and how far the date stands right of the organ. */
enum { SIGNATURE_INDENT = 2 };

static int add_block_tag(struct prose_setter *p, enum tag_kind kind)
{
	return page_add_tag(p->s->pl, kind, p->document);
}

/* Breaks a text to the text area and adds its lines; returns the first one's index. */
static size_t add_lines(struct prose_setter *p, enum flow_kind kind, struct set_text *t, int tag,
                        const struct text_style *style)
{
	lu width = p->s->style->page.text_width;
	struct text_measure m = {.width = width,
	                         .indent = style->indent * t->in.pitch,
	                         .justify = style->align == ALIGN_JUSTIFY,
	                         .balance = style->align == ALIGN_CENTRE};
	size_t first = p->flow->n;

	setting_break(p->s, t, &m);
	for (size_t i = 0; i < t->line_n; i++) {
		struct flow_item *item = flow_add(p->flow, kind);

		item->text = t;
		item->line = i;
		item->tag = tag;
	}
	return first;
}

static void keep_lines(struct prose_setter *p, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		p->flow->items[i].keep_next = true;
}

void prose_set_title(struct prose_setter *p, const struct raw_text *title)
{
	const struct style *st = p->s->style;
	struct set_text *t = setting_shape(p->s, title, &st->title, 0);
	int tag = add_block_tag(p, TAG_H1);
	size_t first = add_lines(p, FLOW_LOOSE, t, tag, &st->title);

	p->level = 1;
	keep_lines(p, first, p->flow->n);
}

/* A line or more of a corrected edition's own, between the title and the text. */
static void set_revision_text(struct prose_setter *p, const struct raw_text *raw)
{
	const struct text_style *style = &p->s->style->revision;
	struct set_text *t = setting_shape(p->s, raw, style, 0);
	size_t first = add_lines(p, FLOW_LINE, t, add_block_tag(p, TAG_P), style);

	keep_lines(p, first, p->flow->n);
}

void prose_set_revision(struct prose_setter *p, const struct revision *rev)
{
	const struct style *st = p->s->style;
	struct raw_text mark = {.text = st->revision_mark, .len = strlen(st->revision_mark)};
	struct raw_text note = {.at = rev->reason_at};
	const char *reason;

	if (mark.len > 0)
		set_revision_text(p, &mark);
	note.text = prose_revision_note(p->s, rev);
	note.len = strlen(note.text);
	reason = rev->reason != NULL ? strstr(note.text, rev->reason) : NULL;
	note.before = reason != NULL ? (size_t)(reason - note.text) : 0;
	set_revision_text(p, &note);
}

void prose_set_title_space(struct prose_setter *p)
{
	struct flow_item *blank;

	if (p->s->style->title_space == 0)
		return;
	blank = flow_add(p->flow, FLOW_BLANK);
	blank->slots = p->s->style->title_space;
	blank->keep_next = true;
}

void prose_set_heading(struct prose_setter *p, int level, const struct raw_text *text)
{
	const struct text_style *style = &p->s->style->heading[level];
	int tag_level = level + 1 <= p->level + 1 ? level + 1 : p->level + 1;
	struct set_text *t = setting_shape(p->s, text, style, 0);
	int tag = add_block_tag(p, (enum tag_kind)(TAG_H1 + tag_level - 1));
	size_t first;

	p->level = tag_level;
	p->s->pl->tags[tag].title = form_plain_text(p->s->arena, text->text);
	first = add_lines(p, FLOW_LINE, t, tag, style);
	keep_lines(p, first, p->flow->n);
}

void prose_set_paragraph(struct prose_setter *p, const struct raw_text *text)
{
	const struct text_style *style = &p->s->style->body;
	struct set_text *t = setting_shape(p->s, text, style, 0);
	size_t first = add_lines(p, FLOW_LINE, t, add_block_tag(p, TAG_P), style);

	/* The last line does not stand alone at a page's top. */
	if (t->line_n > 1)
		keep_lines(p, first + t->line_n - 2, first + t->line_n - 1);
}

void prose_set_table(struct prose_setter *p, const struct table_source *src)
{
	const struct table *t = table_new(p->s, src, p->document);

	if (t == NULL)
		return;
	for (size_t i = 0; t->caption != NULL && i < t->caption->line_n; i++) {
		struct flow_item *item = flow_add(p->flow, FLOW_LOOSE);

		item->text = t->caption;
		item->line = i;
		item->tag = t->caption_tag;
		item->keep_next = true;
	}
	flow_add(p->flow, FLOW_TABLE)->table = t;
}

static void set_report_table(struct prose_setter *p, const struct report_table *table)
{
	struct table_source src = {.landscape = table->form->landscape};

	src.grid = grid_build(p->s->arena, table->form, table->cells, /*blanks_as_zero*/ false);
	if (table->caption != NULL)
		src.caption = (struct raw_text){.text = table->caption,
		                                .len = strlen(table->caption),
		                                .at = table->caption_at};
	prose_set_table(p, &src);
}

void prose_set_blocks(struct prose_setter *p, const struct prose *prose)
{
	for (size_t i = 0; i < prose->block_n; i++) {
		const struct block *b = &prose->blocks[i];
		struct raw_text raw = {.text = b->text, .len = b->len, .at = b->at};

		switch (b->kind) {
		case BLOCK_PARAGRAPH:
			prose_set_paragraph(p, &raw);
			break;
		case BLOCK_HEADING:
			prose_set_heading(p, b->level, &raw);
			break;
		case BLOCK_TABLE:
			set_report_table(p, b->table);
			break;
		}
	}
}

const char *prose_date_text(struct setting *s, const struct date *d)
{
	const struct template_value values[] = {{"y", arena_printf(s->arena, "%d", d->year)},
	                                        {"m", arena_printf(s->arena, "%d", d->month)},
	                                        {"d", arena_printf(s->arena, "%d", d->day)}};

	return template_fill(s->arena, s->style->date_format, values, 3);
}

const char *prose_revision_note(struct setting *s, const struct revision *rev)
{
	const struct template_value values[] = {
	        {"date", rev->date.year != 0 ? prose_date_text(s, &rev->date) : ""},
	        {"n", arena_printf(s->arena, "%d", rev->number)},
	        {"reason", rev->reason != NULL ? rev->reason : ""}};

	return template_fill(s->arena, s->style->revision_note, values, 3);
}

static struct set_text *signature_line(struct prose_setter *p, const struct raw_text *raw)
{
	struct set_text *t = setting_shape(p->s, raw, &p->s->style->signature, 0);
	struct text_measure m = {.width = p->s->style->page.text_width};

	setting_break(p->s, t, &m);
	t->align = ALIGN_START;
	return t;
}

static void add_signature_lines(struct prose_setter *p, const struct set_text *t, lu x)
{
	int tag = add_block_tag(p, TAG_P);

	for (size_t i = 0; i < t->line_n; i++) {
		struct flow_item *item = flow_add(p->flow, FLOW_LINE);

		item->text = t;
		item->line = i;
		item->x = x > 0 ? x : 0;
		item->tag = tag;
		item->keep_next = true;
	}
}

void prose_set_signature(struct prose_setter *p, const struct section *signature)
{
	lu room = p->s->style->page.text_width;
	lu indent = SIGNATURE_INDENT * p->s->style->signature.pitch;
	lu organ_width = 0, date_width = 0, organ_x;
	struct set_text *organ = NULL, *date = NULL;
	struct flow_item *blank;

	if (signature->organ != NULL) {
		struct raw_text raw = {.text = signature->organ,
		                       .len = strlen(signature->organ),
		                       .at = signature->organ_at};

		organ = signature_line(p, &raw);
		organ_width = organ->line_n > 0 ? organ->lines[0].width : 0;
	}
	if (signature->date.year != 0) {
		const char *text = prose_date_text(p->s, &signature->date);
		struct raw_text raw = {.text = text, .len = strlen(text)};

		date = signature_line(p, &raw);
		date_width = date->line_n > 0 ? date->lines[0].width : 0;
	}
	if (organ == NULL && date == NULL)
		return;
	/* Not alone on a page: the last line of the text goes with it. */
	if (p->flow->n > 0)
		p->flow->items[p->flow->n - 1].keep_next = true;
	blank = flow_add(p->flow, FLOW_BLANK);
	blank->slots = 1;
	blank->keep_next = true;
	/* The date begins two characters right of the organ; the longer one keeps the indent. */
	organ_x = room - indent - organ_width;
	if (organ == NULL || date_width > organ_width)
		organ_x = room - indent - date_width - indent;
	if (organ != NULL)
		add_signature_lines(p, organ, organ_x);
	if (date != NULL)
		add_signature_lines(p, date, organ_x + indent);
	p->flow->items[p->flow->n - 1].keep_next = false;
}
