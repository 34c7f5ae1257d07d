/* SPDX-License-Identifier: MIT */
#include "check/checker.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/template.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "json/object.h"

enum {
	/* In bytes: longer than any real text. A hostile one must not take minutes. */
	TEXT_MAX = 64 << 10,
	TEXTS_MAX = 4 << 20,
	/* What stands before each match: of real reports some 50 KiB, all told. */
	AGAIN_MAX = 16 << 20,
	CONTEXT = 6 /* characters on either side */
};

static void collect(void *user, const struct report_text *t)
{
	struct texts *texts = user;

	if (t->len > TEXT_MAX || t->len > TEXTS_MAX - texts->bytes) {
		if (texts->skipped == NULL)
			texts->skipped = t->at;
		return;
	}
	texts->bytes += t->len;
	texts->list = mem_grow(texts->list, texts->n, &texts->cap, sizeof(*texts->list));
	texts->list[texts->n++] = *t;
}

static struct texts collect_texts(struct arena *a, const struct report *r)
{
	struct texts texts = {0};

	report_visit(r, &(struct report_visitor){.user = &texts, .text = collect});
	texts.gists = arena_array(a, struct pattern_gist, texts.n);
	for (size_t i = 0; i < texts.n; i++)
		pattern_gist_make(a, texts.list[i].text, texts.list[i].len, &texts.gists[i]);
	return texts;
}

bool text_in_scope(const struct walk *w, const struct report_text *t)
{
	const struct form_scope *scope = &w->prose->scope;

	if (t->kind == TEXT_TITLE)
		return scope->title;
	if (t->kind == TEXT_ORGAN)
		return scope->organ;
	if (t->kind == TEXT_REASON)
		return scope->reason;
	if (text_kind_in_table(t->kind) && !scope->tables)
		return false;
	return scope->sections == NULL ||
	       scope->sections[t->section->form - w->c->report->form->sections];
}

static const struct pattern_gist *gist_of(const struct walk *w, const struct report_text *t)
{
	return &w->texts->gists[t - w->texts->list];
}

static bool is_excepted(const struct walk *w, const struct report_text *t, size_t end)
{
	const struct pattern *unless = w->prose->unless;

	if (unless == NULL || !pattern_may_match(unless, gist_of(w, t)))
		return false;
	/* It would be searched for from the beginning for each match: quadratic time. */
	if (end > AGAIN_MAX - w->texts->again) {
		if (w->texts->skipped == NULL)
			w->texts->skipped = t->at;
		return true;
	}
	w->texts->again += end;
	return pattern_find(w->search, unless, t->text, end, 0);
}

bool text_find(const struct walk *w, const struct report_text *t, const struct pattern *p,
               size_t *at, struct pattern_span *ret)
{
	if (!pattern_may_match(p, gist_of(w, t)))
		return false;
	while (*at <= t->len && pattern_find(w->search, p, t->text, t->len, *at)) {
		const char *next;

		if (!pattern_span(w->search, 0, ret))
			return false;
		*at = ret->off + ret->len;
		if (ret->len == 0 && *at < t->len) { /* an empty match: skip a character */
			next = t->text + *at;
			utf8_next(&next, t->text + t->len);
			*at = (size_t)(next - t->text);
		} else if (ret->len == 0) {
			*at = t->len + 1;
		}
		if (w->prose->unless == NULL)
			return true;
		if (!is_excepted(w, t, ret->off + ret->len)) /* search again for its groups */
			return pattern_find(w->search, p, t->text, t->len, ret->off);
	}
	return false;
}

int text_group(const struct walk *w, size_t k)
{
	return pattern_group(w->prose->patterns[k], w->prose->group);
}

struct diag_place text_place(const struct walk *w, const struct report_text *t, size_t off)
{
	const struct report *r = w->c->report;

	return (struct diag_place){r->source, json_string_offset(r->source, t->at, off),
	                           w->check->rule, json_pointer(w->c->arena, t->at)};
}

const char *text_context(const struct walk *w, const struct report_text *t,
                         struct pattern_span span)
{
	const char *start = t->text + span.off, *end = start + span.len;
	struct arena *a = w->c->arena;
	int n = 0;

	while (start > t->text && n < CONTEXT) {
		start--;
		n += ((unsigned char)*start & 0xC0) != 0x80;
	}
	for (n = 0; end < t->text + t->len && n < CONTEXT; n++)
		utf8_next(&end, t->text + t->len);
	return arena_printf(a, "%s%s%s", start > t->text ? "…" : "",
	                    member_excerpt(a, start, (size_t)(end - start)),
	                    end < t->text + t->len ? "…" : "");
}

static bool user_reads_chinese(void)
{
	/* For translators: the code of your language, so that layouts' sentences are chosen by it.
	 */
	return strcmp(_("en"), "zh") == 0;
}

const char *text_message(const struct walk *w, const struct form_message *message,
                         const struct report_text *t, struct pattern_span span)
{
	const char *sentence = user_reads_chinese() ? message->zh : message->en;
	struct template_value values[] = {{"match", ""}, {"context", ""}};

	if (t != NULL) {
		values[0].text = member_excerpt(w->c->arena, t->text + span.off, span.len);
		values[1].text = text_context(w, t, span);
	}
	return template_fill(w->c->arena, sentence, values, 2);
}

static void run(struct walk *w)
{
	switch (w->prose->kind) {
	case FORM_FIND:
		texts_check_find(w);
		break;
	case FORM_LACK:
		texts_check_lack(w);
		break;
	case FORM_COUNT:
		texts_check_count(w);
		break;
	case FORM_YEAR:
		texts_check_year(w);
		break;
	case FORM_SERIES:
		texts_check_series(w);
		break;
	case FORM_LEVELS:
		texts_check_levels(w);
		break;
	case FORM_REPEAT:
		texts_check_repeat(w);
		break;
	}
}

/* A text that was not searched must not look as if it had passed. */
static void tell_skipped(struct checker *c, const struct texts *texts)
{
	struct diag_place place = {.source = c->report->source, .rule = "TXT-LONG"};

	if (texts->skipped == NULL || c->previous != NULL)
		return;
	place.off = texts->skipped->off;
	place.pointer = json_pointer(c->arena, texts->skipped);
	diag_add(c->findings, DIAG_WARNING, &place,
	         _("the text is too long for its wording to be checked, or has too many figures "
	           "(limits: %d KiB for one text, %d MiB for a report)"),
	         TEXT_MAX >> 10, TEXTS_MAX >> 20);
}

void check_prose(struct checker *c)
{
	const struct form *form = c->report->form;
	struct walk w = {.c = c};
	struct arena gists = {0};
	struct texts texts = {0};

	for (size_t i = 0; i < form->check_n; i++) {
		if (form->checks[i].each != FORM_PROSE_CHECK ||
		    form->checks[i].previous != (c->previous != NULL))
			continue;
		if (w.search == NULL) {
			w.search = pattern_search_new();
			texts = collect_texts(&gists, c->report);
			w.texts = &texts;
		}
		w.check = &form->checks[i];
		w.prose = w.check->prose;
		run(&w);
	}
	if (w.search != NULL)
		tell_skipped(c, &texts);
	pattern_search_free(w.search);
	free(texts.list);
	arena_release(&gists);
}
