/* SPDX-License-Identifier: MIT */
/* pdf_profile.h: what a document's profile asks for, and what its colours are meant for. */
#ifndef KANBEN_WRITE_PDF_PDF_PROFILE_H
#define KANBEN_WRITE_PDF_PDF_PROFILE_H

#include "write/write.h"

/* ISO 32000-1, 14.11.5: the device the colours are meant for. */
struct pdf_intent {
	const char *condition; /* identifier, and in words */
	const char *info;
	const char *registry; /* where the identifier is explained, or NULL */
	const void *icc;
	size_t icc_n; /* 0: there is no intent */
	int components;
};

struct pdf_profile {
	const struct writer *writer; /* the row of the table */
	bool repacked; /* qpdf makes object streams of its own: ours need not be deflated */
	struct pdf_intent intent;
};

#endif
