/* SPDX-License-Identifier: MIT */
/*
 * box.h: what a process may still do once it reads the bytes of strangers: how much memory and
 * processor time it gets, which files it may see and write, which calls it may make. A fault in a
 * parser then has nothing to reach for. Each wall is one of the kernel's; where the kernel lacks it
 * the others stand.
 */
#ifndef KANBEN_BASE_BOX_H
#define KANBEN_BASE_BOX_H

#include <stddef.h>

enum box_kind {
	/* Bytes in, bytes out: it opens nothing for writing, and sees the system's own files alone
	   (character sets are read when they are needed). */
	BOX_READER,
	/* It also reads any file, and makes files in the folders that are named. */
	BOX_MAKER
};

struct box_terms {
	enum box_kind kind;
	size_t memory;  /* MiB of its own memory; 0: no limit */
	size_t seconds; /* of processor time; 0: no limit. Then SIGXCPU, and a second later SIGKILL
	                 */
	const char *const *writable; /* of BOX_MAKER: folders, and devices */
	size_t writable_n;
	const char *const *readable; /* of BOX_READER: folders besides the system's */
	size_t readable_n;
};

/* The walls that stand. */
enum box_wall {
	BOX_LIMITS = 1, /* setrlimit(2) */
	BOX_FILES = 2,  /* landlock(7), Linux 5.13 */
	BOX_CALLS = 4,  /* seccomp(2), on amd64 and arm64 */
	BOX_ALL = 7
};

/*
 * Puts this process into the box, for good; returns the enum box_wall that stand. What is open
 * stays open. Of a build with a sanitizer, which needs more of the system, only processor time is
 * limited.
 */
unsigned box_enter(const struct box_terms *b);

#endif
