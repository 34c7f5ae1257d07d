/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include "app/inputs.h"
#include "app/outputs.h"
#include "app/print.h"
#include "base/tr.h"
#include "engine/input.h"
#include "import/import.h"

static enum exit_code import(struct program *p, const struct import_input *in, struct buf *report)
{
	const struct import *module = modules_import(&p->engine, in->findings);
	enum exit_code code;

	if (module == NULL)
		return EXIT_SURROUNDINGS;
	code = exit_of(module->document(&p->arena, in, report));
	return in->findings->error_n > 0 ? exit_worst(code, EXIT_REPORT) : code;
}

static enum exit_code run(struct program *p, const struct options *o)
{
	const struct layout_file *layout;
	struct diag_list dl = {0};
	struct buf report = {0};
	struct source file;
	enum exit_code code = outputs_check_inputs(o->output, o->inputs, o->input_n);

	if (code == EXIT_WELL)
		code = outputs_check_json(o->output);
	if (code != EXIT_WELL)
		return code;
	code = exit_of(loaded_layout(&p->engine, o->layout, &dl, &layout));
	if (code == EXIT_WELL &&
	    input_read(&p->arena, o->inputs[0], IMPORT_MAX_BYTES, &file) != RC_OK)
		code = print_io(o->inputs[0]);
	else if (code == EXIT_WELL)
		code = import(p, &(struct import_input){&file, layout->form, &dl}, &report);
	print_list(&dl, /*json*/ false);
	diag_release(&dl);
	/* A report with gaps is useful too, so it is written even if there are errors. */
	if (report.n > 0)
		code = exit_worst(code, outputs_write_text(o, &report));
	buf_release(&report);
	return code;
}

static const struct command_option options[] = {
        {.name = "output"},
        {.name = "quiet"},
        {.name = "layout", .help = N_("the kind of report (default: annual-report-2021)")},
        {.name = NULL},
};

const struct command cmd_import = {
        .name = "import",
        .summary = N_("turn a Word, OpenDocument, Excel, HTML or text file into a report"),
        .arguments = N_("FILE [options]"),
        .intro = N_(
                "Turns a document into the JSON of a report and lists what could not be placed. "
                "Its format is told by its bytes, not by its name: .docx, .odt, .xlsx, .ods, HTML, "
                ".mht or text."),
        .exits =
                N_("Exit status: 0 success, 1 something could not be placed or is missing (the "
                   "report is written anyway), 2 wrong usage, 3 a file cannot be read or written."),
        .options = options,
        .min_inputs = 1,
        .max_inputs = 1,
        .run = run,
};
