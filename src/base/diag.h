/* SPDX-License-Identifier: MIT */
/*
 * diag.h: findings. Code that reads the user's data adds each fault to a diag_list and continues,
 * so that one run reports them all; only app/ prints. A finding stores its place as a byte offset
 * in its source; line and column are computed when it is printed.
 */
#ifndef KANBEN_BASE_DIAG_H
#define KANBEN_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/rc.h"

/* A text that findings refer to. Borrowed; must outlive the list. */
struct source {
	const char *name; /* as given by the user; "-" is standard input */
	const char *text;
	size_t len;
};

/* Does the text begin with these bytes? */
bool source_begins(const struct source *src, const char *bytes, size_t n);

/* The length of a byte order mark of UTF-8 at the beginning of the text, or 0. */
size_t source_mark_length(const struct source *src);

enum diag_severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

/* Place and rule of a finding. Strings are copied into the list; all but rule may be NULL. */
struct diag_place {
	const struct source *source; /* NULL: no place, as for a missing font */
	size_t off;                  /* byte offset in source->text */
	const char *rule;            /* "SYN", "T3-ID" …; never translated */
	const char *pointer;         /* JSON pointer; NULL or "": the whole document */
};

/* The two sides of an arithmetic finding, as plain decimals, and the cells that enter into it. */
struct diag_sum {
	const char *left, *right, *difference;
	const char *const *cells; /* JSON pointers */
	size_t cell_n;
};

struct diag {
	enum diag_severity severity;
	struct diag_place place;
	const char *message;
	const struct diag_sum *sum; /* NULL unless arithmetic */
	struct diag *next;
};

/* How much a rule found, stored or not. */
struct diag_rule {
	const char *name;
	size_t n[DIAG_ERROR + 1]; /* by severity */
	struct diag_rule *next;
};

struct diag_list {
	struct arena arena;
	struct diag *first, *last;
	struct diag_rule *rules; /* those that found something */
	size_t most;             /* errors and warnings to store of each rule; 0: no limit */
	size_t error_n, warning_n;
	size_t kept_n;       /* of these stored */
	size_t bytes;        /* approximate size of the findings */
	size_t dropped_n;    /* findings beyond a limit: counted, not stored */
	struct diag dropped; /* diag_add returns this for dropped findings */
};

/* A hostile file could have a fault in every byte; beyond these limits faults are only counted. */
enum { DIAG_MAX = 200000, DIAG_MAX_BYTES = 128 << 20 };

/* Frees all findings; the list is empty again, as a zeroed list is. */
void diag_release(struct diag_list *dl);

/*
 * Would diag_add only count another one of this kind? Whoever makes many of them need then make
 * neither its pointer nor its message.
 */
bool diag_is_full(const struct diag_list *dl, enum diag_severity sev, const char *rule);

/* Adds a finding, formatting its message into the list's arena. Returns it for diag_attach_sum. */
struct diag *diag_add(struct diag_list *dl, enum diag_severity sev, const struct diag_place *place,
                      const char *fmt, ...) PRINTF_LIKE(4, 5);

/* Copies the sum (and its strings) into the finding. */
void diag_attach_sum(struct diag_list *dl, struct diag *d, const struct diag_sum *sum);

/* Sorts by source offset, stably; findings without a place come last. */
void diag_sort(struct diag_list *dl);

/*
 * Sorts, and keeps so many of the errors and warnings: errors first, and of each rule the first
 * ones, so that a fault that is everywhere does not hide another. The others are dropped. The list
 * may have had `most` as its own limit all along.
 */
void diag_limit(struct diag_list *dl, size_t most);

/* Line and column of a byte offset, both from 1, columns in code points. Lines end at \n, \r or
 * \r\n. */
void source_locate(const struct source *src, size_t off, size_t *ret_line, size_t *ret_column);

/*
 * The same for many offsets, in time linear in the text if they ascend. A zeroed struct starts at
 * the beginning; source_walk_to sets line and column.
 */
struct source_walk {
	const struct source *source;
	size_t off, line, column;
};
void source_walk_to(struct source_walk *w, const struct source *src, size_t off);

#endif
