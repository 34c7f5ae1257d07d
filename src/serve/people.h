/* SPDX-License-Identifier: MIT */
/*
 * people.h: who may come in, by tokens. Only hashes of tokens are kept. A cookie has another hash
 * of the token, so that nothing need be remembered: cookies of people whose token is still in the
 * file stay valid when the server is started again.
 */
#ifndef KANBEN_SERVE_PEOPLE_H
#define KANBEN_SERVE_PEOPLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/digest.h"

enum { PEOPLE_MAX = 1000, TOKEN_MIN = 20, TOKEN_MAX = 200, TOKEN_RANDOM = 43 /* digits */ };

struct person {
	const char *name;
	bool writes; /* an editor, not a reader */
	char token[DIGEST_TEXT], cookie[DIGEST_TEXT];
};

struct people {
	struct arena arena;
	struct person *list;
	size_t n;
};

/*
 * Reads a token file: a role, a name and a token on each line. RC_INPUT or RC_IO, with findings;
 * *ret is unchanged then.
 */
MUST_USE enum rc people_read(const char *path, struct diag_list *dl, struct people *ret);

/* One editor with a new random token, which is written to `token`. RC_IO: no random numbers. */
MUST_USE enum rc people_make(struct people *ret, char token[TOKEN_RANDOM + 1]);

void people_release(struct people *p);

/*
 * The person with this token, or with this cookie (its value), or NULL. Takes as long whoever it
 * is, and whatever was given.
 */
const struct person *people_by_token(const struct people *p, const char *token);
const struct person *people_by_cookie(const struct people *p, const char *cookie);

#endif
