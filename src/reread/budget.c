/* SPDX-License-Identifier: MIT */
#include "reread/budget.h"

#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "reread/file_objects.h"
#include "reread/pdf_token.h"
#include "reread/stream.h"

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
	PLACES_LEAST = 200000, /* and one for two bytes */
	EFFORT = 4             /* bytes of objects that are read for each of the file's */
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
	bool data;    /* nothing here inflates it */
	bool deflate;
	bool unforeseen; /* its filters are others than one Flate, of which one may make any size */
	size_t place;    /* bytes of a place in a cross-reference */
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
	/* Damaged data take time, too, and there may be more of them than streams: see `strange`.
	 */
	if (result != LIBDEFLATE_SUCCESS && *ret_n == 0)
		in->left -= room < STEP ? room : STEP;
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

/* A filter by its name of n bytes, with the solidus. */
static void read_filter(struct about *a, const char *text, size_t n)
{
	static const char *const fixed[] = {"/DCTDecode",      "/DCT", "/JPXDecode",
	                                    "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"};
	char name[24] = ""; /* longer than any */

	memcpy(name, text, n < sizeof(name) ? n : sizeof(name) - 1);
	if (filter_named(name) == filter_named("/FlateDecode")) {
		a->unforeseen |= a->deflate; /* a second one */
		a->deflate = true;
		return;
	}
	/* Of pictures, which qpdf leaves as they are. */
	for (size_t i = 0; i < COUNT(fixed); i++)
		if (strcmp(fixed[i], name) == 0)
			return;
	a->unforeseen = true;
}

/* The filters in a text: a name, or names in an array; anything else may be any. */
static void read_filters(struct about *a, const struct buf *b)
{
	static const char key[] = "/Filter";
	const char *p = b->p, *end = b->p + b->n;

	while ((p = memmem(p, (size_t)(end - p), key, sizeof(key) - 1)) != NULL) {
		bool array;

		p = pdf_skip_space(p + sizeof(key) - 1, end);
		array = p < end && *p == '[';
		p = pdf_skip_space(p + array, end);
		do {
			const char *name = p;

			if (array && p < end && *p == ']')
				break;
			if (p == end || *p != '/') {
				a->unforeseen = true;
				break;
			}
			for (p++; p < end && pdf_is_regular(*p);)
				p++;
			read_filter(a, name, (size_t)(p - name));
			p = pdf_skip_space(p, end);
		} while (array);
	}
}

/* The bytes of a place in a cross-reference (7.5.8.2), at least 1; the least of what is said. */
static size_t place_size(const struct buf *b)
{
	const char *w = b->p, *end = b->p + b->n;
	size_t least = STEP;

	while ((w = memmem(w, (size_t)(end - w), "/W", 2)) != NULL) {
		size_t size = 0;

		w += 2;
		w = pdf_skip_space(w, end);
		if (w == end || *w != '[')
			continue;
		for (w++; w < end && *w != ']'; w++)
			if (utf8_hex_digit(*w) >= 0 && utf8_hex_digit(w[-1]) < 0)
				size += strtoul(w, NULL, 10);
		least = size < least ? size : least;
	}
	return least > 0 && least < STEP ? least : 1;
}

/* What is said of a stream, which begins at s. */
struct claim {
	const char *s;
	struct about about;
};

/*
 * A file as it is gone through. A string in a dictionary may look as if an object began there, or a
 * stream. So each object is read to its end, also one that may be in a string: of those that end at
 * a stream one is its dictionary, and what any of them says is taken for said. That is so as long
 * as all objects are what everybody takes for one. From one that is not on, which hardly anybody
 * writes, whatever stands between streams may be said of them, and none of it is forgotten.
 */
struct survey {
	const char *text, *end;
	const char *at;       /* objects that begin before this have been read */
	size_t effort;        /* bytes of objects that may be read: those in strings are, again */
	struct claim *claims; /* of streams to come */
	size_t claim_n, claim_cap;
	bool strange;     /* an object was none for everybody */
	const char *from; /* what stands from here on has not been taken in */
	struct about any; /* what may be said */
	struct buf plain;
};

/* What a text says: objects and places are added to those said before, the rest is of it alone. */
static void read_about(struct about *a, const char *from, const char *s, struct buf *plain)
{
	buf_clear(plain);
	pdf_put_plain(from, s, plain);
	/* qpdf does not insist on the type of a stream of objects, but on this key. */
	a->objects = a->objects || has(plain, "/ObjStm") || has(plain, "/First");
	a->places = a->places || has(plain, "/XRef");
	a->data = has(plain, "/Image") || has(plain, "/Length1") || has(plain, "Type0C") ||
	          has(plain, "Type1C") || has(plain, "/OpenType");
	a->deflate = a->unforeseen = false;
	read_filters(a, plain);
	a->place = a->places ? place_size(plain) : 1;
}

static bool begins_with(const struct survey *r, const char *p, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(r->end - p) >= n && memcmp(p, word, n) == 0;
}

/* Reads the object behind "obj"; false: it is none for everybody, or there have been too many. */
static bool read_object(struct survey *r, const char *object)
{
	const char *end = object_sound_end(object, r->end);
	struct claim c = {.about = {.place = 1}};

	if (end == NULL || (size_t)(end - object) > r->effort)
		return false;
	r->effort -= (size_t)(end - object);
	c.s = pdf_skip_space(end, r->end);
	if (!begins_with(r, c.s, "stream"))
		return begins_with(r, c.s, "endobj");
	read_about(&c.about, object, end, &r->plain);
	r->claims = mem_grow(r->claims, r->claim_n, &r->claim_cap, sizeof(c));
	r->claims[r->claim_n++] = c;
	return true;
}

/* Spaces for anybody: there are readers that take a vertical tab for one. */
static bool is_gap(char c)
{
	return pdf_is_space(c) || c == '\v';
}

/* Whether an object begins with the "obj" there: a number is before it, or a comment ends there. */
static bool is_beginning(const struct survey *r, const char *obj, const char *behind)
{
	const char *p = obj;

	if (behind < r->end && pdf_is_regular(*behind) && !is_gap(*behind))
		return false;
	while (p > r->text && is_gap(p[-1]))
		p--;
	if (p == obj || p == r->text)
		return false;
	if (utf8_is_ascii_digit(p[-1]))
		return true;
	if (memchr(p, '\n', (size_t)(obj - p)) == NULL &&
	    memchr(p, '\r', (size_t)(obj - p)) == NULL)
		return false; /* so that no line is searched twice */
	for (; p > r->text && p[-1] != '\n' && p[-1] != '\r'; p--)
		if (p[-1] == '%')
			return true;
	return false;
}

/* Reads the objects that begin before s. */
static void read_objects(struct survey *r, const char *s)
{
	static const char word[] = "obj";
	const char *at = r->at;

	while (!r->strange && (at = memmem(at, (size_t)(s - at), word, sizeof(word) - 1)) != NULL) {
		const char *behind = at + sizeof(word) - 1;

		if (is_beginning(r, at, behind) && !read_object(r, behind)) {
			r->strange = true;
			r->from = behind;
		}
		at = behind;
	}
	r->at = s;
}

static void add_about(struct about *a, const struct about *more)
{
	a->objects |= more->objects;
	a->places |= more->places;
	a->data &= more->data;
	a->deflate |= more->deflate;
	a->unforeseen |= more->unforeseen;
	a->place = a->place < more->place ? a->place : more->place;
}

/* What is said of the stream at s, if one begins there; false: nothing. */
static bool said_of(struct survey *r, const char *s, struct about *ret)
{
	bool said = r->strange && s[-1] != 'd'; /* or it is endstream */
	size_t n = 0;

	*ret = (struct about){.data = true, .place = STEP};
	if (r->strange) {
		read_about(&r->any, r->from, s, &r->plain);
		r->any.data = false;
		r->any.place = 1;
		r->from = s;
		*ret = r->any;
	}
	for (size_t i = 0; i < r->claim_n; i++) {
		if (r->claims[i].s == s)
			add_about(ret, &r->claims[i].about);
		said |= r->claims[i].s == s;
		if (r->claims[i].s > s)
			r->claims[n++] = r->claims[i];
	}
	r->claim_n = n;
	return said;
}

/* Objects or places in filters whose outcome cannot be foreseen: nobody writes these. */
static bool is_odd(const struct about *a, bool zlib)
{
	return (a->objects || a->places) && (a->unforeseen || (a->deflate && !zlib));
}

/* A stream of n bytes or less at p; false: it is too much, or nobody can tell. */
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

/* What all streams of a file may hold together. */
static struct inflating budget_of(size_t size)
{
	return (struct inflating){.left = size < (MOST - LEAST) / FACTOR ? LEAST + size * FACTOR
	                                                                 : MOST,
	                          .objects = OBJECTS_LEAST + size * OBJECTS_OF_100 / 100 +
	                                     (size > LARGE ? size - LARGE : 0),
	                          .places = PLACES_LEAST + size / 2};
}

bool pdf_fits(const struct source *pdf, bool pages)
{
	static const char word[] = "stream";
	const char *s = pdf->text, *end = s + pdf->len;
	struct survey r = {.text = s, .end = end, .at = s, .effort = EFFORT * pdf->len};
	struct inflating in = budget_of(pdf->len);
	struct about about;
	bool good = true;

	in.deflate = libdeflate_alloc_decompressor();
	if (in.deflate == NULL)
		mem_exhausted();
	while (good && (s = memmem(s, (size_t)(end - s), word, sizeof(word) - 1)) != NULL) {
		const char *data = s + sizeof(word) - 1;

		read_objects(&r, s);
		while (data < end && (*data == '\r' || *data == '\n' || *data == ' '))
			data++;
		good = !said_of(&r, s, &about) ||
		       take_stream(&in, &about, data, (size_t)(end - data), pages);
		s += sizeof(word) - 1;
	}
	libdeflate_free_decompressor(in.deflate);
	free(r.claims);
	buf_release(&r.plain);
	buf_release(&in.room);
	return good;
}
