/* SPDX-License-Identifier: MIT */
#include "write/write.h"

#include <string.h>

#include "base/mem.h"
#include "base/tr.h"

static const struct writer writers[] = {
        {.profile = "publish",
         .suffix = ".pdf",
         .purpose = N_("one file for readers and for the archive"),
         .claims = {.pdfa_part = 2, .pdfa_conformance = 'A', .pdfua_part = 1},
         .pdf_version = "1.7",
         .deflate_level = 6,
         .outline_level = 1,
         .write = pdf_write},
        /*
         * Not PDF/UA-1: a sheet with its tables turned sideways is for a press, not for a reader.
         */
        {.profile = "print",
         .suffix = ".print.pdf",
         .purpose = N_("for a press"),
         .claims = {.pdfx = "PDF/X-4", .pdfa_part = 2, .pdfa_conformance = 'A'},
         .pdf_version = "1.7",
         .deflate_level = 6,
         .outline_level = 1,
         .press = true,
         .write = pdf_write},
        {.profile = "archive",
         .suffix = ".archive.pdf",
         .purpose = N_("with the report's JSON embedded"),
         .claims = {.pdfa_part = 3, .pdfa_conformance = 'A', .pdfua_part = 1},
         .pdf_version = "1.7",
         .deflate_level = 6,
         .outline_level = 1,
         .attaches = true,
         .write = pdf_write},
        /*
         * Small, since it is downloaded to be read once. libdeflate's two highest levels take a
         * third longer and save one byte in a thousand; for outlines the third highest takes an
         * eighth longer and saves six.
         */
        {.profile = "web",
         .suffix = ".web.pdf",
         .purpose = N_("a small PDF for a website, and an HTML file beside it"),
         .claims = {.pdfua_part = 1},
         .pdf_version = "1.7",
         .deflate_level = 10,
         .outline_level = 9,
         .linear = true,
         .html = true,
         .write = pdf_write},
        {.profile = "trace", .suffix = ".trace.txt", .tests_only = true, .write = trace_write},
};

enum { WRITER_N = COUNT(writers) };

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
