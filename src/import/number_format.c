/* SPDX-License-Identifier: MIT */
/* number_format.c: a cell's value as its number format shows it (ECMA-376-1, 18.8.31). */
#include "import/number_format.h"

#include <stdlib.h>
#include <string.h>

enum {
	DIGITS_MAX = 15,
	EXPONENT_MAX = 400,
	CODE_MAX = 1024 /* bytes of a format code; Excel takes 255 characters */
};

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
	const char *prefix, *suffix;
};

/* The sections for positive numbers, for negative ones and for nought, as far as there are any. */
struct number_format {
	struct code sections[3];
	size_t n;
};

/* What stands before the digits and behind them, while a section is read. */
struct affixes {
	struct buf prefix, suffix;
};

static struct buf *affix_of(struct affixes *b, const struct code *c)
{
	return c->digits ? &b->suffix : &b->prefix;
}

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
static void read_sign(struct code *c, struct buf *b, const char *s, bool *fraction)
{
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
static const char *read_code(struct arena *a, const char *s, struct code *c)
{
	struct affixes around = {0};
	bool fraction = false;

	if (*s == '\0' || strncmp(s, "General", 7) == 0 || strcmp(s, "@") == 0) {
		c->general = c->digits = true;
		s += strlen(s) >= 7 ? 7 : strlen(s);
	}
	while (*s != '\0' && *s != ';') {
		struct buf *b = affix_of(&around, c);

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
			read_sign(c, b, s++, &fraction);
		}
	}
	c->prefix = buf_to_arena(a, &around.prefix);
	c->suffix = buf_to_arena(a, &around.suffix);
	return s;
}

const struct number_format *number_format_read(struct arena *a, const char *code)
{
	struct number_format *f = arena_new(a, struct number_format);
	const char *end;

	f->n = 1;
	f->sections[0].other = strlen(code) > CODE_MAX;
	if (f->sections[0].other)
		return f;
	end = read_code(a, code, &f->sections[0]);
	for (; *end == ';' && f->n < COUNT(f->sections); f->n++)
		end = read_code(a, end + 1, &f->sections[f->n]);
	return f;
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

bool number_format_put(struct buf *b, const char *value, const struct number_format *format,
                       enum number_shown *ret_shown)
{
	struct decimal d;
	const struct code *c;
	size_t wanted;
	bool own, good;

	*ret_shown = NUMBER_AS_IT_IS;
	if (!parse(value, &d))
		return false;
	wanted = d.n == 0 ? 2 : d.negative ? 1 : 0;
	own = wanted > 0 && wanted < format->n;
	c = &format->sections[own ? wanted : 0];
	good = !c->other && (c->digits || (own && d.n == 0));
	if (good && own && (d.negative || !c->digits)) {
		/* "(5)", "-" or nothing at all for what is still the number. */
		*ret_shown =
		        d.n > 0 && strcmp(c->prefix, "-") == 0 ? NUMBER_AS_IT_IS : NUMBER_OTHERWISE;
		put(b, &d, round_as_shown(c, &d, ret_shown));
	} else if (good) {
		int decimals;

		d.point += c->percent ? 2 : 0;
		decimals = round_as_shown(c, &d, ret_shown);
		buf_puts(b, c->prefix);
		put(b, &d, decimals);
		buf_puts(b, c->percent ? "%" : "");
		buf_puts(b, c->suffix);
	}
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
