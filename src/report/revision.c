/* SPDX-License-Identifier: MIT */
/* revision.c: the member "revision" of a corrected edition (更正版). */
#include "base/tr.h"
#include "report/report_reader.h"

static int compare_dates(const struct date *a, const struct date *b)
{
	if (a->year != b->year)
		return a->year - b->year;
	return a->month != b->month ? a->month - b->month : a->day - b->day;
}

static const struct json *required(const struct report_reader *rd, const struct json *obj,
                                   const char *key)
{
	const struct json *at = json_lookup(obj, key);

	if (at == NULL)
		reader_missing(rd, obj, key);
	return at;
}

static void read_number(const struct report_reader *rd, const struct json *at, int *ret)
{
	if (at != NULL && !reader_whole_number(at, 1, REPORT_MAX_REVISION, ret))
		json_error(rd->m.findings, rd->m.source, at, "TYPE",
		           _("a correction's number is a whole number from 1 to %d"),
		           REPORT_MAX_REVISION);
}

/* What was corrected was out before; an earlier date is a slip of the pen. */
static void check_order(const struct report_reader *rd, const struct revision *rev,
                        const struct json *at)
{
	struct diag_place place = {.source = rd->m.source, .rule = "REVISION"};

	if (rev->date.year == 0 || rd->report->date.year == 0 ||
	    compare_dates(&rev->date, &rd->report->date) >= 0)
		return;
	place.off = at->off;
	place.pointer = json_pointer(rd->m.arena, at);
	diag_add(rd->m.findings, DIAG_WARNING, &place,
	         _("the correction is dated before the report"));
}

void revision_read(const struct report_reader *rd, const struct json *at)
{
	static const char *const names[] = {"number", "date", "reason"};
	struct revision *rev = &rd->report->revision;
	const struct json *date;

	if (at == NULL)
		return;
	if (at->kind != JSON_OBJECT) {
		reader_wrong_kind(rd, at, json_kind_name(JSON_OBJECT));
		return;
	}
	member_check_array(&rd->m, at, names, sizeof(names) / sizeof(names[0]));
	rev->at = at;
	read_number(rd, required(rd, at, "number"), &rev->number);
	date = required(rd, at, "date");
	rev->date = reader_date(rd, date);
	rev->reason_at = required(rd, at, "reason");
	rev->reason = reader_text(rd, rev->reason_at);
	check_order(rd, rev, date);
}
