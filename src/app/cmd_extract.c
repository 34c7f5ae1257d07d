/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include <stdint.h>
#include <string.h>

#include "app/boxed.h"
#include "app/inputs.h"
#include "app/outputs.h"
#include "app/print.h"
#include "base/tr.h"
#include "engine/foreign.h"
#include "engine/input.h"
#include "report/visit.h"
#include "reread/reread.h"

enum { FILE_MAX_BYTES = 1 << 30 };

/* ---- in the box ---- */

struct extracting {
	struct program *program;
	const struct options *options;
	const struct source *file;
	const struct reread *module;
	bool pictures; /* they are wanted too */
};

/* Hands over the pictures of the report, which has been found in the file: name, bytes. */
static enum exit_code put_pictures(const struct extracting *x, struct buf *ret)
{
	struct loaded in;
	enum exit_code code = load_unjudged(x->program, x->options, x->file, &in);
	size_t n = 0;
	const struct report_picture **pictures =
	        in.report != NULL ? report_pictures(&in.arena, in.report->report, &n) : NULL;

	for (size_t i = 0; i < n && code != EXIT_SURROUNDINGS; i++) {
		boxed_put(ret, pictures[i]->file, strlen(pictures[i]->file) + 1);
		boxed_put(ret, pictures[i]->picture.bytes, pictures[i]->picture.n);
	}
	loaded_release(&in);
	return code == EXIT_SURROUNDINGS ? code : EXIT_WELL;
}

/* Prints the findings; hands over how it ended, then the report's name and bytes. */
static void work(void *context, struct buf *ret)
{
	const struct extracting *x = context;
	struct diag_list dl = {0};
	struct buf files = {0};
	struct source report;
	enum exit_code code = exit_of(x->module->source(x->file, foreign_report_limit(x->file),
	                                                &x->program->arena, &dl, &report));

	print_list(&dl, /*json*/ false);
	if (code == EXIT_WELL) {
		boxed_put(&files, "report.json", sizeof("report.json"));
		boxed_put(&files, report.text, report.len);
		if (x->pictures)
			code = put_pictures(x, &files);
	}
	boxed_put(ret, &code, sizeof(code));
	buf_put(ret, files.p, files.n);
}

/* ---- beside it ---- */

/* A name that leads nowhere but into the folder: the box gave it, not the program. */
static bool is_inside(const struct source *name)
{
	const char *s = name->text;

	if (name->len < 2 || s[name->len - 1] != '\0' || strlen(s) + 1 != name->len || *s == '/')
		return false;
	for (; *s != '\0'; s += strcspn(s, "/"), s += *s == '/')
		if (strncmp(s, "..", 2) == 0 && (s[2] == '/' || s[2] == '\0'))
			return false;
	return true;
}

/* Writes a file of the report into the folder of -o, or the report alone to -o. */
static enum exit_code put_file(struct program *p, const struct options *o,
                               const struct source *name, const struct source *bytes)
{
	struct options to = *o;
	enum exit_code code = EXIT_WELL;

	if (o->output != NULL && outputs_is_folder(o->output)) {
		char *path = arena_printf(&p->arena, "%s/%s", o->output, name->text);
		char *slash = strrchr(path, '/');

		*slash = '\0';
		code = outputs_make_folder(&p->arena, path);
		*slash = '/';
		to.output = path;
	}
	return code == EXIT_WELL
	               ? outputs_write_text(&to, &(struct buf){(char *)bytes->text, bytes->len, 0})
	               : code;
}

static enum exit_code extract(const struct extracting *x)
{
	struct source section, name, bytes;
	enum exit_code code;
	struct buf record = {0};
	size_t at = 0;

	code = boxed_run(&(struct boxed){.options = x->options,
	                                 .name = x->file->name,
	                                 .bytes = x->file->len,
	                                 .work = work,
	                                 .context = (void *)(uintptr_t)x,
	                                 .readable = &x->program->engine.paths.layouts},
	                 &record);
	if (code == EXIT_WELL && boxed_take(&record, &at, &section) && section.len == sizeof(code))
		memcpy(&code, section.text, sizeof(code));
	while (code == EXIT_WELL && boxed_take(&record, &at, &name) && is_inside(&name) &&
	       boxed_take(&record, &at, &bytes))
		code = put_file(x->program, x->options, &name, &bytes);
	buf_release(&record);
	return code;
}

static enum exit_code run(struct program *p, const struct options *o)
{
	struct extracting x = {.program = p, .options = o};
	struct diag_list dl = {0};
	struct source file;
	enum exit_code code = outputs_check_inputs(o->output, o->inputs, o->input_n);

	x.pictures = o->output != NULL && outputs_is_folder(o->output);
	if (code == EXIT_WELL && !x.pictures)
		code = outputs_check_json(o->output);
	if (code != EXIT_WELL)
		return code;
	if (input_read(&p->arena, o->inputs[0], FILE_MAX_BYTES, &file) != RC_OK)
		return print_io(o->inputs[0]);
	x.file = &file;
	x.module = modules_reread_for(&p->engine, &file, &dl);
	print_list(&dl, /*json*/ false);
	diag_release(&dl);
	return x.module != NULL ? extract(&x) : EXIT_SURROUNDINGS;
}

static const struct command_option options[] = {
        {.name = "output"},
        {.name = "quiet"},
        {.name = "timeout",
         .help = N_(
                 "give up a file that takes longer than this (default: 1 s of processor time and "
                 "2 for each megabyte, at most 10)")},
        {.name = "max-memory",
         .help = N_("give up a document that needs more than MIB MiB of memory (default: 256 and "
                    "128 for each megabyte, at most 1024)")},
        {.name = "verbose"},
        {.name = NULL},
};

const struct command cmd_extract = {
        .name = "extract",
        .summary = N_("extract the JSON embedded in an archive edition"),
        .arguments = N_("FILE.pdf|FILE.ofd [options]"),
        .intro = N_("Writes the report's JSON that is embedded in an archive edition, byte for "
                    "byte; with -o DIR/ as DIR/report.json, with its pictures beside it."),
        .exits = N_("Exit status: 0 success, 1 no report is embedded in the file, 2 wrong usage, "
                    "3 a file cannot be read or written."),
        .options = options,
        .min_inputs = 1,
        .max_inputs = 1,
        .run = run,
};
