/* SPDX-License-Identifier: MIT */
#include "check/texts.h"

#include <string.h>

#include "base/mem.h"
#include "base/template.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "json/object.h"

enum {
	/* Beyond any paragraph of a report; a hostile one must not cost minutes. */
	TEXT_MAX = 64 << 10,
	TEXTS_MAX = 4 << 20, /* of a report */
	CONTEXT = 6          /* characters on either side */
};

struct collector {
	struct texts texts;
	size_t left;
};

static void collect(struct collector *c, struct text t)
{
	if (t.text == NULL)
		return;
	if (t.len > TEXT_MAX || t.len > c->left) {
		if (c->texts.skipped == NULL)
			c->texts.skipped = t.at;
		return;
	}
	c->left -= t.len;
	c->texts.list[c->texts.n++] = t;
}

static void collect_line(struct collector *c, const struct report_line *line, struct text like)
{
	like.text = line->text;
	like.len = line->len;
	like.at = line->at;
	collect(c, like);
}

static void collect_lines(struct collector *c, const struct section *s,
                          const struct report_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++)
		collect_line(c, &lines->lines[i], (struct text){.section = s});
}

static void collect_prose(struct collector *c, const struct section *s, const struct prose *p)
{
	for (size_t i = 0; i < p->block_n; i++) {
		const struct block *b = &p->blocks[i];

		collect(c, (struct text){b->text, b->len, b->at, s, b, false});
		collect(c, (struct text){b->rest, b->rest_len, b->rest_at, s, NULL, false});
	}
}

static size_t count_texts(const struct report *r)
{
	size_t n = 2;

	for (size_t i = 0; i < r->form->section_n; i++) {
		const struct section *s = &r->sections[i];

		n += 2 * (s->prose.block_n + s->before.block_n + s->after.block_n) + s->organs.n +
		     s->items.n;
	}
	return n;
}

static struct report_line line_of(const struct json *at, const char *text)
{
	return (struct report_line){text, text != NULL ? strlen(text) : 0, at};
}

struct texts texts_collect(struct arena *a, const struct report *r)
{
	struct report_line title = line_of(r->title_at, r->title);
	struct report_line organ = line_of(r->organ_at, r->organ);
	struct collector c = {.left = TEXTS_MAX};

	c.texts.list = arena_array(a, struct text, count_texts(r));
	collect_line(&c, &title, (struct text){.title = true});
	collect_line(&c, &organ, (struct text){.title = false});
	for (size_t i = 0; i < r->form->section_n; i++) {
		const struct section *s = &r->sections[i];

		collect_prose(&c, s, &s->before);
		collect_prose(&c, s, &s->prose);
		collect_prose(&c, s, &s->after);
		collect_lines(&c, s, &s->organs);
		collect_lines(&c, s, &s->items);
	}
	return c.texts;
}

bool text_in_scope(const struct walk *w, const struct text *t)
{
	const struct form_scope *scope = &w->wording->scope;

	if (t->section == NULL)
		return t->title ? scope->title : scope->organ;
	return scope->sections == NULL ||
	       scope->sections[t->section->form - w->c->report->form->sections];
}

static bool is_excepted(const struct walk *w, const struct text *t, size_t end)
{
	return w->wording->unless != NULL &&
	       pattern_find(w->search, w->wording->unless, t->text, end, 0);
}

bool text_find(const struct walk *w, const struct text *t, const struct pattern *p, size_t *at,
               struct pattern_span *ret)
{
	while (*at <= t->len && pattern_find(w->search, p, t->text, t->len, *at)) {
		const char *next;

		if (!pattern_span(w->search, 0, ret))
			return false;
		*at = ret->off + ret->len;
		if (ret->len == 0 && *at < t->len) { /* not for ever at one place */
			next = t->text + *at;
			utf8_next(&next, t->text + t->len);
			*at = (size_t)(next - t->text);
		} else if (ret->len == 0) {
			*at = t->len + 1;
		}
		if (w->wording->unless == NULL)
			return true;
		if (!is_excepted(w, t, ret->off + ret->len)) /* then its groups once more */
			return pattern_find(w->search, p, t->text, t->len, ret->off);
	}
	return false;
}

struct diag_place text_place(const struct walk *w, const struct text *t, size_t off)
{
	const struct report *r = w->c->report;

	return (struct diag_place){r->source, json_string_offset(r->source, t->at, off),
	                           w->check->rule, json_pointer(w->c->arena, t->at)};
}

const char *text_context(const struct walk *w, const struct text *t, struct pattern_span span)
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
                         const struct text *t, struct pattern_span span)
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
	switch (w->wording->kind) {
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

/* What was not looked at must not pass for faultless. */
static void tell_skipped(struct checker *c, const struct texts *texts)
{
	struct diag_place place = {.source = c->report->source, .rule = "TXT-LONG"};

	if (texts->skipped == NULL || c->previous != NULL)
		return;
	place.off = texts->skipped->off;
	place.pointer = json_pointer(c->arena, texts->skipped);
	diag_add(c->findings, DIAG_WARNING, &place,
	         _("the text is too long for its wording to be checked (%d KiB of one text, %d MiB "
	           "of a report)"),
	         TEXT_MAX >> 10, TEXTS_MAX >> 20);
}

void check_wording(struct checker *c)
{
	const struct form *form = c->report->form;
	struct walk w = {.c = c};
	struct texts texts = {0};

	for (size_t i = 0; i < form->check_n; i++) {
		if (form->checks[i].each != FORM_PROSE_CHECK ||
		    form->checks[i].previous != (c->previous != NULL))
			continue;
		if (w.search == NULL) {
			w.search = pattern_search_new();
			texts = texts_collect(c->arena, c->report);
			w.texts = &texts;
		}
		w.check = &form->checks[i];
		w.wording = w.check->wording;
		run(&w);
	}
	if (w.search != NULL)
		tell_skipped(c, &texts);
	pattern_search_free(w.search);
}
