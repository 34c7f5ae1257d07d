/* SPDX-License-Identifier: MIT */
/* notes.h: notes that many reports of a run have in common are printed once. */
#ifndef KANBEN_APP_NOTES_H
#define KANBEN_APP_NOTES_H

#include "base/arena.h"
#include "base/buf.h"

enum { NOTES_NAMED = 3 /* reports that a note names */ };

/* A note, and the reports that have it. */
struct note_group {
	const char *key;  /* rule and message */
	const char *line; /* as it is printed for the first report */
	const char *paths[NOTES_NAMED];
	size_t n;
};

struct notes {
	struct arena arena;
	struct note_group *groups; /* on the heap */
	size_t n, cap;
};

/* Takes over a report's notes as print_apart wrote them; the path is borrowed. */
void notes_add(struct notes *notes, const char *path, const struct buf *part);

/* Prints them on standard error and forgets them. */
void notes_print(struct notes *notes);

#endif
