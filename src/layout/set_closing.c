/* SPDX-License-Identifier: MIT */
#include "layout/set_closing.h"

#include <string.h>

#include "wording/wording.h"

/* Characters left of a list of attachments, right of a signature, and from organ to date. */
enum { INDENT = 2 };

struct raw_text closing_raw(const struct report_line *line)
{
	return (struct raw_text){.text = line->text, .len = line->len, .at = line->at};
}

struct raw_text closing_filled(const struct report_line *line, const struct wording_text *words)
{
	return (struct raw_text){.text = words->text,
	                         .len = strlen(words->text),
	                         .at = line->at,
	                         .before = words->before};
}

lu closing_label_width(const struct set_text *t)
{
	const struct text_line *line = &t->lines[0];
	size_t last;

	if (t->line_n == 0)
		return 0;
	last = line->last - 1;
	return line->x[last - line->first] + t->shaped.clusters[last].advance;
}

static void keep_last(struct prose_setter *p)
{
	if (p->flow->n > 0)
		p->flow->items[p->flow->n - 1].keep_next = true;
}

static void add_blank(struct prose_setter *p)
{
	struct flow_item *blank = flow_add(p->flow, FLOW_BLANK);

	blank->slots = 1;
	blank->keep_next = true;
}

static struct set_text *set_measured(struct prose_setter *p, const struct raw_text *raw,
                                     const struct text_measure *m)
{
	struct set_text *t = setting_shape(p->s, raw, &p->s->style->signature, 0);

	setting_break(p->s, t, m);
	t->align = ALIGN_START;
	return t;
}

static struct set_text *set_lines(struct prose_setter *p, const struct raw_text *raw, lu width)
{
	return set_measured(p, raw, &(struct text_measure){.width = width});
}

/* The widest of its lines. */
static lu width_of(const struct set_text *t)
{
	lu width = 0;

	for (size_t i = 0; i < t->line_n; i++)
		if (t->lines[i].width > width)
			width = t->lines[i].width;
	return width;
}

/* Adds the lines of a text at x; the first one beside the last item, if it is to be. */
static void add_lines(struct prose_setter *p, const struct set_text *t, lu x, int tag, bool beside)
{
	if (beside)
		keep_last(p);
	for (size_t i = 0; i < t->line_n; i++) {
		struct flow_item *item = flow_add(p->flow, FLOW_LINE);

		item->text = t;
		item->line = i;
		item->x = x;
		item->tag = tag;
		item->beside = beside && i == 0;
	}
}

/* The list of attachments being set: where its columns begin. */
struct attachment_list {
	const struct set_text *label;
	struct set_text **numbers; /* NULL: a lone attachment has none */
	lu number_x, text_x;
};

static void set_numbers(struct prose_setter *p, const struct section *sec,
                        struct attachment_list *list)
{
	lu widest = 0;

	list->numbers = arena_array(p->s->arena, struct set_text *, sec->items.n);
	for (size_t i = 0; i < sec->items.n; i++) {
		struct raw_text raw = {.text = wording_attachment_number(p->s->arena, sec, i)};

		raw.len = strlen(raw.text);
		list->numbers[i] = set_lines(p, &raw, p->s->style->page.text_width);
		if (width_of(list->numbers[i]) > widest)
			widest = width_of(list->numbers[i]);
	}
	list->text_x = list->number_x + widest;
}

/* Numbers end in one line, and so do the titles begin, also in their further lines. */
static void add_attachment(struct prose_setter *p, const struct attachment_list *list, size_t i,
                           const struct report_line *line)
{
	struct raw_text raw = closing_raw(line);
	lu width = p->s->style->page.text_width - list->text_x;
	struct set_text *text = set_lines(p, &raw, width > 0 ? width : 1);
	int tag = page_add_tag(p->s->pl, TAG_P, p->document);
	bool beside = false;
	size_t first;

	if (i == 0) {
		add_lines(p, list->label, INDENT * p->s->style->signature.pitch, tag, false);
		beside = true;
	}
	if (list->numbers != NULL) {
		lu x = list->text_x - width_of(list->numbers[i]);

		add_lines(p, list->numbers[i], x, tag, beside);
		beside = true;
	}
	first = p->flow->n;
	add_lines(p, text, list->text_x, tag, beside);
	/* The lines of one title stay together. */
	for (size_t k = first; k + 1 < p->flow->n; k++)
		p->flow->items[k].keep_next = true;
}

void closing_set_attachments(struct prose_setter *p, const struct section *sec)
{
	struct raw_text label = {.text = sec->form->label, .len = strlen(sec->form->label)};
	struct attachment_list list = {0};

	if (sec->items.n == 0)
		return;
	list.label = set_lines(p, &label, p->s->style->page.text_width);
	list.number_x = INDENT * p->s->style->signature.pitch + closing_label_width(list.label);
	list.text_x = list.number_x;
	if (sec->items.n > 1)
		set_numbers(p, sec, &list);
	add_blank(p);
	for (size_t i = 0; i < sec->items.n; i++)
		add_attachment(p, &list, i, &sec->items.lines[i]);
}

/* A signature being set. */
struct signature {
	struct set_text **organs, *date;
	size_t organ_n;
	lu organ_width, date_width; /* of the widest organ */
};

static struct signature shape_signature(struct prose_setter *p, const struct section *sec)
{
	struct signature sig = {.organ_n = sec->organs.n};
	lu indent = INDENT * p->s->style->signature.pitch;
	/* A name longer than a line keeps clear of both edges; its lines are alike, as a head's. */
	lu room = p->s->style->page.text_width - 2 * indent;
	struct text_measure m = {.width = room > 0 ? room : 1, .balance = true};

	sig.organs = arena_array(p->s->arena, struct set_text *, sig.organ_n);
	for (size_t i = 0; i < sig.organ_n; i++) {
		struct raw_text raw = closing_raw(&sec->organs.lines[i]);

		sig.organs[i] = set_measured(p, &raw, &m);
		if (width_of(sig.organs[i]) > sig.organ_width)
			sig.organ_width = width_of(sig.organs[i]);
	}
	if (sec->date.year != 0) {
		struct raw_text raw = {.text = wording_date(p->s->arena, p->s->style, &sec->date)};

		raw.len = strlen(raw.text);
		sig.date = set_lines(p, &raw, p->s->style->page.text_width);
		sig.date_width = width_of(sig.date);
	}
	return sig;
}

/*
 * Organs begin in one line, the longest ends two characters from the right; the date begins two
 * characters right of them. A date longer than they ends two characters from the right itself, and
 * they move to the left (7.3.5.2).
 */
void closing_set_signature(struct prose_setter *p, const struct section *sec)
{
	lu indent = INDENT * p->s->style->signature.pitch;
	struct signature sig = shape_signature(p, sec);
	lu x = p->s->style->page.text_width - indent - sig.organ_width;
	size_t first;

	if (sig.organ_n == 0 && sig.date == NULL)
		return;
	if (sig.date_width > sig.organ_width)
		x = p->s->style->page.text_width - indent - sig.date_width - indent;
	if (x < 0)
		x = 0;
	keep_last(p); /* not alone on a page: the end of the text goes with it */
	first = p->flow->n;
	add_blank(p);
	for (size_t i = 0; i < sig.organ_n; i++)
		add_lines(p, sig.organs[i], x, page_add_tag(p->s->pl, TAG_P, p->document), false);
	if (sig.date != NULL)
		add_lines(p, sig.date, x + indent, page_add_tag(p->s->pl, TAG_P, p->document),
		          false);
	for (size_t i = first; i + 1 < p->flow->n; i++)
		p->flow->items[i].keep_next = true;
}

void closing_set_note(struct prose_setter *p, const struct section *sec)
{
	struct wording_text words;
	struct raw_text raw;

	if (sec->items.n == 0)
		return;
	words = wording_fill(p->s->arena, sec->form->note, &sec->items.lines[0]);
	raw = closing_filled(&sec->items.lines[0], &words);
	keep_last(p);
	prose_set_paragraph(p, &raw);
}
