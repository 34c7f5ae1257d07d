/* SPDX-License-Identifier: MIT */
/* Lists in prose, set in pages. */
#include "layout_bench.h"

/* 13 characters, of which none is a mark that a line's edge would cut. */
#define WORDS "本机关依照条例公开政府信息"

/* A line of an item or a mark. */
struct list_line {
	size_t page;
	int tag;
	lu x, y;   /* from the text area's left edge; down the page */
	lu last_x; /* of its last glyph */
	const char *text;
};

struct list_lines {
	struct list_line *list; /* of one kind of tag, from top to bottom */
	size_t n;
};

#define SHIPPED_NUMBERS "\"numbers\": [\"{n}.\", \"（{n}）\"]"

/* The overview's blocks, over the shipped layout; `numbers` instead of its own. */
static void set_blocks(struct set *s, const char *numbers, const char *blocks)
{
	struct fixture *f = &s->t.f;
	const char *layout, *at;

	*s = (struct set){0};
	layout = fixture_file(f, "layouts/annual-report-2021.json");
	at = strstr(layout, SHIPPED_NUMBERS);
	assert_non_null(at);
	assert_int_equal(
	        fixture_form(f, arena_printf(&f->arena, "%.*s%s%s", (int)(at - layout), layout,
	                                     numbers, at + strlen(SHIPPED_NUMBERS))),
	        RC_OK);
	trial_check(&s->t, arena_printf(&f->arena,
	                                "{'title':'题','organ':'机','year':2024,'overview':[%s],"
	                                "'disclosure':{},'requests':{},'review':{},'problems':[],"
	                                "'other_matters':[]}",
	                                blocks));
	set_report(s, true);
	assert_int_equal(s->rc, RC_OK);
}

/* How many lists an element is in. */
static int depth_of(const struct set *s, int tag)
{
	int n = 0;

	for (; tag >= 0; tag = s->pages.tags[tag].parent)
		n += s->pages.tags[tag].kind == TAG_L;
	return n;
}

static void add_run(struct set *s, struct list_lines *lines, size_t page,
                    const struct page_item *item)
{
	struct list_line *last = lines->n > 0 ? &lines->list[lines->n - 1] : NULL;
	lu y = item->u.run.y, x = item->u.run.x;
	lu last_x = x + item->u.run.glyphs[item->u.run.glyph_n - 1].x;

	if (last != NULL && last->page == page && last->tag == item->tag && last->y == y) {
		last->last_x = last_x;
		return;
	}
	lines->list[lines->n++] = (struct list_line){page, item->tag, x - s->style->page.text_left,
	                                             y,    last_x,    item->u.run.text};
}

/* Of the lists at a depth, 1 or 2. */
static struct list_lines lines_of(struct set *s, enum tag_kind kind, int depth)
{
	struct list_lines lines = {arena_array(&s->t.f.arena, struct list_line, 4000), 0};

	for (size_t p = 0; p < s->pages.page_n; p++)
		for (size_t i = 0; i < s->pages.pages[p].item_n; i++) {
			const struct page_item *item = &s->pages.pages[p].items[i];

			if (item->kind == ITEM_RUN && item->tag >= 0 &&
			    s->pages.tags[item->tag].kind == kind &&
			    depth_of(s, item->tag) == depth)
				add_run(s, &lines, p, item);
		}
	assert_true(lines.n < 4000);
	return lines;
}

/* A list of n items of three lines each. */
static void put_items(struct buf *b, size_t n)
{
	buf_puts(b, "{'list':[");
	for (size_t i = 0; i < n; i++)
		buf_puts(b, i > 0 ? ",'" WORDS WORDS WORDS WORDS WORDS "'"
		                  : "'" WORDS WORDS WORDS WORDS WORDS "'");
	buf_puts(b, "]");
}

static void lines_of_items_begin_on_the_grid(void **state)
{
	struct set s;
	struct buf b = {0};
	struct list_lines lines;
	lu pitch, line;

	(void)state;
	put_items(&b, 12);
	buf_puts(&b, ",'ordered':true}");
	set_blocks(&s, SHIPPED_NUMBERS, b.p);
	pitch = s.style->body.pitch;
	line = s.style->body.line;
	lines = lines_of(&s, TAG_LBODY, 1);
	assert_int_equal(lines.n, 12 * 3);
	for (size_t i = 0; i < lines.n; i++) {
		/* "12." takes less than two characters. */
		assert_int_equal(lines.list[i].x, (s.style->list.indent + 2) * pitch);
		assert_true(lines.list[i].last_x <=
		            s.style->page.text_left + s.style->page.text_width - pitch + 1);
		if (i > 0 && lines.list[i].page == lines.list[i - 1].page)
			assert_in_range(lines.list[i].y - lines.list[i - 1].y + 1, line, line + 2);
	}
	buf_release(&b);
	set_release(&s);
}

static void numbers_end_and_bullets_begin_in_one_line(void **state)
{
	struct set s;
	struct list_lines marks, items;

	(void)state;
	set_blocks(&s, SHIPPED_NUMBERS,
	           "{'list':['一','二','三','四','五','六','七','八','九','十'],'ordered':true}");
	marks = lines_of(&s, TAG_LBL, 1);
	items = lines_of(&s, TAG_LBODY, 1);
	assert_int_equal(marks.n, 10);
	assert_int_equal(items.n, 10);
	for (size_t i = 0; i < 10; i++) {
		assert_int_equal(marks.list[i].last_x, marks.list[0].last_x); /* the stops */
		assert_int_equal(marks.list[i].y, items.list[i].y);
	}
	assert_true(marks.list[9].x < marks.list[8].x);
	assert_true(marks.list[9].x >= s.style->list.indent * s.style->body.pitch);
	set_release(&s);
	set_blocks(&s, SHIPPED_NUMBERS, "{'list':['一',{'text':'二','list':['三']}]}");
	marks = lines_of(&s, TAG_LBL, 1);
	assert_int_equal(marks.list[0].x, s.style->list.indent * s.style->body.pitch);
	assert_int_equal(marks.list[1].x, marks.list[0].x);
	items = lines_of(&s, TAG_LBODY, 1);
	marks = lines_of(&s, TAG_LBL, 2);
	assert_int_equal(marks.list[0].x, items.list[1].x);
	set_release(&s);
}

/* Neither its first line at a page's foot nor its last at the next one's head. */
static void an_item_leaves_no_line_alone(void **state)
{
	size_t divided = 0;

	(void)state;
	for (size_t before = 1; before <= 22; before++) {
		struct set s;
		struct buf b = {0};
		struct list_lines lines;

		for (size_t i = 0; i < before; i++)
			buf_puts(&b, "'一',");
		put_items(&b, 9);
		buf_puts(&b, "}");
		set_blocks(&s, SHIPPED_NUMBERS, b.p);
		lines = lines_of(&s, TAG_LBODY, 1);
		assert_int_equal(lines.n, 9 * 3);
		for (size_t i = 0; i < lines.n; i += 3) {
			assert_int_equal(lines.list[i].tag, lines.list[i + 2].tag);
			assert_int_equal(lines.list[i].page, lines.list[i + 1].page);
			assert_int_equal(lines.list[i + 1].page, lines.list[i + 2].page);
		}
		divided += lines.list[0].page != lines.list[lines.n - 1].page;
		buf_release(&b);
		set_release(&s);
	}
	assert_true(divided > 0);
}

static void an_inner_list_begins_on_the_page_of_its_item(void **state)
{
	size_t divided = 0;

	(void)state;
	for (size_t before = 1; before <= 22; before++) {
		struct set s;
		struct buf b = {0};
		struct list_lines outer, inner;

		for (size_t i = 0; i < before; i++)
			buf_puts(&b, "'一',");
		buf_puts(&b, "{'list':['一',{'text':'二','list':['三','四','五']},'六']}");
		set_blocks(&s, SHIPPED_NUMBERS, b.p);
		outer = lines_of(&s, TAG_LBODY, 1);
		inner = lines_of(&s, TAG_LBODY, 2);
		assert_int_equal(outer.n, 3);
		assert_int_equal(inner.n, 3);
		assert_int_equal(outer.list[1].page, inner.list[0].page);
		assert_true(outer.list[1].y < inner.list[0].y);
		divided += inner.list[0].page != inner.list[2].page;
		buf_release(&b);
		set_release(&s);
	}
	assert_true(divided > 0);
}

static void a_list_may_be_longer_than_a_page(void **state)
{
	enum { ITEMS = 100 };
	struct set s;
	struct buf b = {0};
	struct list_lines marks, items;

	(void)state;
	buf_puts(&b, "{'list':['一'");
	for (int i = 1; i < ITEMS; i++)
		buf_puts(&b, ",'一'");
	buf_puts(&b, "],'ordered':true}");
	set_blocks(&s, SHIPPED_NUMBERS, b.p);
	marks = lines_of(&s, TAG_LBL, 1);
	items = lines_of(&s, TAG_LBODY, 1);
	assert_int_equal(marks.n, ITEMS);
	assert_int_equal(items.n, ITEMS);
	for (size_t i = 0; i < ITEMS; i++) {
		struct arena *a = &s.t.f.arena;

		assert_string_equal(marks.list[i].text, arena_printf(a, "%zu.", i + 1));
		assert_int_equal(items.list[i].page, marks.list[i].page);
		assert_int_equal(items.list[i].y, marks.list[i].y);
		if (i > 0)
			assert_true(items.list[i].page > items.list[i - 1].page ||
			            items.list[i].y > items.list[i - 1].y);
	}
	assert_true(items.list[ITEMS - 1].page >= items.list[0].page + 4);
	buf_release(&b);
	set_release(&s);
}

/* Nobody wants this, but a layout may ask for it: it ends, and nothing is left out. */
static void a_mark_wider_than_the_page_is_survived(void **state)
{
	struct set s;
	struct list_lines items;

	(void)state;
	set_blocks(&s, "\"numbers\": [\"" WORDS WORDS WORDS "{n}\"]",
	           "{'list':['一二三',{'text':'四','list':['五'],'ordered':true}],'ordered':true}");
	items = lines_of(&s, TAG_LBODY, 1);
	assert_int_equal(items.n, 3 + 1); /* a character a line */
	assert_int_equal(lines_of(&s, TAG_LBODY, 2).n, 1);
	set_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(lines_of_items_begin_on_the_grid),
	        cmocka_unit_test(numbers_end_and_bullets_begin_in_one_line),
	        cmocka_unit_test(an_item_leaves_no_line_alone),
	        cmocka_unit_test(an_inner_list_begins_on_the_page_of_its_item),
	        cmocka_unit_test(a_list_may_be_longer_than_a_page),
	        cmocka_unit_test(a_mark_wider_than_the_page_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
