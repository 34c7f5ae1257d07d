/* SPDX-License-Identifier: MIT */
#include "layout/table_remarks.h"

#include <string.h>

/* Notes of up to so many lines stay with the last row; of longer ones, the first lines do. */
enum { NOTE_LINES_KEPT = 6, NOTE_LINES_BEGUN = 2 };

/* Of a caption of more lines only its number goes on above the repeated headers. */
enum { CAPTION_LINES_AGAIN = 6 };

lu table_near_space(const struct setting *s)
{
	return s->style->table.space / 3;
}

void remarks_tag_lead(struct setting *s, struct table *t, const struct content_table *from,
                      int table)
{
	bool both = from->caption.len > 0 && from->unit.len > 0;

	if (from->caption.len == 0 && from->unit.len == 0)
		return;
	t->caption_tag = page_add_tag(s->pl, TAG_CAPTION, table);
	t->unit_tag = t->caption_tag;
	if (both) {
		int caption = t->caption_tag;

		t->caption_tag = page_add_tag(s->pl, TAG_P, caption);
		t->unit_tag = page_add_tag(s->pl, TAG_P, caption);
	}
}

/* A text as wide as the table; NULL if it is empty. */
static struct set_text *set(struct setting *s, const struct table *t,
                            const struct content_text *text, const struct text_looks *looks)
{
	struct text_measure m = {.width = setting_area(&s->style->page, t->landscape).width};
	struct set_text *done;

	if (text->len == 0)
		return NULL;
	done = setting_shape(s, text, looks);
	m.balance = done->align == ALIGN_CENTRE;
	setting_break(s, done, &m);
	return done;
}

static struct set_text *set_unit(struct setting *s, const struct table *t,
                                 const struct content_text *text)
{
	struct set_text *unit =
	        set(s, t, text, &(struct text_looks){&s->style->table.label, t->size, NULL});

	if (unit != NULL)
		unit->align = ALIGN_END;
	return unit;
}

/*
 * The caption, or its number, where the table goes on; NULL if it has none, or a long one without a
 * number.
 */
static struct set_text *set_caption_again(struct setting *s, const struct table *t,
                                          const struct content_text *caption)
{
	const struct table_style *ts = &s->style->table;
	struct content_span *room = arena_array(s->arena, struct content_span, 2);
	struct content_text text;

	if (t->caption == NULL || ts->continued[0] == '\0')
		return NULL;
	text = content_caption_continued(s->arena, caption, ts->continued, room);
	if (room[0].len == caption->len && t->caption->line_n > CAPTION_LINES_AGAIN)
		return NULL;
	return set(s, t, &text, &(struct text_looks){.style = &ts->caption});
}

/* What is above the repeated headers: the caption continued, or else the layout's words. */
static void set_again(struct setting *s, struct table *t, const struct content_table *from)
{
	const char *words = s->style->table.again;
	struct content_text text = content_text_of(words, strlen(words), NULL,
	                                           arena_array(s->arena, struct content_span, 1));

	t->unit_again = t->unit;
	t->again = set_caption_again(s, t, &from->caption);
	if (t->again == NULL)
		t->again = set_unit(s, t, &text);
}

static void set_notes(struct setting *s, struct table *t, const struct content_texts *notes)
{
	size_t line_n = 0;
	lu line = 0;

	t->notes = arena_array(s->arena, const struct set_text *, notes->n);
	for (size_t i = 0; i < notes->n; i++) {
		struct set_text *note =
		        set(s, t, &notes->list[i],
		            &(struct text_looks){&s->style->table.label, t->size, NULL});

		t->notes[t->note_n++] = note;
		line_n += note->line_n;
		line = note->line;
	}
	if (line_n > NOTE_LINES_KEPT)
		line_n = NOTE_LINES_BEGUN;
	if (line_n > 0)
		t->foot = table_near_space(s) + line * (lu)line_n;
}

void remarks_set(struct setting *s, struct table *t, const struct content_table *from)
{
	bool told = s->told;

	t->caption =
	        set(s, t, &from->caption, &(struct text_looks){.style = &s->style->table.caption});
	t->unit = set_unit(s, t, &from->unit);
	set_notes(s, t, &from->notes);
	s->told = true; /* its texts are the caption's and the unit's */
	set_again(s, t, from);
	s->told = told;
}
