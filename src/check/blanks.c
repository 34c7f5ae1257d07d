/* SPDX-License-Identifier: MIT */
/* blanks.c: rows that have nothing, or "/", where a figure is expected. One finding a row. */
#include "base/tr.h"
#include "check/checker.h"

/* What a row lacks. */
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

/* Follows the keys of the row's heads: to the row, or as near to it as the report goes. */
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

static void report_gaps(struct checker *c, const struct form_check *check,
                        const struct form_row *row, const struct gaps *gaps)
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
		diag_add(c->findings, check->severity, &place, _("row “%s” is blank in: %s"), name,
		         gaps->columns.p);
	else
		diag_add(c->findings, check->severity, &place, _("row “%s” is blank or “/” in: %s"),
		         name, gaps->columns.p);
}

void check_blanks(struct checker *c, const struct form_check *check)
{
	const struct section *s = checker_section(c->report, check->section);

	/* Of a table that is missing altogether, or is none, that was told already. */
	if (s->at == NULL || s->at->kind != JSON_OBJECT)
		return;
	for (size_t i = 0; i < check->row_n; i++) {
		struct gaps gaps = {0};

		count_gaps(c, s, &check->rows[i], &gaps);
		if (gaps.blank_n + gaps.slash_n > 0)
			report_gaps(c, check, &check->rows[i], &gaps);
		buf_release(&gaps.columns);
	}
}
