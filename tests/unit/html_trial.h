/* SPDX-License-Identifier: MIT */
/* html_trial.h: web pages of small layouts and reports, for the tests of html/. */
#ifndef KANBEN_TESTS_HTML_TRIAL_H
#define KANBEN_TESTS_HTML_TRIAL_H

#include "report/checked.h"

#include "check/check.h"
#include "html/html.h"

/* A page while it is looked at. */
struct page_trial {
	struct trial t;
	struct html_input in;
	struct content_input from;
	struct content_meta meta; /* if it has a title, instead of the report's */
	bool draft;
	struct checked_report checked;
	struct buf page;
};

/* The layout's own sections; looks of the shipped layout, with a piece of it replaced. */
struct layout_change {
	const char *from, *to;
};

static inline void open_page(struct page_trial *p, const char *sections, const char *report,
                             const struct layout_change *change)
{
	struct fixture *f = &p->t.f;
	const char *layout, *at;
	struct source src = {.name = "looks"};

	*p = (struct page_trial){0};
	assert_int_equal(fixture_form(f, arena_printf(&f->arena, LAYOUT("%s", ""), sections)),
	                 RC_OK);
	layout = fixture_file(f, "layouts/annual-report-2021.json");
	at = strstr(layout, change->from);
	assert_non_null(at);
	src.text = arena_printf(&f->arena, "%.*s%s%s", (int)(at - layout), layout, change->to,
	                        at + strlen(change->from));
	src.len = strlen(src.text);
	fixture_parse(f, &src);
	assert_int_equal(style_read(&f->arena, &src, f->root, &f->dl, &p->in.style), RC_OK);
	trial_check(&p->t, report);
	p->checked.report = p->t.r;
	p->from = (struct content_input){.report = &p->checked, .style = p->in.style};
}

static const struct layout_change no_change = {"", ""};

static inline void write_page(struct page_trial *p)
{
	struct content *content = content_build(&p->t.f.arena, &p->from);

	content->draft = p->draft;
	if (p->meta.title != NULL)
		content->meta = p->meta;
	p->in.content = content;
	buf_clear(&p->page);
	html_write(&p->in, &p->page);
}

static inline void close_page(struct page_trial *p)
{
	buf_release(&p->page);
	fixture_release(&p->t.f);
}

static inline bool has(const struct page_trial *p, const char *text)
{
	return strstr(p->page.p, text) != NULL;
}

static inline void assert_has(const struct page_trial *p, const char *text)
{
	if (!has(p, text))
		fail_msg("“%s” is not in\n%s", text, p->page.p);
}

#define PROSE "{'key':'p','heading':'一、甲','body':'prose'}"
#define TWO "{'key':'p','heading':'甲','body':'prose'},{'key':'q','heading':'乙','body':'prose'}"
#define REPORT(members) "{'title':'题','organ':'机','year':2024," members "}"

static inline size_t count(const struct page_trial *p, const char *text)
{
	size_t n = 0;

	for (const char *at = p->page.p; (at = strstr(at, text)) != NULL; at++)
		n++;
	return n;
}

#endif
