/* SPDX-License-Identifier: MIT */
/*
 * record.h: a report made for a run that keeps a log. The record is what only the worker knows of
 * it: members of a JSON object, without its braces.
 *
 *   "layout":NAME,"key":KEY,"pages":N,"bytes":N,"errors":N,"warnings":N,"findings":[…]
 *
 * Layout and key are null where there was no report; bytes are null where the document went into a
 * stream.
 */
#ifndef KANBEN_APP_RECORD_H
#define KANBEN_APP_RECORD_H

#include "app/job.h"
#include "app/resume.h"

/* What the reports of a run have in common. Borrowed. */
struct recorder {
	struct program *program;
	const struct options *options;
	uint64_t key;              /* key_of_run */
	const struct resume *past; /* without --resume empty */
};

/*
 * As job_report, and puts the record. With --resume a report that was written from the same things
 * and whose documents are still there is left alone: ret->kept.
 */
void record_make(const struct recorder *r, const struct job_order *order, struct made *ret,
                 struct buf *record);

/* The record of a report of which nothing came back. */
void record_put_lost(struct buf *record, const struct diag_list *dl);

#endif
