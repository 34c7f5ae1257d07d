/* SPDX-License-Identifier: MIT */
/* layout_text.h: commands that write a text which follows from a layout alone. */
#ifndef KANBEN_APP_LAYOUT_TEXT_H
#define KANBEN_APP_LAYOUT_TEXT_H

#include "app/options.h"
#include "app/program.h"
#include "base/buf.h"

typedef void layout_text(struct buf *b, const struct form *f);

/* Reads the layout that the only argument names, or the default one; writes its text where -o says.
 */
enum exit_code layout_text_write(struct program *p, const struct options *o, layout_text *put);

#endif
