/* SPDX-License-Identifier: MIT */
/*
 * tr.h: messages in the user's language. Source strings are English; po/zh_CN.po has the Chinese.
 * app/ binds the catalogue; the other folders only mark strings and look them up.
 */
#ifndef KANBEN_BASE_TR_H
#define KANBEN_BASE_TR_H

#include <libintl.h>

#define KANBEN_TEXT_DOMAIN "kanben"

#define _(s) dgettext(KANBEN_TEXT_DOMAIN, s)
#define N_(s) s

#endif
