/* SPDX-License-Identifier: MIT */
/* test_shipped.c: files that were parsed when the program was built. */
#include "report/fixture.h"

#include <dirent.h>

#include "shipped/shipped.h"

/* A file of the source tree, as a source. */
static struct source take_file(struct fixture *f, const char *path)
{
	const char *text = fixture_file(f, path);

	return (struct source){path, text, strlen(text)};
}

/* Calls `with` for each layout that is in the folder, and for fonts.json. */
static void with_each_file(void (*with)(struct fixture *f, const char *path))
{
	struct fixture f = {0};
	DIR *d = opendir(arena_printf(&f.arena, "%s/layouts", getenv("KANBEN_SOURCE")));
	size_t n = 0;

	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d)) != NULL;)
		if (e->d_name[0] != '.' && strstr(e->d_name, ".json") != NULL) {
			with(&f, arena_printf(&f.arena, "layouts/%s", e->d_name));
			n++;
		}
	closedir(d);
	assert_true(n > 0);
	with(&f, "fonts/fonts.json");
	fixture_release(&f);
}

static void assert_same_text(const char *a, const char *b)
{
	assert_true((a == NULL) == (b == NULL));
	if (a != NULL)
		assert_string_equal(a, b);
}

static void assert_same_node(const struct json *a, const struct json *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->truth, b->truth);
	assert_int_equal(a->has_nul, b->has_nul);
	assert_int_equal(a->len, b->len);
	assert_int_equal(a->off, b->off);
	assert_int_equal(a->end, b->end);
	assert_int_equal(a->key_off, b->key_off); /* or index */
	assert_false(a->edited || b->edited);
	if (a->kind == JSON_STRING || a->kind == JSON_NUMBER)
		assert_same_text(a->text, b->text);
	assert_same_text(a->key, b->key);
}

static size_t assert_same_tree(const struct json *a, const struct json *b)
{
	const struct json *x = json_first(a), *y = json_first(b);
	size_t n = 1;

	assert_same_node(a, b);
	for (; x != NULL && y != NULL; x = x->next, y = y->next) {
		assert_ptr_equal(x->parent, a);
		assert_ptr_equal(y->parent, b);
		n += assert_same_tree(x, y);
	}
	assert_true(x == NULL && y == NULL);
	return n;
}

static void compare(struct fixture *f, const char *path)
{
	struct source src = take_file(f, path);
	const struct json *parsed, *known;

	if (!shipped_knows(&src))
		fail_msg("%s is not known: layout_names in meson.build has all layouts", path);
	assert_int_equal(json_parse(&f->arena, &src, &f->dl, &parsed), RC_OK);
	assert_int_equal(shipped_parse(&f->arena, &src, &f->dl, &known, NULL), RC_OK);
	assert_ptr_not_equal(parsed, known);
	assert_true(assert_same_tree(parsed, known) > 10);
	assert_no_findings(f);
}

static void the_tree_of_each_file_is_as_if_it_were_parsed(void **state)
{
	(void)state;
	with_each_file(compare);
}

static const struct pattern_known *look_up(const struct pattern_book *b,
                                           const struct pattern_known *p)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->list[i].len == p->len && memcmp(b->list[i].text, p->text, p->len) == 0)
			return &b->list[i];
	fail_msg("the build has not seen %.*s", (int)p->len, p->text);
	return NULL;
}

/* The patterns of the build are those that this program makes. */
static void compare_patterns(struct fixture *f, const char *path)
{
	struct source src = take_file(f, path);
	struct pattern_store patterns = {0};
	struct form_input in = {.source = &src, .patterns = &patterns};
	const struct pattern_book *known;
	struct pattern_book made;
	const struct form *form;

	assert_int_equal(shipped_parse(&f->arena, &src, &f->dl, &in.root, &known), RC_OK);
	if (strstr(path, "fonts.json") != NULL) {
		assert_null(known);
		return;
	}
	assert_non_null(known);
	assert_int_equal(form_read(&f->arena, &in, &f->dl, &form), RC_OK);
	pattern_book_make(&f->arena, &patterns, &made);
	assert_int_equal(known->n, made.n);
	for (size_t i = 0; i < made.n; i++) {
		const struct pattern_known *x = &made.list[i], *y = look_up(known, x);
		size_t n = pattern_needs_size(x->needs);

		assert_int_equal(pattern_needs_size(y->needs), n);
		assert_memory_equal(x->needs, y->needs, n);
		assert_int_equal(x->code_n, y->code_n);
		assert_memory_equal(x->code, y->code, x->code_n);
	}
	assert_no_findings(f);
	pattern_store_release(&patterns);
}

static void the_patterns_of_each_layout_are_as_if_they_were_compiled(void **state)
{
	(void)state;
	with_each_file(compare_patterns);
}

/* Another byte at `at`, as an editor may put it there. */
static void change(struct fixture *f, const struct source *src, size_t at, char byte)
{
	char *text = arena_strndup(&f->arena, src->text, src->len);

	text[at] = byte;
	assert_false(shipped_knows(&(struct source){src->name, text, src->len}));
}

static void change_each(struct fixture *f, const char *path)
{
	enum { STEP = 997 };
	struct source src = take_file(f, path), longer = src;
	size_t first = (size_t)(strchr(src.text, '"') - src.text);

	change(f, &src, first, '\0'); /* where the known text has a NUL, too */
	for (size_t i = 0; i < src.len; i += STEP)
		change(f, &src, i, src.text[i] == 'x' ? 'y' : 'x');
	change(f, &src, src.len - 1, 'x');
	longer.text = arena_printf(&f->arena, "%s\n", src.text);
	longer.len++;
	assert_false(shipped_knows(&longer));
	longer.len = src.len - 1;
	assert_false(shipped_knows(&longer));
}

static void any_other_byte_is_another_file(void **state)
{
	(void)state;
	with_each_file(change_each);
}

static void a_changed_file_is_parsed(void **state)
{
	struct fixture f = {0};
	struct source src = take_file(&f, "layouts/statistics.json");
	const struct pattern_book *book = &(struct pattern_book){0};
	const struct json *root, *language;
	char *at;

	(void)state;
	at = strstr(src.text, "zh-CN");
	assert_non_null(at);
	at[0] = 'e';
	assert_int_equal(shipped_parse(&f.arena, &src, &f.dl, &root, &book), RC_OK);
	assert_null(book);
	language = json_lookup(root, "language");
	assert_non_null(language);
	assert_string_equal(language->text, "eh-CN");
	at[-1] = '\'';
	assert_int_equal(shipped_parse(&f.arena, &src, &f.dl, &root, NULL), RC_INPUT);
	assert_string_equal(fixture_only(&f)->place.rule, "SYN");
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_tree_of_each_file_is_as_if_it_were_parsed),
	        cmocka_unit_test(the_patterns_of_each_layout_are_as_if_they_were_compiled),
	        cmocka_unit_test(any_other_byte_is_another_file),
	        cmocka_unit_test(a_changed_file_is_parsed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
