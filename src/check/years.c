/* SPDX-License-Identifier: MIT */
/* years.c: figures compared with last year's or with a limit; prose compared with last year's. */
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "check/checker.h"

/* ---- last year's report ---- */

/* Takes over the cells that have the same keys; the others stay unknown. */
static void take_cells(struct section *to, const struct form_slot *slot, const struct section *from,
                       const struct form_slot *before)
{
	if (slot->cell != FORM_NO_CELL) {
		if (before != NULL && before->cell != FORM_NO_CELL)
			to->cells[slot->cell] = from->cells[before->cell];
		else
			to->cells[slot->cell] = (struct cell){.bad = true, .text = ""};
		return;
	}
	for (const struct form_slot *c = slot->first; c != NULL; c = c->next) {
		const struct form_slot *same = before != NULL ? before->first : NULL;

		while (same != NULL && strcmp(same->key, c->key) != 0)
			same = same->next;
		take_cells(to, c, from, same);
	}
}

static void take_section(struct arena *a, struct section *to, const struct report *before)
{
	const struct form_section *old = form_lookup_section(before->form, to->form->key);
	const struct section *from =
	        old != NULL ? &before->sections[old - before->form->sections] : NULL;

	if (from != NULL)
		to->at = from->at;
	if (to->form->body == FORM_TABLE) {
		to->cells = arena_array(a, struct cell, to->form->table->cell_n);
		take_cells(to, to->form->table->slots, from,
		           from != NULL && old->body == FORM_TABLE ? old->table->slots : NULL);
	}
	if (from != NULL && old->body == to->form->body) {
		to->prose = from->prose;
		to->before = from->before;
		to->after = from->after;
	}
}

const struct report *previous_align(struct arena *a, const struct report *before,
                                    const struct form *form)
{
	struct report *r;

	if (before->form == form)
		return before;
	r = arena_new(a, struct report);
	*r = *before;
	r->form = form;
	r->sections = arena_array(a, struct section, form->section_n);
	for (size_t i = 0; i < form->section_n; i++) {
		r->sections[i].form = &form->sections[i];
		take_section(a, &r->sections[i], before);
	}
	return r;
}

const char *checker_pointer(const struct checker *c, const struct report *r,
                            const struct cell *cell)
{
	if (r != c->previous)
		return cell->pointer;
	return arena_printf(c->arena, "%s#%s", r->source->name,
	                    cell->pointer != NULL ? cell->pointer : "");
}

/* ---- figures ---- */

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

/* Two checks of a rule may look at one figure, with and without last year's: one finding will do.
 */
static bool is_told(const struct beside *b, const struct diag_place *place)
{
	for (const struct diag *d = b->c->findings->first; d != NULL; d = d->next)
		if (d->place.off == place->off && strcmp(d->place.rule, place->rule) == 0)
			return true;
	return false;
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

	if (is_told(b, &place))
		return;
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

	for (int i = 1; i < factor; i++) /* FACTOR_MAX is 1000 */
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
	/* With 0 on one side every factor is exceeded; that is worth reporting only above `least`.
	 */
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
	          : arena_printf(a, _("%s: %s, last year %s: less than 1/%d of that"), name,
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
	return utf8_is_blank(cp) || (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19);
}

/* Appends a text without spaces and figures, so that a changed year is not a changed text. */
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

/* The words of one section's prose: its blocks, tables included. */
struct words {
	struct buf text;
	size_t n; /* characters */
};

static void add_words(void *user, const struct report_text *t)
{
	struct words *words = user;

	if (t->block != NULL)
		words->n += put_words(&words->text, t->text, t->len);
}

static struct words words_of(const struct section *s)
{
	struct words words = {0};

	report_visit_section(s, &(struct report_visitor){.user = &words, .text = add_words});
	return words;
}

static bool is_same(const struct section *now, const struct section *before, size_t least)
{
	struct words x = words_of(now), y = words_of(before);
	bool same = x.n >= least && x.n > 0 && x.text.n == y.text.n &&
	            memcmp(x.text.p, y.text.p, x.text.n) == 0;

	buf_release(&x.text);
	buf_release(&y.text);
	return same;
}

void texts_check_repeat(struct walk *w)
{
	struct checker *c = w->c;

	for (size_t i = 0; i < c->report->form->section_n; i++) {
		const struct section *s = &c->report->sections[i],
		                     *before = &c->previous->sections[i];
		struct diag_place place = {.source = c->report->source, .rule = w->check->rule};

		if (w->prose->scope.sections != NULL && !w->prose->scope.sections[i])
			continue;
		if (s->at == NULL || !is_same(s, before, (size_t)w->prose->least))
			continue;
		place.off = s->at->off;
		place.pointer = json_pointer(c->arena, s->at);
		diag_add(c->findings, w->check->severity, &place,
		         _("“%s” has the same text as in last year's report"),
		         name_section(s->form));
	}
}
