/* SPDX-License-Identifier: MIT */
#include "app/print.h"

#include <string.h>

#include "base/tr.h"
#include "json/json.h"

/* Untranslated: editors look for these words. */
static const char *severity_name(enum diag_severity s)
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

/* Messages stay on their line and harmless to a terminal, whatever a report holds. */
static void put_plain(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c < 0x20 || c == 0x7F)
			buf_putf(b, "\\x%02X", c);
		else
			buf_putc(b, *s);
	}
}

static void print_one(struct buf *b, const struct diag *d)
{
	const struct diag_place *p = &d->place;
	size_t line, column;

	if (p->source != NULL) {
		source_locate(p->source, p->off, &line, &column);
		put_plain(b, p->source->name);
		buf_putf(b, ":%zu:%zu: ", line, column);
	} else {
		buf_puts(b, "kanben: ");
	}
	buf_putf(b, "%s: ", severity_name(d->severity));
	put_plain(b, d->message);
	buf_putf(b, " [%s]", p->rule);
	if (p->source != NULL) {
		buf_puts(b, " (");
		put_plain(b, p->pointer != NULL && p->pointer[0] != '\0' ? p->pointer : "/");
		buf_putc(b, ')');
	}
	buf_putc(b, '\n');
}

void print_findings(struct buf *b, const struct diag_list *dl)
{
	for (const struct diag *d = dl->first; d != NULL; d = d->next)
		print_one(b, d);
	if (dl->dropped_n > 0)
		buf_putf(b,
		         dngettext(KANBEN_TEXT_DOMAIN, "kanben: %zu more finding is not shown\n",
		                   "kanben: %zu more findings are not shown\n", dl->dropped_n),
		         dl->dropped_n);
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

static void print_one_json(struct buf *b, const struct diag *d)
{
	const struct diag_place *p = &d->place;
	size_t line = 0, column = 0;
	const char *file = p->source != NULL ? p->source->name : "";

	if (p->source != NULL)
		source_locate(p->source, p->off, &line, &column);
	buf_puts(b, "{\"file\":");
	json_put_string(b, file, strlen(file));
	buf_putf(b, ",\"line\":%zu,\"column\":%zu", line, column);
	put_member(b, "severity", severity_name(d->severity));
	put_member(b, "rule", p->rule);
	put_member(b, "pointer", p->pointer != NULL ? p->pointer : "");
	put_member(b, "message", d->message);
	if (d->sum != NULL)
		put_sum(b, d->sum);
	buf_puts(b, "}\n");
}

void print_findings_json(struct buf *b, const struct diag_list *dl)
{
	for (const struct diag *d = dl->first; d != NULL; d = d->next)
		print_one_json(b, d);
}
