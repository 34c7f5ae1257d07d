/* SPDX-License-Identifier: MIT */
/* content_builder.h: private to content/. The content while it is made. */
#ifndef KANBEN_CONTENT_CONTENT_BUILDER_H
#define KANBEN_CONTENT_CONTENT_BUILDER_H

#include "base/buf.h"
#include "content/content.h"

struct content_builder {
	struct arena *arena;
	const struct content_input *in;
	const struct style *style;
	struct content_texts correction; /* the lines of a corrected edition; else none */
	int tag_level;                   /* of the last heading; 0: there was none */
	struct content_block *blocks;    /* heap: of the section at hand */
	size_t block_n, block_cap;
};

/* Adds an empty block and returns it to be filled; good until the next call. */
struct content_block *builder_add(struct content_builder *b, enum content_kind kind);

/* A text that is put together span by span. Begin with a zeroed one. */
struct composer {
	struct buf text;
	struct content_span *spans; /* heap */
	size_t span_n, cap;
};

/* Appends a span; its length is set from n. Empty spans are left out. */
void compose_put(struct composer *c, const char *text, size_t n, const struct content_span *span);

/* Appends a date in the layout's format; nothing for one that is not given. */
void compose_date(struct composer *c, struct content_builder *b, const struct date *d);

/* The text, in the arena; the composer is released. */
struct content_text compose_finish(struct composer *c, struct arena *a);

/* A string of the report as it is; the layout's words as they are. */
struct content_text compose_own(struct arena *a, const struct report_line *line);
struct content_text compose_words(struct arena *a, const char *words);

/*
 * A string of the report in the layout's words, which have {text} where it goes. What the string
 * itself begins or ends with is not said twice: "（公开）" goes into "（{text}）" as it is.
 * ret_label: the words before it are a text of their own; NULL: they begin this one.
 */
struct content_text compose_around(struct arena *a, const char *words,
                                   const struct report_line *line, struct content_text *ret_label);

/* Adds a heading of the report or the layout. */
void builder_add_heading(struct content_builder *b, int level, const struct content_text *text);

/* Adds the blocks of a stretch of prose; those of what stands below the text. */
void builder_add_prose(struct content_builder *b, const struct prose *prose);
void builder_add_attachments(struct content_builder *b, const struct section *sec);
void builder_add_signature(struct content_builder *b, const struct section *sec);
void builder_add_note(struct content_builder *b, const struct section *sec);
void builder_add_imprint(struct content_builder *b, const struct section *sec);

/* The lines below the title of a corrected edition; the last one is the note of the correction. */
struct content_texts compose_correction(struct content_builder *b, const struct revision *rev);

#endif
