/* SPDX-License-Identifier: MIT */
/* beside.h: the files that a report names: in its folder, or in the PDF that it came in. */
#ifndef KANBEN_ENGINE_BESIDE_H
#define KANBEN_ENGINE_BESIDE_H

#include "report/report.h"

/*
 * For struct report_files, `user` being a folder (const char *): no link is followed, so that
 * nothing outside of the folder is read.
 */
const char *beside_read(void *folder, struct arena *a, const char *file, struct source *ret);

/* The folder that a file is in, in the arena; "." for a name alone and for standard input. */
const char *beside_folder(struct arena *a, const char *path);

#endif
