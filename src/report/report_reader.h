/* SPDX-License-Identifier: MIT */
/*
 * report_reader.h: private to report/: binding a report's JSON to its form. Faults are findings of
 * the rules KEY, TYPE, MISSING and GLYPH.
 */
#ifndef KANBEN_REPORT_REPORT_READER_H
#define KANBEN_REPORT_REPORT_READER_H

#include "json/object.h"
#include "report/report.h"

struct own_draft;

struct report_reader {
	struct object_reader m; /* its user is this struct */
	struct report *report;
	struct own_draft *own; /* the report's own table that is being read */
};

/* Read functions of members. A date of the calendar; one line more; a table with its own heads. */
void date_read(const struct object_reader *rr, const struct json *at, void *date);
void line_read(const struct object_reader *rr, const struct json *at, void *report_lines);
void own_table_read(const struct object_reader *rr, const struct json *obj, void *report_table);

/* Reads an array of paragraphs and other blocks; without one an empty prose. */
struct prose prose_read(const struct report_reader *rd, const struct json *array);

/* Reads what stands below the text: signature, attachments, note, imprint; s->at may be NULL. */
void closing_read(const struct report_reader *rd, struct section *s);

/* {"list": …}, read into a block. */
extern const struct object list_object;

extern const struct object own_table_object;

/* A cell of such a table: a text is shown as it is typed, a blank one is no text. */
struct cell cell_read_own(const struct report_reader *rd, const struct json *at);

/* Binds the members of a table section to its cells; s->at may be NULL or of any kind. */
void cells_read(const struct report_reader *rd, struct section *s);

/*
 * The tree with every string in its normal form (composed: NFC of Unicode, never NFKC, which would
 * take full-width marks away; radicals and compatibility ideographs as the characters they look
 * like; nothing invisible) and without white space at its ends: the same tree where nothing is to
 * be done, else a copy. A finding NORM for each string that is changed. Places in the copy lead to
 * where a character was typed. Keys stay as they are.
 */
const struct json *normal_tree(const struct report_reader *rd, const struct json *root);

/*
 * A figure typed full width or with spaces around it, as ASCII in the arena; NULL if the text has
 * anything else.
 */
const char *normal_figure(struct arena *a, const struct json *text);

#endif
