/* SPDX-License-Identifier: MIT */
#include "app/program.h"

#include "app/options.h"
#include "app/print.h"
#include "base/tr.h"
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

enum exit_code exit_worst(enum exit_code a, enum exit_code b)
{
	return a > b ? a : b;
}

static enum exit_code load_own(struct program *p)
{
	struct diag_list dl = {0};
	enum rc rc = colours_own(&p->engine, &dl, &p->colours);

	print_list(&dl, /*json*/ false);
	diag_release(&dl);
	return exit_of(rc);
}

enum exit_code press_load(struct program *p, const struct options *o)
{
	struct source icc;

	if (!writer_lookup(o->profile)->press)
		return o->icc == NULL ? EXIT_WELL
		                      : usage_error(_("--icc: the profile “%s” is not for a press"),
		                                    o->profile);
	if (o->icc == NULL)
		return load_own(p);
	if (input_read(&p->arena, o->icc, COLOURS_MAX_BYTES, &icc) != RC_OK)
		return print_io(o->icc);
	if (colours_of(&icc, &p->press) != RC_OK)
		return usage_error(_("--icc: %s is not an ICC profile of a four-colour press"),
		                   o->icc);
	p->colours = &p->press;
	return EXIT_WELL;
}

enum exit_code site_load(struct program *p, const struct options *o)
{
	struct diag_list dl = {0};
	struct source src;
	enum rc rc;

	if (o->site == NULL)
		return EXIT_WELL;
	if (!writer_lookup(o->profile)->html)
		return usage_error(_("--site: the profile “%s” has no HTML"), o->profile);
	if (o->fragment)
		return usage_error(_("--site: a fragment has no metadata"));
	if (input_read(&p->arena, o->site, JSON_MAX_BYTES, &src) != RC_OK)
		return print_io(o->site);
	rc = html_site_read(&p->arena, &src, &dl, &p->site);
	print_list(&dl, /*json*/ false);
	diag_release(&dl);
	return rc == RC_OK ? EXIT_WELL : EXIT_USAGE;
}
