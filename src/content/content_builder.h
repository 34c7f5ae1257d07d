/* SPDX-License-Identifier: MIT */
/* content_builder.h: private to content/: content under construction. */
#ifndef KANBEN_CONTENT_CONTENT_BUILDER_H
#define KANBEN_CONTENT_CONTENT_BUILDER_H

#include "base/buf.h"
#include "content/content.h"

struct content_builder {
	struct arena *arena;
	const struct content_input *in;
	const struct style *style;
	struct content_texts correction; /* the lines that mark a corrected edition */
	int tag_level;                   /* of the last heading; 0: there was none */
	size_t note_n;                   /* footnotes so far */
	struct content_block *blocks;    /* heap: of the current section */
	size_t block_n, block_cap;
};

/* Adds an empty block and returns it to be filled in; valid until the next call. */
struct content_block *builder_add(struct content_builder *b, enum content_kind kind);

/* A text being composed span by span. Begin with a zeroed struct. */
struct composer {
	struct buf text;
	const char *own; /* of the only span so far, words of the report: they need no copy */
	struct content_span *spans; /* heap */
	size_t span_n, cap;
};

/* Appends a span of length n unless it is empty. */
void compose_put(struct composer *c, const char *text, size_t n, const struct content_span *span);

/* Appends a date, read at `at`, in the layout's format; nothing if there is no date. */
void compose_date(struct composer *c, struct content_builder *b, const struct date *d,
                  const struct json *at);

/* Returns the text, in the arena, and releases the composer. */
struct content_text compose_finish(struct composer *c, struct arena *a);

/* A string of the report, or the layout's words, unchanged. */
struct content_text compose_own(struct arena *a, const struct report_line *line);
struct content_text compose_words(struct arena *a, const char *words);

/* The layout's words with a number in place of {n}. */
struct content_text compose_number(struct arena *a, const char *format, size_t n);

/*
 * The layout's words with a string of the report in place of {text}. Words with which the string
 * itself begins or ends are not repeated: "（公开）" in "（{text}）" stays "（公开）".
 * ret_label: gets the words before {text} as a text of their own; NULL: they begin this one.
 */
struct content_text compose_around(struct arena *a, const char *words,
                                   const struct report_line *line, struct content_text *ret_label);

/* Adds a heading, of the report or of the layout. */
void builder_add_heading(struct content_builder *b, int level, const struct content_text *text);

/* Adds a table with its unit, the report's or else the layout's, and its notes. */
void builder_add_table(struct content_builder *b, struct content_table *t,
                       const struct table_remarks *remarks, const char *unit);

/* Adds the blocks of some prose, or of a section that comes after the text. */
void builder_add_prose(struct content_builder *b, const struct prose *prose);
void builder_add_chart(struct content_builder *b, const struct report_chart *chart);
void builder_add_attachments(struct content_builder *b, const struct section *sec);
void builder_add_signature(struct content_builder *b, const struct section *sec);
void builder_add_note(struct content_builder *b, const struct section *sec);
void builder_add_imprint(struct content_builder *b, const struct section *sec);

/* The lines below the title of a corrected edition; the last is the correction note. */
struct content_texts compose_correction(struct content_builder *b, const struct revision *rev);

#endif
