/* SPDX-License-Identifier: MIT */
#include "write/write.h"

#include <string.h>

#include "base/mem.h"
#include "base/tr.h"

static const struct pdf_version pdf_1_7 = {.number = "1.7", .info = true};
static const struct pdf_version pdf_2_0 = {.number = "2.0",
                                           .tag_namespace = "http://iso.org/pdf2/ssn",
                                           .structure_destinations = true};

static const struct writer writers[] = {
        {.profile = "publish",
         .suffix = ".pdf",
         .purpose = N_("one file for readers and for the archive"),
         .claims = {.pdfa_part = 2, .pdfa_conformance = 'A', .pdfua_part = 1},
         .pdf_version = &pdf_1_7,
         .deflate_level = 5,
         .outline_level = 1,
         .steps = &pdf_steps},
        /*
         * Not PDF/UA-1: a sheet with its tables turned sideways is for a press, not for a reader.
         */
        {.profile = "print",
         .suffix = ".print.pdf",
         .purpose = N_("for a press"),
         .claims = {.pdfx = "PDF/X-4", .pdfa_part = 2, .pdfa_conformance = 'A'},
         .pdf_version = &pdf_1_7,
         .deflate_level = 5,
         .outline_level = 1,
         .press = true,
         .steps = &pdf_steps},
        {.profile = "archive",
         .suffix = ".archive.pdf",
         .purpose = N_("with the report's JSON embedded"),
         .claims = {.pdfa_part = 3, .pdfa_conformance = 'A', .pdfua_part = 1},
         .pdf_version = &pdf_1_7,
         .deflate_level = 5,
         .outline_level = 1,
         .attaches = true,
         .steps = &pdf_steps},
        /*
         * Not instead of `archive`: one file cannot be of both generations, and readers that know
         * only Info show no title.
         */
        {.profile = "archive2",
         .suffix = ".archive2.pdf",
         .purpose = N_("the same in PDF 2.0, for archives that accept it"),
         .claims = {.pdfa_part = 4,
                    .pdfa_rev = 2020,
                    .pdfa_conformance = 'F',
                    .pdfua_part = 2,
                    .pdfua_rev = 2024,
                    .wtpdf = "1.0"},
         .pdf_version = &pdf_2_0,
         .deflate_level = 5,
         .outline_level = 1,
         .attaches = true,
         .steps = &pdf_steps},
        /*
         * Small, since it is downloaded to be read once, within reason: higher levels would save
         * one byte in a hundred and take as long again as making the whole document.
         */
        {.profile = "web",
         .suffix = ".web.pdf",
         .purpose = N_("a small PDF for a website, and an HTML file beside it"),
         .claims = {.pdfua_part = 1},
         .pdf_version = &pdf_1_7,
         .deflate_level = 7,
         .outline_level = 1,
         .linear = true,
         .html = true,
         .steps = &pdf_steps},
        {.profile = "ofd",
         .suffix = ".ofd",
         .purpose = N_("for exchange between offices"),
         .claims = {.ofd = "OFD"},
         .deflate_level = 1,
         .outline_level = 1,
         .steps = &ofd_steps},
        {.profile = "ofd-archive",
         .suffix = ".archive.ofd",
         .purpose = N_("the same with the report's JSON embedded"),
         .claims = {.ofd = "OFD-A"},
         .deflate_level = 1,
         .outline_level = 1,
         .attaches = true,
         .steps = &ofd_steps},
        {.profile = "svg",
         .suffix = ".svg",
         .purpose = N_("pictures, a drawing of each page"),
         .paged = true,
         .steps = &svg_steps},
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

enum rc writer_write(const struct write_input *in, struct out *o, struct diag_list *dl)
{
	const struct write_steps *steps = in->writer->steps;
	void *run;

	if (steps == NULL)
		return in->writer->write(in, o, dl);
	run = steps->begin(in, o, dl);
	for (size_t i = 0; i < in->pages->page_n; i++)
		steps->put(run, i);
	return steps->finish(run);
}
