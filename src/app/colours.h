/* SPDX-License-Identifier: MIT */
/* colours.h: the press that a print edition is meant for. */
#ifndef KANBEN_APP_COLOURS_H
#define KANBEN_APP_COLOURS_H

#include "app/options.h"
#include "app/program.h"

/*
 * Reads the profile that --icc names, or the one that comes with the fonts, into p->colours if the
 * options ask for an edition that needs it. EXIT_USAGE: the file is no profile of a four-colour
 * press, or no edition asks for one; EXIT_SURROUNDINGS: there is none. Both are said.
 */
enum exit_code colours_load(struct program *p, const struct options *o);

#endif
