/* SPDX-License-Identifier: MIT */
/*
 * same_file.h: names that lead to one file, through links or folders. POSIX tells files apart by
 * the device and the number that the file has on it (sys/stat.h); of either alone there are many.
 */
#ifndef KANBEN_BASE_SAME_FILE_H
#define KANBEN_BASE_SAME_FILE_H

#include <stdbool.h>
#include <sys/stat.h>

struct file_identity {
	dev_t device;
	ino_t number;
};

static inline struct file_identity file_identity(const struct stat *st)
{
	return (struct file_identity){st->st_dev, st->st_ino};
}

/* Below, at or above 0, for sorting; 0: they are one file. */
static inline int file_identity_cmp(struct file_identity a, struct file_identity b)
{
	if (a.device != b.device)
		return a.device < b.device ? -1 : 1;
	return (a.number > b.number) - (a.number < b.number);
}

static inline bool is_same_file(const struct stat *a, const struct stat *b)
{
	return file_identity_cmp(file_identity(a), file_identity(b)) == 0;
}

#endif
