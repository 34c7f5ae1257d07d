/* SPDX-License-Identifier: MIT */
/*
 * missing.h: what of a shaped text cannot be printed: characters that no font has, and signs of
 * more characters than a PDF can say of one glyph.
 */
#ifndef KANBEN_LAYOUT_MISSING_H
#define KANBEN_LAYOUT_MISSING_H

#include "layout/setting.h"

/* Is there anything of the kind? */
bool missing_any(const struct shaped *sh);

/* A finding for each, at the place where it was typed first. */
void missing_report(struct setting *s, const struct raw_text *raw, const struct shaped *sh);

/* A copy of the text that has the mark of a lost sort in the place of each. */
struct text_input missing_substitute(struct setting *s, const struct shaped *sh);

#endif
