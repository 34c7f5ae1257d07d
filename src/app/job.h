/* SPDX-License-Identifier: MIT */
/* job.h: one report's way through the house. */
#ifndef KANBEN_APP_JOB_H
#define KANBEN_APP_JOB_H

#include "app/layouts.h"
#include "app/options.h"

/* What all jobs of a run share. */
struct program {
	struct arena arena;
	struct paths paths;
	struct layouts layouts;
	struct font_set *fonts; /* opened by the first job that sets text */
	bool fonts_failed;
	bool epoch_set; /* SOURCE_DATE_EPOCH */
	struct date epoch;
};

/* Renders input to the file `output` ("-": standard output) and prints its findings. */
enum exit_code job_render(struct program *p, const struct options *o, const char *input,
                          const char *output);

/* Everything but the writing. */
enum exit_code job_check(struct program *p, const struct options *o, const char *input);

#endif
