/* SPDX-License-Identifier: MIT */
#include "app/log.h"

#include <errno.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/page_files.h"
#include "app/print.h"
#include "json/json.h"

static int compare(const void *x, const void *y)
{
	const struct past *a = x, *b = y;
	int order = strcmp(a->report, b->report);

	return order != 0 ? order : strcmp(a->profile, b->profile);
}

/* A member as it is written in the line; NULL: there is none of that kind. */
static const char *raw(struct arena *a, const struct source *line, const struct json *root,
                       const char *key, enum json_kind kind)
{
	const struct json *node = json_lookup(root, key);

	if (node == NULL || node->kind != kind)
		return NULL;
	return arena_strndup(a, line->text + node->off, node->end - node->off);
}

static bool text_is(const struct json *root, const char *key, const char *value)
{
	const struct json *node = json_lookup(root, key);

	return node != NULL && node->kind == JSON_STRING && strcmp(node->text, value) == 0;
}

static bool read_number(const struct json *root, const char *key, long long *ret)
{
	const struct json *node = json_lookup(root, key);
	char *end;

	if (node == NULL || node->kind != JSON_NUMBER)
		return false;
	errno = 0;
	*ret = strtoll(node->text, &end, 10);
	return errno == 0 && *end == '\0' && *ret >= 0;
}

static bool read_key(const struct json *root, uint64_t *ret)
{
	const struct json *node = json_lookup(root, "key");
	char *end;

	if (node == NULL || node->kind != JSON_STRING || node->len != 16)
		return false;
	*ret = strtoull(node->text, &end, 16);
	return *end == '\0';
}

/* False: there are none, or they are not ours. */
static bool read_hashes(const struct json *root, struct edition_hashes *ret)
{
	const struct json *list = json_lookup(root, "hashes");
	char *const into[] = {ret->document, ret->html};
	const struct json *node = list != NULL ? json_first(list) : NULL;

	for (size_t i = 0; i < COUNT(into) && node != NULL; i++, node = node->next) {
		if (node->kind != JSON_STRING || node->len != DIGEST_TEXT - 1 ||
		    strspn(node->text, "0123456789abcdef") != node->len)
			return false;
		memcpy(into[i], node->text, DIGEST_TEXT);
	}
	return list != NULL;
}

/* Reads what only the line of a report written without errors has. */
static bool read_well(struct arena *a, const struct source *line, const struct json *root,
                      struct past *ret)
{
	const struct json *layout = json_lookup(root, "layout");
	long long code, pages, warnings;

	if (!text_is(root, "status", outcome_name(OUTCOME_WRITTEN)) &&
	    !text_is(root, "status", outcome_name(OUTCOME_KEPT)))
		return false;
	if (!read_number(root, "exit", &code) || code != EXIT_WELL || !read_key(root, &ret->key) ||
	    !read_number(root, "bytes", &ret->bytes) || !read_number(root, "pages", &pages) ||
	    !read_number(root, "warnings", &warnings) || layout == NULL ||
	    layout->kind != JSON_STRING)
		return false;
	ret->page_n = (size_t)pages;
	ret->warning_n = (size_t)warnings;
	ret->layout = arena_strdup(a, layout->text);
	ret->outputs = raw(a, line, root, "outputs", JSON_ARRAY);
	ret->findings = raw(a, line, root, "findings", JSON_ARRAY);
	if (!read_hashes(root, &ret->hashes))
		ret->hashes = (struct edition_hashes){0};
	return ret->outputs != NULL && ret->findings != NULL;
}

static void read_line(struct resume *r, const struct source *line)
{
	struct past *past = arena_new(r->arena, struct past), **known;
	struct arena scratch = {0};
	struct diag_list dl = {0};
	const struct json *root;

	if (json_parse(&scratch, line, &dl, &root) == RC_OK) {
		past->report = raw(r->arena, line, root, "report", JSON_STRING);
		past->profile = raw(r->arena, line, root, "profile", JSON_STRING);
		if (past->report != NULL && past->profile != NULL) {
			past->well = read_well(r->arena, line, root, past);
			known = tsearch(past, &r->tree, compare);
			if (known == NULL)
				mem_exhausted();
			*known = past; /* the later line wins */
		}
	}
	diag_release(&dl);
	arena_release(&scratch);
}

enum exit_code resume_read(struct arena *a, struct log *l, struct resume *ret)
{
	FILE *f = fopen(l->path, "re");
	char *text = NULL;
	size_t cap = 0;
	ssize_t n;
	bool failed;

	*ret = (struct resume){.arena = a};
	if (f == NULL)
		return print_io(l->path);
	while ((n = getline(&text, &cap, f)) > 0) {
		struct source line = {.name = l->path, .text = text, .len = (size_t)n};

		l->torn = text[n - 1] != '\n';
		read_line(ret, &line);
	}
	failed = ferror(f) != 0;
	if (failed)
		print_errno(l->path);
	free(text);
	fclose(f);
	return failed ? EXIT_SURROUNDINGS : EXIT_WELL;
}

static void leave(void *past)
{
	(void)past; /* the arena's */
}

void resume_release(struct resume *r)
{
	tdestroy(r->tree, leave);
	r->tree = NULL;
}

static bool add_size(const char *path, long long *bytes)
{
	struct stat st;

	if (strcmp(path, "-") == 0 || stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return false;
	*bytes += st.st_size;
	return true;
}

static bool measure_pages(const struct output *files, size_t page_n, long long *bytes)
{
	bool found = page_n > 0;

	for (size_t page = 1; page <= page_n && found; page++) {
		char *name = page_files_name(files->document, page);

		found = add_size(name, bytes);
		free(name);
	}
	return found;
}

bool resume_measure(const struct output *files, size_t page_n, long long *ret)
{
	*ret = 0;
	if (files->paged)
		return measure_pages(files, page_n, ret);
	return add_size(files->document, ret) &&
	       (files->html == NULL || add_size(files->html, ret));
}

const struct past *resume_lookup(const struct resume *r, const char *report, const char *profile,
                                 const struct output *files)
{
	struct buf name = {0}, kind = {0}, outputs = {0};
	const struct past *past = NULL;
	struct past *const *found;
	long long bytes;

	if (r->tree == NULL)
		return NULL;
	print_json_text(&name, report);
	print_json_text(&kind, profile);
	found = tfind(&(struct past){.report = name.p, .profile = kind.p}, &r->tree, compare);
	if (found != NULL && (*found)->well) {
		size_t page_n = (*found)->page_n;

		log_put_paths(&outputs, files, page_n);
		if (strcmp((*found)->outputs, outputs.p) == 0 &&
		    resume_measure(files, page_n, &bytes) && bytes == (*found)->bytes)
			past = *found;
	}
	buf_release(&name);
	buf_release(&kind);
	buf_release(&outputs);
	return past;
}
