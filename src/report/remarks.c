/* SPDX-License-Identifier: MIT */
/* remarks.c: reads the unit and the notes of a table. */
#include "base/tr.h"
#include "report/report_reader.h"

void remarks_read_notes(const struct object_reader *rr, const struct json *array, void *to)
{
	struct report_lines *notes = to;

	notes->lines = arena_array(rr->arena, struct report_line, array->count);
	for (const struct json *at = array->first; at != NULL; at = at->next)
		if (object_text(rr, at, 0) != NULL)
			notes->lines[notes->n++] = (struct report_line){at->text, at->len, at};
}

static const struct member remarks_members[] = {REMARKS_MEMBERS(struct table_remarks, )};
const struct object remarks_object = {.name = "remarks", OBJECT_MEMBERS(remarks_members)};
