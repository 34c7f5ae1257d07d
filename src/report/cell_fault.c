/* SPDX-License-Identifier: MIT */
/* cell_fault.c: what is typed in place of a figure, and what is to be typed instead. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "report/report_reader.h"

/* A figure with what people write around it; lengths in bytes of the text. */
struct typed {
	struct buf plain; /* the figure without separators of thousands */
	bool separated;   /* it has some */
	const char *unit; /* what follows it, without blanks at either end */
	size_t unit_len;
};

/* A decimal number as dec_parse reads it, but with any number of digits. */
static bool is_decimal(const char *s)
{
	static const char digits[] = "0123456789";

	if (*s == '+' || *s == '-')
		s++;
	if (!utf8_is_ascii_digit(*s))
		return false;
	s += strspn(s, digits);
	if (s[0] == '.' && utf8_is_ascii_digit(s[1]))
		s += 1 + strspn(s + 1, digits);
	if (*s == 'e' || *s == 'E') {
		s += s[1] == '+' || s[1] == '-' ? 2 : 1;
		if (!utf8_is_ascii_digit(*s))
			return false;
		s += strspn(s, digits);
	}
	return *s == '\0';
}

static bool has_wide_digit(const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (cp >= 0xFF10 && cp <= 0xFF19)
			return true;
	}
	return false;
}

/* The length of a separator of thousands, ASCII or full width, with three digits behind it. */
static size_t separator(const char *s)
{
	size_t n = *s == ',' ? 1 : strncmp(s, "\uff0c", 3) == 0 ? 3 : 0;

	return n > 0 && utf8_is_ascii_digit(s[n]) && utf8_is_ascii_digit(s[n + 1]) &&
	                       utf8_is_ascii_digit(s[n + 2]) && !utf8_is_ascii_digit(s[n + 3])
	               ? n
	               : 0;
}

static const char *skip_blanks(const char *s)
{
	const char *end = s + strlen(s), *next = s;

	while (s < end && utf8_is_blank(utf8_next(&next, end)))
		s = next;
	return s;
}

/* false if the text does not begin with a figure, or has another after it. */
static bool take_apart(const char *s, struct typed *ret)
{
	*ret = (struct typed){0};
	s = skip_blanks(s);
	if (*s == '-')
		buf_putc(&ret->plain, *s++);
	if (!utf8_is_ascii_digit(*s))
		return false;
	while (utf8_is_ascii_digit(*s) || separator(s) > 0) {
		ret->separated = ret->separated || !utf8_is_ascii_digit(*s);
		s += utf8_is_ascii_digit(*s) ? 0 : separator(s);
		buf_putc(&ret->plain, *s++);
	}
	if (s[0] == '.' && utf8_is_ascii_digit(s[1])) {
		buf_putc(&ret->plain, *s++);
		while (utf8_is_ascii_digit(*s))
			buf_putc(&ret->plain, *s++);
	}
	ret->unit = skip_blanks(s);
	ret->unit_len = strlen(ret->unit);
	while (ret->unit_len > 0 && ret->unit[ret->unit_len - 1] == ' ')
		ret->unit_len--;
	return strpbrk(ret->unit, "0123456789,.") == NULL &&
	       !has_wide_digit(ret->unit, ret->unit_len);
}

/* Whether the head of a column has the unit in it, or is about a larger one: 元 in 万元. */
static bool head_has(struct arena *a, const char *head, const struct typed *t)
{
	return head != NULL && strstr(head, arena_strndup(a, t->unit, t->unit_len)) != NULL;
}

/* “12,345”, “120 件”; false if it is neither. */
static bool tell_typed(const struct report_reader *rd, const struct json *at, const char *found,
                       const char *column)
{
	struct typed t;
	bool figure = take_apart(at->text, &t);

	if (!figure || (t.unit_len == 0 && !t.separated)) {
		buf_release(&t.plain);
		return false;
	}
	if (t.unit_len == 0)
		json_error(rd->m.findings, rd->m.source, at, "TYPE",
		           _("a number is written without separators of thousands: %s instead of "
		             "“%s”"),
		           t.plain.p, found);
	else if (head_has(rd->m.arena, column, &t))
		json_error(rd->m.findings, rd->m.source, at, "TYPE",
		           _("“%s” has a unit: write the number alone, in the unit of the column "
		             "(“%s”)"),
		           found, column);
	else
		json_error(rd->m.findings, rd->m.source, at, "TYPE", _("“%s” has a unit: write %s"),
		           found, t.plain.p);
	buf_release(&t.plain);
	return true;
}

void cell_tell_wrong(const struct report_reader *rd, const struct json *at, const char *column)
{
	struct diag_list *dl = rd->m.findings;
	const char *found;

	if (at->kind != JSON_STRING && at->kind != JSON_NUMBER) {
		object_wrong_kind(&rd->m, at, _("a number, null or “/”"));
		return;
	}
	found = member_excerpt(rd->m.arena, at->text, at->len);
	if (is_decimal(at->text))
		json_error(
		        dl, rd->m.source, at, "TYPE",
		        _("%s has too many digits; at most %d are allowed before the decimal point "
		          "and %d after it"),
		        found, DEC_INT_DIGITS, DEC_FRAC_DIGITS);
	else if (has_wide_digit(at->text, at->len))
		json_error(dl, rd->m.source, at, "TYPE",
		           _("a number, null or “/” expected, found “%s”; full-width digits are "
		             "not read as numbers"),
		           found);
	else if (!tell_typed(rd, at, found, column))
		json_error(dl, rd->m.source, at, "TYPE",
		           _("a number, null or “/” expected, found “%s”"), found);
}

/* ---- a row of too many or too few values ---- */

static const char *column_keys(struct arena *a, const struct form_slot *slot)
{
	struct buf b = {0};

	for (const struct form_slot *c = slot->first; c != NULL; c = c->next)
		buf_putf(&b, c == slot->first ? "%s" : ", %s", c->key);
	return buf_to_arena(a, &b);
}

/* Three digits behind a comma without a blank, in a row whose other commas have one. */
static size_t count_thousands(const struct json *array)
{
	size_t n = 0, spaced = 0;

	for (const struct json *item = array->first; item != NULL && item->next != NULL;
	     item = item->next) {
		const struct json *next = item->next;

		if (next->off > item->end + 1)
			spaced++;
		else if (item->kind == JSON_NUMBER && next->kind == JSON_NUMBER && next->len == 3 &&
		         strspn(next->text, "0123456789") == 3)
			n++;
	}
	return spaced > 0 ? n : 0;
}

void cell_tell_wrong_count(const struct report_reader *rd, const struct json *array,
                           const struct form_slot *slot)
{
	const char *keys = column_keys(rd->m.arena, slot);
	size_t separators = count_thousands(array);

	if (separators > 0 && array->count == slot->child_n + separators)
		json_error(rd->m.findings, rd->m.source, array, "TYPE",
		           _("%zu values expected (%s), found %zu; a number is written without "
		             "separators of thousands"),
		           slot->child_n, keys, (size_t)array->count);
	else
		json_error(rd->m.findings, rd->m.source, array, "TYPE",
		           _("%zu values expected (%s), found %zu"), slot->child_n, keys,
		           (size_t)array->count);
}
