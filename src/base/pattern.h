/* SPDX-License-Identifier: MIT */
/*
 * pattern.h: regular expressions over UTF-8 (PCRE2). Patterns come from layout files and are run
 * on users' texts, so each search is limited in steps, depth and memory; a search that reaches a
 * limit finds nothing.
 */
#ifndef KANBEN_BASE_PATTERN_H
#define KANBEN_BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum { PATTERN_MAX_BYTES = 8192 };

/*
 * A valid pattern. Lives in its arena. Threads may share it, unless it is in a store: then it
 * changes when it is used.
 */
struct pattern;

/*
 * Patterns that have memory outside their arena; release it before that. Zeroed: empty. One thread
 * at a time may use what is in it.
 */
struct pattern_store {
	struct pattern *first;
};

void pattern_store_release(struct pattern_store *s);

/* Moves all patterns to another store. */
void pattern_store_join(struct pattern_store *into, struct pattern_store *from);

/* A pattern that is known to be valid. */
struct pattern_known {
	const char *text;
	size_t len;
	const uint16_t *needs; /* what texts have to have: pattern.c reads it */
	const uint8_t *code;   /* compiled, for pcre2_serialize_decode; at a multiple of 8 bytes */
	size_t code_n;         /* bytes */
};

struct pattern_book {
	const char *compiler; /* the version of PCRE2 that has compiled them */
	const struct pattern_known *list;
	size_t n;
};

/* All patterns of a store, each once; borrows their texts. */
void pattern_book_make(struct arena *a, const struct pattern_store *s, struct pattern_book *ret);

/* Whether it was made by the PCRE2 that is running. */
bool pattern_book_holds(const struct pattern_book *b);

/* Bytes from the beginning of pattern_known.needs to its end. */
size_t pattern_needs_size(const uint16_t *needs);

/* Where a pattern goes. */
struct pattern_home {
	struct arena *arena;
	/* NULL: compiled into the arena. Else it may wait until a text needs it. */
	struct pattern_store *store;
	const struct pattern_book *book; /* those that may wait; NULL: none. For a store only */
};

/* Why a pattern does not compile. */
struct pattern_fault {
	char message[160]; /* from PCRE2, in English */
	size_t off;        /* byte in the pattern */
};

/*
 * Compiles a pattern, or notes one that is in the book; NULL with *ret_fault filled in if it is
 * invalid. \C is refused because it could match part of a character.
 */
const struct pattern *pattern_compile(const struct pattern_home *home, const char *text, size_t len,
                                      struct pattern_fault *ret_fault);

/* The number of a named group; 0 if the pattern has no group of that name, or several. */
int pattern_group(const struct pattern *p, const char *name);

/*
 * What is known of a text without searching it: which runs of three bytes are in it, and perhaps
 * some more. Most patterns need a word that most texts do not have.
 */
struct pattern_gist {
	uint64_t *bits;
	uint32_t mask; /* their number, a power of two, minus 1 */
};

/* Takes one to two bytes of the arena for each byte of the text, 8 KiB at most. */
void pattern_gist_make(struct arena *a, const char *text, size_t n, struct pattern_gist *ret);

/* False: pattern_find finds nothing in the text, nor in any part of it. */
bool pattern_may_match(const struct pattern *p, const struct pattern_gist *g);

/* Bytes [off, off + len) of the searched text. */
struct pattern_span {
	size_t off, len;
};

/* Working memory for searches; not for use by two threads at once. */
struct pattern_search;
struct pattern_search *pattern_search_new(void);
void pattern_search_free(struct pattern_search *ps);

/* Finds the first match that starts at or after byte `from` in n bytes of valid UTF-8. */
bool pattern_find(struct pattern_search *ps, const struct pattern *p, const char *text, size_t n,
                  size_t from);

/* Whether PCRE2's JIT has compiled it: of a store's those that have been searched for often. */
bool pattern_has_machine_code(const struct pattern *p);

/* A group of the last match (0: the whole match); false if the group did not take part in it. */
bool pattern_span(const struct pattern_search *ps, int group, struct pattern_span *ret);

#endif
