/* SPDX-License-Identifier: MIT */
/* blank.c: writes an empty report to fill in. */
#include "json/emit.h"
#include "schema/schema.h"

/* Rows are arrays on one line: people fill them in column by column, as in the printed form. */
static void put_slot(struct json_emit *e, const char *key, const struct form_slot *slot)
{
	if (slot->cell != FORM_NO_CELL) {
		json_emit_raw(e, key, "null");
		return;
	}
	if (slot->vector)
		json_emit_open(e, key, JSON_ARRAY, JSON_ONE_LINE);
	else
		json_emit_open(e, key, JSON_OBJECT, JSON_LINES);
	for (const struct form_slot *c = slot->first; c != NULL; c = c->next)
		put_slot(e, slot->vector ? NULL : c->key, c);
	json_emit_close(e, slot->vector ? JSON_ARRAY : JSON_OBJECT);
}

/* An empty array of paragraphs or attachment titles. */
static void put_list(struct json_emit *e, const struct form_section *s)
{
	json_emit_open(e, s->key, JSON_ARRAY, JSON_ONE_LINE);
	json_emit_close(e, JSON_ARRAY);
}

static void put_signature(struct json_emit *e, const struct form_section *s)
{
	json_emit_open(e, s->key, JSON_OBJECT, JSON_ONE_LINE);
	json_emit_raw(e, "organ", "null");
	json_emit_raw(e, "date", "null");
	json_emit_close(e, JSON_OBJECT);
}

static void put_imprint(struct json_emit *e, const struct form_section *s)
{
	json_emit_open(e, s->key, JSON_OBJECT, JSON_ONE_LINE);
	json_emit_text(e, "organ", "");
	json_emit_text(e, "date", "");
	json_emit_close(e, JSON_OBJECT);
}

static void put_section(struct json_emit *e, const struct form_section *s)
{
	switch (s->body) {
	case FORM_PROSE:
	case FORM_ATTACHMENTS:
		put_list(e, s);
		break;
	case FORM_TABLE:
		put_slot(e, s->key, s->table->slots);
		break;
	case FORM_SIGNATURE:
		put_signature(e, s);
		break;
	case FORM_NOTE: /* notes and imprints are rare: only if required */
		if (s->required)
			json_emit_text(e, s->key, "");
		break;
	case FORM_IMPRINT:
		if (s->required)
			put_imprint(e, s);
		break;
	}
}

void schema_put_blank(struct buf *b, const struct form *f)
{
	struct json_emit e = {.b = b};

	json_emit_open(&e, NULL, JSON_OBJECT, JSON_LINES);
	json_emit_text(&e, "layout", f->name);
	json_emit_text(&e, "title", "");
	json_emit_text(&e, "organ", "");
	json_emit_raw(&e, "year", "null");
	json_emit_raw(&e, "date", "null");
	for (size_t i = 0; i < f->section_n; i++)
		put_section(&e, &f->sections[i]);
	json_emit_close(&e, JSON_OBJECT);
	buf_putc(b, '\n');
}
