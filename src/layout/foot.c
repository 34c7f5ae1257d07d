/* SPDX-License-Identifier: MIT */
/* foot.c: footnotes at the foot of pages. */
#include "layout/flow.h"

#include "base/mem.h"

enum {
	KEPT_LINES = 2, /* of a note that goes on on the next page */
	RULE_PART = 4,  /* of the measure */
	RULE_WEIGHT = LU_PER_PT / 2
};

lu foot_rule(const struct foot *f)
{
	return f->out->plan.foot == 0 ? f->line : 0;
}

lu foot_rest(const struct foot *f, const struct flow_item *item)
{
	size_t n = item->notes[item->note_n - 1].text->line_n;

	return n > KEPT_LINES ? (lu)(n - KEPT_LINES) * f->line : 0;
}

/* All notes but the last stand whole on the page of their marks. */
lu foot_least(const struct foot *f, const struct flow_item *item)
{
	size_t lines = 0;

	for (size_t i = 0; i < item->note_n; i++)
		lines += item->notes[i].text->line_n;
	return (lu)lines * f->line - foot_rest(f, item);
}

void foot_wait(struct foot *f, const struct flow_item *item)
{
	if (f->first == f->n)
		f->first = f->n = 0;
	for (size_t i = 0; i < item->note_n; i++) {
		f->waiting = mem_grow(f->waiting, f->n, &f->cap, sizeof(*f->waiting));
		f->waiting[f->n++] = &item->notes[i];
	}
}

static void place_line(struct foot *f)
{
	struct placing *out = f->out;
	const struct footnote *note = f->waiting[f->first];

	out->plan.foot += foot_rule(f) + f->line;
	out->notes = mem_grow(out->notes, out->note_n, &out->note_cap, sizeof(*out->notes));
	out->notes[out->note_n++] = (struct placed_note){note, f->done};
	if (++f->done < note->text->line_n)
		return;
	f->first++;
	f->done = 0;
}

void foot_place(struct foot *f, lu room)
{
	while (f->first < f->n && foot_rule(f) + f->line <= room) {
		room -= foot_rule(f) + f->line;
		place_line(f);
	}
}

static void emit_rule(struct setting *s, size_t page, const struct page_area *area, lu y)
{
	struct page_item *rule = page_add_item(s->pl, page, ITEM_RULE, PAGE_ARTIFACT);

	rule->u.rule.x0 = area->left;
	rule->u.rule.x1 = area->left + s->style->page.text_width / RULE_PART;
	rule->u.rule.y0 = rule->u.rule.y1 = y;
	rule->u.rule.width = RULE_WEIGHT;
}

void foot_emit(struct setting *s, const struct placing *p)
{
	lu line = s->style->footnote.line;
	struct page_area area = setting_page_area(s, p->page, p->plan.landscape);
	lu y = area.top + area.height - p->plan.raised - p->plan.foot;

	if (p->note_n == 0)
		return;
	emit_rule(s, p->page, &area, y + line / 2);
	for (size_t i = 0; i < p->note_n; i++) {
		const struct placed_note *n = &p->notes[i];

		y += line;
		setting_emit_line(s, n->note->text, n->line,
		                  &(struct text_spot){.page = p->page,
		                                      .x = area.left + n->note->x,
		                                      .top = y,
		                                      .width = area.width - n->note->x,
		                                      .tag = n->note->tag});
	}
}
