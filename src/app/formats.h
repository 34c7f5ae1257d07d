/* SPDX-License-Identifier: MIT */
/*
 * formats.h: the findings of many reports as machines read them. A worker makes the part of one
 * report; the process that prints puts the parts together, in the order of the reports.
 */
#ifndef KANBEN_APP_FORMATS_H
#define KANBEN_APP_FORMATS_H

#include "app/options.h"
#include "base/buf.h"
#include "engine/loaded.h"

enum format {
	FORMAT_TEXT,   /* on standard error, by print_list; the others are on standard output */
	FORMAT_JSON,   /* an object a line */
	FORMAT_CSV,    /* a line each */
	FORMAT_SARIF,  /* OASIS SARIF 2.1.0, one document */
	FORMAT_SUMMARY /* a table of reports and rules */
};

/* The format of --json, --csv, --sarif or --summary. EXIT_USAGE: more than one was given. */
enum exit_code formats_choose(const struct options *o, enum format *ret);

/* Appends the part of one report; its findings are sorted. */
void formats_put_part(struct buf *b, enum format f, const struct loaded *l);

/* A rule that has findings. */
struct format_rule {
	const char *id; /* in the arena */
	size_t n;       /* findings in all */
};

/* A report's line of the summary. */
struct format_row {
	const char *path;
	enum exit_code code;
	size_t *counts; /* by rule, [count_n]; on the heap */
	size_t count_n;
};

/* What is collected until the last report is done. */
struct formats {
	enum format format;
	struct arena arena;
	struct format_rule *rules; /* on the heap, as are the rows */
	size_t rule_n, rule_cap;
	struct format_row *rows;
	size_t row_n, row_cap;
	struct buf results, notifications; /* SARIF: items of arrays */
};

void formats_begin(struct formats *f, enum format format);

/* Prints a report's part, or collects it. Parts come in the order of the reports. */
void formats_add(struct formats *f, const char *path, enum exit_code code, const struct buf *part);

/* Prints what was collected and frees it. */
void formats_end(struct formats *f);

/* ---- sarif.c ---- */

/* "RULE\t{…}\n" for each finding: a result (SARIF 3.27) without its ruleIndex. */
void sarif_put_part(struct buf *b, const struct diag_list *dl);

void sarif_add(struct formats *f, const char *path, enum exit_code code, const struct buf *part);
void sarif_put_end(struct buf *b, const struct formats *f);

/* ---- summary.c ---- */

/* "RULE\tNUMBER\n" for each rule that found something. */
void summary_put_part(struct buf *b, const struct diag_list *dl);

void summary_add(struct formats *f, const char *path, enum exit_code code, const struct buf *part);
void summary_put_end(struct buf *b, const struct formats *f);

/* The index of a rule, which is added if it is new. */
size_t formats_rule(struct formats *f, const char *id, size_t len);

#endif
