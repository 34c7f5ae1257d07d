/* SPDX-License-Identifier: MIT */
/*
 * chart_read.c: reads charts in a report's prose. A chart has no figures of its own: each is named
 * by a JSON pointer into the report, so that it is never another than that of the table.
 */
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "report/report_reader.h"

static const struct member_word kinds[] = {
        {"bar", CHART_BAR}, {"line", CHART_LINE}, {"pie", CHART_PIE}, {NULL, 0}};

static struct report_line line_of(const struct object_reader *rr, const struct json *at)
{
	const char *text = object_text(rr, at, 0);

	return (struct report_line){text, text != NULL ? at->len : 0, at};
}

/* One pointer, or one for each column. */
static void read_of(const struct object_reader *rr, const struct json *at, void *to)
{
	struct chart_row *row = to;
	bool many = at->kind == JSON_ARRAY;
	const struct json *v = many ? at->first : at;

	row->of = arena_array(rr->arena, struct report_line, many ? at->count : 1);
	row->of_at = at;
	for (; v != NULL; v = many ? v->next : NULL)
		row->of[row->n++] = line_of(rr, v);
}

static const struct member row_members[] = {
        {"text", MEMBER_TEXT, .required = MEMBER_ALWAYS,
         .to = MEMBER_AT(struct chart_row, text.text), .at = MEMBER_AT(struct chart_row, text.at),
         .title = N_("What the figure is of")},
        {"of", MEMBER_ANY, .required = MEMBER_ALWAYS, .read = read_of, .definition = "chartFigure",
         .title = N_("JSON pointer to the figure in this report, or one for each column")},
};
static const struct object row_object = {
        .name = "chartRow", .title = N_("The figures of one thing"), OBJECT_MEMBERS(row_members)};

static void read_rows(const struct object_reader *rr, const struct json *array, void *to)
{
	struct report_chart *c = to;

	c->rows = arena_array(rr->arena, struct chart_row, array->count);
	for (const struct json *at = array->first; at != NULL; at = at->next) {
		struct chart_row *row = &c->rows[c->row_n++];

		object_read(rr, &row_object, at, row);
		row->text.len = row->text.text != NULL ? row->text.at->len : 0;
	}
	if (c->row_n > REPORT_CHART_MAX_ROWS)
		object_fault(rr, array, _("%zu rows; a chart has at most %d"), c->row_n,
		             REPORT_CHART_MAX_ROWS);
}

static void read_columns(const struct object_reader *rr, const struct json *array, void *to)
{
	struct report_chart *c = to;

	c->columns.lines = arena_array(rr->arena, struct report_line, array->count);
	for (const struct json *at = array->first; at != NULL; at = at->next)
		c->columns.lines[c->columns.n++] = line_of(rr, at);
	if (c->columns.n > REPORT_CHART_MAX_COLUMNS)
		object_fault(rr, array, _("%zu columns; a chart has at most %d"), c->columns.n,
		             REPORT_CHART_MAX_COLUMNS);
}

#define AT(field) MEMBER_AT(struct report_chart, field)

static const struct member chart_members[] = {
        {"kind", MEMBER_WORD, .required = MEMBER_ALWAYS,
         .to = MEMBER_WORD_AT(struct report_chart, kind), .words = kinds},
        {"rows", MEMBER_ARRAY, .required = MEMBER_ALWAYS, .min = 1, .object = &row_object,
         .read = read_rows},
        {"columns", MEMBER_ARRAY, .min = 1, .read = read_columns, .definition = "text",
         .title = N_("What is compared, if each row has several figures")},
        {"caption", MEMBER_TEXT, .to = AT(caption.text), .at = AT(caption.at),
         .title = N_("A line below it")},
        {"alt", MEMBER_TEXT, .to = AT(alt.text), .at = AT(alt.at),
         .title = N_("What it shows; if left out, its figures")},
};
static const struct object chart_object = {
        .name = "chart",
        .title = N_("A chart of figures that the report has elsewhere"),
        OBJECT_MEMBERS(chart_members)};

#undef AT

static void read_chart(const struct object_reader *rr, const struct json *obj, void *to)
{
	struct report_chart *c = arena_new(rr->arena, struct report_chart);
	size_t errors = rr->findings->error_n;

	c->at = obj;
	object_read(rr, &chart_object, obj, c);
	c->caption.len = c->caption.text != NULL ? c->caption.at->len : 0;
	c->alt.len = c->alt.text != NULL ? c->alt.at->len : 0;
	if (rr->findings->error_n == errors)
		*(const struct report_chart **)to = c;
}

static const struct member chart_block_members[] = {
        {"chart", MEMBER_OBJECT, .required = MEMBER_ALWAYS, .to = MEMBER_AT(struct block, chart),
         .at = MEMBER_AT(struct block, at), .object = &chart_object, .read = read_chart},
};
const struct object chart_block_object = {
        .name = "chartBlock", .title = N_("A chart"), OBJECT_MEMBERS(chart_block_members)};

bool chart_finish(const struct object_reader *rr, struct block_draft *d)
{
	(void)rr;
	return d->block.chart != NULL;
}

/* ---- what the pointers lead to, once the whole report is read ---- */

/* The number of an item that a step of a pointer, n bytes, names; SIZE_MAX: none. */
static size_t index_of(const char *step, size_t n)
{
	enum { DIGITS = 9 };
	size_t index = 0;

	if (n == 0 || n > DIGITS || (n > 1 && step[0] == '0'))
		return SIZE_MAX;
	for (size_t i = 0; i < n; i++) {
		if (!utf8_is_ascii_digit(step[i]))
			return SIZE_MAX;
		index = index * 10 + (size_t)(step[i] - '0');
	}
	return index;
}

/*
 * Whether a step of a pointer, n bytes, names this member. No member of a report has a character in
 * its name that is escaped in pointers (RFC 6901, 3).
 */
static bool is_key(const char *key, const char *step, size_t n)
{
	return strlen(key) == n && memcmp(key, step, n) == 0;
}

/* The member or item that a step of a pointer, n bytes, names; or NULL. */
static const struct json *find_step(const struct report *r, const struct json *within,
                                    const char *step, size_t n)
{
	const struct json *node = json_first(within);

	if (within->kind == JSON_ARRAY)
		return json_index_item(r->items, within, index_of(step, n));
	while (node != NULL && !is_key(node->key, step, n))
		node = node->next;
	return node;
}

/* The node at the end of a pointer, or NULL. */
static const struct json *follow(const struct report *r, const char *pointer)
{
	const struct json *node = r->root;

	while (node != NULL && *pointer == '/') {
		size_t n = strcspn(++pointer, "/");

		node = find_step(r, node, pointer, n);
		pointer += n;
	}
	return *pointer == '\0' ? node : NULL;
}

static const struct cell *find_cell(const struct report *r, const char *pointer)
{
	for (size_t i = 0; i < r->form->section_n; i++) {
		const struct section *s = &r->sections[i];

		for (size_t k = 0; s->cells != NULL && k < s->form->table->cell_n; k++)
			if (strcmp(s->cells[k].pointer, pointer) == 0)
				return &s->cells[k];
	}
	return NULL;
}

enum chart_found chart_value(const struct report *r, const char *pointer, struct dec *ret,
                             const char **ret_text)
{
	const struct cell *cell = find_cell(r, pointer);
	const struct json *node;

	*ret_text = "";
	if (cell != NULL) {
		*ret = cell->value;
		*ret_text = cell->text;
		return cell->state == CELL_NUMBER ? CHART_NUMBER : CHART_BLANK;
	}
	node = follow(r, pointer);
	if (node == NULL)
		return CHART_NOTHING;
	if (node->kind == JSON_OBJECT) /* a cell with an alignment of its own */
		node = json_lookup(node, "value");
	if (node == NULL || node->kind == JSON_NULL ||
	    (node->kind == JSON_STRING && (object_is_blank(node) || strcmp(node->text, "/") == 0)))
		return node == NULL ? CHART_OTHER : CHART_BLANK;
	if ((node->kind != JSON_NUMBER && node->kind != JSON_STRING) ||
	    !dec_parse(node->text, node->len, ret))
		return CHART_OTHER;
	*ret_text = node->text;
	return CHART_NUMBER;
}

static void check_figure(const struct report_reader *rd, const struct report_chart *c,
                         const struct report_line *of)
{
	struct dec value;
	const char *text;

	switch (chart_value(rd->report, of->text, &value, &text)) {
	case CHART_NOTHING:
		object_fault(&rd->m, of->at, _("“%s” leads to nothing in this report"), of->text);
		break;
	case CHART_OTHER:
		object_fault(&rd->m, of->at, _("“%s” leads to something that is no figure"),
		             of->text);
		break;
	case CHART_NUMBER:
		if (c->kind == CHART_PIE && dec_sign(value) < 0)
			object_fault(&rd->m, of->at, _("a pie has no part below zero, found %s"),
			             text);
		break;
	case CHART_BLANK:
		break;
	}
}

void chart_check(const struct report_reader *rd, const struct report_chart *c)
{
	size_t n = c->columns.n > 0 ? c->columns.n : 1;

	if (c->kind == CHART_PIE && n > 1)
		object_fault(&rd->m, c->columns.lines[0].at, _("a pie shows one column only"));
	for (size_t i = 0; i < c->row_n; i++) {
		const struct chart_row *row = &c->rows[i];

		if (row->n != n)
			object_fault(&rd->m, row->of_at,
			             _("%zu pointers expected, one for each column, found %zu"), n,
			             row->n);
		for (size_t k = 0; k < row->n; k++)
			check_figure(rd, c, &row->of[k]);
	}
}
