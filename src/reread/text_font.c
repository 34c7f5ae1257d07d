/* SPDX-License-Identifier: MIT */
/* text_font.c: which characters the codes of a font are (ISO 32000-2, 9.10). */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "reread/page_text.h"
#include "reread/view.h"

enum {
	REPLACEMENT = 0xFFFD,
	RANGE_MAX = 65536,
	ENTRIES_MAX = 1 << 20,
	ASCII_FIRST = 0x20,
	ASCII_END = 0x7F
};

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

static size_t code_count(const struct text_font *f)
{
	return (size_t)1 << 8 * f->code_bytes;
}

static void set_code(struct text_font *f, unsigned code, const struct content_scan *s,
                     const struct content_token *text, unsigned plus)
{
	size_t at = f->texts.n;

	if (code >= code_count(f) || f->entries++ >= ENTRIES_MAX)
		return;
	text_put_utf16(&f->texts, s->text.p + text->at, text->n, plus);
	f->codes[code] = (struct text_code){(uint32_t)at, (uint16_t)(f->texts.n - at)};
}

/* "<01> <4E00>" of beginbfchar, or "<01> <05> <4E00>" and "<01> <05> [<4E00> …]" of a range. */
static void read_entry(struct text_font *f, struct content_scan *s, struct content_token first,
                       bool range)
{
	unsigned code = number_of(s->text.p + first.at, first.n), last = code;
	struct content_token t = content_next(s);

	if (range && t.kind == CONTENT_STRING) {
		last = number_of(s->text.p + t.at, t.n);
		t = content_next(s);
	}
	if (last < code || last - code >= RANGE_MAX)
		return;
	if (t.kind == CONTENT_STRING) {
		for (unsigned i = code; i <= last && f->entries < ENTRIES_MAX; i++)
			set_code(f, i, s, &t, i - code);
		return;
	}
	while (content_is(s, &t, "[") || t.kind == CONTENT_STRING) {
		if (t.kind == CONTENT_STRING && code <= last)
			set_code(f, code++, s, &t, 0);
		t = content_next(s);
	}
}

static void read_unicode(struct text_font *f, const struct buf *map)
{
	struct content_scan s = {.p = map->p, .end = map->p + map->n};
	bool chars = false, ranges = false;
	struct content_token t;

	for (;;) {
		buf_clear(&s.text);
		t = content_next(&s);
		if (t.kind == CONTENT_END)
			break;
		if (t.kind == CONTENT_WORD) {
			chars = content_is(&s, &t, "beginbfchar");
			ranges = content_is(&s, &t, "beginbfrange");
		} else if (t.kind == CONTENT_STRING && (chars || ranges)) {
			read_entry(f, &s, t, ranges);
		}
	}
	buf_release(&s.text);
}

/* Every encoding of Latin text that a font of one byte may have agrees in ASCII. */
static void assume_ascii(struct text_font *f)
{
	for (unsigned c = ASCII_FIRST; c < ASCII_END; c++) {
		if (f->codes[c].n > 0)
			continue;
		f->codes[c] = (struct text_code){(uint32_t)f->texts.n, 1};
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

bool text_font_load(struct text_font *f, qpdf_data q, qpdf_oh font, size_t *left)
{
	qpdf_oh kind = view_at(q, font, "/Subtype", NULL);
	qpdf_oh encoding = view_at(q, font, "/Encoding", NULL);
	qpdf_oh unicode = view_at(q, font, "/ToUnicode", NULL);
	struct buf map = {0};
	bool composite, good, mapped;

	composite = qpdf_oh_is_name(q, kind) && strcmp(qpdf_oh_get_name(q, kind), "/Type0") == 0;
	*f = (struct text_font){.object = qpdf_oh_get_object_id(q, font),
	                        .code_bytes = composite ? 2 : 1};
	f->codes = mem_alloc(code_count(f) * sizeof(*f->codes));
	mapped = page_text_stream(q, unicode, left, &map) && map.n > 0;
	if (mapped)
		read_unicode(f, &map);
	good = !composite ||
	       (qpdf_oh_is_name(q, encoding) && read_encoding(f, qpdf_oh_get_name(q, encoding)));
	/* An encoding that lists other glyphs does not agree with ASCII. */
	if (!composite && !mapped &&
	    !qpdf_oh_is_array(q, view_at(q, encoding, "/Differences", NULL)))
		assume_ascii(f);
	buf_release(&map);
	qpdf_oh_release(q, kind);
	qpdf_oh_release(q, encoding);
	qpdf_oh_release(q, unicode);
	return good;
}

void text_font_put(const struct text_font *f, const char *codes, size_t n, struct buf *b)
{
	for (size_t i = 0; i + f->code_bytes <= n; i += f->code_bytes) {
		const struct text_code *c = &f->codes[number_of(codes + i, f->code_bytes)];

		if (c->n > 0)
			buf_put(b, f->texts.p + c->at, c->n);
		else if (f->utf16)
			text_put_utf16(b, codes + i, f->code_bytes, 0);
		else
			buf_put_utf8(b, REPLACEMENT);
	}
}

void text_font_release(struct text_font *f)
{
	buf_release(&f->texts);
	free(f->codes);
}
