/* SPDX-License-Identifier: MIT */
/*
 * form_reader.h: private to form/: reading a layout file. Every fault is a finding with rule LAYOUT
 * and reading goes on; form_read looks at the end whether there was one.
 */
#ifndef KANBEN_FORM_FORM_READER_H
#define KANBEN_FORM_FORM_READER_H

#include "form/form.h"
#include "form/member.h"

#define LAYOUT_RULE "LAYOUT"

struct form_reader {
	struct member_reader m;
	struct form *form;
	size_t formula_n; /* so far, for FORM_MAX_FORMULAS */
};

/* A finding if it is not. */
bool reader_is_object(const struct form_reader *fr, const struct json *at);

/* member.c's check against a fixed list of names. */
void reader_check_names(const struct form_reader *fr, const struct json *obj,
                        const char *const *names, size_t n);

/*
 * The member of that kind, or NULL; a finding for a wrong kind. `need` asks for a finding when it
 * is left out.
 */
enum reader_need { OPTIONAL, REQUIRED };
const struct json *reader_member(const struct form_reader *fr, const struct json *obj,
                                 const char *key, enum json_kind kind, enum reader_need need);

/* A string that is not empty, or NULL. */
const char *reader_string(const struct form_reader *fr, const struct json *obj, const char *key,
                          enum reader_need need);

/* An array of texts that are not empty; none when it is left out. */
struct form_texts reader_texts(const struct form_reader *fr, const struct json *obj,
                               const char *key);

/* false when left out. */
bool reader_flag(const struct form_reader *fr, const struct json *obj, const char *key);

/* A whole number in [min, max]; -1 when it is left out or wrong. */
struct reader_range {
	int min, max;
};
int reader_number(const struct form_reader *fr, const struct json *obj, const char *key,
                  struct reader_range range);

/* A key: letters, digits and _, so that formulas can name it. NULL when left out or wrong. */
const char *reader_key(const struct form_reader *fr, const struct json *obj, enum reader_need need);

/* Reads an array of heads; leaves numbered and counted. */
enum tree_kind { TREE_COLUMNS, TREE_ROWS };
void tree_read(const struct form_reader *fr, const struct json *array, enum tree_kind kind,
               struct form_tree *ret);

/* Reads a table with its parts. */
struct form_table *parts_read(const struct form_reader *fr, const struct json *obj);

/* Makes the tree of member names; a finding at `at` when two cells would stand at one place. */
const struct form_slot *slots_build(const struct form_reader *fr, const struct form_table *table,
                                    const struct json *at);

/* The node a dotted path of keys leads to; NULL if there is none or (*ret_n > 1) several. */
const struct form_node *tree_lookup(const struct form_tree *tree, const char *path, size_t len,
                                    size_t *ret_n);

/* Reads one formula over a table's rows (each column) or columns (each row). */
void formula_read(struct form_reader *fr, const struct json *text, const struct form_check *check,
                  struct form_formula *ret);

/* Reads the array of checks into fr->form. */
void checks_read(struct form_reader *fr, const struct json *array);

#endif
