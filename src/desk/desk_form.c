/* SPDX-License-Identifier: MIT */
/* desk_form.c: a layout's form as JSON, of which a browser can build what people fill in. */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "check/check.h"
#include "check/name.h"
#include "desk/desk_job.h"
#include "grid/grid.h"

/* What is known of a cell besides its place in the grid. */
struct field {
	const char *const *path; /* its keys, from the section's on */
	size_t path_n;
	bool vector;  /* its row may be an array … */
	size_t index; /* … in which this is its place */
	int decimals; /* allowed; -1: any */
	bool negative, slash;
};

struct form_writer {
	struct arena *arena;
	struct json_emit e;
	const struct form *form;
	/* Of the section that is being written. */
	const struct form_section *section;
	struct field *fields;     /* [cell_n] */
	const bool *defined;      /* [cell_n]: totals that a formula defines */
	const struct cell *cells; /* [cell_n], of an empty report: their pointers */
};

/* ---- what is known of the cells ---- */

enum { PATH_MAX_KEYS = 2 * FORM_MAX_DEPTH + 4 };

/* The keys on the way to a slot. */
struct way {
	const char *keys[PATH_MAX_KEYS];
	size_t n;
};

static void note_slot(struct form_writer *w, const struct form_slot *slot, const struct way *above,
                      const struct form_slot *parent)
{
	struct way way = *above;
	size_t index = 0;

	way.keys[way.n++] = slot->key != NULL ? slot->key : w->section->key;
	if (slot->cell != FORM_NO_CELL) {
		struct field *f = &w->fields[slot->cell];
		const char **path = arena_array(w->arena, const char *, way.n);

		memcpy(path, way.keys, way.n * sizeof(*path));
		*f = (struct field){.path = path,
		                    .path_n = way.n,
		                    .vector = parent != NULL && parent->vector,
		                    .decimals = -1,
		                    .negative = true};
		for (const struct form_slot *c = parent != NULL ? parent->first : slot; c != slot;
		     c = c->next)
			index++;
		f->index = index;
		return;
	}
	for (const struct form_slot *c = slot->first; c != NULL; c = c->next)
		note_slot(w, c, &way, slot);
}

static void note_row(struct form_writer *w, const struct form_check *check,
                     const struct form_row *row)
{
	const struct form_part *p = row->part;
	struct field *f = &w->fields[p->cell_first + row->row * p->columns.leaf_n];

	for (size_t i = 0; i < p->columns.leaf_n; i++, f++) {
		if (check->each == FORM_BLANK_ROWS) {
			f->slash |= row->slash_is_usual;
			continue;
		}
		f->negative = false;
		if (f->decimals < 0 || check->max_places < f->decimals)
			f->decimals = check->max_places;
	}
}

static void note_section(struct form_writer *w, const struct form_section *s)
{
	const struct way none = {.n = 0};

	w->section = s;
	w->fields = arena_array(w->arena, struct field, s->table->cell_n);
	w->defined = report_defined_totals(w->arena, w->form, s);
	w->cells = report_new(w->arena, w->form)->sections[s - w->form->sections].cells;
	note_slot(w, s->table->slots, &none, NULL);
	for (size_t i = 0; i < w->form->check_n; i++) {
		const struct form_check *check = &w->form->checks[i];

		if (check->section != s ||
		    (check->each != FORM_EACH_CELL && check->each != FORM_BLANK_ROWS))
			continue;
		for (size_t k = 0; k < check->row_n; k++)
			note_row(w, check, &check->rows[k]);
	}
}

/* ---- the grid ---- */

/*
 * The grid of a table whose cells say which they are: the texts of its values are the numbers of
 * the cells.
 */
static const struct grid *build_grid(struct form_writer *w)
{
	const struct form_table *t = w->section->table;
	struct cell *cells = arena_array(w->arena, struct cell, t->cell_n);

	for (size_t i = 0; i < t->cell_n; i++)
		cells[i] =
		        (struct cell){.state = CELL_TEXT, .text = arena_printf(w->arena, "%zu", i)};
	return grid_build(w->arena, t, cells, /*blanks_as_zero*/ false);
}

static const char *role_name(enum grid_role role)
{
	switch (role) {
	case GRID_TITLE:
		return "title";
	case GRID_CORNER:
		return "corner";
	case GRID_COLUMN_HEAD:
		return "column";
	case GRID_ROW_HEAD:
		return "row";
	case GRID_VALUE:
		return "value";
	case GRID_EMPTY:
		break;
	}
	return "empty";
}

static const char *align_name(enum form_align align)
{
	switch (align) {
	case FORM_ALIGN_DEFAULT:
		return NULL;
	case FORM_ALIGN_START:
		return "start";
	case FORM_ALIGN_CENTRE:
		return "centre";
	case FORM_ALIGN_END:
		return "end";
	case FORM_ALIGN_DECIMAL:
		return "decimal";
	}
	return NULL;
}

static void put_value(struct form_writer *w, size_t cell)
{
	const struct form_place at = form_place_of(w->section->table, cell);
	const struct field *f = &w->fields[cell];
	struct json_emit *e = &w->e;

	json_emit_text(e, "pointer", w->cells[cell].pointer);
	json_emit_open(e, "path", JSON_ARRAY, JSON_ONE_LINE);
	for (size_t i = 0; i < f->path_n; i++)
		json_emit_text(e, NULL, f->path[i]);
	json_emit_close(e, JSON_ARRAY);
	if (f->vector)
		json_emit_whole(e, "index", (long long)f->index);
	else
		json_emit_raw(e, "index", "null");
	json_emit_text(e, "label", name_cell(w->arena, w->section, cell));
	desk_emit_text(e, "row_label", name_leaf(w->arena, &at.part->rows, at.row));
	desk_emit_text(e, "column_label", name_leaf(w->arena, &at.part->columns, at.column));
	desk_emit_flag(e, "total",
	               at.part->rows.leaves[at.row]->total ||
	                       at.part->columns.leaves[at.column]->total);
	desk_emit_flag(e, "computed", w->defined[cell]);
	if (f->decimals >= 0)
		json_emit_whole(e, "decimals", f->decimals);
	else
		json_emit_raw(e, "decimals", "null");
	desk_emit_flag(e, "negative", f->negative);
	desk_emit_flag(e, "slash", f->slash);
}

static void put_cell(struct form_writer *w, const struct grid_cell *c)
{
	struct json_emit *e = &w->e;

	json_emit_open(e, NULL, JSON_OBJECT, JSON_ONE_LINE);
	json_emit_text(e, "role", role_name(c->role));
	json_emit_whole(e, "row", (long long)c->row);
	json_emit_whole(e, "column", (long long)c->column);
	if (c->row_span > 1)
		json_emit_whole(e, "row_span", (long long)c->row_span);
	if (c->column_span > 1)
		json_emit_whole(e, "column_span", (long long)c->column_span);
	if (align_name(c->align) != NULL)
		json_emit_text(e, "align", align_name(c->align));
	if (c->role != GRID_VALUE)
		json_emit_text(e, "text", c->text);
	json_emit_open(e, "headers", JSON_ARRAY, JSON_ONE_LINE);
	for (size_t i = 0; i < grid_header_count(c); i++)
		json_emit_whole(e, NULL, (long long)grid_header(c, i));
	json_emit_close(e, JSON_ARRAY);
	if (c->role == GRID_VALUE)
		put_value(w, (size_t)strtoul(c->text, NULL, 10));
	json_emit_close(e, JSON_OBJECT);
}

static void put_grid(struct form_writer *w, const struct grid *g)
{
	struct json_emit *e = &w->e;

	json_emit_whole(e, "rows", (long long)g->row_n);
	json_emit_whole(e, "columns", (long long)g->column_n);
	json_emit_open(e, "bands", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < g->band_n; i++) {
		json_emit_open(e, NULL, JSON_OBJECT, JSON_ONE_LINE);
		json_emit_whole(e, "head", (long long)g->bands[i].head);
		json_emit_whole(e, "body", (long long)g->bands[i].body);
		json_emit_whole(e, "end", (long long)g->bands[i].end);
		json_emit_close(e, JSON_OBJECT);
	}
	json_emit_close(e, JSON_ARRAY);
	json_emit_open(e, "grid_columns", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < g->column_n; i++) {
		json_emit_open(e, NULL, JSON_OBJECT, JSON_ONE_LINE);
		desk_emit_flag(e, "label", g->columns[i].label);
		json_emit_close(e, JSON_OBJECT);
	}
	json_emit_close(e, JSON_ARRAY);
	json_emit_open(e, "cells", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < g->cell_n; i++)
		put_cell(w, &g->cells[i]);
	json_emit_close(e, JSON_ARRAY);
}

/* ---- sections, checks, the rest ---- */

static const char *body_name(enum form_body body)
{
	switch (body) {
	case FORM_PROSE:
		return "prose";
	case FORM_TABLE:
		return "table";
	case FORM_ATTACHMENTS:
		return "attachments";
	case FORM_SIGNATURE:
		return "signature";
	case FORM_NOTE:
		return "note";
	case FORM_IMPRINT:
		break;
	}
	return "imprint";
}

static void put_wording(struct json_emit *e, const struct form_section *s)
{
	const char *const wording[][2] = {{"label", s->label},
	                                  {"number", s->number},
	                                  {"note", s->note},
	                                  {"copies", s->copies},
	                                  {"printed", s->printed}};
	bool any = false;

	for (size_t i = 0; i < COUNT(wording); i++)
		any |= wording[i][1] != NULL;
	if (!any)
		return;
	json_emit_open(e, "wording", JSON_OBJECT, JSON_ONE_LINE);
	for (size_t i = 0; i < COUNT(wording); i++)
		if (wording[i][1] != NULL)
			json_emit_text(e, wording[i][0], wording[i][1]);
	json_emit_close(e, JSON_OBJECT);
}

static void put_section(struct form_writer *w, const struct form_section *s)
{
	struct json_emit *e = &w->e;

	json_emit_open(e, NULL, JSON_OBJECT, JSON_LINES);
	json_emit_text(e, "key", s->key);
	desk_emit_text(e, "heading", s->heading);
	json_emit_whole(e, "level", s->level);
	json_emit_text(e, "body", body_name(s->body));
	desk_emit_flag(e, "required", s->required);
	put_wording(e, s);
	if (s->body == FORM_TABLE) {
		note_section(w, s);
		json_emit_open(e, "table", JSON_OBJECT, JSON_LINES);
		desk_emit_text(e, "caption", s->table->caption);
		desk_emit_flag(e, "landscape", s->table->landscape);
		put_grid(w, build_grid(w));
		json_emit_close(e, JSON_OBJECT);
	}
	json_emit_close(e, JSON_OBJECT);
}

static const char *kind_of(const struct member *m)
{
	switch (m->kind) {
	case MEMBER_WHOLE:
		return "whole";
	case MEMBER_OBJECT:
		return "object";
	case MEMBER_ANY:
		return "date";
	case MEMBER_TEXT:
	case MEMBER_LINE:
	case MEMBER_KEY:
	case MEMBER_WORD:
	case MEMBER_EITHER:
	case MEMBER_FLAG:
	case MEMBER_TRUE:
	case MEMBER_MILLI:
	case MEMBER_PT:
	case MEMBER_MM:
	case MEMBER_ARRAY:
		break;
	}
	return "string";
}

static void put_envelope(struct json_emit *e)
{
	json_emit_open(e, "envelope", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < report_object.member_n; i++) {
		const struct member *m = &report_object.members[i];

		json_emit_open(e, NULL, JSON_OBJECT, JSON_ONE_LINE);
		json_emit_text(e, "key", m->key);
		desk_emit_text(e, "title", m->title != NULL ? _(m->title) : NULL);
		json_emit_text(e, "kind", kind_of(m));
		desk_emit_flag(e, "required", m->required == MEMBER_ALWAYS);
		json_emit_close(e, JSON_OBJECT);
	}
	json_emit_close(e, JSON_ARRAY);
}

static const char *each_name(enum form_each each)
{
	switch (each) {
	case FORM_EACH_COLUMN:
		return "column";
	case FORM_EACH_ROW:
		return "row";
	case FORM_EACH_CELL:
		return "cell";
	case FORM_BLANK_ROWS:
		return "blank";
	case FORM_PROSE_CHECK:
		return "text";
	case FORM_CHANGE:
		break;
	}
	return "change";
}

static void put_check(struct json_emit *e, const struct form_check *c)
{
	json_emit_open(e, NULL, JSON_OBJECT, JSON_ONE_LINE);
	json_emit_text(e, "rule", c->rule);
	json_emit_text(e, "severity", c->severity == DIAG_ERROR ? "error" : "warning");
	desk_emit_text(e, "section", c->section != NULL ? c->section->key : NULL);
	json_emit_text(e, "each", each_name(c->each));
	desk_emit_flag(e, "previous", c->previous);
	if (c->formula_n > 0) {
		json_emit_open(e, "formulas", JSON_ARRAY, JSON_ONE_LINE);
		for (size_t i = 0; i < c->formula_n; i++)
			json_emit_text(e, NULL, c->formulas[i].text);
		json_emit_close(e, JSON_ARRAY);
	}
	json_emit_close(e, JSON_OBJECT);
}

void desk_form(struct desk_job *j)
{
	const struct layout_file *layout = desk_layout(j);
	struct form_writer w = {.arena = &j->arena, .e = {.b = &j->answer->body}};
	const struct form *f;

	if (layout == NULL)
		return;
	f = w.form = layout->form;
	json_emit_open(&w.e, NULL, JSON_OBJECT, JSON_LINES);
	json_emit_text(&w.e, "name", f->name);
	json_emit_text(&w.e, "title", f->title_zh);
	desk_emit_text(&w.e, "title_en", f->title_en);
	desk_emit_text(&w.e, "origin", f->origin);
	desk_emit_text(&w.e, "language", f->language);
	desk_emit_text(&w.e, "title_format", f->title_format);
	desk_emit_text(&w.e, "date_format", layout->style->date_format);
	put_envelope(&w.e);
	json_emit_open(&w.e, "sections", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < f->section_n; i++)
		put_section(&w, &f->sections[i]);
	json_emit_close(&w.e, JSON_ARRAY);
	json_emit_open(&w.e, "checks", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < f->check_n; i++)
		put_check(&w.e, &f->checks[i]);
	json_emit_close(&w.e, JSON_ARRAY);
	json_emit_close(&w.e, JSON_OBJECT);
	buf_putc(&j->answer->body, '\n');
}
