/* SPDX-License-Identifier: MIT */
#include "engine/loaded.h"

#include <string.h>

#include "base/tr.h"
#include "engine/foreign.h"
#include "reread/reread.h"

/* The folders that were searched for layouts, for a message. */
static const char *layout_folders(struct engine *e, struct arena *a)
{
	const struct folders *f = &e->paths.layouts;
	const char *list = f->n > 0 ? f->list[0] : _("(none; KANBEN_LAYOUTS can name some)");

	for (size_t i = 1; i < f->n; i++)
		list = arena_printf(a, "%s, %s", list, f->list[i]);
	return list;
}

static void tell_no_layout(struct engine *e, const char *name, struct diag_list *dl)
{
	struct diag_place place = {.rule = "LAYOUT"};

	diag_add(dl, DIAG_ERROR, &place, _("there is no layout “%s”; folders searched: %s"), name,
	         layout_folders(e, &dl->arena));
}

enum rc loaded_layout(struct engine *e, const char *name, struct diag_list *dl,
                      const struct layout_file **ret)
{
	enum rc rc;

	if (name == NULL)
		name = LOADED_DEFAULT_LAYOUT;
	rc = layouts_load(&e->layouts, name, dl, ret);
	if (rc != RC_INPUT)
		return rc;
	tell_no_layout(e, name, dl);
	return RC_IO;
}

/*
 * A missing layout is an error of the report that names it, unless it is the default one, which
 * comes with the program, or there are no layouts at all.
 */
static enum rc tell_missing_layout(struct engine *e, struct loaded *l, const struct json *node,
                                   const char *name)
{
	if (strcmp(name, LOADED_DEFAULT_LAYOUT) != 0 && layouts_any(&e->layouts)) {
		json_error(&l->dl, &l->source, node, "TYPE", _("there is no layout “%s”"), name);
		return RC_INPUT;
	}
	tell_no_layout(e, name, &l->dl);
	return RC_IO;
}

/* The layout of --layout, or the one that the report names, or the default. */
static enum rc find_layout(struct engine *e, struct loaded *l, const char *name)
{
	const struct json *node = json_lookup(l->root, "layout");
	enum rc rc;

	if (name != NULL || node == NULL || node->kind != JSON_STRING)
		return loaded_layout(e, name, &l->dl, &l->layout);
	name = report_normal_text(&l->arena, node);
	if (!layouts_name_is_plain(name) || node->has_nul) {
		json_error(&l->dl, &l->source, node, "TYPE",
		           _("the name of a layout expected; a file can be given with --layout"));
		return RC_INPUT;
	}
	rc = layouts_load(&e->layouts, name, &l->dl, &l->layout);
	return rc == RC_INPUT ? tell_missing_layout(e, l, node, name) : rc;
}

/*
 * JSON → report → checked report; the checks add their findings to `checks`. With RC_INPUT there
 * may still be a report to set.
 */
static enum rc read_report(struct engine *e, struct loaded *l, const char *layout,
                           struct diag_list *checks)
{
	const struct report *report = NULL;
	struct report_input in;
	enum rc rc = l->own ? json_parse_within(&l->arena, &l->source, &l->dl, &l->root)
	                    : json_parse(&l->arena, &l->source, &l->dl, &l->root);

	if (rc == RC_OK)
		rc = find_layout(e, l, layout);
	if (rc != RC_OK)
		return rc;
	in = (struct report_input){&l->source, l->root, l->layout->form,
	                           l->files.read != NULL ? &l->files : NULL};
	rc = report_read(&l->arena, &in, &l->dl, &report);
	if (report == NULL)
		return rc;
	l->report = report_check(&l->arena, report, checks);
	return rc;
}

/* Replaces an archive edition with the report that is embedded in it. */
static enum rc unpack(struct engine *e, struct loaded *l)
{
	const struct reread *module;
	struct source *file;

	if (!foreign_may_carry_report(&l->source))
		return RC_OK;
	file = arena_new(&l->arena, struct source); /* findings point to it */
	*file = l->source;
	module = modules_reread_for(e, file, &l->dl);
	if (module == NULL)
		return RC_IO;
	l->files = (struct report_files){file, module->file};
	return module->source(file, foreign_report_limit(file), &l->arena, &l->dl, &l->source);
}

enum rc loaded_read(struct engine *e, struct loaded *l, const char *layout,
                    struct diag_list *checks)
{
	enum rc rc = unpack(e, l);

	if (rc == RC_OK)
		rc = foreign_check(&l->source, &l->dl);
	if (rc == RC_OK)
		rc = read_report(e, l, layout, checks);
	return l->dl.error_n > 0 ? rc_worse(rc, RC_INPUT) : rc;
}

void loaded_release(struct loaded *l)
{
	diag_release(&l->dl);
	arena_release(&l->arena);
}
