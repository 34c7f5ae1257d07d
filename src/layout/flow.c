/* SPDX-License-Identifier: MIT */
#include "layout/flow.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "layout/setter.h"

void flow_release(struct flow *f)
{
	free(f->items);
	*f = (struct flow){0};
}

struct flow_item *flow_add(struct flow *f, enum flow_kind kind)
{
	struct flow_item *item;

	f->items = mem_grow(f->items, f->n, &f->cap, sizeof(*f->items));
	item = &f->items[f->n++];
	*item = (struct flow_item){.kind = kind, .block = f->block};
	return item;
}

/*
 * A page that ends early has at least a sixth, below a title more; for a short table, all but a
 * third.
 */
enum { SHORT_PART = 6, TITLE_PART = 3, FULL_PART = 3 };

/* Placed items are taken out of a flow when there are so many of them. */
enum { PLACED_MAX = 256 };

/* The state of pagination: the current page and how far down it is filled. */
struct flow_cursor {
	struct setting *s;
	const struct page_style *page;
	struct flow *flow;
	size_t next; /* of the flow: the first item that is not placed, or not all of it */
	size_t kept; /* is_settled: all items from `next` to before it are kept with the ones after
	                them */
	struct placing out;
	struct page_area area; /* of the current page */
	struct foot foot;
	lu y;
	lu line_y;         /* of the last line */
	lu chain_y;        /* where the chain of kept items begins that the current one is in */
	bool chain_on_top; /* everything on the page so far is kept with the current item */
	bool misfit;       /* a row fits no page: pages are filled to find others */
};

/* Top of slot k, computed from the whole height so that rounding errors do not add up. */
static lu slot_top(const struct page_style *p, int k)
{
	return lu_scale(p->text_height, k, p->lines);
}

/* The first slot that begins at or below y. */
static int slot_below(const struct page_style *p, lu y)
{
	int k = (int)((int64_t)y * p->lines / p->text_height);

	while (slot_top(p, k) < y)
		k++;
	return k;
}

/* Where what is not in the slots begins below y. */
static lu loose_top(const struct flow_item *item, lu y)
{
	return y > 0 ? y + item->above : 0;
}

/* y after a line or a blank that begins at y. */
static lu advance(const struct flow_cursor *c, const struct flow_item *item, lu y)
{
	switch (item->kind) {
	case FLOW_LINE:
		return item->beside ? y : slot_top(c->page, slot_below(c->page, y) + 1);
	case FLOW_LOOSE:
		return loose_top(item, y) + item->text->line;
	case FLOW_PICTURE:
		return loose_top(item, y) + item->height;
	case FLOW_BLANK:
		return y > 0 ? slot_top(c->page, slot_below(c->page, y) + item->slots) : 0;
	case FLOW_FOOT:
		return y + item->imprint->height;
	case FLOW_TABLE:
		break;
	}
	return y;
}

/*
 * Would the page be nearly empty if it ended at y? `part`: the least part of a page that is not.
 */
static bool is_nearly_empty(const struct flow_cursor *c, lu y, lu part)
{
	return y < c->area.height / part;
}

/* The end of the room for text on the page: its footnotes are below. */
static lu text_end(const struct flow_cursor *c)
{
	return c->area.height - c->out.plan.foot;
}

/*
 * Should a table go to the next page whole, rather than begin on this one and end on the next? What
 * counts is the page without the headings that go with it: each of them finds the same answer, and
 * none stays behind.
 */
static bool should_stay_whole(const struct flow_cursor *c, const struct table *t)
{
	return (t->stands_whole && !is_nearly_empty(c, c->chain_y, SHORT_PART)) ||
	       (t->is_short && c->chain_y > c->area.height / FULL_PART * (FULL_PART - 1));
}

/* Can a table begin below y and above `end`, or stand there whole if it should? */
static bool table_fits(const struct flow_cursor *c, const struct flow_item *item, lu y, lu end)
{
	struct fragment part =
	        table_cut(c->s, item->table, &(struct table_mark){0}, end - loose_top(item, y));

	return !fragment_is_empty(&part) &&
	       (part.next.row == item->table->grid->row_n || !should_stay_whole(c, item->table));
}

/*
 * Does an item fit below y, with all that is kept with it? Of a table, just its beginning, unless
 * it should stay whole; of the footnotes what must stand on the page: the last one begins there, so
 * that those before it end.
 */
static bool fits(const struct flow_cursor *c, const struct flow *f, size_t i, lu y)
{
	lu end = text_end(c), rule = foot_rule(&c->foot), rest = 0;

	for (;; i++) {
		const struct flow_item *item = &f->items[i];

		if (item->note_n > 0) {
			if (c->foot.first < c->foot.n)
				return false; /* earlier ones fill the page */
			end -= rule + rest + foot_least(&c->foot, item);
			rule = 0;
			rest = foot_rest(&c->foot, item);
		}
		if (item->kind == FLOW_TABLE)
			return table_fits(c, item, y, end);
		y = advance(c, item, y);
		if (y > end)
			return false;
		if (!item->keep_next || i + 1 == f->n)
			return true;
	}
}

/* Is an item, or anything it is kept with, a table that needs landscape? */
static bool wants_landscape(const struct flow *f, size_t i)
{
	for (;; i++) {
		if (f->items[i].kind == FLOW_TABLE && f->items[i].table->landscape)
			return true;
		if (!f->items[i].keep_next || i + 1 == f->n)
			return false;
	}
}

static bool is_landscape(const struct flow_cursor *c)
{
	return c->out.plan.landscape;
}

static void begin_page(struct flow_cursor *c, bool landscape)
{
	c->out.plan = (struct page_plan){.landscape = landscape};
	c->out.n = c->out.note_n = 0;
	c->area = setting_area(c->page, landscape);
	c->y = 0;
	foot_place(&c->foot, c->area.height / 2); /* what is left of footnotes */
}

/* The first tag of the first block that is not placed yet, or not all of it. */
static int open_block(const struct flow_cursor *c)
{
	int end = (int)c->s->pl->tag_n;

	if (c->next < c->flow->n)
		end = c->flow->items[c->next].block;
	if (c->foot.first < c->foot.n && c->foot.waiting[c->foot.first]->block < end)
		end = c->foot.waiting[c->foot.first]->block;
	return end;
}

static void end_page(struct flow_cursor *c)
{
	struct setting *s = c->s;
	struct arena *own = s->arena;
	int tag_end = open_block(c);

	if ((s->pl->most != 0 && c->out.page >= s->pl->most) || setting_has_too_much(s))
		setting_overfull(s);
	if (s->rc != RC_OK) {
		c->out.page++;
		return;
	}
	if (s->pl->sink != NULL)
		s->arena = &s->page;
	layout_emit_page(s, &c->out);
	s->arena = own;
	page_finish(s->pl, c->out.page++, tag_end);
	arena_reset(&s->page);
	stretch_release(s, tag_end);
}

static void new_page(struct flow_cursor *c, bool landscape)
{
	end_page(c);
	begin_page(c, landscape);
}

/* The footnotes of a line, as far as there is room beside what is kept with it. */
static void place_notes(struct flow_cursor *c, const struct flow *f, size_t i)
{
	const struct flow_item *item = &f->items[i];
	lu y = c->y, room;

	if (item->note_n == 0)
		return;
	foot_wait(&c->foot, item);
	room = text_end(c);
	for (; item->keep_next && ++i < f->n; y = advance(c, item, y)) {
		item = &f->items[i];
		if (item->kind != FLOW_TABLE)
			continue;
		while (room > y && !table_fits(c, item, y, text_end(c) - (room - y)))
			room -= c->foot.line;
		break;
	}
	foot_place(&c->foot, room - y);
}

static struct placed *put(struct flow_cursor *c, const struct flow_item *item, lu y)
{
	struct placing *out = &c->out;

	out->placed = mem_grow(out->placed, out->n, &out->cap, sizeof(*out->placed));
	out->placed[out->n] = (struct placed){.item = *item, .y = y};
	return &out->placed[out->n++];
}

static void place_table(struct flow_cursor *c, const struct flow_item *item)
{
	const struct table *t = item->table;
	struct table_mark at = {0};

	while (at.row < t->grid->row_n && !c->s->pl->overfull) {
		lu top = loose_top(item, c->y);
		lu room = text_end(c) - top;
		/* What has begun on another page is at the top of this one. */
		bool last_resort = c->out.plan.foot == 0 && (top == 0 || c->chain_on_top);
		struct fragment f = last_resort ? table_force(c->s, t, &at, room)
		                                : table_cut(c->s, t, &at, room);

		if (fragment_is_empty(&f) && top == 0) {
			table_tell_misfit(c->s, grid_cell_at(t->grid, at.row, 0),
			                  _("the table's headers and labels leave no room on a "
			                    "page for the row"));
			c->misfit = true;
			return;
		}
		if (fragment_is_empty(&f)) {
			new_page(c, is_landscape(c));
			continue;
		}
		put(c, item, top)->fragment = f;
		at = f.next;
		c->y = top + f.height + item->below;
		if (at.row < t->grid->row_n)
			new_page(c, is_landscape(c));
	}
}

static void place_item(struct flow_cursor *c, const struct flow_item *item)
{
	switch (item->kind) {
	case FLOW_LINE:
		if (!item->beside)
			c->line_y = slot_top(c->page, slot_below(c->page, c->y));
		put(c, item, c->line_y);
		break;
	case FLOW_LOOSE:
		put(c, item, loose_top(item, c->y));
		break;
	case FLOW_PICTURE:
		put(c, item, loose_top(item, c->y));
		break;
	case FLOW_BLANK:
		break;
	case FLOW_TABLE:
		place_table(c, item);
		return;
	case FLOW_FOOT:
		put(c, item, c->area.height - item->imprint->height);
		c->out.plan.raised = item->imprint->height;
		c->y = c->area.height;
		return;
	}
	c->y = advance(c, item, c->y) + item->below;
}

/* The first line below a title, of a heading: this is where a chain longer than a page is cut. */
static bool is_below_title(const struct flow *f, size_t i)
{
	return f->items[i].heading && f->items[i].line == 0 && i > 0 && !f->items[i - 1].heading;
}

/* Begins a new page before item i if necessary. */
static void find_page(struct flow_cursor *c, const struct flow *f, size_t i)
{
	const struct flow_item *item = &f->items[i];
	bool kept = i > 0 && f->items[i - 1].keep_next;
	bool landscape = kept ? is_landscape(c) : wants_landscape(f, i);
	/* A kept item fails to fit only in a chain longer than a page, which must be cut. */
	bool may_go = !kept || advance(c, item, c->y) > text_end(c) ||
	              (is_below_title(f, i) && !is_nearly_empty(c, c->y, TITLE_PART));

	if (item->beside)
		return;
	if (!kept)
		c->chain_y = c->y;
	if (landscape != is_landscape(c)) {
		if (c->y == 0 && c->out.plan.foot == 0)
			begin_page(c, landscape); /* this one is empty */
		else
			new_page(c, landscape);
	} else if (c->y > 0 && may_go && !fits(c, f, i, c->y)) {
		new_page(c, landscape);
	}
	if (!kept || c->y == 0)
		c->chain_on_top = c->y == 0;
	if (c->y == 0)
		c->chain_y = 0;
}

struct flow_cursor *flow_begin(struct setting *s, struct flow *f)
{
	struct flow_cursor *c = mem_alloc(sizeof(*c));

	*c = (struct flow_cursor){.s = s, .page = &s->style->page, .flow = f};
	c->foot = (struct foot){.out = &c->out, .line = s->style->footnote.line};
	begin_page(c, /*landscape*/ false);
	return c;
}

/*
 * Is it known what the next item is kept with? Of the last item of a flow it is not: the next block
 * may be kept with it.
 */
static bool is_settled(struct flow_cursor *c)
{
	if (c->kept < c->next)
		c->kept = c->next;
	while (c->kept + 1 < c->flow->n && c->flow->items[c->kept].keep_next)
		c->kept++;
	return c->kept + 1 < c->flow->n;
}

/* The item before the next one remains: whether it is kept with it matters. */
static void take_out(struct flow_cursor *c)
{
	struct flow *f = c->flow;
	size_t n = c->next - 1;

	memmove(f->items, f->items + n, (f->n - n) * sizeof(*f->items));
	f->n -= n;
	c->next -= n;
	c->kept = c->next;
}

/* Once a text cannot be set, pages say nothing about the tables on them. */
static bool goes_on(const struct flow_cursor *c)
{
	return !c->s->pl->overfull && (c->s->rc == RC_OK || c->misfit);
}

/*
 * Nothing will be placed any more: what comes is set for its findings. Only what may be kept with
 * it remains, as a picture leaves room for that.
 */
static void give_up(struct flow_cursor *c)
{
	struct flow *f = c->flow;
	size_t n = f->n > 0;

	while (n < f->n && n < PLACED_MAX && f->items[f->n - n - 1].keep_next)
		n++;
	if (n > 0)
		memmove(f->items, f->items + f->n - n, n * sizeof(*f->items));
	f->n = n;
	c->next = c->kept = 0;
	c->foot.first = c->foot.n = 0;
	page_drop_tags(c->s->pl);
	stretch_release(c->s, n > 0 ? f->items[0].block : 0);
}

void flow_advance(struct flow_cursor *c, bool all)
{
	while (goes_on(c) && c->next < c->flow->n && (all || is_settled(c))) {
		find_page(c, c->flow, c->next);
		place_item(c, &c->flow->items[c->next]);
		place_notes(c, c->flow, c->next);
		c->next++;
	}
	if (!goes_on(c))
		give_up(c);
	else if (c->next > PLACED_MAX)
		take_out(c);
	if (!all || c->s->rc != RC_OK)
		return;
	while (c->foot.first < c->foot.n && goes_on(c))
		new_page(c, /*landscape*/ false);
	end_page(c);
}

void flow_end(struct flow_cursor *c)
{
	free(c->foot.waiting);
	free(c->out.placed);
	free(c->out.notes);
	free(c);
}
