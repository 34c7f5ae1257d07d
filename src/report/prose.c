/* SPDX-License-Identifier: MIT */
/* prose.c: paragraphs and sub-headings, and the level a sub-heading's numbering gives it. */
#include <stdint.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "report/reader.h"

enum { LEVEL_MAX = 4, LEVEL_DEFAULT = 2 };

/* What kind of number a heading begins with. */
enum numeral { NO_NUMERAL, HAN_NUMERAL, DIGITS };

struct cursor {
	const char *p, *end;
};

static uint32_t peek(const struct cursor *c)
{
	const char *p = c->p;

	return p < c->end ? utf8_next(&p, c->end) : 0;
}

static void advance(struct cursor *c)
{
	if (c->p < c->end)
		utf8_next(&c->p, c->end);
}

static bool is_digit(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19);
}

/* 〇零一二三四五六七八九十百 */
static bool is_han_numeral(uint32_t cp)
{
	static const uint32_t numerals[] = {0x3007, 0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
	                                    0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E};

	for (size_t i = 0; i < sizeof(numerals) / sizeof(numerals[0]); i++)
		if (cp == numerals[i])
			return true;
	return false;
}

static enum numeral skip_numeral(struct cursor *c)
{
	if (is_digit(peek(c))) {
		while (is_digit(peek(c)))
			advance(c);
		return DIGITS;
	}
	if (is_han_numeral(peek(c))) {
		while (is_han_numeral(peek(c)))
			advance(c);
		return HAN_NUMERAL;
	}
	return NO_NUMERAL;
}

/* GB/T 9704-2012, 7.3.3: 一、 then （一） then 1. then （1）. */
int prose_heading_level(const char *s, size_t n)
{
	struct cursor c = {s, s + n};
	bool bracket;
	enum numeral kind;
	uint32_t after;

	while (peek(&c) == ' ' || peek(&c) == 0x3000)
		advance(&c);
	bracket = peek(&c) == '(' || peek(&c) == 0xFF08;
	if (bracket)
		advance(&c);
	kind = skip_numeral(&c);
	after = peek(&c);
	advance(&c);
	if (bracket && (after == ')' || after == 0xFF09) && kind != NO_NUMERAL)
		return kind == HAN_NUMERAL ? 2 : 4;
	if (!bracket && kind == HAN_NUMERAL && after == 0x3001)
		return 1;
	/* "1.5万件" begins with a figure, not with a number of its own. */
	if (!bracket && kind == DIGITS &&
	    ((after == '.' && !is_digit(peek(&c))) || after == 0xFF0E || after == 0x3001))
		return 3;
	return LEVEL_DEFAULT;
}

static int read_level(const struct reader *rd, const struct json *at)
{
	if (at->kind == JSON_NUMBER && at->len == 1 && at->text[0] >= '1' &&
	    at->text[0] <= '0' + LEVEL_MAX)
		return at->text[0] - '0';
	json_error(rd->m.findings, rd->m.source, at, "TYPE",
	           _("a level is a whole number from 1 to %d"), LEVEL_MAX);
	return LEVEL_DEFAULT;
}

static void read_table(const struct reader *rd, const struct json *obj, struct prose *prose)
{
	const struct json *at = json_lookup(obj, "table");
	struct member_names known = {0};
	const struct report_table *table;

	member_names_add(rd->m.arena, &known, "table");
	member_check_names(&rd->m, obj, &known);
	table = report_table_read(rd, at);
	if (table != NULL)
		prose->blocks[prose->block_n++] =
		        (struct block){.kind = BLOCK_TABLE, .at = at, .table = table};
}

static void read_heading(const struct reader *rd, const struct json *obj, struct prose *prose)
{
	struct member_names known = {0};
	const struct json *at = json_lookup(obj, "heading"), *level = json_lookup(obj, "level");
	const char *text = reader_text(rd, at);
	struct block *b = &prose->blocks[prose->block_n];

	member_names_add(rd->m.arena, &known, "heading");
	member_names_add(rd->m.arena, &known, "level");
	member_names_add(rd->m.arena, &known, "table");
	member_check_names(&rd->m, obj, &known);
	if (at == NULL)
		reader_missing(rd, obj, "heading");
	*b = (struct block){.kind = BLOCK_HEADING, .at = at, .text = text};
	if (text != NULL) {
		b->len = at->len;
		b->level = prose_heading_level(text, at->len);
		prose->block_n++;
	}
	if (level != NULL)
		b->level = read_level(rd, level);
}

static void read_paragraph(const struct reader *rd, const struct json *at, struct prose *prose)
{
	const char *text = reader_text(rd, at);

	if (text != NULL)
		prose->blocks[prose->block_n++] = (struct block){
		        .kind = BLOCK_PARAGRAPH, .text = text, .len = at->len, .at = at};
}

struct prose prose_read(const struct reader *rd, const struct json *array)
{
	struct prose prose = {0};

	if (array == NULL)
		return prose;
	if (array->kind != JSON_ARRAY) {
		reader_wrong_kind(rd, array, _("an array of paragraphs"));
		return prose;
	}
	prose.blocks = arena_array(rd->m.arena, struct block, array->count);
	for (const struct json *at = array->first; at != NULL; at = at->next) {
		if (at->kind == JSON_STRING)
			read_paragraph(rd, at, &prose);
		else if (json_lookup(at, "table") != NULL)
			read_table(rd, at, &prose);
		else if (at->kind == JSON_OBJECT)
			read_heading(rd, at, &prose);
		else
			reader_wrong_kind(rd, at,
			                  _("a paragraph or an object with “heading” or “table”"));
	}
	return prose;
}
