/* SPDX-License-Identifier: MIT */
#include "report/fixture.h"

#include "report/report.h"
#include "schema/schema.h"

struct trial {
	struct fixture f;
	struct buf text;
};

static void trial_blank(struct trial *t, const char *layout)
{
	*t = (struct trial){0};
	assert_int_equal(fixture_form(&t->f, layout), RC_OK);
	schema_put_blank(&t->text, t->f.form);
}

/* Makes the schema and reads it: t.f.root is its tree. */
static void trial_schema(struct trial *t, const char *layout)
{
	*t = (struct trial){0};
	assert_int_equal(fixture_form(&t->f, layout), RC_OK);
	schema_put(&t->text, t->f.form, /*named*/ false);
	t->f.source = (struct source){.name = "schema", .text = t->text.p, .len = t->text.n};
	fixture_parse(&t->f, &t->f.source);
	assert_no_findings(&t->f);
}

static void trial_release(struct trial *t)
{
	buf_release(&t->text);
	fixture_release(&t->f);
}

/* The value at a path from the root, "properties.t.title"; numbers are positions of members. */
static const struct json *at(const struct trial *t, const char *way)
{
	const struct json *node = t->f.root;
	char name[64];

	while (*way != '\0' && node != NULL) {
		size_t n = strcspn(way, ".");

		snprintf(name, sizeof(name), "%.*s", (int)n, way);
		if (node->kind == JSON_ARRAY) {
			size_t index = strtoul(name, NULL, 10);

			for (node = node->first; node != NULL && index > 0; index--)
				node = node->next;
		} else {
			node = json_lookup(node, name);
		}
		way += n + (way[n] == '.');
	}
	return node;
}

static void assert_text(const struct trial *t, const char *way, const char *want)
{
	const struct json *node = at(t, way);

	if (want == NULL) {
		assert_null(node);
		return;
	}
	if (node == NULL)
		fail_msg("nothing at %s", way);
	assert_string_equal(node->text, want);
}

#define T "properties.t.properties."

static void a_blank_report_has_every_row_in_the_layouts_order(void **state)
{
	struct trial t;

	(void)state;
	trial_blank(
	        &t,
	        LAYOUT("{'key':'p','body':'prose','required':true},{'key':'o','body':"
	               "'prose'}," TABLE(
	                       COLUMNS,
	                       "[{'text':'子','key':'g','children':"
	                       "[{'text':'丑','key':'x'}]}]") ","
	                                                      "{'key':'u','body':'table','table':{'"
	                                                      "columns':[{'text':'甲'}],"
	                                                      "'rows':[{'text':'子','key':'n'}]}},{"
	                                                      "'key':'s','body':'signature'}",
	               ""));
	assert_string_equal(t.text.p, "{\n"
	                              "  \"layout\": \"small\",\n"
	                              "  \"title\": \"\",\n"
	                              "  \"organ\": \"\",\n"
	                              "  \"year\": null,\n"
	                              "  \"date\": null,\n"
	                              "  \"p\": [],\n"
	                              "  \"o\": [],\n"
	                              "  \"t\": {\n"
	                              "    \"g\": {\n"
	                              "      \"x\": [null, null, null]\n"
	                              "    }\n"
	                              "  },\n"
	                              "  \"u\": {\n"
	                              "    \"n\": null\n"
	                              "  },\n"
	                              "  \"s\": {\"organ\": null, \"date\": null}\n"
	                              "}\n");
	trial_release(&t);
}

static void title_organ_and_year_are_missing_in_a_blank_report(void **state)
{
	static const char *const pointers[] = {"/title", "/organ", "/year"};
	const struct report *r;
	struct fixture f = {0};
	struct buf b = {0};

	(void)state;
	fixture_shipped_form(&f);
	schema_put_blank(&b, f.form);
	f.source = (struct source){.name = "report", .text = b.p, .len = b.n};
	fixture_parse(&f, &f.source);
	assert_int_equal(
	        report_read(&f.arena, &(struct report_input){&f.source, f.root, f.form}, &f.dl, &r),
	        RC_INPUT);
	for (size_t i = 0; i < COUNT(pointers); i++) {
		assert_string_equal(fixture_finding(&f, i)->place.pointer, pointers[i]);
		assert_string_equal(fixture_finding(&f, i)->place.rule, "TYPE");
	}
	assert_int_equal(f.dl.error_n, COUNT(pointers));
	buf_release(&b);
	fixture_release(&f);
}

static void titles_are_the_labels_on_the_path_to_a_cell(void **state)
{
	struct trial t;

	(void)state;
	trial_schema(&t, LAYOUT(TABLE("[{'text':'头|一','children':[{'text':'甲','key':'a'},"
	                              "{'text':'乙','key':'b','total':true}]}]",
	                              "[{'text':'组','children':[{'text':'子|丑','key':'x'}]},"
	                              "{'text':'寅','key':'y','total':true}]"),
	                        ""));
	assert_text(&t, "title", "小");
	assert_text(&t, "properties.t.title", "表");
	assert_text(&t, T "x.title", "组 → 子丑");
	assert_text(&t, T "x.$ref", "#/$defs/t_row");
	assert_text(&t, T "y.title", "寅");
	assert_text(&t, T "y.$ref", "#/$defs/t_row_2");
	assert_text(&t, "$defs.t_row.minItems", "2");
	assert_text(&t, "$defs.t_row.maxItems", "2");
	assert_text(&t, "$defs.t_row.prefixItems.0.title", "头一 → 甲");
	assert_text(&t, "$defs.t_row.prefixItems.0.$ref", "#/$defs/cell");
	assert_text(&t, "$defs.t_row_2.prefixItems.0.$ref", "#/$defs/total");
	assert_text(&t, "$defs.t_row.properties.b.title", "头一 → 乙");
	assert_text(&t, "$defs.t_row.properties.b.$ref", "#/$defs/total");
	trial_release(&t);
}

static void a_cell_without_a_columns_key_has_its_columns_label(void **state)
{
	struct trial t;

	(void)state;
	trial_schema(&t, LAYOUT("{'key':'t','body':'table','table':{'parts':["
	                        "{'title':'第|一','key':'k','columns':[{'text':'数'}],"
	                        "'rows':[{'text':'子','key':'x'},"
	                        "{'text':'合','key':'y','total':true}]},"
	                        "{'columns':[{'text':'甲','key':'c','children':["
	                        "{'text':'子','key':'a'},{'text':'丑','key':'b'}]}],"
	                        "'rows':[{}]}]}}",
	                        ""));
	assert_text(&t, T "k.title", "第一");
	assert_text(&t, T "k.properties.x.title", "第一 → 子 → 数");
	assert_text(&t, T "k.properties.x.$ref", "#/$defs/cell");
	assert_text(&t, T "k.properties.y.$ref", "#/$defs/total");
	assert_text(&t, T "c.title", "甲");
	assert_text(&t, "$defs.t_row.prefixItems.1.title", "丑");
	trial_release(&t);
}

static void rows_share_a_definition_only_if_their_columns_are_alike(void **state)
{
	struct trial t;

	(void)state;
	trial_schema(&t, LAYOUT("{'key':'t','body':'table','table':{'parts':["
	                        "{'columns':" COLUMNS ",'rows':" ROWS "},"
	                        "{'columns':[{'text':'甲','key':'a'},{'text':'乙','key':'b'},"
	                        "{'text':'计','key':'sum'}],'rows':[{'text':'寅','key':'z'}]}]}},"
	                        "{'key':'u','body':'table','table':{'columns':" COLUMNS
	                        ",'rows':" ROWS "}}",
	                        ""));
	assert_text(&t, T "x.$ref", "#/$defs/t_row");
	assert_text(&t, T "y.$ref", "#/$defs/t_row");
	assert_text(&t, T "all.$ref", "#/$defs/t_row_2");
	assert_text(&t, T "z.$ref", "#/$defs/t_row_3");
	assert_text(&t, "properties.u.properties.x.$ref", "#/$defs/t_row");
	assert_null(at(&t, "$defs.u_row"));
	trial_release(&t);
}

/* Keys may be the same where the words are others. */
static void rows_whose_columns_are_called_otherwise_share_none(void **state)
{
	struct trial t;

	(void)state;
	trial_schema(&t, LAYOUT("{'key':'t','body':'table','table':{'parts':["
	                        "{'columns':[{'text':'甲','key':'a'},{'text':'乙','key':'b'}],"
	                        "'rows':[{'text':'子','key':'x'}]},"
	                        "{'columns':[{'text':'丙','key':'a'},{'text':'丁','key':'b'}],"
	                        "'rows':[{'text':'丑','key':'y'}]}]}}",
	                        ""));
	assert_text(&t, T "x.$ref", "#/$defs/t_row");
	assert_text(&t, T "y.$ref", "#/$defs/t_row_2");
	trial_release(&t);
}

static void the_envelope_and_required_sections_are_required(void **state)
{
	static const char sections[] =
	        LAYOUT("{'key':'p','body':'prose','required':true},{'key':'o','body':'prose'}", "");
	struct trial t;

	(void)state;
	trial_schema(&t, sections);
	assert_text(&t, "required.0", "title");
	assert_text(&t, "required.3", "p");
	assert_text(&t, "required.4", NULL);
	buf_clear(&t.text);
	schema_put(&t.text, t.f.form, /*named*/ true);
	assert_non_null(strstr(t.text.p, "\"required\": [\"layout\", \"title\""));
	trial_release(&t);
}

static void an_id_has_only_characters_of_a_uri(void **state)
{
	static const char layout[] = "{'layout':'a b/中','name':{'zh':'小','en':'small'},"
	                             "'language':'zh-CN','draft_mark':'草稿','sections':[]}";
	struct trial t;

	(void)state;
	trial_schema(&t, layout);
	assert_text(&t, "$id", "urn:kanben:layout:a%20b%2F%E4%B8%AD");
	assert_text(&t, "properties.layout.const", "a b/中");
	trial_release(&t);
}

static void keys_are_listed_with_the_words_of_the_form(void **state)
{
	static const char layout[] = SMALL(CHECK("row", "sum = a + b"));
	struct fixture f = {0};
	struct buf b = {0};

	(void)state;
	assert_int_equal(fixture_form(&f, layout), RC_OK);
	schema_put_keys(&b, f.form);
	assert_non_null(strstr(b.p, "title                               The report's title\n"));
	/* The columns once, below the first row. */
	assert_non_null(strstr(b.p, "\nt                                   表\n"
	                            "  x                                 子\n"
	                            "    a                               甲\n"
	                            "    b                               乙\n"
	                            "    sum                             计\n"
	                            "  y                                 丑\n"
	                            "  all                               合\n"));
	buf_release(&b);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(keys_are_listed_with_the_words_of_the_form),
	        cmocka_unit_test(a_blank_report_has_every_row_in_the_layouts_order),
	        cmocka_unit_test(title_organ_and_year_are_missing_in_a_blank_report),
	        cmocka_unit_test(titles_are_the_labels_on_the_path_to_a_cell),
	        cmocka_unit_test(a_cell_without_a_columns_key_has_its_columns_label),
	        cmocka_unit_test(rows_share_a_definition_only_if_their_columns_are_alike),
	        cmocka_unit_test(rows_whose_columns_are_called_otherwise_share_none),
	        cmocka_unit_test(the_envelope_and_required_sections_are_required),
	        cmocka_unit_test(an_id_has_only_characters_of_a_uri),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
