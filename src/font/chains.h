/* SPDX-License-Identifier: MIT */
/*
 * chains.h, private to font/: fonts.json as it is read.
 *
 *   {"sets":  {NAME: ["U+0020-007E", "U+00D7", …], …},
 *    "roles": {ROLE: [{"file": "X.ttc", "index": 2, "names": ["方正小标宋简体", …],
 *                      "system": true, "only": [NAME, …], "shift": -50, "scale": 1000,
 *                      "optional": true}, …], …}}
 *
 * A role's entries are tried in order. One with "only" serves the characters of those sets alone;
 * an optional one is passed over in silence where its file is not there. An entry has a "file" or
 * "names" or both; files.h tells where they are looked for.
 */
#ifndef KANBEN_FONT_CHAINS_H
#define KANBEN_FONT_CHAINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

struct code_range {
	uint32_t first, last;
};

struct code_set {
	const char *name;
	const struct code_range *ranges;
	size_t range_n;
};

struct chain_entry {
	const char *file;         /* or NULL */
	const char *const *names; /* of the face, the best one first */
	size_t name_n;
	bool system;                  /* the system's fonts may serve */
	unsigned index;               /* of "file" in a collection */
	const struct code_set **only; /* only_n == 0: every character */
	size_t only_n;
	int shift, scale;
	bool optional;
};

struct chain {
	const char *role;
	const struct chain_entry *entries;
	size_t entry_n;
};

struct chains {
	struct code_set *sets;
	size_t set_n;
	struct chain *chains;
	size_t chain_n;
};

/* Into the arena. RC_IO, a finding made, if the file cannot be read or is not of this form. */
MUST_USE enum rc chains_read(struct arena *a, const char *path, struct diag_list *dl,
                             struct chains *ret);

/* Whether an entry may serve a character. */
bool chain_entry_serves(const struct chain_entry *e, uint32_t cp);

#endif
