/* SPDX-License-Identifier: MIT */
/* pdf_promise.h: pages that violate a requirement of a PDF, and pages that only look as if. */
#ifndef KANBEN_TESTS_PDF_PROMISE_H
#define KANBEN_TESTS_PDF_PROMISE_H

#include "pdf_replay.h"

typedef void make_pages(struct sample *s);

struct promise {
	make_pages *make;
	const char *profile, *message;
};

/* The finding names each violation, and nothing is written. */
static inline void assert_named(const struct promise *promises, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		void *sample = NULL;

		assert_int_equal(open_sample(&sample), 0);
		promises[i].make(sample);
		assert_refused_as(sample, promises[i].profile, RC_BUG, promises[i].message);
		close_sample(&sample);
	}
}

static inline void assert_written(make_pages *const *make, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		void *sample = NULL;
		struct pdf_file p;

		assert_int_equal(open_sample(&sample), 0);
		make[i](sample);
		pdf_open(&p, sample);
		pdf_close(&p);
		close_sample(&sample);
	}
}

#endif
