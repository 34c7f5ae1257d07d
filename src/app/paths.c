/* SPDX-License-Identifier: MIT */
#include "app/paths.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FOLDERS_MAX = 64, ANCESTORS_MAX = 5 };

struct folders {
	const char *list[FOLDERS_MAX];
	size_t n;
};

static void add(struct folders *f, const char *folder)
{
	if (f->n < FOLDERS_MAX)
		f->list[f->n++] = folder;
}

static void add_if_there(struct folders *f, const char *folder)
{
	if (access(folder, R_OK | X_OK) == 0)
		add(f, folder);
}

static void add_variable(struct arena *a, struct folders *f, const char *name)
{
	const char *value = getenv(name);

	while (value != NULL && *value != '\0') {
		size_t n = strcspn(value, ":");

		if (n > 0)
			add(f, arena_strndup(a, value, n));
		value += n + (value[n] == ':');
	}
}

static void add_below(struct arena *a, struct folders *f, const char *variable, const char *folder)
{
	const char *top = getenv(variable);

	if (top != NULL && top[0] == '/')
		add_if_there(f, arena_printf(a, "%s/%s", top, folder));
}

/* Set and empty, the variable says that the system's fonts have no say. */
static void add_system_fonts(struct arena *a, struct folders *f)
{
	if (getenv("KANBEN_SYSTEM_FONTS") != NULL) {
		add_variable(a, f, "KANBEN_SYSTEM_FONTS");
		return;
	}
	if (getenv("XDG_DATA_HOME") != NULL)
		add_below(a, f, "XDG_DATA_HOME", "fonts");
	else
		add_below(a, f, "HOME", ".local/share/fonts");
	add_below(a, f, "HOME", ".fonts");
	add_if_there(f, "/usr/local/share/fonts");
	add_if_there(f, "/usr/share/fonts");
}

/* The program's own folder, links resolved; NULL if the system does not tell. */
static char *program_folder(void)
{
	char *path = realpath("/proc/self/exe", NULL);
	char *slash = path != NULL ? strrchr(path, '/') : NULL;

	if (slash != NULL)
		*slash = '\0';
	return path;
}

static const char *const *own(struct arena *a, const struct folders *f)
{
	const char **list = arena_array(a, const char *, f->n);

	if (f->n > 0)
		memcpy(list, f->list, f->n * sizeof(*list));
	return list;
}

void paths_find(struct arena *a, struct paths *ret)
{
	struct folders layouts = {0}, fonts = {0}, system = {0}, locales = {0};
	char *folder = program_folder();

	add_variable(a, &layouts, "KANBEN_LAYOUTS");
	add_variable(a, &fonts, "KANBEN_FONTS");
	ret->prefix = arena_printf(a, "%s/..", folder != NULL ? folder : ".");
	for (int up = 0; folder != NULL && up < ANCESTORS_MAX; up++) {
		char *slash = strrchr(folder, '/');

		/* Two marks together, so that a stranger's folder called "fonts" is not taken. */
		if (access(arena_printf(a, "%s/fonts/fonts.json", folder), R_OK) == 0 &&
		    access(arena_printf(a, "%s/layouts", folder), R_OK) == 0) {
			add(&layouts, arena_printf(a, "%s/layouts", folder));
			add(&fonts, arena_printf(a, "%s/fonts", folder));
			add_if_there(&locales, arena_printf(a, "%s/po", folder));
		}
		add_if_there(&layouts, arena_printf(a, "%s/share/kanben/layouts", folder));
		add_if_there(&fonts, arena_printf(a, "%s/share/kanben/fonts", folder));
		add_if_there(&locales, arena_printf(a, "%s/share/locale", folder));
		if (slash == NULL || slash == folder)
			break;
		*slash = '\0';
	}
	free(folder);
	add_system_fonts(a, &system);
	ret->system_fonts = own(a, &system);
	ret->system_font_n = system.n;
	ret->layouts = own(a, &layouts);
	ret->layout_n = layouts.n;
	ret->fonts = own(a, &fonts);
	ret->font_n = fonts.n;
	ret->locale = locales.n > 0 ? locales.list[0] : NULL;
}
