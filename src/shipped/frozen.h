/* SPDX-License-Identifier: MIT */
/* frozen.h: private to shipped/: what tools/freeze.c writes and shipped.c reads. */
#ifndef KANBEN_SHIPPED_FROZEN_H
#define KANBEN_SHIPPED_FROZEN_H

#include <stddef.h>
#include <stdint.h>

#include "base/pattern.h"

/*
 * A struct json without its pointers: the loader would have to set each of them when the program
 * starts. Offsets are as there.
 */
struct frozen_node {
	uint32_t off, end, key_off;
	uint32_t key, text; /* offsets in the file's text; 0: none */
	uint32_t n;         /* len of a string or number, count of an array or object */
	uint8_t kind;
	uint8_t truth, has_nul;
};

/* Its nodes are in document order, containers before their content. */
struct frozen_file {
	/*
	 * `len` bytes as in the source, but for the NUL that ends a string in place of its
	 * quotation mark (json_parse_within); then the strings and numbers that cannot stay there.
	 */
	const char *text;
	uint32_t len;
	const struct frozen_node *nodes;
	uint32_t node_n;
	const struct pattern_book *book; /* NULL: it is no layout, or one with faults */
};

/* Ends with a file whose text is NULL. */
extern const struct frozen_file frozen_files[];

#endif
