/* SPDX-License-Identifier: MIT */
/* What is in files of PDF 2.0 alone is compared too: namespaces, destinations, metadata. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pdf_damage.h"

static const struct damage damages[] = {
        {"archive2", {TREE}, DROP, "/Namespaces", NULL, "namespaces: “1” expected, found “0”"},
        {"archive2",
         {TREE, "/Namespaces", "0"},
         SET,
         "/NS",
         "(http://iso.org/pdf/ssn)",
         "the namespace: “http://iso.org/pdf2/ssn” expected, found “http://iso.org/pdf/ssn”"},
        {"archive2", {DOCUMENT, "/K", "0"}, DROP, "/NS", NULL, "tag 1 (H1), the namespace: “"},
        {"archive2", {NULL}, SET, "/Info", "<</Title(x)>>", "information: “” expected, found “x”"},
        {"archive2",
         {NULL},
         SET,
         "/Info",
         "<</Company(x)>>",
         "the document information: “” expected"},
        {"archive2", {NULL}, SET, "/Info", "<<>>", "information: “” expected, found “/Info”"},
        {"archive2", {"/Root", "/Metadata"}, EDIT, "宝坻区", "宝坻", "the XMP metadata"},
        {"archive2",
         {"/Root", "/Metadata"},
         EDIT,
         "<pdfaid:conformance>F",
         "<pdfaid:conformance>E",
         "the standards: “PDF/A-4f PDF/UA-2 WTPDF 1.0” expected, found “PDF/A-4e PDF/UA-2 "},
        {"archive2",
         {"/Root", "/Metadata"},
         EDIT,
         "<pdfaid:rev>2020",
         "<pdfaid:rev>2019",
         "the XMP metadata: “2020” expected, found “2019”"},
        {"archive2",
         {"/Root", "/Metadata"},
         EDIT,
         "<pdfuaid:rev>2024",
         "<pdfuaid:rev>2023",
         "the XMP metadata: “2024” expected, found “2023”"},
        {"archive2",
         {"/Root", "/Metadata"},
         EDIT,
         "wtpdf#accessibility1.0",
         "wtpdf/#accessibility1.0",
         "the XMP metadata: “"},
        {"archive2",
         {"/Root", "/Metadata"},
         EDIT,
         "wtpdf#reuse1.0",
         "wtpdf/#reuse1.0",
         "WTPDF 1.0” expected, found “PDF/A-4f PDF/UA-2”"},
        {"archive2",
         {"/Root", "/Outlines", "/First"},
         DROP,
         "/A",
         NULL,
         "tag 1 (H1), the page of a bookmark: “1” expected, found “0”"},
        {"archive2",
         {"/Root", "/Outlines", "/First", "/A", "/D"},
         SET,
         "0",
         "null",
         "the page of a bookmark"},
        {"archive2",
         {"/Root", "/Outlines", "/First", "/A"},
         SET,
         "/S",
         "/Named",
         "the action of a bookmark: “GoTo” expected, found “Named”"},
        {"archive2",
         {"/Root", "/Outlines", "/First", "/A"},
         DROP,
         "/SD",
         NULL,
         "tag 1 (H1), the heading of a bookmark: “1” expected, found “-1”"},
        {"archive2",
         {"/Root", "/Outlines", "/First", "/A", "/SD"},
         SET,
         "3",
         "1",
         "the place of a bookmark: “"},
        {"archive2",
         {PAGES, "1", "/Annots", "0", "/A", "/SD"},
         SET,
         "0",
         "null",
         "(Link), the element that a link leads to"},
};

static void each_damage_is_noticed(void **state)
{
	(void)state;
	assert_noticed("archive2", damages, sizeof(damages) / sizeof(damages[0]));
}

/* Each of two bookmarks leads to the page of its own heading, but names that of the other. */
static void bookmarks_of_each_other_s_headings_are_noticed(void **state)
{
	struct edition e = {.profile = "archive2"};
	qpdf_oh first, second, heading;
	qpdf_data q;

	(void)state;
	open_edition(&e);
	q = open_bytes(&e);
	first = view_at(q, qpdf_get_root(q), "/Outlines", "/First", NULL);
	second = view_at(q, first, "/First", "/A", "/SD", NULL);
	first = view_at(q, first, "/A", "/SD", NULL);
	heading = view_at(q, first, "0", NULL);
	qpdf_oh_set_array_item(q, first, 0, view_at(q, second, "0", NULL));
	qpdf_oh_set_array_item(q, second, 0, heading);
	assert_differs(&e, q, "tag 1 (H1), the heading of a bookmark: “1” expected, found “2”");
	close_edition(&e);
}

/* A reader of an older version would be misled about what to expect. */
static void another_version_of_pdf_is_noticed(void **state)
{
	struct edition e = {.profile = "archive2"};

	(void)state;
	open_edition(&e);
	assert_memory_equal(e.bytes, "%PDF-2.0", 8);
	memcpy(e.bytes, "%PDF-1.7", 8);
	assert_differs(&e, open_bytes(&e), "the version of PDF: “2.0” expected, found “1.7”");
	close_edition(&e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(each_damage_is_noticed),
	        cmocka_unit_test(bookmarks_of_each_other_s_headings_are_noticed),
	        cmocka_unit_test(another_version_of_pdf_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
