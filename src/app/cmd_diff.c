/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include <stdio.h>
#include <string.h>

#include "app/boxed.h"
#include "app/inputs.h"
#include "app/outputs.h"
#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "diff/diff.h"

/* Names of the kinds of changes, without and with a number. */
static const struct {
	const char *kind, *alone, *numbered;
} names[] = {
        {"title", N_("title"), NULL},
        {"organ", N_("organ"), NULL},
        {"unit", N_("unit"), NULL},
        {"note", N_("note"), N_("note %zu")},
        {"year", N_("year"), NULL},
        {"date", N_("date"), NULL},
        {"revision", N_("correction"), NULL},
        {"section", N_("section"), NULL},
        {"line", N_("line"), N_("line %zu")},
        {"paragraph", N_("paragraph"), N_("paragraph %zu")},
        {"heading", N_("heading"), N_("paragraph %zu, a heading,")},
        {"list", N_("list"), N_("paragraph %zu, a list,")},
        {"table", N_("table"), N_("paragraph %zu, a table,")},
        {"chart", N_("chart"), N_("paragraph %zu, a chart,")},
        {"picture", N_("picture"), N_("paragraph %zu, a picture,")},
};

static const char *kind_text(struct arena *a, const struct change *c)
{
	size_t number = c->new_number != 0 ? c->new_number : c->old_number;

	for (size_t i = 0; i < COUNT(names); i++) {
		if (strcmp(names[i].kind, c->kind) != 0)
			continue;
		if (number == 0 || names[i].numbered == NULL)
			return _(names[i].alone);
		return arena_printf(a, _(names[i].numbered), number);
	}
	return c->kind;
}

static const char *figure_text(const char *text)
{
	return *text != '\0' ? text : _("(blank)");
}

static void put_cell(struct buf *b, const struct change *c)
{
	if (c->row != NULL && c->column != NULL)
		buf_putf(b, _("row “%s”, column “%s”: "), c->row, c->column);
	else
		buf_putf(b, "“%s”: ", c->column != NULL ? c->column : c->section);
	buf_putf(b, "%s → %s", figure_text(c->before), figure_text(c->after));
	if (c->difference != NULL)
		buf_putf(b, " (%s%s)", *c->difference == '-' ? "" : "+", c->difference);
}

static void put_text(struct buf *b, struct arena *a, const struct change *c)
{
	const char *kind = kind_text(a, c);

	switch (c->how) {
	case CHANGE_CHANGED:
		/* A heading of another level, a list that has numbers now. A table has more than
		 * the text that is shown of it. */
		if (strcmp(c->before, c->after) == 0 && strcmp(c->kind, "table") != 0)
			buf_putf(b, _("%s changed, but not its words"), kind);
		else
			buf_putf(b, _("%s changed: %s"), kind,
			         excerpt_of_change(a, c->before, c->after));
		break;
	case CHANGE_ADDED:
		buf_putf(b, _("%s added: %s"), kind,
		         c->after != NULL ? excerpt_of_text(a, c->after) : "");
		break;
	case CHANGE_REMOVED:
		buf_putf(b, _("%s removed: %s"), kind,
		         c->before != NULL ? excerpt_of_text(a, c->before) : "");
		break;
	}
}

/* POINTER: “section”, paragraph 3 changed: … */
static void put_change(struct buf *b, const struct change *c)
{
	struct arena a = {0};
	struct buf line = {0};

	buf_putf(&line, "%s: ", c->pointer);
	if (c->section != NULL)
		buf_putf(&line, _("“%s”, "), c->section);
	if (strcmp(c->kind, "cell") == 0)
		put_cell(&line, c);
	else
		put_text(&line, &a, c);
	while (line.n > 0 && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == ':'))
		line.p[--line.n] = '\0';
	print_plain(b, line.p);
	buf_putc(b, '\n');
	buf_release(&line);
	arena_release(&a);
}

/* A later correction has a higher number. */
static void check_revision(const struct report *old, struct loaded *in)
{
	const struct revision *before = &old->revision, *after = &in->report->report->revision;
	struct diag_place at = {.source = &in->source, .rule = "REVISION", .pointer = "/revision"};

	if (after->at == NULL || after->number == 0 || after->number > before->number)
		return;
	at.off = after->at->off;
	diag_add(&in->dl, DIAG_WARNING, &at,
	         _("correction number %d follows number %d; it should be higher"), after->number,
	         before->number);
}

/* Do both have the same form? If not, adds a finding at the second. */
static bool are_comparable(const struct report *old, struct loaded *in)
{
	const struct report *new = in->report->report;
	const struct json *at = json_lookup(in->root, "layout");

	if (strcmp(old->form->name, new->form->name) == 0)
		return true;
	json_error(&in->dl, &in->source, at != NULL ? at : in->root, "TYPE",
	           _("the older report has the layout “%s”, this one “%s”"), old->form->name,
	           new->form->name);
	return false;
}

static enum exit_code write_changes(const struct options *o, const struct report *old,
                                    const struct report *new)
{
	struct arena a = {0};
	struct buf b = {0};
	enum exit_code code;

	for (const struct change *c = diff_reports(&a, old, new); c != NULL; c = c->next) {
		if (o->json) {
			diff_put_json(&b, c);
			buf_putc(&b, '\n');
		} else
			put_change(&b, c);
	}
	code = outputs_write_text(o, &b);
	buf_release(&b);
	arena_release(&a);
	return code;
}

static enum exit_code run(struct program *p, const struct options *o)
{
	static const char *const endings[] = {".txt", ".json"};
	struct loaded in[2];
	enum exit_code code;
	bool comparable;

	code = outputs_check_inputs(o->output, o->inputs, 2);
	if (code == EXIT_WELL)
		code = outputs_check_ending(o->output, endings, COUNT(endings));
	if (code != EXIT_WELL)
		return code;
	boxed_enter(o, o->inputs[1], (const char *const *)&o->output, 1);
	for (size_t i = 0; i < 2; i++)
		code = exit_worst(
		        code, load_unjudged(p, o, &(struct source){.name = o->inputs[i]}, &in[i]));
	comparable = in[0].report != NULL && in[1].report != NULL;
	if (comparable && !are_comparable(in[0].report->report, &in[1])) {
		comparable = false;
		code = exit_worst(code, EXIT_REPORT);
	}
	if (comparable) {
		check_revision(in[0].report->report, &in[1]);
		code = exit_worst(code,
		                  write_changes(o, in[0].report->report, in[1].report->report));
	}
	for (size_t i = 0; i < 2; i++) {
		diag_limit(&in[i].dl, o->max_findings);
		print_list(&in[i].dl, /*json*/ false);
		loaded_release(&in[i]);
	}
	return code;
}

static const struct command_option options[] = {
        {.name = "json", .help = N_("write one JSON object per change")},
        {.name = "output"},
        {.name = "quiet"},
        {.name = "max-findings"},
        {.name = "timeout", .help = N_("give up after so much processor time (default: 60)")},
        {.name = "max-memory"},
        {.name = "verbose"},
        {.name = "layout", .help = N_("use this layout instead of those that the reports name")},
        {.name = NULL},
};

const struct command cmd_diff = {
        .name = "diff",
        .summary = N_("list the cells and paragraphs that changed"),
        .arguments = N_("OLD NEW [options]"),
        .intro = N_("Lists what changed between two reports of the same layout, one change per "
                    "line: its place in NEW (in OLD if it was removed), and what it was and is. "
                    "In paragraphs [-…-] marks what was removed and {+…+} what was added. The "
                    "sums of the reports are not checked; “kanben check” does that."),
        .exits = N_("Exit status: 0 compared, with or without changes, 1 a file is not a report or "
                    "has errors of form, 2 wrong usage, 3 a file cannot be read."),
        .options = options,
        .min_inputs = 2,
        .max_inputs = 2,
        .run = run,
};
