/* SPDX-License-Identifier: MIT */
/* counts.c: numbers in the prose, compared with the tables they are taken from. */
#include "base/mem.h"
#include "base/numeral.h"
#include "base/tr.h"
#include "check/checker.h"

/* A number in the prose that equals none of the figures. */
struct wrong {
	const struct report_text *t;
	struct pattern_span span; /* of the number, or of the whole match */
	struct dec said;
};

struct counts {
	struct walk *w;
	const struct wrong *first; /* with `any`: reported only if no other one agrees */
	bool agreed;
};

/* Are all the figures known? */
static bool is_assessable(const struct walk *w)
{
	for (size_t i = 0; i < w->prose->figure_n; i++) {
		struct tally t = figure_read_tally(w->c->report, &w->prose->figures[i]);

		if (t.bad || !t.any)
			return false;
	}
	return w->prose->figure_n > 0;
}

static bool agrees(const struct walk *w, struct dec said)
{
	for (size_t i = 0; i < w->prose->figure_n; i++)
		if (dec_cmp(figure_read_tally(w->c->report, &w->prose->figures[i]).value, said) ==
		    0)
			return true;
	return false;
}

/* The figures, joined by "or". */
static const char *figures_text(const struct walk *w)
{
	struct checker *c = w->c;
	struct buf b = {0};

	for (size_t i = 0; i < w->prose->figure_n; i++) {
		if (i > 0)
			buf_puts(&b, _(", or "));
		buf_puts(&b, figure_text(c, c->report, &w->prose->figures[i]));
	}
	return buf_to_arena(c->arena, &b);
}

static void tell_wrong(const struct walk *w, const struct wrong *x)
{
	const struct form_prose_check *prose = w->prose;
	struct checker *c = w->c;
	struct dec right = figure_read_tally(c->report, &prose->figures[0]).value;
	struct diag_place place = text_place(w, x->t, x->span.off);
	struct pointers cells = {0};
	struct diag_sum sum = {.left = dec_text(c->arena, x->said),
	                       .right = dec_text(c->arena, right),
	                       .difference = dec_text(c->arena, dec_sub(x->said, right))};
	struct diag *d;

	for (size_t i = 0; i < prose->figure_n; i++)
		figure_pointers(c, c->report, &prose->figures[i], &cells);
	sum.cells = cells.list;
	sum.cell_n = cells.n;
	d = diag_add(c->findings, w->check->severity, &place,
	             _("the text says %s (“%s”), but the table has: %s; difference %s"), sum.left,
	             text_context(w, x->t, x->span), figures_text(w), sum.difference);
	diag_attach_sum(c->findings, d, &sum);
}

static void judge(struct counts *counts, const struct report_text *t, struct pattern_span span,
                  int group)
{
	struct walk *w = counts->w;
	struct wrong x = {t, span, w->prose->says}, *kept;

	if (group > 0 && (!pattern_span(w->search, group, &x.span) ||
	                  !numeral_parse(t->text + x.span.off, x.span.len, &x.said)))
		return;
	if (agrees(w, x.said)) {
		counts->agreed = true;
		return;
	}
	if (!w->prose->any) {
		tell_wrong(w, &x);
	} else if (counts->first == NULL) {
		kept = arena_new(w->c->arena, struct wrong);
		*kept = x;
		counts->first = kept;
	}
}

void texts_check_count(struct walk *w)
{
	struct counts counts = {.w = w};
	struct pattern_span span;

	if (!is_assessable(w))
		return;
	for (size_t i = 0; i < w->texts->n; i++) {
		const struct report_text *t = &w->texts->list[i];

		for (size_t k = 0; text_in_scope(w, t) && k < w->prose->pattern_n; k++) {
			size_t at = 0;

			while (text_find(w, t, w->prose->patterns[k], &at, &span))
				judge(&counts, t, span, text_group(w, k));
		}
	}
	if (counts.first != NULL && !counts.agreed)
		tell_wrong(w, counts.first);
}
