/* SPDX-License-Identifier: MIT */
/* A gettext that translates nothing, as glibc's since 2.41 in C.UTF-8; loaded before the program.
 */
#include <libintl.h>

#undef dgettext
#undef dngettext
#undef dcgettext
#undef dcngettext

#define SEEN __attribute__((visibility("default")))

SEEN char *dcgettext(const char *domain, const char *source, int category)
{
	(void)domain, (void)category;
	return (char *)source;
}

SEEN char *dgettext(const char *domain, const char *source)
{
	return dcgettext(domain, source, 0);
}

SEEN char *dcngettext(const char *domain, const char *one, const char *more, unsigned long n,
                      int category)
{
	(void)domain, (void)category;
	return (char *)(n == 1 ? one : more);
}

SEEN char *dngettext(const char *domain, const char *one, const char *more, unsigned long n)
{
	return dcngettext(domain, one, more, n, 0);
}
