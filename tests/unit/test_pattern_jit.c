/* SPDX-License-Identifier: MIT */
/*
 * test_pattern_jit.c: a pattern finds the same with machine code as without, in all texts that
 * there are: examples, golden tests, the corpora of the fuzzers.
 */
#include "report/fixture.h"

#include <errno.h>
#include <ftw.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/utf8.h"
#include "shipped/shipped.h"

enum { TEXT_MAX = 64 << 10, PATTERNS = 100 };

/* Two copies of each pattern, the first of which has machine code. */
struct twins {
	const struct pattern *fast[PATTERNS], *slow[PATTERNS];
	size_t n;
	struct pattern_search *search[2];
	size_t text_n, found_n;
};

static const struct pattern *compile(const struct pattern_home *home, const char *text, size_t n)
{
	struct pattern_fault fault;
	const struct pattern *p = pattern_compile(home, text, n, &fault);

	assert_non_null(p);
	return p;
}

/* Searches in vain until it has machine code, where there is any. */
static void warm(struct pattern_search *ps, const struct pattern *p)
{
	static char nothing[4096];

	memset(nothing, ' ', sizeof(nothing));
	for (int i = 0; i < 4 && !pattern_has_machine_code(p); i++)
		pattern_find(ps, p, nothing, sizeof(nothing), 0);
#if defined(__x86_64__) || defined(__aarch64__)
	assert_true(pattern_has_machine_code(p));
#endif
}

static void twins_add(struct twins *t, const struct pattern_home *home, const char *text, size_t n)
{
	struct pattern_home slow = {.arena = home->arena};

	assert_true(t->n < PATTERNS);
	t->fast[t->n] = compile(home, text, n);
	t->slow[t->n] = compile(&slow, text, n);
	warm(t->search[0], t->fast[t->n]);
	assert_false(pattern_has_machine_code(t->slow[t->n]));
	t->n++;
}

/* All matches of a pattern, with their groups. */
static void compare(struct twins *t, size_t i, const char *text, size_t n)
{
	for (size_t at = 0; at <= n;) {
		bool found = pattern_find(t->search[0], t->fast[i], text, n, at);
		struct pattern_span x = {0}, y = {0};

		assert_int_equal(pattern_find(t->search[1], t->slow[i], text, n, at), found);
		for (int g = 0; g < 32; g++) {
			assert_int_equal(pattern_span(t->search[0], g, &x),
			                 pattern_span(t->search[1], g, &y));
			assert_int_equal(x.off, y.off);
			assert_int_equal(x.len, y.len);
		}
		if (!found)
			return;
		t->found_n++;
		assert_true(pattern_span(t->search[0], 0, &x));
		at = x.off + x.len;
		for (at += x.len == 0; at < n && ((unsigned char)text[at] & 0xC0) == 0x80;)
			at++;
	}
}

static void compare_all(struct twins *t, const char *text, size_t n)
{
	const char *end = text + n;
	size_t length;

	if (n > TEXT_MAX)
		return;
	for (const char *p = text; p < end; p += length) {
		length = utf8_valid_length(p, (size_t)(end - p));
		if (length == 0)
			return;
	}
	for (size_t i = 0; i < t->n; i++)
		compare(t, i, text, n);
	t->text_n++;
}

static void compare_strings(struct twins *t, const struct json *node)
{
	if (node->kind == JSON_STRING)
		compare_all(t, node->text, node->len);
	for (const struct json *c = json_first(node); c != NULL; c = c->next)
		compare_strings(t, c);
}

static struct twins *current; /* nftw has no argument for it */

static int compare_file(const char *path, const struct stat *s, int kind, struct FTW *at)
{
	const char *root = getenv("KANBEN_SOURCE");
	struct fixture f = {0};
	struct source src = {.name = path};

	(void)at;
	if (kind != FTW_F || s->st_size == 0 || s->st_size > 1 << 20)
		return 0;
	src.text = fixture_file(&f, path + strlen(root) + 1);
	src.len = (size_t)s->st_size;
	compare_all(current, src.text, src.len);
	if (json_parse(&f.arena, &src, &f.dl, &f.root) == RC_OK)
		compare_strings(current, f.root);
	fixture_release(&f);
	return 0;
}

static void take_patterns(struct fixture *f, struct twins *t, const struct pattern_home *home)
{
	const char *text = fixture_file(f, "layouts/annual-report-2021.json");
	struct source src = {"layout", text, strlen(text)};
	const struct pattern_book *book;

	assert_int_equal(shipped_parse(&f->arena, &src, &f->dl, &f->root, &book), RC_OK);
	assert_non_null(book);
	for (size_t i = 0; i < book->n; i++)
		twins_add(t, home, book->list[i].text, book->list[i].len);
}

static void machine_code_finds_the_same_in_every_text(void **state)
{
	static const char *const folders[] = {"examples", "tests/golden", "tests/fuzz/corpus"};
	struct fixture f = {0};
	struct pattern_store store = {0};
	struct pattern_home home = {&f.arena, &store, NULL};
	struct twins t = {.search = {pattern_search_new(), pattern_search_new()}};

	(void)state;
	take_patterns(&f, &t, &home);
	current = &t;
	for (size_t i = 0; i < COUNT(folders); i++)
		assert_int_equal(
		        nftw(arena_printf(&f.arena, "%s/%s", getenv("KANBEN_SOURCE"), folders[i]),
		             compare_file, 16, FTW_PHYS),
		        0);
	assert_true(t.n > 40);
	assert_true(t.text_n > 1000);
	assert_true(t.found_n > 100);
	pattern_search_free(t.search[0]);
	pattern_search_free(t.search[1]);
	pattern_store_release(&store);
	fixture_release(&f);
}

/* Machine code has another stack than the interpreter, and counts steps in other places. */
static void limits_are_those_of_the_interpreter(void **state)
{
	static const char *const patterns[] = {"(a|c)*ca",       "^(?:.*[^ac]d[^d]|.*xd)",
	                                       "^(?:.*b|.*?xd)", "(?:a|c)+?c$",
	                                       "(a*)*(a*)*b",    "((?R)?a)+b"};
	enum { SOME = 1296, LONG = 34992 };
	struct arena a = {0};
	struct pattern_store store = {0};
	struct pattern_home home = {&a, &store, NULL};
	struct twins t = {.search = {pattern_search_new(), pattern_search_new()}};
	size_t found = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(patterns); i++)
		twins_add(&t, &home, patterns[i], strlen(patterns[i]));
	for (size_t n = 16; n <= LONG; n *= 3) {
		char *text = arena_alloc(&a, n);

		memset(text, 'a', n);
		text[1] = text[n / 2] = 'c';
		memcpy(text + n - 2, "xd", 2);
		for (size_t i = 0; i < t.n; i++) {
			bool finds = pattern_find(t.search[1], t.slow[i], text, n, 0);

			assert_int_equal(pattern_find(t.search[0], t.fast[i], text, n, 0), finds);
			found += finds;
			if (n == SOME && i == 0)
				assert_true(finds); /* the other stack is full */
			if (n == LONG)
				assert_false(finds);
		}
	}
	assert_true(found > 10);
	pattern_search_free(t.search[0]);
	pattern_search_free(t.search[1]);
	pattern_store_release(&store);
	arena_release(&a);
}

#if defined(__x86_64__) || defined(__aarch64__)

/* From now on no memory of this process becomes executable. False: the system cannot do that. */
static bool forbid_machine_code(void)
{
	struct sock_filter code[] = {
	        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 1, 0),
	        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mprotect, 0, 3),
	        /* the low half, where the processor is little-endian */
	        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
	        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1),
	        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
	        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog filter = {COUNT(code), code};

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

/* What the process below says. */
enum { GOOD, NOT_FORBIDDEN, COMPILED, NOT_FOUND };

static int search_without_machine_code(void)
{
	static const char text[] = "共收到12件申请";
	struct arena a = {0};
	struct pattern_store store = {0};
	struct pattern_home home = {&a, &store, NULL};
	struct pattern_search *ps = pattern_search_new();
	const struct pattern *p = compile(&home, "1[0-9]件", strlen("1[0-9]件"));
	char *nothing = arena_alloc(&a, 1 << 16);
	int said = GOOD;

	if (!forbid_machine_code())
		return NOT_FORBIDDEN;
	for (int i = 0; i < 3; i++)
		if (pattern_find(ps, p, nothing, 1 << 16, 0))
			said = NOT_FOUND;
	if (pattern_has_machine_code(p))
		said = COMPILED;
	if (!pattern_find(ps, p, text, strlen(text), 0))
		said = NOT_FOUND;
	pattern_search_free(ps);
	pattern_store_release(&store);
	arena_release(&a);
	return said;
}

/* The first test: the JIT may have room left in memory that has been executable before. */
static void without_executable_memory_patterns_are_interpreted(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	assert_true(child >= 0);
	if (child == 0)
		_exit(search_without_machine_code());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), GOOD);
}

#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
#if defined(__x86_64__) || defined(__aarch64__)
		cmocka_unit_test(without_executable_memory_patterns_are_interpreted),
#endif
		cmocka_unit_test(machine_code_finds_the_same_in_every_text),
		cmocka_unit_test(limits_are_those_of_the_interpreter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
