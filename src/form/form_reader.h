/* SPDX-License-Identifier: MIT */
/*
 * form_reader.h: private to form/. Reads a layout file. Every fault is a finding of the rule LAYOUT
 * and reading goes on; at the end form_read sees whether there were any.
 */
#ifndef KANBEN_FORM_FORM_READER_H
#define KANBEN_FORM_FORM_READER_H

#include "form/form.h"
#include "form/prose_check.h"
#include "json/object.h"

#define LAYOUT_RULE "LAYOUT"

struct form_reader {
	struct object_reader m; /* m.user is this struct */
	struct form *form;
	struct pattern_home patterns;
	size_t formula_n; /* number so far, for FORM_MAX_FORMULAS */
};

/* Read functions for members. */
void texts_read(const struct object_reader *rr, const struct json *array, void *form_texts);
void checks_read(const struct object_reader *rr, const struct json *array, void *form);

/* Reads an array of heads into a tree and numbers its leaves. */
enum tree_kind { TREE_COLUMNS, TREE_ROWS };
void tree_read(const struct object_reader *rr, const struct json *array, enum tree_kind kind,
               struct form_tree *ret);
extern const struct object column_object, row_object;

/* Reads a table and its parts. */
struct form_table *parts_read(const struct object_reader *rr, const struct json *obj);
extern const struct object table_object;

/* Makes the tree of member names; a finding at `at` if two cells would have the same place. */
const struct form_slot *slots_build(const struct form_reader *fr, const struct form_table *table,
                                    const struct json *at);

/* The node with this dotted path of keys; NULL if there is none, or several (*ret_n > 1). */
const struct form_node *tree_lookup(const struct form_tree *tree, const char *path, size_t len,
                                    size_t *ret_n);

/* Reads one formula, about a table's rows (each column) or columns (each row). */
void formula_read(struct form_reader *fr, const struct json *text, const struct form_check *check,
                  struct form_formula *ret);

/* Reads a sum of cells; a finding for a path that leads to no cell. */
void figure_read(const struct form_reader *fr, const struct json *text, struct form_figure *ret);

/* The two members of every check; T is a struct with a struct form_check called check. */
#define CHECK_MEMBERS(T)                                                                           \
	{"rule", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = MEMBER_AT(T, check.rule)},          \
	{                                                                                          \
		"severity", MEMBER_WORD, .required = MEMBER_ALWAYS, .words = check_severities,     \
		                         .to = MEMBER_WORD_AT(T, check.severity)                   \
	}
extern const struct member_word check_severities[];
extern const struct object table_check_object, prose_check_object, change_object;

/* Whether this is a check of prose; of single figures, against last year's or a limit. */
bool prose_check_is(const struct json *obj);
bool change_is(const struct json *obj);

void prose_check_read(const struct object_reader *rr, const struct json *obj,
                      struct form_check *check);
void change_read(const struct object_reader *rr, const struct json *obj, struct form_check *check);

#endif
