/* SPDX-License-Identifier: MIT */
#include "html_trial.h"

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
	        cmocka_unit_test(lists_are_lists_and_their_marks_are_styles),
	        cmocka_unit_test(an_imprint_ends_the_article),
	        cmocka_unit_test(a_layout_cannot_break_out_of_the_style),
	        cmocka_unit_test(a_report_without_anything_is_still_a_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
