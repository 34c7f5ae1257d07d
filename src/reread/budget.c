/* SPDX-License-Identifier: MIT */
#include "reread/budget.h"

#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "base/buf.h"
#include "base/mem.h"

enum {
	LEAST = 16 << 20,
	FACTOR = 8, /* inflated bytes for each of the file's */
	MOST = 256 << 20,
	DICTIONARY_MAX = 4096, /* bytes that are looked at before a stream */
	STEP = 1 << 20
};

struct inflating {
	struct libdeflate_decompressor *deflate;
	struct buf room;
	size_t left;
};

static bool has(const char *p, size_t n, const char *text)
{
	return memmem(p, n, text, strlen(text)) != NULL;
}

/* A name may be written with #: then it could be any. */
static bool holds_objects(const char *p, size_t n)
{
	return has(p, n, "/ObjStm") || has(p, n, "/XRef") || memchr(p, '#', n) != NULL;
}

/* Nothing here inflates these. */
static bool is_data(const char *p, size_t n)
{
	return has(p, n, "/Image") || has(p, n, "/Length1") || has(p, n, "Type0C") ||
	       has(p, n, "Type1C") || has(p, n, "/OpenType");
}

/* RFC 1950, 2.2 */
static bool is_zlib(const unsigned char *p, size_t n)
{
	return n >= 2 && (p[0] & 15) == 8 && (p[0] * 256 + p[1]) % 31 == 0;
}

/* Takes what the stream at p inflates to from what is left; false: it is more. */
static bool take(struct inflating *in, const char *p, size_t n)
{
	enum libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
	size_t room = in->room.cap > STEP ? in->room.cap - 1 : STEP, used, got = 0;

	while (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
		room = room < in->left ? room : in->left;
		buf_reserve(&in->room, room + 1);
		result = libdeflate_zlib_decompress_ex(in->deflate, p, n, in->room.p, room, &used,
		                                       &got);
		if (result == LIBDEFLATE_INSUFFICIENT_SPACE && room == in->left)
			return false;
		room *= 4;
	}
	/* Of damaged data as much may be read as was there. */
	in->left -= result == LIBDEFLATE_SUCCESS && got < in->left ? got : 0;
	return true;
}

/* The dictionary before a stream, whose keyword is at s: back to the "obj" before it. */
static const char *dictionary(const struct source *pdf, const char *s, size_t *ret_n)
{
	size_t before = (size_t)(s - pdf->text);
	const char *first = s - (before < DICTIONARY_MAX ? before : DICTIONARY_MAX), *at = s;

	while (at > first && !(at[0] == 'o' && has(at, (size_t)(s - at) < 3 ? 0 : 3, "obj")))
		at--;
	*ret_n = (size_t)(s - at);
	return at;
}

/* How many filters are named there. */
static size_t filters(const char *p, size_t n)
{
	static const char end[] = "Decode";
	const char *at = p, *stop = p + n;
	size_t count = 0;

	while ((at = memmem(at, (size_t)(stop - at), end, sizeof(end) - 1)) != NULL) {
		at += sizeof(end) - 1;
		count += at < stop && *at != 'P'; /* not /DecodeParms */
	}
	return count;
}

/* Objects in filters whose outcome cannot be foreseen: nobody writes these. */
static bool is_odd(const char *p, size_t n, bool zlib)
{
	size_t count = filters(p, n);

	return (has(p, n, "/ObjStm") || has(p, n, "/XRef")) &&
	       (count > 1 || (count == 1 && !(zlib && has(p, n, "/FlateDecode"))));
}

bool pdf_fits(const struct source *pdf, bool pages)
{
	static const char word[] = "stream";
	const char *s = pdf->text, *end = s + pdf->len;
	struct inflating in = {.deflate = libdeflate_alloc_decompressor()};
	bool good = true;

	if (in.deflate == NULL)
		mem_exhausted();
	in.left = pdf->len < (MOST - LEAST) / FACTOR ? LEAST + pdf->len * FACTOR : MOST;
	while (good && (s = memmem(s, (size_t)(end - s), word, sizeof(word) - 1)) != NULL) {
		size_t n;
		const char *about = dictionary(pdf, s, &n);
		bool begins = n == 0 || s[-1] != 'd', zlib; /* or it is endstream */

		s += sizeof(word) - 1;
		while (s < end && (*s == '\r' || *s == '\n' || *s == ' '))
			s++;
		zlib = is_zlib((const unsigned char *)s, (size_t)(end - s));
		good = !begins || !is_odd(about, n, zlib);
		if (good && begins && zlib &&
		    (holds_objects(about, n) || (pages && !is_data(about, n))))
			good = take(&in, s, (size_t)(end - s));
	}
	libdeflate_free_decompressor(in.deflate);
	buf_release(&in.room);
	return good;
}
