/* SPDX-License-Identifier: MIT */
/*
 * symbols.h: the outlines of glyphs that pages use, apart from the pages, so that a browser gets
 * each once. Nobody remembers what it has: it says so with each question.
 */
#ifndef KANBEN_DESK_SYMBOLS_H
#define KANBEN_DESK_SYMBOLS_H

#include "json/emit.h"
#include "write/write.h"

struct symbols;

/*
 * `held` is what the browser has, as docs/serve.md says; borrowed. What is not understood in it is
 * as if it were not there.
 */
struct symbols *symbols_new(const char *held);
void symbols_free(struct symbols *s); /* accepts NULL */

/* Takes an outline that a page uses. */
void symbols_add(struct symbols *s, const struct write_symbol *symbol);

/* A hash of the faces of the outlines so far, in their order. */
uint64_t symbols_hash_faces(const struct symbols *s);

/* The members "faces", and "symbols" with those that the browser has not. Once, at the end. */
void symbols_emit(struct symbols *s, struct json_emit *e);

#endif
