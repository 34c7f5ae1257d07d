/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include "base/tr.h"
#include "schema/schema.h"

static enum exit_code run(struct program *p, const struct options *o)
{
	return command_write_layout_text(p, o, schema_put_blank);
}

const struct command cmd_new = {
        .name = "new",
        .summary = N_("write an empty report to fill in"),
        .help = N_(
                "Usage: kanben new [LAYOUT] [-o FILE]\n"
                "Writes a report of that layout (a name or a file; annual-report-2021 unless\n"
                "given) to fill in: every row is there, blank. “kanben check” then names what\n"
                "is still to be written. Totals that stay null are computed; a date or an organ\n"
                "that stays null is left out.\n"
                "\n"
                "  -o, --output FILE  instead of standard output\n"
                "      --help         this text\n"),
        .options = OPTION(OUTPUT),
        .min_inputs = 0,
        .max_inputs = 1,
        .run = run,
};
