/* SPDX-License-Identifier: MIT */
#include "layout/imprint.h"

#include <string.h>

#include "base/tr.h"
#include "layout/set_closing.h"

/* Characters kept free on both sides (7.4.2). */
enum { INSET = 1 };

static struct set_text *set_line(struct prose_setter *p, const struct raw_text *raw, lu width)
{
	struct set_text *t = setting_shape(p->s, raw, &p->s->style->imprint, 0);
	struct text_measure m = {.width = width};

	setting_break(p->s, t, &m);
	t->align = ALIGN_START;
	return t;
}

static lu width_of(const struct set_text *t)
{
	return t->line_n > 0 ? t->lines[0].width : 0;
}

/* Who has copies; lines after the first begin under what follows the label. */
static void set_copies(struct prose_setter *p, const struct section *sec, struct imprint *im)
{
	const struct report_line *line = &sec->items.lines[0];
	lu inset = INSET * p->s->style->imprint.pitch;
	lu room = p->s->style->page.text_width - 2 * inset;
	struct wording_text words = wording_fill(p->s->arena, sec->form->copies, line);
	struct raw_text all = closing_filled(line, &words);
	struct raw_text label = {.text = all.text, .len = words.label_len};
	struct raw_text copies = {
	        .text = all.text + words.label_len, .len = all.len - words.label_len, .at = all.at};

	im->label = set_line(p, &label, room);
	im->copies_x = inset + closing_label_width(im->label);
	im->copies = set_line(p, &copies, room + inset - im->copies_x);
	im->copies_tag = page_add_tag(p->s->pl, TAG_P, p->document);
	im->height += (lu)im->copies->line_n * im->copies->line;
}

/* It stands on one page. */
static void refuse(struct setting *s, const struct section *sec)
{
	struct diag_place place = {.source = s->source, .off = sec->at->off, .rule = "FIT"};

	place.pointer = json_pointer(s->arena, sec->at);
	diag_add(s->dl, DIAG_ERROR, &place, _("the imprint is higher than a page"));
	setting_note(s, RC_LIMIT);
}

void imprint_set(struct prose_setter *p, const struct section *sec)
{
	struct imprint *im = arena_new(p->s->arena, struct imprint);
	lu room = p->s->style->page.text_width - 2 * INSET * p->s->style->imprint.pitch;
	struct raw_text organ = {.text = ""}, printed = {0};

	if (sec->items.n > 0)
		set_copies(p, sec, im);
	if (sec->organs.n > 0)
		organ = closing_raw(&sec->organs.lines[0]);
	printed.text = wording_printed(p->s->arena, p->s->style, sec);
	printed.len = strlen(printed.text);
	im->printed = set_line(p, &printed, room);
	im->organ = set_line(p, &organ, room - width_of(im->printed));
	im->organ_tag = page_add_tag(p->s->pl, TAG_P, p->document);
	im->height += (lu)(im->organ->line_n > 1 ? im->organ->line_n : 1) * im->organ->line;
	if (im->height > p->s->style->page.text_height)
		refuse(p->s, sec);
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
