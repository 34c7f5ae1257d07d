/* SPDX-License-Identifier: MIT */
/* job.h: one report's way through the house. */
#ifndef KANBEN_APP_JOB_H
#define KANBEN_APP_JOB_H

#include "app/options.h"
#include "app/program.h"

/*
 * Reads, checks and sets a report, writes it to the file `output` ("-": standard output; NULL:
 * nowhere), and prints its findings.
 */
enum exit_code job_report(struct program *p, const struct options *o, const char *input,
                          const char *output);

#endif
