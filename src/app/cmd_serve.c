/* SPDX-License-Identifier: MIT */
#include "app/command.h"

#include <stdio.h>
#include <unistd.h>
#include <sys/stat.h>

#include "app/batch.h"
#include "app/print.h"
#include "base/tr.h"
#include "desk/desk.h"
#include "engine/messages.h"
#include "engine/page_limit.h"

enum { SECONDS = 20, PAGES = 1000 };

/*
 * On standard output, so that a program can read it; not by way of its buffer, since workers have a
 * copy of that.
 */
static void tell_ready(void *context, const char *url)
{
	(void)context;
	dprintf(STDOUT_FILENO, "%s\n", url);
}

static enum exit_code serve(struct program *p, struct serve_input *in)
{
	const struct serve *module = modules_serve(&p->engine, in->findings);

	if (module == NULL)
		return EXIT_SURROUNDINGS;
	switch (module->run(in)) {
	case RC_OK:
		return EXIT_WELL;
	case RC_INPUT:
	case RC_LIMIT:
		return EXIT_USAGE;
	case RC_IO:
	case RC_BUG:
		break;
	}
	return EXIT_SURROUNDINGS;
}

static enum exit_code run(struct program *p, const struct options *o)
{
	const struct paths *paths = &p->engine.paths;
	struct desk desk = {.engine = &p->engine, .epoch = p->epoch};
	struct diag_list dl = {0};
	struct serve_input in = {.folder = o->input_n > 0 ? o->inputs[0] : ".",
	                         .listen = o->listen != NULL ? o->listen : "127.0.0.1:0",
	                         .token_file = o->token_file,
	                         .origin = o->origin,
	                         .log = o->log,
	                         .pages = paths->pages,
	                         .workers = o->jobs != 0 ? o->jobs : worker_cores(),
	                         .seconds = o->timeout != 0 ? o->timeout : SECONDS,
	                         .max_pages = o->max_pages != PAGES_BY_SIZE ? o->max_pages : PAGES,
	                         .work = desk_work,
	                         .context = &desk,
	                         .ready = tell_ready,
	                         .findings = &dl};
	enum exit_code code;

	if (in.pages == NULL) {
		fprintf(stderr, "kanben: %s\n",
		        _("the pages of the desk are missing: share/kanben/serve"));
		return EXIT_SURROUNDINGS;
	}
	if (paths->locale != NULL)
		in.chinese = messages_chinese(&p->arena, paths->locale);
	desk.chinese = in.chinese;
	desk.max_pages = in.max_pages;
	code = serve(p, &in);
	print_list(&dl, /*json*/ false);
	diag_release(&dl);
	return code;
}

static const struct command_option options[] = {
        {.name = "listen"},
        {.name = "token-file"},
        {.name = "origin"},
        {.name = "log",
         .help = N_("log who wrote which report to FILE, one JSON object per line (default: "
                    ".kanben-writes.jsonl in the folder)")},
        {.name = "jobs",
         .help = N_("work on N reports at a time, each in its own process (default: one per "
                    "core)")},
        {.name = "timeout", .help = N_("stop what takes longer than this (default: 20)")},
        {.name = "max-pages", .help = N_("refuse reports of more than N pages (default: 1000)")},
        {.name = NULL},
};

const struct command cmd_serve = {
        .name = "serve",
        .summary = N_("open a folder of reports in the browser"),
        .arguments = N_("[DIR] [options]"),
        .intro = N_("Opens the reports NAME.json of a folder (default: the current one) as a desk "
                    "in the browser: a list, a form with the findings at their places, the pages, "
                    "documents to download. Prints the address to open, and serves until it is "
                    "interrupted. Nothing is kept anywhere but in the folder."),
        .exits = N_("Exit status: 0 ended by a signal, 2 wrong usage, 3 the folder, the address or "
                    "a part of the program cannot be used."),
        .options = options,
        .min_inputs = 0,
        .max_inputs = 1,
        .run = run,
};
