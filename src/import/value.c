/* SPDX-License-Identifier: MIT */
#include "import/tables.h"

#include <string.h>

#include "base/dec.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "import/norm.h"

/* A raised or lowered digit or sign: a mark at a figure, never part of it. */
static bool is_mark(uint32_t cp)
{
	return (cp >= 0x2070 && cp <= 0x209C) || cp == 0xB9 || cp == 0xB2 || cp == 0xB3;
}

/* How a text was changed before it is compared with figures. */
struct plain_text {
	const char *s;   /* in half width, without blanks and marks; NULL: no figure has it */
	bool marked;     /* marks were left out */
	const char *end; /* of the part that was read: behind it there may be a unit */
};

/* Blanks may stand between thousands ("1 234"), nowhere else: "5 7" is two figures. */
static bool may_have_gap(const char *digits, size_t n, const char *rest, const char *end)
{
	size_t run = 0;

	while (rest < end && utf8_is_ascii_digit(*rest)) {
		rest++;
		run++;
	}
	return n == 0 || !utf8_is_ascii_digit(digits[n - 1]) || run == 0 || run == 3;
}

static struct plain_text plain(struct arena *a, const char *text)
{
	const char *end = text + strlen(text);
	struct plain_text p = {.end = end};
	char out[64];
	size_t n = 0;

	while (text < end) {
		const char *at = text;
		uint32_t cp = utf8_next(&text, end);

		if (doc_is_blank(cp) && (cp == '\n' ? n > 0 : !may_have_gap(out, n, text, end)))
			return p;
		if (doc_is_blank(cp))
			continue;
		if (is_mark(cp)) {
			p.marked = true;
			continue;
		}
		if (cp == 0x2212)
			cp = '-';
		cp = utf8_half_width(cp);
		if (cp > 'z' && n > 0) {
			p.end = at;
			break;
		}
		if (cp > 'z' || n == sizeof(out) - 1)
			return p;
		out[n++] = (char)cp;
	}
	p.s = arena_strndup(a, out, n);
	return p;
}

/* The figure without its commas, or NULL if not three digits follow each: "1,234,567.5". */
static const char *without_commas(struct arena *a, const char *s)
{
	struct buf b = {0};
	size_t run = 0;
	bool comma = false, good = true;

	for (; *s != '\0' && *s != '.'; s++) {
		if (*s == ',') {
			good &= run > 0 && (comma ? run == 3 : run <= 3);
			comma = true;
			run = 0;
		} else {
			good &= utf8_is_ascii_digit(*s) || *s == '-';
			run += utf8_is_ascii_digit(*s);
			buf_putc(&b, *s);
		}
	}
	if (good && comma && run == 3) {
		buf_puts(&b, s);
		return buf_to_arena(a, &b);
	}
	buf_release(&b);
	return NULL;
}

static bool is_one_of_texts(const struct form_texts *texts, const char *s, size_t n, size_t *ret)
{
	for (size_t i = 0; i < texts->n; i++)
		if (strlen(texts->texts[i]) == n && memcmp(texts->texts[i], s, n) == 0) {
			*ret = i;
			return true;
		}
	return false;
}

static bool is_nothing(const struct form *form, const char *text)
{
	size_t n = strlen(text), which;

	text = doc_trim(text, &n);
	return is_one_of_texts(&form->recognise.nothing, text, n, &which);
}

static bool is_number(const char *s)
{
	struct dec d;

	return (utf8_is_ascii_digit(s[0]) ||
	        ((s[0] == '-' || s[0] == '+') && utf8_is_ascii_digit(s[1]))) &&
	       strpbrk(s, "eE") == NULL && dec_parse(s, strlen(s), &d);
}

/* The unit behind a figure; false if there is something else. */
static bool read_unit(const struct form *form, const char *s, struct value *v)
{
	size_t n = strlen(s), power;

	s = doc_trim(s, &n);
	if (n == 0)
		return true;
	if (is_one_of_texts(&form->recognise.money, s, n, &power))
		v->power = (int)power;
	else if (is_one_of_texts(&form->recognise.counters, s, n, &power))
		v->counter = true;
	else
		return false;
	return true;
}

/* Behind a yuan sign, which stands for the first of the layout's units of money; or the text. */
static const char *behind_yuan(const struct form *form, const char *text)
{
	const char *s = text, *end = text + strlen(text);
	uint32_t cp = s < end ? utf8_next(&s, end) : 0;

	return form->recognise.money.n > 0 && (cp == 0xA5 || cp == 0xFFE5) ? s : text;
}

struct value value_read(struct arena *a, const struct form *form, const char *text)
{
	const char *bare = behind_yuan(form, text);
	struct plain_text p = plain(a, bare);
	const char *s = p.s, *joined;
	struct value v = {.text = s, .marked = p.marked, .power = bare != text ? 0 : NO_POWER};

	if (text[0] == '\0') {
		v.kind = VALUE_BLANK;
	} else if (is_nothing(form, text)) {
		v.kind = VALUE_NOTHING;
	} else if (s == NULL || s[0] == '\0' || !read_unit(form, p.end, &v)) {
		return v;
	} else if (strcmp(s, "/") == 0 && *p.end == '\0') {
		v.kind = VALUE_SLASH;
	} else if (is_number(s)) {
		v.kind = VALUE_NUMBER;
		v.text = s[0] == '+' ? s + 1 : s;
	} else if ((joined = without_commas(a, s)) != NULL && is_number(joined)) {
		v.kind = VALUE_NUMBER;
		v.text = joined;
	}
	v.changed = (v.kind == VALUE_SLASH || v.kind == VALUE_NUMBER) && strcmp(text, v.text) != 0;
	return v;
}

/* ---- units ---- */

/* Nought is the same in every unit. */
static bool is_nought(const char *figure)
{
	return figure[strspn(figure, "-0.")] == '\0';
}

/* A figure in a unit that cannot be converted: the cell stays blank. */
static struct value refuse_unit(const struct draft *dr, const struct doc_cell *from,
                                const struct unit *given)
{
	if (given->other != NULL)
		doc_tell_unplaced(dr->doc, from->place,
		                  _("the document names two units for “%s”, %s and %s; the cell is "
		                    "left blank"),
		                  from->text, given->text, given->other);
	else
		doc_tell_unplaced(dr->doc, from->place,
		                  _("“%s” is in %s, which cannot be converted to the form's "
		                    "unit; the cell is left blank"),
		                  from->text,
		                  given->money == NO_POWER && given->counter != NULL
		                          ? given->counter
		                          : given->text);
	return (struct value){.kind = VALUE_BLANK, .power = NO_POWER};
}

/* Tells once a table that a unit is taken for granted. */
static void tell_no_unit(const struct draft *dr, const struct doc_cell *from,
                         const struct value_units *units)
{
	if (!*units->told)
		doc_tell_warning(dr->doc, from->place,
		                 _("the document does not say in what unit “%s” is; it is taken as "
		                   "%s"),
		                 from->text, units->wanted.text);
	*units->told = true;
}

static struct value scale(const struct draft *dr, const struct doc_cell *from,
                          const struct value *v, int power, int wanted)
{
	const char *scaled = arena_printf(dr->doc->arena, "%se%d", v->text, power - wanted);
	const struct form_texts *money = &dr->form->recognise.money;
	struct value made = *v;
	struct dec d;

	if (!dec_parse(scaled, strlen(scaled), &d)) {
		made.kind = VALUE_TEXT;
		return made;
	}
	made.text = dec_text(dr->doc->arena, d);
	made.changed = false;
	doc_tell_warning(dr->doc, from->place,
	                 _("“%s” is in %s, but the form wants %s; it is converted to %s"),
	                 from->text, money->texts[power], money->texts[wanted], made.text);
	return made;
}

static bool is_same_unit(const struct unit *given, const struct unit *wanted)
{
	return given->text != NULL && wanted->text != NULL && given->other == NULL &&
	       strcmp(given->text, wanted->text) == 0;
}

struct value value_convert(const struct draft *dr, const struct doc_cell *from,
                           const struct value *v, const struct value_units *units)
{
	const struct unit *given = &units->given, *wanted = &units->wanted;
	int power = v->power != NO_POWER ? v->power : given->money;
	struct value made = *v;

	if (v->kind != VALUE_NUMBER)
		return made;
	if (wanted->money == NO_POWER ? v->power != NO_POWER : v->counter) {
		made.kind = VALUE_TEXT;
		return made;
	}
	if (is_nought(v->text) || (v->power == NO_POWER && is_same_unit(given, wanted)))
		return made;
	if (wanted->money == NO_POWER)
		return given->scaled ? refuse_unit(dr, from, given) : made;
	if (power == OTHER_POWER || (power == NO_POWER && given->counter != NULL))
		return refuse_unit(dr, from, given);
	if (power == NO_POWER)
		tell_no_unit(dr, from, units);
	return power == NO_POWER || power == wanted->money
	               ? made
	               : scale(dr, from, v, power, wanted->money);
}

static struct draft_cell cell_of(const struct draft *dr, const struct doc_cell *from,
                                 const struct value *v)
{
	struct draft_cell cell = {
	        .text = v->text, .place = from->place, .seen = from->text, .found = v->found};

	switch (v->kind) {
	case VALUE_TEXT:
	case VALUE_BLANK:
		cell.state = DRAFT_NULL;
		break;
	case VALUE_NOTHING:
		cell.state = DRAFT_NULL;
		doc_tell_warning(dr->doc, from->place, _("“%s” is read as a blank cell"),
		                 from->text);
		break;
	case VALUE_SLASH:
		cell.state = DRAFT_SLASH;
		break;
	case VALUE_NUMBER:
		cell.state = DRAFT_NUMBER;
		break;
	}
	if (v->marked && v->kind == VALUE_NUMBER)
		doc_tell_unplaced(dr->doc, from->place,
		                  _("the raised or lowered mark in “%s” is no digit; the figure is "
		                    "read as %s"),
		                  from->text, v->text);
	else if (v->changed)
		doc_tell_warning(dr->doc, from->place, _("“%s” is read as %s"), from->text,
		                 v->text);
	return cell;
}

/*
 * Of cells the first counts. Of lines neither may be right: figures that are broken over two lines
 * look like two rows, each of them with as many figures as the form has columns.
 */
static void refuse_both(const struct draft *dr, const struct doc_cell *from, struct draft_cell *to,
                        const char *row)
{
	if (to->found != IMPORT_BY_LINES) {
		doc_tell_unplaced(
		        dr->doc, from->place,
		        _("“%s” has two different values in the document; %s is not used"), row,
		        doc_excerpt(dr->doc, from->text));
		return;
	}
	doc_tell_unplaced(dr->doc, from->place,
	                  _("“%s” has two different values in the document, “%s” and “%s”; the "
	                    "cell is left blank"),
	                  row, to->seen != NULL ? to->seen : "", doc_excerpt(dr->doc, from->text));
	to->state = DRAFT_NULL;
	if (to->seen == NULL)
		to->seen = from->text;
}

void value_put(const struct draft *dr, const struct doc_cell *from, const struct value *v,
               struct draft_cell *to, const char *row)
{
	struct draft_cell cell;

	if (v->kind == VALUE_BLANK && to->state != DRAFT_ABSENT)
		return;
	if (v->kind == VALUE_TEXT)
		doc_tell_unplaced(dr->doc, from->place,
		                  _("“%s” is not a figure; the cell is left blank"),
		                  doc_excerpt(dr->doc, from->text));
	cell = cell_of(dr, from, v);
	/* A cell that the document shows blank is as good as a figure. */
	if (to->state == DRAFT_ABSENT || (to->state == DRAFT_NULL && to->seen == NULL))
		*to = cell;
	else if (to->state != cell.state ||
	         (cell.state == DRAFT_NUMBER && strcmp(to->text, cell.text) != 0))
		refuse_both(dr, from, to, row);
}
