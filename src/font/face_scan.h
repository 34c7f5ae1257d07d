/* SPDX-License-Identifier: MIT */
/* face_scan.h, private to font/: the faces of all font files below a folder. */
#ifndef KANBEN_FONT_FACE_SCAN_H
#define KANBEN_FONT_FACE_SCAN_H

#include <sys/stat.h>

#include "font/names.h"

/* A face; all of it lasts only until the visitor returns. */
struct scan_face {
	const char *path;
	const struct stat *file;
	unsigned index; /* of the face in the file */
	struct face_names *names;
};

struct scan_visitor {
	void (*face)(void *user, const struct scan_face *f);
	/* Each folder below it, links followed, before what is in it; or NULL. */
	void (*folder)(void *user, const char *path, const struct stat *st);
	void *user;
};

/*
 * Visits what is below a folder, sorted by name, so that no choice depends on the file system.
 * Hidden folders, those nested too deep and files that are no fonts are passed over; a folder that
 * cannot be read has no faces.
 */
void scan_folder(const char *folder, const struct scan_visitor *v);

#endif
