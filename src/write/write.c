/* SPDX-License-Identifier: MIT */
#include "write/write.h"

#include <string.h>

static const struct writer writers[] = {
        {.profile = "publish",
         .suffix = ".pdf",
         .claims = "PDF/A-2a PDF/UA-1",
         .write = pdf_write_publish},
        {.profile = "print",
         .suffix = ".print.pdf",
         .claims = "PDF/X-4 PDF/A-2a",
         .press = true,
         .write = pdf_write_print},
        {.profile = "archive",
         .suffix = ".archive.pdf",
         .claims = "PDF/A-3a PDF/UA-1",
         .attaches = true,
         .write = pdf_write_archive},
        {.profile = "web",
         .suffix = ".web.pdf",
         .claims = "PDF/UA-1",
         .linear = true,
         .html = true,
         .write = pdf_write_web},
        /* for the tests */
        {.profile = "trace", .suffix = ".trace.txt", .write = trace_write},
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
