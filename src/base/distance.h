/* SPDX-License-Identifier: MIT */
/* distance.h: edit distance between two words, counting a typist's slips. */
#ifndef KANBEN_BASE_DISTANCE_H
#define KANBEN_BASE_DISTANCE_H

#include <stddef.h>
#include <stdint.h>

enum { DISTANCE_MAX = 160 }; /* code points; only this many of each word are compared */

/*
 * The smallest number of insertions, deletions, replacements and swaps of adjacent code points
 * that turns one word into the other. n and m are in code points.
 */
size_t distance_measure(const uint32_t *a, size_t n, const uint32_t *b, size_t m);

#endif
