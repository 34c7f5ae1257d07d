/* SPDX-License-Identifier: MIT */
/* desk_check.c: reports summed up, checked, and shown as pages. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/tr.h"
#include "base/unicode.h"
#include "check/name.h"
#include "desk/desk_job.h"
#include "desk/symbols.h"
#include "engine/last_year.h"

#define PAGES_PROFILE "svg"

/* ---- the summary ---- */

static void put_summary_text(struct buf *b, const char *text)
{
	buf_puts(b, text != NULL ? text : "");
	buf_putc(b, '\0');
}

/* A text of the report, even if it is too faulty to be one. */
static const char *root_text(const struct loaded *l, const char *key)
{
	const struct json *node = json_lookup(l->root, key);

	return node != NULL && node->kind == JSON_STRING && !node->has_nul ? node->text : NULL;
}

static int root_year(const struct loaded *l)
{
	const struct json *node = json_lookup(l->root, "year");

	return node != NULL && node->kind == JSON_NUMBER ? desk_year(node->text) : 0;
}

static void put_count(struct buf *b, size_t n)
{
	buf_putf(b, "%zu", n);
	buf_putc(b, '\0');
}

static void put_head(struct desk_job *j, const struct loaded *l, const char *layout)
{
	struct buf *b = &j->answer->body;
	const char *organ = root_text(l, "organ"), *title = root_text(l, "title");
	int year = root_year(l);

	if (organ != NULL)
		organ = unicode_clean_name(&j->arena, organ, strlen(organ));
	if (title != NULL)
		title = unicode_clean_name(&j->arena, title, strlen(title));
	if (year != 0)
		buf_putf(b, "%d", year);
	buf_putc(b, '\0');
	put_summary_text(b, layout);
	put_summary_text(b, title);
	put_summary_text(b, organ);
	put_summary_text(b, organ != NULL ? name_organ_key(&j->arena, organ) : NULL);
}

/* False, answered: it is no JSON object. A PDF with a report in it may be checked, but is none. */
static bool is_object(struct desk_job *j, struct loaded *l)
{
	if (l->root != NULL && l->root->kind == JSON_OBJECT &&
	    l->source.text == j->order->files[0].text)
		return true;
	desk_fail_findings(j, _("A report must be a JSON object."), &l->dl);
	j->answer->status = 400;
	j->answer->code = "request";
	return false;
}

/* Quick, whatever the report is like: it is asked for before a report is saved. */
void desk_head(struct desk_job *j)
{
	struct loaded l = {.source = j->order->files[0]};

	l.source.name = "report.json";
	(void)!json_parse(&l.arena, &l.source, &l.dl, &l.root);
	if (is_object(j, &l)) {
		put_summary_text(&j->answer->body, NULL);
		put_summary_text(&j->answer->body, NULL);
		put_summary_text(&j->answer->body, NULL);
		put_head(j, &l, root_text(&l, "layout"));
	}
	loaded_release(&l);
}

void desk_summary(struct desk_job *j)
{
	const struct edition_options how = desk_options(j, "publish");
	struct edition e = {.engine = NULL};
	struct loaded l;
	size_t page_n = 0;

	desk_load(j, 0, &l, NULL);
	if (l.report != NULL) {
		(void)!edition_set(&e, j->desk->engine, &l, &how);
		page_n = e.pages.page_n;
		edition_release(&e);
	}
	if (is_object(j, &l)) {
		put_count(&j->answer->body, l.dl.error_n);
		put_count(&j->answer->body, l.dl.warning_n);
		put_count(&j->answer->body, page_n);
		put_head(j, &l, l.layout != NULL ? l.layout->form->name : NULL);
	}
	loaded_release(&l);
}

/* ---- checking ---- */

/* Totals that were left out. */
static void emit_computed(struct json_emit *e, const struct loaded *l)
{
	const struct report *r = l->report != NULL ? l->report->report : NULL;

	json_emit_open(e, "computed", JSON_OBJECT, JSON_LINES);
	for (size_t i = 0; r != NULL && i < r->form->section_n; i++) {
		const struct form_section *s = &r->form->sections[i];

		for (size_t k = 0; s->body == FORM_TABLE && k < s->table->cell_n; k++) {
			const struct cell *c = &r->sections[i].cells[k];

			if (c->computed)
				json_emit_text(e, c->pointer, c->text);
		}
	}
	json_emit_close(e, JSON_OBJECT);
}

/* Compares with the order's second file, if there is one. */
static void compare(struct desk_job *j, struct json_emit *e, struct loaded *l)
{
	struct diag_list unjudged = {0};
	struct loaded before = {.root = NULL};
	const struct report *then = NULL;

	if (j->order->file_n > 1) {
		desk_load(j, 1, &before, &unjudged);
		then = before.report != NULL ? before.report->report : NULL;
	}
	if (then != NULL && l->report != NULL && l->report->report->year != 0 &&
	    l->report->report->organ != NULL)
		last_year_compare(l, &before);
	if (then != NULL) {
		json_emit_open(e, "previous", JSON_OBJECT, JSON_ONE_LINE);
		json_emit_text(e, "name", before.source.name);
		json_emit_whole(e, "year", then->year);
		json_emit_close(e, JSON_OBJECT);
	} else {
		json_emit_raw(e, "previous", "null");
	}
	diag_release(&unjudged);
	loaded_release(&before);
}

/* Pages on their way into the answer. */
struct page_answer {
	struct json_emit *e;
	const char *known;       /* hashes that the browser has; or NULL */
	struct symbols *symbols; /* NULL: they are within the pages */
};

static enum rc take_page(void *user, size_t page, const struct buf *bytes)
{
	struct page_answer *to = user;
	/* What looks otherwise in another face is another page. */
	uint64_t h = to->symbols != NULL ? symbols_hash_faces(to->symbols) : HASH_START;
	char hash[17];

	snprintf(hash, sizeof(hash), "%016" PRIx64, hash_bytes(h, bytes->p, bytes->n));
	json_emit_open(to->e, NULL, JSON_OBJECT, JSON_ONE_LINE);
	json_emit_whole(to->e, "number", (long long)page);
	json_emit_text(to->e, "hash", hash);
	if (to->known == NULL || strstr(to->known, hash) == NULL)
		json_emit_string(to->e, "svg", bytes->p, bytes->n);
	json_emit_close(to->e, JSON_OBJECT);
	return RC_OK;
}

static void take_symbol(void *user, const struct write_symbol *symbol)
{
	struct page_answer *to = user;

	symbols_add(to->symbols, symbol);
}

static void emit_pages(struct desk_job *j, struct json_emit *e, struct edition *edition)
{
	const char *held = desk_param(j, "symbols");
	struct symbols *symbols = held != NULL ? symbols_new(held) : NULL;
	struct page_answer to = {e, desk_param(j, "known"), symbols};
	const struct write_sink sink = {take_page, &to, symbols != NULL ? take_symbol : NULL};

	json_emit_open(e, "pages", JSON_ARRAY, JSON_LINES);
	(void)!edition_write(edition, &(struct edition_files){.pages = &sink});
	json_emit_close(e, JSON_ARRAY);
	if (symbols != NULL)
		symbols_emit(symbols, e);
	symbols_free(symbols);
}

void desk_check(struct desk_job *j)
{
	bool pages = desk_flag(j, "pages");
	struct edition_options how = desk_options(j, pages ? PAGES_PROFILE : "publish");
	struct json_emit e = {.b = &j->answer->body};
	struct edition edition = {.engine = NULL};
	struct loaded l;

	how.force = pages; /* the pages of a report with errors are those of its draft */
	how.places = pages;
	desk_load(j, 0, &l, NULL);
	json_emit_open(&e, NULL, JSON_OBJECT, JSON_LINES);
	desk_emit_text(&e, "layout", l.layout != NULL ? l.layout->form->name : NULL);
	compare(j, &e, &l);
	if (l.report != NULL)
		(void)!edition_set(&edition, j->desk->engine, &l, &how);
	json_emit_whole(&e, "page_count", (long long)edition.pages.page_n);
	emit_computed(&e, &l);
	diag_sort(&l.dl);
	desk_emit_findings(&e, &l.dl);
	/* Afterwards: what is said of a document, such as its date, is no finding of a check. */
	if (pages && edition.ready)
		emit_pages(j, &e, &edition);
	json_emit_close(&e, JSON_OBJECT);
	if (l.report != NULL)
		edition_release(&edition);
	loaded_release(&l);
}
