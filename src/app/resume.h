/* SPDX-License-Identifier: MIT */
/* resume.h: --resume: what the log of earlier runs says of reports. */
#ifndef KANBEN_APP_RESUME_H
#define KANBEN_APP_RESUME_H

#include <stdint.h>

#include "app/log.h"

/* The last line of a report in one profile. Texts as they stand in the log. */
struct past {
	const char *report, *profile, *outputs; /* JSON */
	bool well; /* written then, or before that, without errors; only then there is more: */
	uint64_t key;
	const char *layout;
	long long bytes; /* of all outputs */
	size_t page_n, warning_n;
	const char *findings; /* JSON */
};

struct resume {
	struct arena *arena;
	void *tree; /* of struct past: tsearch(3) */
};

/*
 * Reads the log. What is no line of ours is passed over; l->torn says that the last one does not
 * end. EXIT_SURROUNDINGS, said: it cannot be read.
 */
enum exit_code resume_read(struct arena *a, struct log *l, struct resume *ret);
void resume_release(struct resume *r);

/*
 * The report's line, if its documents are what it says: written well, into these files, which are
 * there with as many bytes. NULL: it is to be made. Whether the report is still the same is not
 * looked at here.
 */
const struct past *resume_lookup(const struct resume *r, const char *report, const char *profile,
                                 const struct output *files);

/* Bytes of a report's documents. False: one is not there, or is no regular file. */
bool resume_measure(const struct output *files, long long *ret);

#endif
