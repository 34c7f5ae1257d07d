/* SPDX-License-Identifier: MIT */
/* A finished PDF matches its pages; a file with any one thing changed does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pdf_damage.h"
#include "reread/reread.h"

static void a_good_file_has_no_difference(void **state)
{
	static const char *const profiles[] = {"publish", "print", "archive", "archive2", "web"};

	(void)state;
	for (size_t i = 0; i < sizeof(profiles) / sizeof(profiles[0]); i++) {
		void *sample = NULL;
		struct sample *s;
		const struct writer *w;
		struct write_input in;
		struct buf pdf = {0}, linear = {0};

		assert_int_equal(open_sample(&sample), 0);
		s = sample;
		w = make_edition(s, profiles[i]);
		in = sample_input(s, w);
		pdf.p = write_and_read(s, w, RC_OK, &pdf.n);
		assert_int_equal(kanben_reread.verify(&pdf, &in, &s->dl), RC_OK);
		assert_int_equal(kanben_reread.linearize(&pdf, &s->dl, &linear), RC_OK);
		assert_int_equal(kanben_reread.verify(&linear, &in, &s->dl), RC_OK);
		assert_null(s->dl.first);
		buf_release(&pdf);
		buf_release(&linear);
		close_sample(&sample);
	}
}

/* Wherever the file is cut off there is a finding, and nothing worse happens. */
static void a_truncated_file_is_a_finding(void **state)
{
	struct sample *s = *state;
	const struct writer *w = make_edition(s, "publish");
	const struct write_input in = sample_input(s, w);
	struct buf pdf = {0};
	size_t n;

	pdf.p = write_and_read(s, w, RC_OK, &n);
	for (pdf.n = 0; pdf.n < n - 8; pdf.n += 997) {
		diag_release(&s->dl);
		assert_int_equal(kanben_reread.verify(&pdf, &in, &s->dl), RC_BUG);
		assert_int_equal(s->dl.error_n, 1);
		assert_string_equal(s->dl.first->place.rule, "PDF");
	}
	free(pdf.p);
}

/* ---- damage ---- */

#define TEN_X "0078 0078 0078 0078 0078 0078 0078 0078 0078 0078 "

static const struct damage damages[] = {
        /* the text */
        {"publish",
         {FONT("/F0"), "/ToUnicode"},
         EDIT,
         "<0004><653F>",
         "<0004><653E>",
         "tag 1 (H1), the text: “政府信息公开工作年度报告” expected, found "
         "“放府信息公开工作年度报告”"},
        {"publish",
         {FONT("/F0"), "/ToUnicode"},
         EDIT,
         "<0002><7A3F>",
         "<0002><7A40>",
         "page 1, the text: “"},
        {"publish",
         {FONT("/F0"), "/ToUnicode"},
         EDIT,
         "<0004><653F>",
         "<0004><>",
         "the text of a character code"},
        {"publish",
         {FONT("/F0"), "/ToUnicode"},
         EDIT,
         "<0004><653F>",
         "<0004><FEFF0000>",
         "the text of a character code"},
        {"publish",
         {FONT("/F0"), "/ToUnicode"},
         EDIT,
         "<0004><653F>",
         "<0004><E000>",
         "the text of a character code"},
        {"publish", {FONT("/F0")}, DROP, "/ToUnicode", NULL, "the text of a character code"},
        {"publish",
         {PAGES, "1", "/Contents"},
         EDIT,
         "<FEFFE123>",
         "<FEFF0041>",
         "(P), the text: “"},
        {"publish",
         {PAGES, "1", "/Contents"},
         EDIT,
         "/ActualText<FEFFE123>",
         "",
         "the text of a character code"},
        /* glyphs */
        {"publish", {CID_FONT("/F1"), "/W", "1"}, SET, "2", "251", "the width of a glyph"},
        {"publish", {CID_FONT("/F0")}, SET, "/DW", "900", "the width of a glyph"},
        {"publish",
         {CID_FONT("/F0"), "/FontDescriptor"},
         DROP,
         "/FontFile3",
         NULL,
         "the font: “NotoSerifCJKsc-Regular” expected, found “not embedded”"},
        {"publish",
         {CID_FONT("/F0")},
         SET,
         "/BaseFont",
         "/AAAAAA+Other",
         "the font: “NotoSerifCJKsc-Regular” expected, found “Other”"},
        {"publish", {PAGES, "0", "/Contents"}, EDIT, "/F1 ", "/F0 ", "the font: “Kanb"},
        {"publish", {FONT("/F0")}, SET, "/Encoding", "/Identity-V", "the fonts"},
        {"publish", {CID_FONT("/F1")}, DROP, "/CIDToGIDMap", NULL, "the fonts"},
        {"publish", {CID_FONT("/F1"), "/CIDToGIDMap"}, EDIT, "\5", "\4", "the shape of a glyph"},
        {"publish",
         {CID_FONT("/F1"), "/FontDescriptor", "/FontFile2"},
         EDIT,
         "loca",
         "locb",
         "page 1, "},
        {"publish",
         {PAGES, "0", "/Contents"},
         EDIT,
         "<000400050006",
         "<000400060006",
         "page 1, tag 1 (H1), the shape of a glyph"},
        {"publish",
         {PAGES, "0", "/Contents"},
         EDIT,
         "<000400050006",
         "<00040006",
         "page 1, tag 1 (H1), "},
        {"publish",
         {PAGES, "0", "/Contents"},
         EDIT,
         "[<000400050006",
         "[<0004>-9<00050006",
         "page 1, tag 1 (H1), the horizontal position of a glyph: “122” expected"},
        {"publish",
         {PAGES, "0", "/Contents"},
         EDIT,
         "100 701.89 Td",
         "100 702 Td",
         "page 1, tag 1 (H1), the vertical position of a glyph: “701.89” expected"},
        {"publish",
         {PAGES, "0", "/Contents"},
         EDIT,
         "[<000400050006",
         "0.1 Ts [<000400050006",
         "page 1, tag 1 (H1), the vertical position of a glyph: “701.89” expected"},
        {"publish",
         {PAGES, "2", "/Contents"},
         EDIT,
         "0 1 -1 0",
         "1 0 0 1",
         "page 3, tag 19 (P), the horizontal position of a glyph"},
        {"publish",
         {PAGES, "0", "/Contents"},
         EDIT,
         "/F0 22 Tf",
         "/F0 21 Tf",
         "the size of a glyph"},
        {"publish",
         {PAGES, "0", "/Contents"},
         EDIT,
         "/F0 22 Tf",
         "/F9 22 Tf",
         "found “a font that is not in the file”"},
        {"publish", {PAGES, "0", "/Contents"}, EDIT, "0 g\n", "0.5 g\n", "the gray of a glyph"},
        {"publish",
         {PAGES, "1", "/Contents"},
         EDIT,
         "]TJ\nET\nEMC\n/Caption",
         "<0001>]TJ\nET\nEMC\n/Caption",
         "page 2, "},
        /* rules and fills */
        {"publish",
         {PAGES, "1", "/Contents"},
         EDIT,
         "200 611.89 m 400",
         "200 611.89 m 410",
         "page 2, a rule or a filled area: “400” expected, found “410”"},
        {"publish", {PAGES, "1", "/Contents"}, EDIT, "0.5 w", "0.7 w", "a rule or a filled area"},
        {"publish",
         {PAGES, "1", "/Contents"},
         EDIT,
         "400 631.89 m 400 571.89 l S\n",
         "",
         "page 2, a rule or a filled area"},
        {"publish",
         {PAGES, "2", "/Contents"},
         EDIT,
         "0.502 g",
         "0.402 g",
         "a rule or a filled area"},
        /* marked content */
        {"publish",
         {PAGES, "0", "/Contents"},
         EDIT,
         "/H1<</MCID 0>>",
         "/H1<</MCID 1>>",
         "page 1, tag 1 (H1), the tag of an item: “1” expected, found “2”"},
        {"publish",
         {PAGES, "0", "/Contents"},
         EDIT,
         "/H1<</MCID 0>>",
         "/P<</MCID 0>>",
         "page 1, tag 1 (H1), the kind of marked content: “H1” expected, found “P”"},
        {"publish",
         {PAGES, "1", "/Contents"},
         EDIT,
         "/Type/Layout",
         "/Type/Page",
         "page 2, the kind of an item: “Artifact Layout” expected, found “Artifact Page”"},
        {"publish",
         {PAGES, "0", "/Contents"},
         EDIT,
         "EMC\n/H2",
         "/H2",
         "page 1, the content: “” expected, found “marked content within marked content”"},
        {"publish",
         {PAGES, "0", "/Contents"},
         EDIT,
         "/H1<</MCID 0>>BDC",
         "",
         "found “content outside of marked content”"},
        {"publish",
         {PAGES, "0", "/Contents"},
         EDIT,
         "BT",
         "EMC BT",
         "page 1, the content: “” expected, found “"},
        {"publish",
         {PAGES, "0", "/Contents"},
         EDIT,
         "BT",
         "0 0 m 1 1 1 1 1 1 c f BT",
         "found “an unknown operator”"},
        /* the structure */
        {"publish", {DOCUMENT, "/K"}, DROP, "7", NULL, "tag 0 (Document), a child: “P” expected"},
        {"publish",
         {DOCUMENT, "/K", "6", "/A", "0"},
         SET,
         "/ListNumbering",
         "/Circle",
         "(L), the numbering: “Disc” expected, found “Circle”"},
        {"publish", {HEAD, "1", "/K"}, DROP, "1", NULL, "(TR), a child: “TH” expected"},
        {"publish", {DOCUMENT, "/K"}, SWAP, "0", "1", "tag 1 (H1), the kind: “H1” expected"},
        {"publish", {HEAD, "1", "/K"}, SWAP, "0", "1", "differs from its pages: "},
        {"publish",
         {DOCUMENT, "/K", "0"},
         SET,
         "/S",
         "/H2",
         "tag 1 (H1), the kind: “H1” expected, found “H2”"},
        {"publish",
         {HEAD, "0", "/K", "0"},
         DROP,
         "/A",
         NULL,
         "(TH), the scope: “Column” expected, found “”"},
        {"publish",
         {HEAD, "0", "/K", "0", "/A", "0"},
         SET,
         "/RowSpan",
         "3",
         "(TH), the row span: “2” expected, found “3”"},
        {"publish",
         {HEAD, "0", "/K", "1", "/A", "0"},
         DROP,
         "/ColSpan",
         NULL,
         "(TH), the column span: “2” expected, found “1”"},
        {"publish",
         {HEAD, "1", "/K", "0", "/A", "0", "/Headers"},
         SET,
         "0",
         "(0)",
         "(TH), the headers: “1a ” expected, found “0 ”"},
        {"publish", {HEAD, "1", "/K", "0", "/A", "0"}, DROP, "/Headers", NULL, "(TH), the headers"},
        {"publish", {TREE, "/IDTree", "/Kids", "0", "/Names"}, SWAP, "1", "3", "(TH), the ID: “"},
        {"publish",
         {TREE, "/IDTree", "/Kids", "0", "/Limits"},
         SET,
         "0",
         "(1)",
         "the limits in the tree of IDs: “19” expected, found “1”"},
        {"publish",
         {TREE, "/IDTree", "/Kids", "0", "/Limits"},
         SET,
         "1",
         "(9)",
         "the limits in the tree of IDs: “1r” expected, found “9”"},
        {"publish",
         {TREE},
         DROP,
         "/IDTree",
         NULL,
         "the number of header cells with an ID: “6” expected, found “0”"},
        {"publish",
         {TREE, "/ParentTree", "/Kids", "0", "/Nums", "1"},
         SWAP,
         "0",
         "1",
         "page 1, the tag of a marked-content sequence"},
        {"publish",
         {TREE, "/ParentTree", "/Kids", "0", "/Nums", "1"},
         DROP,
         "2",
         NULL,
         "page 1, the number of marked-content sequences"},
        {"publish",
         {TREE, "/ParentTree", "/Kids", "0"},
         DROP,
         "/Nums",
         NULL,
         "the number of keys in the parent tree"},
        {"publish", {DOCUMENT, "/K", "2", "/K"}, SWAP, "0", "1", "tag 3 (P), its content: “"},
        {"publish", {DOCUMENT, "/K", "1", "/K"}, SET, "0", "0", "tag 2 (H2), its content: “"},
        {"publish", {TABLE}, DROP, "/P", NULL, "(Table), the parent"},
        /* pages */
        {"publish", {PAGES}, DROP, "2", NULL, "the number of pages: “3” expected, found “2”"},
        {"publish", {PAGES, "0", "/MediaBox"}, SET, "2", "600", "page 1, the size of the sheet"},
        {"print", {PAGES, "0"}, DROP, "/TrimBox", NULL, "page 1, the size of the trimmed sheet"},
        {"print", {PAGES, "1", "/BleedBox"}, SET, "3", "1", "page 2, the size of the sheet with"},
        {"publish", {PAGES, "1"}, DROP, "/Contents", NULL, "page 2, the content"},
        /* metadata */
        {"publish", {"/Info"}, SET, "/Title", "(x)", "the document information: “宝坻区"},
        {"publish",
         {"/Info"},
         SET,
         "/Title",
         "<FEFF 5B9D 577B 533A " TEN_X TEN_X TEN_X TEN_X TEN_X ">",
         "information: “宝坻区科技局政府信息公开工作年度报告（𠅤）” expected, found “…xxxxxxxxxx"},
        {"publish", {"/Info"}, SET, "/Producer", "(x)", "the document information: “kanben"},
        {"publish", {"/Info"}, SET, "/Company", "(x)", "found “/Company ”"},
        {"publish", {"/Info"}, SET, "/ModDate", "(x)", "a date of the document information"},
        {"publish", {"/Root", "/Metadata"}, EDIT, "宝坻区", "宝坻", "the XMP metadata"},
        {"publish", {"/Root", "/Metadata"}, EDIT, "2025-03-02", "2025-03-03", "the XMP metadata"},
        {"publish", {"/Root", "/Metadata"}, EDIT, "&amp;", "&lt;", "the XMP metadata"},
        {"publish",
         {"/Root", "/Metadata"},
         EDIT,
         "<pdfaid:part>2",
         "<pdfaid:part>3",
         "the standards: “PDF/A-2a PDF/UA-1” expected, found “PDF/A-3a PDF/UA-1”"},
        {"web",
         {"/Root", "/Metadata"},
         EDIT,
         "<pdfuaid:part>1<",
         "<pdfuaid:part><",
         "the standards: “PDF/UA-1” expected, found “”"},
        {"print", {"/Info"}, DROP, "/GTS_PDFXVersion", NULL, "the standards: “PDF/X-4”"},
        {"publish", {"/Root"}, DROP, "/Metadata", NULL, "the XMP metadata"},
        {"publish", {"/Root"}, DROP, "/Lang", NULL, "the language: “zh-CN” expected"},
        {"publish", {"/Root"}, DROP, "/MarkInfo", NULL, "the mark of a tagged PDF"},
        {"publish",
         {"/Root"},
         DROP,
         "/ViewerPreferences",
         NULL,
         "the setting that shows the title"},
        {"publish", {"/Root"}, DROP, "/OutputIntents", NULL, "the output intents"},
        {"print", {"/Root", "/OutputIntents"}, DROP, "0", NULL, "the output intents"},
        {"print",
         {"/Root", "/OutputIntents", "0", "/DestOutputProfile"},
         EDIT,
         "....",
         "...:",
         "the ICC profile: “x” expected"},
        {"publish", {"/Root", "/Outlines", "/First"}, SET, "/Title", "(x)", "a bookmark: “政府"},
        {"publish", {"/Root", "/Outlines", "/First"}, DROP, "/First", NULL, "a bookmark: “一、"},
        {"publish",
         {"/Root", "/Outlines", "/First", "/Dest"},
         SET,
         "0",
         "null",
         "tag 1 (H1), the page of a bookmark: “1” expected, found “0”"},
        {"publish",
         {"/Root", "/Outlines", "/First"},
         SET,
         "/A",
         "<</S/GoTo>>",
         "the action of a bookmark: “” expected, found “GoTo”"},
        /* attachments */
        {"archive",
         {"/Root", "/AF", "1", "/EF", "/F"},
         EDIT,
         "22",
         "23",
         "an attachment: “b.json” expected, found “other bytes”"},
        {"archive",
         {"/Root", "/AF", "1"},
         DROP,
         "/AFRelationship",
         NULL,
         "the relationship of an attachment"},
        {"archive", {"/Root", "/AF", "0"}, SET, "/UF", "(x)", "the name of an attachment"},
        {"archive", {"/Root", "/AF", "0", "/EF", "/F"}, DROP, "/Subtype", NULL, "the type of a"},
        {"archive", {"/Root", "/AF"}, DROP, "0", NULL, "the number of attachments"},
        {"archive", {"/Root", "/Names"}, DROP, "/EmbeddedFiles", NULL, "the number of attachments"},
        {"archive",
         {"/Root", "/Names", "/EmbeddedFiles", "/Names"},
         SWAP,
         "1",
         "3",
         "the object of an attachment"},
        /* what only PDF 2.0 has */
        {"publish", {TREE}, SET, "/Namespaces", "[<</NS(x)>>]", "namespaces: “0” expected"},
        {"publish",
         {"/Root", "/Metadata"},
         EDIT,
         "</rdf:RDF>",
         "<pdfaid:rev>2020</pdfaid:rev></rdf:RDF>",
         "the XMP metadata: “” expected, found “2020”"},
        /* links */
        {"publish",
         {PAGES, "1", "/Annots", "0"},
         SET,
         "/Rect",
         "[0 0 9 9]",
         "(Link), the area of a link"},
        {"publish",
         {PAGES, "1", "/Annots", "0"},
         SET,
         "/Rect",
         "[0 0 595 841]",
         "(Link), the area of a link"},
        {"publish", /* about the second of its two pieces only */
         {PAGES, "1", "/Annots", "0"},
         SET,
         "/Rect",
         "[125 78 400 98]",
         "(Link), the area of a link"},
        {"publish",
         {PAGES, "1", "/Annots", "0"},
         SET,
         "/Contents",
         "(x)",
         "(Link), the alternative text: “note” expected, found “x”"},
        {"publish",
         {PAGES, "1", "/Annots", "0", "/Dest"},
         SET,
         "0",
         "null",
         "(Link), the page of a link: “3” expected, found “0”"},
        {"publish",
         {PAGES, "1", "/Annots", "0"},
         SET,
         "/Subtype",
         "/Text",
         "(Link), the kind of an annotation: “Link” expected, found “Text”"},
        {"publish",
         {PAGES, "1", "/Annots", "0"},
         SET,
         "/StructParent",
         "99",
         "(Link), the key in the parent tree"},
        {"publish",
         {PAGES, "1", "/Annots"},
         DROP,
         "0",
         NULL,
         "page 2, the number of links: “1” expected, found “0”"},
        {"publish",
         {PAGES, "1"},
         SET,
         "/Annots",
         "[<</Subtype/Link>>]",
         "page 2, the page of a link: “2” expected, found “0”"},
};

static void each_damage_is_noticed(void **state)
{
	static const char *const profiles[] = {"publish", "print", "archive", "web"};

	(void)state;
	for (size_t i = 0; i < sizeof(profiles) / sizeof(profiles[0]); i++)
		assert_noticed(profiles[i], damages, sizeof(damages) / sizeof(damages[0]));
}

static void a_page_that_ends_in_its_first_marked_content_is_noticed(void **state)
{
	static const struct damage contents = {"publish", {PAGES, "0", "/Contents"}, EDIT, "", "",
	                                       ""};
	static const char open[] = "/H1<</MCID 0>>BDC ";
	struct edition e = {.profile = contents.profile};
	qpdf_data q;

	(void)state;
	open_edition(&e);
	q = open_bytes(&e);
	qpdf_oh_replace_stream_data(q, find(q, &contents), (const unsigned char *)open,
	                            sizeof(open) - 1, qpdf_oh_new_null(q), qpdf_oh_new_null(q));
	assert_differs(&e, q, "found “a page that ends with something unfinished”");
	close_edition(&e);
}

/* A key of the parent tree that leads to an element without an annotation, or to none. */
static void a_key_that_leads_to_no_link_is_noticed(void **state)
{
	static const struct damage nums = {.path = {TREE, "/ParentTree", "/Kids", "0", "/Nums"}};
	static const struct {
		struct damage element;
		const char *message;
	} leads[] = {{{.path = {DOCUMENT, "/K", "0"}},
	              "page 1, tag 1 (H1), the key in the parent tree: “2” expected, found “-1”"},
	             {{.path = {DOCUMENT}},
	              "tag 0 (Document), the key in the parent tree: “2” expected, found “-1”"},
	             {{.path = {PAGES, "0"}},
	              "pages: the key in the parent tree: “…” expected, found “”"}};
	struct edition e = {.profile = "publish"};

	(void)state;
	open_edition(&e);
	for (size_t i = 0; i < COUNT(leads); i++) {
		qpdf_data q = open_bytes(&e);

		/* behind those of pages 1 and 2, that of the link on page 2 */
		qpdf_oh_set_array_item(q, find(q, &nums), 5, find(q, &leads[i].element));
		assert_differs(&e, q, leads[i].message);
	}
	close_edition(&e);
}

/* What the elements, the tree and the cells agree on may still be ambiguous. */
static void an_id_that_two_heads_have_is_noticed(void **state)
{
#define ROW DOCUMENT, "/K", "5", "/K", "0", "/K"
	char id[16], message[128];
	const struct damage twice[] = {
	        {"publish", {ROW, "1"}, SET, "/ID", id, NULL},
	        {"publish", {ROW, "2", "/A", "/Headers"}, SET, "1", id, NULL},
	        {"publish", {TREE, "/IDTree", "/Kids", "0", "/Names"}, SET, "12", id, NULL},
	        {"publish", {TREE, "/IDTree", "/Kids", "0", "/Limits"}, SET, "1", id, NULL},
	};
	struct edition e = {.profile = "publish"};
	struct sample *s;
	qpdf_data q;
	int row, th[2];

	(void)state;
	assert_int_equal(open_sample(&e.sample), 0);
	s = e.sample;
	sample_report(s);
	row = page_add_tag(&s->pl, TAG_TR, page_add_tag(&s->pl, TAG_TABLE, 0));
	th[0] = sample_cell(s, TAG_TH, row, SCOPE_COLUMN);
	th[1] = sample_cell(s, TAG_TH, row, SCOPE_COLUMN);
	sample_headers(s, sample_cell(s, TAG_TD, row, SCOPE_NONE), th, 2);
	/* The number of a tag in base 36, behind the number of its digits. */
	assert_in_range(th[0], 0, 35);
	snprintf(id, sizeof(id), "(1%c)", "0123456789abcdefghijklmnopqrstuvwxyz"[th[0]]);
	snprintf(message, sizeof(message),
	         "the ID: “one behind those before it” expected, found “%.2s”", id + 1);
	e.writer = writer_lookup(e.profile);
	e.bytes = write_and_read(s, e.writer, RC_OK, &e.n);
	q = open_bytes(&e);
	for (size_t i = 0; i < COUNT(twice); i++)
		inflict(q, &twice[i]);
	assert_differs(&e, q, message);
	close_edition(&e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_good_file_has_no_difference),
	        cmocka_unit_test_setup_teardown(a_truncated_file_is_a_finding, open_sample,
	                                        close_sample),
	        cmocka_unit_test(each_damage_is_noticed),
	        cmocka_unit_test(a_page_that_ends_in_its_first_marked_content_is_noticed),
	        cmocka_unit_test(a_key_that_leads_to_no_link_is_noticed),
	        cmocka_unit_test(an_id_that_two_heads_have_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
