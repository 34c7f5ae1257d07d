/* SPDX-License-Identifier: MIT */
/* keys.h: private to json/. Keys that stand twice in an object. */
#ifndef KANBEN_JSON_KEYS_H
#define KANBEN_JSON_KEYS_H

#include "json/json.h"

/* Adds a KEY finding for every member whose key an earlier one has, in document order. */
void json_keys_check(const struct json *nodes, size_t n, const struct source *src,
                     struct diag_list *dl);

#endif
