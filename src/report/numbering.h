/* SPDX-License-Identifier: MIT */
/* numbering.h: what the number that a text begins with says about it (GB/T 9704-2012, 7.3.3). */
#ifndef KANBEN_REPORT_NUMBERING_H
#define KANBEN_REPORT_NUMBERING_H

#include <stddef.h>

/*
 * 1 for 一、, 2 for （一） and ㈠, 3 for 1. and 1、, 4 for （1）, 1）, ① and ⑴; 0 for a text that
 * begins with none of them. Brackets, points and digits may be typed half or full width.
 */
int numbering_level(const char *s, size_t n);

/* The number itself, 1 … 99; 0 for a text that begins with none. */
int numbering_number(const char *s, size_t n);

/*
 * Bytes of a heading of the second level that a paragraph begins with, its 。 included: （一） and
 * a sentence of at most 30 characters that more text follows. 0: none.
 */
size_t numbering_run_in(const char *s, size_t n);

/* Bytes of a heading without the 。 at its end. */
size_t numbering_without_stop(const char *s, size_t n);

#endif
