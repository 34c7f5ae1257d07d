/* SPDX-License-Identifier: MIT */
/* test_words.c: where the words of a text are, and what is joined that is in none. */
#include "base/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

static void texts_are_cut_into_the_fewest_words(void **state)
{
	static const uint32_t text[] = U"甲发展现状乙";
	struct arena a = {0};
	bool within[6];

	(void)state;
	words_find(words_new(&a, "展现  现状 发展 发展现"), text, 6, within);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(within[i], i == 2 || i == 4);
	words_find(words_new(&a, NULL), text, 6, within);
	for (size_t i = 0; i < 6; i++)
		assert_false(within[i]);
	arena_release(&a);
}

/* Each text with a stroke before each character that may begin a line. */
static void what_is_in_no_word_is_joined(void **state)
{
	static const char *const LIST = "公开 受理 处理 公民 …率 …市 …性 …自治县 各… 和";
	static const struct {
		const uint32_t *text;
		const char *ends; /* '|' before a character: a line may begin with it */
	} CASES[] = {
	        {U"受理率公开", "|  | "}, /* a suffix */
	        {U"各公开受理", "|  | "}, /* a prefix */
	        {U"甲乙公开", "| | "},    /* a name, or a word that is not listed */
	        {U"甲乙丙公开", "|  | "},
	        {U"甲乙丙丁公开", "| | | "},
	        {U"甲乙丙丁戊", "| || "},
	        {U"公开甲公民", "| || "},
	        {U"处理和公开", "| || "},
	        {U"公开性质", "| | "},
	        {U"甲市乙丙市", "| |  "},
	        {U"率公开", "|| "},
	        {U"公开甲乙丙丁", "| | | "},
	        {U"甲乙丙丁戊己", "| | | "},
	        {U"甲，乙", "|||"},
	        {U"公开率和甲乙", "|  || "},
	        {U"甲乙丙丁自治县", "| |    "},
	        {U"公开，自治县", "| ||  "},
	        {U"A率公开", "| | "},
	        {U"Ⅱ性AB率", "| || "},
	};
	struct arena a = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		const struct word_list *w = words_new(&a, LIST);
		size_t n = strlen(CASES[i].ends);
		bool within[10];

		words_find(w, CASES[i].text, n, within);
		words_join(w, CASES[i].text, n, within);
		for (size_t k = 0; k < n; k++)
			if (within[k] != (CASES[i].ends[k] == ' '))
				fail_msg("case %zu, character %zu", i, k);
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(texts_are_cut_into_the_fewest_words),
	        cmocka_unit_test(what_is_in_no_word_is_joined),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
