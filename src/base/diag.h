/* SPDX-License-Identifier: MIT */
/*
 * diag.h: findings. Every module that reads what a user wrote adds to a diag_list and goes on, so
 * that one run names every fault; only app/ prints. A finding knows its place as a byte offset in
 * its source; line and column are worked out when it is printed.
 */
#ifndef KANBEN_BASE_DIAG_H
#define KANBEN_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/rc.h"

/* A text that findings point into. Borrowed; outlives the list. */
struct source {
	const char *name; /* as the user gave it; "-" is standard input */
	const char *text;
	size_t len;
};

enum diag_severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

/* Where and what; every pointer may be NULL but rule. Copied into the list's arena. */
struct diag_place {
	const struct source *source; /* NULL: no place (a font that is missing, say) */
	size_t off;                  /* byte offset in source->text */
	const char *rule;            /* "SYN", "T3-ID", … never translated */
	const char *pointer;         /* JSON pointer, NULL or "" for the whole document */
};

/* The two sides of an arithmetic finding, as plain decimals, and the cells it is made of. */
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

struct diag_list {
	struct arena arena;
	struct diag *first, *last;
	size_t error_n, warning_n;
	size_t bytes;        /* what the findings take */
	size_t dropped_n;    /* findings beyond DIAG_MAX and DIAG_MAX_BYTES */
	struct diag dropped; /* what diag_add returns for them: nothing is kept */
};

/* A hostile file could have a fault in every byte; past this many only the count goes on. */
enum { DIAG_MAX = 1000000, DIAG_MAX_BYTES = 512 << 20 };

/* A zeroed list is empty. */
void diag_release(struct diag_list *dl);

/* Adds a finding; the message is made in the list's arena. Returns it, to attach a sum. */
struct diag *diag_add(struct diag_list *dl, enum diag_severity sev, const struct diag_place *place,
                      const char *fmt, ...) PRINTF_LIKE(4, 5);

/* Copies the sum (and its strings) into the finding. */
void diag_attach_sum(struct diag_list *dl, struct diag *d, const struct diag_sum *sum);

/* Stable order by source offset, findings without a place last. */
void diag_sort(struct diag_list *dl);

/* 1-based line, and column in code points, of an offset; lines end at \n, \r or \r\n. */
void source_locate(const struct source *src, size_t off, size_t *ret_line, size_t *ret_column);

/* The same for many offsets: from one to the next in ascending order it reads on. Zeroed: new. */
struct source_walk {
	const struct source *source;
	size_t off, line, column;
};
void source_walk_to(struct source_walk *w, const struct source *src, size_t off);

#endif
