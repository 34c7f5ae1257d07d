/* SPDX-License-Identifier: MIT */
/* closing_blocks.c: attachments, signature, note and imprint, which follow the text. */
#include <string.h>

#include "base/template.h"
#include "content/content_builder.h"

static struct content_texts own_texts(struct arena *a, const struct report_lines *lines)
{
	struct content_text *list = arena_array(a, struct content_text, lines->n);

	for (size_t i = 0; i < lines->n; i++)
		list[i] = compose_own(a, &lines->lines[i]);
	return (struct content_texts){list, lines->n};
}

/* A single attachment is not numbered. */
void builder_add_attachments(struct content_builder *b, const struct section *sec)
{
	struct content_item *items = arena_array(b->arena, struct content_item, sec->items.n);

	if (sec->items.n == 0)
		return;
	for (size_t i = 0; i < sec->items.n; i++) {
		if (sec->items.n > 1)
			items[i].mark = compose_number(b->arena, sec->form->number, i + 1);
		items[i].text = compose_own(b->arena, &sec->items.lines[i]);
	}
	builder_add(b, CONTENT_ATTACHMENTS)->u.attachments = (struct content_attachments){
	        compose_words(b->arena, sec->form->label), {/*ordered*/ true, items, sec->items.n}};
}

void builder_add_signature(struct content_builder *b, const struct section *sec)
{
	struct content_signature s = {.organs = own_texts(b->arena, &sec->organs)};
	struct composer date = {0};

	compose_date(&date, b, &sec->date, sec->date_at);
	s.date = compose_finish(&date, b->arena);
	if (s.organs.n > 0 || s.date.len > 0)
		builder_add(b, CONTENT_SIGNATURE)->u.signature = s;
}

void builder_add_note(struct content_builder *b, const struct section *sec)
{
	if (sec->items.n > 0)
		builder_add(b, CONTENT_NOTE)->u.text =
		        compose_around(b->arena, sec->form->note, &sec->items.lines[0], NULL);
}

/* "{date}印发" */
static struct content_text compose_printed(struct content_builder *b, const struct section *sec)
{
	const struct template_value date = {"date", NULL};
	const char *format = sec->form->printed;
	struct template_piece piece;
	struct composer c = {0};

	while (template_next(&format, &date, 1, &piece)) {
		if (piece.value != NULL)
			compose_date(&c, b, &sec->date, sec->date_at);
		else
			compose_put(&c, piece.text, piece.len,
			            &(struct content_span){.role = SPAN_WORDING});
	}
	return compose_finish(&c, b->arena);
}

void builder_add_imprint(struct content_builder *b, const struct section *sec)
{
	struct content_imprint *im = arena_new(b->arena, struct content_imprint);

	*im = (struct content_imprint){.at = sec->at, .printed = compose_printed(b, sec)};
	if (sec->items.n > 0)
		im->copies = compose_around(b->arena, sec->form->copies, &sec->items.lines[0],
		                            &im->label);
	if (sec->organs.n > 0)
		im->organ = compose_own(b->arena, &sec->organs.lines[0]);
	builder_add(b, CONTENT_IMPRINT)->u.imprint = im;
}
