/* SPDX-License-Identifier: MIT */
/* test_text_any.c: properties of the lines of any text, checked with random texts. */
#include "text/text.h"

#include "text_bench.h"

static enum text_class class_at(const struct bench *b, size_t i)
{
	return (enum text_class)b->s.clusters[i].class_;
}

static bool is_mark_at(const struct bench *b, size_t i)
{
	return text_class_is_mark(class_at(b, i));
}

/* The end of a line without its trailing spaces. */
static size_t visible_end(const struct bench *b, const struct text_line *l)
{
	size_t end = l->last;

	while (end > l->first && class_at(b, end - 1) == TEXT_SPACE)
		end--;
	return end;
}

/* Pens advance; only a mark with a blank left half may start before the previous one's pen. */
static void check_positions(const struct bench *b, const struct text_line *l)
{
	for (size_t i = 1; i < l->last - l->first; i++) {
		const struct cluster *c = &b->s.clusters[l->first + i];
		bool blank = c->class_ == TEXT_OPENING || c->class_ == TEXT_SOLIDUS;

		assert_true(l->x[i] + (blank ? c->em / 2 : 0) >= l->x[i - 1]);
		if (c->class_ == TEXT_HAN && c[-1].class_ == TEXT_HAN)
			assert_true(l->x[i] >= l->x[i - 1] + c[-1].advance);
	}
}

/* A lower bound for the stretch of a line: half an em for every gap that is not tight. */
static lu least_growth(const struct bench *b, size_t first, size_t end)
{
	lu sum = 0;

	for (size_t i = first + 1; i < end; i++) {
		const struct cluster *c = &b->s.clusters[i];
		lu em = c->em < c[-1].em ? c->em : c[-1].em;

		bool indent = c[-1].class_ == TEXT_SPACE && c[-1].advance == 0;

		if (!c->tight && c->class_ != TEXT_SPACE && !indent)
			sum += em / 2;
	}
	return sum;
}

/* The ink outside the measure, which must be a single mark that may hang. */
static lu hung_ink(const struct bench *b, const struct text_line *l)
{
	size_t end = visible_end(b, l);
	const struct cluster *c;

	if (!b->rules.hanging || end < l->first + 2 ||
	    l->x[end - 1 - l->first] - l->start < l->width)
		return 0;
	c = &b->s.clusters[end - 1];
	if (c->cp != U'，' && c->cp != U'、' && c->cp != U'。')
		return 0;
	assert_false(text_class_is_mark((enum text_class)c[-1].class_));
	assert_int_equal(l->x[end - 1 - l->first], l->start + l->width);
	return natural(b, end - 1, end);
}

/* Whether the widths of what comes before and after i are independent of each other. */
static bool is_apart(const struct bench *b, size_t i)
{
	return i == b->s.cluster_n || (!is_mark_at(b, i) && b->s.clusters[i].hold < TEXT_JOINED);
}

/* A line fills the measure unless it is the last or cannot; only a single cluster may exceed it. */
static void check_width(const struct bench *b, const struct text_measure *m, size_t n)
{
	const struct text_line *l = &b->lines[n];
	lu room = m->width - l->start;
	size_t end = visible_end(b, l);

	if (l->width > room) {
		assert_true(end <= l->first + 1);
	} else if (l->width < room) {
		/* Breaking does not change widths. */
		if (is_apart(b, l->first) && is_apart(b, end))
			assert_int_equal(l->width, natural(b, l->first, end) - hung_ink(b, l));
		assert_true(!m->justify || n + 1 == b->line_n ||
		            l->width + least_growth(b, l->first, end) < room);
	}
	assert_true(end > l->first || l->width == 0);
}

static bool is_forbidden(const struct bench *b, size_t i)
{
	size_t prev = i - 1;

	while (prev > 0 && class_at(b, prev) == TEXT_SPACE)
		prev--;
	return text_class_never_starts(class_at(b, i), b->rules.prohibition) ||
	       text_class_never_ends(class_at(b, prev), b->rules.prohibition);
}

/*
 * A prohibition rule is only broken if the line had nothing weaker to break. Exception: the solidus
 * of an address may end a line.
 */
static void check_edge(const struct bench *b, const struct text_measure *m, size_t n)
{
	size_t first = b->lines[n - 1].first, i = b->lines[n].first;
	const struct cluster *c = &b->s.clusters[i];

	if (!is_forbidden(b, i) || m->balance || (c->tight && c[-1].cp == '/'))
		return;
	for (size_t k = first + 1; k < i; k++)
		assert_true(b->s.clusters[k].hold >= TEXT_RULED);
}

/* A number is broken only if it is wider than the line. */
static void check_number(const struct bench *b, const struct text_measure *m, size_t n)
{
	size_t first = b->lines[n].first, end = first;

	if (b->s.clusters[first].hold != TEXT_NUMBER)
		return;
	while (b->s.clusters[first].hold == TEXT_NUMBER)
		first--;
	while (end < b->s.cluster_n && b->s.clusters[end].hold == TEXT_NUMBER)
		end++;
	assert_true(natural(b, first, end) > m->width - b->lines[n - 1].start);
}

static void check_lines(const struct bench *b, const struct text_measure *m)
{
	size_t next = 0;

	for (size_t n = 0; n < b->line_n; n++) {
		const struct text_line *l = &b->lines[n];

		assert_int_equal(l->first, next);
		assert_true(l->last > l->first);
		next = l->last;
		check_positions(b, l);
		check_width(b, m, n);
		if (n > 0) {
			check_edge(b, m, n);
			check_number(b, m, n);
		}
	}
	assert_int_equal(next, b->s.cluster_n);
}

/*
 * At its maximum width a text has one line; at its minimum width it only breaks at opportunities
 * and in addresses.
 */
static void check_contents(struct bench *b)
{
	const struct text_measure widest = {.width = text_max_content(&b->s)};
	const struct text_measure least = {
	        .width = text_min_content(&b->s, &(struct text_parting){TEXT_ENDS_HEAD, LU_MAX}),
	        .balance = true};

	assert_true(least.width <= widest.width);
	break_at(b, &widest);
	assert_int_equal(b->line_n, 1);
	break_at(b, &least);
	for (size_t n = 1; n < b->line_n; n++) {
		const struct cluster *c = &b->s.clusters[b->lines[n].first];

		assert_true(c->brk != TEXT_NO_BREAK || (c->cp < 128 && (c - 1)->cp < 128));
	}
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Shapes a text in up to three styles of different sizes. */
static void shape_mixed(struct bench *b, const char *text, uint32_t *seed)
{
	static const char *const ROLES[] = {"仿宋", "宋体", "楷体"};
	static const lu SIZES[] = {EM, EM * 3 / 4, EM * 11 / 8};
	struct text_run runs[3];
	size_t off = 0, length = strlen(text);

	for (size_t i = 0; i < 3; i++) {
		size_t len = next_random(seed) % (length - off + 1);

		while (off + len < length && (text[off + len] & 0xC0) == 0x80)
			len++;
		runs[i] = (struct text_run){len, font_role_lookup(b->fs, ROLES[i]), SIZES[i],
		                            SIZES[i]};
		off += len;
	}
	b->in = (struct text_input){
	        .text = text, .len = length, .runs = runs, .run_n = 3, .rules = b->rules};
	assert_int_equal(text_shape(&b->arena, b->fs, &b->in, &b->dl, &b->s), RC_OK);
}

/* Random texts are put together from these. */
static const char *const PARTS[] = {"一",
                                    "二",
                                    "政府",
                                    "信息公开",
                                    "，",
                                    "。",
                                    "、",
                                    "（",
                                    "）",
                                    "“",
                                    "”",
                                    "《",
                                    "》",
                                    "：",
                                    "12",
                                    "3.5%",
                                    "——",
                                    "……",
                                    "·",
                                    "/",
                                    "～",
                                    "2024年",
                                    " ",
                                    "Xinhua",
                                    "-",
                                    "第十条",
                                    "〔2021〕30号",
                                    "¥7",
                                    "𬺓",
                                    "！",
                                    "①",
                                    "工作",
                                    "—",
                                    "1,234.5",
                                    "！？",
                                    "／",
                                    " 件 ",
                                    "（一）",
                                    "；",
                                    "甲乙丙丁",
                                    "申请",
                                    "12345678901234",
                                    "https://www.tjbd.gov.cn/zwgk/index.html"};

static char *random_text(uint32_t *seed)
{
	struct buf text = {0};
	int n = 2 + (int)(next_random(seed) % 60);

	for (int i = 0; i < n; i++)
		buf_puts(&text, PARTS[next_random(seed) % COUNT(PARTS)]);
	return text.p;
}

static struct text_rules random_rules(uint32_t *seed)
{
	static const int GAPS[] = {0, 125, 250};

	return (struct text_rules){.prohibition = (enum text_prohibition)(next_random(seed) % 4),
	                           .autospace = GAPS[next_random(seed) % 3],
	                           .tight_marks = next_random(seed) % 4 == 0,
	                           .hanging = next_random(seed) % 3 == 0};
}

static void any_text_follows_the_rules(void **state)
{
	struct bench *b = *state;
	uint32_t seed = 15834;

	for (int round = 0; round < 6000; round++) {
		struct text_measure m = {.justify = round % 5 != 0,
		                         .title = round % 21 == 0,
		                         .balance = round % 7 == 0};
		char *text = random_text(&seed);

		m.width = (lu)(next_random(&seed) % (round % 2 == 0 ? LINE_28 : LINE_28 / 6));
		m.indent = m.width > 8 * EM ? 2 * EM : 0;
		b->rules = random_rules(&seed);
		if (round % 3 == 0)
			shape_mixed(b, text, &seed);
		else
			shape(b, text);
		assert_int_equal(b->s.missing_n, 0);
		break_at(b, &m);
		check_lines(b, &m);
		check_contents(b);
		free(text);
		arena_release(&b->arena);
	}
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(any_text_follows_the_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
