/* SPDX-License-Identifier: MIT */
#include "json/parse.h"

#include <stdarg.h>

#include "base/tr.h"
#include "base/utf8.h"

enum { WORD_SHOWN = 20 };

/* Appends the pointer token of the value just begun in `parent`. */
static bool put_step(struct buf *b, const struct json_cursor *c, const struct json_open *parent,
                     const struct json_mark *mark)
{
	struct buf key = {0};
	bool fits;

	if (mark->key_off == 0)
		return json_pointer_put_index(b, parent->child_n - 1, JSON_MAX_FINDING_POINTER);
	json_literal_decode(&key, c->src->text + mark->key_off);
	fits = json_pointer_put_key(b, key.p != NULL ? key.p : "", JSON_MAX_FINDING_POINTER);
	buf_release(&key);
	return fits;
}

static void put_pointer(struct buf *b, const struct json_cursor *c)
{
	const struct json_mark *marks = c->marks->items;
	size_t last = c->marks->n - 1;

	if (c->depth == 0)
		return;
	for (size_t i = 1; i < c->depth; i++)
		if (!put_step(b, c, &c->open[i - 1], &marks[c->open[i].mark]))
			return;
	if (marks[last].end == 0 && c->open[c->depth - 1].mark != last)
		put_step(b, c, &c->open[c->depth - 1], &marks[last]);
}

enum rc json_fault(struct json_cursor *c, size_t off, enum rc rc, const char *fmt, ...)
{
	struct diag_place place = {.source = c->src, .off = off, .rule = "SYN"};
	struct buf pointer = {0}, message = {0};
	va_list ap;

	va_start(ap, fmt);
	buf_vputf(&message, fmt, ap);
	va_end(ap);
	put_pointer(&pointer, c);
	place.pointer = pointer.p;
	diag_add(c->dl, DIAG_ERROR, &place, "%s", message.p);
	buf_release(&message);
	buf_release(&pointer);
	return rc;
}

bool json_is_word_byte(char ch)
{
	return (ch >= '0' && ch <= '9') || (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z') ||
	       ch == '_';
}

static void put_word(struct buf *b, const char *s, size_t n)
{
	size_t len = 0;

	while (len < n && len < WORD_SHOWN && json_is_word_byte(s[len]))
		len++;
	buf_putf(b, "“%.*s%s”", (int)len, s, len < n && json_is_word_byte(s[len]) ? "…" : "");
}

/* What a Chinese input method types instead of JSON's ASCII punctuation. */
static bool is_look_alike(uint32_t cp)
{
	return (cp >= 0xFF01 && cp <= 0xFF5E) || (cp >= 0x2018 && cp <= 0x201D) || cp == 0x3001 ||
	       cp == 0x3010 || cp == 0x3011;
}

static bool is_invisible(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp != ' ' && utf8_is_blank(cp));
}

/* Describes the character at s, which is valid UTF-8; n bytes are left. */
static void put_found(struct buf *b, const char *s, size_t n)
{
	const char *after = s;
	uint32_t cp;

	if (n == 0) {
		buf_puts(b, _("the end of the text"));
		return;
	}
	if (json_is_word_byte(*s)) {
		put_word(b, s, n);
		return;
	}
	cp = utf8_next(&after, s + n);
	if (cp == '\n' || cp == '\r')
		buf_puts(b, _("a line break"));
	else if (cp == '\t')
		buf_puts(b, _("a tab"));
	else if (cp == 0x3000)
		buf_puts(b, _("a full-width space"));
	else if (is_invisible(cp))
		buf_putf(b, _("an invisible character, U+%04X"), (unsigned)cp);
	else if (is_look_alike(cp))
		buf_putf(b, _("“%.*s”, which is full-width; JSON uses half-width punctuation"),
		         (int)(after - s), s);
	else
		buf_putf(b, "“%.*s”", (int)(after - s), s);
}

enum rc json_fault_unexpected(struct json_cursor *c, const char *wanted)
{
	const char *here = c->src->text + c->pos;
	size_t left = c->src->len - c->pos;
	struct buf found = {0};
	const char *mistake;
	enum rc rc;

	if (left > 0 && utf8_valid_length(here, left) == 0)
		return json_encoding_fault(c);
	mistake = json_mistake(c, &found);
	if (mistake == NULL)
		put_found(&found, here, left);
	rc = mistake != NULL
	             ? json_fault(c, c->pos, RC_INPUT, "%s", mistake)
	             : json_fault(c, c->pos, RC_INPUT, _("%s expected, found %s"), wanted, found.p);
	buf_release(&found);
	return rc;
}
