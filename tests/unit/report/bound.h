/* SPDX-License-Identifier: MIT */
/* bound.h: a short report bound to the fixture's form. */
#ifndef KANBEN_TESTS_REPORT_BOUND_H
#define KANBEN_TESTS_REPORT_BOUND_H

#include "report/fixture.h"

#include "report/report.h"

/* After fixture_form. Findings are in f->dl; *ret is NULL if no report could be made. */
static inline enum rc fixture_report(struct fixture *f, const char *text, const struct report **ret)
{
	*ret = NULL;
	f->source = fixture_source(f, "report", text);
	fixture_parse(f, &f->source);
	return report_read(&f->arena, &(struct report_input){&f->source, f->root, f->form}, &f->dl,
	                   ret);
}

/* A report over a layout of its own, with what was found. */
struct bound {
	struct fixture f;
	const struct report *r;
	enum rc rc;
};

static inline void bound_read(struct bound *t, const char *layout, const char *report)
{
	*t = (struct bound){0};
	assert_int_equal(fixture_form(&t->f, layout), RC_OK);
	t->rc = fixture_report(&t->f, report, &t->r);
}

#endif
