/* SPDX-License-Identifier: MIT */
/* diff_json.c: a change as JSON. */
#include <string.h>

#include "diff/diff.h"
#include "json/emit.h"

static void put_member(struct json_emit *e, const char *key, const char *text)
{
	if (text != NULL)
		json_emit_string(e, key, text, strlen(text));
}

static void put_number(struct json_emit *e, const char *key, size_t n)
{
	if (n != 0)
		json_emit_whole(e, key, (int)n);
}

void diff_put_json(struct buf *b, const struct change *c)
{
	static const char *const hows[] = {[CHANGE_CHANGED] = "changed",
	                                   [CHANGE_ADDED] = "added",
	                                   [CHANGE_REMOVED] = "removed"};
	struct json_emit e = {.b = b};

	json_emit_open(&e, NULL, JSON_OBJECT, JSON_ONE_LINE);
	put_member(&e, "kind", c->kind);
	put_member(&e, "change", hows[c->how]);
	put_member(&e, "pointer", c->pointer);
	put_member(&e, "section", c->section);
	put_member(&e, "row", c->row);
	put_member(&e, "column", c->column);
	put_number(&e, "old_number", c->old_number);
	put_number(&e, "new_number", c->new_number);
	put_member(&e, "old", c->before);
	put_member(&e, "new", c->after);
	put_member(&e, "difference", c->difference);
	json_emit_close(&e, JSON_OBJECT);
}
