/* SPDX-License-Identifier: MIT */
#include "app/inputs.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/folder.h"
#include "app/print.h"
#include "base/tr.h"
#include "check/name.h"
#include "engine/input.h"
#include "engine/last_year.h"

enum { SHOWN = 3 /* files that a message names */ };

/* A report in the folder; only what is needed to find it. */
struct candidate {
	const char *path, *organ;
	struct dec year;
};

struct previous {
	const char *path;
	bool folder;
	const struct candidate *list;
	size_t n;
	size_t unread_n; /* files *.json that are not reports */
};

static bool read_candidate(struct program *p, const char *path, struct candidate *ret)
{
	struct arena a = {0};
	struct diag_list dl = {0};
	const struct json *root, *organ, *year;
	struct source src;
	bool found = false;

	if (input_read(&a, path, JSON_MAX_BYTES, &src) == RC_OK &&
	    json_parse(&a, &src, &dl, &root) == RC_OK) {
		organ = json_lookup(root, "organ");
		year = json_lookup(root, "year");
		found = organ != NULL && organ->kind == JSON_STRING && year != NULL &&
		        year->kind == JSON_NUMBER && dec_parse(year->text, year->len, &ret->year);
		if (found) {
			ret->path = path;
			ret->organ = name_organ_key(&p->arena, organ->text);
		}
	}
	diag_release(&dl);
	arena_release(&a);
	return found;
}

static void look_through(struct program *p, const struct folder_files *files, struct previous *ret)
{
	struct candidate *list = arena_array(&p->arena, struct candidate, files->n);

	for (size_t i = 0; i < files->n; i++) {
		if (read_candidate(p, files->paths[i], &list[ret->n]))
			ret->n++;
		else
			ret->unread_n++;
	}
	ret->list = list;
}

enum exit_code previous_open(struct program *p, const char *path, const struct previous **ret)
{
	struct previous *previous = arena_new(&p->arena, struct previous);
	struct folder_files files = {0};
	enum exit_code code;
	struct stat st;

	if (stat(path, &st) != 0)
		return print_io(path);
	previous->path = path;
	previous->folder = S_ISDIR(st.st_mode);
	*ret = previous;
	if (!previous->folder)
		return EXIT_WELL;
	code = folder_add_reports(&p->arena, path, &files);
	look_through(p, &files, previous);
	folder_release(&files);
	return code;
}

/* The path of last year's report in the folder, or NULL with a finding. */
static const char *find_in_folder(const struct previous *previous, struct loaded *l)
{
	const char *folder = previous->path;
	const struct report *r = l->report->report;
	const char *organ = name_organ_key(&l->arena, r->organ), *found = NULL, *names = "";
	struct diag_place place = last_year_place(l);
	size_t n = 0;

	for (size_t i = 0; i < previous->n; i++) {
		const struct candidate *c = &previous->list[i];

		if (strcmp(c->organ, organ) != 0 ||
		    dec_cmp(c->year, dec_from_int(r->year - 1)) != 0)
			continue;
		found = c->path;
		if (n < SHOWN)
			names = arena_printf(&l->arena, n > 0 ? "%s, %s" : "%s%s", names, c->path);
		n++;
	}
	if (n == 0 && previous->unread_n > 0)
		diag_add(&l->dl, DIAG_WARNING, &place,
		         _("%s has no report of “%s” for %d (%zu files there cannot be read as "
		           "reports); nothing is compared with last year"),
		         folder, r->organ, r->year - 1, previous->unread_n);
	else if (n == 0)
		diag_add(&l->dl, DIAG_WARNING, &place,
		         _("%s has no report of “%s” for %d; nothing is compared with last year"),
		         folder, r->organ, r->year - 1);
	else if (n > 1)
		diag_add(&l->dl, DIAG_WARNING, &place,
		         _("%zu reports of “%s” for %d were found (%s); nothing is compared with "
		           "last year"),
		         n, r->organ, r->year - 1, names);
	return n == 1 ? found : NULL;
}

enum exit_code previous_check(struct program *p, const struct options *o,
                              const struct previous *previous, struct loaded *l)
{
	const struct report *r = l->report->report;
	struct source file = {.name = previous->path};
	struct diag_place place = last_year_place(l);
	struct loaded before;
	enum exit_code code;

	if (r->year == 0 || r->organ == NULL) /* a finding says so already */
		return EXIT_WELL;
	if (previous->folder)
		file.name = find_in_folder(previous, l);
	if (file.name == NULL)
		return EXIT_WELL;
	code = load_report(p, o, &file, &before);
	if (before.report != NULL)
		last_year_compare(l, &before);
	else if (before.dl.first != NULL)
		diag_add(&l->dl, DIAG_WARNING, &place,
		         _("%s cannot be used as last year's report: %s"), file.name,
		         before.dl.first->message);
	loaded_release(&before);
	return code == EXIT_SURROUNDINGS ? code : EXIT_WELL;
}
