/* SPDX-License-Identifier: MIT */
#include "layout/set_prose.h"

#include <string.h>

#include "report/numbering.h"
#include "wording/wording.h"

static int add_block_tag(struct prose_setter *p, enum tag_kind kind)
{
	return page_add_tag(p->s->pl, kind, p->document);
}

/* Breaks a text to the text area and adds its lines; returns the first one's index. */
static size_t add_lines(struct prose_setter *p, enum flow_kind kind, struct set_text *t, int tag,
                        const struct text_style *style)
{
	lu width = p->s->style->page.text_width;
	bool centred = style->align == ALIGN_CENTRE;
	struct text_measure m = {.width = width,
	                         .indent = style->indent * t->in.pitch,
	                         .justify = style->align == ALIGN_JUSTIFY,
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
	}
	return first;
}

static void keep_lines(struct prose_setter *p, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		p->flow->items[i].keep_next = true;
}

/* Neither its first line stands alone at a page's foot nor its last one at a page's top. */
static void keep_paragraph(struct prose_setter *p, size_t first)
{
	size_t end = p->flow->n;

	if (end > first + 1) {
		keep_lines(p, first, first + 1);
		keep_lines(p, end - 2, end - 1);
	}
}

/* A paragraph of one or two characters never stands alone on a page. */
static void keep_short_line(struct prose_setter *p, size_t item, const struct set_text *t)
{
	if (item > 0 && t->line_n == 1 && t->lines[0].width <= 2 * t->in.pitch)
		keep_lines(p, item - 1, item);
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
	note.text = wording_revision_note(p->s->arena, st, rev);
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

/* A tag that is a level below the last heading's at most; `len` bytes of text are its bookmark. */
static int add_heading_tag(struct prose_setter *p, int level, const struct raw_text *text,
                           size_t len)
{
	int tag_level = level + 1 <= p->level + 1 ? level + 1 : p->level + 1;
	int tag = add_block_tag(p, (enum tag_kind)(TAG_H1 + tag_level - 1));
	const char *title = arena_strndup(p->s->arena, text->text, len);

	p->level = tag_level;
	p->s->pl->tags[tag].title = text->hints ? form_plain_text(p->s->arena, title) : title;
	return tag;
}

void prose_set_heading(struct prose_setter *p, int level, const struct raw_text *text)
{
	const struct text_style *style = &p->s->style->heading[level];
	struct set_text *t = setting_shape(p->s, text, style, 0);
	int tag = add_heading_tag(p, level, text, text->len);
	size_t first = add_lines(p, FLOW_LINE, t, tag, style);

	keep_lines(p, first, p->flow->n);
}

/* The heading and the text after it are one paragraph in two tags. */
static void set_run_in(struct prose_setter *p, int level, struct raw_text *raw)
{
	const struct style *st = p->s->style;
	struct set_text *t;
	size_t first;
	int tag;

	raw->lead = &st->heading[level];
	t = setting_shape(p->s, raw, &st->body, 0);
	tag = add_heading_tag(p, level, raw, numbering_without_stop(raw->text, raw->lead_len));
	t->rest_tag = add_block_tag(p, TAG_P);
	first = add_lines(p, FLOW_LINE, t, tag, &st->body);
	keep_paragraph(p, first);
}

static void set_heading_block(struct prose_setter *p, const struct block *b)
{
	struct raw_text raw = {.text = b->text, .len = b->len, .at = b->at};

	if (b->rest == NULL) {
		prose_set_heading(p, b->level, &raw);
		return;
	}
	raw.text = arena_printf(p->s->arena, "%s%s", b->text, b->rest);
	raw.len = b->len + b->rest_len;
	raw.lead_len = b->len;
	raw.rest_at = b->rest_at;
	set_run_in(p, b->level, &raw);
}

void prose_set_paragraph(struct prose_setter *p, struct raw_text *raw)
{
	const struct style *st = p->s->style;
	struct set_text *t;
	size_t first;

	raw->lead_len = st->run_in_headings ? numbering_run_in(raw->text, raw->len) : 0;
	if (raw->lead_len > 0) {
		set_run_in(p, numbering_level(raw->text, raw->len), raw);
		return;
	}
	t = setting_shape(p->s, raw, &st->body, 0);
	first = add_lines(p, FLOW_LINE, t, add_block_tag(p, TAG_P), &st->body);
	keep_paragraph(p, first);
	keep_short_line(p, first, t);
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

static void set_block(struct prose_setter *p, const struct block *b)
{
	struct raw_text raw = {.text = b->text, .len = b->len, .at = b->at};

	switch (b->kind) {
	case BLOCK_PARAGRAPH:
		prose_set_paragraph(p, &raw);
		break;
	case BLOCK_HEADING:
		set_heading_block(p, b);
		break;
	case BLOCK_TABLE:
		set_report_table(p, b->table);
		break;
	}
}

void prose_set_blocks(struct prose_setter *p, const struct prose *prose)
{
	struct arena passing = {0};

	for (size_t i = 0; i < prose->block_n; i++) {
		/* A table may have to be set anew, at another size. */
		p->s->passing = prose->blocks[i].kind != BLOCK_TABLE ? &passing : NULL;
		set_block(p, &prose->blocks[i]);
		arena_reset(&passing);
	}
	p->s->passing = NULL;
	arena_release(&passing);
}
