/* SPDX-License-Identifier: MIT */
#include "engine/limits.h"

#include "base/tr.h"
#include "base/utf8.h"

static void check_length(const struct report *r, const struct json *at, struct diag_list *dl)
{
	size_t n;

	if (at == NULL || at->kind != JSON_STRING)
		return;
	n = utf8_count(at->text, at->len);
	if (n > REPORT_MAX_LINE)
		json_error(dl, r->source, at, "TYPE",
		           _("a title, an organ, a heading or the reason for a correction may have "
		             "at most %d characters, found %zu"),
		           REPORT_MAX_LINE, n);
}

static void check_prose(const struct report *r, const struct prose *p, struct diag_list *dl)
{
	for (size_t i = 0; i < p->block_n; i++)
		if (p->blocks[i].kind == BLOCK_HEADING)
			check_length(r, p->blocks[i].at, dl);
}

void limits_check(const struct report *r, struct diag_list *dl)
{
	check_length(r, r->title_at, dl);
	check_length(r, r->organ_at, dl);
	check_length(r, r->revision.reason_at, dl);
	for (size_t i = 0; i < r->form->section_n; i++) {
		const struct section *s = &r->sections[i];

		check_prose(r, &s->prose, dl);
		check_prose(r, &s->before, dl);
		check_prose(r, &s->after, dl);
		for (size_t k = 0; k < s->organs.n; k++)
			check_length(r, s->organs.lines[k].at, dl);
	}
}

bool limits_pages(const struct source *report, size_t most, size_t pages, struct diag_list *dl)
{
	const struct diag_place place = {.source = report, .rule = "PAGES"};

	if (most == 0 || pages <= most)
		return true;
	diag_add(dl, DIAG_ERROR, &place, _("%zu pages; --max-pages allows %zu"), pages, most);
	return false;
}
