/* SPDX-License-Identifier: MIT */
/* imprint.c: the imprint (版记) at the foot of the last page. */
#include "base/tr.h"
#include "layout/setter.h"

/* Characters left empty on both sides (7.4.2). */
enum { INSET = 1 };

static struct set_text *set_line(struct setter *p, const struct content_text *text, lu width)
{
	struct set_text *t =
	        setting_shape(p->s, text, &(struct text_looks){.style = &p->s->style->imprint});
	struct text_measure m = {.width = width};

	setting_break(p->s, t, &m);
	t->align = ALIGN_START;
	return t;
}

static lu width_of(const struct set_text *t)
{
	return t->line_n > 0 ? t->lines[0].width : 0;
}

/* Who gets copies; further lines begin where the first one does, after the label. */
static void set_copies(struct setter *p, const struct content_imprint *from, struct imprint *im)
{
	lu inset = INSET * p->s->style->imprint.pitch;
	lu room = p->s->style->page.text_width - 2 * inset;

	im->label = set_line(p, &from->label, room);
	im->copies_x = inset + setter_label_width(im->label);
	im->copies = set_line(p, &from->copies, room + inset - im->copies_x);
	im->copies_tag = page_add_tag(p->s->pl, TAG_P, p->document);
	im->height += (lu)im->copies->line_n * im->copies->line;
}

static void tell_too_tall(struct setting *s, const struct json *at)
{
	struct diag_place place = {.source = s->in->content->source, .off = at->off, .rule = "FIT"};

	place.pointer = json_pointer(s->arena, at);
	diag_add(s->dl, DIAG_ERROR, &place, _("the imprint is taller than a page"));
	setting_note(s, RC_LIMIT);
}

void imprint_set(struct setter *p, const struct content_imprint *from)
{
	struct imprint *im = arena_new(p->s->arena, struct imprint);
	lu room = p->s->style->page.text_width - 2 * INSET * p->s->style->imprint.pitch;

	if (from->copies.len > 0)
		set_copies(p, from, im);
	im->printed = set_line(p, &from->printed, room);
	im->organ = set_line(p, &from->organ, room - width_of(im->printed));
	im->organ_tag = page_add_tag(p->s->pl, TAG_P, p->document);
	im->height += (lu)(im->organ->line_n > 1 ? im->organ->line_n : 1) * im->organ->line;
	if (im->height > p->s->style->page.text_height)
		tell_too_tall(p->s, from->at);
	flow_add(p->flow, FLOW_FOOT)->imprint = im;
}

static void emit_rule(struct setting *s, const struct text_spot *spot, lu y, lu width)
{
	struct page_item *item = page_add_item(s->pl, spot->page, ITEM_RULE, PAGE_ARTIFACT);

	item->u.rule.x0 = spot->x;
	item->u.rule.x1 = spot->x + spot->width;
	item->u.rule.y0 = item->u.rule.y1 = y;
	item->u.rule.width = width;
}

static void emit_lines(struct setting *s, const struct set_text *t, const struct text_spot *spot)
{
	struct text_spot at = *spot;

	for (size_t i = 0; i < t->line_n; i++, at.top += t->line)
		setting_emit_line(s, t, i, &at);
}

void imprint_emit(struct setting *s, const struct imprint *im, const struct text_spot *spot)
{
	const struct style *st = s->style;
	struct text_spot at = *spot;
	lu inset = INSET * st->imprint.pitch;

	emit_rule(s, spot, spot->top, st->imprint_rule);
	if (im->copies != NULL) {
		at.tag = im->copies_tag;
		at.x = spot->x + inset;
		emit_lines(s, im->label, &at);
		at.x = spot->x + im->copies_x;
		emit_lines(s, im->copies, &at);
		at.top += (lu)im->copies->line_n * im->copies->line;
		emit_rule(s, spot, at.top, st->imprint_inner_rule);
	}
	at.tag = im->organ_tag;
	at.x = spot->x + inset;
	emit_lines(s, im->organ, &at);
	at.x = spot->x + spot->width - inset - width_of(im->printed);
	emit_lines(s, im->printed, &at);
	emit_rule(s, spot, spot->top + im->height, st->imprint_rule);
}
