/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "report/normal.h"
#include "report/report_reader.h"

void reader_wrong_kind(const struct report_reader *rd, const struct json *at, const char *expected)
{
	json_error(rd->m.findings, rd->m.source, at, "TYPE", _("%s expected, found %s"), expected,
	           json_kind_name(at->kind));
}

void reader_missing(const struct report_reader *rd, const struct json *obj, const char *key)
{
	struct diag_place place = {.source = rd->m.source, .off = obj->off, .rule = "MISSING"};

	place.pointer = arena_printf(rd->m.arena, "%s/%s", json_pointer(rd->m.arena, obj), key);
	diag_add(rd->m.findings, DIAG_ERROR, &place, _("“%s” is missing"), key);
}

/* White_Space of Unicode, and the marks that take no room. */
static bool is_blank(uint32_t cp)
{
	return cp == ' ' || (cp >= 0x09 && cp <= 0x0D) || cp == 0x85 || cp == 0xA0 ||
	       cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200D) || cp == 0x2028 || cp == 0x2029 ||
	       cp == 0x202F || cp == 0x205F || cp == 0x2060 || cp == 0x3000 || cp == 0xFEFF;
}

bool reader_is_blank(const struct json *text)
{
	const char *s = text->text, *end = s + text->len;

	while (s < end)
		if (!is_blank(utf8_next(&s, end)))
			return false;
	return true;
}

/* Where the first \u0000 was typed: U+FFFD stands for it in the text. */
static size_t nul_offset(const struct source *src, const struct json *at)
{
	const char *p = at->text;

	while ((p = strstr(p, "\xEF\xBF\xBD")) != NULL) {
		size_t off = json_string_offset(src, at, (size_t)(p - at->text));

		if (off + 6 <= src->len && memcmp(src->text + off, "\\u0000", 6) == 0)
			return off;
		p += 3;
	}
	return at->off;
}

void reader_check_nul(const struct report_reader *rd, const struct json *text)
{
	struct diag_place place = {.source = rd->m.source, .rule = "GLYPH"};

	if (!text->has_nul)
		return;
	place.off = nul_offset(rd->m.source, text);
	place.pointer = json_pointer(rd->m.arena, text);
	diag_add(rd->m.findings, DIAG_ERROR, &place, _("U+0000 cannot be printed"));
}

const char *reader_text(const struct report_reader *rd, const struct json *at)
{
	if (at == NULL)
		return NULL;
	if (at->kind != JSON_STRING) {
		reader_wrong_kind(rd, at, json_kind_name(JSON_STRING));
		return NULL;
	}
	if (reader_is_blank(at)) {
		json_error(rd->m.findings, rd->m.source, at, "TYPE",
		           _("a text expected, found one that is empty or only spaces"));
		return NULL;
	}
	reader_check_nul(rd, at);
	return at->text;
}

const struct json *reader_optional(const struct json *obj, const char *key)
{
	const struct json *at = json_lookup(obj, key);

	return at != NULL && at->kind != JSON_NULL ? at : NULL;
}

struct date reader_date(const struct report_reader *rd, const struct json *at)
{
	struct date d = {0};

	if (at == NULL)
		return d;
	if (at->kind != JSON_STRING)
		reader_wrong_kind(rd, at, _("a date “YYYY-MM-DD”"));
	else if (at->has_nul || !date_parse(at->text, &d))
		json_error(rd->m.findings, rd->m.source, at, "TYPE",
		           _("a date “YYYY-MM-DD” of the calendar expected, found “%s”"),
		           member_excerpt(rd->m.arena, at->text, at->len));
	return d;
}

static const char *read_required(const struct report_reader *rd, const char *key,
                                 const struct json **ret_at)
{
	*ret_at = json_lookup(rd->report->root, key);
	if (*ret_at == NULL)
		reader_missing(rd, rd->report->root, key);
	return reader_text(rd, *ret_at);
}

bool reader_whole_number(const struct json *at, int min, int max, int *ret)
{
	struct dec v;

	if (at->kind != JSON_NUMBER || !dec_parse(at->text, at->len, &v) || dec_places(v) > 0 ||
	    dec_cmp(v, dec_from_int(min)) < 0 || dec_cmp(v, dec_from_int(max)) > 0)
		return false;
	*ret = (int)(dec_milli(v) / 1000);
	return true;
}

static int read_year(const struct report_reader *rd)
{
	const struct json *at = json_lookup(rd->report->root, "year");
	int year = 0;

	if (at == NULL) {
		reader_missing(rd, rd->report->root, "year");
		return 0;
	}
	if (!reader_whole_number(at, REPORT_FIRST_YEAR, REPORT_LAST_YEAR, &year))
		json_error(rd->m.findings, rd->m.source, at, "TYPE",
		           _("a year is a whole number from %d to %d"), REPORT_FIRST_YEAR,
		           REPORT_LAST_YEAR);
	return year;
}

static void check_envelope_names(const struct report_reader *rd)
{
	static const char *const names[] = {"$schema", "layout", "title",   "organ",
	                                    "year",    "date",   "revision"};
	const struct form *form = rd->report->form;
	struct member_names known = {0};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		member_names_add(rd->m.arena, &known, names[i]);
	for (size_t i = 0; i < form->section_n; i++)
		member_names_add(rd->m.arena, &known, form->sections[i].key);
	member_check_names(&rd->m, rd->report->root, &known);
}

static void read_envelope(const struct report_reader *rd)
{
	struct report *r = rd->report;

	check_envelope_names(rd);
	/* Where an editor finds the schema; nothing to us. */
	(void)reader_text(rd, json_lookup(r->root, "$schema"));
	/* Which layout is meant was settled before; here the value is only held to its kind. */
	(void)reader_text(rd, json_lookup(r->root, "layout"));
	r->title = read_required(rd, "title", &r->title_at);
	r->organ = read_required(rd, "organ", &r->organ_at);
	r->year = read_year(rd);
	r->date = reader_date(rd, reader_optional(r->root, "date"));
	revision_read(rd, json_lookup(r->root, "revision"));
}

static void read_section(const struct report_reader *rd, struct section *s)
{
	s->at = json_lookup(rd->report->root, s->form->key);
	if (s->at == NULL && s->form->required)
		reader_missing(rd, rd->report->root, s->form->key);
	switch (s->form->body) {
	case FORM_PROSE:
		s->prose = prose_read(rd, s->at);
		break;
	case FORM_TABLE:
		cells_read(rd, s);
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

enum rc report_read(struct arena *a, const struct report_input *in, struct diag_list *dl,
                    const struct report **ret)
{
	const struct form *form = in->form;
	struct report *r = arena_new(a, struct report);
	struct report_reader rd = {{a, in->source, dl, "KEY"}, r};
	size_t errors = dl->error_n;

	if (in->root->kind != JSON_OBJECT) {
		reader_wrong_kind(&rd, in->root, json_kind_name(JSON_OBJECT));
		return RC_INPUT;
	}
	r->form = form;
	r->source = in->source;
	r->root = normal_tree(&rd, in->root);
	read_envelope(&rd);
	r->sections = arena_array(a, struct section, form->section_n);
	for (size_t i = 0; i < form->section_n; i++) {
		r->sections[i].form = &form->sections[i];
		read_section(&rd, &r->sections[i]);
	}
	*ret = r;
	return dl->error_n > errors ? RC_INPUT : RC_OK;
}

const struct cell *section_cell(const struct section *s, const struct form_part *p, size_t row,
                                size_t column)
{
	return &s->cells[p->cell_first + row * p->columns.leaf_n + column];
}
