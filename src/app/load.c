/* SPDX-License-Identifier: MIT */
#include "app/load.h"

#include <string.h>

#include "app/input.h"
#include "app/limits.h"
#include "app/modules.h"
#include "app/previous.h"
#include "app/print.h"
#include "base/tr.h"

enum exit_code exit_of(enum rc rc)
{
	switch (rc) {
	case RC_OK:
		return EXIT_WELL;
	case RC_INPUT:
	case RC_LIMIT:
		return EXIT_REPORT;
	case RC_IO:
	case RC_BUG:
		break;
	}
	return EXIT_SURROUNDINGS;
}

/* Where layouts were looked for, for a message. */
static const char *layout_folders(struct program *p, struct arena *a)
{
	const struct paths *paths = &p->paths;
	const char *list =
	        paths->layout_n > 0 ? paths->layouts[0] : _("(none; KANBEN_LAYOUTS names one)");

	for (size_t i = 1; i < paths->layout_n; i++)
		list = arena_printf(a, "%s, %s", list, paths->layouts[i]);
	return list;
}

static void say_no_layout(struct program *p, const char *name, struct diag_list *dl)
{
	struct diag_place place = {.rule = "LAYOUT"};

	diag_add(dl, DIAG_ERROR, &place, _("there is no layout “%s”; folders searched: %s"), name,
	         layout_folders(p, &dl->arena));
}

enum exit_code load_layout(struct program *p, const char *name, struct diag_list *dl,
                           const struct layout_file **ret)
{
	enum rc rc;

	if (name == NULL)
		name = LOAD_DEFAULT_LAYOUT;
	rc = layouts_load(&p->layouts, name, dl, ret);
	if (rc == RC_INPUT) {
		say_no_layout(p, name, dl);
		rc = RC_IO;
	}
	return exit_of(rc);
}

/*
 * A report that names a layout that is not there is at fault itself, unless the layout comes with
 * the program or no layout is there at all.
 */
static enum rc blame_for_layout(struct program *p, struct loaded *l, const struct json *node)
{
	if (strcmp(node->text, LOAD_DEFAULT_LAYOUT) != 0 && layouts_any(&p->layouts)) {
		json_error(&l->dl, &l->source, node, "TYPE", _("there is no layout “%s”"),
		           node->text);
		return RC_INPUT;
	}
	say_no_layout(p, node->text, &l->dl);
	return RC_IO;
}

/* The layout: --layout, or what the report says, or the default. */
static enum exit_code find_layout(struct program *p, const struct options *o, struct loaded *l)
{
	const struct json *node = json_lookup(l->root, "layout");
	enum rc rc;

	if (o->layout != NULL || node == NULL || node->kind != JSON_STRING)
		return load_layout(p, o->layout, &l->dl, &l->layout);
	if (!layouts_name_is_plain(node->text) || node->has_nul) {
		json_error(&l->dl, &l->source, node, "TYPE",
		           _("the name of a layout expected; --layout takes a file"));
		return EXIT_REPORT;
	}
	rc = layouts_load(&p->layouts, node->text, &l->dl, &l->layout);
	if (rc == RC_INPUT)
		rc = blame_for_layout(p, l, node);
	return exit_of(rc);
}

/*
 * JSON → report → checked report; what the checks find goes to `checks`. With RC_INPUT there may
 * still be a report to set.
 */
static enum exit_code read_report(struct program *p, const struct options *o, struct loaded *l,
                                  struct diag_list *checks)
{
	const struct report *report = NULL;
	struct report_input in;
	enum exit_code code;
	enum rc rc;

	code = exit_of(json_parse(&l->arena, &l->source, &l->dl, &l->root));
	if (code != EXIT_WELL)
		return code;
	code = find_layout(p, o, l);
	if (code != EXIT_WELL)
		return code;
	in = (struct report_input){&l->source, l->root, l->layout->form};
	rc = report_read(&l->arena, &in, &l->dl, &report);
	if (report == NULL)
		return exit_of(rc);
	limits_check(report, &l->dl);
	return exit_worst(exit_of(rc),
	                  exit_of(report_check(&l->arena, report, checks, &l->report)));
}

/* A PDF that carries its report stands for it. */
static enum exit_code unpack(struct program *p, struct loaded *l)
{
	const struct reread *module;
	struct source pdf = l->source;

	if (pdf.len < 5 || memcmp(pdf.text, "%PDF-", 5) != 0)
		return EXIT_WELL;
	module = modules_reread(p, &l->dl);
	if (module == NULL)
		return EXIT_SURROUNDINGS;
	return exit_of(module->source(&pdf, JSON_MAX_BYTES, &l->arena, &l->dl, &l->source));
}

static enum exit_code load(struct program *p, const struct options *o, struct loaded *l,
                           struct diag_list *checks)
{
	enum exit_code code = unpack(p, l);

	if (code == EXIT_WELL)
		code = read_report(p, o, l, checks);
	return l->dl.error_n > 0 ? exit_worst(code, EXIT_REPORT) : code;
}

enum exit_code load_report(struct program *p, const struct options *o, const char *input,
                           struct loaded *ret)
{
	enum exit_code code;

	*ret = (struct loaded){0};
	if (input_read(&ret->arena, input, JSON_MAX_BYTES, &ret->source) != RC_OK)
		return print_io(input);
	code = load(p, o, ret, &ret->dl);
	if (o->previous != NULL && ret->report != NULL)
		code = exit_worst(code, previous_check(p, o, ret));
	return ret->dl.error_n > 0 ? exit_worst(code, EXIT_REPORT) : code;
}

enum exit_code load_unjudged(struct program *p, const struct options *o, const char *input,
                             struct loaded *ret)
{
	struct diag_list checks = {0};
	enum exit_code code;

	*ret = (struct loaded){0};
	if (input_read(&ret->arena, input, JSON_MAX_BYTES, &ret->source) != RC_OK)
		return print_io(input);
	code = load(p, o, ret, &checks);
	diag_release(&checks);
	return code;
}

enum exit_code load_text(struct program *p, const struct options *o, const struct source *src,
                         struct loaded *ret)
{
	*ret = (struct loaded){.source = *src};
	return load(p, o, ret, &ret->dl);
}

void load_release(struct loaded *l)
{
	diag_release(&l->dl);
	arena_release(&l->arena);
}
