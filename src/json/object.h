/* SPDX-License-Identifier: MIT */
/*
 * object.h: JSON objects read into C structs by tables of their members. One table says which keys
 * an object has, what stands under each, and where in the struct it goes. Reading, the findings for
 * unknown and missing keys, the JSON Schema and the check of the tables in docs/ all follow from
 * it.
 */
#ifndef KANBEN_JSON_OBJECT_H
#define KANBEN_JSON_OBJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/lu.h"
#include "json/json.h"

/* The rules of the findings, and how strict a reader is. */
struct object_rules {
	const char *key;     /* an unknown key */
	const char *type;    /* a value of the wrong kind or out of its range */
	const char *missing; /* a key that is required */
	const char *nul;     /* a U+0000 in a text */
	bool missing_at_key; /* the pointer of a missing key is its own, not its object's */
	bool blank_is_text;  /* a text may consist of spaces; otherwise that is no text */
};

struct object_reader {
	struct arena *arena;
	const struct source *source;
	struct diag_list *findings;
	const struct object_rules *rules;
	void *user; /* of the read functions */
};

/* What stands under a key, and as what it is stored. */
enum member_kind {
	MEMBER_ANY,    /* anything: `read` looks at it, or only `at` is kept */
	MEMBER_TEXT,   /* a text that is not empty: const char * */
	MEMBER_LINE,   /* the same, at most `max` characters long */
	MEMBER_KEY,    /* a text of ASCII letters, digits and _: const char * */
	MEMBER_WORD,   /* one of `words`: an enum */
	MEMBER_EITHER, /* one of two `words`, the second being true: bool */
	MEMBER_FLAG,   /* bool */
	MEMBER_TRUE,   /* true; false is a fault: bool */
	MEMBER_WHOLE,  /* a whole number in [min, max]: int */
	MEMBER_MILLI,  /* a number in (0, max], stored in thousandths: int */
	MEMBER_PT,     /* a length in points, 0 … MEMBER_MAX_LENGTH: lu */
	MEMBER_MM,     /* the same in millimetres: lu */
	MEMBER_OBJECT, /* an object as `object` says, or as `read` reads it; neither: any */
	/*
	 * An array of at least `min` items, as `read` reads it. `max` is for the schema: `read`
	 * counts them, or what is below them.
	 */
	MEMBER_ARRAY
};

enum { MEMBER_MAX_LENGTH = 14400 }; /* 200 inches: the largest page of PDF (ISO 32000-1, C.2) */

struct member_word {
	const char *word; /* NULL ends the list */
	int value;
};

/* Reads a value; `to` is where its member says, or the whole struct where it says nothing. */
typedef void member_read_fn(const struct object_reader *rr, const struct json *at, void *to);

/*
 * Objects of one type may come in several choices, each a bit; a member belongs to those in
 * `only` (0: to all) and must be there in those in `required`.
 */
enum { MEMBER_WITHOUT = 1, MEMBER_WITH = 2 }; /* the key that splits the type */
#define MEMBER_ALWAYS (~0U)

struct object;

struct member {
	const char *key;
	enum member_kind kind;
	bool nullable;      /* null says as much as leaving it out */
	bool may_be_empty;  /* of a text */
	unsigned required;  /* MEMBER_ALWAYS, or choices */
	unsigned only;      /* choices */
	const char *refuse; /* N_(): the finding in other choices; NULL: an unknown key there */
	size_t to, at; /* MEMBER_AT: of the value, and of the node's const struct json *; or 0 */
	int min, max;
	const char *holds;               /* a text must hold this: "{n}"; no schema says so */
	const struct member_word *words; /* in the order of messages and documents */
	const struct object *object;     /* of the object or of an array's items */
	member_read_fn *read; /* with MEMBER_LINE and MEMBER_TEXT: stores what was checked */
	/* For the schema: */
	const char *title;      /* N_(), or NULL */
	const char *definition; /* what MEMBER_ANY (null included) or an array's item is */
	bool either;            /* an array's item is that, or as `object` says */
};

/* The place of a field, for .to and .at. */
#define MEMBER_AT(T, field) (offsetof(T, field) + 1)

struct object {
	const char *name;  /* in schemas and documents: "ownColumn" */
	const char *title; /* N_(): what it is; NULL where no schema has it */
	const struct member *members;
	size_t member_n;
	const char *split; /* the member that makes it MEMBER_WITH; or NULL */
	/* The choice that an object is; 0: its members of certain choices are left alone. */
	unsigned (*choose)(const struct json *obj);
};

#define OBJECT_MEMBERS(array) .members = (array), .member_n = COUNT(array)

/* A growing list of names; a zeroed one is empty. */
struct member_names {
	const char **names;
	size_t n, cap;
};

/* Adds a borrowed name, room taken from the arena. */
void member_names_add(struct arena *a, struct member_names *list, const char *name);

/* The name with the least edit distance (insert, delete, replace, swap of code points), or NULL. */
const char *member_nearest(const char *name, const struct member_names *known,
                           size_t *ret_distance);

/* The beginning of a text, made safe for a one-line message, in the arena. */
const char *member_excerpt(struct arena *a, const char *s, size_t n);

/* Reads a value into the struct at `to`; false, with a finding, if it is no object. */
bool object_read(const struct object_reader *rr, const struct object *type, const struct json *obj,
                 void *to);

/*
 * The two halves of it, for objects whose keys are not all in one table: the members are read, and
 * their number is told; then each key not in the list is a finding.
 */
size_t object_read_members(const struct object_reader *rr, const struct object *type,
                           const struct json *obj, void *to);
void object_check_names(const struct object_reader *rr, const struct json *obj,
                        const struct member_names *known);

/* Adds the keys that obj may have. */
void object_add_names(const struct object_reader *rr, const struct object *type,
                      const struct json *obj, struct member_names *list);

const struct member *object_lookup(const struct object *type, const char *key);

/* Is it of the kind? A finding if it is not. */
bool object_is_kind(const struct object_reader *rr, const struct json *at, enum json_kind kind);

/*
 * A string that is a text, of at most `max` characters (0: any number), or NULL with a finding. A
 * U+0000 in it is a finding too.
 */
const char *object_text(const struct object_reader *rr, const struct json *at, int max);

/* A length in points or (MEMBER_MM) millimetres; false, with a finding, for anything else. */
bool object_length(const struct object_reader *rr, const struct json *at, enum member_kind unit,
                   lu *to);

/* Nothing to be seen in it. */
bool object_is_blank(const struct json *text);

/* The finding for a U+0000 in a text. */
void object_check_nul(const struct object_reader *rr, const struct json *text);

/* Findings: another kind of value than expected; another value; any other fault; a missing key. */
void object_wrong_kind(const struct object_reader *rr, const struct json *at, const char *expected);
void object_wrong_value(const struct object_reader *rr, const struct json *at,
                        const char *expected);
void object_fault(const struct object_reader *rr, const struct json *at, const char *fmt, ...)
        PRINTF_LIKE(3, 4);
void object_missing(const struct object_reader *rr, const struct json *obj, const char *key);

/* “a”, “b” or “c”, in the arena. */
const char *object_alternatives(struct arena *a, const char *const *names, size_t n);

#endif
