/* SPDX-License-Identifier: MIT */
/* What kanben.h promises of contexts, options and results. */
#include "host.h"

#include <sys/stat.h>

static const char *const profiles[] = {"publish", "print", "archive",     "archive2",
                                       "web",     "ofd",   "ofd-archive", "svg"};
enum { PROFILE_N = sizeof(profiles) / sizeof(profiles[0]) };

/* examples/baodi-2024.json; the tests' fonts have all its characters. */
static struct bytes good_report(void)
{
	return bytes_of_source("examples/baodi-2024.json");
}

/* The same with one figure wrong. */
static struct bytes bad_report(void)
{
	struct bytes b = good_report();
	char *key = memmem(b.p, b.n, "\"received\"", 10);

	assert_non_null(key);
	key = memchr(key, '[', (size_t)(b.p + b.n - key));
	assert_non_null(key);
	while (*key < '0' || *key > '9')
		key++;
	*key = *key == '7' ? '8' : '7';
	return b;
}

static int render(struct kb_context *c, struct bytes report, const struct kb_options *options,
                  struct kb_result **ret)
{
	*ret = (struct kb_result *)1; /* any leftover value */
	return kb_render(c, report.p, report.n, options, ret);
}

/* ---- contexts ---- */

static void context_finds_what_is_beside_the_library(void **state)
{
	struct kb_context *c;

	(void)state;
	assert_int_equal(kb_context_new(NULL, &c), KB_OK);
	kb_context_free(c);
	kb_context_free(NULL);
}

/* The status of making a context with these folders. */
static int try_folders(const char *const *layouts, const char *const *fonts, struct heard *h)
{
	struct kb_config config = {.size = sizeof(config),
	                           .layouts = layouts,
	                           .fonts = fonts,
	                           .on_finding = hear,
	                           .user = h};
	struct kb_context *c = (struct kb_context *)1;
	int status = kb_context_new(&config, &c);

	memset(h->text, 0, status == KB_OK ? sizeof(h->text) : 0);
	assert_true((status == KB_OK) == (c != NULL));
	kb_context_free(c);
	return status;
}

static void context_without_fonts_or_layouts_says_so(void **state)
{
	const char *const nowhere[] = {"/nonexistent", NULL};
	const char *const with_own[] = {"/nonexistent", KB_DEFAULT, NULL};
	const char *many[100] = {NULL};
	struct heard h = {.n = 0};

	(void)state;
	assert_int_equal(try_folders(NULL, nowhere, &h), KB_SURROUNDINGS);
	assert_string_equal(h.text, "2 FONT 0:0 \n");
	h = (struct heard){.n = 0};
	assert_int_equal(try_folders(nowhere, NULL, &h), KB_SURROUNDINGS);
	assert_string_equal(h.text, "2 LAYOUT 0:0 \n");
	h = (struct heard){.n = 0};
	assert_int_equal(try_folders(with_own, with_own, &h), KB_OK);
	assert_int_equal(h.n, 0);
	for (size_t i = 0; i < 99; i++)
		many[i] = "/nonexistent";
	assert_int_equal(try_folders(many, NULL, &h), KB_USAGE);
}

static void structs_of_other_versions_are_read(void **state)
{
	struct {
		struct kb_options known;
		size_t later;
	} o = {.known = {.profile = "print", .max_pages = 1}};
	struct kb_context *c = context_new();
	struct bytes report = good_report();
	struct kb_result *r;

	(void)state;
	/* An older host: what comes after its struct is not read. */
	o.known.size = offsetof(struct kb_options, max_pages);
	assert_int_equal(render(c, report, &o.known, &r), KB_OK);
	kb_result_free(r);
	o.known.size = offsetof(struct kb_options, flags);
	assert_int_equal(render(c, report, &o.known, &r), KB_REPORT);
	kb_result_free(r);
	/* A newer host that leaves the new members zero, and then sets one. */
	o.known.max_pages = 0;
	o.known.size = sizeof(o);
	assert_int_equal(render(c, report, &o.known, &r), KB_OK);
	kb_result_free(r);
	o.later = 1;
	assert_int_equal(render(c, report, &o.known, &r), KB_USAGE);
	assert_null(r);
	/* A host that did not set the size, or set it wrong. */
	for (size_t size = 0; size < sizeof(size_t) + 1; size++) {
		o.known.size = size % sizeof(size_t) == 0 ? 0 : size;
		assert_int_equal(render(c, report, &o.known, &r), KB_USAGE);
	}
	o.known.size = SIZE_MAX;
	assert_int_equal(render(c, report, &o.known, &r), KB_USAGE);
	free(report.p);
	kb_context_free(c);
}

/* ---- usage ---- */

static void wrong_options_are_named_and_nothing_is_done(void **state)
{
	static const struct kb_options wrong[] = {
	        {.profile = "trace"},
	        {.profile = "PUBLISH"},
	        {.profile = ""},
	        {.date = "2025-13-01"},
	        {.date = ""},
	        {.flags = UINT64_C(1) << 40},
	        {.flags = KB_FRAGMENT},
	        {.flags = KB_PLACES},
	        {.profile = "svg", .flags = KB_VERIFY},
	        {.icc = "x", .icc_size = 1},
	        {.profile = "print", .icc = "x", .icc_size = 1},
	        {.profile = "print", .icc = "", .icc_size = 0},
	};
	struct kb_context *c = context_new();
	struct bytes report = good_report();

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct kb_options o = wrong[i];
		struct heard h = {.n = 0};
		struct kb_result *r;

		o.size = sizeof(o);
		o.on_finding = hear;
		o.user = &h;
		assert_int_equal(render(c, report, &o, &r), KB_USAGE);
		assert_null(r);
		assert_string_equal(h.text, "2 USAGE 0:0 \n");
	}
	free(report.p);
	kb_context_free(c);
}

static void missing_arguments_are_refused(void **state)
{
	struct kb_context *c = context_new();
	struct kb_result *r;

	(void)state;
	assert_int_equal(kb_context_new(NULL, NULL), KB_USAGE);
	assert_int_equal(kb_render(NULL, "{}", 2, NULL, &r), KB_USAGE);
	assert_null(r);
	assert_int_equal(kb_render(c, NULL, 2, NULL, &r), KB_USAGE);
	assert_int_equal(kb_render(c, "{}", 2, NULL, NULL), KB_USAGE);
	assert_int_equal(kb_check(c, NULL, 1, NULL, NULL), KB_USAGE);
	assert_int_equal(kb_check(c, "{}", 2, NULL, NULL), KB_REPORT);
	assert_int_equal(kb_schema(c, NULL, NULL), KB_USAGE);
	kb_result_free(NULL);
	kb_context_free(c);
}

static void profiles_can_be_listed(void **state)
{
	(void)state;
	for (size_t i = 0; i < PROFILE_N; i++)
		assert_string_equal(kb_profile_name(i), profiles[i]);
	assert_null(kb_profile_name(PROFILE_N));
	assert_null(kb_profile_name(SIZE_MAX));
	assert_string_equal(kb_version(), getenv("KANBEN_VERSION"));
}

/* ---- results ---- */

static void bytes_are_the_same_in_any_order(void **state)
{
	static const char *const examples[] = {"examples/baodi-2024.json",
	                                       "examples/budget-2024.json",
	                                       "examples/statistics-2023.json"};
	enum { REPORT_N = 3, N = REPORT_N * PROFILE_N };
	struct kb_result *fresh[N], *again;
	struct bytes reports[REPORT_N];
	struct kb_context *one = context_new();

	(void)state;
	for (size_t i = 0; i < REPORT_N; i++)
		reports[i] = bytes_of_source(examples[i]);
	for (size_t i = 0; i < N; i++) {
		struct kb_options o = {sizeof(o), profiles[i % PROFILE_N], .flags = KB_FORCE};
		struct kb_context *c = context_new();

		render(c, reports[i / PROFILE_N], &o, &fresh[i]);
		assert_true((fresh[i]->pages != NULL) == (strcmp(o.profile, "svg") == 0));
		assert_true((fresh[i]->html != NULL) == (strcmp(o.profile, "web") == 0));
		kb_context_free(c);
	}
	/* There and back, so that each comes after others. */
	for (size_t k = 0; k < 2 * N; k++) {
		size_t i = k < N ? k : 2 * N - 1 - k;
		struct kb_options o = {sizeof(o), profiles[i % PROFILE_N], .flags = KB_FORCE};

		render(one, reports[i / PROFILE_N], &o, &again);
		assert_true(same_files(again, fresh[i]));
		kb_result_free(again);
	}
	for (size_t i = 0; i < N; i++)
		kb_result_free(fresh[i]);
	for (size_t i = 0; i < REPORT_N; i++)
		free(reports[i].p);
	kb_context_free(one);
}

struct text {
	const char *p;
	size_t n;
};
#define TEXT(s)                                                                                    \
	{                                                                                          \
		s, sizeof(s) - 1                                                                   \
	}

static void hostile_bytes_are_findings(void **state)
{
	static char deep[100000], long_key[2 << 20];
	const struct text texts[] = {
	        TEXT(""),
	        TEXT("x"),
	        TEXT("\0\0\0\0"),
	        TEXT("{\"title\":\"a\0b\"}"),
	        TEXT("{\"title\":\"\xff\"}"),
	        TEXT("\xEF\xBB\xBF"),
	        TEXT("[]"),
	        TEXT("{}"),
	        TEXT("null"),
	        TEXT("1e999999999"),
	        TEXT("{\"layout\":\"../../etc/passwd\"}"),
	        TEXT("{\"layout\":\"nothing-of-that-name\"}"),
	        TEXT("%PDF-1.7\n"),
	        TEXT("%PDF-"),
	        {deep, sizeof(deep)},
	        {long_key, sizeof(long_key)},
	};
	struct kb_context *c = context_new();
	struct heard h;
	const struct kb_options o = {sizeof(o), .on_finding = hear, .user = &h};

	(void)state;
	memset(deep, '[', sizeof(deep));
	memset(long_key, 'a', sizeof(long_key));
	memcpy(long_key, "{\"", 2);
	memcpy(long_key + sizeof(long_key) - 4, "\":1}", 4);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct bytes b = bytes_of(texts[i].p, texts[i].n);
		struct kb_result *r;

		h = (struct heard){.n = 0};
		assert_int_equal(render(c, b, &o, &r), KB_REPORT);
		assert_non_null(r);
		assert_true(h.error_n > 0);
		assert_int_equal(r->error_count, h.error_n);
		kb_result_free(r);
		free(b.p);
	}
	kb_context_free(c);
}

static void more_than_a_report_may_have_is_refused(void **state)
{
	struct kb_context *c = context_new();
	struct heard h = {.n = 0};
	const struct kb_options o = {sizeof(o), .on_finding = hear, .user = &h};
	size_t n = (64 << 20) + 1;
	char *blanks = malloc(n);
	struct kb_result *r;

	(void)state;
	assert_non_null(blanks);
	memset(blanks, ' ', n);
	assert_int_equal(kb_render(c, blanks, n, &o, &r), KB_REPORT);
	assert_null(r->document);
	assert_string_equal(h.text, "2 SYN 1:1 \n");
	kb_result_free(r);
	free(blanks);
	kb_context_free(c);
}

static void faulty_report_gives_a_draft_only_by_force(void **state)
{
	struct kb_context *c = context_new();
	struct bytes report = bad_report();
	struct kb_options o = {sizeof(o)};
	struct kb_result *r;

	(void)state;
	assert_int_equal(render(c, report, &o, &r), KB_REPORT);
	assert_null(r->document);
	assert_int_equal(r->document_size, 0);
	assert_true(r->error_count > 0);
	kb_result_free(r);
	o.flags = KB_FORCE;
	assert_int_equal(render(c, report, &o, &r), KB_REPORT);
	assert_non_null(r->document);
	assert_memory_equal(r->document, "%PDF-", 5);
	kb_result_free(r);
	free(report.p);
	kb_context_free(c);
}

static void too_many_pages_are_an_error(void **state)
{
	struct kb_context *c = context_new();
	struct bytes report = good_report();
	struct heard h = {.n = 0};
	struct kb_options o = {sizeof(o), .max_pages = 1, .on_finding = hear, .user = &h};
	struct kb_result *r;

	(void)state;
	assert_int_equal(render(c, report, &o, &r), KB_REPORT);
	assert_null(r->document);
	assert_int_equal(r->page_count, 0);
	assert_non_null(strstr(h.text, "2 PAGES 1:1 \n"));
	kb_result_free(r);
	o.max_pages = 0;
	assert_int_equal(render(c, report, &o, &r), KB_OK);
	assert_true(r->page_count > 1);
	o.max_pages = r->page_count;
	kb_result_free(r);
	assert_int_equal(render(c, report, &o, &r), KB_OK);
	kb_result_free(r);
	o.max_pages = UINT64_MAX;
	assert_int_equal(render(c, report, &o, &r), KB_OK);
	kb_result_free(r);
	free(report.p);
	kb_context_free(c);
}

static void check_finds_the_same_and_makes_nothing(void **state)
{
	struct kb_context *c = context_new();
	struct bytes report = bad_report();
	struct heard rendered = {.n = 0}, checked = {.n = 0};
	struct kb_options o = {sizeof(o), .on_finding = hear, .user = &rendered};
	struct kb_result *r;

	(void)state;
	assert_int_equal(render(c, report, &o, &r), KB_REPORT);
	kb_result_free(r);
	o.user = &checked;
	assert_int_equal(kb_check(c, report.p, report.n, &o, &r), KB_REPORT);
	assert_null(r->document);
	assert_true(r->page_count > 0);
	assert_true(checked.n > 0);
	assert_string_equal(checked.text, rendered.text);
	kb_result_free(r);
	free(report.p);
	kb_context_free(c);
}

static void archive_stands_for_its_report(void **state)
{
	struct kb_context *c = context_new();
	struct bytes report = good_report(), pdf;
	struct kb_options o = {sizeof(o), "archive", .flags = KB_VERIFY};
	struct kb_result *first, *second;

	(void)state;
	assert_int_equal(render(c, report, &o, &first), KB_OK);
	pdf = bytes_of(first->document, first->document_size);
	assert_int_equal(render(c, pdf, &o, &second), KB_OK);
	assert_true(same_files(first, second));
	assert_null(second->document_hash);
	kb_result_free(first);
	kb_result_free(second);
	free(pdf.p);
	free(report.p);
	kb_context_free(c);
}

static void documents_hold_what_their_profile_promises(void **state)
{
	struct kb_context *c = context_new();
	struct bytes report = good_report();
	struct kb_options o = {sizeof(o)};
	struct kb_result *r;

	(void)state;
	for (size_t i = 0; i < PROFILE_N; i++) {
		o.profile = profiles[i];
		o.flags = KB_EMPTY_ZERO | KB_HASH;
		/* Drawings are not read again. */
		if (strcmp(o.profile, "svg") != 0)
			o.flags |= KB_VERIFY;
		assert_int_equal(render(c, report, &o, &r), KB_OK);
		assert_int_equal(strlen(r->document_hash), 64);
		assert_int_equal(r->html_hash != NULL, r->html != NULL);
		kb_result_free(r);
	}
	o.profile = "web";
	assert_int_equal(render(c, report, &o, &r), KB_OK);
	assert_null(memmem(r->html, r->html_size, ".pdf\"", 5));
	kb_result_free(r);
	o.document_name = "a b.pdf";
	assert_int_equal(render(c, report, &o, &r), KB_OK);
	assert_non_null(memmem(r->html, r->html_size, "href=\"./a%20b.pdf\"", 18));
	kb_result_free(r);
	o.flags = KB_FRAGMENT;
	assert_int_equal(render(c, report, &o, &r), KB_OK);
	assert_non_null(memmem(r->html, r->html_size, "<article", 8));
	assert_null(memmem(r->html, r->html_size, "<html", 5));
	kb_result_free(r);
	free(report.p);
	kb_context_free(c);
}

static void schema_and_blank_follow_from_the_layout(void **state)
{
	struct kb_context *c = context_new();
	struct heard h = {.n = 0};
	struct kb_options o = {sizeof(o), .layout = "budget-summary", .on_finding = hear,
	                       .user = &h};
	struct kb_result *r, *checked;

	(void)state;
	assert_int_equal(kb_schema(c, &o, &r), KB_OK);
	assert_non_null(memmem(r->document, r->document_size, "\"$schema\"", 9));
	kb_result_free(r);
	assert_int_equal(kb_blank(c, &o, &r), KB_OK);
	assert_int_equal(h.n, 0);
	/* What is still missing is found; it is a report of that layout all the same. */
	kb_check(c, r->document, r->document_size, &o, &checked);
	assert_null(strstr(h.text, " KEY "));
	assert_null(strstr(h.text, " SYN "));
	kb_result_free(checked);
	kb_result_free(r);
	o.layout = "nothing-of-that-name";
	assert_int_equal(kb_schema(c, &o, &r), KB_SURROUNDINGS);
	assert_null(r->document);
	assert_int_equal(r->error_count, 1);
	kb_result_free(r);
	kb_context_free(c);
}

/* ---- findings ---- */

static void keep_sum(void *user, const struct kb_finding *f)
{
	int *sums = user;

	if (f->left == NULL) {
		assert_null(f->right);
		assert_null(f->difference);
		assert_int_equal(f->cell_count, 0);
		return;
	}
	++*sums;
	assert_int_equal(f->severity, KB_ERROR);
	assert_string_equal(f->source, "x.json");
	assert_true(f->line > 1 && f->column > 1);
	assert_int_equal(atoi(f->left) - atoi(f->right), atoi(f->difference));
	assert_true(f->cell_count > 1);
	for (size_t i = 0; i < f->cell_count; i++)
		assert_int_equal(f->cells[i][0], '/');
}

static void sums_bring_their_two_sides(void **state)
{
	struct kb_context *c = context_new();
	struct bytes report = bad_report();
	int sums = 0;
	const struct kb_options o = {sizeof(o), .source_name = "x.json", .on_finding = keep_sum,
	                             .user = &sums};

	(void)state;
	assert_int_equal(kb_check(c, report.p, report.n, &o, NULL), KB_REPORT);
	assert_true(sums > 0);
	free(report.p);
	kb_context_free(c);
}

/* A second call from within the first. */
struct nested {
	struct kb_context *context;
	int status;
};

static void call_again(void *user, const struct kb_finding *f)
{
	struct nested *n = user;

	(void)f;
	n->status = kb_check(n->context, "{}", 2, NULL, NULL);
}

static void callback_cannot_use_the_context(void **state)
{
	struct nested n = {context_new(), -1};
	const struct kb_options o = {sizeof(o), .on_finding = call_again, .user = &n};

	(void)state;
	assert_int_equal(kb_check(n.context, "x", 1, &o, NULL), KB_REPORT);
	assert_int_equal(n.status, KB_USAGE);
	assert_int_equal(kb_check(n.context, "x", 1, &o, NULL), KB_REPORT);
	kb_context_free(n.context);
}

/* A folder with the real fonts.json and none of its fonts. */
static void make_folder_without_fonts(char *ret, size_t n)
{
	struct bytes json = bytes_of_source("tests/fonts/fonts.json");
	char path[4096];
	FILE *f;

	snprintf(ret, n, "%s/no-fonts", getenv("KANBEN_SCRATCH"));
	mkdir(ret, 0777);
	snprintf(path, sizeof(path), "%s/fonts.json", ret);
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(json.p, 1, json.n, f), json.n);
	assert_int_equal(fclose(f), 0);
	free(json.p);
}

static void missing_font_is_told_of_every_report(void **state)
{
	char folder[2048];
	const char *const fonts[] = {folder, NULL}, *const none[] = {NULL};
	struct kb_config config = {.size = sizeof(config), .fonts = fonts, .system_fonts = none};
	struct bytes report = good_report();
	struct heard first = {.n = 0}, second = {.n = 0};
	struct kb_options o = {sizeof(o), .on_finding = hear, .user = &first};
	struct kb_context *c;
	struct kb_result *r;

	(void)state;
	make_folder_without_fonts(folder, sizeof(folder));
	assert_int_equal(kb_context_new(&config, &c), KB_OK);
	assert_int_equal(render(c, report, &o, &r), KB_SURROUNDINGS);
	assert_null(r->document);
	kb_result_free(r);
	o.user = &second;
	assert_int_equal(render(c, report, &o, &r), KB_SURROUNDINGS);
	kb_result_free(r);
	assert_non_null(strstr(first.text, "2 FONT 0:0 \n"));
	assert_string_equal(first.text, second.text);
	free(report.p);
	kb_context_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(context_finds_what_is_beside_the_library),
	        cmocka_unit_test(context_without_fonts_or_layouts_says_so),
	        cmocka_unit_test(structs_of_other_versions_are_read),
	        cmocka_unit_test(wrong_options_are_named_and_nothing_is_done),
	        cmocka_unit_test(missing_arguments_are_refused),
	        cmocka_unit_test(profiles_can_be_listed),
	        cmocka_unit_test(bytes_are_the_same_in_any_order),
	        cmocka_unit_test(hostile_bytes_are_findings),
	        cmocka_unit_test(more_than_a_report_may_have_is_refused),
	        cmocka_unit_test(faulty_report_gives_a_draft_only_by_force),
	        cmocka_unit_test(too_many_pages_are_an_error),
	        cmocka_unit_test(check_finds_the_same_and_makes_nothing),
	        cmocka_unit_test(archive_stands_for_its_report),
	        cmocka_unit_test(documents_hold_what_their_profile_promises),
	        cmocka_unit_test(schema_and_blank_follow_from_the_layout),
	        cmocka_unit_test(sums_bring_their_two_sides),
	        cmocka_unit_test(callback_cannot_use_the_context),
	        cmocka_unit_test(missing_font_is_told_of_every_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
