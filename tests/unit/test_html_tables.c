/* SPDX-License-Identifier: MIT */
/* test_html_tables.c: where a web page's lines may end; its tables. */
#include "html_trial.h"

/* The words are those of the shipped layout. */
static void titles_headings_and_heads_are_broken_between_words(void **state)
{
	static const struct {
		const char *title, *html, *organ;
	} titles[] = {
	        /* One line on a phone takes 12 characters: only places that suit the sense. */
	        {"某市住房和城乡建设局2024年政府信息公开工作年度报告",
	         ">某市<wbr>住房和城乡建设局<wbr>2024年<wbr>政府信息公开工作年度报告</h1>",
	         "某市住房和城乡建设局"},
	        {"某区关于规范性文件清理的通知", ">某区<wbr>关于规范性文件清理的通知</h1>", "某区"},
	        /* A piece that fits no line is broken between words, but not in the organ's name.
	         */
	        {"向全区单位印发住房和城乡建设局文件情况的报告",
	         ">向<wbr>全区<wbr>单位<wbr>印发<wbr>住房和城乡建设局<wbr>文件情况的报告</h1>",
	         "某市住房和城乡建设局"},
	        /* Unless that fits no line either. */
	        {"新型城镇建设促进和住房保障事务服务中心报告",
	         ">新型<wbr>城镇<wbr>建设<wbr>促进<wbr>和住房保障<wbr>事务<wbr>服务<wbr>"
	         "中心<wbr>报告</h1>",
	         "某市新型城镇建设促进和住房保障事务服务中心"},
	        {"建设5A级景区Ⅱ类水质AAA级信用和.NET平台机构工作情况报告",
	         ">建设<wbr>5A级<wbr>景区<wbr>Ⅱ类<wbr>水质<wbr>AAA级<wbr>信用<wbr>和.NET<wbr>平台<"
	         "wbr>机构",
	         "某市"},
	        {"政府信息公开工作及有关文件清理丙", "<wbr>文件<wbr>清理丙</h1>", "某市"},
	};
	static const char table[] =
	        "'p':[{'heading':'（一）公开情况'},{'heading':'"
	        "（二）第二十条政府信息的公开情况2024年3项'},"
	        "{'table':{'columns':[{'text':'自然人'},{'text':'法人或其他组织（个）'}],"
	        "'rows':[{'text':'行政规范性文件','values':[1,2]}]}}]";
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, REPORT("'p':[]"), &no_change);
	for (size_t i = 0; i < COUNT(titles); i++) {
		trial_check(&p.t, arena_printf(&p.t.f.arena,
		                               "{'title':'%s','organ':'%s',"
		                               "'year':2024,'p':[]}",
		                               titles[i].title, titles[i].organ));
		p.checked.report = p.t.r;
		write_page(&p);
		assert_has(&p, titles[i].html);
	}
	trial_check(&p.t, arena_printf(&p.t.f.arena, REPORT("%s"), table));
	p.checked.report = p.t.r;
	write_page(&p);
	assert_has(&p, ">（一）公开情况</h3>"); /* fits in a line */
	assert_has(&p, ">（二）第二十条<wbr>政府信息的<wbr>公开<wbr>情况<wbr>2024年<wbr>3项</h3>");
	assert_has(&p, ">自然人</th>");
	assert_has(&p, ">法人<wbr>或其他<wbr>组织（个）</th>");
	assert_has(&p, ">行政<wbr>规范性<wbr>文件</th>");
	close_page(&p);
}

static void addresses_are_broken_after_their_marks(void **state)
{
	static const struct {
		const char *text, *html;
	} cases[] = {
	        {"见https://www.a-bcd.gov.cn/x/2024-01/t123_45.html。",
	         "<p>见https://<wbr>www.<wbr>a-<wbr>bcd.<wbr>gov.<wbr>cn/<wbr>x/<wbr>2024-01/<wbr>"
	         "t123_45.<wbr>html。</p>"},
	        {"邮箱：xxgk-ab@some.gov.cn", "<p>邮箱：xxgk-<wbr>ab@<wbr>some.<wbr>gov.cn</p>"},
	        {"GB/T33190-2016、4166.2416190、13.5%/12.25%",
	         "<p>GB/T33190-2016、4166.2416190、13.5%/12.25%</p>"},
	        {"www.a.cn", "<p>www.a.cn</p>"}, /* short */
	        {"http://localhost/xxgk", "<p>http://<wbr>localhost/<wbr>xxgk</p>"},
	};
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, REPORT("'p':[]"), &no_change);
	for (size_t i = 0; i < COUNT(cases); i++) {
		trial_check(&p.t, arena_printf(&p.t.f.arena, REPORT("'p':['%s']"), cases[i].text));
		p.checked.report = p.t.r;
		write_page(&p);
		assert_has(&p, cases[i].html);
	}
	close_page(&p);
}

/* What is read from right to left does not turn what stands beside it. */
static void turned_text_is_isolated(void **state)
{
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, "{'title':'甲\u05d0乙','organ':'机','year':2024,'p':[]}", &no_change);
	write_page(&p);
	assert_has(&p, "<bdi>甲\u05d0乙</bdi></h1>");
	close_page(&p);
	open_page(&p, PROSE, "{'title':'甲乙','organ':'机','year':2024,'p':[]}", &no_change);
	write_page(&p);
	assert_has(&p, ">甲乙</h1>");
	close_page(&p);
}

/* What is missing is no part of the text: it is neither read out nor copied. */
static void figures_are_aligned_at_the_point(void **state)
{
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, REPORT("'p':[]"), &no_change);
	trial_check(
	        &p.t,
	        arena_printf(
	                &p.t.f.arena,
	                REPORT("'p':[{'table':{'columns':[{'text':'甲','align':'decimal'},"
	                       "{'text':'乙'}],'rows':[{'text':'子','values':['1.25','1.2']},"
	                       "{'text':'丑','values':['12.5','1']},{'text':'寅','values':[7,1]},"
	                       "{'text':'卯','values':['/"
	                       "',1]},{'text':'辰','values':[null,1]}]}}]")));
	p.checked.report = p.t.r;
	write_page(&p);
	assert_has(&p, "<td class=\"kb-decimal\">1.25</td>\n<td>1.2</td>");
	assert_has(&p, "<td class=\"kb-decimal\" data-kb-rest=\"0\">12.5</td>\n<td>1</td>");
	assert_has(&p, "<td class=\"kb-decimal\" data-kb-rest=\".00\">7</td>");
	assert_has(&p, "<td class=\"kb-decimal\" data-kb-rest=\".00\">/</td>");
	assert_has(&p, "<td class=\"kb-decimal\"></td>");
	close_page(&p);
}

static void breaks_by_sense_and_blanks_are_kept(void **state)
{
	static const char table[] =
	        "{'key':'t','heading':'表','body':'table','table':{'caption':'单|位','columns':"
	        "[{'text':'甲|乙','key':'a'},{'text':'丙','key':'b'}],"
	        "'rows':[{'text':'子','key':'x'},{'text':'行政机关|三类规范性文件','key':'y'}]}}";
	struct page_trial p;

	(void)state;
	open_page(&p, table, REPORT("'t':{'x':[null,'/'],'y':[1,2]}"), &no_change);
	write_page(&p);
	assert_has(&p, "<caption id=\"kb-t1\">单<wbr>位</caption>");
	assert_has(
	        &p,
	        ">行政机关<wbr>三类<wbr class=\"kb-fine\">规范性<wbr class=\"kb-fine\">文件</th>");
	assert_has(&p, "<th scope=\"col\">甲<wbr>乙</th>");
	assert_has(&p, "<th scope=\"row\" class=\"kb-s0\">子</th>\n<td></td>\n<td>/</td>");
	p.from.blanks_as_zero = true;
	write_page(&p);
	assert_has(&p, "<td>0</td>\n<td>0</td>");
	close_page(&p);
}

/* A table with labels `depth` deep and `n` columns of the value; their classes, and the box's. */
static void write_table(struct page_trial *p, int depth, int n, const char *value)
{
	struct buf columns = {0}, values = {0}, row = {0};

	for (int i = 0; i < n; i++) {
		buf_putf(&columns, "%s{'text':'列'}", i > 0 ? "," : "");
		buf_putf(&values, "%s'%s'", i > 0 ? "," : "", value);
	}
	for (int i = 1; i < depth; i++)
		buf_puts(&row, "{'text':'组','children':[");
	buf_putf(&row, "{'text':'行','values':[%s]},{'text':'行','values':[%s]}", values.p,
	         values.p);
	for (int i = 1; i < depth; i++)
		buf_puts(&row, "]}");
	trial_check(&p->t, arena_printf(&p->t.f.arena,
	                                REPORT("'p':[{'table':{'columns':[%s],'rows':[%s]}}]"),
	                                columns.p, row.p));
	p->checked.report = p->t.r;
	write_page(p);
	buf_release(&columns);
	buf_release(&values);
	buf_release(&row);
}

static void a_wide_table_says_that_it_scrolls(void **state)
{
	static const struct layout_change wordless = {"\"scroll\": \"左右滑动可看全表\",", ""};
	static const char wide[] = "<div class=\"kb-table kb-scrolls\"";
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, REPORT("'p':[]"), &no_change);
	write_table(&p, 1, 7, "1");
	assert_false(has(&p, wide));
	write_table(&p, 1, 8, "1");
	assert_has(&p, wide);
	write_table(&p, 3, 5, "1");
	assert_has(&p, wide);
	write_table(&p, 1, 4, "12345678.90");
	assert_has(&p, wide);
	write_table(&p, 1, 4, "很长的文字可以折成几行");
	assert_false(has(&p, wide));
	trial_check(&p.t, arena_printf(&p.t.f.arena,
	                               REPORT("'p':[{'table':{'columns':[{'text':'中华人民共和国'},"
	                                      "{'text':'人民检察院（个）'},{'text':'列'},{'text':'"
	                                      "列'},{'text':'列'}],"
	                                      "'rows':[{'text':'行','values':[1,2,3,4,5]}]}}]")));
	p.checked.report = p.t.r;
	write_page(&p); /* words that are not broken */
	assert_has(&p, wide);
	assert_has(&p, "content:\"左右滑动可看全表\"}");
	close_page(&p);
	open_page(&p, PROSE, REPORT("'p':[]"), &wordless);
	write_page(&p);
	assert_false(has(&p, "kb-scrolls::before"));
	close_page(&p);
}

/* With one row of heads and one column of labels their scope says it all. */
static void cells_below_two_rows_of_heads_name_them(void **state)
{
	static const char *const columns[] = {"{'text':'甲'},{'text':'乙'}",
	                                      "{'text':'甲','children':[{'text':'子'}]},{'text':'"
	                                      "乙','children':[{'text':'丑'}]}"};
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, REPORT("'p':[]"), &no_change);
	for (size_t i = 0; i < COUNT(columns); i++) {
		trial_check(
		        &p.t,
		        arena_printf(&p.t.f.arena,
		                     REPORT("'p':[{'table':{'columns':[%s],'rows':[{'text':'行',"
		                            "'values':[1,2]}]}}]"),
		                     columns[i]));
		p.checked.report = p.t.r;
		write_page(&p);
		assert_int_equal(count(&p, "<td headers="), i == 0 ? 0 : 2);
	}
	close_page(&p);
}

static void a_wide_table_fits_the_paper(void **state)
{
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, REPORT("'p':[]"), &no_change);
	write_table(&p, 1, 9, "123456");
	assert_has(&p, "<div class=\"kb-table kb-scrolls\"");
	write_table(&p, 1, 12, "123456");
	assert_has(&p, "<div class=\"kb-table kb-p1 kb-scrolls\"");
	write_table(&p, 1, 20, "123456");
	assert_has(&p, "<div class=\"kb-table kb-wide kb-p2 kb-scrolls\"");
	write_table(&p, 1, 30, "123456");
	assert_has(&p, "<div class=\"kb-table kb-wide kb-p3 kb-tight kb-scrolls\"");
	write_table(&p, 1, 60, "123456");
	assert_has(&p, "<div class=\"kb-table kb-wide kb-p2 kb-tight kb-broken kb-scrolls\"");
	write_table(&p, 1, 3, "1234567890123456789012345");
	assert_has(&p, "<td class=\"kb-long\">");
	write_table(&p, 1, 3, "http://www.a-city.gov.cn/a/b");
	assert_false(has(&p, "<td class=\"kb-long\">"));
	close_page(&p);
}

/* A small letter takes less room than a capital. */
static void how_wide_a_word_is_depends_on_its_letters(void **state)
{
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, REPORT("'p':[]"), &no_change);
	write_table(&p, 1, 4, "abcdef");
	assert_has(&p, "<div class=\"kb-table\"");
	write_table(&p, 1, 4, "ABCDEF");
	assert_has(&p, "<div class=\"kb-table kb-scrolls\"");
	close_page(&p);
}

/* Where a layout's own sizes end, smaller ones follow, and no size is there twice. */
static void sizes_below_those_of_the_layout_are_smaller(void **state)
{
	static const struct layout_change small = {"\"sizes\": [10.5, 9, 7.5]",
	                                           "\"sizes\": [9, 6]"};
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, REPORT("'p':[]"), &small);
	write_page(&p);
	assert_has(&p, ".kb-p1 :is(table,p){font-size:6pt}");
	assert_has(&p, ".kb-p2 :is(table,p){font-size:5pt}");
	assert_has(&p, ".kb-p6 :is(table,p){font-size:1pt}");
	assert_false(has(&p, ".kb-p7"));
	close_page(&p);
}

static void label_columns_that_stay_are_marked(void **state)
{
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, REPORT("'p':[]"), &no_change);
	write_table(&p, 1, 2, "1");
	assert_has(&p, "<table class=\"kb-stub1\"");
	assert_has(&p, "<td class=\"kb-s0\"></td>\n<th"); /* the corner stays, too */
	write_table(&p, 3, 2, "1");
	assert_has(&p, "<table class=\"kb-stub3\"");
	assert_int_equal(count(&p, "class=\"kb-s0\" rowspan=\"2\""), 1);
	assert_int_equal(count(&p, "class=\"kb-s1\" rowspan=\"2\""), 1);
	assert_int_equal(count(&p, "class=\"kb-s2\""), 2);
	write_table(&p, 4, 2, "1"); /* they would leave no room for figures */
	assert_false(has(&p, "class=\"kb-stub"));
	assert_false(has(&p, "class=\"kb-s"));
	close_page(&p);
}

static void groups_are_marked_for_print(void **state)
{
	static const char row[] = "{'text':'行','values':[1]}";
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, REPORT("'p':[]"), &no_change);
	for (size_t n = 5; n <= 6; n++) {
		struct buf rows = {0};

		for (size_t i = 0; i < n; i++)
			buf_putf(&rows, "%s%s", i > 0 ? "," : "", row);
		trial_check(&p.t, arena_printf(&p.t.f.arena,
		                               REPORT("'p':[{'table':{'columns':[{'text':'列'}],"
		                                      "'rows':[{'text':'组','children':[%s]}]}}]"),
		                               rows.p));
		p.checked.report = p.t.r;
		write_page(&p);
		/* All rows but the first stay with those above; of a long group the second and the
		 * last two. */
		assert_int_equal(count(&p, "<tr class=\"kb-join\">"), n == 5 ? 4 : 3);
		assert_int_equal(
		        count(&p, "<span class=\"kb-again\"><span><span>组</span></span></span>"),
		        n == 5 ? 0 : 1);
		buf_release(&rows);
	}
	/* Nor is the first or the last row of a table alone. */
	trial_check(&p.t, arena_printf(&p.t.f.arena,
	                               REPORT("'p':[{'table':{'columns':[{'text':'列'}],"
	                                      "'rows':[%s,%s,%s,%s]}}]"),
	                               row, row, row, row));
	p.checked.report = p.t.r;
	write_page(&p);
	assert_int_equal(count(&p, "<tr class=\"kb-join\">"), 2);
	close_page(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(titles_headings_and_heads_are_broken_between_words),
	        cmocka_unit_test(addresses_are_broken_after_their_marks),
	        cmocka_unit_test(turned_text_is_isolated),
	        cmocka_unit_test(figures_are_aligned_at_the_point),
	        cmocka_unit_test(breaks_by_sense_and_blanks_are_kept),
	        cmocka_unit_test(a_wide_table_says_that_it_scrolls),
	        cmocka_unit_test(cells_below_two_rows_of_heads_name_them),
	        cmocka_unit_test(a_wide_table_fits_the_paper),
	        cmocka_unit_test(how_wide_a_word_is_depends_on_its_letters),
	        cmocka_unit_test(sizes_below_those_of_the_layout_are_smaller),
	        cmocka_unit_test(label_columns_that_stay_are_marked),
	        cmocka_unit_test(groups_are_marked_for_print),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
