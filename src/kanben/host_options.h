/* SPDX-License-Identifier: MIT */
/* host_options.h: what the host wants, looked through. */
#ifndef KANBEN_KANBEN_HOST_OPTIONS_H
#define KANBEN_KANBEN_HOST_OPTIONS_H

#include "engine/edition.h"
#include "kanben/kanben.h"

/* What the host wants of one report. */
struct wish {
	struct edition_options how; /* its colours are not set yet */
	const char *layout, *name;  /* layout NULL: the report's own */
	struct source icc;          /* text NULL: the one beside the fonts */
};

/* RC_INPUT, a finding USAGE made: they cannot be followed. Borrows what o points to. */
MUST_USE enum rc options_read(const struct kb_options *o, struct diag_list *dl, struct wish *ret);

#endif
