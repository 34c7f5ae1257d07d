/* SPDX-License-Identifier: MIT */
/* docx_id.h: private to import/. What a .docx file refers to by an id: styles, lists, numberings.
 */
#ifndef KANBEN_IMPORT_DOCX_ID_H
#define KANBEN_IMPORT_DOCX_ID_H

#include <stddef.h>

/* The first member of what has an id. Ids are looked up for every paragraph, so it is sorted by it.
 */
struct docx_id {
	const char *text;
	size_t order; /* in the file: of equal ids the first counts */
};

/* Sorts n items of that size. */
void docx_id_sort(void *items, size_t n, size_t size);

/* The first of n sorted items that has the id; NULL: none has it, or it is NULL. */
void *docx_id_find(void *items, size_t n, size_t size, const char *id);

#endif
