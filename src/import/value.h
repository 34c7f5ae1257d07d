/* SPDX-License-Identifier: MIT */
/* value.h: private to import/. What stands in a cell. */
#ifndef KANBEN_IMPORT_VALUE_H
#define KANBEN_IMPORT_VALUE_H

#include "import/draft.h"

enum value_kind {
	VALUE_TEXT, /* none of the others: a label, or something that no report can hold */
	VALUE_BLANK,
	VALUE_NOTHING, /* "无", "-": blank, and a finding says so */
	VALUE_SLASH,
	VALUE_NUMBER
};

struct value {
	enum value_kind kind;
	const char *text; /* VALUE_NUMBER: in half width, no blanks, no commas between thousands */
	bool changed;     /* it was written otherwise */
};

struct value value_read(struct arena *a, const struct form *form, const char *text);

/*
 * Puts it into a cell of the row that is called `row`: a finding where it is changed, is none that
 * a report can hold, or where something else stood there before. A blank replaces nothing.
 */
void value_put(const struct draft *dr, const struct doc_cell *from, const struct value *v,
               struct draft_cell *to, const char *row);

#endif
