/* SPDX-License-Identifier: MIT */
/*
 * noted.c: reads texts with footnotes. "[^2]" in a text is where the mark of the second note goes;
 * notes that are not named have theirs at the end. What is read is the text without these.
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
	struct json_edits before; /* of `from` */
	struct buf to;
	struct json_edit *edits;
	size_t edit_n;
};

/* Keeps bytes [from, to), and says where they were typed. */
static void keep(struct stripping *s, size_t from, size_t to)
{
	size_t typed = from;

	for (size_t i = 0; i < s->before.n && s->before.list[i].at <= from; i++)
		typed = s->before.list[i].from + from - s->before.list[i].at;
	s->edits[s->edit_n++] = (struct json_edit){s->to.n, typed};
	for (size_t i = 0; i < s->before.n; i++) {
		struct json_edit e = s->before.list[i];

		if (e.at > from && e.at < to)
			s->edits[s->edit_n++] = (struct json_edit){s->to.n + e.at - from, e.from};
	}
	buf_put(&s->to, s->from->text + from, to - from);
}

/* Texts that have notes in common. */
struct taking {
	const struct object_reader *rr;
	const struct report_lines *notes;
	bool *named; /* [notes->n] */
};

static void add_mark(struct report_marks *marks, struct report_mark *room, size_t off, size_t note)
{
	room[marks->n++] = (struct report_mark){off, note};
}

/* Takes the place of a note's mark out of the text; a wrong one is a finding. */
static void take_place(struct taking *t, struct noted_text *text, struct report_mark *room,
                       const struct note_place *place, size_t off)
{
	const struct json *at = text->line.at;

	if (place->note == 0 || place->note > t->notes->n)
		object_fault(t->rr, at,
		             _("“%.*s” has no note: “notes” has %zu of them, counted from 1"),
		             (int)(place->to - place->from), at->text + place->from, t->notes->n);
	else if (t->named[place->note - 1])
		object_fault(t->rr, at, _("the mark of note %zu stands twice"), place->note);
	else
		add_mark(&text->marks, room, off, place->note - 1);
	if (place->note > 0 && place->note <= t->notes->n)
		t->named[place->note - 1] = true;
}

static void replace(struct taking *t, struct noted_text *text, struct stripping *s)
{
	struct json *stripped = arena_new(t->rr->arena, struct json);
	const struct json *at = text->line.at;

	*stripped = *at;
	json_edit(t->rr->arena, stripped, &s->to, &(struct json_edits){s->edits, s->edit_n});
	if (object_is_blank(stripped))
		object_fault(t->rr, at, _("a text expected beside the marks of its notes"));
	text->line = (struct report_line){stripped->text, stripped->len, stripped};
}

static void take_places(struct taking *t, struct noted_text *text, bool last)
{
	struct report_mark *room = arena_array(t->rr->arena, struct report_mark, t->notes->n + 1);
	struct stripping s = {.from = text->line.at, .before = json_edits(text->line.at)};
	const char *typed = text->line.text;
	struct note_place place;
	size_t from = 0, places = 0;

	for (size_t at = 0; find_place(typed, at, &place); at = place.to)
		places++;
	s.edits = arena_array(t->rr->arena, struct json_edit, places + 1 + s.before.n);
	text->marks.list = room;
	for (; find_place(typed, from, &place); from = place.to) {
		keep(&s, from, place.from);
		take_place(t, text, room, &place, s.to.n);
	}
	keep(&s, from, text->line.len);
	for (size_t note = 0; last && note < t->notes->n; note++)
		if (!t->named[note])
			add_mark(&text->marks, room, s.to.n, note);
	if (places > 0)
		replace(t, text, &s);
	buf_release(&s.to);
}

void noted_take(const struct object_reader *rr, const struct report_lines *notes,
                struct noted_text *texts, size_t n)
{
	struct taking t = {rr, notes, arena_array(rr->arena, bool, notes->n + 1)};

	for (size_t i = 0; i < n && notes->n > 0; i++)
		take_places(&t, &texts[i], i + 1 == n);
}

bool noted_finish(const struct object_reader *rr, struct block_draft *d)
{
	struct block *b = &d->block;
	struct noted_text text = {.line = {b->text, 0, b->at}};

	if (b->text == NULL || d->more.notes.n == 0)
		return false;
	text.line.len = b->at->len;
	noted_take(rr, &d->more.notes, &text, 1);
	b->text = text.line.text;
	b->len = text.line.len;
	b->at = text.line.at;
	d->more.marks = text.marks;
	return true;
}

void noted_read_notes(const struct object_reader *rr, const struct json *array, void *to)
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
         .to = MEMBER_AT(struct block_draft, more.notes), .read = noted_read_notes,
         .definition = "text", .title = N_("The footnotes, without marks")},
        {"text", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = MEMBER_AT(struct block, text),
         .at = MEMBER_AT(struct block, at), .title = N_("[^1] in it: the mark of the first note")},
};
const struct object noted_object = {
        .name = "noted", .title = N_("A paragraph with footnotes"), OBJECT_MEMBERS(noted_members)};
