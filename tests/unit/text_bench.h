/* SPDX-License-Identifier: MIT */
/* text_bench.h: for test_text.c: shaping and breaking short texts with the small fonts, and
 * what is to hold of every line. */
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

#include "text/class.h"
#include "text/text.h"

/* An em of 16 pt, and 28 of it on a line of 156 mm: the grid of GB/T 9704. */
enum { EM = 16 * LU_PER_PT, LINE_28 = 28 * EM };

struct bench {
	struct arena arena;
	struct diag_list dl;
	struct font_set *fs;
	struct text_input in;
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

/* Takes this fonts.json instead of that in tests/fonts. */
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
	b->in = (struct text_input){.words = "政府 府信 信息 公开 工作 年度 报告 情况 人民",
	                            .pauses = "局 厅 府",
	                            .text = text,
	                            .len = strlen(text),
	                            .role = font_role_lookup(b->fs, role),
	                            .size = EM,
	                            .pitch = EM,
	                            .hints = hints};
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

/* The lines as source text, parted by '/' or, where that is in the text, by '\n'. */
static inline const char *lines_of(struct bench *b)
{
	struct buf out = {0};
	const char *s;

	for (size_t i = 0; i < b->line_n; i++) {
		const struct text_line *l = &b->lines[i];

		if (i > 0)
			buf_putc(&out, memchr(b->in.text, '/', b->in.len) ? '\n' : '/');
		for (size_t k = l->first; k < l->last; k++)
			buf_put(&out, b->in.text + b->s.clusters[k].off, b->s.clusters[k].len);
	}
	s = arena_strndup(&b->arena, out.n > 0 ? out.p : "", out.n);
	buf_release(&out);
	return s;
}

/* Breaks text in body type to `measure` hundredths of an em. */
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

/* Breaks a head, with its hints, to lines of like length. */
static inline const char *balanced(struct bench *b, const char *text, int em)
{
	const struct text_measure m = {.width = em * EM, .balance = true};

	shape_in(b, "宋体", text, true);
	break_at(b, &m);
	return lines_of(b);
}

/* Whether what comes before the line's first allowed break fits. */
static inline bool fits_somewhere(const struct bench *b, const struct text_line *l, lu width)
{
	struct shaped start = b->s;

	start.clusters += l->first;
	for (start.cluster_n = 1; l->first + start.cluster_n < l->last; start.cluster_n++) {
		if (start.clusters[start.cluster_n].brk != TEXT_NO_BREAK)
			return text_max_content(&start) <= width;
	}
	return false;
}

static inline bool is_within_word(const struct bench *b, size_t i)
{
	const struct cluster *c = &b->s.clusters[i];

	return c->tight && text_class_is_word((enum text_class)c->class_) &&
	       c[-1].class_ != TEXT_DIGIT;
}

/* Whether no gap of a line could take more: each has grown by a quarter of an em. */
static inline bool is_stretched_to_the_last(const struct bench *b, const struct text_line *l,
                                            size_t end)
{
	lu grown, least = 0;

	if (end == l->first)
		return true;
	grown = l->x[end - l->first - 1] - l->x[0];
	for (size_t i = l->first + 1; i < end; i++)
		least += b->s.clusters[i].tight ? 0 : EM / 4;
	for (size_t i = l->first; i + 1 < end; i++)
		grown -= b->s.clusters[i].advance;
	/* Marks beside each other may have lost half an em each. */
	for (size_t i = l->first + 1; i < end; i++)
		grown += b->s.clusters[i].class_ != TEXT_HAN ? EM / 2 : 0;
	return grown >= least;
}

static inline void check_line(struct bench *b, const struct text_measure *m, size_t n)
{
	const struct text_line *l = &b->lines[n];
	size_t end = l->last;

	/* An opening mark's ink is in its right half, so its pen may be as far to the left. */
	for (size_t i = 1; i < l->last - l->first; i++) {
		const struct cluster *c = &b->s.clusters[l->first + i];

		assert_true(l->x[i] + (c->class_ == TEXT_OPENING ? EM / 2 : 0) >
		            l->x[i - 1] - (c[-1].advance == 0));
	}
	while (end > l->first && b->s.clusters[end - 1].class_ == TEXT_SPACE)
		end--;
	if (n + 1 == b->line_n || b->s.clusters[l->last].brk != TEXT_NO_BREAK) {
		assert_true(l->width <= m->width - l->start || !fits_somewhere(b, l, m->width));
		if (n + 1 < b->line_n && m->justify && l->width < m->width - l->start)
			assert_true(is_stretched_to_the_last(b, l, end));
		return;
	}
	/* Broken where it should not be: a word is, or nothing better was to be had on this line.
	 */
	assert_true(m->balance || is_within_word(b, l->last) ||
	            !fits_somewhere(b, l, m->width - l->start));
}

static inline void check_lines(struct bench *b, const struct text_measure *m)
{
	size_t next = 0;

	for (size_t n = 0; n < b->line_n; n++) {
		const struct text_line *l = &b->lines[n];
		const struct cluster *c = &b->s.clusters[l->first];

		assert_int_equal(l->first, next);
		assert_true(l->last > l->first);
		next = l->last;
		check_line(b, m, n);
		if (n > 0 && c->brk != TEXT_NO_BREAK) {
			assert_false(text_class_never_starts((enum text_class)c[0].class_));
			assert_false(text_class_never_ends((enum text_class)c[-1].class_));
		}
	}
	assert_int_equal(next, b->s.cluster_n);
}

#endif
