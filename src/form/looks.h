/* SPDX-License-Identifier: MIT */
/*
 * looks.h: what a table says about the looks of its columns and labels. A layout's tables and those
 * that a report brings say it in the same members; only the rule of the findings differs.
 */
#ifndef KANBEN_FORM_LOOKS_H
#define KANBEN_FORM_LOOKS_H

#include "form/form.h"
#include "form/member.h"

enum { LOOKS_MIN_MM_MAX = 1000, LOOKS_WEIGHT_MAX = 1000 };

struct looks_reader {
	const struct member_reader *m;
	const char *rule; /* of the findings about values */
};

/* The members "align", "min_mm" and "weight" of a column; those left out say nothing. */
struct form_looks looks_read_column(const struct looks_reader *lr, const struct json *obj);

/* A column with heads under it has none of them: a finding for each that is there. */
void looks_refuse(const struct looks_reader *lr, const struct json *obj);

/* The member "align" of a row's label. */
struct form_looks looks_read_label(const struct looks_reader *lr, const struct json *obj);

/* The member "labels": an object for each of the table's `depth` columns of labels; NULL if none.
 */
const struct form_looks *looks_read_labels(const struct looks_reader *lr, const struct json *obj,
                                           int depth);

/* The member "orientation": true for "landscape". */
bool looks_read_orientation(const struct looks_reader *lr, const struct json *obj);

/* A truth value; false when left out. */
bool looks_read_flag(const struct looks_reader *lr, const struct json *obj, const char *key);

#endif
