/* SPDX-License-Identifier: MIT */
#include "base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

enum { BUFFER_BYTES = 64 * 1024, NAME_TRIES = 100, LINKS_MAX = 40 };

struct out {
	struct buf *into; /* memory output; NULL: a file */
	struct buf *held; /* where what is put waits; NULL: it does not */
	int fd;
	int error;       /* errno of the first failure; 0: none */
	bool synced;     /* all that was put is on disc */
	bool direct;     /* device, pipe or standard output: not named at the end */
	char *path;      /* the final name; NULL if direct */
	char *temporary; /* current name of the unfinished file; NULL: it has none */
	long long size;  /* bytes that were put */
	size_t n;        /* of them in `bytes` */
	char *bytes;     /* [BUFFER_BYTES]; NULL: it rests */
};

/* "dir/.name.PID-i~": in the target folder, so that the rename stays on one file system. */
static char *temporary_name(const char *path, long pid, int i)
{
	const char *slash = strrchr(path, '/');
	size_t dir = slash != NULL ? (size_t)(slash - path) + 1 : 0;
	struct buf b = {0};

	buf_put(&b, path, dir);
	buf_putf(&b, ".%s.%ld-%d~", path + dir, pid, i);
	return buf_detach(&b);
}

static int open_nameless(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir;
	int fd;

	if (slash == NULL)
		return open(".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
	dir = strndup(path, slash == path ? 1 : (size_t)(slash - path));
	if (dir == NULL)
		return -1;
	fd = open(dir, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
	free(dir);
	return fd;
}

static int open_named(struct out *o)
{
	for (int i = 0; i < NAME_TRIES; i++) {
		char *name = temporary_name(o->path, (long)getpid(), i);
		int fd = open(name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);

		if (fd >= 0) {
			o->temporary = name;
			return fd;
		}
		free(name);
		if (errno != EEXIST)
			return -1;
	}
	return -1;
}

/* The final target of a chain of dangling links, on the heap; NULL with errno set on failure. */
static char *follow_links(const char *path)
{
	char target[PATH_MAX], *name;
	struct buf b = {0};

	buf_puts(&b, path);
	name = buf_detach(&b);
	for (int i = 0; i < LINKS_MAX; i++) {
		const char *slash = strrchr(name, '/');
		ssize_t n = readlink(name, target, sizeof(target));

		if (n < 0)
			return name;
		if (target[0] != '/' && slash != NULL)
			buf_put(&b, name, (size_t)(slash - name) + 1);
		buf_put(&b, target, (size_t)n);
		free(name);
		name = buf_detach(&b);
	}
	free(name);
	errno = ELOOP;
	return NULL;
}

/* Write through links, like any tool that simply opens its output. */
static char *final_path(const char *path)
{
	char *real = realpath(path, NULL);

	return real != NULL ? real : follow_links(path);
}

char *out_folder(const char *path)
{
	char *real = final_path(path), *slash = real != NULL ? strrchr(real, '/') : NULL;
	struct stat st;

	if (real == NULL || (stat(real, &st) == 0 && !S_ISREG(st.st_mode)))
		return real;
	if (slash == NULL)
		strcpy(real, "."); /* which no name is shorter than */
	else
		slash[slash == real] = '\0';
	return real;
}

static int open_regular(struct out *o, const char *path)
{
	int fd;

	o->path = final_path(path);
	if (o->path == NULL)
		return -1;
	if (access(o->path, F_OK) == 0 && access(o->path, W_OK) != 0)
		return -1;
	fd = open_nameless(o->path);
	if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL))
		fd = open_named(o); /* a file system or kernel without O_TMPFILE */
	return fd;
}

static struct out *new_out(void)
{
	struct out *o = mem_alloc(sizeof(*o));

	o->fd = -1;
	o->bytes = mem_alloc(BUFFER_BYTES);
	return o;
}

enum rc out_open(const char *path, struct out **ret)
{
	struct out *o = new_out();
	struct stat st;

	if (strcmp(path, "-") == 0) {
		o->direct = true;
		o->fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
	} else if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
		o->direct = true;
		o->fd = open(path, O_WRONLY | O_CLOEXEC);
	} else {
		o->fd = open_regular(o, path);
	}
	if (o->fd < 0) {
		int error = errno;

		out_abandon(o);
		errno = error;
		return RC_IO;
	}
	*ret = o;
	return RC_OK;
}

struct out *out_open_memory(struct buf *into)
{
	struct out *o = new_out();

	o->into = into;
	o->direct = true;
	return o;
}

bool out_is_direct(const struct out *o)
{
	return o->direct;
}

long long out_size(const struct out *o)
{
	return o->size;
}

enum rc out_write(int fd, const void *p, size_t n)
{
	for (size_t at = 0; at < n;) {
		ssize_t k = write(fd, (const char *)p + at, n - at);

		if (k < 0 && errno != EINTR)
			return RC_IO;
		at += k > 0 ? (size_t)k : 0;
	}
	return RC_OK;
}

static void write_all(struct out *o, const char *p, size_t n)
{
	if (o->held != NULL || o->into != NULL)
		buf_put(o->held != NULL ? o->held : o->into, p, n);
	else if (o->error == 0 && out_write(o->fd, p, n) != RC_OK)
		o->error = errno;
}

static void flush(struct out *o)
{
	write_all(o, o->bytes, o->n);
	o->n = 0;
}

/*
 * Memory output goes through the buffer too: growing the document by one small piece at a time
 * would cost a tenth of the time of a warm report.
 */
void out_put(struct out *o, const void *p, size_t n)
{
	if (o->error != 0 || n == 0) /* p may be NULL if n == 0 */
		return;
	o->size += (long long)n;
	o->synced = false;
	if (n > BUFFER_BYTES - o->n)
		flush(o);
	if (n >= BUFFER_BYTES) {
		write_all(o, p, n);
		return;
	}
	memcpy(o->bytes + o->n, p, n);
	o->n += n;
}

void out_hold(struct out *o, struct buf *held)
{
	flush(o);
	o->held = held;
}

void out_let_go(struct out *o)
{
	if (o->held == NULL)
		return;
	flush(o);
	o->size -= (long long)o->held->n;
	o->held = NULL;
}

/* Links the nameless file as `name`; returns 0, or -1 with errno set. */
static int link_nameless(const struct out *o, const char *name)
{
	char self[64];

	snprintf(self, sizeof(self), "/proc/self/fd/%d", o->fd);
	return linkat(AT_FDCWD, self, AT_FDCWD, name, AT_SYMLINK_FOLLOW);
}

static int name_temporarily(struct out *o)
{
	for (int i = 0; i < NAME_TRIES; i++) {
		char *name = temporary_name(o->path, (long)getpid(), i);

		if (link_nameless(o, name) == 0) {
			o->temporary = name;
			return 0;
		}
		free(name);
		if (errno != EEXIST)
			return -1;
	}
	return -1;
}

/* linkat() cannot replace an existing file but rename() can, so link under a temporary name first.
 */
static int name_file(struct out *o)
{
	if (o->temporary == NULL) {
		if (link_nameless(o, o->path) == 0)
			return 0;
		if (errno != EEXIST || name_temporarily(o) != 0)
			return -1;
	}
	if (rename(o->temporary, o->path) != 0)
		return -1;
	free(o->temporary);
	o->temporary = NULL;
	return 0;
}

enum rc out_keep_rights(int fd, const struct stat *old)
{
	mode_t mode = old->st_mode & 0777;
	struct stat new;

	if (fstat(fd, &new) != 0)
		return RC_IO;
	if ((old->st_uid != new.st_uid || old->st_gid != new.st_gid) &&
	    fchown(fd, old->st_uid, old->st_gid) != 0)
		mode &= ~(mode_t)S_IRWXG;
	return mode == (new.st_mode & 0777) || fchmod(fd, mode) == 0 ? RC_OK : RC_IO;
}

static int keep_rights(const struct out *o)
{
	struct stat old;

	if (stat(o->path, &old) != 0)
		return errno == ENOENT ? 0 : -1;
	return out_keep_rights(o->fd, &old) == RC_OK ? 0 : -1;
}

/*
 * What close says (a network's file system may write only then) has to be known before the file has
 * its name, which a nameless one gets through its descriptor: so a second one is kept.
 */
static int close_before_naming(struct out *o)
{
	int again = fcntl(o->fd, F_DUPFD_CLOEXEC, 0), first = o->fd;

	if (again < 0)
		return -1;
	o->fd = again;
	return close(first);
}

static void write_to_disc(struct out *o)
{
	flush(o);
	if (o->error != 0 || o->synced || o->direct || o->fd < 0)
		return;
	if (fsync(o->fd) != 0)
		o->error = errno;
	o->synced = o->error == 0;
}

enum rc out_sync(struct out *o)
{
	write_to_disc(o);
	errno = o->error;
	return o->error == 0 ? RC_OK : RC_IO;
}

enum rc out_rest(struct out *o, bool hold)
{
	write_to_disc(o);
	free(o->bytes);
	o->bytes = NULL;
	if (o->error == 0 && !hold && !o->direct) {
		if (keep_rights(o) != 0 || (o->temporary == NULL && name_temporarily(o) != 0))
			o->error = errno;
		if (close(o->fd) != 0 && o->error == 0)
			o->error = errno;
		o->fd = -1;
	}
	errno = o->error;
	return o->error == 0 ? RC_OK : RC_IO;
}

int out_nameless(struct out *o)
{
	flush(o);
	if (o->error == 0 && !o->direct && o->temporary == NULL)
		return o->fd;
	errno = o->error != 0 ? o->error : EINVAL;
	return -1;
}

struct out *out_take_over(int fd, const char *path)
{
	struct out *o = mem_alloc(sizeof(*o));

	o->fd = fd;
	o->path = final_path(path);
	if (o->path == NULL) {
		int error = errno;

		out_abandon(o);
		errno = error;
		return NULL;
	}
	return o;
}

void out_begin_sync(const struct out *o)
{
	if (!o->direct && o->fd >= 0)
		(void)sync_file_range(o->fd, 0, 0, SYNC_FILE_RANGE_WRITE);
}

enum rc out_finish(struct out *o)
{
	int error;

	write_to_disc(o);
	if (o->error == 0 && !o->direct && o->fd >= 0 &&
	    (keep_rights(o) != 0 || close_before_naming(o) != 0))
		o->error = errno;
	if (o->error == 0 && !o->direct && name_file(o) != 0)
		o->error = errno;
	if (o->fd >= 0 && close(o->fd) != 0 && o->error == 0 && o->direct)
		o->error = errno;
	o->fd = -1;
	error = o->error;
	out_abandon(o);
	errno = error;
	return error == 0 ? RC_OK : RC_IO;
}

void out_abandon(struct out *o)
{
	if (o == NULL)
		return;
	if (o->fd >= 0)
		close(o->fd);
	if (o->temporary != NULL)
		unlink(o->temporary);
	free(o->temporary);
	free(o->path);
	free(o->bytes);
	free(o);
}

void out_sweep(const char *path, long pid)
{
	/* The folder may be reached through a link, and the file may not exist yet. */
	char *real = final_path(path);

	for (int i = 0; real != NULL && i < NAME_TRIES; i++) {
		char *name = temporary_name(real, pid, i);
		int gone = unlink(name);

		free(name);
		if (gone != 0)
			break; /* numbers are used in ascending order, one at a time */
	}
	free(real);
}
