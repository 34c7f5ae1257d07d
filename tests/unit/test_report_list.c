/* SPDX-License-Identifier: MIT */
/* Lists in prose: read out of reports. */
#include "report/bound.h"
#include "report/dump.h"

#define PROSE LAYOUT("{'key':'p','body':'prose','required':true}", "")
#define REPORT(blocks) "{'title':'题','organ':'机','year':2024,'p':[" blocks "]}"

static void lists_are_dumped_fact_by_fact(void **state)
{
	struct bound t;
	struct buf b = {0};

	(void)state;
	bound_read(&t, PROSE,
	           REPORT("'前',{'list':['甲',{'text':'乙','list':['子','丑'],'ordered':true},"
	                  "{'text':'丙','ordered':false,'list':['寅']},'丁']},"
	                  "{'ordered':true,'list':[{'text':'一','list':['二']}]},'后'"));
	assert_no_findings(&t.f);
	report_dump(&b, t.r);
	assert_string_equal(strstr(b.p, "section"), "section p\n"
	                                            "  paragraph \"前\"\n"
	                                            "  list\n"
	                                            "    bullet \"甲\"\n"
	                                            "    bullet \"乙\"\n"
	                                            "      numbered \"子\"\n"
	                                            "      numbered \"丑\"\n"
	                                            "    bullet \"丙\"\n"
	                                            "      bullet \"寅\"\n"
	                                            "    bullet \"丁\"\n"
	                                            "  list\n"
	                                            "    numbered \"一\"\n"
	                                            "      bullet \"二\"\n"
	                                            "  paragraph \"后\"\n");
	buf_release(&b);
	fixture_release(&t.f);
}

static void items_know_where_they_were_typed(void **state)
{
	struct bound t;
	const struct report_list *list;

	(void)state;
	bound_read(&t, PROSE, REPORT("{'list':['甲',{'text':'乙','list':['子']}]}"));
	assert_no_findings(&t.f);
	list = &t.r->sections[0].prose.blocks[0].list;
	assert_string_equal(json_pointer(&t.f.arena, t.r->sections[0].prose.blocks[0].at),
	                    "/p/0/list");
	assert_string_equal(json_pointer(&t.f.arena, list->items[0].text.at), "/p/0/list/0");
	assert_string_equal(json_pointer(&t.f.arena, list->items[1].text.at), "/p/0/list/1/text");
	assert_string_equal(json_pointer(&t.f.arena, list->items[1].list.items[0].text.at),
	                    "/p/0/list/1/list/0");
	fixture_release(&t.f);
}

/* The text is read without the places of the marks, and its characters know where they are. */
static void a_paragraph_has_footnotes(void **state)
{
	struct bound t;
	struct buf b = {0};
	const struct block *block;

	(void)state;
	bound_read(&t, PROSE, REPORT("{'text':' 甲[^2]乙[^]丙[^1]丁','notes':['一','二','三']}"));
	assert_int_equal(t.f.dl.error_n, 0);
	report_dump(&b, t.r);
	assert_string_equal(strstr(b.p, "section"), "section p\n"
	                                            "  paragraph \"甲乙[^]丙丁\"\n"
	                                            "    note at 3 \"二\"\n"
	                                            "    note at 12 \"一\"\n"
	                                            "    note at 15 \"三\"\n");
	block = &t.r->sections[0].prose.blocks[0];
	for (size_t off = 0; off < block->len; off += 3) {
		size_t at = json_string_offset(t.r->source, block->at, off);

		assert_memory_equal(t.r->source->text + at, block->text + off, 3);
	}
	assert_string_equal(json_pointer(&t.f.arena, block->at), "/p/0/text");
	buf_clear(&b);
	report_write_json(&b, t.r);
	assert_non_null(strstr(b.p, "\"甲[^2]乙[^]丙[^1]丁[^3]\""));
	buf_release(&b);
	fixture_release(&t.f);
}

/* Marks in a heading and in the text after it share the notes; what has no place is at the end. */
static void headings_and_items_have_footnotes(void **state)
{
	struct bound t;
	struct buf b = {0}, again = {0};

	(void)state;
	bound_read(&t, PROSE,
	           REPORT("{'heading':'（一）甲[^2]乙','text':'丙','notes':['一','二']},"
	                  "{'list':['甲',{'text':'[^1]乙','notes':['三'],'list':[{'text':'丙',"
	                  "'notes':['四']}]}]}"));
	assert_int_equal(t.f.dl.error_n, 0);
	report_dump(&b, t.r);
	assert_string_equal(strstr(b.p, "section"), "section p\n"
	                                            "  heading 2 \"（一）甲乙\"\n"
	                                            "    note at 12 \"二\"\n"
	                                            "    text \"丙\"\n"
	                                            "    note at 3 \"一\"\n"
	                                            "  list\n"
	                                            "    bullet \"甲\"\n"
	                                            "    bullet \"乙\"\n"
	                                            "      note at 0 \"三\"\n"
	                                            "      bullet \"丙\"\n"
	                                            "        note at 3 \"四\"\n");
	report_write_json(&again, t.r);
	assert_non_null(strstr(again.p, "\"（一）甲[^2]乙\""));
	assert_non_null(strstr(again.p, "\"丙[^1]\""));
	assert_non_null(strstr(again.p, "\"[^1]乙\""));
	buf_release(&b);
	buf_release(&again);
	fixture_release(&t.f);
}

static const struct {
	const char *report;
	struct expected want;
} faults[] = {
        {REPORT("{'list':[]}"), {"TYPE", "/p/0/list", "[]}", "1 or more items"}},
        {REPORT("{'list':'甲'}"), {"TYPE", "/p/0/list", "'甲'", "an array expected, found a"}},
        {REPORT("{'list':null}"), {"TYPE", "/p/0/list", "null", "an array expected"}},
        {REPORT("{'list':['甲',7]}"),
         {"TYPE", "/p/0/list/1", "7]",
          "a text or an object with “text” and “list” or “notes” expected"}},
        {REPORT("{'list':[['甲']]}"),
         {"TYPE", "/p/0/list/0", "['甲']",
          "a text or an object with “text” and “list” or “notes”"}},
        {REPORT("{'list':['甲',null]}"), {"TYPE", "/p/0/list/1", "null", "a text or an object"}},
        {REPORT("{'list':['甲','']}"), {"TYPE", "/p/0/list/1", "'']", "empty"}},
        {REPORT("{'list':['甲','　']}"), {"TYPE", "/p/0/list/1", "'　'", "empty or blank"}},
        {REPORT("{'list':['甲','乙\\u0000']}"), {"GLYPH", "/p/0/list/1", "\\u0000", "U+0000"}},
        {REPORT("{'list':['甲'],'ordered':1}"),
         {"TYPE", "/p/0/ordered", "1}", "true or false expected"}},
        {REPORT("{'list':['甲'],'orderd':true}"),
         {"KEY", "/p/0/orderd", "'orderd'", "did you mean “ordered”?"}},
        {REPORT("{'list':['甲'],'level':1}"),
         {"KEY", "/p/0/level", "'level'", "unknown key “level”"}},
        {REPORT("{'list':['甲'],'heading':'题'}"),
         {"KEY", "/p/0/heading", "'heading'", "unknown key “heading”"}},
        /* items with lists of their own */
        {REPORT("{'list':[{'list':['甲']}]}"),
         {"MISSING", "/p/0/list/0/text", "{'list':['甲']}", "“text” is missing"}},
        {REPORT("{'list':[{}]}"), {"MISSING", "/p/0/list/0/text", "{}", "“text” is missing"}},
        {REPORT("{'list':[{'text':7}]}"), {"TYPE", "/p/0/list/0/text", "7}", "a string expected"}},
        {REPORT("{'list':[{'text':' '}]}"), {"TYPE", "/p/0/list/0/text", "' '", "empty or blank"}},
        {REPORT("{'list':[{'text':'甲','list':[]}]}"),
         {"TYPE", "/p/0/list/0/list", "[]}", "1 or more items"}},
        {REPORT("{'list':[{'text':'甲','list':'子'}]}"),
         {"TYPE", "/p/0/list/0/list", "'子'", "an array expected"}},
        {REPORT("{'list':[{'text':'甲','list':['子',' ']}]}"),
         {"TYPE", "/p/0/list/0/list/1", "' '", "empty or blank"}},
        {REPORT("{'list':[{'text':'甲','list':[7]}]}"),
         {"TYPE", "/p/0/list/0/list/0", "7]", "lists have two levels at most"}},
        {REPORT("{'list':[{'text':'甲','list':[{'text':'子','list':['三']}]}]}"),
         {"TYPE", "/p/0/list/0/list/0", "{'text':'子'",
          "a text (lists have two levels at most) expected, found an object"}},
        {REPORT("{'list':[{'text':'甲','ordered':true}]}"),
         {"TYPE", "/p/0/list/0/ordered", "true", "“ordered” needs a “list”"}},
        {REPORT("{'list':[{'text':'甲','list':['子'],'ordered':'yes'}]}"),
         {"TYPE", "/p/0/list/0/ordered", "'yes'", "true or false expected"}},
        {REPORT("{'list':[{'text':'甲','lsit':['子']}]}"),
         {"KEY", "/p/0/list/0/lsit", "'lsit'", "did you mean “list”?"}},
};

static void faults_of_lists_are_found_at_their_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(faults); i++) {
		struct bound t;

		bound_read(&t, PROSE, faults[i].report);
		assert_int_equal(t.rc, RC_INPUT);
		assert_finding(&t.f, fixture_only(&t.f), &faults[i].want);
		fixture_release(&t.f);
	}
}

/* What is left of a faulty list stays, so that its texts are checked in the same run. */
static void a_faulty_item_does_not_take_the_rest_along(void **state)
{
	struct bound t;
	struct buf b = {0};

	(void)state;
	bound_read(&t, PROSE,
	           REPORT("{'list':['甲',7,{'list':['子']},{'text':'乙','list':['丑','']},'丙']},"
	                  "{'list':[true]},'后'"));
	assert_int_equal(t.f.dl.error_n, 4);
	report_dump(&b, t.r);
	assert_string_equal(strstr(b.p, "section"), "section p\n"
	                                            "  list\n"
	                                            "    bullet \"甲\"\n"
	                                            "    bullet \"乙\"\n"
	                                            "      bullet \"丑\"\n"
	                                            "    bullet \"丙\"\n"
	                                            "  paragraph \"后\"\n");
	buf_release(&b);
	fixture_release(&t.f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_paragraph_has_footnotes),
	        cmocka_unit_test(headings_and_items_have_footnotes),
	        cmocka_unit_test(lists_are_dumped_fact_by_fact),
	        cmocka_unit_test(items_know_where_they_were_typed),
	        cmocka_unit_test(faults_of_lists_are_found_at_their_place),
	        cmocka_unit_test(a_faulty_item_does_not_take_the_rest_along),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
