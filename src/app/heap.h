/* SPDX-License-Identifier: MIT */
/* heap.h: how the process's heap behaves. What it does when it runs out, heap.c says. */
#ifndef KANBEN_APP_HEAP_H
#define KANBEN_APP_HEAP_H

/*
 * Memory that is given back comes into use again within a report: mapping it anew, page by page,
 * took a thirtieth of the time of a short run.
 */
void heap_keep(void);

/*
 * Has the pages that a report takes in any case at once, which takes two thirds of the time that
 * they take one by one. Nothing comes of it where the system or a sanitizer has none to give.
 */
void heap_fill(void);

#endif
