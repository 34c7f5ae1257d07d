/* SPDX-License-Identifier: MIT */
/*
 * form_reader.h: private to form/: reading a layout file. Every fault is a finding with rule LAYOUT
 * and reading goes on; form_read looks at the end whether there was one.
 */
#ifndef KANBEN_FORM_FORM_READER_H
#define KANBEN_FORM_FORM_READER_H

#include "form/form.h"
#include "form/prose_check.h"
#include "json/object.h"

#define LAYOUT_RULE "LAYOUT"

struct form_reader {
	struct object_reader m; /* its user is this struct */
	struct form *form;
	size_t formula_n; /* so far, for FORM_MAX_FORMULAS */
};

/* Read functions of members. */
void texts_read(const struct object_reader *rr, const struct json *array, void *form_texts);
void checks_read(const struct object_reader *rr, const struct json *array, void *form);

/* Reads an array of heads; leaves numbered and counted. */
enum tree_kind { TREE_COLUMNS, TREE_ROWS };
void tree_read(const struct object_reader *rr, const struct json *array, enum tree_kind kind,
               struct form_tree *ret);
extern const struct object column_object, row_object;

/* Reads a table with its parts. */
struct form_table *parts_read(const struct object_reader *rr, const struct json *obj);
extern const struct object table_object;

/* Makes the tree of member names; a finding at `at` when two cells would stand at one place. */
const struct form_slot *slots_build(const struct form_reader *fr, const struct form_table *table,
                                    const struct json *at);

/* The node a dotted path of keys leads to; NULL if there is none or (*ret_n > 1) several. */
const struct form_node *tree_lookup(const struct form_tree *tree, const char *path, size_t len,
                                    size_t *ret_n);

/* Reads one formula over a table's rows (each column) or columns (each row). */
void formula_read(struct form_reader *fr, const struct json *text, const struct form_check *check,
                  struct form_formula *ret);

/* Reads cells that are added up; a finding for a path that leads to none. */
void figure_read(const struct form_reader *fr, const struct json *text, struct form_figure *ret);

/* The two members that every check has; T is a struct with a struct form_check called check. */
#define CHECK_MEMBERS(T)                                                                           \
	{"rule", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = MEMBER_AT(T, check.rule)},          \
	{                                                                                          \
		"severity", MEMBER_WORD, .required = MEMBER_ALWAYS, .words = check_severities,     \
		                         .to = MEMBER_AT(T, check.severity)                        \
	}
extern const struct member_word check_severities[];
extern const struct object table_check_object, prose_check_object, change_object;

/* Is this a check of prose, or of single figures beside last year's? */
bool wording_is(const struct json *obj);
bool change_is(const struct json *obj);

void wording_read(const struct object_reader *rr, const struct json *obj, struct form_check *check);
void change_read(const struct object_reader *rr, const struct json *obj, struct form_check *check);

#endif
