/* SPDX-License-Identifier: MIT */
/* outputs.h: the names of the documents, decided before anything is written. */
#ifndef KANBEN_APP_OUTPUTS_H
#define KANBEN_APP_OUTPUTS_H

#include "app/inputs.h"
#include "app/options.h"
#include "base/arena.h"
#include "base/buf.h"
#include "engine/edition.h"

/* Where one report goes. */
struct output {
	const char *document; /* "-": standard output */
	const char *html;     /* of a profile of two files; else NULL */
	bool paged;           /* a file for each page, named after the document (page_files.h) */
};

struct outputs {
	struct output *files; /* one per input */
};

/*
 * Names the outputs and makes their folder. EXIT_USAGE: two outputs have the same name, an output
 * would replace an input, or several files would go into one file or stream. EXIT_SURROUNDINGS: the
 * folder cannot be made. A message was printed.
 */
enum exit_code outputs_plan(struct arena *a, const struct options *o, const struct inputs *in,
                            struct outputs *ret);

/*
 * Appends a line "HASH  NAME" for each file that has a hash, as sha256sum(1) prints them; control
 * characters of a name are escaped.
 */
void outputs_put_hashes(struct buf *b, const struct output *files, const struct edition_hashes *h);

/* Do both name the same regular file? */
bool outputs_same_file(const char *x, const char *y);

/*
 * Refuses an output that would replace one of the inputs: EXIT_USAGE, a message was printed. NULL
 * and "-" are fine.
 */
enum exit_code outputs_check_inputs(const char *output, const char *const *inputs, size_t input_n);

/*
 * Refuses an output whose name ends in another format's ending than those given: EXIT_USAGE, a
 * message was printed. Names without an ending, and with one of no format, are fine; so are NULL
 * and "-".
 */
enum exit_code outputs_check_ending(const char *output, const char *const *endings, size_t n);

/* The same for JSON. */
enum exit_code outputs_check_json(const char *output);

/*
 * Writes a text to the file of -o, completely or not at all; without -o or with "-" to standard
 * output. A message was printed if it failed.
 */
enum exit_code outputs_write_text(const struct options *o, const struct buf *text);

/* Tells a person at a terminal that a file was written, unless --quiet. NULL and "-": nothing. */
void outputs_tell_written(const struct options *o, const char *path);

/* The same for the files of a document with so many pages. */
void outputs_tell_document(const struct options *o, const struct output *files, size_t page_n);

#endif
