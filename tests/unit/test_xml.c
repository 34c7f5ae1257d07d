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
#include "xml/xml_events.h"
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

static void elements_have_a_depth(void **state)
{
	struct buf b = {0};

	(void)state;
	put_numbered(&b, 256, "<a", ">");
	assert_true(fits(&b));
	buf_puts(&b, "</a><a><!-- <b><c> -->");
	assert_true(fits(&b));
	buf_puts(&b, "<d>");
	assert_false(fits(&b));
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

/* The same file as it is: 300 bytes. */
#define OF_PLAIN "\x08\0\0\0\x21\0\x09\x19\x97\x89\x07\0\0\0\x2C\x01\0\0\x01\0\0\0"

static void what_is_as_stated_is_read_at_once_and_checked(void **state)
{
	char bytes[] = "PK\x03\x04\x14\0\0\0" OF_PLAIN "a" DEFLATED
	               "PK\x01\x02\x14\0\x14\0\0\0" OF_PLAIN "\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
	               "a" END_OF_DEFLATED;
	const size_t data = 31, sums[] = {14, 31 + 7 + 16}; /* where these are */
	struct unzip *z = unzip_open(bytes, sizeof(bytes) - 1);
	struct buf b = {0};

	(void)state;
	assert_non_null(z);
	buf_puts(&b, "x");
	for (int times = 0; times < 2; times++)
		assert_int_equal(unzip_read(z, 0, 300, &b), UNZIP_FINE);
	assert_int_equal(b.n, 601);
	assert_int_equal(strspn(b.p + 1, "a"), 600);
	assert_int_equal(unzip_read(z, 0, 299, &b), UNZIP_TOO_LARGE);
	unzip_close(z);
	/* Another sum, and data that end early: as much as there is. */
	for (int i = 0; i < 2; i++)
		bytes[sums[i]] ^= 1;
	z = unzip_open(bytes, sizeof(bytes) - 1);
	buf_clear(&b);
	assert_int_equal(unzip_read(z, 0, 300, &b), UNZIP_DAMAGED);
	assert_int_equal(b.n, 300);
	unzip_close(z);
	memcpy(bytes + data, "\x4B\x04\0", 3); /* one letter */
	z = unzip_open(bytes, sizeof(bytes) - 1);
	buf_clear(&b);
	assert_int_not_equal(unzip_read(z, 0, 300, &b), UNZIP_FINE);
	assert_in_range(b.n, 0, 1);
	unzip_close(z);
	buf_release(&b);
}

/* ---- events ---- */

static void put_begin(void *context, const struct xml_element *e)
{
	struct buf *b = context;

	buf_putf(b, "<%s", e->name);
	for (size_t i = 0; i < e->n; i++)
		buf_putf(b, " %s=%s", e->attributes[i].name, e->attributes[i].value);
	buf_putc(b, '>');
}

static void put_end(void *context, const char *name)
{
	buf_putf(context, "</%s>", name);
}

static void put_text(void *context, const char *s, size_t n)
{
	buf_put(context, s, n);
}

static void events_are_what_the_text_says(void **state)
{
	static const struct {
		const char *text, *events;
		bool good;
	} cases[] = {
	        {"<a/>", "<a></a>", true},
	        {"<x:a xmlns:x='u' x:b='1' c='2'><x:d>t</x:d></x:a>", "<a b=1 c=2><d>t</d></a>",
	         true},
	        {"<a b='&lt;&#x4e00;'>&amp;一<![CDATA[<&]]>\n </a>", "<a b=<一>&一<&\n </a>", true},
	        {"<?xml version='1.0'?><!-- c --><a>1<!-- c -->2<?p i?>3</a>", "<a>123</a>", true},
	        {"<x:a x:b='1'><c x:d='2'/></x:a>", "< =1><c =2></c></>", true},
	        {"<a><b></a>", "<a><b>", false},
	        {"<a>&none;</a>", "<a>", false},
	        {"<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "", false},
	        {"<a/><b/>", "<a></a>", false},
	        {"", "", false},
	        {" <?xml version='1.0'?><a/>", "", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b = {0};
		const struct xml_handler handler = {put_begin, put_end, put_text, &b};

		buf_puts(&b, "");
		assert_int_equal(xml_parse_events(cases[i].text, strlen(cases[i].text), &handler),
		                 cases[i].good);
		assert_string_equal(b.p, cases[i].events);
		buf_release(&b);
	}
}

/* libxml2 takes the text in steps, which cut neither a value nor a character. */
static void long_texts_come_whole(void **state)
{
	struct buf text = {0}, want = {0}, b = {0};
	const struct xml_handler handler = {put_begin, put_end, put_text, &b};

	(void)state;
	buf_puts(&text, "<r>");
	buf_puts(&want, "<r>");
	for (int i = 0; i < 20000; i++) {
		buf_putf(&text, "<e a='一%d' b=''>二%d</e>", i, i * 7);
		buf_putf(&want, "<e a=一%d b=>二%d</e>", i, i * 7);
	}
	buf_puts(&text, "</r>");
	buf_puts(&want, "</r>");
	assert_true(xml_parse_events(text.p, text.n, &handler));
	assert_string_equal(b.p, want.p);
	buf_release(&text);
	buf_release(&want);
	buf_release(&b);
}

static void a_handler_need_not_care_for_text(void **state)
{
	struct buf b = {0};
	const struct xml_handler handler = {put_begin, put_end, NULL, &b};

	(void)state;
	assert_true(xml_parse_events("<a> x </a>", 10, &handler));
	assert_string_equal(b.p, "<a></a>");
	buf_release(&b);
}

static void a_tree_may_be_without_some_elements(void **state)
{
	static const char text[] = "<r>1<o>2<o>3</o><p/>4</o><p>5</p>6</r>";
	xmlDoc *tree = xml_parse_without(text, sizeof(text) - 1, "o");
	const xmlNode *root = xmlDocGetRootElement(tree);
	xmlChar *content = xmlNodeGetContent(root);

	(void)state;
	assert_string_equal(content, "156");
	assert_null(xml_child(root, "o"));
	assert_non_null(xml_child(root, "p"));
	xmlFree(content);
	xmlFreeDoc(tree);
	assert_null(xml_parse_without("<r><o></r></o>", 14, "o"));
	assert_null(xml_parse_without("<!DOCTYPE r><r/>", 16, "o"));
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
	        cmocka_unit_test(elements_have_a_depth),
	        cmocka_unit_test(markup_cannot_hide),
	        cmocka_unit_test(attributes_have_a_limit_together),
	        cmocka_unit_test(a_package_may_have_one_file),
	        cmocka_unit_test(a_package_may_state_any_size),
	        cmocka_unit_test(what_is_as_stated_is_read_at_once_and_checked),
	        cmocka_unit_test(events_are_what_the_text_says),
	        cmocka_unit_test(long_texts_come_whole),
	        cmocka_unit_test(a_handler_need_not_care_for_text),
	        cmocka_unit_test(a_tree_may_be_without_some_elements),
	        cmocka_unit_test(what_is_no_package_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
