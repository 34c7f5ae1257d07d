/* SPDX-License-Identifier: MIT */
/* options.h: what the user typed. */
#ifndef KANBEN_APP_OPTIONS_H
#define KANBEN_APP_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "app/program.h"

/* Every option of any command; a command's mask says which it knows. */
enum option_id {
	OPTION_OUTPUT,
	OPTION_PROFILE,
	OPTION_LAYOUT,
	OPTION_DATE,
	OPTION_EMPTY,
	OPTION_FORCE,
	OPTION_FRAGMENT,
	OPTION_ICC,
	OPTION_JOBS,
	OPTION_SHARD,
	OPTION_FROM,
	OPTION_JSONL,
	OPTION_MAX_PAGES,
	OPTION_TIMEOUT,
	OPTION_LOG,
	OPTION_RESUME,
	OPTION_JSON,
	OPTION_ORGAN,
	OPTION_ORGANS,
	OPTION_TITLE,
	OPTION_VERIFY,
	OPTION_YEAR,
	OPTION_CONTRIBUTIONS,
	OPTION_PREVIOUS,
	OPTION_HELP,
	OPTION_N
};
#define OPTION(name) (1U << OPTION_##name)

struct options {
	const char *const *inputs; /* borrowed from argv */
	size_t input_n;
	const char *output;                                 /* -o, or NULL */
	const char *profile;                                /* "publish" unless given */
	const char *layout;                                 /* --layout, or NULL */
	const char *organ, *title, *organs, *contributions; /* of merge, or NULL */
	int year;                                           /* --year, or 0 */
	struct date date;                                   /* --date */
	const char *icc;                                    /* --icc, or NULL */
	bool empty_zero;                                    /* --empty zero */
	bool force;
	bool fragment; /* --fragment */
	bool verify;   /* --verify */
	bool json;
	const char *previous; /* --previous, or NULL */
	size_t jobs;          /* -j, or 0: as many as there are cores */
	size_t shard, shards; /* --shard, from 1; or 1 of 1 */
	size_t max_pages;     /* or 0 */
	size_t timeout;       /* seconds, or 0 */
	const char *from;     /* --from, or NULL */
	bool jsonl;
	const char *log; /* --log, or NULL */
	bool resume;
	bool help; /* nothing else is read then */
};

struct command;

/*
 * Reads the arguments of a command; argv[0] is its name, NULL ends them. EXIT_WELL, or EXIT_USAGE
 * with a line on standard error.
 */
enum exit_code options_read(const struct command *c, char **argv, struct options *ret);

/* Says on standard error what is wrong with the usage; gives EXIT_USAGE. */
enum exit_code usage_error(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
