/* SPDX-License-Identifier: MIT */
/* places.h, private to text/: where a line of running text may end, before anything is forced. */
#ifndef KANBEN_TEXT_PLACES_H
#define KANBEN_TEXT_PLACES_H

#include "text/ruler.h"

enum place {
	PLACE_NONE,
	PLACE_FREE,    /* a break opportunity */
	PLACE_NAME,    /* one between a name and its number: GB/T 9704 */
	PLACE_ADDRESS, /* in an address, after one of its marks */
	PLACE_LETTER,  /* in a long word */
	PLACE_CUT,     /* in an address, anywhere else */
	PLACE_N
};

/*
 * Fills in ret[1 … cluster_n]; the end of the text is free. A word is long if it takes more than
 * half of `width`. No hyphen is added: it would be read as a part of the address.
 */
void places_find(const struct ruler *r, int64_t width, unsigned char *ret);

#endif
