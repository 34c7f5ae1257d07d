/* SPDX-License-Identifier: MIT */
/* desk_import.c: a report made of a document. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "desk/desk_job.h"
#include "engine/findings.h"
#include "import/import.h"

enum { SOURCES_MAX = 16, SHOWN_MAX_BYTES = 4 << 20 /* of a text that is sent back */ };

/* The texts that findings refer to. */
struct sources {
	const struct source *list[SOURCES_MAX];
	size_t n;
};

static bool can_be_shown(const struct source *s)
{
	return s->text != NULL && s->len <= SHOWN_MAX_BYTES &&
	       memchr(s->text, '\0', s->len) == NULL &&
	       utf8_valid_prefix(s->text, s->len) == s->len;
}

/* The number of a text; SOURCES_MAX: it cannot be shown. */
static size_t source_number(struct sources *all, const struct source *s)
{
	size_t i = 0;

	while (i < all->n && all->list[i] != s)
		i++;
	if (i < all->n)
		return i;
	if (s == NULL || i == SOURCES_MAX || !can_be_shown(s))
		return SOURCES_MAX;
	all->list[all->n++] = s;
	return i;
}

static void put_findings(struct buf *b, struct diag_list *dl, struct sources *all)
{
	struct source_walk w = {0};

	diag_sort(dl);
	buf_putc(b, '[');
	for (const struct diag *d = dl->first; d != NULL; d = d->next) {
		size_t number = source_number(all, d->place.source);

		if (d != dl->first)
			buf_puts(b, ",\n");
		findings_put_open(b, d, &w);
		if (number < SOURCES_MAX)
			buf_putf(b, ",\"source\":%zu}", number);
		else
			buf_puts(b, ",\"source\":null}");
	}
	buf_putc(b, ']');
}

static void put_answer(struct desk_job *j, const struct buf *report, struct diag_list *dl)
{
	struct json_emit e = {.b = &j->answer->body};
	struct sources all = {.n = 0};
	struct buf findings = {0};

	put_findings(&findings, dl, &all);
	json_emit_open(&e, NULL, JSON_OBJECT, JSON_LINES);
	json_emit_raw(&e, "report", report->n > 0 ? report->p : "null");
	json_emit_whole(&e, "errors", (long long)dl->error_n);
	json_emit_whole(&e, "warnings", (long long)dl->warning_n);
	json_emit_raw(&e, "findings", findings.p);
	json_emit_open(&e, "sources", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < all.n; i++) {
		json_emit_open(&e, NULL, JSON_OBJECT, JSON_LINES);
		json_emit_text(&e, "name", all.list[i]->name);
		json_emit_string(&e, "text", all.list[i]->text, all.list[i]->len);
		json_emit_close(&e, JSON_OBJECT);
	}
	json_emit_close(&e, JSON_ARRAY);
	json_emit_close(&e, JSON_OBJECT);
	buf_release(&findings);
}

void desk_import(struct desk_job *j)
{
	const struct layout_file *layout = desk_layout(j);
	/* The client's name for it says nothing: what it is, is told by its bytes. */
	const struct source file = {"upload", j->order->files[0].text, j->order->files[0].len};
	const struct import *module;
	struct diag_list dl = {.most = DESK_FINDINGS};
	struct buf report = {0};

	if (layout == NULL)
		return;
	module = modules_import(j->desk->engine, &dl);
	if (module != NULL)
		(void)!module->document(&j->arena, &(struct import_input){&file, layout->form, &dl},
		                        &report);
	while (report.n > 0 && report.p[report.n - 1] == '\n')
		report.p[--report.n] = '\0';
	put_answer(j, &report, &dl);
	diag_release(&dl);
	buf_release(&report);
}
