/* SPDX-License-Identifier: MIT */
#include "base/tr.h"

#include <libintl.h>
#include <string.h>

#include "base/mem.h"

/*
 * Of the thread, since each may serve a context whose messages are in another language. In the
 * modules, too, it lies in the room that every thread has from its start: LeakSanitizer crashes on
 * room that the loader makes when it is first used.
 */
static _Thread_local __attribute__((tls_model("initial-exec")))
const struct catalogue *own_catalogue;

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

/* What files, pipes and disks answer, in the words of the C library, for the catalogue. */
static const char *const system_messages[] = {
        N_("Operation not permitted"),
        N_("No such file or directory"),
        N_("Input/output error"),
        N_("Cannot allocate memory"),
        N_("Permission denied"),
        N_("Device or resource busy"),
        N_("File exists"),
        N_("Not a directory"),
        N_("Is a directory"),
        N_("Invalid argument"),
        N_("Too many open files in system"),
        N_("Too many open files"),
        N_("Text file busy"),
        N_("File too large"),
        N_("No space left on device"),
        N_("Illegal seek"),
        N_("Read-only file system"),
        N_("Broken pipe"),
        N_("File name too long"),
        N_("Too many levels of symbolic links"),
        N_("Stale file handle"),
        N_("Disk quota exceeded"),
};

const char *tr_error(int error)
{
	const char *said = strerror(error);

	for (size_t i = 0; i < COUNT(system_messages); i++)
		if (strcmp(said, system_messages[i]) == 0)
			return tr(system_messages[i]);
	return said;
}
