/* SPDX-License-Identifier: MIT */
/* encoding.c: files that are not UTF-8: which encoding it is, and how to save them. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "json/parse.h"

enum { FOREIGN_MIN = 4 /* bytes */ };

/*
 * By the byte order mark (Unicode 15.0, 23.8), or by its absence: JSON begins with an ASCII
 * character, so that a NUL is in one of the first two bytes. NULL: neither.
 */
static const char *wide_encoding(const struct source *src)
{
	if (source_begins(src, "\xFF\xFE\0\0", 4) || source_begins(src, "\0\0\xFE\xFF", 4))
		return "UTF-32";
	if (source_begins(src, "\xFF\xFE", 2) || source_begins(src, "\xFE\xFF", 2))
		return "UTF-16";
	return src->len >= 2 && (src->text[0] == '\0') != (src->text[1] == '\0') ? "UTF-16" : NULL;
}

static enum rc fault_of_file(struct json_cursor *c, size_t off, const char *encoding)
{
	return json_fault(c, off, RC_INPUT,
	                  _("the file is encoded as %s: save it as UTF-8 (in Notepad or WPS: “Save "
	                    "as”, encoding UTF-8)"),
	                  encoding);
}

enum rc json_encoding_check(struct json_cursor *c)
{
	struct diag_place place = {.source = c->src, .rule = "NORM"};
	const char *wide = wide_encoding(c->src);

	if (wide != NULL)
		return fault_of_file(c, 0, wide);
	c->pos = source_mark_length(c->src);
	if (c->pos > 0)
		diag_add(c->dl, DIAG_WARNING, &place,
		         _("the byte order mark (BOM) at the beginning of the file is skipped; it "
		           "is not part of JSON"));
	return RC_OK;
}

/* ---- GB 18030, of which GBK and GB 2312 are parts ---- */

static bool is_between(char byte, unsigned first, unsigned last)
{
	return (unsigned char)byte >= first && (unsigned char)byte <= last;
}

/* Length of the character at s, of which n bytes are available; 0 if there is none. */
static size_t gb18030_length(const char *s, size_t n)
{
	if ((unsigned char)*s < 0x80)
		return 1;
	if (n < 2 || !is_between(s[0], 0x81, 0xFE))
		return 0;
	if (is_between(s[1], 0x40, 0x7E) || is_between(s[1], 0x80, 0xFE))
		return 2;
	return n >= 4 && is_between(s[1], '0', '9') && is_between(s[2], 0x81, 0xFE) &&
	                       is_between(s[3], '0', '9')
	               ? 4
	               : 0;
}

static bool is_gb18030(const struct source *src)
{
	for (size_t i = 0; i < src->len;) {
		size_t n = gb18030_length(src->text + i, src->len - i);

		if (n == 0)
			return false;
		i += n;
	}
	return true;
}

/*
 * Some pairs of Chinese characters in GBK are by chance valid UTF-8, but never most of them; and a
 * damaged character or two say nothing about the file.
 */
static bool is_mostly_utf8(const struct source *src)
{
	size_t good = 0, bad = 0;

	for (size_t i = 0; i < src->len;) {
		size_t n = utf8_valid_length(src->text + i, src->len - i);

		good += n > 1;
		bad += n == 0;
		i += n > 0 ? n : 1;
	}
	return good >= bad || bad < FOREIGN_MIN;
}

enum rc json_encoding_fault(struct json_cursor *c)
{
	if (is_gb18030(c->src) && !is_mostly_utf8(c->src))
		return fault_of_file(c, c->pos, "GBK (GB 18030)");
	return json_fault(c, c->pos, RC_INPUT,
	                  _("byte 0x%02X is not UTF-8: save the file as UTF-8"),
	                  (unsigned)(unsigned char)c->src->text[c->pos]);
}
