/* SPDX-License-Identifier: MIT */
/* Pages that violate a requirement: the finding names it, and nothing is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pdf_promise.h"
#include "write/pdf/pdf_parts.h"

/* ---- pages that violate one requirement each ---- */

static void no_pages(struct sample *s)
{
	s->pl.page_n = 0;
}

static void no_title(struct sample *s)
{
	begin_text(s);
	s->pl.meta.title = "";
}

static void no_language(struct sample *s)
{
	begin_text(s);
	s->pl.meta.language = NULL;
}

static void no_date(struct sample *s)
{
	begin_text(s);
	s->pl.meta.revised.month = 0;
}

static void no_tags(struct sample *s)
{
	page_add(&s->pl, PT(100), PT(100));
}

static void second_root(struct sample *s)
{
	begin_text(s);
	page_add_tag(&s->pl, TAG_DOCUMENT, -1);
}

static void child_before_parent(struct sample *s)
{
	begin_text(s);
	s->pl.tags[1].parent = 1;
}

static void cell_outside_of_rows(struct sample *s)
{
	sample_cell(s, TAG_TD, begin_table(s), SCOPE_NONE);
}

static void row_outside_of_tables(struct sample *s)
{
	begin_text(s);
	page_add_tag(&s->pl, TAG_TR, 0);
}

static void first_heading_of_level_two(struct sample *s)
{
	begin_text(s);
	sample_text(s, &song, AT(0, page_add_tag(&s->pl, TAG_H2, 0), 100, 100), "一");
}

static void heading_that_skips(struct sample *s)
{
	begin_text(s);
	sample_text(s, &song, AT(0, page_add_tag(&s->pl, TAG_H1, 0), 100, 100), "一");
	sample_text(s, &song, AT(0, page_add_tag(&s->pl, TAG_H3, 0), 100, 130), "一");
}

static void empty_paragraph(struct sample *s)
{
	begin_paragraph(s);
}

static void empty_row(struct sample *s)
{
	page_add_tag(&s->pl, TAG_TR, begin_table(s));
}

static void content_of_a_table(struct sample *s)
{
	sample_text(s, &song, AT(0, begin_table(s), 100, 100), "一");
}

static void item_without_tag(struct sample *s)
{
	begin_text(s);
	last_item(s)->tag = 2;
}

static void artifact_of_no_kind(struct sample *s)
{
	begin_text(s);
	last_item(s)->tag = PAGE_ARTIFACT_WATERMARK - 1;
}

static void missing_glyph(struct sample *s)
{
	begin_text(s);
	last_glyphs(s)[0].gid = 0;
}

static void text_beyond_the_run(struct sample *s)
{
	begin_text(s);
	last_glyphs(s)[0].len = 4;
}

static void odd_angle(struct sample *s)
{
	begin_text(s);
	last_item(s)->u.run.rotate = 90;
}

static void no_size(struct sample *s)
{
	begin_text(s);
	last_item(s)->u.run.size = 0;
}

static void text_off_the_sheet(struct sample *s)
{
	begin_text(s);
	last_item(s)->u.run.y = PT(842);
}

static void rule_off_the_sheet(struct sample *s)
{
	begin_text(s);
	sample_rule(s, AT(0, PAGE_ARTIFACT, 100, 100), PT(596), PT(100));
}

/* On a turned page, items that are not upright have the long side as their width. */
static void fill_off_a_turned_sheet(struct sample *s)
{
	struct page_item *fill;

	begin_text(s);
	s->pl.pages[0].turned = true;
	fill = page_add_item(&s->pl, 0, ITEM_FILL, PAGE_ARTIFACT);
	fill->u.fill.w = PT(842);
	fill->u.fill.h = PT(10);
}

/* A list of one item with these children. */
static void add_list(struct sample *s, enum tag_numbering numbering, const enum tag_kind *parts,
                     size_t n)
{
	int list, item;

	begin_text(s);
	list = page_add_tag(&s->pl, TAG_L, 0);
	s->pl.tags[list].numbering = numbering;
	item = page_add_tag(&s->pl, TAG_LI, list);
	for (size_t i = 0; i < n; i++)
		sample_text(s, &song, AT(0, page_add_tag(&s->pl, parts[i], item), 100, 100), "一");
}

static const enum tag_kind label_and_body[] = {TAG_LBL, TAG_LBODY, TAG_LBODY};

static void item_without_body(struct sample *s)
{
	add_list(s, NUMBERING_DISC, label_and_body, 1);
}

static void item_with_two_bodies(struct sample *s)
{
	add_list(s, NUMBERING_DISC, label_and_body, 3);
}

static void label_that_is_not_announced(struct sample *s)
{
	add_list(s, NUMBERING_NONE, label_and_body, 2);
}

static void announced_label_that_is_not_there(struct sample *s)
{
	add_list(s, NUMBERING_DECIMAL, label_and_body + 1, 1);
}

static void item_outside_of_lists(struct sample *s)
{
	begin_text(s);
	page_add_tag(&s->pl, TAG_LI, 0);
}

/* Two links that lead to each other. */
static void add_links(struct sample *s)
{
	int paragraph, first, second;

	begin_text(s);
	paragraph = page_add_tag(&s->pl, TAG_P, 0);
	first = page_add_tag(&s->pl, TAG_LINK, page_add_tag(&s->pl, TAG_REFERENCE, paragraph));
	second = page_add_tag(&s->pl, TAG_LINK, page_add_tag(&s->pl, TAG_REFERENCE, paragraph));
	s->pl.tags[first].other = second;
	s->pl.tags[second].other = first;
	s->pl.tags[first].alt = s->pl.tags[second].alt = "x";
	sample_text(s, &song, AT(0, first, 100, 100), "一");
	sample_text(s, &song, AT(0, second, 100, 120), "一");
}

static void link_on_a_press(struct sample *s)
{
	static char icc[128] = "................CMYK................acsp";
	static const struct write_colours colours = {
	        .condition = "Custom", .info = "x", .icc = icc, .icc_n = sizeof(icc)};

	add_links(s);
	s->in.colours = &colours;
}

static void link_that_leads_nowhere(struct sample *s)
{
	add_links(s);
	s->pl.tags[s->pl.tag_n - 1].other = 0;
}

static void link_without_description(struct sample *s)
{
	add_links(s);
	s->pl.tags[s->pl.tag_n - 1].alt = "";
}

static const struct write_attachment files[] = {
        {.name = "b", .mime = "text/plain", .relation = "Data", .data = "1", .n = 1},
        {.name = "a", .mime = "text/plain", .relation = "Data", .data = "2", .n = 1},
        {.name = "c", .mime = "text/plain", .data = "3", .n = 1},
};

static void attach(struct sample *s, size_t from, size_t n)
{
	begin_text(s);
	s->in.attachments = files + from;
	s->in.attachment_n = n;
}

static void attachment(struct sample *s)
{
	attach(s, 0, 1);
}

static void no_attachment(struct sample *s)
{
	begin_text(s);
}

static void attachments_out_of_order(struct sample *s)
{
	attach(s, 0, 2);
}

static void attachment_without_relation(struct sample *s)
{
	attach(s, 2, 1);
}

static void no_colours(struct sample *s)
{
	begin_text(s);
}

static void colours_of_a_screen(struct sample *s)
{
	static char icc[128] = "................RGB ................acsp";
	static const struct write_colours colours = {
	        .condition = "Custom", .info = "x", .icc = icc, .icc_n = sizeof(icc)};

	begin_text(s);
	s->in.colours = &colours;
}

static const struct promise promises[] = {
        {no_pages, "publish", "a PDF without pages"},
        {no_title, "publish", "the document has no title"},
        {no_language, "publish", "the document has no language"},
        {no_date, "publish", "the document has no date"},
        {no_tags, "publish", "the document has no tags"},
        {second_root, "publish",
         "tag 2 of the document, Document: it must not be a child of its parent"},
        {child_before_parent, "publish", "tag 1 of the document, P: it comes before its parent"},
        {cell_outside_of_rows, "publish",
         "tag 3 of the document, TD: it must not be a child of its parent"},
        {link_that_leads_nowhere, "publish", "Link: it does not lead to one that leads back"},
        {link_without_description, "publish", "Link: it has no alternative text"},
        {link_on_a_press, "print", "Link: this profile cannot have links"},
        {row_outside_of_tables, "publish",
         "tag 2 of the document, TR: it must not be a child of its parent"},
        {first_heading_of_level_two, "publish", "H2: a heading level is skipped"},
        {heading_that_skips, "publish", "H3: a heading level is skipped"},
        {empty_paragraph, "publish", "P: it is empty"},
        {empty_row, "publish", "TR: it is empty"},
        {content_of_a_table, "publish", "Table: it may only contain other tags, but has content"},
        {item_without_tag, "publish", "page 1: an item is neither in a tag nor an artifact"},
        {artifact_of_no_kind, "publish", "page 1: an item is neither in a tag nor an artifact"},
        {missing_glyph, "publish", "missing-character glyph of NotoSerifCJKsc-Regular"},
        {text_beyond_the_run, "publish", "page 1: the text of a glyph lies outside its run"},
        {odd_angle, "publish", "page 1: text rotated by an unsupported angle"},
        {no_size, "publish", "page 1: text without a font or a size"},
        {text_off_the_sheet, "publish", "page 1: an item lies off the sheet"},
        {rule_off_the_sheet, "publish", "page 1: an item lies off the sheet"},
        {fill_off_a_turned_sheet, "publish", "page 1: an item lies off the sheet"},
        {item_without_body, "publish", "LI: it is not a body with an optional label"},
        {item_with_two_bodies, "publish", "LI: it is not a body with an optional label"},
        {label_that_is_not_announced, "publish",
         "LI: its label does not match the numbering of its list"},
        {announced_label_that_is_not_there, "publish",
         "LI: its label does not match the numbering"},
        {item_outside_of_lists, "publish", "LI: it must not be a child of its parent"},
        {attachment, "publish", "this profile cannot have attachments"},
        {no_attachment, "archive2", "this profile must have attachments"},
        {attachments_out_of_order, "archive", "attachments are not in order: a"},
        {attachment_without_relation, "archive", "an attachment is incomplete: c"},
        {no_colours, "print", "there is no output intent"},
        {colours_of_a_screen, "print", "the output intent is for another kind of device"},
};

static void each_violation_is_named(void **state)
{
	(void)state;
	assert_named(promises, sizeof(promises) / sizeof(promises[0]));
}

/* ---- unusual pages that are valid ---- */

static void heading_back_and_down(struct sample *s)
{
	static const enum tag_kind kinds[] = {TAG_H1, TAG_H2, TAG_H3, TAG_H1, TAG_H2};

	begin_text(s);
	for (int i = 0; i < 5; i++)
		sample_text(s, &song, AT(0, page_add_tag(&s->pl, kinds[i], 0), 100, 100), "一");
}

/* A list within a list item; its own items have no labels. */
static void list_in_a_list(struct sample *s)
{
	int inner, item;

	add_list(s, NUMBERING_DECIMAL, label_and_body, 2);
	inner = page_add_tag(&s->pl, TAG_L, (int)s->pl.tag_n - 1);
	item = page_add_tag(&s->pl, TAG_LI, inner);
	sample_text(s, &song, AT(0, page_add_tag(&s->pl, TAG_LBODY, item), 100, 130), "一");
}

static void rule_along_the_edge(struct sample *s)
{
	begin_text(s);
	sample_rule(s, AT(0, PAGE_ARTIFACT, 0, 0), s->pl.pages[0].width, 0);
}

static void good_pages_are_written(void **state)
{
	static make_pages *const make[] = {heading_back_and_down, list_in_a_list,
	                                   rule_along_the_edge};

	(void)state;
	assert_written(make, sizeof(make) / sizeof(make[0]));
}

/* ---- Info and XMP ---- */

#define INFO "/Title<FEFF003C0041>/CreationDate(D:20250124000000+08'00')"
#define XMP "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">&lt;A</rdf:li></rdf:Alt></dc:title>"
#define DATE "<xmp:CreateDate>2025-01-24T00:00:00+08:00</xmp:CreateDate>"

static const struct {
	const char *info, *xmp, *message;
} metadata[] = {
        {INFO, XMP DATE, NULL},
        {"/Title<FEFF003C0042>/CreationDate(D:20250124000000+08'00')", XMP DATE, "in Title"},
        {"/CreationDate(D:20250124000000+08'00')", XMP DATE, "in Title"},
        {INFO, DATE, "in Title"},
        {INFO "/Author<FEFF0041>", XMP DATE, "in Author"},
        {INFO, XMP "<xmp:CreateDate>2025-01-25T00:00:00+08:00</xmp:CreateDate>", "in CreationDate"},
        {INFO, XMP "<xmp:CreateDate>2025-01-24T00:00:00+07:00</xmp:CreateDate>", "in CreationDate"},
        {INFO, XMP DATE "<pdf:Producer>x</pdf:Producer>", "in Producer"},
};

static void info_and_xmp_that_differ_are_a_fault(void **state)
{
	static const struct pdf_version version = {.number = "1.7", .info = true};
	static const struct writer writer = {
	        .pdf_version = &version, .deflate_level = 1, .outline_level = 1};
	static const struct pdf_profile plain = {.writer = &writer};

	(void)state;
	for (size_t i = 0; i < sizeof(metadata) / sizeof(metadata[0]); i++) {
		struct buf file = {0}, info = {0}, xmp = {0};
		struct out *o = out_open_memory(&file);
		struct diag_list dl = {0};
		struct pdf_doc *d = pdf_doc_new(&plain, o, &dl);

		buf_puts(&info, metadata[i].info);
		buf_puts(&xmp, metadata[i].xmp);
		pdf_agree_check(d, &info, &xmp);
		assert_int_equal(pdf_doc_fault(d), metadata[i].message != NULL ? RC_BUG : RC_OK);
		if (metadata[i].message != NULL)
			assert_non_null(strstr(dl.first->message, metadata[i].message));
		pdf_doc_free(d);
		out_abandon(o);
		diag_release(&dl);
		buf_release(&file);
		buf_release(&info);
		buf_release(&xmp);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(each_violation_is_named),
	        cmocka_unit_test(good_pages_are_written),
	        cmocka_unit_test(info_and_xmp_that_differ_are_a_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
