/* SPDX-License-Identifier: MIT */
/* Run-in headings, and sections below the text. */
#include "report/bound.h"
#include "report/dump.h"

#include "report/numbering.h"

#define CLOSING                                                                                    \
	"{'key':'p','body':'prose'},"                                                              \
	"{'key':'list','body':'attachments','label':'附件：','number':'{n}.'},"                 \
	"{'key':'sign','body':'signature'},"                                                       \
	"{'key':'remark','body':'note','note':'（{text}）'},"                                    \
	"{'key':'foot','body':'imprint','copies':'抄送：{text}。','printed':'{date}印发'}"
#define WITH(members) "{'title':'题','organ':'机','year':2024," members "}"

static const struct report *read_report(struct fixture *f, const char *text)
{
	const struct report *r;

	*f = (struct fixture){0};
	assert_int_equal(fixture_form(f, LAYOUT(CLOSING, "")), RC_OK);
	(void)!fixture_report(f, text, &r);
	return r;
}

static void everything_below_the_text_is_dumped_fact_by_fact(void **state)
{
	struct fixture f;
	struct buf b = {0};
	const struct report *r = read_report(
	        &f, WITH("'p':[{'heading':'（一）题。','text':'文。'}],'list':['表甲','表乙'],"
	                 "'sign':{'organ':['机关甲','机关乙'],'date':'2025-01-05'},"
	                 "'remark':'公开','foot':{'copies':'各区','organ':'办公室',"
	                 "'date':'2025-01-06'}"));

	(void)state;
	assert_no_findings(&f);
	report_dump(&b, r);
	assert_non_null(strstr(b.p, "section p\n"
	                            "  heading 2 \"（一）题。\"\n"
	                            "    text \"文。\"\n"
	                            "section list\n"
	                            "  item \"表甲\"\n"
	                            "  item \"表乙\"\n"
	                            "section sign\n"
	                            "  organ \"机关甲\"\n"
	                            "  organ \"机关乙\"\n"
	                            "  date 2025-01-05\n"
	                            "section remark\n"
	                            "  item \"公开\"\n"
	                            "section foot\n"
	                            "  item \"各区\"\n"
	                            "  organ \"办公室\"\n"
	                            "  date 2025-01-06\n"));
	buf_release(&b);
	fixture_release(&f);
}

static void faults_below_the_text_are_found_at_their_place(void **state)
{
	static const struct {
		const char *report;
		struct expected want;
	} cases[] = {
	        {WITH("'list':'表'"), {"TYPE", "/list", "'表'", "an array of titles expected"}},
	        {WITH("'list':['表',7]"), {"TYPE", "/list/1", "7]", "a string expected"}},
	        {WITH("'list':['表','']"), {"TYPE", "/list/1", "'']", "empty"}},
	        {WITH("'sign':'机'"), {"TYPE", "/sign", "'机'}", "an object expected"}},
	        {WITH("'sign':{'organ':['甲',[]]}"), {"TYPE", "/sign/organ/1", "[]", "a string"}},
	        {WITH("'sign':{'organs':[]}"), {"KEY", "/sign/organs", "'organs'", "organ"}},
	        {WITH("'remark':['公开']"), {"TYPE", "/remark", "['公", "a string expected"}},
	        {WITH("'foot':{'date':'2025-01-06'}"),
	         {"MISSING", "/foot/organ", "{'date'", "“organ” is missing"}},
	        {WITH("'foot':{'organ':'办'}"),
	         {"MISSING", "/foot/date", "{'organ':'办'", "“date” is missing"}},
	        {WITH("'foot':{'organ':'办','date':'2025-02-30'}"),
	         {"TYPE", "/foot/date", "'2025-02-30'", "a valid date"}},
	        {WITH("'foot':[]"), {"TYPE", "/foot", "[]", "an object expected"}},
	        {WITH("'p':[{'heading':'（一）题。','text':7}]"),
	         {"TYPE", "/p/0/text", "7}", "a string expected"}},
	        {WITH("'p':[{'text':'文。'}]"),
	         {"TYPE", "/p/0", "{'text'",
	          "“table”, “picture” or “chart” expected, found an object"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct fixture f;

		(void)read_report(&f, cases[i].report);
		assert_finding(&f, fixture_only(&f), &cases[i].want);
		fixture_release(&f);
	}
}

static void numbers_have_levels(void **state)
{
	static const struct {
		const char *text;
		int level;
	} cases[] = {
	        {"一、总体情况", 1},   {"二十一、其他", 1}, {"（一）主动公开", 2},
	        {"(十二)主动公开", 2}, {"㈡主动公开", 2},   {"1.财政", 3},
	        {"１．财政", 3},       {"2、财政", 3},      {"（1）预算", 4},
	        {"(１２) 预算", 4},    {"3）预算", 4},      {"①预算", 4},
	        {"⑵预算", 4},          {"　 一、总体", 1},  {"1.5万件", 0},
	        {"2024年", 0},         {"一是公开", 0},     {"（甲）", 0},
	        {"（一", 0},           {"、", 0},           {"", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (numbering_level(cases[i].text, strlen(cases[i].text)) != cases[i].level)
			fail_msg("%s: level %d expected", cases[i].text, cases[i].level);
}

#define TEN "一二三四五六七八九十"

static void a_run_in_heading_is_a_numbered_sentence_followed_by_text(void **state)
{
	static const struct {
		const char *heading, *rest;
	} cases[] = {
	        {"（一）主动公开。", "全年公开。"},
	        {"(一)主动公开。", "　全年公开。"},
	        {"（一）" TEN TEN "一二三四五六七八九。", "文"}, /* 30 characters */
	        {"", "（一）" TEN TEN TEN "。文"},
	        {"", "（一）主动公开。"},
	        {"", "（一）主动公开。　"},
	        {"", "（一）主动公开，全年"},
	        {"", "（一）。全年"},
	        {"", "一、主动公开。全年公开。"},
	        {"", "1.主动公开。全年公开。"},
	        {"", "主动公开。全年公开。"},
	        {"", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char text[256];
		size_t n;

		snprintf(text, sizeof(text), "%s%s", cases[i].heading, cases[i].rest);
		n = numbering_run_in(text, strlen(text));
		if (n != strlen(cases[i].heading))
			fail_msg("%s: a heading of %zu bytes", text, n);
	}
}

static void a_headings_full_stop_can_be_left_off(void **state)
{
	(void)state;
	assert_int_equal(numbering_without_stop("题。", 6), 3);
	assert_int_equal(numbering_without_stop("题", 3), 3);
	assert_int_equal(numbering_without_stop("。", 3), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(everything_below_the_text_is_dumped_fact_by_fact),
	        cmocka_unit_test(faults_below_the_text_are_found_at_their_place),
	        cmocka_unit_test(numbers_have_levels),
	        cmocka_unit_test(a_run_in_heading_is_a_numbered_sentence_followed_by_text),
	        cmocka_unit_test(a_headings_full_stop_can_be_left_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
