/* SPDX-License-Identifier: MIT */
/* Numbers of list items, and which items become a list; tests/import has documents with lists. */
#include "report/fixture.h"

#include "import/draft.h"

/* As in Word and browsers. */
static const struct {
	enum list_count count;
	long number;
	const char *text;
} list_numbers[] = {
        {LIST_NO_MARK, 1, ""},
        {LIST_BULLET, 1, ""},
        {LIST_DECIMAL, 0, "0"},
        {LIST_DECIMAL, -12, "-12"},
        {LIST_DECIMAL_ZERO, 7, "07"},
        {LIST_DECIMAL_ZERO, 123, "123"},
        {LIST_DECIMAL_WIDE, 10, "１０"},
        {LIST_LETTER, 26, "z"},
        {LIST_LETTER, 28, "bb"},
        {LIST_UPPER_LETTER, 53, "AAA"},
        {LIST_LETTER, 781, "a"},
        {LIST_ALPHA, 28, "ab"},
        {LIST_UPPER_ALPHA, 703, "AAA"},
        {LIST_ALPHA, 0, "0"},
        {LIST_ROMAN, 1999, "mcmxcix"},
        {LIST_UPPER_ROMAN, 4, "IV"},
        {LIST_UPPER_ROMAN, 4000, "4000"},
        {LIST_HAN, 10, "十"},
        {LIST_HAN, 11, "十一"},
        {LIST_HAN, 20, "二十"},
        {LIST_HAN, 99, "九十九"},
        {LIST_HAN, 100, "一百"},
        {LIST_HAN, 101, "一百零一"},
        {LIST_HAN, 110, "一百一十"},
        {LIST_HAN, 1001, "一千零一"},
        {LIST_HAN, 10000, "10000"},
        {LIST_HAN_SHORT, 110, "百十"},
        {LIST_HAN_SHORT, 201, "二百一"},
        {LIST_HAN_LEGAL, 10, "壹拾"},
        {LIST_HAN_LEGAL, 1234, "壹仟贰佰叁拾肆"},
        {LIST_HAN_LEGAL_TRADITIONAL, 23, "貳拾參"},
        {LIST_STEMS, 10, "癸"},
        {LIST_STEMS, 11, "11"},
        {LIST_BRANCHES, 12, "亥"},
        {LIST_BRANCHES, 13, "13"},
        {LIST_CIRCLED, 20, "⑳"},
        {LIST_CIRCLED, 21, "21"},
        {LIST_PARENTHESISED, 1, "⑴"},
        {LIST_PARENTHESISED, 20, "⒇"},
        {LIST_PARENTHESISED, 21, "21"},
        {LIST_WITH_STOP, 2, "⒉"},
        {LIST_WITH_STOP, 20, "⒛"},
        {LIST_WITH_STOP, 21, "21"},
        {LIST_CIRCLED_HAN, 10, "㊉"},
        {LIST_CIRCLED_HAN, 11, "11"},
        {LIST_CIRCLED_HAN, 0, "0"},
};

static void numbers_of_lists_are_as_in_word_and_browsers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(list_numbers); i++) {
		struct buf b = {0};

		list_put_number(&b, list_numbers[i].count, list_numbers[i].number);
		assert_string_equal(b.p != NULL ? b.p : "", list_numbers[i].text);
		buf_release(&b);
	}
}

/* ---- which items become a list ---- */

/* An item of a draft: its list (0: plain text) and level, its label (NULL: a bullet) and text. */
struct sample {
	size_t list;
	int level;
	long number;
	const char *label, *text;
	bool words, heading; /* words in the label; marked as a heading */
	size_t indent;
};

static struct draft_prose prose_of(struct arena *a, const struct sample *samples, size_t n)
{
	struct draft_prose p = {arena_array(a, struct draft_item, n), n, n};

	for (size_t i = 0; i < n; i++) {
		const struct sample *s = &samples[i];
		struct doc_block *block = arena_new(a, struct doc_block);
		const char *label = s->label != NULL ? s->label : "";

		block->text = arena_printf(a, "%s%s", label, s->text);
		block->item = (struct doc_item){.list = s->list, .level = s->level};
		block->item.ordered = s->label != NULL;
		block->item.plain = !s->words;
		block->item.indent = s->indent;
		block->heading = s->heading;
		block->item.number = s->number;
		block->item.label_n = strlen(label);
		p.items[i] = (struct draft_item){block->text, false, block};
	}
	return p;
}

/* Lists are in brackets; #: numbered, >: in an inner list, !: was deeper. */
static void assert_lists(const struct sample *samples, size_t n, const char *want)
{
	struct arena a = {0};
	struct draft_prose p = prose_of(&a, samples, n);
	const size_t *links = draft_list_links(&a, &p);
	struct buf b = {0};

	for (size_t i = 0; i < n;) {
		size_t end = draft_list_end(&p, links, i);

		if (end == i) {
			buf_putf(&b, "%s ", p.items[i++].text);
			continue;
		}
		buf_puts(&b, "[");
		for (size_t first = i; i < end; i++) {
			struct draft_list_item item = draft_list_item(&a, &p, first, i);

			buf_putf(&b, "%s%s%s%s ", item.ordered ? "#" : "", item.level ? ">" : "",
			         item.deeper ? "!" : "", item.text);
		}
		buf_puts(&b, "] ");
	}
	assert_string_equal(b.p, want);
	buf_release(&b);
	arena_release(&a);
}

#define ASSERT_LISTS(want, ...)                                                                    \
	do {                                                                                       \
		static const struct sample samples_[] = {__VA_ARGS__};                             \
                                                                                                   \
		assert_lists(samples_, COUNT(samples_), want);                                     \
	} while (0)

static void bullets_become_a_list(void **state)
{
	(void)state;
	ASSERT_LISTS("[甲 ] ", {1, 0, 0, NULL, "甲"});
	ASSERT_LISTS("一段。 [甲 乙 ] 又一段。 ", {0, 0, 0, NULL, "一段。"}, {1, 0, 0, NULL, "甲"},
	             {1, 0, 0, NULL, "乙"}, {0, 0, 0, NULL, "又一段。"});
	ASSERT_LISTS("[甲 ] [乙 ] ", {1, 0, 0, NULL, "甲"}, {2, 0, 0, NULL, "乙"});
}

static void adjacent_numbers_become_a_list(void **state)
{
	(void)state;
	ASSERT_LISTS("[#甲 #乙 ] ", {1, 0, 1, "1.", "甲"}, {1, 0, 2, "2.", "乙"});
	ASSERT_LISTS("[#甲 #乙 ] 丙 ", {1, 0, 1, "a.", "甲"}, {1, 0, 2, "b.", "乙"},
	             {0, 0, 0, NULL, "丙"});
	ASSERT_LISTS("[#甲 #乙 ] [#丙 #丁 ] ", {1, 0, 1, "1.", "甲"}, {1, 0, 2, "2.", "乙"},
	             {1, 0, 1, "1.", "丙"}, {1, 0, 2, "2.", "丁"});
	ASSERT_LISTS("[#甲 #乙 ] [丙 ] ", {1, 0, 1, "1.", "甲"}, {1, 0, 2, "2.", "乙"},
	             {1, 0, 0, NULL, "丙"});
}

static void numbers_of_headings_stay_in_the_text(void **state)
{
	(void)state;
	ASSERT_LISTS("1.甲 段 2.乙 ", {1, 0, 1, "1.", "甲"}, {0, 0, 0, NULL, "段"},
	             {1, 0, 2, "2.", "乙"});
	ASSERT_LISTS("1.甲 2.乙 段 3.丙 ", {1, 0, 1, "1.", "甲"}, {1, 0, 2, "2.", "乙"},
	             {0, 0, 0, NULL, "段"}, {1, 0, 3, "3.", "丙"});
	ASSERT_LISTS("（一）甲 （二）乙 ", {1, 0, 1, "（一）", "甲"}, {1, 0, 2, "（二）", "乙"});
	ASSERT_LISTS("一、甲 二、乙 ", {1, 0, 1, "一、", "甲"}, {1, 0, 2, "二、", "乙"});
	ASSERT_LISTS("（1）甲 （2）乙 ", {1, 0, 1, "（1）", "甲"}, {1, 0, 2, "（2）", "乙"});
	ASSERT_LISTS("3.甲 4.乙 ", {1, 0, 3, "3.", "甲"}, {1, 0, 4, "4.", "乙"});
	ASSERT_LISTS("a.甲 ", {1, 0, 1, "a.", "甲"});
	ASSERT_LISTS("1.甲 7.乙 8.丙 ", {1, 0, 1, "1.", "甲"}, {1, 0, 7, "7.", "乙"},
	             {1, 0, 8, "8.", "丙"});
	ASSERT_LISTS("[#甲 #乙 ] 7.丙 ", {1, 0, 1, "1.", "甲"}, {1, 0, 2, "2.", "乙"},
	             {1, 0, 7, "7.", "丙"});
	ASSERT_LISTS("第1条 甲 第2条 乙 ", {1, 0, 1, "第1条 ", "甲", .words = true},
	             {1, 0, 2, "第2条 ", "乙", .words = true});
	ASSERT_LISTS("1.甲 2.乙 ", {1, 0, 1, "1.", "甲", .heading = true},
	             {1, 0, 2, "2.", "乙", .heading = true});
}

/* Each list looks for its numbers further on; that must not take the square of their count. */
static void many_lists_are_told_apart_at_once(void **state)
{
	enum { LISTS = 100000 };
	struct arena a = {0};
	struct sample *samples = arena_array(&a, struct sample, 2 * LISTS);
	struct draft_prose p;
	const size_t *links;

	(void)state;
	for (size_t i = 0; i < 2 * LISTS; i++)
		samples[i] = (struct sample){i / 2 + 1, 0, (long)(i % 2) + 1,
		                             i % 2 == 0 ? "1." : "2.", "甲"};
	p = prose_of(&a, samples, 2 * LISTS);
	links = draft_list_links(&a, &p);
	for (size_t i = 0; i < 2 * LISTS; i += 2)
		assert_int_equal(draft_list_end(&p, links, i), i + 2);
	arena_release(&a);
}

static void lists_within_lists_are_one_level_deep(void **state)
{
	(void)state;
	ASSERT_LISTS("[甲 >子 >丑 乙 ] ", {1, 0, 0, NULL, "甲"}, {1, 1, 0, NULL, "子"},
	             {1, 1, 0, NULL, "丑"}, {1, 0, 0, NULL, "乙"});
	ASSERT_LISTS("[#甲 #>子 #>丑 #乙 #>寅 ] ", {1, 0, 1, "1.", "甲"}, {1, 1, 1, "a.", "子"},
	             {1, 1, 2, "b.", "丑"}, {1, 0, 2, "2.", "乙"}, {1, 1, 1, "a.", "寅"});
	ASSERT_LISTS("[甲 >子 >!丑 >!i.寅 ] ", {1, 0, 0, NULL, "甲"}, {1, 1, 0, NULL, "子"},
	             {1, 2, 0, NULL, "丑"}, {1, 3, 1, "i.", "寅"});
	/* An item that was deeper keeps its label, so it gets no number. */
	ASSERT_LISTS("[甲 >!i.子 >丑 ] ", {1, 0, 0, NULL, "甲"}, {1, 2, 1, "i.", "子"},
	             {1, 1, 0, NULL, "丑"});
	/* An inner list is numbered from 1 or bulleted; what is neither does not join it. */
	ASSERT_LISTS("[甲 >子 ] a.丑 [乙 ] ", {1, 0, 0, NULL, "甲"}, {1, 1, 0, NULL, "子"},
	             {1, 1, 1, "a.", "丑"}, {1, 0, 0, NULL, "乙"});
	ASSERT_LISTS("[甲 #>子 ] [丑 ] ", {1, 0, 0, NULL, "甲"}, {1, 1, 1, "a.", "子"},
	             {1, 1, 0, NULL, "丑"});
	ASSERT_LISTS("[甲 ] c.子 ", {1, 0, 0, NULL, "甲"}, {1, 1, 3, "c.", "子"});
	ASSERT_LISTS("1.甲 c.子 2.乙 ", {1, 0, 1, "1.", "甲"}, {1, 1, 3, "c.", "子"},
	             {1, 0, 2, "2.", "乙"});
	/* Word numbers inner lists with definitions of their own. */
	ASSERT_LISTS("[甲 >子 乙 ] ", {1, 0, 0, NULL, "甲"}, {2, 1, 0, NULL, "子"},
	             {1, 0, 0, NULL, "乙"});
	ASSERT_LISTS("[甲 >子 ] [丑 ] ", {1, 0, 0, NULL, "甲", .indent = 360},
	             {2, 0, 0, NULL, "子", .indent = 720}, {3, 0, 0, NULL, "丑", .indent = 360});
	/* A list may start at a level below that of headings. */
	ASSERT_LISTS("（一）甲 [#子 #丑 ] （二）乙 ", {1, 0, 1, "（一）", "甲"},
	             {1, 1, 1, "1.", "子"}, {1, 1, 2, "2.", "丑"}, {1, 0, 2, "（二）", "乙"});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(numbers_of_lists_are_as_in_word_and_browsers),
	        cmocka_unit_test(bullets_become_a_list),
	        cmocka_unit_test(adjacent_numbers_become_a_list),
	        cmocka_unit_test(numbers_of_headings_stay_in_the_text),
	        cmocka_unit_test(many_lists_are_told_apart_at_once),
	        cmocka_unit_test(lists_within_lists_are_one_level_deep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
