/* SPDX-License-Identifier: MIT */
/* definitions.c: the definitions that all schemas share: texts, figures, prose, a report's own
 * tables. */
#include "schema/definitions.h"

#include <string.h>

#include "base/dec.h"
#include "base/tr.h"
#include "form/looks.h"
#include "report/report.h"

/*
 * Patterns as ECMA-262 reads them. NOT_BLANK: something to be seen, by White_Space of Unicode and
 * the marks that take no room. FIGURE: a decimal number with so many digits before the point and
 * behind it, zeros at the far ends not counted; how far an exponent moves the point no pattern can
 * say. DAY: the days that each month can have, from 1949 on; leap years are left to the format.
 */
#define NOT_BLANK                                                                                  \
	"[^\\t-\\r \\u0085\\u00A0\\u1680\\u2000-\\u200D\\u2028\\u2029\\u202F\\u205F\\u2060\\u3000" \
	"\\uFEFF]"
#define FIGURE "[+-]?0*[0-9]{1,%d}(\\.[0-9]{1,%d}0*)?([eE][+-]?[0-9]+)?"
#define DAY                                                                                        \
	"^(19(49|[5-9][0-9])|[2-9][0-9]{3})-"                                                      \
	"((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"             \
	"|02-(0[1-9]|[12][0-9]))$"

/* Definitions of what prose is made of; only this file refers to them. */
#define DEF_HEADING "heading"
#define DEF_TABLE_BLOCK "tableBlock"
#define DEF_TABLE "ownTable"
#define DEF_COLUMN "ownColumn"
#define DEF_ROW "ownRow"
#define DEF_VALUE "ownValue"
#define DEF_FIGURE "ownFigure"
#define DEF_LABELS "ownLabels"
#define DEF_ALIGN "align"
#define DEF_WIDTH "width"
#define DEF_WEIGHT "weight"

void parts_put_words(struct json_emit *e, const char *key, const char *words)
{
	char word[32];

	json_emit_open(e, key, JSON_ARRAY, JSON_ONE_LINE);
	while (*words != '\0') {
		size_t n = strcspn(words, " ");

		memcpy(word, words, n);
		word[n] = '\0';
		json_emit_text(e, NULL, word);
		words += n + (words[n] == ' ');
	}
	json_emit_close(e, JSON_ARRAY);
}

void parts_put_ref(struct json_emit *e, const char *key, const struct part_ref *ref)
{
	struct buf b = {0};

	json_emit_open(e, key, JSON_OBJECT, JSON_ONE_LINE);
	if (ref->title != NULL)
		json_emit_text(e, "title", ref->title);
	buf_putf(&b, "#/$defs/%s", ref->definition);
	json_emit_text(e, "$ref", b.p);
	buf_release(&b);
	json_emit_close(e, JSON_OBJECT);
}

static void put_ref(struct json_emit *e, const char *key, const char *definition)
{
	parts_put_ref(e, key, &(struct part_ref){.definition = definition});
}

void parts_put_object(struct json_emit *e)
{
	json_emit_text(e, "type", "object");
	json_emit_raw(e, "additionalProperties", "false");
}

static void open_described(struct json_emit *e, const char *key, const char *description)
{
	json_emit_open(e, key, JSON_OBJECT, JSON_LINES);
	json_emit_text(e, "description", description);
}

static void open_object(struct json_emit *e, const char *key, const char *description)
{
	open_described(e, key, description);
	parts_put_object(e);
}

static void put_text(struct json_emit *e)
{
	open_described(e, DEF_TEXT, _("A text with something to print in it"));
	json_emit_text(e, "type", "string");
	json_emit_text(e, "pattern", NOT_BLANK);
	json_emit_close(e, JSON_OBJECT);
	open_described(e, DEF_LINE, _("A text with something to print in it"));
	json_emit_text(e, "type", "string");
	json_emit_whole(e, "maxLength", REPORT_MAX_LINE);
	json_emit_text(e, "pattern", NOT_BLANK);
	json_emit_close(e, JSON_OBJECT);
}

static void put_whole(struct json_emit *e, const char *key, int most)
{
	json_emit_open(e, key, JSON_OBJECT, JSON_ONE_LINE);
	json_emit_text(e, "type", "integer");
	json_emit_whole(e, "minimum", 1);
	json_emit_whole(e, "maximum", most);
	json_emit_close(e, JSON_OBJECT);
}

static void put_revision(struct json_emit *e)
{
	open_object(e, DEF_REVISION, _("What a corrected edition says below its title"));
	parts_put_words(e, "required", "number date reason");
	json_emit_open(e, "properties", JSON_OBJECT, JSON_LINES);
	put_whole(e, "number", REPORT_MAX_REVISION);
	put_ref(e, "date", DEF_DATE);
	put_ref(e, "reason", DEF_LINE);
	json_emit_close(e, JSON_OBJECT);
	json_emit_close(e, JSON_OBJECT);
}

static void put_date(struct json_emit *e, const char *name, const char *kinds)
{
	open_described(e, name, _("A date as YYYY-MM-DD"));
	parts_put_words(e, "type", kinds);
	json_emit_text(e, "format", "date");
	json_emit_text(e, "pattern", DAY);
	parts_put_words(e, "examples", "2025-01-31");
	json_emit_close(e, JSON_OBJECT);
}

/* 10 to the power of DEC_INT_DIGITS is the first number with a digit too many. */
static void put_bounds(struct json_emit *e)
{
	long long end = 1;

	for (int i = 0; i < DEC_INT_DIGITS; i++)
		end *= 10;
	json_emit_whole(e, "exclusiveMinimum", -end);
	json_emit_whole(e, "exclusiveMaximum", end);
}

static void put_cell(struct json_emit *e, const char *name, const char *description)
{
	struct buf b = {0};

	open_described(e, name, description);
	parts_put_words(e, "type", "number string null");
	put_bounds(e);
	buf_putf(&b, "^(/|" FIGURE ")$", DEC_INT_DIGITS, DEC_FRAC_DIGITS);
	json_emit_text(e, "pattern", b.p);
	buf_release(&b);
	json_emit_raw(e, "default", "null");
	json_emit_close(e, JSON_OBJECT);
}

static void put_cells(struct json_emit *e)
{
	put_cell(e, DEF_CELL,
	         _("A number; or a decimal number as a text, printed as it is written; null is a "
	           "blank, not zero; or “/”"));
	put_cell(e, DEF_TOTAL,
	         _("A total: computed where it is null or left out, checked where it is given"));
}

static void put_prose(struct json_emit *e)
{
	open_described(e, DEF_PROSE,
	               _("Paragraphs; among them {\"heading\": …} and {\"table\": …}"));
	json_emit_text(e, "type", "array");
	json_emit_open(e, "items", JSON_OBJECT, JSON_LINES);
	json_emit_open(e, "anyOf", JSON_ARRAY, JSON_LINES);
	put_ref(e, NULL, DEF_TEXT);
	put_ref(e, NULL, DEF_HEADING);
	put_ref(e, NULL, DEF_TABLE_BLOCK);
	json_emit_close(e, JSON_ARRAY);
	json_emit_close(e, JSON_OBJECT);
	json_emit_open(e, "default", JSON_ARRAY, JSON_ONE_LINE);
	json_emit_close(e, JSON_ARRAY);
	json_emit_close(e, JSON_OBJECT);
}

static void put_heading(struct json_emit *e)
{
	open_object(e, DEF_HEADING,
	            _("A sub-heading; its numbering tells its level, unless “level” does"));
	parts_put_words(e, "required", "heading");
	json_emit_open(e, "properties", JSON_OBJECT, JSON_LINES);
	put_ref(e, "heading", DEF_LINE);
	parts_put_ref(e, "text",
	              &(struct part_ref){DEF_TEXT, _("Text that follows it in its line")});
	put_whole(e, "level", REPORT_MAX_LEVEL);
	json_emit_close(e, JSON_OBJECT);
	json_emit_close(e, JSON_OBJECT);
}

static void put_attachments(struct json_emit *e)
{
	open_described(e, DEF_ATTACHMENTS, _("A title each, without number"));
	json_emit_text(e, "type", "array");
	put_ref(e, "items", DEF_TEXT);
	json_emit_open(e, "default", JSON_ARRAY, JSON_ONE_LINE);
	json_emit_close(e, JSON_ARRAY);
	json_emit_close(e, JSON_OBJECT);
}

/* Each keyword holds for one kind of value only: a text, or several. */
static void put_signature(struct json_emit *e)
{
	open_object(e, DEF_SIGNATURE,
	            _("The organ that signs, or several, and the date below it; null is none"));
	json_emit_open(e, "properties", JSON_OBJECT, JSON_LINES);
	json_emit_open(e, "organ", JSON_OBJECT, JSON_LINES);
	parts_put_words(e, "type", "string array null");
	json_emit_whole(e, "maxLength", REPORT_MAX_LINE);
	json_emit_text(e, "pattern", NOT_BLANK);
	put_ref(e, "items", DEF_LINE);
	json_emit_close(e, JSON_OBJECT);
	put_ref(e, "date", DEF_OPTIONAL_DATE);
	json_emit_close(e, JSON_OBJECT);
	json_emit_close(e, JSON_OBJECT);
}

static void put_imprint(struct json_emit *e)
{
	open_object(e, DEF_IMPRINT, _("Who has copies, who sent it out, and when"));
	parts_put_words(e, "required", "organ date");
	json_emit_open(e, "properties", JSON_OBJECT, JSON_LINES);
	put_ref(e, "copies", DEF_TEXT);
	put_ref(e, "organ", DEF_LINE);
	put_ref(e, "date", DEF_DATE);
	json_emit_close(e, JSON_OBJECT);
	json_emit_close(e, JSON_OBJECT);
}

static void put_table_block(struct json_emit *e)
{
	open_object(e, DEF_TABLE_BLOCK, _("A table of the report's own"));
	parts_put_words(e, "required", "table");
	json_emit_open(e, "properties", JSON_OBJECT, JSON_LINES);
	put_ref(e, "table", DEF_TABLE);
	json_emit_close(e, JSON_OBJECT);
	json_emit_close(e, JSON_OBJECT);
}

/* A list of nodes with at least one in it. */
static void put_nodes(struct json_emit *e, const char *key, const char *definition, int most)
{
	json_emit_open(e, key, JSON_OBJECT, JSON_ONE_LINE);
	json_emit_text(e, "type", "array");
	json_emit_whole(e, "minItems", 1);
	json_emit_whole(e, "maxItems", most);
	put_ref(e, "items", definition);
	json_emit_close(e, JSON_OBJECT);
}

static void put_enum(struct json_emit *e, const char *key, const char *words)
{
	json_emit_open(e, key, JSON_OBJECT, JSON_ONE_LINE);
	parts_put_words(e, "enum", words);
	json_emit_close(e, JSON_OBJECT);
}

static void put_table(struct json_emit *e)
{
	open_object(
	        e, DEF_TABLE,
	        _("A table with heads of its own: trees of columns and rows, and a value for each "
	          "leaf column in every leaf row"));
	parts_put_words(e, "required", "columns rows");
	json_emit_open(e, "properties", JSON_OBJECT, JSON_LINES);
	parts_put_ref(e, "caption", &(struct part_ref){DEF_TEXT, _("A line above the table")});
	parts_put_ref(e, "corner", &(struct part_ref){DEF_TEXT, _("Above the row labels")});
	put_enum(e, "orientation", "auto landscape");
	json_emit_open(e, "labels", JSON_OBJECT, JSON_LINES);
	json_emit_text(e, "description",
	               _("The looks of the columns of labels, one for each level of rows"));
	json_emit_text(e, "type", "array");
	put_ref(e, "items", DEF_LABELS);
	json_emit_close(e, JSON_OBJECT);
	put_nodes(e, "columns", DEF_COLUMN, REPORT_TABLE_MAX_COLUMNS);
	put_nodes(e, "rows", DEF_ROW, REPORT_TABLE_MAX_ROWS);
	json_emit_close(e, JSON_OBJECT);
	json_emit_close(e, JSON_OBJECT);
}

/* If the member is there, those words are not. */
static void put_refusal(struct json_emit *e, const char *const *words, size_t n)
{
	json_emit_open(e, "properties", JSON_OBJECT, JSON_LINES);
	for (size_t i = 0; i < n; i++)
		json_emit_raw(e, words[i], "false");
	json_emit_close(e, JSON_OBJECT);
}

static void put_column(struct json_emit *e)
{
	static const char *const of_leaves[] = {"align", "min_mm", "weight"};

	open_object(e, DEF_COLUMN,
	            _("A column, or with “children” a head over several; only a column has "
	              "looks"));
	parts_put_words(e, "required", "text");
	json_emit_open(e, "properties", JSON_OBJECT, JSON_LINES);
	put_ref(e, "text", DEF_TEXT);
	put_nodes(e, "children", DEF_COLUMN, REPORT_TABLE_MAX_COLUMNS);
	put_enum(e, "align", "start centre end decimal");
	put_ref(e, "min_mm", DEF_WIDTH);
	put_ref(e, "weight", DEF_WEIGHT);
	json_emit_close(e, JSON_OBJECT);
	json_emit_open(e, "dependentSchemas", JSON_OBJECT, JSON_LINES);
	json_emit_open(e, "children", JSON_OBJECT, JSON_LINES);
	put_refusal(e, of_leaves, sizeof(of_leaves) / sizeof(of_leaves[0]));
	json_emit_close(e, JSON_OBJECT);
	json_emit_close(e, JSON_OBJECT);
	json_emit_close(e, JSON_OBJECT);
}

/* A row has values, or rows under it and a text. */
static void put_row_choice(struct json_emit *e)
{
	static const char *const of_leaves[] = {"values"};

	json_emit_open(e, "if", JSON_OBJECT, JSON_ONE_LINE);
	parts_put_words(e, "required", "children");
	json_emit_close(e, JSON_OBJECT);
	json_emit_open(e, "then", JSON_OBJECT, JSON_ONE_LINE);
	parts_put_words(e, "required", "text");
	put_refusal(e, of_leaves, 1);
	json_emit_close(e, JSON_OBJECT);
	json_emit_open(e, "else", JSON_OBJECT, JSON_ONE_LINE);
	parts_put_words(e, "required", "values");
	json_emit_close(e, JSON_OBJECT);
}

static void put_row(struct json_emit *e)
{
	open_object(e, DEF_ROW,
	            _("A row with “values”, one for each leaf column; or with “children” the label "
	              "of several"));
	json_emit_open(e, "properties", JSON_OBJECT, JSON_LINES);
	put_ref(e, "text", DEF_TEXT);
	put_nodes(e, "children", DEF_ROW, REPORT_TABLE_MAX_ROWS);
	json_emit_open(e, "values", JSON_OBJECT, JSON_ONE_LINE);
	json_emit_text(e, "type", "array");
	put_ref(e, "items", DEF_VALUE);
	json_emit_close(e, JSON_OBJECT);
	put_ref(e, "align", DEF_ALIGN);
	json_emit_open(e, "keep", JSON_OBJECT, JSON_ONE_LINE);
	json_emit_text(e, "description", _("true: the rows under it stay on one page"));
	json_emit_text(e, "type", "boolean");
	json_emit_close(e, JSON_OBJECT);
	json_emit_close(e, JSON_OBJECT);
	put_row_choice(e);
	json_emit_close(e, JSON_OBJECT);
}

static void put_value(struct json_emit *e)
{
	open_described(
	        e, DEF_VALUE,
	        _("A number, a text shown as it is typed, or null; or {\"value\": …, \"align\": "
	          "…}"));
	parts_put_words(e, "type", "number string null object");
	put_bounds(e);
	parts_put_words(e, "required", "value");
	json_emit_raw(e, "additionalProperties", "false");
	json_emit_open(e, "properties", JSON_OBJECT, JSON_LINES);
	put_ref(e, "value", DEF_FIGURE);
	put_ref(e, "align", DEF_ALIGN);
	json_emit_close(e, JSON_OBJECT);
	json_emit_close(e, JSON_OBJECT);
	open_described(e, DEF_FIGURE, _("A number, a text or null"));
	parts_put_words(e, "type", "number string null");
	put_bounds(e);
	json_emit_close(e, JSON_OBJECT);
}

static void put_looks(struct json_emit *e)
{
	open_object(e, DEF_LABELS, _("The looks of a column of labels"));
	json_emit_open(e, "properties", JSON_OBJECT, JSON_LINES);
	put_ref(e, "align", DEF_ALIGN);
	put_ref(e, "min_mm", DEF_WIDTH);
	put_ref(e, "weight", DEF_WEIGHT);
	json_emit_close(e, JSON_OBJECT);
	json_emit_close(e, JSON_OBJECT);
	put_enum(e, DEF_ALIGN, "start centre end");
	open_described(e, DEF_WIDTH, _("The column is at least so wide, in millimetres"));
	json_emit_text(e, "type", "number");
	json_emit_whole(e, "exclusiveMinimum", 0);
	json_emit_whole(e, "maximum", LOOKS_MIN_MM_MAX);
	json_emit_close(e, JSON_OBJECT);
	put_whole(e, DEF_WEIGHT, LOOKS_WEIGHT_MAX);
}

void parts_put_definitions(struct json_emit *e)
{
	put_text(e);
	put_date(e, DEF_DATE, "string");
	put_date(e, DEF_OPTIONAL_DATE, "string null");
	put_revision(e);
	put_cells(e);
	put_prose(e);
	put_heading(e);
	put_attachments(e);
	put_signature(e);
	put_imprint(e);
	put_table_block(e);
	put_table(e);
	put_column(e);
	put_row(e);
	put_value(e);
	put_looks(e);
}
