/* SPDX-License-Identifier: MIT */
/* table_remarks.h, private to layout/: caption, unit and notes of a table. */
#ifndef KANBEN_LAYOUT_TABLE_REMARKS_H
#define KANBEN_LAYOUT_TABLE_REMARKS_H

#include "layout/table.h"

/*
 * Makes the Caption of a Table, which contains the unit too; with both, each is a P of its own
 * (ISO 32000-1, 14.8.4.3.4 allows one Caption and nothing else beside the rows).
 */
void remarks_tag_lead(struct setting *s, struct table *t, const struct content_table *from,
                      int table);

/* Sets caption, unit and notes once the table's size, page and columns are known. */
void remarks_set(struct setting *s, struct table *t, const struct content_table *from);

#endif
