/* SPDX-License-Identifier: MIT */
/* command.h: the commands. Each is a file cmd_NAME.c that ends in one struct command. */
#ifndef KANBEN_APP_COMMAND_H
#define KANBEN_APP_COMMAND_H

#include "app/options.h"
#include "app/program.h"

/* An option that a command has. */
struct command_option {
	const char *name;     /* of the table; NULL ends a list */
	const char *help;     /* N_(); NULL: as in the table */
	const char *argument; /* as --help shows it; NULL: as in the table */
};

struct command {
	const char *name;
	const char *summary;                  /* one line for the list of commands; N_() */
	const char *arguments;                /* "REPORT.json… [options]"; N_() */
	const char *intro;                    /* what it does, in a few sentences; N_() */
	const char *exits;                    /* what its exit status means; N_() */
	const struct command_option *options; /* besides --help */
	size_t min_inputs, max_inputs;
	bool takes_layout; /* its argument is a layout */
	enum exit_code (*run)(struct program *p, const struct options *o);
};

/* Appends the text of --help: made of the members above and of the table of options. */
void help_put(struct buf *b, const struct command *c);

/*
 * Appends what a shell can complete after a command: a line for it and one for each spelling of its
 * options, of five fields separated by tabs: command, option, argument, values separated by spaces,
 * text in the user's language. A field that has nothing is "-".
 */
void completion_put(struct buf *b, const struct program *p, const struct command *c);

/* The names of all layouts, as option_row.put_values; row is not used. */
void completion_put_layouts(struct buf *b, const struct program *p, const struct option_row *row);

/*
 * What “new” and “schema” do: write a text made from a layout alone, that of the only argument or
 * the default one, to -o or standard output.
 */
typedef void command_layout_text(struct buf *b, const struct form *f);
enum exit_code command_write_layout_text(struct program *p, const struct options *o,
                                         command_layout_text *put);

extern const struct command cmd_render, cmd_check, cmd_merge, cmd_diff, cmd_extract, cmd_fonts,
        cmd_import, cmd_new, cmd_schema, cmd_serve;

#endif
