/* SPDX-License-Identifier: MIT */
#include "import/gather.h"

#include "base/utf8.h"

static uint32_t last_char(const struct buf *b)
{
	size_t i = b->n;
	const char *p;

	while (i > 0 && ((unsigned char)b->p[i - 1] & 0xC0) == 0x80)
		i--;
	if (i == 0)
		return 0;
	p = b->p + i - 1;
	return utf8_next(&p, b->p + b->n);
}

/* A blank between two words; where only a line of the file ended, and in cells, not next to Han. */
static void close_gap(struct gather *g, uint32_t next)
{
	bool han = last_char(&g->text) >= 0x2E80 || next >= 0x2E80;

	if (g->gap && g->text.n > 0 && !(han && (g->line || g->cell)))
		buf_putc(&g->text, ' ');
	g->gap = g->line = false;
}

void gather_text(struct gather *g, const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (cp == 0xFEFF || cp == 0x200B || cp == 0xAD)
			continue;
		if (cp <= ' ' || cp == 0xA0 || (g->text.n == 0 && doc_is_blank(cp))) {
			g->gap = true;
			g->line |= !g->keep && (cp == '\n' || cp == '\r');
			continue;
		}
		close_gap(g, cp);
		buf_put_utf8(&g->text, cp);
	}
}

void gather_break(struct gather *g)
{
	struct doc_block *block;

	if (g->cell) {
		g->gap = g->line = true;
		return;
	}
	if (g->text.n > 0) {
		block = doc_add_text(g->doc, g->text.p, g->text.n, g->place);
		if (block != NULL) {
			block->heading = g->heading;
			block->right = g->right;
		}
	}
	buf_clear(&g->text);
	g->gap = g->line = false;
}
