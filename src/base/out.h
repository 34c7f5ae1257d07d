/* SPDX-License-Identifier: MIT */
/*
 * out.h: a file that appears whole or not at all. A regular file is written beside its final name
 * without a name of its own (O_TMPFILE; a dot file where the file system cannot) and gets the name
 * in out_finish; devices, pipes and standard output are written directly. Errors are sticky: put
 * does nothing after the first one, finish tells.
 */
#ifndef KANBEN_BASE_OUT_H
#define KANBEN_BASE_OUT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/rc.h"

struct out;

/* Opens path ("-": standard output). RC_IO with errno set; *ret then untouched. */
MUST_USE enum rc out_open(const char *path, struct out **ret);

/* Into the buffer instead of a file; nothing about it can fail. It outlives the output. */
struct out *out_open_memory(struct buf *into);

void out_put(struct out *o, const void *p, size_t n);

/*
 * Everything that can fail but the naming: what was put is on the disc. For files that appear
 * together: sync all of them, then finish all. RC_IO with errno set, as out_finish would say it.
 */
MUST_USE enum rc out_sync(struct out *o);

/*
 * Flushes, gives the file its name with mode 0666 & ~umask, and frees o. RC_IO with errno set if
 * any write since out_open failed; then nothing appears and an older file of that name stays.
 */
MUST_USE enum rc out_finish(struct out *o);

/* Gives up: nothing appears. Accepts NULL. */
void out_abandon(struct out *o);

/* Removes what a process that was killed may have left beside `path`. */
void out_sweep(const char *path, long pid);

#endif
