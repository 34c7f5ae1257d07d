/* SPDX-License-Identifier: MIT */
#include "engine/paths.h"

#include <string.h>
#include <unistd.h>

enum { ANCESTORS_MAX = 5 };

void folders_add(struct folders *f, const char *folder)
{
	if (f->n < FOLDERS_MAX)
		f->list[f->n++] = folder;
}

void folders_add_if_there(struct folders *f, const char *folder)
{
	if (access(folder, R_OK | X_OK) == 0)
		folders_add(f, folder);
}

void paths_add_system_fonts(struct paths *p)
{
	folders_add_if_there(&p->system_fonts, "/usr/local/share/fonts");
	folders_add_if_there(&p->system_fonts, "/usr/share/fonts");
}

static void add_locale(struct arena *a, struct paths *p, const char *folder, const char *name)
{
	const char *path = arena_printf(a, "%s/%s", folder, name);

	if (p->locale == NULL && access(path, R_OK | X_OK) == 0)
		p->locale = path;
}

/* In an installation; in a build tree, which has a link to its sources. */
static void add_pages(struct arena *a, struct paths *p, const char *folder)
{
	static const char *const names[] = {"share/kanben/serve", "serve-pages"};

	for (size_t i = 0; p->pages == NULL && i < COUNT(names); i++) {
		const char *path = arena_printf(a, "%s/%s", folder, names[i]);

		if (access(arena_printf(a, "%s/index.html", path), R_OK) == 0)
			p->pages = path;
	}
}

void paths_add_own(struct arena *a, const char *folder, struct paths *p)
{
	char *above = arena_strdup(a, folder);

	/* In a build tree each module has its own folder; an installation has one for all. */
	folders_add(&p->modules, arena_printf(a, "%s/../import", folder));
	folders_add(&p->modules, arena_printf(a, "%s/../reread", folder));
	folders_add(&p->modules, arena_printf(a, "%s/../serve", folder));
	for (int up = 0; up < ANCESTORS_MAX; up++) {
		char *slash = strrchr(above, '/');

		/* Both must be there, so that an unrelated folder called "fonts" is not used. */
		if (access(arena_printf(a, "%s/fonts/fonts.json", above), R_OK) == 0 &&
		    access(arena_printf(a, "%s/layouts", above), R_OK) == 0) {
			folders_add(&p->layouts, arena_printf(a, "%s/layouts", above));
			folders_add(&p->fonts, arena_printf(a, "%s/fonts", above));
			add_locale(a, p, above, "po");
		}
		folders_add_if_there(&p->layouts,
		                     arena_printf(a, "%s/share/kanben/layouts", above));
		folders_add_if_there(&p->fonts, arena_printf(a, "%s/share/kanben/fonts", above));
		folders_add_if_there(&p->modules, arena_printf(a, "%s/" KANBEN_MODULE_DIR, above));
		add_locale(a, p, above, "share/locale");
		add_pages(a, p, above);
		if (slash == NULL || slash == above)
			break;
		*slash = '\0';
	}
}
