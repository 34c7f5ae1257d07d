/* SPDX-License-Identifier: MIT */
/* tables_put.c: puts a figure of a table into its cell of the draft, in the unit of the form. */
#include <string.h>

#include "base/utf8.h"
#include "import/tables.h"

enum { UNIT_LINE_MAX = 40 /* code points of a line that names units */ };

struct draft_cell *table_cell(const struct table_view *v, size_t part, const struct form_node *row,
                              const struct form_node *column)
{
	const struct form_part *p = &v->form->parts[part];

	return &v->st->section->cells[p->cell_first + row->leaf_first * p->columns.leaf_n +
	                              column->leaf_first];
}

/* ---- units ---- */

void table_state_note_unit(const struct draft *dr, struct table_state *st, const char *text)
{
	struct unit u;

	if (norm_is_longer(text, UNIT_LINE_MAX))
		return;
	u = unit_read(dr->doc->arena, dr->units, text);
	if (unit_is_named(&u))
		st->unit = u;
}

struct unit table_wanted_unit(const struct draft *dr, const struct form_table *table,
                              const struct form_node *column)
{
	struct arena *a = dr->doc->arena;
	struct unit u = unit_read(a, dr->units, column->text);

	if (unit_is_named(&u) || table->unit == NULL)
		return u;
	return unit_read(a, dr->units, arena_printf(a, "(%s)", table->unit));
}

/* Whether a head is one of a column or of a group that it is in. */
static bool is_over(const struct hit_list *head, const struct form_node *leaf)
{
	for (const struct form_node *node = leaf; node->parent != NULL; node = node->parent)
		if (hits_likeness(head, node) > 0)
			return true;
	return false;
}

/* A head's unit holds for the columns that it names; if it names none, for all of a part's. */
static void spread_unit(struct table_view *v, const struct hit_list *head, const struct unit *u)
{
	bool any = head->best[TERM_COLUMN] > 0;

	for (size_t p = 0; p < v->form->part_n; p++) {
		const struct form_part *part = &v->form->parts[p];

		for (size_t c = 0; c < part->columns.leaf_n; c++) {
			struct unit *given = &v->st->given[part->cell_first + c];

			if (any ? is_over(head, part->columns.leaves[c])
			        : head->best[TERM_TITLE] == 0 || hits_title(head, p) > 0)
				*given = unit_join(given, u);
		}
	}
}

/* The labels of a row that name units. */
struct row_units {
	bool known;
	size_t n, cap;
	struct row_unit {
		size_t cell;
		struct unit unit;
	} * list;
};

void table_read_units(struct table_view *v)
{
	struct arena *a = v->dr->doc->arena;

	if (v->row_units == NULL)
		v->row_units = arena_array(a, struct row_units, v->t->row_n);
	if (v->st->wanted == NULL) {
		v->st->wanted = arena_array(a, struct unit, v->form->cell_n);
		v->st->given = arena_array(a, struct unit, v->form->cell_n);
		for (size_t p = 0; p < v->form->part_n; p++)
			for (size_t c = 0; c < v->form->parts[p].columns.leaf_n; c++)
				v->st->wanted[v->form->parts[p].cell_first + c] = table_wanted_unit(
				        v->dr, v->form, v->form->parts[p].columns.leaves[c]);
	}
	for (size_t i = 0; i < v->form->cell_n; i++)
		v->st->given[i] = unit_none();
	for (size_t i = v->row_first[v->head_first]; i < v->row_first[v->head_end]; i++) {
		struct unit u;

		if (v->values[i].kind != VALUE_TEXT || v->kinds[v->t->cells[i].row] != ROW_HEAD)
			continue;
		u = unit_read(a, v->dr->units, v->t->cells[i].text);
		if (unit_is_named(&u))
			spread_unit(v, &v->hits[i], &u);
	}
}

static const struct row_units *units_of_row(const struct table_view *v, size_t row)
{
	struct row_units *units = &v->row_units[row];
	struct arena *a = v->dr->doc->arena;

	for (size_t i = v->row_first[row]; !units->known && i < v->row_first[row + 1]; i++) {
		struct unit u;

		if (v->values[i].kind != VALUE_TEXT)
			continue;
		u = unit_read(a, v->dr->units, v->t->cells[i].text);
		if (!unit_is_named(&u) && !u.labelled)
			continue;
		units->list = doc_grow(a, units->list, units->n, &units->cap, sizeof(*units->list));
		units->list[units->n++] = (struct row_unit){i, u};
	}
	units->known = true;
	return units;
}

/* The unit of a figure: by its heads, the labels of its row and a line above the table. */
static struct unit given_unit(const struct table_view *v, size_t cell, const struct unit *head)
{
	const struct row_units *units = units_of_row(v, v->t->cells[cell].row);
	struct unit u = unit_join(head, &v->st->unit);

	for (size_t i = 0; i < units->n && units->list[i].cell < cell; i++)
		u = unit_join(&u, &units->list[i].unit);
	return u;
}

void table_put(const struct table_view *v, size_t cell, size_t part, const struct form_node *row,
               const struct form_node *column)
{
	size_t at = v->form->parts[part].cell_first + column->leaf_first;
	struct value_units units = {
	        .given = unit_join(&v->st->given[at], &v->st->unit),
	        .wanted = v->st->wanted[at],
	        .told = &v->st->unit_told,
	};
	struct value value;

	if (units.wanted.money != NO_POWER)
		units.given = given_unit(v, cell, &v->st->given[at]);
	value = value_convert(v->dr, &v->t->cells[cell], &v->values[cell], &units);
	value.found = v->counted ? IMPORT_BY_ORDER : IMPORT_BY_HEADS;
	value_put(v->dr, &v->t->cells[cell], &value, table_cell(v, part, row, column),
	          row->label != NULL ? row->label : "");
}
