/* SPDX-License-Identifier: MIT */
/*
 * hash.h: FNV-1a, 64 bits wide. For tables and for telling whether things are still the same; not
 * against somebody who looks for a second text with the same hash.
 */
#ifndef KANBEN_BASE_HASH_H
#define KANBEN_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* The hash of nothing. */
#define HASH_START UINT64_C(0xcbf29ce484222325)

/* The hash h of what came before, gone on with n bytes. */
uint64_t hash_bytes(uint64_t h, const void *p, size_t n);

/* The same of n bytes and their number: what is put one after the other cannot run together. */
uint64_t hash_item(uint64_t h, const void *p, size_t n);

/* hash_item of a string; NULL is another thing than "". */
uint64_t hash_text(uint64_t h, const char *s);

uint64_t hash_number(uint64_t h, uint64_t value);

#endif
