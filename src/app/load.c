/* SPDX-License-Identifier: MIT */
#include "app/inputs.h"

#include "app/print.h"
#include "engine/beside.h"
#include "engine/input.h"

static enum exit_code load(struct program *p, const struct options *o, const struct source *input,
                           struct loaded *ret, struct diag_list *checks)
{
	*ret = (struct loaded){.source = *input, .dl = {.most = o->max_findings}};
	/* Of a list of reports on standard input, too, in the working directory. */
	ret->files =
	        (struct report_files){(void *)beside_folder(&ret->arena, input->name), beside_read};
	if (input->text == NULL &&
	    input_read(&ret->arena, input->name, JSON_MAX_BYTES, &ret->source) != RC_OK)
		return print_io(input->name);
	ret->own = input->text == NULL;
	return exit_of(loaded_read(&p->engine, ret, o->layout, checks != NULL ? checks : &ret->dl));
}

enum exit_code load_report(struct program *p, const struct options *o, const struct source *input,
                           struct loaded *ret)
{
	return load(p, o, input, ret, NULL);
}

enum exit_code load_unjudged(struct program *p, const struct options *o, const struct source *input,
                             struct loaded *ret)
{
	struct diag_list checks = {.most = o->max_findings};
	enum exit_code code = load(p, o, input, ret, &checks);

	diag_release(&checks);
	return code;
}
