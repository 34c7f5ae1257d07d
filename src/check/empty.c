/* SPDX-License-Identifier: MIT */
/* empty.c: sections that a report must have, and that are there without a word in them. */
#include "base/tr.h"
#include "check/checker.h"
#include "check/name.h"

static bool is_empty(const struct section *s)
{
	return s->form->body == FORM_PROSE && s->form->required && s->at != NULL &&
	       s->at->kind == JSON_ARRAY && s->at->count == 0;
}

void check_empty(struct checker *c)
{
	for (size_t i = 0; i < c->report->form->section_n; i++) {
		const struct section *s = &c->report->sections[i];
		struct diag_place place = {.source = c->report->source, .rule = "EMPTY"};

		if (!is_empty(s))
			continue;
		place.off = s->at->off;
		place.pointer = json_pointer(c->arena, s->at);
		diag_add(c->findings, DIAG_WARNING, &place, _("“%s” has no text yet"),
		         name_section(s->form));
	}
}
