/* SPDX-License-Identifier: MIT */
#include "app/inputs.h"

#include <string.h>
#include <sys/stat.h>

#include "app/folder.h"
#include "app/print.h"
#include "base/tr.h"
#include "engine/input.h"

/* Limit of a list, and of all reports of --jsonl, which are read into memory. */
enum { LINES_MAX_BYTES = 1 << 30 };

/* The list being built. */
struct input_list {
	struct arena *arena;
	struct folder_files files;
};

static void add(struct input_list *l, const char *path)
{
	folder_add(&l->files, path, NULL);
}

static bool is_folder(const char *path)
{
	struct stat st;

	return strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static enum exit_code add_folder(struct input_list *l, const char *folder)
{
	size_t before = l->files.n;
	enum exit_code code = folder_add_reports(l->arena, folder, &l->files);

	if (code != EXIT_WELL || l->files.n > before)
		return code;
	return usage_error(_("there is no .json file in the folder %s"), folder);
}

static enum exit_code add_path(struct input_list *l, const char *path)
{
	if (is_folder(path))
		return add_folder(l, path);
	add(l, path);
	return EXIT_WELL;
}

/* The line that begins at *at, without its line end; NULL: there is none. */
static const char *next_line(const struct source *text, size_t *at, size_t *ret_n)
{
	const char *p = text->text + *at, *end;
	size_t left = text->len - *at;

	if (left == 0)
		return NULL;
	end = memchr(p, '\n', left);
	*ret_n = end != NULL ? (size_t)(end - p) : left;
	*at += *ret_n + (end != NULL);
	if (*ret_n > 0 && p[*ret_n - 1] == '\r')
		--*ret_n;
	return p;
}

/* Reads a file of lines; one beyond the limit is refused, not cut off. */
static enum exit_code read_lines(struct arena *a, const char *path, struct source *ret)
{
	size_t n;

	if (input_read(a, path, LINES_MAX_BYTES, ret) != RC_OK)
		return print_io(path);
	if (ret->len > LINES_MAX_BYTES)
		return usage_error(_("%s: more than %d MiB"), path, LINES_MAX_BYTES >> 20);
	n = source_mark_length(ret); /* no name begins with one */
	ret->text += n;
	ret->len -= n;
	return EXIT_WELL;
}

static enum exit_code add_listed(struct input_list *l, const char *from)
{
	struct source text;
	size_t at = 0, n;
	enum exit_code code = read_lines(l->arena, from, &text);
	const char *line;

	while (code == EXIT_WELL && (line = next_line(&text, &at, &n)) != NULL) {
		if (memchr(line, '\0', n) != NULL)
			return usage_error(
			        _("%s: a line contains a NUL, which no file name can contain"),
			        from);
		if (n > 0)
			code = add_path(l, arena_strndup(l->arena, line, n));
	}
	return code;
}

static size_t stdin_uses(const struct input_list *l, const struct options *o)
{
	size_t n = o->from != NULL && strcmp(o->from, "-") == 0;

	for (size_t i = 0; i < l->files.n; i++)
		n += strcmp(l->files.paths[i], "-") == 0;
	return n;
}

/* One report per line. Empty lines count too, so that numbers are line numbers. */
static enum exit_code read_jsonl(struct arena *a, struct inputs *ret)
{
	struct source text;
	size_t at = 0, n, number = 0, lines = 0;
	enum exit_code code = read_lines(a, "-", &text);
	const char *line;

	if (code != EXIT_WELL)
		return code;
	while (next_line(&text, &at, &n) != NULL)
		lines++;
	ret->paths = arena_array(a, const char *, lines);
	ret->stems = arena_array(a, const char *, lines);
	ret->texts = arena_array(a, struct source, lines);
	for (at = 0; (line = next_line(&text, &at, &n)) != NULL;) {
		number++;
		if (n == 0)
			continue;
		ret->paths[ret->n] = arena_printf(a, "-:%zu", number);
		ret->stems[ret->n] = arena_printf(a, "%06zu", number);
		ret->texts[ret->n] = (struct source){ret->paths[ret->n], line, n};
		ret->n++;
	}
	return ret->n > 0 ? EXIT_WELL : usage_error(_("there is no report on standard input"));
}

static enum exit_code collect(struct input_list *l, const struct options *o)
{
	enum exit_code code = EXIT_WELL;

	for (size_t i = 0; i < o->input_n && code == EXIT_WELL; i++)
		code = add_path(l, o->inputs[i]);
	if (code == EXIT_WELL && o->from != NULL)
		code = add_listed(l, o->from);
	if (code == EXIT_WELL && o->from != NULL && stdin_uses(l, o) > 1)
		code = usage_error(_("standard input is already used for the list of reports"));
	if (code == EXIT_WELL && l->files.n == 0)
		code = usage_error(_("there is no report in the list %s"), o->from);
	return code;
}

enum exit_code inputs_expand(struct arena *a, const struct options *o, struct inputs *ret)
{
	struct input_list l = {.arena = a};
	enum exit_code code;

	*ret = (struct inputs){0};
	if (o->jsonl)
		return read_jsonl(a, ret);
	code = collect(&l, o);
	ret->n = l.files.n;
	ret->paths = arena_array(a, const char *, ret->n);
	ret->stems = arena_array(a, const char *, ret->n);
	for (size_t i = 0; i < ret->n; i++) {
		ret->paths[i] = l.files.paths[i];
		ret->stems[i] = l.files.stems[i];
	}
	folder_release(&l.files);
	return code;
}

struct source inputs_source(const struct inputs *in, size_t i)
{
	return in->texts != NULL ? in->texts[i] : (struct source){.name = in->paths[i]};
}
