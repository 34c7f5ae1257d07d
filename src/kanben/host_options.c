/* SPDX-License-Identifier: MIT */
#include "kanben/host_options.h"

#include "base/tr.h"

#define ALL_FLAGS (KB_EMPTY_ZERO | KB_FORCE | KB_FRAGMENT | KB_VERIFY)

static const struct diag_place usage = {.rule = "USAGE"};

static const char *or_else(const char *given, const char *fallback)
{
	return given != NULL ? given : fallback;
}

static enum rc refuse(struct diag_list *dl, const char *format, const char *value)
{
	diag_add(dl, DIAG_ERROR, &usage, format, value);
	return RC_INPUT;
}

/* What only some profiles have. */
static enum rc check_profile(const struct kb_options *o, struct diag_list *dl,
                             const struct writer *w)
{
	if ((o->flags & KB_FRAGMENT) != 0 && !w->html)
		return refuse(dl, _("KB_FRAGMENT: the profile “%s” has no HTML"), w->profile);
	if (o->icc != NULL && !w->press)
		return refuse(dl, _("icc: the profile “%s” has no press"), w->profile);
	return RC_OK;
}

enum rc options_read(const struct kb_options *o, struct diag_list *dl, struct wish *ret)
{
	const char *profile = or_else(o->profile, "publish");

	*ret = (struct wish){.layout = o->layout,
	                     .name = or_else(o->source_name, "report"),
	                     .icc = {or_else(o->icc_name, "press.icc"), o->icc, o->icc_size},
	                     .how = {.writer = writer_lookup(profile),
	                             .empty_zero = (o->flags & KB_EMPTY_ZERO) != 0,
	                             .force = (o->flags & KB_FORCE) != 0,
	                             .fragment = (o->flags & KB_FRAGMENT) != 0,
	                             .verify = (o->flags & KB_VERIFY) != 0}};
	ret->how.max_pages = o->max_pages < SIZE_MAX ? (size_t)o->max_pages : SIZE_MAX;
	if (ret->how.writer == NULL || ret->how.writer->tests_only)
		return refuse(dl, _("there is no profile “%s”"), profile);
	if ((o->flags & ~ALL_FLAGS) != 0)
		return refuse(dl, "%s", _("flags: one is set that is not known"));
	if (o->date != NULL && !date_parse(o->date, &ret->how.date))
		return refuse(dl, _("date: a date as YYYY-MM-DD expected, found “%s”"), o->date);
	return check_profile(o, dl, ret->how.writer);
}
