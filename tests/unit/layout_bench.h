/* SPDX-License-Identifier: MIT */
/* layout_bench.h: for test_layout*.c: whole reports set in pages. */
#ifndef KANBEN_TESTS_LAYOUT_BENCH_H
#define KANBEN_TESTS_LAYOUT_BENCH_H

#include "report/checked.h"

#include "check/check.h"
#include "layout/layout.h"

/* A report set with the small fonts of tests/fonts. */
struct set {
	struct trial t;
	const struct style *style;
	struct font_set *fonts;
	struct page_list pages;
	bool draft;  /* to be marked as one */
	bool places; /* to be found */
	const struct page_sink *sink;
	size_t most_glyphs; /* 0: any number */
	enum rc rc;
};

/* Has all that is needed to set the report. */
static inline struct layout_input set_begin(struct set *s)
{
	const char *search[] = {
	        arena_printf(&s->t.f.arena, "%s/tests/fonts", getenv("KANBEN_SOURCE"))};
	const struct json *root;
	struct checked_report checked = {s->t.r};
	struct content_input from = {.report = &checked, .date = {2024, 1, 31}};

	assert_int_equal(json_parse(&s->t.f.arena, &s->t.f.layout, &s->t.f.dl, &root), RC_OK);
	assert_int_equal(style_read(&s->t.f.arena, &s->t.f.layout, root, &s->t.f.dl, &s->style),
	                 RC_OK);
	assert_int_equal(font_set_open(search, 1, &s->t.f.dl, &s->fonts), RC_OK);
	page_list_init(&s->pages, &s->t.f.arena);
	from.style = s->style;
	return (struct layout_input){.content = content_build(&s->t.f.arena, &from),
	                             .style = s->style,
	                             .fonts = s->fonts,
	                             .places = s->places};
}

static inline void set_report(struct set *s, bool force)
{
	struct layout_input in = set_begin(s);

	in.force = force;
	s->pages.sink = s->sink;
	s->pages.most_glyphs = s->most_glyphs;
	s->rc = layout_report(&s->t.f.arena, &in, &s->t.f.dl, &s->pages);
	if (s->draft)
		assert_int_equal(layout_mark_draft(&s->t.f.arena, &in, &s->t.f.dl, &s->pages),
		                 RC_OK);
}

static inline void set_release(struct set *s)
{
	page_list_release(&s->pages);
	font_set_close(s->fonts);
	fixture_release(&s->t.f);
}

static inline void set_changed(struct set *s, const char *from, const char *to)
{
	*s = (struct set){0};
	trial_changed(&s->t, from, to);
	set_report(s, false);
}

static inline bool is_run(const struct page_item *item, int tag, const char *text)
{
	const struct run_glyph *g;

	if (item->kind != ITEM_RUN || item->tag != tag || item->u.run.glyph_n == 0)
		return false;
	g = &item->u.run.glyphs[0];
	return strncmp(item->u.run.text + g->off, text, strlen(text)) == 0;
}

static inline size_t count_runs(const struct set *s, size_t page, int tag, const char *text)
{
	size_t n = 0;

	for (size_t i = 0; i < s->pages.pages[page].item_n; i++)
		n += is_run(&s->pages.pages[page].items[i], tag, text);
	return n;
}

#endif
