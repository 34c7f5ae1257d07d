/* SPDX-License-Identifier: MIT */
#include "report/checked.h"

#include "diff/differ.h"

/* ---- sequences ---- */

/* A sequence of one-byte tokens. */
static struct sequence letters(struct arena *a, const char *s, size_t n)
{
	struct diff_token *tokens = arena_array(a, struct diff_token, n);

	for (size_t i = 0; i < n; i++)
		tokens[i] = (struct diff_token){s + i, 1};
	return (struct sequence){tokens, n, arena_array(a, bool, n)};
}

static char letter(const struct sequence *s, size_t i)
{
	return *s->tokens[i].p;
}

/* Checks that unchanged tokens are the same in both, and returns their number. */
static size_t common_length(const struct sequence *a, const struct sequence *b)
{
	size_t i = 0, k = 0, n = 0;

	for (;; i++, k++, n++) {
		while (i < a->n && a->changed[i])
			i++;
		while (k < b->n && b->changed[k])
			k++;
		if (i == a->n || k == b->n)
			break;
		assert_memory_equal(a->tokens[i].p, b->tokens[k].p, a->tokens[i].len);
	}
	assert_int_equal(i, a->n);
	assert_int_equal(k, b->n);
	return n;
}

/* The length of a longest common subsequence, computed by the textbook definition. */
static size_t longest_common(const struct sequence *a, const struct sequence *b)
{
	size_t row[128] = {0};

	assert_true(b->n < 127);
	for (size_t i = 0; i < a->n; i++) {
		size_t diagonal = 0;

		for (size_t k = 0; k < b->n; k++) {
			size_t above = row[k + 1];

			if (letter(a, i) == letter(b, k))
				row[k + 1] = diagonal + 1;
			else if (row[k] > row[k + 1])
				row[k + 1] = row[k];
			diagonal = above;
		}
	}
	return row[b->n];
}

static void short_sequences_are_aligned_exactly(void **state)
{
	char x[100], y[100];
	uint32_t random = 1;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct arena arena = {0};
		struct sequence a, b;
		size_t n[2];

		for (int side = 0; side < 2; side++) {
			random = random * 1103515245 + 12345;
			n[side] = random >> 16 & 63;
			for (size_t i = 0; i < n[side]; i++) {
				random = random * 1103515245 + 12345;
				(side == 0 ? x : y)[i] = (char)('a' + (random >> 16) % 4);
			}
		}
		a = letters(&arena, x, n[0]);
		b = letters(&arena, y, n[1]);
		memset(a.changed, true, n[0]); /* by another comparison */
		memset(b.changed, true, n[1]);
		align_sequences(&a, &b);
		assert_int_equal(common_length(&a, &b), longest_common(&a, &b));
		arena_release(&arena);
	}
}

enum { LONG = 200000 };

/* Numbers as tokens of four bytes. */
static struct sequence numbers(struct arena *a, const uint32_t *values, size_t n)
{
	struct diff_token *tokens = arena_array(a, struct diff_token, n);

	for (size_t i = 0; i < n; i++)
		tokens[i] = (struct diff_token){(const char *)&values[i], sizeof(*values)};
	return (struct sequence){tokens, n, arena_array(a, bool, n)};
}

/* Too long for a table: aligned at the tokens that occur once. */
static void long_sequences_are_aligned_at_unique_tokens(void **state)
{
	struct arena arena = {0};
	uint32_t *x = arena_array(&arena, uint32_t, LONG), *y = arena_array(&arena, uint32_t, LONG);
	struct sequence a, b;

	(void)state;
	for (uint32_t i = 0; i < LONG; i++) {
		x[i] = i;
		y[i] = i % 1000 == 7 ? LONG + i : i; /* one in a thousand is different */
	}
	a = numbers(&arena, x, LONG);
	b = numbers(&arena, y, LONG);
	align_sequences(&a, &b);
	assert_int_equal(common_length(&a, &b), LONG - LONG / 1000);
	for (uint32_t i = 0; i < LONG; i++)
		assert_int_equal(a.changed[i], i % 1000 == 7);
	arena_release(&arena);
}

/* No unique token, reversed order, nothing in common: there is still an alignment. */
static void hostile_sequences_are_aligned_somehow(void **state)
{
	(void)state;
	for (int kind = 0; kind < 4; kind++) {
		struct arena arena = {0};
		uint32_t *x = arena_array(&arena, uint32_t, LONG);
		uint32_t *y = arena_array(&arena, uint32_t, LONG);
		struct sequence a, b;

		for (uint32_t i = 0; i < LONG; i++) {
			x[i] = kind == 0 ? i % 2 : i / (kind == 3 ? 2 : 1);
			y[i] = kind == 0   ? i % 3
			       : kind == 1 ? LONG - i
			       : kind == 2 ? LONG + i
			                   : (i * 7) % LONG / 2;
		}
		a = numbers(&arena, x, LONG);
		b = numbers(&arena, y, LONG);
		align_sequences(&a, &b);
		common_length(&a, &b);
		arena_release(&arena);
	}
}

static void empty_sequences_have_nothing_in_common(void **state)
{
	struct arena arena = {0};
	struct sequence none = {0}, other = letters(&arena, "abc", 3), again = {0};

	(void)state;
	align_sequences(&none, &again);
	align_sequences(&none, &other);
	assert_true(other.changed[0] && other.changed[2]);
	align_sequences(&other, &none);
	assert_true(other.changed[1]);
	arena_release(&arena);
}

/* ---- excerpts ---- */

static void excerpts_show_what_changed(void **state)
{
	static const struct {
		const char *before, *after, *want;
	} cases[] = {
	        {"共64件", "共65件", "共[-64-]{+65+}件"},
	        {"共1.64件", "共1.65件", "共[-1.64-]{+1.65+}件"},
	        {"", "新", "{+新+}"},
	        {"旧", "", "[-旧-]"},
	        {"收到申请", "收到公开申请", "收到{+公开+}申请"},
	        {"甲乙丙丁戊己庚辛壬癸子丑寅卯1", "甲乙丙丁戊己庚辛壬癸子丑寅卯2",
	         "…丙丁戊己庚辛壬癸子丑寅卯[-1-]{+2+}"},
	        {"1甲乙丙丁戊己庚辛壬癸子丑寅卯", "2甲乙丙丁戊己庚辛壬癸子丑寅卯",
	         "[-1-]{+2+}甲乙丙丁戊己庚辛壬癸子丑…"},
	        /* Two characters in common between two changes are chance. */
	        {"共一的二完", "共三的四完", "共[-一的二-]{+三的四+}完"},
	        {"共一之间的二完", "共三之间的四完", "共[-一-]{+三+}之间的[-二-]{+四+}完"},
	};
	struct arena a = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(excerpt_of_change(&a, cases[i].before, cases[i].after),
		                    cases[i].want);
	arena_release(&a);
}

static void long_texts_are_cut(void **state)
{
	struct arena a = {0};
	struct buf x = {0}, y = {0};
	const char *text;

	(void)state;
	for (int i = 0; i < 600; i++) {
		buf_puts(&x, i % 10 < 5 ? "同文不改处" : "甲");
		buf_puts(&y, i % 10 < 5 ? "同文不改处" : "乙");
	}
	text = excerpt_of_change(&a, x.p, y.p);
	assert_true(strlen(text) < 3000);
	assert_string_equal(text + strlen(text) - 3, "…");
	assert_true(strlen(excerpt_of_text(&a, x.p)) <= 61 * 3);
	assert_string_equal(excerpt_of_text(&a, "短"), "短");
	buf_release(&x);
	buf_release(&y);
	arena_release(&a);
}

static void texts_are_alike_if_half_of_their_pairs_are(void **state)
{
	(void)state;
	assert_true(excerpt_is_alike("全年收到申请64件。", "全年收到申请65件。"));
	assert_true(excerpt_is_alike("", ""));
	assert_false(excerpt_is_alike("全年收到申请64件。", "举办培训三次。"));
	assert_false(excerpt_is_alike("", "甲"));
}

/* ---- reports ---- */

#define FORM                                                                                       \
	LAYOUT("{'key':'p','heading':'一','body':'prose'}," TABLE(COLUMNS, ROWS) ",{'key':'sign'," \
	                                                                         "'body':"         \
	                                                                         "'signature'}",   \
	       CHECK("row", "sum = sum()"))
#define HEAD_OF "'title':'题','organ':'机','year':2024"

/* One line per change: kind how pointer section row column numbers before after difference. */
static void put_change(struct buf *b, const struct change *c)
{
	static const char how[] = {'*', '+', '-'};

	buf_putf(b, "%c%s %s", how[c->how], c->kind, c->pointer);
	if (c->row != NULL || c->column != NULL)
		buf_putf(b, " (%s, %s)", c->row != NULL ? c->row : "", c->column);
	if (c->old_number != 0 || c->new_number != 0)
		buf_putf(b, " %zu>%zu", c->old_number, c->new_number);
	buf_putf(b, ": %s > %s", c->before != NULL ? c->before : "none",
	         c->after != NULL ? c->after : "none");
	if (c->difference != NULL)
		buf_putf(b, " = %s", c->difference);
	buf_putc(b, '\n');
}

static void assert_changes(const char *old_members, const char *new_members, const char *want)
{
	struct trial t = {0};
	struct buf b = {0};
	const struct report *old;

	assert_int_equal(fixture_form(&t.f, FORM), RC_OK);
	trial_check(&t, arena_printf(&t.f.arena, "{%s}", old_members));
	old = t.r;
	trial_check(&t, arena_printf(&t.f.arena, "{%s}", new_members));
	for (const struct change *c = diff_reports(&t.f.arena, old, t.r); c != NULL; c = c->next)
		put_change(&b, c);
	assert_string_equal(b.n > 0 ? b.p : "", want);
	buf_release(&b);
	fixture_release(&t.f);
}

static void changes_are_found_where_they_are(void **state)
{
	static const struct {
		const char *before, *after, *want;
	} cases[] = {
	        {HEAD_OF, HEAD_OF, ""},
	        {HEAD_OF, "'title':'新题','organ':'机','year':2025,'date':'2026-01-02'",
	         "*title /title: 题 > 新题\n*year /year: 2024 > 2025\n"
	         "+date /date: none > 2026-01-02\n"},
	        {HEAD_OF ",'revision':{'number':1,'date':'2025-01-01','reason':'甲'}",
	         HEAD_OF ",'revision':{'number':2,'date':'2025-01-01','reason':'乙'}",
	         "*revision /revision/number: 1 > 2\n*revision /revision/reason: 甲 > 乙\n"},
	        /* What is printed is compared: arrays and objects, given and computed totals are
	           the same. */
	        {HEAD_OF ",'t':{'x':[1,2,null]}", HEAD_OF ",'t':{'x':{'a':1,'b':'2','sum':3}}", ""},
	        {HEAD_OF ",'t':{'x':[1,'2.50','/'],'y':[1,1,2]}",
	         HEAD_OF ",'t':{'x':{'a':4,'b':'2.5','sum':null}}",
	         "*cell /t/x/a (子, 甲): 1 > 4 = 3\n*cell /t/x/b (子, 乙): 2.50 > 2.5 = 0\n"
	         "*cell /t/x/sum (子, 计): / > 6.5\n*cell /t/y/0 (丑, 甲): 1 > \n"
	         "*cell /t/y/1 (丑, 乙): 1 > \n*cell /t/y/2 (丑, 计): 2 > \n"},
	        {HEAD_OF ",'t':{}", HEAD_OF, "-section /t: none > none\n"},
	        {HEAD_OF ",'p':['甲段一二三','乙段四五六','丙段七八九']",
	         HEAD_OF ",'p':['甲段一二三','新的一段','丙段七八十']",
	         "-paragraph /p/1 2>0: 乙段四五六 > none\n+paragraph /p/1 0>2: none > 新的一段\n"
	         "*paragraph /p/2 3>3: 丙段七八九 > 丙段七八十\n"},
	        {HEAD_OF ",'p':['甲段']", HEAD_OF ",'p':['前段','甲段','后段']",
	         "+paragraph /p/0 0>1: none > 前段\n+paragraph /p/2 0>3: none > 后段\n"},
	        /* Moved: removed and added. */
	        {HEAD_OF ",'p':['甲','乙','丙']", HEAD_OF ",'p':['乙','丙','甲']",
	         "-paragraph /p/0 1>0: 甲 > none\n+paragraph /p/2 0>3: none > 甲\n"},
	        {HEAD_OF ",'p':['（一）公开情况']", HEAD_OF ",'p':[{'heading':'（一）公开情况'}]",
	         "*heading /p/0/heading 1>1: （一）公开情况 > （一）公开情况\n"},
	        {HEAD_OF ",'sign':{'organ':'甲局','date':'2025-01-01'}",
	         HEAD_OF ",'sign':{'organ':'乙局','date':'2025-01-02'}",
	         "-organ /sign/organ 1>0: 甲局 > none\n+organ /sign/organ 0>1: none > 乙局\n"
	         "*date /sign/date: 2025-01-01 > 2025-01-02\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_changes(cases[i].before, cases[i].after, cases[i].want);
}

static void headings_and_the_prose_around_a_table_are_compared(void **state)
{
	static const struct {
		const char *before, *after, *want;
	} cases[] = {
	        /* what follows a heading on its line belongs to it */
	        {HEAD_OF
	         ",'p':[{'heading':'（一）公开。','text':'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳。'}]",
	         HEAD_OF ",'p':[{'heading':'（一）公开。','text':'"
	                 "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往。'}]",
	         "*heading /p/0/heading 1>1: （一）公开。甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳。 > "
	         "（一）公开。天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往。\n"},
	        {HEAD_OF ",'p':['（一）公开。甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳。']",
	         HEAD_OF
	         ",'p':[{'heading':'（一）公开。','text':'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳。'}]",
	         "*heading /p/0/heading 1>1: （一）公开。甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳。 > "
	         "（一）公开。甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳。\n"},
	        {HEAD_OF ",'p':[{'heading':'标题','level':2}]",
	         HEAD_OF ",'p':[{'heading':'标题','level':3}]",
	         "*heading /p/0/heading 1>1: 标题 > 标题\n"},
	        /* the prose before a table comes before its cells */
	        {HEAD_OF ",'t':{'before':['前一二三'],'x':[1,2,3],'after':['后一二三']}",
	         HEAD_OF ",'t':{'before':['前一二四'],'x':[2,2,4],'after':['插','后一二四']}",
	         "*paragraph /t/before/0 1>1: 前一二三 > 前一二四\n*cell /t/x/0 (子, 甲): 1 > 2 = "
	         "1\n"
	         "*cell /t/x/2 (子, 计): 3 > 4 = 1\n+paragraph /t/after/0 0>1: none > 插\n"
	         "*paragraph /t/after/1 1>2: 后一二三 > 后一二四\n"},
	        {HEAD_OF ",'sign':{'organ':['甲局','丙局']}",
	         HEAD_OF ",'sign':{'organ':['丙局','甲局']}",
	         "-organ /sign/organ/0 1>0: 甲局 > none\n+organ /sign/organ/1 0>2: none > 甲局\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_changes(cases[i].before, cases[i].after, cases[i].want);
}

#define OWN(rows)                                                                                  \
	HEAD_OF ",'p':[{'table':{'caption':'表1','columns':[{'text':'数'}],'rows':[" rows "]}}]"

static void tables_in_prose_are_compared_cell_by_cell(void **state)
{
	(void)state;
	assert_changes(OWN("{'text':'东','values':[1]}"), OWN("{'text':'东','values':[3]}"),
	               "*cell /p/0/table/rows/0/values/0 (东, 数) 1>1: 1 > 3 = 2\n");
	assert_changes(OWN("{'values':[1]},{'values':[null]}"),
	               OWN("{'values':[1]},{'values':['无']}"),
	               "*cell /p/0/table/rows/1/values/0 (, 数) 1>1:  > 无\n");
	assert_changes(OWN("{'text':'东','values':[1]}"), OWN("{'text':'西','values':[1]}"),
	               "*table /p/0/table 1>1: 表1 > 表1\n");
	assert_changes(OWN("{'text':'东','values':[1]}"), HEAD_OF ",'p':['段']",
	               "-table /p/0/table 1>0: 表1 > none\n+paragraph /p/0 0>1: none > 段\n");
	/* Only the caption, and the caption with a cell. */
	assert_changes(OWN("{'text':'东','values':[1]}"),
	               HEAD_OF ",'p':[{'table':{'caption':'表2','columns':[{'text':'数'}],'rows':["
	                       "{'text':'东','values':[2]}]}}]",
	               "*table /p/0/table 1>1: 表1 > 表2\n"
	               "*cell /p/0/table/rows/0/values/0 (东, 数) 1>1: 1 > 2 = 1\n");
	/* The same labels and figures, but in other rows or under another row. */
	assert_changes(OWN("{'text':'东','values':[1]},{'values':[1]}"),
	               OWN("{'values':[1]},{'text':'东','values':[1]}"),
	               "*table /p/0/table 1>1: 表1 > 表1\n");
	assert_changes(OWN("{'text':'东','children':[{'text':'西','values':[1]},{'values':[1]}]}"),
	               OWN("{'text':'东','children':[{'text':'西','values':[1]}]},{'values':[1]}"),
	               "*table /p/0/table 1>1: 表1 > 表1\n");
	/* Only its looks differ. */
	assert_changes(OWN("{'text':'东','values':[1]}"),
	               OWN("{'text':'东','align':'end','values':[1]}"), "");
}

#define LIST(items) HEAD_OF ",'p':[{'list':[" items "]}]"

static void lists_are_compared_as_a_whole(void **state)
{
	static const struct {
		const char *before, *after, *want;
	} cases[] = {
	        {LIST("'甲一二三','乙'"), LIST("'甲一二三','乙'"), ""},
	        {LIST("'甲一二三','乙四五六'"), LIST("'甲一二三','乙四五七'"),
	         "*list /p/0/list 1>1: 甲一二三 乙四五六 > 甲一二三 乙四五七\n"},
	        {LIST("'甲一二三','乙四五六'"), LIST("'甲一二三','插入','乙四五六'"),
	         "*list /p/0/list 1>1: 甲一二三 乙四五六 > 甲一二三 插入 乙四五六\n"},
	        {LIST("'甲一二三','乙四五六'"), LIST("'甲一二三'"),
	         "*list /p/0/list 1>1: 甲一二三 乙四五六 > 甲一二三\n"},
	        {LIST("'甲一二三','乙四五六'"), LIST("'乙四五六','甲一二三'"),
	         "*list /p/0/list 1>1: 甲一二三 乙四五六 > 乙四五六 甲一二三\n"},
	        /* The same items, but numbered, on another level, or of another list. */
	        {LIST("'甲一二三','乙'"),
	         HEAD_OF ",'p':[{'list':['甲一二三','乙'],'ordered':true}]",
	         "*list /p/0/list 1>1: 甲一二三 乙 > 甲一二三 乙\n"},
	        {LIST("'甲一二三','乙'"),
	         HEAD_OF ",'p':[{'list':['甲一二三','乙'],'ordered':false}]", ""},
	        {LIST("'甲一二三','乙'"), LIST("{'text':'甲一二三','list':['乙']}"),
	         "*list /p/0/list 1>1: 甲一二三 乙 > 甲一二三 乙\n"},
	        {LIST("{'text':'甲一二三','list':['乙']}"),
	         LIST("{'text':'甲一二三','list':['乙'],'ordered':true}"),
	         "*list /p/0/list 1>1: 甲一二三 乙 > 甲一二三 乙\n"},
	        {LIST("{'text':'甲一二三','list':['乙','丙']},'丁'"),
	         LIST("{'text':'甲一二三','list':['乙']},'丙','丁'"),
	         "*list /p/0/list 1>1: 甲一二三 乙 丙 丁 > 甲一二三 乙 丙 丁\n"},
	        /* Whole lists, and paragraphs that became one. */
	        {HEAD_OF ",'p':['段']", HEAD_OF ",'p':['段',{'list':['甲','乙']}]",
	         "+list /p/1/list 0>2: none > 甲 乙\n"},
	        {HEAD_OF ",'p':['段',{'list':['甲','乙']}]", HEAD_OF ",'p':['段']",
	         "-list /p/1/list 2>0: 甲 乙 > none\n"},
	        {HEAD_OF ",'p':['甲一二三','乙四五六']", LIST("'甲一二三','乙四五六'"),
	         "*list /p/0/list 1>1: 甲一二三 > 甲一二三 乙四五六\n"
	         "-paragraph /p/1 2>0: 乙四五六 > none\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_changes(cases[i].before, cases[i].after, cases[i].want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(short_sequences_are_aligned_exactly),
	        cmocka_unit_test(long_sequences_are_aligned_at_unique_tokens),
	        cmocka_unit_test(hostile_sequences_are_aligned_somehow),
	        cmocka_unit_test(empty_sequences_have_nothing_in_common),
	        cmocka_unit_test(excerpts_show_what_changed),
	        cmocka_unit_test(long_texts_are_cut),
	        cmocka_unit_test(texts_are_alike_if_half_of_their_pairs_are),
	        cmocka_unit_test(changes_are_found_where_they_are),
	        cmocka_unit_test(headings_and_the_prose_around_a_table_are_compared),
	        cmocka_unit_test(lists_are_compared_as_a_whole),
	        cmocka_unit_test(tables_in_prose_are_compared_cell_by_cell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
