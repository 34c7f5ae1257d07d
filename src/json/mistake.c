/* SPDX-License-Identifier: MIT */
/* mistake.c: what people type who write JSON for the first time; each has a message of its own. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "json/parse.h"

enum {
	SHOWN = 20, /* bytes of what was typed */
	LOOK_BACK = 400
};

static bool is_at(const struct json_cursor *c, size_t pos, const char *text)
{
	size_t n = strlen(text);

	return c->src->len - pos >= n && memcmp(c->src->text + pos, text, n) == 0;
}

static struct json_mark *last_mark(const struct json_cursor *c)
{
	return c->marks->n > 0 ? &c->marks->items[c->marks->n - 1] : NULL;
}

/* Whether a value begins at the cursor, of which nothing is read yet. */
static bool begins_here(const struct json_cursor *c)
{
	const struct json_mark *last = last_mark(c);

	return last != NULL && last->end == 0 && last->off == c->pos;
}

/* The number that ends at `end`, as the last value so far; NULL: there is none. */
static struct json_mark *number_before(const struct json_cursor *c, size_t end)
{
	struct json_mark *last = last_mark(c);
	char first;

	if (last == NULL || last->end == 0 || last->end != end)
		return NULL;
	first = c->src->text[last->off];
	return first == '-' || utf8_is_ascii_digit(first) ? last : NULL;
}

/* Where what stands before the cursor ends. */
static size_t before_blanks(const struct json_cursor *c)
{
	size_t end = c->pos;

	while (end > 0 && (c->src->text[end - 1] == ' ' || c->src->text[end - 1] == '\t'))
		end--;
	return end;
}

/* Bytes up to the next blank, comma, bracket or quotation mark, at most SHOWN. */
static size_t word_length(const struct json_cursor *c, size_t from)
{
	const char *s = c->src->text, *at = s + from, *end = s + c->src->len;

	while (at < end && strchr(" \t\r\n,:\"[]{}", *at) == NULL) {
		const char *next = at;
		size_t n = utf8_valid_length(at, (size_t)(end - at));

		next += n;
		if (n == 0 || utf8_next(&at, end) == 0xFF0C || (size_t)(next - s) - from > SHOWN)
			return (size_t)(next - n - s) - from;
		at = next;
	}
	return (size_t)(at - s) - from;
}

/* ---- comments and quotation marks ---- */

static const char *comment(const struct json_cursor *c)
{
	static const char *const openings[] = {"//", "/*", "#", "<!--"};

	for (size_t i = 0; i < COUNT(openings); i++)
		if (is_at(c, c->pos, openings[i]))
			return _("a comment, which JSON does not know: remove it");
	return NULL;
}

/* Where a key or a value may begin, a quotation mark was meant to open it. */
static const char *quotation_mark(struct json_cursor *c, struct buf *b)
{
	const char *s = c->src->text + c->pos, *after = s;
	uint32_t cp;

	if (c->pos == c->src->len)
		return NULL;
	if (*s == '\'')
		return _("a single quotation mark: keys and texts stand between double ones, "
		         "\"…\"");
	cp = utf8_next(&after, c->src->text + c->src->len);
	if ((cp < 0x2018 || cp > 0x201F) && cp != 0xFF02 && (cp < 0x300C || cp > 0x300F))
		return NULL;
	buf_putf(b,
	         _("%.*s is a Chinese quotation mark: keys and texts stand between straight ones, "
	           "\"…\""),
	         (int)(after - s), s);
	return b->p;
}

/* Whether “ stands between the straight quotation mark before `at` and `at`. */
static bool is_opened(const struct json_cursor *c, size_t at)
{
	while (at > 0 && c->src->text[at - 1] != '"')
		if (is_at(c, --at, "\u201c"))
			return true;
	return false;
}

/*
 * "a”, "b": the text went on to the next straight quotation mark, which was meant to open another.
 * Not if a Chinese one opens in it: then both belong to the text.
 */
static const char *chinese_end(struct json_cursor *c, size_t end)
{
	const char *s = c->src->text;
	size_t at = end;

	if (end < 4 || s[end - 1] != '"')
		return NULL;
	while (at > 0 && end - at < LOOK_BACK && s[at - 1] != '\n') {
		size_t after = at-- + 2;

		if (!is_at(c, at, "\u201d"))
			continue;
		while (s[after] == ' ' || s[after] == '\t')
			after++;
		if (strchr(",:]}", s[after]) == NULL || is_opened(c, at))
			return NULL;
		c->pos = at;
		return json_mistake_chinese_end();
	}
	return NULL;
}

/* ---- figures ---- */

/* 12,345: the comma has ended the number. */
static const char *thousands(struct json_cursor *c, struct buf *b)
{
	const char *s = c->src->text;
	bool wide = is_at(c, c->pos, "\uff0c");
	size_t at = wide ? c->pos + 3 : c->pos;
	size_t comma = wide ? c->pos : c->pos - 1, end = at;
	struct json_mark *number = c->pos > 0 ? number_before(c, comma) : NULL;
	struct buf plain = {0};

	if (number == NULL || (!wide && s[comma] != ','))
		return NULL;
	buf_put(&plain, s + number->off, number->end - number->off);
	while (end + 3 <= c->src->len && utf8_is_ascii_digit(s[end]) &&
	       utf8_is_ascii_digit(s[end + 1]) && utf8_is_ascii_digit(s[end + 2])) {
		buf_put(&plain, s + end, 3);
		end += 3;
		if (end + 1 < c->src->len && s[end] == ',' && utf8_is_ascii_digit(s[end + 1]))
			end++;
	}
	if (end > at && (end == c->src->len || !utf8_is_ascii_digit(s[end]))) {
		buf_putf(b,
		         _("a number is written without separators of thousands: %s instead of "
		           "“%.*s”"),
		         plain.p, (int)(end - number->off), s + number->off);
		c->pos = number->off;
		number->end = 0; /* so that the pointer is the number's */
	}
	buf_release(&plain);
	return b->p;
}

/* What people count in: Chinese words, percent. */
static bool is_unit(const struct json_cursor *c)
{
	const char *s = c->src->text + c->pos;
	uint32_t cp = utf8_next(&s, c->src->text + c->src->len);

	return (cp >= 0x3400 && cp < 0xFF00) || cp == '%' || cp == 0xFF05;
}

/* 2025-01-24, 2025/1/24, 1.2.3 */
static bool is_text_of_figures(const struct json_cursor *c, const struct json_mark *number,
                               size_t word)
{
	const char *s = c->src->text;

	return strchr("-/.", s[c->pos]) != NULL && word > 1 && utf8_is_ascii_digit(s[c->pos + 1]) &&
	       memchr(s + number->off, 'e', number->end - number->off) == NULL;
}

/* 120 followed by a unit, 2025-01-24. */
static const char *unit(struct json_cursor *c, struct buf *b)
{
	const char *s = c->src->text;
	struct json_mark *number = number_before(c, before_blanks(c));
	size_t word = word_length(c, c->pos);
	int n;

	if (number == NULL || word == 0)
		return NULL;
	n = (int)(c->pos + word - number->off);
	if (is_unit(c))
		buf_putf(b, _("“%.*s” has a unit: write the number alone, in the unit of the form"),
		         n, s + number->off);
	else if (is_text_of_figures(c, number, word))
		buf_putf(b,
		         _("“%.*s” is not a number, and a text stands in quotation marks: "
		           "\"%.*s\""),
		         n, s + number->off, n, s + number->off);
	else
		return NULL;
	number->end = 0;
	c->pos = number->off;
	return b->p;
}

static const char *value(const struct json_cursor *c)
{
	char ch = json_cursor_peek(c);

	if (!begins_here(c))
		return NULL;
	if (ch == '/')
		return _("a slash stands in quotation marks: \"/\"");
	if (ch == ',' || (ch == '}' && last_mark(c)->key_off > 0))
		return _("no value stands here: write null for a blank one");
	return NULL;
}

const char *json_mistake(struct json_cursor *c, struct buf *b)
{
	const char *found = comment(c);
	size_t end = before_blanks(c);
	bool after_value = end > 0 && last_mark(c) != NULL && last_mark(c)->end == end;

	if (found == NULL && !after_value)
		found = quotation_mark(c, b);
	if (found == NULL)
		found = chinese_end(c, end);
	if (found == NULL)
		found = thousands(c, b);
	if (found == NULL && after_value)
		found = unit(c, b);
	return found != NULL ? found : value(c);
}

const char *json_mistake_chinese_end(void)
{
	return _("the text does not end with a Chinese quotation mark: a straight one, \", closes "
	         "it");
}

size_t json_mistake_chinese_mark(const struct json_cursor *c, size_t end)
{
	const char *s = c->src->text;

	for (;;) {
		if (end > 0 && strchr(" \t,", s[end - 1]) != NULL)
			end--;
		else if (end >= 3 && memcmp(s + end - 3, "\uff0c", 3) == 0)
			end -= 3;
		else
			break;
	}
	if (end < 3)
		return 0;
	return memcmp(s + end - 3, "\u201d", 3) == 0 || memcmp(s + end - 3, "\u201c", 3) == 0
	               ? end - 3
	               : 0;
}
