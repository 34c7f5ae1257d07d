/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include "app/batch.h"
#include "app/boxed.h"
#include "base/tr.h"

/* A single report is checked in this process. */
static enum exit_code check_one(struct program *p, const struct options *o,
                                const struct batch_work *work)
{
	const struct source input = inputs_source(work->inputs, 0);
	struct formats formats;
	struct buf part = {0};
	struct made made;

	boxed_enter(o, input.name, NULL, 0);
	formats_begin(&formats, work->format);
	/* Reports are laid out too: only that shows whether the fonts have every character. */
	job_report(p, o,
	           &(struct job_order){.input = &input,
	                               .previous = work->previous,
	                               .format = work->format,
	                               .part = &part},
	           &made);
	formats_add(&formats, input.name, made.code, &part);
	formats_end(&formats);
	buf_release(&part);
	return made.code;
}

static enum exit_code run(struct program *p, const struct options *o)
{
	struct inputs inputs;
	struct batch_work work = {.inputs = &inputs};
	enum exit_code code = formats_choose(o, &work.format);

	if (code == EXIT_WELL)
		code = inputs_expand(&p->arena, o, &inputs);
	if (code == EXIT_WELL && o->previous != NULL)
		code = previous_open(p, o->previous, &work.previous);
	if (code != EXIT_WELL)
		return code;
	faces_prepare(p);
	return inputs.n == 1 && o->timeout == 0 ? check_one(p, o, &work) : batch_run(p, o, &work);
}

static const struct command_option options[] = {
        {.name = "layout"},
        {.name = "previous"},
        {.name = "from"},
        {.name = "jobs",
         .help = N_("check N reports at a time, each in its own process (default: one per core)")},
        {.name = "max-pages"},
        {.name = "max-findings"},
        {.name = "timeout"},
        {.name = "max-memory"},
        {.name = "verbose"},
        {.name = "json"},
        {.name = "csv"},
        {.name = "sarif"},
        {.name = "summary"},
        {.name = NULL},
};

const struct command cmd_check = {
        .name = "check",
        .summary = N_("find every fault in reports without writing anything"),
        .arguments = N_("REPORT.json|DIR… [options]"),
        .intro = N_("Finds every fault in reports without writing anything. A folder stands for "
                    "the files NAME.json in it and in the folders below."),
        .exits = N_("Exit status: as for render."),
        .options = options,
        .min_inputs = 1,
        .max_inputs = SIZE_MAX,
        .run = run,
};
