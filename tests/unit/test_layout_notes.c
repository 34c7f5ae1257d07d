/* SPDX-License-Identifier: MIT */
/* Footnotes at the foot of pages. */
#include "layout_bench.h"

enum { NO_PAGE = 1000, LINES_TO_FOOT = 22, LONGEST = 21 };

/* Below some lines a heading and the text that is kept with it. */
struct noted {
	int line_n;
	int first, last; /* words of their notes, some three to a line */
	bool together;   /* the first note is the text's, too */
};

static void put_note(struct buf *b, int words)
{
	buf_puts(b, "\"");
	for (int i = 0; i < words; i++)
		buf_puts(b, "本机关依照条例公开政府信息");
	buf_puts(b, "\"");
}

static void set_noted(struct set *s, const struct noted *noted)
{
	struct buf b = {0};

	buf_puts(&b, "{\"title\":\"题\",\"organ\":\"机\",\"year\":2024,\"overview\":[");
	for (int i = 0; i < noted->line_n; i++)
		buf_puts(&b, "\"一\",");
	buf_puts(&b, "{\"heading\":\"（一）公开\"");
	buf_puts(&b, noted->together ? "},{\"text\":\"政府信息\",\"notes\":[" : ",\"notes\":[");
	put_note(&b, noted->first);
	buf_puts(&b, noted->together ? "," : "]},{\"text\":\"政府信息\",\"notes\":[");
	put_note(&b, noted->last);
	buf_puts(&b, "]},\"公开政府信息\"],\"disclosure\":{},\"requests\":{},\"review\":{},"
	             "\"problems\":[],\"other_matters\":[]}");
	*s = (struct set){0};
	trial_shipped(&s->t, b.p);
	set_report(s, true);
	assert_int_equal(s->rc, RC_OK);
	buf_release(&b);
}

static bool is_within(const struct set *s, int tag, int outer)
{
	while (tag > outer)
		tag = s->pages.tags[tag].parent;
	return tag == outer;
}

/* The first page that has something of an element; how many have. */
static size_t first_page(const struct set *s, int tag, size_t *ret_n)
{
	size_t first = NO_PAGE, last = NO_PAGE;

	*ret_n = 0;
	for (size_t p = 0; p < s->pages.page_n; p++)
		for (size_t i = 0; i < s->pages.pages[p].item_n; i++) {
			if (!is_within(s, s->pages.pages[p].items[i].tag, tag) || last == p)
				continue;
			first = first == NO_PAGE ? p : first;
			last = p;
			(*ret_n)++;
		}
	return first;
}

/* Where notes are, if all begin on the pages of their marks. */
struct found {
	size_t n, parted; /* those that go on on another page */
	size_t page;      /* of the first */
};

static struct found find_notes(const struct noted *noted)
{
	struct set s;
	struct found found = {.page = NO_PAGE};
	size_t n;

	set_noted(&s, noted);
	for (int tag = 0; tag < (int)s.pages.tag_n; tag++) {
		size_t page;

		if (s.pages.tags[tag].kind != TAG_NOTE)
			continue;
		page = first_page(&s, tag, &n);
		found.n++;
		found.parted += n > 1;
		found.page = page < found.page ? page : found.page;
		assert_int_equal(page, first_page(&s, s.pages.tags[tag].other, &n));
	}
	set_release(&s);
	assert_int_equal(found.n, 2);
	return found;
}

/*
 * Then the one before it, however long, ends there. Whose it is makes no difference to the room
 * that is asked for.
 */
static void a_note_begins_on_the_page_of_its_mark(void **state)
{
	size_t moved = 0;

	(void)state;
	for (int words = 1; words <= LONGEST; words += 5)
		for (int n = 2; n <= LINES_TO_FOOT; n++) {
			struct found apart = find_notes(&(struct noted){n, words, 1, false});
			struct found together = find_notes(&(struct noted){n, words, 1, true});

			assert_int_equal(apart.parted, 0);
			assert_int_equal(apart.page, together.page);
			moved += apart.page;
		}
	assert_true(moved > 0);
}

static void the_last_note_of_a_page_may_go_on(void **state)
{
	size_t parted = 0;

	(void)state;
	for (int n = 2; n <= LINES_TO_FOOT; n++)
		parted += find_notes(&(struct noted){n, 1, LONGEST, false}).parted;
	assert_true(parted > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_note_begins_on_the_page_of_its_mark),
	        cmocka_unit_test(the_last_note_of_a_page_may_go_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
