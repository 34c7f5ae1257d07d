/* SPDX-License-Identifier: MIT */
#include "serve/supply.h"

#include <errno.h>
#include <string.h>

#include "serve/file_name.h"

bool supply_is_wanted(const struct serve_order *o, const struct serve_answer *a)
{
	return a != NULL && a->status == SERVE_STATUS_WANTS && !o->supplied;
}

/* Of a file that is too large, one byte too many: the worker then says what it always says. */
static enum rc read_picture(const struct store *f, const char *path, struct buf *ret)
{
	enum rc rc = store_read(f, path, STORE_MAX_PICTURE, ret, NULL);

	return rc == RC_OK || errno == EFBIG ? RC_OK : RC_IO;
}

enum rc supply_files(const struct store *f, const struct serve_answer *a, struct arena *arena,
                     struct serve_order *o)
{
	const char *p = a->body.p, *end = p != NULL ? p + a->body.n : p;
	struct source *files = arena_array(arena, struct source, SUPPLY_MAX_FILES);
	size_t bytes = 0;

	o->beside = files;
	o->supplied = true;
	for (; p < end && memchr(p, '\0', (size_t)(end - p)) != NULL; p += strlen(p) + 1) {
		struct buf b = {0};

		if (!file_name_is_picture(p) || read_picture(f, p, &b) != RC_OK) {
			buf_release(&b);
			continue;
		}
		bytes += b.n;
		if (o->beside_n >= SUPPLY_MAX_FILES || bytes > SUPPLY_MAX_BYTES) {
			buf_release(&b);
			return RC_LIMIT;
		}
		files[o->beside_n].name = arena_strdup(arena, p);
		files[o->beside_n].len = b.n;
		files[o->beside_n++].text = buf_to_arena(arena, &b);
	}
	return RC_OK;
}
