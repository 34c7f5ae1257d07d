/* SPDX-License-Identifier: MIT */
#include "kanben/host.h"

#include <string.h>

#include "base/tr.h"
#include "engine/page_limit.h"

/* ---- structs of other versions ---- */

enum { SIZE_LIMIT = 4096 /* larger than in any version: it was not set */ };

bool host_take_sized(const void *given, size_t n, void *ret)
{
	size_t size;

	memset(ret, 0, n);
	if (given == NULL)
		return true;
	memcpy(&size, given, sizeof(size));
	if (size < sizeof(size) || size > SIZE_LIMIT || size % sizeof(size) != 0)
		return false;
	for (size_t i = n; i < size; i++)
		if (((const char *)given)[i] != 0)
			return false;
	memcpy(ret, given, size < n ? size : n);
	return true;
}

/* ---- options ---- */

#define ALL_FLAGS (KB_EMPTY_ZERO | KB_FORCE | KB_FRAGMENT | KB_VERIFY | KB_HASH | KB_PLACES)

static const struct diag_place usage = {.rule = "USAGE"};

static const char *or_else(const char *given, const char *fallback)
{
	return given != NULL ? given : fallback;
}

static enum rc tell_wrong_option(struct diag_list *dl, const char *format, const char *value)
{
	diag_add(dl, DIAG_ERROR, &usage, format, value);
	return RC_INPUT;
}

/* Checks options that only some profiles have. */
static enum rc check_profile(const struct kb_options *o, struct diag_list *dl,
                             const struct writer *w)
{
	if ((o->flags & KB_FRAGMENT) != 0 && !w->html)
		return tell_wrong_option(dl, _("KB_FRAGMENT: the profile “%s” has no HTML"),
		                         w->profile);
	if (o->site != NULL && (!w->html || (o->flags & KB_FRAGMENT) != 0))
		return tell_wrong_option(dl,
		                         w->html ? _("site: a fragment has no metadata")
		                                 : _("site: the profile “%s” has no HTML"),
		                         w->profile);
	if (o->icc != NULL && !w->press)
		return tell_wrong_option(dl, _("icc: the profile “%s” is not for a press"),
		                         w->profile);
	if ((o->flags & KB_VERIFY) != 0 && !writer_can_verify(w))
		return tell_wrong_option(
		        dl, _("KB_VERIFY: the profile “%s” is neither PDF nor OFD"), w->profile);
	if ((o->flags & KB_PLACES) != 0 && !w->paged)
		return tell_wrong_option(dl, _("KB_PLACES: the profile “%s” has no places"),
		                         w->profile);
	return RC_OK;
}

static size_t pages_wanted(uint64_t n)
{
	if (n == 0)
		return PAGES_BY_SIZE;
	return n < PAGES_BY_SIZE ? (size_t)n : 0;
}

enum rc host_read_options(const struct kb_options *o, struct diag_list *dl, struct wish *ret)
{
	const char *profile = or_else(o->profile, "publish");

	*ret = (struct wish){.layout = o->layout,
	                     .folder = o->folder,
	                     .name = or_else(o->source_name, "report"),
	                     .icc = {or_else(o->icc_name, "press.icc"), o->icc, o->icc_size},
	                     .site = {"site", o->site, o->site_size},
	                     .how = {.writer = writer_lookup(profile),
	                             .empty_zero = (o->flags & KB_EMPTY_ZERO) != 0,
	                             .force = (o->flags & KB_FORCE) != 0,
	                             .fragment = (o->flags & KB_FRAGMENT) != 0,
	                             .verify = (o->flags & KB_VERIFY) != 0,
	                             .hash = (o->flags & KB_HASH) != 0,
	                             .places = (o->flags & KB_PLACES) != 0,
	                             .document_name = o->document_name}};
	ret->how.max_pages = pages_wanted(o->max_pages);
	if (ret->how.writer == NULL || ret->how.writer->tests_only)
		return tell_wrong_option(dl, _("there is no profile “%s”"), profile);
	if ((o->flags & ~ALL_FLAGS) != 0)
		return tell_wrong_option(dl, "%s", _("flags: an unknown flag is set"));
	if (o->date != NULL && !date_parse(o->date, &ret->how.date))
		return tell_wrong_option(dl, _("date: a date as YYYY-MM-DD expected, found “%s”"),
		                         o->date);
	return check_profile(o, dl, ret->how.writer);
}

/* ---- findings ---- */

static int severity_of(enum diag_severity s)
{
	switch (s) {
	case DIAG_NOTE:
		return KB_NOTE;
	case DIAG_WARNING:
		return KB_WARNING;
	case DIAG_ERROR:
		break;
	}
	return KB_ERROR;
}

static void pass_one(const struct diag *d, struct source_walk *w, const struct listener *l)
{
	const struct diag_place *p = &d->place;
	struct kb_finding f = {.severity = severity_of(d->severity),
	                       .rule = p->rule,
	                       .message = d->message,
	                       .pointer = p->pointer != NULL ? p->pointer : ""};

	if (p->source != NULL) {
		source_walk_to(w, p->source, p->off);
		f.source = p->source->name;
		f.line = w->line;
		f.column = w->column;
	}
	if (d->sum != NULL) {
		f.left = d->sum->left;
		f.right = d->sum->right;
		f.difference = d->sum->difference;
		f.cells = d->sum->cells;
		f.cell_count = d->sum->cell_n;
	}
	l->on_finding(l->user, &f);
}

void host_pass_findings(struct diag_list *dl, const struct listener *l)
{
	struct source_walk w = {0};

	if (l->on_finding == NULL)
		return;
	diag_sort(dl);
	for (const struct diag *d = dl->first; d != NULL; d = d->next)
		pass_one(d, &w, l);
}
