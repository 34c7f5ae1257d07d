/* SPDX-License-Identifier: MIT */
#include "engine/beside.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/tr.h"

/* Opens a path below a folder step by step: a link on the way might lead anywhere. -1: errno. */
static int open_below(const char *folder, const char *file, struct arena *a)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), next;
	char *part = arena_strdup(a, file), *slash;

	for (; fd >= 0 && (slash = strchr(part, '/')) != NULL; part = slash + 1) {
		*slash = '\0';
		next = openat(fd, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		close(fd);
		fd = next;
	}
	if (fd < 0)
		return -1;
	next = openat(fd, part, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	close(fd);
	return next;
}

static bool read_all(int fd, struct buf *b)
{
	enum { PIECE = 1 << 16 };
	ssize_t n = 1;

	while (n > 0 && b->n <= PICTURE_MAX_BYTES) {
		buf_reserve(b, b->n + PIECE);
		n = read(fd, b->p + b->n, PIECE);
		if (n < 0 && errno == EINTR)
			n = 1;
		else if (n > 0)
			b->n += (size_t)n;
	}
	return n >= 0;
}

static const char *why(int error)
{
	if (error == ELOOP || error == ENOTDIR)
		return _("it is a link, or below one");
	return strerror(error);
}

const char *beside_read(void *folder, struct arena *a, const char *file, struct source *ret)
{
	int fd = open_below(folder, file, a), error;
	struct buf b = {0};
	struct stat st;
	bool good;

	if (fd < 0)
		return why(errno);
	good = fstat(fd, &st) == 0;
	if (good && !S_ISREG(st.st_mode)) {
		close(fd);
		return _("it is not a file");
	}
	good = good && read_all(fd, &b);
	error = errno;
	close(fd);
	*ret = (struct source){
	        .name = file, .text = arena_strndup(a, b.n > 0 ? b.p : "", b.n), .len = b.n};
	buf_release(&b);
	return good ? NULL : why(error);
}

const char *beside_folder(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	return slash == path ? "/" : arena_strndup(a, path, (size_t)(slash - path));
}
