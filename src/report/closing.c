/* SPDX-License-Identifier: MIT */
/* closing.c: what stands below the text of a report, each a section with a body of its own. */
#include "base/mem.h"
#include "base/tr.h"
#include "report/report_reader.h"

static void read_line(const struct report_reader *rd, const struct json *at,
                      struct report_lines *list)
{
	const char *text = reader_text(rd, at);

	if (text != NULL)
		list->lines[list->n++] = (struct report_line){text, at->len, at};
}

/* A string, or where several may be given, an array of them; left out it is none. */
static struct report_lines read_one(const struct report_reader *rd, const struct json *at)
{
	struct report_lines list = {.lines = arena_new(rd->m.arena, struct report_line)};

	read_line(rd, at, &list);
	return list;
}

static struct report_lines read_array(const struct report_reader *rd, const struct json *array)
{
	struct report_lines list = {
	        .lines = arena_array(rd->m.arena, struct report_line, array->count)};

	for (const struct json *at = array->first; at != NULL; at = at->next)
		read_line(rd, at, &list);
	return list;
}

static struct report_lines read_organs(const struct report_reader *rd, const struct json *at)
{
	return at != NULL && at->kind == JSON_ARRAY ? read_array(rd, at) : read_one(rd, at);
}

static bool is_object(const struct report_reader *rd, const struct json *at)
{
	if (at->kind != JSON_OBJECT)
		reader_wrong_kind(rd, at, json_kind_name(JSON_OBJECT));
	return at->kind == JSON_OBJECT;
}

static void read_signature(const struct report_reader *rd, struct section *s)
{
	struct member_names known = {0};

	if (!is_object(rd, s->at))
		return;
	member_names_add(rd->m.arena, &known, "organ");
	member_names_add(rd->m.arena, &known, "date");
	member_check_names(&rd->m, s->at, &known);
	s->organs = read_organs(rd, reader_optional(s->at, "organ"));
	s->date = reader_date(rd, reader_optional(s->at, "date"));
}

/* Who made it known to others, and when, are its last line: neither goes without the other. */
static void read_imprint(const struct report_reader *rd, struct section *s)
{
	static const char *const names[] = {"copies", "organ", "date"};
	struct member_names known = {0};

	if (!is_object(rd, s->at))
		return;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		member_names_add(rd->m.arena, &known, names[i]);
		if (i > 0 && json_lookup(s->at, names[i]) == NULL)
			reader_missing(rd, s->at, names[i]);
	}
	member_check_names(&rd->m, s->at, &known);
	s->items = read_one(rd, json_lookup(s->at, "copies"));
	s->organs = read_one(rd, json_lookup(s->at, "organ"));
	s->date = reader_date(rd, json_lookup(s->at, "date"));
}

static void read_attachments(const struct report_reader *rd, struct section *s)
{
	if (s->at->kind == JSON_ARRAY)
		s->items = read_array(rd, s->at);
	else
		reader_wrong_kind(rd, s->at, _("an array of titles"));
}

void closing_read(const struct report_reader *rd, struct section *s)
{
	if (s->at == NULL)
		return;
	switch (s->form->body) {
	case FORM_SIGNATURE:
		read_signature(rd, s);
		break;
	case FORM_ATTACHMENTS:
		read_attachments(rd, s);
		break;
	case FORM_NOTE:
		s->items = read_one(rd, s->at);
		break;
	case FORM_IMPRINT:
		read_imprint(rd, s);
		break;
	case FORM_PROSE:
	case FORM_TABLE:
		break;
	}
}
