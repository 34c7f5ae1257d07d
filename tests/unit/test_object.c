/* SPDX-License-Identifier: MIT */
/* Objects read with member tables. */
#include "report/fixture.h"

#include "base/distance.h"
#include "base/utf8.h"
#include "json/object.h"

static size_t distance(const char *s, const char *t)
{
	uint32_t a[16], b[16];
	size_t n = 0, m = 0;

	for (const char *end = s + strlen(s); s < end; n++)
		a[n] = utf8_next(&s, end);
	for (const char *end = t + strlen(t); t < end; m++)
		b[m] = utf8_next(&t, end);
	return distance_measure(a, n, b, m);
}

static void a_distance_counts_slips_of_typing(void **state)
{
	(void)state;
	assert_int_equal(distance("received", "received"), 0);
	assert_int_equal(distance("recieved", "received"), 1); /* a swap is one slip */
	assert_int_equal(distance("caried_out", "carried_out"), 1);
	assert_int_equal(distance("总和计", "总计"), 1); /* code points, not bytes */
	assert_int_equal(distance("", "总计"), 2);
}

static void an_excerpt_is_short_and_fits_one_line(void **state)
{
	struct arena a = {0};
	const char *text = "a\nb\x1B\xE2\x80\xAE"
	                   "c";
	struct buf b = {0};

	(void)state;
	assert_string_equal(member_excerpt(&a, text, strlen(text)), "a\\u000ab\\u001b\\u202ec");
	for (int i = 0; i < 100; i++)
		buf_puts(&b, "字");
	text = member_excerpt(&a, b.p, b.n);
	assert_int_equal(strlen(text), 41 * 3);
	assert_string_equal(text + 40 * 3, "…");
	buf_release(&b);
	arena_release(&a);
}

/* ---- reading ---- */

enum shape { SHAPE_ROUND = 3, SHAPE_SQUARE = 7 };

struct thing {
	const char *name, *line;
	const struct json *name_at;
	enum shape shape;
	bool flag, wide;
	int whole, milli;
	lu length;
	size_t part_n;
};

static void count_parts(const struct object_reader *rr, const struct json *at, void *to)
{
	(void)rr;
	((struct thing *)to)->part_n += at->count;
}

#define AT(field) MEMBER_AT(struct thing, field)

static const struct member_word shapes[] = {
        {"round", SHAPE_ROUND}, {"square", SHAPE_SQUARE}, {NULL, 0}};
static const struct member_word widths[] = {{"narrow", false}, {"wide", true}, {NULL, 0}};
static const struct member members[] = {
        {"name", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(name), .at = AT(name_at)},
        {"line", MEMBER_LINE, .max = 3, .to = AT(line)},
        {"shape", MEMBER_WORD, .words = shapes, .nullable = true, .to = AT(shape)},
        {"width", MEMBER_EITHER, .words = widths, .to = AT(wide)},
        {"flag", MEMBER_FLAG, .to = AT(flag)},
        {"only", MEMBER_TRUE},
        {"whole", MEMBER_WHOLE, .min = 1, .max = 9, .only = MEMBER_WITHOUT, .to = AT(whole)},
        {"milli", MEMBER_MILLI, .max = 2, .only = MEMBER_WITHOUT, .to = AT(milli),
         .refuse = "not with parts"},
        {"mm", MEMBER_MM, .to = AT(length)},
        {"parts", MEMBER_ARRAY, .min = 1, .read = count_parts},
        {"label", MEMBER_KEY, .required = MEMBER_WITH},
};
static const struct object type = {.name = "thing", OBJECT_MEMBERS(members), .split = "parts"};

static bool read_thing(struct fixture *f, const char *text, struct thing *ret)
{
	static const struct object_rules rules = {.key = "K",
	                                          .type = "T",
	                                          .missing = "M",
	                                          .nul = "N",
	                                          .unseen = "U",
	                                          .missing_at_key = true};
	struct object_reader rr = {&f->arena, &f->source, &f->dl, &rules, NULL};

	*ret = (struct thing){0};
	f->source = fixture_source(f, "thing", text);
	fixture_parse(f, &f->source);
	return object_read(&rr, &type, f->root, ret);
}

static void values_are_stored_as_the_table_says(void **state)
{
	struct fixture f = {0};
	struct thing t;

	(void)state;
	assert_true(read_thing(&f,
	                       "{'name':'甲','line':'一二三','shape':'square','width':'wide',"
	                       "'flag':true,'only':true,'whole':9.0,'milli':0.25,'mm':10}",
	                       &t));
	assert_no_findings(&f);
	assert_string_equal(t.name, "甲");
	assert_string_equal(t.line, "一二三");
	assert_string_equal(json_pointer(&f.arena, t.name_at), "/name");
	assert_int_equal(t.shape, SHAPE_SQUARE);
	assert_true(t.wide && t.flag);
	assert_int_equal(t.whole, 9);
	assert_int_equal(t.milli, 250);
	assert_int_equal(t.length, lu_from_milli_mm(10000));
	assert_true(read_thing(&f, "{'name':'甲','shape':null,'parts':[1,2],'label':'a_1'}", &t));
	assert_no_findings(&f);
	assert_int_equal(t.shape, 0);
	assert_int_equal(t.part_n, 2);
	fixture_release(&f);
}

static void faults_of_members_are_found_at_their_place(void **state)
{
	static const struct {
		const char *text;
		struct expected want;
	} cases[] = {
	        {"[]", {"T", "", "[]", "an object expected, found an array"}},
	        {"{}", {"M", "/name", "{}", "“name” is missing"}},
	        {"{'name':1}", {"T", "/name", "1", "a string expected, found a number"}},
	        {"{'name':'\u3000'}", {"T", "/name", "'\u3000'", "empty or blank"}},
	        {"{'name':'a\\u0000'}", {"N", "/name", "\\u0000", "U+0000"}},
	        {"{'name':'a','line':'abcd'}", {"T", "/line", "'abcd'", "at most 3 characters"}},
	        {"{'name':'a','shape':'x'}",
	         {"T", "/shape", "'x'", "“round” or “square” expected, found “x”"}},
	        {"{'name':'a','flag':null}", {"T", "/flag", "null", "true or false"}},
	        {"{'name':'a','only':false}", {"T", "/only", "false", "can only be true"}},
	        {"{'name':'a','whole':10}",
	         {"T", "/whole", "10", "a whole number from 1 to 9 expected, found 10"}},
	        {"{'name':'a','whole':'2'}",
	         {"T", "/whole", "'2'", "found “2”; write 2, without quotation marks"}},
	        {"{'name':'a','whole':'2年'}",
	         {"T", "/whole", "'2年'", "found “2年”; write 2, without quotation marks"}},
	        {"{'name':'a','milli':2.5}", {"T", "/milli", "2.5", "above 0 and at most 2"}},
	        {"{'name':'a','mm':-1}", {"T", "/mm", "-1", "a length from 0"}},
	        {"{'name':'a','parts':[],'label':'b'}", {"T", "/parts", "[]", "1 or more items"}},
	        {"{'name':'a','parts':[1]}", {"M", "/label", "{'name'", "“label” is missing"}},
	        {"{'name':'a','label':'甲'}", {"T", "/label", "'甲'", "only contain the letters"}},
	        {"{'name':'a','whole':1,'parts':[1],'label':'b'}",
	         {"K", "/whole", "'whole'", "unknown key “whole”"}},
	        {"{'name':'a','milli':1,'parts':[1],'label':'b'}",
	         {"T", "/milli", "1,'parts'", "not with parts"}},
	        {"{'name':'a','shap':'round'}", {"K", "/shap", "'shap'", "did you mean “shape”?"}},
	        {"{'na\u200bme':'a','name':'a'}",
	         {"K", "/na\u200bme", "'na\u200bme'",
	          "it has invisible characters (U+200B); “name” expected"}},
	        {"{'name':'a\u200eb\u2009c'}",
	         {"U", "/name", "'a\u200eb",
	          "invisible characters expected, found U+200E, U+2009"}},
	        /* Nothing of it is like any key: a guess would mislead. */
	        {"{'name':'a','总和计':1}", {"K", "/总和计", "'总和计'", "unknown key “总和计”"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct fixture f = {0};
		struct thing t;
		bool is_object = read_thing(&f, cases[i].text, &t);

		assert_int_equal(is_object, i > 0);
		assert_finding(&f, fixture_only(&f), &cases[i].want);
		fixture_release(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_distance_counts_slips_of_typing),
	        cmocka_unit_test(an_excerpt_is_short_and_fits_one_line),
	        cmocka_unit_test(values_are_stored_as_the_table_says),
	        cmocka_unit_test(faults_of_members_are_found_at_their_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
