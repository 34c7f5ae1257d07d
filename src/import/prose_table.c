/* SPDX-License-Identifier: MIT */
/* prose_table.c: small tables in a document's prose, which a report can hold as its own. */
#include <string.h>

#include "base/utf8.h"
#include "import/draft.h"
#include "json/emit.h"

/* Of all texts together, BYTES_MAX: as JSON they are far below what a string may have. */
enum { COLUMNS_MAX = 12, ROWS_MAX = 200, BYTES_MAX = 1 << 17 };

/* Whether every place of the grid has a cell of its own, and heads and labels have text; the corner
 * may have none. */
bool draft_is_own_table(const struct doc_table *t)
{
	size_t bytes = 0;

	if (t->row_n < 2 || t->column_n < 2 || t->row_n > ROWS_MAX || t->column_n > COLUMNS_MAX ||
	    t->cell_n != t->row_n * t->column_n)
		return false;
	for (size_t i = 0; i < t->cell_n; i++) {
		const struct doc_cell *c = &t->cells[i];

		bytes += strlen(c->text);
		if (bytes > BYTES_MAX || c->row_span != 1 || c->column_span != 1 ||
		    t->at[c->row * t->column_n + c->column] != i)
			return false;
		if (c->text[0] == '\0' && (c->column == 0) != (c->row == 0))
			return false;
	}
	return true;
}

/* A whole number that every JSON reader keeps. */
static bool is_whole(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n > 0 && n <= 15 && s[n] == '\0' && (s[0] != '0' || n == 1);
}

static void put_row(struct json_emit *e, const struct doc_table *t, size_t row)
{
	const size_t *at = &t->at[row * t->column_n];

	json_emit_open(e, NULL, JSON_OBJECT, JSON_ONE_LINE);
	json_emit_text(e, "text", t->cells[at[0]].text);
	json_emit_open(e, "values", JSON_ARRAY, JSON_ONE_LINE);
	for (size_t c = 1; c < t->column_n; c++) {
		const char *text = t->cells[at[c]].text;

		if (text[0] == '\0')
			json_emit_raw(e, NULL, "null");
		else if (is_whole(text))
			json_emit_raw(e, NULL, text);
		else
			json_emit_text(e, NULL, text);
	}
	json_emit_close(e, JSON_ARRAY);
	json_emit_close(e, JSON_OBJECT);
}

static void put_text(struct json_emit *e, const char *key, const char *text)
{
	if (text != NULL)
		json_emit_text(e, key, text);
}

static void put_notes(struct json_emit *e, const struct draft_remarks *r)
{
	if (r->note_n == 0)
		return;
	json_emit_open(e, "notes", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < r->note_n; i++)
		json_emit_text(e, NULL, r->notes[i]);
	json_emit_close(e, JSON_ARRAY);
}

const struct json *draft_own_table(const struct draft *dr, const struct draft_item *item)
{
	static const struct draft_remarks none = {0};
	const struct draft_remarks *remarks = item->remarks != NULL ? item->remarks : &none;
	const struct doc_table *t = item->table;
	struct arena *a = dr->doc->arena;
	struct source *made = arena_new(a, struct source);
	struct buf b = {0};
	struct json_emit e = {.b = &b};
	const struct json *table = NULL;

	json_emit_open(&e, NULL, JSON_OBJECT, JSON_LINES);
	put_text(&e, "caption", remarks->caption);
	put_text(&e, "unit", remarks->unit);
	if (t->cells[t->at[0]].text[0] != '\0')
		json_emit_text(&e, "corner", t->cells[t->at[0]].text);
	json_emit_open(&e, "columns", JSON_ARRAY, JSON_LINES);
	for (size_t c = 1; c < t->column_n; c++) {
		json_emit_open(&e, NULL, JSON_OBJECT, JSON_ONE_LINE);
		json_emit_text(&e, "text", t->cells[t->at[c]].text);
		json_emit_close(&e, JSON_OBJECT);
	}
	json_emit_close(&e, JSON_ARRAY);
	json_emit_open(&e, "rows", JSON_ARRAY, JSON_LINES);
	for (size_t r = 1; r < t->row_n; r++)
		put_row(&e, t, r);
	json_emit_close(&e, JSON_ARRAY);
	put_notes(&e, remarks);
	json_emit_close(&e, JSON_OBJECT);
	made->name = dr->doc->source->name;
	made->len = b.n;
	made->text = buf_to_arena(a, &b);
	return json_parse(a, made, dr->doc->findings, &table) == RC_OK ? table : NULL;
}
