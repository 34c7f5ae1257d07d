/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include "app/inputs.h"
#include "app/outputs.h"
#include "app/print.h"
#include "base/tr.h"
#include "engine/input.h"
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

static enum exit_code run(struct program *p, const struct options *o)
{
	struct diag_list dl = {0};
	struct source file, report;
	enum exit_code code = outputs_check_inputs(o->output, o->inputs, o->input_n);

	if (code == EXIT_WELL)
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
	return outputs_write_text(o, &(struct buf){(char *)report.text, report.len, 0});
}

static const struct command_option options[] = {
        {.name = "output"}, {.name = "quiet"}, {.name = NULL}};

const struct command cmd_extract = {
        .name = "extract",
        .summary = N_("extract the JSON embedded in an archive edition"),
        .arguments = N_("FILE.pdf|FILE.ofd [options]"),
        .intro = N_(
                "Writes the report's JSON that is embedded in an archive edition, byte for byte."),
        .exits = N_("Exit status: 0 success, 1 no report is embedded in the file, 2 wrong usage, "
                    "3 a file cannot be read or written."),
        .options = options,
        .min_inputs = 1,
        .max_inputs = 1,
        .run = run,
};
