/* SPDX-License-Identifier: MIT */
/* What an engine keeps and what it does not. tests/library covers the way from bytes to bytes. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/beside.h"
#include "engine/engine.h"
#include "engine/loaded.h"
#include "engine/page_limit.h"

static void open_engine(struct engine *e)
{
	*e = (struct engine){0};
	engine_init(e);
	folders_add(&e->paths.layouts,
	            arena_printf(&e->arena, "%s/layouts", getenv("KANBEN_SOURCE")));
}

static void folders_past_the_last_are_left_out(void **state)
{
	struct folders f = {.n = 0};

	(void)state;
	for (int i = 0; i < FOLDERS_MAX + 3; i++)
		folders_add(&f, "x");
	assert_int_equal(f.n, FOLDERS_MAX);
	folders_add_if_there(&f, "/");
	assert_int_equal(f.n, FOLDERS_MAX);
}

static void what_is_installed_is_found_from_a_folder_below(void **state)
{
	struct arena a = {0};
	struct paths p = {.locale = NULL};
	const char *top = getenv("KANBEN_SOURCE");

	(void)state;
	/* The sources have both marks of a build tree. */
	paths_add_own(&a, arena_printf(&a, "%s/src/engine", top), &p);
	/* The sources may lie within others: the nearest come first. */
	assert_true(p.layouts.n >= 1);
	assert_string_equal(p.layouts.list[0], arena_printf(&a, "%s/layouts", top));
	assert_string_equal(p.fonts.list[0], arena_printf(&a, "%s/fonts", top));
	assert_string_equal(p.locale, arena_printf(&a, "%s/po", top));
	assert_string_equal(p.modules.list[1], arena_printf(&a, "%s/src/engine/../reread", top));
	p = (struct paths){.locale = NULL};
	paths_add_own(&a, "/nonexistent", &p);
	assert_int_equal(p.layouts.n + p.fonts.n, 0);
	assert_null(p.locale);
	arena_release(&a);
}

/* In a server that is asked again and again nothing may remain open. */
static void what_is_no_file_is_closed_again(void **state)
{
	char folder[] = "/tmp/kanben-unit-XXXXXX";
	struct arena a = {0};
	struct source file;
	int first;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_int_equal(mkdir(arena_printf(&a, "%s/a.png", folder), 0700), 0);
	first = dup(STDERR_FILENO); /* the first that is free */
	close(first);
	assert_string_equal(beside_read(folder, &a, "a.png", &file), "it is not a file");
	for (int fd = first; fd < first + 4; fd++)
		assert_int_equal(fcntl(fd, F_GETFD), -1);
	rmdir(arena_printf(&a, "%s/a.png", folder));
	rmdir(folder);
	arena_release(&a);
}

/* Whatever failed before, as a wait that a signal has ended. */
static void a_file_ends_where_it_ends(void **state)
{
	char folder[] = "/tmp/kanben-unit-XXXXXX";
	struct arena a = {0};
	struct source file;
	const char *path;
	FILE *made;

	(void)state;
	assert_non_null(mkdtemp(folder));
	path = arena_printf(&a, "%s/a.png", folder);
	made = fopen(path, "w");
	assert_non_null(made);
	assert_int_equal(fputs("abc", made) < 0 || fclose(made) != 0, 0);
	errno = EINTR;
	assert_null(beside_read(folder, &a, "a.png", &file));
	assert_int_equal(file.len, 3);
	assert_string_equal(file.text, "abc");
	unlink(path);
	rmdir(folder);
	arena_release(&a);
}

static void failed_surroundings_weigh_more_than_a_report(void **state)
{
	(void)state;
	assert_int_equal(rc_worse(RC_OK, RC_INPUT), RC_INPUT);
	assert_int_equal(rc_worse(RC_IO, RC_INPUT), RC_IO);
	assert_int_equal(rc_worse(RC_LIMIT, RC_BUG), RC_BUG);
	assert_int_equal(rc_worse(RC_INPUT, RC_LIMIT), RC_INPUT);
	assert_int_equal(rc_worse(RC_OK, RC_OK), RC_OK);
}

static void layout_that_cannot_be_read_leaves_nothing_behind(void **state)
{
	struct engine e;
	struct diag_list dl = {0};
	const struct layout_file *layout = NULL, *again;
	const char *broken = "tests/golden/not-json/input.json";

	(void)state;
	open_engine(&e);
	broken = arena_printf(&e.arena, "%s/%s", getenv("KANBEN_SOURCE"), broken);
	for (size_t i = 1; i < 4; i++) {
		assert_int_equal(loaded_layout(&e, broken, &dl, &layout), RC_IO);
		assert_int_equal(dl.error_n, i);
		assert_null(e.layouts.first);
	}
	assert_int_equal(loaded_layout(&e, NULL, &dl, &layout), RC_OK);
	assert_int_equal(loaded_layout(&e, LOADED_DEFAULT_LAYOUT, &dl, &again), RC_OK);
	assert_ptr_equal(layout, again);
	/* The findings point into a file that only they still need. */
	engine_release(&e);
	assert_memory_equal(dl.first->place.source->text, "{", 1);
	assert_string_equal(dl.first->place.rule, "SYN");
	diag_release(&dl);
}

/* With the size of a report, up to what takes seconds. */
static void what_is_on_the_pages_is_limited(void **state)
{
	static const char text[] =
	        "{\"layout\": \"statistics\", \"title\": \"表\", \"organ\": \"局\", "
	        "\"year\": 2024, \"date\": \"2025-01-31\", "
	        "\"content\": [\"文\"]}";
	struct engine e;
	struct loaded in = {.source = {.name = "r.json", .text = text, .len = sizeof(text) - 1}};
	struct page_list pl = {.most_marks = 0};

	(void)state;
	open_engine(&e);
	assert_int_equal(loaded_read(&e, &in, NULL, &in.dl), RC_OK);
	page_limit_set(&in, 0, false, &pl);
	assert_int_equal(pl.most_marks, 0); /* none */
	assert_int_equal(pl.most_glyphs, 0);
	in.source.len = 1000000;
	page_limit_set(&in, PAGES_BY_SIZE, false, &pl);
	assert_int_equal(pl.most_marks, 350000);
	assert_int_equal(pl.most_glyphs, 17500);
	assert_int_equal(pl.most, 2800);
	in.source.len = 60000000;
	page_limit_set(&in, PAGES_BY_SIZE, false, &pl);
	assert_int_equal(pl.most_marks, 3000000);
	loaded_release(&in);
	engine_release(&e);
}

static void a_missing_module_is_a_finding(void **state)
{
	struct engine e;
	struct diag_list dl = {0};

	(void)state;
	open_engine(&e);
	assert_null(modules_reread(&e, &dl));
	folders_add(&e.paths.modules, "/nonexistent");
	assert_null(modules_import(&e, &dl));
	assert_int_equal(dl.error_n, 2);
	assert_string_equal(dl.first->place.rule, "ENV");
	assert_non_null(strstr(dl.last->message, "/nonexistent/kanben-import.so"));
	diag_release(&dl);
	engine_release(&e);
}

static void a_press_is_recognised_by_its_header(void **state)
{
	char header[128] = {[8] = 2};
	const char *const at[] = {"prtr", "CMYK", "acsp"};
	const size_t places[] = {12, 16, 36};
	const struct source icc = {
	        .name = "folder/press.icc", .text = header, .len = sizeof(header)};
	struct source cut = icc;
	struct write_colours c;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(colours_of(&icc, &c), RC_INPUT);
		memcpy(header + places[i], at[i], 4);
	}
	assert_int_equal(colours_of(&icc, &c), RC_OK);
	assert_string_equal(c.info, "press.icc");
	assert_ptr_equal(c.icc, header);
	cut.len--;
	assert_int_equal(colours_of(&cut, &c), RC_INPUT);
	header[8] = 5; /* a version that PDF/A does not know */
	assert_int_equal(colours_of(&icc, &c), RC_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(folders_past_the_last_are_left_out),
	        cmocka_unit_test(what_is_installed_is_found_from_a_folder_below),
	        cmocka_unit_test(what_is_no_file_is_closed_again),
	        cmocka_unit_test(a_file_ends_where_it_ends),
	        cmocka_unit_test(failed_surroundings_weigh_more_than_a_report),
	        cmocka_unit_test(layout_that_cannot_be_read_leaves_nothing_behind),
	        cmocka_unit_test(what_is_on_the_pages_is_limited),
	        cmocka_unit_test(a_missing_module_is_a_finding),
	        cmocka_unit_test(a_press_is_recognised_by_its_header),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
