/* SPDX-License-Identifier: MIT */
#include "font/face_scan.h"

#include <fts.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { MEMBERS_MAX = 64, DEPTH_MAX = 8 };

static bool is_font_name(const char *name)
{
	static const char *const ENDINGS[] = {".ttf", ".ttc", ".otf", ".otc"};
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot != NULL && i < COUNT(ENDINGS); i++)
		if (strcasecmp(dot, ENDINGS[i]) == 0)
			return true;
	return false;
}

static void visit_file(const FTSENT *e, const struct scan_visitor *v)
{
	struct peek *file = peek_open(e->fts_path);
	unsigned n = file != NULL ? peek_count(file) : 0;

	for (unsigned i = 0; i < n && i < MEMBERS_MAX; i++) {
		hb_face_t *face = peek_face(file, i);
		struct arena scratch = {0};
		struct face_names names;

		names_list(&scratch, face, &names);
		v->face(v->user, &(struct scan_face){e->fts_path, e->fts_statp, i, &names});
		arena_release(&scratch);
		hb_face_destroy(face);
	}
	peek_close(file);
}

static int compare_names(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool is_passed_over(const FTSENT *e)
{
	return e->fts_level > DEPTH_MAX || (e->fts_level > 0 && e->fts_name[0] == '.');
}

void scan_folder(const char *folder, const struct scan_visitor *v)
{
	struct arena scratch = {0};
	char *roots[] = {arena_strdup(&scratch, folder), NULL};
	FTS *walk = NULL;
	FTSENT *e;

	if (access(folder, R_OK | X_OK) == 0)
		walk = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, compare_names);
	while (walk != NULL && (e = fts_read(walk)) != NULL) {
		if (e->fts_info == FTS_D && is_passed_over(e))
			fts_set(walk, e, FTS_SKIP);
		else if (e->fts_info == FTS_D && e->fts_level > 0 && v->folder != NULL)
			v->folder(v->user, e->fts_path, e->fts_statp);
		else if (e->fts_info == FTS_F && is_font_name(e->fts_name))
			visit_file(e, v);
	}
	if (walk != NULL)
		fts_close(walk);
	arena_release(&scratch);
}
