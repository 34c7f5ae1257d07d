/* SPDX-License-Identifier: MIT */
/* setter.h: turns blocks of the content into flow items and tags. */
#ifndef KANBEN_LAYOUT_SETTER_H
#define KANBEN_LAYOUT_SETTER_H

#include "layout/flow.h"

/* State carried from block to block. */
struct setter {
	struct setting *s;
	struct flow *flow;
	struct flow_cursor *cursor;
	int document; /* the Document tag */
};

/* Sets the blocks of a section in order. */
void setter_set_section(struct setter *p, const struct content_section *section);

/* The last item so far stays on one page with the next. */
void setter_keep_last(struct setter *p);

/* Empty slots that stay with what follows. */
void setter_add_blank(struct setter *p, int slots);

/* Shapes a text and breaks it. */
struct set_text *setter_set_text(struct setter *p, const struct content_text *text,
                                 const struct text_style *style, const struct text_measure *m);

/* The widest of its lines. */
lu setter_width(const struct set_text *t);

/* Breaks a text to the text area and adds its lines; returns the first one's index. */
size_t setter_add_lines(struct setter *p, enum flow_kind kind, struct set_text *t, int tag,
                        const struct text_style *style);

/* No orphan at the foot of a page, no widow at the top, in the items from `first` on. */
void setter_keep_paragraph(struct setter *p, size_t first);

/* A paragraph with footnotes. */
void noted_set(struct setter *p, const struct content_noted *noted);

/*
 * The tag of each span of a text, in the arena: a mark's is a Reference, with a link to its note;
 * before the first mark that of the text, later a Span in it. `lead`: the tag of what
 * content_lead() has; `text`: that of the rest, -1 for a paragraph that is added after these.
 */
struct noted_tags {
	int lead, text;
};
int *noted_add_tags(struct setter *p, const struct content_text *text,
                    const struct content_notes *notes, struct noted_tags *in);

/*
 * Puts the footnotes below the lines that have their marks, once these are in the flow from `first`
 * on. Their Notes are in `parent`: where the text is a paragraph, in it (ISO 32000-1, table 338).
 */
struct noted_place {
	size_t first;
	int parent;
};
void noted_add_notes(struct setter *p, const struct set_text *t, const struct content_text *text,
                     const struct content_notes *from, const struct noted_place *place);

/* A chart and its caption; shapes its texts, and returns its height. */
void figure_set_chart(struct setter *p, const struct content_chart *chart);
lu chart_set(struct setter *p, struct flow_item *item, const struct content_chart *from);
void chart_emit(struct setting *s, const struct flow_item *item, const struct text_spot *spot);

/* A picture and its caption. */
void picture_set(struct setter *p, const struct content_picture *picture);
void picture_emit(struct setting *s, const struct flow_item *item, const struct text_spot *spot);

/* Adds the lines of a text at x; the first one beside the last item, if it is to be. */
struct text_column {
	lu x;
	int tag;
	bool beside;
};
void setter_add_column(struct setter *p, const struct set_text *t, const struct text_column *at);

/* Width of a one-line label that text follows: its last punctuation mark keeps its full width. */
lu setter_label_width(const struct set_text *t);

/* Where and how a list is set. */
struct list_place {
	const struct text_style *style;
	lu x;         /* of its marks, from the text area's left edge */
	int parent;   /* the tag that it is a part of */
	bool on_grid; /* its texts begin on a place of the style's grid */
	bool beside;  /* it begins in the slot of the last item */
	bool whole;   /* the lines of an item stay on one page */
};
void setter_set_list(struct setter *p, const struct content_list *list,
                     const struct list_place *place);

/* What stands below the text (GB/T 9704-2012, 7.3.4 … 7.4). */
void closing_set_attachments(struct setter *p, const struct content_attachments *list);
void closing_set_signature(struct setter *p, const struct content_signature *signature);
void imprint_set(struct setter *p, const struct content_imprint *imprint);

/*
 * The imprint (版记) at the foot of the last page: who gets copies, who printed the report and
 * when, between rules as wide as the text area (7.4).
 */
struct imprint {
	lu height;                              /* from its first rule to its last one */
	const struct set_text *label, *copies;  /* or NULL: no copies */
	lu copies_x;                            /* where the copies' lines begin, after the label */
	const struct set_text *organ, *printed; /* the last line: left and right */
	int copies_tag, organ_tag;
};

/* Adds the imprint to a page; spot is the left end of its first rule. */
void imprint_emit(struct setting *s, const struct imprint *im, const struct text_spot *spot);

#endif
