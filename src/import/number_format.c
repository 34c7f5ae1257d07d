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

/* What the first section of a format code says. */
struct code {
	int decimals,
	        optional; /* digits behind the point; how many of them only if there are any */
	bool percent, general, other;
	struct buf suffix;
};

static const char *put_quoted(struct buf *b, const char *s)
{
	for (s++; *s != '\0' && *s != '"'; s++)
		buf_putc(b, *s);
	return *s == '"' ? s + 1 : s;
}

static void read_code(const char *s, struct code *c)
{
	bool fraction = false, digits = false;

	*c = (struct code){0};
	if (*s == '\0' || strncmp(s, "General", 7) == 0 || strcmp(s, "@") == 0) {
		c->general = true;
		return;
	}
	while (*s != '\0' && *s != ';') {
		switch (*s) {
		case '0':
		case '#':
		case '?':
			digits = true;
			c->decimals += fraction;
			c->optional += fraction && *s != '0';
			break;
		case '.':
			fraction = true;
			break;
		case '%':
			c->percent = true;
			break;
		case '_':
		case '*':
			s += s[1] != '\0';
			break;
		case '\\':
			s += s[1] != '\0';
			buf_putc(&c->suffix, *s);
			break;
		case '"':
			s = put_quoted(&c->suffix, s);
			continue;
		case '[':
			s += strcspn(s, "]");
			if (*s == '\0')
				continue;
			break;
		case ',':
			c->other |= s[1] == '\0' || s[1] == ';' || s[1] == '.'; /* in thousands */
			break;
		case ' ':
		case '-':
		case '+':
		case '(':
		case ')':
			break;
		default: /* dates, fractions, exponents */
			c->other |= (unsigned char)*s < 0x80;
			if ((unsigned char)*s >= 0x80)
				buf_putc(&c->suffix, *s);
		}
		s++;
	}
	c->other |= !digits;
}

bool number_format_put(struct buf *b, const char *value, const char *format, bool *ret_rounded)
{
	struct decimal d, full;
	struct code c;
	int decimals;
	bool good;

	*ret_rounded = false;
	if (!parse(value, &d))
		return false;
	read_code(format, &c);
	good = !c.other;
	d.point += c.percent ? 2 : 0;
	full = d;
	decimals = d.n - d.point > 0 ? d.n - d.point : 0;
	if (good && !c.general) {
		if (decimals > c.decimals) {
			round_to(&d, d.point + c.decimals);
			decimals = c.decimals;
			*ret_rounded = full.n > 0;
		} else if (decimals < c.decimals - c.optional) {
			decimals = c.decimals - c.optional;
		}
	}
	if (good) {
		put(b, &d, decimals);
		buf_puts(b, c.percent ? "%" : "");
		buf_put(b, c.suffix.p != NULL ? c.suffix.p : "", c.suffix.n);
	}
	buf_release(&c.suffix);
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
