/* SPDX-License-Identifier: MIT */
#include "layout/layout.h"

#include "base/words.h"
#include "layout/setter.h"

/* Turns the report into a flow. Makes the tags on the way, in reading order. */
static void set_content(struct setting *s, const struct content *c, struct flow *flow)
{
	struct setter p = {.s = s, .flow = flow};

	p.document = page_add_tag(s->pl, TAG_DOCUMENT, -1);
	setter_set_section(&p, &c->front);
	if (flow->n > 0 && s->style->title_space > 0)
		setter_add_blank(&p, s->style->title_space);
	for (size_t i = 0; i < c->section_n; i++)
		setter_set_section(&p, &c->sections[i]);
}

static void emit_placed(struct setting *s, const struct placed *pl, bool landscape)
{
	struct page_area area = setting_page_area(s, pl->page, landscape);
	const struct flow_item *item = pl->item;

	if (item->kind == FLOW_TABLE) {
		struct table_spot spot = {.page = pl->page, .x = area.left, .y = area.top + pl->y};

		table_emit(s, item->table, &pl->fragment, &spot);
	} else if (item->kind == FLOW_PICTURE) {
		picture_emit(s, item,
		             &(struct text_spot){.page = pl->page,
		                                 .x = area.left,
		                                 .top = area.top + pl->y,
		                                 .width = area.width});
	} else if (item->kind == FLOW_FOOT) {
		struct text_spot spot = {.page = pl->page,
		                         .x = area.left,
		                         .top = area.top + pl->y,
		                         .width = area.width};

		imprint_emit(s, item->imprint, &spot);
	} else {
		struct text_spot spot = {.page = pl->page,
		                         .x = area.left + item->x,
		                         .top = area.top + pl->y,
		                         .width = area.width - item->x,
		                         .tag = item->tag};

		setting_emit_line(s, item->text, item->line, &spot);
	}
}

static void emit_pages(struct setting *s, const struct placing *placing)
{
	for (size_t i = 0; i < placing->page_n; i++) {
		bool turned = s->in->two_sided && placing->pages[i].landscape;
		struct page_area area =
		        setting_page_area(s, i, placing->pages[i].landscape && !turned);

		page_add(s->pl, area.page_width, area.page_height)->turned = turned;
	}
	for (size_t i = 0; i < placing->n; i++)
		emit_placed(s, &placing->placed[i],
		            placing->pages[placing->placed[i].page].landscape);
	foot_emit(s, placing);
	for (size_t i = 0; i < placing->page_n; i++)
		furniture_emit_number(s, i, placing->pages[i].landscape);
}

static struct page_date page_date_of(const struct date *d)
{
	return (struct page_date){d->year, d->month, d->day};
}

static struct page_meta page_meta_of(const struct content_meta *m)
{
	return (struct page_meta){.title = m->title,
	                          .author = m->author,
	                          .subject = m->subject,
	                          .keywords = m->keywords,
	                          .language = m->language,
	                          .date = page_date_of(&m->date),
	                          .revised = page_date_of(&m->revised)};
}

static struct setting begin(struct arena *a, const struct layout_input *in, struct diag_list *dl,
                            struct page_list *pl)
{
	return (struct setting){.arena = a,
	                        .shapes = shape_cache_new(a),
	                        .words = words_new(a, in->style->head_words),
	                        .in = in,
	                        .style = in->style,
	                        .fonts = in->fonts,
	                        .dl = dl,
	                        .pl = pl};
}

enum rc layout_report(struct arena *a, const struct layout_input *in, struct diag_list *dl,
                      struct page_list *pl)
{
	struct setting s = begin(a, in, dl, pl);
	struct flow flow = {0};
	struct placing placing = {0};

	pl->meta = page_meta_of(&in->content->meta);
	set_content(&s, in->content, &flow);
	if (s.rc == RC_OK)
		flow_paginate(&s, &flow, &placing);
	if (s.rc == RC_OK)
		emit_pages(&s, &placing);
	flow_release(&flow);
	placing_release(&placing);
	return s.rc;
}

enum rc layout_mark_draft(struct arena *a, const struct layout_input *in, struct diag_list *dl,
                          struct page_list *pl)
{
	struct setting s = begin(a, in, dl, pl);

	for (size_t i = 0; i < pl->page_n && in->content->draft_mark != NULL; i++)
		furniture_emit_draft(&s, i, in->content->draft_mark);
	return s.rc;
}
