/* SPDX-License-Identifier: MIT */
#include "app/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/page_files.h"
#include "app/print.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/same_file.h"
#include "base/tr.h"

const char *outcome_name(enum outcome o)
{
	static const char *const names[OUTCOME_N] = {"written", "draft",   "refused", "failed",
	                                             "late",    "crashed", "kept"};

	return names[o];
}

enum outcome outcome_of(const struct made *made)
{
	if (made->kept)
		return OUTCOME_KEPT;
	if (made->code == EXIT_WELL)
		return OUTCOME_WRITTEN;
	if (made->code == EXIT_REPORT)
		return made->written ? OUTCOME_DRAFT : OUTCOME_REFUSED;
	return OUTCOME_FAILED;
}

/* Opens it for appending, so that processes do not overwrite each other's lines. */
static int open_log(const char *path, bool *ret_new)
{
	int fd;

	*ret_new = false;
	if (strcmp(path, "-") == 0)
		return fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
	fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	if (fd >= 0 || errno != ENOENT)
		return fd;
	*ret_new = true;
	return open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_CREAT, 0666);
}

static bool is_this_file(const struct stat *log, const char *path)
{
	struct stat st;

	return path != NULL && strcmp(path, "-") != 0 && stat(path, &st) == 0 &&
	       is_same_file(&st, log);
}

/* The log exists by now, so an output of the same name is found too. */
static const char *find_clash(const struct stat *log, const struct options *o,
                              const struct inputs *in, const struct outputs *out)
{
	const char *const read[] = {o->from, o->layout, o->icc, o->site};

	for (size_t i = 0; i < COUNT(read); i++)
		if (is_this_file(log, read[i]))
			return read[i];
	for (size_t i = 0; i < in->n; i++) {
		if (in->texts == NULL && is_this_file(log, in->paths[i]))
			return in->paths[i];
		if (is_this_file(log, out->files[i].document))
			return out->files[i].document;
		if (is_this_file(log, out->files[i].html))
			return out->files[i].html;
		if (out->files[i].paged && page_files_have(out->files[i].document, o->log))
			return out->files[i].document;
	}
	return NULL;
}

/* Removes the file, not a symbolic link to it. */
static void remove_file(const char *path)
{
	char *real = realpath(path, NULL);

	if (real != NULL)
		unlink(real);
	free(real);
}

static enum exit_code check_kind(const struct stat *st, const struct options *o,
                                 const struct inputs *in, const struct outputs *out)
{
	const char *clash;

	if (strcmp(o->log, "-") == 0 && in->n > 0 && strcmp(out->files[0].document, "-") == 0)
		return usage_error(_("--log: standard output is already used for the document"));
	if (o->resume && !S_ISREG(st->st_mode))
		return usage_error(_("--resume: %s is not a regular file"), o->log);
	clash = S_ISREG(st->st_mode) ? find_clash(st, o, in, out) : NULL;
	if (clash != NULL)
		return usage_error(
		        _("--log %s: this is the same file as %s, which is an input or an output"),
		        o->log, clash);
	return EXIT_WELL;
}

enum exit_code log_open(struct log *l, const struct options *o, const struct inputs *in,
                        const struct outputs *out)
{
	enum exit_code code;
	struct stat st;
	bool new;

	*l = (struct log){.path = o->log, .fd = -1};
	if (o->log == NULL)
		return EXIT_WELL;
	l->fd = open_log(o->log, &new);
	if (l->fd < 0 || fstat(l->fd, &st) != 0)
		return print_io(o->log);
	code = check_kind(&st, o, in, out);
	if (code != EXIT_WELL) {
		close(l->fd);
		l->fd = -1;
		if (new)
			remove_file(o->log);
		return code;
	}
	if (!o->resume && S_ISREG(st.st_mode) && strcmp(o->log, "-") != 0 &&
	    ftruncate(l->fd, 0) != 0)
		return print_io(o->log);
	return EXIT_WELL;
}

static void put_pages(struct buf *b, const struct output *files, size_t page_n)
{
	for (size_t page = 1; page <= page_n; page++) {
		char *name = page_files_name(files->document, page);

		if (page > 1)
			buf_putc(b, ',');
		print_json_text(b, name);
		free(name);
	}
}

void log_put_paths(struct buf *b, const struct output *files, size_t page_n)
{
	buf_putc(b, '[');
	if (files->paged)
		put_pages(b, files, page_n);
	else
		print_json_text(b, files->document);
	if (files->html != NULL) {
		buf_putc(b, ',');
		print_json_text(b, files->html);
	}
	buf_putc(b, ']');
}

static bool has_documents(enum outcome o)
{
	return o == OUTCOME_WRITTEN || o == OUTCOME_DRAFT || o == OUTCOME_KEPT;
}

static void put_line(struct buf *b, const struct log_line *line)
{
	buf_puts(b, "{\"report\":");
	print_json_text(b, line->report);
	buf_puts(b, ",\"profile\":");
	print_json_text(b, line->profile);
	buf_puts(b, ",\"outputs\":");
	if (has_documents(line->outcome))
		log_put_paths(b, line->files, line->page_n);
	else
		buf_puts(b, "[]");
	buf_putf(b, ",\"status\":\"%s\",\"exit\":%d,\"milliseconds\":%lld,",
	         outcome_name(line->outcome), (int)line->code, line->milliseconds);
	buf_put(b, line->record->p, line->record->n);
	if (line->outcome == OUTCOME_FAILED && line->said->n > 0) {
		buf_puts(b, ",\"said\":");
		print_json_text(b, line->said->p);
	}
	buf_puts(b, "}\n");
}

enum rc log_put(struct log *l, const struct log_line *line)
{
	struct buf b = {0};
	enum rc rc;

	if (l->path == NULL || l->failed)
		return RC_OK;
	if (l->torn)
		buf_putc(&b, '\n');
	put_line(&b, line);
	rc = out_write(l->fd, b.p, b.n);
	buf_release(&b);
	l->torn = false;
	l->failed = rc != RC_OK;
	return rc;
}

enum rc log_close(struct log *l)
{
	int fd = l->fd;

	if (l->path == NULL || fd < 0)
		return RC_OK;
	l->fd = -1;
	return close(fd) == 0 || l->failed ? RC_OK : RC_IO;
}
