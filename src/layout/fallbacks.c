/* SPDX-License-Identifier: MIT */
/* fallbacks.c: lists the characters of a report that their role's first face does not have. */
#include "base/mem.h"
#include "layout/setting.h"

/* The font role at a byte of the text. */
static int role_at(const struct text_input *in, size_t off)
{
	size_t end = 0;

	for (size_t i = 0; i + 1 < in->run_n; i++) {
		end += in->runs[i].len;
		if (off < end)
			return in->runs[i].role;
	}
	return in->run_n > 0 ? in->runs[in->run_n - 1].role : in->role;
}

static const struct font *fallback_of(const struct shaped *sh, const struct cluster *c)
{
	const struct text_glyph *g = &sh->glyphs[c->glyph_first];

	return c->glyph_n > 0 && g->chain > 0 ? g->font : NULL;
}

void fallbacks_note(struct setting *s, const struct content_text *text, const struct shaped *sh)
{
	struct fallback_list *list = s->in->fallbacks;
	struct arena *own = s->arena;
	struct diag_place *places;
	size_t first, n;

	if (list == NULL || sh->cluster_n == 0)
		return;
	first = list->n;
	for (size_t i = 0; i < sh->cluster_n; i++) {
		const struct cluster *c = &sh->clusters[i];
		int role = role_at(sh->in, c->off);

		list->roles[role] = true;
		if (fallback_of(sh, c) == NULL)
			continue;
		list->items = mem_grow(list->items, list->n, &list->cap, sizeof(*list->items));
		list->items[list->n++] = (struct fallback){.cp = c->cp,
		                                           .role = role,
		                                           .font = fallback_of(sh, c),
		                                           .text = text->text,
		                                           .off = c->off};
	}
	n = list->n - first;
	s->arena = s->kept; /* pages are forgotten before these are told */
	places = arena_array(s->arena, struct diag_place, n);
	for (size_t i = 0; i < n; i++)
		places[i] = (struct diag_place){.rule = "FONT", .off = list->items[first + i].off};
	setting_locate(s, text, places, n);
	s->arena = own;
	for (size_t i = 0; i < n; i++)
		list->items[first + i].place = places[i];
}
