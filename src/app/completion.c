/* SPDX-License-Identifier: MIT */
/* completion.c: what completions/ asks for, so that no shell has a list of its own. */
#include "app/command.h"

#include <dirent.h>
#include <string.h>

#include "base/tr.h"

/* Is the word of n bytes among those separated by spaces? */
static bool has_word(const struct buf *b, const char *word, size_t n)
{
	const char *s = b->n > 0 ? b->p : "";

	while (*s != '\0') {
		size_t k = strcspn(s, " ");

		if (k == n && memcmp(s, word, n) == 0)
			return true;
		s += k + (s[k] == ' ');
	}
	return false;
}

void completion_put_layouts(struct buf *b, const struct program *p, const struct option_row *row)
{
	const struct folders *f = &p->engine.paths.layouts;

	(void)row;
	for (size_t i = 0; i < f->n; i++) {
		DIR *dir = opendir(f->list[i]);

		for (const struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
			size_t n = strlen(e->d_name);

			if (n <= 5 || strcmp(e->d_name + n - 5, ".json") != 0 ||
			    has_word(b, e->d_name, n - 5))
				continue;
			buf_puts(b, b->n > 0 ? " " : "");
			buf_put(b, e->d_name, n - 5);
		}
		if (dir != NULL)
			closedir(dir);
	}
}

/* A field must not be empty: shells read several tabs as one. */
static const char *or_dash(const char *text)
{
	return text != NULL && *text != '\0' ? text : "-";
}

static void put_option(struct buf *b, const struct program *p, const struct command *c,
                       const struct command_option *o)
{
	const struct option_row *row = option_lookup(o->name);
	const char *argument = or_dash(o->argument != NULL ? o->argument : row->argument);
	const char *text = _(o->help != NULL ? o->help : row->help);
	struct buf values = {0};

	if (row->put_values != NULL)
		row->put_values(&values, p, row);
	if (row->letter != 0)
		buf_putf(b, "%s\t-%c\t%s\t%s\t%s\n", c->name, row->letter, argument,
		         or_dash(values.p), text);
	buf_putf(b, "%s\t--%s\t%s\t%s\t%s\n", c->name, row->name, argument, or_dash(values.p),
	         text);
	buf_release(&values);
}

void completion_put(struct buf *b, const struct program *p, const struct command *c)
{
	const struct command_option help = {.name = "help"};
	struct buf values = {0};

	if (c->takes_layout)
		completion_put_layouts(&values, p, NULL);
	buf_putf(b, "%s\t-\tFILE\t%s\t%s\n", c->name, or_dash(values.p), _(c->summary));
	buf_release(&values);
	for (const struct command_option *o = c->options; o->name != NULL; o++)
		put_option(b, p, c, o);
	put_option(b, p, c, &help);
}
