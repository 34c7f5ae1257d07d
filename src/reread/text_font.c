/* SPDX-License-Identifier: MIT */
/* text_font.c: which characters the codes of a font are (ISO 32000-2, 9.10). */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "reread/page_text.h"
#include "reread/stream.h"
#include "reread/view.h"

enum { REPLACEMENT = 0xFFFD, RANGE_MAX = 65536, ASCII_FIRST = 0x20, ASCII_END = 0x7F };

static unsigned number_of(const char *s, size_t n)
{
	unsigned v = 0;

	for (size_t i = 0; i < n && i < sizeof(v); i++)
		v = v << 8 | (unsigned char)s[i];
	return v;
}

void text_put_utf16(struct buf *b, const char *s, size_t n, unsigned plus)
{
	for (size_t i = 0; i + 2 <= n; i += 2) {
		unsigned cp = number_of(s + i, 2) + (i + 4 > n ? plus : 0);

		if (cp >= 0xD800 && cp < 0xDC00 && i + 4 <= n) {
			i += 2;
			cp = 0x10000 +
			     ((cp - 0xD800) << 10 | ((number_of(s + i, 2) + plus) & 0x3FF));
		}
		buf_put_utf8(b, cp >= 0xD800 && cp < 0xE000 ? REPLACEMENT : cp);
	}
}

/* A font while its map is read. */
struct font_map {
	struct text_font *font;
	struct page_text *t;
	struct content_scan s;
};

/* Takes what an entry needs; false: it is too much. */
static bool take_codes(struct page_text *t, size_t n)
{
	t->over = t->over || n > t->codes;
	t->codes -= t->over ? 0 : n;
	return !t->over;
}

static unsigned code_end(const struct text_font *f)
{
	return 1U << 8 * f->code_bytes;
}

/* A code's place; NULL: there is no such code, or it would be too much. */
static struct text_code *code_place(struct text_font *f, struct page_text *t, unsigned code)
{
	struct text_code **page = &f->pages[code / TEXT_PAGE_CODES % TEXT_PAGES];
	const size_t n = TEXT_PAGE_CODES * sizeof(**page);

	if (code >= code_end(f) || (*page == NULL && !take_codes(t, n)))
		return NULL;
	if (*page == NULL)
		*page = mem_alloc(n);
	return &(*page)[code % TEXT_PAGE_CODES];
}

static void set_code(struct font_map *m, unsigned code, const struct content_token *text,
                     unsigned plus)
{
	struct buf *texts = &m->font->texts;
	struct text_code *place = code_place(m->font, m->t, code);
	size_t at = texts->n;

	if (place == NULL || !take_codes(m->t, sizeof(*place) + text->n))
		return;
	text_put_utf16(texts, m->s.text.p + text->at, text->n, plus);
	*place = (struct text_code){(uint32_t)at, (uint16_t)(texts->n - at)};
}

/* "<01> <4E00>" of beginbfchar, or "<01> <05> <4E00>" and "<01> <05> [<4E00> …]" of a range. */
static void read_entry(struct font_map *m, struct content_token first, bool range)
{
	struct content_scan *s = &m->s;
	unsigned code = number_of(s->text.p + first.at, first.n), last = code;
	struct content_token t = content_next(s);

	if (range && t.kind == CONTENT_STRING) {
		last = number_of(s->text.p + t.at, t.n);
		t = content_next(s);
	}
	if (last < code || last - code >= RANGE_MAX)
		return;
	if (t.kind == CONTENT_STRING) {
		for (unsigned i = code; i <= last && i < code_end(m->font) && !m->t->over; i++)
			set_code(m, i, &t, i - code);
		return;
	}
	while (content_is(s, &t, "[") || t.kind == CONTENT_STRING) {
		if (t.kind == CONTENT_STRING && code <= last)
			set_code(m, code++, &t, 0);
		t = content_next(s);
	}
}

static void read_unicode(struct text_font *f, struct page_text *t, const struct buf *map)
{
	struct font_map m = {f, t, {.p = map->p, .end = map->p + map->n}};
	bool chars = false, ranges = false;

	while (!t->over) {
		struct content_token token;

		buf_clear(&m.s.text);
		token = content_next(&m.s);
		if (token.kind == CONTENT_END)
			break;
		if (token.kind == CONTENT_WORD) {
			chars = content_is(&m.s, &token, "beginbfchar");
			ranges = content_is(&m.s, &token, "beginbfrange");
		} else if (token.kind == CONTENT_STRING && (chars || ranges)) {
			read_entry(&m, token, ranges);
		}
	}
	buf_release(&m.s.text);
}

/* Every encoding of Latin text that a font of one byte may have agrees in ASCII. */
static void assume_ascii(struct text_font *f, struct page_text *t)
{
	for (unsigned c = ASCII_FIRST; c < ASCII_END; c++) {
		struct text_code *place = code_place(f, t, c);

		if (place == NULL)
			return; /* which was told */
		*place = (struct text_code){(uint32_t)f->texts.n, 1};
		buf_putc(&f->texts, (char)c);
	}
}

/* Of a font of two bytes: 9.7.5.2. */
static bool read_encoding(struct text_font *f, const char *name)
{
	if (strncmp(name, "/Identity-", strlen("/Identity-")) == 0)
		return true;
	f->utf16 = strstr(name, "-UCS2-") != NULL || strstr(name, "-UTF16-") != NULL;
	return f->utf16;
}

bool text_font_load(struct text_font *f, struct page_text *t, qpdf_data q, qpdf_oh font)
{
	qpdf_oh kind = view_at(q, font, "/Subtype", NULL);
	qpdf_oh encoding = view_at(q, font, "/Encoding", NULL);
	qpdf_oh unicode = view_at(q, font, "/ToUnicode", NULL);
	qpdf_oh differences = view_at(q, encoding, "/Differences", NULL);
	struct buf map = {0};
	bool composite, good, mapped;

	composite = qpdf_oh_is_name(q, kind) && strcmp(qpdf_oh_get_name(q, kind), "/Type0") == 0;
	*f = (struct text_font){.code_bytes = composite ? 2 : 1};
	mapped = stream_read(q, unicode, &t->left, &map) && map.n > 0;
	t->over = t->over || t->left == 0;
	if (mapped)
		read_unicode(f, t, &map);
	good = !composite ||
	       (qpdf_oh_is_name(q, encoding) && read_encoding(f, qpdf_oh_get_name(q, encoding)));
	/* An encoding that lists other glyphs does not agree with ASCII. */
	if (!composite && !mapped && !qpdf_oh_is_array(q, differences))
		assume_ascii(f, t);
	buf_release(&map);
	qpdf_oh_release(q, kind);
	qpdf_oh_release(q, encoding);
	qpdf_oh_release(q, unicode);
	qpdf_oh_release(q, differences);
	return good;
}

bool text_font_put(const struct text_font *f, const char *codes, size_t n, struct page_text *t)
{
	static const struct text_code none = {.n = 0};
	const size_t longest = 4; /* bytes of a character */

	for (size_t i = 0; i + f->code_bytes <= n; i += f->code_bytes) {
		unsigned code = number_of(codes + i, f->code_bytes);
		const struct text_code *page = f->pages[code / TEXT_PAGE_CODES],
		                       *c = page != NULL ? &page[code % TEXT_PAGE_CODES] : &none;

		if (!page_text_take(t, c->n > 0 ? c->n : longest))
			return false;
		if (c->n > 0)
			buf_put(&t->text, f->texts.p + c->at, c->n);
		else if (f->utf16)
			text_put_utf16(&t->text, codes + i, f->code_bytes, 0);
		else
			buf_put_utf8(&t->text, REPLACEMENT);
	}
	return true;
}

void text_font_release(struct text_font *f)
{
	for (size_t i = 0; i < TEXT_PAGES; i++)
		free(f->pages[i]);
	buf_release(&f->texts);
}
