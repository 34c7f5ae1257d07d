/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include "app/outputs.h"
#include "base/tr.h"
#include "schema/schema.h"

static enum exit_code run(struct program *p, const struct options *o)
{
	static const char *const table_endings[] = {".txt"};
	enum exit_code code = o->table ? outputs_check_ending(o->output, table_endings, 1)
	                               : outputs_check_json(o->output);

	if (code != EXIT_WELL)
		return code;
	return command_write_layout_text(p, o, o->table ? schema_put_keys : schema_put_blank);
}

static const struct command_option options[] = {
        {.name = "output"}, {.name = "table"}, {.name = "quiet"}, {.name = NULL}};

const struct command cmd_new = {
        .name = "new",
        .summary = N_("write an empty report to fill in"),
        .arguments = N_("[LAYOUT] [options]"),
        .intro = N_("Writes an empty report of a layout (a name or a file; default: "
                    "annual-report-2021): every row is there, blank. “kanben check” then lists "
                    "what is still missing. Totals left null are computed; a date or an organ "
                    "left null is omitted. The wording of the form, which JSON has no place for, "
                    "is in the table of --table."),
        .exits = N_("Exit status: 0 success, 2 wrong usage, 3 a file cannot be read or written."),
        .options = options,
        .min_inputs = 0,
        .max_inputs = 1,
        .takes_layout = true,
        .run = run,
};
