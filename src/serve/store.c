/* SPDX-License-Identifier: MIT */
#include "serve/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/out.h"

/* Names of texts that are being written: never those of reports, since they begin with a dot. */
#define TEMPORARY ".kanben-"

static int open_beneath(const struct store *f, const char *path, int flags, unsigned mode)
{
	const struct open_how how = {.flags = (unsigned)(flags | O_CLOEXEC | O_NOFOLLOW),
	                             .mode = mode,
	                             .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS |
	                                        RESOLVE_NO_MAGICLINKS};
	int fd;

	do
		fd = (int)syscall(SYS_openat2, f->fd, path, &how, sizeof(how));
	while (fd < 0 && (errno == EINTR || errno == EAGAIN));
	return fd;
}

static bool is_temporary(const char *name)
{
	size_t n = strlen(name);

	return strncmp(name, TEMPORARY, strlen(TEMPORARY)) == 0 && name[n - 1] == '~';
}

/* Nobody else makes files of these names while this server has the lock. */
static void sweep(const struct store *f, const char *folder)
{
	int fd = open_beneath(f, folder, O_RDONLY | O_DIRECTORY, 0);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	const struct dirent *entry;

	if (dir == NULL) {
		if (fd >= 0)
			close(fd);
		return;
	}
	while ((entry = readdir(dir)) != NULL)
		if (is_temporary(entry->d_name))
			unlinkat(dirfd(dir), entry->d_name, 0);
	closedir(dir);
}

enum rc store_open(const char *path, struct store *ret)
{
	struct store f = {open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
	int probe;

	if (f.fd < 0)
		return RC_IO;
	probe = open_beneath(&f, ".", O_PATH | O_DIRECTORY, 0);
	if (probe < 0 || flock(f.fd, LOCK_EX | LOCK_NB) != 0) {
		int error = errno;

		if (probe >= 0)
			close(probe);
		close(f.fd);
		errno = error;
		return RC_IO;
	}
	close(probe);
	sweep(&f, ".");
	sweep(&f, STORE_PICTURES);
	*ret = f;
	return RC_OK;
}

enum rc store_open_shared(const char *path, struct store *ret)
{
	ret->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return ret->fd >= 0 ? RC_OK : RC_IO;
}

enum rc store_open_below(const struct store *f, const char *name, bool make, struct store *ret)
{
	if (make && mkdirat(f->fd, name, 0777) == 0 && fsync(f->fd) != 0)
		return RC_IO;
	ret->fd = open_beneath(f, name, O_RDONLY | O_DIRECTORY, 0);
	if (ret->fd < 0 && (errno == ELOOP || errno == EXDEV || errno == ENOTDIR))
		errno = ENOENT;
	return ret->fd >= 0 ? RC_OK : RC_IO;
}

DIR *store_open_list(const struct store *f)
{
	int fd = open_beneath(f, ".", O_RDONLY | O_DIRECTORY, 0);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	int error = errno;

	if (dir == NULL && fd >= 0)
		close(fd);
	errno = error;
	return dir;
}

enum rc store_list(const struct store *f, store_file_fn *fn, void *user)
{
	DIR *dir = store_open_list(f);
	const struct dirent *entry;
	struct stat st;

	if (dir == NULL)
		return RC_IO;
	while ((entry = readdir(dir)) != NULL)
		if (fstatat(f->fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(st.st_mode))
			fn(user, entry->d_name, &st);
	closedir(dir);
	return RC_OK;
}

void store_close(struct store *f)
{
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
}

/* O_NONBLOCK: a pipe of that name must not hold everybody up. */
static int open_regular(const struct store *f, const char *path, struct stat *ret_st)
{
	int fd = open_beneath(f, path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);

	if (fd < 0) {
		if (errno == ELOOP || errno == EXDEV)
			errno = ENOENT;
		return -1;
	}
	if (fstat(fd, ret_st) == 0 && S_ISREG(ret_st->st_mode))
		return fd;
	close(fd);
	errno = ENOENT;
	return -1;
}

bool store_stat(const struct store *f, const char *path, struct stat *ret)
{
	int fd = open_regular(f, path, ret);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static enum rc read_all(int fd, size_t limit, struct buf *ret)
{
	ssize_t n;

	do {
		buf_reserve(ret, 64 * 1024);
		n = read(fd, ret->p + ret->n, 64 * 1024);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return RC_IO;
		ret->n += (size_t)n;
		ret->p[ret->n] = '\0';
		if (ret->n > limit) {
			errno = EFBIG;
			return RC_IO;
		}
	} while (n != 0);
	return RC_OK;
}

enum rc store_read(const struct store *f, const char *path, size_t limit, struct buf *ret,
                   struct stat *ret_st)
{
	struct stat st;
	int fd = open_regular(f, path, &st), error;
	enum rc rc;

	if (fd < 0)
		return RC_IO;
	rc = read_all(fd, limit, ret);
	error = errno;
	close(fd);
	if (rc == RC_OK && ret_st != NULL)
		*ret_st = st;
	errno = error;
	return rc;
}

/* Gives the finished file its name. */
static enum rc give_name(const struct store *f, const char *temporary, const struct store_text *t)
{
	if (renameat2(f->fd, temporary, f->fd, t->name, t->fresh ? RENAME_NOREPLACE : 0) == 0)
		return RC_OK;
	if (!t->fresh || errno != EINVAL)
		return RC_IO;
	/* A file system that cannot rename so; a link never replaces anything. */
	if (linkat(f->fd, temporary, f->fd, t->name, 0) != 0)
		return RC_IO;
	unlinkat(f->fd, temporary, 0);
	return RC_OK;
}

static enum rc write_as(const struct store *f, const char *temporary, const struct store_text *t)
{
	struct stat before;
	int fd = open_beneath(f, temporary, O_CREAT | O_EXCL | O_WRONLY, 0666), error;
	enum rc rc = RC_OK;

	if (fd < 0)
		return RC_IO;
	if (!t->fresh && store_stat(f, t->name, &before))
		rc = out_keep_rights(fd, &before);
	if (rc == RC_OK)
		rc = out_write(fd, t->text, t->n);
	if (rc == RC_OK && fsync(fd) != 0)
		rc = RC_IO;
	error = errno;
	if (close(fd) != 0 && rc == RC_OK) {
		rc = RC_IO;
		error = errno;
	}
	errno = error;
	if (rc == RC_OK)
		rc = give_name(f, temporary, t);
	error = errno;
	if (rc != RC_OK)
		unlinkat(f->fd, temporary, 0);
	errno = error;
	return rc;
}

enum rc store_write(const struct store *f, const struct store_text *t)
{
	char temporary[64];
	struct stat st;
	enum rc rc;

	/* Nobody else makes such names here; something may have been left behind all the same. */
	for (unsigned i = 0;; i++) {
		snprintf(temporary, sizeof(temporary), TEMPORARY "%u~", i);
		if (fstatat(f->fd, temporary, &st, AT_SYMLINK_NOFOLLOW) != 0)
			break;
	}
	rc = write_as(f, temporary, t);
	if (rc == RC_OK && fsync(f->fd) != 0)
		return RC_IO; /* it has its name, but a power cut may take it */
	return rc;
}

void store_hash(const char *p, size_t n, char ret[DIGEST_TEXT])
{
	struct digest *d = digest_new();

	digest_put(d, p, n);
	digest_finish(d, ret);
	digest_free(d);
}
