/* SPDX-License-Identifier: MIT */
/* pdf_profile.h: what distinguishes one kind of PDF edition from another. */
#ifndef KANBEN_WRITE_PDF_PDF_PROFILE_H
#define KANBEN_WRITE_PDF_PDF_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

/* ISO 32000-1, 14.11.5: the device the colours are meant for. */
struct pdf_intent {
	const char *condition; /* identifier, and in words */
	const char *info;
	const char *registry; /* where the identifier is explained, or NULL */
	const unsigned char *icc;
	size_t icc_n;
	int components;
};

struct pdf_profile {
	const char *version; /* of the header, "1.7" */
	int pdfa_part;       /* ISO 19005-N; 0: makes no such claim */
	char pdfa_conformance;
	int pdfua_part; /* ISO 14289-N; 0: makes no such claim */
	/*
	 * libdeflate's levels. Outlines of glyphs hardly repeat themselves: what is gained on them
	 * above the lowest level, some 3 %, costs as much time as setting the report.
	 */
	int deflate_level, outline_level;
	bool repacked;  /* qpdf makes object streams of its own: ours need not be deflated */
	bool attaches;  /* files may go with it: ISO 19005-3, 6.8 */
	bool press;     /* ISO 15930-7: PDF/X-4, boxes, an output intent that the pages bring */
	bool black_ink; /* grays are of black ink alone, not of whatever the device mixes */
	struct pdf_intent intent;
};

#endif
