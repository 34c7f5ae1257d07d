/* SPDX-License-Identifier: MIT */
#include "import/tables.h"

#include <string.h>

#include "base/dec.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "import/norm.h"

/* The text in half width and without blanks; NULL if it has characters that no figure has. */
static const char *plain(struct arena *a, const char *text)
{
	const char *end = text + strlen(text);
	char out[64];
	size_t n = 0;

	while (text < end) {
		uint32_t cp = utf8_next(&text, end);

		if (doc_is_blank(cp))
			continue;
		if (cp == 0x2212)
			cp = '-';
		if (cp >= 0xFF01 && cp <= 0xFF5E)
			cp -= 0xFEE0;
		if (cp > 'z' || n == sizeof(out) - 1)
			return NULL;
		out[n++] = (char)cp;
	}
	return arena_strndup(a, out, n);
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
			good &= utf8_is_ascii_digit(*s) || (*s == '-' && b.n == 0);
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

static bool is_nothing(const struct form *form, const char *text)
{
	size_t n = strlen(text);

	text = doc_trim(text, &n);
	for (size_t i = 0; i < form->recognise.nothing.n; i++)
		if (strlen(form->recognise.nothing.texts[i]) == n &&
		    memcmp(form->recognise.nothing.texts[i], text, n) == 0)
			return true;
	return false;
}

static bool is_number(const char *s)
{
	struct dec d;

	return (utf8_is_ascii_digit(s[0]) ||
	        ((s[0] == '-' || s[0] == '+') && utf8_is_ascii_digit(s[1]))) &&
	       strpbrk(s, "eE") == NULL && dec_parse(s, strlen(s), &d);
}

struct value value_read(struct arena *a, const struct form *form, const char *text)
{
	const char *s = plain(a, text), *joined;
	struct value v = {VALUE_TEXT, s, false};

	if (text[0] == '\0') {
		v.kind = VALUE_BLANK;
	} else if (is_nothing(form, text)) {
		v.kind = VALUE_NOTHING;
	} else if (s == NULL) {
		return v;
	} else if (strcmp(s, "/") == 0) {
		v.kind = VALUE_SLASH;
	} else if (is_number(s)) {
		v.kind = VALUE_NUMBER;
	} else if ((joined = without_commas(a, s)) != NULL && is_number(joined)) {
		v.kind = VALUE_NUMBER;
		v.text = joined;
	}
	v.changed = (v.kind == VALUE_SLASH || v.kind == VALUE_NUMBER) && strcmp(text, v.text) != 0;
	return v;
}

static struct draft_cell cell_of(const struct draft *dr, const struct doc_cell *from,
                                 const struct value *v)
{
	struct draft_cell cell = {.text = v->text, .place = from->place};

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
	if (v->changed)
		doc_tell_warning(dr->doc, from->place, _("“%s” is read as %s"), from->text,
		                 v->text);
	return cell;
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
	if (to->state == DRAFT_ABSENT || to->state == DRAFT_NULL)
		*to = cell;
	else if (to->state != cell.state ||
	         (cell.state == DRAFT_NUMBER && strcmp(to->text, cell.text) != 0))
		doc_tell_unplaced(
		        dr->doc, from->place,
		        _("“%s” has two different values in the document; %s is not used"), row,
		        doc_excerpt(dr->doc, from->text));
}
