/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include "base/tr.h"
#include "schema/schema.h"

static enum exit_code run(struct program *p, const struct options *o)
{
	return command_write_layout_text(p, o, schema_put_blank);
}

static const struct command_option options[] = {{.name = "output"}, {.name = NULL}};

const struct command cmd_new = {
        .name = "new",
        .summary = N_("write an empty report to fill in"),
        .arguments = N_("[LAYOUT] [options]"),
        .intro = N_("Writes an empty report of a layout (a name or a file; default: "
                    "annual-report-2021): every row is there, blank. “kanben check” then lists "
                    "what is still missing. Totals left null are computed; a date or an organ "
                    "left null is omitted."),
        .exits = N_("Exit status: 0 success, 2 wrong usage, 3 a file cannot be read or written."),
        .options = options,
        .min_inputs = 0,
        .max_inputs = 1,
        .takes_layout = true,
        .run = run,
};
