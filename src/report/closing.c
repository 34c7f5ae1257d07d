/* SPDX-License-Identifier: MIT */
/* closing.c: reads the sections below the text of a report, each with its own kind of body. */
#include "base/tr.h"
#include "report/report_reader.h"

static void read_line(const struct object_reader *rr, const struct json *at, void *to)
{
	struct report_lines *list = to;

	if (list->lines == NULL)
		list->lines = arena_new(rr->arena, struct report_line);
	list->lines[list->n++] = (struct report_line){at->text, at->len, at};
}

static struct report_lines read_array(const struct object_reader *rr, const struct json *array,
                                      int max)
{
	struct report_lines list = {
	        .lines = arena_array(rr->arena, struct report_line, array->count)};

	for (const struct json *at = array->first; at != NULL; at = at->next)
		if (object_text(rr, at, max) != NULL)
			read_line(rr, at, &list);
	return list;
}

/* One organ, or an array of several. */
static void read_organs(const struct object_reader *rr, const struct json *at, void *to)
{
	if (at->kind == JSON_ARRAY)
		*(struct report_lines *)to = read_array(rr, at, REPORT_MAX_LINE);
	else if (object_text(rr, at, REPORT_MAX_LINE) != NULL)
		read_line(rr, at, to);
}

#define AT(field) MEMBER_AT(struct section, field)

static const struct member signature_members[] = {
        {"organ", MEMBER_ANY, .nullable = true, .to = AT(organs), .read = read_organs,
         .definition = "organs"},
        {"date", MEMBER_ANY, .nullable = true, .to = AT(date), .at = AT(date_at), .read = date_read,
         .definition = "optionalDate"},
};
const struct object signature_object = {
        .name = "signature",
        .title = N_("The signing organ or organs, and the date below; null for none"),
        OBJECT_MEMBERS(signature_members)};

/* The last line has the organ that distributes the report and the date: both are needed. */
static const struct member imprint_members[] = {
        {"copies", MEMBER_TEXT, .to = AT(items), .read = read_line},
        {"organ", MEMBER_LINE, .required = MEMBER_ALWAYS, .max = REPORT_MAX_LINE, .to = AT(organs),
         .read = read_line},
        {"date", MEMBER_ANY, .required = MEMBER_ALWAYS, .to = AT(date), .at = AT(date_at),
         .read = date_read, .definition = "date"},
};
const struct object imprint_object = {
        .name = "imprint",
        .title = N_("Who receives copies; who issued the report, and when"),
        OBJECT_MEMBERS(imprint_members)};

#undef AT

void closing_read(const struct report_reader *rd, struct section *s)
{
	if (s->at == NULL)
		return;
	switch (s->form->body) {
	case FORM_SIGNATURE:
		object_read(&rd->m, &signature_object, s->at, s);
		break;
	case FORM_ATTACHMENTS:
		if (s->at->kind == JSON_ARRAY)
			s->items = read_array(&rd->m, s->at, 0);
		else
			object_wrong_kind(&rd->m, s->at, _("an array of titles"));
		break;
	case FORM_NOTE:
		if (object_text(&rd->m, s->at, 0) != NULL)
			read_line(&rd->m, s->at, &s->items);
		break;
	case FORM_IMPRINT:
		object_read(&rd->m, &imprint_object, s->at, s);
		break;
	case FORM_PROSE:
	case FORM_TABLE:
		break;
	}
}
