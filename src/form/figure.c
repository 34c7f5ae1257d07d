/* SPDX-License-Identifier: MIT */
/*
 * figure.c: parses a sum of cells: path (('+' | '-') path)*. A path is the keys of a section, a row
 * and a column, joined with dots; '*' means every key at that place.
 */
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "form/form_reader.h"

struct figure_parser {
	const struct form_reader *fr;
	const struct json *at;
	const char *p, *end;
	struct form_figure *figure;
	const struct form_section *section;
	int sign;
	size_t cap;
};

static void tell_fault(const struct figure_parser *ps, const char *where, const char *message)
{
	struct diag_place place = {
	        ps->fr->m.source,
	        json_string_offset(ps->fr->m.source, ps->at, (size_t)(where - ps->at->text)),
	        LAYOUT_RULE, json_pointer(ps->fr->m.arena, ps->at)};

	diag_add(ps->fr->m.findings, DIAG_ERROR, &place, "%s", message);
}

static void add_cell(struct figure_parser *ps, size_t cell)
{
	struct form_figure *f = ps->figure;

	if (f->cell_n == ps->cap) {
		struct form_operand *more;

		ps->cap = ps->cap > 0 ? 2 * ps->cap : 8;
		more = arena_array(ps->fr->m.arena, struct form_operand, ps->cap);
		if (f->cell_n > 0)
			memcpy(more, f->cells, f->cell_n * sizeof(*more));
		f->cells = more;
	}
	f->cells[f->cell_n++] = (struct form_operand){ps->section, cell, ps->sign};
}

/* Adds every cell that matches the keys in [path, end). */
static void follow(struct figure_parser *ps, const struct form_slot *slot, const char *path,
                   const char *end)
{
	const char *dot;
	size_t len;

	if (path == end) {
		if (slot->cell != FORM_NO_CELL)
			add_cell(ps, slot->cell);
		return;
	}
	dot = memchr(path, '.', (size_t)(end - path));
	len = (size_t)((dot != NULL ? dot : end) - path);
	for (const struct form_slot *c = slot->first; c != NULL; c = c->next)
		if ((len == 1 && *path == '*') ||
		    (strlen(c->key) == len && memcmp(c->key, path, len) == 0))
			follow(ps, c, dot != NULL ? dot + 1 : end, end);
}

static const struct form_section *find_section(const struct form *f, const char *s, size_t n)
{
	for (size_t i = 0; i < f->section_n; i++)
		if (f->sections[i].key != NULL && strlen(f->sections[i].key) == n &&
		    memcmp(f->sections[i].key, s, n) == 0)
			return &f->sections[i];
	return NULL;
}

static void read_path(struct figure_parser *ps)
{
	const char *path = ps->p;
	size_t len = strcspn(path, " +-"), key = strcspn(path, ". +-");
	size_t before = ps->figure->cell_n;

	ps->p += len;
	ps->section = find_section(ps->fr->form, path, key);
	/* A table with faults has no slots; those have been reported. */
	if (ps->section != NULL && ps->section->body == FORM_TABLE &&
	    ps->section->table->slots == NULL)
		return;
	if (ps->section != NULL && ps->section->body == FORM_TABLE && key < len)
		follow(ps, ps->section->table->slots, path + key + 1, path + len);
	if (ps->figure->cell_n == before)
		tell_fault(ps, path,
		           _("no table has this cell; join the keys of its section, row and column "
		             "with dots"));
}

void figure_read(const struct form_reader *fr, const struct json *text, struct form_figure *ret)
{
	struct figure_parser ps = {.fr = fr, .at = text, .figure = ret, .sign = 1};

	if (text->kind != JSON_STRING) {
		object_wrong_kind(&fr->m, text, _("cells, joined with “+” or “-”,"));
		return;
	}
	ret->text = text->text;
	ps.p = text->text;
	ps.end = text->text + text->len;
	for (;;) {
		ps.p += strspn(ps.p, " ");
		read_path(&ps);
		ps.p += strspn(ps.p, " ");
		if (ps.p >= ps.end)
			return;
		ps.sign = *ps.p == '+' ? 1 : -1;
		if (*ps.p != '+' && *ps.p != '-') {
			tell_fault(&ps, ps.p, _("“+” or “-” is expected here"));
			return;
		}
		ps.p++;
	}
}
