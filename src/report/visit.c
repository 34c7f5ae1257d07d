/* SPDX-License-Identifier: MIT */
#include "report/visit.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct visit {
	const struct report_visitor *v;
	/* the same for all texts and cells of the current block or line: */
	const struct section *section;
	const struct block *block;
	enum report_where where;
	size_t index;
};

static void visit_text(const struct visit *at, enum report_text_kind kind, int level,
                       const struct report_line *line)
{
	struct report_text t = {kind,        level,     line->text, line->len, line->at,
	                        at->section, at->where, at->index,  at->block};

	if (line->text != NULL && at->v->text != NULL)
		at->v->text(at->v->user, &t);
}

/* A text without a stored length: its JSON node has it, if there is one. */
static void visit_string(const struct visit *at, enum report_text_kind kind, int level,
                         const char *text, const struct json *node)
{
	struct report_line line = {text, 0, node};

	if (text != NULL)
		line.len = node != NULL ? node->len : strlen(text);
	visit_text(at, kind, level, &line);
}

static void visit_heads(const struct visit *at, const struct form_node *parent)
{
	for (const struct form_node *n = parent->first; n != NULL; n = n->next) {
		visit_string(at, TEXT_HEAD, n->depth, n->text, n->at);
		visit_heads(at, n);
	}
}

/* Figures too: a string of digits in a table may be a telephone number. */
static bool is_string(const struct cell *cell)
{
	return cell->state == CELL_TEXT ||
	       (cell->state == CELL_NUMBER && cell->at->kind == JSON_STRING);
}

static void visit_cell(const struct visit *at, const struct cell *cell,
                       const struct form_part *part, size_t i)
{
	struct report_cell c = {cell,
	                        at->section,
	                        at->where,
	                        at->index,
	                        at->block,
	                        part,
	                        i / part->columns.leaf_n,
	                        i % part->columns.leaf_n};

	if (at->v->cell != NULL)
		at->v->cell(at->v->user, &c);
	if (at->block != NULL && is_string(cell))
		visit_string(at, TEXT_CELL, 0, cell->text, cell->at);
}

/* Visits labels, and after each leaf the cells of its row. */
static void visit_rows(const struct visit *at, const struct report_table *t,
                       const struct form_node *parent)
{
	const struct form_part *part = t->form->parts;
	size_t column_n = part->columns.leaf_n;

	for (const struct form_node *n = parent->first; n != NULL; n = n->next) {
		visit_string(at, TEXT_LABEL, n->depth, n->text, n->at);
		if (n->first != NULL) {
			visit_rows(at, t, n);
			continue;
		}
		for (size_t i = 0; i < column_n; i++)
			visit_cell(at, &t->cells[n->leaf_first * column_n + i], part,
			           n->leaf_first * column_n + i);
	}
}

static void visit_own_table(const struct visit *at, const struct report_table *t)
{
	const struct form_part *part = t->form->parts;

	visit_string(at, TEXT_CAPTION, 0, t->caption, t->caption_at);
	visit_string(at, TEXT_UNIT, 0, t->remarks.unit, t->remarks.unit_at);
	visit_string(at, TEXT_CORNER, 0, part->corner, part->corner_at);
	visit_heads(at, part->columns.root);
	visit_rows(at, t, part->rows.root);
	for (size_t i = 0; i < t->remarks.notes.n; i++)
		visit_text(at, TEXT_REMARK, 0, &t->remarks.notes.lines[i]);
}

static void visit_notes(const struct visit *at, const struct report_lines *notes)
{
	for (size_t i = 0; i < notes->n; i++)
		visit_text(at, TEXT_FOOTNOTE, 0, &notes->lines[i]);
}

/* Visits each item, followed by its footnotes and by those of its own list. */
static void visit_list(const struct visit *at, const struct report_list *list, int level)
{
	for (size_t i = 0; i < list->n; i++) {
		visit_text(at, list->ordered ? TEXT_NUMBERED : TEXT_BULLET, level,
		           &list->items[i].text);
		visit_notes(at, &list->items[i].notes);
		visit_list(at, &list->items[i].list, level + 1);
	}
}

static void visit_chart(const struct visit *at, const struct report_chart *c)
{
	for (size_t i = 0; i < c->row_n; i++)
		visit_text(at, TEXT_CHART_LABEL, 1, &c->rows[i].text);
	for (size_t i = 0; i < c->columns.n; i++)
		visit_text(at, TEXT_CHART_LABEL, 2, &c->columns.lines[i]);
	visit_text(at, TEXT_PICTURE_CAPTION, 0, &c->caption);
	visit_text(at, TEXT_ALT, 0, &c->alt);
}

/* A new kind of block gets its case here: no other code walks the texts of blocks. */
static void visit_block(const struct visit *at, const struct block *b)
{
	const struct report_line text = {b->text, b->len, b->at};
	const struct block_more *more = block_more(b);

	switch (b->kind) {
	case BLOCK_PARAGRAPH:
		visit_text(at, TEXT_PARAGRAPH, 0, &text);
		break;
	case BLOCK_NOTED:
		visit_text(at, TEXT_PARAGRAPH, 0, &text);
		visit_notes(at, &more->notes);
		break;
	case BLOCK_HEADING:
		visit_text(at, TEXT_HEADING, b->level, &text);
		visit_text(at, TEXT_REST, 0, &more->rest);
		visit_notes(at, &more->notes);
		break;
	case BLOCK_LIST:
		visit_list(at, &b->list, 1);
		break;
	case BLOCK_TABLE:
		visit_own_table(at, b->table);
		break;
	case BLOCK_PICTURE:
		visit_text(at, TEXT_ALT, 0, &b->picture->alt);
		visit_text(at, TEXT_PICTURE_CAPTION, 0, &b->picture->caption);
		break;
	case BLOCK_CHART:
		visit_chart(at, b->chart);
		break;
	}
}

static void visit_prose(const struct report_visitor *v, const struct section *s,
                        enum report_where where, const struct prose *prose)
{
	struct visit at = {v, s, NULL, where, 0};

	for (; at.index < prose->block_n; at.index++) {
		at.block = &prose->blocks[at.index];
		visit_block(&at, at.block);
	}
}

static const struct report_lines *lines_of(const struct section *s, enum report_where where)
{
	if (where == IN_NOTES)
		return &s->remarks.notes;
	return where == IN_ITEMS ? &s->items : &s->organs;
}

static void visit_lines(const struct report_visitor *v, const struct section *s,
                        enum report_where where, enum report_text_kind kind)
{
	const struct report_lines *lines = lines_of(s, where);
	struct visit at = {v, s, NULL, where, 0};

	for (; at.index < lines->n; at.index++)
		visit_text(&at, kind, 0, &lines->lines[at.index]);
}

static void visit_table(const struct report_visitor *v, const struct section *s)
{
	const struct form_table *t = s->form->table;
	struct visit at = {v, s, NULL, IN_UNIT, 0};

	visit_string(&at, TEXT_UNIT, 0, s->remarks.unit, s->remarks.unit_at);
	at.where = IN_NONE;
	for (const struct form_part *p = t->parts; p < t->parts + t->part_n; p++)
		for (size_t i = 0; i < p->rows.leaf_n * p->columns.leaf_n; i++)
			visit_cell(&at, &s->cells[p->cell_first + i], p, i);
}

void report_visit_section(const struct section *s, const struct report_visitor *v)
{
	switch (s->form->body) {
	case FORM_PROSE:
		visit_prose(v, s, IN_PROSE, &s->prose);
		break;
	case FORM_TABLE:
		visit_prose(v, s, IN_BEFORE, &s->before);
		visit_table(v, s);
		visit_lines(v, s, IN_NOTES, TEXT_REMARK);
		visit_prose(v, s, IN_AFTER, &s->after);
		break;
	case FORM_ATTACHMENTS:
		visit_lines(v, s, IN_ITEMS, TEXT_ATTACHMENT);
		break;
	case FORM_SIGNATURE:
		visit_lines(v, s, IN_ORGANS, TEXT_SIGNER);
		break;
	case FORM_NOTE:
		visit_lines(v, s, IN_ITEMS, TEXT_NOTE);
		break;
	case FORM_IMPRINT:
		visit_lines(v, s, IN_ITEMS, TEXT_COPIES);
		visit_lines(v, s, IN_ORGANS, TEXT_SIGNER);
		break;
	}
}

void report_visit(const struct report *r, const struct report_visitor *v)
{
	const struct visit at = {.v = v, .where = IN_NONE};

	visit_string(&at, TEXT_TITLE, 0, r->title, r->title_at);
	visit_string(&at, TEXT_ORGAN, 0, r->organ, r->organ_at);
	visit_string(&at, TEXT_REASON, 0, r->revision.reason, r->revision.reason_at);
	for (size_t i = 0; i < r->form->section_n; i++)
		report_visit_section(&r->sections[i], v);
}

struct picture_list {
	const struct report_picture **list; /* heap */
	size_t n, cap;
};

static void add_picture(void *user, const struct report_text *t)
{
	struct picture_list *p = user;

	if (t->kind != TEXT_ALT || t->block->kind != BLOCK_PICTURE)
		return;
	p->list = mem_grow(p->list, p->n, &p->cap, sizeof(*p->list));
	p->list[p->n++] = t->block->picture;
}

static int compare_files(const void *x, const void *y)
{
	const struct report_picture *const *a = x, *const *b = y;

	return strcmp((*a)->file, (*b)->file);
}

const struct report_picture **report_pictures(struct arena *a, const struct report *r,
                                              size_t *ret_n)
{
	struct picture_list p = {0};
	const struct report_picture **list;
	size_t n = 0;

	report_visit(r, &(struct report_visitor){.user = &p, .text = add_picture});
	list = arena_array(a, const struct report_picture *, p.n);
	if (p.n > 0)
		qsort(p.list, p.n, sizeof(*p.list), compare_files);
	for (size_t i = 0; i < p.n; i++)
		if (n == 0 || strcmp(list[n - 1]->file, p.list[i]->file) != 0)
			list[n++] = p.list[i];
	free(p.list);
	*ret_n = n;
	return list;
}

const char *block_kind_name(enum block_kind kind)
{
	switch (kind) {
	case BLOCK_PARAGRAPH:
	case BLOCK_NOTED:
		break;
	case BLOCK_HEADING:
		return "heading";
	case BLOCK_LIST:
		return "list";
	case BLOCK_TABLE:
		return "table";
	case BLOCK_PICTURE:
		return "picture";
	case BLOCK_CHART:
		return "chart";
	}
	return "paragraph";
}

bool text_kind_in_table(enum report_text_kind kind)
{
	switch (kind) {
	case TEXT_CAPTION:
	case TEXT_UNIT:
	case TEXT_CORNER:
	case TEXT_HEAD:
	case TEXT_LABEL:
	case TEXT_CELL:
	case TEXT_REMARK:
		return true;
	case TEXT_TITLE:
	case TEXT_ORGAN:
	case TEXT_REASON:
	case TEXT_PARAGRAPH:
	case TEXT_HEADING:
	case TEXT_REST:
	case TEXT_BULLET:
	case TEXT_NUMBERED:
	case TEXT_FOOTNOTE:
	case TEXT_ALT:
	case TEXT_PICTURE_CAPTION:
	case TEXT_CHART_LABEL:
	case TEXT_ATTACHMENT:
	case TEXT_NOTE:
	case TEXT_COPIES:
	case TEXT_SIGNER:
		break;
	}
	return false;
}
