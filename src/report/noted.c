/* SPDX-License-Identifier: MIT */
/*
 * noted.c: reads paragraphs with footnotes. "[^2]" in the text is where the mark of the second note
 * goes; notes that are not named have theirs at the end. What is read is the text without these.
 */
#include <string.h>

#include "base/tr.h"
#include "report/report_reader.h"

/* "[^12]", bytes [from, to) of a text. */
struct note_place {
	size_t from, to;
	size_t note; /* 1 …; 0: no such number */
};

static bool find_place(const char *text, size_t from, struct note_place *ret)
{
	enum { NUMBER_MAX = 4 };
	const char *p = text + from;

	while ((p = strstr(p, "[^")) != NULL) {
		const char *digits = p + 2;
		size_t n = strspn(digits, "0123456789");

		if (n == 0 || digits[n] != ']') {
			p = digits;
			continue;
		}
		*ret = (struct note_place){(size_t)(p - text), (size_t)(digits + n + 1 - text), 0};
		for (size_t i = 0; i < n && n <= NUMBER_MAX; i++)
			ret->note = ret->note * 10 + (size_t)(digits[i] - '0');
		return true;
	}
	return false;
}

/* A text that loses some of its bytes. */
struct stripping {
	const struct json *from;
	struct buf to;
	struct json_edit *edits;
	size_t edit_n;
};

/* Keeps bytes [from, to), and says where they were typed. */
static void keep(struct stripping *s, size_t from, size_t to)
{
	size_t typed = from;

	for (size_t i = 0; i < s->from->edit_n && s->from->edits[i].at <= from; i++)
		typed = s->from->edits[i].from + from - s->from->edits[i].at;
	s->edits[s->edit_n++] = (struct json_edit){s->to.n, typed};
	for (size_t i = 0; i < s->from->edit_n; i++) {
		struct json_edit e = s->from->edits[i];

		if (e.at > from && e.at < to)
			s->edits[s->edit_n++] = (struct json_edit){s->to.n + e.at - from, e.from};
	}
	buf_put(&s->to, s->from->text + from, to - from);
}

static void add_mark(struct block *b, struct report_mark *marks, size_t off, size_t note)
{
	marks[b->mark_n++] = (struct report_mark){off, note};
}

/* Takes the place of a note's mark out of the text; a wrong one is a finding. */
static void take_place(const struct object_reader *rr, struct block *b, struct report_mark *marks,
                       const struct note_place *place, size_t off)
{
	if (place->note == 0 || place->note > b->notes.n) {
		object_fault(rr, b->at,
		             _("“%.*s” has no note: “notes” has %zu of them, counted from 1"),
		             (int)(place->to - place->from), b->at->text + place->from, b->notes.n);
		return;
	}
	for (size_t i = 0; i < b->mark_n; i++)
		if (marks[i].note == place->note - 1) {
			object_fault(rr, b->at, _("the mark of note %zu stands twice"),
			             place->note);
			return;
		}
	add_mark(b, marks, off, place->note - 1);
}

static void add_unnamed(struct block *b, struct report_mark *marks, size_t off)
{
	size_t named = b->mark_n;

	for (size_t note = 0; note < b->notes.n; note++) {
		size_t i = 0;

		while (i < named && marks[i].note != note)
			i++;
		if (i == named)
			add_mark(b, marks, off, note);
	}
}

bool noted_finish(const struct object_reader *rr, struct block *b)
{
	struct report_mark *marks = arena_array(rr->arena, struct report_mark, b->notes.n + 1);
	struct stripping s = {.from = b->at};
	struct note_place place;
	size_t from = 0, places = 0;
	struct json *stripped;

	if (b->text == NULL || b->notes.n == 0)
		return false;
	for (size_t at = 0; find_place(b->text, at, &place); at = place.to)
		places++;
	s.edits = arena_array(rr->arena, struct json_edit, places + 1 + b->at->edit_n);
	for (; find_place(b->text, from, &place); from = place.to) {
		keep(&s, from, place.from);
		take_place(rr, b, marks, &place, s.to.n);
	}
	keep(&s, from, b->at->len);
	add_unnamed(b, marks, s.to.n);
	b->marks = marks;
	if (places > 0) {
		stripped = arena_new(rr->arena, struct json);
		*stripped = *b->at;
		stripped->len = s.to.n;
		stripped->text = buf_to_arena(rr->arena, &s.to);
		stripped->edits = s.edits;
		stripped->edit_n = s.edit_n;
		if (object_is_blank(stripped))
			object_fault(rr, b->at, _("a text expected beside the marks of its notes"));
		b->at = stripped;
		b->text = stripped->text;
	}
	buf_release(&s.to);
	b->len = b->at->len;
	return true;
}

static void read_notes(const struct object_reader *rr, const struct json *array, void *to)
{
	struct report_lines *notes = to;

	notes->lines = arena_array(rr->arena, struct report_line, array->count);
	for (const struct json *at = array->first; at != NULL; at = at->next) {
		struct report_line *line = &notes->lines[notes->n];

		*line = (struct report_line){object_text(rr, at, 0), at->len, at};
		notes->n += line->text != NULL;
	}
}

/* The first member tells such an object: headings have a text, too. */
static const struct member noted_members[] = {
        {"notes", MEMBER_ARRAY, .required = MEMBER_ALWAYS, .min = 1,
         .to = MEMBER_AT(struct block, notes), .read = read_notes, .definition = "text",
         .title = N_("The footnotes, without marks")},
        {"text", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = MEMBER_AT(struct block, text),
         .at = MEMBER_AT(struct block, at), .title = N_("[^1] in it: the mark of the first note")},
};
const struct object noted_object = {
        .name = "noted", .title = N_("A paragraph with footnotes"), OBJECT_MEMBERS(noted_members)};
