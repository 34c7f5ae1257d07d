/* SPDX-License-Identifier: MIT */
/*
 * prose_check.h: checks that read a report's prose, or compare single figures: what a layout
 * declares of them. Plain data, like the rest of the form.
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

/* Cells added up: "requests.received.total + requests.carried_in.total". */
struct form_figure {
	const char *text; /* as the layout writes it */
	struct form_operand *cells;
	size_t cell_n;
};

/* A sentence of the layout for its findings; {match} and {context} stand for what was found. */
struct form_message {
	const char *zh, *en;
};

/* Which texts a check reads. */
struct form_scope {
	bool title, organ, reason; /* reason: of a correction */
	bool tables; /* tables that a report brings, in these sections; only FORM_FIND, FORM_LACK */
	const bool *sections; /* [form->section_n]; NULL: all */
};

enum form_prose_check_kind {
	FORM_FIND,   /* what matches is reported */
	FORM_LACK,   /* reported if nothing matches */
	FORM_COUNT,  /* a number in the prose is one of the figures */
	FORM_YEAR,   /* a year in the prose is the report's */
	FORM_SERIES, /* numbers in the prose follow each other */
	FORM_LEVELS, /* numbered headings follow each other, no level left out */
	FORM_REPEAT  /* not the same text as last year */
};

struct form_prose_check {
	enum form_prose_check_kind kind;
	struct form_scope scope;
	const struct pattern **patterns;
	size_t pattern_n;
	const int *groups;            /* [pattern_n] the number or the year; 0: none */
	const struct pattern *unless; /* over the text up to a match's end; or NULL */
	struct form_figure *figures;  /* FORM_COUNT: one of them; FORM_LACK: only if one is not 0 */
	size_t figure_n;
	struct dec says;  /* FORM_COUNT without a group */
	bool any;         /* FORM_COUNT: one right number in the texts is enough */
	bool check_digit; /* FORM_FIND: only what has a right check digit (ISO 7064, MOD 11-2) */
	int least;        /* FORM_REPEAT: texts shorter than so many characters may be alike */
	struct form_message message; /* FORM_FIND, FORM_LACK */
};

/* Figures beside those of last year, or beside a limit. */
struct form_change {
	struct form_figure *figures;
	size_t figure_n;
	int factor;                  /* more than so many times as much or as little; or 0 */
	int least;                   /* the greater of the two is at least this */
	int most;                    /* or: beyond this; 0: no limit */
	const struct pattern *organ; /* only for organs whose name matches; or NULL */
	struct form_message message; /* added to the finding; both NULL: nothing */
};

#endif
