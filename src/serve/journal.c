/* SPDX-License-Identifier: MIT */
#include "serve/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "json/json.h"

enum rc journal_open(const struct store *f, const char *path, struct journal *ret)
{
	int flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK;
	int fd = path != NULL ? open(path, flags, 0640)
	                      : openat(f->fd, JOURNAL_NAME, flags | O_NOFOLLOW, 0640);

	if (fd < 0)
		return RC_IO;
	ret->fd = fd;
	return RC_OK;
}

void journal_close(struct journal *j)
{
	if (j->fd >= 0)
		close(j->fd);
	j->fd = -1;
}

static void put_member(struct buf *b, const char *key, const char *text)
{
	buf_putf(b, ",\"%s\":", key);
	if (text != NULL)
		json_put_string(b, text, strlen(text));
	else
		buf_puts(b, "null");
}

/* To the millisecond, in UTC (RFC 3339). */
static void put_time(struct buf *b)
{
	struct timespec now;
	struct tm tm;
	char text[32];

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
	buf_putf(b, "{\"time\":\"%s.%03ldZ\"", text, now.tv_nsec / 1000000);
}

enum rc journal_put(const struct journal *j, const struct journal_entry *e)
{
	struct buf b = {0};
	ssize_t n;
	enum rc rc = RC_IO;

	put_time(&b);
	put_member(&b, "who", e->who);
	put_member(&b, "from", e->from);
	put_member(&b, "report", e->report);
	put_member(&b, "old", e->before);
	put_member(&b, "new", e->after);
	buf_putf(&b, ",\"bytes\":%zu", e->bytes);
	if (e->failed != NULL)
		put_member(&b, "failed", e->failed);
	buf_puts(&b, "}\n");
	n = write(j->fd, b.p, b.n);
	if (n >= 0 && (size_t)n < b.n)
		errno = ENOSPC;
	else if (n >= 0 && (fdatasync(j->fd) == 0 || errno == EINVAL)) /* a pipe cannot be synced */
		rc = RC_OK;
	buf_release(&b);
	return rc;
}
