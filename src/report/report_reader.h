/* SPDX-License-Identifier: MIT */
/*
 * report_reader.h: private to report/. Binds a report's JSON to its form. Faults are findings of
 * the rules KEY, TYPE, MISSING and GLYPH.
 */
#ifndef KANBEN_REPORT_REPORT_READER_H
#define KANBEN_REPORT_REPORT_READER_H

#include "json/object.h"
#include "report/report.h"

struct own_draft;

struct report_reader {
	struct object_reader m; /* m.user is this struct */
	struct report *report;
	const struct report_files *files; /* or NULL */
	struct own_draft *own;            /* the report's own table that is being read */
};

/* Read functions for members: a date that exists; a table with heads of its own. */
void date_read(const struct object_reader *rr, const struct json *at, void *date);
void own_table_read(const struct object_reader *rr, const struct json *obj, void *report_table);

/* Reads an array of paragraphs and other blocks; empty prose if array is NULL. */
struct prose prose_read(const struct report_reader *rd, const struct json *array);

/* Reads what goes below the text: signature, attachments, note, imprint. s->at may be NULL. */
void closing_read(const struct report_reader *rd, struct section *s);

/* {"list": …}, read into a struct block. */
extern const struct object list_object;

/* A block that is read, whatever it is. The block comes first: most kinds need no more. */
struct block_draft {
	struct block block;
	struct block_more more;
};

/* {"text": …, "notes": […]}, read into a draft, which noted_finish makes usable. */
extern const struct object noted_object;
bool noted_finish(const struct object_reader *rr, struct block_draft *d);

/* The footnotes of a text, wherever it may have some: T has a struct report_lines there. */
#define NOTED_MEMBER(T, notes)                                                                     \
	{                                                                                          \
		"notes", MEMBER_ARRAY, .min = 1, .to = MEMBER_AT(T, notes),                        \
		                       .read = noted_read_notes, .definition = "text",             \
		                       .title = N_("Its footnotes, without marks")                 \
	}
void noted_read_notes(const struct object_reader *rr, const struct json *array, void *lines);

/*
 * Takes the places of marks out of n texts, in reading order, that have these notes in common, and
 * says where they were; notes without a place are marked at the end of the last text. Nothing
 * changes without notes.
 */
struct noted_text {
	struct report_line line;
	struct report_marks marks;
};
void noted_take(const struct object_reader *rr, const struct report_lines *notes,
                struct noted_text *texts, size_t n);

extern const struct object own_table_object;

/* The members of a table besides its cells; `remarks`: the path in T to them: remarks. or nothing.
 */
#define REMARKS_MEMBERS(T, remarks)                                                                \
	{"unit", MEMBER_TEXT, .to = MEMBER_AT(T, remarks unit),                                    \
	 .at = MEMBER_AT(T, remarks unit_at),                                                      \
	 .title = N_("The unit of the figures, above the table")},                                 \
	{                                                                                          \
		"notes", MEMBER_ARRAY, .min = 1, .to = MEMBER_AT(T, remarks notes),                \
		                       .read = remarks_read_notes, .definition = "text",           \
		                       .title = N_("Notes below the table")                        \
	}
void remarks_read_notes(const struct object_reader *rr, const struct json *array, void *lines);

/* {"chart": …}, read into a struct block; chart_check looks at its pointers when all is read. */
extern const struct object chart_block_object;
bool chart_finish(const struct object_reader *rr, struct block_draft *d);
void chart_check(const struct report_reader *rd, const struct report_chart *c);

/* {"picture": …}, read into a struct block; its file must be readable. */
extern const struct object picture_block_object;
bool picture_finish(const struct object_reader *rr, struct block_draft *d);

/* A cell of a report's own table. Any text is allowed and shown as typed; a blank one is null. */
struct cell cell_read_own(const struct report_reader *rd, const struct json *at);

/*
 * Add a finding (TYPE): a value that is no figure, with what is to be typed instead if that can be
 * seen; an array that has not the slot's number of values. `column`: the head of its column, or
 * NULL.
 */
void cell_tell_wrong(const struct report_reader *rd, const struct json *at, const char *column);
void cell_tell_wrong_count(const struct report_reader *rd, const struct json *array,
                           const struct form_slot *slot);

/* Binds the members of a table section to its cells. s->at may be NULL or any kind of value. */
void cells_read(const struct report_reader *rd, struct section *s);

/*
 * Normalises every string but the keys: composed (Unicode NFC; not NFKC, which would replace
 * full-width punctuation), radicals and compatibility ideographs replaced by the characters that
 * they look like, invisible characters (base/unicode.h) and white space at the ends removed.
 * Returns the same tree if there is nothing to do, else a copy in which positions still refer to
 * the source. Each string that changes is a finding of the rule NORM; one with characters that turn
 * the order of reading is an error of the rule GLYPH, and is read without them.
 */
const struct json *normal_tree(const struct report_reader *rd, const struct json *root);

/*
 * A figure that was typed in full width or with spaces around it, as ASCII in the arena; NULL if
 * the text contains anything else.
 */
const char *normal_figure(struct arena *a, const struct json *text);

#endif
