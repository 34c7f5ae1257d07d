/* SPDX-License-Identifier: MIT */
#include "app/page_files.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/print.h"
#include "base/mem.h"
#include "base/same_file.h"
#include "base/tr.h"
#include "write/write.h"

/* So many files are kept open and nameless: a process may commonly have 1024. */
enum { HELD_MAX = 200 };

/* ---- names ---- */

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

/* Where ".svg" begins. */
static size_t stem_length(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name);
}

char *page_files_name(const char *document, size_t page)
{
	size_t n = (size_t)(base_name(document) - document) + stem_length(base_name(document));
	struct buf b = {0};

	buf_put(&b, document, n);
	buf_putf(&b, "-%zu%s", page, document + n);
	return buf_detach(&b);
}

static bool is_page_name(const char *document, const char *name)
{
	const char *base = base_name(document);
	size_t n = stem_length(base), digits;

	if (strncmp(name, base, n) != 0 || name[n] != '-' || name[n + 1] == '0')
		return false;
	name += n + 1;
	digits = strspn(name, "0123456789");
	return digits > 0 && strcmp(name + digits, base + n) == 0;
}

/* The folder that a path is in, on the heap: "." or "a/b/". */
static char *folder_of(const char *path)
{
	size_t n = (size_t)(base_name(path) - path);
	struct buf b = {0};

	buf_put(&b, n > 0 ? path : ".", n > 0 ? n : 1);
	return buf_detach(&b);
}

static bool in_same_folder(const char *x, const char *y)
{
	char *folders[] = {folder_of(x), folder_of(y)};
	struct stat a, b;
	bool same = stat(folders[0], &a) == 0 && stat(folders[1], &b) == 0 && is_same_file(&a, &b);

	free(folders[0]);
	free(folders[1]);
	return same;
}

bool page_files_have(const char *document, const char *path)
{
	char *real;
	bool has = is_page_name(document, base_name(path)) && in_same_folder(document, path);

	if (has)
		return true;
	real = realpath(path, NULL);
	has = real != NULL && is_page_name(document, base_name(real)) &&
	      in_same_folder(document, real);
	free(real);
	return has;
}

/* ---- writing ---- */

static enum exit_code tell_io(const struct page_files *f, size_t page)
{
	char *name = page_files_name(f->document, page);
	enum exit_code code = print_io(name);

	free(name);
	return code;
}

enum rc page_files_put(void *files, size_t page, const struct buf *bytes)
{
	struct page_files *f = files;
	char *name = page_files_name(f->document, page);
	enum rc rc;

	f->outs = mem_grow(f->outs, f->n, &f->cap, sizeof(struct out *));
	rc = out_open(name, &f->outs[f->n]);
	if (rc == RC_OK) {
		struct out *o = f->outs[f->n++];

		out_put(o, bytes->p, bytes->n);
		rc = out_rest(o, /*hold*/ f->n <= HELD_MAX);
	}
	if (rc != RC_OK)
		print_errno(name);
	free(name);
	return rc;
}

/* Is it a regular file that begins as ours do? */
static bool is_ours(const char *path)
{
	char start[sizeof(SVG_START)] = "";
	struct stat st;
	bool same = false;
	FILE *f = lstat(path, &st) == 0 && S_ISREG(st.st_mode) ? fopen(path, "re") : NULL;

	if (f == NULL)
		return false;
	same = fread(start, 1, sizeof(start) - 1, f) == sizeof(start) - 1 &&
	       strcmp(start, SVG_START) == 0;
	fclose(f);
	return same;
}

/* The page after the last one of a former edition. Its pages are numbered without a gap. */
static size_t former_end(const struct page_files *f)
{
	for (size_t page = f->n + 1;; page++) {
		char *name = page_files_name(f->document, page);
		bool ours = is_ours(name);

		free(name);
		if (!ours)
			return page;
	}
}

/*
 * Old pages beside the new ones would be taken for theirs. From the last one on, so that those that
 * are left if it is interrupted are found the next time.
 */
static enum exit_code remove_former(const struct page_files *f)
{
	enum exit_code code = EXIT_WELL;

	for (size_t page = former_end(f) - 1; page > f->n && code == EXIT_WELL; page--) {
		char *name = page_files_name(f->document, page);

		if (unlink(name) != 0)
			code = print_io(name);
		free(name);
	}
	return code;
}

/* A page of that number that is not ours stays, but is told: it looks like one of this document. */
static void tell_strange(const struct page_files *f)
{
	char *name = page_files_name(f->document, f->n + 1);
	struct buf b = {0};

	if (access(name, F_OK) == 0) {
		print_plain(&b, name);
		fprintf(stderr, _("kanben: %s is not a page of this document; it was left\n"), b.p);
	}
	buf_release(&b);
	free(name);
}

static void release(struct page_files *f)
{
	free(f->outs);
	*f = (struct page_files){0};
}

enum exit_code page_files_finish(struct page_files *f)
{
	enum exit_code code = EXIT_WELL, former = EXIT_WELL;

	for (size_t page = f->n; page > 0 && code == EXIT_WELL; page--) {
		struct out *o = f->outs[page - 1];

		if (page == 1)
			former = remove_former(f);
		f->outs[page - 1] = NULL;
		if (out_finish(o) != RC_OK)
			code = tell_io(f, page);
	}
	if (code == EXIT_WELL && former == EXIT_WELL)
		tell_strange(f);
	page_files_abandon(f);
	return exit_worst(code, former);
}

void page_files_abandon(struct page_files *f)
{
	for (size_t i = 0; i < f->n; i++)
		out_abandon(f->outs[i]);
	release(f);
}

/* ---- what a killed process left ---- */

/* ".x-1.svg.PID-0~": a temporary file of page 1 (out.h). */
static void sweep_one(const char *document, const char *folder, const char *entry, long pid)
{
	char mark[32];
	const char *at;
	struct buf b = {0};

	snprintf(mark, sizeof(mark), ".%ld-", pid);
	at = entry[0] == '.' ? strstr(entry, mark) : NULL;
	if (at == NULL)
		return;
	buf_putf(&b, "%s/", folder);
	buf_put(&b, entry + 1, (size_t)(at - entry - 1));
	if (is_page_name(document, base_name(b.p)))
		out_sweep(b.p, pid);
	buf_release(&b);
}

void page_files_sweep(const char *document, long pid)
{
	char *folder = folder_of(document);
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		sweep_one(document, folder, entry->d_name, pid);
	if (dir != NULL)
		closedir(dir);
	free(folder);
}
