/* SPDX-License-Identifier: MIT */
/* Pages as drawings, and the values that their texts come from. */
#include "host.h"

/* The attributes data-at of all pages of a report's member, one per line. */
static size_t count_places(const struct kb_result *r, const char *pointer)
{
	char attribute[256];
	size_t n = 0;

	snprintf(attribute, sizeof(attribute), "data-at=\"%s", pointer);
	for (size_t i = 0; i < r->page_count; i++) {
		const char *p = r->pages[i].svg, *end = p + r->pages[i].size;

		while ((p = memmem(p, (size_t)(end - p), attribute, strlen(attribute))) != NULL) {
			p++;
			n++;
		}
	}
	return n;
}

static void pages_stand_in_for_the_document(void **state)
{
	struct bytes report = bytes_of_source("examples/baodi-2024.json");
	struct kb_options o = {.size = sizeof(o), .profile = "svg"};
	struct kb_context *c = context_new();
	struct kb_result *r;

	(void)state;
	assert_int_equal(kb_render(c, report.p, report.n, &o, &r), KB_OK);
	assert_null(r->document);
	assert_int_equal(r->document_size, 0);
	assert_in_range(r->page_count, 2, 9);
	for (size_t i = 0; i < r->page_count; i++) {
		assert_memory_equal(r->pages[i].svg, "<?xml", 5);
		assert_memory_equal(r->pages[i].svg + r->pages[i].size - 7, "</svg>\n", 7);
	}
	assert_int_equal(count_places(r, ""), 0);
	kb_result_free(r);
	assert_int_equal(kb_check(c, report.p, report.n, &o, &r), KB_OK);
	assert_null(r->pages);
	kb_result_free(r);
	free(report.p);
	kb_context_free(c);
}

static void a_refused_report_has_no_pages(void **state)
{
	static const char report[] = "{\"title\": \"一\"}";
	struct kb_options o = {.size = sizeof(o), .profile = "svg"};
	struct kb_context *c = context_new();
	struct kb_result *r;

	(void)state;
	assert_int_equal(kb_render(c, report, strlen(report), &o, &r), KB_REPORT);
	assert_null(r->pages);
	kb_result_free(r);
	o.flags = KB_FORCE;
	assert_int_equal(kb_render(c, report, strlen(report), &o, &r), KB_REPORT);
	assert_non_null(r->pages);
	assert_non_null(memmem(r->pages[0].svg, r->pages[0].size, "rotate(-45", 10));
	kb_result_free(r);
	kb_context_free(c);
}

static void texts_name_the_value_they_come_from(void **state)
{
	struct bytes report = bytes_of_source("examples/baodi-2024.json");
	struct kb_options o = {.size = sizeof(o), .profile = "svg", .flags = KB_PLACES};
	struct kb_context *c = context_new();
	struct kb_result *r;

	(void)state;
	assert_int_equal(kb_render(c, report.p, report.n, &o, &r), KB_OK);
	assert_int_equal(count_places(r, "/title\""), 1);
	assert_true(count_places(r, "/overview/0\"") > 5); /* a line each, and its figures */
	for (int column = 0; column < 7; column++) {
		char pointer[64];

		snprintf(pointer, sizeof(pointer), "/requests/received/%d\"", column);
		assert_int_equal(count_places(r, pointer), 1);
	}
	assert_int_equal(count_places(r, "/requests/received/7"), 0);
	kb_result_free(r);
	free(report.p);
	kb_context_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(pages_stand_in_for_the_document),
	        cmocka_unit_test(a_refused_report_has_no_pages),
	        cmocka_unit_test(texts_name_the_value_they_come_from),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
