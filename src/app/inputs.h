/* SPDX-License-Identifier: MIT */
/* inputs.h: the reports a user named, where a folder stands for those in it. */
#ifndef KANBEN_APP_INPUTS_H
#define KANBEN_APP_INPUTS_H

#include "app/options.h"
#include "base/arena.h"
#include "base/diag.h"

struct inputs {
	const char **paths;   /* of a report from --jsonl: "-:LINE" */
	const char **stems;   /* --jsonl: of their outputs' names, "000001"; else NULL */
	struct source *texts; /* --jsonl: the reports themselves; else NULL */
	size_t n;
};

/*
 * The arguments in their order, then what --from lists, or what --jsonl reads; for a folder its
 * files NAME.json, sorted by their bytes, without hidden ones and without what lies in folders of
 * its own. EXIT_USAGE for a folder without any, EXIT_SURROUNDINGS for one that cannot be read; both
 * were said.
 */
enum exit_code inputs_expand(struct arena *a, const struct options *o, struct inputs *ret);

#endif
