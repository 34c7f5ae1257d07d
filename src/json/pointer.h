/* SPDX-License-Identifier: MIT */
/* pointer.h: private to json/. JSON pointers (RFC 6901) grown token by token from the root. */
#ifndef KANBEN_JSON_POINTER_H
#define KANBEN_JSON_POINTER_H

#include <stdbool.h>

#include "base/buf.h"

/* Each appends "/" and a token; false, b unchanged, if that made it longer than max bytes. */
bool json_pointer_put_key(struct buf *b, const char *key, size_t max);
bool json_pointer_put_index(struct buf *b, size_t index, size_t max);

#endif
