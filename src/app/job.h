/* SPDX-License-Identifier: MIT */
/* job.h: one report's way through the house. */
#ifndef KANBEN_APP_JOB_H
#define KANBEN_APP_JOB_H

#include "app/options.h"
#include "app/outputs.h"
#include "app/program.h"

/*
 * Reads, checks and sets a report, writes it to `output` (NULL: nowhere), all of its files or none,
 * and prints its findings.
 */
enum exit_code job_report(struct program *p, const struct options *o, const char *input,
                          const struct output *output);

#endif
