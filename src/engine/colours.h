/* SPDX-License-Identifier: MIT */
/* colours.h: the press that a print edition is meant for. */
#ifndef KANBEN_ENGINE_COLOURS_H
#define KANBEN_ENGINE_COLOURS_H

#include "engine/engine.h"

enum { COLOURS_MAX_BYTES = 16 << 20 /* of a profile */ };

/*
 * The press of an ICC profile, whose name without folders is printed in the document. Borrows its
 * bytes and its name. RC_INPUT, no finding made: it is no profile of a four-colour press.
 */
MUST_USE enum rc colours_of(const struct source *icc, struct write_colours *ret);

/* That of the profile that comes with the fonts. RC_IO, a finding made: there is none to be had. */
MUST_USE enum rc colours_own(struct engine *e, struct diag_list *dl,
                             const struct write_colours **ret);

#endif
