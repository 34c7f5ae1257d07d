/* SPDX-License-Identifier: MIT */
#include "layout/layout.h"

#include "base/words.h"
#include "layout/setter.h"

/* Sets the report block by block. Makes the tags on the way, in reading order. */
static void set_content(struct setter *p, const struct content *c)
{
	p->document = page_add_tag(p->s->pl, TAG_DOCUMENT, -1);
	setter_set_section(p, &c->front);
	if (p->flow->n > 0 && p->s->style->title_space > 0)
		setter_add_blank(p, p->s->style->title_space);
	for (size_t i = 0; i < c->section_n && !p->s->pl->overfull; i++)
		setter_set_section(p, &c->sections[i]);
}

static void emit_placed(struct setting *s, const struct placing *p, const struct placed *placed)
{
	struct page_area area = setting_page_area(s, p->page, p->plan.landscape);
	const struct flow_item *item = &placed->item;
	struct text_spot spot = {
	        .page = p->page, .x = area.left, .top = area.top + placed->y, .width = area.width};

	switch (item->kind) {
	case FLOW_TABLE:
		table_emit(s, item->table, &placed->fragment,
		           &(struct table_spot){p->page, spot.x, spot.top});
		break;
	case FLOW_PICTURE:
		picture_emit(s, item, &spot);
		break;
	case FLOW_FOOT:
		imprint_emit(s, item->imprint, &spot);
		break;
	case FLOW_LINE:
	case FLOW_LOOSE:
	case FLOW_BLANK:
		spot.x += item->x;
		spot.width -= item->x;
		spot.tag = item->tag;
		setting_emit_line(s, item->text, item->line, &spot);
		break;
	}
}

void layout_emit_page(struct setting *s, const struct placing *p)
{
	bool turned = s->in->two_sided && p->plan.landscape;
	struct page_area area = setting_page_area(s, p->page, p->plan.landscape && !turned);

	page_add(s->pl, area.page_width, area.page_height)->turned = turned;
	for (size_t i = 0; i < p->n; i++)
		emit_placed(s, p, &p->placed[i]);
	foot_emit(s, p);
	furniture_emit_number(s, p->page, p->plan.landscape);
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
	                        .kept = a,
	                        .shapes = shape_cache_new(a),
	                        .words = in->style->words,
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
	struct setter p = {.s = &s, .flow = &flow};

	pl->meta = page_meta_of(&in->content->meta);
	p.cursor = flow_begin(&s, &flow);
	set_content(&p, in->content);
	flow_advance(p.cursor, /*all*/ true);
	flow_end(p.cursor);
	flow_release(&flow);
	stretch_release_all(&s);
	arena_release(&s.again);
	arena_release(&s.tried);
	arena_release(&s.page);
	for (size_t i = 0; i < COUNT(s.parted); i++)
		arena_release(&s.parted[i].arena);
	if (s.rc != RC_OK)
		page_drop_all(pl);
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
