/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include <string.h>

#include "app/outputs.h"
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
	enum exit_code code = outputs_check_json(o->output);

	return code == EXIT_WELL ? command_write_layout_text(p, o, put) : code;
}

static const struct command_option options[] = {
        {.name = "output"}, {.name = "quiet"}, {.name = NULL}};

const struct command cmd_schema = {
        .name = "schema",
        .summary = N_("write the JSON Schema of a layout's reports"),
        .arguments = N_("[LAYOUT] [options]"),
        .intro = N_("Writes the JSON Schema (2020-12) of a layout's reports (a name or a file; "
                    "default: annual-report-2021). With it an editor completes keys, explains "
                    "cells and marks what “kanben check” would refuse."),
        .exits = N_("Exit status: 0 success, 2 wrong usage, 3 a file cannot be read or written."),
        .options = options,
        .min_inputs = 0,
        .max_inputs = 1,
        .takes_layout = true,
        .run = run,
};
