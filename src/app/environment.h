/* SPDX-License-Identifier: MIT */
/* environment.h: variables of the environment that cannot do what their user wants. */
#ifndef KANBEN_APP_ENVIRONMENT_H
#define KANBEN_APP_ENVIRONMENT_H

#include "base/diag.h"

/*
 * Warns of folders in KANBEN_FONTS and KANBEN_LAYOUTS that hold nothing of the kind, and of those
 * in KANBEN_SYSTEM_FONTS that are not there.
 */
void environment_check(struct diag_list *dl);

#endif
