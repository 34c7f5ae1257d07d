/* SPDX-License-Identifier: MIT */
/*
 * prose_check.h: checks that a layout declares for the prose of a report and for single figures.
 * Plain data, like the rest of the form.
 */
#ifndef KANBEN_FORM_PROSE_CHECK_H
#define KANBEN_FORM_PROSE_CHECK_H

#include "base/dec.h"
#include "base/pattern.h"
#include "form/form.h"

/* One cell of one table. */
struct form_operand {
	const struct form_section *section;
	size_t cell; /* in section.cells */
	int sign;    /* +1, -1 */
};

/* A sum of cells: "requests.received.total + requests.carried_in.total". */
struct form_figure {
	const char *text; /* as written in the layout */
	struct form_operand *cells;
	size_t cell_n;
};

/* The message of a layout's finding; {match} and {context} are replaced by what was found. */
struct form_message {
	const char *zh, *en;
};

/* Which texts a check reads. */
struct form_scope {
	bool title, organ, reason; /* reason: of a correction */
	bool tables; /* the report's own tables in these sections; only FORM_FIND, FORM_LACK */
	const bool *sections; /* [form->section_n]; NULL: all */
};

enum form_prose_check_kind {
	FORM_FIND,   /* reports every match */
	FORM_LACK,   /* reports that nothing matches */
	FORM_COUNT,  /* a number in the prose must be one of the figures */
	FORM_YEAR,   /* a year in the prose must be the report's */
	FORM_SERIES, /* numbers in the prose must be consecutive */
	FORM_LEVELS, /* numbered headings must be consecutive and skip no level */
	FORM_REPEAT  /* the text must not be last year's */
};

struct form_prose_check {
	enum form_prose_check_kind kind;
	struct form_scope scope;
	const struct pattern **patterns;
	size_t pattern_n;
	const char *group; /* of the number or the year, in those patterns that have it; or NULL */
	const struct pattern
	        *unless; /* excludes matches, tried on the text up to their end; or NULL */
	struct form_figure *figures; /* FORM_COUNT: any of them; FORM_LACK: only if one is not 0 */
	size_t figure_n;
	struct dec says;  /* FORM_COUNT: the number that a pattern without a group means */
	bool any;         /* FORM_COUNT: one right number in the texts is enough */
	bool check_digit; /* FORM_FIND: only with a valid check digit (ISO 7064, MOD 11-2) */
	int least;        /* FORM_REPEAT: ignore texts of fewer characters than this */
	struct form_message message; /* FORM_FIND, FORM_LACK */
};

/* Figures compared with last year's, or with a limit. */
struct form_change {
	struct form_figure *figures;
	size_t figure_n;
	int factor; /* reported if more than this many times as much or as little */
	int least;  /* … and the larger of the two is at least this */
	int most;   /* without a factor: reported if above this limit */
	const struct pattern *organ; /* only for organs whose name matches; or NULL */
	struct form_message message; /* added to the finding; both NULL: nothing */
};

#endif
