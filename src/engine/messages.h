/* SPDX-License-Identifier: MIT */
/* messages.h: the Chinese messages, where gettext cannot or shall not read them. */
#ifndef KANBEN_ENGINE_MESSAGES_H
#define KANBEN_ENGINE_MESSAGES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/catalogue.h"

/* The only language besides English, as gettext names it. */
#define MESSAGES_CHINESE "zh_CN"

/*
 * Whether the name of a locale (zh_CN.UTF-8) or a language tag (BCP 47: zh-Hans-CN) begins with
 * this language of two letters.
 */
bool messages_are_in(const char *locale, const char *language);

/* The Chinese of a folder of catalogues, in the arena; NULL if it has none that can be read. */
const struct catalogue *messages_chinese(struct arena *a, const char *catalogues);

#endif
