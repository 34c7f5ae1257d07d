/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include "app/batch.h"
#include "base/tr.h"
#include "write/write.h"

/* A report of its own, made in this process: there is nothing to watch and nothing to log. */
static enum exit_code render_one(struct program *p, const struct options *o,
                                 const struct inputs *inputs, const struct outputs *outputs)
{
	const size_t i = o->shard - 1;
	const struct source input = inputs_source(inputs, i);
	struct made made;

	job_report(p, o, &(struct job_order){.input = &input, .output = &outputs->files[i]}, &made);
	return made.code;
}

static enum exit_code run(struct program *p, const struct options *o)
{
	struct inputs inputs;
	struct outputs outputs = {0};
	enum exit_code code;

	if (o->fragment && !writer_lookup(o->profile)->html)
		return usage_error(_("--fragment: the profile “%s” has no HTML"), o->profile);
	if (o->verify && writer_lookup(o->profile)->pdf_version == NULL)
		return usage_error(_("--verify: the profile “%s” is no PDF"), o->profile);
	code = press_load(p, o);
	if (code == EXIT_WELL)
		code = inputs_expand(&p->arena, o, &inputs);
	if (code == EXIT_WELL)
		code = outputs_plan(&p->arena, o, &inputs, &outputs);
	if (code != EXIT_WELL)
		return code;
	if (batch_count(o, &inputs) == 1 && o->timeout == 0 && o->log == NULL)
		return render_one(p, o, &inputs, &outputs);
	return batch_run(p, o, &inputs, &outputs);
}

const struct command cmd_render = {
        .name = "render",
        .summary = N_("check reports and write each as a document"),
        .help = N_(
                "Usage: kanben render REPORT.json|DIR… [options]\n"
                "Checks reports and writes each as a document. A folder stands for the files\n"
                "NAME.json in it.\n"
                "\n"
                "  -o, --output FILE|DIR/  the document, or the folder for several (default:\n"
                "                          out/); “-” is standard output\n"
                "      --profile NAME      publish (default): PDF/A-2a and PDF/UA-1 in one file\n"
                "                          print: PDF/X-4 and PDF/A-2a for a press\n"
                "                          archive: PDF/A-3a and PDF/UA-1 that carries the JSON\n"
                "                          web: a PDF for a website, and an HTML file beside it\n"
                "      --fragment          web: only the article, to be put into another page\n"
                "      --icc FILE          print: the profile of the press (default: FOGRA39)\n"
                "      --layout NAME|FILE  instead of the layout that the report names\n"
                "      --date YYYY-MM-DD   the document's date where the report has none\n"
                "      --empty keep|zero   print blank cells as they are (default) or as 0\n"
                "      --force             write a report with errors too, marked as a draft\n"
                "      --verify            read the finished PDF again and hold it against its\n"
                "                          pages before it gets its name\n"
                "  -j, --jobs N            N reports at a time, each in a process of its own\n"
                "                          (default: one a core)\n"
                "      --from FILE         the reports that are listed in FILE too, a path a\n"
                "                          line; “-” is standard input\n"
                "      --jsonl             standard input has a report a line; the documents\n"
                "                          are named after the lines: 000001.pdf\n"
                "      --shard I/N         only every N-th report, from the I-th on\n"
                "      --max-pages N       a report of more pages is an error\n"
                "      --timeout SECONDS   a report that takes longer is an error\n"
                "      --log FILE          what became of each report, a JSON object a line\n"
                "      --resume            leave alone what the log says was written from the\n"
                "                          same things and is still there; go on with the log\n"
                "      --help              this text\n"
                "\n"
                "Exit status: 0 all well, 1 a report has errors, 2 wrong usage, 3 a file, a\n"
                "font or the disc failed. The worst one wins.\n"),
        .options = OPTION(OUTPUT) | OPTION(PROFILE) | OPTION(LAYOUT) | OPTION(DATE) |
                   OPTION(EMPTY) | OPTION(FORCE) | OPTION(FRAGMENT) | OPTION(ICC) | OPTION(JOBS) |
                   OPTION(FROM) | OPTION(JSONL) | OPTION(SHARD) | OPTION(MAX_PAGES) |
                   OPTION(TIMEOUT) | OPTION(LOG) | OPTION(RESUME) | OPTION(VERIFY),
        .min_inputs = 1,
        .max_inputs = SIZE_MAX,
        .run = run,
};
