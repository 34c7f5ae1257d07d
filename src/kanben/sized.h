/* SPDX-License-Identifier: MIT */
/* sized.h: structs of hosts that were built with another version of kanben.h. */
#ifndef KANBEN_KANBEN_SIZED_H
#define KANBEN_KANBEN_SIZED_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Copies a struct that begins with its size to one of `n` bytes: what the host does not know is
 * zero. NULL: all of it. false: the size is none, or something is set that this version does not
 * know.
 */
bool sized_take(const void *given, size_t n, void *ret);

#endif
