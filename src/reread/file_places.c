/* SPDX-License-Identifier: MIT */
#include "reread/file_places.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "reread/file_objects.h"
#include "reread/pdf_token.h"
#include "reread/stream.h"
#include "reread/view.h"

enum {
	SECTIONS_MAX = 1000,
	TAIL = 1054, /* in which qpdf looks for startxref */
	WIDTH_MAX = 8,
	FIELDS = 3,
	PLACES_LEAST = 200000 /* and one for two bytes, as in budget.c */
};

/* The sections while they are read. */
struct section_walk {
	struct file_places *t;
	qpdf_data q;
	const char *pdf, *end;
	size_t left;     /* places that may still be named */
	size_t inflated; /* bytes that cross-reference streams may still have */
};

/* The newest section comes first. */
static void note(struct section_walk *w, size_t number, struct file_place place)
{
	if (number < w->t->n && w->t->places[number].kind == PLACE_UNKNOWN)
		w->t->places[number] = place;
}

/* A generation other than 0 is that of a number that has been used again. */
static struct file_place in_file(uint64_t offset, uint64_t generation)
{
	if (offset == 0 || offset >= UINT32_MAX || generation != 0)
		return (struct file_place){.kind = PLACE_QPDF};
	return (struct file_place){.kind = PLACE_FILE, .from = (uint32_t)offset};
}

static bool take_places(struct section_walk *w, size_t n)
{
	if (n > w->left)
		return false;
	w->left -= n;
	return true;
}

/* An integer of some digits behind white space. */
static bool take_number(const char **p, const char *end, size_t *ret)
{
	enum { DIGITS_MAX = 10 };
	const char *digits;

	*p = pdf_skip_space(*p, end);
	digits = *p;
	for (*ret = 0; *p < end && utf8_is_ascii_digit(**p); ++*p) {
		if (*p - digits == DIGITS_MAX)
			return false;
		*ret = *ret * 10 + (size_t)(**p - '0');
	}
	return *p > digits;
}

static bool take_word(const char **p, const char *end, const char *word)
{
	size_t n = strlen(word);

	*p = pdf_skip_space(*p, end);
	if ((size_t)(end - *p) < n || memcmp(*p, word, n) != 0)
		return false;
	*p += n;
	return true;
}

static bool take_object_start(const char **p, const char *end, size_t *ret_number)
{
	size_t generation;

	return take_number(p, end, ret_number) && take_number(p, end, &generation) &&
	       generation == 0 && take_word(p, end, "obj");
}

/* ---- tables ---- */

/* "0000000015 00000 n" */
static bool read_row(struct section_walk *w, const char **p, size_t number, char kind)
{
	size_t offset, generation;
	char found;

	if (!take_number(p, w->end, &offset) || !take_number(p, w->end, &generation))
		return false;
	*p = pdf_skip_space(*p, w->end);
	found = *p < w->end ? *(*p)++ : '\0';
	if (found != 'n' && found != 'f')
		return false;
	if (found == kind)
		note(w, number,
		     found == 'n' ? in_file(offset, generation)
		                  : (struct file_place){.kind = PLACE_QPDF});
	return true;
}

/* Notes the rows of one kind, up to behind the word trailer. */
static bool read_rows(struct section_walk *w, const char **p, char kind)
{
	while (!take_word(p, w->end, "trailer")) {
		size_t first, n;

		if (!take_number(p, w->end, &first) || !take_number(p, w->end, &n) ||
		    !take_places(w, n))
			return false;
		for (size_t i = 0; i < n; i++)
			if (!read_row(w, p, first + i, kind))
				return false;
	}
	return true;
}

/* An offset in a dictionary, 0 if there is none; false: it is no plain number. */
static bool offset_of(struct file_object x, size_t *ret)
{
	int n = 0;

	if (x.p != NULL && (!object_integer(x, &n) || n < 0))
		return false;
	*ret = (size_t)n;
	return true;
}

/* The dictionary at p: its keys' values. */
static bool read_dictionary(struct section_walk *w, const char **p, const char *const keys[],
                            size_t n, struct file_object ret[])
{
	const char *end = object_sound_end(*p, w->end);
	struct file_object x;

	if (end == NULL)
		return false;
	x = object_whole(*p, end);
	*p = end;
	object_pick(x, keys, n, ret);
	return object_is_dictionary(x);
}

static bool read_stream(struct section_walk *w, size_t offset, size_t *ret_before);

/* What a table says is free may be in the stream that newer readers find beside it. */
static bool read_table(struct section_walk *w, const char *p, size_t *ret_before)
{
	static const char *const keys[] = {"XRefStm", "Prev"};
	const char *rows = p;
	struct file_object values[COUNT(keys)];
	size_t beside, ignored;

	return read_rows(w, &p, 'n') && read_dictionary(w, &p, keys, COUNT(keys), values) &&
	       offset_of(values[0], &beside) && offset_of(values[1], ret_before) &&
	       (beside == 0 || read_stream(w, beside, &ignored)) && read_rows(w, &rows, 'f');
}

/* ---- streams ---- */

/* The data of a cross-reference stream. */
struct section_data {
	size_t widths[FIELDS], width; /* of the fields of a row */
	const unsigned char *p, *end;
};

static bool read_widths(struct file_object array, struct section_data *d)
{
	struct file_object item = object_first(array);

	for (int i = 0; i < FIELDS; i++) {
		if (!offset_of(item, &d->widths[i]) || item.p == NULL || d->widths[i] > WIDTH_MAX)
			return false;
		d->width += d->widths[i];
		item = object_next(array, item);
	}
	return item.p == NULL && d->width > 0;
}

static uint64_t take_field(struct section_data *d, int field)
{
	uint64_t x = 0;

	for (size_t i = 0; i < d->widths[field]; i++)
		x = x << 8 | *d->p++;
	return x;
}

/* A row: a kind, 1 if it is left out, and two fields whose meaning depends on it. */
static bool read_fields(struct section_walk *w, struct section_data *d, size_t number)
{
	uint64_t kind = d->widths[0] > 0 ? take_field(d, 0) : 1;
	uint64_t first = take_field(d, 1), second = take_field(d, 2);
	struct file_place place = {.kind = PLACE_QPDF};

	if (kind == 1)
		place = in_file(first, second);
	else if (kind == 2 && first < w->t->n)
		place = (struct file_place){.kind = PLACE_STREAM, .stream = (uint32_t)first};
	note(w, number, place);
	return kind <= 2;
}

static bool read_part(struct section_walk *w, struct section_data *d, size_t first, size_t n)
{
	bool good = take_places(w, n) && n <= (size_t)(d->end - d->p) / d->width;

	for (size_t i = 0; i < n && good; i++)
		good = read_fields(w, d, first + i);
	return good;
}

/* The parts that /Index lists, or the one from 0 on. */
static bool read_parts(struct section_walk *w, struct section_data *d, struct file_object index,
                       size_t size)
{
	struct file_object item = object_first(index);

	if (index.p == NULL)
		return read_part(w, d, 0, size);
	if (!object_is_array(index))
		return false;
	while (item.p != NULL) {
		struct file_object count = object_next(index, item);
		size_t first, n;

		if (count.p == NULL || !offset_of(item, &first) || !offset_of(count, &n) ||
		    !read_part(w, d, first, n))
			return false;
		item = object_next(index, count);
	}
	return true;
}

/* Is it what qpdf has under this number: the one whose place is this, if any is known? */
static bool is_current(const struct section_walk *w, size_t number, size_t offset)
{
	const struct file_place *place;

	if (number == 0 || number >= w->t->n)
		return false;
	place = &w->t->places[number];
	return place->kind == PLACE_UNKNOWN || (place->kind == PLACE_FILE && place->from == offset);
}

static bool read_stream(struct section_walk *w, size_t offset, size_t *ret_before)
{
	static const char *const keys[] = {"W", "Index", "Size", "Prev"};
	struct file_object values[COUNT(keys)];
	const char *p = w->pdf + offset;
	struct section_data d = {.width = 0};
	struct buf data = {0};
	size_t number, size;
	qpdf_oh stream;
	bool good;

	if (offset >= (size_t)(w->end - w->pdf) || !utf8_is_ascii_digit(*p) ||
	    !take_object_start(&p, w->end, &number) || !is_current(w, number, offset) ||
	    !read_dictionary(w, &p, keys, COUNT(keys), values) || !read_widths(values[0], &d) ||
	    !offset_of(values[2], &size) || !offset_of(values[3], ret_before))
		return false;
	stream = qpdf_get_object_by_id(w->q, (int)number, /*generation*/ 0);
	good = stream_read(w->q, stream, &w->inflated, &data) && data.n > 0;
	if (good) {
		d.p = (const unsigned char *)data.p;
		d.end = d.p + data.n;
		good = read_parts(w, &d, values[1], size);
	}
	qpdf_oh_release(w->q, stream);
	buf_release(&data);
	return good;
}

/* ---- the file ---- */

static bool find_last(const struct section_walk *w, size_t *ret)
{
	static const char word[] = "startxref";
	const char *p = w->end - w->pdf > TAIL ? w->end - TAIL : w->pdf, *last = NULL;

	while ((p = memmem(p, (size_t)(w->end - p), word, sizeof(word) - 1)) != NULL) {
		p += sizeof(word) - 1;
		last = p;
	}
	return last != NULL && take_number(&last, w->end, ret);
}

static bool read_sections(struct section_walk *w)
{
	static const char head[] = "%PDF-";
	size_t n = (size_t)(w->end - w->pdf), at = 0;

	if (n < sizeof(head) || memcmp(w->pdf, head, sizeof(head) - 1) != 0 || !find_last(w, &at))
		return false;
	for (int i = 0; i < SECTIONS_MAX && at > 0; i++) {
		const char *p = w->pdf + at;

		if (at >= n)
			return false;
		if (*p == 'x' ? !take_word(&p, w->end, "xref") || !read_table(w, p, &at)
		              : !read_stream(w, at, &at))
			return false;
	}
	return at == 0;
}

void places_read(struct file_places *t, qpdf_data q, const char *pdf, size_t n)
{
	const size_t most = PLACES_LEAST + n / 2;
	qpdf_oh trailer = qpdf_get_trailer(q), size = view_at(q, trailer, "/Size", NULL);
	int count = qpdf_oh_is_integer(q, size) ? qpdf_oh_get_int_value_as_int(q, size) : 0;
	struct section_walk w = {t, q, pdf, pdf + n, .left = 2 * most, .inflated = SIZE_MAX};

	t->n = count <= 0 ? 0 : (size_t)count < most ? (size_t)count : most;
	t->places = mem_alloc(mem_size_mul(t->n + 1, sizeof(*t->places)));
	if (!read_sections(&w))
		memset(t->places, 0, t->n * sizeof(*t->places));
	qpdf_oh_release(q, size);
	qpdf_oh_release(q, trailer);
}

void places_release(struct file_places *t)
{
	free(t->places);
	*t = (struct file_places){0};
}
