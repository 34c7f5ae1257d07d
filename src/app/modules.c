/* SPDX-License-Identifier: MIT */
#include "app/modules.h"

#include <dlfcn.h>

#include "base/tr.h"

/* The symbol of kanben-NAME.so: a build tree has a folder a module, an installation one for all. */
static const void *load(struct program *p, const char *name, const char *symbol,
                        struct diag_list *dl)
{
	const struct diag_place place = {.rule = "ENV"};
	const char *const paths[] = {
	        arena_printf(&p->arena, "%s/%s/kanben-%s.so", p->paths.prefix, name, name),
	        arena_printf(&p->arena, "%s/%s/kanben-%s.so", p->paths.prefix, KANBEN_MODULE_DIR,
	                     name)};

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		void *handle = dlopen(paths[i], RTLD_NOW | RTLD_LOCAL);
		const void *found = handle != NULL ? dlsym(handle, symbol) : NULL;

		if (found != NULL)
			return found;
	}
	diag_add(dl, DIAG_ERROR, &place, _("a part of the program cannot be loaded: %s"),
	         dlerror());
	return NULL;
}

const struct import *modules_import(struct program *p, struct diag_list *dl)
{
	return load(p, "import", IMPORT_SYMBOL, dl);
}

const struct reread *modules_reread(struct program *p, struct diag_list *dl)
{
	return load(p, "reread", REREAD_SYMBOL, dl);
}
