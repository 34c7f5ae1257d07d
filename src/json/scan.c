/* SPDX-License-Identifier: MIT */
#include "json/parse.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"

_Static_assert(JSON_MAX_BYTES < UINT32_MAX, "marks hold 32-bit offsets");

void json_marks_release(struct json_marks *marks)
{
	free(marks->items);
	*marks = (struct json_marks){0};
}

static bool at_end(const struct json_cursor *c)
{
	return c->pos == c->src->len;
}

static void skip_blanks(struct json_cursor *c)
{
	while (!at_end(c)) {
		char ch = c->src->text[c->pos];

		if (ch != ' ' && ch != '\n' && ch != '\r' && ch != '\t')
			return;
		c->pos++;
	}
}

static struct json_open *innermost(struct json_cursor *c)
{
	return &c->open[c->depth - 1];
}

static size_t opened_at(struct json_cursor *c)
{
	return c->marks->items[innermost(c)->mark].off;
}

static bool in_object(struct json_cursor *c)
{
	return c->depth > 0 && c->src->text[opened_at(c)] == '{';
}

static enum rc open_container(struct json_cursor *c)
{
	if (c->depth == JSON_MAX_DEPTH)
		return json_fault(c, c->pos, RC_LIMIT,
		                  _("values nested %d deep; at most %d levels are allowed"),
		                  JSON_MAX_DEPTH + 1, JSON_MAX_DEPTH);
	c->open[c->depth++] = (struct json_open){.mark = (uint32_t)(c->marks->n - 1)};
	c->pos++;
	return RC_OK;
}

static void close_container(struct json_cursor *c)
{
	c->pos++;
	c->marks->items[innermost(c)->mark].end = (uint32_t)c->pos;
	c->depth--;
}

static enum rc add_mark(struct json_cursor *c, const struct json_mark *mark)
{
	struct json_marks *m = c->marks;

	if (m->n == JSON_MAX_VALUES)
		return json_fault(c, c->pos, RC_LIMIT,
		                  _("this is value number %d; at most %d are allowed"),
		                  JSON_MAX_VALUES + 1, JSON_MAX_VALUES);
	m->items = mem_grow(m->items, m->n, &m->cap, sizeof(*m->items));
	m->items[m->n] = *mark;
	m->items[m->n].off = (uint32_t)c->pos;
	m->n++;
	if (c->depth > 0)
		innermost(c)->child_n++;
	return RC_OK;
}

/* Reads a scalar to its end, but of a container only the opening bracket. */
static enum rc scan_value(struct json_cursor *c, const struct json_mark *begun)
{
	enum rc rc = add_mark(c, begun);
	struct json_mark *mark;
	char ch = json_cursor_peek(c);

	if (rc != RC_OK)
		return rc;
	mark = &c->marks->items[c->marks->n - 1];
	if (ch == '{' || ch == '[')
		return open_container(c);
	if (ch == '"')
		rc = json_token_string(c, &mark->has_nul);
	else if (ch == '-' || (ch >= '0' && ch <= '9'))
		rc = json_token_number(c);
	else
		rc = json_token_word(c);
	if (rc == RC_OK)
		mark->end = (uint32_t)c->pos;
	return rc;
}

static enum rc scan_key(struct json_cursor *c, struct json_mark *mark)
{
	enum rc rc;

	if (json_cursor_peek(c) != '"')
		return json_fault_unexpected(c, innermost(c)->child_n > 0
		                                        ? _("a key in quotation marks")
		                                        : _("a key in quotation marks or “}”"));
	mark->key_off = (uint32_t)c->pos;
	rc = json_token_string(c, &mark->key_has_nul);
	if (rc != RC_OK)
		return rc;
	skip_blanks(c);
	if (json_cursor_peek(c) != ':')
		return json_fault_unexpected(c, _("a colon after the key"));
	c->pos++;
	skip_blanks(c);
	return RC_OK;
}

/* The root, an array's item, or an object's member. */
static enum rc scan_element(struct json_cursor *c)
{
	struct json_mark mark = {0};
	enum rc rc = RC_OK;

	if (in_object(c))
		rc = scan_key(c, &mark);
	return rc == RC_OK ? scan_value(c, &mark) : rc;
}

static enum rc fault_unclosed(struct json_cursor *c)
{
	size_t line, column;

	source_locate(c->src, opened_at(c), &line, &column);
	return json_fault(c, c->pos, RC_INPUT,
	                  _("the text ends, but the “%c” in line %zu, column %zu is never closed"),
	                  c->src->text[opened_at(c)], line, column);
}

static char closer(struct json_cursor *c)
{
	return in_object(c) ? '}' : ']';
}

/* If it follows a closing quotation mark directly, it was perhaps meant as part of the text. */
static enum rc fault_at_comma(struct json_cursor *c)
{
	bool in_text = c->src->text[c->pos - 1] == '"';

	if (in_object(c))
		return json_fault_unexpected(
		        c, in_text ? _("a comma or “}” (or \\\" for a quotation mark in a text)")
		                   : _("a comma or “}”"));
	return json_fault_unexpected(
	        c, in_text ? _("a comma or “]” (or \\\" for a quotation mark in a text)")
	                   : _("a comma or “]”"));
}

/* Moves past the comma to the next element. */
static enum rc step_over_comma(struct json_cursor *c)
{
	if (json_cursor_peek(c) != ',')
		return fault_at_comma(c);
	c->pos++;
	skip_blanks(c);
	if (json_cursor_peek(c) == closer(c))
		return json_fault(c, c->pos, RC_INPUT,
		                  _("“%c” after a comma: remove the comma, or add what is missing"),
		                  closer(c));
	return at_end(c) ? fault_unclosed(c) : RC_OK;
}

/* Closes the containers that end here and moves to the next element, if there is one. */
static enum rc scan_on(struct json_cursor *c, bool *ret_more)
{
	for (;;) {
		skip_blanks(c);
		*ret_more = c->depth > 0;
		if (c->depth == 0)
			return RC_OK;
		if (at_end(c))
			return fault_unclosed(c);
		if (json_cursor_peek(c) != closer(c))
			return innermost(c)->child_n > 0 ? step_over_comma(c) : RC_OK;
		close_container(c);
	}
}

static enum rc scan_document(struct json_cursor *c)
{
	bool more = true;
	enum rc rc;

	while (more) {
		rc = scan_element(c);
		if (rc == RC_OK)
			rc = scan_on(c, &more);
		if (rc != RC_OK)
			return rc;
	}
	return at_end(c) ? RC_OK : json_fault_unexpected(c, _("the end of the text"));
}

/* Faults of the file as a whole: too large, empty, in another encoding. */
static enum rc check_beginning(struct json_cursor *c)
{
	enum rc rc;

	if (c->src->len > JSON_MAX_BYTES)
		return json_fault(c, 0, RC_LIMIT, _("a text of more than %d bytes"),
		                  JSON_MAX_BYTES);
	rc = json_encoding_check(c);
	if (rc != RC_OK)
		return rc;
	skip_blanks(c);
	if (at_end(c))
		return json_fault(c, c->pos, RC_INPUT,
		                  _("the text is empty; a JSON value was expected"));
	return RC_OK;
}

enum rc json_scan(const struct source *src, struct diag_list *dl, struct json_marks *marks)
{
	struct json_cursor c = {.src = src, .dl = dl, .marks = marks};
	enum rc rc = check_beginning(&c);

	return rc == RC_OK ? scan_document(&c) : rc;
}
