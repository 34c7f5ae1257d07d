/* SPDX-License-Identifier: MIT */
#include "json/parse.h"

#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"

/* What is found out about a string while it is scanned. */
struct string_facts {
	size_t decoded; /* bytes so far */
	bool has_nul;
};

static size_t bytes_left(const struct json_cursor *c)
{
	return c->src->len - c->pos;
}

/* Reads the four digits after \u. */
static enum rc scan_hex4(struct json_cursor *c, uint32_t *ret)
{
	uint32_t v = 0;

	for (int i = 0; i < 4; i++) {
		int digit = json_hex_digit(json_cursor_peek(c));

		if (digit < 0)
			return json_fault_unexpected(c, _("four hexadecimal digits after \\u"));
		v = v << 4 | (uint32_t)digit;
		c->pos++;
	}
	*ret = v;
	return RC_OK;
}

/*
 * RFC 8259 section 7 permits \u escapes for lone surrogates (section 8.2 warns about them). They
 * are not characters, so no PDF could contain them, and are refused.
 */
static enum rc scan_unicode_escape(struct json_cursor *c, struct string_facts *facts)
{
	size_t start = c->pos; /* the backslash */
	uint32_t unit = 0, low = 0;
	enum rc rc;
	char utf8[4];

	c->pos += 2;
	rc = scan_hex4(c, &unit);
	if (rc != RC_OK)
		return rc;
	if (unit >= JSON_LOW_FIRST && unit <= JSON_LOW_LAST)
		return json_fault(c, start, RC_INPUT,
		                  _("\\u%04x is the second half of a character (a lone surrogate); "
		                    "the first half must stand before it"),
		                  (unsigned)unit);
	if (unit < JSON_HIGH_FIRST || unit > JSON_LOW_LAST) {
		facts->has_nul |= unit == 0;
		facts->decoded += utf8_encode(unit != 0 ? unit : JSON_NUL_STAND_IN, utf8);
		return RC_OK;
	}
	if (bytes_left(c) >= 2 && memcmp(c->src->text + c->pos, "\\u", 2) == 0) {
		c->pos += 2;
		rc = scan_hex4(c, &low);
		if (rc != RC_OK)
			return rc;
	}
	if (low < JSON_LOW_FIRST || low > JSON_LOW_LAST)
		return json_fault(c, start, RC_INPUT,
		                  _("\\u%04x is the first half of a character (a lone surrogate); "
		                    "one of \\udc00 to \\udfff must follow"),
		                  (unsigned)unit);
	facts->decoded += 4;
	return RC_OK;
}

static enum rc scan_escape(struct json_cursor *c, struct string_facts *facts)
{
	char letter = bytes_left(c) >= 2 ? c->src->text[c->pos + 1] : '\0';

	if (letter == 'u')
		return scan_unicode_escape(c, facts);
	c->pos++;
	if (letter == '\0' || strchr("\"\\/bfnrt", letter) == NULL)
		return json_fault_unexpected(c, _("one of \" \\ / b f n r t u after the backslash "
		                                  "(a backslash itself is written \\\\)"));
	c->pos++;
	facts->decoded++;
	return RC_OK;
}

/* RFC 8259 section 7: U+0000 to U+001F must be escaped. */
static enum rc fault_control(struct json_cursor *c, unsigned char ch)
{
	size_t mark = json_mistake_chinese_mark(c, c->pos);

	if ((ch == '\n' || ch == '\r') && mark > 0)
		return json_fault(c, mark, RC_INPUT, "%s", json_mistake_chinese_end());
	if (ch == '\n' || ch == '\r')
		return json_fault(c, c->pos, RC_INPUT,
		                  _("a line break inside a string: write \\n, or close the string "
		                    "before it"));
	if (ch == '\t')
		return json_fault(c, c->pos, RC_INPUT, _("a tab inside a string: write \\t"));
	return json_fault(c, c->pos, RC_INPUT,
	                  _("a control character inside a string: write \\u%04x"), (unsigned)ch);
}

/* Moves past plain ASCII characters, which need no checks. */
static void skip_plain(struct json_cursor *c, struct string_facts *facts)
{
	size_t start = c->pos;

	while (c->pos < c->src->len) {
		unsigned char ch = (unsigned char)c->src->text[c->pos];

		if (ch < 0x20 || ch >= 0x80 || ch == '"' || ch == '\\')
			break;
		c->pos++;
	}
	facts->decoded += c->pos - start;
}

/* Reads an escape or a character beyond ASCII. */
static enum rc scan_special(struct json_cursor *c, struct string_facts *facts)
{
	const char *s = c->src->text + c->pos;
	size_t n;

	if (*s == '\\')
		return scan_escape(c, facts);
	if ((unsigned char)*s < 0x20)
		return fault_control(c, (unsigned char)*s);
	n = utf8_valid_length(s, bytes_left(c));
	if (n == 0)
		return json_fault_unexpected(c, _("a character"));
	c->pos += n;
	facts->decoded += n;
	return RC_OK;
}

enum rc json_token_string(struct json_cursor *c, bool *ret_has_nul)
{
	struct string_facts facts = {0};
	size_t start = c->pos++;
	enum rc rc;

	for (;;) {
		skip_plain(c, &facts);
		if (bytes_left(c) == 0)
			return json_fault_unexpected(c, _("a closing quotation mark"));
		if (json_cursor_peek(c) == '"')
			break;
		rc = scan_special(c, &facts);
		if (rc != RC_OK)
			return rc;
	}
	c->pos++;
	if (facts.decoded > JSON_MAX_STRING)
		return json_fault(c, start, RC_LIMIT,
		                  _("a string of %zu bytes; at most %d are allowed"), facts.decoded,
		                  JSON_MAX_STRING);
	*ret_has_nul = facts.has_nul;
	return RC_OK;
}

/* `wanted` is translated only if it is missing: a report may have a million numbers. */
static enum rc scan_digits(struct json_cursor *c, const char *wanted)
{
	if (!utf8_is_ascii_digit(json_cursor_peek(c)))
		return json_fault_unexpected(c, _(wanted));
	while (utf8_is_ascii_digit(json_cursor_peek(c)))
		c->pos++;
	return RC_OK;
}

static enum rc scan_integer(struct json_cursor *c)
{
	size_t start = c->pos;
	enum rc rc = scan_digits(c, N_("a digit after the minus sign"));

	if (rc == RC_OK && c->src->text[start] == '0' && c->pos - start > 1)
		return json_fault(c, start, RC_INPUT, _("a number with a leading zero"));
	return rc;
}

/* RFC 8259 section 6. */
enum rc json_token_number(struct json_cursor *c)
{
	enum rc rc;

	if (json_cursor_peek(c) == '-')
		c->pos++;
	rc = scan_integer(c);
	if (rc == RC_OK && json_cursor_peek(c) == '.') {
		c->pos++;
		rc = scan_digits(c, N_("a digit after the decimal point"));
	}
	if (rc == RC_OK && (json_cursor_peek(c) == 'e' || json_cursor_peek(c) == 'E')) {
		c->pos++;
		if (json_cursor_peek(c) == '+' || json_cursor_peek(c) == '-')
			c->pos++;
		rc = scan_digits(c, N_("a digit of the exponent"));
	}
	return rc;
}

enum rc json_token_word(struct json_cursor *c)
{
	static const char *const words[] = {"true", "false", "null"};
	const char *s = c->src->text + c->pos;
	size_t left = bytes_left(c), n = 0;

	while (n < left && json_is_word_byte(s[n]))
		n++;
	for (size_t i = 0; i < COUNT(words); i++) {
		if (n == strlen(words[i]) && memcmp(s, words[i], n) == 0) {
			c->pos += n;
			return RC_OK;
		}
	}
	return json_fault_unexpected(c, _("a value (a text in quotation marks, a number, true, "
	                                  "false, null, “[” or “{”)"));
}
