/* SPDX-License-Identifier: MIT */
/* What is found out once and kept says what would be found out anew; and where reading ends. */
#include "import_trial.h"

#include "import/docx_styles.h"
#include "import/lines.h"
#include "xml/xml_tree.h"

/* ---- styles ---- */

#define STYLES "<w:styles xmlns:w='urn:w'>"

static struct docx_styles *styles_of(struct arena *a, const char *text)
{
	xmlDoc *tree = xml_parse(text, strlen(text));
	struct docx_styles *styles = docx_styles_read(a, xmlDocGetRootElement(tree));

	xmlFreeDoc(tree);
	return styles;
}

static const struct docx_settled *settled_of(struct docx_styles *styles, const char *id)
{
	return docx_styles_settle(styles, docx_styles_find(styles, id));
}

static void of_styles_the_nearest_rules(void **state)
{
	struct arena a = {0};
	struct docx_styles *styles = styles_of(
	        &a, STYLES "<w:style w:styleId='c'><w:basedOn w:val='b'/>"
	                   "<w:rPr><w:strike w:val='0'/></w:rPr></w:style>"
	                   "<w:style w:styleId='b'><w:name w:val='Caption'/><w:basedOn w:val='a'/>"
	                   "<w:pPr><w:numPr><w:ilvl w:val='2'/></w:numPr></w:pPr></w:style>"
	                   "<w:style w:styleId='a' w:type='paragraph' w:default='1'>"
	                   "<w:name w:val='heading 1'/><w:pPr><w:outlineLvl w:val='0'/><w:numPr>"
	                   "<w:ilvl w:val='1'/><w:numId w:val='7'/></w:numPr></w:pPr>"
	                   "<w:rPr><w:strike/><w:vanish/></w:rPr></w:style>"
	                   "<w:style w:styleId='c'><w:name w:val='second'/></w:style></w:styles>");

	(void)state;
	for (int again = 0; again < 2; again++) {
		const struct docx_settled *c = settled_of(styles, "c");

		assert_string_equal(c->use_id, "7");
		assert_int_equal(c->level, 2);
		assert_int_equal(c->outline, 0);
		assert_true(c->heading && c->caption);
		assert_int_equal(c->looks.struck, -1);
		assert_int_equal(c->looks.hidden, 1);
		assert_int_equal(settled_of(styles, "a")->level, 1);
		assert_false(settled_of(styles, "a")->caption);
	}
	assert_int_equal(settled_of(styles, "none")->level, DOCX_NO_LEVEL);
	assert_ptr_equal(docx_styles_of_paragraph(styles, "none"), docx_styles_find(styles, "a"));
	assert_string_equal(docx_styles_find(styles, "b")->id.text, "b");
	arena_release(&a);
}

/* Styles that are based on each other in a circle end as well. */
static void a_chain_of_styles_has_an_end(void **state)
{
	struct arena a = {0};
	struct buf b = {0};
	struct docx_styles *styles;

	(void)state;
	buf_puts(&b, STYLES "<w:style w:styleId='x'><w:basedOn w:val='x'/></w:style>");
	for (int i = 0; i < 60; i++)
		buf_putf(&b, "<w:style w:styleId='s%d'><w:basedOn w:val='s%d'/></w:style>", i,
		         i + 1);
	buf_puts(&b, "<w:style w:styleId='s60'><w:pPr><w:outlineLvl w:val='3'/></w:pPr></w:style>"
	             "</w:styles>");
	styles = styles_of(&a, b.p);
	assert_int_equal(settled_of(styles, "x")->outline, DOCX_NO_LEVEL);
	assert_int_equal(settled_of(styles, "s21")->outline, 3);
	assert_int_equal(settled_of(styles, "s20")->outline, DOCX_NO_LEVEL);
	buf_release(&b);
	arena_release(&a);
}

/* ---- words ---- */

static bool is_piece(const struct norm *piece, const struct norm *of)
{
	for (size_t i = 0; piece->n > 0 && i + piece->n <= of->n; i++)
		if (memcmp(of->cps + i, piece->cps, piece->n * sizeof(*of->cps)) == 0)
			return true;
	return false;
}

static void pieces_of_wordings_are_found(void **state)
{
	static const char *const wordings[] = {"本年新收数量", "上年结转数量", "（一）予以公开",
	                                       "公",           "新收",         ""};
	static const char *const pieces[] = {"新收数", "数量",           "结转",   "年",
	                                     "(一)",   "予以公开",       "公开。", "开公",
	                                     "量上",   "上年结转数量一", "总"};
	struct arena a = {0};
	struct term terms[COUNT(wordings)];
	struct term_list list = {.terms = terms, .n = COUNT(wordings)};
	struct wording_index *index;
	struct norm nothing = {.n = 0};

	(void)state;
	for (size_t i = 0; i < COUNT(wordings); i++)
		terms[i] = (struct term){.wording = norm_text(&a, wordings[i], NULL)};
	index = wording_index_make(&a, &list);
	for (size_t i = 0; i < COUNT(pieces); i++) {
		struct norm piece = norm_text(&a, pieces[i], NULL);
		bool wanted = false;

		for (size_t k = 0; k < COUNT(wordings); k++)
			wanted |= is_piece(&piece, &terms[k].wording);
		if (wording_index_has(index, &piece) != wanted)
			fail_msg("%s", pieces[i]);
	}
	assert_false(wording_index_has(index, &nothing));
	assert_false(wording_index_has(wording_index_make(&a, &(struct term_list){.n = 0}),
	                               &terms[0].wording));
	arena_release(&a);
}

static void characters_are_in_a_set(void **state)
{
	struct arena a = {0};
	struct character_set *set = character_set_make(&a);
	struct norm text = norm_text(&a, "甲乙\U0010FFFF", NULL),
	            more = norm_text(&a, "甲丙", NULL);

	(void)state;
	assert_true(character_set_has_all(set, &(struct norm){.n = 0}));
	assert_false(character_set_has_all(set, &text));
	character_set_add(set, &text);
	assert_true(character_set_has_all(set, &text));
	assert_false(character_set_has_all(set, &more));
	arena_release(&a);
}

/* ---- long texts ---- */

static void count(void *ctx, const struct phrase_match *m)
{
	*(int *)ctx += m->year == 2024;
}

/* It is read in parts, and a phrase may stand in two of them. */
static void a_long_text_is_searched_everywhere(void **state)
{
	static const char *const years[] = {"{year}年"};
	const struct form_texts patterns = {years, 1};
	struct buf b = {0};

	(void)state;
	for (size_t before = 480; before < 1060; before++) {
		int n = 0;

		buf_clear(&b);
		for (size_t i = 0; i < before; i++)
			buf_puts(&b, "字");
		buf_puts(&b, "2 0 2 4 年字2024年");
		phrase_search(&patterns, b.p, b.n, count, &n);
		assert_int_equal(n, 2);
		n = 0;
		phrase_search(&patterns, b.p, b.n - 1, count, &n);
		assert_int_equal(n, 1);
	}
	buf_release(&b);
}

#define TEN "甲乙丙丁戊己庚辛壬癸"
#define FORTY TEN TEN TEN TEN

/* n quotes before a text. */
static const char *quoted(struct arena *a, size_t n, const char *text)
{
	struct buf b = {0};

	for (size_t i = 0; i < n; i++)
		buf_putc(&b, '"');
	buf_puts(&b, text);
	return buf_to_arena(a, &b);
}

/* Blanks as wide as a character, which have three bytes. */
static bool is_date_with_blanks(size_t n)
{
	static const char *const dates[] = {"{y}年{m}月{d}日"};
	const struct form_texts patterns = {dates, 1};
	struct phrase_match m;
	struct buf b = {0};
	bool is;

	buf_puts(&b, "2024年");
	for (size_t i = 0; i < n; i++)
		buf_puts(&b, "\u3000");
	buf_puts(&b, "1月9日");
	is = phrase_match(&patterns, b.p, &m);
	buf_release(&b);
	return is && m.date.day == 9;
}

static void what_is_ignored_has_an_end(void **state)
{
	struct arena a = {0};
	struct norm_room room;
	struct norm few = norm_in(&room, quoted(&a, 900, "甲"), NULL), plain;
	struct norm_room other;

	(void)state;
	plain = norm_in(&other, "甲", NULL);
	assert_true(norm_is_same(&few, &plain));
	few = norm_in(&room, quoted(&a, 1000, "甲"), NULL);
	assert_int_equal(few.n, DISTANCE_MAX + 1);
	assert_int_equal(norm_likeness(&few, &plain), 0);
	/* Of quotes alone nothing remains, if they are few. */
	assert_int_equal(norm_in(&room, quoted(&a, 900, ""), NULL).n, 0);
	assert_non_null(norm_behind(quoted(&a, 199, "甲乙"), "甲"));
	assert_null(norm_behind(quoted(&a, 200, "甲乙"), "甲"));
	assert_true(is_date_with_blanks(990));
	assert_false(is_date_with_blanks(1000));
	assert_true(norm_is_longer("甲乙丙", 2));
	assert_false(norm_is_longer("甲乙", 2));
	arena_release(&a);
}

/* Very many cells may lie in one place. */
static void of_a_row_only_what_is_told_is_joined(void **state)
{
	struct buf b = {0};

	(void)state;
	for (int i = 0; i < 1000; i++)
		doc_join_excerpt(&b, FORTY);
	assert_memory_equal(b.p, FORTY " | " FORTY, strlen(FORTY " | " FORTY));
	assert_true(b.n < 1000);
	buf_release(&b);
}

static void blanks_are_cut_from_both_ends(void **state)
{
	static const struct {
		const char *text, *wanted;
	} cases[] = {
	        {"", ""},
	        {" \t\n", ""},
	        {"甲", "甲"},
	        {" 甲 乙\u3000", "甲 乙"},
	        {"\u2060a\u200b", "a"},
	        {"\u3000\u3000", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t n = strlen(cases[i].text);
		const char *text = doc_trim(cases[i].text, &n);

		assert_int_equal(n, strlen(cases[i].wanted));
		assert_memory_equal(text, cases[i].wanted, n);
	}
}

/* A document has as much text as one of its size may have; that it goes on is told once. */
static void texts_of_a_document_have_a_limit(void **state)
{
	enum { TEXT_N = 1 << 20 };
	struct source file = {"a.docx", "", 1};
	struct fixture f = {0};
	struct doc d = {.arena = &f.arena, .findings = &f.dl, .source = &file};
	struct doc_table *t;
	struct doc_cell cell = {.row = 0};
	char *text = arena_alloc(&f.arena, TEXT_N + 1);

	(void)state;
	memset(text, 'a', TEXT_N);
	for (int i = 0; i < 8; i++)
		assert_non_null(doc_add_text(&d, text, TEXT_N, (struct doc_place){0}));
	assert_int_equal(f.dl.error_n, 0);
	assert_non_null(doc_add_text(&d, "12345678", 8, (struct doc_place){0}));
	assert_null(doc_add_text(&d, "b", 1, (struct doc_place){0}));
	t = doc_new_table(&d, (struct doc_place){0});
	cell.text = "b";
	assert_string_equal(doc_add_cell(&d, t, &cell, 1)->text, "");
	assert_int_equal(d.block_n, 9);
	assert_int_equal(f.dl.error_n, 1);
	assert_non_null(strstr(f.dl.first->message, "more text than is read"));
	fixture_release(&f);
}

/* Its cells may lie in one place: more than a table has places are not kept. */
static void the_next_table_takes_the_room_of_one_that_is_too_large(void **state)
{
	struct fixture f = {0};
	struct doc d = {.arena = &f.arena, .findings = &f.dl};
	struct doc_table *large = doc_new_table(&d, (struct doc_place){0}), *next;
	const struct doc_cell *room, cell = {.text = "a"};

	(void)state;
	doc_add_cell(&d, large, &cell, 1);
	for (int i = 0; i < DOC_MAX_GRID; i++)
		doc_repeat_cell(&d, large, (size_t)i % 2);
	assert_int_equal(large->cell_n, DOC_MAX_GRID);
	room = large->cells;
	doc_add_table(&d, large);
	assert_non_null(strstr(f.dl.first->message, "is too large"));
	next = doc_new_table(&d, (struct doc_place){0});
	assert_ptr_equal(next->cells, room);
	doc_add_cell(&d, next, &cell, 1);
	doc_repeat_cell(&d, next, 1);
	doc_add_table(&d, next);
	assert_int_equal(d.block_n, 1);
	assert_int_equal(next->column_n, 2);
	assert_ptr_equal(next->cells[1].text, next->cells[0].text);
	assert_int_equal(f.dl.error_n, 1);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(of_styles_the_nearest_rules),
	        cmocka_unit_test(a_chain_of_styles_has_an_end),
	        cmocka_unit_test(pieces_of_wordings_are_found),
	        cmocka_unit_test(characters_are_in_a_set),
	        cmocka_unit_test(a_long_text_is_searched_everywhere),
	        cmocka_unit_test(what_is_ignored_has_an_end),
	        cmocka_unit_test(of_a_row_only_what_is_told_is_joined),
	        cmocka_unit_test(blanks_are_cut_from_both_ends),
	        cmocka_unit_test(texts_of_a_document_have_a_limit),
	        cmocka_unit_test(the_next_table_takes_the_room_of_one_that_is_too_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
