/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <limits.h>
#include <setjmp.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <signal.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dec.h"
#include "base/diag.h"
#include "base/out.h"
#include "base/same_file.h"
#include "base/template.h"
#include "base/utf8.h"

/* ---- dec ---- */

static const char *plain(struct dec d)
{
	static struct buf b;

	buf_clear(&b);
	dec_put(&b, d);
	return b.p;
}

static void dec_reads_exactly_and_prints_shortest(void **state)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
	        {"0", "0"},
	        {"-0", "0"},
	        {"007", "7"},
	        {"12.50", "12.5"},
	        {"4166.2416190", "4166.241619"},
	        {"0.000000000001", "0.000000000001"},
	        {"999999999999999999", "999999999999999999"},
	        {"-999999999999999999.999999999999", "-999999999999999999.999999999999"},
	        {"1e2", "100"},
	        {"1.5E-3", "0.0015"},
	        {"100e-2", "1"},
	        {"+3", "3"},
	        {"0.000e999", "0"},
	        {"1000000000000000000000e-21", "1"},
	        {"0.00000000000000000001e20", "1"},
	        {"1.000000000000000000000000000000", "1"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct dec d;

		assert_true(dec_parse(cases[i].in, strlen(cases[i].in), &d));
		assert_string_equal(plain(d), cases[i].out);
	}
}

static void dec_refuses_what_it_cannot_hold(void **state)
{
	static const char *const cases[] = {
	        "",
	        "-",
	        ".5",
	        "1.",
	        "1e",
	        "1e+",
	        "x",
	        "1 ",
	        " 1",
	        "1,000",
	        "1.2.3",
	        "0x1",
	        "１",
	        "1e18",
	        "0.0000000000001",
	        "--1",
	        "1000000000000000000",
	        "1.0000000000001",
	        "1e99999999999999999999",
	        "1.0000000000000000000000000000001", /* a sanitizer sees where its digits go */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct dec d = dec_from_int(42);

		if (dec_parse(cases[i], strlen(cases[i]), &d))
			fail_msg("“%s” was read as %s", cases[i], plain(d));
		assert_int_equal(dec_cmp(d, dec_from_int(42)), 0);
	}
}

static void dec_sums_are_exact_where_doubles_are_not(void **state)
{
	struct dec a, b, c;

	(void)state;
	assert_true(dec_parse("0.1", 3, &a));
	assert_true(dec_parse("0.2", 3, &b));
	assert_true(dec_parse("0.3", 3, &c));
	assert_int_equal(dec_cmp(dec_add(a, b), c), 0);
	assert_string_equal(plain(dec_sub(a, c)), "-0.2");
	assert_int_equal(dec_sign(dec_sub(a, c)), -1);
	assert_int_equal(dec_places(c), 1);
	assert_int_equal(dec_milli(c), 300);
}

static void thousandths_stay_within_their_type(void **state)
{
	static const char *const texts[] = {"999999999999999999", "-999999999999999999"};
	static const long long milli[] = {LLONG_MAX, LLONG_MIN};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct dec d;

		assert_true(dec_parse(texts[i], strlen(texts[i]), &d));
		assert_true(dec_milli(d) == milli[i]);
	}
}

/* ---- utf8 ---- */

static void utf8_rejects_invalid_sequences(void **state)
{
	static const struct {
		const char *bytes;
		size_t n, want;
	} cases[] = {
	        {"A", 1, 1},
	        {"\xC2\x80", 2, 2},
	        {"\xC1\xBF", 2, 0},         /* overlong */
	        {"\xE4\xB8\x80", 3, 3},     /* 一 */
	        {"\xE4\xB8", 2, 0},         /* truncated */
	        {"\xE0\x9F\xBF", 3, 0},     /* overlong */
	        {"\xED\xA0\x80", 3, 0},     /* surrogate */
	        {"\xF0\xA0\x85\xA4", 4, 4}, /* U+20164 */
	        {"\xF0\x8F\xBF\xBF", 4, 0}, /* overlong */
	        {"\xF4\x90\x80\x80", 4, 0}, /* above U+10FFFF */
	        {"\xF5\x80\x80\x80", 4, 0},
	        {"\x80", 1, 0},
	        {"", 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(utf8_valid_length(cases[i].bytes, cases[i].n), cases[i].want);
}

static void blanks_are_white_space_or_invisible(void **state)
{
	static const struct {
		uint32_t cp;
		bool space, blank;
	} cases[] = {
	        {' ', true, true},      {'\n', true, true},     {0x3000, true, true},
	        {0x85, true, true},     {0x2028, true, true},   {0x200B, false, true},
	        {0xFEFF, false, true},  {0x202E, false, true},  {0xAD, false, true},
	        {1, false, false},      {'_', false, false},    {0x200A, true, true},
	        {0x4E00, false, false}, {0x2010, false, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(utf8_is_space(cases[i].cp), cases[i].space);
		assert_int_equal(utf8_is_blank(cases[i].cp), cases[i].blank);
	}
}

static void whole_numbers_are_range_checked(void **state)
{
	static const struct {
		const char *text;
		int want; /* 0: refused */
	} cases[] = {{"1", 1},   {"9", 9},     {"10", 0},  {"0", 0},           {"-1", 0},
	             {"3.0", 3}, {"30e-1", 3}, {"3.5", 0}, {"99999999999", 0}, {"x", 0}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int n = 0;

		assert_int_equal(dec_parse_whole(cases[i].text, strlen(cases[i].text), 1, 9, &n),
		                 cases[i].want > 0);
		assert_int_equal(n, cases[i].want);
	}
}

static void utf8_round_trips(void **state)
{
	static const uint32_t cps[] = {0x24, 0xA2, 0x4E00, 0xFFFD, 0x20164, 0x10FFFF};

	(void)state;
	for (size_t i = 0; i < COUNT(cps); i++) {
		char bytes[4];
		size_t n = utf8_encode(cps[i], bytes);
		const char *p = bytes;

		assert_int_equal(utf8_next(&p, bytes + n), cps[i]);
		assert_ptr_equal(p, bytes + n);
		assert_int_equal(utf8_count(bytes, n), 1);
	}
}

/* ---- template ---- */

static void templates_replace_known_placeholders(void **state)
{
	static const struct template_value values[] = {{"y", "2025"}, {"organ", "{y}局"}};
	static const struct {
		const char *format, *text;
	} cases[] = {
	        {"", ""},     {"{y}年", "2025年"}, {"{organ}{y}{y}", "{y}局20252025"}, {"{", "{"},
	        {"{y", "{y"}, {"{{y}}", "{2025}"}, {"{z}{}{yy}", "{z}{}{yy}"},
	};
	struct arena a = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(template_fill(&a, cases[i].format, values, 2), cases[i].text);
	arena_release(&a);
}

/* ---- diag ---- */

static void columns_are_code_points_and_any_line_ending_counts(void **state)
{
	static const char text[] = "一二\r\n三x\rab\n";
	struct source src = {"r.json", text, sizeof(text) - 1};
	size_t line, column;

	(void)state;
	source_locate(&src, 3, &line, &column);
	assert_int_equal(line * 10 + column, 12);
	source_locate(&src, 8, &line, &column); /* 三 */
	assert_int_equal(line * 10 + column, 21);
	source_locate(&src, 14, &line, &column); /* b */
	assert_int_equal(line * 10 + column, 32);
	source_locate(&src, 999, &line, &column);
	assert_int_equal(line * 10 + column, 41);
}

static void a_walk_agrees_with_locate_and_restarts_when_needed(void **state)
{
	static const char text[] = "一二\r\n三x\rab\n";
	struct source src = {"r.json", text, sizeof(text) - 1}, other = {"s.json", "ab\nc", 4};
	struct source_walk w = {0};
	size_t line, column;

	(void)state;
	for (size_t off = 0; off < 20; off++) {
		source_locate(&src, off, &line, &column);
		source_walk_to(&w, &src, off);
		assert_int_equal(w.line, line);
		assert_int_equal(w.column, column);
	}
	source_walk_to(&w, &src, 3);
	assert_int_equal(w.line * 10 + w.column, 12);
	source_walk_to(&w, &other, 3);
	assert_int_equal(w.line * 10 + w.column, 21);
}

static void findings_are_sorted_by_place(void **state)
{
	struct source src = {"r.json", "0123456789", 10};
	struct diag_list dl = {0};
	static const size_t offs[] = {7, 2, 7, 0};
	static const char *const want[] = {"3", "1", "0", "2", "no place"};
	struct diag_place nowhere = {.rule = "FONT"};
	size_t i = 0;

	(void)state;
	diag_add(&dl, DIAG_WARNING, &nowhere, "no place");
	for (int k = 0; k < 4; k++) {
		struct diag_place p = {.source = &src, .off = offs[k], .rule = "KEY"};

		diag_add(&dl, DIAG_ERROR, &p, "%d", k);
	}
	diag_sort(&dl);
	for (const struct diag *d = dl.first; d != NULL; d = d->next)
		assert_string_equal(d->message, want[i++]);
	assert_int_equal(i, 5);
	assert_int_equal(dl.error_n, 4);
	assert_int_equal(dl.warning_n, 1);
	diag_release(&dl);
}

/* ---- out ---- */

struct folder {
	char path[64];
};

static int make_folder(void **state)
{
	struct folder *f = calloc(1, sizeof(*f));

	strcpy(f->path, "/tmp/kanben-test-XXXXXX");
	*state = f;
	return mkdtemp(f->path) == NULL;
}

static int drop_folder(void **state)
{
	struct folder *f = *state;
	DIR *d = opendir(f->path);

	for (struct dirent *e; (e = readdir(d)) != NULL;)
		unlinkat(dirfd(d), e->d_name, 0);
	closedir(d);
	rmdir(f->path);
	free(f);
	return 0;
}

static size_t files_in(const char *path)
{
	DIR *d = opendir(path);
	size_t n = 0;

	for (struct dirent *e; (e = readdir(d)) != NULL;)
		n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	closedir(d);
	return n;
}

static void path_in(const struct folder *f, const char *name, char *ret)
{
	sprintf(ret, "%s/%s", f->path, name);
}

static void put_file(const char *path, const char *text)
{
	struct out *o;

	assert_int_equal(out_open(path, &o), RC_OK);
	out_put(o, text, strlen(text));
	assert_int_equal(out_finish(o), RC_OK);
}

static void a_file_has_no_name_until_it_is_complete(void **state)
{
	const struct folder *f = *state;
	char path[128];
	struct out *o;
	struct stat st;

	path_in(f, "a.pdf", path);
	assert_int_equal(out_open(path, &o), RC_OK);
	out_put(o, "abc", 3);
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(out_sync(o), RC_OK);
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(out_finish(o), RC_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 3);
	assert_int_equal(files_in(f->path), 1);
}

/* Of a file that rests nothing is kept open unless it is held. */
static void files_rest_before_they_are_named(void **state)
{
	const struct folder *f = *state;
	char path[128];
	struct stat st;
	struct out *o;

	path_in(f, "a.svg", path);
	for (int hold = 0; hold < 2; hold++) {
		assert_int_equal(out_open(path, &o), RC_OK);
		out_put(o, "abc", 3);
		assert_int_equal(out_rest(o, hold), RC_OK);
		assert_int_equal(files_in(f->path), hold ? 0 : 1);
		assert_int_equal(access(path, F_OK), -1);
		assert_int_equal(out_finish(o), RC_OK);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_size, 3);
		assert_int_equal(out_open(path, &o), RC_OK);
		assert_int_equal(out_rest(o, hold), RC_OK);
		out_abandon(o);
		assert_int_equal(files_in(f->path), 1);
		assert_int_equal(unlink(path), 0);
	}
	assert_int_equal(out_open("/dev/full", &o), RC_OK);
	out_put(o, "x", 1);
	assert_int_equal(out_rest(o, true), RC_IO);
	assert_int_equal(out_finish(o), RC_IO);
}

static void the_mode_follows_the_umask(void **state)
{
	char path[128];
	struct stat st;
	mode_t before = umask(027);

	path_in(*state, "a.pdf", path);
	put_file(path, "abc");
	umask(before);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
}

static void an_existing_file_is_kept_until_the_new_one_is_complete(void **state)
{
	const struct folder *f = *state;
	char path[128], text[8] = "";
	struct out *o;
	FILE *in;

	path_in(f, "a.pdf", path);
	put_file(path, "old");
	assert_int_equal(out_open(path, &o), RC_OK);
	out_put(o, "new", 3);
	out_abandon(o);
	in = fopen(path, "r");
	assert_non_null(fgets(text, sizeof(text), in));
	fclose(in);
	assert_string_equal(text, "old");
	put_file(path, "new");
	in = fopen(path, "r");
	assert_non_null(fgets(text, sizeof(text), in));
	fclose(in);
	assert_string_equal(text, "new");
	assert_int_equal(files_in(f->path), 1);
}

static void a_dangling_link_is_written_through(void **state)
{
	const struct folder *f = *state;
	char link[128], second[128], target[128];
	struct stat st;

	path_in(f, "link", link);
	path_in(f, "second", second);
	path_in(f, "target", target);
	assert_int_equal(symlink("second", link), 0);
	assert_int_equal(symlink(target, second), 0);
	put_file(link, "abc");
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(lstat(target, &st), 0);
	assert_int_equal(st.st_size, 3);
}

static void a_link_loop_is_an_error(void **state)
{
	char link[128];
	struct out *o;

	path_in(*state, "link", link);
	assert_int_equal(symlink("link", link), 0);
	assert_int_equal(out_open(link, &o), RC_IO);
	assert_int_equal(errno, ELOOP);
}

static void a_full_device_is_an_error(void **state)
{
	struct out *o;

	(void)state;
	assert_int_equal(out_open("/dev/full", &o), RC_OK);
	out_put(o, "x", 1); /* buffered: only the final flush reaches the device */
	assert_int_equal(out_sync(o), RC_IO);
	assert_int_equal(errno, ENOSPC);
	errno = 0;
	assert_int_equal(out_finish(o), RC_IO);
	assert_int_equal(errno, ENOSPC);
}

static void a_file_that_hits_a_size_limit_does_not_appear(void **state)
{
	const struct folder *f = *state;
	char path[128];
	int status;
	pid_t pid;

	path_in(f, "a.pdf", path);
	pid = fork();
	if (pid == 0) {
		struct rlimit limit = {4096, 4096};
		static const char block[1 << 20];
		struct out *o;

		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		if (out_open(path, &o) != RC_OK)
			_exit(1);
		out_put(o, block, sizeof(block));
		_exit(out_finish(o) == RC_IO && errno == EFBIG ? 0 : 2);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_int_equal(files_in(f->path), 0);
}

static void a_missing_folder_is_an_error(void **state)
{
	char path[128];
	struct out *o;

	path_in(*state, "none/a.pdf", path);
	assert_int_equal(out_open(path, &o), RC_IO);
	assert_int_equal(errno, ENOENT);
	path_in(*state, "", path);
	assert_int_equal(out_open(path, &o), RC_IO);
}

static void a_link_is_written_through(void **state)
{
	const struct folder *f = *state;
	char path[128], link[128];
	struct stat st;

	path_in(f, "a.pdf", path);
	path_in(f, "link.pdf", link);
	put_file(path, "old");
	assert_int_equal(symlink("a.pdf", link), 0);
	put_file(link, "newer");
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 5);
}

/* Of devices and numbers alone many files have the same. */
static void files_are_told_apart_by_device_and_number(void **state)
{
	const struct stat a = {.st_dev = 1, .st_ino = 7}, elsewhere = {.st_dev = 2, .st_ino = 7},
	                  beside = {.st_dev = 1, .st_ino = 8},
	                  same = {.st_dev = 1, .st_ino = 7, .st_size = 5};

	(void)state;
	assert_true(is_same_file(&a, &same));
	assert_false(is_same_file(&a, &elsewhere));
	assert_false(is_same_file(&a, &beside));
	assert_true(file_identity_cmp(file_identity(&a), file_identity(&beside)) < 0);
	assert_true(file_identity_cmp(file_identity(&elsewhere), file_identity(&beside)) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(dec_reads_exactly_and_prints_shortest),
	        cmocka_unit_test(dec_refuses_what_it_cannot_hold),
	        cmocka_unit_test(dec_sums_are_exact_where_doubles_are_not),
	        cmocka_unit_test(thousandths_stay_within_their_type),
	        cmocka_unit_test(utf8_rejects_invalid_sequences),
	        cmocka_unit_test(utf8_round_trips),
	        cmocka_unit_test(blanks_are_white_space_or_invisible),
	        cmocka_unit_test(whole_numbers_are_range_checked),
	        cmocka_unit_test(templates_replace_known_placeholders),
	        cmocka_unit_test(columns_are_code_points_and_any_line_ending_counts),
	        cmocka_unit_test(a_walk_agrees_with_locate_and_restarts_when_needed),
	        cmocka_unit_test(findings_are_sorted_by_place),
	        cmocka_unit_test(files_are_told_apart_by_device_and_number),
	        cmocka_unit_test_setup_teardown(a_file_has_no_name_until_it_is_complete,
	                                        make_folder, drop_folder),
	        cmocka_unit_test_setup_teardown(files_rest_before_they_are_named, make_folder,
	                                        drop_folder),
	        cmocka_unit_test_setup_teardown(the_mode_follows_the_umask, make_folder,
	                                        drop_folder),
	        cmocka_unit_test_setup_teardown(
	                an_existing_file_is_kept_until_the_new_one_is_complete, make_folder,
	                drop_folder),
	        cmocka_unit_test(a_full_device_is_an_error),
	        cmocka_unit_test_setup_teardown(a_dangling_link_is_written_through, make_folder,
	                                        drop_folder),
	        cmocka_unit_test_setup_teardown(a_link_loop_is_an_error, make_folder, drop_folder),
	        cmocka_unit_test_setup_teardown(a_file_that_hits_a_size_limit_does_not_appear,
	                                        make_folder, drop_folder),
	        cmocka_unit_test_setup_teardown(a_missing_folder_is_an_error, make_folder,
	                                        drop_folder),
	        cmocka_unit_test_setup_teardown(a_link_is_written_through, make_folder,
	                                        drop_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
