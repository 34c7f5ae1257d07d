/* SPDX-License-Identifier: MIT */
#include "font/inventory.h"

#include <string.h>
#include <sys/stat.h>

#include "font/face_scan.h"

/*
 * MAGIC, a head, then two parts of records: a kind and what is below; strings end in NUL.
 *   of folders:  ROOT    path of a folder that was asked for
 *                FOLDER  stamp, path: that one, and those in it
 *   of faces:    FILE    stamp, path; then its faces
 *                FACE    index, style, number of names; of each, whose it is, and itself, folded
 */
static const char MAGIC[] = "kanben faces 1\n";

struct inventory_head {
	int64_t taken;           /* seconds of the epoch */
	uint64_t folders, faces; /* bytes of the parts */
};

enum { HEAD_END = sizeof(MAGIC) - 1 + sizeof(struct inventory_head) };

enum inventory_record { ROOT = 'R', FOLDER = 'D', FILE_OF_FACES = 'F', FACE = 'N' };

/* A folder that changed so shortly before may change again within the clock's same tick. */
enum { SETTLED_SECONDS = 2 };

static void put_string(struct buf *b, const char *s)
{
	buf_put(b, s, strlen(s) + 1);
}

static struct inventory_stamp stamp_of(const struct stat *st)
{
	return (struct inventory_stamp){st->st_ctim.tv_sec, st->st_ctim.tv_nsec, st->st_ino,
	                                (uint64_t)st->st_size};
}

static struct inventory_stamp stamp_at(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? stamp_of(&st) : (struct inventory_stamp){.seconds = -1};
}

static bool same_stamp(const struct inventory_stamp *a, const struct inventory_stamp *b)
{
	return a->seconds == b->seconds && a->nanoseconds == b->nanoseconds &&
	       a->inode == b->inode && a->size == b->size;
}

bool inventory_is_current(const char *path, const struct inventory_stamp *file)
{
	const struct inventory_stamp now = stamp_at(path);

	return same_stamp(&now, file);
}

/* ---- taking one ---- */

struct taker {
	struct buf folders, faces;
	struct arena arena;
	const char *path; /* of the file whose faces come; NULL: none yet */
};

static void put_stamped(struct buf *b, enum inventory_record kind, const char *path,
                        const struct inventory_stamp *stamp)
{
	buf_putc(b, (char)kind);
	buf_put(b, stamp, sizeof(*stamp));
	put_string(b, path);
}

static void take_folder(void *user, const char *path, const struct stat *st)
{
	struct taker *t = user;
	const struct inventory_stamp stamp = stamp_of(st);

	put_stamped(&t->folders, FOLDER, path, &stamp);
}

static void take_face(void *user, const struct scan_face *f)
{
	struct taker *t = user;
	const struct inventory_stamp stamp = stamp_of(f->file);
	const uint32_t numbers[] = {f->index, names_are_regular(f->names), (uint32_t)f->names->n};

	if (t->path == NULL || strcmp(t->path, f->path) != 0) {
		t->path = arena_strdup(&t->arena, f->path);
		put_stamped(&t->faces, FILE_OF_FACES, f->path, &stamp);
	}
	buf_putc(&t->faces, FACE);
	buf_put(&t->faces, numbers, sizeof(numbers));
	for (size_t i = 0; i < f->names->n; i++) {
		buf_putc(&t->faces, (char)f->names->items[i].is_family);
		put_string(&t->faces, f->names->items[i].folded);
	}
}

void inventory_take(const char *const *folders, size_t n, int64_t now, struct buf *ret)
{
	struct taker t = {.path = NULL};
	const struct scan_visitor visitor = {take_face, take_folder, &t};
	struct inventory_head head = {.taken = now};

	for (size_t i = 0; i < n; i++) {
		const struct inventory_stamp root = stamp_at(folders[i]);

		buf_putc(&t.folders, ROOT);
		put_string(&t.folders, folders[i]);
		/* Also where there is no folder yet, or none that can be read. */
		put_stamped(&t.folders, FOLDER, folders[i], &root);
		scan_folder(folders[i], &visitor);
	}
	head.folders = t.folders.n;
	head.faces = t.faces.n;
	buf_puts(ret, MAGIC);
	buf_put(ret, &head, sizeof(head));
	buf_put(ret, t.folders.p, t.folders.n);
	buf_put(ret, t.faces.p, t.faces.n);
	buf_release(&t.folders);
	buf_release(&t.faces);
	arena_release(&t.arena);
}

/* ---- reading one ---- */

static bool take_bytes(const struct buf *b, size_t *at, void *ret, size_t n)
{
	if (b->n - *at < n)
		return false;
	memcpy(ret, b->p + *at, n);
	*at += n;
	return true;
}

/* NULL: it does not end. */
static const char *take_string(const struct buf *b, size_t *at)
{
	const char *s = b->p + *at, *end = memchr(s, '\0', b->n - *at);

	if (end == NULL)
		return NULL;
	*at += (size_t)(end - s) + 1;
	return s;
}

static bool take_stamped(const struct buf *b, size_t *at, struct inventory_stamp *ret,
                         const char **ret_path)
{
	if (!take_bytes(b, at, ret, sizeof(*ret)))
		return false;
	*ret_path = take_string(b, at);
	return *ret_path != NULL;
}

static bool take_names(struct inventory_walk *w, struct inventory_face *ret)
{
	const struct buf *b = w->inventory;
	uint32_t numbers[3]; /* index, style, names */

	if (!take_bytes(b, &w->at, numbers, sizeof(numbers)) || numbers[2] > b->n - w->at)
		return false;
	*ret = (struct inventory_face){.path = w->path, .file = w->file, .index = numbers[0]};
	ret->names.style = numbers[1] != 0 ? STYLE_REGULAR : STYLE_OTHER;
	ret->names.items = arena_array(w->arena, struct face_name, numbers[2]);
	for (uint32_t i = 0; i < numbers[2]; i++) {
		char family;
		const char *name;

		if (!take_bytes(b, &w->at, &family, 1) || (name = take_string(b, &w->at)) == NULL)
			return false;
		ret->names.items[ret->names.n++] = (struct face_name){name, family != 0};
	}
	return true;
}

/* The parts have the lengths that the head tells: it was written to its end. */
static bool read_head(const struct buf *inventory, struct inventory_head *ret)
{
	size_t at = sizeof(MAGIC) - 1;

	return inventory->n >= at && memcmp(inventory->p, MAGIC, at) == 0 &&
	       take_bytes(inventory, &at, ret, sizeof(*ret)) && ret->folders <= inventory->n - at &&
	       ret->faces == inventory->n - at - ret->folders;
}

bool inventory_next(struct inventory_walk *w, struct inventory_face *ret)
{
	const struct buf *b = w->inventory;
	struct inventory_head head;
	char kind;

	if (w->at == 0 && read_head(b, &head))
		w->at = HEAD_END + head.folders;
	while (w->at > 0 && take_bytes(b, &w->at, &kind, 1)) {
		if (kind == FACE)
			return w->path != NULL && take_names(w, ret);
		if (kind != FILE_OF_FACES || !take_stamped(b, &w->at, &w->file, &w->path))
			return false;
	}
	return false;
}

static bool folder_holds(const struct buf *b, size_t *at, int64_t taken)
{
	struct inventory_stamp stamp;
	const char *path;

	return take_stamped(b, at, &stamp, &path) && stamp.seconds + SETTLED_SECONDS < taken &&
	       inventory_is_current(path, &stamp);
}

bool inventory_holds(const struct buf *inventory, const char *const *folders, size_t n)
{
	struct inventory_head head;
	size_t at = HEAD_END, roots = 0;

	if (!read_head(inventory, &head))
		return false;
	while (at < HEAD_END + head.folders) {
		char kind = inventory->p[at++];
		const char *root = kind == ROOT ? take_string(inventory, &at) : NULL;

		if (kind == FOLDER
		            ? !folder_holds(inventory, &at, head.taken)
		            : root == NULL || roots == n || strcmp(root, folders[roots++]) != 0)
			return false;
	}
	return at == HEAD_END + head.folders && roots == n;
}
