/* SPDX-License-Identifier: MIT */
/* set_closing.c: what comes after the text: list of attachments, signature. */
#include "layout/setter.h"

/* Characters left of a list of attachments, right of a signature, and from organ to date. */
enum { INDENT = 2 };

static struct set_text *set_measured(struct setter *p, const struct content_text *text,
                                     const struct text_measure *m)
{
	return setter_set_text(p, text, &p->s->style->signature, m);
}

static struct set_text *set_lines(struct setter *p, const struct content_text *text, lu width)
{
	return set_measured(p, text, &(struct text_measure){.width = width});
}

void closing_set_attachments(struct setter *p, const struct content_attachments *from)
{
	const struct text_style *style = &p->s->style->signature;
	struct set_text *label = set_lines(p, &from->label, p->s->style->page.text_width);
	struct text_column at = {.x = INDENT * style->pitch};
	struct list_place place = {.style = style, .x = at.x + setter_label_width(label)};

	setter_add_blank(p, 1);
	at.tag = page_add_tag(p->s->pl, TAG_P, p->document);
	setter_add_column(p, label, &at);
	place.beside = place.whole = true;
	place.parent = p->document;
	setter_set_list(p, &from->list, &place);
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
	/* A name longer than a line is indented on both sides and broken into even lines. */
	lu room = p->s->style->page.text_width - 2 * indent;
	struct text_measure m = {.width = room > 0 ? room : 1, .balance = true};

	sig.organs = arena_array(p->s->arena, struct set_text *, sig.organ_n);
	for (size_t i = 0; i < sig.organ_n; i++) {
		sig.organs[i] = set_measured(p, &from->organs.list[i], &m);
		if (setter_width(sig.organs[i]) > sig.organ_width)
			sig.organ_width = setter_width(sig.organs[i]);
	}
	if (from->date.len > 0) {
		sig.date = set_lines(p, &from->date, p->s->style->page.text_width);
		sig.date_width = setter_width(sig.date);
	}
	return sig;
}

/*
 * Organs are aligned left, and the longest ends two characters from the right edge; the date begins
 * two characters further right. If the date is longer, it is the date that ends two characters from
 * the right, and the organs move left (7.3.5.2, a document without a seal; 7.3.5.4).
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
	setter_keep_last(p); /* kept with the end of the text, so as not to be alone on a page */
	first = p->flow->n;
	setter_add_blank(p, 1);
	for (size_t i = 0; i < sig.organ_n; i++) {
		at.tag = page_add_tag(p->s->pl, TAG_P, p->document);
		setter_add_column(p, sig.organs[i], &at);
	}
	if (sig.date != NULL) {
		at.x += indent;
		at.tag = page_add_tag(p->s->pl, TAG_P, p->document);
		setter_add_column(p, sig.date, &at);
	}
	for (size_t i = first; i + 1 < p->flow->n; i++)
		p->flow->items[i].keep_next = true;
}
