/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include <string.h>

#include "app/inputs.h"
#include "app/outputs.h"
#include "app/print.h"
#include "base/tr.h"
#include "engine/input.h"
#include "report/visit.h"
#include "reread/reread.h"

enum { FILE_MAX_BYTES = 1 << 30 };

static enum exit_code extract(struct program *p, const struct source *file, struct diag_list *dl,
                              struct source *ret)
{
	const struct reread *module = modules_reread_for(&p->engine, file, dl);

	if (module == NULL)
		return EXIT_SURROUNDINGS;
	return exit_of(module->source(file, JSON_MAX_BYTES, &p->arena, dl, ret));
}

/* Writes a file of the report into the folder of -o. */
static enum exit_code put_file(struct program *p, const struct options *o, const char *name,
                               const void *bytes, size_t n)
{
	struct options to = *o;
	char *path = arena_printf(&p->arena, "%s/%s", o->output, name);
	char *slash = strrchr(path, '/');
	enum exit_code code;

	*slash = '\0';
	code = outputs_make_folder(&p->arena, path);
	*slash = '/';
	to.output = path;
	return code == EXIT_WELL ? outputs_write_text(&to, &(struct buf){(char *)bytes, n, 0})
	                         : code;
}

/* The pictures of the report in a PDF, which has been found there. */
static enum exit_code put_pictures(struct program *p, const struct options *o,
                                   const struct source *pdf)
{
	struct loaded in;
	enum exit_code code = load_unjudged(p, o, pdf, &in);
	size_t n = 0;
	const struct report_picture **pictures =
	        in.report != NULL ? report_pictures(&in.arena, in.report->report, &n) : NULL;

	code = code == EXIT_SURROUNDINGS ? code : EXIT_WELL;
	for (size_t i = 0; i < n && code == EXIT_WELL; i++)
		code = put_file(p, o, pictures[i]->file, pictures[i]->picture.bytes,
		                pictures[i]->picture.n);
	loaded_release(&in);
	return code;
}

static enum exit_code run(struct program *p, const struct options *o)
{
	struct diag_list dl = {0};
	struct source file, report;
	bool folder = o->output != NULL && outputs_is_folder(o->output);
	enum exit_code code = outputs_check_inputs(o->output, o->inputs, o->input_n);

	if (code == EXIT_WELL && !folder)
		code = outputs_check_json(o->output);
	if (code != EXIT_WELL)
		return code;
	if (input_read(&p->arena, o->inputs[0], FILE_MAX_BYTES, &file) != RC_OK)
		return print_io(o->inputs[0]);
	code = extract(p, &file, &dl, &report);
	print_list(&dl, /*json*/ false);
	diag_release(&dl);
	if (code != EXIT_WELL)
		return code;
	if (!folder)
		return outputs_write_text(o, &(struct buf){(char *)report.text, report.len, 0});
	code = put_file(p, o, "report.json", report.text, report.len);
	return code == EXIT_WELL ? put_pictures(p, o, &file) : code;
}

static const struct command_option options[] = {
        {.name = "output"}, {.name = "quiet"}, {.name = NULL}};

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
