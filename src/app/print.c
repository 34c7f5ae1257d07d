/* SPDX-License-Identifier: MIT */
#include "app/print.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "engine/findings.h"

/*
 * Characters that move the cursor, change the direction of text or are invisible; for C1 see
 * ECMA-48, 5. Joiners and variation selectors may be part of a name.
 */
static bool is_harmful(uint32_t cp)
{
	enum unicode_class c = unicode_class(cp);

	return cp < 0x20 || (cp >= 0x7F && cp <= 0x9F) || cp == 0x2028 || cp == 0x2029 ||
	       (unicode_is_invisible(cp) && c != UNICODE_JOINER && c != UNICODE_SELECTOR);
}

void print_plain(struct buf *b, const char *s)
{
	const char *end = s + strlen(s);

	while (s < end) {
		size_t n = utf8_valid_length(s, (size_t)(end - s));
		const char *p = s;
		uint32_t cp = utf8_next(&p, end);

		if (n == 0 || (cp < 0x80 && is_harmful(cp)))
			buf_putf(b, "\\x%02X", (unsigned)(unsigned char)*s);
		else if (is_harmful(cp))
			buf_putf(b, "\\u{%04X}", (unsigned)cp);
		else
			buf_put(b, s, n);
		s = p;
	}
}

void print_io_to(struct buf *b, const char *name)
{
	int error = errno;

	buf_puts(b, "kanben: ");
	print_plain(b, name);
	buf_putf(b, ": %s\n", tr_error(error));
}

void print_errno(const char *name)
{
	struct buf b = {0};

	print_io_to(&b, name);
	fwrite(b.p, 1, b.n, stderr);
	buf_release(&b);
}

enum exit_code print_io(const char *name)
{
	print_errno(name);
	return EXIT_SURROUNDINGS;
}

void print_half_to(struct buf *to, const char *written, const char *missing)
{
	struct buf a = {0}, b = {0};

	print_plain(&a, written);
	print_plain(&b, missing);
	buf_putf(to, _("kanben: %s is written, but not %s, which belongs to it\n"), a.p, b.p);
	buf_release(&a);
	buf_release(&b);
}

void print_half(const char *written, const char *missing)
{
	struct buf b = {0};

	print_half_to(&b, written, missing);
	fwrite(b.p, 1, b.n, stderr);
	buf_release(&b);
}

static void print_one(struct buf *b, const struct diag *d, struct source_walk *w)
{
	const struct diag_place *p = &d->place;

	if (p->source != NULL) {
		source_walk_to(w, p->source, p->off);
		print_plain(b, p->source->name);
		buf_putf(b, ":%zu:%zu: ", w->line, w->column);
	} else {
		buf_puts(b, "kanben: ");
	}
	buf_putf(b, "%s: ", findings_severity(d->severity));
	print_plain(b, d->message);
	buf_putf(b, " [%s]", p->rule);
	if (p->source != NULL) {
		buf_puts(b, " (");
		print_plain(b, p->pointer != NULL ? p->pointer : "");
		buf_putc(b, ')');
	}
	buf_putc(b, '\n');
}

static void put_dropped(struct buf *b, const struct diag_list *dl)
{
	if (dl->dropped_n > 0)
		buf_putf(b,
		         tr_plural("kanben: %zu more finding is not shown\n",
		                   "kanben: %zu more findings are not shown\n", dl->dropped_n),
		         dl->dropped_n);
}

void print_findings(struct buf *b, const struct diag_list *dl)
{
	struct source_walk w = {0};

	for (const struct diag *d = dl->first; d != NULL; d = d->next)
		print_one(b, d, &w);
	put_dropped(b, dl);
}

void print_json_text(struct buf *b, const char *s)
{
	findings_put_text(b, s);
}

static void put_object(struct buf *b, const struct diag *d, struct source_walk *w)
{
	findings_put_open(b, d, w);
	buf_putc(b, '}');
}

void print_findings_json(struct buf *b, const struct diag_list *dl)
{
	struct source_walk w = {0};

	for (const struct diag *d = dl->first; d != NULL; d = d->next) {
		put_object(b, d, &w);
		buf_putc(b, '\n');
	}
}

void print_findings_array(struct buf *b, const struct diag_list *dl)
{
	struct source_walk w = {0};

	buf_putc(b, '[');
	for (const struct diag *d = dl->first; d != NULL; d = d->next) {
		if (d != dl->first)
			buf_putc(b, ',');
		put_object(b, d, &w);
	}
	buf_putc(b, ']');
}

static void flush(struct buf *b, FILE *f)
{
	if (b->n > 0)
		fwrite(b->p, 1, b->n, f);
	buf_release(b);
}

void print_list(struct diag_list *dl, bool json)
{
	struct buf b = {0};

	diag_sort(dl);
	if (json) {
		print_findings_json(&b, dl);
		flush(&b, stdout);
		put_dropped(&b, dl);
	} else {
		print_findings(&b, dl);
	}
	flush(&b, stderr);
}

void print_apart(struct diag_list *dl, struct buf *notes)
{
	struct source_walk w = {0};
	struct buf b = {0};

	diag_sort(dl);
	for (const struct diag *d = dl->first; d != NULL; d = d->next) {
		if (d->severity != DIAG_NOTE) {
			print_one(&b, d, &w);
			continue;
		}
		buf_putf(notes, "%s\t%s", d->place.rule, d->message);
		buf_putc(notes, '\0');
		print_one(notes, d, &w);
		buf_putc(notes, '\0');
	}
	put_dropped(&b, dl);
	flush(&b, stderr);
}

void print_dropped(const struct diag_list *dl)
{
	struct buf b = {0};

	put_dropped(&b, dl);
	flush(&b, stderr);
}
