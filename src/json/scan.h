/* SPDX-License-Identifier: MIT */
/*
 * scan.h: private to json/. The strict pass over the bytes: the grammar of RFC 8259, UTF-8 as of
 * RFC 3629, the limits of json.h. It keeps what cJSON forgets: where each value stands.
 */
#ifndef KANBEN_JSON_SCAN_H
#define KANBEN_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

/* One value. 32 bits hold any offset up to JSON_MAX_BYTES; there may be millions of these. */
struct json_mark {
	uint32_t off, end; /* [off, end) */
	uint32_t key_off;  /* 0: no key (a key never stands at the very beginning) */
	bool has_nul, key_has_nul;
};

/* The values in document order, a container before what is in it. On the heap. */
struct json_marks {
	struct json_mark *items;
	size_t n, cap;
};

/* Fills zeroed marks; after a fault (RC_INPUT, RC_LIMIT: one SYN finding) they are incomplete. */
MUST_USE enum rc json_scan(const struct source *src, struct diag_list *dl,
                           struct json_marks *marks);

void json_marks_release(struct json_marks *marks);

#endif
