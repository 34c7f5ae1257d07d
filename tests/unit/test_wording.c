/* SPDX-License-Identifier: MIT */
/* test_wording.c: the shipped checks of prose, each with texts that keep it and texts that do not.
 */
#include "report/checked.h"

/* Pieces of the consistent report that a case replaces. */
#define OVERVIEW "总体情况一段。"
#define PROBLEMS "问题一段。"
#define MATTERS "本年未收取信息处理费。"
#define TITLE "某市某局2024年政府信息公开工作年度报告"
#define PREAMBLE "根据《中华人民共和国政府信息公开条例》编制本报告。"

struct wording_case {
	const char *from, *to;
	const char *rule, *message; /* NULL: nothing is found */
};

static void check_cases(const struct wording_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct wording_case *c = &cases[i];
		struct trial t;

		trial_changed(&t, c->from, c->to);
		if (c->rule == NULL && t.f.dl.first != NULL)
			print_message("nothing is wrong in: %s\n", c->to);
		if (c->rule == NULL) {
			assert_no_findings(&t.f);
		} else {
			const struct diag *d = t.f.dl.first;

			if (d == NULL || d->next != NULL || strcmp(d->place.rule, c->rule) != 0 ||
			    strstr(d->message, c->message) == NULL) {
				fixture_tell(&t.f);
				fail_msg("%s with “%s” expected in: %s", c->rule, c->message,
				         c->to);
			}
			assert_int_equal(d->severity, DIAG_WARNING);
		}
		fixture_release(&t.f);
	}
}

static void numbers_of_requests_must_match_the_table(void **state)
{
	static const struct wording_case cases[] = {
	        {OVERVIEW, "2024年，共收到政府信息公开申请625件。", NULL, NULL},
	        {OVERVIEW, "2024年，共收到政府信息公开申请653件。", NULL, NULL}, /* with r2 */
	        {OVERVIEW, "全年受理申请六百二十五件。", NULL, NULL},
	        {OVERVIEW, "全年收到625件政府信息公开申请。", NULL, NULL},
	        {OVERVIEW, "全年收到政府信息公开申请６２５件。", NULL, NULL},
	        {OVERVIEW, "全年收到申请625件，其中甲局收到申请300件，乙局收到申请325件。", NULL,
	         NULL},
	        {OVERVIEW, "甲局收到申请300件。全年共收到申请625件。", NULL, NULL},
	        {OVERVIEW, "通过网络收到申请300件。", NULL, NULL},
	        {OVERVIEW, "2023年收到申请700件，较上年增长。", "TXT-NUM", "says 700"},
	        {OVERVIEW, "共收到申请625件，比2023年收到申请700件有所下降。", NULL, NULL},
	        {OVERVIEW, "全年收到举报申请12件。", NULL, NULL},
	        {OVERVIEW, "本年度收到依申请公开12件。", "TXT-NUM", "says 12"},
	        {OVERVIEW, "2024年，共收到政府信息公开申请12件。", "TXT-NUM",
	         "the text says 12 (“…信息公开申请12件。”), but the table has: row "
	         "“一、本年新收政府信息公开申请数量”, column “总计” 625, or row "
	         "“一、本年新收政府信息公开申请数量”, column “总计” 625 + row "
	         "“二、上年结转政府信息公开申请数量”, column “总计” 28 = 653; difference -613"},
	        {OVERVIEW, "全年收到政府信息公开申请1,625件。", "TXT-NUM", "says 1625"},
	        {OVERVIEW, "全年收到申请十二件。", "TXT-NUM", "says 12 "},
	        {OVERVIEW, "全年未收到政府信息公开申请。", "TXT-NUM", "says 0 "},
	        {OVERVIEW, "全年没有收到复议申请以外的文件。", NULL, NULL},
	        {OVERVIEW, "上年结转政府信息公开申请28件。", NULL, NULL},
	        {OVERVIEW, "上年度结转27件。", "TXT-NUM", "column “总计” 28; difference -1"},
	        {OVERVIEW, "结转下年度继续办理23件。", NULL, NULL},
	        {OVERVIEW, "结转至2025年办理24件。", "TXT-NUM", "says 24"},
	        {OVERVIEW, "办结政府信息公开申请630件。", NULL, NULL},
	        {OVERVIEW, "共答复630件，办理人大建议12件，答复政协提案9件。", NULL, NULL},
	        {OVERVIEW, "办结政府信息公开申请603件。", "TXT-NUM", "says 603"},
	        {OVERVIEW, "其中予以公开24件，部分公开30件，不予公开240件。", NULL, NULL},
	        {OVERVIEW, "其中不予公开241件。", "TXT-NUM", "= 240; difference 1"},
	        {OVERVIEW, "收到公民、法人和其他组织提出的政府信息公开申请625件。", NULL, NULL},
	        {OVERVIEW, "收到公民、法人和其他组织提出的政府信息公开申请12件。", "TXT-NUM",
	         "says 12"},
	        {OVERVIEW, "没有收到公民、法人或者其他组织提出的政府信息公开申请。", "TXT-NUM",
	         "says 0"},
	        {OVERVIEW, "收到书面、网络等形式政府信息公开申请12件。", "TXT-NUM", "says 12"},
	        {OVERVIEW, "申请人共提出政府信息公开申请12件。", "TXT-NUM", "says 12"},
	        {OVERVIEW, "政府信息公开申请数量为12件。", "TXT-NUM", "says 12"},
	        {OVERVIEW, "政府信息公开申请：新收12件。", "TXT-NUM", "says 12"},
	        {OVERVIEW, "公开信息30条，其中文件2件，收到申请12件。", "TXT-NUM", "says 12"},
	        {OVERVIEW, "我局接到依申请公开事项12件。", "TXT-NUM", "says 12"},
	        {OVERVIEW, "全年无依申请公开事项。", "TXT-NUM", "says 0"},
	        {OVERVIEW, "收到政府信息公开申请为零。", "TXT-NUM", "says 0"},
	        {OVERVIEW, "无政府信息公开申请逾期答复情况。", NULL, NULL},
	};

	(void)state;
	check_cases(cases, COUNT(cases));
}

/* Other things that offices count, in the same words. */
static void numbers_of_other_matters_are_left_alone(void **state)
{
	static const struct wording_case cases[] = {
	        {OVERVIEW, "全年受理行政许可申请120件，办结120件。", NULL, NULL},
	        {OVERVIEW, "受理公租房申请89件，收到低保申请356件。", NULL, NULL},
	        {OVERVIEW, "接到群众提出的救助申请12件。", NULL, NULL},
	        {OVERVIEW, "受理12345工单1200件，办结1198件。", NULL, NULL},
	        {OVERVIEW, "2023年度结转项目5件。", NULL, NULL},
	        {OVERVIEW, "编制依申请公开答复文书模板12件。", NULL, NULL},
	        {OVERVIEW, "提出改进政府信息公开申请办理的意见建议3条。", NULL, NULL},
	        {OVERVIEW, "作为行政复议机关，全年受理行政复议案件150件。", NULL, NULL},
	        {OVERVIEW, "出庭应诉行政诉讼案件12件。", NULL, NULL},
	};

	(void)state;
	check_cases(cases, COUNT(cases));
}

static void numbers_of_review_must_match_the_table(void **state)
{
	static const struct wording_case cases[] = {
	        {OVERVIEW, "因政府信息公开被申请行政复议10件，被提起行政诉讼32件。", NULL, NULL},
	        {OVERVIEW, "行政复议10件，其中纠正2件；行政诉讼直接起诉14件。", NULL, NULL},
	        {OVERVIEW, "被申请行政复议11件。", "TXT-NUM", "column “行政复议 总计” 10"},
	        {OVERVIEW, "被提起行政诉讼3件。", "TXT-NUM", "says 3"},
	        {OVERVIEW, "不存在被申请行政复议的情况。", "TXT-NUM", "says 0"},
	        {OVERVIEW, "未被提起行政诉讼。", "TXT-NUM", "= 32; difference -32"},
	        {OVERVIEW, "行政诉讼未出现败诉。", NULL, NULL},
	};

	(void)state;
	check_cases(cases, COUNT(cases));
}

static void years_in_the_text_must_be_the_reports(void **state)
{
	static const struct wording_case cases[] = {
	        {TITLE, "某局2023年政府信息公开工作年度报告", "TXT-YEAR", "the year 2023"},
	        {TITLE, "某局二〇二四年政府信息公开工作年度报告", NULL, NULL},
	        {TITLE, "某局二〇二三年政府信息公开工作年度报告", "TXT-YEAR", "the year 2023"},
	        {PREAMBLE, "本报告统计期限为2024年1月1日至12月31日。", NULL, NULL},
	        {PREAMBLE, "本报告统计期限为2023年1月1日至2023年12月31日。", "TXT-YEAR",
	         "but the report is for 2024"},
	        {PREAMBLE, "依据国办公开办函〔2021〕30号文件要求编制。", NULL, NULL},
	        {PREAMBLE, "现将2023年度政府信息公开工作年度报告公布如下。", "TXT-YEAR", "2023"},
	        {OVERVIEW, "较2023年增长，2019年5月15日起施行，2023年以来不断完善。", NULL, NULL},
	        {OVERVIEW, "2023年，我局共收到政府信息公开申请625件。", "TXT-YEAR", "2023"},
	        {OVERVIEW, "2024年，我局共收到政府信息公开申请625件。", NULL, NULL},
	};

	(void)state;
	check_cases(cases, COUNT(cases));
}

static void required_words_are_missed(void **state)
{
	static const struct wording_case cases[] = {
	        {TITLE, "某局政府信息公开工作年度报告", "TXT-TITLE", "does not state the year"},
	        {TITLE, "某局2024年工作总结", "TXT-TITLE", "政府信息公开工作年度报告"},
	        {TITLE, "2024年政府信息公开年报", NULL, NULL},
	        {TITLE, "政府信息公开工作2024年度报告", NULL, NULL},
	        {MATTERS, "无。", "TXT-FEE", "the table has fees"},
	        {MATTERS, "行政事业性收费12.5万元。", NULL, NULL},
	        {PROBLEMS, "无。", "TXT-EMPTY", "not say “无。”"},
	        {PROBLEMS, "我局政府信息公开工作不存在问题。", "TXT-EMPTY", "不存在问题"},
	        {PROBLEMS, "没有问题意识，对问题重视不够。", NULL, NULL},
	};

	(void)state;
	check_cases(cases, COUNT(cases));
}

static void fees_of_zero_need_no_words(void **state)
{
	struct trial t;

	(void)state;
	trial_changed(&t, "\"12.50\"", "\"0.00\"");
	assert_no_findings(&t.f);
	fixture_release(&t.f);
}

static void an_empty_section_lacks_no_words(void **state)
{
	struct trial t;

	(void)state;
	trial_changed(&t, "[\"" MATTERS "\"]", "[]");
	assert_string_equal(fixture_only(&t.f)->place.rule, "EMPTY");
	fixture_release(&t.f);
}

static void leftovers_of_programs_are_found(void **state)
{
	static const struct wording_case cases[] = {
	        {OVERVIEW, "总体[bookmark: _GoBack]情况。", "TXT-LEFT", "“[bookmark: _GoBack]”"},
	        {OVERVIEW, "<!--[if !supportLists]一是公开。", "TXT-LEFT",
	         "“<!--[if !supportLists]”"},
	        {OVERVIEW, "见Error! Reference source not found.。", "TXT-LEFT", "Error!"},
	        {OVERVIEW, "见错误！未找到引用源。", "TXT-LEFT", "错误！未找到引用源"},
	        {OVERVIEW, "<p>总体情况。", "TXT-LEFT", "“<p>”"},
	        {OVERVIEW, "总体情况&nbsp;一段。", "TXT-LEFT", "“&nbsp;”"},
	        {OVERVIEW, "增幅<5%且>3%，A&B公司。", NULL, NULL},
	};

	(void)state;
	check_cases(cases, COUNT(cases));
}

static void punctuation_between_han_must_be_full_width(void **state)
{
	static const struct wording_case cases[] = {
	        {OVERVIEW, "总体情况,一段。", "TXT-HALF", "“,” in “总体情况,一段。”"},
	        {OVERVIEW, "总体情况.", "TXT-HALF", "“.”"},
	        {OVERVIEW, "总体情况, 一段。", "TXT-HALF", "“,”"},
	        {OVERVIEW, "总体情况（试点）,一段。", "TXT-HALF", "“,”"},
	        {OVERVIEW, "增长34.3%,一段。", "TXT-HALF", "“,”"},
	        {OVERVIEW, "总体,2件。", "TXT-HALF", "“,”"},
	        {OVERVIEW, "总体(含下属)。", "TXT-HALF", "“(”"},
	        {OVERVIEW, "总体情况\\\"一段。", "TXT-HALF", "“\"”"},
	        {OVERVIEW, "增长1.5%，1,234条，见www.gov.cn，（2024）。", NULL, NULL},
	};

	(void)state;
	check_cases(cases, COUNT(cases));
}

static void sentences_must_end_in_punctuation(void **state)
{
	static const struct wording_case cases[] = {
	        {OVERVIEW, "总体情况良好，进展顺利", "TXT-STOP",
	         "without punctuation: “…良好，进展顺利”"},
	        {OVERVIEW, "总体情况", NULL, NULL},
	        {OVERVIEW, "改进情况：", NULL, NULL},
	        {OVERVIEW, "见《条例》（国令第711号），“四公开”", NULL, NULL},
	        {OVERVIEW, "深度有待提升当前公开的内容不多。", "TXT-STOP",
	         "a full stop seems to be missing in “深度有待提升当前公开的内…”"},
	        {OVERVIEW, "深度有待提升。当前公开的内容不多，质量有待提高。", NULL, NULL},
	        {OVERVIEW, "一是公开不及时二是解读不到位。", "TXT-STOP", "二是解读"},
	};

	(void)state;
	check_cases(cases, COUNT(cases));
}

static void numbering_must_be_consecutive(void **state)
{
	static const struct wording_case cases[] = {
	        {"（一）主动公开", "（二）主动公开", "TXT-LEVEL",
	         "“（二）主动公开”: numbered 2; 1 expected"},
	        {"\"主动公开一段。\"", "\"一段。\", {\"heading\": \"（二）管理\"}", NULL, NULL},
	        {"\"主动公开一段。\"", "\"一段。\", {\"heading\": \"（三）管理\"}", "TXT-LEVEL",
	         "numbered 3; 2 expected"},
	        {"\"主动公开一段。\"", "\"一段。\", {\"heading\": \"（一）管理\"}", "TXT-LEVEL",
	         "numbered 1; 2 expected"},
	        {"\"主动公开一段。\"", "{\"heading\": \"1.公开\"}, {\"heading\": \"2.解读\"}", NULL,
	         NULL},
	        {"\"主动公开一段。\"", "{\"heading\": \"（1）公开\"}", "TXT-LEVEL",
	         "level 4, but nothing above it is numbered as level 3"},
	        {"{\"heading\": \"（一）主动公开\"}",
	         "{\"heading\": \"1.公开\"}, {\"heading\": \"（一）管理\"}", "TXT-LEVEL",
	         "level 3, but nothing above it is numbered as level 2"},
	        /* third levels start again under each second level */
	        {"\"主动公开一段。\"",
	         "{\"heading\": \"1.公开\"}, {\"heading\": \"2.解读\"}, {\"heading\": "
	         "\"（二）管理\"}, "
	         "{\"heading\": \"1.回应\"}",
	         NULL, NULL},
	        {"\"主动公开一段。\"",
	         "{\"heading\": \"1.公开\"}, {\"heading\": \"（二）管理\"}, {\"heading\": "
	         "\"2.回应\"}",
	         "TXT-LEVEL", "numbered 2; 1 expected"},
	        {"\"主动公开一段。\"", "\"1.公开。\", \"2.解读。\", \"1.再一项。\"", NULL, NULL},
	        {"\"主动公开一段。\"", "\"1.公开。\", \"3.解读。\"", "TXT-LEVEL", "numbered 3"},
	        {OVERVIEW, "一是公开。二是解读；三是回应。", NULL, NULL},
	        {OVERVIEW, "一是公开。二是解读；二是回应。", "TXT-LEVEL", "numbered 2; 3 expected"},
	        {OVERVIEW, "一是公开。三是回应。", "TXT-LEVEL", "numbered 3; 2 expected"},
	        {OVERVIEW, "主要特点之一是公开，统一是要求，其二是解读。", NULL, NULL},
	};

	struct trial t;
	const struct diag_place *place;

	(void)state;
	check_cases(cases, COUNT(cases));
	trial_changed(&t, "{\"heading\": \"（一）主动公开\"}",
	              "{\"heading\": \"1.公开\"}, {\"heading\": \"（一）管理\"}");
	place = &fixture_only(&t.f)->place;
	assert_memory_equal(place->source->text + place->off, "1.公", strlen("1.公"));
	fixture_release(&t.f);
}

static void personal_data_is_reported_without_quoting_it(void **state)
{
	static const struct wording_case cases[] = {
	        /* A made-up number with the right check digit, and one with a wrong one. */
	        {OVERVIEW, "申请人11010519491231002X。", "TXT-PERSON", "identity number"},
	        {OVERVIEW, "申请人110105194912310021。", NULL, NULL},
	        {OVERVIEW, "申请人手机13800138000。", "TXT-PERSON", "mobile"},
	        {OVERVIEW, "咨询电话：13800138000。", NULL, NULL},
	        {PREAMBLE, "电话13800138000。", NULL, NULL},
	};
	struct trial t;

	(void)state;
	check_cases(cases, COUNT(cases));
	trial_changed(&t, OVERVIEW, "申请人手机13800138000。");
	assert_null(strstr(fixture_only(&t.f)->message, "138"));
	fixture_release(&t.f);
}

static void a_finding_in_the_prose_has_its_place_and_its_cells(void **state)
{
	struct expected want = {"TXT-NUM", "/overview/0", "27件", "says 27"};
	struct trial t;
	const struct diag *d;

	(void)state;
	trial_changed(&t, OVERVIEW, "\\u4e0a年结转27件。");
	d = fixture_only(&t.f);
	assert_finding(&t.f, d, &want);
	assert_string_equal(d->sum->left, "27");
	assert_string_equal(d->sum->right, "28");
	assert_string_equal(d->sum->difference, "-1");
	assert_int_equal(d->sum->cell_n, 1);
	assert_string_equal(d->sum->cells[0], "/requests/carried_in/6");
	fixture_release(&t.f);
}

static void texts_are_not_compared_with_blank_or_broken_cells(void **state)
{
	static const char *const rows[] = {"null", "[1, 2]", "[2, 7, 1, 8, 2, 8, \"若干\"]"};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct trial t = {0};
		char *text;

		fixture_shipped_form(&t.f);
		text = arena_strdup(&t.f.arena,
		                    fixture_file(&t.f, "tests/unit/report/consistent.json"));
		text = arena_printf(&t.f.arena, "%.*s上年结转99件。%s",
		                    (int)(strstr(text, OVERVIEW) - text), text,
		                    strstr(text, OVERVIEW) + strlen(OVERVIEW));
		text = arena_printf(&t.f.arena, "%.*s%s%s",
		                    (int)(strstr(text, "[2, 7, 1, 8, 2, 8, 28]") - text), text,
		                    rows[i], strstr(text, ",\n    \"results\""));
		trial_check(&t, text);
		for (const struct diag *d = t.f.dl.first; d != NULL; d = d->next)
			assert_string_not_equal(d->place.rule, "TXT-NUM");
		fixture_release(&t.f);
	}
}

/* The shipped checks: personal data, leftovers and marks in tables, sentences in prose only. */
static void tables_in_prose_are_searched_for_what_must_not_be_published(void **state)
{
#define AROUND(cell)                                                                                \
	OVERVIEW "\", {\"table\": {\"columns\": [{\"text\": \"姓名\"}], \"rows\": [{\"values\": " \
	         "[" cell "]}]}}, \"又一段。"
	static const struct wording_case cases[] = {
	        {OVERVIEW, AROUND("\"11010519491231002X\""), "TXT-PERSON", "identity number"},
	        {OVERVIEW, AROUND("\"13800138000\""), "TXT-PERSON", "mobile"},
	        {OVERVIEW, AROUND("13800138000"), NULL, NULL}, /* a figure */
	        {OVERVIEW, AROUND("\"<p>甲\""), "TXT-LEFT", "“<p>”"},
	        {OVERVIEW, AROUND("\"甲(乙\""), "TXT-HALF", "“(”"},
	        {OVERVIEW, AROUND("\"甲，乙，未完\""), NULL, NULL},
	        {OVERVIEW, AROUND("\"收到申请12件\""), NULL, NULL},
	};

	(void)state;
	check_cases(cases, COUNT(cases));
}

/* In an inner list of the second paragraph; each is found at the very item. */
static void faults_in_lists_stand_at_their_item(void **state)
{
	static const struct {
		const char *text, *rule, *at; /* rule NULL: nothing is found */
	} cases[] = {
	        {"见<p>甲。", "TXT-LEFT", "<p>"},
	        {"申请人手机13800138000。", "TXT-PERSON", "13800138000"},
	        {"全年收到政府信息公开申请12件。", "TXT-NUM", "12件"},
	        {"全年收到政府信息公开申请625件。", NULL, NULL},
	        {"没有句号；", NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = {0};
		struct trial t;
		const struct diag *d;

		trial_changed(&t, OVERVIEW,
		              arena_printf(&a,
		                           OVERVIEW "\", {\"list\": [\"甲。\", {\"text\": "
		                                    "\"乙。\", \"list\": [\"%s\"]}]}, \"丙。",
		                           cases[i].text));
		if (cases[i].rule == NULL) {
			assert_no_findings(&t.f);
		} else {
			d = fixture_only(&t.f);
			assert_string_equal(d->place.rule, cases[i].rule);
			assert_string_equal(d->place.pointer, "/overview/1/list/1/list/0");
			assert_memory_equal(t.f.source.text + d->place.off, cases[i].at,
			                    strlen(cases[i].at));
		}
		fixture_release(&t.f);
		arena_release(&a);
	}
}

/* ---- limits ---- */

static char *repeat(struct arena *a, const char *s, size_t n)
{
	char *text = arena_alloc(a, n * strlen(s) + 1);

	for (size_t i = 0; i < n; i++)
		memcpy(text + i * strlen(s), s, strlen(s));
	return text;
}

static void of_very_many_matches_some_are_reported_and_the_rest_counted(void **state)
{
	struct trial t;
	struct arena a = {0};
	size_t n = 0;

	(void)state;
	trial_changed(&t, OVERVIEW, repeat(&a, "情,", 100));
	for (const struct diag *d = t.f.dl.first; d != NULL; d = d->next)
		n += strcmp(d->place.rule, "TXT-HALF") == 0;
	assert_int_equal(n, 21);
	assert_non_null(strstr(fixture_finding(&t.f, 20)->message, "80 more places"));
	fixture_release(&t.f);
	arena_release(&a);
}

static void a_text_that_is_too_long_is_not_searched(void **state)
{
	struct trial t;
	struct arena a = {0};

	(void)state;
	trial_changed(&t, OVERVIEW, arena_printf(&a, "%s,情。", repeat(&a, "情况。", 10000)));
	assert_string_equal(fixture_only(&t.f)->place.rule, "TXT-LONG");
	fixture_release(&t.f);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(numbers_of_requests_must_match_the_table),
	        cmocka_unit_test(numbers_of_other_matters_are_left_alone),
	        cmocka_unit_test(numbers_of_review_must_match_the_table),
	        cmocka_unit_test(years_in_the_text_must_be_the_reports),
	        cmocka_unit_test(required_words_are_missed),
	        cmocka_unit_test(fees_of_zero_need_no_words),
	        cmocka_unit_test(an_empty_section_lacks_no_words),
	        cmocka_unit_test(leftovers_of_programs_are_found),
	        cmocka_unit_test(punctuation_between_han_must_be_full_width),
	        cmocka_unit_test(sentences_must_end_in_punctuation),
	        cmocka_unit_test(numbering_must_be_consecutive),
	        cmocka_unit_test(personal_data_is_reported_without_quoting_it),
	        cmocka_unit_test(a_finding_in_the_prose_has_its_place_and_its_cells),
	        cmocka_unit_test(texts_are_not_compared_with_blank_or_broken_cells),
	        cmocka_unit_test(tables_in_prose_are_searched_for_what_must_not_be_published),
	        cmocka_unit_test(of_very_many_matches_some_are_reported_and_the_rest_counted),
	        cmocka_unit_test(a_text_that_is_too_long_is_not_searched),
	        cmocka_unit_test(faults_in_lists_stand_at_their_item),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
