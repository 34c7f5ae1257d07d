/* SPDX-License-Identifier: MIT */
/*
 * rc.h: the result codes of all functions that can fail. The finding is added to a diag_list where
 * the fault is detected, so callers only pass the code on.
 */
#ifndef KANBEN_BASE_RC_H
#define KANBEN_BASE_RC_H

enum rc {
	RC_OK = 0,
	RC_IO = -1,    /* a failure of the environment: a file, a font, the disc */
	RC_INPUT = -2, /* the user's data is wrong; findings say where */
	RC_LIMIT = -3, /* the user's data exceeds a documented limit */
	RC_BUG = -4    /* an internal error */
};

/* The worse of two: a failure of the surroundings or the program before a fault in the data. */
static inline enum rc rc_worse(enum rc x, enum rc y)
{
	static const int weight[] = {
	        [RC_OK] = 0, [-RC_INPUT] = 1, [-RC_LIMIT] = 1, [-RC_IO] = 2, [-RC_BUG] = 2};

	return weight[-y] > weight[-x] ? y : x;
}

#define MUST_USE __attribute__((warn_unused_result))
/* Visible outside its shared object; everything else is hidden. */
#define EXPORTED __attribute__((visibility("default")))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args), nonnull(fmt)))

#endif
