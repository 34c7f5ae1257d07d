/* SPDX-License-Identifier: MIT */
#include "font/cff_glyphs.h"

#include <stdlib.h>

#include "base/mem.h"
#include "font/charstring.h"

/* The 20,992 ideographs of U+4E00 on come to some 6 MB; a face that has more has had its share. */
enum { KEPT_MAX = 16 << 20 };

static const struct cff_glyph *lookup(const struct cff_glyphs *g, uint32_t gid)
{
	uint32_t place = g->places != NULL ? hb_map_get(g->places, gid) : HB_MAP_VALUE_INVALID;

	return place != HB_MAP_VALUE_INVALID ? &g->list[place] : NULL;
}

static void keep(struct cff_glyphs *g, uint32_t gid, const struct cff_glyph *made)
{
	if (g->bytes + made->n > KEPT_MAX)
		return;
	if (g->places == NULL)
		g->places = hb_map_create();
	g->list = mem_grow(g->list, g->n, &g->cap, sizeof(*g->list));
	g->list[g->n] = *made;
	g->list[g->n].p = arena_strndup(&g->arena, made->p, made->n);
	hb_map_set(g->places, gid, (uint32_t)g->n++);
	g->bytes += made->n;
}

bool cff_glyphs_put(struct cff_glyphs *g, uint32_t gid, uint8_t fd, size_t *tokens, struct buf *out)
{
	struct charstring_source from = {
	        .global = &g->cff->subrs, .local = &g->cff->fds[fd].subrs, .tokens = *tokens};
	const struct cff_glyph *kept = lookup(g, gid);
	size_t start = out->n;
	struct cff_bytes code;

	if (kept != NULL) {
		if (kept->tokens > *tokens)
			return false;
		*tokens -= kept->tokens;
		buf_put(out, kept->p, kept->n);
		return true;
	}
	if (!cff_index_get(&g->cff->glyphs, gid, &code) || !charstring_flatten(&from, code, out))
		return false;
	keep(g, gid, &(struct cff_glyph){out->p + start, out->n - start, *tokens - from.tokens});
	*tokens = from.tokens;
	return true;
}

void cff_glyphs_release(struct cff_glyphs *g)
{
	hb_map_destroy(g->places);
	free(g->list);
	arena_release(&g->arena);
}
