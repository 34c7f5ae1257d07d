/* SPDX-License-Identifier: MIT */
#include "app/load.h"

#include "app/previous.h"
#include "app/print.h"
#include "engine/input.h"

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

enum exit_code load_report(struct program *p, const struct options *o, const char *input,
                           struct loaded *ret)
{
	enum exit_code code;

	*ret = (struct loaded){0};
	if (input_read(&ret->arena, input, JSON_MAX_BYTES, &ret->source) != RC_OK)
		return print_io(input);
	code = exit_of(loaded_read(&p->engine, ret, o->layout, &ret->dl));
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
	code = exit_of(loaded_read(&p->engine, ret, o->layout, &checks));
	diag_release(&checks);
	return code;
}

enum exit_code load_text(struct program *p, const struct options *o, const struct source *src,
                         struct loaded *ret)
{
	*ret = (struct loaded){.source = *src};
	return exit_of(loaded_read(&p->engine, ret, o->layout, &ret->dl));
}
