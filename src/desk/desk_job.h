/* SPDX-License-Identifier: MIT */
/* desk_job.h: private to desk/: an order while it is carried out. */
#ifndef KANBEN_DESK_DESK_JOB_H
#define KANBEN_DESK_DESK_JOB_H

#include "desk/desk.h"
#include "engine/edition.h"
#include "json/emit.h"

/* Errors and warnings of a rule that an answer lists; the others are counted. */
enum { DESK_FINDINGS = 1000 };

struct desk_job {
	const struct desk *desk;
	const struct serve_order *order;
	struct serve_answer *answer;
	struct arena arena;
	struct buf wanted; /* pictures that a report names and the order has not, each with a NUL */
};

/* The answer is an error with a message; the code is a literal. */
void desk_fail(struct desk_job *j, int status, const char *code, const char *fmt, ...)
        PRINTF_LIKE(4, 5);

/* The same, with the findings. */
void desk_fail_findings(struct desk_job *j, const char *message, struct diag_list *dl);

/* A parameter's value, or NULL; whether it is "1". */
const char *desk_param(const struct desk_job *j, const char *key);
bool desk_flag(const struct desk_job *j, const char *key);

/* The layout of the parameter "layout", or NULL if the report's own is to be used. */
const char *desk_layout_name(const struct desk_job *j);

/*
 * Reads file number i of the order as a report; release it in any case. Checks are judged unless
 * `checks` is given, which gets them instead. If the order lacks pictures there is no report: the
 * answer will ask for them.
 */
void desk_load(struct desk_job *j, size_t i, struct loaded *ret, struct diag_list *checks);

/* How documents are made here by default. */
struct edition_options desk_options(const struct desk_job *j, const char *profile);

/* Appends the findings as a JSON array, in their order. */
void desk_put_findings(struct buf *b, struct diag_list *dl);

/* The same as a member; and the counts of errors and warnings. */
void desk_emit_findings(struct json_emit *e, struct diag_list *dl);

/* A text, or null. */
void desk_emit_text(struct json_emit *e, const char *key, const char *text);
void desk_emit_flag(struct json_emit *e, const char *key, bool value);

/* A year as a parameter, or 0. */
int desk_year(const char *text);

/* The title of a report of this form, by its title_format; NULL: it has none. */
const char *desk_title(struct arena *a, const struct form *form, const char *organ, int year);

/* Loads the layout of the order. NULL, answered: there is none. */
const struct layout_file *desk_layout(struct desk_job *j);

/* One for each operation. */
void desk_session(struct desk_job *j);
void desk_head(struct desk_job *j);
void desk_summary(struct desk_job *j);
void desk_check(struct desk_job *j);
void desk_document(struct desk_job *j);
void desk_zip(struct desk_job *j);
void desk_form(struct desk_job *j);
void desk_schema(struct desk_job *j);
void desk_blank(struct desk_job *j);
void desk_figures(struct desk_job *j);
void desk_next(struct desk_job *j);
void desk_diff(struct desk_job *j);
void desk_import(struct desk_job *j);
void desk_merge(struct desk_job *j);
void desk_picture(struct desk_job *j);

#endif
