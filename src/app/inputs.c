/* SPDX-License-Identifier: MIT */
#include "app/inputs.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/print.h"
#include "base/tr.h"

/* The list while it grows; the array on the heap. */
struct list {
	struct arena *arena;
	const char **paths;
	size_t n, cap;
};

static void add(struct list *l, const char *path)
{
	l->paths = mem_grow(l->paths, l->n, &l->cap, sizeof(*l->paths));
	l->paths[l->n++] = path;
}

static bool is_folder(const char *path)
{
	struct stat st;

	return strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int is_report(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);

	return entry->d_name[0] != '.' && entry->d_type != DT_DIR && n > 5 &&
	       strcmp(entry->d_name + n - 5, ".json") == 0;
}

static int compare_names(const struct dirent **x, const struct dirent **y)
{
	return strcmp((*x)->d_name, (*y)->d_name);
}

static enum exit_code add_folder(struct list *l, const char *folder)
{
	struct dirent **entries;
	size_t len = strlen(folder);
	int n = scandir(folder, &entries, is_report, compare_names);

	if (n < 0)
		return print_io(folder);
	while (len > 1 && folder[len - 1] == '/')
		len--;
	for (int i = 0; i < n; i++) {
		add(l, arena_printf(l->arena, "%.*s/%s", (int)len, folder, entries[i]->d_name));
		free(entries[i]);
	}
	free(entries);
	return n > 0 ? EXIT_WELL
	             : usage_error(_("there is no .json file in the folder %s"), folder);
}

enum exit_code inputs_expand(struct arena *a, const struct options *o, struct inputs *ret)
{
	struct list l = {.arena = a};
	enum exit_code code = EXIT_WELL;

	for (size_t i = 0; i < o->input_n && code == EXIT_WELL; i++) {
		if (is_folder(o->inputs[i]))
			code = add_folder(&l, o->inputs[i]);
		else
			add(&l, o->inputs[i]);
	}
	ret->n = l.n;
	ret->paths = arena_array(a, const char *, l.n);
	if (l.n > 0)
		memcpy(ret->paths, l.paths, l.n * sizeof(*l.paths));
	free(l.paths);
	return code;
}
