/* SPDX-License-Identifier: MIT */
#include "app/program.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/tr.h"

static void add_variable(struct arena *a, struct folders *f, const char *name)
{
	const char *value = getenv(name);

	while (value != NULL && *value != '\0') {
		size_t n = strcspn(value, ":");

		if (n > 0)
			folders_add(f, arena_strndup(a, value, n));
		value += n + (value[n] == ':');
	}
}

static void add_below(struct arena *a, struct folders *f, const char *variable, const char *folder)
{
	const char *top = getenv(variable);

	if (top != NULL && top[0] == '/')
		folders_add_if_there(f, arena_printf(a, "%s/%s", top, folder));
}

/* If the variable is set but empty, the system's fonts are ignored. */
static void add_system_fonts(struct arena *a, struct paths *p)
{
	struct folders *f = &p->system_fonts;

	if (getenv("KANBEN_SYSTEM_FONTS") != NULL) {
		add_variable(a, f, "KANBEN_SYSTEM_FONTS");
		return;
	}
	if (getenv("XDG_DATA_HOME") != NULL)
		add_below(a, f, "XDG_DATA_HOME", "fonts");
	else
		add_below(a, f, "HOME", ".local/share/fonts");
	add_below(a, f, "HOME", ".fonts");
	paths_add_system_fonts(p);
}

void environment_paths(struct arena *a, struct paths *ret)
{
	/* The program's file, links resolved; empty if the system does not say. */
	char file[PATH_MAX] = "", *slash;
	ssize_t n = readlink("/proc/self/exe", file, sizeof(file) - 1);

	if (n < 0)
		n = 0;
	file[n] = '\0';
	slash = strrchr(file, '/');

	add_variable(a, &ret->layouts, "KANBEN_LAYOUTS");
	add_variable(a, &ret->fonts, "KANBEN_FONTS");
	if (slash != NULL) {
		*slash = '\0';
		paths_add_own(a, file, ret);
	}
	add_system_fonts(a, ret);
}

static bool ends_in(const char *name, const char *ending)
{
	size_t n = strlen(name), k = strlen(ending);

	return n > k && strcmp(name + n - k, ending) == 0;
}

static bool is_layout(const char *name)
{
	return ends_in(name, ".json");
}

/* A folder without fonts.json may still add faces to one that has it. */
static bool is_font(const char *name)
{
	return strcmp(name, "fonts.json") == 0 || ends_in(name, ".otf") || ends_in(name, ".ttf") ||
	       ends_in(name, ".ttc");
}

/* A variable that lists folders. */
struct variable {
	const char *name;
	bool (*is_wanted)(const char *name); /* NULL: any folder will do, even an empty one */
	const char *wanted;
};

static void check_folder(const struct variable *v, const char *folder, struct diag_list *dl)
{
	struct diag_place place = {.rule = "ENV"};
	DIR *dir = opendir(folder);
	bool found = v->is_wanted == NULL;

	if (dir == NULL) {
		diag_add(dl, DIAG_WARNING, &place, "%s: %s: %s", v->name, folder, tr_error(errno));
		return;
	}
	for (const struct dirent *e; !found && (e = readdir(dir)) != NULL;)
		found = v->is_wanted(e->d_name);
	closedir(dir);
	if (!found)
		diag_add(dl, DIAG_WARNING, &place, _("%s: there is no %s in %s"), v->name,
		         v->wanted, folder);
}

static void check_variable(const struct variable *v, struct diag_list *dl)
{
	const char *value = getenv(v->name);

	while (value != NULL && *value != '\0') {
		size_t n = strcspn(value, ":");

		if (n > 0)
			check_folder(v, arena_strndup(&dl->arena, value, n), dl);
		value += n + (value[n] == ':');
	}
}

void environment_check(struct diag_list *dl)
{
	const struct variable layouts = {"KANBEN_LAYOUTS", is_layout, "*.json"};
	const struct variable system = {.name = "KANBEN_SYSTEM_FONTS"};
	const struct variable fonts = {"KANBEN_FONTS", is_font, "fonts.json"};

	check_variable(&layouts, dl);
	check_variable(&fonts, dl);
	check_variable(&system, dl);
}
