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

static void add_pages(struct arena *a, struct paths *p, const char *folder, const char *name)
{
	const char *path = arena_printf(a, "%s/%s", folder, name);

	if (p->pages == NULL && access(arena_printf(a, "%s/index.html", path), R_OK) == 0)
		p->pages = path;
}

/* What an installation has below a folder, which most folders have not. */
static void add_installed(struct arena *a, struct paths *p, const char *folder)
{
	const char *share = arena_printf(a, "%s/share/kanben", folder);

	if (access(share, X_OK) != 0)
		return;
	folders_add_if_there(&p->layouts, arena_printf(a, "%s/layouts", share));
	folders_add_if_there(&p->fonts, arena_printf(a, "%s/fonts", share));
	add_pages(a, p, share, "serve");
	add_locale(a, p, folder, "share/locale");
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
			add_pages(a, p, above, "serve-pages"); /* a link to its sources */
		}
		add_installed(a, p, above);
		folders_add_if_there(&p->modules, arena_printf(a, "%s/" KANBEN_MODULE_DIR, above));
		if (slash == NULL || slash == above)
			break;
		*slash = '\0';
	}
}
