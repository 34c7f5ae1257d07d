/* SPDX-License-Identifier: MIT */
#include "font/cff_glyphs.h"

#include "font/charstring.h"

/* The 20,992 ideographs of U+4E00 on come to some 6 MB; a face that has more has had its share. */
enum { KEPT_MAX = 16 << 20 };

static struct cff_glyph *slot_of(struct cff_glyphs *g, uint32_t gid)
{
	struct cff_glyph **page = &g->pages[gid / CFF_GLYPHS_PAGE % CFF_GLYPHS_PAGES];

	if (*page == NULL)
		*page = arena_array(&g->arena, struct cff_glyph, CFF_GLYPHS_PAGE);
	return &(*page)[gid % CFF_GLYPHS_PAGE];
}

static void keep(struct cff_glyphs *g, struct cff_glyph *slot, const char *p, size_t n)
{
	if (g->kept + n > KEPT_MAX)
		return;
	g->kept += n;
	slot->p = (const uint8_t *)arena_strndup(&g->arena, p, n);
}

bool cff_glyphs_put(struct cff_glyphs *g, uint32_t gid, uint8_t fd, size_t *tokens, struct buf *out)
{
	struct charstring_source from = {
	        .global = &g->cff->subrs, .local = &g->cff->fds[fd].subrs, .tokens = *tokens};
	size_t start = out->n;
	struct cff_bytes code;
	struct cff_glyph *slot;

	if (!cff_index_get(&g->cff->glyphs, gid, &code)) /* at most 65535 of them */
		return false;
	slot = slot_of(g, gid);
	if (slot->p != NULL) {
		if (slot->tokens > *tokens)
			return false;
		*tokens -= slot->tokens;
		buf_put(out, slot->p, slot->n);
		return true;
	}
	if (!charstring_flatten(&from, code, out))
		return false;
	slot->n = (uint32_t)(out->n - start);
	slot->tokens = (uint32_t)(*tokens - from.tokens);
	*tokens = from.tokens;
	keep(g, slot, out->p + start, slot->n);
	return true;
}

void cff_glyphs_release(struct cff_glyphs *g)
{
	arena_release(&g->arena);
}
