/* SPDX-License-Identifier: MIT */
#include "json/parse.h"

#include "base/utf8.h"
#include "json/json.h"

int json_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The UTF-16 code unit of a \uXXXX escape. */
static uint32_t code_unit(const char *escape)
{
	uint32_t v = 0;

	for (int i = 2; i < 6; i++)
		v = v << 4 | (uint32_t)json_hex_digit(escape[i]);
	return v;
}

static uint32_t escape_next(const char **p)
{
	const char *s = *p;
	uint32_t cp;

	*p += 2;
	switch (s[1]) {
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	case 'u':
		break;
	default: /* " \ / */
		return (unsigned char)s[1];
	}
	*p = s + 6;
	cp = code_unit(s);
	if (cp >= JSON_HIGH_FIRST && cp < JSON_LOW_FIRST) {
		cp = 0x10000 + ((cp - JSON_HIGH_FIRST) << 10) + (code_unit(s + 6) - JSON_LOW_FIRST);
		*p = s + 12;
	}
	return cp != 0 ? cp : JSON_NUL_STAND_IN;
}

/* Length of the UTF-8 sequence that begins with c. */
static size_t sequence_length(unsigned char c)
{
	return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* Moves past one character of a literal, plain or escaped; stores it as UTF-8, returns its length.
 */
static size_t character_next(const char **p, char utf8[4])
{
	size_t n;

	if (**p == '\\')
		return utf8_encode(escape_next(p), utf8);
	n = sequence_length((unsigned char)**p);
	for (size_t i = 0; i < n; i++)
		utf8[i] = (*p)[i];
	*p += n;
	return n;
}

/* Where strings have stayed in the text, a NUL ends them (json_parse_within). */
static bool ends_at(const char *p)
{
	return *p == '"' || *p == '\0';
}

void json_literal_decode(struct buf *b, const char *quote)
{
	const char *p = quote + 1;
	char utf8[4];

	while (!ends_at(p)) {
		size_t n = character_next(&p, utf8);

		buf_put(b, utf8, n);
	}
}

/* The offset in the decoded literal that a byte of an edited text comes from. */
static size_t typed_offset(const struct json *node, size_t off)
{
	const struct json_edits e = json_edits(node);
	size_t i = 0, from;

	while (i < e.n && e.list[i].at <= off)
		i++;
	if (i == 0)
		return off;
	from = e.list[i - 1].from + (off - e.list[i - 1].at);
	/* A replacement longer than the original must not reach into what follows it. */
	if (i < e.n && from >= e.list[i].from)
		return e.list[i - 1].from;
	return from;
}

void json_string_offsets(const struct source *src, const struct json *node, size_t *offs, size_t n)
{
	const char *p = src->text + node->off + 1, *here = p;
	size_t passed = 0;
	char utf8[4];

	for (size_t i = 0; i < n; i++) {
		if (node->kind != JSON_STRING) { /* a number's text is the source's */
			offs[i] = offs[i] < node->end - node->off ? node->off + offs[i] : node->end;
			continue;
		}
		offs[i] = typed_offset(node, offs[i]);
		while (passed <= offs[i] && !ends_at(p)) {
			here = p;
			passed += character_next(&p, utf8);
		}
		offs[i] = (size_t)((passed > offs[i] ? here : p) - src->text);
	}
}

size_t json_string_offset(const struct source *src, const struct json *node, size_t text_off)
{
	json_string_offsets(src, node, &text_off, 1);
	return text_off;
}

static char short_escape(unsigned char c)
{
	switch (c) {
	case '"':
	case '\\':
		return (char)c;
	case '\b':
		return 'b';
	case '\f':
		return 'f';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\t':
		return 't';
	default:
		return '\0';
	}
}

/*
 * The control character at s, or -1, and its length in *ret_n. JSON demands escapes of C0 only, but
 * terminals obey DEL and C1 (ECMA-48, 5) as well.
 */
static int control_at(const char *s, size_t n, size_t *ret_n)
{
	const unsigned char *p = (const unsigned char *)s;

	*ret_n = 1;
	if (p[0] < 0x20 || p[0] == 0x7F)
		return p[0];
	*ret_n = 2;
	return n > 1 && p[0] == 0xC2 && p[1] >= 0x80 && p[1] <= 0x9F ? p[1] : -1;
}

void json_put_string(struct buf *b, const char *s, size_t n)
{
	size_t plain = 0; /* s[plain, i) needs no escape */

	buf_putc(b, '"');
	for (size_t i = 0, len; i < n; i++) {
		char letter = short_escape((unsigned char)s[i]);
		int control = control_at(s + i, n - i, &len);

		if (letter == '\0' && control < 0)
			continue;
		buf_put(b, s + plain, i - plain);
		if (letter != '\0') {
			buf_putc(b, '\\');
			buf_putc(b, letter);
			len = 1;
		} else {
			buf_putf(b, "\\u%04x", (unsigned)control);
		}
		plain = i + len;
		i = plain - 1;
	}
	if (plain < n)
		buf_put(b, s + plain, n - plain);
	buf_putc(b, '"');
}
