/* SPDX-License-Identifier: MIT */
/*
 * member.h: what every reader of an object needs: a finding for each member name nobody knows, with
 * the known name that comes nearest, and user's text cut down to what a message can carry.
 */
#ifndef KANBEN_FORM_MEMBER_H
#define KANBEN_FORM_MEMBER_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "json/json.h"

/* Where findings go, and memory for what they need. */
struct member_reader {
	struct arena *arena;
	const struct source *source;
	struct diag_list *findings;
	const char *rule; /* of the findings about names */
};

/* A growing list of names; a zeroed one is empty. */
struct member_names {
	const char **names;
	size_t n, cap;
};

/* Adds a borrowed name, room taken from the arena. */
void member_names_add(struct arena *a, struct member_names *list, const char *name);

/* One finding, at its name, for each member of an object that is not in the list. */
void member_check_names(const struct member_reader *mr, const struct json *obj,
                        const struct member_names *known);

/* The same with an array of n names. */
void member_check_array(const struct member_reader *mr, const struct json *obj,
                        const char *const *names, size_t n);

/* The name with the least edit distance (insert, delete, replace, swap of code points), or NULL. */
const char *member_nearest(const char *name, const struct member_names *known,
                           size_t *ret_distance);

/* The beginning of a text, made safe for a one-line message, in the arena. */
const char *member_excerpt(struct arena *a, const char *s, size_t n);

#endif
