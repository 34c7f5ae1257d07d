/* SPDX-License-Identifier: MIT */
/* page_sample.h: makes page lists for the tests of the writers, character by character. */
#ifndef KANBEN_TESTS_PAGE_SAMPLE_H
#define KANBEN_TESTS_PAGE_SAMPLE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "font/font.h"
#include "page/page.h"
#include "write/write.h"

struct sample {
	struct arena arena;
	struct diag_list dl;
	struct font_set *fonts;
	struct page_list pl;
	struct write_input in; /* attachments and colours: sample_input */
};

/* How the runs that follow look. */
struct sample_style {
	const char *role;
	lu size, tracking;
	int rotate;
	unsigned char gray;
};

#define PT(n) ((lu)((n)*LU_PER_PT))

/* A page, a tag and a position: AT(page, tag, x, y) in points. */
struct sample_place {
	size_t page;
	int tag;
	lu x, y;
};
#define AT(page, tag, x, y) ((struct sample_place){page, tag, PT(x), PT(y)})

static inline bool sample_open(struct sample *s, const char *const *search, size_t n)
{
	*s = (struct sample){0};
	page_list_init(&s->pl, &s->arena);
	s->pl.meta = (struct page_meta){.title = "宝坻区科技局政府信息公开工作年度报告（𠅤）",
	                                .author = "天津市宝坻区科学技术局",
	                                .subject = "2024年度 <A&B>",
	                                .keywords = "政府信息公开, 年度报告",
	                                .language = "zh-CN",
	                                .date = {2025, 1, 24},
	                                .revised = {2025, 3, 2}};
	return font_set_open(search, n, &s->dl, &s->fonts) == RC_OK;
}

static inline void sample_close(struct sample *s)
{
	page_list_release(&s->pl);
	font_set_close(s->fonts);
	diag_release(&s->dl);
	arena_release(&s->arena);
}

/* A run of characters that share a face; *text moves past them. Returns the pen's new x. */
static inline lu sample_one_run(struct sample *s, const struct sample_style *st,
                                struct sample_place at, const char **text)
{
	const char *start = *text, *end = start + strlen(start);
	size_t n = 0, cap = strlen(start);
	struct run_glyph *glyphs = arena_array(&s->arena, struct run_glyph, cap);
	struct font_choice c = {0}, first = {0};
	struct page_item *it;
	lu pen = 0;

	while (*text < end) {
		const char *next = *text;
		uint32_t cp = utf8_next(&next, end);

		if (font_choose(s->fonts, font_role_lookup(s->fonts, st->role), cp, &s->dl, &c) !=
		    RC_OK)
			break;
		if (n == 0)
			first = c;
		else if (c.font != first.font)
			break;
		glyphs[n++] = (struct run_glyph){.gid = c.gid,
		                                 .x = pen,
		                                 .dy = lu_scale(st->size, c.shift, 1000),
		                                 .off = (uint32_t)(*text - start),
		                                 .len = (uint32_t)(next - *text)};
		pen += lu_scale(st->size, font_advance(c.font, c.gid),
		                font_describe(c.font)->units_per_em) +
		       st->tracking;
		*text = next;
	}
	it = page_add_item(&s->pl, at.page, ITEM_RUN, at.tag);
	it->gray = st->gray;
	it->u.run.font = first.font;
	it->u.run.size = st->size;
	it->u.run.x = at.x;
	it->u.run.y = at.y;
	it->u.run.rotate = st->rotate;
	it->u.run.text = arena_strndup(&s->arena, start, (size_t)(*text - start));
	it->u.run.glyphs = glyphs;
	it->u.run.glyph_n = n;
	return at.x + pen;
}

/* Text at a baseline; a trailing part that no face has is left out. */
static inline void sample_text(struct sample *s, const struct sample_style *st,
                               struct sample_place at, const char *text)
{
	const char *before = NULL;

	while (*text != '\0' && text != before) {
		before = text;
		at.x = sample_one_run(s, st, at, &text);
	}
}

static inline void sample_rule(struct sample *s, struct sample_place from, lu x1, lu y1)
{
	struct page_item *it = page_add_item(&s->pl, from.page, ITEM_RULE, from.tag);

	it->u.rule.x0 = from.x;
	it->u.rule.y0 = from.y;
	it->u.rule.x1 = x1;
	it->u.rule.y1 = y1;
	it->u.rule.width = PT(0.5);
}

static inline int sample_cell(struct sample *s, enum tag_kind kind, int row, enum tag_scope scope)
{
	int tag = page_add_tag(&s->pl, kind, row);

	s->pl.tags[tag].scope = scope;
	return tag;
}

static inline void sample_headers(struct sample *s, int tag, const int *headers, size_t n)
{
	int *copy = arena_array(&s->arena, int, n);

	memcpy(copy, headers, n * sizeof(*copy));
	s->pl.tags[tag].above = copy;
	s->pl.tags[tag].above_n = (uint32_t)n;
}

/*
 *  项目 | 决算数      A table on page 1: a head of two rows, a row of figures, one of them blank.
 *       | 基本 | 项目
 *  合计 | 42   |
 */
static inline void sample_table(struct sample *s, int parent, const struct sample_style *st)
{
	int table = page_add_tag(&s->pl, TAG_TABLE, parent);
	int caption = page_add_tag(&s->pl, TAG_CAPTION, table);
	int head = page_add_tag(&s->pl, TAG_THEAD, table);
	int row = page_add_tag(&s->pl, TAG_TR, head), body, item, sum, basic, project, total, cell;

	item = sample_cell(s, TAG_TH, row, SCOPE_COLUMN);
	s->pl.tags[item].row_span = 2;
	sum = sample_cell(s, TAG_TH, row, SCOPE_COLUMN);
	s->pl.tags[sum].col_span = 2;
	row = page_add_tag(&s->pl, TAG_TR, head);
	basic = sample_cell(s, TAG_TH, row, SCOPE_COLUMN);
	sample_headers(s, basic, &sum, 1);
	project = sample_cell(s, TAG_TH, row, SCOPE_COLUMN);
	sample_headers(s, project, &sum, 1);
	body = page_add_tag(&s->pl, TAG_TBODY, table);
	row = page_add_tag(&s->pl, TAG_TR, body);
	total = sample_cell(s, TAG_TH, row, SCOPE_ROW);

	sample_text(s, st, AT(1, caption, 240, 200), "第一表");
	sample_text(s, st, AT(1, item, 110, 235), "项目");
	sample_text(s, st, AT(1, sum, 260, 225), "决算数");
	sample_text(s, st, AT(1, basic, 210, 245), "基本");
	sample_text(s, st, AT(1, project, 310, 245), "项目");
	sample_text(s, st, AT(1, total, 110, 265), "合计");
	cell = sample_cell(s, TAG_TD, row, SCOPE_NONE);
	sample_headers(s, cell, (const int[]){sum, basic, total}, 3);
	sample_text(s, st, AT(1, cell, 210, 265), "42");
	cell = sample_cell(s, TAG_TD, row, SCOPE_NONE);
	sample_headers(s, cell, (const int[]){sum, project, total}, 3);
	for (int i = 0; i < 4; i++)
		sample_rule(s, AT(1, PAGE_ARTIFACT, i == 1 ? 200 : 100, 210 + 20 * i), PT(400),
		            PT(210 + 20 * i));
	for (int i = 0; i < 4; i++)
		sample_rule(s, AT(1, PAGE_ARTIFACT, 100 + 100 * i, i == 2 ? 230 : 210),
		            PT(100 + 100 * i), PT(270));
}

/* A header, a footer and a watermark. */
static inline void sample_margins(struct sample *s, size_t page)
{
	const struct sample_style small = {.role = "仿宋", .size = PT(14)};
	const struct sample_style mark = {
	        .role = "黑体", .size = PT(120), .rotate = 45, .gray = 220};

	sample_text(s, &mark, AT(page, PAGE_ARTIFACT_WATERMARK, 200, 600), "草稿");
	sample_text(s, &small, AT(page, PAGE_ARTIFACT_PAGINATION, 270, 790),
	            page == 0 ? "— 1 —" : "— 2 —");
}

/* Two pages with a bit of everything a report has. */
static inline void sample_report(struct sample *s)
{
	const struct sample_style title = {.role = "小标宋", .size = PT(22)};
	const struct sample_style body = {.role = "仿宋", .size = PT(16), .tracking = 137};
	const struct sample_style cell = {.role = "仿宋", .size = PT(10.5)};
	const struct sample_style rare = {.role = "小标宋", .size = PT(16)};
	int doc, h, p;

	for (int i = 0; i < 2; i++)
		page_add(&s->pl, PT(595.276), PT(841.89))->label = i == 0 ? "1" : "2";
	for (size_t i = 0; i < 2; i++)
		sample_margins(s, i);
	doc = page_add_tag(&s->pl, TAG_DOCUMENT, -1);
	h = page_add_tag(&s->pl, TAG_H1, doc);
	s->pl.tags[h].title = "政府信息公开工作年度报告";
	sample_text(s, &title, AT(0, h, 100, 140), "政府信息公开工作年度报告");
	h = page_add_tag(&s->pl, TAG_H2, doc);
	s->pl.tags[h].title = "一、总体情况";
	sample_text(s, &body, AT(0, h, 100, 200), "一、总体情况");
	p = page_add_tag(&s->pl, TAG_P, doc);
	sample_text(s, &body, AT(0, p, 100, 740), "公开信息42条，比上年增长3.5%");
	sample_text(s, &body, AT(1, p, 100, 120), "。其中主动公开。");
	p = page_add_tag(&s->pl, TAG_P, doc);
	/* Two spaces that share a glyph, and a character that only a fallback has. */
	sample_text(s, &rare, AT(1, p, 100, 160), "一\u00a0二 \U00020164");
	sample_table(s, doc, &cell);
}

/* The set-up and tear-down of a test: state is a sample with the fonts of tests/fonts. */
static inline int open_sample(void **state)
{
	struct sample *s = calloc(1, sizeof(*s));
	const char *search[] = {NULL};
	char folder[4096];

	snprintf(folder, sizeof(folder), "%s/tests/fonts", getenv("KANBEN_SOURCE"));
	search[0] = folder;
	*state = s;
	return sample_open(s, search, 1) ? 0 : -1;
}

static inline int close_sample(void **state)
{
	sample_close(*state);
	free(*state);
	return 0;
}

/* A document of one page with one paragraph; returns its tag. */
static inline int begin_paragraph(struct sample *s)
{
	int document = page_add_tag(&s->pl, TAG_DOCUMENT, -1);

	page_add(&s->pl, PT(595.276), PT(841.89))->label = "1";
	return page_add_tag(&s->pl, TAG_P, document);
}

/* A face of its own for Han and Latin. */
static const struct sample_style song = {.role = "小标宋", .size = PT(16)};

/* The same with a character in it. */
static inline void begin_text(struct sample *s)
{
	sample_text(s, &song, AT(0, begin_paragraph(s), 100, 60), "一");
}

/* A document of one page with a table; returns its tag. */
static inline int begin_table(struct sample *s)
{
	begin_text(s);
	return page_add_tag(&s->pl, TAG_TABLE, 0);
}

/* The last item, for a test to modify. */
static inline struct page_item *last_item(struct sample *s)
{
	struct page *page = &s->pl.pages[s->pl.page_n - 1];

	return &page->items[page->item_n - 1];
}

static inline struct run_glyph *last_glyphs(struct sample *s)
{
	return (struct run_glyph *)last_item(s)->u.run.glyphs;
}

#endif
