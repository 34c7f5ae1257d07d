/* SPDX-License-Identifier: MIT */
/* distance.h: how far two words are from each other, as a typist slips. */
#ifndef KANBEN_BASE_DISTANCE_H
#define KANBEN_BASE_DISTANCE_H

#include <stddef.h>
#include <stdint.h>

enum { DISTANCE_MAX = 160 }; /* code points of a word that are compared */

/*
 * The least number of code points to insert, delete or replace, or of neighbours to swap, that
 * makes one word the other. What is beyond DISTANCE_MAX is not looked at.
 */
size_t distance_measure(const uint32_t *a, size_t n, const uint32_t *b, size_t m);

#endif
