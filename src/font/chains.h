/* SPDX-License-Identifier: MIT */
/*
 * chains.h, private to font/: fallback chains as fonts.json defines them (chains.c), and the files
 * that their entries refer to (files.c).
 *
 *   {"sets":  {NAME: ["U+0020-007E", "U+00D7", …], …},
 *    "roles": {ROLE: [{"file": "X.ttc", "index": 2, "names": ["方正小标宋简体", …],
 *                      "system": true, "only": [NAME, …], "shift": -50, "scale": 1000,
 *                      "optional": true}, …], …}}
 *
 * The entries of a role are tried in order. An entry with "only" serves just the characters of
 * those sets; an optional entry whose file is absent is skipped silently. An entry has a "file" or
 * "names" or both.
 *
 * An entry's "file" is searched for in the folders of the search path, in each one's local/ first;
 * then its "names" among the faces in every local/ and in those folders of the search path that
 * have no fonts.json; then, if the entry says "system", among the faces in the system's folders.
 * Folders are scanned when an entry first needs it.
 */
#ifndef KANBEN_FONT_CHAINS_H
#define KANBEN_FONT_CHAINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "font/face.h"
#include "font/inventory.h"

struct code_range {
	uint32_t first, last;
};

struct code_set {
	const char *name;
	const struct code_range *ranges;
	size_t range_n;
};

struct chain_entry {
	const char *file;          /* or NULL */
	const char *const *names;  /* names of the face, best first */
	const char *const *folded; /* the same, for comparing (names_fold) */
	size_t name_n;
	bool system;                  /* may be a system font */
	unsigned index;               /* of the face, if "file" is a collection */
	const struct code_set **only; /* only_n == 0: every character */
	size_t only_n;
	int shift, scale; /* as in struct font_choice */
	bool optional;
};

struct chain {
	const char *role;
	const struct chain_entry *entries;
	size_t entry_n;
};

struct chains {
	struct code_set *sets;
	size_t set_n;
	struct chain *chains;
	size_t chain_n;
};

/*
 * Reads a fonts.json into the arena. RC_IO, with a finding, if it cannot be read or is not of this
 * form.
 */
MUST_USE enum rc chains_read(struct arena *a, const char *path, struct diag_list *dl,
                             struct chains *ret);

/* Whether an entry may serve a character, supposing its face has it. */
bool chain_entry_serves(const struct chain_entry *e, uint32_t cp);

/* The best match so far for the names of an entry. */
struct named_face {
	const char *path; /* NULL: none */
	unsigned index;
	int rank; /* names_match */
	enum font_origin origin;
	const struct inventory_stamp *listed; /* its file, as an inventory knew it; or NULL */
};

/* The file of an entry; located and opened on first use. */
struct font_file {
	const struct chain_entry *entry;
	struct named_face local, system;
	enum font_state state;
	bool tried, located;  /* files_open, files_locate have run */
	bool reported, noted; /* a finding was added: an error; a note about a system font */
	const char *path;     /* NULL: not found */
	unsigned index;       /* of the face in the file */
	enum font_origin origin;
	struct font *font; /* possibly incomplete unless state is FONT_USABLE */
	bool shared;       /* font belongs to another font_file, which closes it */
};

struct font_files {
	struct arena *arena;
	const char **folders, **system;
	size_t folder_n, system_n;
	const struct buf *inventory; /* of the system's faces, or NULL */
	bool local_read, system_read;
	bool read; /* faces that are opened from now on: font_set_read */
	struct font_file *items;
	size_t n;
	int font_n;
};

/* The file of an entry; entries may share one. The caller has allocated `items`. */
struct font_file *files_intern(struct font_files *fs, const struct chain_entry *e);

/* The path of the file; NULL if it is not found. */
const char *files_locate(struct font_files *fs, struct font_file *file);

/* Locates and opens the file, once. */
enum font_state files_open(struct font_files *fs, struct font_file *file);

void files_close(struct font_files *fs);

/* font_set_changed */
const char *files_changed(const struct font_files *fs);

/* The file as named in messages: its "file", or the first of its "names". */
const char *files_name(const struct font_file *file);

#endif
