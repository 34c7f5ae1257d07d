/* SPDX-License-Identifier: MIT */
/*
 * paths.h: where an engine finds layouts, fonts, modules and message catalogues. Those that belong
 * to a program or a library are searched relative to the folder of its file: in the folders above
 * it (in a build tree, which links to its sources), then in share/ beside one of them (in an
 * installation).
 */
#ifndef KANBEN_ENGINE_PATHS_H
#define KANBEN_ENGINE_PATHS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

enum { FOLDERS_MAX = 64 };

/* Folders in the order in which they are searched; the names are borrowed. */
struct folders {
	const char *list[FOLDERS_MAX];
	size_t n;
};

struct paths {
	struct folders layouts, fonts, system_fonts, modules;
	const struct buf *system_faces; /* an inventory of system_fonts that holds, or NULL */
	const char *locale;             /* folder of the catalogues, or NULL */
	const char *pages;              /* folder of what “serve” sends to browsers, or NULL */
};

/* Folders beyond FOLDERS_MAX are ignored. */
void folders_add(struct folders *f, const char *folder);
void folders_add_if_there(struct folders *f, const char *folder);

/*
 * Adds the paths that belong to a program or library in `folder`, an absolute path without links.
 */
void paths_add_own(struct arena *a, const char *folder, struct paths *p);

/* Adds the standard folders of system-wide fonts (freedesktop.org). */
void paths_add_system_fonts(struct paths *p);

#endif
