/* SPDX-License-Identifier: MIT */
#include "base/digest.h"

#include <stdlib.h>

#include <sys/types.h>

#include <sha2.h>

#include "base/mem.h"

struct digest {
	SHA2_CTX sha;
};

struct digest *digest_new(void)
{
	struct digest *d = mem_alloc(sizeof(*d));

	SHA256Init(&d->sha);
	return d;
}

void digest_free(struct digest *d)
{
	free(d);
}

void digest_put(struct digest *d, const void *p, size_t n)
{
	if (d != NULL && n > 0) /* p may be NULL if n == 0 */
		SHA256Update(&d->sha, p, n);
}

void digest_finish(struct digest *d, char ret[DIGEST_TEXT])
{
	SHA256End(&d->sha, ret);
}
