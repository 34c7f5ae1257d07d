/* SPDX-License-Identifier: MIT */
/* definitions.h: private to schema/. The pieces that a schema is made of. */
#ifndef KANBEN_SCHEMA_DEFINITIONS_H
#define KANBEN_SCHEMA_DEFINITIONS_H

#include "base/arena.h"
#include "form/form.h"
#include "json/emit.h"
#include "json/object.h"

/*
 * The names of the definitions that every schema has, for parts_put_ref. They have no underscore,
 * so they cannot clash with those of a form's rows, which do.
 */
#define DEF_TEXT "text"
#define DEF_LINE "line" /* a text that becomes metadata or a bookmark */
#define DEF_DATE "date"
#define DEF_OPTIONAL_DATE "optionalDate" /* or null */
#define DEF_CELL "cell"
#define DEF_TOTAL "total" /* a cell that is a sum of others */
#define DEF_PROSE "prose"
#define DEF_ORGANS "organs"
#define DEF_ATTACHMENTS "attachments"

/*
 * Puts a reference to a definition, on one line; the title may be NULL. Only the definition has a
 * description: with two of them, editors differ in which one they show.
 */
struct part_ref {
	const char *definition, *title;
};
void parts_put_ref(struct json_emit *e, const char *key, const struct part_ref *ref);

/* Puts a member of an object: its title and what its value may be. */
void parts_put_member(struct json_emit *e, const struct member *m);

/* Puts "type", an array of kinds. */
void parts_put_kinds(struct json_emit *e, const enum json_kind *kinds, size_t n);

/* Puts "type": "object", and that no other than its "properties" are allowed. */
void parts_put_object(struct json_emit *e);

/* Puts the definitions named above into the open "$defs". */
void parts_put_definitions(struct json_emit *e);

/* A kind of row in a form's tables. Rows whose columns are alike share a definition. */
struct row_kind {
	const char *name;
	const char *signature; /* keys, titles and definitions of its columns */
	const char *section;
	const struct form_table *table;
	const struct form_slot *slot; /* the first such row */
	int depth;                    /* number of keys down to it */
	struct row_kind *next;
};

struct rows {
	struct arena *arena;
	struct row_kind *first;
};

/* Puts a table's object into the open "properties" and collects its kinds of rows. */
void rows_put_section(struct rows *r, struct json_emit *e, const struct form_section *s,
                      const char *title);

/* Puts the definitions of the kinds collected into the open "$defs". */
void rows_put_definitions(const struct rows *r, struct json_emit *e);

#endif
