/* SPDX-License-Identifier: MIT */
/* What the self-check of OFD packages says of files that no reader could use. */
#include "write/ofd/ofd_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page_sample.h"

#define PAGE_NAME "Doc_0/Pages/Page_0/Content.xml"
#define ENTRY "<ofd:OFD><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:OFD>"
#define DOCUMENT(most, more)                                                                       \
	"<ofd:Document><ofd:MaxUnitID>" most "</ofd:MaxUnitID>"                                    \
	"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"                                             \
	"<ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/>" more "</ofd:Document>"
#define RESOURCES                                                                                  \
	"<ofd:Res BaseLoc=\"Res\"><ofd:Font ID=\"2\"><ofd:FontFile>font_2.ttf</ofd:FontFile>"      \
	"</ofd:Font></ofd:Res>"
#define PAGE(objects)                                                                              \
	"<ofd:Page><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox><ofd:Layer ID=\"3\">" objects     \
	"</ofd:Layer></ofd:Page>"
#define TEXT(id, font, box, code)                                                                  \
	"<ofd:TextObject ID=\"" id "\" Font=\"" font "\" Boundary=\"" box "\">"                    \
	"<ofd:FillColor Value=\"0 0 0\"/>" code "</ofd:TextObject>"
#define CODE(steps, text) "<ofd:TextCode X=\"0\" Y=\"5\"" steps ">" text "</ofd:TextCode>"
#define GOOD TEXT("4", "2", "0 0 210 297", CODE(" DeltaX=\"5.644\"", "一二"))

struct package {
	const char *page, *document, *fault;
};

static const struct package packages[] = {
        {PAGE(GOOD), DOCUMENT("4", ""), NULL},
        {PAGE(TEXT("4", "2", "0 0 9 9", CODE(" DeltaX=\"g 3 5\"", "一二一&amp;"))),
         DOCUMENT("4", ""), "a font without a glyph"},
        {PAGE(TEXT("4", "2", "0 0 9 9", CODE(" DeltaX=\"g 3 5\"", "一二一二"))), DOCUMENT("4", ""),
         NULL},
        {PAGE(TEXT("4", "2", "0 0 9 9", CODE(" DeltaX=\"g 2 5\"", "一二一二"))), DOCUMENT("4", ""),
         "a step less than its characters"},
        {PAGE(TEXT("4", "2", "0 0 9 9", CODE("", "一二"))), DOCUMENT("4", ""),
         "a step less than its characters"},
        {PAGE(TEXT("4", "2", "0 0 9 9", CODE("", "一"))), DOCUMENT("4", ""), NULL},
        {PAGE(TEXT("4", "2", "0 0 9 9", CODE("", "三"))), DOCUMENT("4", ""),
         "a font without a glyph for a character of the pages"},
        {PAGE(TEXT("4", "2", "0 0 9 9", CODE("", "！"))), DOCUMENT("4", ""),
         "a font without a glyph for a character of the pages"},
        {PAGE(TEXT("4", "2", "0 0 9 9", CODE("", "\U00020164"))), DOCUMENT("4", ""),
         "a character that no font can show"},
        {PAGE(TEXT("4", "2", "0 0 9 9", "<ofd:TextCode X=\"0\">一</ofd:TextCode>")),
         DOCUMENT("4", ""), "a text without a place"},
        {PAGE(TEXT("4", "2", "0 0 210.001 297", CODE("", "一"))), DOCUMENT("4", ""),
         "boundary is not on the page"},
        {PAGE(TEXT("4", "2", "-0.001 0 9 9", CODE("", "一"))), DOCUMENT("4", ""),
         "boundary is not on the page"},
        {PAGE(TEXT("4", "2", "0 290 9 7.001", CODE("", "一"))), DOCUMENT("4", ""),
         "boundary is not on the page"},
        {PAGE("<ofd:PathObject ID=\"4\" Boundary=\"0 0 9 0\"/>"), DOCUMENT("4", ""),
         "boundary is not on the page"},
        {PAGE("<ofd:PathObject ID=\"4\" Boundary=\"1 1 0 9\"/>"), DOCUMENT("4", ""),
         "boundary is not on the page"},
        {PAGE("<ofd:PathObject ID=\"4\" Boundary=\"1 1 9 0\"/>"), DOCUMENT("4", ""),
         "boundary is not on the page"},
        {PAGE("<ofd:PathObject ID=\"4\" Boundary=\"0 -0.001 9 9\"/>"), DOCUMENT("4", ""),
         "boundary is not on the page"},
        {PAGE("<ofd:PathObject ID=\"4\" Boundary=\"0 0 210 297\"/>"), DOCUMENT("4", ""), NULL},
        {PAGE("<ofd:PathObject ID=\"4\" Boundary=\"0 0 9\"/>"), DOCUMENT("4", ""),
         "without a boundary"},
        {PAGE("<ofd:PathObject ID=\"4\"/>"), DOCUMENT("4", ""), "without a boundary"},
        {PAGE("<ofd:PathObject Boundary=\"0 0 9 9\"/>"), DOCUMENT("4", ""),
         "an object without an identifier"},
        {PAGE(TEXT("3", "2", "0 0 9 9", CODE("", "一"))), DOCUMENT("4", ""),
         "an identifier is given twice (3)"},
        {PAGE(TEXT("2", "2", "0 0 9 9", CODE("", "一"))), DOCUMENT("4", ""),
         "an identifier is given twice (2)"},
        {PAGE(TEXT("5", "2", "0 0 9 9", CODE("", "一"))), DOCUMENT("4", ""),
         "an identifier is greater than MaxUnitID (5)"},
        {PAGE(TEXT("4", "7", "0 0 9 9", CODE("", "一"))), DOCUMENT("9", ""),
         "an identifier that nothing has is referred to (7)"},
        {PAGE(GOOD), DOCUMENT("4", "<ofd:Dest PageID=\"8\"/>"),
         "an identifier that nothing has is referred to (8)"},
        {PAGE(GOOD), DOCUMENT("4", "<ofd:ObjectRef PageRef=\"1\">9</ofd:ObjectRef>"),
         "an identifier that nothing has is referred to (9)"},
        {PAGE(GOOD), DOCUMENT("4", "<ofd:Attachments>A.xml</ofd:Attachments>"),
         "Doc_0/A.xml: a file that is referred to is missing"},
        {PAGE(GOOD), DOCUMENT("4", "<ofd:Page ID=\"9\" BaseLoc=\"Pages/Page_1/Content.xml\"/>"),
         "Doc_0/Pages/Page_1/Content.xml: a file that is referred to is missing"},
};

static void put(struct ofd_check *c, const char *name, const char *text)
{
	ofd_check_file(c, name, text, strlen(text));
}

/* A font of two characters, 一 and 二. */
static void make_font(struct sample *s, struct buf *ret)
{
	struct font_coded list[2] = {{.cp = 0x4e00}, {.cp = 0x4e8c}};
	struct font_choice c = {0};

	for (int i = 0; i < 2; i++) {
		assert_int_equal(font_choose(s->fonts, font_role_lookup(s->fonts, "小标宋"),
		                             list[i].cp, &s->dl, &c),
		                 RC_OK);
		list[i].gid = c.gid;
	}
	assert_int_equal(font_truetype(c.font, list, 2, ret), RC_OK);
}

static void what_readers_cannot_use_is_a_fault(void **state)
{
	struct sample *s = *state;
	struct buf font = {0};

	make_font(s, &font);
	for (size_t i = 0; i < COUNT(packages); i++) {
		struct ofd_check *c = ofd_check_new();
		const char *fault;

		put(c, PAGE_NAME, packages[i].page);
		ofd_check_file(c, "Doc_0/Res/font_2.ttf", font.p, font.n);
		put(c, "Doc_0/PublicRes.xml", RESOURCES);
		put(c, "Doc_0/Document.xml", packages[i].document);
		put(c, "OFD.xml", ENTRY);
		fault = ofd_check_end(c);
		if (packages[i].fault == NULL && fault != NULL)
			print_error("%zu: %s\n", i, fault);
		if (packages[i].fault != NULL &&
		    (fault == NULL || strstr(fault, packages[i].fault) == NULL))
			print_error("%zu: %s, not %s\n", i, packages[i].fault,
			            fault != NULL ? fault : "none");
		assert_true(packages[i].fault == NULL
		                    ? fault == NULL
		                    : fault != NULL && strstr(fault, packages[i].fault) != NULL);
		ofd_check_free(c);
	}
	buf_release(&font);
}

/* What a package of a page with two characters and these bytes as its font is told. */
static bool is_fault(const char *font, size_t n)
{
	struct ofd_check *c = ofd_check_new();
	bool fault;

	put(c, PAGE_NAME, PAGE(GOOD));
	ofd_check_file(c, "Doc_0/Res/font_2.ttf", font, n);
	put(c, "Doc_0/PublicRes.xml", RESOURCES);
	put(c, "Doc_0/Document.xml", DOCUMENT("4", ""));
	put(c, "OFD.xml", ENTRY);
	fault = ofd_check_end(c) != NULL;
	ofd_check_free(c);
	return fault;
}

static void a_damaged_font_is_a_fault(void **state)
{
	struct sample *s = *state;
	struct buf font = {0};
	const unsigned char *entry;
	size_t at;

	make_font(s, &font);
	/* The tables that it looks at come first: what is behind them it does not see. */
	for (size_t n = 0; n < font.n; n += 61)
		assert_true(is_fault(font.p, n) || n >= font.n / 4);
	assert_false(is_fault(font.p, font.n));
	/* More segments of characters than its table has. */
	entry = (unsigned char *)memmem(font.p, font.n, "cmap", 4);
	assert_non_null(entry);
	at = (size_t)entry[10] << 8 | entry[11];
	font.p[at + 18] = 0x7F;
	assert_true(is_fault(font.p, font.n));
	buf_release(&font);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(what_readers_cannot_use_is_a_fault, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(a_damaged_font_is_a_fault, open_sample,
	                                        close_sample),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
