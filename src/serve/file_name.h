/* SPDX-License-Identifier: MIT */
/* file_name.h: names of reports, from a closed alphabet. */
#ifndef KANBEN_SERVE_FILE_NAME_H
#define KANBEN_SERVE_FILE_NAME_H

#include <stdbool.h>
#include <stddef.h>

enum { FILE_NAME_MAX = 200, FILE_NAME_PATH_MAX = 1000 }; /* bytes */

#define FILE_NAME_ENDING ".json"

/*
 * Whether these bytes may be the name of a report's file: Han characters, letters and digits of
 * ASCII, a few marks, not a dot or a blank at the beginning, and the ending. No such name leaves
 * its folder, on any file system, or means something in a header, a shell or a page.
 */
bool file_name_is_report(const char *name);

/* The length of the name without its ending. */
size_t file_name_stem(const char *name);

/*
 * Whether a report may name this picture: a path below its folder that ends in .png, .jpg or .jpeg.
 * Such names come out of reports and may have any characters.
 */
bool file_name_is_picture(const char *path);

#endif
