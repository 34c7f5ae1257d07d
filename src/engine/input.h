/* SPDX-License-Identifier: MIT */
/* input.h: whole files into memory. */
#ifndef KANBEN_ENGINE_INPUT_H
#define KANBEN_ENGINE_INPUT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"

/*
 * Reads path ("-": standard input) into the arena. RC_IO with errno set; a file beyond `limit`
 * bytes is cut after limit + 1, so that whoever parses it sees that it is too long.
 */
MUST_USE enum rc input_read(struct arena *a, const char *path, size_t limit, struct source *ret);

#endif
