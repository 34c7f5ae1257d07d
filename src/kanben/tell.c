/* SPDX-License-Identifier: MIT */
#include "kanben/tell.h"

static int severity_of(enum diag_severity s)
{
	switch (s) {
	case DIAG_NOTE:
		return KB_NOTE;
	case DIAG_WARNING:
		return KB_WARNING;
	case DIAG_ERROR:
		break;
	}
	return KB_ERROR;
}

static void tell_one(const struct diag *d, struct source_walk *w, const struct listener *l)
{
	const struct diag_place *p = &d->place;
	struct kb_finding f = {.severity = severity_of(d->severity),
	                       .rule = p->rule,
	                       .message = d->message,
	                       .pointer = p->pointer != NULL ? p->pointer : ""};

	if (p->source != NULL) {
		source_walk_to(w, p->source, p->off);
		f.source = p->source->name;
		f.line = w->line;
		f.column = w->column;
	}
	if (d->sum != NULL) {
		f.left = d->sum->left;
		f.right = d->sum->right;
		f.difference = d->sum->difference;
		f.cells = d->sum->cells;
		f.cell_count = d->sum->cell_n;
	}
	l->on_finding(l->user, &f);
}

void tell(struct diag_list *dl, const struct listener *l)
{
	struct source_walk w = {0};

	if (l->on_finding == NULL)
		return;
	diag_sort(dl);
	for (const struct diag *d = dl->first; d != NULL; d = d->next)
		tell_one(d, &w, l);
}
