/* SPDX-License-Identifier: MIT */
/* text_bench.h: fixture for test_text*.c: shapes and breaks short texts with the small fonts. */
#ifndef KANBEN_TESTS_TEXT_BENCH_H
#define KANBEN_TESTS_TEXT_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/words.h"
#include "text/class.h"
#include "text/text.h"

/* The grid of GB/T 9704: an em of 16 pt, 28 to a line of 156 mm. */
enum { EM = 16 * LU_PER_PT, LINE_28 = 28 * EM };

struct bench {
	struct arena arena;
	struct diag_list dl;
	struct font_set *fs;
	struct text_input in;
	struct text_rules rules;
	const char *organ;
	struct shaped s;
	struct text_line *lines;
	size_t line_n;
};

static inline int set_up(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));
	char folder[4096];
	const char *search = folder;

	snprintf(folder, sizeof(folder), "%s/tests/fonts", getenv("KANBEN_SOURCE"));
	if (font_set_open(&search, 1, &b->dl, &b->fs) != RC_OK)
		return -1;
	b->rules.prohibition = TEXT_PROHIBIT_GB;
	*state = b;
	return 0;
}

static inline int tear_down(void **state)
{
	struct bench *b = *state;

	font_set_close(b->fs);
	diag_release(&b->dl);
	arena_release(&b->arena);
	free(b);
	return 0;
}

/* Uses this fonts.json instead of the one in tests/fonts. */
static inline void open_with(struct bench *b, const char *json)
{
	char folder[] = "/tmp/kanben-text-XXXXXX", path[64], fonts[4096];
	const char *search[] = {folder, fonts};
	FILE *f;

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/fonts.json", folder);
	snprintf(fonts, sizeof(fonts), "%s/tests/fonts", getenv("KANBEN_SOURCE"));
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(json, f);
	fclose(f);
	font_set_close(b->fs);
	b->fs = NULL;
	assert_int_equal(font_set_open(search, 2, &b->dl, &b->fs), RC_OK);
	remove(path);
	rmdir(folder);
}

static inline void shape_in(struct bench *b, const char *role, const char *text, bool hints)
{
	b->in = (struct text_input){.words = words_new(&b->arena, "政府 政府信息 信息 公开 "
	                                                          "工作 年度 报告 情况 人民 "
	                                                          "住房 城乡 建设 的 和 及其"),
	                            .pauses = "新区 局 厅 府 省 市 州",
	                            .openers = "关于",
	                            .particles = "的",
	                            .conjunctions = "和 及其",
	                            .organ = b->organ,
	                            .text = text,
	                            .len = strlen(text),
	                            .role = font_role_lookup(b->fs, role),
	                            .size = EM,
	                            .pitch = EM,
	                            .hints = hints,
	                            .rules = b->rules};
	assert_int_equal(text_shape(&b->arena, b->fs, &b->in, &b->dl, &b->s), RC_OK);
}

static inline void shape(struct bench *b, const char *text)
{
	shape_in(b, "仿宋", text, false);
}

static inline void break_at(struct bench *b, const struct text_measure *m)
{
	text_break_lines(&b->arena, &b->s, m, &b->lines, &b->line_n);
}

/* The lines as source text, separated by '/' or, if the text has one, by '\n'. */
static inline const char *lines_of(struct bench *b)
{
	struct buf out = {0};

	for (size_t i = 0; i < b->line_n; i++) {
		const struct text_line *l = &b->lines[i];

		if (i > 0)
			buf_putc(&out, memchr(b->in.text, '/', b->in.len) ? '\n' : '/');
		for (size_t k = l->first; k < l->last; k++)
			buf_put(&out, b->in.text + b->s.clusters[k].off, b->s.clusters[k].len);
	}
	return buf_to_arena(&b->arena, &out);
}

/* Sets text in body type to a measure in hundredths of an em. */
static inline const char *broken(struct bench *b, const char *text, int measure, int indent)
{
	const struct text_measure m = {
	        .width = EM * measure / 100, .indent = EM * indent / 100, .justify = true};

	shape(b, text);
	break_at(b, &m);
	return lines_of(b);
}

static inline lu hundredths(int em)
{
	return EM * em / 100;
}

/* Sets a head with hints in balanced lines. */
static inline const char *balanced(struct bench *b, const char *text, int em)
{
	const struct text_measure m = {.width = em * EM, .balance = true};

	shape_in(b, "宋体", text, true);
	break_at(b, &m);
	return lines_of(b);
}

/* Clusters [first, last) as a separate text. */
static inline struct shaped slice(const struct bench *b, size_t first, size_t last)
{
	struct shaped s = b->s;

	s.clusters += first;
	s.cluster_n = last - first;
	return s;
}

/* The natural width of clusters [first, last). */
static inline lu natural(const struct bench *b, size_t first, size_t last)
{
	const struct shaped s = slice(b, first, last);

	return text_max_content(&s);
}

#endif
