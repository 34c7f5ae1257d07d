/* SPDX-License-Identifier: MIT */
#include "import/doc.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "base/tr.h"
#include "base/utf8.h"

#define CHINESE "GB18030"

/* U+FFFD */
#define UNREADABLE "\xEF\xBF\xBD"

struct decoder {
	struct buf text;
	size_t bad_n, first_bad; /* invalid bytes; where in `text` the first is */
};

static void put_bad(struct decoder *dec)
{
	if (dec->bad_n++ == 0)
		dec->first_bad = dec->text.n;
	buf_puts(&dec->text, UNREADABLE);
}

static void from_utf8(struct decoder *dec, const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		size_t len = utf8_valid_length(s + i, n - i);

		if (len == 0)
			put_bad(dec);
		else
			buf_put(&dec->text, s + i, len);
		i += len > 0 ? len : 1;
	}
}

/* false if the encoding is unknown. */
static bool from_charset(struct decoder *dec, const char *charset, const char *s, size_t n)
{
	iconv_t cd = iconv_open("UTF-8", charset);
	char *in = (char *)s; /* POSIX forgot a const; the input is not written to */
	size_t left = n;

	if (cd == (iconv_t)-1)
		return false;
	while (left > 0) {
		char chunk[4096], *out = chunk;
		size_t room = sizeof(chunk), done;
		int error;

		done = iconv(cd, &in, &left, &out, &room);
		error = errno;
		from_utf8(dec, chunk, sizeof(chunk) - room);
		if (done != (size_t)-1 || error == E2BIG)
			continue;
		put_bad(dec);
		in++;
		left--;
	}
	iconv_close(cd);
	return true;
}

static bool is_utf8(const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		size_t len = utf8_valid_length(s + i, n - i);

		if (len == 0)
			return false;
		i += len;
	}
	return true;
}

/* Sound UTF-8 with Han in it: bytes of another encoding are hardly ever both. */
static bool is_han_utf8(const char *s, size_t n)
{
	const char *end = s + n;

	if (!is_utf8(s, n))
		return false;
	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (cp >= 0x4E00 && cp <= 0x9FFF)
			return true;
	}
	return false;
}

/* The encoding of a byte order mark, and the mark's length. */
static const char *mark(const char *s, size_t n, size_t *ret_len)
{
	if (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) {
		*ret_len = 3;
		return "UTF-8";
	}
	if (n >= 2 && (memcmp(s, "\xFF\xFE", 2) == 0 || memcmp(s, "\xFE\xFF", 2) == 0)) {
		*ret_len = 2;
		return s[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
	}
	*ret_len = 0;
	return NULL;
}

/* On the web GB 2312 means GB 18030 (WHATWG Encoding, 4.2); iconv takes it literally. */
static const char *known_as(const char *charset)
{
	static const char *const parts[] = {"gb2312", "gbk",     "gb_2312-80", "gb_2312",
	                                    "x-gbk",  "chinese", "csgb2312",   "cp936"};

	for (size_t i = 0; i < COUNT(parts); i++)
		if (strcasecmp(charset, parts[i]) == 0)
			return CHINESE;
	return charset;
}

static void blank_out_controls(char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < ' ' && strchr("\t\n\f\r", s[i]) == NULL)
			s[i] = ' ';
		else if (s[i] == '\0' || s[i] == 0x7F)
			s[i] = ' ';
}

void decode_source(struct doc *d, const char *charset)
{
	const struct source *src = d->source;
	struct source *decoded = arena_new(d->arena, struct source);
	struct decoder dec = {{0}, 0, 0};
	size_t skip;
	const char *marked = mark(src->text, src->len, &skip);
	const char *s = src->text + skip;
	size_t n = src->len - skip;

	if (marked != NULL)
		charset = marked;
	else if (is_han_utf8(s, n))
		charset = "UTF-8";
	if (charset == NULL)
		charset = is_utf8(s, n) ? "UTF-8" : CHINESE;
	if (strcasecmp(charset, "UTF-8") == 0 || !from_charset(&dec, known_as(charset), s, n)) {
		if (is_utf8(s, n) || strcasecmp(charset, "UTF-8") == 0)
			from_utf8(&dec, s, n);
		else
			(void)from_charset(&dec, CHINESE, s, n);
	}
	blank_out_controls(dec.text.p, dec.text.n);
	decoded->name = src->name;
	decoded->len = dec.text.n;
	decoded->text = buf_to_arena(d->arena, &dec.text);
	d->source = decoded;
	if (dec.bad_n > 0)
		doc_tell_warning(d, (struct doc_place){.off = dec.first_bad},
		                 _("%zu bytes are not valid %s text; the first is here"), dec.bad_n,
		                 charset);
}
