/* SPDX-License-Identifier: MIT */
/*
 * paths.h: where what an engine reads is: layouts, fonts, modules, message catalogues. What belongs
 * to a program or a library is found from the folder that its file is in: in the folders above it
 * (a build tree links to its sources), then in share/ beside one of them (an installation).
 */
#ifndef KANBEN_ENGINE_PATHS_H
#define KANBEN_ENGINE_PATHS_H

#include <stddef.h>

#include "base/arena.h"

enum { FOLDERS_MAX = 64 };

/* Folders in the order in which they are searched; the names are borrowed. */
struct folders {
	const char *list[FOLDERS_MAX];
	size_t n;
};

struct paths {
	struct folders layouts, fonts, system_fonts, modules;
	const char *locale; /* folder of the catalogues, or NULL */
};

/* Past FOLDERS_MAX nothing is added. */
void folders_add(struct folders *f, const char *folder);
void folders_add_if_there(struct folders *f, const char *folder);

/* Adds what belongs to the file that is in `folder`, an absolute path without links. */
void paths_add_own(struct arena *a, const char *folder, struct paths *p);

/* Adds where freedesktop.org's systems have the fonts of all users. */
void paths_add_system_fonts(struct paths *p);

#endif
