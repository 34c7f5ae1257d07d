/* SPDX-License-Identifier: MIT */
#include "desk/desk.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/template.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "desk/desk_job.h"
#include "engine/findings.h"
#include "font/font.h"

typedef void op_fn(struct desk_job *j);

static op_fn *const ops[SERVE_OP_N] = {
        [SERVE_SESSION] = desk_session,   [SERVE_HEAD] = desk_head,
        [SERVE_SUMMARY] = desk_summary,   [SERVE_CHECK] = desk_check,
        [SERVE_DOCUMENT] = desk_document, [SERVE_ZIP] = desk_zip,
        [SERVE_FORM] = desk_form,         [SERVE_SCHEMA] = desk_schema,
        [SERVE_BLANK] = desk_blank,       [SERVE_FIGURES] = desk_figures,
        [SERVE_NEXT] = desk_next,         [SERVE_DIFF] = desk_diff,
        [SERVE_IMPORT] = desk_import,     [SERVE_MERGE] = desk_merge,
        [SERVE_PICTURE] = desk_picture,
};

/* Messages in the language that the browser wants; without one in the server's own. */
static void choose_language(const struct desk_job *j)
{
	const char *name = desk_param(j, "lang");
	const struct catalogue *c = NULL;

	if (name != NULL)
		c = strcmp(name, "en") == 0 ? &catalogue_none : j->desk->chinese;
	modules_use_catalogue(j->desk->engine, c);
}

static bool is_text(const struct serve_order *o)
{
	for (size_t i = 0; i < o->param_n; i++)
		if (utf8_valid_prefix(o->params[i].value, strlen(o->params[i].value)) !=
		    strlen(o->params[i].value))
			return false;
	return true;
}

/* Instead of what was made without them. */
static void answer_wants(struct desk_job *j)
{
	struct serve_answer *a = j->answer;

	buf_release(&a->body);
	buf_release(&a->file);
	buf_release(&a->findings);
	*a = (struct serve_answer){.status = SERVE_STATUS_WANTS, .body = j->wanted};
	j->wanted = (struct buf){0};
}

void desk_work(void *desk, const struct serve_order *o, struct serve_answer *ret)
{
	struct desk_job j = {.desk = desk, .order = o, .answer = ret};
	struct engine *engine = j.desk->engine;

	*ret = (struct serve_answer){.status = 200, .type = "application/json"};
	choose_language(&j);
	/* Warnings about a font are repeated for each report. */
	if (engine->fonts != NULL)
		font_set_forget_said(engine->fonts);
	if (is_text(o))
		ops[o->op](&j);
	else
		desk_fail(&j, 400, "request", _("A parameter is not UTF-8."));
	if (j.wanted.n > 0)
		answer_wants(&j);
	modules_use_catalogue(engine, NULL);
	buf_release(&j.wanted);
	arena_release(&j.arena);
}

/* ---- errors ---- */

void desk_fail(struct desk_job *j, int status, const char *code, const char *fmt, ...)
{
	va_list ap;

	j->answer->status = status;
	j->answer->code = code;
	buf_clear(&j->answer->body);
	va_start(ap, fmt);
	buf_vputf(&j->answer->body, fmt, ap);
	va_end(ap);
}

void desk_fail_findings(struct desk_job *j, const char *message, struct diag_list *dl)
{
	desk_fail(j, 422, "report", "%s", message);
	diag_sort(dl);
	desk_put_findings(&j->answer->findings, dl);
}

/* ---- what was asked ---- */

const char *desk_param(const struct desk_job *j, const char *key)
{
	const struct serve_order *o = j->order;

	for (size_t i = 0; i < o->param_n; i++)
		if (strcmp(o->params[i].key, key) == 0)
			return o->params[i].value;
	return NULL;
}

bool desk_flag(const struct desk_job *j, const char *key)
{
	const char *value = desk_param(j, key);

	return value != NULL && strcmp(value, "1") == 0;
}

const char *desk_layout_name(const struct desk_job *j)
{
	const char *name = desk_param(j, "layout");

	/* Never a file: only what is installed, or was named when the server was started. */
	return name != NULL && layouts_name_is_plain(name) ? name : NULL;
}

int desk_year(const char *text)
{
	long year = text != NULL && strlen(text) == 4 ? strtol(text, NULL, 10) : 0;

	return year >= REPORT_FIRST_YEAR && year <= REPORT_LAST_YEAR ? (int)year : 0;
}

const struct layout_file *desk_layout(struct desk_job *j)
{
	const struct layout_file *layout = NULL;
	const char *name = desk_param(j, "layout");
	struct diag_list dl = {0};
	enum rc rc = RC_INPUT;

	if (name == NULL)
		name = LOADED_DEFAULT_LAYOUT;
	if (layouts_name_is_plain(name))
		rc = layouts_load(&j->desk->engine->layouts, name, &dl, &layout);
	if (rc == RC_INPUT)
		desk_fail(j, 404, "unknown", _("There is no layout “%s”."), name);
	else if (rc != RC_OK)
		desk_fail_findings(j, _("The layout cannot be read."), &dl);
	diag_release(&dl);
	return rc == RC_OK ? layout : NULL;
}

static void want(struct desk_job *j, const char *file)
{
	const char *p = j->wanted.p, *end = p != NULL ? p + j->wanted.n : p;

	for (; p < end; p += strlen(p) + 1)
		if (strcmp(p, file) == 0)
			return;
	buf_put(&j->wanted, file, strlen(file) + 1);
}

/* For struct report_files: the order's own, as a worker has no folder. */
static const char *read_beside(void *user, struct arena *a, const char *file, struct source *ret)
{
	struct desk_job *j = user;
	const struct serve_order *o = j->order;

	(void)a;
	for (size_t i = 0; i < o->beside_n; i++)
		if (strcmp(o->beside[i].name, file) == 0) {
			*ret = o->beside[i];
			return NULL;
		}
	if (!o->supplied)
		want(j, file);
	return tr_error(ENOENT);
}

void desk_load(struct desk_job *j, size_t i, struct loaded *ret, struct diag_list *checks)
{
	struct source file = j->order->files[i];

	if (file.name == NULL || *file.name == '\0')
		file.name = "report.json";
	*ret = (struct loaded){
	        .source = file, .files = {j, read_beside}, .dl = {.most = DESK_FINDINGS}};
	(void)!loaded_read(j->desk->engine, ret, desk_layout_name(j),
	                   checks != NULL ? checks : &ret->dl);
	if (j->wanted.n > 0)
		ret->report = NULL;
}

struct edition_options desk_options(const struct desk_job *j, const char *profile)
{
	return (struct edition_options){.writer = writer_lookup(profile),
	                                .epoch = j->desk->epoch,
	                                .max_pages = j->desk->max_pages};
}

const char *desk_title(struct arena *a, const struct form *form, const char *organ, int year)
{
	const struct template_value values[] = {{"organ", organ},
	                                        {"year", arena_printf(a, "%d", year)}};

	return form->title_format != NULL ? template_fill(a, form->title_format, values, 2) : NULL;
}

/* ---- answers ---- */

void desk_put_findings(struct buf *b, struct diag_list *dl)
{
	struct source_walk w = {0};

	buf_putc(b, '[');
	for (const struct diag *d = dl->first; d != NULL; d = d->next) {
		if (d != dl->first)
			buf_puts(b, ",\n");
		findings_put_open(b, d, &w);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

void desk_emit_findings(struct json_emit *e, struct diag_list *dl)
{
	struct buf b = {0};

	desk_put_findings(&b, dl);
	json_emit_whole(e, "errors", (long long)dl->error_n);
	json_emit_whole(e, "warnings", (long long)dl->warning_n);
	json_emit_whole(e, "untold", (long long)dl->dropped_n);
	json_emit_raw(e, "findings", b.p);
	buf_release(&b);
}

void desk_emit_text(struct json_emit *e, const char *key, const char *text)
{
	if (text != NULL)
		json_emit_text(e, key, text);
	else
		json_emit_raw(e, key, "null");
}

void desk_emit_flag(struct json_emit *e, const char *key, bool value)
{
	json_emit_raw(e, key, value ? "true" : "false");
}
