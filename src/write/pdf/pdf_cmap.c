/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_font.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "write/pdf/pdf_put.h"

enum {
	SECTION_MAX = 100, /* entries between begin… and end… (Adobe TN 5014) */
	UNICODE_MAX = 512  /* bytes that one code may map to (ISO 32000-1, 9.10.3) */
};

/* ISO 14289-1, 7.21.7 forbids these three; a replacement is used. */
static uint32_t permitted(uint32_t cp)
{
	enum { WORD_JOINER = 0x2060, REPLACEMENT = 0xfffd };

	if (cp == 0xfeff)
		return WORD_JOINER;
	return cp == 0 || cp == 0xfffe ? REPLACEMENT : cp;
}

static void put_code_text(struct buf *b, const struct pdf_code *c)
{
	const char *s = c->text, *end = s + c->text_n;

	while (s < end)
		pdf_put_utf16(b, permitted(utf8_next(&s, end)));
}

/*
 * The end of the section that starts with the code `from`. All codes of a section have the same
 * first byte (Adobe Technical Note 5014); some programs lose those that do not.
 */
static size_t section_end(size_t from, size_t n)
{
	size_t end = (from | 0xff) + 1;

	if (end > n + 1)
		end = n + 1;
	return end - from > SECTION_MAX ? from + SECTION_MAX : end;
}

static void put_section(struct buf *b, const struct pdf_code *codes, size_t from, size_t to)
{
	buf_putf(b, "%zu beginbfchar\n", to - from);
	for (size_t code = from; code < to; code++) {
		buf_putc(b, '<');
		pdf_put_hex16(b, (unsigned)code);
		buf_puts(b, "><");
		put_code_text(b, &codes[code - 1]);
		buf_puts(b, ">\n");
	}
	buf_puts(b, "endbfchar\n");
}

unsigned pdf_cmap_write_unicode(struct pdf_doc *d, const char *tag, const struct pdf_code *codes,
                                size_t n)
{
	struct buf b = {0}, entries = {0};
	size_t to;

	for (size_t i = 0; i < n; i++) {
		if (pdf_text_size(codes[i].text, codes[i].text_n) > UNICODE_MAX)
			pdf_doc_fail(d, RC_LIMIT, _("too many characters in one cluster"));
	}
	buf_puts(&b, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
	             "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n");
	buf_putf(&b, "/CMapName/%s-UCS def\n/CMapType 2 def\n", tag);
	buf_puts(&b, "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
	for (size_t from = 1; from <= n; from = to) {
		to = section_end(from, n);
		put_section(&b, codes, from, to);
	}
	buf_puts(&b, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
	return pdf_doc_add_stream_take(d, PDF_DEFLATE, &entries, &b);
}
