/* SPDX-License-Identifier: MIT */
#include "engine/engine.h"

#include <dlfcn.h>
#include <unistd.h>

#include "base/file_kind.h"
#include "base/tr.h"
#include "import/import.h"
#include "reread/reread.h"
#include "serve/serve.h"

/*
 * What kanben-NAME.so exports, which begins with a struct module. It is never unloaded, since other
 * engines may use it too.
 */
static const void *load(struct engine *e, const char *name, const char *symbol,
                        struct diag_list *dl)
{
	const struct diag_place place = {.rule = "ENV"};
	const struct folders *folders = &e->paths.modules;
	const char *why = name;
	bool there = false; /* why is about a file that is there, not about one that is missing */

	for (size_t i = 0; i < folders->n; i++) {
		const char *path =
		        arena_printf(&dl->arena, "%s/kanben-%s.so", folders->list[i], name);
		void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
		const struct module *found = handle != NULL ? dlsym(handle, symbol) : NULL;

		if (found == NULL) {
			if (!there)
				why = arena_strdup(&dl->arena, dlerror());
			there = there || access(path, F_OK) == 0;
			continue;
		}
		if (found->set_oom_handler != NULL)
			found->set_oom_handler(mem_exhausted);
		if (found->set_catalogue != NULL)
			found->set_catalogue(tr_catalogue());
		return found;
	}
	diag_add(dl, DIAG_ERROR, &place, _("a module of the program cannot be loaded: %s"), why);
	return NULL;
}

void modules_use_catalogue(const struct engine *e, const struct catalogue *c)
{
	tr_set_catalogue(c);
	if (e->import != NULL && e->import->module.set_catalogue != NULL)
		e->import->module.set_catalogue(c);
	if (e->reread != NULL && e->reread->module.set_catalogue != NULL)
		e->reread->module.set_catalogue(c);
	if (e->reread_ofd != NULL && e->reread_ofd->module.set_catalogue != NULL)
		e->reread_ofd->module.set_catalogue(c);
}

const struct import *modules_import(struct engine *e, struct diag_list *dl)
{
	if (e->import == NULL)
		e->import = load(e, "import", IMPORT_SYMBOL, dl);
	return e->import;
}

const struct reread *modules_reread(struct engine *e, struct diag_list *dl)
{
	if (e->reread == NULL)
		e->reread = load(e, "reread", REREAD_SYMBOL, dl);
	return e->reread;
}

const struct reread *modules_reread_ofd(struct engine *e, struct diag_list *dl)
{
	if (e->reread_ofd == NULL)
		e->reread_ofd = load(e, "reread-ofd", REREAD_OFD_SYMBOL, dl);
	return e->reread_ofd;
}

const struct reread *modules_reread_for(struct engine *e, const struct source *file,
                                        struct diag_list *dl)
{
	return file_kind_of(file) == FILE_OFD ? modules_reread_ofd(e, dl) : modules_reread(e, dl);
}

const struct serve *modules_serve(struct engine *e, struct diag_list *dl)
{
	return load(e, "serve", SERVE_SYMBOL, dl);
}
