/* SPDX-License-Identifier: MIT */
/*
 * object.h: reads JSON objects into C structs, driven by tables. A table lists the members that an
 * object may have: the key, what kind of value it takes, and where in the struct the value goes.
 * Reading, findings for unknown and missing keys, the JSON Schema and the test of the tables in
 * docs/ all use it.
 *
 *	struct margin { lu top; const char *colour; };
 *	static const struct member margin_members[] = {
 *		{"top_mm", MEMBER_MM, .required = MEMBER_ALWAYS,
 *		 .to = MEMBER_AT(struct margin, top)},
 *		{"colour", MEMBER_TEXT, .to = MEMBER_AT(struct margin, colour)},
 *	};
 *	static const struct object margin_object = {
 *		.name = "margin", OBJECT_MEMBERS(margin_members)};
 *
 * object_read(&reader, &margin_object, node, &margin) then fills in a struct margin. A member that
 * is left out, or whose value cannot be used, leaves its field as it was: set defaults beforehand.
 * Every fault is a finding, and reading goes on. Texts are borrowed from the JSON tree.
 */
#ifndef KANBEN_JSON_OBJECT_H
#define KANBEN_JSON_OBJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/lu.h"
#include "json/json.h"

/* ---- the reader ---- */

/* The rule ids of the findings, and how strict to be. */
struct object_rules {
	const char *key;     /* an unknown key */
	const char *type;    /* a value of the wrong kind or out of range */
	const char *missing; /* a required key */
	const char *nul;     /* a U+0000 in a text */
	const char *unseen;  /* an invisible character in a text; NULL: there is none any more */
	bool missing_at_key; /* a missing key's pointer names the key, not the object */
	bool blank_is_text;  /* accept texts that consist of spaces only */
	const char *hint;    /* N_(): where all keys can be looked up; or NULL */
};

struct object_reader {
	struct arena *arena;
	const struct source *source;
	struct diag_list *findings;
	const struct object_rules *rules;
	void *user; /* for the read functions */
};

/* ---- tables ---- */

/* What kind of value a member takes, and the C type it is stored as. */
enum member_kind {
	MEMBER_ANY,    /* anything; `read` interprets it, or only the node is stored (`at`) */
	MEMBER_TEXT,   /* a non-empty text: const char * */
	MEMBER_LINE,   /* the same, of at most `max` characters */
	MEMBER_KEY,    /* a text of ASCII letters, digits and _: const char * */
	MEMBER_WORD,   /* one of `words`: an enum */
	MEMBER_EITHER, /* one of two `words`; the second means true: bool */
	MEMBER_FLAG,   /* true or false: bool */
	MEMBER_TRUE,   /* true only: bool */
	MEMBER_WHOLE,  /* a whole number in [min, max]: int */
	MEMBER_MILLI,  /* a number in (0, max], stored in thousandths: int */
	MEMBER_PT,     /* a length in points, from 0 to MEMBER_MAX_LENGTH: lu */
	MEMBER_MM,     /* the same in millimetres: lu */
	MEMBER_OBJECT, /* an object, read with `object` or by `read`; not examined without either */
	MEMBER_ARRAY   /* an array of at least `min` items, read by `read`, which enforces `max` */
};

enum { MEMBER_MAX_LENGTH = 14400 }; /* 200 inches: the largest page of PDF (ISO 32000-1, C.2) */

struct member_word {
	const char *word; /* NULL ends the list */
	int value;
};

/* Reads a value into *to: the field given by .to, or the whole struct if the member has no .to. */
typedef void member_read_fn(const struct object_reader *rr, const struct json *at, void *to);

/*
 * Objects of one type may come in variants, each of them a bit. A member is allowed in the variants
 * of `only` (0: in all) and required in those of `required`. These two are for types whose variant
 * depends on whether one key, `split`, is there.
 */
enum { MEMBER_WITHOUT = 1, MEMBER_WITH = 2 };
#define MEMBER_ALWAYS (~0U)

struct object;

struct member {
	const char *key;
	enum member_kind kind;
	bool nullable;      /* null means the same as leaving it out */
	bool may_be_empty;  /* of a text */
	unsigned required;  /* variants; MEMBER_ALWAYS: all */
	unsigned only;      /* variants; 0: all */
	const char *refuse; /* N_(): the message in other variants; NULL: "unknown key" */
	size_t to; /* MEMBER_AT the field for the value; 0: checked but not stored, see `read` */
	size_t at; /* MEMBER_AT a const struct json *, which gets the value's node; 0: none */
	int min, max;
	const char *holds;               /* what a text must contain, "{n}"; not in the schema */
	const struct member_word *words; /* in the order in which messages and docs list them */
	const struct object *object;     /* of the value, or of an array's items */
	member_read_fn *read; /* texts are checked first, and stored only by it if it is given */
	/* For the schema only: */
	const char *title;      /* N_(), or NULL */
	const char *definition; /* of MEMBER_ANY (covers null), or of an array's items */
	bool either;            /* an array's items may be `definition` or `object` */
};

/* The place of a struct's field, for .to and .at. */
#define MEMBER_AT(T, field) (offsetof(T, field) + 1)

/* That of a MEMBER_WORD: compiles only if the field is as large as the int that is stored there. */
#define MEMBER_WORD_AT(T, field)                                                                   \
	(MEMBER_AT(T, field) + 0 * sizeof(char[sizeof(((T *)0)->field) == sizeof(int) ? 1 : -1]))

struct object {
	const char *name;  /* in schemas and docs/: "ownColumn" */
	const char *title; /* N_(), for the schema; NULL if it is in none */
	const struct member *members;
	size_t member_n;
	const char *split; /* a key whose presence makes it MEMBER_WITH; or NULL */
	/* Returns an object's variant; 0 if unknown: members with `only` are then not read. */
	unsigned (*choose)(const struct json *obj);
};

#define OBJECT_MEMBERS(array) .members = (array), .member_n = COUNT(array)

/* ---- reading ---- */

/* Reads an object into the struct at `to`. Returns false, with a finding, if it is no object. */
bool object_read(const struct object_reader *rr, const struct object *type, const struct json *obj,
                 void *to);

/* A key that an object may have, and what is printed for it; borrowed. */
struct member_name {
	const char *key;
	const char *const *wordings; /* [wording_n] */
	size_t wording_n;
};

/* A growing list of them; a zeroed one is empty. */
struct member_names {
	struct member_name *names;
	size_t n, cap;
};

/* Adds a key without wording; the list's memory comes from the arena. */
void member_names_add(struct arena *a, struct member_names *list, const char *key);
void member_names_add_worded(struct arena *a, struct member_names *list,
                             const struct member_name *name);

/*
 * The two halves of object_read, for objects whose keys come from several tables or from elsewhere.
 * The first reads the members of one table and returns how many of the object's keys it knows; the
 * second adds a finding for every key that is not in the list; it names the key whose wording was
 * typed, or the one that is spelled alike.
 */
size_t object_read_members(const struct object_reader *rr, const struct object *type,
                           const struct json *obj, void *to);
void object_check_names(const struct object_reader *rr, const struct json *obj,
                        const struct member_names *known);

/* Adds the keys that obj may have according to one table. */
void object_add_names(const struct object_reader *rr, const struct object *type,
                      const struct json *obj, struct member_names *list);

/* ---- for read functions: each adds a finding if the value is not what it should be ---- */

bool object_is_kind(const struct object_reader *rr, const struct json *at, enum json_kind kind);

/*
 * Returns a non-empty text of at most `max` characters (0: any length), or NULL with a finding. One
 * that is too long or contains U+0000 is returned in spite of the finding.
 */
const char *object_text(const struct object_reader *rr, const struct json *at, int max);

/* Reads a length in points (MEMBER_PT) or millimetres (MEMBER_MM); false with a finding. */
bool object_length(const struct object_reader *rr, const struct json *at, enum member_kind unit,
                   lu *to);

/* Whether a text has nothing visible in it. */
bool object_is_blank(const struct json *text);

/* Adds a finding if a text contains U+0000. */
void object_check_nul(const struct object_reader *rr, const struct json *text);

/* Adds a finding, if the rules have one, if a report would be read without parts of this text. */
void object_check_unseen(const struct object_reader *rr, const struct json *text);

/* Add a finding: wrong kind of value; wrong value; any other fault; a missing key. */
void object_wrong_kind(const struct object_reader *rr, const struct json *at, const char *expected);
void object_wrong_value(const struct object_reader *rr, const struct json *at,
                        const char *expected);
void object_fault(const struct object_reader *rr, const struct json *at, const char *fmt, ...)
        PRINTF_LIKE(3, 4);
void object_missing(const struct object_reader *rr, const struct json *obj, const char *key);

/* ---- for messages, in the arena ---- */

/* The beginning of a text, made safe for a one-line message. */
const char *member_excerpt(struct arena *a, const char *s, size_t n);

/* “a”, “b” or “c” */
const char *object_alternatives(struct arena *a, const char *const *names, size_t n);

#endif
