/* SPDX-License-Identifier: MIT */
#include "engine/findings.h"

#include <string.h>

#include "base/utf8.h"
#include "json/json.h"

const char *findings_severity(enum diag_severity s)
{
	switch (s) {
	case DIAG_NOTE:
		return "note";
	case DIAG_WARNING:
		return "warning";
	case DIAG_ERROR:
		break;
	}
	return "error";
}

static void put_member(struct buf *b, const char *name, const char *value)
{
	buf_putf(b, ",\"%s\":", name);
	json_put_string(b, value, strlen(value));
}

static void put_sum(struct buf *b, const struct diag_sum *sum)
{
	put_member(b, "left", sum->left);
	put_member(b, "right", sum->right);
	put_member(b, "difference", sum->difference);
	buf_puts(b, ",\"cells\":[");
	for (size_t i = 0; i < sum->cell_n; i++) {
		if (i > 0)
			buf_putc(b, ',');
		json_put_string(b, sum->cells[i], strlen(sum->cells[i]));
	}
	buf_putc(b, ']');
}

void findings_put_place(struct buf *b, const struct diag_place *p, struct source_walk *w)
{
	size_t line = 0, column = 0;

	if (p->source != NULL) {
		source_walk_to(w, p->source, p->off);
		line = w->line;
		column = w->column;
	}
	buf_putf(b, "\"line\":%zu,\"column\":%zu", line, column);
}

void findings_put_fields(struct buf *b, const struct diag *d, struct source_walk *w)
{
	const struct diag_place *p = &d->place;

	findings_put_place(b, p, w);
	put_member(b, "severity", findings_severity(d->severity));
	put_member(b, "rule", p->rule);
	put_member(b, "pointer", p->pointer != NULL ? p->pointer : "");
	if (d->sum != NULL)
		put_sum(b, d->sum);
}

void findings_put_text(struct buf *b, const char *s)
{
	size_t n = strlen(s), at = 0;
	struct buf valid = {0};

	if (utf8_valid_prefix(s, n) == n) {
		json_put_string(b, s, n);
		return;
	}
	while (at < n) {
		size_t good = utf8_valid_prefix(s + at, n - at);

		buf_put(&valid, s + at, good);
		at += good;
		if (at < n) {
			buf_put_utf8(&valid, 0xFFFD);
			at++;
		}
	}
	json_put_string(b, valid.p, valid.n);
	buf_release(&valid);
}

void findings_put_open(struct buf *b, const struct diag *d, struct source_walk *w)
{
	buf_puts(b, "{\"file\":");
	findings_put_text(b, d->place.source != NULL ? d->place.source->name : "");
	buf_putc(b, ',');
	findings_put_fields(b, d, w);
	buf_puts(b, ",\"message\":");
	findings_put_text(b, d->message);
}

void findings_put_data(struct buf *b, struct diag_list *dl)
{
	struct source_walk w = {0};
	const char *separator = "\n";

	diag_sort(dl);
	buf_putc(b, '[');
	for (const struct diag *d = dl->first; d != NULL; d = d->next) {
		if (d->severity == DIAG_NOTE)
			continue;
		buf_puts(b, separator);
		buf_putc(b, '{');
		findings_put_fields(b, d, &w);
		buf_putc(b, '}');
		separator = ",\n";
	}
	buf_puts(b, "]\n");
}
