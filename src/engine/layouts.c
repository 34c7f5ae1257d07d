/* SPDX-License-Identifier: MIT */
#include "engine/layouts.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/tr.h"
#include "engine/input.h"
#include "shipped/shipped.h"

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
	for (size_t i = 0; i < l->paths->layouts.n; i++) {
		const char *path =
		        arena_printf(l->arena, "%s/%s.json", l->paths->layouts.list[i], name);

		if (access(path, F_OK) == 0)
			return path;
	}
	return NULL;
}

bool layouts_any(const struct layouts *l)
{
	for (size_t i = 0; i < l->paths->layouts.n; i++)
		if (access(l->paths->layouts.list[i], R_OK | X_OK) == 0)
			return true;
	return false;
}

static void tell_unreadable(struct diag_list *dl, const char *path)
{
	struct diag_place place = {.rule = "LAYOUT"};

	diag_add(dl, DIAG_ERROR, &place, "%s: %s", path, tr_error(errno));
}

/* Reads the style: the file's own, or that of the layout it extends, which must have one. */
static enum rc read_style(struct layouts *l, const struct json *root, struct diag_list *dl,
                          struct layout_file *f)
{
	const struct json *extends = json_lookup(root, "extends");
	struct source *base = &f->base; /* findings point into it */
	const char *path;

	if (extends == NULL || extends->kind != JSON_STRING)
		return style_read(l->arena, &f->source, root, dl, &f->style);
	path = layouts_name_is_plain(extends->text) ? find_file(l, extends->text) : NULL;
	if (path == NULL) {
		json_error(dl, &f->source, extends, "LAYOUT", _("there is no layout “%s”"),
		           extends->text);
		return RC_INPUT;
	}
	if (input_read(l->arena, path, JSON_MAX_BYTES, base) != RC_OK) {
		tell_unreadable(dl, path);
		return RC_IO;
	}
	if (shipped_parse(l->arena, base, dl, &root, NULL) != RC_OK)
		return RC_INPUT;
	return style_read(l->arena, base, root, dl, &f->style);
}

static bool is_alphanumeric(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The shape of RFC 5646, 2.1: 2 … 8 letters, then parts of 1 … 8 letters or digits. */
static bool is_language_tag(const char *s)
{
	size_t n = 0, part = 0;

	for (; *s != '\0'; s++) {
		if (*s == '-' && n >= (part == 0 ? 2 : 1)) {
			n = 0;
			part++;
			continue;
		}
		if (!is_alphanumeric(*s) || (part == 0 && *s <= '9') || ++n > 8)
			return false;
	}
	return n >= (part == 0 ? 2 : 1);
}

/* PDF/UA requires a language (ISO 14289-1, 7.2). */
static enum rc check_language(const struct layout_file *f, const struct json *root,
                              struct diag_list *dl)
{
	const struct json *at = json_lookup(root, "language");

	if (at == NULL || at->kind != JSON_STRING || (!at->has_nul && is_language_tag(at->text)))
		return RC_OK;
	json_error(dl, &f->source, at, "LAYOUT",
	           _("a language tag like “zh-CN” expected (BCP 47), found “%s”"), at->text);
	return RC_INPUT;
}

static enum rc read_file(struct layouts *l, const char *path, struct diag_list *dl,
                         struct layout_file *f)
{
	struct form_input in = {.source = &f->source, .patterns = &l->patterns};
	enum rc form, language, style;

	if (input_read(l->arena, path, JSON_MAX_BYTES, &f->source) != RC_OK) {
		tell_unreadable(dl, path);
		return RC_IO;
	}
	if (shipped_parse(l->arena, &f->source, dl, &in.root, &in.book) != RC_OK)
		return RC_IO;
	/* All three, so that one run finds every fault of the file. */
	form = form_read(l->arena, &in, dl, &f->form);
	language = check_language(f, in.root, dl);
	style = read_style(l, in.root, dl, f);
	return form == RC_OK && language == RC_OK && style == RC_OK ? RC_OK : RC_IO;
}

/* A faulty file is kept as long as the findings that point into it. */
static enum rc load(struct layouts *l, const char *name, struct diag_list *dl,
                    struct layout_file **ret)
{
	struct arena own = {0};
	struct layouts reading = {.arena = &own, .paths = l->paths};
	struct layout_file *f = arena_new(&own, struct layout_file);
	const char *path = find_file(&reading, name);
	enum rc rc = RC_INPUT;

	f->name = arena_strdup(&own, name);
	if (path != NULL)
		rc = read_file(&reading, path, dl, f);
	if (rc == RC_OK)
		pattern_store_join(&l->patterns, &reading.patterns);
	else
		pattern_store_release(&reading.patterns);
	arena_join(rc == RC_OK ? l->arena : &dl->arena, &own);
	*ret = f;
	return rc;
}

enum rc layouts_load(struct layouts *l, const char *name, struct diag_list *dl,
                     const struct layout_file **ret)
{
	struct layout_file *f;
	enum rc rc;

	for (f = l->first; f != NULL; f = f->next)
		if (strcmp(f->name, name) == 0) {
			*ret = f;
			return RC_OK;
		}
	rc = load(l, name, dl, &f);
	if (rc != RC_OK)
		return rc;
	f->next = l->first;
	l->first = f;
	*ret = f;
	return RC_OK;
}
