/* SPDX-License-Identifier: MIT */
/* cells.c: reads the cells of a table from the tree of members that its form defines. */
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "report/report_reader.h"

/* Figures written with more characters than any exact decimal needs are printed in plain form. */
enum { TEXT_MAX = 1 + DEC_INT_DIGITS + 1 + DEC_FRAC_DIGITS };

/* A number of RFC 8259, section 6, without an exponent, which can be printed as written. */
static bool is_plain(const char *s)
{
	if (*s == '-')
		s++;
	if (s[0] == '0' && utf8_is_ascii_digit(s[1]))
		return false;
	if (!utf8_is_ascii_digit(*s))
		return false;
	while (utf8_is_ascii_digit(*s))
		s++;
	if (*s == '.') {
		if (!utf8_is_ascii_digit(*++s))
			return false;
		while (utf8_is_ascii_digit(*s))
			s++;
	}
	return *s == '\0';
}

/* The figure as written, or in plain form: 1e3 as 1000, -0 as 0. */
static const char *cell_text(struct arena *a, const struct json *at, struct dec value)
{
	bool negative_zero = at->text[0] == '-' && dec_sign(value) == 0;

	if (at->len <= TEXT_MAX && is_plain(at->text) && !negative_zero)
		return at->text;
	return dec_text(a, value);
}

/* Reads a figure or "/" that an input method made full width, with a warning. */
static bool read_wide(const struct report_reader *rd, const struct json *at, struct cell *c)
{
	const char *figure = normal_figure(rd->m.arena, at);
	struct diag_place place = {.source = rd->m.source, .off = at->off, .rule = "NORM"};

	if (figure == NULL)
		return false;
	if (strcmp(figure, "/") == 0)
		c->state = CELL_SLASH;
	else if (is_plain(figure) && dec_parse(figure, strlen(figure), &c->value))
		c->state = CELL_NUMBER;
	else
		return false;
	c->text = figure;
	place.pointer = json_pointer(rd->m.arena, at);
	diag_add(rd->m.findings, DIAG_WARNING, &place, _("“%s” is read as “%s”"),
	         member_excerpt(rd->m.arena, at->text, at->len), figure);
	return true;
}

/* `column`: the head of its column. */
static struct cell read_cell(const struct report_reader *rd, const struct json *at,
                             const char *column)
{
	struct cell c = {.at = at, .text = ""};
	bool text = at->kind == JSON_STRING && !at->has_nul;

	if (at->kind == JSON_NULL) {
		c.state = CELL_NULL;
	} else if (text && strcmp(at->text, "/") == 0) {
		c.state = CELL_SLASH;
		c.text = at->text;
	} else if ((text || at->kind == JSON_NUMBER) && dec_parse(at->text, at->len, &c.value)) {
		c.state = CELL_NUMBER;
		c.text = cell_text(rd->m.arena, at, c.value);
	} else if (!text || !read_wide(rd, at, &c)) {
		cell_tell_wrong(rd, at, column);
		c.bad = true;
	}
	return c;
}

struct cell cell_read_own(const struct report_reader *rd, const struct json *at)
{
	struct cell c = {.at = at, .text = ""};

	switch (at->kind) {
	case JSON_NULL:
		c.state = CELL_NULL;
		break;
	case JSON_NUMBER:
		return read_cell(rd, at, NULL);
	case JSON_STRING:
		object_check_nul(&rd->m, at);
		if (object_is_blank(at)) {
			c.state = CELL_NULL;
			break;
		}
		c.text = at->text;
		if (is_plain(at->text) && dec_parse(at->text, at->len, &c.value))
			c.state = CELL_NUMBER;
		else
			c.state = strcmp(at->text, "/") == 0 ? CELL_SLASH : CELL_TEXT;
		break;
	case JSON_BOOL:
	case JSON_ARRAY:
	case JSON_OBJECT:
		object_wrong_kind(&rd->m, at, _("a number, a text or null"));
		c.bad = true;
		break;
	}
	return c;
}

/* The head of the column that a cell is in. */
static const char *column_head(const struct form_table *t, size_t cell)
{
	const struct form_part *p = t->parts;

	while (cell - p->cell_first >= p->rows.leaf_n * p->columns.leaf_n)
		p++;
	return p->columns.leaves[(cell - p->cell_first) % p->columns.leaf_n]->label;
}

/* Makes every cell under a slot like this one, each with the pointer where it would be. */
static void fill(const struct report_reader *rd, struct section *s, const struct form_slot *slot,
                 const struct cell *like, const char *pointer)
{
	size_t i = 0;

	if (slot->cell != FORM_NO_CELL) {
		s->cells[slot->cell] = *like;
		s->cells[slot->cell].pointer = pointer;
		return;
	}
	for (const struct form_slot *c = slot->first; c != NULL; c = c->next, i++)
		fill(rd, s, c, like,
		     slot->vector ? arena_printf(rd->m.arena, "%s/%zu", pointer, i)
		                  : arena_printf(rd->m.arena, "%s/%s", pointer, c->key));
}

static void bind_slot(const struct report_reader *rd, struct section *s,
                      const struct form_slot *slot, const struct json *at);

static void bind_array(const struct report_reader *rd, struct section *s,
                       const struct form_slot *slot, const struct json *array)
{
	const struct json *item = array->first;

	if (array->count != slot->child_n) {
		struct cell bad = {.bad = true, .text = "", .at = array};

		cell_tell_wrong_count(rd, array, slot);
		fill(rd, s, slot, &bad, json_pointer(rd->m.arena, array));
		return;
	}
	for (const struct form_slot *c = slot->first; c != NULL; c = c->next, item = item->next)
		bind_slot(rd, s, c, item);
}

static void bind_object(const struct report_reader *rd, struct section *s,
                        const struct form_slot *slot, const struct json *obj)
{
	const char *pointer = json_pointer(rd->m.arena, obj);
	struct member_names known = {0};
	struct cell absent = {.text = "", .at = obj};

	for (const struct form_slot *c = slot->first; c != NULL; c = c->next) {
		const struct json *member = json_lookup(obj, c->key);

		member_names_add_worded(
		        rd->m.arena, &known,
		        &(struct member_name){c->key, c->wordings.texts, c->wordings.n});
		if (member != NULL)
			bind_slot(rd, s, c, member);
		else
			fill(rd, s, c, &absent,
			     arena_printf(rd->m.arena, "%s/%s", pointer, c->key));
	}
	if (slot->key == NULL) {
		member_names_add(rd->m.arena, &known, "before");
		member_names_add(rd->m.arena, &known, "after");
		object_add_names(&rd->m, &remarks_object, obj, &known);
	}
	object_check_names(&rd->m, obj, &known);
}

static const char *expected_kind(const struct report_reader *rd, const struct form_slot *slot)
{
	if (!slot->vector)
		return json_kind_name(JSON_OBJECT);
	return arena_printf(rd->m.arena, _("an array of %zu values"), slot->child_n);
}

static void bind_slot(const struct report_reader *rd, struct section *s,
                      const struct form_slot *slot, const struct json *at)
{
	struct cell like = {.text = "", .at = at};

	if (slot->cell != FORM_NO_CELL) {
		s->cells[slot->cell] = read_cell(rd, at, column_head(s->form->table, slot->cell));
		s->cells[slot->cell].pointer = json_pointer(rd->m.arena, at);
	} else if (at->kind == JSON_OBJECT) {
		bind_object(rd, s, slot, at);
	} else if (at->kind == JSON_ARRAY && slot->vector) {
		bind_array(rd, s, slot, at);
	} else if (at->kind == JSON_NULL && slot->vector) {
		/* A whole row given as null is a row of nulls. */
		like.state = CELL_NULL;
		fill(rd, s, slot, &like, json_pointer(rd->m.arena, at));
	} else {
		object_wrong_kind(&rd->m, at, expected_kind(rd, slot));
		like.bad = true;
		fill(rd, s, slot, &like, json_pointer(rd->m.arena, at));
	}
}

void cells_read(const struct report_reader *rd, struct section *s)
{
	const struct form_table *table = s->form->table;
	struct cell absent = {.text = "", .at = rd->report->root};

	s->cells = arena_array(rd->m.arena, struct cell, table->cell_n);
	if (s->at != NULL)
		bind_slot(rd, s, table->slots, s->at);
	else
		fill(rd, s, table->slots, &absent, arena_printf(rd->m.arena, "/%s", s->form->key));
}
