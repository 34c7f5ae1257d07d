/* SPDX-License-Identifier: MIT */
/*
 * looks.h: what a table says about the looks of its columns and labels. A layout's tables and those
 * that a report brings say it in the same members.
 */
#ifndef KANBEN_FORM_LOOKS_H
#define KANBEN_FORM_LOOKS_H

#include "form/form.h"
#include "json/object.h"

enum { LOOKS_MIN_MM_MAX = 1000, LOOKS_WEIGHT_MAX = 1000 };

/* Where text stands: figures may have their points below each other, labels have no points. */
extern const struct member_word looks_figure_aligns[], looks_label_aligns[];

/* The member "align" of a row's label, or of one cell; `field` is an enum form_align. */
#define LOOKS_LABEL_ALIGN(T, field)                                                                \
	{                                                                                          \
		"align", MEMBER_WORD, .words = looks_label_aligns, .to = MEMBER_AT(T, field)       \
	}

/* "min_mm" and "weight"; `looks` leads to the struct form_looks: "looks." or nothing. */
#define LOOKS_WIDTHS(T, looks, ...)                                                                \
	{"min_mm",                                                                                 \
	 MEMBER_MILLI,                                                                             \
	 .max = LOOKS_MIN_MM_MAX,                                                                  \
	 .to = MEMBER_AT(T, looks min_milli_mm),                                                   \
	 .title = N_("The column is at least so wide, in millimetres"),                            \
	 __VA_ARGS__},                                                                             \
	{                                                                                          \
		"weight", MEMBER_WHOLE, .min = 1, .max = LOOKS_WEIGHT_MAX,                         \
		                        .to = MEMBER_AT(T, looks weight), __VA_ARGS__              \
	}

/* Only a column without heads under it has looks. */
#define LOOKS_OF_LEAVES                                                                            \
	.only = MEMBER_WITHOUT, .refuse = N_("only a column without heads under it can have this")
#define LOOKS_COLUMN(T)                                                                            \
	{"align", MEMBER_WORD, .words = looks_figure_aligns, .to = MEMBER_AT(T, looks.align),      \
	 LOOKS_OF_LEAVES},                                                                         \
	        LOOKS_WIDTHS(T, looks., LOOKS_OF_LEAVES)

/* The member "orientation" of a table: true for "landscape". */
#define LOOKS_ORIENTATION(T, field)                                                                \
	{                                                                                          \
		"orientation", MEMBER_EITHER, .words = looks_orientations,                         \
		                              .to = MEMBER_AT(T, field)                            \
	}
extern const struct member_word looks_orientations[];

/*
 * The member "labels": an array with one object for each column of labels. Only its node is kept,
 * in a const struct json *: it is read when it is known how deep the rows are.
 */
#define LOOKS_LABELS(T, field)                                                                     \
	{                                                                                          \
		"labels", MEMBER_ARRAY,                                                            \
		        .at = MEMBER_AT(T, field), .object = &looks_object,                        \
		        .title = N_(                                                               \
		                "The looks of the columns of labels, one for each level of rows")  \
	}
extern const struct object looks_object;

/* Reads it: [depth], or NULL if there is none. */
const struct form_looks *looks_read_labels(const struct object_reader *rr, const struct json *array,
                                           int depth);

#endif
