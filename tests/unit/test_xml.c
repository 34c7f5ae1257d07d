/* SPDX-License-Identifier: MIT */
/* test_xml.c: what markup costs, counted before a parser makes a tree of it; files of packages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "unzip/unzip.h"
#include "xml/xml_tree.h"

static void nodes_are_counted_as_a_parser_makes_them(void **state)
{
	static const struct {
		const char *text;
		size_t nodes;
	} cases[] = {
	        {"", 0},
	        {"text", 0}, /* what is not in an element */
	        {"<a/>", 1},
	        {"<a></a>", 2}, /* a place between tags may be one */
	        {"<a>x</a>", 3},
	        {"<a b='c' d = \"e>f\" g>x</a>", 6},
	        {"<!-- a b='c' <d> -->", 1},
	        {"<?xml version='1.0' encoding='UTF-8'?>", 1},
	        {"<!DOCTYPE html PUBLIC 'a' 'b'>", 1},
	        {"<a></a b='c' d='e'>", 2},
	        {"<", 1},
	        {"<a b='c", 2},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct xml_budget left = {1000};

		assert_true(xml_fits(cases[i].text, strlen(cases[i].text), 10, &left));
		if (left.nodes != 1000 - cases[i].nodes)
			fail_msg("%s: %zu nodes", cases[i].text, 1000 - left.nodes);
		left.nodes = cases[i].nodes;
		assert_true(xml_fits(cases[i].text, strlen(cases[i].text), 10, &left));
		if (cases[i].nodes == 0)
			continue;
		left.nodes = cases[i].nodes - 1;
		assert_false(xml_fits(cases[i].text, strlen(cases[i].text), 10, &left));
	}
}

static void an_element_has_a_limit_of_its_own(void **state)
{
	static const char text[] = "<a b='1' c='2' d='3'/><e f='4'/>";
	struct xml_budget left = {100};

	(void)state;
	assert_true(xml_fits(text, sizeof(text) - 1, 3, &left));
	assert_false(xml_fits(text, sizeof(text) - 1, 2, &left));
}

/* ---- names ---- */

static bool fits(const struct buf *b)
{
	struct xml_budget left = {1000000};

	return xml_fits(b->p, b->n, XML_ATTRIBUTES_MAX, &left);
}

static void put_numbered(struct buf *b, int n, const char *before, const char *after)
{
	for (int i = 0; i < n; i++)
		buf_putf(b, "%s%d%s", before, i, after);
}

/* A parser looks for each among all that it knows. */
static void different_names_have_a_limit(void **state)
{
	struct buf b = {0};
	struct xml_budget left = {1000000};

	(void)state;
	put_numbered(&b, 5000, "<a", "/>");
	put_numbered(&b, 5000, "<a0 b", "='c'/>");
	put_numbered(&b, 5000, "<a", "/>");
	assert_true(fits(&b));
	buf_puts(&b, "<c/>");
	assert_false(fits(&b));
	assert_true(xml_fits(b.p, b.n, HTML_ATTRIBUTES_MAX, &left));
	buf_release(&b);
}

/* Each element's namespace is looked for among those that are declared around it, not beside it. */
static void namespaces_around_an_element_have_a_limit(void **state)
{
	struct buf b = {0};

	(void)state;
	put_numbered(&b, 128, "<a xmlns:b", "='c'>");
	assert_true(fits(&b));
	buf_puts(&b, "<a xmlns='c'></a>");
	assert_false(fits(&b));
	buf_clear(&b);
	put_numbered(&b, 127, "<a xmlns:b", "='c'>");
	put_numbered(&b, 500, "<a xmlns:c", "='d'></a>");
	put_numbered(&b, 500, "<!-- --><?p?><a xmlns:c", "='d'/>");
	assert_true(fits(&b));
	buf_clear(&b);
	put_numbered(&b, 1000, "</a><a", ">");
	assert_true(fits(&b));
	buf_release(&b);
}

/* What looks like tags and is none ends no element, and what looks like a script hides none. */
static void markup_cannot_hide(void **state)
{
	static const char *const none[] = {"<!--</a>-->", "<?p </a>?>", "<![CDATA[</a>]]>"};
	struct xml_budget left = {1000};
	struct buf b = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(none); i++) {
		buf_clear(&b);
		for (int k = 0; k < 129; k++)
			buf_putf(&b, "<a xmlns:b%d='c'>%s", k, none[i]);
		assert_false(fits(&b));
	}
	buf_clear(&b);
	buf_puts(&b, "<script a='b'>if (a < b && c > d) <e f='g'></script>");
	left.nodes = 3;
	assert_true(xml_fits(b.p, b.n, HTML_ATTRIBUTES_MAX, &left));
	assert_int_equal(left.nodes, 0);
	buf_clear(&b);
	put_numbered(&b, 500, "<script><b c='", "'/><d/>");
	left.nodes = 1000;
	assert_false(xml_fits(b.p, b.n, XML_ATTRIBUTES_MAX, &left));
	left.nodes = 1000;
	assert_true(xml_fits(b.p, b.n, HTML_ATTRIBUTES_MAX, &left));
	buf_release(&b);
}

/* Each is compared with each: five elements with so many are as many as any number with few. */
static void attributes_have_a_limit_together(void **state)
{
	struct xml_budget left = {SIZE_MAX};
	struct buf b = {0};
	int n = 0;

	(void)state;
	buf_puts(&b, "<a ");
	put_numbered(&b, HTML_ATTRIBUTES_MAX, "b", " ");
	buf_puts(&b, "/>");
	while (n < 100 && xml_fits(b.p, b.n, HTML_ATTRIBUTES_MAX, &left))
		n++;
	assert_int_equal(n, 5);
	buf_clear(&b);
	put_numbered(&b, 100000, "<a b='", "' c='' d='' e='' f='' g='' h='' i='' j='' k='' l=''/>");
	left = (struct xml_budget){SIZE_MAX};
	assert_true(xml_fits(b.p, b.n, XML_ATTRIBUTES_MAX, &left));
	buf_release(&b);
}

/* ---- packages ---- */

#define CRC_OF_ABC "\xC2\x41\x24\x35"
#define SIZES "\x03\0\0\0\x03\0\0\0"
/* A file "b" of three bytes, stored. */
#define LOCAL "PK\x03\x04\x0A\0\0\0\0\0\0\0\x21\0" CRC_OF_ABC SIZES "\x01\0\0\0"
#define CENTRAL                                                                                    \
	"PK\x01\x02\x0A\0\x0A\0\0\0\0\0\0\0\x21\0" CRC_OF_ABC SIZES                                \
	"\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define END "PK\x05\x06\0\0\0\0\x01\0\x01\0\x2F\0\0\0\x22\0\0\0\0\0"

static void a_package_may_have_one_file(void **state)
{
	static const char bytes[] = LOCAL "b"
	                                  "abc" CENTRAL "b" END;
	struct unzip *z = unzip_open(bytes, sizeof(bytes) - 1);
	struct buf b = {0};

	(void)state;
	assert_non_null(z);
	assert_int_equal(unzip_count(z), 1);
	assert_string_equal(unzip_name(z, 0), "b");
	assert_string_equal(unzip_name(z, 1), "");
	assert_int_equal(unzip_find(z, "b", false), 0);
	assert_int_equal(unzip_find(z, "B", false), -1);
	assert_int_equal(unzip_find(z, "B", true), 0);
	assert_int_equal(unzip_read(z, 0, 3, &b), UNZIP_FINE);
	assert_string_equal(b.p, "abc");
	assert_true(b.cap < 100); /* a package has many small files */
	assert_int_equal(unzip_read(z, 0, 2, &b), UNZIP_TOO_LARGE);
	assert_int_equal(unzip_read(z, 1, 3, &b), UNZIP_DAMAGED);
	buf_release(&b);
	unzip_close(z);
}

/* A file "a" of 300 bytes, deflated to 7, of which the package says that they are 2. */
#define OF_DEFLATED "\x08\0\0\0\x21\0\x09\x19\x97\x89\x07\0\0\0\x02\0\0\0\x01\0\0\0"
#define DEFLATED "\x4B\x4C\x1C\x05\xC4\x02\0"
#define END_OF_DEFLATED "PK\x05\x06\0\0\0\0\x01\0\x01\0\x2F\0\0\0\x26\0\0\0\0\0"

static void a_package_may_state_any_size(void **state)
{
	static const char bytes[] =
	        "PK\x03\x04\x14\0\0\0" OF_DEFLATED "a" DEFLATED
	        "PK\x01\x02\x14\0\x14\0\0\0" OF_DEFLATED "\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
	        "a" END_OF_DEFLATED;
	struct unzip *z = unzip_open(bytes, sizeof(bytes) - 1);
	struct buf b = {0};

	(void)state;
	assert_non_null(z);
	assert_int_equal(unzip_read(z, 0, 1000, &b), UNZIP_FINE);
	assert_int_equal(b.n, 300);
	buf_clear(&b);
	assert_int_equal(unzip_read(z, 0, 100, &b), UNZIP_TOO_LARGE);
	buf_release(&b);
	unzip_close(z);
}

static void what_is_no_package_is_none(void **state)
{
	(void)state;
	assert_null(unzip_open(LOCAL, sizeof(LOCAL) - 1));
	unzip_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(nodes_are_counted_as_a_parser_makes_them),
	        cmocka_unit_test(an_element_has_a_limit_of_its_own),
	        cmocka_unit_test(different_names_have_a_limit),
	        cmocka_unit_test(namespaces_around_an_element_have_a_limit),
	        cmocka_unit_test(markup_cannot_hide),
	        cmocka_unit_test(attributes_have_a_limit_together),
	        cmocka_unit_test(a_package_may_have_one_file),
	        cmocka_unit_test(a_package_may_state_any_size),
	        cmocka_unit_test(what_is_no_package_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
