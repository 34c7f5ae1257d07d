/* SPDX-License-Identifier: MIT */
/* environment.h: what variables of the environment say, and which cannot do what their user wants.
 */
#ifndef KANBEN_APP_ENVIRONMENT_H
#define KANBEN_APP_ENVIRONMENT_H

#include "base/diag.h"
#include "engine/paths.h"

/*
 * Where the program's own files are. KANBEN_LAYOUTS and KANBEN_FONTS (folders, colon-separated) go
 * before everything; then what belongs to the program. The system's fonts are where
 * freedesktop.org's systems have them, or where KANBEN_SYSTEM_FONTS says.
 */
void environment_paths(struct arena *a, struct paths *ret);

/*
 * Warns of folders in KANBEN_FONTS and KANBEN_LAYOUTS that hold nothing of the kind, and of those
 * in KANBEN_SYSTEM_FONTS that are not there.
 */
void environment_check(struct diag_list *dl);

#endif
