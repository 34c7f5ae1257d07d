/* SPDX-License-Identifier: MIT */
/* number_format.c: a cell's value as its number format shows it (ECMA-376-1, 18.8.31). */
#include "import/number_format.h"

#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 15, EXPONENT_MAX = 400 };

/* 0.d1 d2 d3 … × 10^point */
struct decimal {
	bool negative;
	char digits[DIGITS_MAX + 2];
	int n, point;
};

/* Rounds half up to `n` digits, which may be 0 or fewer. */
static void round_to(struct decimal *d, int n)
{
	bool up;

	if (n >= d->n)
		return;
	if (n < 0) {
		d->n = 0;
		return;
	}
	up = d->digits[n] >= '5';
	d->n = n;
	for (int i = n - 1; up && i >= 0; i--) {
		up = d->digits[i] == '9';
		d->digits[i] = up ? '0' : (char)(d->digits[i] + 1);
	}
	if (up) {
		memmove(d->digits + 1, d->digits, (size_t)d->n);
		d->digits[0] = '1';
		d->n++;
		d->point++;
	}
}

static bool parse(const char *s, struct decimal *d)
{
	bool fraction = false, any = false;
	long exponent = 0;

	*d = (struct decimal){0};
	d->negative = *s == '-';
	s += *s == '-' || *s == '+';
	for (; (*s >= '0' && *s <= '9') || (*s == '.' && !fraction); s++) {
		if (*s == '.') {
			fraction = true;
			continue;
		}
		any = true;
		if (d->n == 0 && *s == '0') {
			d->point -= fraction;
			continue;
		}
		d->point += !fraction;
		if (d->n <= DIGITS_MAX)
			d->digits[d->n++] = *s;
	}
	if ((*s == 'e' || *s == 'E') && any) {
		char *end;

		exponent = strtol(s + 1, &end, 10);
		s = end;
	}
	if (!any || *s != '\0' || exponent > EXPONENT_MAX || exponent < -EXPONENT_MAX ||
	    d->point > EXPONENT_MAX)
		return false;
	d->point += (int)exponent;
	round_to(d, DIGITS_MAX); /* a double that was 0.1 is 0.1 again */
	while (d->n > 0 && d->digits[d->n - 1] == '0')
		d->n--;
	return true;
}

static void put(struct buf *b, const struct decimal *d, int decimals)
{
	int whole = d->point > 0 ? d->point : 0;
	bool zero = d->n == 0;

	if (d->negative && !zero)
		buf_putc(b, '-');
	for (int i = 0; i < whole && !zero; i++)
		buf_putc(b, i < d->n ? d->digits[i] : '0');
	if (whole == 0 || zero)
		buf_putc(b, '0');
	if (decimals > 0)
		buf_putc(b, '.');
	for (int i = d->point; i < d->point + decimals; i++)
		buf_putc(b, i >= 0 && i < d->n ? d->digits[i] : '0');
}

/* What a section of a format code says. */
struct code {
	int decimals,
	        optional; /* digits behind the point; how many of them only if there are any */
	bool percent, general, digits, other;
	struct buf prefix, suffix;
};

static const char *put_quoted(struct buf *b, const char *s)
{
	for (s++; *s != '\0' && *s != '"'; s++)
		buf_putc(b, *s);
	return *s == '"' ? s + 1 : s;
}

/* A condition or another script makes it another format; a currency is shown; colours are not. */
static const char *read_bracket(struct code *c, struct buf *b, const char *s)
{
	const char *end = s + strcspn(s, "]");

	c->other |=
	        s[1] != '\0' && (strchr("<>=hms", s[1]) != NULL || strncmp(s + 1, "DBNum", 5) == 0);
	if (s[1] == '$')
		buf_put(b, s + 2, strcspn(s + 2, "-]"));
	return *end == ']' ? end + 1 : end;
}

/* One character of a section outside of quotes and brackets. */
static void read_sign(struct code *c, const char *s, bool *fraction)
{
	struct buf *b = c->digits ? &c->suffix : &c->prefix;

	switch (*s) {
	case '0':
	case '#':
	case '?':
		c->digits = true;
		c->decimals += *fraction;
		c->optional += *fraction && *s != '0';
		break;
	case '.':
		*fraction = true;
		break;
	case '%':
		c->percent = true;
		break;
	case ',':
		c->other |= s[1] == '\0' || s[1] == ';' || s[1] == '.'; /* in thousands */
		break;
	case ' ':
		break;
	case '-':
	case '+':
	case '(':
	case ')':
		buf_putc(b, *s);
		break;
	default: /* dates, fractions, exponents */
		c->other |= (unsigned char)*s < 0x80;
		buf_putc(b, *s);
	}
}

/* Returns the end of the section. */
static const char *read_code(const char *s, struct code *c)
{
	bool fraction = false;

	*c = (struct code){0};
	if (*s == '\0' || strncmp(s, "General", 7) == 0 || strcmp(s, "@") == 0) {
		c->general = c->digits = true;
		s += strlen(s) >= 7 ? 7 : strlen(s);
	}
	while (*s != '\0' && *s != ';') {
		struct buf *b = c->digits ? &c->suffix : &c->prefix;

		if (*s == '_' || *s == '*') { /* a blank as wide as the next character, or many */
			s += s[1] != '\0' ? 2 : 1;
		} else if (*s == '\\' && s[1] != '\0') {
			buf_putc(b, s[1]);
			s += 2;
		} else if (*s == '"') {
			s = put_quoted(b, s);
		} else if (*s == '[') {
			s = read_bracket(c, b, s);
		} else {
			read_sign(c, s++, &fraction);
		}
	}
	return s;
}

static void code_release(struct code *c)
{
	buf_release(&c->prefix);
	buf_release(&c->suffix);
}

/*
 * The section for a number: the first for positive ones, the second for negative ones, the third
 * for nought. *ret_own: it is not the first.
 */
static void read_section(const char *format, const struct decimal *d, struct code *c, bool *ret_own)
{
	int wanted = d->n == 0 ? 2 : d->negative ? 1 : 0;
	const char *end = read_code(format, c);

	*ret_own = false;
	for (int i = 1; i <= wanted && *end == ';'; i++) {
		struct code next;

		end = read_code(end + 1, &next);
		if (i == wanted) {
			code_release(c);
			*c = next;
			*ret_own = true;
		} else {
			code_release(&next);
		}
	}
}

/* The decimals that are shown, of the number rounded to them. */
static int round_as_shown(const struct code *c, struct decimal *d, enum number_shown *ret)
{
	int decimals = d->n - d->point > 0 ? d->n - d->point : 0;

	if (c->general)
		return decimals;
	if (decimals > c->decimals) {
		round_to(d, d->point + c->decimals);
		*ret = NUMBER_ROUNDED;
		return c->decimals;
	}
	return decimals < c->decimals - c->optional ? c->decimals - c->optional : decimals;
}

bool number_format_put(struct buf *b, const char *value, const char *format,
                       enum number_shown *ret_shown)
{
	struct decimal d;
	struct code c;
	bool own, good;

	*ret_shown = NUMBER_AS_IT_IS;
	if (!parse(value, &d))
		return false;
	read_section(format, &d, &c, &own);
	good = !c.other && (c.digits || (own && d.n == 0));
	if (good && own && (d.negative || !c.digits)) {
		/* "(5)", "-" or nothing at all for what is still the number. */
		const char *sign = c.prefix.n > 0 ? c.prefix.p : "";

		*ret_shown = d.n > 0 && sign[0] == '-' && c.prefix.n == 1 ? NUMBER_AS_IT_IS
		                                                          : NUMBER_OTHERWISE;
		put(b, &d, round_as_shown(&c, &d, ret_shown));
	} else if (good) {
		int decimals;

		d.point += c.percent ? 2 : 0;
		decimals = round_as_shown(&c, &d, ret_shown);
		buf_put(b, c.prefix.p != NULL ? c.prefix.p : "", c.prefix.n);
		put(b, &d, decimals);
		buf_puts(b, c.percent ? "%" : "");
		buf_put(b, c.suffix.p != NULL ? c.suffix.p : "", c.suffix.n);
	}
	code_release(&c);
	return good;
}

const char *number_format_built_in(size_t id)
{
	static const char *const codes[] = {"General", "0", "0.00", "#,##0", "#,##0.00", "",
	                                    "",        "",  "",     "0%",    "0.00%"};

	if (id < COUNT(codes) && codes[id][0] != '\0')
		return codes[id];
	if (id == 37 || id == 38)
		return "#,##0";
	if (id == 39 || id == 40)
		return "#,##0.00";
	if (id == 41 || id == 42)
		return "#,##0";
	if (id == 43 || id == 44)
		return "#,##0.00";
	if (id == 49)
		return "@";
	return "yyyy"; /* dates, times, fractions, exponents */
}
