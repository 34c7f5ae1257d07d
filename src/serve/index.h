/* SPDX-License-Identifier: MIT */
/*
 * index.h: what is known of the reports in the folder. The folder is read anew each time; what a
 * worker found out about a file is kept as long as the file is the same (device, number, size,
 * time).
 */
#ifndef KANBEN_SERVE_INDEX_H
#define KANBEN_SERVE_INDEX_H

#include "serve/store.h"
#include "serve/order.h"

/* ASKED: a worker has the file. */
enum entry_state { ENTRY_PENDING, ENTRY_ASKED, ENTRY_KNOWN };

struct entry {
	char *name; /* on the heap */
	struct stat st;
	enum entry_state state;
	bool headed;  /* the texts are known, if not the counts */
	bool present; /* while the folder is being read */
	size_t errors, warnings, pages;
	int year; /* 0: not known */
	char hash[DIGEST_TEXT];
	char *summary;                /* on the heap: the texts of enum serve_summary */
	const char *texts[SUMMARY_N]; /* in it; NULL: not known */
};

/* The organs that must have a report, one a line. */
#define INDEX_ORGANS "organs.txt"

struct index {
	const struct store *folder;
	struct entry **entries; /* sorted by name; an entry stays until the folder is read again */
	size_t n, cap;
	size_t unlisted;
};

void index_init(struct index *x, const struct store *f);
void index_release(struct index *x);

/* Reads the folder. RC_IO with errno set. */
MUST_USE enum rc index_refresh(struct index *x);

/* How many are not known yet. */
size_t index_pending(const struct index *x);

/* Whether it is not known yet of some which organ and year they are of. */
bool index_is_vague(const struct index *x);

/* One that nobody has been asked about, or NULL. */
struct entry *index_next(struct index *x);

struct entry *index_lookup(const struct index *x, const char *name);

/*
 * Notes what a worker found out about a file with these bytes; a NULL summary: it found nothing
 * out, and is not asked again.
 */
void index_note(struct entry *e, const struct serve_answer *summary);

/* Notes what is known of a file that has just been written; it is still pending. */
void index_note_head(struct entry *e, const struct serve_answer *head);

/* The report of the same organ for the year before, if there is exactly one; else NULL. */
const struct entry *index_previous(const struct index *x, const struct entry *of);

/* Appends the JSON object of GET /api/reports. */
void index_put(const struct index *x, struct buf *b);

/* The report's file as it was, to see that it has not changed. */
bool index_same_file(const struct stat *a, const struct stat *b);

#endif
