/* SPDX-License-Identifier: MIT */
#include "app/formats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/csv.h"
#include "base/mem.h"
#include "base/tr.h"
#include "check/name.h"
#include "engine/findings.h"

enum exit_code formats_choose(const struct options *o, enum format *ret)
{
	if (o->json + o->csv + o->sarif + o->summary > 1)
		return usage_error(
		        _("only one of --json, --csv, --sarif and --summary can be given"));
	*ret = o->json      ? FORMAT_JSON
	       : o->csv     ? FORMAT_CSV
	       : o->sarif   ? FORMAT_SARIF
	       : o->summary ? FORMAT_SUMMARY
	                    : FORMAT_TEXT;
	return EXIT_WELL;
}

/* ---- CSV ---- */

static const char csv_heads[] =
        CSV_BYTE_ORDER_MARK "file,organ,severity,rule,line,column,place,pointer,left,right,"
                            "difference,message" CSV_LINE_END;

static void put_csv_line(struct buf *b, const struct diag *d, const struct loaded *l,
                         struct source_walk *w)
{
	const struct report *r = l->report != NULL ? l->report->report : NULL;
	const struct diag_place *p = &d->place;
	struct arena a = {0};

	csv_put_text(b, l->source.name);
	buf_putc(b, ',');
	csv_put_text(b, r != NULL ? r->organ : NULL);
	buf_putf(b, ",%s,%s,", findings_severity(d->severity), p->rule);
	if (p->source != NULL) {
		source_walk_to(w, p->source, p->off);
		buf_putf(b, "%zu,%zu", w->line, w->column);
	} else {
		buf_putc(b, ',');
	}
	buf_putc(b, ',');
	csv_put_text(b, r != NULL ? name_place(&a, r->form, p->pointer) : NULL);
	buf_putc(b, ',');
	csv_put_text(b, p->pointer);
	if (d->sum != NULL) /* figures, which may begin with a minus sign */
		buf_putf(b, ",%s,%s,%s,", d->sum->left, d->sum->right, d->sum->difference);
	else
		buf_puts(b, ",,,,");
	csv_put_text(b, d->message);
	buf_puts(b, CSV_LINE_END);
	arena_release(&a);
}

static void put_csv(struct buf *b, const struct loaded *l)
{
	struct source_walk w = {0};

	for (const struct diag *d = l->dl.first; d != NULL; d = d->next)
		put_csv_line(b, d, l, &w);
}

/* ---- all formats ---- */

void formats_put_part(struct buf *b, enum format f, const struct loaded *l)
{
	switch (f) {
	case FORMAT_TEXT:
		break;
	case FORMAT_JSON:
		print_findings_json(b, &l->dl);
		break;
	case FORMAT_CSV:
		put_csv(b, l);
		break;
	case FORMAT_SARIF:
		sarif_put_part(b, &l->dl);
		break;
	case FORMAT_SUMMARY:
		summary_put_part(b, &l->dl);
		break;
	}
}

size_t formats_rule(struct formats *f, const char *id, size_t len)
{
	for (size_t i = 0; i < f->rule_n; i++)
		if (strlen(f->rules[i].id) == len && memcmp(f->rules[i].id, id, len) == 0)
			return i;
	f->rules = mem_grow(f->rules, f->rule_n, &f->rule_cap, sizeof(*f->rules));
	f->rules[f->rule_n] = (struct format_rule){.id = arena_strndup(&f->arena, id, len)};
	return f->rule_n++;
}

void formats_begin(struct formats *f, enum format format)
{
	*f = (struct formats){.format = format};
	if (format == FORMAT_CSV)
		fputs(csv_heads, stdout);
}

void formats_add(struct formats *f, const char *path, enum exit_code code, const struct buf *part)
{
	switch (f->format) {
	case FORMAT_TEXT:
	case FORMAT_JSON:
	case FORMAT_CSV:
		if (part->n > 0)
			fwrite(part->p, 1, part->n, stdout);
		break;
	case FORMAT_SARIF:
		sarif_add(f, path, code, part);
		break;
	case FORMAT_SUMMARY:
		summary_add(f, path, code, part);
		break;
	}
}

void formats_end(struct formats *f)
{
	struct buf b = {0};

	if (f->format == FORMAT_SARIF)
		sarif_put_end(&b, f);
	else if (f->format == FORMAT_SUMMARY)
		summary_put_end(&b, f);
	if (b.n > 0)
		fwrite(b.p, 1, b.n, stdout);
	buf_release(&b);
	for (size_t i = 0; i < f->row_n; i++)
		free(f->rows[i].counts);
	free(f->rows);
	free(f->rules);
	buf_release(&f->results);
	buf_release(&f->notifications);
	arena_release(&f->arena);
}
