/* SPDX-License-Identifier: MIT */
/*
 * page_files.h: the files of a document that has one for each page. They are named after a file
 * that there is not: "x-1.svg", "x-2.svg" … after "x.svg".
 */
#ifndef KANBEN_APP_PAGE_FILES_H
#define KANBEN_APP_PAGE_FILES_H

#include "app/program.h"
#include "base/out.h"

/* The name of a page, counted from 1, on the heap. */
char *page_files_name(const char *document, size_t page);

/* Does a path name one of its pages, be it there or not? */
bool page_files_have(const char *document, const char *path);

/* The files while they are written. Begin with a zeroed struct. */
struct page_files {
	const char *document;
	struct out **outs; /* heap */
	size_t n, cap;
};

/* A write_sink's: writes a page completely, but does not name it. A message was printed if not. */
MUST_USE enum rc page_files_put(void *files, size_t page, const struct buf *bytes);

/*
 * Names all pages once they are on the disk, and removes those of a longer former edition. The
 * first page is named last: when it is the new one, all are. A message was printed if that failed;
 * the files are released in any case.
 */
enum exit_code page_files_finish(struct page_files *f);

/* Discards them: no file appears. */
void page_files_abandon(struct page_files *f);

/* Removes temporary files that process `pid` left behind when it was killed. */
void page_files_sweep(const char *document, long pid);

#endif
