/* SPDX-License-Identifier: MIT */
/*
 * paths.h: where the program's own files are: layouts, fonts, message catalogues. KANBEN_LAYOUTS
 * and KANBEN_FONTS (folders, colon-separated) go before everything; then the folders above the
 * program (a build tree links to its sources), then ../share beside it (an installation). The
 * system's fonts are where freedesktop.org's systems have them, or where KANBEN_SYSTEM_FONTS says.
 */
#ifndef KANBEN_APP_PATHS_H
#define KANBEN_APP_PATHS_H

#include <stddef.h>

#include "base/arena.h"

struct paths {
	const char *const *layouts;
	size_t layout_n;
	const char *const *fonts;
	size_t font_n;
	const char *const *system_fonts;
	size_t system_font_n;
	const char *locale; /* folder of the catalogues, or NULL */
	const char *prefix; /* the folder above the program's own */
};

void paths_find(struct arena *a, struct paths *ret);

#endif
