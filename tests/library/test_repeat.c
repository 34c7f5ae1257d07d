/* SPDX-License-Identifier: MIT */
/*
 * Each call of the library a thousand times: a host that runs for months must not grow. Compared
 * are what the allocator has given out, to a few bytes a call, and the process as the kernel sees
 * it. The argument: a profile, or the name of another call (`others`).
 */
#include "host.h"

#include <malloc.h>
#include <unistd.h>

enum {
	WARM = 100, /* calls until caches and the allocator's arenas have their size */
	CALLS = 1000,
	HELD_MAX = 24 * CALLS, /* bytes more after so many calls: less than one block for each */
	RSS_MAX = 2 << 20      /* the same for the resident set: an arena may be parted otherwise */
};

struct repeated {
	struct kb_context *context;
	struct bytes report;
	struct kb_options options;
};

static size_t resident(void)
{
	unsigned long pages = 0, own = 0;
	FILE *f = fopen("/proc/self/statm", "r");

	assert_non_null(f);
	assert_int_equal(fscanf(f, "%lu %lu", &pages, &own), 2);
	fclose(f);
	return own * (size_t)sysconf(_SC_PAGESIZE);
}

static size_t allocated(void)
{
	struct mallinfo2 m = mallinfo2();

	return m.uordblks + m.hblkhd;
}

typedef void call_fn(struct repeated *r);

static void repeat(call_fn *call, struct repeated *r)
{
	size_t held, rss;

	for (size_t i = 0; i < WARM; i++)
		call(r);
	malloc_trim(0);
	held = allocated();
	rss = resident();
	for (size_t i = 0; i < CALLS; i++)
		call(r);
	malloc_trim(0);
	print_message("%d calls: %+ld bytes allocated, %+ld resident\n", CALLS,
	              (long)(allocated() - held), (long)(resident() - rss));
	assert_true(allocated() <= held + HELD_MAX);
	assert_true(resident() <= rss + RSS_MAX);
}

static void render(struct repeated *r)
{
	struct kb_result *result;

	assert_int_equal(kb_render(r->context, r->report.p, r->report.n, &r->options, &result),
	                 KB_OK);
	assert_true(result->document != NULL || result->pages != NULL);
	kb_result_free(result);
}

static void check(struct repeated *r)
{
	struct kb_result *result;

	assert_int_equal(kb_check(r->context, r->report.p, r->report.n, &r->options, &result),
	                 KB_OK);
	kb_result_free(result);
}

/* A JSON Schema and an empty report. */
static void describe(struct repeated *r)
{
	struct kb_result *result;

	assert_int_equal(kb_schema(r->context, NULL, &result), KB_OK);
	kb_result_free(result);
	assert_int_equal(kb_blank(r->context, NULL, &result), KB_OK);
	kb_result_free(result);
}

/* A context that is used once, and one that cannot be made. */
static void open_context(struct repeated *r)
{
	struct kb_context *c = context_new();
	const char *const none[] = {"/nowhere", NULL};
	const struct kb_config config = {.size = sizeof(config), .fonts = none};

	(void)r;
	assert_int_equal(kb_check(c, "{", 1, NULL, NULL), KB_REPORT);
	kb_context_free(c);
	assert_int_equal(kb_context_new(&config, &c), KB_SURROUNDINGS);
}

/* What no document is made of: not JSON, a PDF without a report, an unknown profile. */
static void refuse(struct repeated *r)
{
	static const char pdf[] = "%PDF-1.7 no more";
	const struct kb_options wrong = {.size = sizeof(wrong), .profile = "none"};
	struct kb_result *result;

	assert_int_equal(kb_render(r->context, "[1, 2", 5, NULL, &result), KB_REPORT);
	kb_result_free(result);
	assert_int_equal(kb_render(r->context, pdf, sizeof(pdf) - 1, NULL, &result), KB_REPORT);
	kb_result_free(result);
	assert_int_equal(kb_render(r->context, "{}", 2, &wrong, &result), KB_USAGE);
}

/* The report as an archive edition takes the report's place. */
static void use_archive(struct repeated *r)
{
	struct kb_result *result;
	struct kb_options options = r->options;

	options.profile = "archive";
	assert_int_equal(kb_render(r->context, r->report.p, r->report.n, &options, &result), KB_OK);
	free(r->report.p);
	r->report = bytes_of(result->document, result->document_size);
	kb_result_free(result);
}

/* An archive edition in which qpdf finds something to warn of, but nothing that it cannot read. */
static void use_warned_archive(struct repeated *r)
{
	use_archive(r);
	assert_memory_equal(r->report.p, "%PDF-1", 6);
	r->report.p[5] = 'x'; /* of the version */
}

static const struct {
	const char *name;
	void (*prepare)(struct repeated *r); /* or NULL */
	call_fn *call;
} others[] = {
        {"check", NULL, check},         {"describe", NULL, describe},
        {"refuse", NULL, refuse},       {"context", NULL, open_context},
        {"stored", use_archive, check}, {"stored, with a warning", use_warned_archive, check},
};

static const char *asked;

static void does_not_grow(void **state)
{
	struct repeated r = {.context = context_new(),
	                     .report = bytes_of_source("examples/baodi-2024.json"),
	                     .options = {sizeof(r.options)}};
	bool found = false;

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		if (strcmp(others[i].name, asked) != 0)
			continue;
		if (others[i].prepare != NULL)
			others[i].prepare(&r);
		repeat(others[i].call, &r);
		found = true;
	}
	if (!found) {
		r.options.profile = asked;
		repeat(render, &r);
	}
	free(r.report.p);
	kb_context_free(r.context);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(does_not_grow)};

	assert_int_equal(argc, 2);
	asked = argv[1];
	return cmocka_run_group_tests_name(asked, tests, NULL, NULL);
}
