/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include "app/job.h"
#include "base/tr.h"

static enum exit_code run(struct program *p, const struct options *o)
{
	const struct previous *previous = NULL;
	enum exit_code code = EXIT_WELL;

	if (o->previous != NULL)
		code = previous_open(p, o->previous, &previous);
	/* Reports are laid out too: only that shows whether the fonts have every character. */
	for (size_t i = 0; i < o->input_n; i++) {
		const struct source input = {.name = o->inputs[i]};
		struct made made;

		job_report(p, o, &(struct job_order){.input = &input, .previous = previous}, &made);
		code = exit_worst(code, made.code);
	}
	return code;
}

static const struct command_option options[] = {
        {.name = "layout"}, {.name = "previous"}, {.name = "json"}, {.name = NULL}};

const struct command cmd_check = {
        .name = "check",
        .summary = N_("find every fault in reports without writing anything"),
        .arguments = N_("REPORT.json… [options]"),
        .intro = N_("Finds every fault in reports without writing anything."),
        .exits = N_("Exit status: as for render."),
        .options = options,
        .min_inputs = 1,
        .max_inputs = SIZE_MAX,
        .run = run,
};
