/* SPDX-License-Identifier: MIT */
/* seat.h, private to text/: the room a cluster takes in Chinese setting and where its ink lies. */
#ifndef KANBEN_TEXT_SEAT_H
#define KANBEN_TEXT_SEAT_H

#include "text/class.h"
#include "text/text.h"

/*
 * Sums the advances of the cluster's glyphs, g[0 … glyph_n - 1], and brings them to the width that
 * the cluster has whatever its face says: an ideograph and a full-width mark take an em, a two-em
 * mark two, the interpunct half of one (CLREQ, 3.1). Ink goes where it belongs: into the right half
 * of an opening mark, the left half of a closing one, the middle of an interpunct; a dash of two
 * glyphs is drawn as one rule. A form that a variation selector picked stays as it is drawn.
 */
void seat_cluster(struct cluster *c, struct text_glyph *g);

/* A mark that takes a full em in Chinese setting: “ ， 》 … */
bool seat_is_full_width_mark(uint32_t cp, enum text_class class_);

struct hb_buffer_t;

/* Every text is Chinese, whatever letters are in it: faces draw marks after the language. */
void seat_set_language(struct hb_buffer_t *b);

#endif
