/* SPDX-License-Identifier: MIT */
/* test_text_formulas.c: formulas and measures at the ends of lines, and the classes of UAX #14. */
#include "text/text.h"

#include "text_bench.h"

enum { KEPT_MAX = 3, MEASURE_MAX = 1400, STEP = 10 };

/* A text, and what stands on one line in it wherever the line ends. */
struct vector {
	const char *text, *kept[KEPT_MAX];
};

static const struct vector VECTORS[] = {
        {"稀释后H₂SO₄质量分数为37.2%以下", {"H₂SO₄", "37.2%"}},
        {"体温高于≥37.2°C者应当登记", {"≥37.2°C"}},
        {"达标率≥95%，比上年高", {"≥95%"}},
        {"年供水量8.1×10⁴m³左右", {"8.1×10⁴m³"}},
        {"投资总额1.2×10⁸元以上", {"1.2×10⁸"}},
        {"程序以C++与Java写成", {"C++", "Java"}},
        {"测站位于北纬39°54′20″处", {"39°54′20″"}},
        {"折合CO₂eq约5.2×10³t之多", {"CO₂eq", "5.2×10³t"}},
        {"配合比例为3∶1∶2的混凝土", {"3∶1∶2"}},
        {"两者满足x²+y²=1的关系", {"x²+y²=1"}},
        {"测量误差为±0.05mm之内", {"±0.05mm"}},
        {"血液pH=7.35为正常", {"pH=7.35"}},
        {"颗粒物年均浓度35μg/m³为限", {"35μg/m³"}},
        {"推进5G+工业互联网融合", {"5G+"}},
        {"资金于T+1日到账", {"T+1"}},
        {"储存温度为−5℃至+40℃之间", {"−5℃", "+40℃"}},
        {"其近似值√2≈1.414可用", {"√2≈1.414"}},
        {"响应时间Δt≤0.5s为合格", {"Δt≤0.5s"}},
        {"水中Na⁺与SO₄²⁻含量", {"Na⁺", "SO₄²⁻"}},
        {"反应速率10⁻³mol左右", {"10⁻³mol"}},
        {"管径为2½英寸的水管", {"2½"}},
        {"容积达到2⅔倍以上", {"2⅔"}},
        {"效率η=87.5%±0.3%为优", {"η=87.5%±0.3%"}},
        {"电耗0.35kW·h为先进值", {"0.35kW·h"}},
        {"同比↑2.3%而环比↓0.5%", {"↑2.3%", "↓0.5%"}},
        {"收入合计△1.2%为减少", {"△1.2%"}},
        {"依照标准§3.2的规定", {"§3.2"}},
        {"使用iOS®11的终端", {"iOS®11"}},
        {"标准电阻50Ω±5%若干只", {"50Ω±5%"}},
        {"合计¥3.5×10⁴（含税）", {"¥3.5×10⁴"}},
        {"程序以.NET平台写成", {".NET"}},
        {"年均≥8.1×10⁴m³，H₂SO₄≤37.2%，pH=6±0.5", {"≥8.1×10⁴m³", "H₂SO₄≤37.2%", "pH=6±0.5"}},
        {"（CO₂+CH₄）≥1.2×10⁸t，39°54′20″", {"CO₂+CH₄", "≥1.2×10⁸t", "39°54′20″"}},
};

/* The widest of the pieces, in hundredths of an em. */
static int widest(struct bench *b, const struct vector *v)
{
	lu most = 0;

	for (size_t k = 0; k < KEPT_MAX && v->kept[k] != NULL; k++) {
		shape(b, v->kept[k]);
		if (text_max_content(&b->s) > most)
			most = text_max_content(&b->s);
	}
	return (int)((int64_t)most * 100 / EM) + 1;
}

static void formulas_are_not_separated_at_any_measure(void **state)
{
	struct bench *b = *state;

	assert_true(COUNT(VECTORS) >= 20);
	for (size_t i = 0; i < COUNT(VECTORS); i++) {
		const struct vector *v = &VECTORS[i];

		/* Beside a bracket or a comma, which may not stand alone. */
		for (int m = widest(b, v) + 100; m < MEASURE_MAX; m += STEP) {
			const char *lines = broken(b, v->text, m, 0);

			for (size_t k = 0; k < KEPT_MAX && v->kept[k] != NULL; k++)
				if (strstr(lines, v->kept[k]) == NULL)
					fail_msg("%s at %d: %s", v->kept[k], m, lines);
		}
	}
}

/* What precedes and what follows a formula may be separated from it. */
static void a_line_may_end_before_and_after_a_formula(void **state)
{
	static const char *const FORMULAS[] = {"H₂SO₄", "≥95%", "x²+y²", "C++", "39°54′20″"};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(FORMULAS); i++) {
		struct buf text = {0};

		buf_putf(&text, "为%s的", FORMULAS[i]);
		shape(b, buf_to_arena(&b->arena, &text));
		assert_int_equal(b->s.clusters[1].brk, TEXT_BREAK);
		assert_int_equal(b->s.clusters[b->s.cluster_n - 1].brk, TEXT_BREAK);
	}
}

/* Ranges of the classes NU, PR and PO as LineBreak.txt of Unicode 15 has them, but for scripts
 * that no face of ours has. */
static void classes_are_those_of_uax_14(void **state)
{
	static const struct {
		uint32_t first, last;
		enum text_class class_;
	} RANGES[] = {
	        {0x24, 0x24, TEXT_PREFIX},     {0x2B, 0x2B, TEXT_PREFIX},
	        {0xA3, 0xA5, TEXT_PREFIX},     {0xB1, 0xB1, TEXT_PREFIX},
	        {0x20A0, 0x20A6, TEXT_PREFIX}, {0x20A8, 0x20B5, TEXT_PREFIX},
	        {0x2116, 0x2116, TEXT_PREFIX}, {0x2212, 0x2213, TEXT_PREFIX},
	        {0xFE69, 0xFE69, TEXT_PREFIX}, {0xFF04, 0xFF04, TEXT_PREFIX},
	        {0xFFE1, 0xFFE1, TEXT_PREFIX}, {0xFFE5, 0xFFE6, TEXT_PREFIX},
	        {0x25, 0x25, TEXT_SUFFIX},     {0xA2, 0xA2, TEXT_SUFFIX},
	        {0xB0, 0xB0, TEXT_SUFFIX},     {0x2030, 0x2037, TEXT_SUFFIX},
	        {0x2057, 0x2057, TEXT_SUFFIX}, {0x2103, 0x2103, TEXT_SUFFIX},
	        {0x2109, 0x2109, TEXT_SUFFIX}, {0xFE6A, 0xFE6A, TEXT_SUFFIX},
	        {0xFF05, 0xFF05, TEXT_SUFFIX}, {0xFFE0, 0xFFE0, TEXT_SUFFIX},
	        {0x30, 0x39, TEXT_DIGIT},      {0x660, 0x669, TEXT_DIGIT},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(RANGES); i++)
		for (uint32_t cp = RANGES[i].first; cp <= RANGES[i].last; cp++)
			assert_int_equal(text_class_of(cp), RANGES[i].class_);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(formulas_are_not_separated_at_any_measure),
	        TEST(a_line_may_end_before_and_after_a_formula),
	        TEST(classes_are_those_of_uax_14),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
