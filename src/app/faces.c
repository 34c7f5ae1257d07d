/* SPDX-License-Identifier: MIT */
#include "app/program.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/out.h"
#include "engine/input.h"
#include "font/inventory.h"

enum { KEPT_MAX = 64 * 1024 * 1024 /* bytes; more is no list of ours */ };

/*
 * The folder of what is kept, made if need be; NULL: nothing is to be kept. KANBEN_CACHE names it
 * or, empty, forbids it; otherwise it is the user's (XDG Base Directory Specification).
 */
static const char *kept_folder(struct arena *a)
{
	const char *own = getenv("KANBEN_CACHE"), *top = getenv("XDG_CACHE_HOME");

	if (own != NULL)
		return *own != '\0' ? own : NULL;
	if (top == NULL || top[0] != '/') {
		top = getenv("HOME");
		if (top == NULL || top[0] != '/')
			return NULL;
		top = arena_printf(a, "%s/.cache", top);
	}
	mkdir(top, S_IRWXU);
	return arena_printf(a, "%s/kanben", top);
}

/* Whoever may write there may choose the fonts of documents: only the user. */
static bool is_file_of_user(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
	       (st.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static bool recall(struct program *p, const char *path)
{
	const struct folders *f = &p->engine.paths.system_fonts;
	struct source kept;

	if (!is_file_of_user(path) || input_read(&p->arena, path, KEPT_MAX, &kept) != RC_OK)
		return false;
	p->faces = (struct buf){.p = (char *)(uintptr_t)kept.text, .n = kept.len};
	return inventory_holds(&p->faces, f->list, f->n);
}

/* If it cannot be kept, the next run takes it again. */
static void keep(const struct buf *faces, const char *folder, const char *path)
{
	struct out *o;

	mkdir(folder, S_IRWXU);
	if (!is_file_of_user(path))
		unlink(path); /* its rights would be kept */
	if (out_open(path, &o) != RC_OK)
		return;
	out_put(o, faces->p, faces->n);
	(void)!out_finish(o);
}

void faces_prepare(struct program *p)
{
	struct paths *paths = &p->engine.paths;
	const char *folder = paths->system_fonts.n > 0 ? kept_folder(&p->arena) : NULL;
	const char *path;

	if (folder == NULL)
		return;
	path = arena_printf(&p->arena, "%s/faces", folder);
	if (!recall(p, path)) {
		struct buf taken = {0};

		inventory_take(paths->system_fonts.list, paths->system_fonts.n, time(NULL), &taken);
		keep(&taken, folder, path);
		p->faces.n = taken.n;
		p->faces.p = buf_to_arena(&p->arena, &taken);
	}
	paths->system_faces = &p->faces;
}
