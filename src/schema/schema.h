/* SPDX-License-Identifier: MIT */
/*
 * schema.h: what a layout asks of its reports, told to editors and to people: as a JSON Schema, and
 * as a report in which everything is still to be filled in. Both follow from the form alone.
 */
#ifndef KANBEN_SCHEMA_SCHEMA_H
#define KANBEN_SCHEMA_SCHEMA_H

#include <stdbool.h>

#include "base/buf.h"
#include "form/form.h"

/*
 * Appends the JSON Schema (2020-12) of the form's reports. It accepts what report_read reads
 * without an error; what no schema can say (a repeated key, how many columns a report's own table
 * has) it leaves open. Titles are the form's wording, explanations are in the user's language.
 * named: a report must say "layout", for without it it would be read as one of another layout.
 */
void schema_put(struct buf *b, const struct form *f, bool named);

/*
 * Appends a report of the form without content: every row is there, every cell null. The title, the
 * organ and the year are empty, which are errors until they are filled in, and sections without
 * text are warned of: so a check of the report names what is still to be done.
 */
void schema_put_blank(struct buf *b, const struct form *f);

#endif
