/* SPDX-License-Identifier: MIT */
/* summary.c: a table of reports and rules, for whoever has to telephone the bureaus. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/formats.h"
#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"

enum { NUMBER_WIDTH = 5, NUMBER_TEXT = 24 };

void summary_put_part(struct buf *b, const struct diag_list *dl)
{
	for (const struct diag_rule *r = dl->rules; r != NULL; r = r->next) {
		size_t n = r->n[DIAG_ERROR] + r->n[DIAG_WARNING];

		if (n > 0)
			buf_putf(b, "%s\t%zu\n", r->name, n);
	}
}

static void count(struct formats *f, struct format_row *row, size_t rule, size_t n)
{
	while (row->count_n <= rule) {
		size_t cap = row->count_n;

		row->counts = mem_grow(row->counts, row->count_n, &cap, sizeof(*row->counts));
		memset(row->counts + row->count_n, 0, (cap - row->count_n) * sizeof(*row->counts));
		row->count_n = cap;
	}
	row->counts[rule] += n;
	f->rules[rule].n += n;
}

void summary_add(struct formats *f, const char *path, enum exit_code code, const struct buf *part)
{
	struct format_row row = {.path = path, .code = code};

	for (size_t at = 0; at < part->n;) {
		size_t len = strcspn(part->p + at, "\t");
		char *end;
		size_t n = strtoul(part->p + at + len, &end, 10);

		count(f, &row, formats_rule(f, part->p + at, len), n);
		at = (size_t)(end - part->p) + 1;
	}
	f->rows = mem_grow(f->rows, f->row_n, &f->row_cap, sizeof(*f->rows));
	f->rows[f->row_n++] = row;
}

static int compare_rules(const void *x, const void *y)
{
	const struct format_rule *const *a = x, *const *b = y;

	return strcmp((*a)->id, (*b)->id);
}

static int width_of(const struct format_rule *rule)
{
	int n = (int)strlen(rule->id);

	return n > NUMBER_WIDTH ? n : NUMBER_WIDTH;
}

/* 0 as a point: what is there stands out. */
static void put_count(struct buf *b, const struct format_rule *rule, size_t n)
{
	char text[NUMBER_TEXT] = ".";

	if (n > 0)
		snprintf(text, sizeof(text), "%zu", n);
	buf_putf(b, "%*s  ", width_of(rule), text);
}

static void put_row(struct buf *b, const struct formats *f, const struct format_rule **sorted,
                    const struct format_row *row)
{
	for (size_t i = 0; i < f->rule_n; i++) {
		size_t rule = (size_t)(sorted[i] - f->rules);

		put_count(b, sorted[i], rule < row->count_n ? row->counts[rule] : 0);
	}
	print_plain(b, row->path);
	if (row->code == EXIT_SURROUNDINGS)
		buf_puts(b, _(" (could not be checked)"));
	buf_putc(b, '\n');
}

void summary_put_end(struct buf *b, const struct formats *f)
{
	const struct format_rule **sorted = mem_alloc(mem_size_mul(f->rule_n, sizeof(*sorted)));

	for (size_t i = 0; i < f->rule_n; i++)
		sorted[i] = &f->rules[i];
	if (f->rule_n > 0)
		qsort(sorted, f->rule_n, sizeof(*sorted), compare_rules);
	for (size_t i = 0; i < f->rule_n; i++)
		buf_putf(b, "%*s  ", width_of(sorted[i]), sorted[i]->id);
	buf_puts(b, _("report"));
	buf_putc(b, '\n');
	for (size_t i = 0; i < f->row_n; i++)
		put_row(b, f, sorted, &f->rows[i]);
	for (size_t i = 0; i < f->rule_n; i++)
		put_count(b, sorted[i], sorted[i]->n);
	buf_putf(b, tr_plural("%zu report\n", "%zu reports\n", f->row_n), f->row_n);
	free(sorted);
}
