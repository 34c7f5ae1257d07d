/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_font.h"

#include "base/lu.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "write/pdf/pdf_put.h"

enum {
	BLOCK_MAX = 100,  /* entries between begin… and end… (Adobe TN 5014) */
	UNICODE_MAX = 512 /* bytes that one code may map to (ISO 32000-1, 9.10.3) */
};

void pdf_cmap_put_system_info(struct buf *b, const struct font_info *info)
{
	/* A font without a character collection has CIDs of its own. */
	bool collection = info->kind == FONT_CFF_CID;

	buf_puts(b, "/CIDSystemInfo<</Registry");
	pdf_put_ascii(b, collection ? info->registry : "Adobe");
	buf_puts(b, "/Ordering");
	pdf_put_ascii(b, collection ? info->ordering : "Identity");
	buf_putf(b, "/Supplement %d>>", collection ? info->supplement : 0);
}

static void put_head(struct buf *b, const struct buf *definitions)
{
	buf_puts(b, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n");
	buf_put(b, definitions->p, definitions->n);
	buf_puts(b, "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
}

static void put_tail(struct buf *b)
{
	buf_puts(b, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
}

/* "100 beginX" before every hundredth entry; the caller ends the block. */
static void begin_block(struct buf *b, size_t i, size_t n, const char *operator)
{
	if (i % BLOCK_MAX == 0)
		buf_putf(b, "%zu begin%s\n", n - i < BLOCK_MAX ? n - i : BLOCK_MAX, operator);
}

static void end_block(struct buf *b, size_t i, size_t n, const char *operator)
{
	if (i % BLOCK_MAX == BLOCK_MAX - 1 || i + 1 == n)
		buf_putf(b, "end%s\n", operator);
}

unsigned pdf_cmap_write_encoding(struct pdf_doc *d, const struct font_info *info, const char *tag,
                                 const struct pdf_code *codes, size_t n)
{
	struct buf definitions = {0}, b = {0}, entries = {0};
	unsigned num;

	buf_putf(&entries, "/Type/CMap/CMapName/%s-H/WMode 0", tag);
	pdf_cmap_put_system_info(&entries, info);
	pdf_cmap_put_system_info(&definitions, info);
	buf_putf(&definitions, " def\n/CMapName/%s-H def\n/CMapType 1 def\n/WMode 0 def\n", tag);
	put_head(&b, &definitions);
	for (size_t i = 0; i < n; i++) {
		begin_block(&b, i, n, "cidchar");
		buf_putc(&b, '<');
		pdf_put_hex16(&b, (unsigned)i + 1);
		buf_putc(&b, '>');
		num_put_int(&b, codes[i].cid);
		buf_putc(&b, '\n');
		end_block(&b, i, n, "cidchar");
	}
	put_tail(&b);
	num = pdf_doc_add_stream(d, PDF_DEFLATE, &entries, b.p, b.n);
	buf_release(&definitions);
	buf_release(&b);
	return num;
}

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

unsigned pdf_cmap_write_unicode(struct pdf_doc *d, const char *tag, const struct pdf_code *codes,
                                size_t n)
{
	struct buf definitions = {0}, b = {0}, entries = {0};
	unsigned num;

	buf_putf(&definitions,
	         "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
	         "/CMapName/%s-UCS def\n/CMapType 2 def\n",
	         tag);
	put_head(&b, &definitions);
	for (size_t i = 0; i < n; i++) {
		if (pdf_text_size(codes[i].text, codes[i].text_n) > UNICODE_MAX)
			pdf_doc_fail(d, RC_LIMIT, _("too many characters in one cluster"));
		begin_block(&b, i, n, "bfchar");
		buf_putc(&b, '<');
		pdf_put_hex16(&b, (unsigned)i + 1);
		buf_puts(&b, "><");
		put_code_text(&b, &codes[i]);
		buf_puts(&b, ">\n");
		end_block(&b, i, n, "bfchar");
	}
	put_tail(&b);
	num = pdf_doc_add_stream(d, PDF_DEFLATE, &entries, b.p, b.n);
	buf_release(&definitions);
	buf_release(&b);
	return num;
}
