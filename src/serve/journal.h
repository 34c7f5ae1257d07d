/* SPDX-License-Identifier: MIT */
/* journal.h: the log of writes, a JSON object a line. */
#ifndef KANBEN_SERVE_JOURNAL_H
#define KANBEN_SERVE_JOURNAL_H

#include "base/rc.h"
#include "serve/store.h"

struct journal {
	int fd;
};

/* Opens it for appending; path NULL: the file JOURNAL_NAME in the folder. RC_IO with errno set. */
#define JOURNAL_NAME ".kanben-writes.jsonl"
MUST_USE enum rc journal_open(const struct store *f, const char *path, struct journal *ret);
void journal_close(struct journal *j);

/* A report that is about to be written. */
struct journal_entry {
	const char *who, *from; /* the person's name, the address it came from */
	const char *report;     /* its name */
	const char *before;     /* hash of what is there, or NULL */
	const char *after;      /* hash of what is to be there */
	size_t bytes;
	const char *failed; /* why it was not written after all, or NULL */
};

/*
 * Appends a line, and waits until it is on the disk: no report is ever written without its line. If
 * it could not be written a second line says so. RC_IO with errno set.
 */
MUST_USE enum rc journal_put(const struct journal *j, const struct journal_entry *e);

#endif
