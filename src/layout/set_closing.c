/* SPDX-License-Identifier: MIT */
/* set_closing.c: what stands below the text: list of attachments, signature. */
#include "layout/setter.h"

/* Characters left of a list of attachments, right of a signature, and from organ to date. */
enum { INDENT = 2 };

lu setter_label_width(const struct set_text *t)
{
	const struct text_line *line = &t->lines[0];
	size_t last;

	if (t->line_n == 0)
		return 0;
	last = line->last - 1;
	return line->x[last - line->first] + t->shaped.clusters[last].advance;
}

void setter_keep_last(struct setter *p)
{
	if (p->flow->n > 0)
		p->flow->items[p->flow->n - 1].keep_next = true;
}

void setter_add_blank(struct setter *p, int slots)
{
	struct flow_item *blank = flow_add(p->flow, FLOW_BLANK);

	blank->slots = slots;
	blank->keep_next = true;
}

static struct set_text *set_measured(struct setter *p, const struct content_text *text,
                                     const struct text_measure *m)
{
	struct set_text *t =
	        setting_shape(p->s, text, &(struct text_looks){.style = &p->s->style->signature});

	setting_break(p->s, t, m);
	t->align = ALIGN_START;
	return t;
}

static struct set_text *set_lines(struct setter *p, const struct content_text *text, lu width)
{
	return set_measured(p, text, &(struct text_measure){.width = width});
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

/* Where the lines of a text go; beside: the first one beside the last item. */
struct text_column {
	lu x;
	int tag;
	bool beside;
};

static void add_column(struct setter *p, const struct set_text *t, const struct text_column *at)
{
	if (at->beside)
		setter_keep_last(p);
	for (size_t i = 0; i < t->line_n; i++) {
		struct flow_item *item = flow_add(p->flow, FLOW_LINE);

		item->text = t;
		item->line = i;
		item->x = at->x;
		item->tag = at->tag;
		item->beside = at->beside && i == 0;
	}
}

/* The list of attachments being set: where its columns begin. */
struct attachment_list {
	struct set_text **numbers; /* NULL: a lone attachment has none */
	lu number_x, text_x;
	int tag;
};

static void set_numbers(struct setter *p, const struct content_list *from,
                        struct attachment_list *list)
{
	lu widest = 0;

	list->numbers = arena_array(p->s->arena, struct set_text *, from->n);
	for (size_t i = 0; i < from->n; i++) {
		list->numbers[i] = set_lines(p, &from->items[i].mark, p->s->style->page.text_width);
		if (width_of(list->numbers[i]) > widest)
			widest = width_of(list->numbers[i]);
	}
	list->text_x = list->number_x + widest;
}

/* Numbers end in one line, and so do the titles begin, also in their further lines. */
static void add_attachment(struct setter *p, const struct attachment_list *list, size_t i,
                           const struct content_item *from)
{
	lu width = p->s->style->page.text_width - list->text_x;
	struct set_text *text = set_lines(p, &from->text, width > 0 ? width : 1);
	struct text_column at = {.beside = i == 0};
	int tag = page_add_tag(p->s->pl, TAG_LI, list->tag);
	size_t first;

	if (list->numbers != NULL) {
		at.x = list->text_x - width_of(list->numbers[i]);
		at.tag = page_add_tag(p->s->pl, TAG_LBL, tag);
		add_column(p, list->numbers[i], &at);
		at.beside = true;
	}
	first = p->flow->n;
	at.x = list->text_x;
	at.tag = page_add_tag(p->s->pl, TAG_LBODY, tag);
	add_column(p, text, &at);
	/* The lines of one title stay together. */
	for (size_t k = first; k + 1 < p->flow->n; k++)
		p->flow->items[k].keep_next = true;
}

void closing_set_attachments(struct setter *p, const struct content_attachments *from)
{
	struct set_text *label = set_lines(p, &from->label, p->s->style->page.text_width);
	struct text_column at = {.x = INDENT * p->s->style->signature.pitch};
	struct attachment_list list = {.number_x = at.x + setter_label_width(label)};

	list.text_x = list.number_x;
	if (from->list.items[0].mark.len > 0)
		set_numbers(p, &from->list, &list);
	setter_add_blank(p, 1);
	at.tag = page_add_tag(p->s->pl, TAG_P, p->document);
	add_column(p, label, &at);
	list.tag = page_add_tag(p->s->pl, TAG_L, p->document);
	if (list.numbers != NULL)
		p->s->pl->tags[list.tag].numbering = NUMBERING_DECIMAL;
	for (size_t i = 0; i < from->list.n; i++)
		add_attachment(p, &list, i, &from->list.items[i]);
}

/* A signature being set. */
struct signature {
	struct set_text **organs, *date;
	size_t organ_n;
	lu organ_width, date_width; /* of the widest organ */
};

static struct signature shape_signature(struct setter *p, const struct content_signature *from)
{
	struct signature sig = {.organ_n = from->organs.n};
	lu indent = INDENT * p->s->style->signature.pitch;
	/* A name longer than a line keeps clear of both edges; its lines are alike, as a head's. */
	lu room = p->s->style->page.text_width - 2 * indent;
	struct text_measure m = {.width = room > 0 ? room : 1, .balance = true};

	sig.organs = arena_array(p->s->arena, struct set_text *, sig.organ_n);
	for (size_t i = 0; i < sig.organ_n; i++) {
		sig.organs[i] = set_measured(p, &from->organs.list[i], &m);
		if (width_of(sig.organs[i]) > sig.organ_width)
			sig.organ_width = width_of(sig.organs[i]);
	}
	if (from->date.len > 0) {
		sig.date = set_lines(p, &from->date, p->s->style->page.text_width);
		sig.date_width = width_of(sig.date);
	}
	return sig;
}

/*
 * Organs begin in one line, the longest ends two characters from the right; the date begins two
 * characters right of them. A date longer than they ends two characters from the right itself, and
 * they move to the left (7.3.5.2, a document without a seal; 7.3.5.4).
 */
void closing_set_signature(struct setter *p, const struct content_signature *from)
{
	lu indent = INDENT * p->s->style->signature.pitch;
	struct signature sig = shape_signature(p, from);
	struct text_column at = {.x = p->s->style->page.text_width - indent - sig.organ_width};
	size_t first;

	if (sig.date_width > sig.organ_width)
		at.x = p->s->style->page.text_width - indent - sig.date_width - indent;
	if (at.x < 0)
		at.x = 0;
	setter_keep_last(p); /* not alone on a page: the end of the text goes with it */
	first = p->flow->n;
	setter_add_blank(p, 1);
	for (size_t i = 0; i < sig.organ_n; i++) {
		at.tag = page_add_tag(p->s->pl, TAG_P, p->document);
		add_column(p, sig.organs[i], &at);
	}
	if (sig.date != NULL) {
		at.x += indent;
		at.tag = page_add_tag(p->s->pl, TAG_P, p->document);
		add_column(p, sig.date, &at);
	}
	for (size_t i = first; i + 1 < p->flow->n; i++)
		p->flow->items[i].keep_next = true;
}
