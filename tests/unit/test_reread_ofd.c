/* SPDX-License-Identifier: MIT */
/* A finished OFD package matches its pages; one with any one thing changed does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ofdview/ofdview.h"
#include "page_sample.h"
#include "picture/picture.h"
#include "reread/reread.h"
#include "write/ofd/ofd_zip.h"

static const struct write_attachment files[] = {
        {.name = "findings.json", .relation = "Data", .data = "[]", .n = 2},
        {.name = "p/一&.png",
         .key = "p/%E4%B8%80&.png",
         .mime = "image/png",
         .data = "dots",
         .n = 4},
        {.name = "p/二.jpg", .mime = "image/jpeg", .data = "other", .n = 5},
        {.name = "report.json", .relation = "Source", .data = "{\"a\": 1}\n", .n = 9},
};

/* Stored lying and mirrored. */
static const struct picture photo = {.exchanged = true,
                                     .mirrored_x = true,
                                     .width = 30,
                                     .height = 40,
                                     .bytes = "dots",
                                     .n = 4,
                                     .hash = "5"};

static struct write_input input_of(const struct sample *s)
{
	return (struct write_input){.writer = writer_lookup("ofd-archive"),
	                            .pages = &s->pl,
	                            .attachments = files,
	                            .attachment_n = COUNT(files)};
}

static void make_pages(struct sample *s)
{
	struct page_item *fill;
	int figure;

	sample_report(s);
	fill = page_add_item(&s->pl, 1, ITEM_FILL, PAGE_ARTIFACT);
	fill->gray = 128;
	fill->u.fill.x = fill->u.fill.y = PT(100);
	fill->u.fill.w = fill->u.fill.h = PT(50);
	figure = page_add_tag(&s->pl, TAG_FIGURE, 0);
	s->pl.tags[figure].alt = "a \"hall\"";
	for (int i = 0; i < 2; i++) {
		struct page_item *it = page_add_item(&s->pl, 1, ITEM_PICTURE, figure);

		it->u.picture.x = it->u.picture.y = PT(200 + 100 * i);
		it->u.picture.w = PT(30);
		it->u.picture.h = PT(40);
		it->u.picture.picture = &photo;
	}
}

static void write_package(struct sample *s, struct buf *ret)
{
	const struct write_input in = input_of(s);
	struct out *o = out_open_memory(ret);

	make_pages(s);
	assert_int_equal(writer_write(&in, o, &s->dl), RC_OK);
	assert_int_equal(out_finish(o), RC_OK);
}

/* ---- damage ---- */

struct damage {
	const char *part;
	const char *from, *to; /* from NULL: the part is left out */
	const char *message;
};

#define PAGE "Doc_0/Pages/Page_1/Content.xml"
#define STRUCTURE "Doc_0/Tags/Structure.xml"
#define DOCUMENT "Doc_0/Document.xml"

static const struct damage damages[] = {
        /* the package */
        {DOCUMENT, NULL, NULL, "a file that it names is missing from it (Doc_0/Document.xml)"},
        {"Doc_0/PublicRes.xml", "</ofd:Res>", "", "not well-formed XML"},
        {"Doc_0/PublicRes.xml", NULL, NULL, "missing from it (Doc_0/PublicRes.xml)"},
        {"Doc_0/PublicRes.xml", "font_", "fonts_", "not embedded"},
        {"Doc_0/PublicRes.xml", "<ofd:Fonts>", "<ofd:Fonts><ofd:Other ID=\"9\"/>", ""},
        {PAGE, NULL, NULL, "missing from it (" PAGE ")"},
        /* metadata, attachments */
        {"OFD.xml", "\"OFD-A\"", "\"OFD\"", "DocType: “OFD-A” expected, found “OFD”"},
        {"OFD.xml", "<ofd:Title>宝", "<ofd:Title>室", "Title: “宝坻"},
        {"OFD.xml", "2025-03-02", "2025-03-03", "ModDate"},
        {"OFD.xml", "<ofd:Keyword>年度报告", "<ofd:Keyword>年报", "Keywords"},
        {"OFD.xml", "<ofd:Author>", "<ofd:Author>X", "Author"},
        {"Doc_0/Attachs/report.json", "1", "2", "the bytes of an attachment"},
        {"Doc_0/Attachs/Attachments.xml", "\"report.json\"", "\"r.json\"",
         "the name of an attachment"},
        {"Doc_0/Attachs/Attachments.xml", "Format=\"TXT\"", "Format=\"JSON\"", "Format"},
        /* identifiers */
        {DOCUMENT, "<ofd:MaxUnitID>", "<ofd:MaxUnitID>-", "MaxUnitID"},
        {DOCUMENT, "<ofd:MaxUnitID>", "<ofd:MaxUnitID>1</ofd:MaxUnitID><ofd:MaxUnitID>",
         "an identifier: “1…1”"},
        {PAGE, "<ofd:PathObject ID=\"", "<ofd:PathObject ID=\"1\" x=\"",
         "an identifier that nothing else has"},
        /* the outline */
        {DOCUMENT, "Title=\"一、", "Title=\"二、", "a bookmark: “一、总体情况”"},
        {DOCUMENT, "Top=\"", "Top=\"9", "the place of a bookmark"},
        {DOCUMENT, "PageID=\"1\"", "PageID=\"15\"", "the place of a bookmark"},
        {DOCUMENT, "PageID=\"1\"", "PageID=\"2\"", "the place of a bookmark"},
        {DOCUMENT, "<ofd:Goto>", "<ofd:Away>", "not well-formed"},
        {DOCUMENT, "<ofd:Dest ", "<ofd:Place ", "the place of a bookmark: “…” expected, found “”"},
        {DOCUMENT, "<ofd:Goto><ofd:Dest ", "<ofd:Goto><ofd:Goto/><ofd:Dest ", ""},
        {DOCUMENT, "<ofd:Action ", "<ofd:Action/><ofd:Action ", ""},
        {DOCUMENT, "<ofd:Outlines>", "<ofd:Outlines><ofd:OutlineElem Title=\"X\"/>",
         "a bookmark: “"},
        {DOCUMENT, "<ofd:OutlineElem Title=\"一", "<ofd:OutlineElem ID=\"1\" Title=\"一",
         "an identifier that nothing else has"},
        {DOCUMENT, "</ofd:Outlines>", "<ofd:OutlineElem Title=\"X\"/></ofd:Outlines>",
         "a bookmark: “” expected, found “X”"},
        {DOCUMENT, "CustomTags>", "Other>", "Doc_0/Document.xml"},
        /* tags */
        {STRUCTURE, "<kb:H1 ", "<kb:H1 Scope=\"Row\" ", "Scope"},
        {STRUCTURE, "RowSpan=\"2\"", "RowSpan=\"3\"", "RowSpan: “2” expected, found “3”"},
        {STRUCTURE, "Headers=\"t", "Headers=\"t9", "Headers"},
        {STRUCTURE, "ID=\"t3\"", "ID=\"t4\"", "the identifier of a tag"},
        {STRUCTURE, "PageRef=\"15\">", "PageRef=\"1\">", "the page of an object"},
        {STRUCTURE, "PageRef=\"15\">", "PageRef=\"15\">9", "the object of a tag"},
        {STRUCTURE, "<kb:Caption ", "<kb:P ", "the kind of a tag: “Caption” expected, found “P”"},
        {STRUCTURE, "</kb:Caption>", "</kb:P>", "not well-formed"},
        {STRUCTURE, "<?xml", " <?xml", "not well-formed"},
        /* pages */
        {PAGE, "<ofd:PhysicalBox>0 0 210", "<ofd:PhysicalBox>0 0 211", "the size of the sheet"},
        {PAGE, "xmlns:ofd", "xmlns:odf", "the number of objects"},
        {PAGE, ">一", ">二", "the text: “一” expected, found “二”"},
        {PAGE, "DeltaX=\"", "DeltaX=\"0 ", "the steps of a text"},
        {PAGE, "DeltaX=\"", "Delta=\"", "the steps of a text"},
        {PAGE, "<ofd:TextCode X=\"0\"", "<ofd:TextCode X=\"0.01\"",
         "the horizontal position of a glyph"},
        {PAGE, "Size=\"4.939\"", "Size=\"4.94\"", ""},
        {PAGE, "Size=\"4.939\"", "Size=\"4.95\"", "the size of a glyph"},
        {PAGE, "CTM=\"0.707107 -0.707107", "CTM=\"0.6 -0.8", "the slope of a text"},
        {PAGE, "<ofd:FillColor Value=\"0 0 0\"/>", "<ofd:FillColor Value=\"9 9 9\"/>",
         "the gray of an object: “0” expected, found “9”"},
        {PAGE, "Alpha=\"0\"", "Alpha=\"255\"", "the opacity of an object: “0” expected"},
        {PAGE, "<ofd:TextObject ", "<ofd:TextObject Visible=\"false\" ", "hidden"},
        {PAGE, "/><ofd:AbbreviatedData>M ", "/><ofd:AbbreviatedData>M 9", "the shape of a glyph"},
        {PAGE, "Fill=\"true\" Stroke=\"false\">", "Fill=\"true\">", "a rule or a filled area"},
        {PAGE, "</ofd:Layer>", "<ofd:PathObject ID=\"99999\" Boundary=\"0 0 1 1\"/></ofd:Layer>",
         "an identifier"},
        /* pictures */
        {"Doc_0/Res/p/%E4%B8%80%26.png", "dots", "spot", "the bytes of an attachment: “p/一&.png”"},
        {"Doc_0/Res/p/%E4%BA%8C.jpg", "other", "spots", "the bytes of an attachment: “p/二.jpg”"},
        {"Doc_0/Res/p/%E4%BA%8C.jpg", NULL, NULL, "missing from it (Doc_0/Res/p/"},
        {"Doc_0/DocumentRes.xml", "%26.png<", "%27.png<", "a picture: “5” expected"},
        {"Doc_0/DocumentRes.xml", "Format=\"PNG\"", "Format=\"BMP\"", "Format: “PNG” expected"},
        {DOCUMENT, "DocumentRes>", "OtherRes>", "Doc_0/Document.xml"},
        {PAGE, "ResourceID=\"", "ResourceID=\"9", "a picture: “5” expected, found “another”"},
        {PAGE, "CTM=\"0 14.1", "CTM=\"0 14.2", "the place of a picture"},
        {PAGE, "<ofd:ImageObject", "<ofd:PathObject Fill=\"true\"", "a picture: “5” expected"},
        {STRUCTURE, "Alt=\"a &quot;hall", "Alt=\"a &quot;wall", "the alternative text: “a"},
        {PAGE, "M 0 0 L ", "M 0 0.01 L ", "a rule or a filled area"},
};

static void edit(struct buf *b, const struct damage *d)
{
	struct buf new = {0};
	char *at = memmem(b->p, b->n, d->from, strlen(d->from));

	if (at == NULL)
		print_error("%s: %s\n", d->part, d->from);
	assert_non_null(at);
	buf_put(&new, b->p, (size_t)(at - b->p));
	buf_puts(&new, d->to);
	at += strlen(d->from);
	buf_put(&new, at, b->n - (size_t)(at - b->p));
	buf_release(b);
	*b = new;
}

static void damage(struct sample *s, const struct buf *whole, const struct damage *d,
                   struct buf *ret)
{
	struct out *o = out_open_memory(ret);
	struct ofd_zip *z = ofd_zip_new(o, NULL, (const int[]){1, 1});
	struct ofdview v;
	bool found = false;

	assert_true(ofdview_open(&v, &s->arena, whole->p, whole->n));
	for (size_t i = 0; i < ofdview_part_count(&v); i++) {
		const char *name = ofdview_part_path(&v, i);
		struct buf b = {0};
		bool here = strcmp(name, d->part) == 0;

		assert_true(ofdview_bytes(&v, name, OFDVIEW_PART_MAX, &b));
		found = found || here;
		if (here && d->from != NULL)
			edit(&b, d);
		if (!here || d->from != NULL)
			ofd_zip_add(z, name, b.p != NULL ? b.p : "", b.n);
		buf_release(&b);
	}
	assert_true(found);
	ofdview_close(&v);
	assert_int_equal(ofd_zip_finish(z), RC_OK);
	assert_int_equal(out_finish(o), RC_OK);
}

/* Whether verifying the package says just what it should; "" means that nothing is said. */
static bool is_told(struct sample *s, const struct buf *package, const struct damage *d)
{
	const struct write_input in = input_of(s);
	const struct diag *found;
	enum rc rc;

	diag_release(&s->dl);
	rc = kanben_reread_ofd.verify(package, &in, &s->dl);
	found = s->dl.first;
	if (*d->message == '\0')
		return rc == RC_OK && found == NULL;
	return rc == RC_BUG && s->dl.error_n == 1 && strcmp(found->place.rule, "OFD") == 0 &&
	       strstr(found->message, d->message) != NULL;
}

static void any_change_is_a_finding(void **state)
{
	struct sample *s = *state;
	struct buf whole = {0};
	size_t missed = 0;

	write_package(s, &whole);
	for (size_t i = 0; i < COUNT(damages); i++) {
		const struct damage *d = &damages[i];
		struct buf b = {0};

		damage(s, &whole, d, &b);
		if (!is_told(s, &b, d)) {
			print_error("%s, %s → %s, %s: %s\n", d->part, d->from, d->to, d->message,
			            s->dl.first != NULL ? s->dl.first->message : "OK");
			missed++;
		}
		buf_release(&b);
	}
	assert_int_equal(missed, 0);
	buf_release(&whole);
}

/* The glyphs of two characters change places in the subset. */
static void another_glyph_is_a_finding(void **state)
{
	struct sample *s = *state;
	const struct write_input in = input_of(s);
	struct buf whole = {0}, b = {0}, text = {0};
	struct ofdview v;
	struct damage d = {.part = "Doc_0/PublicRes.xml"};

	write_package(s, &whole);
	assert_true(ofdview_open(&v, &s->arena, whole.p, whole.n));
	assert_true(ofdview_read_resources(&v));
	assert_true(v.font_n >= 2);
	d.from = arena_printf(&s->arena, "<ofd:FontFile>%s", strrchr(v.fonts[0].path, '/') + 1);
	d.to = arena_printf(&s->arena, "<ofd:FontFile>%s", strrchr(v.fonts[1].path, '/') + 1);
	ofdview_close(&v);
	damage(s, &whole, &d, &b);
	assert_int_equal(kanben_reread_ofd.verify(&b, &in, &s->dl), RC_BUG);
	assert_non_null(strstr(s->dl.first->message, "the shape of a glyph"));
	buf_release(&b);
	/* And a font without a file. */
	d.from = arena_printf(&s->arena, "%s</ofd:FontFile>", d.from);
	d.to = "";
	d.message = "not embedded";
	damage(s, &whole, &d, &b);
	assert_true(is_told(s, &b, &d));
	buf_release(&whole);
	buf_release(&b);
	buf_release(&text);
}

/* The text of an element, or of an attribute, in a part of a package. */
static const char *text_after(struct sample *s, const struct buf *whole, const char *part,
                              const char *before)
{
	struct buf b = {0};
	struct ofdview v;
	const char *at;

	assert_true(ofdview_open(&v, &s->arena, whole->p, whole->n));
	assert_true(ofdview_bytes(&v, part, OFDVIEW_PART_MAX, &b));
	at = strstr(b.p, before);
	assert_non_null(at);
	at += strlen(before);
	at = arena_strndup(&s->arena, at, strcspn(at, "<\""));
	buf_release(&b);
	ofdview_close(&v);
	return at;
}

/* A layer that has no identifier any more is named by a tag. */
static void an_object_that_no_page_has_is_a_finding(void **state)
{
	struct sample *s = *state;
	struct buf whole = {0}, without = {0}, b = {0};
	struct damage d = {.part = PAGE, .to = "<ofd:Layer Name=\""};
	const char *id;

	write_package(s, &whole);
	d.from = "<ofd:Layer ID=\"";
	id = text_after(s, &whole, PAGE, d.from);
	damage(s, &whole, &d, &without);
	d = (struct damage){.part = STRUCTURE, .from = "</ofd:ObjectRef>"};
	d.to = arena_printf(&s->arena, "%s<ofd:ObjectRef PageRef=\"15\">%s%s", d.from, id, d.from);
	d.message = "the object of a tag: “…” expected, found “";
	damage(s, &without, &d, &b);
	assert_true(is_told(s, &b, &d));
	assert_non_null(strstr(s->dl.first->message, id));
	buf_release(&b);
	d.message = "";
	damage(s, &whole, &d, &b);
	assert_true(is_told(s, &b, &d)); /* it is there */
	buf_release(&b);
	buf_release(&without);
	buf_release(&whole);
}

static void a_good_package_has_no_difference(void **state)
{
	struct sample *s = *state;
	struct write_input in = input_of(s);
	struct buf whole = {0};

	write_package(s, &whole);
	assert_int_equal(kanben_reread_ofd.verify(&whole, &in, &s->dl), RC_OK);
	assert_null(s->dl.first);
	s->pl.tags[2].kind = TAG_H3;
	assert_int_equal(kanben_reread_ofd.verify(&whole, &in, &s->dl), RC_BUG);
	assert_non_null(strstr(s->dl.first->message, "the kind of a tag: “H3” expected"));
	buf_release(&whole);
}

/* A glyph without text, and one for two characters, have no place in a package. */
static void a_glyph_stands_for_one_character(void **state)
{
	struct sample *s = *state;
	const struct write_input in = input_of(s);
	struct buf whole = {0};
	const struct page *page;
	struct run_glyph *g = NULL;
	uint32_t len;

	write_package(s, &whole);
	page = &s->pl.pages[0];
	for (size_t i = 0; i < page->item_n && g == NULL; i++)
		if (page->items[i].kind == ITEM_RUN && page->items[i].u.run.glyph_n > 1) {
			g = arena_array(&s->arena, struct run_glyph, page->items[i].u.run.glyph_n);
			memcpy(g, page->items[i].u.run.glyphs,
			       page->items[i].u.run.glyph_n * sizeof(*g));
			page->items[i].u.run.glyphs = g;
		}
	assert_non_null(g);
	len = g->len;
	for (uint32_t times = 0; times <= 2; times += 2) {
		diag_release(&s->dl);
		g->len = times * len;
		assert_int_equal(kanben_reread_ofd.verify(&whole, &in, &s->dl), RC_BUG);
		assert_non_null(strstr(s->dl.first->message, "a glyph"));
	}
	buf_release(&whole);
}

/* Thirty-six megabytes of bookmarks: strangers may have 32. */
static void our_own_may_be_of_any_size(void **state)
{
	enum { LONG = 9 << 20 };
	const struct sample_style style = {.role = "仿宋", .size = PT(14)};
	struct sample *s = *state;
	const struct write_input in = input_of(s);
	struct buf whole = {0};
	struct out *o = out_open_memory(&whole);
	char *title = arena_alloc(&s->arena, LONG);

	memset(title, 'x', LONG - 1);
	make_pages(s);
	for (int i = 0; i < 4; i++) {
		int tag = page_add_tag(&s->pl, TAG_H2, 0);

		s->pl.tags[tag].title = title;
		sample_text(s, &style, AT(1, tag, 100, 300 + 20 * i), "一");
	}
	assert_int_equal(writer_write(&in, o, &s->dl), RC_OK);
	assert_int_equal(out_finish(o), RC_OK);
	assert_int_equal(kanben_reread_ofd.verify(&whole, &in, &s->dl), RC_OK);
	buf_release(&whole);
}

static void a_truncated_package_is_a_finding(void **state)
{
	struct sample *s = *state;
	const struct write_input in = input_of(s);
	struct buf whole = {0};
	size_t n;

	write_package(s, &whole);
	n = whole.n;
	for (whole.n = 0; whole.n < n - 8; whole.n += 997) {
		diag_release(&s->dl);
		assert_int_equal(kanben_reread_ofd.verify(&whole, &in, &s->dl), RC_BUG);
		assert_int_equal(s->dl.error_n, 1);
		assert_string_equal(s->dl.first->place.rule, "OFD");
	}
	buf_release(&whole);
}

static void the_report_comes_out_again(void **state)
{
	struct sample *s = *state;
	struct buf whole = {0};
	struct source file = {.name = "a.ofd"}, report;

	write_package(s, &whole);
	file.text = whole.p;
	file.len = whole.n;
	assert_int_equal(kanben_reread_ofd.source(&file, 100, &s->arena, &s->dl, &report), RC_OK);
	assert_int_equal(report.len, 9);
	assert_memory_equal(report.text, "{\"a\": 1}\n", 9);
	assert_int_equal(kanben_reread_ofd.source(&file, 8, &s->arena, &s->dl, &report), RC_INPUT);
	assert_non_null(strstr(s->dl.first->message, "it is too large"));
	buf_release(&whole);
}

/* Nobody looks there for the report. */
static void the_report_comes_out_though_no_list_of_fonts_is_there(void **state)
{
	static const struct damage d = {.part = "Doc_0/PublicRes.xml"};
	struct sample *s = *state;
	struct buf whole = {0}, b = {0};
	struct source file = {.name = "a.ofd"}, report;
	struct ofdview v;

	write_package(s, &whole);
	damage(s, &whole, &d, &b);
	file.text = b.p;
	file.len = b.n;
	assert_int_equal(kanben_reread_ofd.source(&file, 100, &s->arena, &s->dl, &report), RC_OK);
	assert_memory_equal(report.text, "{\"a\": 1}\n", 9);
	assert_true(ofdview_open(&v, &s->arena, b.p, b.n));
	assert_false(ofdview_read_resources(&v));
	assert_int_equal(v.fault, OFDVIEW_ABSENT);
	ofdview_close(&v);
	buf_release(&b);
	buf_release(&whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(a_good_package_has_no_difference, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(any_change_is_a_finding, open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(another_glyph_is_a_finding, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(an_object_that_no_page_has_is_a_finding,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(a_glyph_stands_for_one_character, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(our_own_may_be_of_any_size, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(a_truncated_package_is_a_finding, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(the_report_comes_out_again, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(
	                the_report_comes_out_though_no_list_of_fonts_is_there, open_sample,
	                close_sample),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
