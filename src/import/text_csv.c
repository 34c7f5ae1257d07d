/* SPDX-License-Identifier: MIT */
/* text_csv.c: rows of comma-separated values in a plain text, made rows with tabs. */
#include <string.h>

#include "base/utf8.h"
#include "import/text_lines.h"

enum {
	FIELD_MAX = 150, /* bytes of a cell of a table that stands among other text */
	FIGURE_MAX = 24  /* bytes of a figure, with blanks and a unit */
};

/* Rows of the same number of fields, one below the other. */
struct csv_run {
	const char *first, *end;
	size_t rows, fields;
	size_t figures; /* rows with figures */
	size_t spaced;  /* rows whose figures stand apart by blanks: commas are within them */
	bool labels;    /* some field is none */
	bool prose;     /* some field is long, or ends like a sentence */
};

struct csv_row {
	const char *end; /* behind the line end */
	size_t fields;
	bool figures, labels, spaced, prose;
};

/* A short field that begins with a digit, which may be of full width and behind a blank. */
static bool is_figure(const char *s, size_t n)
{
	const char *end = s + n;
	uint32_t cp = ' ';

	while (s < end && (doc_is_blank(cp) || cp == '"'))
		cp = utf8_half_width(utf8_next(&s, end));
	return cp >= '0' && cp <= '9' && n <= FIGURE_MAX;
}

/* A digit behind blanks that are behind something else. */
static bool is_spaced(const char *s, size_t n)
{
	const char *end = s + n;
	bool text = false, blank = false;

	while (s < end) {
		uint32_t cp = utf8_half_width(utf8_next(&s, end));

		if (cp >= '0' && cp <= '9' && text && blank)
			return true;
		blank = doc_is_blank(cp);
		text |= !blank;
	}
	return false;
}

static void note_field(struct csv_row *r, const char *s, size_t n)
{
	static const char stop[] = "\xE3\x80\x82";

	r->fields++;
	r->figures |= is_figure(s, n);
	r->labels |= n > 0 && !is_figure(s, n);
	r->spaced |= is_spaced(s, n);
	r->prose |= n > FIELD_MAX || memmem(s, n, stop, sizeof(stop) - 1) != NULL;
}

/* Behind a field that begins here. Line ends within quotes are part of it (RFC 4180, 2.6). */
static const char *field_end(const char *s, const char *end, char separator)
{
	if (s < end && *s == '"')
		for (s++; s < end && *s != '"'; s++)
			;
	while (s < end && *s != separator && *s != '\n' && *s != '\r')
		s++;
	return s;
}

static struct csv_row read_row(const char *s, const char *end, char separator)
{
	struct csv_row r = {.fields = 0};

	for (;;) {
		const char *stop = field_end(s, end, separator);

		note_field(&r, s, (size_t)(stop - s));
		if (stop == end || *stop != separator) {
			r.end = stop;
			break;
		}
		s = stop + 1;
	}
	while (r.end < end && (*r.end == '\r' || *r.end == '\n'))
		if (*r.end++ == '\n')
			break;
	return r;
}

static void replace(char *text, const char *base, const struct csv_run *run, char separator)
{
	for (const char *s = run->first; s < run->end; s++) {
		s = field_end(s, run->end, separator);
		if (s < run->end && *s == separator)
			text[s - base] = '\t';
	}
}

/* Makes the rows of tables that have this separator rows with tabs; false: there are none. */
static bool split_by(char *text, const struct source *src, char separator)
{
	const char *at = src->text, *end = src->text + src->len;
	struct csv_run run = {.first = at, .end = at};
	bool any = false;

	while (at < end || run.rows > 0) {
		struct csv_row r =
		        at < end ? read_row(at, end, separator) : (struct csv_row){.end = end};

		if (at == end || (r.fields != run.fields && run.rows > 0)) {
			bool whole = run.first == src->text && run.end == end;

			if (run.rows > 1 && run.fields > 1 && run.labels &&
			    2 * run.spaced < run.figures && (whole || !run.prose)) {
				replace(text, src->text, &run, separator);
				any = true;
			}
			run = (struct csv_run){.first = at};
		}
		if (at == end)
			break;
		run.rows++;
		run.fields = r.fields;
		run.figures += r.figures;
		run.labels |= r.labels;
		run.spaced += r.spaced;
		run.prose |= r.prose;
		run.end = at = r.end;
	}
	return any;
}

static size_t count(const struct source *src, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < src->len; i++)
		n += src->text[i] == c;
	return n;
}

void text_split_csv(struct doc *d)
{
	const struct source *src = d->source;
	/* The other one may stand between thousands. */
	char more = count(src, ';') > count(src, ',') ? ';' : ',';
	struct source *made;
	char *text;

	if (memchr(src->text, '\t', src->len) != NULL || memchr(src->text, '|', src->len) != NULL)
		return;
	text = arena_strndup(d->arena, src->text, src->len);
	if (!split_by(text, src, more) && !split_by(text, src, more == ',' ? ';' : ','))
		return;
	made = arena_new(d->arena, struct source);
	*made = *src;
	made->text = text;
	d->source = made;
}
