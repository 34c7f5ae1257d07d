/* SPDX-License-Identifier: MIT */
/* prose_blocks.c: paragraphs, headings and tables of a report's prose. */
#include <string.h>

#include "base/unicode.h"
#include "content/content_builder.h"
#include "report/numbering.h"

/* At most one level below the last heading. */
static int next_tag_level(struct content_builder *b, int level)
{
	b->tag_level = (level < b->tag_level ? level : b->tag_level) + 1;
	return b->tag_level;
}

void builder_add_heading(struct content_builder *b, int level, const struct content_text *text)
{
	int tag_level = next_tag_level(b, level);

	builder_add(b, CONTENT_HEADING)->u.heading =
	        (struct content_heading){.text = *text,
	                                 .level = level,
	                                 .tag_level = tag_level,
	                                 .bookmark = unicode_one_line(b->arena, text->text)};
}

/* Whether a paragraph begins like a note of the table above it. */
static bool opens_note(const char *openers, const struct report_line *line)
{
	while (openers != NULL && *openers != '\0') {
		size_t n = strcspn(openers, " ");

		if (n > 0 && line->len > n && memcmp(line->text, openers, n) == 0)
			return true;
		openers += n + (openers[n] == ' ');
	}
	return false;
}

/* Adds a note to the last block if that is a table. */
static bool add_note(struct content_builder *b, const struct report_line *line)
{
	struct content_block *last = b->block_n > 0 ? &b->blocks[b->block_n - 1] : NULL;
	struct content_table *table;
	const struct content_texts *notes;
	struct content_text *list;

	if (last == NULL || last->kind != CONTENT_TABLE ||
	    !opens_note(b->style->table.note_openers, line))
		return false;
	notes = &last->u.table->notes;
	list = arena_array(b->arena, struct content_text, notes->n + 1);
	if (notes->n > 0)
		memcpy(list, notes->list, notes->n * sizeof(*list));
	list[notes->n] = compose_own(b->arena, line);
	table = arena_new(b->arena, struct content_table);
	*table = *last->u.table;
	table->notes = (struct content_texts){list, notes->n + 1};
	last->u.table = table;
	return true;
}

/* A number in a circle; Unicode has them up to 50. */
static void put_number(struct buf *b, size_t n)
{
	if (n <= 20)
		buf_put_utf8(b, (uint32_t)(0x2460 + n - 1));
	else if (n <= 35)
		buf_put_utf8(b, (uint32_t)(0x3251 + n - 21));
	else if (n <= 50)
		buf_put_utf8(b, (uint32_t)(0x32B1 + n - 36));
	else
		buf_putf(b, "[%zu]", n);
}

static void put_mark(struct composer *c, size_t number)
{
	struct buf mark = {0};

	put_number(&mark, number);
	compose_put(c, mark.p, mark.n,
	            &(struct content_span){.role = SPAN_MARK, .number = (uint32_t)number});
	buf_release(&mark);
}

/* The footnotes of a block while its texts are composed. */
struct noting {
	struct content_builder *b;
	struct composer c;
	const struct report_lines *from;
	struct content_footnote *notes;
	size_t n;
};

static struct noting begin_noting(struct content_builder *b, const struct report_lines *notes)
{
	return (struct noting){
	        .b = b,
	        .from = notes,
	        .notes = notes->n > 0 ? arena_array(b->arena, struct content_footnote, notes->n)
	                              : NULL};
}

static void add_footnote(struct noting *g, const struct report_line *line)
{
	struct content_footnote *note = &g->notes[g->n++];
	struct composer c = {0};

	note->number = ++g->b->note_n;
	put_mark(&g->c, note->number);
	put_mark(&c, note->number);
	compose_put(&c, line->text, line->len, &(struct content_span){.at = line->at});
	note->text = compose_finish(&c, g->b->arena);
}

/* Bytes [from, to) of a text, the first `lead` of which are a heading. */
static void put_words(struct noting *g, const struct report_line *text, size_t from, size_t to,
                      size_t lead)
{
	size_t middle = lead < from ? from : lead > to ? to : lead;

	compose_put(&g->c, text->text + from, middle - from,
	            &(struct content_span){.role = SPAN_LEAD, .at = text->at, .at_off = from});
	compose_put(&g->c, text->text + middle, to - middle,
	            &(struct content_span){.at = text->at, .at_off = middle});
}

/* A text with its marks. */
static void put_marked(struct noting *g, const struct report_line *text,
                       const struct report_marks *marks, size_t lead)
{
	size_t from = 0;

	for (size_t i = 0; i < marks->n; i++) {
		const struct report_mark *m = &marks->list[i];

		put_words(g, text, from, m->off, lead);
		add_footnote(g, &g->from->lines[m->note]);
		from = m->off;
	}
	put_words(g, text, from, text->len, lead);
}

static struct content_notes end_noting(struct noting *g, struct content_text *ret_text)
{
	*ret_text = compose_finish(&g->c, g->b->arena);
	return (struct content_notes){g->notes, g->n};
}

/* A heading and the text after it, which the composer has. */
static void add_run_in(struct noting *g, int level, const struct report_line *lead)
{
	struct content_builder *b = g->b;
	struct content_heading h = {.level = level, .tag_level = next_tag_level(b, level)};
	size_t n = numbering_without_stop(lead->text, lead->len);

	h.notes = end_noting(g, &h.text);
	h.bookmark = unicode_one_line(b->arena, arena_strndup(b->arena, lead->text, n));
	builder_add(b, CONTENT_RUN_IN)->u.heading = h;
}

/* A heading; text that follows on the same line is a string of its own. */
static void add_heading(struct content_builder *b, const struct block *block)
{
	const struct report_line lead = {block->text, block->len, block->at};
	const struct block_more *more = block_more(block);
	struct noting g = begin_noting(b, &more->notes);
	struct content_heading h = {.level = block->level};

	if (more->rest.text != NULL) {
		put_marked(&g, &lead, &more->marks, lead.len);
		put_marked(&g, &more->rest, &more->rest_marks, 0);
		add_run_in(&g, block->level, &lead);
		return;
	}
	put_marked(&g, &lead, &more->marks, 0);
	h.notes = end_noting(&g, &h.text);
	h.tag_level = next_tag_level(b, h.level);
	h.bookmark = unicode_one_line(b->arena, lead.text);
	builder_add(b, CONTENT_HEADING)->u.heading = h;
}

/* If the layout has run-in headings, a paragraph's first sentence may be one. */
static void add_paragraph(struct content_builder *b, const struct block *block)
{
	const struct report_line line = {block->text, block->len, block->at};
	size_t lead = b->style->run_in_headings ? numbering_run_in(line.text, line.len) : 0;
	const struct block_more *more = block_more(block);
	struct noting g = begin_noting(b, &more->notes);
	struct content_noted noted;

	if (more->notes.n == 0 && add_note(b, &line))
		return;
	put_marked(&g, &line, &more->marks, lead);
	if (lead > 0) {
		add_run_in(&g, numbering_level(line.text, line.len),
		           &(struct report_line){line.text, lead, line.at});
		return;
	}
	noted.notes = end_noting(&g, &noted.text);
	if (noted.notes.n > 0)
		builder_add(b, CONTENT_NOTED)->u.noted = noted;
	else
		builder_add(b, CONTENT_PARAGRAPH)->u.text = noted.text;
}

/* "2." or a bullet, as the layout has it for the level. */
static struct content_text item_mark(struct content_builder *b, const struct report_list *list,
                                     int level, size_t i)
{
	const struct list_style *style = &b->style->list;

	return list->ordered ? compose_number(b->arena, style->numbers[level], i + 1)
	                     : compose_words(b->arena, style->bullets[level]);
}

static struct content_list build_list(struct content_builder *b, const struct report_list *list,
                                      int level)
{
	struct content_item *items = arena_array(b->arena, struct content_item, list->n);

	for (size_t i = 0; i < list->n; i++) {
		const struct report_item *item = &list->items[i];
		struct content_list *inner;
		struct noting g;

		items[i].mark = item_mark(b, list, level, i);
		g = begin_noting(b, &item->notes);
		put_marked(&g, &item->text, &item->marks, 0);
		items[i].notes = end_noting(&g, &items[i].text);
		if (item->list.n == 0)
			continue;
		inner = arena_new(b->arena, struct content_list);
		*inner = build_list(b, &item->list, level + 1);
		items[i].list = inner;
	}
	return (struct content_list){list->ordered, items, list->n};
}

void builder_add_table(struct content_builder *b, struct content_table *t,
                       const struct table_remarks *remarks, const char *unit)
{
	const char *words = b->style->table.unit != NULL ? b->style->table.unit : "{text}";
	const struct report_lines *notes = &remarks->notes;
	struct content_text *list = arena_array(b->arena, struct content_text, notes->n);
	struct report_line line = {.text = remarks->unit, .at = remarks->unit_at};
	struct content_table *own = arena_new(b->arena, struct content_table);

	if (line.text == NULL)
		line = (struct report_line){.text = unit};
	if (line.text != NULL) {
		line.len = strlen(line.text);
		t->unit = compose_around(b->arena, words, &line, NULL);
	}
	for (size_t i = 0; i < notes->n; i++)
		list[i] = compose_own(b->arena, &notes->lines[i]);
	t->notes = (struct content_texts){list, notes->n};
	*own = *t;
	builder_add(b, CONTENT_TABLE)->u.table = own;
}

static void add_table(struct content_builder *b, const struct report_table *table)
{
	struct content_table t = {
	        .form = table->form, .cells = table->cells, .landscape = table->form->landscape};

	if (table->caption != NULL)
		t.caption = compose_own(b->arena, &(struct report_line){table->caption,
		                                                        strlen(table->caption),
		                                                        table->caption_at});
	builder_add_table(b, &t, &table->remarks, NULL);
}

static void add_picture(struct content_builder *b, const struct report_picture *p)
{
	struct content_picture *to = arena_new(b->arena, struct content_picture);

	*to = (struct content_picture){
	        .picture = &p->picture, .width = p->width, .file = p->file, .at = p->at};
	to->alt = compose_own(b->arena, &p->alt);
	if (p->caption.text != NULL)
		to->caption = compose_own(b->arena, &p->caption);
	builder_add(b, CONTENT_PICTURE)->u.picture = to;
}

void builder_add_prose(struct content_builder *b, const struct prose *prose)
{
	for (size_t i = 0; i < prose->block_n; i++) {
		const struct block *block = &prose->blocks[i];

		switch (block->kind) {
		case BLOCK_PARAGRAPH:
		case BLOCK_NOTED:
			add_paragraph(b, block);
			break;
		case BLOCK_HEADING:
			add_heading(b, block);
			break;
		case BLOCK_LIST:
			builder_add(b, CONTENT_LIST)->u.list = build_list(b, &block->list, 0);
			break;
		case BLOCK_TABLE:
			add_table(b, block->table);
			break;
		case BLOCK_PICTURE:
			add_picture(b, block->picture);
			break;
		case BLOCK_CHART:
			builder_add_chart(b, block->chart);
			break;
		}
	}
}
