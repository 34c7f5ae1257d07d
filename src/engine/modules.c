/* SPDX-License-Identifier: MIT */
#include "engine/engine.h"

#include <dlfcn.h>

#include "base/tr.h"
#include "import/import.h"
#include "reread/reread.h"

/* The symbol of kanben-NAME.so. It is never unloaded, since other engines may use it too. */
static const void *load(struct engine *e, const char *name, const char *symbol,
                        struct diag_list *dl)
{
	const struct diag_place place = {.rule = "ENV"};
	const struct folders *folders = &e->paths.modules;

	for (size_t i = 0; i < folders->n; i++) {
		const char *path =
		        arena_printf(&dl->arena, "%s/kanben-%s.so", folders->list[i], name);
		void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
		const void *found = handle != NULL ? dlsym(handle, symbol) : NULL;

		if (found != NULL)
			return found;
	}
	diag_add(dl, DIAG_ERROR, &place, _("a part of the program cannot be loaded: %s"),
	         folders->n > 0 ? dlerror() : name);
	return NULL;
}

/* A module has its own copy of base/, so it must be told what to do when memory runs out. */
static void share_oom(void (*set_oom_handler)(void (*handler)(void)))
{
	if (set_oom_handler != NULL)
		set_oom_handler(mem_exhausted);
}

const struct import *modules_import(struct engine *e, struct diag_list *dl)
{
	if (e->import != NULL)
		return e->import;
	e->import = load(e, "import", IMPORT_SYMBOL, dl);
	if (e->import != NULL)
		share_oom(e->import->set_oom_handler);
	return e->import;
}

const struct reread *modules_reread(struct engine *e, struct diag_list *dl)
{
	if (e->reread != NULL)
		return e->reread;
	e->reread = load(e, "reread", REREAD_SYMBOL, dl);
	if (e->reread != NULL)
		share_oom(e->reread->set_oom_handler);
	return e->reread;
}
