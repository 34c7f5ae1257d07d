/* SPDX-License-Identifier: MIT */
/*
 * options.h: what the user typed. An option is a row of the table in options.c, a field of struct
 * options and its paragraph of man/kanben.1; the commands that have it list its name.
 */
#ifndef KANBEN_APP_OPTIONS_H
#define KANBEN_APP_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "app/program.h"
#include "base/buf.h"

enum empty_choice { EMPTY_KEEP, EMPTY_ZERO }; /* of --empty keep|zero */

/* Values of options, each zero or NULL unless given. Texts are borrowed from argv. */
struct options {
	const char *const *inputs; /* the arguments */
	size_t input_n;
	const char *output;
	const char *profile; /* "publish" unless given */
	const char *layout;
	const char *organ, *title, *organs, *contributions;
	const char *report; /* of an import */
	size_t year;
	struct date date;
	const char *icc, *site;
	size_t empty; /* enum empty_choice */
	bool force, fragment, verify, hash, json, jsonl, resume, quiet, table, csv, sarif, summary;
	const char *previous;
	size_t jobs;          /* 0: as many as there are cores */
	size_t shard, shards; /* from 1; 1 of 1 unless given */
	size_t max_pages;
	size_t timeout;      /* seconds */
	size_t max_memory;   /* MiB */
	size_t max_findings; /* 1000 unless given */
	bool verbose;
	const char *from;
	const char *log;
	const char *listen, *token_file, *origin;
	bool help; /* nothing else is read then */
};

struct option_row {
	const char *name;     /* "max-pages": --max-pages */
	char letter;          /* 'j': -j; or 0 */
	const char *argument; /* "N", as --help shows it; NULL: it takes none */
	/* Stores the argument, or says what is wrong with it. */
	enum exit_code (*read)(const struct option_row *row, const char *arg, struct options *ret);
	size_t where;                    /* offsetof(struct options, …) */
	bool of_document;                /* a document depends on it: part of options_hash */
	long least, most;                /* of a number */
	const char *help;                /* N_(); a sentence without a full stop */
	void (*put_help)(struct buf *b); /* appends more to it, or NULL */
	/* Appends the values it may have, separated by spaces, for completion; or NULL */
	void (*put_values)(struct buf *b, const struct program *p, const struct option_row *row);
};

/* The row of this name, which must exist. */
const struct option_row *option_lookup(const char *name);

/* Adds what documents depend on, except the contents of files, to a hash (base/hash.h). */
uint64_t options_hash(uint64_t h, const struct options *o);

struct command;

/*
 * Reads the arguments of a command; argv[0] is its name, NULL ends them. EXIT_WELL, or EXIT_USAGE
 * with a line on standard error.
 */
enum exit_code options_read(const struct command *c, char **argv, struct options *ret);

/* Says on standard error what is wrong with the usage; returns EXIT_USAGE. */
enum exit_code usage_error(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
