/* SPDX-License-Identifier: MIT */
#include "font/chains.h"

#include <string.h>
#include <unistd.h>

#include "font/face_scan.h"

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
	const struct inventory_stamp *file; /* of an inventory, or NULL */
};

/* In the arena; NULL: there is none. */
static const struct inventory_stamp *keep_stamp(struct font_files *fs,
                                                const struct inventory_stamp *file)
{
	struct inventory_stamp *kept;

	if (file == NULL)
		return NULL;
	kept = arena_new(fs->arena, struct inventory_stamp);
	*kept = *file;
	return kept;
}

static void offer_names(struct font_files *fs, struct face_names *names, const struct offer *o)
{
	bool system = o->origin == FONT_SYSTEM;

	for (size_t i = 0; i < fs->n; i++) {
		struct font_file *file = &fs->items[i];
		struct named_face *best = system ? &file->system : &file->local;
		int rank;

		if (file->entry->name_n == 0 || (system && !file->entry->system))
			continue;
		rank = names_match(names, file->entry->folded, file->entry->name_n);
		if (rank == NAMES_NO_MATCH || (best->path != NULL && best->rank <= rank))
			continue;
		*best = (struct named_face){arena_strdup(fs->arena, o->path), o->index, rank,
		                            o->origin, keep_stamp(fs, o->file)};
	}
}

/* Whose faces a scan offers. */
struct scan {
	struct font_files *fs;
	enum font_origin origin;
};

static void offer_face(void *user, const struct scan_face *f)
{
	const struct scan *s = user;

	offer_names(s->fs, f->names, &(struct offer){f->path, f->index, s->origin, NULL});
}

static void read_folder(struct font_files *fs, const char *folder, enum font_origin origin)
{
	struct scan s = {fs, origin};

	scan_folder(folder, &(struct scan_visitor){.face = offer_face, .user = &s});
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

/* As read_folder for each of the system's folders. */
static void read_inventory(struct font_files *fs)
{
	struct arena scratch = {0};
	struct inventory_walk walk = {.inventory = fs->inventory, .arena = &scratch};
	struct inventory_face f;

	while (inventory_next(&walk, &f)) {
		offer_names(fs, &f.names, &(struct offer){f.path, f.index, FONT_SYSTEM, &f.file});
		arena_reset(&scratch);
	}
	arena_release(&scratch);
}

static void forget_system(struct font_files *fs)
{
	for (size_t i = 0; i < fs->n; i++)
		fs->items[i].system = (struct named_face){.path = NULL};
	fs->system_read = false;
	fs->inventory = NULL;
}

static void read_system(struct font_files *fs)
{
	if (fs->inventory != NULL)
		read_inventory(fs);
	for (size_t i = 0; i < fs->system_n && fs->inventory == NULL; i++)
		read_folder(fs, fs->system[i], FONT_SYSTEM);
	fs->system_read = true;
}

static const struct named_face *find_in_system(struct font_files *fs, struct font_file *file)
{
	const struct named_face *found = &file->system;

	if (!fs->system_read)
		read_system(fs);
	/* Another font may have been written into the file. */
	if (found->listed != NULL && !inventory_is_current(found->path, found->listed)) {
		forget_system(fs);
		read_system(fs);
	}
	return found;
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
