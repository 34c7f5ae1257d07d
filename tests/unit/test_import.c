/* SPDX-License-Identifier: MIT */
/* Documents as short texts, with a small layout; tests/import has whole ones. */
#include "import_trial.h"

/* Neither words to be recognised nor texts and figures keep what nobody sees. */
static void what_nobody_sees_is_left_out(void **state)
{
	static const char
	        text[] = "市\u2060局2024\u200e年报\n一、概\u034f况说明\n甲\u2009乙\u2066丙\u2069丁"
	                 "\u00ad戊\u200f。\u2060 \n"
	                 "葛\U000E0100城\uFE0F区。\n二、表\U000E0001格部分\n",
	        html[] = "<html><body><p>市局2024年报</p><p>一、概况说明</p><p>共3<b>\u202e</b>2"
	                 "\u202c件\u2028其他</p></body></html>";
	struct trial t;

	(void)state;
	trial_text(&t, "a.txt", text);
	assert_string_equal(at(&t, "title"), "市局2024年报");
	assert_string_equal(at(&t, "p/0"), "甲 乙丙丁戊。");
	assert_string_equal(at(&t, "p/1"), "葛\U000E0100城区。");
	fixture_release(&t.f);
	trial_text(&t, "a.html", html);
	assert_string_equal(at(&t, "p/0"), "共32件 其他");
	assert_message(&t, DIAG_WARNING, "(U+202E, U+202C) are left out; check it");
	fixture_release(&t.f);
}

/* ---- wording ---- */

#define TEN "甲乙丙丁戊己庚辛壬癸"
#define FORTY TEN TEN TEN TEN
#define LONG FORTY FORTY FORTY FORTY /* DISTANCE_MAX characters */

static int likeness(const char *found, const char *wanted)
{
	static const char *const marks[] = {"（续）"};
	const struct form_texts dropped = {marks, 1};
	struct arena a = {0};
	struct norm x = norm_text(&a, found, &dropped), y = norm_text(&a, wanted, NULL);
	int value = norm_likeness(&x, &y);

	arena_release(&a);
	return value;
}

static void wording_is_compared_as_people_read_it(void **state)
{
	(void)state;
	assert_int_equal(likeness("１、属于 国家　秘密", "1.属于|国家秘密"), NORM_SAME);
	assert_int_equal(likeness("（三）不予公开（续）", "(三)不予公开"), NORM_SAME);
	assert_int_equal(likeness("“三安全一稳定”", "三安全一稳定"), NORM_SAME);
	assert_true(likeness("2.重复申请", "3.重复申请") > NORM_LEAST);
	assert_true(likeness("重复申请", "2.重复申请") > NORM_LEAST);
	assert_true(likeness("（二）部分公开", "（二）部分公开（区分处理的）") > NORM_LEAST);
	assert_true(likeness("结转下年度继续办埋", "结转下年度继续办理") > NORM_LEAST);
	assert_true(likeness("重复申请件", "重复申请") > NORM_LEAST);
	assert_true(likeness("重复申请", "重复申请件") > NORM_LEAST);
	assert_int_equal(likeness("重复申情", "重复申请"), 0);
	assert_int_equal(likeness("其它", "其他"), 0);
	assert_int_equal(likeness("结果维持", "结果纠正"), 0);
	assert_int_equal(likeness("行政处罚", "行政强制"), 0);
	assert_int_equal(likeness("1.", "2."), 0);
	assert_int_equal(likeness("3年以上", "5年以上"), 0); /* no numbering */
	/* Of a longer text only the beginning is known. */
	assert_int_equal(likeness(LONG "乙", LONG), 0);
	assert_int_equal(likeness(LONG, LONG "乙"), 0);
	assert_int_equal(likeness(LONG, LONG), NORM_SAME);
	assert_int_equal(likeness("", "规章"), 0);
	assert_int_equal(likeness("。", "．"), NORM_SAME);
	assert_int_equal(likeness("上年结转政府信息公开申请数量", "本年新收政府信息公开申请数量"),
	                 0);
}

static bool match(const char *phrase, const char *text, struct phrase_match *ret)
{
	const struct form_texts phrases = {&phrase, 1};

	return phrase_match(&phrases, text, ret);
}

static void phrases_read_numbers_of_all_kinds(void **state)
{
	static const char date[] = "{y}年{m}月{d}日";
	struct phrase_match m;

	(void)state;
	assert_true(match(date, "2024 年 1 月 9 日", &m));
	assert_int_equal(m.date.day, 9);
	assert_true(match(date, "二〇二四年十二月三十一日", &m));
	assert_int_equal(m.date.year, 2024);
	assert_int_equal(m.date.month, 12);
	assert_int_equal(m.date.day, 31);
	assert_true(match(date, "二O二四年十月二十日", &m));
	assert_int_equal(m.date.year * 10000 + m.date.month * 100 + m.date.day, 20241020);
	assert_true(match(date, "２０２４年１月２日", &m));
	assert_false(match(date, "2024年1月2日。至今", &m));
	assert_false(match(date, "2024年1月", &m));
	assert_true(match("— {n} —", "－12－", &m));
	assert_false(match("— {n} —", "12", &m));
	assert_false(match("{year}年", "24年", &m));
	assert_true(match("{organ}{year}年报", "市局2024年报", &m));
	assert_int_equal(m.organ_n, strlen("市局"));
	assert_false(match("{organ}年报", "全文。年报", &m));
	assert_true(match("{第{n} 页", "{第 3 页", &m));
}

static void count(void *ctx, const struct phrase_match *m)
{
	*(int *)ctx += m->year == 2024;
}

static void a_search_finds_every_place(void **state)
{
	static const char *const years[] = {"{year}年"};
	const struct form_texts patterns = {years, 1};
	int n = 0;

	(void)state;
	phrase_search(&patterns, "2024年与2023年，12024年不是，2024 年是", 1000, count, &n);
	assert_int_equal(n, 2);
	phrase_search(&patterns, "", 1000, count, &n);
	assert_int_equal(n, 2);
}

static void kinds_of_values_are_distinguished(void **state)
{
	static const struct {
		const char *text;
		enum value_kind kind;
		const char *plain;
		bool changed;
	} cases[] = {
	        {"", VALUE_BLANK, "", false},
	        {"无", VALUE_NOTHING, NULL, false},
	        {"/", VALUE_SLASH, "/", false},
	        {"／", VALUE_SLASH, "/", true},
	        {"12.50", VALUE_NUMBER, "12.50", false},
	        {"１２", VALUE_NUMBER, "12", true},
	        {"1,234.5", VALUE_NUMBER, "1234.5", true},
	        {"1,23", VALUE_TEXT, NULL, false},
	        {",123", VALUE_TEXT, NULL, false},
	        {"1234,567", VALUE_TEXT, NULL, false},
	        {"1e9", VALUE_TEXT, NULL, false},
	        {"+5", VALUE_NUMBER, "5", true},
	        {".5", VALUE_TEXT, NULL, false},
	        {"+", VALUE_TEXT, NULL, false},
	        {"9999999999999999999999", VALUE_TEXT, NULL, false},
	        {"12件", VALUE_TEXT, NULL, false},
	        {"-", VALUE_TEXT, NULL, false},
	};
	struct fixture f = {0};

	(void)state;
	assert_int_equal(fixture_form(&f, IMPORT_LAYOUT), RC_OK);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct value v = value_read(&f.arena, f.form, cases[i].text);

		assert_int_equal(v.kind, cases[i].kind);
		assert_int_equal(v.changed, cases[i].changed);
		if (cases[i].kind == VALUE_NUMBER)
			assert_string_equal(v.text, cases[i].plain);
	}
	fixture_release(&f);
}

/* ---- documents ---- */

#define LISTED                                                                                     \
	"\t项目\n\t甲\n\t乙\n\t计\n\n"                                                        \
	"\t子项\n\t1\n\t2\n\t3\n\n"                                                              \
	"\t大组\n\t1.其他\n\t4\n\t\n\t4.50\n\n"                                                \
	"\t\n\t2.丑\n项\n\t5\n\t/\n\t6\n\n"                                                      \
	"\t小组\n\t1.其他\n\t7\n\t8\n\t9\n"

static void lines_of_one_cell_each_become_the_table(void **state)
{
	struct trial t;

	(void)state;
	trial_text(&t, "a.txt", BEGIN LISTED);
	assert_no_findings(&t.f);
	assert_string_equal(at(&t, "title"), "市局2024年报");
	assert_string_equal(at(&t, "organ"), "市局");
	assert_string_equal(at(&t, "year"), "2024");
	assert_string_equal(at(&t, "p/0"), "一段。");
	assert_string_equal(at(&t, "t/x/a"), "1");
	assert_string_equal(at(&t, "t/g/y/b"), "null");
	assert_string_equal(at(&t, "t/g/y/sum"), "4.50");
	assert_string_equal(at(&t, "t/g/z/b"), "/");
	assert_string_equal(at(&t, "t/h/y/a"), "7");
	fixture_release(&t.f);
}

/* Eight lines of a cell each, without blank lines between rows: the fewest that are no prose. */
static void few_cells_are_a_table(void **state)
{
	struct trial t;

	(void)state;
	trial_text(&t, "a.txt", BEGIN "\t项目\n\t甲\n\t乙\n\t计\n\t子项\n\t1\n\t2\n\t3\n");
	assert_int_equal(t.f.dl.error_n, 0);
	assert_string_equal(at(&t, "t/x/a"), "1");
	assert_string_equal(at(&t, "t/x/sum"), "3");
	fixture_release(&t.f);
}

/* However many blank lines stand between its rows. */
static void lines_of_cells_become_a_table_of_the_reports_own(void **state)
{
	struct trial t;

	(void)state;
	trial_text(&t, "a.txt",
	           "市局2024年报\n一、概况说明\n一段。\n\t渠道\n\t条数\n\n\n\t网站\n\t100\n\n\n"
	           "\t微信\n\t50\n\n二段。\n");
	assert_string_equal(at(&t, "p/1/table/corner"), "渠道");
	assert_string_equal(at(&t, "p/1/table/rows/1/values/0"), "50");
	assert_string_equal(at(&t, "p/2"), "二段。");
	fixture_release(&t.f);
}

static void one_label_under_two_groups_needs_its_group(void **state)
{
	struct trial t;

	(void)state;
	trial_text(&t, "a.html",
	           "<p>市局2024年报<p>一、概况说明<p>一段。<p>二、数据一览<table>"
	           "<tr><td>项目<td>甲<td>乙<td>计<tr><td>1.其他<td>1<td>2<td>3</table>");
	assert_message(&t, DIAG_ERROR, "several rows or columns");
	assert_string_equal(at(&t, "t/g"), "absent");
	fixture_release(&t.f);
	trial_text(&t, "a.html",
	           "<p>市局2024年报<p>一、概况说明<p>一段。<p>二、数据一览<table>"
	           "<tr><td colspan=2>项目<td>甲<td>乙<td>计"
	           "<tr><td>小组<td>1.其他<td>1<td>2<td>3</table>");
	assert_int_equal(t.f.dl.error_n, 0);
	assert_string_equal(at(&t, "t/h/y/b"), "2");
	fixture_release(&t.f);
}

/* Numbers are compared only if the section's heading has one in the form. */
static void sections_without_a_number_may_have_any(void **state)
{
	static const char layout[] =
	        "{" HEAD "," RECOGNISE
	        "'sections':[{'key':'p','heading':'一、概况说明','body':'prose'},"
	        "{'key':'q','heading':'其他说明事项','body':'prose'}]}";
	static const char text[] = "市局2024年报\n一、概况说明\n（一）概况说明\n一段。\n"
	                           "（二）其他说明事项\n二段。\n";
	struct trial t = {0};

	(void)state;
	assert_int_equal(fixture_form(&t.f, layout), RC_OK);
	assert_int_equal(trial_run(&t, "a.txt", text, strlen(text)), RC_OK);
	assert_string_equal(at(&t, "p/0/heading"), "（一）概况说明");
	assert_string_equal(at(&t, "p/1"), "一段。");
	assert_string_equal(at(&t, "q/0"), "二段。");
	fixture_release(&t.f);
}

/* ---- rows and tables as found in documents ---- */

static void a_table_with_very_many_heads_is_read(void **state)
{
	struct buf b = {0};
	struct trial t;

	(void)state;
	buf_puts(&b, PAGE "<table>");
	for (int i = 0; i < 300; i++)
		buf_puts(&b, HEADS);
	buf_puts(&b, "<tr><td colspan=2>子项<td>1<td>2<td>3</table>");
	trial_text(&t, "a.html", b.p);
	assert_int_equal(t.f.dl.error_n, 0);
	assert_string_equal(at(&t, "t/x/sum"), "3");
	fixture_release(&t.f);
	buf_release(&b);
}

/* Wider than the list of heads that a figure may span. */
static void one_figure_may_span_very_many_columns(void **state)
{
	enum { COLUMN_N = 150 };
	struct buf layout = {0}, page = {0};
	struct trial t = {0};

	(void)state;
	buf_puts(&layout, "{" HEAD "," RECOGNISE "'sections':[{'key':'t','heading':'二、表格部分',"
	                  "'body':'table','table':{'corner':'项目','columns':[");
	buf_puts(&page, "<p>市局2024年报<p>二、表格部分<table><tr><td>项目");
	for (int i = 0; i < COLUMN_N; i++) {
		buf_putf(&layout, "%s{'text':'第%d列','key':'c%d'}", i > 0 ? "," : "", i, i);
		buf_putf(&page, "<td>第%d列", i);
	}
	buf_puts(&layout, "],'rows':[{'text':'子项','key':'x'},{'text':'丑项','key':'y'}]}}]}");
	buf_putf(&page, "<tr><td>子项<td colspan=%d>/<tr><td>丑项<td colspan=%d>7</table>",
	         COLUMN_N, COLUMN_N);
	assert_int_equal(fixture_form(&t.f, layout.p), RC_OK);
	assert_int_equal(trial_run(&t, "a.html", page.p, page.n), RC_OK);
	assert_string_equal(at(&t, "t/x/c0"), "/");
	assert_string_equal(at(&t, "t/x/c149"), "/");
	assert_message(&t, DIAG_WARNING, "“/” spans several rows or columns");
	assert_message(&t, DIAG_ERROR, "“7” spans several rows or columns");
	fixture_release(&t.f);
	buf_release(&layout);
	buf_release(&page);
}

static void a_wider_table_without_heads_does_not_continue_the_previous_one(void **state)
{
	struct trial t;

	(void)state;
	trial_page(&t, "<table>" HEADS "<tr><td colspan=2>子项<td>1<td>2<td>3</table>"
	               "<table><tr><td>小组<td>1.其他<td>9<td>7<td>8<td>9</table>");
	assert_message(&t, DIAG_ERROR, "cannot place this row: 小组 | 1.其他 | 9 | 7 | 8 | 9");
	assert_string_equal(at(&t, "t/h"), "absent");
	fixture_release(&t.f);
	trial_page(&t, "<table>" HEADS "<tr><td colspan=2>子项<td>1<td>2<td>3</table>"
	               "<table><tr><td>小组<td>1.其他<td>7<td>8<td>9</table>");
	assert_int_equal(t.f.dl.error_n, 0);
	assert_string_equal(at(&t, "t/h/y/sum"), "9");
	fixture_release(&t.f);
}

#define ALIKE(key, title)                                                                          \
	"{'title':'" title "','corner':'项目','key':'" key "','columns':" COLUMNS                  \
	",'rows':[{'text':'子项','key':'x'}]}"

/* Parts with the same heads and labels are told apart by their titles. */
static void a_title_says_which_part_it_is(void **state)
{
	static const char layout[] =
	        "{" HEAD "," RECOGNISE "'sections':[{'key':'t','heading':'二、数据一览',"
	        "'body':'table','table':{'parts':[" ALIKE("one", "前半部分") "," ALIKE(
	                "two", "后半部分") "]}}]}";
	static const char *const pages[] = {
	        "<table><tr><td "
	        "colspan=4>%s<tr><td>项目<td>甲<td>乙<td>计<tr><td>子项<td>1<td>2<td>3"
	        "</table>",
	        "<p>%s<table><tr><td>项目<td>甲<td>乙<td>计<tr><td>子项<td>1<td>2<td>3</table>",
	};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		const char *title = i % 2 == 0 ? "前半部分" : "后半部分";
		struct trial t = {0};
		struct buf b = {0};

		buf_puts(&b, "<p>市局2024年报<p>二、数据一览");
		buf_putf(&b, i < 2 ? pages[0] : pages[1], title);
		assert_int_equal(fixture_form(&t.f, layout), RC_OK);
		assert_int_equal(trial_run(&t, "a.html", b.p, b.n), RC_OK);
		assert_string_equal(at(&t, i % 2 == 0 ? "t/one/x/sum" : "t/two/x/sum"), "3");
		assert_string_equal(at(&t, i % 2 == 0 ? "t/two" : "t/one"), "absent");
		fixture_release(&t.f);
		buf_release(&b);
	}
}

static void a_note_above_a_continued_table_goes_after_it(void **state)
{
	struct trial t;

	(void)state;
	trial_page(&t, "<table><tr><td colspan=5>表前。" HEADS
	               "<tr><td colspan=2>子项<td>1<td>2<td>3</table>"
	               "<table><tr><td colspan=5>表中。" HEADS
	               "<tr><td>小组<td>1.其他<td>7<td>8<td>9</table>");
	assert_int_equal(t.f.dl.error_n, 0);
	assert_string_equal(at(&t, "t/before/0"), "表前。");
	assert_string_equal(at(&t, "t/before/1"), "absent");
	assert_string_equal(at(&t, "t/after/0"), "表中。");
	fixture_release(&t.f);
}

/* “1.其他” is a row of both groups: without a group's label it belongs to the last group. */
static void a_row_without_its_group_belongs_to_the_group_above(void **state)
{
	static const char *const rows[][2] = {
	        {"<tr><td>大组<td>2.丑项<td>5<td>/<td>6", "t/g/y/sum"},
	        {"<tr><td>小组", "t/h/y/sum"},
	        {"<tr><td>大组<td>小组", "t/h/y/sum"},
	        {"<tr><td>小组<td>大组", "t/g/y/sum"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char tables[1024];
		struct trial t;

		snprintf(tables, sizeof(tables),
		         "<table>" HEADS "<tr><td colspan=2>子项<td>1<td>2<td>3%s</table>"
		         "<table><tr><td colspan=2>1.其他<td>7<td>8<td>9</table>",
		         rows[i][0]);
		trial_page(&t, tables);
		assert_int_equal(t.f.dl.error_n, 0);
		assert_string_equal(at(&t, rows[i][1]), "9");
		fixture_release(&t.f);
	}
}

static void rows_that_the_form_does_not_have_are_reported(void **state)
{
	static const struct {
		const char *row, *message;
	} rows[] = {
	        {"<tr><td>某某<td>某某某", "cannot place this row: 某某 | 某某某"},
	        {"<tr><td colspan=2><td>5<td>6<td>7", "cannot place this row: 5 | 6 | 7"},
	        {"<tr><td colspan=2><td><td>6<td>", "cannot place this cell: 6"},
	        {"<tr><td colspan=2>多余<td><td>6<td>7", "cannot place this row: 多余 | 6 | 7"},
	        {"<tr><td colspan=2>大组<td>5<td>6<td>7", "cannot place this row: 大组 | 5 | 6"},
	        {"<tr><td colspan=2>5", "cannot place this row: 5"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char tables[1024];
		struct trial t;

		snprintf(tables, sizeof(tables),
		         "<table>" HEADS "<tr><td colspan=2>子项<td>1<td>2<td>3%s</table>",
		         rows[i].row);
		trial_page(&t, tables);
		assert_int_equal(t.f.dl.error_n, 1);
		assert_message(&t, DIAG_ERROR, rows[i].message);
		assert_string_equal(at(&t, "t/x/a"), "1");
		assert_string_equal(at(&t, "t/after/0"), "absent");
		fixture_release(&t.f);
	}
}

static void lines_of_columns_become_the_table(void **state)
{
	struct trial t;

	(void)state;
	trial_text(&t, "a.txt",
	           BEGIN "如下表：\n  项目     甲  乙  计\n子项    1  2  3\n       2.丑\n"
	                 "大组         5  /  6\n       项\n注：略。\n");
	assert_int_equal(t.f.dl.error_n, 0);
	assert_message(&t, DIAG_WARNING, "in the form's order");
	assert_string_equal(at(&t, "t/before/0"), "如下表：");
	assert_string_equal(at(&t, "t/after/0"), "注：略。");
	assert_string_equal(at(&t, "t/x/sum"), "3");
	assert_string_equal(at(&t, "t/g/z/b"), "/");
	fixture_release(&t.f);
	trial_text(&t, "a.txt", BEGIN "  项目     甲  乙  丙\n子项    1  2  3\n");
	assert_message(&t, DIAG_ERROR, "cannot place this row: 子项    1  2  3");
	fixture_release(&t.f);
	/* A label of which a character is missing is another one. */
	trial_text(&t, "a.txt", BEGIN "  项目     甲  乙  计\n项    1  2  3\n");
	assert_message(&t, DIAG_ERROR, "cannot place this row: 项    1  2  3");
	fixture_release(&t.f);
}

/* Whatever order the heads stand in. */
static void heads_hold_behind_an_unknown_row(void **state)
{
	struct trial t;

	(void)state;
	trial_text(&t, "a.txt",
	           BEGIN "  项目     计  乙  甲\n多余    4  5  6\n子项    3  2  1\n\n");
	assert_message(&t, DIAG_ERROR, "cannot place this row: 多余    4  5  6");
	assert_string_equal(at(&t, "t/x/a"), "1");
	assert_string_equal(at(&t, "t/x/sum"), "3");
	fixture_release(&t.f);
}

static void lines_of_a_page_are_joined_to_paragraphs(void **state)
{
	struct trial t;

	(void)state;
	trial_text(&t, "a.txt",
	           "市局2024年报\n一、概况说明\n    本年度的各项工作都按照要求做\n"
	           "完了，数据见下。\n    另一段写在这里的也到了行尾处\n   - 1 -\n\f市局年报\n"
	           "又一行。\n  - 2 -\n\f市局年报\n二、表格部分\n" LISTED);
	assert_string_equal(at(&t, "p/0"), "本年度的各项工作都按照要求做完了，数据见下。");
	assert_message(&t, DIAG_WARNING, "page number is left out");
	assert_message(&t, DIAG_WARNING, "repeated page header");
	fixture_release(&t.f);
}

/* A line that ends early ends its paragraph, where the lines of a page are as long as they can be.
 */
static void a_short_line_ends_its_paragraph(void **state)
{
	struct trial t;

	(void)state;
	trial_text(
	        &t, "a.txt",
	        "市局2024年报\n一、概况说明\n    本年度的各项工作都按照要求做\n"
	        "并且都完成了\n另一段写在这里的也到了行尾处了\n没有缩进。\n   - 1 -\n\f市局年报\n"
	        "又一行。\n  - 2 -\n\f市局年报\n二、表格部分\n" LISTED);
	assert_string_equal(at(&t, "p/0"), "本年度的各项工作都按照要求做并且都完成了");
	assert_string_equal(at(&t, "p/1"), "另一段写在这里的也到了行尾处了没有缩进。");
	fixture_release(&t.f);
}

static void places_refer_to_the_text(void **state)
{
	struct trial t;
	const struct diag *d;
	size_t line, column;

	(void)state;
	trial_text(&t, "a.txt", BEGIN LISTED "\n\t多余项\n\t1\n\t2\n\t3\n");
	d = fixture_only(&t.f);
	assert_string_equal(d->place.rule, IMPORT_UNPLACED);
	source_locate(d->place.source, d->place.off, &line, &column);
	assert_int_equal(line, 34);
	assert_int_equal(column, 2);
	fixture_release(&t.f);
}

/* Pieces of every format, cut and repeated everywhere: reading ends, and the result is JSON. */
static void broken_documents_do_no_harm(void **state)
{
	static const char page[] =
	        "<meta charset=gbk><h1>市局2024年报</h1><table><tr><td rowspan=0>"
	        "项目<td colspan=9>甲<table><tr><td>1</table>二、表格部分";
	static const struct {
		const char *name, *text;
	} cases[] = {{"a.html", page}, {"a.txt", BEGIN LISTED}, {"a.docx", "PK\x03\x04 \x14"}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		for (size_t n = 0; n <= strlen(cases[i].text); n++) {
			struct trial t = {0};

			assert_int_equal(fixture_form(&t.f, IMPORT_LAYOUT), RC_OK);
			(void)!trial_run(&t, cases[i].name, cases[i].text, n);
			fixture_release(&t.f);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(what_nobody_sees_is_left_out),
	        cmocka_unit_test(wording_is_compared_as_people_read_it),
	        cmocka_unit_test(phrases_read_numbers_of_all_kinds),
	        cmocka_unit_test(a_search_finds_every_place),
	        cmocka_unit_test(kinds_of_values_are_distinguished),
	        cmocka_unit_test(lines_of_one_cell_each_become_the_table),
	        cmocka_unit_test(few_cells_are_a_table),
	        cmocka_unit_test(lines_of_cells_become_a_table_of_the_reports_own),
	        cmocka_unit_test(one_label_under_two_groups_needs_its_group),
	        cmocka_unit_test(sections_without_a_number_may_have_any),
	        cmocka_unit_test(a_table_with_very_many_heads_is_read),
	        cmocka_unit_test(one_figure_may_span_very_many_columns),
	        cmocka_unit_test(a_wider_table_without_heads_does_not_continue_the_previous_one),
	        cmocka_unit_test(a_title_says_which_part_it_is),
	        cmocka_unit_test(heads_hold_behind_an_unknown_row),
	        cmocka_unit_test(a_note_above_a_continued_table_goes_after_it),
	        cmocka_unit_test(a_row_without_its_group_belongs_to_the_group_above),
	        cmocka_unit_test(rows_that_the_form_does_not_have_are_reported),
	        cmocka_unit_test(lines_of_columns_become_the_table),
	        cmocka_unit_test(lines_of_a_page_are_joined_to_paragraphs),
	        cmocka_unit_test(a_short_line_ends_its_paragraph),
	        cmocka_unit_test(places_refer_to_the_text),
	        cmocka_unit_test(broken_documents_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
