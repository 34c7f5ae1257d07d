/* SPDX-License-Identifier: MIT */
/* digest.h: SHA-256 (FIPS 180-4) of bytes that come piece by piece. */
#ifndef KANBEN_BASE_DIGEST_H
#define KANBEN_BASE_DIGEST_H

#include <stddef.h>

enum { DIGEST_TEXT = 65 }; /* 64 hexadecimal digits and a NUL */

struct digest;

struct digest *digest_new(void);
void digest_free(struct digest *d); /* accepts NULL */

/* d NULL: nobody wants it. */
void digest_put(struct digest *d, const void *p, size_t n);

/* In lower case. Afterwards d can only be freed. */
void digest_finish(struct digest *d, char ret[DIGEST_TEXT]);

#endif
