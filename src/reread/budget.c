/* SPDX-License-Identifier: MIT */
#include "reread/budget.h"

#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "reread/pdf_token.h"

enum {
	LEAST = 16 << 20,
	FACTOR = 8, /* inflated bytes for each of the file's */
	MOST = 256 << 20,
	STEP = 1 << 20,
	/* Of an object in a stream qpdf makes up to 350 bytes, of a place in a cross-reference 80.
	 */
	OBJECTS_LEAST =
	        250000,      /* and so many for a hundred bytes of the file, to which a table of */
	OBJECTS_OF_100 = 60, /* nothing but figures comes close; of large files, of which less is */
	LARGE = 1 << 20,     /* promised, one more for each byte above this */
	PLACES_LEAST = 200000 /* and one for two bytes */
};

struct inflating {
	struct libdeflate_decompressor *deflate;
	struct buf room;
	size_t left, objects, places; /* that there may still be */
};

/* What the dictionary before a stream says of it. */
struct about {
	bool objects; /* it may hold objects */
	bool places;  /* it is a cross-reference */
	bool typed;   /* it says that it is one of these */
	bool data;    /* nothing here inflates it */
	bool deflate;
	size_t filters, place; /* how many there are; bytes of a place in a cross-reference */
};

static bool has(const struct buf *b, const char *text)
{
	return memmem(b->p, b->n, text, strlen(text)) != NULL;
}

/* RFC 1950, 2.2 */
static bool is_zlib(const unsigned char *p, size_t n)
{
	return n >= 2 && (p[0] & 15) == 8 && (p[0] * 256 + p[1]) % 31 == 0;
}

/*
 * Inflates the stream at p, as far as may be; false: it is more. What is there of damaged data may
 * be read too, but how much that is we are not told: as much as did not suffice before is taken for
 * it.
 */
static bool take(struct inflating *in, const char *p, size_t n, size_t *ret_n)
{
	enum libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
	size_t room = in->room.cap > STEP ? in->room.cap - 1 : STEP, used, got = 0;

	*ret_n = 0;
	for (;;) {
		room = room < in->left ? room : in->left;
		buf_reserve(&in->room, room + 1);
		result = libdeflate_zlib_decompress_ex(in->deflate, p, n, in->room.p, room, &used,
		                                       &got);
		if (result != LIBDEFLATE_INSUFFICIENT_SPACE)
			break;
		if (room == in->left)
			return false;
		*ret_n = room;
		room *= 2;
	}
	if (result == LIBDEFLATE_SUCCESS)
		*ret_n = got;
	in->left -= *ret_n;
	return true;
}

static bool is_mark(char c)
{
	return pdf_is_delimiter(c) && c != '{' && c != '}' && c != '%';
}

/* Reads what n bytes of objects are, as far as it takes to count them. */
struct counting {
	size_t halves;  /* of objects */
	size_t numbers; /* one after the other, up to here */
	uint64_t
	        arrays; /* a bit for each dictionary or array, the innermost last: it is an array */
};

static void count_mark(struct counting *c, char mark, bool twice)
{
	if (mark == '[' || (mark == '<' && twice))
		c->arrays = c->arrays << 1 | (mark == '[');
	else if (mark == ']' || twice)
		c->arrays >>= 1;
	/* A name in a dictionary may be a key. */
	if (mark == '/')
		c->halves += 1 + (c->arrays & 1);
	else if (strchr("<[(", mark) != NULL)
		c->halves += 2;
	c->numbers = 0;
}

/* Two numbers and an R are a reference. */
static void count_word(struct counting *c, char first)
{
	bool reference = first == 'R' && c->numbers >= 2;
	bool number = (first >= '0' && first <= '9') || strchr("+-.", first) != NULL;

	c->halves = reference ? c->halves - 2 : c->halves + 2;
	c->numbers = number ? c->numbers + 1 : 0;
}

/* A string counts, and its words do, of which one in hexadecimal digits has one. */
static size_t count_objects(const char *p, size_t n)
{
	struct counting c = {.halves = 0};

	for (size_t i = 0; i < n; i++) {
		bool after = i == 0 || pdf_is_space(p[i - 1]) || is_mark(p[i - 1]);

		if (is_mark(p[i])) {
			bool twice = i + 1 < n && p[i + 1] == p[i] && strchr("<>", p[i]) != NULL;

			count_mark(&c, p[i], twice);
			i += twice;
		} else if (after && !pdf_is_space(p[i]) && (i == 0 || p[i - 1] != '/')) {
			count_word(&c, p[i]);
		}
	}
	return c.halves / 2;
}

static bool take_objects(struct inflating *in, size_t n)
{
	size_t count = count_objects(in->room.p, n);

	if (count > in->objects)
		return false;
	in->objects -= count;
	return true;
}

static bool take_places(struct inflating *in, const struct about *a, size_t n)
{
	size_t count = n / a->place;

	if (count > in->places)
		return false;
	in->places -= count;
	return true;
}

/* ---- dictionaries ---- */

/* How many filters are named there. */
static size_t filters(const struct buf *b)
{
	static const char end[] = "Decode";
	const char *at = b->p, *stop = b->p + b->n;
	size_t count = 0;

	while ((at = memmem(at, (size_t)(stop - at), end, sizeof(end) - 1)) != NULL) {
		at += sizeof(end) - 1;
		count += at < stop && *at != 'P'; /* not /DecodeParms */
	}
	return count;
}

/* The bytes of a place in a cross-reference (7.5.8.2), at least 1. */
static size_t place_size(const struct buf *b)
{
	const char *w = b->p, *end = b->p + b->n;
	size_t size = 0;

	while ((w = memmem(w, (size_t)(end - w), "/W", 2)) != NULL) {
		w += 2;
		w = pdf_skip_space(w, end);
		if (w == end || *w != '[')
			continue;
		for (w++; w < end && *w != ']'; w++)
			if (utf8_hex_digit(*w) >= 0 && utf8_hex_digit(w[-1]) < 0)
				size += strtoul(w, NULL, 10);
		break;
	}
	return size > 0 && size < STEP ? size : 1;
}

/* The last "0 obj" there; NULL: none. */
static const char *last_object(const char *from, const char *end)
{
	static const char word[] = "obj";
	const char *at = end - (sizeof(word) - 1);

	for (; at > from; at--)
		if (*at == *word && pdf_is_space(at[-1]) && memcmp(at, word, sizeof(word) - 1) == 0)
			return at;
	return NULL;
}

/*
 * What stands between the stream before, at `from`, and that at s. Without an object's beginning it
 * goes on with what was said before: "stream" may be a word of the dictionary, too.
 */
static void read_about(struct about *a, const char *from, const char *s, struct buf *plain)
{
	const char *object = last_object(from, s);

	if (object != NULL)
		*a = (struct about){.place = 1};
	buf_clear(plain);
	pdf_put_plain(object != NULL ? object : from, s, plain);
	/* qpdf does not insist on the type of a stream of objects, but on this key. */
	a->objects = a->objects || has(plain, "/ObjStm") || has(plain, "/First");
	a->places = a->places || has(plain, "/XRef");
	a->typed = a->typed || has(plain, "/ObjStm") || a->places;
	a->data = has(plain, "/Image") || has(plain, "/Length1") || has(plain, "Type0C") ||
	          has(plain, "Type1C") || has(plain, "/OpenType");
	a->deflate = a->deflate || has(plain, "/FlateDecode");
	a->filters += filters(plain);
	if (a->places)
		a->place = place_size(plain);
}

/* Objects in filters whose outcome cannot be foreseen: nobody writes these. */
static bool is_odd(const struct about *a, bool zlib)
{
	return a->typed && (a->filters > 1 || (a->filters == 1 && !(zlib && a->deflate)));
}

/* A stream of n bytes or less at p. */
static bool take_stream(struct inflating *in, const struct about *a, const char *p, size_t n,
                        bool pages)
{
	bool zlib = is_zlib((const unsigned char *)p, n);
	size_t got;

	if (is_odd(a, zlib))
		return false;
	if (!zlib || !(a->objects || a->places || (pages && !a->data)))
		return true;
	return take(in, p, n, &got) && (!a->objects || take_objects(in, got)) &&
	       (!a->places || take_places(in, a, got));
}

bool pdf_fits(const struct source *pdf, bool pages)
{
	static const char word[] = "stream";
	const char *s = pdf->text, *end = s + pdf->len, *from = s;
	struct inflating in = {.deflate = libdeflate_alloc_decompressor()};
	struct about about = {.place = 1};
	struct buf plain = {0};
	bool good = true;

	if (in.deflate == NULL)
		mem_exhausted();
	in.left = pdf->len < (MOST - LEAST) / FACTOR ? LEAST + pdf->len * FACTOR : MOST;
	in.objects = OBJECTS_LEAST + pdf->len * OBJECTS_OF_100 / 100 +
	             (pdf->len > LARGE ? pdf->len - LARGE : 0);
	in.places = PLACES_LEAST + pdf->len / 2;
	while (good && (s = memmem(s, (size_t)(end - s), word, sizeof(word) - 1)) != NULL) {
		bool begins = s == pdf->text || s[-1] != 'd'; /* or it is endstream */

		if (begins)
			read_about(&about, from, s, &plain);
		s += sizeof(word) - 1;
		from = s;
		while (s < end && (*s == '\r' || *s == '\n' || *s == ' '))
			s++;
		good = !begins || take_stream(&in, &about, s, (size_t)(end - s), pages);
	}
	libdeflate_free_decompressor(in.deflate);
	buf_release(&plain);
	buf_release(&in.room);
	return good;
}
