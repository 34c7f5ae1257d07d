/* SPDX-License-Identifier: MIT */
/* boxed.h: reading what strangers made, in a box (base/box.h). */
#ifndef KANBEN_APP_BOXED_H
#define KANBEN_APP_BOXED_H

#include <stdbool.h>
#include <stddef.h>

#include "app/options.h"
#include "app/outputs.h"
#include "base/box.h"
#include "base/buf.h"

/*
 * What a document or report may take, unless --max-memory and --timeout say otherwise. Reading a
 * document takes milliseconds, and a megabyte of the worst honest ones a good second; so what it
 * gets grows with its size, from what a small one gets to the most.
 */
enum {
	BOXED_MEMORY = 1024, /* MiB: of any */
	BOXED_READ_MEMORY = 256,
	BOXED_READ_MEMORY_STEP = 128, /* for each MiB of the document */
	BOXED_SECONDS = 10,           /* of processor time: of any document that is read */
	BOXED_READ_SECONDS = 1,
	BOXED_READ_SECONDS_STEP = 2,
	BOXED_MAKE_SECONDS = 60 /* for a report that is checked or made */
};

/* A document to be read by a process of its own. */
struct boxed {
	const struct options *options;
	const char *name; /* of the document */
	size_t bytes;     /* its size */
	/* Runs there; what it appends is handed over. */
	void (*work)(void *context, struct buf *ret);
	void *context;
	const struct folders *readable; /* what it may read besides the system's files; or NULL */
	size_t seconds; /* that are left of its time; 0: all that the options or we give it */
};

/*
 * Forks, has the work done in a box of bytes, waits until it is done or its time is over, and
 * appends what it handed over. EXIT_REPORT: it needed too much time; EXIT_SURROUNDINGS: too much
 * memory, or it crashed, or no process could be had. A sentence said so then, and *ret is empty.
 */
enum exit_code boxed_run(const struct boxed *b, struct buf *ret);

/* Sections of what is handed over: their length, then their bytes. */
void boxed_put(struct buf *to, const void *p, size_t n);

/* The section at *at, borrowed, and moves *at behind it; false: there is none that is whole. */
bool boxed_take(const struct buf *from, size_t *at, struct source *ret);

/*
 * Puts this process, which makes one thing and then ends, into a box in which it can write where
 * its files go, and no longer anywhere else. If its time is over it ends with a sentence about
 * `name` and EXIT_REPORT, if its memory is, with EXIT_SURROUNDINGS. `files` are paths of files
 * that it will write; "-" and NULL are none.
 */
void boxed_enter(const struct options *o, const char *name, const char *const *files, size_t n);

/* The same for a worker that makes report after report: no limit of time, which its owner keeps. */
void boxed_enter_worker(const struct options *o, const struct outputs *outputs, size_t n);

#endif
