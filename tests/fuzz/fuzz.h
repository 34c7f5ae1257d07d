/* SPDX-License-Identifier: MIT */
/*
 * fuzz.h: what the targets share. A target is a file with LLVMFuzzerTestOneInput, which takes any
 * bytes. With -Dfuzz=true libFuzzer calls it (tools/fuzz.sh); otherwise replay.c does, with the
 * files of corpus/TARGET, and it is a test like others.
 */
#ifndef KANBEN_TESTS_FUZZ_H
#define KANBEN_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/loaded.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * The engine of the process, made when it is first asked for: the layouts of the sources
 * (KANBEN_SOURCE) and of this folder, the fonts of tests/fonts, the modules of the build folder
 * (KANBEN_BUILD), all of them loaded.
 */
struct engine *fuzz_engine(void);

/* A copy of the input in an arena, with a NUL behind it, as files are read. */
struct source fuzz_source(struct arena *a, const char *name, const uint8_t *data, size_t size);

/*
 * The path of a file with these bytes, for what reads files only. There is one of each name in the
 * process; its folder is in *ret_folder, if that is not NULL, and in memory.
 */
const char *fuzz_file(const char *name, const void *bytes, size_t n, const char **ret_folder);

/*
 * Is this input one of n, chosen by its bytes? For what takes much longer than all else. A test
 * (replay.c) does everything with each of its few files.
 */
bool fuzz_one_in(unsigned n, const uint8_t *data, size_t size);

/*
 * Reads the input as a document into a report, and reads that report: of a short form
 * (layouts/short.json), and one input in FUZZ_WHOLE_FORM also of the form of 2021. With libFuzzer,
 * what is of another kind than the name says, which ends in .txt if it is any, is left out.
 */
enum { FUZZ_WHOLE_FORM = 8 };
void fuzz_import(const char *name, const uint8_t *data, size_t size);

/* Stops at a promise that was not kept. */
void fuzz_require(int kept, const char *promise);

/* ---- mutators, only with libFuzzer ---- */

/* libFuzzer's own. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

#endif
