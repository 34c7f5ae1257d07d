/* SPDX-License-Identifier: MIT */
#include "font/chains.h"

#include <fts.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "font/names.h"

enum { MEMBERS_MAX = 64, DEPTH_MAX = 8 };

static bool same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

struct font_file *files_intern(struct font_files *fs, const struct chain_entry *e)
{
	struct font_file *file;

	for (size_t i = 0; i < fs->n; i++) {
		const struct chain_entry *other = fs->items[i].entry;
		bool named = e->name_n > 0 || other->name_n > 0;

		if (!named && other->index == e->index && same_text(other->file, e->file))
			return &fs->items[i];
	}
	file = &fs->items[fs->n++];
	file->entry = e;
	return file;
}

const char *files_name(const struct font_file *file)
{
	return file->entry->file != NULL ? file->entry->file : file->entry->names[0];
}

static bool is_local(const char *folder)
{
	const char *slash = strrchr(folder, '/');

	return slash != NULL && strcmp(slash, "/local") == 0;
}

/* False if the entry names no file, or no folder of the search path has it. */
static bool locate_by_file(struct font_files *fs, struct font_file *file)
{
	if (file->entry->file == NULL)
		return false;
	for (size_t i = 0; i < fs->folder_n; i++) {
		const char *path =
		        arena_printf(fs->arena, "%s/%s", fs->folders[i], file->entry->file);

		if (access(path, F_OK) != 0)
			continue;
		file->path = path;
		file->index = file->entry->index;
		file->origin = is_local(fs->folders[i]) ? FONT_LOCAL : FONT_OWN;
		return true;
	}
	return false;
}

/* A face to be matched with the names of all entries. */
struct offer {
	const char *path;
	unsigned index;
	enum font_origin origin;
};

static void offer_face(struct font_files *fs, hb_face_t *face, const struct offer *o)
{
	bool system = o->origin == FONT_SYSTEM;
	struct arena scratch = {0};
	struct face_names names;

	names_list(&scratch, face, &names);
	for (size_t i = 0; i < fs->n; i++) {
		struct font_file *file = &fs->items[i];
		struct named_face *best = system ? &file->system : &file->local;
		int rank;

		if (file->entry->name_n == 0 || (system && !file->entry->system))
			continue;
		rank = names_match(&names, file->entry->folded, file->entry->name_n);
		if (rank == NAMES_NO_MATCH || (best->path != NULL && best->rank <= rank))
			continue;
		*best = (struct named_face){arena_strdup(fs->arena, o->path), o->index, rank,
		                            o->origin};
	}
	arena_release(&scratch);
}

static bool is_font_name(const char *name)
{
	static const char *const ENDINGS[] = {".ttf", ".ttc", ".otf", ".otc"};
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot != NULL && i < COUNT(ENDINGS); i++)
		if (strcasecmp(dot, ENDINGS[i]) == 0)
			return true;
	return false;
}

static void offer_file(struct font_files *fs, const char *path, enum font_origin origin)
{
	struct peek *file = peek_open(path);
	unsigned n = file != NULL ? peek_count(file) : 0;

	for (unsigned i = 0; i < n && i < MEMBERS_MAX; i++) {
		const struct offer o = {path, i, origin};
		hb_face_t *face = peek_face(file, i);

		offer_face(fs, face, &o);
		hb_face_destroy(face);
	}
	peek_close(file);
}

static int compare_names(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* Offers every font under a folder, sorted by name so that the choice does not depend on the file
 * system. */
static void read_folder(struct font_files *fs, const char *folder, enum font_origin origin)
{
	char *path = arena_strdup(fs->arena, folder);
	char *roots[] = {path, NULL};
	FTS *walk = NULL;
	FTSENT *e;

	if (access(folder, R_OK | X_OK) == 0)
		walk = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, compare_names);
	if (walk == NULL)
		return;
	while ((e = fts_read(walk)) != NULL) {
		if (e->fts_info == FTS_D &&
		    (e->fts_level > DEPTH_MAX || (e->fts_level > 0 && e->fts_name[0] == '.')))
			fts_set(walk, e, FTS_SKIP);
		else if (e->fts_info == FTS_F && is_font_name(e->fts_name))
			offer_file(fs, e->fts_path, origin);
	}
	fts_close(walk);
}

/* In a folder with a fonts.json, faces are only found by file name, except those in its local/. */
static bool is_scanned(struct font_files *fs, const char *folder)
{
	return is_local(folder) ||
	       access(arena_printf(fs->arena, "%s/fonts.json", folder), F_OK) != 0;
}

static const struct named_face *find_local(struct font_files *fs, struct font_file *file)
{
	for (size_t i = 0; i < fs->folder_n && !fs->local_read; i++)
		if (is_scanned(fs, fs->folders[i]))
			read_folder(fs, fs->folders[i],
			            is_local(fs->folders[i]) ? FONT_LOCAL : FONT_OWN);
	fs->local_read = true;
	return &file->local;
}

static const struct named_face *find_in_system(struct font_files *fs, struct font_file *file)
{
	for (size_t i = 0; i < fs->system_n && !fs->system_read; i++)
		read_folder(fs, fs->system[i], FONT_SYSTEM);
	fs->system_read = true;
	return &file->system;
}

static void locate_by_name(struct font_files *fs, struct font_file *file)
{
	const struct named_face *found = find_local(fs, file);

	if (found->path == NULL && file->entry->system)
		found = find_in_system(fs, file);
	file->origin = found->origin;
	file->path = found->path;
	file->index = found->index;
}

const char *files_locate(struct font_files *fs, struct font_file *file)
{
	if (!file->located && !locate_by_file(fs, file) && file->entry->name_n > 0)
		locate_by_name(fs, file);
	file->located = true;
	return file->path;
}

/* Shares the face with another entry that has opened it; false if there is none. */
static bool share(struct font_files *fs, struct font_file *file)
{
	for (size_t i = 0; i < fs->n; i++) {
		const struct font_file *other = &fs->items[i];

		if (other == file || !other->tried || other->index != file->index ||
		    !same_text(other->path, file->path))
			continue;
		file->font = other->font;
		file->state = other->state;
		file->shared = true;
		return true;
	}
	return false;
}

enum font_state files_open(struct font_files *fs, struct font_file *file)
{
	if (file->tried)
		return file->state;
	if (files_locate(fs, file) == NULL) {
		file->state = FONT_ABSENT;
	} else if (!share(fs, file)) {
		file->state = face_open(&(struct face_file){file->path, file->index,
		                                            fs->read ? FACE_READ : FACE_MAPPED},
		                        fs->arena, &file->font);
		if (file->state == FONT_USABLE)
			file->font->info.id = fs->font_n++;
	}
	file->tried = true;
	return file->state;
}

const char *files_changed(const struct font_files *fs)
{
	for (size_t i = 0; i < fs->n; i++)
		if (fs->items[i].font != NULL && !face_is_intact(fs->items[i].font))
			return fs->items[i].path;
	return NULL;
}

void files_close(struct font_files *fs)
{
	for (size_t i = 0; i < fs->n; i++)
		if (!fs->items[i].shared)
			face_close(fs->items[i].font);
}
