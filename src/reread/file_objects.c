/* SPDX-License-Identifier: MIT */
#include "reread/file_objects.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "reread/view.h"

enum { REFERENCES_MAX = 8, SECTIONS_MAX = 8, OBJECTS_MAX = 8 << 20 };

/* An object stream, inflated. */
struct object_stream {
	struct buf text;
	uint32_t *offsets; /* of its objects, and of its end */
	size_t n;
};

/* Where an object is. */
struct stream_place {
	bool known;
	uint32_t stream, index; /* stream 0: it is in none */
};

struct file_objects {
	qpdf_data q;
	struct stream_place *entries; /* by object number */
	size_t n;
	struct object_stream **streams; /* by object number; NULL: not read yet */
	struct buf **written;           /* the same of objects that are in no stream */
};

static const struct file_object none;

/* ---- where objects are ---- */

static uint32_t big_endian(const char *p, int n)
{
	uint32_t x = 0;

	while (n-- > 0)
		x = x << 8 | (unsigned char)*p++;
	return x;
}

static void make_room(struct file_objects *o, size_t n)
{
	if (n <= o->n)
		return;
	o->entries = mem_realloc(o->entries, mem_size_mul(n, sizeof(*o->entries)));
	memset(o->entries + o->n, 0, (n - o->n) * sizeof(*o->entries));
	o->n = n;
}

/* ISO 32000-1, 7.5.8.3: a type, and for type 2 the object stream and the index in it. */
static void read_section(struct file_objects *o, size_t first, size_t n, const struct buf *data,
                         const int widths[3])
{
	size_t width = (size_t)(widths[0] + widths[1] + widths[2]), at = 0;

	make_room(o, first + n);
	for (size_t i = first; i < first + n && at + width <= data->n; i++, at += width) {
		const char *p = data->p + at;
		struct stream_place *e = &o->entries[i];

		if (e->known) /* the newest section comes first */
			continue;
		e->known = true;
		if (big_endian(p, widths[0]) != 2)
			continue;
		e->stream = big_endian(p + widths[0], widths[1]);
		e->index = big_endian(p + widths[0] + widths[1], widths[2]);
	}
}

static int integer_at(qpdf_data q, qpdf_oh from, const char *key, const char *index)
{
	qpdf_oh x =
	        index != NULL ? view_at(q, from, key, index, NULL) : view_at(q, from, key, NULL);

	return qpdf_oh_is_integer(q, x) ? qpdf_oh_get_int_value_as_int(q, x) : -1;
}

/* A cross-reference stream; returns the offset of the one before it, or -1. */
static int read_xref(struct file_objects *o, qpdf_oh xref)
{
	static const char *const index[] = {"0", "1", "2"};
	struct buf data = {0};
	int widths[3], first = 0, n = integer_at(o->q, xref, "/Size", NULL);

	for (int i = 0; i < 3; i++)
		widths[i] = integer_at(o->q, xref, "/W", index[i]);
	if (integer_at(o->q, xref, "/Index", "0") >= 0) {
		first = integer_at(o->q, xref, "/Index", "0");
		n = integer_at(o->q, xref, "/Index", "1");
	}
	if (n < 0 || n > OBJECTS_MAX || first > OBJECTS_MAX || widths[0] < 1 || widths[0] > 4 ||
	    widths[1] < 1 || widths[1] > 4 || widths[2] < 1 || widths[2] > 4 ||
	    !view_stream(o->q, xref, &data))
		return -1;
	read_section(o, (size_t)first, (size_t)n, &data, widths);
	buf_release(&data);
	return integer_at(o->q, xref, "/Prev", NULL);
}

/* The number of the object at an offset: "12 0 obj". */
static int object_at_offset(const struct buf *pdf, long offset)
{
	if (offset <= 0 || (size_t)offset >= pdf->n || !isdigit((unsigned char)pdf->p[offset]))
		return 0;
	return (int)strtol(pdf->p + offset, NULL, 10);
}

/* Files with a table in place of streams have no object streams either. */
static void read_xrefs(struct file_objects *o, const struct buf *pdf)
{
	static const char word[] = "startxref";
	enum { TAIL = 64 };
	size_t from = pdf->n > TAIL ? pdf->n - TAIL : 0;
	const char *at = memmem(pdf->p + from, pdf->n - from, word, sizeof(word) - 1);
	long offset = at != NULL ? strtol(at + sizeof(word) - 1, NULL, 10) : -1;

	for (int i = 0; i < SECTIONS_MAX; i++) {
		int number = object_at_offset(pdf, offset);

		if (number == 0)
			break;
		offset = read_xref(o, qpdf_get_object_by_id(o->q, number, /*generation*/ 0));
	}
}

struct file_objects *objects_open(qpdf_data q, const struct buf *pdf)
{
	struct file_objects *o = mem_alloc(sizeof(*o));
	int n = integer_at(q, qpdf_get_trailer(q), "/Size", NULL);

	o->q = q;
	make_room(o, n > 0 && n <= OBJECTS_MAX ? (size_t)n : 0);
	read_xrefs(o, pdf);
	o->streams = mem_alloc(mem_size_mul(o->n + 1, sizeof(struct object_stream *)));
	o->written = mem_alloc(mem_size_mul(o->n + 1, sizeof(struct buf *)));
	return o;
}

void objects_close(struct file_objects *o)
{
	if (o == NULL)
		return;
	for (size_t i = 0; i < o->n; i++) {
		if (o->streams[i] != NULL) {
			buf_release(&o->streams[i]->text);
			free(o->streams[i]->offsets);
			free(o->streams[i]);
		}
		if (o->written[i] != NULL)
			buf_release(o->written[i]);
		free(o->written[i]);
	}
	free(o->streams);
	free(o->written);
	free(o->entries);
	free(o);
}

/* ---- objects ---- */

/* Pairs of an object's number and its offset behind /First; false: it is not what it should be. */
static bool read_offsets(struct object_stream *s, int n, int first)
{
	const char *p;

	buf_putc(&s->text, '\0');                      /* strtol may not go on */
	s->text.p = mem_realloc(s->text.p, s->text.n); /* there may be a hundred of them */
	s->text.cap = s->text.n;
	p = s->text.p;
	if (n < 0 || first < 0 || (size_t)first >= s->text.n || (size_t)n > s->text.n)
		return false;
	s->offsets = mem_alloc(mem_size_mul((size_t)n + 1, sizeof(*s->offsets)));
	s->n = (size_t)n;
	for (int i = 0; i < n; i++) {
		char *end;
		long at;

		strtol(p, &end, 10);
		at = strtol(end, &end, 10) + first;
		if (end == p || at < first || (size_t)at >= s->text.n ||
		    (i > 0 && (uint32_t)at < s->offsets[i - 1]))
			return false;
		s->offsets[i] = (uint32_t)at;
		p = end;
	}
	s->offsets[n] = (uint32_t)s->text.n - 1;
	return true;
}

static const struct object_stream *stream_of(struct file_objects *o, uint32_t number)
{
	struct object_stream *s = o->streams[number];
	qpdf_oh stream;

	if (s != NULL)
		return s;
	s = o->streams[number] = mem_alloc(sizeof(*s));
	stream = qpdf_get_object_by_id(o->q, (int)number, /*generation*/ 0);
	if (!view_stream(o->q, stream, &s->text) ||
	    !read_offsets(s, integer_at(o->q, stream, "/N", NULL),
	                  integer_at(o->q, stream, "/First", NULL)))
		s->n = 0;
	qpdf_oh_release(o->q, stream);
	return s;
}

static struct file_object written_by_qpdf(struct file_objects *o, int number)
{
	struct buf *b = o->written[number];
	qpdf_oh x;

	if (b == NULL) {
		b = o->written[number] = mem_alloc(sizeof(*b));
		x = qpdf_get_object_by_id(o->q, number, /*generation*/ 0);
		buf_puts(b, qpdf_oh_unparse_resolved(o->q, x));
		qpdf_oh_release(o->q, x);
	}
	return object_whole(b->p, b->p + b->n);
}

static struct file_object get(struct file_objects *o, int number)
{
	const struct stream_place *e;
	const struct object_stream *s;

	if (number <= 0 || (size_t)number >= o->n)
		return none;
	e = &o->entries[number];
	if (e->stream == 0)
		return written_by_qpdf(o, number);
	if (e->stream >= o->n)
		return none;
	s = stream_of(o, e->stream);
	if (e->index >= s->n)
		return none;
	return object_whole(s->text.p + s->offsets[e->index], s->text.p + s->offsets[e->index + 1]);
}

/* What a reference leads to, or the value itself. */
static struct file_object resolve(struct file_objects *o, struct file_object x)
{
	for (int i = 0; i < REFERENCES_MAX && object_is_reference(x); i++) {
		int number = object_number(x);

		x = get(o, number);
		x.number = number;
	}
	return object_is_reference(x) ? none : x;
}

struct file_object objects_get(struct file_objects *o, int number)
{
	struct file_object x = get(o, number);

	x.number = number;
	return resolve(o, x);
}

struct file_object objects_root(struct file_objects *o)
{
	return objects_get(o, qpdf_oh_get_object_id(o->q, qpdf_get_root(o->q)));
}

qpdf_oh objects_qpdf(const struct file_objects *o, struct file_object x)
{
	return qpdf_get_object_by_id(o->q, object_number(x), /*generation*/ 0);
}

struct file_object objects_entry(struct file_objects *o, const struct file_entries *e,
                                 const char *key)
{
	return resolve(o, object_entry(e, key));
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
	struct file_object x = resolve(o, from);
	struct file_entries e;
	const char *step;
	va_list path;

	va_start(path, from);
	while (x.p != NULL && (step = va_arg(path, const char *)) != NULL) {
		if (*step == '/') {
			object_entries_of(x, &e);
			x = objects_entry(o, &e, step);
		} else {
			x = resolve(o, item_at(x, strtol(step, NULL, 10)));
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
