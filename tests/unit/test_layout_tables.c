/* SPDX-License-Identifier: MIT */
/* Tables before they are on pages: where they are cut, which are too wide for any. */
#include "layout_bench.h"

#include "layout/table.h"

#define WORDS "本机关依照条例公开政府信息"

/* The passes of layout/ on the one table of a report's overview. */
struct tabled {
	struct set set;
	struct layout_input in;
	struct setting s;
	struct table *t;
};

static const struct content_table *first_table(const struct content *c)
{
	for (size_t i = 0; i < c->section_n; i++)
		for (size_t k = 0; k < c->sections[i].block_n; k++)
			if (c->sections[i].blocks[k].kind == CONTENT_TABLE)
				return c->sections[i].blocks[k].u.table;
	fail_msg("no table");
	return NULL;
}

static void set_table(struct tabled *b, const char *table)
{
	struct set *set = &b->set;
	struct arena *a = &set->t.f.arena;
	struct buf report = {0};

	*b = (struct tabled){0};
	buf_putf(&report,
	         "{\"title\":\"题\",\"organ\":\"机\",\"year\":2024,"
	         "\"overview\":[{\"table\":%s}],\"disclosure\":{},\"requests\":{},"
	         "\"review\":{},\"problems\":[],\"other_matters\":[]}",
	         table);
	trial_shipped(&set->t, report.p);
	buf_release(&report);
	b->in = set_begin(set);
	b->s = (struct setting){.arena = a,
	                        .kept = a,
	                        .shapes = shape_cache_new(a),
	                        .words = set->style->words,
	                        .in = &b->in,
	                        .style = set->style,
	                        .fonts = set->fonts,
	                        .dl = &set->t.f.dl,
	                        .pl = &set->pages};
	b->t = table_new(&b->s, first_table(b->in.content),
	                 page_add_tag(&set->pages, TAG_DOCUMENT, -1));
	assert_int_equal(b->s.rc, RC_OK);
	assert_non_null(b->t);
}

static void tabled_release(struct tabled *b)
{
	arena_release(&b->s.again);
	arena_release(&b->s.tried);
	arena_release(&b->s.page);
	set_release(&b->set);
}

/* What the table begins with where there is so much room. */
static struct fragment cut(struct tabled *b, lu room)
{
	return table_cut(&b->s, b->t, &(struct table_mark){0}, room);
}

/* The least room in which the table begins. */
static lu least_room(struct tabled *b)
{
	lu none = 0, some = b->set.style->page.text_height;

	while (some - none > 1) {
		lu room = none + (some - none) / 2;
		struct fragment f = cut(b, room);

		if (fragment_is_empty(&f))
			none = room;
		else
			some = room;
	}
	return some;
}

/* A label of two rows, of which the first is taller than a page. */
static void put_tall_row(struct buf *b)
{
	buf_puts(b, "{\"columns\":[{\"text\":\"公开\"}],\"rows\":[{\"text\":\"" WORDS WORDS WORDS
	            "\",\"children\":[{\"text\":\"一\",\"values\":[\"");
	for (int i = 0; i < 80; i++)
		buf_puts(b, WORDS);
	buf_puts(b, "\"]},{\"text\":\"二\",\"values\":[1]}]}]}");
}

/* A row that is cut has its labels whole on each of its pages. */
static void a_row_begins_where_its_labels_just_fit(void **state)
{
	struct tabled b;
	struct buf table = {0};
	struct fragment f;
	lu room;

	(void)state;
	put_tall_row(&table);
	set_table(&b, table.p);
	room = least_room(&b);
	f = cut(&b, room);
	assert_true(f.cut_height > 0);
	assert_true(f.line_end > 3); /* which would have been enough */
	assert_int_equal(f.height, room);
	tabled_release(&b);
	buf_release(&table);
}

/* Set at 20 pt; the smallest size is half of that. */
static void only_what_no_size_makes_narrow_enough_is_hopeless(void **state)
{
	const struct style style = {
	        .table = {.sizes = {20 * LU_PER_PT, 15 * LU_PER_PT, 10 * LU_PER_PT}}};
	const struct setting s = {.style = &style};
	const struct grid grid = {.column_n = 3};
	lu least[] = {100 * LU_PER_PT, 300 * LU_PER_PT, 200 * LU_PER_PT};
	const struct table t = {.grid = &grid, .size = 20 * LU_PER_PT, .least = least};

	(void)state;
	assert_false(table_is_hopeless(&s, &t, 300 * LU_PER_PT, /*whole*/ true));
	assert_true(table_is_hopeless(&s, &t, 260 * LU_PER_PT, /*whole*/ true));
	assert_false(table_is_hopeless(&s, &t, 150 * LU_PER_PT, /*whole*/ false));
	assert_true(table_is_hopeless(&s, &t, 130 * LU_PER_PT, /*whole*/ false));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_row_begins_where_its_labels_just_fit),
	        cmocka_unit_test(only_what_no_size_makes_narrow_enough_is_hopeless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
