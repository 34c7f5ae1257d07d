/* SPDX-License-Identifier: MIT */
/* diff_blocks.c: paragraphs that were changed, added, removed; and what changed in tables among
 * them. */
#include <string.h>

#include "check/name.h"
#include "diff/align.h"
#include "diff/differ.h"
#include "diff/excerpt.h"
#include "json/emit.h"

/* How many of the added ones a removed paragraph is compared with. */
enum { LOOK_AHEAD = 8 };

/* Blocks with what tells them apart as one text each. */
struct diff_side {
	const struct prose *prose;
	struct sequence seq;
};

static const char *kind_name(const struct differ *d, const struct block *b)
{
	static const char *const names[] = {[BLOCK_PARAGRAPH] = "paragraph",
	                                    [BLOCK_HEADING] = "heading",
	                                    [BLOCK_TABLE] = "table"};

	return d->line_kind != NULL ? d->line_kind : names[b->kind];
}

/* Kind, level and all text of a block. */
static struct diff_token signature(struct arena *a, const struct block *block)
{
	struct buf b = {0};
	struct json_emit e = {.b = &b};
	struct diff_token t;

	buf_putf(&b, "%d %d ", (int)block->kind, block->level);
	if (block->kind == BLOCK_TABLE) {
		json_emit_node(&e, NULL, block->table->at);
	} else {
		json_put_string(&b, block->text, block->len);
		if (block->rest != NULL)
			json_put_string(&b, block->rest, block->rest_len);
	}
	t = (struct diff_token){arena_strndup(a, b.p, b.n), b.n};
	buf_release(&b);
	return t;
}

static struct diff_side read_side(struct arena *a, const struct prose *prose)
{
	struct diff_token *tokens = arena_array(a, struct diff_token, prose->block_n);
	struct diff_side s = {prose, {tokens, prose->block_n, NULL}};

	for (size_t i = 0; i < prose->block_n; i++)
		tokens[i] = signature(a, &prose->blocks[i]);
	s.seq.changed = arena_array(a, bool, prose->block_n);
	return s;
}

/* What is printed of a block but a table. */
static const char *block_text(struct arena *a, const struct block *b)
{
	if (b->kind == BLOCK_TABLE)
		return b->table->caption != NULL ? b->table->caption : "";
	return b->rest != NULL ? arena_printf(a, "%s%s", b->text, b->rest) : b->text;
}

static void add_lone(struct differ *d, const struct diff_side *side, size_t i, enum change_how how)
{
	const struct block *b = &side->prose->blocks[i];
	const char *text = block_text(d->arena, b);
	struct change c = {.kind = kind_name(d, b), .how = how};

	c.pointer = b->at != NULL ? json_pointer(d->arena, b->at) : "";
	if (how == CHANGE_ADDED) {
		c.new_number = i + 1;
		c.after = text;
	} else {
		c.old_number = i + 1;
		c.before = text;
	}
	differ_add(d, &c);
}

static bool same_text(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

static bool same_heads(const struct form_node *x, const struct form_node *y)
{
	const struct form_node *a = x->first, *b = y->first;

	while (a != NULL && b != NULL && same_text(a->text, b->text) && same_heads(a, b)) {
		a = a->next;
		b = b->next;
	}
	return a == NULL && b == NULL;
}

/* Cell by cell where the heads are the same; else only that it is another table. */
static void compare_own_tables(struct differ *d, const struct report_table *x,
                               const struct report_table *y, const struct change *whole)
{
	const struct form_part *p = x->form->parts, *q = y->form->parts;
	struct change c = *whole;

	if (!same_heads(p->columns.root, q->columns.root) ||
	    !same_heads(p->rows.root, q->rows.root) || !same_text(p->corner, q->corner)) {
		differ_add(d, whole);
		return;
	}
	if (!same_text(x->caption, y->caption))
		differ_add(d, whole);
	for (size_t i = 0; i < x->form->cell_n; i++) {
		struct form_place at = form_place_of(x->form, i);

		c.row = name_chain(d->arena, p->rows.leaves[at.row]);
		c.column = name_chain(d->arena, p->columns.leaves[at.column]);
		c.pointer = json_pointer(d->arena, y->cells[i].at);
		differ_compare_cells(d, &x->cells[i], &y->cells[i], &c);
	}
}

static void add_pair(struct differ *d, const struct diff_side *before, size_t i,
                     const struct diff_side *after, size_t k)
{
	const struct block *x = &before->prose->blocks[i], *y = &after->prose->blocks[k];
	struct change c = {.kind = kind_name(d, y),
	                   .pointer = y->at != NULL ? json_pointer(d->arena, y->at) : "",
	                   .old_number = i + 1,
	                   .new_number = k + 1,
	                   .before = block_text(d->arena, x),
	                   .after = block_text(d->arena, y)};

	if (y->kind == BLOCK_TABLE)
		compare_own_tables(d, x->table, y->table, &c);
	else
		differ_add(d, &c);
}

static bool is_pair(const struct block *x, const struct block *y)
{
	if (x->kind == BLOCK_TABLE || y->kind == BLOCK_TABLE)
		return x->kind == y->kind;
	return excerpt_is_alike(x->text, y->text);
}

/* Between two that are the same: which of the removed became which of the added? */
static void compare_gap(struct differ *d, const struct diff_side *before,
                        const struct diff_side *after, const size_t ranges[4])
{
	size_t next = ranges[2], end = ranges[3];

	for (size_t i = ranges[0]; i < ranges[1]; i++) {
		size_t stop = end - next > LOOK_AHEAD ? next + LOOK_AHEAD : end, k = next;

		while (k < stop && !is_pair(&before->prose->blocks[i], &after->prose->blocks[k]))
			k++;
		if (k == stop) {
			add_lone(d, before, i, CHANGE_REMOVED);
			continue;
		}
		while (next < k)
			add_lone(d, after, next++, CHANGE_ADDED);
		add_pair(d, before, i, after, next++);
	}
	while (next < end)
		add_lone(d, after, next++, CHANGE_ADDED);
}

void differ_compare_prose(struct differ *d, const struct prose *before, const struct prose *after)
{
	struct arena scratch = {0};
	struct diff_side x = read_side(&scratch, before), y = read_side(&scratch, after);
	size_t i = 0, k = 0;

	align_sequences(&x.seq, &y.seq);
	while (i < x.seq.n || k < y.seq.n) {
		size_t ranges[4] = {i, i, k, k};

		while (ranges[1] < x.seq.n && x.seq.changed[ranges[1]])
			ranges[1]++;
		while (ranges[3] < y.seq.n && y.seq.changed[ranges[3]])
			ranges[3]++;
		compare_gap(d, &x, &y, ranges);
		i = ranges[1] + 1;
		k = ranges[3] + 1;
	}
	arena_release(&scratch);
}
