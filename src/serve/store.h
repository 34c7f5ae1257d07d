/* SPDX-License-Identifier: MIT */
/*
 * store.h: the folder of reports. Files are opened beneath it only, never through links (openat2:
 * RESOLVE_BENEATH, RESOLVE_NO_SYMLINKS), and only if they are regular files. A report is replaced
 * whole or not at all: its new text is on the disk before it gets the name.
 */
#ifndef KANBEN_SERVE_STORE_H
#define KANBEN_SERVE_STORE_H

#include <dirent.h>
#include <stdbool.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/rc.h"

struct store {
	int fd;
};

/* Sizes of what is read and written, in bytes. */
enum { STORE_MAX_REPORT = 8 << 20, STORE_MAX_LIST = 4 << 20, STORE_MAX_PICTURE = 32 << 20 };

/* The folder beneath for pictures that were uploaded. */
#define STORE_PICTURES "pictures"

/*
 * Opens the folder and locks it against another server (flock), then removes what a server that was
 * killed had not finished. RC_IO with errno set; EWOULDBLOCK: another server has it; ENOSYS: the
 * system has no openat2.
 */
MUST_USE enum rc store_open(const char *path, struct store *ret);
/* Opens a folder to read from only, which others may have open. RC_IO with errno set. */
MUST_USE enum rc store_open_shared(const char *path, struct store *ret);
void store_close(struct store *f);

/*
 * Reads a file of the folder, or of one below it, of at most `limit` bytes; *ret_st is what fstat
 * says. RC_IO with errno set; ENOENT: it is not there, or is no regular file; EFBIG: it is larger.
 */
MUST_USE enum rc store_read(const struct store *f, const char *path, size_t limit, struct buf *ret,
                            struct stat *ret_st);

/*
 * Opens a folder beneath, which is made if it is not there and `make`. Close it. RC_IO with errno
 * set; ENOENT: it is not there, or is no folder.
 */
MUST_USE enum rc store_open_below(const struct store *f, const char *name, bool make,
                                  struct store *ret);

/* All names in the folder, for closedir. NULL with errno set. */
DIR *store_open_list(const struct store *f);

/* Calls back for each regular file of the folder, links aside. RC_IO with errno set. */
typedef void store_file_fn(void *user, const char *name, const struct stat *st);
MUST_USE enum rc store_list(const struct store *f, store_file_fn *fn, void *user);

/* fstat of such a file. False: it is not there, or is no regular file. */
bool store_stat(const struct store *f, const char *path, struct stat *ret);

/* A report's text to be written. */
struct store_text {
	const char *name, *text;
	size_t n;
	bool fresh; /* there must be no report of that name: EEXIST */
};

/* RC_IO with errno set: what was there before is there still. */
MUST_USE enum rc store_write(const struct store *f, const struct store_text *t);

/* SHA-256 of some bytes. */
void store_hash(const char *p, size_t n, char ret[DIGEST_TEXT]);

#endif
