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
	/* Set but not written: only the fonts know whether every character can be printed. */
	for (size_t i = 0; i < o->input_n; i++) {
		const struct source input = {.name = o->inputs[i]};
		struct made made;

		job_report(p, o, &(struct job_order){.input = &input, .previous = previous}, &made);
		code = exit_worst(code, made.code);
	}
	return code;
}

const struct command cmd_check = {
        .name = "check",
        .summary = N_("name every fault of reports without writing anything"),
        .help = N_("Usage: kanben check REPORT.json… [options]\n"
                   "Names every fault of reports without writing anything.\n"
                   "\n"
                   "      --layout NAME|FILE  instead of the layout that the report names\n"
                   "      --previous FILE|DIR last year's report to compare with, or a folder in "
                   "which that\n"
                   "                          of the same body is looked for\n"
                   "      --json              findings on standard output, one JSON object a line\n"
                   "      --help              this text\n"
                   "\n"
                   "Exit status: as for render.\n"),
        .options = OPTION(LAYOUT) | OPTION(JSON) | OPTION(PREVIOUS),
        .min_inputs = 1,
        .max_inputs = SIZE_MAX,
        .run = run,
};
