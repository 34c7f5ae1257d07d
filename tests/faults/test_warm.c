/* SPDX-License-Identifier: MIT */
/*
 * A host whose memory runs out while a warm context makes a report: each single allocation of it
 * fails once, in a process of its own. The document is then the same, or the handler was called,
 * or the status says that the surroundings failed.
 */
#include "../library/host.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static long made, failing;

static bool fails(void)
{
	if (++made != failing)
		return false;
	errno = ENOMEM;
	return true;
}

#include "allocator.h"

enum { SAME, TOLD, SURROUNDINGS, OTHER, BLAMED, OUTCOME_N };

static const char *const names[OUTCOME_N] = {"same", "handler", "status 3", "other document",
                                             "other status"};

static void out_of_memory(void)
{
	_exit(TOLD);
}

static bool is_same(const struct kb_result *x, const struct kb_result *y)
{
	return x->document_size == y->document_size && x->html_size == y->html_size &&
	       memcmp(x->document, y->document, x->document_size) == 0 &&
	       (x->html == NULL || memcmp(x->html, y->html, x->html_size) == 0);
}

struct trial {
	struct kb_context *context;
	struct bytes report;
	struct kb_options options;
	struct kb_result *want;
};

static int outcome(const struct trial *t)
{
	struct kb_result *r = NULL;
	int status = kb_render(t->context, t->report.p, t->report.n, &t->options, &r);

	failing = 0;
	if (status == KB_OK)
		return is_same(r, t->want) ? SAME : OTHER;
	return status == KB_SURROUNDINGS ? SURROUNDINGS : BLAMED;
}

static const char *profile;
static long stride;
static unsigned flags;

/* The outcome where allocation n fails; a process that ends by a signal is OUTCOME_N. */
static int try_without(const struct trial *t, long n)
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		signal(SIGSEGV, SIG_DFL); /* cmocka has its own */
		signal(SIGABRT, SIG_DFL);
		alarm(20);
		made = 0;
		failing = n;
		_exit(outcome(t));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : OUTCOME_N;
}

static void sweep(void)
{
	struct trial t = {.context = context_new(),
	                  .report = bytes_of_source("examples/baodi-2024.json"),
	                  .options = {sizeof(t.options), profile, .flags = flags}};
	long count[OUTCOME_N + 1] = {0}, first[OUTCOME_N + 1] = {0}, all;
	struct kb_result *again;

	assert_int_equal(kb_render(t.context, t.report.p, t.report.n, &t.options, &t.want), KB_OK);
	made = 0;
	assert_int_equal(kb_render(t.context, t.report.p, t.report.n, &t.options, &again), KB_OK);
	all = made;
	assert_true(all > 100);
	for (long n = 1; n <= all; n += stride) {
		int k = try_without(&t, n);

		k = k >= 0 && k < OUTCOME_N ? k : OUTCOME_N;
		if (count[k]++ == 0)
			first[k] = n;
	}
	for (int k = 0; k <= OUTCOME_N; k++) {
		if (count[k] > 0)
			print_message("%s: %ld of %ld: %s, first %ld\n", profile, count[k], all,
			              k < OUTCOME_N ? names[k] : "a signal", first[k]);
	}
	assert_int_equal(count[OTHER] + count[BLAMED] + count[OUTCOME_N], 0);
	kb_result_free(t.want);
	kb_result_free(again);
	free(t.report.p);
	kb_context_free(t.context);
}

static void document_is_whole_or_told(void **state)
{
	(void)state;
	sweep();
}

/* Arguments: a profile; every how many allocations one fails; "verify": with KB_VERIFY. */
int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(document_is_whole_or_told)};

	assert_in_range(argc, 3, 4);
	profile = argv[1];
	stride = atol(argv[2]);
	flags = argc == 4 && strcmp(argv[3], "verify") == 0 ? KB_VERIFY : 0;
	kb_set_memory_handler(out_of_memory);
	return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
