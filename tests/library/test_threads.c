/* SPDX-License-Identifier: MIT */
/* Several threads, each with a context of its own, produce the same bytes as one thread. */
#include "host.h"

#include <pthread.h>

enum { THREAD_N = 4, ROUND_N = 2, REPORT_N = 5, PROFILE_N = 8, JOB_N = REPORT_N * PROFILE_N };

static const char *const names[REPORT_N] = {
        "examples/baodi-2024.json", "examples/budget-2024.json", "examples/statistics-2023.json",
        "examples/annual-2019.json", "tests/golden/every-rule/input.json"};

static struct bytes reports[REPORT_N];
static struct kb_result *expected[JOB_N];
static int statuses[JOB_N];

static int render(struct kb_context *c, size_t job, struct kb_result **ret)
{
	const struct kb_options o = {sizeof(o), kb_profile_name(job % PROFILE_N),
	                             .flags = KB_FORCE};
	const struct bytes *b = &reports[job / PROFILE_N];

	return kb_render(c, b->p, b->n, &o, ret);
}

static bool is_expected(const struct kb_result *r, int status, size_t job)
{
	const struct kb_result *e = expected[job];

	return status == statuses[job] && r->error_count == e->error_count &&
	       r->warning_count == e->warning_count && same_files(r, e);
}

struct worker {
	pthread_t thread;
	size_t first;   /* each starts at another job */
	size_t wrong_n; /* documents that were not as expected */
};

static void *work(void *p)
{
	struct worker *w = p;
	struct kb_context *c = context_new();

	for (size_t i = 0; i < (size_t)ROUND_N * JOB_N; i++) {
		/* A stride coprime to JOB_N meets all of them in another order. */
		size_t job = (w->first + i * 7) % JOB_N;
		struct kb_result *r;
		int status = render(c, job, &r);

		w->wrong_n += !is_expected(r, status, job);
		kb_result_free(r);
	}
	kb_context_free(c);
	return NULL;
}

static void threads_give_the_bytes_of_one(void **state)
{
	struct worker workers[THREAD_N] = {{.first = 0}};

	(void)state;
	for (size_t i = 0; i < THREAD_N; i++) {
		workers[i].first = i * 5;
		assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
	}
	for (size_t i = 0; i < THREAD_N; i++) {
		assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
		assert_int_equal(workers[i].wrong_n, 0);
	}
}

static int make_expected(void **state)
{
	struct kb_context *c = context_new();

	(void)state;
	for (size_t i = 0; i < REPORT_N; i++)
		reports[i] = bytes_of_source(names[i]);
	for (size_t i = 0; i < JOB_N; i++) {
		statuses[i] = render(c, i, &expected[i]);
		assert_true(expected[i]->document != NULL || expected[i]->pages != NULL);
	}
	kb_context_free(c);
	return 0;
}

static int free_expected(void **state)
{
	(void)state;
	for (size_t i = 0; i < JOB_N; i++)
		kb_result_free(expected[i]);
	for (size_t i = 0; i < REPORT_N; i++)
		free(reports[i].p);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(threads_give_the_bytes_of_one)};

	return cmocka_run_group_tests(tests, make_expected, free_expected);
}
