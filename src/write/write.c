/* SPDX-License-Identifier: MIT */
#include "write/write.h"

#include <string.h>

static const struct writer writers[] = {
        {"publish", ".pdf", false, pdf_write_publish},
        {"archive", ".archive.pdf", true, pdf_write_archive},
        {"trace", ".trace.txt", false, trace_write}, /* for the tests */
};

enum { WRITER_N = sizeof(writers) / sizeof(writers[0]) };

const struct writer *writer_lookup(const char *profile)
{
	for (size_t i = 0; i < WRITER_N; i++) {
		if (strcmp(writers[i].profile, profile) == 0)
			return &writers[i];
	}
	return NULL;
}

const struct writer *writer_at(size_t i)
{
	return i < WRITER_N ? &writers[i] : NULL;
}
