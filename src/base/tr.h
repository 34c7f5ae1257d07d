/* SPDX-License-Identifier: MIT */
/*
 * tr.h: messages in the user's language. Source strings are English; po/zh_CN.po has the Chinese.
 * gettext translates, unless a catalogue was named that it does not read: app/ and kanben/ decide,
 * the other folders only mark strings and look them up.
 */
#ifndef KANBEN_BASE_TR_H
#define KANBEN_BASE_TR_H

#include "base/catalogue.h"

#define KANBEN_TEXT_DOMAIN "kanben"

#define _(s) tr(s)
#define N_(s) s

/* The translation of a text, or the text itself; never NULL. It lasts as long as the process. */
__attribute__((format_arg(1))) const char *tr(const char *source);

/* The same of a text about n things, which has a form for one and one for more. */
__attribute__((format_arg(1), format_arg(2))) const char *
tr_plural(const char *one, const char *more, unsigned long n);

/*
 * What strerror(error) says, in the language of our messages, even where the C library has only
 * English. Lasts until the next call in this thread.
 */
const char *tr_error(int error);

/*
 * Translates by this catalogue from now on, in this thread; NULL, as at first: by gettext. It must
 * last as long as messages are made or used.
 */
void tr_set_catalogue(const struct catalogue *c);

/* What was set last, for a module's own copy of base/ (see struct module). */
const struct catalogue *tr_catalogue(void);

#endif
