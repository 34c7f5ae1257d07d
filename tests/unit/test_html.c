/* SPDX-License-Identifier: MIT */
#include "report/checked.h"

#include "check/check.h"
#include "html/html.h"

/* A page while it is looked at. */
struct page_trial {
	struct trial t;
	struct html_input in;
	struct content_input from;
	struct content_meta meta; /* if it has a title, instead of the report's */
	bool draft;
	struct checked_report checked;
	struct buf page;
};

/* The layout's own sections; looks of the shipped layout, with a piece of it replaced. */
struct layout_change {
	const char *from, *to;
};

static void open_page(struct page_trial *p, const char *sections, const char *report,
                      const struct layout_change *change)
{
	struct fixture *f = &p->t.f;
	const char *layout, *at;
	struct source src = {.name = "looks"};

	*p = (struct page_trial){0};
	assert_int_equal(fixture_form(f, arena_printf(&f->arena, LAYOUT("%s", ""), sections)),
	                 RC_OK);
	layout = fixture_file(f, "layouts/annual-report-2021.json");
	at = strstr(layout, change->from);
	assert_non_null(at);
	src.text = arena_printf(&f->arena, "%.*s%s%s", (int)(at - layout), layout, change->to,
	                        at + strlen(change->from));
	src.len = strlen(src.text);
	fixture_parse(f, &src);
	assert_int_equal(style_read(&f->arena, &src, f->root, &f->dl, &p->in.style), RC_OK);
	trial_check(&p->t, report);
	p->checked.report = p->t.r;
	p->from = (struct content_input){.report = &p->checked, .style = p->in.style};
}

static const struct layout_change no_change = {"", ""};

static void write_page(struct page_trial *p)
{
	struct content *content = content_build(&p->t.f.arena, &p->from);

	content->draft = p->draft;
	if (p->meta.title != NULL)
		content->meta = p->meta;
	p->in.content = content;
	buf_clear(&p->page);
	html_write(&p->t.f.arena, &p->in, &p->page);
}

static void close_page(struct page_trial *p)
{
	buf_release(&p->page);
	fixture_release(&p->t.f);
}

static bool has(const struct page_trial *p, const char *text)
{
	return strstr(p->page.p, text) != NULL;
}

static void assert_has(const struct page_trial *p, const char *text)
{
	if (!has(p, text))
		fail_msg("“%s” is not in\n%s", text, p->page.p);
}

#define PROSE "{'key':'p','heading':'一、甲','body':'prose'}"
#define TWO "{'key':'p','heading':'甲','body':'prose'},{'key':'q','heading':'乙','body':'prose'}"
#define REPORT(members) "{'title':'题','organ':'机','year':2024," members "}"

static void texts_are_escaped_wherever_they_stand(void **state)
{
	static const struct {
		const char *json, *html;
	} cases[] = {
	        {"<b>&", "<p>&lt;b&gt;&amp;</p>"},
	        {"\\u0022\\u0027", "<p>&quot;&#39;</p>"},
	        {"]]>--><!--</style>", "<p>]]&gt;--&gt;&lt;!--&lt;/style&gt;</p>"},
	        {"a\\u0001b\\u007f\\u0084c", "<p>a\xEF\xBF\xBD"
	                                     "b\xEF\xBF\xBD\xEF\xBF\xBD"
	                                     "c</p>"},
	        {"甲\\n<乙", "<p>甲<br>&lt;乙</p>"},
	        {"\\ufffe\\ud83f\\udfff", "<p>\xEF\xBF\xBD\xEF\xBF\xBD</p>"},
	        {"\\ud869\\udea5", "<p>\xF0\xAA\x9A\xA5</p>"}, /* U+2A6A5 */
	        {"a|b\\tc", "<p>a|b\tc</p>"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct page_trial p;
		char *report;

		open_page(&p, PROSE, REPORT("'p':[]"), &no_change);
		report = arena_printf(&p.t.f.arena, REPORT("'p':['%s']"), cases[i].json);
		trial_check(&p.t, report);
		p.checked.report = p.t.r;
		write_page(&p);
		assert_has(&p, cases[i].html);
		close_page(&p);
	}
}

static void metadata_are_the_documents(void **state)
{
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, REPORT("'p':['文']"), &no_change);
	p.meta = (struct content_meta){.title = "<T>",
	                               .author = "\"A\"",
	                               .subject = "S",
	                               .description = "D",
	                               .keywords = "k, l",
	                               .language = "zh-Hant",
	                               .date = {2025, 1, 6},
	                               .revised = {2025, 1, 6}};
	write_page(&p);
	assert_memory_equal(p.page.p, "<!DOCTYPE html>\n<html lang=\"zh-Hant\">", 37);
	assert_has(&p, "<title>&lt;T&gt;</title>");
	assert_has(&p, "<meta name=\"author\" content=\"&quot;A&quot;\">");
	assert_has(&p, "<meta name=\"description\" content=\"D\">");
	assert_has(&p, "<meta name=\"keywords\" content=\"k, l\">");
	assert_has(&p, "<meta name=\"ArticleTitle\" content=\"&lt;T&gt;\">\n"
	               "<meta name=\"PubDate\" content=\"2025-01-06\">\n"
	               "<meta name=\"ContentSource\" content=\"&quot;A&quot;\">\n");
	assert_has(&p, "<meta property=\"og:title\" content=\"&lt;T&gt;\">\n"
	               "<meta property=\"og:description\" content=\"D\">\n"
	               "<meta property=\"article:published_time\" content=\"2025-01-06\">\n");
	assert_false(has(&p, "robots"));
	assert_false(has(&p, "og:locale")); /* a script is no territory */
	assert_false(has(&p, "modified_time"));
	p.meta.description = NULL;
	p.meta.language = "zh-CN";
	p.meta.revised.month = 3;
	write_page(&p);
	assert_false(has(&p, "description"));
	assert_has(&p, "<meta property=\"og:locale\" content=\"zh_CN\">");
	assert_has(&p, "<meta property=\"article:modified_time\" content=\"2025-03-06\">");
	close_page(&p);
}

static void a_description_is_composed_by_the_layout(void **state)
{
	struct page_trial p;
	struct form *form;

	(void)state;
	open_page(&p, PROSE, REPORT("'revision':{'date':'2025-03-02'},'p':['文']"), &no_change);
	form = (struct form *)(uintptr_t)p.t.r->form;
	form->subject = "类";
	write_page(&p);
	assert_has(&p, "<meta name=\"description\" content=\"类（2025年3月2日");
	form->description = "{organ}《{title}》{year}年";
	write_page(&p);
	assert_has(&p, "<meta name=\"description\" content=\"机《题》2024年（2025年3月2日");
	assert_has(&p, "<meta property=\"og:description\" content=\"机《题》2024年（2025年3月2日");
	close_page(&p);
}

/* Reads what --site would; returns the number of findings. */
static size_t read_site(struct page_trial *p, const char *json)
{
	struct fixture *f = &p->t.f;
	struct source *src = arena_new(&f->arena, struct source);
	struct html_site *site = arena_new(&f->arena, struct html_site);
	size_t before = f->dl.error_n;
	enum rc rc;

	*src = (struct source){.name = "site.json", .text = json, .len = strlen(json)};
	rc = html_site_read(&f->arena, src, &f->dl, site);
	assert_int_equal(rc, f->dl.error_n == before ? RC_OK : RC_INPUT);
	p->in.site = site;
	return f->dl.error_n - before;
}

static size_t count(const struct page_trial *p, const char *text)
{
	size_t n = 0;

	for (const char *at = p->page.p; (at = strstr(at, text)) != NULL; at++)
		n++;
	return n;
}

static void a_website_adds_and_replaces_metadata(void **state)
{
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, REPORT("'p':['文']"), &no_change);
	assert_int_equal(read_site(&p, "{\"SiteName\":\"<站>\",\"og:site_name\":\"站\","
	                               "\"contentsource\":\"办\",\"robots\":\"all\"}"),
	                 0);
	write_page(&p);
	assert_has(&p, "<meta name=\"SiteName\" content=\"&lt;站&gt;\">\n"
	               "<meta property=\"og:site_name\" content=\"站\">\n"
	               "<meta name=\"contentsource\" content=\"办\">\n"
	               "<meta name=\"robots\" content=\"all\">\n");
	assert_false(has(&p, "ContentSource"));
	p.draft = true; /* which no website may open to search engines */
	write_page(&p);
	assert_int_equal(count(&p, "robots"), 1);
	assert_has(&p, "<meta name=\"robots\" content=\"noindex\">");
	close_page(&p);
}

static void metadata_of_a_website_are_checked(void **state)
{
	static const struct {
		const char *json;
		size_t findings;
	} cases[] = {
	        {"{}", 0},
	        {"{\"a\":\"x\",\"DC.title\":\"x\",\"a:b_c-1\":\"x\"}", 0},
	        {"[", 1},
	        {"[]", 1},
	        {"{\"a\":1,\"b\":\"\",\"c\":null}", 3},
	        {"{\"\":\"x\",\"a b\":\"x\",\"\\u7ad9\":\"x\"}", 3},
	        {"{\"a\":\"x\",\"A\":\"x\",\"a\":\"x\"}", 2 + 1}, /* a and A twice, a and a */
	};
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, REPORT("'p':['文']"), &no_change);
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(read_site(&p, cases[i].json), cases[i].findings);
	close_page(&p);
}

static void the_pdf_is_linked_by_its_encoded_name(void **state)
{
	static const struct layout_change wordless = {", \"pdf\": \"PDF版下载\"", ""};
	static const char link[] = "rel=\"alternate\" type=\"application/pdf\" "
	                           "href=\"./a%3Ab%20%25%22%E7%AB%99.pdf\">";
	struct page_trial p;

	(void)state;
	open_page(&p, TWO, REPORT("'p':[],'q':[]"), &no_change);
	write_page(&p);
	assert_false(has(&p, "application/pdf"));
	p.in.pdf = "a:b %\"站.pdf";
	write_page(&p);
	assert_int_equal(count(&p, link), 2);
	/* After the skip link, before the place it leads to. */
	assert_has(&p, "PDF版下载</a></p>\n<div id=\"kb-text\"");
	p.in.fragment = true; /* it may end up anywhere */
	write_page(&p);
	assert_false(has(&p, "application/pdf"));
	close_page(&p);
	open_page(&p, TWO, REPORT("'p':[],'q':[]"), &wordless);
	p.in.pdf = "a.pdf";
	write_page(&p);
	assert_false(has(&p, "application/pdf"));
	close_page(&p);
}

static void no_level_of_headings_is_skipped(void **state)
{
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE,
	          REPORT("'p':[{'heading':'深','level':4},{'heading':'浅','level':2},"
	                 "{'heading':'中','level':3}]"),
	          &no_change);
	write_page(&p);
	assert_has(&p, "<h2 class=\"kb-l1\" id=\"kb-h2\">一、甲</h2>");
	assert_has(&p, "<h3 class=\"kb-l4\" id=\"kb-h3\">深</h3>");
	assert_has(&p, "<h3 class=\"kb-l2\" id=\"kb-h4\">浅</h3>");
	assert_has(&p, "<h4 class=\"kb-l3\" id=\"kb-h5\">中</h4>");
	close_page(&p);
}

static void sections_are_listed_where_the_layout_has_words_for_it(void **state)
{
	static const struct layout_change wordless = {
	        "\"skip\": \"跳到正文\", \"contents\": \"目录\", ", ""};
	struct page_trial p;

	(void)state;
	open_page(&p, TWO, REPORT("'p':[],'q':[]"), &no_change);
	write_page(&p);
	assert_has(&p, "<nav class=\"kb-contents\" aria-label=\"目录\">\n"
	               "<a class=\"kb-skip\" href=\"#kb-text\">跳到正文</a>\n<ul>\n"
	               "<li><a href=\"#kb-h2\">甲</a></li>\n<li><a href=\"#kb-h3\">乙</a></li>\n"
	               "</ul>\n</nav>");
	close_page(&p);
	open_page(&p, TWO, REPORT("'p':[],'q':[]"), &wordless);
	write_page(&p);
	assert_false(has(&p, "<nav"));
	assert_false(has(&p, "kb-skip\" href"));
	close_page(&p);
	open_page(&p, PROSE, REPORT("'p':[]"), &no_change); /* one section is no list */
	write_page(&p);
	assert_false(has(&p, "<nav"));
	close_page(&p);
}

static void a_fragment_is_an_article_and_its_style(void **state)
{
	struct page_trial p;

	(void)state;
	open_page(&p, TWO, REPORT("'p':[],'q':[]"), &no_change);
	p.in.fragment = true;
	write_page(&p);
	assert_memory_equal(p.page.p, "<style>\n.kanben{", 16);
	assert_has(&p, "<article class=\"kanben\" lang=\"zh-CN\">");
	for (size_t i = 0; i < 7; i++) {
		static const char *const page_only[] = {"<html", "<head>", "<body", "<main",
		                                        "<nav",  "@page",  ":root"};

		assert_false(has(&p, page_only[i]));
	}
	/* Every rule is about the article only. */
	for (const char *line = p.page.p + 8; strncmp(line, "</style>", 8) != 0;
	     line = strchr(line, '\n') + 1)
		assert_true(*line == '.' || *line == '@' || *line == '}');
	close_page(&p);
}

static void a_draft_is_marked_and_kept_from_search_engines(void **state)
{
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, REPORT("'p':['文']"), &no_change);
	write_page(&p);
	assert_false(has(&p, "草稿"));
	p.draft = true;
	write_page(&p);
	assert_has(&p, "<p class=\"kb-draft\"><strong>草稿</strong></p>");
	assert_has(&p, "<meta name=\"robots\" content=\"noindex\">");
	close_page(&p);
}

static void breaks_by_sense_and_blanks_are_kept(void **state)
{
	static const char table[] =
	        "{'key':'t','heading':'表','body':'table','table':{'caption':'单|位','columns':"
	        "[{'text':'甲|乙','key':'a'},{'text':'丙','key':'b'}],"
	        "'rows':[{'text':'子','key':'x'}]}}";
	struct page_trial p;

	(void)state;
	open_page(&p, table, REPORT("'t':{'x':[null,'/']}"), &no_change);
	write_page(&p);
	assert_has(&p, "<caption id=\"kb-t1\">单<wbr>位</caption>");
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
		/* All rows but the first stay with those above; of a long group the ends. */
		assert_int_equal(count(&p, "<tr class=\"kb-join\">"), n == 5 ? 4 : 2);
		assert_int_equal(
		        count(&p, "<span class=\"kb-again\"><span><span>组</span></span></span>"),
		        n == 5 ? 0 : 1);
		buf_release(&rows);
	}
	close_page(&p);
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
	assert_has(&p, "content:\"左右滑动可看全表\"}");
	close_page(&p);
	open_page(&p, PROSE, REPORT("'p':[]"), &wordless);
	write_page(&p);
	assert_false(has(&p, "kb-scrolls"));
	close_page(&p);
}

static void lists_are_lists_and_their_marks_are_styles(void **state)
{
	static const struct layout_change hostile = {
	        "\"bullets\": [\"•\", \"－\"], \"numbers\": [\"{n}.\", \"（{n}）\"]",
	        "\"bullets\": [\"</style>\"], \"numbers\": [\"\\\"{n}\\\\\"]"};
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE,
	          REPORT("'p':[{'list':['<b>&',{'text':'乙','list':['子']}],'ordered':true},"
	                 "{'list':['丙']}]"),
	          &no_change);
	write_page(&p);
	assert_has(&p, "<ol class=\"kb-list\">\n<li>&lt;b&gt;&amp;</li>\n"
	               "<li>乙\n<ul class=\"kb-list\">\n<li>子</li>\n</ul>\n</li>\n</ol>\n"
	               "<ul class=\"kb-list\">\n<li>丙</li>\n</ul>\n");
	assert_has(&p, "@counter-style kb-n1{");
	assert_has(&p, ".kanben ol.kb-list{list-style-type:kb-n1}");
	assert_has(&p, ".kanben .kb-list ol.kb-list{list-style-type:kb-n2}");
	close_page(&p);
	/* The marks are the layout's, so they cannot end the style either. */
	open_page(&p, PROSE, REPORT("'p':[{'list':['甲']}]"), &hostile);
	write_page(&p);
	assert_has(&p, "ul.kb-list{list-style-type:\"\\3C /style\\3E ");
	assert_has(&p, "prefix:\"\\22 \"");
	assert_has(&p, "suffix:\"\\5C ");
	close_page(&p);
	open_page(&p, PROSE, REPORT("'p':['甲']"), &no_change); /* nothing of it without lists */
	write_page(&p);
	assert_false(has(&p, "kb-list"));
	assert_false(has(&p, "counter-style"));
	close_page(&p);
}

static void an_imprint_ends_the_article(void **state)
{
	static const char imprint[] = "{'key':'i','body':'imprint','copies':'抄送：{text}。',"
	                              "'printed':'{date}印发'}";
	struct page_trial p;

	(void)state;
	open_page(&p, imprint, REPORT("'i':{'copies':'甲<','organ':'乙','date':'2025-01-06'}"),
	          &no_change);
	write_page(&p);
	assert_has(&p,
	           "<footer class=\"kb-imprint\">\n<p>抄送：甲&lt;。</p>\n<p><span>乙</span> <span>"
	           "<time datetime=\"2025-01-06\">2025年1月6日</time>印发</span></p>\n</footer>");
	close_page(&p);
}

static void a_layout_cannot_break_out_of_the_style(void **state)
{
	static const struct layout_change hostile = {
	        "\"仿宋\": [", "\"仿宋\": [\"a\\\";}</style><script>\", \"b\\\\\\n\", "};
	static const struct layout_change number = {"\"number\": \"— {n} —\"",
	                                            "\"number\": \"</style>{n}\\\"\""};
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, REPORT("'p':['文']"), &hostile);
	write_page(&p);
	assert_has(&p, "font-family:\"a\\22 ;}\\3C /style\\3E \\3C script\\3E \",\"b\\5C \\A \",");
	assert_false(has(&p, "<script>"));
	close_page(&p);
	open_page(&p, PROSE, REPORT("'p':['文']"), &number);
	write_page(&p);
	assert_has(&p, "content:\"\\3C /style\\3E \" counter(page) \"\\22 \"}}");
	close_page(&p);
}

static void a_report_without_anything_is_still_a_page(void **state)
{
	struct page_trial p;

	(void)state;
	open_page(&p, PROSE, "{'organ':'机','year':2024}", &no_change);
	write_page(&p);
	assert_false(has(&p, "<header>"));
	assert_has(&p, "<div id=\"kb-text\" tabindex=\"-1\">\n</div>");
	close_page(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(texts_are_escaped_wherever_they_stand),
	        cmocka_unit_test(metadata_are_the_documents),
	        cmocka_unit_test(a_description_is_composed_by_the_layout),
	        cmocka_unit_test(a_website_adds_and_replaces_metadata),
	        cmocka_unit_test(metadata_of_a_website_are_checked),
	        cmocka_unit_test(the_pdf_is_linked_by_its_encoded_name),
	        cmocka_unit_test(no_level_of_headings_is_skipped),
	        cmocka_unit_test(sections_are_listed_where_the_layout_has_words_for_it),
	        cmocka_unit_test(a_fragment_is_an_article_and_its_style),
	        cmocka_unit_test(a_draft_is_marked_and_kept_from_search_engines),
	        cmocka_unit_test(breaks_by_sense_and_blanks_are_kept),
	        cmocka_unit_test(label_columns_that_stay_are_marked),
	        cmocka_unit_test(groups_are_marked_for_print),
	        cmocka_unit_test(a_wide_table_says_that_it_scrolls),
	        cmocka_unit_test(lists_are_lists_and_their_marks_are_styles),
	        cmocka_unit_test(an_imprint_ends_the_article),
	        cmocka_unit_test(a_layout_cannot_break_out_of_the_style),
	        cmocka_unit_test(a_report_without_anything_is_still_a_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
