/* SPDX-License-Identifier: MIT */
#include "layout/layout.h"

#include <string.h>

#include "layout/set_closing.h"
#include "layout/flow.h"
#include "layout/furniture.h"
#include "layout/imprint.h"
#include "layout/set_prose.h"
#include "layout/shape_cache.h"
#include "layout/table.h"
#include "wording/wording.h"

static void set_table(struct prose_setter *p, const struct section *sec)
{
	struct setting *s = p->s;
	const struct form_table *t = sec->form->table;
	struct table_source src = {.landscape = t->landscape};

	src.grid = grid_build(s->arena, t, sec->cells, s->in->blanks_as_zero);
	if (t->caption != NULL)
		src.caption = (struct raw_text){
		        .text = t->caption, .len = strlen(t->caption), .hints = true};
	prose_set_table(p, &src);
}

static void set_section(struct prose_setter *p, const struct section *sec)
{
	if (sec->at == NULL)
		return;
	if (sec->form->heading != NULL) {
		struct raw_text heading = {.text = sec->form->heading,
		                           .len = strlen(sec->form->heading)};

		prose_set_heading(p, sec->form->level, &heading);
	}
	switch (sec->form->body) {
	case FORM_PROSE:
		prose_set_blocks(p, &sec->prose);
		break;
	case FORM_TABLE:
		prose_set_blocks(p, &sec->before);
		set_table(p, sec);
		prose_set_blocks(p, &sec->after);
		break;
	case FORM_ATTACHMENTS:
		closing_set_attachments(p, sec);
		break;
	case FORM_SIGNATURE:
		closing_set_signature(p, sec);
		break;
	case FORM_NOTE:
		closing_set_note(p, sec);
		break;
	case FORM_IMPRINT:
		imprint_set(p, sec);
		break;
	}
}

/* The whole report as a flow, tags made on the way: their order is the reading order. */
static void set_report(struct setting *s, const struct report *r, struct flow *flow)
{
	struct prose_setter p = {.s = s, .flow = flow};

	p.document = page_add_tag(s->pl, TAG_DOCUMENT, -1);
	if (r->title != NULL) {
		struct raw_text title = {
		        .text = r->title, .len = strlen(r->title), .at = r->title_at};

		prose_set_title(&p, &title);
	}
	if (r->revision.at != NULL)
		prose_set_revision(&p, &r->revision);
	if (p.flow->n > 0)
		prose_set_title_space(&p);
	for (size_t i = 0; i < r->form->section_n; i++)
		set_section(&p, &r->sections[i]);
}

static void emit_placed(struct setting *s, const struct placed *pl, bool landscape)
{
	struct page_area area = setting_page_area(s, pl->page, landscape);
	const struct flow_item *item = pl->item;

	if (item->kind == FLOW_TABLE) {
		struct table_spot spot = {.page = pl->page, .x = area.left, .y = area.top + pl->y};

		table_emit(s, item->table, &pl->fragment, &spot);
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

static void emit_pages(struct setting *s, const struct placing *placing, const char *draft_mark)
{
	bool draft = s->in->force && s->dl->error_n > 0 && draft_mark != NULL;

	for (size_t i = 0; i < placing->page_n; i++) {
		bool turned = s->in->two_sided && placing->landscape[i];
		struct page_area area = setting_page_area(s, i, placing->landscape[i] && !turned);

		page_add(s->pl, area.page_width, area.page_height)->turned = turned;
		if (draft)
			furniture_emit_draft(s, i, draft_mark);
	}
	for (size_t i = 0; i < placing->n; i++)
		emit_placed(s, &placing->placed[i], placing->landscape[placing->placed[i].page]);
	for (size_t i = 0; i < placing->page_n; i++)
		furniture_emit_number(s, i, placing->landscape[i]);
}

/* A corrected edition is told by its title, its subject and the day it was modified. */
static void describe_revision(struct setting *s, const struct revision *rev)
{
	struct page_meta *meta = &s->pl->meta;

	meta->title = arena_printf(s->arena, "%s%s", meta->title, s->style->revision_mark);
	meta->subject = arena_printf(s->arena, "%s%s", meta->subject != NULL ? meta->subject : "",
	                             wording_revision_note(s->arena, s->style, rev));
	if (rev->date.year != 0)
		meta->revised = (struct page_date){rev->date.year, rev->date.month, rev->date.day};
}

static void describe(struct page_list *pl, const struct report *r, const struct date *date)
{
	pl->meta = (struct page_meta){.title = r->title != NULL ? r->title : r->form->title_zh,
	                              .author = r->organ,
	                              .subject = r->form->subject,
	                              .keywords = r->form->keywords,
	                              .language = r->form->language,
	                              .date = {date->year, date->month, date->day}};
	pl->meta.revised = pl->meta.date;
}

enum rc layout_report(struct arena *a, const struct layout_input *in, struct diag_list *dl,
                      struct page_list *pl)
{
	const struct report *r = in->report->report;
	struct setting s = {.arena = a,
	                    .shapes = shape_cache_new(a),
	                    .in = in,
	                    .style = in->style,
	                    .fonts = in->fonts,
	                    .dl = dl,
	                    .source = r->source,
	                    .pl = pl};
	struct flow flow = {0};
	struct placing placing = {0};

	set_report(&s, r, &flow);
	if (s.rc == RC_OK)
		flow_paginate(&s, &flow, &placing);
	if (s.rc == RC_OK)
		emit_pages(&s, &placing, r->form->draft_mark);
	describe(pl, r, &in->date);
	if (r->revision.at != NULL)
		describe_revision(&s, &r->revision);
	flow_release(&flow);
	placing_release(&placing);
	return s.rc;
}
