/* SPDX-License-Identifier: MIT */
#include "app/layouts.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "app/input.h"
#include "base/tr.h"

bool layouts_name_is_plain(const char *name)
{
	size_t n = strlen(name);

	return n > 0 && strchr(name, '/') == NULL && name[0] != '.' &&
	       !(n > 5 && strcmp(name + n - 5, ".json") == 0);
}

static const char *find_file(struct layouts *l, const char *name)
{
	if (!layouts_name_is_plain(name))
		return name;
	for (size_t i = 0; i < l->paths->layout_n; i++) {
		const char *path = arena_printf(l->arena, "%s/%s.json", l->paths->layouts[i], name);

		if (access(path, F_OK) == 0)
			return path;
	}
	return NULL;
}

static void report_unreadable(struct diag_list *dl, const char *path)
{
	struct diag_place place = {.rule = "LAYOUT"};

	diag_add(dl, DIAG_ERROR, &place, "%s: %s", path, strerror(errno));
}

/* The looks: the file's own, or those of the layout it extends, which must have its own. */
static enum rc read_style(struct layouts *l, const struct json *root, struct diag_list *dl,
                          struct layout_file *f)
{
	const struct json *extends = json_lookup(root, "extends");
	struct source *base;
	const char *path;

	if (extends == NULL || extends->kind != JSON_STRING)
		return style_read(l->arena, &f->source, root, dl, &f->style);
	path = layouts_name_is_plain(extends->text) ? find_file(l, extends->text) : NULL;
	if (path == NULL) {
		json_error(dl, &f->source, extends, "LAYOUT", _("there is no layout “%s”"),
		           extends->text);
		return RC_INPUT;
	}
	base = arena_new(l->arena, struct source); /* findings point into it */
	if (input_read(l->arena, path, JSON_MAX_BYTES, base) != RC_OK) {
		report_unreadable(dl, path);
		return RC_IO;
	}
	if (json_parse(l->arena, base, dl, &root) != RC_OK)
		return RC_INPUT;
	return style_read(l->arena, base, root, dl, &f->style);
}

static enum rc read_file(struct layouts *l, const char *path, struct diag_list *dl,
                         struct layout_file *f)
{
	const struct json *root;
	enum rc form, style;

	if (input_read(l->arena, path, JSON_MAX_BYTES, &f->source) != RC_OK) {
		report_unreadable(dl, path);
		return RC_IO;
	}
	if (json_parse(l->arena, &f->source, dl, &root) != RC_OK)
		return RC_IO;
	/* Both, so that one run names every fault of the file. */
	form = form_read(l->arena, &f->source, root, dl, &f->form);
	style = read_style(l, root, dl, f);
	return form == RC_OK && style == RC_OK ? RC_OK : RC_IO;
}

enum rc layouts_load(struct layouts *l, const char *name, struct diag_list *dl,
                     const struct layout_file **ret)
{
	struct layout_file *f;
	const char *path;
	enum rc rc;

	for (f = l->first; f != NULL; f = f->next)
		if (strcmp(f->name, name) == 0) {
			*ret = f;
			return RC_OK;
		}
	path = find_file(l, name);
	if (path == NULL)
		return RC_INPUT;
	f = arena_new(l->arena, struct layout_file);
	f->name = arena_strdup(l->arena, name);
	rc = read_file(l, path, dl, f);
	if (rc != RC_OK)
		return rc;
	f->next = l->first;
	l->first = f;
	*ret = f;
	return RC_OK;
}
