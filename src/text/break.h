/* SPDX-License-Identifier: MIT */
/* break.h, private to text/: where a shaped text may be broken. */
#ifndef KANBEN_TEXT_BREAK_H
#define KANBEN_TEXT_BREAK_H

#include "text/text.h"

/* Fills in brk, hold and tight; brk has on entry what the text asks for (hints). */
void break_find(struct shaped *s);

#endif
