/* SPDX-License-Identifier: MIT */
#include "reread/file_objects.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "reread/file_places.h"
#include "reread/pdf_names.h"
#include "reread/pdf_token.h"
#include "reread/stream.h"
#include "reread/view.h"

enum { REFERENCES_MAX = 8 };

/* An object that qpdf has written. */
struct written_object {
	struct buf text;
	bool is_stream;
};

struct file_objects {
	qpdf_data q;
	const char *pdf, *end;
	bool encrypted;
	struct file_places places;
	struct buf **streams; /* the inflated object streams, by number; NULL: not read yet */
	struct written_object *written;
	size_t written_n, written_cap;
	struct pdf_names numbers; /* of those in written, with their generations as kinds */
	size_t left;              /* bytes that may still be gone through */
	bool over;
};

static const struct file_object none;

struct file_objects *objects_open(qpdf_data q, const char *pdf, size_t n)
{
	struct file_objects *o = mem_alloc(sizeof(*o));

	o->q = q;
	o->pdf = pdf;
	o->end = pdf + n;
	o->encrypted = qpdf_is_encrypted(q) != QPDF_FALSE;
	o->left = SIZE_MAX;
	places_read(&o->places, q, pdf, n);
	o->streams = mem_alloc(mem_size_mul(o->places.n + 1, sizeof(struct buf *)));
	return o;
}

void objects_close(struct file_objects *o)
{
	if (o == NULL)
		return;
	for (size_t i = 0; i < o->places.n; i++) {
		if (o->streams[i] != NULL)
			buf_release(o->streams[i]);
		free(o->streams[i]);
	}
	for (size_t i = 0; i < o->written_n; i++)
		buf_release(&o->written[i].text);
	free(o->streams);
	free(o->written);
	pdf_names_release(&o->numbers);
	places_release(&o->places);
	free(o);
}

void objects_limit(struct file_objects *o, size_t bytes)
{
	o->left = bytes;
}

static bool take(struct file_objects *o, size_t n)
{
	o->over = o->over || n > o->left;
	o->left -= o->over ? 0 : n;
	return !o->over;
}

bool objects_take(struct file_objects *o, struct file_object x)
{
	return take(o, x.p != NULL ? (size_t)(x.end - x.p) : 0);
}

bool objects_over(const struct file_objects *o)
{
	return o->over;
}

/* ---- objects ---- */

static int integer_at(qpdf_data q, qpdf_oh from, const char *key)
{
	qpdf_oh x = view_at(q, from, key, NULL);
	int n = qpdf_oh_is_integer(q, x) ? qpdf_oh_get_int_value_as_int(q, x) : -1;

	qpdf_oh_release(q, x);
	return n;
}

/* A number at *p, behind white space; -1: there is none. */
static long take_number(const char **p, const char *end)
{
	long n = 0;

	*p = pdf_skip_space(*p, end);
	if (*p == end || !utf8_is_ascii_digit(**p))
		return -1;
	for (; *p < end && utf8_is_ascii_digit(**p) && n < INT32_MAX; ++*p)
		n = n * 10 + (**p - '0');
	return n < INT32_MAX && (*p == end || pdf_is_space(**p)) ? n : -1;
}

/*
 * Notes where the objects are that an object stream has: pairs of an object's number and its
 * offset behind /First. What the cross-reference has elsewhere has been replaced.
 */
static void read_offsets(struct file_objects *o, uint32_t stream, int n, int first)
{
	struct buf *text = o->streams[stream];
	const char *p = text->p, *end = p + text->n;

	for (int i = 0; i < n; i++) {
		long number = take_number(&p, end), at = take_number(&p, end);
		struct file_place *place;

		/* qpdf finds nothing at all in a stream that lacks a number. */
		if (number < 0 || at < 0) {
			text->n = 0;
			return;
		}
		if ((size_t)number >= o->places.n)
			continue;
		place = &o->places.places[number];
		if (place->kind == PLACE_STREAM && place->stream == stream)
			place->from = (uint32_t)at + (uint32_t)first;
	}
}

/* Empty if it cannot be read. */
static const struct buf *stream_of(struct file_objects *o, uint32_t number)
{
	struct buf *text = o->streams[number];
	size_t most = SIZE_MAX; /* budget.c has seen to that */
	qpdf_oh stream;
	int n, first;

	if (text != NULL)
		return text;
	text = o->streams[number] = mem_alloc(sizeof(*text));
	stream = qpdf_get_object_by_id(o->q, (int)number, /*generation*/ 0);
	n = integer_at(o->q, stream, "/N");
	first = integer_at(o->q, stream, "/First");
	if (n > 0 && first > 0 && stream_read(o->q, stream, &most, text) && text->n < UINT32_MAX) {
		text->cap = text->n + 1; /* there may be hundreds */
		text->p = mem_realloc(text->p, text->cap);
		read_offsets(o, number, n, first);
	} else {
		text->n = 0;
	}
	qpdf_oh_release(o->q, stream);
	return text;
}

/* Finds the end of what begins at an object's place; false: that is for qpdf. */
static bool check(struct file_objects *o, struct file_place *place, const char *text, size_t n)
{
	const char *end = NULL;

	if (place->from > 0 && place->from < n)
		end = object_sound_end(text + place->from, text + n);
	/* Of the rest qpdf makes something, which takes longer. */
	take(o, end != NULL ? (size_t)(end - text) - place->from : 0);
	place->to = end != NULL ? (uint32_t)(end - text) : 0;
	return end != NULL;
}

static struct file_object in_stream(struct file_objects *o, struct file_place *place)
{
	const struct buf *text = stream_of(o, place->stream);

	if (place->to == 0 && !check(o, place, text->p, text->n))
		return none;
	return object_whole(text->p + place->from, text->p + place->to);
}

/* Behind a word at or after p, or NULL. */
static const char *behind(const char *p, const char *end, const char *word)
{
	size_t n = strlen(word);

	p = pdf_skip_space(p, end);
	p += n;
	return p <= end && memcmp(p - n, word, n) == 0 ? p : NULL;
}

/* "12 0 obj", the value and "endobj"; a stream is for qpdf. */
static bool find_in_file(struct file_objects *o, struct file_place *place, long number)
{
	const char *p = o->pdf + place->from;

	if ((size_t)(o->end - o->pdf) <= place->from || take_number(&p, o->end) != number ||
	    take_number(&p, o->end) != 0)
		return false;
	p = behind(p, o->end, "obj");
	if (p == NULL)
		return false;
	place->from = (uint32_t)(p - o->pdf);
	return check(o, place, o->pdf, (size_t)(o->end - o->pdf)) &&
	       behind(o->pdf + place->to, o->end, "endobj") != NULL;
}

static struct file_object in_file(struct file_objects *o, struct file_place *place, int number)
{
	if (o->encrypted)
		return none;
	if (place->to == 0 && !find_in_file(o, place, number))
		return none;
	return object_whole(o->pdf + place->from, o->pdf + place->to);
}

/* Of a stream, its dictionary. */
static void write_object(struct file_objects *o, int number, int generation,
                         struct written_object *ret)
{
	qpdf_oh x = qpdf_get_object_by_id(o->q, number, generation);

	*ret = (struct written_object){.is_stream = qpdf_oh_is_stream(o->q, x)};
	if (ret->is_stream) {
		qpdf_oh dictionary = qpdf_oh_get_dict(o->q, x);

		qpdf_oh_release(o->q, x);
		x = dictionary;
	}
	buf_puts(&ret->text, qpdf_oh_unparse_resolved(o->q, x));
	qpdf_oh_release(o->q, x);
}

static struct file_object from_qpdf(struct file_objects *o, int number, int generation)
{
	const struct pdf_name name = {.kind = (unsigned)generation, .owner = number, .text = ""};
	struct written_object *found;
	struct file_object x;
	int index = 0;

	if (!pdf_names_find(&o->numbers, &name, &index)) {
		o->written = mem_grow(o->written, o->written_n, &o->written_cap, sizeof(*found));
		index = (int)o->written_n++;
		write_object(o, number, generation, &o->written[index]);
		pdf_names_put(&o->numbers, &name, index);
		take(o, o->written[index].text.n);
	}
	found = &o->written[index];
	x = object_whole(found->text.p, found->text.p + found->text.n);
	x.is_stream = found->is_stream;
	return x;
}

static struct file_object at_place(struct file_objects *o, int number)
{
	struct file_place *place = &o->places.places[number];
	struct file_object x = none;

	if (place->kind == PLACE_STREAM)
		x = in_stream(o, place);
	else if (place->kind == PLACE_FILE)
		x = in_file(o, place, number);
	if (x.p == NULL)
		place->kind = PLACE_QPDF;
	return x;
}

static struct file_object get(struct file_objects *o, int number, int generation)
{
	struct file_object x = none;

	if (number <= 0 || generation < 0 || o->over)
		return none;
	if (generation == 0 && (size_t)number < o->places.n)
		x = at_place(o, number);
	if (x.p == NULL)
		x = from_qpdf(o, number, generation);
	x.number = number;
	return o->over ? none : x;
}

static bool is_null(struct file_object x)
{
	return x.end - x.p == 4 && memcmp(x.p, "null", 4) == 0;
}

struct file_object objects_resolve(struct file_objects *o, struct file_object x)
{
	for (int i = 0; i < REFERENCES_MAX && object_is_reference(x); i++) {
		const char *p = x.p;
		long number = take_number(&p, x.end), generation = take_number(&p, x.end);

		x = number >= 0 && generation >= 0 ? get(o, (int)number, (int)generation) : none;
	}
	return x.p == NULL || object_is_reference(x) || is_null(x) ? none : x;
}

struct file_object objects_get(struct file_objects *o, int number)
{
	return objects_resolve(o, get(o, number, /*generation*/ 0));
}

struct file_object objects_root(struct file_objects *o)
{
	qpdf_oh root = qpdf_get_root(o->q);
	int number = qpdf_oh_get_object_id(o->q, root);
	int generation = qpdf_oh_get_generation(o->q, root);

	qpdf_oh_release(o->q, root);
	return objects_resolve(o, get(o, number, generation));
}

qpdf_oh objects_qpdf(const struct file_objects *o, struct file_object x)
{
	return qpdf_get_object_by_id(o->q, object_number(x), /*generation*/ 0);
}

struct file_object objects_entry(struct file_objects *o, const struct file_entries *e,
                                 const char *key)
{
	return objects_resolve(o, object_entry(e, key));
}

static struct file_object item_at(struct file_object array, long index)
{
	struct file_object item = object_first(array);

	while (item.p != NULL && index-- > 0)
		item = object_next(array, item);
	return item;
}

struct file_object objects_at(struct file_objects *o, struct file_object from, ...)
{
	struct file_object x = objects_resolve(o, from);
	struct file_entries e;
	const char *step;
	va_list path;

	va_start(path, from);
	while (x.p != NULL && (step = va_arg(path, const char *)) != NULL) {
		if (*step == '/') {
			object_entries_of(x, &e);
			x = objects_entry(o, &e, step);
		} else {
			x = objects_resolve(o, item_at(x, strtol(step, NULL, 10)));
		}
	}
	va_end(path);
	return x;
}

/* Is the text between as it is: ASCII without escapes? */
static bool is_plain(const char *p, const char *end)
{
	while (p < end && *p >= ' ' && *p < 0x7f && *p != '\\' && *p != '#')
		p++;
	return p == end;
}

/* UTF-16 as it is written for titles, without surrogates, is read here (7.9.2.2). */
static bool put_hexadecimal(const char *p, const char *end, struct buf *b)
{
	const struct pdf_token t = {.kind = TOKEN_HEX, .p = p + 1, .n = (size_t)(end - p) - 2};

	if (t.n < 4 || t.n % 4 != 0 || memcmp(t.p, "FEFF", 4) != 0)
		return false;
	for (size_t i = 0; i < t.n; i++)
		if (utf8_hex_digit(t.p[i]) < 0 || (i % 4 == 0 && utf8_hex_digit(t.p[i]) == 0xd &&
		                                   utf8_hex_digit(t.p[i + 1]) >= 8))
			return false;
	buf_puts(b, "");
	if (t.n > 4) /* not the mark alone, which a CMap means as a character */
		token_put_text(&t, b);
	return true;
}

bool objects_put_text(struct file_objects *o, struct file_object x, struct buf *b)
{
	struct buf text = {0};
	qpdf_oh string;
	size_t n;
	bool good;

	if (x.p == NULL || (*x.p != '(' && *x.p != '/' && (*x.p != '<' || object_is_dictionary(x))))
		return false;
	if (*x.p != '<' && is_plain(x.p, x.end)) {
		buf_put(b, x.p + 1, (size_t)(x.end - x.p - (*x.p == '(' ? 2 : 1)));
		return true;
	}
	if (*x.p == '<' && put_hexadecimal(x.p, x.end, b))
		return true;
	/* qpdf knows the encodings and escapes (7.9.2). */
	buf_put(&text, x.p, (size_t)(x.end - x.p));
	string = qpdf_oh_parse(o->q, text.p);
	good = qpdf_oh_is_string(o->q, string);
	if (good) {
		const char *s = qpdf_oh_get_binary_utf8_value(o->q, string, &n);

		buf_put(b, s, n);
	} else if (qpdf_oh_is_name(o->q, string)) {
		buf_puts(b, qpdf_oh_get_name(o->q, string) + 1);
		good = true;
	}
	qpdf_oh_release(o->q, string);
	buf_release(&text);
	return good;
}
