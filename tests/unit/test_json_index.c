/* SPDX-License-Identifier: MIT */
#include "json/json_index.h"
#include "json/trial.h"

/* More arrays than the index knows, asked for by turns: each item is the same as in the list. */
static void items_are_found_by_their_number(void **state)
{
	static const char text[] =
	        "[[],[1],[1,2],[1,2,3],[1,2,3,4],[1,2,3,4,5],[],[1,2],[1],[7,8,9],{\"a\":1}]";
	struct trial t;
	struct json_index index = {0};

	(void)state;
	trial_parse(&t, text, sizeof(text) - 1);
	assert_int_equal(t.rc, RC_OK);
	index.arena = &t.arena;
	for (int round = 0; round < 3; round++) {
		for (const struct json *list = json_first(t.root); list != NULL;
		     list = list->next) {
			const struct json *item = json_first(list);
			size_t n = 0;

			for (; item != NULL; item = item->next)
				assert_ptr_equal(json_index_item(&index, list, n++), item);
			assert_null(json_index_item(&index, list, n));
			assert_null(json_index_item(&index, list, SIZE_MAX));
		}
		assert_int_equal(json_index_item(&index, t.root, 10)->kind, JSON_OBJECT);
	}
	trial_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(items_are_found_by_their_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
