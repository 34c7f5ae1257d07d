/* SPDX-License-Identifier: MIT */
/* furniture.c: what is on every page apart from the text: its number, the draft mark. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/template.h"
#include "layout/flow.h"

enum { DRAFT_ANGLE = 45 };

static struct content_text number_text(struct setting *s, size_t number, struct content_span *room)
{
	struct template_value n = {"n", arena_printf(s->arena, "%zu", number)};
	const char *text = template_fill(s->arena, s->style->page.number, &n, 1);

	return content_text_of(text, strlen(text), NULL, room);
}

/* The height of the first glyph's ink above the baseline. */
static lu ink_top(const struct set_text *t)
{
	int box[4];

	if (t->shaped.glyph_n == 0 ||
	    !font_glyph_box(t->shaped.glyphs[0].font, t->shaped.glyphs[0].gid, box))
		return 0;
	return lu_scale(t->shaped.glyphs[0].size, box[3], 1000);
}

/* Furniture belongs to the sheet and is not turned with the text. */
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
	struct content_span room;
	struct content_text text;
	struct set_text *t;
	size_t first;
	lu baseline;

	s->pl->pages[page].label = arena_printf(s->pl->arena, "%zu", page + 1);
	if (p->number == NULL)
		return;
	text = number_text(s, page + 1, &room);
	t = setting_shape(s, &text, &(struct text_looks){.style = style});
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

/* Moves the items from `first` on beneath all others. */
static void send_under(struct page *p, size_t first)
{
	size_t n = p->item_n - first;
	struct page_item *moved = mem_alloc(mem_size_mul(n, sizeof(*moved)));

	memcpy(moved, &p->items[first], n * sizeof(*moved));
	memmove(&p->items[n], p->items, first * sizeof(*moved));
	memcpy(p->items, moved, n * sizeof(*moved));
	free(moved);
}

void furniture_emit_draft(struct setting *s, size_t page, const char *mark)
{
	struct page *p = &s->pl->pages[page];
	struct content_span room;
	struct content_text text = content_text_of(mark, strlen(mark), NULL, &room);
	struct set_text *t =
	        setting_shape(s, &text, &(struct text_looks){.style = &s->style->draft});
	struct text_measure m = {.width = LU_MAX};
	struct text_spot spot = {.page = page, .tag = PAGE_ARTIFACT_WATERMARK};
	size_t first = p->item_n;
	lu across, up;

	setting_break(s, t, &m);
	if (t->line_n == 0)
		return;
	t->align = ALIGN_START;
	setting_emit_line(s, t, 0, &spot);
	/*
	 * Centres the line on the page: from the page's centre, back half the line's width and down
	 * half the characters' height, along axes turned by 45° (cos 45° = sin 45° = 0.7071).
	 */
	set_upright(p, first);
	across = t->lines[0].width / 2;
	up = lu_scale(t->in.size, EM_ABOVE_MILLI - 500, 1000);
	for (size_t i = first; i < p->item_n; i++) {
		struct page_item *item = &p->items[i];
		lu along = item->u.run.x - across;

		item->u.run.rotate = DRAFT_ANGLE;
		item->u.run.x = p->width / 2 + lu_scale(along + up, 7071, 10000);
		item->u.run.y = p->height / 2 - lu_scale(along - up, 7071, 10000);
	}
	send_under(p, first);
}
