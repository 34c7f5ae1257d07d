/* SPDX-License-Identifier: MIT */
#include "app/folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "app/print.h"
#include "base/mem.h"
#include "base/same_file.h"

struct folder_walk {
	struct arena *arena;
	struct folder_files *files;
	const char *const *endings;
	size_t ending_n;
	bool any_case;
	struct file_identity *entered; /* on the heap */
	size_t entered_n, cap;
};

void folder_add(struct folder_files *to, const char *path, const char *stem)
{
	to->paths = mem_grow(to->paths, to->n, &to->cap, sizeof(*to->paths));
	to->stems = mem_grow(to->stems, to->n, &to->stem_cap, sizeof(*to->stems));
	to->paths[to->n] = path;
	to->stems[to->n++] = stem;
}

void folder_release(struct folder_files *f)
{
	free(f->paths);
	free(f->stems);
	*f = (struct folder_files){0};
}

/* False if it was entered before: links can make a folder contain itself. */
static bool enter(struct folder_walk *w, const struct stat *st)
{
	for (size_t i = 0; i < w->entered_n; i++)
		if (file_identity_cmp(w->entered[i], file_identity(st)) == 0)
			return false;
	w->entered = mem_grow(w->entered, w->entered_n, &w->cap, sizeof(*w->entered));
	w->entered[w->entered_n++] = file_identity(st);
	return true;
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int compare_names(const struct dirent **x, const struct dirent **y)
{
	return strcmp((*x)->d_name, (*y)->d_name);
}

static enum exit_code walk(struct folder_walk *w, const char *path, const char *below);

/* The length of the ending by which the file is taken; 0: it is not. */
static size_t ending_length(const struct folder_walk *w, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < w->ending_n; i++) {
		size_t k = strlen(w->endings[i]);

		if (n > k && (w->any_case ? strcasecmp(name + n - k, w->endings[i])
		                          : strcmp(name + n - k, w->endings[i])) == 0)
			return k;
	}
	return 0;
}

/* `below`: the folder's path from where the walk began, with a slash at its end, or "". */
static enum exit_code take(struct folder_walk *w, const char *path, const char *below,
                           const char *name)
{
	const char *file = arena_printf(w->arena, "%s/%s", path, name);
	size_t n = strlen(name), ending = ending_length(w, name);
	struct stat st;

	if (stat(file, &st) == 0 && S_ISDIR(st.st_mode))
		return enter(w, &st) ? walk(w, file, arena_printf(w->arena, "%s%s/", below, name))
		                     : EXIT_WELL;
	if (ending > 0)
		folder_add(w->files, file,
		           arena_printf(w->arena, "%s%.*s", below, (int)(n - ending), name));
	return EXIT_WELL;
}

static enum exit_code walk(struct folder_walk *w, const char *path, const char *below)
{
	struct dirent **entries;
	int n = scandir(*path != '\0' ? path : "/", &entries, is_visible, compare_names);
	enum exit_code code = EXIT_WELL;

	if (n < 0)
		return print_io(path);
	for (int i = 0; i < n; i++) {
		code = exit_worst(code, take(w, path, below, entries[i]->d_name));
		free(entries[i]);
	}
	free(entries);
	return code;
}

static enum exit_code add_all(struct folder_walk *w, const char *folder)
{
	size_t len = strlen(folder);
	enum exit_code code;
	struct stat st;

	while (len > 1 && folder[len - 1] == '/')
		len--;
	if (stat(folder, &st) == 0)
		(void)enter(w, &st);
	/* "/" itself would become "//a.json", which is another file on some systems. */
	code = walk(w, strcmp(folder, "/") == 0 ? "" : arena_strndup(w->arena, folder, len), "");
	free(w->entered);
	return code;
}

enum exit_code folder_add_reports(struct arena *a, const char *folder, struct folder_files *to)
{
	static const char *const json[] = {".json"};
	struct folder_walk w = {.arena = a, .files = to, .endings = json, .ending_n = 1};

	return add_all(&w, folder);
}

enum exit_code folder_add_files(struct arena *a, const char *folder, const char *const *endings,
                                size_t n, struct folder_files *to)
{
	struct folder_walk w = {.arena = a, .files = to, .endings = endings, .ending_n = n};

	w.any_case = true;
	return add_all(&w, folder);
}
