/* SPDX-License-Identifier: MIT */
/* series.c: numbers that must be consecutive: of headings, and of items within paragraphs. */
#include "base/numeral.h"
#include "base/tr.h"
#include "check/checker.h"
#include "json/object.h"
#include "report/numbering.h"

enum { LEVEL_N = 4, NUMBER_MAX = 1000 };

/* A number found where another one was expected. */
struct slip {
	size_t off;
	const char *context;
	int found, expected;
};

static void tell_slip(const struct walk *w, const struct report_text *t, const struct slip *s)
{
	struct diag_place place = text_place(w, t, s->off);

	diag_add(w->c->findings, w->check->severity, &place, _("“%s”: numbered %d; %d expected"),
	         s->context, s->found, s->expected);
}

static bool read_small(const char *s, size_t n, int *ret)
{
	struct dec v;

	if (!numeral_parse(s, n, &v) || dec_places(v) > 0 || dec_sign(v) <= 0 ||
	    dec_cmp(v, dec_from_int(NUMBER_MAX)) > 0)
		return false;
	*ret = (int)(dec_milli(v) / 1000);
	return true;
}

void texts_check_series(struct walk *w)
{
	for (size_t k = 0; k < w->prose->pattern_n; k++) {
		const struct section *section = NULL;
		int last = 0;

		for (size_t i = 0; i < w->texts->n; i++) {
			const struct report_text *t = &w->texts->list[i];
			struct pattern_span span, group;
			size_t at = 0;
			int n;

			if (!text_in_scope(w, t))
				continue;
			/* A series may run through several paragraphs; a heading ends it. */
			if (t->section != section || t->kind == TEXT_HEADING)
				last = 0;
			section = t->section;
			while (text_find(w, t, w->prose->patterns[k], &at, &span)) {
				if (!pattern_span(w->search, text_group(w, k), &group) ||
				    !read_small(t->text + group.off, group.len, &n))
					continue;
				if (n != 1 && n != last + 1)
					tell_slip(w, t,
					          &(struct slip){group.off,
					                         text_context(w, t, span), n,
					                         last + 1});
				last = n;
			}
		}
	}
}

/* The last heading or numbered paragraph of each level under the current ones above it. */
struct levels {
	int last[LEVEL_N + 1]; /* number, or 0 */
	bool any[LEVEL_N + 1]; /* a heading, perhaps without a number */
};

static void levels_pass(struct levels *levels, int level, int number)
{
	levels->last[level] = number;
	levels->any[level] = true;
	for (int i = level + 1; i <= LEVEL_N; i++) {
		levels->last[i] = 0;
		levels->any[i] = false;
	}
}

/* Are there headings of this level in the same section? */
static bool has_level(const struct walk *w, const struct section *section, int level)
{
	for (size_t i = 0; i < w->texts->n; i++) {
		const struct report_text *t = &w->texts->list[i];

		if (t->section == section && t->kind == TEXT_HEADING && t->level == level)
			return true;
	}
	return false;
}

/*
 * GB/T 9704-2012, 7.3.3: the level below a section is the second. In sections that do not use it,
 * it is common to continue with the third.
 */
static bool is_left_out(const struct walk *w, const struct report_text *t,
                        const struct levels *levels)
{
	int above = numbering_level(t->text, t->len) - 1;

	if (t->kind != TEXT_HEADING || above < 2 || levels->any[above])
		return false;
	return above > 2 || has_level(w, t->section, above);
}

static void check_numbered(const struct walk *w, const struct report_text *t, struct levels *levels)
{
	bool heading = t->kind == TEXT_HEADING;
	int level = numbering_level(t->text, t->len), due = levels->last[level] + 1;
	struct slip slip = {0, member_excerpt(w->c->arena, t->text, t->len),
	                    numbering_number(t->text, t->len), due};

	if (is_left_out(w, t, levels)) {
		struct diag_place place = text_place(w, t, 0);

		diag_add(w->c->findings, w->check->severity, &place,
		         _("“%s” is numbered as level %d, but nothing above it is numbered as "
		           "level %d"),
		         slip.context, level, level - 1);
	}
	/* A list in paragraphs may start again at 1. */
	if (slip.found != due && (heading || slip.found != 1))
		tell_slip(w, t, &slip);
	levels_pass(levels, level, slip.found);
}

void texts_check_levels(struct walk *w)
{
	const struct section *section = NULL;
	struct levels levels = {0};

	for (size_t i = 0; i < w->texts->n; i++) {
		const struct report_text *t = &w->texts->list[i];

		if (!text_in_scope(w, t) || (t->kind != TEXT_HEADING && t->kind != TEXT_PARAGRAPH))
			continue;
		if (t->section != section)
			levels = (struct levels){0};
		section = t->section;
		if (numbering_number(t->text, t->len) > 0)
			check_numbered(w, t, &levels);
		else if (t->kind == TEXT_HEADING)
			levels_pass(&levels, t->level, 0); /* numbering below it starts again */
	}
}
