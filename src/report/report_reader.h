/* SPDX-License-Identifier: MIT */
/* report_reader.h: private to report/: binding a report's JSON to its form. Faults are findings. */
#ifndef KANBEN_REPORT_REPORT_READER_H
#define KANBEN_REPORT_REPORT_READER_H

#include "form/member.h"
#include "report/report.h"

struct report_reader {
	struct member_reader m; /* rule KEY */
	struct report *report;
};

/* Finding TYPE: `expected` is what should have stood at the node. */
void reader_wrong_kind(const struct report_reader *rd, const struct json *at, const char *expected);

/* Finding MISSING: the member belongs into obj. */
void reader_missing(const struct report_reader *rd, const struct json *obj, const char *key);

/*
 * A string with something to print in it, or NULL with a finding; NULL silently when there is no
 * such member.
 */
const char *reader_text(const struct report_reader *rd, const struct json *at);

/* Nothing to be seen in it. */
bool reader_is_blank(const struct json *text);

/* Finding GLYPH where a text has a U+0000. */
void reader_check_nul(const struct report_reader *rd, const struct json *text);

/* A date of the calendar; all 0 with a finding, or silently when there is no such member. */
struct date reader_date(const struct report_reader *rd, const struct json *at);

/* A member that may be left out: one that is null says no more than none. */
const struct json *reader_optional(const struct json *obj, const char *key);

/* A number without decimals in [min, max]; false, *ret untouched, for anything else. */
bool reader_whole_number(const struct json *at, int min, int max, int *ret);

/* Reads {"number": …, "date": …, "reason": …} into the report; all three are required. */
void revision_read(const struct report_reader *rd, const struct json *at);

/* Reads an array of paragraphs and headings; without one an empty prose. */
struct prose prose_read(const struct report_reader *rd, const struct json *array);

/* Reads what stands below the text: signature, attachments, note, imprint; s->at may be NULL. */
void closing_read(const struct report_reader *rd, struct section *s);

/*
 * Reads {"columns": …, "rows": …}, a table with heads of its own. NULL, with findings, if it has a
 * fault in its shape; a value that is none of a cell's kinds is only marked bad.
 */
const struct report_table *report_table_read(const struct report_reader *rd,
                                             const struct json *obj);

/* A cell of such a table: a text is shown as it is typed, a blank one is no text. */
struct cell cell_read_own(const struct report_reader *rd, const struct json *at);

/* Binds the members of a table section to its cells; s->at may be NULL or of any kind. */
void cells_read(const struct report_reader *rd, struct section *s);

#endif
