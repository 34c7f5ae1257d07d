/* SPDX-License-Identifier: MIT */
/* Marked content, the structure tree, metadata. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pdf_replay.h"

/* ---- marked content and paths ---- */

static void everything_lies_in_marked_content(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;

	sample_report(s);
	pdf_open(&p, s);
	for (size_t i = 0; i < s->pl.page_n; i++) {
		struct viewer *v = open_view(&p, i);

		assert_true(v->seen.glyph_n > 0);
		close_view(v);
	}
	pdf_close(&p);
}

static void artifacts_say_what_they_are(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;
	char *content;

	sample_report(s);
	sample_text(s, &song, AT(1, PAGE_ARTIFACT_PAGINATION, 100, 60), "一");
	sample_text(s, &song, AT(1, PAGE_ARTIFACT_PAGINATION, 100, 400), "一");
	pdf_open(&p, s);
	content = stream_text(&p, pdf_at(&p, qpdf_get_page_n(p.q, 1), "/Contents", NULL));
	assert_non_null(strstr(content, "/Artifact<</Type/Layout>>BDC"));
	assert_non_null(strstr(content, "/Artifact<</Type/Pagination/Subtype/Watermark>>BDC"));
	assert_non_null(strstr(content, "/Artifact<</Type/Pagination/Subtype/Footer>>BDC"));
	assert_non_null(strstr(content, "/Artifact<</Type/Pagination/Subtype/Header>>BDC"));
	assert_non_null(strstr(content, "/Artifact<</Type/Pagination>>BDC"));
	free(content);
	pdf_close(&p);
}

static void each_rule_is_a_path_of_its_own(void **state)
{
	struct sample *s = *state;
	int para = begin_paragraph(s);
	struct pdf_file p;
	struct page_item *fill;
	char *content;

	sample_text(s, &song, AT(0, para, 100, 100), "一");
	fill = page_add_item(&s->pl, 0, ITEM_FILL, PAGE_ARTIFACT);
	fill->gray = 204;
	fill->u.fill.x = PT(10);
	fill->u.fill.y = PT(20);
	fill->u.fill.w = PT(30);
	fill->u.fill.h = PT(40.5);
	sample_rule(s, AT(0, PAGE_ARTIFACT, 10, 20), PT(100), PT(20));
	sample_rule(s, AT(0, PAGE_ARTIFACT, 10, 30), PT(100), PT(30));
	sample_rule(s, AT(0, PAGE_ARTIFACT, 10, 40), PT(100), PT(40));
	last_item(s)->u.rule.width = PT(1);
	pdf_open(&p, s);
	content = stream_text(&p, pdf_at(&p, qpdf_get_page_n(p.q, 0), "/Contents", NULL));
	assert_non_null(strstr(content, "/Artifact<</Type/Layout>>BDC\n"
	                                "0.8 g\n10 781.39 30 40.5 re\nf\n"
	                                "0.5 w\n10 821.89 m 100 821.89 l S\n"
	                                "10 811.89 m 100 811.89 l S\n"
	                                "1 w\n10 801.89 m 100 801.89 l S\nEMC\n"));
	free(content);
	pdf_close(&p);
}

/* ---- the structure tree ---- */

/* The element that is the n-th kid at each step: elem(p, 2, 1, -1). */
static qpdf_oh elem(struct pdf_file *p, int n, ...)
{
	qpdf_oh e = pdf_at(p, qpdf_get_root(p->q), "/StructTreeRoot", "/K", "0", NULL);
	va_list ap;

	va_start(ap, n);
	for (; n >= 0; n = va_arg(ap, int))
		e = qpdf_oh_get_array_item(p->q, qpdf_oh_get_key(p->q, e, "/K"), n);
	va_end(ap);
	return e;
}

static void assert_syntax(struct pdf_file *p, qpdf_oh value, const char *want)
{
	assert_string_equal(qpdf_oh_unparse(p->q, value), want);
}

/* The element with an ID, looked up as a reader does. */
static qpdf_oh elem_of_id(struct pdf_file *p, qpdf_oh id)
{
	qpdf_oh kids = pdf_at(p, qpdf_get_root(p->q), "/StructTreeRoot", "/IDTree", "/Kids", NULL);
	char want[16];

	snprintf(want, sizeof(want), "%s", qpdf_oh_get_string_value(p->q, id));
	for (int i = 0; i < qpdf_oh_get_array_n_items(p->q, kids); i++) {
		qpdf_oh leaf = qpdf_oh_get_array_item(p->q, kids, i);
		qpdf_oh names = qpdf_oh_get_key(p->q, leaf, "/Names");
		qpdf_oh limits = qpdf_oh_get_key(p->q, leaf, "/Limits");

		if (strcmp(want, qpdf_oh_get_string_value(p->q, pdf_at(p, limits, "0", NULL))) <
		            0 ||
		    strcmp(want, qpdf_oh_get_string_value(p->q, pdf_at(p, limits, "1", NULL))) > 0)
			continue;
		for (int k = 0; k < qpdf_oh_get_array_n_items(p->q, names); k += 2) {
			qpdf_oh name = qpdf_oh_get_array_item(p->q, names, k);

			if (strcmp(qpdf_oh_get_string_value(p->q, name), want) == 0)
				return qpdf_oh_get_array_item(p->q, names, k + 1);
		}
	}
	return qpdf_oh_new_null(p->q);
}

static void elements_follow_the_tags(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;

	sample_report(s);
	pdf_open(&p, s);
	assert_syntax(&p, pdf_at(&p, elem(&p, -1), "/S", NULL), "/Document");
	assert_syntax(&p, pdf_at(&p, elem(&p, 0, -1), "/S", NULL), "/H1");
	assert_syntax(&p, pdf_at(&p, elem(&p, 1, -1), "/S", NULL), "/H2");
	assert_syntax(&p, pdf_at(&p, elem(&p, 4, -1), "/S", NULL), "/Table");
	assert_syntax(&p, pdf_at(&p, elem(&p, 4, 0, -1), "/S", NULL), "/Caption");
	assert_syntax(&p, pdf_at(&p, elem(&p, 4, 1, 1, 0, -1), "/S", NULL), "/TH");
	assert_syntax(&p, pdf_at(&p, elem(&p, 4, 2, 0, 1, -1), "/S", NULL), "/TD");
	assert_int_equal(qpdf_oh_get_object_id(p.q, pdf_at(&p, elem(&p, 4, 0, -1), "/P", NULL)),
	                 qpdf_oh_get_object_id(p.q, elem(&p, 4, -1)));
	pdf_close(&p);
}

static void content_of_two_pages_names_the_second(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;
	qpdf_oh para, far_part;

	sample_report(s);
	pdf_open(&p, s);
	para = elem(&p, 2, -1);
	far_part = pdf_at(&p, para, "/K", "1", NULL);
	assert_int_equal(qpdf_oh_get_object_id(p.q, pdf_at(&p, para, "/Pg", NULL)),
	                 qpdf_oh_get_object_id(p.q, qpdf_get_page_n(p.q, 0)));
	assert_true(qpdf_oh_is_integer(p.q, pdf_at(&p, para, "/K", "0", NULL)));
	assert_syntax(&p, pdf_at(&p, far_part, "/Type", NULL), "/MCR");
	assert_int_equal(qpdf_oh_get_object_id(p.q, pdf_at(&p, far_part, "/Pg", NULL)),
	                 qpdf_oh_get_object_id(p.q, qpdf_get_page_n(p.q, 1)));
	pdf_close(&p);
}

static void parent_tree_leads_back_to_the_elements(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;
	qpdf_oh nums, para;

	sample_report(s);
	pdf_open(&p, s);
	nums = pdf_at(&p, qpdf_get_root(p.q), "/StructTreeRoot", "/ParentTree", "/Kids", "0",
	              "/Nums", NULL);
	para = elem(&p, 2, -1);
	for (int page = 0; page < 2; page++) {
		qpdf_oh parents = qpdf_oh_get_array_item(p.q, nums, page * 2 + 1);
		qpdf_oh mcid = pdf_at(&p, para, "/K", page == 0 ? "0" : "1", NULL);

		if (page == 1)
			mcid = qpdf_oh_get_key(p.q, mcid, "/MCID");
		assert_int_equal(qpdf_oh_get_int_value_as_int(
		                         p.q, pdf_at(&p, qpdf_get_page_n(p.q, (size_t)page),
		                                     "/StructParents", NULL)),
		                 page);
		assert_int_equal(qpdf_oh_get_object_id(
		                         p.q, qpdf_oh_get_array_item(
		                                      p.q, parents,
		                                      qpdf_oh_get_int_value_as_int(p.q, mcid))),
		                 qpdf_oh_get_object_id(p.q, para));
	}
	pdf_close(&p);
}

static void cells_have_scope_spans_and_headers(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;
	qpdf_oh headers;

	sample_report(s);
	pdf_open(&p, s);
	assert_syntax(&p, pdf_at(&p, elem(&p, 4, 1, 0, 0, -1), "/A", "0", NULL),
	              "<< /O /Table /RowSpan 2 /Scope /Column >>");
	assert_true(qpdf_oh_has_key(p.q, elem(&p, 4, 1, 0, 0, -1),
	                            "/ID")); /* even one that no cell refers to */
	assert_false(qpdf_oh_has_key(p.q, elem(&p, 4, 2, 0, 1, -1), "/ID"));
	assert_syntax(&p, pdf_at(&p, elem(&p, 4, 1, 0, 1, -1), "/A", "0", NULL),
	              "<< /ColSpan 2 /O /Table /Scope /Column >>");
	headers = pdf_at(&p, elem(&p, 4, 2, 0, 1, -1), "/A", "/Headers", NULL);
	assert_int_equal(qpdf_oh_get_array_n_items(p.q, headers), 3);
	assert_int_equal(qpdf_oh_get_object_id(p.q, elem_of_id(&p, pdf_at(&p, headers, "1", NULL))),
	                 qpdf_oh_get_object_id(p.q, elem(&p, 4, 1, 1, 0, -1)));
	assert_int_equal(qpdf_oh_get_object_id(p.q, elem_of_id(&p, pdf_at(&p, headers, "2", NULL))),
	                 qpdf_oh_get_object_id(p.q, elem(&p, 4, 2, 0, 0, -1)));
	pdf_close(&p);
}

static void blank_cell_is_an_element_without_kids(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;
	qpdf_oh cell;

	sample_report(s);
	pdf_open(&p, s);
	cell = elem(&p, 4, 2, 0, 2, -1);
	assert_syntax(&p, pdf_at(&p, cell, "/S", NULL), "/TD");
	assert_false(qpdf_oh_has_key(p.q, cell, "/K"));
	pdf_close(&p);
}

/* The first number of heads whose IDs need three digits of base 36. */
enum { HEADS = 36 * 36 + 1 };

static void ids_of_many_headers_are_sorted_and_found(void **state)
{
	struct sample *s = *state;
	int table = begin_table(s), row = page_add_tag(&s->pl, TAG_TR, table), th[HEADS];
	struct pdf_file p;
	qpdf_oh kids;
	char last[16] = "";

	for (int i = 0; i < HEADS; i++)
		th[i] = sample_cell(s, TAG_TH, row, SCOPE_COLUMN);
	sample_headers(s, sample_cell(s, TAG_TD, row, SCOPE_NONE), th, HEADS);
	pdf_open(&p, s);
	kids = pdf_at(&p, qpdf_get_root(p.q), "/StructTreeRoot", "/IDTree", "/Kids", NULL);
	assert_int_equal(qpdf_oh_get_array_n_items(p.q, kids), (HEADS + 63) / 64);
	for (int i = 0; i < HEADS; i++) {
		char id[16];
		qpdf_oh name =
		        pdf_at(&p, qpdf_oh_get_array_item(p.q, kids, i / 64), "/Names", NULL);

		name = qpdf_oh_get_array_item(p.q, name, i % 64 * 2);
		snprintf(id, sizeof(id), "%s", qpdf_oh_get_string_value(p.q, name));
		assert_true(strcmp(last, id) < 0);
		memcpy(last, id, sizeof(last));
		assert_int_equal(qpdf_oh_get_object_id(p.q, elem_of_id(&p, name)),
		                 qpdf_oh_get_object_id(p.q, elem(&p, 1, 0, i, -1)));
	}
	pdf_close(&p);
}

/* ---- metadata ---- */

static void info_and_xmp_say_the_same(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;
	qpdf_oh info;
	char *xmp;

	sample_report(s);
	pdf_open(&p, s);
	info = qpdf_oh_get_key(p.q, qpdf_get_trailer(p.q), "/Info");
	xmp = stream_text(&p, pdf_at(&p, qpdf_get_root(p.q), "/Metadata", NULL));
	assert_string_equal(qpdf_oh_get_utf8_value(p.q, pdf_at(&p, info, "/Title", NULL)),
	                    s->pl.meta.title);
	assert_non_null(strstr(xmp, ">宝坻区科技局政府信息公开工作年度报告（𠅤）</rdf:li>"));
	assert_string_equal(qpdf_oh_get_utf8_value(p.q, pdf_at(&p, info, "/Author", NULL)),
	                    "天津市宝坻区科学技术局");
	assert_non_null(strstr(xmp, "<dc:creator><rdf:Seq><rdf:li>天津市宝坻区科学技术局</"));
	assert_string_equal(qpdf_oh_get_utf8_value(p.q, pdf_at(&p, info, "/Subject", NULL)),
	                    "2024年度 <A&B>");
	assert_non_null(strstr(xmp, "2024年度 &lt;A&amp;B&gt;"));
	assert_syntax(&p, pdf_at(&p, info, "/CreationDate", NULL), "(D:20250124000000+08'00')");
	assert_syntax(&p, pdf_at(&p, info, "/ModDate", NULL), "(D:20250302000000+08'00')");
	assert_non_null(strstr(xmp, "<xmp:CreateDate>2025-01-24T00:00:00+08:00<"));
	assert_non_null(strstr(xmp, "<xmp:ModifyDate>2025-03-02T00:00:00+08:00<"));
	assert_non_null(strstr(xmp, "<pdfaid:part>2<"));
	assert_non_null(strstr(xmp, "<pdfaid:conformance>A<"));
	assert_non_null(strstr(xmp, "<pdfuaid:part>1<"));
	free(xmp);
	pdf_close(&p);
}

static void control_characters_in_a_title_become_spaces(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;
	qpdf_oh title;
	char *xmp;

	begin_text(s);
	s->pl.meta.title = "甲\n乙\001";
	pdf_open(&p, s);
	title = pdf_at(&p, qpdf_get_trailer(p.q), "/Info", "/Title", NULL);
	assert_string_equal(qpdf_oh_get_utf8_value(p.q, title), "甲 乙 ");
	xmp = stream_text(&p, pdf_at(&p, qpdf_get_root(p.q), "/Metadata", NULL));
	assert_non_null(strstr(xmp, ">甲 乙 <"));
	free(xmp);
	pdf_close(&p);
}

static void catalog_has_what_the_standards_ask_for(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;
	qpdf_oh root;

	sample_report(s);
	pdf_open(&p, s);
	root = qpdf_get_root(p.q);
	assert_syntax(&p, pdf_at(&p, root, "/Lang", NULL), "(zh-CN)");
	assert_syntax(&p, pdf_at(&p, root, "/MarkInfo", NULL), "<< /Marked true >>");
	assert_syntax(&p, pdf_at(&p, root, "/ViewerPreferences", NULL),
	              "<< /DisplayDocTitle true >>");
	assert_syntax(&p, pdf_at(&p, root, "/OutputIntents", "0", "/S", NULL), "/GTS_PDFA1");
	assert_true(qpdf_oh_is_stream(
	        p.q, pdf_at(&p, root, "/OutputIntents", "0", "/DestOutputProfile", NULL)));
	assert_syntax(&p, pdf_at(&p, qpdf_get_page_n(p.q, 0), "/Tabs", NULL), "/S");
	pdf_close(&p);
}

/* ---- bookmarks and labels ---- */

static int add_heading(struct sample *s, enum tag_kind kind, const char *title)
{
	int tag = page_add_tag(&s->pl, kind, 0);

	s->pl.tags[tag].title = title;
	sample_text(s, &song, AT(0, tag, 100, 100 + 30 * tag), "一");
	return tag;
}

static void bookmarks_nest_by_level_and_lead_to_the_heading(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;
	qpdf_oh outline, first, third;

	begin_text(s);
	add_heading(s, TAG_H1, "甲");
	add_heading(s, TAG_H2, "乙");
	add_heading(s, TAG_H3, NULL); /* a level is skipped */
	add_heading(s, TAG_H4, "丙");
	add_heading(s, TAG_H2, "丁");
	add_heading(s, TAG_H3, NULL); /* no bookmark */
	add_heading(s, TAG_H1, "戊");
	pdf_open(&p, s);
	outline = pdf_at(&p, qpdf_get_root(p.q), "/Outlines", NULL);
	first = pdf_at(&p, outline, "/First", NULL);
	third = pdf_at(&p, first, "/First", "/First", NULL);
	assert_syntax(&p, pdf_at(&p, outline, "/Count", NULL), "5");
	assert_syntax(&p, pdf_at(&p, first, "/Count", NULL), "3");
	assert_string_equal(qpdf_oh_get_utf8_value(p.q, pdf_at(&p, third, "/Title", NULL)), "丙");
	assert_string_equal(qpdf_oh_get_utf8_value(p.q, pdf_at(&p, first, "/Last", "/Title", NULL)),
	                    "丁");
	assert_string_equal(
	        qpdf_oh_get_utf8_value(p.q, pdf_at(&p, outline, "/Last", "/Title", NULL)), "戊");
	/* 250 pt down is the baseline of 丙, less its size: 841.89 - 250 + 16 */
	assert_syntax(&p, pdf_at(&p, third, "/Dest", "1", NULL), "/XYZ");
	assert_syntax(&p, pdf_at(&p, third, "/Dest", "3", NULL), "607.89");
	assert_syntax(&p, pdf_at(&p, qpdf_get_root(p.q), "/PageMode", NULL), "/UseOutlines");
	pdf_close(&p);
}

static void document_without_titles_has_no_outline(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;

	begin_text(s);
	pdf_open(&p, s);
	assert_false(qpdf_oh_has_key(p.q, qpdf_get_root(p.q), "/Outlines"));
	assert_false(qpdf_oh_has_key(p.q, qpdf_get_root(p.q), "/PageMode"));
	pdf_close(&p);
}

static void labels_that_count_on_are_one_range(void **state)
{
	static const char *const labels[] = {"封面", "1", "2", "3", "7", NULL, "01"};
	struct sample *s = *state;
	struct pdf_file p;

	begin_text(s);
	s->pl.pages[0].label = labels[0];
	for (size_t i = 1; i < 7; i++)
		page_add(&s->pl, PT(100), PT(100))->label = labels[i];
	pdf_open(&p, s);
	assert_syntax(&p, pdf_at(&p, qpdf_get_root(p.q), "/PageLabels", NULL),
	              "<< /Nums [ 0 << /P <feff5c019762> >> 1 << /S /D /St 1 >> "
	              "4 << /S /D /St 7 >> 5 << >> 6 << /P <feff00300031> >> ] >>");
	pdf_close(&p);
}

/* ---- PDF 2.0 ---- */

/* As archive2, with the attachment that it requires; it has no description. */
static void open_second_generation(struct pdf_file *p, struct sample *s)
{
	static const struct write_attachment file = {
	        .name = "a.json", .mime = "x/y", .relation = "Source", .data = "1", .n = 1};

	s->in.attachments = &file;
	s->in.attachment_n = 1;
	pdf_open_as(p, s, "archive2");
	assert_string_equal(qpdf_get_pdf_version(p->q), "2.0");
}

/* ISO 32000-2, 14.7.4 */
static void every_element_is_of_the_one_namespace(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;
	qpdf_oh list;
	int number;

	sample_report(s);
	open_second_generation(&p, s);
	list = pdf_at(&p, qpdf_get_root(p.q), "/StructTreeRoot", "/Namespaces", NULL);
	assert_int_equal(qpdf_oh_get_array_n_items(p.q, list), 1);
	number = qpdf_oh_get_object_id(p.q, qpdf_oh_get_array_item(p.q, list, 0));
	assert_syntax(&p, pdf_at(&p, list, "0", "/Type", NULL), "/Namespace");
	assert_syntax(&p, pdf_at(&p, list, "0", "/NS", NULL), "(http://iso.org/pdf2/ssn)");
	assert_int_equal(qpdf_oh_get_object_id(p.q, qpdf_oh_get_key(p.q, elem(&p, -1), "/NS")),
	                 number);
	assert_int_equal(
	        qpdf_oh_get_object_id(p.q, qpdf_oh_get_key(p.q, elem(&p, 4, 1, 0, 0, -1), "/NS")),
	        number);
	pdf_close(&p);
	s->in.attachment_n = 0;
	pdf_open(&p, s);
	assert_false(qpdf_oh_has_key(p.q, elem(&p, -1), "/NS"));
	pdf_close(&p);
}

/* Beside the place on the page, for readers that do not know structure destinations. */
static void bookmarks_name_their_heading(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;
	qpdf_oh mark;

	begin_text(s);
	add_heading(s, TAG_H1, "甲");
	add_heading(s, TAG_H2, "乙");
	open_second_generation(&p, s);
	mark = pdf_at(&p, qpdf_get_root(p.q), "/Outlines", "/First", "/First", NULL);
	assert_false(qpdf_oh_has_key(p.q, mark, "/Dest"));
	assert_syntax(&p, pdf_at(&p, mark, "/A", "/S", NULL), "/GoTo");
	assert_syntax(&p, pdf_at(&p, mark, "/A", "/D", "0", "/Type", NULL), "/Page");
	assert_int_equal(qpdf_oh_get_object_id(p.q, pdf_at(&p, mark, "/A", "/SD", "0", NULL)),
	                 qpdf_oh_get_object_id(p.q, elem(&p, 2, -1)));
	for (int i = 0; i < 2; i++) {
		const char *key = i == 0 ? "/D" : "/SD";

		/* 190 pt down is the baseline of 乙, less its size: 841.89 - 190 + 16 */
		assert_syntax(&p, pdf_at(&p, mark, "/A", key, "1", NULL), "/XYZ");
		assert_syntax(&p, pdf_at(&p, mark, "/A", key, "3", NULL), "667.89");
	}
	pdf_close(&p);
}

/* PDF/A-4 forbids Info (ISO 19005-4, 6.1.3), PDF/UA-2 an attachment without a description. */
static void metadata_is_in_the_packet_alone(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;
	char *packet;

	sample_report(s);
	open_second_generation(&p, s);
	assert_false(qpdf_oh_has_key(p.q, qpdf_get_trailer(p.q), "/Info"));
	assert_true(qpdf_oh_has_key(p.q, qpdf_get_trailer(p.q), "/ID"));
	packet = stream_text(&p, pdf_at(&p, qpdf_get_root(p.q), "/Metadata", NULL));
	assert_non_null(strstr(packet, s->pl.meta.author));
	assert_non_null(strstr(packet, "<pdfaid:part>4</pdfaid:part>\n<pdfaid:rev>2020<"));
	assert_non_null(strstr(packet, "<pdfuaid:part>2</pdfuaid:part>\n<pdfuaid:rev>2024<"));
	assert_non_null(strstr(packet, ">http://pdfa.org/declarations/wtpdf#accessibility1.0<"));
	assert_non_null(strstr(packet, ">http://pdfa.org/declarations/wtpdf#reuse1.0<"));
	assert_null(strstr(packet, "pdfaExtension"));
	free(packet);
	assert_string_equal(qpdf_oh_get_utf8_value(
	                            p.q, pdf_at(&p, qpdf_get_root(p.q), "/AF", "0", "/Desc", NULL)),
	                    "a.json");
	pdf_close(&p);
}

/* ---- limits and faults ---- */

static void a_title_too_long_for_a_string_is_a_limit(void **state)
{
	struct sample *s = *state;
	char *title = calloc(1, 3 * 16384 + 1);

	begin_text(s);
	for (int i = 0; i < 16384; i++)
		memcpy(title + 3 * i, "长", 3);
	s->pl.meta.title = title;
	assert_refused(s, RC_LIMIT, "too long for a PDF string");
	free(title);
}

static void page_beyond_what_pdfa_allows_is_a_limit(void **state)
{
	struct sample *s = *state;

	begin_text(s);
	page_add(&s->pl, PT(14401), PT(100));
	assert_refused(s, RC_LIMIT, "must measure 3 to 14400 pt");
}

static void missing_glyph_is_never_shown(void **state)
{
	struct sample *s = *state;
	int para = begin_paragraph(s);

	sample_text(s, &song, AT(0, para, 100, 100), "一");
	last_glyphs(s)[0].gid = 0;
	assert_refused(s, RC_BUG, "missing-character glyph of NotoSerifCJKsc-Regular");
}

/*
 * A failed write to a full disk is noticed when the file is finished, whatever libharu made of it.
 */
static void a_full_disk_is_noticed(void **state)
{
	struct sample *s = *state;
	const struct write_input in = sample_input(s, writer_lookup("publish"));
	struct out *o = NULL;

	sample_report(s);
	assert_int_equal(out_open("/dev/full", &o), RC_OK);
	assert_int_equal(writer_write(&in, o, &s->dl), RC_OK);
	assert_int_equal(out_finish(o), RC_IO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(everything_lies_in_marked_content, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(artifacts_say_what_they_are, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(each_rule_is_a_path_of_its_own, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(elements_follow_the_tags, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(content_of_two_pages_names_the_second, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(parent_tree_leads_back_to_the_elements, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(cells_have_scope_spans_and_headers, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(blank_cell_is_an_element_without_kids, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(ids_of_many_headers_are_sorted_and_found,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(info_and_xmp_say_the_same, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(control_characters_in_a_title_become_spaces,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(catalog_has_what_the_standards_ask_for, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(bookmarks_nest_by_level_and_lead_to_the_heading,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(document_without_titles_has_no_outline, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(every_element_is_of_the_one_namespace, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(bookmarks_name_their_heading, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(metadata_is_in_the_packet_alone, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(labels_that_count_on_are_one_range, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(a_title_too_long_for_a_string_is_a_limit,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(page_beyond_what_pdfa_allows_is_a_limit,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(missing_glyph_is_never_shown, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(a_full_disk_is_noticed, open_sample, close_sample),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
