/* SPDX-License-Identifier: MIT */
/* What is kept of the system's faces: whatever the bytes are, reading them ends. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "font/inventory.h"

/* Reads all faces; returns how many there are. */
static size_t count(const struct buf *b)
{
	struct arena a = {0};
	struct inventory_walk walk = {.inventory = b, .arena = &a};
	struct inventory_face f;
	size_t n = 0;

	while (inventory_next(&walk, &f)) {
		assert_non_null(f.path);
		for (size_t i = 0; i < f.names.n; i++)
			assert_non_null(memchr(f.names.items[i].folded, '\0',
			                       (size_t)(b->p + b->n - f.names.items[i].folded)));
		n++;
	}
	arena_release(&a);
	return n;
}

static void take(struct buf *ret, const char **folder)
{
	static char fonts[4096];

	snprintf(fonts, sizeof(fonts), "%s/tests/fonts", getenv("KANBEN_SOURCE"));
	*folder = fonts;
	inventory_take(folder, 1, INT32_MAX, ret);
}

static void every_face_is_listed_with_its_names(void **state)
{
	struct arena a = {0};
	struct buf b = {0};
	struct inventory_walk walk = {.inventory = &b, .arena = &a};
	struct inventory_face f;
	const char *folder;
	bool found = false;

	(void)state;
	take(&b, &folder);
	while (inventory_next(&walk, &f)) {
		const char *const wanted[] = {"方正小标宋简体"};

		assert_true(inventory_is_current(f.path, &f.file));
		if (names_match(&f.names, wanted, 1) != NAMES_NO_MATCH) {
			assert_non_null(strstr(f.path, "named.ttf"));
			found = true;
		}
	}
	assert_true(found);
	assert_true(count(&b) >= 5);
	arena_release(&a);
	buf_release(&b);
}

static void other_folders_and_other_orders_do_not_hold(void **state)
{
	const char *folder, *two[2];
	struct buf b = {0};

	(void)state;
	take(&b, &folder);
	two[0] = two[1] = folder;
	assert_false(inventory_holds(&b, two, 2));
	assert_false(inventory_holds(&b, two, 0));
	two[0] = "/nonexistent";
	assert_false(inventory_holds(&b, two, 1));
	buf_release(&b);
}

static void what_is_cut_short_does_not_hold(void **state)
{
	const char *folder;
	struct buf b = {0};

	(void)state;
	take(&b, &folder);
	for (size_t n = 0; n < b.n; n++) {
		/* Behind it nothing, so that a sanitizer sees what is read there. */
		struct buf part = {.p = malloc(n > 0 ? n : 1), .n = n};

		memcpy(part.p, b.p, n);
		assert_false(inventory_holds(&part, &folder, 1));
		count(&part);
		free(part.p);
	}
	buf_release(&b);
}

static void no_byte_leads_out_of_it(void **state)
{
	const char *folder;
	struct buf b = {0};

	(void)state;
	take(&b, &folder);
	for (size_t i = 0; i < b.n; i++) {
		char *p = malloc(b.n);
		struct buf other = {.p = p, .n = b.n};

		memcpy(p, b.p, b.n);
		p[i] ^= (char)0xff;
		inventory_holds(&other, &folder, 1);
		count(&other);
		free(p);
	}
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_face_is_listed_with_its_names),
	        cmocka_unit_test(other_folders_and_other_orders_do_not_hold),
	        cmocka_unit_test(what_is_cut_short_does_not_hold),
	        cmocka_unit_test(no_byte_leads_out_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
