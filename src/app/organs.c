/* SPDX-License-Identifier: MIT */
#include "app/inputs.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/print.h"
#include "base/same_file.h"
#include "base/tr.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "engine/input.h"

enum { LIST_MAX_BYTES = 16 << 20 };

/* An expected organ, or one that has a report. */
struct organ {
	const char *name;
	const char *path;   /* of its report; NULL: not yet */
	size_t off;         /* in the list */
	struct organ *next; /* in the list */
};

/* The identity of a file, whatever its name. */
struct file {
	struct file_identity identity;
	const char *path;
};

struct organs {
	struct arena *arena;
	struct source list; /* name NULL: none */
	void *expected;     /* trees of <search.h>; what is in them is in the arena */
	void *present;
	void *files;
	struct organ *first, **tail; /* those of the list, in its order */
};

static int compare_organs(const void *x, const void *y)
{
	return strcmp(((const struct organ *)x)->name, ((const struct organ *)y)->name);
}

static int compare_files(const void *x, const void *y)
{
	const struct file *a = x, *b = y;

	return file_identity_cmp(a->identity, b->identity);
}

/* Adds an element to a tree; returns the equal one that was there before, or itself. */
static void *enter(void *element, void **tree, int (*compare)(const void *, const void *))
{
	void *node = tsearch(element, tree, compare);

	if (node == NULL)
		mem_exhausted();
	return *(void **)node;
}

static void add_expected(struct organs *o, const char *line, const char *end)
{
	const char *comment = memchr(line, '#', (size_t)(end - line));
	struct organ *organ = arena_new(o->arena, struct organ);

	end = comment != NULL ? comment : end;
	organ->name = unicode_clean_name(o->arena, line, (size_t)(end - line));
	organ->off = (size_t)(line - o->list.text);
	if (*organ->name == '\0' || enter(organ, &o->expected, compare_organs) != organ)
		return;
	*o->tail = organ;
	o->tail = &organ->next;
}

static enum exit_code check_utf8(const struct source *list)
{
	struct diag_list dl = {0};
	struct diag_place place = {.source = list, .rule = "SYN"};

	place.off = utf8_valid_prefix(list->text, list->len);
	if (place.off == list->len)
		return EXIT_WELL;
	diag_add(&dl, DIAG_ERROR, &place, _("byte 0x%02X is not UTF-8: save the file as UTF-8"),
	         (unsigned)(unsigned char)list->text[place.off]);
	print_list(&dl, /*json*/ false);
	diag_release(&dl);
	return EXIT_REPORT;
}

static enum exit_code read_list(struct organs *o, const char *path)
{
	enum exit_code code;
	const char *line, *end;

	if (input_read(o->arena, path, LIST_MAX_BYTES, &o->list) != RC_OK)
		return print_io(path);
	if (o->list.len > LIST_MAX_BYTES)
		return usage_error(_("%s is larger than %d MiB"), path, LIST_MAX_BYTES >> 20);
	code = check_utf8(&o->list);
	line = o->list.text;
	end = line + o->list.len;
	while (code == EXIT_WELL && line < end) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));

		add_expected(o, line, stop != NULL ? stop : end);
		line = stop != NULL ? stop + 1 : end;
	}
	return code;
}

struct organs *organs_new(struct arena *a, const char *list, enum exit_code *ret_code)
{
	struct organs *o = arena_new(a, struct organs);

	o->arena = a;
	o->tail = &o->first;
	*ret_code = list != NULL ? read_list(o, list) : EXIT_WELL;
	if (*ret_code == EXIT_WELL)
		return o;
	organs_release(o);
	return NULL;
}

static void keep(void *element)
{
	(void)element; /* it is in the arena */
}

void organs_release(struct organs *o)
{
	tdestroy(o->expected, keep);
	tdestroy(o->present, keep);
	tdestroy(o->files, keep);
}

/* Adds the file of a report; false, with a finding, if it was added before. */
static bool add_file(struct organs *o, const char *path, struct loaded *in)
{
	struct file *file = arena_new(o->arena, struct file), *first;
	struct stat st;

	if (strcmp(path, "-") == 0 || stat(path, &st) != 0)
		return true;
	*file = (struct file){file_identity(&st), path};
	first = enter(file, &o->files, compare_files);
	if (first != file)
		json_error(&in->dl, &in->source, in->root, "MERGE",
		           _("this is the same file as %s"), first->path);
	return first == file;
}

void organs_add(struct organs *o, const char *path, struct loaded *in)
{
	const struct report *r = in->report->report;
	struct organ *organ = arena_new(o->arena, struct organ), *first, *const * expected;

	if (!add_file(o, path, in) || r->organ == NULL)
		return;
	organ->name = unicode_clean_name(o->arena, r->organ, strlen(r->organ));
	organ->path = path;
	first = enter(organ, &o->present, compare_organs);
	if (first != organ)
		json_error(&in->dl, &in->source, r->organ_at, "MERGE",
		           _("“%s” has a report already: %s"), organ->name, first->path);
	if (o->list.name == NULL)
		return;
	expected = tfind(organ, &o->expected, compare_organs);
	if (expected != NULL)
		(*expected)->path = path;
	else
		json_error(&in->dl, &in->source, r->organ_at, "MERGE",
		           _("“%s” is not in the list %s"), organ->name, o->list.name);
}

void organs_tell_missing(const struct organs *o, struct diag_list *dl)
{
	struct diag_place place = {.source = &o->list, .rule = "MERGE"};

	for (const struct organ *organ = o->first; organ != NULL; organ = organ->next) {
		if (organ->path != NULL)
			continue;
		place.off = organ->off;
		diag_add(dl, DIAG_ERROR, &place, _("“%s” has no report"), organ->name);
	}
}
