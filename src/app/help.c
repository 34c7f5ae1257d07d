/* SPDX-License-Identifier: MIT */
/* help.c: the text of --help, wrapped to fit a terminal. */
#include "app/command.h"

#include <string.h>
#include <wchar.h>

#include "app/language.h"
#include "base/tr.h"
#include "base/utf8.h"

enum { COLUMNS = 79, GAP = 2 /* between an option and its text */ };

/* Columns of a character; East Asian ones take two. */
static int width_of(uint32_t cp)
{
	int width = wcwidth((wchar_t)cp);

	return width > 0 ? width : 0;
}

static bool is_one_of(uint32_t cp, const char *list)
{
	const char *end = list + strlen(list);

	while (list < end)
		if (utf8_next(&list, end) == cp)
			return true;
	return false;
}

/* May a line end between two characters, neither of them a space? */
static bool may_break(uint32_t before, uint32_t after)
{
	static const char closing[] = "\uff0c\u3002\uff1b\uff1a\u3001\uff09\u201d\u300b,.;:)",
	                  opening[] = "\uff08\u201c\u300a(";

	return (width_of(before) == 2 || width_of(after) == 2) && !is_one_of(after, closing) &&
	       !is_one_of(before, opening);
}

/* The end of the text that must stay on one line; *ret_width is its width in columns. */
static const char *end_of_piece(const char *s, const char *end, int *ret_width)
{
	uint32_t last = utf8_next(&s, end);

	*ret_width = width_of(last);
	while (s < end) {
		const char *next = s;
		uint32_t cp = utf8_next(&next, end);

		if (cp == ' ' || cp == '\n' || may_break(last, cp))
			break;
		*ret_width += width_of(cp);
		last = cp;
		s = next;
	}
	return s;
}

static void begin_line(struct buf *b, int indent)
{
	buf_putc(b, '\n');
	for (int i = 0; i < indent; i++)
		buf_putc(b, ' ');
}

/*
 * Appends a text and a line end. `indent` columns of the first line are filled already; further
 * lines are indented by as many.
 */
static void put_wrapped(struct buf *b, const char *s, int indent)
{
	const char *end = s + strlen(s);
	int column = indent;
	bool space = false;

	while (s < end) {
		const char *piece = s;
		int width;

		if (*s == ' ' || *s == '\n') {
			space = *s == ' ';
			if (*s++ == '\n') {
				begin_line(b, indent);
				column = indent;
			}
			continue;
		}
		s = end_of_piece(s, end, &width);
		if (column + space + width > COLUMNS && column > indent) {
			begin_line(b, indent);
			column = indent;
		} else if (space && column > indent) {
			buf_putc(b, ' ');
			column++;
		}
		buf_put(b, piece, (size_t)(s - piece));
		column += width;
		space = false;
	}
	buf_putc(b, '\n');
}

/* "  -o, --output FILE"; returns its width. */
static int put_name(struct buf *b, const struct option_row *row, const char *argument)
{
	size_t start = b->n;

	if (row->letter != 0)
		buf_putf(b, "  -%c, --%s", row->letter, row->name);
	else
		buf_putf(b, "      --%s", row->name);
	if (row->argument != NULL)
		buf_putf(b, " %s", argument != NULL ? argument : row->argument);
	return (int)(b->n - start);
}

static void put_option(struct buf *b, const struct command_option *o, int indent)
{
	const struct option_row *row = option_lookup(o->name);
	struct buf text = {0};

	for (int column = put_name(b, row, o->argument); column < indent; column++)
		buf_putc(b, ' ');
	buf_puts(&text, _(o->help != NULL ? o->help : row->help));
	if (row->put_help != NULL)
		row->put_help(&text);
	put_wrapped(b, text.p, indent);
	buf_release(&text);
}

void help_put(struct buf *b, const struct command *c)
{
	const struct command_option help = {.name = "help"};
	struct buf name = {0};
	int indent = 0;

	language_know_characters();
	for (const struct command_option *o = c->options; o->name != NULL; o++) {
		int width = put_name(&name, option_lookup(o->name), o->argument) + GAP;

		indent = width > indent ? width : indent;
	}
	buf_release(&name);
	buf_putf(b, _("Usage: kanben %s %s\n"), c->name, _(c->arguments));
	put_wrapped(b, _(c->intro), 0);
	buf_putc(b, '\n');
	for (const struct command_option *o = c->options; o->name != NULL; o++)
		put_option(b, o, indent);
	put_option(b, &help, indent);
	buf_putc(b, '\n');
	put_wrapped(b, _(c->exits), 0);
}
