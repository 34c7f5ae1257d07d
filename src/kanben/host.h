/* SPDX-License-Identifier: MIT */
/* host.h: converts between the structs of kanben.h and those of the engine. */
#ifndef KANBEN_KANBEN_HOST_H
#define KANBEN_KANBEN_HOST_H

#include "engine/edition.h"
#include "kanben/kanben.h"

/*
 * Copies a struct that begins with its size, in the version of kanben.h that the host was built
 * with, into one of `n` bytes; members unknown to the host are zero. NULL: everything is zero.
 * False: the size is impossible, or a member is set that this version does not know.
 */
bool host_take_sized(const void *given, size_t n, void *ret);

/* What the host wants for one report. */
struct wish {
	struct edition_options how; /* its colours are not set yet */
	const char *layout, *name;  /* layout NULL: the report's own */
	const char *folder;         /* of its pictures; NULL: none */
	struct source icc;          /* text NULL: the one beside the fonts */
	struct source site;         /* text NULL: none */
};

/* RC_INPUT, with a finding (USAGE): an option is wrong. Borrows what o points to. */
MUST_USE enum rc host_read_options(const struct kb_options *o, struct diag_list *dl,
                                   struct wish *ret);

/* Receives findings; on_finding NULL: they are dropped. */
struct listener {
	void (*on_finding)(void *user, const struct kb_finding *finding);
	void *user;
};

/* Sorts the findings and passes them on one by one. */
void host_pass_findings(struct diag_list *dl, const struct listener *l);

#endif
