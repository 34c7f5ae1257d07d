/* SPDX-License-Identifier: MIT */
/* place.c: a JSON pointer in the words of the form. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/tr.h"
#include "check/name.h"
#include "report/report.h"

#define SEPARATOR " / "

static void put_part(struct buf *b, const char *text)
{
	if (b->n > 0)
		buf_puts(b, SEPARATOR);
	buf_puts(b, text);
}

/* The token at *p as a position, from 0; false if it is none. */
static bool read_index(const char *p, size_t n, size_t *ret)
{
	char *end;

	if (n == 0 || *p < '0' || *p > '9')
		return false;
	*ret = strtoul(p, &end, 10);
	return end == p + n;
}

static const struct form_slot *find_slot(const struct form_slot *in, const char *p, size_t n)
{
	const struct form_slot *c = in->first;
	size_t index;

	if (in->vector && read_index(p, n, &index)) {
		while (c != NULL && index-- > 0)
			c = c->next;
		return c;
	}
	while (c != NULL && (strlen(c->key) != n || memcmp(c->key, p, n) != 0))
		c = c->next;
	return c;
}

/* The rest of a pointer, after the section's key: rows and a column, or a paragraph. */
static void put_inside(struct buf *b, const struct form_section *s, const char *p)
{
	const struct form_slot *slot = s->body == FORM_TABLE ? s->table->slots : NULL;
	size_t index;

	while (*p == '/') {
		size_t n = strcspn(++p, "/");

		slot = slot != NULL ? find_slot(slot, p, n) : NULL;
		if (slot != NULL)
			put_part(b, slot->wordings.n > 0 ? slot->wordings.texts[0] : slot->key);
		else if (s->body == FORM_PROSE && read_index(p, n, &index)) {
			struct buf part = {0};

			buf_putf(&part, _("block %zu"), index + 1);
			put_part(b, part.p);
			buf_release(&part);
		}
		if (slot == NULL)
			return;
		p += n;
	}
}

static const char *title_of(const char *p, size_t n)
{
	for (size_t i = 0; i < report_object.member_n; i++) {
		const struct member *m = &report_object.members[i];

		if (strlen(m->key) == n && memcmp(m->key, p, n) == 0)
			return m->title != NULL ? _(m->title) : m->key;
	}
	return "";
}

const char *name_place(struct arena *a, const struct form *form, const char *pointer)
{
	struct buf b = {0};
	size_t n;

	if (pointer == NULL || *pointer != '/')
		return "";
	n = strcspn(++pointer, "/");
	for (size_t i = 0; i < form->section_n; i++) {
		const struct form_section *s = &form->sections[i];

		if (strlen(s->key) != n || memcmp(s->key, pointer, n) != 0)
			continue;
		put_part(&b, name_section(s));
		put_inside(&b, s, pointer + n);
		return buf_to_arena(a, &b);
	}
	return title_of(pointer, n);
}
