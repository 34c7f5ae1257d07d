/* SPDX-License-Identifier: MIT */
/* input.h: reads whole files into memory. */
#ifndef KANBEN_ENGINE_INPUT_H
#define KANBEN_ENGINE_INPUT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"

/*
 * Reads path ("-": standard input) into the arena. RC_IO with errno set. Of a file larger than
 * `limit` bytes only limit + 1 are read, so that its parser notices.
 */
MUST_USE enum rc input_read(struct arena *a, const char *path, size_t limit, struct source *ret);

#endif
