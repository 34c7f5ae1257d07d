/* SPDX-License-Identifier: MIT */
/*
 * pattern.h: regular expressions over UTF-8 (PCRE2). They come from layout files and run over what
 * users wrote, so every search has limits on steps, depth and memory; one that meets them has found
 * nothing.
 */
#ifndef KANBEN_BASE_PATTERN_H
#define KANBEN_BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { PATTERN_MAX_BYTES = 8192 };

/* A compiled one; lives in its arena, may be shared by threads. */
struct pattern;

/* What is wrong with a pattern, and at which of its bytes. */
struct pattern_fault {
	char message[160]; /* PCRE2's, in English */
	size_t off;
};

/* NULL with the fault told if it is no pattern. \C is refused: it would tear characters. */
const struct pattern *pattern_compile(struct arena *a, const char *text, size_t len,
                                      struct pattern_fault *ret_fault);

/* The number of a named group, or 0 if the pattern has none of this name or several. */
int pattern_group(const struct pattern *p, const char *name);

/* Bytes [off, off + len) of a text. */
struct pattern_span {
	size_t off, len;
};

/* Working room for searches; one user at a time. */
struct pattern_search;
struct pattern_search *pattern_search_new(void);
void pattern_search_free(struct pattern_search *ps);

/* The first match at or behind `from` in n bytes of valid UTF-8. */
bool pattern_find(struct pattern_search *ps, const struct pattern *p, const char *text, size_t n,
                  size_t from);

/* A group of the last match, 0 being all of it; false if it took no part. */
bool pattern_span(const struct pattern_search *ps, int group, struct pattern_span *ret);

#endif
