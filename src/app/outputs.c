/* SPDX-License-Identifier: MIT */
#include "app/outputs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/page_files.h"
#include "app/print.h"
#include "base/out.h"
#include "base/same_file.h"
#include "base/tr.h"
#include "json/object.h"
#include "write/write.h"

#define DEFAULT_FOLDER "out"
#define STDIN_STEM "report"

/* "a/b/c.json" -> "c" */
static const char *stem(struct arena *a, const char *input)
{
	const char *slash = strrchr(input, '/');
	const char *name = slash != NULL ? slash + 1 : input;
	size_t n = strlen(name);

	if (strcmp(input, "-") == 0)
		return STDIN_STEM;
	if (n > 5 && strcmp(name + n - 5, ".json") == 0)
		n -= 5;
	return arena_strndup(a, name, n);
}

bool outputs_is_folder(const char *path)
{
	struct stat st;
	size_t n = strlen(path);

	return path[n - 1] == '/' || (stat(path, &st) == 0 && S_ISDIR(st.st_mode));
}

/* mkdir -p */
enum exit_code outputs_make_folder(struct arena *a, const char *path)
{
	char *p = arena_strdup(a, path);

	for (char *s = p + 1;; s++) {
		char c = *s;

		if (c != '/' && c != '\0')
			continue;
		*s = '\0';
		if (mkdir(p, 0777) != 0 && errno != EEXIST)
			return print_io(p);
		*s = c;
		if (c == '\0')
			return EXIT_WELL;
	}
}

/* The folder, and those in it that mirror the folders of the inputs. */
static enum exit_code make_folders(struct arena *a, const char *folder, const struct inputs *in,
                                   const struct outputs *outs)
{
	const char *made = folder;
	enum exit_code code = outputs_make_folder(a, folder);

	for (size_t i = 0; i < in->n && code == EXIT_WELL; i++) {
		const char *path = outs->files[i].document, *slash = strrchr(path, '/');
		size_t n = (size_t)(slash - path);

		if (strlen(made) == n && memcmp(made, path, n) == 0)
			continue;
		made = arena_strndup(a, path, n);
		code = outputs_make_folder(a, made);
	}
	return code;
}

static int compare_names(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static enum exit_code find_clashes(struct arena *a, size_t input_n, const struct outputs *outs)
{
	const char **sorted = arena_array(a, const char *, mem_size_mul(input_n, 2));
	size_t n = 0;

	for (size_t i = 0; i < input_n; i++) {
		sorted[n++] = outs->files[i].document;
		if (outs->files[i].html != NULL)
			sorted[n++] = outs->files[i].html;
	}
	qsort(sorted, n, sizeof(*sorted), compare_names);
	for (size_t i = 0; i + 1 < n; i++)
		if (strcmp(sorted[i], sorted[i + 1]) == 0)
			return usage_error(_("two documents would both be written to %s"),
			                   sorted[i]);
	return EXIT_WELL;
}

static bool ends_in(const char *path, const char *suffix)
{
	size_t n = strlen(path), k = strlen(suffix);

	return n > k && strcasecmp(path + n - k, suffix) == 0;
}

bool outputs_same_file(const char *x, const char *y)
{
	struct stat a, b;

	return stat(x, &a) == 0 && stat(y, &b) == 0 && S_ISREG(a.st_mode) && is_same_file(&a, &b);
}

enum exit_code outputs_check_inputs(const char *output, const char *const *inputs, size_t input_n)
{
	if (output == NULL || strcmp(output, "-") == 0)
		return EXIT_WELL;
	for (size_t i = 0; i < input_n; i++)
		if (outputs_same_file(output, inputs[i]))
			return usage_error(_("%s is an input and would be overwritten"), output);
	return EXIT_WELL;
}

/* Refuses inputs that pages would replace, or that would be removed as a former edition's. */
static enum exit_code check_pages(const struct inputs *in, const struct outputs *outs)
{
	for (size_t i = 0; i < in->n; i++) {
		for (size_t k = 0; k < in->n && outs->files[k].paged; k++)
			if (ends_in(in->paths[i], ".svg") &&
			    page_files_have(outs->files[k].document, in->paths[i]))
				return usage_error(_("%s is an input and would be overwritten"),
				                   in->paths[i]);
	}
	return EXIT_WELL;
}

/* A device, a pipe or standard output: a second file cannot be put beside it. */
static bool is_stream(const char *path)
{
	struct stat st;

	return strcmp(path, "-") == 0 || (stat(path, &st) == 0 && !S_ISREG(st.st_mode));
}

enum exit_code outputs_check_ending(const char *output, const char *const *endings, size_t n)
{
	static const char *const formats[] = {
	        ".pdf", ".html", ".htm", ".mhtml", ".json", ".csv", ".txt",  ".docx", ".doc",
	        ".wps", ".rtf",  ".odt", ".xlsx",  ".xls",  ".et",  ".ods",  ".pptx", ".ofd",
	        ".svg", ".png",  ".jpg", ".jpeg",  ".xml",  ".zip", ".sarif"};
	const char *found = NULL;
	struct arena a = {0};

	if (output == NULL || strcmp(output, "-") == 0)
		return EXIT_WELL;
	for (size_t i = 0; i < COUNT(formats); i++)
		if (ends_in(output, formats[i]))
			found = formats[i];
	for (size_t i = 0; i < n; i++)
		if (ends_in(output, endings[i]))
			found = NULL;
	if (found == NULL)
		return EXIT_WELL;
	usage_error(_("-o %s: “%s” is the ending of another format; %s expected"), output, found,
	            object_alternatives(&a, endings, n));
	arena_release(&a);
	return EXIT_USAGE;
}

enum exit_code outputs_check_json(const char *output)
{
	static const char *const endings[] = {".json"};

	return outputs_check_ending(output, endings, COUNT(endings));
}

/* The last ending of a profile's files: ".pdf" of ".archive.pdf". */
static enum exit_code check_profile_ending(const struct options *o)
{
	const struct writer *w = writer_lookup(o->profile);
	const char *endings[] = {strrchr(w->suffix, '.'), ".html"};

	return outputs_check_ending(o->output, endings, w->html ? 2 : 1);
}

/* The names of both files, "x.pdf" and "x.html", from either of them. */
static void name_both(struct arena *a, const char *path, struct output *ret)
{
	int n = (int)strlen(path);

	ret->document = path;
	if (ends_in(path, ".html")) {
		ret->html = path;
		ret->document = arena_printf(a, "%.*s.pdf", n - (int)strlen(".html"), path);
	} else if (ends_in(path, ".pdf")) {
		ret->html = arena_printf(a, "%.*s.html", n - (int)strlen(".pdf"), path);
	} else {
		ret->html = arena_printf(a, "%s.html", path);
	}
}

static enum exit_code plan_one_file(struct arena *a, const struct options *o,
                                    const struct inputs *in, struct outputs *ret)
{
	struct output *file = arena_new(a, struct output);
	enum exit_code code;

	if (in->n > 1)
		return usage_error(_("-o %s: several reports cannot be written to one file"),
		                   o->output);
	file->document = o->output;
	if (writer_lookup(o->profile)->paged) {
		if (is_stream(o->output))
			return usage_error(_("-o %s: the profile “%s” produces a file for each "
			                     "page"),
			                   o->output, o->profile);
		file->paged = true;
		if (strrchr(o->output, '.') <= strrchr(o->output, '/'))
			file->document = arena_printf(a, "%s.svg", o->output);
	}
	if (writer_lookup(o->profile)->html) {
		if (is_stream(o->output))
			return usage_error(_("-o %s: the profile “%s” produces two files"),
			                   o->output, o->profile);
		name_both(a, o->output, file);
	}
	ret->files = file;
	code = file->paged ? check_pages(in, ret)
	                   : outputs_check_inputs(file->document, in->paths, in->n);
	if (code == EXIT_WELL)
		code = outputs_check_inputs(file->html, in->paths, in->n);
	return code == EXIT_WELL ? check_profile_ending(o) : code;
}

enum exit_code outputs_plan(struct arena *a, const struct options *o, const struct inputs *in,
                            struct outputs *ret)
{
	const struct writer *w = writer_lookup(o->profile);
	const char *folder = o->output != NULL ? o->output : DEFAULT_FOLDER;
	size_t n = strlen(folder);
	enum exit_code code;

	if (o->output != NULL && (strcmp(o->output, "-") == 0 || !outputs_is_folder(o->output)))
		return plan_one_file(a, o, in, ret);
	while (n > 1 && folder[n - 1] == '/')
		n--;
	folder = arena_strndup(a, folder, n);
	ret->files = arena_array(a, struct output, in->n);
	for (size_t i = 0; i < in->n; i++) {
		const char *name =
		        arena_printf(a, "%s/%s", folder,
		                     in->stems[i] != NULL ? in->stems[i] : stem(a, in->paths[i]));

		ret->files[i].document = arena_printf(a, "%s%s", name, w->suffix);
		ret->files[i].paged = w->paged;
		if (w->html)
			ret->files[i].html = arena_printf(a, "%s.html", name);
	}
	code = find_clashes(a, in->n, ret);
	if (code == EXIT_WELL)
		code = check_pages(in, ret);
	return code == EXIT_WELL ? make_folders(a, folder, in, ret) : code;
}

enum exit_code outputs_write_text(const struct options *o, const struct buf *text)
{
	const char *path = o->output != NULL ? o->output : "-";
	struct out *out = NULL;

	if (out_open(path, &out) != RC_OK)
		return print_io(path);
	out_put(out, text->p, text->n);
	if (out_finish(out) != RC_OK)
		return print_io(path);
	outputs_tell_written(o, path);
	return EXIT_WELL;
}

void outputs_tell_written(const struct options *o, const char *path)
{
	struct buf b = {0};

	if (path == NULL || is_stream(path) || o->quiet || isatty(STDERR_FILENO) != 1)
		return;
	print_plain(&b, path);
	fprintf(stderr, _("kanben: %s is written\n"), b.p);
	buf_release(&b);
}

void outputs_tell_document(const struct options *o, const struct output *files, size_t page_n)
{
	for (size_t page = 1; files->paged && page <= page_n; page++) {
		char *name = page_files_name(files->document, page);

		outputs_tell_written(o, name);
		free(name);
	}
	if (!files->paged)
		outputs_tell_written(o, files->document);
	outputs_tell_written(o, files->html);
}

static void put_hash(struct buf *b, const char *hash, const char *name)
{
	if (*hash == '\0')
		return;
	buf_putf(b, "%s  ", hash);
	print_plain(b, name);
	buf_putc(b, '\n');
}

void outputs_put_hashes(struct buf *b, const struct output *files, const struct edition_hashes *h)
{
	put_hash(b, h->document, files->document);
	put_hash(b, h->html, files->html);
}
