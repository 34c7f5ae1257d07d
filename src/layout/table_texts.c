/* SPDX-License-Identifier: MIT */
/*
 * table_texts.c: the texts of a table's cells, shaped and broken into lines. Those of a small table
 * are kept; in a large one a text is set to be measured and set again for its page.
 */
#include <string.h>

#include "layout/table.h"

enum { SENSE_LINES_MAX = 1000 /* of no real cell */ };

static const struct text_style *cell_style(const struct setting *s, const struct grid_cell *c)
{
	switch (c->role) {
	case GRID_TITLE:
	case GRID_CORNER:
	case GRID_COLUMN_HEAD:
		return &s->style->table.head;
	case GRID_ROW_HEAD:
		return &s->style->table.label;
	case GRID_VALUE:
	case GRID_EMPTY:
		break;
	}
	return &s->style->table.value;
}

static bool is_number(const char *text)
{
	return text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
}

/* The alignment that a style has for labels of several rows, and for numbers of rows. */
static enum style_align label_align(const struct table_style *ts, const struct grid_cell *c,
                                    enum style_align otherwise)
{
	if (c->role != GRID_ROW_HEAD)
		return otherwise;
	if (c->row_span > 1)
		return ts->group_labels;
	return is_number(c->text) ? ts->number_labels : otherwise;
}

static enum style_align cell_align(const struct grid_cell *c, enum style_align otherwise)
{
	switch (c->align) {
	case FORM_ALIGN_START:
		return ALIGN_START;
	case FORM_ALIGN_CENTRE:
		return ALIGN_CENTRE;
	case FORM_ALIGN_END:
		return ALIGN_END;
	case FORM_ALIGN_DEFAULT:
	case FORM_ALIGN_DECIMAL:
		break;
	}
	return otherwise;
}

struct set_text *table_shape_text(struct setting *s, const struct table *t, size_t cell)
{
	const struct grid_cell *c = &t->grid->cells[cell];
	const struct text_looks looks = {cell_style(s, c), t->size, NULL};
	struct content_span room;
	struct content_text text = content_of_cell(c, &room);
	struct set_text *set = setting_shape(s, &text, &looks);

	set->align = cell_align(c, label_align(&s->style->table, c, set->align));
	return set;
}

struct arena *table_begin_passing(struct setting *s)
{
	struct arena *own = s->arena;

	arena_reset(&s->again);
	s->arena = &s->again;
	return own;
}

/* Shapes the text of a cell once more. */
static struct set_text *shape_again(struct setting *s, const struct table *t, size_t cell)
{
	bool told = s->told;
	struct set_text *text;

	s->told = true;
	text = table_shape_text(s, t, cell);
	s->told = told;
	return text;
}

const struct set_text *table_shaped_text(struct setting *s, const struct table *t, size_t cell)
{
	struct arena *own;
	const struct set_text *text;

	if (t->texts != NULL)
		return t->texts[cell];
	own = table_begin_passing(s);
	text = shape_again(s, t, cell);
	s->arena = own;
	return text;
}

lu table_cell_line(const struct setting *s, const struct table *t, const struct grid_cell *c)
{
	const struct text_style *style = cell_style(s, c);

	return lu_scale(style->line, t->size, style->size);
}

static struct text_measure cell_measure(const struct setting *s, const struct table *t,
                                        const struct grid_cell *c)
{
	return (struct text_measure){.width = table_cell_width(s, t, c),
	                             .balance = c->role != GRID_VALUE};
}

/*
 * Breaks a cell's text to its width; header text into even lines. Texts keep words whole, unless
 * that takes one more line. Returns whether they do.
 */
static bool break_cell(struct setting *s, const struct table *t, const struct grid_cell *c,
                       struct set_text *text)
{
	struct text_measure m = cell_measure(s, t, c);
	size_t line_n;

	setting_break(s, text, &m);
	line_n = text->line_n;
	if (m.balance || line_n < 2 || line_n > SENSE_LINES_MAX)
		return false;
	m.sense = true;
	setting_break(s, text, &m);
	if (text->line_n > line_n) {
		m.sense = false;
		setting_break(s, text, &m);
	}
	return m.sense;
}

/* Is it known without setting the text that it takes one line? */
static bool is_one_line(const struct setting *s, const struct table *t, size_t cell)
{
	const struct grid_cell *c = &t->grid->cells[cell];

	return t->whole[cell] > 0 && t->whole[cell] <= table_cell_width(s, t, c) &&
	       strchr(c->text, '\n') == NULL;
}

struct table_lines table_break_text(struct setting *s, const struct table *t, size_t cell)
{
	const struct grid_cell *c = &t->grid->cells[cell];
	struct table_lines l = {.line = table_cell_line(s, t, c)};
	struct set_text *text;
	struct arena *own;

	if (t->texts != NULL) {
		l.sense = break_cell(s, t, c, t->texts[cell]);
		l.n = (unsigned)t->texts[cell]->line_n;
		return l;
	}
	if (c->text[0] == '\0' || is_one_line(s, t, cell)) {
		l.n = c->text[0] != '\0';
		return l;
	}
	own = table_begin_passing(s);
	text = shape_again(s, t, cell);
	l.sense = break_cell(s, t, c, text);
	l.n = (unsigned)text->line_n;
	s->arena = own;
	return l;
}

struct set_text *table_broken_text(struct setting *s, const struct table *t, size_t cell)
{
	struct text_measure m = cell_measure(s, t, &t->grid->cells[cell]);
	struct set_text *text;

	if (t->texts != NULL)
		return t->texts[cell];
	text = shape_again(s, t, cell);
	m.sense = t->lines[cell].sense;
	setting_break(s, text, &m);
	return text;
}

struct set_text *table_passing_text(struct setting *s, const struct table *t, size_t cell)
{
	struct set_text *text;
	struct arena *own;

	if (t->texts != NULL || s->in->places) /* whose pointers would be gone */
		return table_broken_text(s, t, cell);
	own = table_begin_passing(s);
	text = table_broken_text(s, t, cell);
	s->arena = own;
	if (text->shown != NULL && text->shown != t->grid->cells[cell].text)
		text->shown = arena_strndup(s->arena, text->shown, text->in.len);
	return text;
}

struct set_text *table_repeated_text(struct setting *s, const struct table *t, size_t cell)
{
	struct arena *own = s->arena;

	if (t->texts != NULL || cell >= TABLE_TEXTS_MAX)
		return table_broken_text(s, t, cell);
	if (t->heads[cell] == NULL) {
		s->arena = t->arena;
		t->heads[cell] = table_broken_text(s, t, cell);
		s->arena = own;
	}
	return t->heads[cell];
}

/* The row of the last fragment, if it is one of those whose texts are kept. */
static struct parted_row *find_parted(struct setting *s, const struct table *t,
                                      const struct fragment *f)
{
	struct parted_row *p = &s->parted[s->parted_last];

	return p->table == t && p->row == f->cut_row ? p : NULL;
}

static struct parted_row *begin_parted(struct setting *s, const struct table *t,
                                       const struct fragment *f)
{
	struct parted_row *p;

	s->parted_last = !s->parted_last;
	p = &s->parted[s->parted_last];
	arena_reset(&p->arena);
	p->table = t;
	p->row = f->cut_row;
	p->texts = arena_array(&p->arena, struct set_text *, t->grid->column_n);
	return p;
}

struct parted_row *table_parted_row(struct setting *s, const struct table *t,
                                    const struct fragment *f)
{
	if (t->texts != NULL || f->cut_height == 0)
		return NULL;
	if (f->line_first > 0)
		return find_parted(s, t, f);
	return f->next.row == f->cut_row ? begin_parted(s, t, f) : NULL;
}

struct set_text *table_parted_text(struct setting *s, struct parted_row *p, size_t cell)
{
	struct arena *own = s->arena;
	struct set_text **text = &p->texts[p->table->grid->cells[cell].column];

	if (*text == NULL) {
		if (s->pl->sink != NULL)
			s->arena = &p->arena;
		*text = table_broken_text(s, p->table, cell);
		s->arena = own;
	}
	return *text;
}

static struct set_text *set_continued(struct setting *s, const struct table *t,
                                      const struct grid_cell *c)
{
	const struct text_looks looks = {&s->style->table.label, t->size, NULL};
	struct text_measure m = {.width = table_cell_width(s, t, c), .balance = true};
	struct content_span spans[2];
	struct content_text label =
	        content_continued(s->arena, c, s->style->table.continued, spans);
	struct set_text *text;

	s->told = true;
	text = setting_shape(s, &label, &looks);
	s->told = false;
	setting_break(s, text, &m);
	return text;
}

/* Labels that are cut by the same page are asked for together: the last ones are found soon. */
struct set_text *table_continued_text(struct setting *s, const struct table *t,
                                      const struct grid_cell *c)
{
	struct table_continued *known = *t->continued;
	struct arena *own = s->arena;

	while (known != NULL && known->cell != c)
		known = known->before;
	if (known != NULL)
		return known->text;
	s->arena = t->arena;
	known = arena_new(s->arena, struct table_continued);
	*known = (struct table_continued){c, set_continued(s, t, c), *t->continued};
	*t->continued = known;
	s->arena = own;
	return known->text;
}

struct table_lines table_continued_lines(struct setting *s, const struct table *t,
                                         const struct grid_cell *c)
{
	const struct set_text *text = table_continued_text(s, t, c);

	return (struct table_lines){text->line, (unsigned)text->line_n};
}
