/* SPDX-License-Identifier: MIT */
#include "layout/furniture.h"

#include <string.h>

#include "base/template.h"

enum { DRAFT_ANGLE = 45 };

static const char *number_text(struct setting *s, size_t number)
{
	struct template_value n = {"n", arena_printf(s->arena, "%zu", number)};

	return template_fill(s->arena, s->style->page.number, &n, 1);
}

/* How far the ink of a text's first glyph reaches above the baseline. */
static lu ink_top(const struct set_text *t)
{
	int box[4];

	if (t->shaped.glyph_n == 0 ||
	    !font_glyph_box(t->shaped.glyphs[0].font, t->shaped.glyphs[0].gid, box))
		return 0;
	return lu_scale(t->shaped.glyphs[0].size, box[3], 1000);
}

/* What belongs to the sheet stands upright on it, however its text is turned. */
static void set_upright(struct page *p, size_t first)
{
	for (size_t i = first; i < p->item_n; i++)
		p->items[i].upright = true;
}

void furniture_emit_number(struct setting *s, size_t page, bool landscape)
{
	bool turned = s->pl->pages[page].turned;
	struct page_area area = setting_page_area(s, page, landscape && !turned);
	const struct page_style *p = &s->style->page;
	const struct text_style *style = &s->style->number;
	lu inset = p->number_indent * style->pitch;
	struct text_measure m = {.width = area.width};
	struct text_spot spot = {.page = page, .tag = PAGE_ARTIFACT_PAGINATION};
	struct raw_text raw = {0};
	struct set_text *t;
	size_t first;
	lu baseline;

	s->pl->pages[page].label = arena_printf(s->arena, "%zu", page + 1);
	if (p->number == NULL)
		return;
	raw.text = number_text(s, page + 1);
	raw.len = strlen(raw.text);
	t = setting_shape(s, &raw, style, 0);
	setting_break(s, t, &m);
	if (t->line_n == 0)
		return;
	baseline = area.top + area.height + p->number_gap + ink_top(t);
	t->align = ALIGN_START;
	t->line = t->in.size;
	spot.top = baseline - lu_scale(t->in.size, EM_ABOVE_MILLI, 1000);
	spot.x = area.left + inset;
	if (page % 2 == 0) /* page 1 is the first */
		spot.x = area.left + area.width - inset - t->lines[0].width;
	first = s->pl->pages[page].item_n;
	setting_emit_line(s, t, 0, &spot);
	set_upright(&s->pl->pages[page], first);
}

void furniture_emit_draft(struct setting *s, size_t page, const char *mark)
{
	const struct page *p = &s->pl->pages[page];
	struct raw_text raw = {.text = mark, .len = strlen(mark)};
	struct set_text *t = setting_shape(s, &raw, &s->style->draft, 0);
	struct text_measure m = {.width = LU_MAX};
	struct text_spot spot = {.page = page, .tag = PAGE_ARTIFACT_WATERMARK};
	size_t first = s->pl->pages[page].item_n;
	lu across, up;

	setting_break(s, t, &m);
	if (t->line_n == 0)
		return;
	t->align = ALIGN_START;
	setting_emit_line(s, t, 0, &spot);
	/*
	 * The line's middle comes to the page's middle: from there back half the width and down
	 * half the height of the characters along the slanting axes (cos 45° = sin 45° = 0.7071).
	 */
	set_upright(&s->pl->pages[page], first);
	across = t->lines[0].width / 2;
	up = lu_scale(t->in.size, EM_ABOVE_MILLI - 500, 1000);
	for (size_t i = first; i < s->pl->pages[page].item_n; i++) {
		struct page_item *item = &s->pl->pages[page].items[i];
		lu along = item->u.run.x - across;

		item->u.run.rotate = DRAFT_ANGLE;
		item->u.run.x = p->width / 2 + lu_scale(along + up, 7071, 10000);
		item->u.run.y = p->height / 2 - lu_scale(along - up, 7071, 10000);
	}
}
