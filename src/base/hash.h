/* SPDX-License-Identifier: MIT */
/*
 * hash.h: 64-bit FNV-1a, for hash tables and for detecting changes. Not a cryptographic hash: it
 * offers no protection against deliberate collisions.
 */
#ifndef KANBEN_BASE_HASH_H
#define KANBEN_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* The hash of an empty input. */
#define HASH_START UINT64_C(0xcbf29ce484222325)

/* Continues hash h with n bytes. */
uint64_t hash_bytes(uint64_t h, const void *p, size_t n);

/* The same with the length first, so that "ab" + "c" and "a" + "bc" hash differently. */
uint64_t hash_item(uint64_t h, const void *p, size_t n);

/* hash_item of a string; NULL and "" hash differently. */
uint64_t hash_text(uint64_t h, const char *s);

uint64_t hash_number(uint64_t h, uint64_t value);

#endif
