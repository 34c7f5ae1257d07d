/* SPDX-License-Identifier: MIT */
/*
 * files.h, private to font/: the files that chains ask for: where they are, and each opened once.
 *
 * An entry's "file" is looked for in the folders of the search path, each with its local/ before
 * itself; then its "names" in the faces of every local/ and of the search path's folders that have
 * no fonts.json; then, if the entry says "system", in those of the system's folders. The folders
 * are read when the first entry asks for it, and only then.
 */
#ifndef KANBEN_FONT_FILES_H
#define KANBEN_FONT_FILES_H

#include "font/chains.h"
#include "font/face.h"

/* A face that bears a wanted name, the best one so far. */
struct named_face {
	const char *path; /* NULL: none */
	unsigned index;
	int rank; /* names_match */
	enum font_origin origin;
};

/* What an entry of a chain asks for, found and opened when it is first needed. */
struct font_file {
	const struct chain_entry *entry;
	struct named_face local, system;
	enum font_state state;
	bool tried, located;
	bool reported, noted;
	const char *path; /* NULL: nowhere */
	unsigned index;
	enum font_origin origin;
	struct font *font; /* what there is of it, also of a refused one */
	bool shared;       /* another file's, which closes it */
};

struct font_files {
	struct arena *arena;
	const char **folders, **system;
	size_t folder_n, system_n;
	bool local_read, system_read;
	struct font_file *items;
	size_t n;
	int font_n;
};

/* The one for an entry; several entries may share it. Room for it is the caller's to have made. */
struct font_file *files_intern(struct font_files *fs, const struct chain_entry *e);

/* Where the file is; NULL if nowhere. */
const char *files_locate(struct font_files *fs, struct font_file *file);

/* Locates and opens it, once. */
enum font_state files_open(struct font_files *fs, struct font_file *file);

void files_close(struct font_files *fs);

/* What it is called in a message: its file, or the first of its names. */
const char *files_name(const struct font_file *file);

#endif
