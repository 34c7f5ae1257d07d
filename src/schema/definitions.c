/* SPDX-License-Identifier: MIT */
/*
 * definitions.c: the definitions that all schemas share. Those of objects are derived from the
 * member tables that report_read uses; those of texts, dates and figures are written here.
 */
#include "schema/definitions.h"

#include <assert.h>

#include "base/dec.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "report/report.h"

/*
 * Regular expressions of ECMA-262. FIGURE: a decimal number with at most so many digits before and
 * after the point, not counting leading and trailing zeros; a pattern cannot limit exponents. DAY:
 * the days that a month can have, from 1949 on; leap years are left to "format".
 */
#define FIGURE "[+-]?0*[0-9]{1,%d}(\\.[0-9]{1,%d}0*)?([eE][+-]?[0-9]+)?"
#define DAY                                                                                        \
	"^(19(49|[5-9][0-9])|[2-9][0-9]{3})-"                                                      \
	"((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"             \
	"|02-(0[1-9]|[12][0-9]))$"

/* Of values in a report's own tables; member tables refer to them. */
#define DEF_OWN_ITEM "ownItem"
#define DEF_OWN_FIGURE "ownFigure"

/* ---- pieces ---- */

static void put_pointer(struct json_emit *e, const char *definition)
{
	struct buf b = {0};

	buf_putf(&b, "#/$defs/%s", definition);
	json_emit_text(e, "$ref", b.p);
	buf_release(&b);
}

void parts_put_ref(struct json_emit *e, const char *key, const struct part_ref *ref)
{
	json_emit_open(e, key, JSON_OBJECT, JSON_ONE_LINE);
	if (ref->title != NULL)
		json_emit_text(e, "title", ref->title);
	put_pointer(e, ref->definition);
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

void parts_put_kinds(struct json_emit *e, const enum json_kind *kinds, size_t n)
{
	static const char *const names[] = {
	        [JSON_NULL] = "null",     [JSON_BOOL] = "boolean", [JSON_NUMBER] = "number",
	        [JSON_STRING] = "string", [JSON_ARRAY] = "array",  [JSON_OBJECT] = "object"};

	json_emit_open(e, "type", JSON_ARRAY, JSON_ONE_LINE);
	for (size_t i = 0; i < n; i++)
		json_emit_text(e, NULL, names[kinds[i]]);
	json_emit_close(e, JSON_ARRAY);
}

static void put_empty_default(struct json_emit *e)
{
	json_emit_open(e, "default", JSON_ARRAY, JSON_ONE_LINE);
	json_emit_close(e, JSON_ARRAY);
}

static void open_described(struct json_emit *e, const char *key, const char *description)
{
	json_emit_open(e, key, JSON_OBJECT, JSON_LINES);
	json_emit_text(e, "description", description);
}

/* ---- texts, dates, figures ---- */

/* The text must have a visible character. */
static void put_visible(struct json_emit *e)
{
	struct buf b = {0};

	buf_puts(&b, "[^");
	for (uint32_t cp = 0; cp <= 0xFFFF; cp++) {
		uint32_t first = cp;

		if (!utf8_is_blank(cp))
			continue;
		while (utf8_is_blank(cp + 1))
			cp++;
		buf_putf(&b, first < cp ? "\\u%04X-\\u%04X" : "\\u%04X", (unsigned)first,
		         (unsigned)cp);
	}
	buf_puts(&b, "]");
	json_emit_text(e, "pattern", b.p);
	buf_release(&b);
}

static void put_texts(struct json_emit *e)
{
	static const enum json_kind organs[] = {JSON_STRING, JSON_ARRAY, JSON_NULL};

	open_described(e, DEF_TEXT, _("A text with something to print in it"));
	json_emit_text(e, "type", "string");
	put_visible(e);
	json_emit_close(e, JSON_OBJECT);
	open_described(e, DEF_LINE, _("A text with something to print in it"));
	json_emit_text(e, "type", "string");
	json_emit_whole(e, "maxLength", REPORT_MAX_LINE);
	put_visible(e);
	json_emit_close(e, JSON_OBJECT);
	/* Each keyword applies to only one kind of value: a text, or an array. */
	open_described(e, DEF_ORGANS, _("An organ, or an array of several; null for none"));
	parts_put_kinds(e, organs, COUNT(organs));
	json_emit_whole(e, "maxLength", REPORT_MAX_LINE);
	put_visible(e);
	put_ref(e, "items", DEF_LINE);
	json_emit_close(e, JSON_OBJECT);
}

static void put_date(struct json_emit *e, const char *name, size_t kind_n)
{
	static const enum json_kind kinds[] = {JSON_STRING, JSON_NULL};

	open_described(e, name, _("A date as YYYY-MM-DD"));
	parts_put_kinds(e, kinds, kind_n);
	json_emit_text(e, "format", "date");
	json_emit_text(e, "pattern", DAY);
	json_emit_open(e, "examples", JSON_ARRAY, JSON_ONE_LINE);
	json_emit_text(e, NULL, "2025-01-31");
	json_emit_close(e, JSON_ARRAY);
	json_emit_close(e, JSON_OBJECT);
}

/* A number, a text or null. The limits are the first numbers with too many digits. */
static void open_figure(struct json_emit *e, const char *name, const char *description)
{
	static const enum json_kind kinds[] = {JSON_NUMBER, JSON_STRING, JSON_NULL};
	long long end = 1;

	for (int i = 0; i < DEC_INT_DIGITS; i++)
		end *= 10;
	open_described(e, name, description);
	parts_put_kinds(e, kinds, COUNT(kinds));
	json_emit_whole(e, "exclusiveMinimum", -end);
	json_emit_whole(e, "exclusiveMaximum", end);
}

static void put_cell(struct json_emit *e, const char *name, const char *description)
{
	struct buf b = {0};

	open_figure(e, name, description);
	buf_putf(&b, "^(/|" FIGURE ")$", DEC_INT_DIGITS, DEC_FRAC_DIGITS);
	json_emit_text(e, "pattern", b.p);
	buf_release(&b);
	json_emit_raw(e, "default", "null");
	json_emit_close(e, JSON_OBJECT);
}

static void put_cells(struct json_emit *e)
{
	put_cell(e, DEF_CELL,
	         _("A number; or a decimal number as a text, which is printed as written; or “/”; "
	           "or null for a blank, which is not zero"));
	put_cell(e, DEF_TOTAL,
	         _("A total: computed if it is null or left out, checked if it is given"));
	open_figure(e, DEF_OWN_FIGURE, _("A number, a text or null"));
	json_emit_close(e, JSON_OBJECT);
}

/* ---- arrays of several kinds of values ---- */

static void put_prose(struct json_emit *e)
{
	open_described(e, DEF_PROSE, _("Paragraphs as texts, and other blocks as objects"));
	json_emit_text(e, "type", "array");
	json_emit_open(e, "items", JSON_OBJECT, JSON_LINES);
	json_emit_open(e, "anyOf", JSON_ARRAY, JSON_LINES);
	put_ref(e, NULL, DEF_TEXT);
	for (size_t i = 0; prose_block_object(i) != NULL; i++)
		put_ref(e, NULL, prose_block_object(i)->name);
	json_emit_close(e, JSON_ARRAY);
	json_emit_close(e, JSON_OBJECT);
	put_empty_default(e);
	json_emit_close(e, JSON_OBJECT);
}

static void put_attachments(struct json_emit *e)
{
	open_described(e, DEF_ATTACHMENTS, _("The titles, without numbers"));
	json_emit_text(e, "type", "array");
	put_ref(e, "items", DEF_TEXT);
	put_empty_default(e);
	json_emit_close(e, JSON_OBJECT);
}

static void put_own_item(struct json_emit *e)
{
	open_described(
	        e, DEF_OWN_ITEM,
	        _("A number, a text shown as it is typed, or null; or {\"value\": …, \"align\": "
	          "…}"));
	json_emit_open(e, "anyOf", JSON_ARRAY, JSON_LINES);
	put_ref(e, NULL, DEF_OWN_FIGURE);
	put_ref(e, NULL, "ownValue");
	json_emit_close(e, JSON_ARRAY);
	json_emit_close(e, JSON_OBJECT);
}

static void put_chart_figure(struct json_emit *e)
{
	open_described(e, "chartFigure", _("A JSON pointer, or one for each column"));
	json_emit_open(e, "anyOf", JSON_ARRAY, JSON_LINES);
	put_ref(e, NULL, DEF_TEXT);
	json_emit_open(e, NULL, JSON_OBJECT, JSON_ONE_LINE);
	json_emit_text(e, "type", "array");
	put_ref(e, "items", DEF_TEXT);
	json_emit_close(e, JSON_OBJECT);
	json_emit_close(e, JSON_ARRAY);
	json_emit_close(e, JSON_OBJECT);
}

/* ---- members ---- */

static void put_words(struct json_emit *e, const struct member_word *words)
{
	json_emit_open(e, "enum", JSON_ARRAY, JSON_ONE_LINE);
	for (; words->word != NULL; words++)
		json_emit_text(e, NULL, words->word);
	json_emit_close(e, JSON_ARRAY);
}

static void put_text(struct json_emit *e, const struct member *m)
{
	json_emit_text(e, "type", "string");
	if (m->kind == MEMBER_LINE)
		json_emit_whole(e, "maxLength", m->max);
	if (m->kind == MEMBER_KEY)
		json_emit_text(e, "pattern", "^[A-Za-z0-9_]+$");
	else if (!m->may_be_empty)
		put_visible(e);
}

static void put_array(struct json_emit *e, const struct member *m)
{
	json_emit_text(e, "type", "array");
	if (m->min > 0)
		json_emit_whole(e, "minItems", m->min);
	if (m->max > 0)
		json_emit_whole(e, "maxItems", m->max);
	if (!m->either) {
		put_ref(e, "items", m->definition != NULL ? m->definition : m->object->name);
		return;
	}
	json_emit_open(e, "items", JSON_OBJECT, JSON_ONE_LINE);
	json_emit_open(e, "anyOf", JSON_ARRAY, JSON_ONE_LINE);
	put_ref(e, NULL, m->definition);
	put_ref(e, NULL, m->object->name);
	json_emit_close(e, JSON_ARRAY);
	json_emit_close(e, JSON_OBJECT);
}

/* Describes a value that has no definition. */
static void put_inline(struct json_emit *e, const struct member *m)
{
	switch (m->kind) {
	case MEMBER_TEXT:
	case MEMBER_LINE:
	case MEMBER_KEY:
		put_text(e, m);
		break;
	case MEMBER_WORD:
	case MEMBER_EITHER:
		put_words(e, m->words);
		break;
	case MEMBER_FLAG:
		json_emit_text(e, "type", "boolean");
		break;
	case MEMBER_TRUE:
		json_emit_raw(e, "const", "true");
		break;
	case MEMBER_WHOLE:
		json_emit_text(e, "type", "integer");
		json_emit_whole(e, "minimum", m->min);
		json_emit_whole(e, "maximum", m->max);
		break;
	case MEMBER_MILLI:
		json_emit_text(e, "type", "number");
		json_emit_whole(e, "exclusiveMinimum", 0);
		json_emit_whole(e, "maximum", m->max);
		break;
	case MEMBER_PT:
	case MEMBER_MM:
		json_emit_text(e, "type", "number");
		json_emit_whole(e, "minimum", 0);
		json_emit_whole(e, "maximum", MEMBER_MAX_LENGTH);
		break;
	case MEMBER_ARRAY:
		put_array(e, m);
		break;
	case MEMBER_OBJECT: /* these have definitions */
	case MEMBER_ANY:
		break;
	}
}

/* The definition that a value refers to, or NULL. */
static const char *definition_of(const struct member *m)
{
	if (m->kind == MEMBER_TEXT && !m->may_be_empty)
		return DEF_TEXT;
	if (m->kind == MEMBER_LINE && m->max == REPORT_MAX_LINE)
		return DEF_LINE;
	if (m->kind == MEMBER_OBJECT)
		return m->object->name;
	return m->kind == MEMBER_ANY ? m->definition : NULL;
}

static void put_value(struct json_emit *e, const struct member *m)
{
	const char *definition = definition_of(m);

	if (definition != NULL)
		put_pointer(e, definition);
	else
		put_inline(e, m);
}

void parts_put_member(struct json_emit *e, const struct member *m)
{
	json_emit_open(e, m->key, JSON_OBJECT, JSON_ONE_LINE);
	if (m->title != NULL)
		json_emit_text(e, "title", _(m->title));
	assert(!m->nullable || m->kind == MEMBER_ANY); /* whose definition covers null */
	put_value(e, m);
	json_emit_close(e, JSON_OBJECT);
}

/* ---- objects ---- */

/* "required": members of every variant (MEMBER_ALWAYS), or those of only this variant. */
static void put_required(struct json_emit *e, const struct object *type, unsigned choice)
{
	bool open = false;

	for (size_t i = 0; i < type->member_n; i++) {
		unsigned required = type->members[i].required;

		if (choice == MEMBER_ALWAYS ? required != MEMBER_ALWAYS
		                            : required == MEMBER_ALWAYS || (required & choice) == 0)
			continue;
		if (!open)
			json_emit_open(e, "required", JSON_ARRAY, JSON_ONE_LINE);
		open = true;
		json_emit_text(e, NULL, type->members[i].key);
	}
	if (open)
		json_emit_close(e, JSON_ARRAY);
}

/* The members that objects of this variant must not have. */
static void put_refused(struct json_emit *e, const struct object *type, unsigned choice)
{
	bool open = false;

	for (size_t i = 0; i < type->member_n; i++) {
		const struct member *m = &type->members[i];

		if (m->only == 0 || (m->only & choice) != 0)
			continue;
		if (!open)
			json_emit_open(e, "properties", JSON_OBJECT, JSON_ONE_LINE);
		open = true;
		json_emit_raw(e, m->key, "false");
	}
	if (open)
		json_emit_close(e, JSON_OBJECT);
}

static void put_choice(struct json_emit *e, const char *key, const struct object *type,
                       unsigned choice)
{
	json_emit_open(e, key, JSON_OBJECT, JSON_ONE_LINE);
	put_required(e, type, choice);
	put_refused(e, type, choice);
	json_emit_close(e, JSON_OBJECT);
}

static void put_type(struct json_emit *e, const struct object *type)
{
	open_described(e, type->name, _(type->title));
	parts_put_object(e);
	put_required(e, type, MEMBER_ALWAYS);
	json_emit_open(e, "properties", JSON_OBJECT, JSON_LINES);
	for (size_t i = 0; i < type->member_n; i++)
		parts_put_member(e, &type->members[i]);
	json_emit_close(e, JSON_OBJECT);
	if (type->split != NULL) {
		json_emit_open(e, "if", JSON_OBJECT, JSON_ONE_LINE);
		json_emit_open(e, "required", JSON_ARRAY, JSON_ONE_LINE);
		json_emit_text(e, NULL, type->split);
		json_emit_close(e, JSON_ARRAY);
		json_emit_close(e, JSON_OBJECT);
		put_choice(e, "then", type, MEMBER_WITH);
		put_choice(e, "else", type, MEMBER_WITHOUT);
	}
	json_emit_close(e, JSON_OBJECT);
}

/* The types of objects found so far, each once. */
enum { OBJECTS_MAX = 32 };
struct objects {
	const struct object *list[OBJECTS_MAX];
	size_t n;
};

/* Adds a type and all those that its members refer to. */
static void collect(struct objects *r, const struct object *type)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->list[i] == type)
			return;
	if (r->n == OBJECTS_MAX)
		mem_exhausted();
	r->list[r->n++] = type;
	for (size_t i = 0; i < type->member_n; i++)
		if (type->members[i].object != NULL)
			collect(r, type->members[i].object);
}

void parts_put_definitions(struct json_emit *e)
{
	struct objects r = {.n = 0};

	put_texts(e);
	put_date(e, DEF_DATE, 1);
	put_date(e, DEF_OPTIONAL_DATE, 2);
	put_cells(e);
	put_prose(e);
	put_attachments(e);
	put_own_item(e);
	put_chart_figure(e);
	collect(&r, &report_object);
	collect(&r, &signature_object);
	collect(&r, &imprint_object);
	for (size_t i = 0; prose_block_object(i) != NULL; i++)
		collect(&r, prose_block_object(i));
	/* The first one is the report itself. */
	for (size_t i = 1; i < r.n; i++)
		put_type(e, r.list[i]);
}
