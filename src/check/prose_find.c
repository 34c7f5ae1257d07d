/* SPDX-License-Identifier: MIT */
/* prose_find.c: words that must or must not be in the texts, and years that are not the report's.
 */
#include "base/mem.h"
#include "base/numeral.h"
#include "base/tr.h"
#include "check/checker.h"

/* Findings of one check in one text; one more gives the number of those left out. */
enum { FINDINGS_MAX = 20 };

/* ISO 7064, MOD 11-2, as in the citizen identification numbers of GB 11643: 17 digits and a check
 * digit. */
static bool has_check_digit(const char *s, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++) {
		bool x = i + 1 == n && (s[i] == 'X' || s[i] == 'x');

		if (!x && (s[i] < '0' || s[i] > '9'))
			return false;
		sum = (sum * 2 + (x ? 10U : (unsigned)(s[i] - '0'))) % 11;
	}
	return sum == 1;
}

static void tell_found(struct walk *w, const struct report_text *t, struct pattern_span span)
{
	struct diag_place place;

	if (w->reported++ >= FINDINGS_MAX)
		return;
	place = text_place(w, t, span.off);
	diag_add(w->c->findings, w->check->severity, &place, "%s",
	         text_message(w, &w->prose->message, t, span));
}

static void tell_how_many_more(const struct walk *w, const struct report_text *t)
{
	struct diag_place place;

	if (w->reported <= FINDINGS_MAX)
		return;
	place = text_place(w, t, 0);
	diag_add(w->c->findings, w->check->severity, &place,
	         tr_plural("%zu more place of this kind in this text",
	                   "%zu more places of this kind in this text", w->reported - FINDINGS_MAX),
	         w->reported - FINDINGS_MAX);
}

void texts_check_find(struct walk *w)
{
	for (size_t i = 0; i < w->texts->n; i++) {
		const struct report_text *t = &w->texts->list[i];

		if (!text_in_scope(w, t))
			continue;
		w->reported = 0;
		for (size_t k = 0; k < w->prose->pattern_n; k++) {
			struct pattern_span span;
			size_t at = 0;

			while (text_find(w, t, w->prose->patterns[k], &at, &span))
				if (!w->prose->check_digit ||
				    has_check_digit(t->text + span.off, span.len))
					tell_found(w, t, span);
		}
		tell_how_many_more(w, t);
	}
}

/* Sections that are missing, empty or of a wrong kind are reported elsewhere. */
static bool is_readable(const struct section *s)
{
	if (s->form->body == FORM_PROSE)
		return s->prose.block_n > 0;
	return s->at != NULL && s->at->kind == JSON_OBJECT;
}

/* Where to report that something is lacking: at the text or section meant; NULL: it is not there.
 */
static const struct json *lacking_place(const struct walk *w)
{
	const struct report *r = w->c->report;
	const struct form_scope *scope = &w->prose->scope;

	if (scope->title)
		return r->title != NULL ? r->title_at : NULL;
	if (scope->organ)
		return r->organ != NULL ? r->organ_at : NULL;
	if (scope->reason && r->revision.reason != NULL)
		return r->revision.reason_at;
	for (size_t i = 0; i < r->form->section_n; i++)
		if (scope->sections[i] && is_readable(&r->sections[i]))
			return r->sections[i].at;
	return NULL;
}

/* Always without `when`; with it only if one of its figures is known not to be 0. */
static bool is_wanted(const struct walk *w)
{
	for (size_t i = 0; i < w->prose->figure_n; i++) {
		struct tally t = figure_read_tally(w->c->report, &w->prose->figures[i]);

		if (!t.bad && dec_sign(t.value) != 0)
			return true;
	}
	return w->prose->figure_n == 0;
}

void texts_check_lack(struct walk *w)
{
	const struct json *at = lacking_place(w);
	struct diag_place place = {.source = w->c->report->source, .rule = w->check->rule};
	struct pattern_span span;

	/* It may be in a text that was too long to be searched. */
	if (at == NULL || w->texts->skipped != NULL || !is_wanted(w))
		return;
	for (size_t i = 0; i < w->texts->n; i++)
		for (size_t k = 0; k < w->prose->pattern_n; k++) {
			size_t from = 0;

			if (text_in_scope(w, &w->texts->list[i]) &&
			    text_find(w, &w->texts->list[i], w->prose->patterns[k], &from, &span))
				return;
		}
	place.off = at->off;
	place.pointer = json_pointer(w->c->arena, at);
	diag_add(w->c->findings, w->check->severity, &place, "%s",
	         text_message(w, &w->prose->message, NULL, (struct pattern_span){0}));
}

void texts_check_year(struct walk *w)
{
	struct dec year = dec_from_int(w->c->report->year), said;

	if (w->c->report->year == 0)
		return;
	for (size_t i = 0; i < w->texts->n; i++) {
		const struct report_text *t = &w->texts->list[i];

		for (size_t k = 0; text_in_scope(w, t) && k < w->prose->pattern_n; k++) {
			struct pattern_span span, group;
			size_t at = 0;

			while (text_find(w, t, w->prose->patterns[k], &at, &span)) {
				struct diag_place place;

				if (!pattern_span(w->search, text_group(w, k), &group) ||
				    !numeral_parse(t->text + group.off, group.len, &said) ||
				    dec_cmp(said, year) == 0)
					continue;
				place = text_place(w, t, group.off);
				diag_add(w->c->findings, w->check->severity, &place,
				         _("“%s” has the year %s, but the report is for %d"),
				         text_context(w, t, group), dec_text(w->c->arena, said),
				         w->c->report->year);
			}
		}
	}
}
