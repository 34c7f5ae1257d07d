/* SPDX-License-Identifier: MIT */
#include "app/environment.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"

static bool ends_in(const char *name, const char *ending)
{
	size_t n = strlen(name), k = strlen(ending);

	return n > k && strcmp(name + n - k, ending) == 0;
}

static bool is_layout(const char *name)
{
	return ends_in(name, ".json");
}

/* A folder may add faces to those of another one that has the fonts.json. */
static bool is_font(const char *name)
{
	return strcmp(name, "fonts.json") == 0 || ends_in(name, ".otf") || ends_in(name, ".ttf") ||
	       ends_in(name, ".ttc");
}

/* A variable that lists folders. */
struct variable {
	const char *name;
	bool (*is_wanted)(const char *name); /* NULL: whatever, or nothing */
	const char *wanted;
};

static void check_folder(const struct variable *v, const char *folder, struct diag_list *dl)
{
	struct diag_place place = {.rule = "ENV"};
	DIR *dir = opendir(folder);
	bool found = v->is_wanted == NULL;

	if (dir == NULL) {
		diag_add(dl, DIAG_WARNING, &place, "%s: %s: %s", v->name, folder, strerror(errno));
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
