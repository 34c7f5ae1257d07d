/* SPDX-License-Identifier: MIT */
/* test_visit.c: every text and cell of a report is visited, once and in order. */
#include "report/bound.h"

#include "report/visit.h"

enum { KIND_N = TEXT_SIGNER + 1 };

#define SECTIONS                                                                                       \
	"{'key':'p','heading':'一','body':'prose'}," TABLE(                                            \
	        COLUMNS,                                                                               \
	        ROWS) ","                                                                              \
	              "{'key':'list','body':'attachments','label':'附件：','number':'{n}.'},"       \
	              "{'key':'sign','body':'signature'},"                                             \
	              "{'key':'remark','body':'note','note':'（{text}）'},"                          \
	              "{'key':'foot','body':'imprint','copies':'抄送：{text}。','printed':'{date}" \
	              "印发'}"

#define OWN_TABLE                                                                                       \
	"{'table':{'caption':'表1','unit':'万元','corner':'地区',"                                 \
	"'columns':[{'text':'单位数'},{'text':'产值','children':[{'text':'本年','align':'end'}," \
	"{'text':'上年'}]}],"                                                                         \
	"'rows':[{'text':'合计','values':[12,'31.5','无']},"                                         \
	"{'text':'城区','children':[{'text':'东区','values':['/',null,{'value':'见注','align':"   \
	"'end'}]},{'values':[5,'13800138000','甲']}]}],'notes':['注：甲']}}"

/* Its members are in the order of the form. */
#define EVERYTHING                                                                                            \
	"{'layout':'small','title':'题','organ':'机','year':2024,'date':'2025-01-05',"                      \
	"'revision':{'number':1,'date':'2025-02-01','reason':'更正表格'},"                                \
	"'p':['第一段。',{'heading':'（一）公开','level':2},{'heading':'（二）管理。','text':" \
	"'接排。'},{'list':['甲项',{'text':'乙项','list':['子项'],'ordered':true}]},{'text':'"       \
	"有注。','notes':['注一','注二']}," OWN_TABLE ",'末段。'],"                                        \
	"'t':{'before':['前一段。',{'heading':'（一）前'}],'unit':'件','x':[1,'2','/"                \
	"'],'y':[null,1,1],'notes':['注一','注二'],"                                                      \
	"'after':['后一段。'," OWN_TABLE "]},"                                                                \
	"'list':['附件甲','附件乙'],'sign':{'organ':['机关甲','机关乙'],'date':'2025-01-05'},"    \
	"'remark':'此件公开','foot':{'copies':'各区','organ':'办公室','date':'2025-01-06'}}"

struct seen {
	const struct json *texts[200], *cells[200];
	size_t text_n, cell_n;
	size_t kinds[KIND_N], wheres[IN_N];
	size_t last; /* offset of the text or cell before */
	bool ordered;
	const struct report *report;
};

static void see_text(void *user, const struct report_text *t)
{
	struct seen *s = user;
	bool lone = t->where == IN_NONE;

	assert_true(s->text_n < COUNT(s->texts));
	s->texts[s->text_n++] = t->at;
	s->kinds[t->kind]++;
	s->wheres[t->where]++;
	s->ordered &= t->at->off >= s->last;
	s->last = t->at->off;
	assert_ptr_equal(t->text, t->at->text);
	assert_int_equal(t->len, t->at->len);
	assert_int_equal(t->section == NULL, lone);
	assert_int_equal(t->block != NULL,
	                 t->where == IN_PROSE || t->where == IN_BEFORE || t->where == IN_AFTER);
	if (t->block != NULL && text_kind_in_table(t->kind))
		assert_int_equal(t->block->kind, BLOCK_TABLE);
	else if (t->block != NULL)
		assert_int_not_equal(t->block->kind, BLOCK_TABLE);
}

static void see_cell(void *user, const struct report_cell *c)
{
	struct seen *s = user;

	assert_true(s->cell_n < COUNT(s->cells));
	s->cells[s->cell_n++] = c->cell->at;
	if (c->cell->state != CELL_ABSENT) {
		s->ordered &= c->cell->at->off >= s->last;
		s->last = c->cell->at->off;
	}
	assert_int_equal(c->block != NULL, c->where != IN_NONE);
	if (c->block == NULL)
		assert_ptr_equal(section_cell(c->section, c->part, c->row, c->column), c->cell);
	else
		assert_ptr_equal(&c->block->table->cells[c->row * 3 + c->column], c->cell);
}

static size_t count_of(const struct json *const *list, size_t n, const struct json *node)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += list[i] == node;
	return count;
}

/* Strings that are not texts: they are read as dates, names or looks. */
static bool is_text(const struct json *node)
{
	static const char *const keys[] = {"layout", "date", "align"};

	for (size_t i = 0; i < COUNT(keys); i++)
		if (node->key != NULL && strcmp(node->key, keys[i]) == 0)
			return false;
	return true;
}

/* Every string below the node must be visited: as a text, as a cell, or as both in a cell. */
static size_t assert_each_once(const struct seen *s, const struct json *node)
{
	size_t texts = count_of(s->texts, s->text_n, node);
	size_t cells = count_of(s->cells, s->cell_n, node);
	size_t n = 0;

	if (node->kind == JSON_STRING && is_text(node)) {
		if (texts > 1 || cells > 1 || texts + cells == 0)
			fail_msg("“%s”: %zu texts, %zu cells", node->text, texts, cells);
		n = 1;
	} else if (node->kind == JSON_STRING && texts + cells > 0) {
		fail_msg("“%s” is no text", node->text);
	}
	for (const struct json *c = json_first(node); c != NULL; c = c->next)
		n += assert_each_once(s, c);
	return n;
}

static void visit_text_of(struct fixture *f, struct seen *s, const char *text)
{
	*f = (struct fixture){0};
	*s = (struct seen){.ordered = true};
	assert_int_equal(fixture_form(f, LAYOUT(SECTIONS, "")), RC_OK);
	assert_int_equal(fixture_report(f, text, &s->report), RC_OK);
	assert_no_findings(f);
	report_visit(s->report, &(struct report_visitor){s, see_text, see_cell});
}

static void every_text_is_visited_once_and_in_order(void **state)
{
	struct fixture f;
	struct seen s;

	(void)state;
	visit_text_of(&f, &s, EVERYTHING);
	assert_int_equal(s.text_n, 27 + 2 * 16);
	assert_true(assert_each_once(&s, f.root) > s.text_n);
	assert_true(s.ordered);
	for (size_t kind = 0; kind < KIND_N; kind++)
		/* A picture needs a file: tests/cli/test_pictures.py. */
		if (s.kinds[kind] == 0 && kind != TEXT_ALT && kind != TEXT_PICTURE_CAPTION &&
		    kind != TEXT_CHART_LABEL)
			fail_msg("no text of kind %zu", kind);
	for (size_t where = 0; where < IN_N; where++)
		if (s.wheres[where] == 0)
			fail_msg("no text in place %zu", where);
	fixture_release(&f);
}

static void every_cell_is_visited_once(void **state)
{
	struct fixture f;
	struct seen s;

	(void)state;
	visit_text_of(&f, &s, EVERYTHING);
	assert_int_equal(s.cell_n, 9 + 2 * 9);
	/* strings in cells of a report's own table, except “/”; not those of the layout's tables */
	assert_int_equal(s.kinds[TEXT_CELL], 2 * 5);
	fixture_release(&f);
}

/* A picture of one pixel, whatever its name. */
static const char *read_picture(void *user, struct arena *a, const char *file, struct source *ret)
{
	static const char png[] = "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\1\0\0\0\1\x08\0\0\0"
	                          "\0\x3A\x7E\x9B\x55\0\0\0\x0AIDATx\x9C\x63\x68\0\0\0\x82\0"
	                          "\x81\x77\xCD\x72\xB6\0\0\0\0IEND\xAE\x42\x60\x82";

	(void)user;
	*ret = (struct source){arena_strdup(a, file), png, sizeof(png) - 1};
	return NULL;
}

#define PICTURE(file) "{'picture':{'file':'" file "','alt':'图'}}"

static void pictures_are_listed_once_by_name(void **state)
{
	static const char *const names[] = {"a.png", "b.png", "b/a.png", "c.png"};
	const struct report_files files = {.read = read_picture};
	struct fixture f = {0};
	const struct report_picture **list;
	const struct report *r;
	size_t n;

	(void)state;
	assert_int_equal(fixture_form(&f, LAYOUT("{'key':'p','body':'prose'}", "")), RC_OK);
	f.source = fixture_source(
	        &f, "report",
	        "{'title':'题','organ':'机','year':2024,'p':[" PICTURE("c.png") "," PICTURE(
	                "a.png") "," PICTURE("b.png") "," PICTURE("b/a.png") "," PICTURE("c.png") "]}");
	fixture_parse(&f, &f.source);
	assert_int_equal(report_read(&f.arena,
	                             &(struct report_input){&f.source, f.root, f.form, &files},
	                             &f.dl, &r),
	                 RC_OK);
	assert_no_findings(&f);
	list = report_pictures(&f.arena, r, &n);
	assert_int_equal(n, COUNT(names));
	for (size_t i = 0; i < n; i++)
		assert_string_equal(list[i]->file, names[i]);
	fixture_release(&f);
}

static void missing_texts_are_skipped(void **state)
{
	struct fixture f;
	struct seen s;

	(void)state;
	visit_text_of(&f, &s, "{'title':'题','organ':'机','year':2024}");
	assert_int_equal(s.text_n, 2);
	assert_int_equal(s.cell_n, 9); /* absent ones of the layout's table */
	fixture_release(&f);
}

static void note_level(void *user, const struct report_text *t)
{
	if (t->level > 0)
		buf_putf(user, "%d%s ", t->level, t->text);
}

static void headings_items_and_heads_have_levels(void **state)
{
	struct fixture f;
	struct seen s;
	struct buf b = {0};

	(void)state;
	visit_text_of(&f, &s, EVERYTHING);
	report_visit_section(&s.report->sections[0],
	                     &(struct report_visitor){.user = &b, .text = note_level});
	assert_string_equal(
	        b.p,
	        "2（一）公开 2（二）管理。 1甲项 1乙项 2子项 1单位数 1产值 2本年 2上年 1合计 1城区 "
	        "2东区 ");
	buf_release(&b);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_text_is_visited_once_and_in_order),
	        cmocka_unit_test(every_cell_is_visited_once),
	        cmocka_unit_test(pictures_are_listed_once_by_name),
	        cmocka_unit_test(missing_texts_are_skipped),
	        cmocka_unit_test(headings_items_and_heads_have_levels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
