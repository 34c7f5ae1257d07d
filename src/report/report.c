/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include <string.h>

#include "base/tr.h"
#include "report/report_reader.h"

/* ---- dates ---- */

/* The value of n digits, or -1. */
static int digits(const char *s, int n)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		v = v * 10 + (s[i] - '0');
	}
	return v;
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

bool date_parse(const char *s, struct date *ret)
{
	struct date d;

	if (strlen(s) != 10 || s[4] != '-' || s[7] != '-')
		return false;
	d = (struct date){digits(s, 4), digits(s + 5, 2), digits(s + 8, 2)};
	if (d.year < REPORT_FIRST_YEAR || d.month < 1 || d.month > 12 || d.day < 1 ||
	    d.day > days_in_month(d.year, d.month))
		return false;
	*ret = d;
	return true;
}

void date_read(const struct object_reader *rr, const struct json *at, void *to)
{
	if (at->kind != JSON_STRING || at->has_nul || !date_parse(at->text, to))
		object_wrong_value(rr, at, _("a valid date “YYYY-MM-DD”"));
}

static int compare_dates(const struct date *a, const struct date *b)
{
	if (a->year != b->year)
		return a->year - b->year;
	return a->month != b->month ? a->month - b->month : a->day - b->day;
}

/* ---- the revision ---- */

#define AT(field) MEMBER_AT(struct revision, field)

static const struct member revision_members[] = {
        {"number", MEMBER_WHOLE, .required = MEMBER_ALWAYS, .min = 1, .max = REPORT_MAX_REVISION,
         .to = AT(number)},
        {"date", MEMBER_ANY, .required = MEMBER_ALWAYS, .to = AT(date), .at = AT(date_at),
         .read = date_read, .definition = "date"},
        {"reason", MEMBER_LINE, .required = MEMBER_ALWAYS, .max = REPORT_MAX_LINE, .to = AT(reason),
         .at = AT(reason_at)},
};
static const struct object revision_object = {
        .name = "revision",
        .title = N_("What a corrected edition says below its title"),
        OBJECT_MEMBERS(revision_members)};

#undef AT

/* A report is corrected after it was published: an earlier date must be a slip. */
static void read_revision(const struct object_reader *rr, const struct json *obj, void *to)
{
	const struct report *r = ((const struct report_reader *)rr->user)->report;
	struct diag_place place = {.source = rr->source, .rule = "REVISION"};
	const struct json *date = json_lookup(obj, "date");
	struct revision *rev = to;

	rev->at = obj;
	object_read(rr, &revision_object, obj, rev);
	if (rev->date.year == 0 || r->date.year == 0 || compare_dates(&rev->date, &r->date) >= 0)
		return;
	place.off = date->off;
	place.pointer = json_pointer(rr->arena, date);
	diag_add(rr->findings, DIAG_WARNING, &place,
	         _("the correction is dated before the report"));
}

/* ---- the report ---- */

#define AT(field) MEMBER_AT(struct report, field)

/* "$schema" is for editors only, and "layout" has been read before: both are only checked. */
static const struct member report_members[] = {
        {"$schema", MEMBER_TEXT, .title = N_("This schema's file or address, for editors")},
        {"layout", MEMBER_TEXT, .title = N_("The layout's name")},
        {"title", MEMBER_LINE, .required = MEMBER_ALWAYS, .max = REPORT_MAX_LINE, .to = AT(title),
         .at = AT(title_at), .title = N_("The report's title")},
        {"organ", MEMBER_LINE, .required = MEMBER_ALWAYS, .max = REPORT_MAX_LINE, .to = AT(organ),
         .at = AT(organ_at), .title = N_("The organ that issues the report")},
        {"year", MEMBER_WHOLE, .required = MEMBER_ALWAYS, .min = REPORT_FIRST_YEAR,
         .max = REPORT_LAST_YEAR, .to = AT(year), .title = N_("The year the report is about")},
        {"date", MEMBER_ANY, .nullable = true, .to = AT(date), .read = date_read,
         .definition = "optionalDate", .title = N_("The document's date")},
        {"revision", MEMBER_OBJECT, .to = AT(revision), .object = &revision_object,
         .read = read_revision, .title = N_("For a corrected edition")},
};
const struct object report_object = {.name = "report", OBJECT_MEMBERS(report_members)};

#undef AT

static void read_section(const struct report_reader *rd, struct section *s)
{
	s->at = json_lookup(rd->report->root, s->form->key);
	if (s->at == NULL && s->form->required)
		object_missing(&rd->m, rd->report->root, s->form->key);
	switch (s->form->body) {
	case FORM_PROSE:
		s->prose = prose_read(rd, s->at);
		break;
	case FORM_TABLE:
		cells_read(rd, s);
		if (s->at != NULL && s->at->kind == JSON_OBJECT)
			object_read_members(&rd->m, &remarks_object, s->at, &s->remarks);
		s->before = prose_read(rd, json_lookup(s->at, "before"));
		s->after = prose_read(rd, json_lookup(s->at, "after"));
		break;
	case FORM_SIGNATURE:
	case FORM_ATTACHMENTS:
	case FORM_NOTE:
	case FORM_IMPRINT:
		closing_read(rd, s);
		break;
	}
}

/* The section's key, with its heading and the heading's other wordings. */
static void add_section_name(struct arena *a, struct member_names *known,
                             const struct form_section *s)
{
	const char **texts = arena_array(a, const char *, 1 + s->aliases.n);
	size_t n = 0;

	if (s->heading != NULL)
		texts[n++] = s->heading;
	for (size_t i = 0; i < s->aliases.n; i++)
		texts[n++] = s->aliases.texts[i];
	member_names_add_worded(a, known, &(struct member_name){s->key, texts, n});
}

/* What people call a member that has no wording in the form, such as the title. */
static void add_words(struct member_names *known, const char *key, const struct form_texts *words)
{
	for (size_t i = 0; i < known->n; i++)
		if (strcmp(known->names[i].key, key) == 0)
			known->names[i] = (struct member_name){key, words->texts, words->n};
}

static void check_charts(const struct report_reader *rd, const struct prose *prose)
{
	for (size_t i = 0; i < prose->block_n; i++)
		if (prose->blocks[i].kind == BLOCK_CHART)
			chart_check(rd, prose->blocks[i].chart);
}

static void read_root(const struct report_reader *rd)
{
	const struct form *form = rd->report->form;
	const struct json *root = rd->report->root;
	struct member_names known = {0};

	object_read_members(&rd->m, &report_object, root, rd->report);
	object_add_names(&rd->m, &report_object, root, &known);
	add_words(&known, "title", &form->recognise.title);
	add_words(&known, "organ", &form->recognise.organ);
	add_words(&known, "year", &form->recognise.year);
	add_words(&known, "date", &form->recognise.date);
	for (size_t i = 0; i < form->section_n; i++)
		add_section_name(rd->m.arena, &known, &form->sections[i]);
	object_check_names(&rd->m, root, &known);
	rd->report->sections = arena_array(rd->m.arena, struct section, form->section_n);
	for (size_t i = 0; i < form->section_n; i++) {
		rd->report->sections[i].form = &form->sections[i];
		read_section(rd, &rd->report->sections[i]);
	}
	for (size_t i = 0; i < form->section_n; i++) {
		check_charts(rd, &rd->report->sections[i].prose);
		check_charts(rd, &rd->report->sections[i].before);
		check_charts(rd, &rd->report->sections[i].after);
	}
}

enum rc report_read(struct arena *a, const struct report_input *in, struct diag_list *dl,
                    const struct report **ret)
{
	static const struct object_rules rules = {.key = "KEY",
	                                          .type = "TYPE",
	                                          .missing = "MISSING",
	                                          .nul = "GLYPH",
	                                          .missing_at_key = true,
	                                          .hint = N_("“kanben new --table” lists "
	                                                     "all keys")};
	struct report *r = arena_new(a, struct report);
	struct report_reader rd = {
	        .m = {a, in->source, dl, &rules, NULL}, .report = r, .files = in->files};
	size_t errors = dl->error_n;

	rd.m.user = &rd;
	if (!object_is_kind(&rd.m, in->root, JSON_OBJECT))
		return RC_INPUT;
	r->form = in->form;
	r->source = in->source;
	r->root = normal_tree(&rd, in->root);
	r->items = arena_new(a, struct json_index);
	r->items->arena = a;
	read_root(&rd);
	*ret = r;
	return dl->error_n > errors ? RC_INPUT : RC_OK;
}

const struct cell *section_cell(const struct section *s, const struct form_part *p, size_t row,
                                size_t column)
{
	return &s->cells[p->cell_first + row * p->columns.leaf_n + column];
}
