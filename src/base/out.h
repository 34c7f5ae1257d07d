/* SPDX-License-Identifier: MIT */
/*
 * out.h: files that appear complete or not at all. A regular file is written without a name in
 * the target folder (O_TMPFILE, or a dot file where the file system lacks that) and named in
 * out_finish; devices, pipes and standard output are written directly. Errors are sticky: after the
 * first one out_put does nothing, and out_finish reports it.
 */
#ifndef KANBEN_BASE_OUT_H
#define KANBEN_BASE_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/rc.h"

struct out;

/* Opens path ("-": standard output). RC_IO with errno set on failure; *ret is unchanged then. */
MUST_USE enum rc out_open(const char *path, struct out **ret);

/* Writes to a buffer instead of a file and never fails. The buffer must outlive the output. */
struct out *out_open_memory(struct buf *into);

/* Is it a device, a pipe or standard output: is what is put there at once for others to see? */
bool out_is_direct(const struct out *o);

/* Bytes that were put. */
long long out_size(const struct out *o);

void out_put(struct out *o, const void *p, size_t n);

/*
 * What is put from now on goes to an empty buffer instead, which must live until out_let_go ends
 * that: it is then the caller's, to put, or to put something else. Of an output that holds nothing
 * out_let_go does nothing.
 */
void out_hold(struct out *o, struct buf *held);
void out_let_go(struct out *o);

/*
 * Flushes everything to disc; afterwards only the naming can fail. For files that must appear
 * together, sync all of them before finishing any. Errors are those of out_finish.
 */
MUST_USE enum rc out_sync(struct out *o);

/*
 * The same for one of many files: until it is finished it takes little memory and gets no more
 * bytes. Without `hold` it takes no descriptor either, but has a name beside its own (a dot file),
 * which stays if the process is killed.
 */
MUST_USE enum rc out_rest(struct out *o, bool hold);

/*
 * The descriptor of a complete file that has no name yet, for another process to sync and name it
 * (out_take_over); it is still o's. -1 with errno set: there is none, or an earlier write failed.
 */
int out_nameless(struct out *o);

/*
 * Takes over a file that shall be named `path`; the descriptor is the output's from now on. NULL
 * with errno set, and the descriptor is closed.
 */
struct out *out_take_over(int fd, const char *path);

/* Has the system begin to write to disc what it holds of the file; returns before it is done. */
void out_begin_sync(const struct out *o);

/*
 * Flushes, names the file (mode 0666 & ~umask, or that of the file whose place it takes) and frees
 * o. Returns RC_IO with errno set if this or any earlier write failed; then no file appears and an
 * existing file of that name is kept.
 */
MUST_USE enum rc out_finish(struct out *o);

/* Discards the output and frees o: no file appears. Accepts NULL. */
void out_abandon(struct out *o);

/*
 * On the heap, where out_open(path) would write: the folder in which the file is made, or the
 * device, pipe or folder itself. NULL with errno set.
 */
char *out_folder(const char *path);

/* Writes all bytes to a descriptor, however often that takes. RC_IO with errno set. */
MUST_USE enum rc out_write(int fd, const void *p, size_t n);

/*
 * Gives an open file the owner and the rights of the one whose place it is to take. Where the owner
 * cannot be kept, the group gets no rights: they would be another group's. RC_IO with errno set.
 */
MUST_USE enum rc out_keep_rights(int fd, const struct stat *old);

/* Removes temporary files for `path` that process `pid` left behind when it was killed. */
void out_sweep(const char *path, long pid);

#endif
