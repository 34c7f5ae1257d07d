/* SPDX-License-Identifier: MIT */
/*
 * schema.h: describes the reports of a form: for editors as a JSON Schema, for people as an empty
 * report to fill in and as a table of its keys.
 */
#ifndef KANBEN_SCHEMA_SCHEMA_H
#define KANBEN_SCHEMA_SCHEMA_H

#include <stdbool.h>

#include "base/buf.h"
#include "form/form.h"

/*
 * Appends the JSON Schema (2020-12) of the form's reports. It accepts everything that report_read
 * reads without errors, and also what no schema can exclude: duplicate keys, rows of a report's own
 * table with too few or too many values. Titles are the form's wording; descriptions are in the
 * user's language. named: "layout" is required, because a report without it has the default layout.
 */
void schema_put(struct buf *b, const struct form *f, bool named);

/*
 * Appends an empty report of the form, with every row and every cell null. Checking it shows what
 * remains to be done: title, organ and year are errors until they are filled in, and required
 * sections without text are warnings.
 */
void schema_put_blank(struct buf *b, const struct form *f);

/*
 * Appends, for reading, a line for each key of the form's reports, with what is printed for it. The
 * keys of columns stand below the first row that has them.
 */
void schema_put_keys(struct buf *b, const struct form *f);

#endif
