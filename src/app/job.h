/* SPDX-License-Identifier: MIT */
/* job.h: one report, from its file to its documents and findings. */
#ifndef KANBEN_APP_JOB_H
#define KANBEN_APP_JOB_H

#include "app/formats.h"
#include "app/outputs.h"
#include "app/settler.h"
#include "base/buf.h"
#include "engine/edition.h"

/* What is to be done with a report. */
struct job_order {
	const struct source *input;      /* as load_report takes it */
	const struct previous *previous; /* to compare it with, or NULL */
	const struct output *output;     /* where to write it; NULL: nowhere */
	struct job_story *story;         /* filled in, or NULL */
	enum format format;              /* of its findings */
	struct buf *part;  /* gets them, as formats_put_part writes them; not for FORMAT_TEXT */
	struct buf *notes; /* FORMAT_TEXT: gets the notes (print_apart); NULL: they are printed */
	const struct settler *settler; /* syncs and names the files, of report `item`; or NULL */
	size_t item;
	bool second_thread; /* may help (struct write_input) */
};

/* What else the log says about it. */
struct job_story {
	struct buf findings;              /* a JSON array */
	const struct layout_file *layout; /* NULL: none was found */
};

/* The result for a report. */
struct made {
	enum exit_code code;
	bool written;
	bool kept; /* it was up to date: record_make */
	/*
	 * It is complete, but not on disc and without its name: the settler will tell what becomes
	 * of it. The sizes of its files together.
	 */
	bool handed;
	long long bytes;
	size_t error_n, warning_n, page_n;
	struct edition_hashes hashes; /* --hash, of what was written or kept */
};

/*
 * Reads, checks and lays out a report, writes it to its output (all of its files or none), and
 * prints its findings, or hands them over.
 */
void job_report(struct program *p, const struct options *o, const struct job_order *order,
                struct made *ret);

#endif
