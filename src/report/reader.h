/* SPDX-License-Identifier: MIT */
/* reader.h: private to report/: binding a report's JSON to its form. Faults are findings. */
#ifndef KANBEN_REPORT_READER_H
#define KANBEN_REPORT_READER_H

#include "form/member.h"
#include "report/report.h"

struct reader {
	struct member_reader m; /* rule KEY */
	struct report *report;
};

/* Finding TYPE: `expected` is what should have stood at the node. */
void reader_wrong_kind(const struct reader *rd, const struct json *at, const char *expected);

/* Finding MISSING: the member belongs into obj. */
void reader_missing(const struct reader *rd, const struct json *obj, const char *key);

/*
 * A string with something to print in it, or NULL with a finding; NULL silently when there is no
 * such member.
 */
const char *reader_text(const struct reader *rd, const struct json *at);

/* A date of the calendar; all 0 with a finding, or silently when there is no such member. */
struct date reader_date(const struct reader *rd, const struct json *at);

/* Reads an array of paragraphs and headings; without one an empty prose. */
struct prose prose_read(const struct reader *rd, const struct json *array);

/* Binds the members of a table section to its cells; s->at may be NULL or of any kind. */
void cells_read(const struct reader *rd, struct section *s);

#endif
