/* SPDX-License-Identifier: MIT */
/* values.c: cells one by one: no negative numbers, no more decimals than a count or a sum has. */
#include "base/tr.h"
#include "check/checker.h"

static void check_cell(struct checker *c, const struct form_check *check,
                       const struct form_row *row, size_t column)
{
	const struct section *section = checker_section(c->report, check->section);
	const struct cell *cell = section_cell(section, row->part, row->row, column);
	struct diag_place place = {c->report->source, cell->at->off, check->rule, cell->pointer};
	const char *where;

	/* What is wrong with a computed total is told where it comes from. */
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
