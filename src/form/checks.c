/* SPDX-License-Identifier: MIT */
/* checks.c: reads the checks that a layout declares, in particular those of tables. */
#include "base/dec.h"
#include "base/tr.h"
#include "form/form_reader.h"

const struct member_word check_severities[] = {
        {"error", DIAG_ERROR}, {"warning", DIAG_WARNING}, {NULL, 0}};

/* A check of a table while it is read. */
struct check_draft {
	struct form_check check;
	const struct json *formula, *decimals, *blank, *rows, *usual;
};

static void read_table(const struct object_reader *rr, const struct json *at, void *to)
{
	const struct form_reader *fr = rr->user;
	const struct form_section *section = form_lookup_section(fr->form, at->text);

	if (section != NULL && section->body == FORM_TABLE)
		((struct check_draft *)to)->check.section = section;
	else
		object_fault(rr, at, _("no section with this key has a table"));
}

#define AT(field) MEMBER_AT(struct check_draft, field)

static const struct member_word each[] = {
        {"column", FORM_EACH_COLUMN}, {"row", FORM_EACH_ROW}, {"cell", FORM_EACH_CELL}, {NULL, 0}};
static const struct member members[] = {
        CHECK_MEMBERS(struct check_draft),
        {"table", MEMBER_TEXT, .required = MEMBER_ALWAYS, .read = read_table},
        {"each", MEMBER_WORD, .required = MEMBER_ALWAYS, .words = each,
         .to = MEMBER_WORD_AT(struct check_draft, check.each)},
        {"formula", MEMBER_ANY, .at = AT(formula)},
        {"decimals", MEMBER_WHOLE, .max = DEC_FRAC_DIGITS, .to = AT(check.max_places),
         .at = AT(decimals)},
        {"blank", MEMBER_TRUE, .at = AT(blank)},
        {"rows", MEMBER_ARRAY, .at = AT(rows)},
        {"slash_is_usual", MEMBER_ARRAY, .at = AT(usual)},
};
const struct object table_check_object = {.name = "check", OBJECT_MEMBERS(members)};

#undef AT

static void read_formulas(const struct object_reader *rr, const struct json *given,
                          struct form_check *check)
{
	bool list = given->kind == JSON_ARRAY;
	const struct json *text = list ? given->first : given;

	check->formula_n = list ? given->count : 1;
	check->formulas = arena_array(rr->arena, struct form_formula, check->formula_n);
	for (size_t i = 0; i < check->formula_n; i++, text = text->next) {
		if (text->kind != JSON_STRING)
			object_wrong_kind(rr, text, _("a formula, or an array of them,"));
		else
			formula_read(rr->user, text, check, &check->formulas[i]);
		check->previous |= check->formulas[i].previous;
	}
}

static size_t count_rows(const struct form_table *table)
{
	size_t n = 0;

	for (size_t i = 0; i < table->part_n; i++)
		n += table->parts[i].rows.leaf_n;
	return n;
}

/* Marks every row under a path; the marks run through the rows of all parts in order. */
static void mark_rows(const struct object_reader *rr, const struct form_table *table,
                      const struct json *path, bool *marks)
{
	size_t n, found = 0, first = 0;

	if (path->kind != JSON_STRING) {
		object_wrong_kind(rr, path, _("a row's keys, joined with dots,"));
		return;
	}
	for (size_t i = 0; i < table->part_n; i++) {
		const struct form_tree *rows = &table->parts[i].rows;
		const struct form_node *node = tree_lookup(rows, path->text, path->len, &n);

		for (size_t leaf = 0; node != NULL && leaf < node->leaf_n; leaf++)
			marks[first + node->leaf_first + leaf] = true;
		found += n;
		first += rows->leaf_n;
	}
	if (found != 1)
		object_fault(rr, path, "%s",
		             found == 0 ? _("the table has no such row")
		                        : _("several heads of the table have this name"));
}

/* Marks the rows under an array of paths; NULL if there is no such array. */
static bool *read_marks(const struct object_reader *rr, const struct json *paths,
                        const struct form_table *table)
{
	bool *marks;

	if (paths == NULL || paths->kind != JSON_ARRAY)
		return NULL;
	marks = arena_array(rr->arena, bool, count_rows(table));
	for (const struct json *path = paths->first; path != NULL; path = path->next)
		mark_rows(rr, table, path, marks);
	return marks;
}

static void read_rows(const struct object_reader *rr, struct check_draft *draft)
{
	struct form_check *check = &draft->check;
	const struct form_table *table = check->section->table;
	const bool *wanted = read_marks(rr, draft->rows, table);
	const bool *usual = read_marks(rr, draft->usual, table);
	size_t i = 0;

	check->rows = arena_array(rr->arena, struct form_row, count_rows(table));
	for (size_t p = 0; p < table->part_n; p++)
		for (size_t row = 0; row < table->parts[p].rows.leaf_n; row++, i++)
			if (wanted == NULL || wanted[i])
				check->rows[check->row_n++] = (struct form_row){
				        &table->parts[p], row, usual != NULL && usual[i]};
}

static void read_blanks(const struct object_reader *rr, const struct json *obj,
                        struct check_draft *draft)
{
	if (draft->check.each != FORM_EACH_ROW)
		object_fault(rr, obj, _("a check for blanks needs “each”: “row”"));
	draft->check.each = FORM_BLANK_ROWS;
	read_rows(rr, draft);
}

static void read_decimals(const struct object_reader *rr, const struct json *obj,
                          struct check_draft *draft)
{
	if (draft->check.each != FORM_EACH_CELL)
		object_fault(rr, obj, _("a check of decimals needs “each”: “cell”"));
	read_rows(rr, draft);
}

/* Which of three members it has determines what the check does. */
static void read_kind(const struct object_reader *rr, const struct json *obj,
                      struct check_draft *draft)
{
	if ((draft->formula != NULL) + (draft->blank != NULL) + (draft->decimals != NULL) != 1)
		object_fault(rr, obj,
		             _("a check needs exactly one of “formula”, “decimals” and “blank”"));
	else if (draft->blank != NULL)
		read_blanks(rr, obj, draft);
	else if (draft->decimals != NULL)
		read_decimals(rr, obj, draft);
	else if (draft->check.each == FORM_EACH_CELL)
		object_fault(rr, obj, _("a formula needs “each”: “column” or “row”"));
	else
		read_formulas(rr, draft->formula, &draft->check);
}

/* Refuses members that would have no effect in a check of this kind. */
static void check_idle(const struct object_reader *rr, const struct check_draft *draft)
{
	if (draft->check.formula_n > 0 && draft->rows != NULL)
		object_fault(rr, draft->rows,
		             _("“rows” is not for formulas, which name their rows themselves"));
	if (draft->check.each != FORM_BLANK_ROWS && draft->usual != NULL)
		object_fault(rr, draft->usual, _("only a check for blanks can have this"));
}

static struct form_check read_check(const struct object_reader *rr, const struct json *obj)
{
	struct check_draft draft = {0};

	if (prose_check_is(obj)) {
		prose_check_read(rr, obj, &draft.check);
	} else if (change_is(obj)) {
		change_read(rr, obj, &draft.check);
	} else if (object_read(rr, &table_check_object, obj, &draft) &&
	           draft.check.section != NULL) {
		read_kind(rr, obj, &draft);
		check_idle(rr, &draft);
	}
	return draft.check;
}

void checks_read(const struct object_reader *rr, const struct json *array, void *to)
{
	struct form *f = to;

	f->checks = arena_array(rr->arena, struct form_check, array->count);
	f->check_n = array->count;
	for (const struct json *obj = array->first; obj != NULL; obj = obj->next)
		f->checks[obj->index] = read_check(rr, obj);
}
