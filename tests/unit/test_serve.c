/* SPDX-License-Identifier: MIT */
/* Names, addresses, tokens and orders: what the server decides without a report. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "serve/access.h"
#include "serve/file_name.h"
#include "serve/order.h"
#include "serve/people.h"
#include "serve/store.h"

static void names_are_of_a_closed_alphabet(void **state)
{
	static const char *const good[] = {"a.json", "A-1_b.c (2).json",
	                                   "\xE5\xB1\x80.json",     /* U+5C40 */
	                                   "\xF0\xA0\x80\x80.json", /* U+20000 */
	                                   "\xEF\xBC\x88\xEF\xBC\x89.json" /* U+FF08, FF09 */};
	static const char *const bad[] = {"",
	                                  ".json",
	                                  "a",
	                                  "a.JSON",
	                                  ".a.json",
	                                  " a.json",
	                                  "a/b.json",
	                                  "a\\b.json",
	                                  "..",
	                                  "a\n.json",
	                                  "a\".json",
	                                  "a%.json",
	                                  "a:b.json",
	                                  "a,b.json",
	                                  "\xC3\xA9.json",      /* a letter beyond ASCII */
	                                  "\xEF\xBC\x8F.json",  /* U+FF0F, a full-width slash */
	                                  "\xE2\x80\xAE.json",  /* U+202E turns the text */
	                                  "\xE2\x80\x8B.json",  /* U+200B is not seen */
	                                  "\xEF\xA4\x80.json",  /* U+F900 is written as U+8C48 */
	                                  "\xC0\xAE.json",      /* not UTF-8: a dot of two bytes */
	                                  "\xED\xA0\x80.json"}; /* a surrogate */
	char name[FILE_NAME_MAX + 8];

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(file_name_is_report(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(file_name_is_report(bad[i]));
	memset(name, 'a', sizeof(name));
	strcpy(name + FILE_NAME_MAX - 5, ".json");
	assert_true(file_name_is_report(name));
	strcpy(name + FILE_NAME_MAX - 4, ".json");
	name[FILE_NAME_MAX - 5] = 'a';
	assert_false(file_name_is_report(name));
}

static void pictures_are_below_the_folder(void **state)
{
	static const char *const good[] = {"a.png", "b/c/a b.JPEG", "..a.jpg",
	                                   "\xE5\x9B\xBE/\xE2\x80\xAE.png"};
	static const char *const bad[] = {
	        "",         ".png",       "a.gif",       "a.json",    "/a.png",
	        "../a.png", "a/../b.png", "a//b.png",    "a/./b.png", "a.png/",
	        "a\\b.png", "c:a.png",    "\xC0\xAE.png"};

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(file_name_is_picture(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(file_name_is_picture(bad[i]));
}

/* ---- addresses ---- */

static struct access access_of(struct arena *a, const char *listen, const char *origin)
{
	struct diag_list dl = {0};
	struct access x;

	assert_int_equal(access_read(a, listen, origin, &dl, &x), RC_OK);
	x.port = 8765;
	diag_release(&dl);
	return x;
}

static void loopback_is_known(void **state)
{
	static const struct {
		const char *listen;
		bool loopback;
	} cases[] = {{"127.0.0.1:0", true},   {"127.255.0.9:1", true}, {"[::1]:80", true},
	             {"localhost:80", true},  {"0.0.0.0:80", false},   {"[::]:80", false},
	             {"128.0.0.1:80", false}, {"[::2]:80", false},     {"10.0.0.1:65535", false}};
	struct arena a = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_true(access_of(&a, cases[i].listen, NULL).loopback == cases[i].loopback);
	arena_release(&a);
}

static void hosts_that_others_can_point_here_are_not_ours(void **state)
{
	struct arena a = {0};
	struct access own = access_of(&a, "127.0.0.1:8765", NULL);
	struct access open = access_of(&a, "0.0.0.0:8765", "https://reports.example");

	(void)state;
	assert_true(access_host_ok(&own, "127.0.0.1:8765"));
	assert_true(access_host_ok(&own, "localhost:8765"));
	assert_true(access_host_ok(&own, "[::1]:8765"));
	assert_false(access_host_ok(&own, NULL));
	assert_false(access_host_ok(&own, "127.0.0.1"));
	assert_false(access_host_ok(&own, "192.0.2.1:8765"));
	assert_false(access_host_ok(&own, "a.example:8765"));
	assert_false(access_host_ok(&own, "127.0.0.1.a.example:8765"));
	assert_false(access_host_ok(&own, "[::1:8765"));
	/* Numbers are what they are; names are what somebody says they are. */
	assert_true(access_host_ok(&open, "192.0.2.1:8765"));
	assert_true(access_host_ok(&open, "reports.example"));
	assert_true(access_host_ok(&open, "Reports.Example"));
	assert_false(access_host_ok(&open, "reports.example:8765"));
	assert_false(access_host_ok(&open, "localhost:8765"));
	assert_false(access_host_ok(&open, "a.example:8765"));
	arena_release(&a);
}

static void origins_are_compared_whole(void **state)
{
	struct arena a = {0};
	struct access own = access_of(&a, "127.0.0.1:8765", NULL);
	struct access open = access_of(&a, "127.0.0.1:8765", "https://reports.example/");

	(void)state;
	assert_true(access_origin_ok(&own, "http://127.0.0.1:8765", "127.0.0.1:8765"));
	assert_false(access_origin_ok(&own, "http://localhost:8765", "127.0.0.1:8765"));
	assert_false(access_origin_ok(&own, "https://127.0.0.1:8765", "127.0.0.1:8765"));
	assert_false(access_origin_ok(&own, "http://127.0.0.1:8765/", "127.0.0.1:8765"));
	assert_false(access_origin_ok(&own, "http://a.example:8765", "a.example:8765"));
	assert_false(access_origin_ok(&own, "null", "127.0.0.1:8765"));
	assert_true(access_origin_ok(&open, "https://reports.example", "127.0.0.1:8765"));
	assert_false(access_origin_ok(&open, "http://reports.example", "reports.example"));
	assert_false(access_origin_ok(&open, "https://reports.example.evil", "reports.example"));
	arena_release(&a);
}

/* ---- tokens ---- */

static void tokens_are_kept_as_hashes(void **state)
{
	struct people people = {0};
	char token[TOKEN_RANDOM + 1], other[TOKEN_RANDOM + 1];
	const struct person *p;

	(void)state;
	assert_int_equal(people_make(&people, token), RC_OK);
	p = people_by_token(&people, token);
	assert_non_null(p);
	assert_true(p->writes);
	assert_null(strstr(p->token, token));
	assert_string_not_equal(p->token, p->cookie);
	assert_ptr_equal(people_by_cookie(&people, p->cookie), p);
	/* A cookie is no token, and a token no cookie. */
	assert_null(people_by_token(&people, p->cookie));
	assert_null(people_by_cookie(&people, token));
	assert_null(people_by_cookie(&people, ""));
	assert_null(people_by_token(&people, ""));
	people_release(&people);
	assert_int_equal(people_make(&people, other), RC_OK);
	assert_string_not_equal(token, other);
	people_release(&people);
}

/* ---- orders ---- */

static void put_example(struct buf *b)
{
	static const struct source files[] = {{"a.json", "{\0}", 3}, {NULL, "", 0}};
	struct serve_order o = {.op = SERVE_DIFF,
	                        .params = {{"lang", "zh"}, {"with", ""}},
	                        .param_n = 2,
	                        .files = files,
	                        .file_n = 2,
	                        .beside = files,
	                        .beside_n = 1,
	                        .supplied = true};

	order_put(b, &o);
}

static void orders_arrive_as_they_were(void **state)
{
	struct arena a = {0};
	struct buf b = {0};
	struct serve_order o;

	(void)state;
	put_example(&b);
	assert_true(order_read(&a, b.p, b.n, &o));
	assert_int_equal(o.op, SERVE_DIFF);
	assert_int_equal(o.param_n, 2);
	assert_string_equal(o.params[0].value, "zh");
	assert_string_equal(o.params[1].key, "with");
	assert_int_equal(o.file_n, 2);
	assert_int_equal(o.files[0].len, 3);
	assert_memory_equal(o.files[0].text, "{\0}", 4);
	assert_string_equal(o.files[1].name, "");
	assert_int_equal(o.beside_n, 1);
	assert_string_equal(o.beside[0].name, "a.json");
	assert_true(o.supplied);
	arena_release(&a);
	buf_release(&b);
}

/* On the heap, so that a sanitizer sees a byte too many. */
static char *heap_copy(const char *p, size_t n)
{
	char *copy = malloc(n > 0 ? n : 1);

	assert_non_null(copy);
	memcpy(copy, p, n);
	return copy;
}

static void cut_or_changed_orders_are_refused(void **state)
{
	struct arena a = {0};
	struct buf b = {0};
	struct serve_order o;

	(void)state;
	put_example(&b);
	for (size_t n = 0; n < b.n; n++) {
		char *cut = heap_copy(b.p, n);

		assert_false(order_read(&a, cut, n, &o));
		free(cut);
	}
	for (size_t i = 0; i < b.n; i++) {
		char *changed = heap_copy(b.p, b.n);

		changed[i] = (char)(changed[i] ^ 0x80);
		(void)order_read(&a, changed, b.n, &o);
		free(changed);
	}
	arena_release(&a);
	buf_release(&b);
}

static void answers_from_a_worker_are_not_trusted(void **state)
{
	struct serve_answer sent = {.status = 200, .type = "application/json"}, got;
	struct arena a = {0};
	struct buf b = {0};

	(void)state;
	buf_puts(&sent.body, "{}");
	buf_puts(&sent.file, "a.pdf");
	answer_put(&b, &sent);
	assert_true(answer_read(&a, b.p, b.n, &got));
	assert_string_equal(got.body.p, "{}");
	assert_string_equal(got.file.p, "a.pdf");
	answer_release(&got);
	for (size_t n = 0; n < b.n; n++) {
		char *cut = heap_copy(b.p, n);

		assert_false(answer_read(&a, cut, n, &got));
		free(cut);
	}
	for (size_t i = 0; i < b.n; i++) {
		char *changed = heap_copy(b.p, b.n);

		changed[i] = (char)(changed[i] ^ 0x81);
		if (answer_read(&a, changed, b.n, &got))
			answer_release(&got);
		free(changed);
	}
	sent.status = 99;
	buf_clear(&b);
	answer_put(&b, &sent);
	assert_false(answer_read(&a, b.p, b.n, &got));
	answer_release(&sent);
	buf_release(&b);
	arena_release(&a);
}

/* ---- the folder ---- */

static void the_folder_is_not_left(void **state)
{
	char top[] = "/tmp/kanben-unit-XXXXXX";
	struct arena a = {0};
	struct store s, second;
	struct buf b = {0};
	struct stat st;
	const char *inner;

	(void)state;
	if (getenv("KANBEN_EMULATED") != NULL)
		skip(); /* qemu has no openat2 (tools/arch.sh) */
	assert_non_null(mkdtemp(top));
	inner = arena_printf(&a, "%s/inner", top);
	assert_int_equal(mkdir(inner, 0700), 0);
	close(open(arena_printf(&a, "%s/secret.json", top), O_CREAT | O_WRONLY, 0600));
	assert_int_equal(symlink("../secret.json", arena_printf(&a, "%s/link.json", inner)), 0);
	assert_int_equal(symlink("..", arena_printf(&a, "%s/up", inner)), 0);
	assert_int_equal(store_open(inner, &s), RC_OK);
	assert_int_equal(store_open(inner, &second), RC_IO); /* it is locked */
	assert_false(store_stat(&s, "../secret.json", &st));
	assert_false(store_stat(&s, "link.json", &st));
	assert_false(store_stat(&s, "up/secret.json", &st));
	assert_false(store_stat(&s, "/etc/passwd", &st));
	assert_false(store_stat(&s, "up", &st));
	assert_int_equal(store_write(&s, &(struct store_text){"a.json", "one", 3, /*fresh*/ true}),
	                 RC_OK);
	assert_int_equal(store_write(&s, &(struct store_text){"a.json", "two", 3, /*fresh*/ true}),
	                 RC_IO);
	assert_int_equal(
	        store_write(&s, &(struct store_text){"link.json", "two", 3, /*fresh*/ true}),
	        RC_IO);
	assert_int_equal(store_read(&s, "a.json", 3, &b, &st), RC_OK);
	assert_string_equal(b.p, "one");
	buf_clear(&b);
	assert_int_equal(store_read(&s, "a.json", 2, &b, &st), RC_IO); /* it is larger */
	assert_int_equal(stat(arena_printf(&a, "%s/secret.json", top), &st), 0);
	assert_int_equal(st.st_size, 0);
	store_close(&s);
	unlink(arena_printf(&a, "%s/a.json", inner));
	unlink(arena_printf(&a, "%s/link.json", inner));
	unlink(arena_printf(&a, "%s/up", inner));
	unlink(arena_printf(&a, "%s/secret.json", top));
	rmdir(inner);
	rmdir(top);
	buf_release(&b);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(names_are_of_a_closed_alphabet),
	        cmocka_unit_test(pictures_are_below_the_folder),
	        cmocka_unit_test(loopback_is_known),
	        cmocka_unit_test(hosts_that_others_can_point_here_are_not_ours),
	        cmocka_unit_test(origins_are_compared_whole),
	        cmocka_unit_test(tokens_are_kept_as_hashes),
	        cmocka_unit_test(orders_arrive_as_they_were),
	        cmocka_unit_test(cut_or_changed_orders_are_refused),
	        cmocka_unit_test(answers_from_a_worker_are_not_trusted),
	        cmocka_unit_test(the_folder_is_not_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
