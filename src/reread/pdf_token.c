/* SPDX-License-Identifier: MIT */
#include "reread/pdf_token.h"

#include <stdint.h>
#include <string.h>

#include "base/lu.h"
#include "base/utf8.h"

const unsigned char pdf_classes[256] = {
        ['\0'] = PDF_SPACE,    ['\t'] = PDF_SPACE,    ['\n'] = PDF_SPACE,    ['\f'] = PDF_SPACE,
        ['\r'] = PDF_SPACE,    [' '] = PDF_SPACE,     ['('] = PDF_DELIMITER, [')'] = PDF_DELIMITER,
        ['<'] = PDF_DELIMITER, ['>'] = PDF_DELIMITER, ['['] = PDF_DELIMITER, [']'] = PDF_DELIMITER,
        ['{'] = PDF_DELIMITER, ['}'] = PDF_DELIMITER, ['/'] = PDF_DELIMITER, ['%'] = PDF_DELIMITER};

void pdf_put_plain(const char *p, const char *end, struct buf *b)
{
	buf_reserve(b, (size_t)(end - p));
	for (; p < end; p++) {
		char c = *p;

		if (c == '#' && end - p > 2 && utf8_hex_digit(p[1]) >= 0 &&
		    utf8_hex_digit(p[2]) >= 0) {
			c = (char)(utf8_hex_digit(p[1]) << 4 | utf8_hex_digit(p[2]));
			p += 2;
		}
		buf_putc(b, c);
	}
}

/* A NUL, which ends the text, is white space. */
static struct pdf_token regular(const char **s, enum token_kind kind)
{
	const char *start = *s;

	while (pdf_is_regular(**s))
		++*s;
	return (struct pdf_token){.kind = kind, .p = start, .n = (size_t)(*s - start)};
}

static struct pdf_token enclosed(const char **s, enum token_kind kind, char end)
{
	const char *start = ++*s;
	struct pdf_token t = {.kind = kind, .p = start};

	*s = strchrnul(start, end);
	t.n = (size_t)(*s - start);
	*s += **s != '\0';
	return t;
}

static struct pdf_token mark(const char **s, size_t n)
{
	struct pdf_token t = {.kind = TOKEN_MARK, .p = *s, .n = n};

	*s += n;
	return t;
}

static struct pdf_token number_or_word(const char **s)
{
	struct pdf_token t = regular(s, TOKEN_WORD);

	if (t.n == 0) /* a stray delimiter */
		return mark(s, 1);
	if (num_read(t.p, &t.number) == t.p + t.n)
		t.kind = TOKEN_NUMBER;
	return t;
}

struct pdf_token token_next(const char **s)
{
	while (**s != '\0' && pdf_is_space(**s))
		++*s;
	switch (**s) {
	case '\0':
		return (struct pdf_token){.kind = TOKEN_END, .p = *s};
	case '/':
		++*s;
		return regular(s, TOKEN_NAME);
	case '(':
		return enclosed(s, TOKEN_STRING, ')');
	case '[':
	case ']':
		return mark(s, 1);
	case '<':
		return (*s)[1] == '<' ? mark(s, 2) : enclosed(s, TOKEN_HEX, '>');
	case '>':
		return mark(s, (*s)[1] == '>' ? 2 : 1);
	default:
		return number_or_word(s);
	}
}

bool token_is(const struct pdf_token *t, enum token_kind kind, const char *text)
{
	/* An operator is compared with a dozen, most of which begin with another letter. */
	return t->kind == kind && t->n > 0 && *t->p == *text && t->n == strlen(text) &&
	       memcmp(t->p, text, t->n) == 0;
}

int token_integer(const struct pdf_token *t)
{
	if (t->kind != TOKEN_NUMBER || !(t->number >= 0 && t->number <= UINT16_MAX))
		return -1;
	return (int)t->number;
}

static unsigned digit(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 0;
}

static unsigned hex(const char *p, size_t n)
{
	unsigned v = 0;

	for (size_t i = 0; i < n; i++)
		v = v << 4 | digit(p[i]);
	return v;
}

unsigned token_hex(const struct pdf_token *t)
{
	return hex(t->p, t->n < 8 ? t->n : 8);
}

void token_put_text(const struct pdf_token *t, struct buf *b)
{
	for (size_t i = 0; i + 4 <= t->n; i += 4) {
		uint32_t cp = hex(t->p + i, 4);

		if (i == 0 && cp == 0xfeff && t->n > 4)
			continue;
		if (cp >= 0xd800 && cp < 0xdc00 && i + 8 <= t->n) {
			i += 4;
			cp = 0x10000 + ((cp - 0xd800) << 10 | (hex(t->p + i, 4) & 0x3ff));
		}
		buf_put_utf8(b, cp);
	}
}
