/* SPDX-License-Identifier: MIT */
/*
 * inventory.h: the faces in the system's folders and the names by which they can be chosen, as
 * bytes to be kept from one run to the next: a desktop has hundreds of faces, and opening each for
 * its names takes longer than setting a report. It holds as long as no folder has changed. What is
 * written into a font file does not change its folder, so a face that is chosen is looked at again
 * (inventory_is_current); a file that only now got a name that is wanted goes unnoticed until
 * something in its folder does change.
 */
#ifndef KANBEN_FONT_INVENTORY_H
#define KANBEN_FONT_INVENTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "font/names.h"

/*
 * Appends what is in the folders, and below them; `now` in seconds of the epoch. Numbers are in the
 * machine's own order.
 */
void inventory_take(const char *const *folders, size_t n, int64_t now, struct buf *ret);

/* Are the bytes an inventory of just these folders, whole, and are the folders as they were? */
bool inventory_holds(const struct buf *inventory, const char *const *folders, size_t n);

/* A file or folder as it was: when it last changed in any way (st_ctim), which one it is, and its
 * size. */
struct inventory_stamp {
	int64_t seconds, nanoseconds; /* -1: it was not there */
	uint64_t inode, size;
};

/* A face; path and names are borrowed from the inventory. */
struct inventory_face {
	const char *path;
	struct inventory_stamp file;
	unsigned index;
	struct face_names names; /* the list is in the arena */
};

/* A place in an inventory that holds. A zeroed struct with these two set is at its beginning. */
struct inventory_walk {
	const struct buf *inventory;
	struct arena *arena;
	size_t at;
	const char *path; /* of the file whose faces come */
	struct inventory_stamp file;
};

/* The next face, in the order of scan_folder; false: there are no more. */
bool inventory_next(struct inventory_walk *w, struct inventory_face *ret);

/* Is the file still the one from which the names were read? */
bool inventory_is_current(const char *path, const struct inventory_stamp *file);

#endif
