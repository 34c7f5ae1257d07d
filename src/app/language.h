/* SPDX-License-Identifier: MIT */
/* language.h: the language of the messages, from the environment. */
#ifndef KANBEN_APP_LANGUAGE_H
#define KANBEN_APP_LANGUAGE_H

#include "base/arena.h"

/*
 * Sets the process's language: Chinese or English. `catalogues` is the folder of the translations,
 * or NULL, without which all is English; the arena must last as long as messages are used.
 */
void language_set(struct arena *a, const char *catalogues);

/* For wcwidth(3). Most runs do not ask, and reading the tables takes as long as a page. */
void language_know_characters(void);

#endif
