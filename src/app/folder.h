/* SPDX-License-Identifier: MIT */
/* folder.h: the reports in a folder and the folders in it. */
#ifndef KANBEN_APP_FOLDER_H
#define KANBEN_APP_FOLDER_H

#include "app/program.h"

/* A list that grows; a zeroed one is empty. Its arrays are on the heap, their texts in the arena.
 */
struct folder_files {
	const char **paths; /* "2024/a/b.json" */
	const char **stems; /* below the folder, without the ending: "a/b" */
	size_t n, cap, stem_cap;
};

/*
 * Adds the files NAME.json in a folder and in those below it, each folder in bytewise order.
 * Hidden files and folders are skipped, and a folder that links lead to a second time.
 * EXIT_SURROUNDINGS: a folder cannot be read; a message was printed.
 */
enum exit_code folder_add_reports(struct arena *a, const char *folder, struct folder_files *to);

/* The same for files whose names end in one of n endings, in any case. */
enum exit_code folder_add_files(struct arena *a, const char *folder, const char *const *endings,
                                size_t n, struct folder_files *to);

/* Adds a file by its path; `stem` may be NULL. */
void folder_add(struct folder_files *to, const char *path, const char *stem);

void folder_release(struct folder_files *f);

#endif
