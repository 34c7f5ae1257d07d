/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include <string.h>

#include "base/tr.h"
#include "engine/loaded.h"
#include "schema/schema.h"

static void put(struct buf *b, const struct form *f)
{
	/* A report that names no layout has the default one. */
	schema_put(b, f, strcmp(f->name, LOADED_DEFAULT_LAYOUT) != 0);
}

static enum exit_code run(struct program *p, const struct options *o)
{
	return command_write_layout_text(p, o, put);
}

const struct command cmd_schema = {
        .name = "schema",
        .summary = N_("write the JSON Schema of a layout's reports"),
        .help = N_("Usage: kanben schema [LAYOUT] [-o FILE]\n"
                   "Writes the JSON Schema (2020-12) of that layout's reports (a name or a file;\n"
                   "annual-report-2021 unless given). An editor that knows it completes keys,\n"
                   "tells what a cell is, and marks what “kanben check” would refuse.\n"
                   "\n"
                   "  -o, --output FILE  instead of standard output\n"
                   "      --help         this text\n"),
        .options = OPTION(OUTPUT),
        .min_inputs = 0,
        .max_inputs = 1,
        .run = run,
};
