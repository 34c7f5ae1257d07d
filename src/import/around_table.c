/* SPDX-License-Identifier: MIT */
/* around_table.c: caption, unit and notes right above and below a table become its own. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "import/draft.h"
#include "import/norm.h"
#include "import/tables.h"
#include "report/numbering.h"

enum { CAPTION_MAX = 40, UNIT_MAX = 20, UNIT_LINE_MAX = 40 /* code points */ };

/* ---- units ---- */

static bool is_same(const char *text, const char *wanted)
{
	struct norm_room rooms[2];
	struct norm one = norm_in(&rooms[0], text, NULL), other = norm_in(&rooms[1], wanted, NULL);

	return one.n == other.n && memcmp(one.cps, other.cps, one.n * sizeof(*one.cps)) == 0;
}

static bool is_known_unit(const struct draft *dr, const char *text)
{
	const struct form_recognise *words = &dr->form->recognise;
	bool known = false;

	for (size_t i = 0; i < words->money.n; i++)
		known |= is_same(text, words->money.texts[i]);
	for (size_t i = 0; i < words->counters.n; i++)
		known |= is_same(text, words->counters.texts[i]);
	return known;
}

/* Whether all of a text are units, with stops or strokes between: an organ may stand there too. */
static bool are_units(const struct draft *dr, const char *text)
{
	const char *end = text + strlen(text), *first = text;

	while (text < end) {
		const char *at = text;
		uint32_t cp = norm_char(utf8_next(&text, end));

		if (cp != '.' && cp != '/')
			continue;
		if (!is_known_unit(dr, arena_strndup(dr->doc->arena, first, (size_t)(at - first))))
			return false;
		first = text;
	}
	return is_known_unit(dr, first);
}

/* Without the brackets around it, in the arena. */
static const char *without_brackets(struct arena *a, const char *text)
{
	const char *end = text + strlen(text), *s = text, *last = text;

	if (text == end || norm_char(utf8_next(&s, end)) != '(')
		return text;
	for (const char *p = s; p < end;) {
		last = p;
		if (norm_char(utf8_next(&p, end)) == ')' && p == end)
			return arena_strndup(a, s, (size_t)(last - s));
	}
	return text;
}

/* The unit that a line names, in the arena, or NULL. */
static const char *unit_of(const struct draft *dr, const char *text)
{
	const struct form_texts *labels = &dr->form->recognise.units;
	const char *bare;

	if (norm_is_longer(text, UNIT_MAX))
		return NULL;
	bare = without_brackets(dr->doc->arena, text);
	for (size_t i = 0; i < labels->n; i++) {
		const char *unit = norm_behind(bare, labels->texts[i]);
		size_t n;

		if (unit == NULL)
			continue;
		n = strlen(unit);
		unit = doc_trim(unit, &n);
		unit = arena_strndup(dr->doc->arena, unit, n);
		return are_units(dr, unit) ? unit : NULL;
	}
	return NULL;
}

bool draft_is_unit(const struct draft *dr, const char *text)
{
	return unit_of(dr, text) != NULL;
}

/* The unit of money that columns of a form's table want. */
static struct unit wanted_money(const struct draft *dr, const struct form_table *table)
{
	for (size_t p = 0; p < table->part_n; p++)
		for (size_t i = 0; i < table->parts[p].columns.leaf_n; i++) {
			struct unit u =
			        table_wanted_unit(dr, table, table->parts[p].columns.leaves[i]);

			if (u.money != NO_POWER)
				return u;
		}
	return unit_none();
}

/*
 * Takes the unit above a form's table. Figures in another unit of money have been converted, so
 * that a line which names it would now be wrong.
 */
static bool take_unit(const struct draft *dr, struct draft_section *s,
                      const struct draft_item *item)
{
	const struct form_table *table = s->form->table;
	const char *unit = unit_of(dr, item->text);
	struct unit line = unit_read(dr->doc->arena, dr->units, item->text), wanted;

	if (unit == NULL && (!line.labelled || norm_is_longer(item->text, UNIT_LINE_MAX)))
		return false;
	if (unit != NULL && table->unit != NULL && is_same(unit, table->unit))
		return true; /* the layout prints it */
	wanted = wanted_money(dr, table);
	if (unit != NULL && (line.money == NO_POWER || line.money == wanted.money)) {
		s->remarks.unit = unit;
		return true;
	}
	if (line.money < 0 || wanted.money == NO_POWER || line.money == wanted.money)
		return false;
	doc_tell_warning(dr->doc, item->block->place,
	                 _("“%s” above the table is left out: its money is in %s"), item->text,
	                 wanted.text);
	return true;
}

/* ---- captions and notes ---- */

/* Its text without the unit behind it, which stands apart or in brackets; or NULL: there is none.
 */
struct caption {
	const char *text, *unit;
};

static struct caption split_caption(const struct draft *dr, const char *text)
{
	const char *end = text + strlen(text);
	struct caption c = {text, NULL};
	bool apart = false;

	for (const char *s = text; s < end && c.unit == NULL;) {
		const char *tail = s;
		uint32_t cp = utf8_next(&s, end);
		size_t n = (size_t)(tail - text);

		if (tail > text && (apart || norm_char(cp) == '('))
			c.unit = unit_of(dr, tail);
		apart = doc_is_blank(cp);
		if (c.unit == NULL)
			continue;
		text = doc_trim(text, &n);
		c.text = arena_strndup(dr->doc->arena, text, n);
	}
	return c;
}

static bool is_caption(const struct draft *dr, const struct draft_item *item)
{
	struct phrase_match m;

	return !norm_is_longer(item->text, CAPTION_MAX) &&
	       (item->block->caption || phrase_match(&dr->form->recognise.captions,
	                                             split_caption(dr, item->text).text, &m));
}

/* A wording without the stop that it ends in, in the arena. */
static const char *without_stop(struct arena *a, const char *wording)
{
	const char *end = wording + strlen(wording), *last = wording;

	for (const char *s = wording; s < end;) {
		last = s;
		utf8_next(&s, end);
	}
	return arena_strndup(a, wording, (size_t)(last - wording));
}

/* Behind a number and a stop; NULL: there is none. */
static const char *behind_number(const char *text)
{
	const char *end = text + strlen(text);
	bool number = false;

	while (text < end) {
		uint32_t cp = norm_char(utf8_next(&text, end));

		if (cp == '.')
			return number ? text : NULL;
		if (cp != 0 && (cp < '0' || cp > '9'))
			return NULL;
		number |= cp != 0;
	}
	return NULL;
}

/* What stands behind the beginning of a note, with a number or without, or NULL: it is none. */
static const char *note_of(const struct draft *dr, const char *text)
{
	const struct form_texts *notes = &dr->form->recognise.notes;
	const char *behind = NULL;

	for (size_t i = 0; i < notes->n && behind == NULL; i++)
		behind = norm_behind(text, notes->texts[i]);
	for (size_t i = 0; i < notes->n && behind == NULL; i++) {
		const char *stem = without_stop(dr->doc->arena, notes->texts[i]);

		behind = norm_behind(text, stem);
		behind = behind != NULL ? behind_number(behind) : NULL;
	}
	return behind;
}

/* How many items from `first` on are notes; those below a numbered one may be numbered like it. */
static size_t take_notes(const struct draft *dr, struct draft_remarks *r,
                         const struct draft_prose *p, size_t first)
{
	int level = 0;
	size_t i = first;

	for (; i < p->n && p->items[i].table == NULL; i++) {
		const char *text = p->items[i].text, *behind = note_of(dr, text);

		if (behind == NULL && (level == 0 || numbering_level(text, strlen(text)) != level))
			break;
		if (behind != NULL)
			level = numbering_level(behind, strlen(behind));
		r->notes = doc_grow(dr->doc->arena, r->notes, r->note_n, &r->note_cap,
		                    sizeof(*r->notes));
		r->notes[r->note_n++] = text;
	}
	return i - first;
}

/* ---- where they stand ---- */

/* Takes the line above a table of the report's own. */
static bool take_above(const struct draft *dr, const struct draft_item *item,
                       struct draft_remarks *r)
{
	const char *unit = r->unit == NULL ? unit_of(dr, item->text) : NULL;
	struct caption c;

	if (item->table != NULL)
		return false;
	if (unit != NULL) {
		r->unit = unit;
		return true;
	}
	if (r->caption != NULL || !is_caption(dr, item))
		return false;
	c = split_caption(dr, item->text);
	r->caption = r->unit == NULL ? c.text : item->text;
	r->unit = r->unit == NULL ? c.unit : r->unit;
	return true;
}

static void take_in_prose(const struct draft *dr, struct draft_prose *p)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->n; i++) {
		struct draft_item item = p->items[i];
		struct draft_remarks *r;

		if (item.table != NULL) {
			r = arena_new(dr->doc->arena, struct draft_remarks);
			while (kept > 0 && take_above(dr, &p->items[kept - 1], r))
				kept--;
			i += take_notes(dr, r, p, i + 1);
			item.remarks = r;
		}
		p->items[kept++] = item;
	}
	p->n = kept;
}

static void drop(struct draft_prose *p, size_t first, size_t n)
{
	memmove(p->items + first, p->items + first + n, (p->n - first - n) * sizeof(*p->items));
	p->n -= n;
}

/* A form's table has no caption of the report's, which stays in the prose above it. */
static void take_around_table(const struct draft *dr, struct draft_section *s)
{
	size_t at = s->before.n;

	if (at > 1 && is_caption(dr, &s->before.items[at - 1]))
		at--;
	if (at > 0 && take_unit(dr, s, &s->before.items[at - 1]))
		drop(&s->before, at - 1, 1);
	if (s->after.n > 0)
		drop(&s->after, 0, take_notes(dr, &s->remarks, &s->after, 0));
}

void draft_take_remarks(struct draft *dr)
{
	for (size_t i = 0; i < dr->form->section_n; i++) {
		take_in_prose(dr, &dr->sections[i].prose);
		if (dr->sections[i].table_found)
			take_around_table(dr, &dr->sections[i]);
	}
}
