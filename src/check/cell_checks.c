/* SPDX-License-Identifier: MIT */
/* cell_checks.c: cells without a figure, negative ones, ones with too many decimals. */
#include "base/tr.h"
#include "check/checker.h"

static void check_cell(struct checker *c, const struct form_check *check,
                       const struct form_row *row, size_t column)
{
	const struct section *section = checker_section(c->report, check->section);
	const struct cell *cell = section_cell(section, row->part, row->row, column);
	struct diag_place place = {c->report->source, cell->at->off, check->rule, cell->pointer};
	const char *where;

	/* A computed total is wrong because of what it sums; that is reported there. */
	if (cell->state != CELL_NUMBER || cell->computed)
		return;
	if (dec_sign(cell->value) >= 0 && dec_places(cell->value) <= check->max_places)
		return;
	where = name_cell(c->arena, check->section, (size_t)(cell - section->cells));
	if (dec_sign(cell->value) < 0)
		diag_add(c->findings, check->severity, &place, _("%s: %s is negative"), where,
		         cell->text);
	else if (check->max_places == 0)
		diag_add(c->findings, check->severity, &place, _("%s: %s is not a whole number"),
		         where, cell->text);
	else
		diag_add(c->findings, check->severity, &place,
		         _("%s: %s has more than %d decimals"), where, cell->text,
		         check->max_places);
}

void check_values(struct checker *c, const struct form_check *check)
{
	for (size_t i = 0; i < check->row_n; i++)
		for (size_t k = 0; k < check->rows[i].part->columns.leaf_n; k++)
			check_cell(c, check, &check->rows[i], k);
}

/* ---- blanks: one finding a row ---- */

struct gaps {
	size_t blank_n, slash_n, column_n;
	struct buf columns; /* names of the columns without a figure */
};

static void count_gaps(struct checker *c, const struct section *s, const struct form_row *row,
                       struct gaps *gaps)
{
	const struct form_tree *columns = &row->part->columns;

	gaps->column_n = columns->leaf_n;
	for (size_t i = 0; i < columns->leaf_n; i++) {
		const struct cell *cell = section_cell(s, row->part, row->row, i);
		bool slash = cell->state == CELL_SLASH;

		if (cell->bad || cell->state == CELL_NUMBER || (slash && row->slash_is_usual))
			continue;
		gaps->slash_n += slash;
		gaps->blank_n += !slash;
		buf_putf(&gaps->columns, gaps->columns.n > 0 ? ", “%s”" : "“%s”",
		         name_leaf(c->arena, columns, i));
	}
}

struct row_place {
	const struct json *at;
	const char *pointer;
};

/* Follows the keys of the row's heads to the row, or to the deepest one that the report has. */
static struct row_place row_place(struct checker *c, struct row_place from,
                                  const struct form_node *node)
{
	const struct json *member;

	if (node->parent != NULL)
		from = row_place(c, from, node->parent);
	if (node->key == NULL)
		return from;
	member = json_lookup(from.at, node->key);
	from.pointer = arena_printf(c->arena, "%s/%s", from.pointer, node->key);
	if (member != NULL)
		from.at = member;
	return from;
}

static void tell_gaps(struct checker *c, const struct form_check *check, const struct form_row *row,
                      const struct gaps *gaps)
{
	const struct section *s = checker_section(c->report, check->section);
	struct row_place at = {s->at, arena_printf(c->arena, "/%s", s->form->key)};
	const char *name = name_leaf(c->arena, &row->part->rows, row->row);
	struct diag_place place = {.source = c->report->source, .rule = check->rule};

	at = row_place(c, at, row->part->rows.leaves[row->row]);
	place.off = at.at->off;
	place.pointer = at.pointer;
	if (name == NULL)
		name = name_section(check->section);
	if (gaps->blank_n == gaps->column_n)
		diag_add(c->findings, check->severity, &place, _("row “%s” is blank"), name);
	else if (gaps->slash_n == gaps->column_n)
		diag_add(c->findings, check->severity, &place, _("row “%s” has only “/”"), name);
	else if (gaps->slash_n == 0)
		diag_add(c->findings, check->severity, &place,
		         _("row “%s” has blanks in columns: %s"), name, gaps->columns.p);
	else
		diag_add(c->findings, check->severity, &place,
		         _("row “%s” has blanks or “/” in columns: %s"), name, gaps->columns.p);
}

static bool is_blank(const struct section *s)
{
	for (size_t i = 0; i < s->form->table->cell_n; i++)
		if (s->cells[i].bad ||
		    (s->cells[i].state != CELL_ABSENT && s->cells[i].state != CELL_NULL))
			return false;
	return true;
}

/* Rows may be left blank, but a table without a figure was forgotten, or lost by an import. */
static void tell_blank_table(struct checker *c, const struct section *s)
{
	const struct diag_place place = {.source = c->report->source,
	                                 .off = s->at->off,
	                                 .rule = "MISSING",
	                                 .pointer = arena_printf(c->arena, "/%s", s->form->key)};

	diag_add(c->findings, DIAG_ERROR, &place, _("the whole table of “%s” is blank"),
	         name_section(s->form));
}

void check_blanks(struct checker *c, const struct form_check *check)
{
	const struct section *s = checker_section(c->report, check->section);

	/* A table that is missing, or is no object, was reported when it was read. */
	if (s->at == NULL || s->at->kind != JSON_OBJECT)
		return;
	if (is_blank(s))
		tell_blank_table(c, s);
	for (size_t i = 0; i < check->row_n; i++) {
		struct gaps gaps = {0};

		count_gaps(c, s, &check->rows[i], &gaps);
		if (gaps.blank_n + gaps.slash_n > 0)
			tell_gaps(c, check, &check->rows[i], &gaps);
		buf_release(&gaps.columns);
	}
}
