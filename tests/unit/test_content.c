/* SPDX-License-Identifier: MIT */
/* What a report says, before it is set in pages or written as a web page. */
#include "report/checked.h"

#include "check/check.h"
#include "content/content.h"

/* Content of a report in a layout whose sections are given, with the shipped layout's looks. */
struct said {
	struct trial t;
	const struct style *style;
	const struct content *c;
};

/* `looks`: of the shipped layout, with a piece of it replaced. */
static void say(struct said *s, const char *sections, const char *report, const char *looks[2])
{
	struct fixture *f = &s->t.f;
	struct checked_report checked;
	struct content_input in = {.report = &checked, .date = {2025, 1, 31}};
	struct source src = {.name = "looks"};
	const char *layout, *at;

	*s = (struct said){0};
	assert_int_equal(fixture_form(f, arena_printf(&f->arena, LAYOUT("%s", ""), sections)),
	                 RC_OK);
	layout = fixture_file(f, "layouts/annual-report-2021.json");
	at = strstr(layout, looks[0]);
	assert_non_null(at);
	src.text = arena_printf(&f->arena, "%.*s%s%s", (int)(at - layout), layout, looks[1],
	                        at + strlen(looks[0]));
	src.len = strlen(src.text);
	fixture_parse(f, &src);
	assert_int_equal(style_read(&f->arena, &src, f->root, &f->dl, &s->style), RC_OK);
	trial_check(&s->t, report);
	checked.report = s->t.r;
	in.style = s->style;
	s->c = content_build(&f->arena, &in);
}

#define TEN "一二三四五六七八九十"

static const char *as_shipped[2] = {"", ""};

/* "own:甲|wording:乙|…", a span each, with where in its string it begins unless at 0. */
static const char *spans(struct said *s, const struct content_text *t)
{
	static const char *const names[] = {[SPAN_OWN] = "own",
	                                    [SPAN_WORDING] = "wording",
	                                    [SPAN_LEAD] = "lead",
	                                    [SPAN_DATE] = "date"};
	const char *text = "", *p = t->text;

	for (size_t i = 0; i < t->span_n; i++) {
		const struct content_span *span = &t->spans[i];

		text = arena_printf(&s->t.f.arena, "%s%s%s:%.*s", text, i > 0 ? "|" : "",
		                    names[span->role], (int)span->len, p);
		if (span->at_off > 0)
			text = arena_printf(&s->t.f.arena, "%s@%u", text, span->at_off);
		/* What was typed stands in its string where the span says. */
		assert_int_equal(span->at == NULL, span->role == SPAN_WORDING);
		if (span->at != NULL && span->role != SPAN_DATE)
			assert_memory_equal(span->at->text + span->at_off, p, span->len);
		p += span->len;
	}
	assert_int_equal(p - t->text, t->len);
	return text;
}

static const struct content_block *block(const struct said *s, size_t section, size_t i)
{
	assert_true(section < s->c->section_n);
	assert_true(i < s->c->sections[section].block_n);
	return &s->c->sections[section].blocks[i];
}

#define PROSE "{'key':'p','heading':'一、甲','body':'prose'}"
#define REPORT(members) "{'title':'题','organ':'机','year':2024," members "}"

static void a_correction_knows_its_date_and_its_reason(void **state)
{
	/* The reason comes first, has the date in it, and the number looks like a part of it. */
	static const char *looks[2] = {"\"revision_note\": \"（{date}第{n}次更正：{reason}）\"",
	                               "\"revision_note\": \"{reason}（{n}，{date}）\""};
	static const char report[] = REPORT(
	        "'revision':{'number':1,'date':'2025-03-02','reason':'2025年3月2日1'},'p':[]");
	const struct content_block *b;
	struct said s;

	(void)state;
	say(&s, PROSE, report, looks);
	b = &s.c->front.blocks[1];
	assert_int_equal(b->kind, CONTENT_CORRECTION);
	assert_int_equal(b->u.lines.n, 2);
	assert_string_equal(spans(&s, &b->u.lines.list[0]), "wording:（更正版）");
	assert_string_equal(spans(&s, &b->u.lines.list[1]),
	                    "own:2025年3月2日1|wording:（|wording:1|wording:，|date:2025年3月2日|"
	                    "wording:）");
	assert_int_equal(b->u.lines.list[1].spans[4].date.day, 2);
	assert_string_equal(s.c->meta.title, "题（更正版）");
	assert_non_null(strstr(s.c->meta.subject, "2025年3月2日1（1，2025年3月2日）"));
	assert_int_equal(s.c->meta.revised.month, 3);
	assert_int_equal(s.c->meta.date.month, 1);
	fixture_release(&s.t.f);
}

static void a_run_in_heading_is_its_lead_and_the_rest(void **state)
{
	const struct content_block *b;
	struct said s;

	(void)state;
	say(&s, PROSE, REPORT("'p':['（一）甲。乙',{'heading':'（二）丙。','text':'丁'},'戊']"),
	    as_shipped);
	b = block(&s, 0, 1);
	assert_int_equal(b->kind, CONTENT_RUN_IN);
	assert_string_equal(spans(&s, &b->u.heading.text), "lead:（一）甲。|own:乙@15");
	assert_string_equal(b->u.heading.bookmark, "（一）甲");
	assert_int_equal(content_lead(&b->u.heading.text), 15);
	b = block(&s, 0, 2);
	assert_string_equal(spans(&s, &b->u.heading.text), "lead:（二）丙。|own:丁");
	b = block(&s, 0, 3);
	assert_int_equal(b->kind, CONTENT_PARAGRAPH);
	assert_string_equal(spans(&s, &b->u.text), "own:戊");
	assert_int_equal(content_lead(&b->u.text), 0);
	fixture_release(&s.t.f);
}

static void tag_levels_never_skip_one(void **state)
{
	static const char report[] =
	        REPORT("'p':[{'heading':'深','level':4},{'heading':'浅','level':"
	               "2},{'heading':'中','level':3}]");
	static const int want[] = {2, 3, 3, 4};
	struct said s;

	(void)state;
	say(&s, PROSE, report, as_shipped);
	for (size_t i = 0; i < COUNT(want); i++)
		assert_int_equal(block(&s, 0, i)->u.heading.tag_level, want[i]);
	assert_true(s.c->sections[0].headed);
	fixture_release(&s.t.f);
	/* Without a title the first heading takes its place. */
	say(&s, PROSE, "{'organ':'机','year':2024,'p':[]}", as_shipped);
	assert_int_equal(s.c->front.block_n, 0);
	assert_int_equal(block(&s, 0, 0)->u.heading.tag_level, 1);
	fixture_release(&s.t.f);
}

static void the_layouts_words_are_not_said_twice(void **state)
{
	static const char note[] = "{'key':'n','body':'note','note':'（{text}）'}";
	static const struct {
		const char *typed, *want;
	} cases[] = {
	        {"公开", "wording:（|own:公开|wording:）"},
	        {"（公开）", "own:（公开）"},
	        {"（公开", "own:（公开|wording:）"},
	        {"公开）", "wording:（|own:公开）"},
	};
	struct said s;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = {0};

		say(&s, note, arena_printf(&a, REPORT("'n':'%s'"), cases[i].typed), as_shipped);
		assert_int_equal(block(&s, 0, 0)->kind, CONTENT_NOTE);
		assert_string_equal(spans(&s, &block(&s, 0, 0)->u.text), cases[i].want);
		arena_release(&a);
		fixture_release(&s.t.f);
	}
}

static void an_imprints_label_is_a_text_of_its_own(void **state)
{
	static const char imprint[] = "{'key':'i','body':'imprint','copies':'抄送：{text}。',"
	                              "'printed':'{date}印发'}";
	struct content_imprint im;
	struct said s;

	(void)state;
	say(&s, imprint, REPORT("'i':{'copies':'甲','organ':'乙','date':'2025-01-06'}"),
	    as_shipped);
	im = *block(&s, 0, 0)->u.imprint;
	assert_string_equal(spans(&s, &im.label), "wording:抄送：");
	assert_string_equal(spans(&s, &im.copies), "own:甲|wording:。");
	assert_string_equal(spans(&s, &im.printed), "date:2025年1月6日|wording:印发");
	fixture_release(&s.t.f);
	say(&s, imprint, REPORT("'i':{'copies':'抄送：甲。','organ':'乙','date':'2025-01-06'}"),
	    as_shipped);
	im = *block(&s, 0, 0)->u.imprint;
	assert_string_equal(spans(&s, &im.label), "own:抄送：");
	assert_string_equal(spans(&s, &im.copies), "own:甲。@9");
	fixture_release(&s.t.f);
}

static void attachments_have_numbers_if_there_are_several(void **state)
{
	static const char list[] =
	        "{'key':'a','body':'attachments','label':'附件：','number':'{n}.'}";
	struct content_attachments a;
	struct said s;

	(void)state;
	say(&s, list, REPORT("'a':['甲','乙']"), as_shipped);
	a = block(&s, 0, 0)->u.attachments;
	assert_string_equal(spans(&s, &a.label), "wording:附件：");
	assert_string_equal(spans(&s, &a.list.items[1].mark), "wording:2.");
	assert_string_equal(spans(&s, &a.list.items[1].text), "own:乙");
	fixture_release(&s.t.f);
	say(&s, list, REPORT("'a':['甲']"), as_shipped);
	assert_int_equal(block(&s, 0, 0)->u.attachments.list.items[0].mark.len, 0);
	fixture_release(&s.t.f);
	say(&s, list, REPORT("'a':[]"), as_shipped);
	assert_int_equal(s.c->sections[0].block_n, 0);
	fixture_release(&s.t.f);
}

/* Marks go by the level of a list, whatever the list around it is. */
static void items_have_marks_and_their_own_text(void **state)
{
	const struct content_item *items;
	struct said s;

	(void)state;
	say(&s, PROSE,
	    REPORT("'p':[{'list':['甲',{'text':'乙','list':['子','丑'],'ordered':true},"
	           "{'text':'丙','list':['寅']}]},{'list':[{'text':'丁','list':['卯']},'戊'],"
	           "'ordered':true}]"),
	    as_shipped);
	assert_int_equal(s.c->sections[0].block_n, 3);
	assert_int_equal(block(&s, 0, 1)->kind, CONTENT_LIST);
	assert_false(block(&s, 0, 1)->u.list.ordered);
	assert_int_equal(block(&s, 0, 1)->u.list.n, 3);
	items = block(&s, 0, 1)->u.list.items;
	assert_string_equal(spans(&s, &items[0].mark), "wording:•");
	assert_string_equal(spans(&s, &items[0].text), "own:甲");
	assert_null(items[0].list);
	assert_string_equal(spans(&s, &items[1].text), "own:乙");
	assert_true(items[1].list->ordered);
	assert_int_equal(items[1].list->n, 2);
	assert_string_equal(spans(&s, &items[1].list->items[1].mark), "wording:（2）");
	assert_string_equal(spans(&s, &items[1].list->items[1].text), "own:丑");
	assert_string_equal(json_pointer(&s.t.f.arena, items[1].list->items[1].text.spans->at),
	                    "/p/0/list/1/list/1");
	assert_false(items[2].list->ordered);
	assert_string_equal(spans(&s, &items[2].list->items[0].mark), "wording:－");
	assert_true(block(&s, 0, 2)->u.list.ordered);
	items = block(&s, 0, 2)->u.list.items;
	assert_string_equal(spans(&s, &items[1].mark), "wording:2.");
	assert_string_equal(spans(&s, &items[0].list->items[0].mark), "wording:－");
	fixture_release(&s.t.f);
}

static void a_label_that_goes_on_is_the_cells_and_a_mark(void **state)
{
	struct content_span room[2];
	struct arena a = {0};
	struct content_text t;
	struct grid_cell c = {.text = "甲|乙"};
	const struct json at = {.kind = JSON_STRING, .text = "甲乙", .len = 6};

	(void)state;
	t = content_continued(&a, &c, "（续）", room);
	assert_string_equal(t.text, "甲|乙|（续）");
	assert_true(t.hints);
	assert_int_equal(room[0].len + room[1].len, t.len);
	c = (struct grid_cell){.text = at.text, .at = &at};
	t = content_continued(&a, &c, "（续）", room);
	assert_string_equal(t.text, "甲乙（续）");
	assert_false(t.hints);
	assert_int_equal(room[0].len, 6);
	assert_ptr_equal(room[0].at, &at);
	assert_null(room[1].at);
	arena_release(&a);
}

/* Of a layout that says nothing about its reports. */
static void a_description_is_how_the_text_begins(void **state)
{
	static const struct {
		const char *prose, *description;
	} cases[] = {
	        {"[{'heading':'一、甲'},'如下：','乙。\\n丙。','丁。']", "乙。丙。"},
	        {"['" TEN "。" TEN TEN TEN TEN TEN "，" TEN TEN TEN TEN TEN TEN "。']", TEN "。"},
	        {"['" TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN "。']",
	         TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN "…"},
	        {"[]", NULL},
	};
	struct said s;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char report[2000];

		snprintf(report, sizeof(report), "{'title':'标题','organ':'机','year':2024,'p':%s}",
		         cases[i].prose);
		say(&s, PROSE, report, as_shipped);
		if (cases[i].description != NULL)
			assert_string_equal(s.c->meta.description, cases[i].description);
		else
			assert_null(s.c->meta.description);
		fixture_release(&s.t.f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_correction_knows_its_date_and_its_reason),
	        cmocka_unit_test(a_run_in_heading_is_its_lead_and_the_rest),
	        cmocka_unit_test(tag_levels_never_skip_one),
	        cmocka_unit_test(the_layouts_words_are_not_said_twice),
	        cmocka_unit_test(an_imprints_label_is_a_text_of_its_own),
	        cmocka_unit_test(attachments_have_numbers_if_there_are_several),
	        cmocka_unit_test(items_have_marks_and_their_own_text),
	        cmocka_unit_test(a_label_that_goes_on_is_the_cells_and_a_mark),
	        cmocka_unit_test(a_description_is_how_the_text_begins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
