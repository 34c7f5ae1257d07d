/* SPDX-License-Identifier: MIT */
/* checks.c: the checks a layout declares. */
#include <string.h>

#include "base/dec.h"
#include "base/mem.h"
#include "base/tr.h"
#include "form/form_reader.h"
#include "form/wording_reader.h"

static void fault(const struct form_reader *fr, const struct json *at, const char *message)
{
	json_error(fr->m.findings, fr->m.source, at, LAYOUT_RULE, "%s", message);
}

/* The position of a word among those allowed, or 0 with a finding. */
static size_t read_word(const struct form_reader *fr, const struct json *obj, const char *key,
                        const char *const words[], size_t n)
{
	const char *word = reader_string(fr, obj, key, REQUIRED);
	struct member_names known = {0};
	size_t d;

	for (size_t i = 0; word != NULL && i < n; i++) {
		if (strcmp(word, words[i]) == 0)
			return i;
		member_names_add(fr->m.arena, &known, words[i]);
	}
	if (word != NULL)
		json_error(fr->m.findings, fr->m.source, json_lookup(obj, key), LAYOUT_RULE,
		           _("“%s” is not known here; the nearest is “%s”"), word,
		           member_nearest(word, &known, &d));
	return 0;
}

static void read_formulas(struct form_reader *fr, const struct json *given,
                          struct form_check *check)
{
	bool list = given->kind == JSON_ARRAY;
	const struct json *text = list ? given->first : given;

	check->formula_n = list ? given->count : 1;
	check->formulas = arena_array(fr->m.arena, struct form_formula, check->formula_n);
	for (size_t i = 0; i < check->formula_n; i++, text = text->next) {
		if (text->kind != JSON_STRING)
			fault(fr, text, _("a formula is a text, or an array of them"));
		else
			formula_read(fr, text, check, &check->formulas[i]);
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

/* Sets the mark of every row under a path; the marks run through the table's parts in order. */
static void mark_rows(const struct form_reader *fr, const struct form_table *table,
                      const struct json *path, bool *marks)
{
	size_t n, found = 0, first = 0;

	if (path->kind != JSON_STRING) {
		fault(fr, path, _("a row's keys expected, joined with dots"));
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
		fault(fr, path,
		      found == 0 ? _("the table has no such row")
		                 : _("several heads of the table have this name"));
}

/* The marks of the rows in the array `key`; NULL when it is left out. */
static bool *read_marks(const struct form_reader *fr, const struct json *obj, const char *key,
                        const struct form_table *table)
{
	const struct json *paths = reader_member(fr, obj, key, JSON_ARRAY, OPTIONAL);
	bool *marks;

	if (paths == NULL)
		return NULL;
	marks = arena_array(fr->m.arena, bool, count_rows(table));
	for (const struct json *path = paths->first; path != NULL; path = path->next)
		mark_rows(fr, table, path, marks);
	return marks;
}

static void read_rows(const struct form_reader *fr, const struct json *obj,
                      struct form_check *check)
{
	const struct form_table *table = check->section->table;
	const bool *wanted = read_marks(fr, obj, "rows", table);
	const bool *usual = read_marks(fr, obj, "slash_is_usual", table);
	size_t i = 0;

	check->rows = arena_array(fr->m.arena, struct form_row, count_rows(table));
	for (size_t p = 0; p < table->part_n; p++)
		for (size_t row = 0; row < table->parts[p].rows.leaf_n; row++, i++)
			if (wanted == NULL || wanted[i])
				check->rows[check->row_n++] = (struct form_row){
				        &table->parts[p], row, usual != NULL && usual[i]};
}

static const struct form_section *read_table(const struct form_reader *fr, const struct json *obj)
{
	const char *key = reader_string(fr, obj, "table", REQUIRED);
	const struct form_section *section;

	if (key == NULL)
		return NULL;
	section = form_lookup_section(fr->form, key);
	if (section != NULL && section->body == FORM_TABLE)
		return section;
	fault(fr, json_lookup(obj, "table"), _("no section of this key has a table"));
	return NULL;
}

static void read_blanks(const struct form_reader *fr, const struct json *obj,
                        struct form_check *check)
{
	const struct json *blank = reader_member(fr, obj, "blank", JSON_BOOL, REQUIRED);

	if (blank != NULL && !blank->truth)
		fault(fr, blank, _("“blank” can only be true"));
	if (check->each != FORM_EACH_ROW)
		fault(fr, obj, _("blanks are looked for in each row"));
	check->each = FORM_BLANK_ROWS;
	read_rows(fr, obj, check);
}

static void read_decimals(const struct form_reader *fr, const struct json *obj,
                          struct form_check *check)
{
	check->max_places =
	        reader_number(fr, obj, "decimals", (struct reader_range){0, DEC_FRAC_DIGITS});
	if (check->each != FORM_EACH_CELL)
		fault(fr, obj, _("decimals are counted in each cell"));
	read_rows(fr, obj, check);
}

/* What a check does follows from which of three members it has. */
static void read_kind(struct form_reader *fr, const struct json *obj, struct form_check *check)
{
	static const char *const each[] = {"column", "row", "cell"};
	const struct json *formula = json_lookup(obj, "formula");
	bool blank = json_lookup(obj, "blank") != NULL;
	bool decimals = json_lookup(obj, "decimals") != NULL;

	check->each = (enum form_each)read_word(fr, obj, "each", each, 3);
	if ((formula != NULL) + blank + decimals != 1)
		fault(fr, obj, _("a check has one of “formula”, “decimals” and “blank”"));
	else if (blank)
		read_blanks(fr, obj, check);
	else if (decimals)
		read_decimals(fr, obj, check);
	else if (check->each == FORM_EACH_CELL)
		fault(fr, obj, _("a formula is for each column or for each row"));
	else
		read_formulas(fr, formula, check);
}

/* Members that would do nothing in a check of this kind. */
static void check_idle(const struct form_reader *fr, const struct json *obj,
                       const struct form_check *check)
{
	if (check->formula_n > 0 && json_lookup(obj, "rows") != NULL)
		fault(fr, json_lookup(obj, "rows"), _("a formula names its rows itself"));
	if (check->each != FORM_BLANK_ROWS && json_lookup(obj, "slash_is_usual") != NULL)
		fault(fr, json_lookup(obj, "slash_is_usual"),
		      _("only a check for blanks can have this"));
}

static void read_check(struct form_reader *fr, const struct json *obj, struct form_check *check)
{
	static const char *const names[] = {"rule",    "severity", "table", "each",          "rows",
	                                    "formula", "decimals", "blank", "slash_is_usual"};
	static const char *const severities[] = {"error", "warning"};

	if (!reader_is_object(fr, obj))
		return;
	check->rule = reader_string(fr, obj, "rule", REQUIRED);
	check->severity =
	        read_word(fr, obj, "severity", severities, 2) == 0 ? DIAG_ERROR : DIAG_WARNING;
	if (wording_is(obj)) {
		wording_read(fr, obj, check);
		return;
	}
	if (change_is(obj)) {
		change_read(fr, obj, check);
		return;
	}
	reader_check_names(fr, obj, names, sizeof(names) / sizeof(names[0]));
	check->section = read_table(fr, obj);
	if (check->section == NULL)
		return;
	read_kind(fr, obj, check);
	check_idle(fr, obj, check);
}

void checks_read(struct form_reader *fr, const struct json *array)
{
	struct form *f = fr->form;

	f->checks = arena_array(fr->m.arena, struct form_check, array->count);
	f->check_n = array->count;
	for (const struct json *obj = array->first; obj != NULL; obj = obj->next)
		read_check(fr, obj, &f->checks[obj->index]);
}
