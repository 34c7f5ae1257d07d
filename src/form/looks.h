/* SPDX-License-Identifier: MIT */
/*
 * looks.h: the members that specify how a table's columns and labels look. Layouts' tables and
 * reports' own tables share them.
 */
#ifndef KANBEN_FORM_LOOKS_H
#define KANBEN_FORM_LOOKS_H

#include "form/form.h"
#include "json/object.h"

enum { LOOKS_MIN_MM_MAX = 1000, LOOKS_WEIGHT_MAX = 1000 };

/* Alignments: only figures can be aligned at the decimal point. */
extern const struct member_word looks_figure_aligns[], looks_label_aligns[];

/* The member "align" of a row's label or of a single cell; `field` is an enum form_align. */
#define LOOKS_LABEL_ALIGN(T, field)                                                                \
	{                                                                                          \
		"align", MEMBER_WORD, .words = looks_label_aligns, .to = MEMBER_WORD_AT(T, field)  \
	}

/* "min_mm" and "weight"; `looks` is the path in T to the struct form_looks: looks. or nothing. */
#define LOOKS_WIDTHS(T, looks, ...)                                                                \
	{"min_mm",                                                                                 \
	 MEMBER_MILLI,                                                                             \
	 .max = LOOKS_MIN_MM_MAX,                                                                  \
	 .to = MEMBER_AT(T, looks min_milli_mm),                                                   \
	 .title = N_("Minimum width of the column, in millimetres"),                               \
	 __VA_ARGS__},                                                                             \
	{                                                                                          \
		"weight", MEMBER_WHOLE, .min = 1, .max = LOOKS_WEIGHT_MAX,                         \
		                        .to = MEMBER_AT(T, looks weight), __VA_ARGS__              \
	}

/* These are for columns without heads under them. */
#define LOOKS_OF_LEAVES                                                                            \
	.only = MEMBER_WITHOUT, .refuse = N_("only a column without heads under it can have this")
#define LOOKS_COLUMN(T)                                                                            \
	{"align", MEMBER_WORD, .words = looks_figure_aligns, .to = MEMBER_WORD_AT(T, looks.align), \
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
 * The member "labels": an array of one object per label column. Only its node is stored, as a const
 * struct json *, because it can be read only once the depth of the rows is known.
 */
#define LOOKS_LABELS(T, field)                                                                     \
	{                                                                                          \
		"labels", MEMBER_ARRAY,                                                            \
		        .at = MEMBER_AT(T, field), .object = &looks_object,                        \
		        .title = N_(                                                               \
		                "How the label columns look: one object for each level of rows")   \
	}
extern const struct object looks_object;

/* Reads that array: [depth], or NULL if there is none. */
const struct form_looks *looks_read_labels(const struct object_reader *rr, const struct json *array,
                                           int depth);

#endif
