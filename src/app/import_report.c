/* SPDX-License-Identifier: MIT */
#include "app/import_report.h"

#include <string.h>

#include "app/print.h"
#include "engine/findings.h"

static void put_member(struct buf *b, const char *key, const char *text)
{
	buf_putf(b, ",\"%s\":", key);
	print_json_text(b, text != NULL ? text : "");
}

static const char *found_word(enum import_found found)
{
	switch (found) {
	case IMPORT_BY_HEADS:
		return "heads";
	case IMPORT_BY_ORDER:
		return "order";
	case IMPORT_BY_LINES:
		return "lines";
	}
	return "";
}

/* Line and column, and the place within the document, if it has one. */
static void put_place(struct buf *b, const struct diag_place *place, struct source_walk *w)
{
	buf_putc(b, ',');
	findings_put_place(b, place, w);
	put_member(b, "place", place->pointer);
}

static void put_figures(struct buf *b, const struct import_figures *figures)
{
	struct source_walk w = {0};

	for (size_t i = 0; i < figures->n; i++) {
		const struct import_figure *f = &figures->items[i];

		buf_puts(b, i > 0 ? ",\n{\"pointer\":" : "\n{\"pointer\":");
		print_json_text(b, f->pointer);
		put_member(b, "value", f->value);
		put_member(b, "text", f->text);
		put_place(b, &f->place, &w);
		put_member(b, "found", found_word(f->found));
		buf_putc(b, '}');
	}
}

/* The findings of one rule; of "MISSING" the place is in the report, of others in the document. */
static void put_findings(struct buf *b, const struct diag_list *dl, const char *rule)
{
	struct source_walk w = {0};
	const char *separator = "\n";

	for (const struct diag *d = dl->first; d != NULL; d = d->next) {
		if (strcmp(d->place.rule, rule) != 0)
			continue;
		buf_putf(b, "%s{\"message\":", separator);
		print_json_text(b, d->message);
		if (strcmp(rule, "MISSING") == 0)
			put_member(b, "pointer", d->place.pointer);
		else
			put_place(b, &d->place, &w);
		buf_putc(b, '}');
		separator = ",\n";
	}
}

void import_report_put(struct buf *b, const struct imported *i)
{
	buf_puts(b, "{\"document\":");
	print_json_text(b, i->document);
	if (i->report != NULL)
		put_member(b, "report", i->report);
	buf_puts(b, ",\n\"placed\":[");
	put_figures(b, i->figures);
	buf_puts(b, "],\n\"guessed\":[");
	put_findings(b, i->findings, IMPORT_RULE);
	buf_puts(b, "],\n\"left_over\":[");
	put_findings(b, i->findings, IMPORT_UNPLACED);
	buf_puts(b, "],\n\"missing\":[");
	put_findings(b, i->findings, "MISSING");
	buf_puts(b, "]}");
}
