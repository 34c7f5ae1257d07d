/* SPDX-License-Identifier: MIT */
/* job.h: one report's way through the house. */
#ifndef KANBEN_APP_JOB_H
#define KANBEN_APP_JOB_H

#include "app/options.h"
#include "app/outputs.h"
#include "app/program.h"
#include "base/buf.h"

/* A report to make. */
struct job_order {
	const struct source *input;  /* its text, or the file of its name where it has none */
	const struct output *output; /* NULL: nowhere */
	struct job_story *story;     /* NULL: nobody wants it */
};

/* What there is to tell of it besides. */
struct job_story {
	struct buf findings;              /* a JSON array */
	const struct layout_file *layout; /* NULL: none was found */
};

/* What became of a report. */
struct made {
	enum exit_code code;
	bool written;
	bool kept; /* it was there already: record.h */
	size_t error_n, warning_n, page_n;
};

/*
 * Reads, checks and sets a report, writes it to its output, all of its files or none, and prints
 * its findings.
 */
void job_report(struct program *p, const struct options *o, const struct job_order *order,
                struct made *ret);

#endif
