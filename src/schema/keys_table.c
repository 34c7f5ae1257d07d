/* SPDX-License-Identifier: MIT */
/* keys_table.c: the keys of a report beside the wording of the form: JSON has no comments for it.
 */
#include <string.h>

#include "base/tr.h"
#include "report/report.h"
#include "schema/schema.h"

enum { INDENT = 2, WORDING_AT = 36 /* column */ };

/* A line: the key, indented, and its wording. */
static void put_line(struct buf *b, int level, const char *key, const char *wording)
{
	int at = level * INDENT + (int)strlen(key);

	buf_putf(b, "%*s%s", level * INDENT, "", key);
	if (wording != NULL && *wording != '\0')
		buf_putf(b, "%*s%s", at < WORDING_AT ? WORDING_AT - at : 1, "", wording);
	buf_putc(b, '\n');
}

static const char *wording(const struct form_slot *slot)
{
	return slot->wordings.n > 0 ? slot->wordings.texts[0] : NULL;
}

static bool has_same_columns(const struct form_slot *x, const struct form_slot *y)
{
	const struct form_slot *c = x->first, *d = y->first;

	for (; c != NULL && d != NULL; c = c->next, d = d->next)
		if (strcmp(c->key, d->key) != 0)
			return false;
	return c == NULL && d == NULL;
}

/* *first: the row whose columns were listed last, or NULL. */
static void put_slots(struct buf *b, int level, const struct form_slot *slots,
                      const struct form_slot **first)
{
	for (const struct form_slot *c = slots->first; c != NULL; c = c->next) {
		put_line(b, level, c->key, wording(c));
		if (c->cell != FORM_NO_CELL)
			continue;
		if (c->vector && *first != NULL && has_same_columns(c, *first))
			continue;
		if (c->vector)
			*first = c;
		put_slots(b, level + 1, c, first);
	}
}

void schema_put_keys(struct buf *b, const struct form *f)
{
	for (size_t i = 0; i < report_object.member_n; i++) {
		const struct member *m = &report_object.members[i];

		put_line(b, 0, m->key, m->title != NULL ? _(m->title) : NULL);
	}
	for (size_t i = 0; i < f->section_n; i++) {
		const struct form_section *s = &f->sections[i];
		const struct form_slot *first = NULL;

		put_line(b, 0, s->key, s->heading);
		if (s->body == FORM_TABLE)
			put_slots(b, 1, s->table->slots, &first);
	}
}
