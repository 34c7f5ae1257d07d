/* SPDX-License-Identifier: MIT */
/* options.h: what the user typed. */
#ifndef KANBEN_APP_OPTIONS_H
#define KANBEN_APP_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "report/report.h"

enum exit_code { EXIT_WELL = 0, EXIT_REPORT = 1, EXIT_USAGE = 2, EXIT_SURROUNDINGS = 3 };

struct options {
	const char *const *inputs; /* borrowed from argv */
	size_t input_n;
	const char *output;  /* -o, or NULL */
	const char *profile; /* render */
	const char *layout;  /* --layout, or NULL */
	struct date date;    /* --date */
	bool empty_zero;     /* --empty zero */
	bool force;          /* render */
	bool json;           /* check */
};

/*
 * Reads the arguments of `render` (or of `check`); argv[0] is the command's name. EXIT_WELL, or
 * EXIT_USAGE with a line on standard error. *ret_help: --help was asked for.
 */
enum exit_code options_read(int argc, char **argv, bool render, struct options *ret,
                            bool *ret_help);

/* Says on standard error what is wrong with the usage; gives EXIT_USAGE. */
enum exit_code usage_error(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* The worse of two. */
enum exit_code exit_worst(enum exit_code a, enum exit_code b);

#endif
