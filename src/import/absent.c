/* SPDX-License-Identifier: MIT */
/* absent.c: what the form wants and the document does not have. */
#include "base/tr.h"
#include "import/draft.h"

static void tell_absent_rows(const struct draft *dr, const struct draft_section *s)
{
	const struct form_table *table = s->form->table;
	const char *first = NULL;
	size_t n = 0;

	for (size_t p = 0; p < table->part_n; p++)
		for (size_t r = 0; r < table->parts[p].rows.leaf_n; r++) {
			const struct form_part *part = &table->parts[p];
			const struct draft_cell *cells =
			        s->cells + part->cell_first + r * part->columns.leaf_n;
			bool any = false;

			for (size_t c = 0; c < part->columns.leaf_n; c++)
				any |= cells[c].state != DRAFT_ABSENT;
			if (!any && n++ == 0)
				first = part->rows.leaves[r]->label;
		}
	if (n > 0)
		doc_tell_warning(
		        dr->doc, (struct doc_place){0},
		        _("“%s”: the document has no figures for %zu rows of the table; the first "
		          "is “%s”"),
		        s->form->key, n, first != NULL ? first : "");
}

/* Columns of which no row has a figure, in parts that have rows. */
static void tell_absent_columns(const struct draft *dr, const struct draft_section *s)
{
	const struct form_table *table = s->form->table;

	for (size_t p = 0; p < table->part_n; p++) {
		const struct form_part *part = &table->parts[p];
		size_t width = part->columns.leaf_n, cell_n = part->rows.leaf_n * width;
		size_t n = 0, first = 0;
		bool any = false;

		for (size_t c = width; c > 0; c--) {
			bool found = false;

			for (size_t i = c - 1; i < cell_n; i += width)
				found |= s->cells[part->cell_first + i].state != DRAFT_ABSENT;
			any |= found;
			n += !found;
			first = found ? first : c - 1;
		}
		if (any && n > 0)
			doc_tell_warning(dr->doc, (struct doc_place){0},
			                 _("“%s”: the document has no figures for %zu columns of "
			                   "the table; the first is “%s”"),
			                 s->form->key, n, part->columns.leaves[first]->label);
	}
}

void draft_tell_absent(const struct draft *dr)
{
	for (size_t i = 0; i < dr->form->section_n; i++) {
		const struct draft_section *s = &dr->sections[i];
		struct diag_place at = {.source = dr->doc->source, .rule = "MISSING"};

		if (s->other_form)
			continue;
		if (s->form->body == FORM_TABLE && s->table_found) {
			tell_absent_rows(dr, s);
			tell_absent_columns(dr, s);
		} else if (s->form->required && (!s->found || s->form->body == FORM_TABLE)) {
			at.pointer = arena_printf(dr->doc->arena, "/%s", s->form->key);
			diag_add(dr->doc->findings, DIAG_ERROR, &at,
			         s->found ? _("the document has no table for “%s”")
			                  : _("the document has no section “%s”"),
			         s->form->heading != NULL ? s->form->heading : s->form->key);
		}
	}
}
