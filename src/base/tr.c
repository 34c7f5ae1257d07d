/* SPDX-License-Identifier: MIT */
#include "base/tr.h"

#include <libintl.h>

/* A setting of the process, like gettext's own: the program makes it before it does anything else.
 */
static const struct catalogue *_Atomic own_catalogue;

void tr_set_catalogue(const struct catalogue *c)
{
	own_catalogue = c;
}

const struct catalogue *tr_catalogue(void)
{
	return own_catalogue;
}

/* Without gettext there is only Chinese, which has one form for any number: nplurals=1. */
const char *tr_plural(const char *one, const char *more, unsigned long n)
{
	const struct catalogue *c = own_catalogue;
	const char *found;

	if (c == NULL)
		return dngettext(KANBEN_TEXT_DOMAIN, one, more, n);
	found = catalogue_lookup(c, one);
	return found != NULL ? found : n == 1 ? one : more;
}

const char *tr(const char *source)
{
	const struct catalogue *c = own_catalogue;
	const char *found;

	if (c == NULL)
		return dgettext(KANBEN_TEXT_DOMAIN, source);
	found = catalogue_lookup(c, source);
	return found != NULL ? found : source;
}
