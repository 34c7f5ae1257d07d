/* SPDX-License-Identifier: MIT */
/* years.c: figures beside those of last year, or beside a limit; prose beside last year's. */
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "check/figures.h"
#include "check/name.h"
#include "check/texts.h"

/* One figure of a check. */
struct beside {
	struct checker *c;
	const struct form_check *check;
	const struct form_figure *figure;
	struct tally now, before;
};

static const char *with_hint(struct checker *c, const struct form_change *change,
                             const char *message)
{
	struct walk w = {.c = c};

	if (change->message.en == NULL)
		return message;
	return arena_printf(c->arena, _("%s; %s"), message,
	                    text_message(&w, &change->message, NULL, (struct pattern_span){0}));
}

static void tell(const struct beside *b, struct dec right, const char *message)
{
	struct checker *c = b->c;
	const struct form_operand *first = &b->figure->cells[0];
	const struct cell *cell = &checker_section(c->report, first->section)->cells[first->cell];
	struct diag_place place = {c->report->source, cell->at->off, b->check->rule, cell->pointer};
	struct pointers cells = {0};
	struct diag_sum sum = {
	        .left = dec_text(c->arena, b->now.value),
	        .right = dec_text(c->arena, right),
	        .difference = dec_text(c->arena, dec_sub(b->now.value, right)),
	};
	struct diag *d;

	figure_pointers(c, c->report, b->figure, &cells);
	if (c->previous != NULL)
		figure_pointers(c, c->previous, b->figure, &cells);
	sum.cells = cells.list;
	sum.cell_n = cells.n;
	d = diag_add(c->findings, b->check->severity, &place, "%s",
	             with_hint(c, b->check->change, message));
	diag_attach_sum(c->findings, d, &sum);
}

static bool beyond(struct dec greater, struct dec less, int factor)
{
	struct dec v = less;

	for (int i = 1; i < factor; i++) /* at most some 1000 times */
		v = dec_add(v, less);
	return dec_cmp(greater, v) > 0;
}

static void check_factor(const struct beside *b)
{
	const struct form_change *change = b->check->change;
	struct arena *a = b->c->arena;
	struct dec now = b->now.value, before = b->before.value;
	struct dec least = dec_from_int(change->least);
	bool more = dec_cmp(now, before) > 0;
	const char *name;

	if (b->before.bad || !b->before.any || dec_sign(now) < 0 || dec_sign(before) < 0)
		return;
	/* Nothing at all is so many times less only where it is told what is worth looking at. */
	if (change->least == 0 && (dec_sign(now) == 0 || dec_sign(before) == 0))
		return;
	if (dec_cmp(more ? now : before, least) < 0)
		return;
	if (!beyond(more ? now : before, more ? before : now, change->factor))
		return;
	name = figure_name(b->c, b->figure);
	tell(b, before,
	     more ? arena_printf(a, _("%s: %s, last year %s: more than %d times as much"), name,
	                         dec_text(a, now), dec_text(a, before), change->factor)
	          : arena_printf(a, _("%s: %s, last year %s: less than a %dth of it"), name,
	                         dec_text(a, now), dec_text(a, before), change->factor));
}

static void check_most(const struct beside *b)
{
	struct dec most = dec_from_int(b->check->change->most);
	struct arena *a = b->c->arena;

	if (dec_cmp(b->now.value, most) <= 0)
		return;
	tell(b, most,
	     arena_printf(a, _("%s: %s is more than %s"), figure_name(b->c, b->figure),
	                  dec_text(a, b->now.value), dec_text(a, most)));
}

static bool is_for_organ(const struct checker *c, const struct pattern *organ)
{
	struct pattern_search *ps;
	bool found;

	if (organ == NULL)
		return true;
	if (c->report->organ == NULL)
		return false;
	ps = pattern_search_new();
	found = pattern_find(ps, organ, c->report->organ, strlen(c->report->organ), 0);
	pattern_search_free(ps);
	return found;
}

void check_change(struct checker *c, const struct form_check *check)
{
	const struct form_change *change = check->change;

	for (size_t i = 0; i < change->figure_n; i++) {
		struct beside b = {.c = c, .check = check, .figure = &change->figures[i]};

		b.now = figure_read_tally(c->report, b.figure);
		if (b.now.bad || !b.now.any)
			continue;
		if (change->factor > 0) {
			b.before = figure_read_tally(c->previous, b.figure);
			check_factor(&b);
		} else if (is_for_organ(c, change->organ)) {
			check_most(&b);
		}
	}
}

static bool is_ignored(uint32_t cp)
{
	return cp <= ' ' || cp == 0x3000 || cp == 0xA0 || (cp >= '0' && cp <= '9') ||
	       (cp >= 0xFF10 && cp <= 0xFF19);
}

/* Words without spaces and figures: a new year does not make a new text. */
static size_t put_words(struct buf *b, const char *p, size_t len)
{
	const char *end = p + len;
	size_t n = 0;

	while (len > 0 && p < end) {
		uint32_t cp = utf8_next(&p, end);

		if (is_ignored(cp))
			continue;
		buf_put_utf8(b, cp);
		n++;
	}
	return n;
}

static size_t put_prose(struct buf *b, const struct prose *prose)
{
	size_t n = 0;

	for (size_t i = 0; i < prose->block_n; i++) {
		n += put_words(b, prose->blocks[i].text, prose->blocks[i].len);
		n += put_words(b, prose->blocks[i].rest, prose->blocks[i].rest_len);
	}
	return n;
}

static bool is_same(const struct prose *x, const struct prose *y, size_t least)
{
	struct buf a = {0}, b = {0};
	bool same;

	put_prose(&b, y);
	same = put_prose(&a, x) >= least && a.n > 0 && a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
	buf_release(&a);
	buf_release(&b);
	return same;
}

void texts_check_repeat(struct walk *w)
{
	struct checker *c = w->c;

	for (size_t i = 0; i < c->report->form->section_n; i++) {
		const struct section *s = &c->report->sections[i],
		                     *before = &c->previous->sections[i];
		struct diag_place place = {.source = c->report->source, .rule = w->check->rule};

		if (w->wording->scope.sections != NULL && !w->wording->scope.sections[i])
			continue;
		if (s->at == NULL || !is_same(&s->prose, &before->prose, (size_t)w->wording->least))
			continue;
		place.off = s->at->off;
		place.pointer = json_pointer(c->arena, s->at);
		diag_add(c->findings, w->check->severity, &place,
		         _("“%s” has the same words as in last year's report"),
		         name_section(s->form));
	}
}
