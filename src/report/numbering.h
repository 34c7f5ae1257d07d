/* SPDX-License-Identifier: MIT */
/* numbering.h: the number at the beginning of a text, and its level (GB/T 9704-2012, 7.3.3). */
#ifndef KANBEN_REPORT_NUMBERING_H
#define KANBEN_REPORT_NUMBERING_H

#include <stddef.h>

/*
 * The level of the number: 1 for 一、, 2 for （一） and ㈠, 3 for 1. and 1、, 4 for （1）, 1）, ①
 * and ⑴; 0 if there is none of them. Brackets, points and digits may be half or full width.
 */
int numbering_level(const char *s, size_t n);

/* The number itself, 1 … 99; 0 if there is none. */
int numbering_number(const char *s, size_t n);

/*
 * Length in bytes of the second-level heading that a paragraph begins with: （一） and a sentence
 * of at most 30 characters, including its 。, with more text after it. 0: there is none.
 */
size_t numbering_run_in(const char *s, size_t n);

/* Length in bytes of a heading without the 。 at its end. */
size_t numbering_without_stop(const char *s, size_t n);

#endif
