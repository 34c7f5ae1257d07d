/* SPDX-License-Identifier: MIT */
/*
 * progress.h: how far a run over several reports is, on standard error. On a terminal one line that
 * is drawn again and again and taken away before anything else is written; elsewhere a line every
 * ten seconds. A run that is soon over says nothing. The clock decides when and what rate, and
 * nothing else.
 */
#ifndef KANBEN_APP_PROGRESS_H
#define KANBEN_APP_PROGRESS_H

#include "app/log.h"

enum { PROGRESS_SAMPLES = 16 };

struct progress {
	size_t total, done, counts[OUTCOME_N];
	size_t failed; /* of those done: not written, or a draft */
	bool terminal;
	bool always;      /* the last line is written in any case */
	bool drawn, told; /* the line stands there; something was ever said */
	long long start, last, due;
	struct {
		long long at;
		size_t done;
	} samples[PROGRESS_SAMPLES]; /* a ring: the rate is that of the last half minute */
	size_t sample_n;
};

/* Begins to count `total` reports. Milliseconds of worker_clock. */
void progress_start(struct progress *p, size_t total, bool always);

void progress_count(struct progress *p, enum outcome outcome, enum exit_code code);

/* Milliseconds until something is to be shown; -1: nothing is. */
long long progress_wait(const struct progress *p);

/* Shows what is due. */
void progress_show(struct progress *p);

/* Takes the line away, so that something else can be written; it comes again. */
void progress_hide(struct progress *p);

/* The last line, if there was any before it. */
void progress_sum(struct progress *p);

#endif
