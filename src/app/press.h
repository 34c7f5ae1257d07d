/* SPDX-License-Identifier: MIT */
/* press.h: the press that the options name. */
#ifndef KANBEN_APP_PRESS_H
#define KANBEN_APP_PRESS_H

#include "app/options.h"
#include "app/program.h"

/*
 * Sets p->colours to the profile that --icc names, or to the one that comes with the fonts, if the
 * options ask for an edition that needs it. EXIT_USAGE: the file is no profile of a four-colour
 * press, or no edition asks for one; EXIT_SURROUNDINGS: there is none. Both are said.
 */
enum exit_code press_load(struct program *p, const struct options *o);

#endif
