/* SPDX-License-Identifier: MIT */
/* job.h: one report's way through the house. */
#ifndef KANBEN_APP_JOB_H
#define KANBEN_APP_JOB_H

#include "app/options.h"
#include "app/outputs.h"
#include "app/program.h"

/* What became of a report. */
struct made {
	enum exit_code code;
	bool written;
	size_t error_n, warning_n, page_n;
};

/*
 * Reads, checks and sets a report, writes it to `output` (NULL: nowhere), all of its files or none,
 * and prints its findings. The source's text, or the file of its name where it has none.
 */
void job_report(struct program *p, const struct options *o, const struct source *input,
                const struct output *output, struct made *ret);

#endif
