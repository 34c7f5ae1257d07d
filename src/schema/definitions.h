/* SPDX-License-Identifier: MIT */
/* definitions.h: private to schema/: the pieces a schema is put together from. */
#ifndef KANBEN_SCHEMA_DEFINITIONS_H
#define KANBEN_SCHEMA_DEFINITIONS_H

#include "base/arena.h"
#include "form/form.h"
#include "json/emit.h"
#include "json/object.h"

/*
 * The definitions every schema has, by the names that parts_put_ref takes. Those of a form's rows
 * have an underscore in their names, these have none.
 */
#define DEF_TEXT "text"
#define DEF_LINE "line" /* a text that becomes metadata or a bookmark */
#define DEF_DATE "date"
#define DEF_OPTIONAL_DATE "optionalDate" /* or null */
#define DEF_CELL "cell"
#define DEF_TOTAL "total" /* the same for a sum of others */
#define DEF_PROSE "prose"
#define DEF_ORGANS "organs"
#define DEF_ATTACHMENTS "attachments"

/*
 * A value that is as a definition says, on one line; the title may be NULL. The explanation is the
 * definition's and never stands here: editors take one of the two, and not always this one.
 */
struct part_ref {
	const char *definition, *title;
};
void parts_put_ref(struct json_emit *e, const char *key, const struct part_ref *ref);

/* A member of an object, its title and what it may be. */
void parts_put_member(struct json_emit *e, const struct member *m);

/* "type": one of several kinds. */
void parts_put_kinds(struct json_emit *e, const enum json_kind *kinds, size_t n);

/* "type", and on an object that nothing but its "properties" may be in it. */
void parts_put_object(struct json_emit *e);

/* Those definitions, into the open "$defs". */
void parts_put_definitions(struct json_emit *e);

/* The kinds of rows that a form's tables have: rows of like columns share a definition. */
struct row_kind {
	const char *name;
	const char *signature; /* keys, titles and definitions of its columns */
	const char *section;
	const struct form_table *table;
	const struct form_slot *slot; /* the first such row */
	int depth;                    /* keys down to it */
	struct row_kind *next;
};

struct rows {
	struct arena *arena;
	struct row_kind *first;
};

/* A table's object, into the open "properties"; notes the kinds of rows. */
void rows_put_section(struct rows *r, struct json_emit *e, const struct form_section *s,
                      const char *title);

/* The definitions of the kinds noted, into the open "$defs". */
void rows_put_definitions(const struct rows *r, struct json_emit *e);

#endif
