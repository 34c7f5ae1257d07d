/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include <stdio.h>
#include <string.h>

#include "app/batch.h"
#include "app/boxed.h"
#include "app/heap.h"
#include "base/tr.h"
#include "write/write.h"

/* A single report without --timeout and --log needs no worker: it is made in this process. */
static enum exit_code render_one(struct program *p, const struct options *o,
                                 const struct inputs *inputs, const struct outputs *outputs)
{
	const size_t i = o->shard - 1;
	const struct source input = inputs_source(inputs, i);
	const char *const files[] = {outputs->files[i].document, outputs->files[i].html};
	const struct job_order order = {.input = &input,
	                                .output = &outputs->files[i],
	                                .second_thread = o->jobs != 1 && worker_cores() > 1};
	struct buf hashes = {0};
	struct made made;

	heap_fill();
	boxed_enter(o, input.name, files, COUNT(files));
	job_report(p, o, &order, &made);
	if (made.written)
		outputs_tell_document(o, &outputs->files[i], made.page_n);
	outputs_put_hashes(&hashes, &outputs->files[i], &made.hashes);
	if (hashes.n > 0)
		fwrite(hashes.p, 1, hashes.n, stdout);
	buf_release(&hashes);
	return made.code;
}

static enum exit_code run(struct program *p, const struct options *o)
{
	struct inputs inputs;
	struct outputs outputs = {0};
	enum exit_code code;

	if (o->fragment && !writer_lookup(o->profile)->html)
		return usage_error(_("--fragment: the profile “%s” has no HTML"), o->profile);
	if (o->verify && !writer_can_verify(writer_lookup(o->profile)))
		return usage_error(_("--verify: the profile “%s” is neither PDF nor OFD"),
		                   o->profile);
	if (o->hash && o->output != NULL && strcmp(o->output, "-") == 0)
		return usage_error(_("--hash: standard output is already used for the document"));
	code = press_load(p, o);
	if (code == EXIT_WELL)
		code = site_load(p, o);
	if (code == EXIT_WELL)
		code = inputs_expand(&p->arena, o, &inputs);
	if (code == EXIT_WELL)
		code = outputs_plan(&p->arena, o, &inputs, &outputs);
	if (code != EXIT_WELL)
		return code;
	faces_prepare(p);
	if (batch_count(o, &inputs) == 1 && o->timeout == 0 && o->log == NULL)
		return render_one(p, o, &inputs, &outputs);
	return batch_run(p, o, &(struct batch_work){.inputs = &inputs, .outputs = &outputs});
}

static const struct command_option options[] = {
        {.name = "output",
         .argument = "FILE|DIR/",
         .help = N_("the document, or a folder for several (default: out/); “-” is standard "
                    "output")},
        {.name = "quiet"},
        {.name = "profile"},
        {.name = "fragment"},
        {.name = "site"},
        {.name = "icc"},
        {.name = "layout"},
        {.name = "date"},
        {.name = "empty"},
        {.name = "force"},
        {.name = "verify"},
        {.name = "hash"},
        {.name = "jobs"},
        {.name = "from"},
        {.name = "jsonl"},
        {.name = "shard"},
        {.name = "max-pages"},
        {.name = "max-findings"},
        {.name = "timeout"},
        {.name = "max-memory"},
        {.name = "verbose"},
        {.name = "log"},
        {.name = "resume"},
        {.name = NULL},
};

const struct command cmd_render = {
        .name = "render",
        .summary = N_("check reports and write each as a document"),
        .arguments = N_("REPORT.json|DIR… [options]"),
        .intro = N_("Checks reports and writes each as a document. A folder stands for the files "
                    "NAME.json in it and in the folders below, which the documents mirror."),
        .exits = N_("Exit status: 0 success, 1 a report has errors, 2 wrong usage, 3 a file, a "
                    "font or the disk failed. If several apply, the highest one wins."),
        .options = options,
        .min_inputs = 1,
        .max_inputs = SIZE_MAX,
        .run = run,
};
