/* SPDX-License-Identifier: MIT */
/* filter.c: what the filters of streams make of bytes (ISO 32000-2, 7.4), and no more than allowed.
 */
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "reread/stream.h"

enum {
	FIRST_FACTOR = 4,     /* of inflated to deflated data, a first guess */
	FIRST_LEAST = 1 << 20 /* bytes */
};

/* One more byte; false: there are as many as may be, and will be whatever follows. */
static bool put(struct buf *b, size_t end, int byte)
{
	if (b->n == end)
		return false;
	buf_putc(b, (char)byte);
	return true;
}

static bool is_blank(char c)
{
	return memchr("\0\t\n\v\f\r ", c, 7) != NULL;
}

static bool inflate(const char *p, size_t n, size_t most, struct buf *b, bool *ret_more)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	enum libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
	size_t room = n * FIRST_FACTOR + FIRST_LEAST, got = 0;

	if (d == NULL)
		mem_exhausted();
	while (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
		room = room < most ? room : most;
		buf_reserve(b, room + 1);
		result = libdeflate_zlib_decompress(d, p, n, b->p + b->n, room, &got);
		*ret_more = result == LIBDEFLATE_INSUFFICIENT_SPACE && room == most;
		if (*ret_more)
			break;
		room *= 2;
	}
	libdeflate_free_decompressor(d);
	if (result != LIBDEFLATE_SUCCESS)
		return false;
	b->n += got;
	b->p[b->n] = '\0';
	return true;
}

static bool decode_hex(const char *p, size_t n, size_t most, struct buf *b, bool *ret_more)
{
	const size_t end = b->n + most;
	bool half = false; /* of a byte */

	for (size_t i = 0; i < n && p[i] != '>' && !*ret_more; i++) {
		int digit = utf8_hex_digit(p[i]);

		if (is_blank(p[i]))
			continue;
		if (digit < 0)
			return false;
		if (half)
			b->p[b->n - 1] = (char)(b->p[b->n - 1] | digit);
		else
			*ret_more = !put(b, end, digit << 4);
		half = !half;
	}
	return !*ret_more;
}

/* The first `count` bytes of a group of four. */
static bool put_group(struct buf *b, size_t end, uint32_t value, int count)
{
	bool good = true;

	for (int i = 0; i < count; i++)
		good = put(b, end, (int)(value >> (24 - 8 * i) & 0xFF));
	return good;
}

static bool decode_85(const char *p, size_t n, size_t most, struct buf *b, bool *ret_more)
{
	enum { BASE = 85, GROUP = 5 };
	const size_t end = b->n + most;
	uint32_t value = 0;
	int digits = 0;

	for (size_t i = 0; i < n && p[i] != '~' && !*ret_more; i++) {
		if (is_blank(p[i]))
			continue;
		if (p[i] == 'z' && digits == 0) {
			*ret_more = !put_group(b, end, 0, 4);
			continue;
		}
		if (p[i] < '!' || p[i] > 'u')
			return false;
		value = value * BASE + (uint32_t)(p[i] - '!');
		if (++digits < GROUP)
			continue;
		*ret_more = !put_group(b, end, value, 4);
		value = 0;
		digits = 0;
	}
	/* A last group that is cut off has a digit more than bytes. */
	if (digits > 0) {
		int bytes = digits - 1;

		for (; digits < GROUP; digits++)
			value = value * BASE + BASE - 1;
		*ret_more = !put_group(b, end, value, bytes);
	}
	return !*ret_more;
}

static bool decode_runs(const char *p, size_t n, size_t most, struct buf *b, bool *ret_more)
{
	enum { END = 128, ONCE = 257 };
	const size_t end = b->n + most;

	for (size_t i = 0; i < n && (unsigned char)p[i] != END && !*ret_more;) {
		unsigned length = (unsigned char)p[i++];

		if (length > END) {
			for (unsigned k = 0; i < n && k < ONCE - length; k++)
				*ret_more = !put(b, end, p[i]);
			i++;
			continue;
		}
		for (unsigned k = 0; i < n && k <= length; k++)
			*ret_more = !put(b, end, p[i++]);
	}
	return !*ret_more;
}

/* ---- LZW (7.4.4) ---- */

enum { LZW_CLEAR = 256, LZW_END, LZW_FIRST, LZW_CODES = 4096, LZW_BITS = 9, LZW_BITS_MOST = 12 };

struct lzw {
	/* Each code's bytes are those of an earlier place in the output and one more. */
	struct {
		size_t at, n;
	} codes[LZW_CODES];
	unsigned next; /* the code that comes next */
	unsigned bits;
	size_t last, last_n; /* the bytes of the code before; last_n 0: none */
};

/* Puts the bytes of a code; false: damaged, or too many. */
static bool put_code(struct lzw *z, unsigned code, struct buf *b, size_t end, bool *ret_more)
{
	size_t at = b->n, n = 1;

	if (code >= LZW_FIRST && (code > z->next || z->last_n == 0))
		return false;
	if (code >= LZW_FIRST && code < z->next) {
		n = z->codes[code].n;
		for (size_t i = 0; i < n; i++)
			*ret_more = !put(b, end, b->p[z->codes[code].at + i]);
	} else if (code >= LZW_FIRST) {
		n = z->last_n + 1;
		for (size_t i = 0; i < z->last_n; i++)
			put(b, end, b->p[z->last + i]);
		*ret_more = !put(b, end, b->p[z->last]);
	} else {
		*ret_more = !put(b, end, (int)code);
	}
	/* The new code: the last one's bytes and the first of this one's, which follow them. */
	if (z->last_n > 0 && z->next < LZW_CODES) {
		z->codes[z->next].at = z->last;
		z->codes[z->next++].n = z->last_n + 1;
	}
	z->last = at;
	z->last_n = n;
	return !*ret_more;
}

static bool decode_lzw(const char *p, size_t n, size_t most, struct buf *b, bool *ret_more)
{
	struct lzw *z = mem_alloc(sizeof(*z));
	const size_t end = b->n + most;
	unsigned held = 0, have = 0;
	size_t i = 0;
	bool good = true;

	z->next = LZW_FIRST;
	z->bits = LZW_BITS;
	while (good) {
		unsigned code;

		while (have < z->bits && i < n) {
			held = held << 8 | (unsigned char)p[i++];
			have += 8;
		}
		if (have < z->bits)
			break;
		have -= z->bits;
		code = held >> have & ((1U << z->bits) - 1);
		if (code == LZW_END)
			break;
		if (code == LZW_CLEAR) {
			z->next = LZW_FIRST;
			z->last_n = 0;
		} else {
			good = put_code(z, code, b, end, ret_more);
		}
		/* A code early, as all do that do not say otherwise (/EarlyChange). */
		z->bits = LZW_BITS;
		while (z->bits < LZW_BITS_MOST && z->next + 1 >= 1U << z->bits)
			z->bits++;
	}
	free(z);
	return good;
}

filter_fn *filter_named(const char *name)
{
	static const struct {
		const char *name, *brief;
		filter_fn *decode;
	} filters[] = {
	        {"/FlateDecode", "/Fl", inflate},         {"/ASCIIHexDecode", "/AHx", decode_hex},
	        {"/ASCII85Decode", "/A85", decode_85},    {"/LZWDecode", "/LZW", decode_lzw},
	        {"/RunLengthDecode", "/RL", decode_runs},
	};

	for (size_t i = 0; i < COUNT(filters); i++)
		if (strcmp(name, filters[i].name) == 0 || strcmp(name, filters[i].brief) == 0)
			return filters[i].decode;
	return NULL;
}
