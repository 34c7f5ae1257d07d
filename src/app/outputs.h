/* SPDX-License-Identifier: MIT */
/* outputs.h: which document goes where, settled before anything is written. */
#ifndef KANBEN_APP_OUTPUTS_H
#define KANBEN_APP_OUTPUTS_H

#include "app/inputs.h"
#include "app/options.h"
#include "base/arena.h"
#include "base/buf.h"

/* Where one report goes. */
struct output {
	const char *document; /* "-": standard output */
	const char *html;     /* of a profile of two files; else NULL */
};

struct outputs {
	struct output *files; /* one an input */
};

/*
 * Names the outputs and makes their folder. EXIT_USAGE if two would get one name, if one would
 * replace an input, if several inputs are to go into one file, or two files into one stream;
 * EXIT_SURROUNDINGS if the folder cannot be made.
 */
enum exit_code outputs_plan(struct arena *a, const struct options *o, const struct inputs *in,
                            struct outputs *ret);

/* Do both names lead to one regular file? */
bool outputs_same_file(const char *x, const char *y);

/* Writes a text to the file, whole or not at all; NULL and "-": standard output. */
enum exit_code outputs_write_text(const char *path, const struct buf *text);

#endif
