/* SPDX-License-Identifier: MIT */
/* gather.c: pieces of text become paragraphs and cells; what nobody sees is left out and told. */
#include <string.h>

#include "base/tr.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "import/doc.h"

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

/* Puts a blank between words, but not next to Han in cells or where only a source line ended. */
static void close_gap(struct gather *g, uint32_t next)
{
	bool han = last_char(&g->text) >= 0x2E80 || next >= 0x2E80;

	if (g->gap && g->text.n > 0 && !(han && (g->line || g->cell)))
		buf_putc(&g->text, g->cell && g->broken ? '\n' : ' ');
	g->gap = g->line = g->broken = false;
}

static void tell_unseen(struct gather *g)
{
	size_t n = g->unseen_n;
	const char *text = doc_trim(g->unseen, &n);

	if (n > 0)
		doc_tell_warning(g->doc, g->place,
		                 g->unseen_struck ? _("text that is struck out is left out: %s")
		                                  : _("hidden text is left out: %s"),
		                 doc_excerpt(g->doc, text));
	g->any_unseen = false;
	g->unseen_n = 0;
}

/* Keeps the beginning of a text that is left out, for the finding. */
static void leave_out(struct gather *g, const char *s, size_t n)
{
	bool by_line = !seen_is_hidden(&g->seen, g->cell);

	if (g->any_unseen && by_line != g->unseen_struck)
		tell_unseen(g);
	if (g->unseen_n < GATHER_UNSEEN) {
		n = strnlen(s, n < GATHER_UNSEEN ? n : GATHER_UNSEEN);
		memcpy(g->unseen + g->unseen_n, s, n);
		g->unseen_n += n;
		g->unseen[g->unseen_n] = '\0';
	}
	g->any_unseen = true;
	g->unseen_struck = by_line;
}

void gather_tell(struct gather *g)
{
	tell_unseen(g);
	if (g->on_the_line)
		doc_tell_warning(g->doc, g->place,
		                 _("raised or lowered text is set on the line; check it: %s"),
		                 doc_excerpt(g->doc, g->text.p));
	g->on_the_line = false;
}

static uint32_t as_shifted(struct gather *g, uint32_t cp)
{
	uint32_t shifted = seen_shifted(cp, g->seen.shift);

	if (shifted != 0)
		return shifted;
	g->on_the_line = true;
	return cp;
}

/* Bytes of visible ASCII and of common Han, most of any text: nothing but a gap is before them. */
static size_t plain_length(const char *s, const char *end)
{
	const char *p = s;

	while (p < end) {
		unsigned char c = (unsigned char)*p;

		if (c > ' ' && c < 0x7F)
			p++;
		else if (c >= 0xE4 && c <= 0xE9 && end - p >= 3) /* U+4000 to U+9FFF */
			p += 3;
		else
			break;
	}
	return (size_t)(p - s);
}

void gather_text(struct gather *g, const char *s, size_t n)
{
	const char *end = s + n;

	if (g->seen.struck || seen_is_hidden(&g->seen, g->cell)) {
		leave_out(g, s, n);
		return;
	}

	while (s < end) {
		size_t plain = g->seen.shift == 0 ? plain_length(s, end) : 0;
		const char *first = s;
		uint32_t cp = utf8_next(&s, end);
		enum unicode_class c = unicode_class(cp);

		if (plain > 0) {
			close_gap(g, cp);
			buf_put(&g->text, first, plain);
			s = first + plain;
			continue;
		}
		if (c == UNICODE_IGNORABLE) /* the others depend on what is beside them */
			continue;
		if (cp <= ' ' || cp == 0x85 || cp == 0xA0 || cp == 0x2028 || cp == 0x2029 ||
		    c == UNICODE_THIN || (g->text.n == 0 && doc_is_blank(cp))) {
			g->gap = true;
			g->line |= !g->keep && (cp == '\n' || cp == '\r');
			continue;
		}
		close_gap(g, cp);
		buf_put_utf8(&g->text, g->seen.shift != 0 ? as_shifted(g, cp) : cp);
	}
}

void gather_blanks(struct gather *g, size_t n)
{
	/* They are one gap, and none of them is left out behind the beginning that is told. */
	for (size_t i = 0; i < n && i < GATHER_UNSEEN; i++) {
		gather_text(g, " ", 1);
		if (!g->any_unseen)
			break;
	}
}

/* ---- items of lists ---- */

bool doc_has_words(const char *text)
{
	const char *end = text + strlen(text);

	while (text < end) {
		uint32_t cp = utf8_next(&text, end);

		if ((cp | 0x20) - 'a' < 26 || cp >= 0x3400)
			return true;
	}
	return false;
}

static bool is_letter_or_digit(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp | 0x20) - 'a' < 26;
}

/* "1." and Han are typed without a blank; words and figures need one: 1. and 5 are not 1.5. */
static bool needs_blank(const char *label, const char *text, size_t n)
{
	const struct buf b = {.p = (char *)label, .n = strlen(label)};
	uint32_t last = last_char(&b);

	return is_letter_or_digit(last) || (last >= 0x3400 && last < 0xFE00) ||
	       (n > 0 && is_letter_or_digit((unsigned char)text[0]));
}

void gather_item(struct gather *g, const struct doc_item *item, const char *label, bool words)
{
	if (!g->cell) {
		g->item = *item;
		g->label = label;
		return;
	}
	if (label[0] == '\0')
		return;
	if (!words) {
		doc_tell_warning(g->doc, g->place,
		                 _("the automatic number “%s” of this cell is left out, because it "
		                   "would change a figure"),
		                 label);
		return;
	}
	gather_text(g, label, strlen(label));
	g->gap |= needs_blank(label, "", 0);
}

void gather_item_end(struct gather *g)
{
	if (g->label != NULL && g->label[0] != '\0')
		doc_tell_warning(
		        g->doc, g->place,
		        _("the automatic number “%s” is followed by no text and is left out"),
		        g->label);
	g->label = NULL;
	g->item = (struct doc_item){0};
}

static struct doc_block *add_item(struct gather *g)
{
	const char *label = g->label, *blank = "", *text;
	struct doc_block *block;
	struct doc_item item = g->item;

	if (needs_blank(label, g->text.p, g->text.n) && label[0] != '\0')
		blank = " ";
	text = arena_printf(g->doc->arena, "%s%s%s", label, blank, g->text.p);
	item.label_n = strlen(label) + strlen(blank);
	block = doc_add_text(g->doc, text, strlen(text), g->place);
	if (block != NULL)
		block->item = item;
	g->label = NULL;
	return block;
}

void gather_break(struct gather *g)
{
	struct doc_block *block;

	if (g->cell) {
		g->gap = g->line = g->broken = true;
		return;
	}
	gather_tell(g);
	if (g->text.n > 0) {
		block = g->label != NULL ? add_item(g)
		                         : doc_add_text(g->doc, g->text.p, g->text.n, g->place);
		if (block != NULL) {
			block->heading = g->heading;
			block->caption = g->caption;
			block->right = g->right;
		}
	}
	buf_clear(&g->text);
	g->gap = g->line = false;
}
