/* SPDX-License-Identifier: MIT */
/* tell.h: findings as the host wants to hear them. */
#ifndef KANBEN_KANBEN_TELL_H
#define KANBEN_KANBEN_TELL_H

#include "base/diag.h"
#include "kanben/kanben.h"

/* Who is told; on_finding NULL: nobody. */
struct listener {
	void (*on_finding)(void *user, const struct kb_finding *finding);
	void *user;
};

/* Sorts them and tells them one after the other. */
void tell(struct diag_list *dl, const struct listener *l);

#endif
