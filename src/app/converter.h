/* SPDX-License-Identifier: MIT */
/* converter.h: runs a program that reads documents of unknown origin, and keeps it within limits.
 */
#ifndef KANBEN_APP_CONVERTER_H
#define KANBEN_APP_CONVERTER_H

#include <stdbool.h>
#include <stddef.h>

struct converter_run {
	char *const *arguments;   /* the program's file first; NULL ends both */
	char *const *environment; /* all that it gets of ours */
	const char *folder;       /* where it is started */
	size_t seconds;           /* that it may take */
	size_t processor;         /* the same of a processor's time */
	bool networked;           /* set: the system did not allow to cut off the network */
	int signal;               /* set by CONVERTER_INTERRUPTED */
};

enum converter_end {
	CONVERTER_WELL,
	CONVERTER_FAILED, /* it could not be started, or ended with a fault or by a limit */
	CONVERTER_LATE,
	CONVERTER_INTERRUPTED /* a signal asked us to end; the caller raises it once more */
};

/* Returns when the program and all of its process group have ended. */
enum converter_end converter_run(struct converter_run *run);

#endif
