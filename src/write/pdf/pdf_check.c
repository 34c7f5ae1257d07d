/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_check.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"

#define IN(kind) (1U << TAG_##kind)

enum {
	HEADINGS = IN(H1) | IN(H2) | IN(H3) | IN(H4) | IN(H5) | IN(H6),
	CELLS = IN(TH) | IN(TD),
	/* Tags that may have content of their own. */
	TEXTS = HEADINGS | CELLS | IN(P) | IN(CAPTION) | IN(LBL) | IN(LBODY) | IN(SPAN) |
	        IN(REFERENCE) | IN(LINK) | IN(FIGURE),
	/* Rotations of text, in degrees. */
	LEVEL = 0,
	DIAGONAL = 45
};

/* ISO 32000-1, 14.8.4: the parents a tag may have; 0: none. */
static const unsigned wholes[TAG_KIND_N] = {
        [TAG_DOCUMENT] = 0,
        [TAG_H1] = IN(DOCUMENT),
        [TAG_H2] = IN(DOCUMENT),
        [TAG_H3] = IN(DOCUMENT),
        [TAG_H4] = IN(DOCUMENT),
        [TAG_H5] = IN(DOCUMENT),
        [TAG_H6] = IN(DOCUMENT),
        [TAG_SECT] = IN(DOCUMENT),
        [TAG_P] = IN(DOCUMENT) | IN(SECT) | CELLS | IN(CAPTION) | IN(LBODY),
        [TAG_TABLE] = IN(DOCUMENT) | IN(SECT),
        [TAG_CAPTION] = IN(TABLE) | IN(FIGURE),
        [TAG_THEAD] = IN(TABLE),
        [TAG_TBODY] = IN(TABLE),
        [TAG_TR] = IN(TABLE) | IN(THEAD) | IN(TBODY),
        [TAG_TH] = IN(TR),
        [TAG_TD] = IN(TR),
        [TAG_L] = IN(DOCUMENT) | IN(LBODY),
        [TAG_LI] = IN(L),
        [TAG_LBL] = IN(LI) | IN(NOTE),
        [TAG_LBODY] = IN(LI),
        [TAG_SPAN] = IN(P) | HEADINGS | IN(NOTE),
        [TAG_REFERENCE] = IN(P) | HEADINGS,
        [TAG_LINK] = IN(REFERENCE) | IN(LBL),
        [TAG_NOTE] = IN(P),
        [TAG_FIGURE] = IN(DOCUMENT),
};

struct pdf_check {
	struct pdf_doc *doc;
	const struct write_input *in;
	int level;         /* of the last heading */
	int first;         /* the tags 1 … first - 1 are checked and may be forgotten */
	bool *has_content; /* by tag, from `first` on */
	size_t n, cap;
};

static bool is_in(enum tag_kind kind, unsigned set)
{
	return (set >> kind & 1) != 0;
}

void pdf_check_fail_tag(struct pdf_doc *d, const struct page_list *pl, int tag, const char *what)
{
	pdf_doc_fail(d, RC_BUG, _("tag %d of the document, %s: %s"), tag,
	             tag_kind_name(page_tag(pl, tag)->kind), _(what));
}

/* ---- the tags ---- */

static void check_parent(const struct pdf_check *c, int i)
{
	const struct page_list *pl = c->in->pages;
	const struct tag *tag = page_tag(pl, i);

	if (tag->parent >= i || tag->parent < -1)
		pdf_check_fail_tag(c->doc, pl, i, N_("it comes before its parent"));
	else if (tag->parent > 0 && tag->parent < c->first)
		pdf_check_fail_tag(c->doc, pl, i, N_("its parent is finished"));
	else if (tag->parent < 0 ? i > 0 || wholes[tag->kind] != 0
	                         : !is_in(page_tag(pl, tag->parent)->kind, wholes[tag->kind]))
		pdf_check_fail_tag(c->doc, pl, i, N_("it must not be a child of its parent"));
}

/* ISO 14289-1, 7.4.2: the first is H1, and no level is skipped on the way down. */
static void check_heading(struct pdf_check *c, int i)
{
	int own = (int)(page_tag(c->in->pages, i)->kind - TAG_H1) + 1;

	if (own > c->level + 1)
		pdf_check_fail_tag(c->doc, c->in->pages, i,
		                   N_("a heading level is skipped above it"));
	c->level = own;
}

/* An item has a body, and at most one label, which comes first (ISO 32000-1, table 336). */
static void check_list_item(const struct pdf_check *c, const struct page_tree *tree, int i)
{
	const struct page_list *pl = c->in->pages;
	int kid = page_tree_kid(tree, i);
	bool labelled = kid >= 0 && page_tag(pl, kid)->kind == TAG_LBL;
	int body = labelled ? page_tree_next(tree, kid) : kid;
	const struct tag *list = page_tag(pl, page_tag(pl, i)->parent);

	if (body < 0 || page_tag(pl, body)->kind != TAG_LBODY || page_tree_next(tree, body) >= 0)
		pdf_check_fail_tag(c->doc, pl, i, N_("it is not a body with an optional label"));
	/* ISO 14289-1, 7.6: a list whose items have labels declares their numbering. */
	else if (labelled != (list->numbering != NUMBERING_NONE))
		pdf_check_fail_tag(c->doc, pl, i,
		                   N_("its label does not match the numbering of its list"));
}

/* ISO 14289-1, 7.3: a figure has an alternative text. */
static void check_figure(const struct pdf_check *c, int i)
{
	const char *alt = page_tag(c->in->pages, i)->alt;

	if (alt == NULL || *alt == '\0')
		pdf_check_fail_tag(c->doc, c->in->pages, i, N_("it has no alternative text"));
}

/*
 * A link leads to one that leads back. ISO 14289-1, 7.18.5: it says where. ISO 15930-7, 6.17: a
 * press has no annotations on its sheets.
 */
static void check_link(const struct pdf_check *c, int i, int end)
{
	const struct page_list *pl = c->in->pages;
	const struct tag *tag = page_tag(pl, i);
	bool paired = tag->other >= c->first && tag->other < end &&
	              page_tag(pl, tag->other)->kind == TAG_LINK &&
	              page_tag(pl, tag->other)->other == i;

	if (!paired)
		pdf_check_fail_tag(c->doc, pl, i, N_("it does not lead to one that leads back"));
	else if (tag->alt == NULL || *tag->alt == '\0')
		pdf_check_fail_tag(c->doc, pl, i, N_("it has no alternative text"));
	else if (pdf_doc_profile(c->doc)->writer->claims.pdfx != NULL)
		pdf_check_fail_tag(c->doc, pl, i, N_("this profile cannot have links"));
}

enum rc pdf_check_tags(struct pdf_check *c, int end)
{
	if (c->first == 1)
		check_parent(c, 0);
	for (int i = c->first; i < end && pdf_doc_fault(c->doc) == RC_OK; i++) {
		enum tag_kind kind = page_tag(c->in->pages, i)->kind;

		check_parent(c, i);
		if (is_in(kind, HEADINGS))
			check_heading(c, i);
		if (kind == TAG_FIGURE)
			check_figure(c, i);
		if (kind == TAG_LINK)
			check_link(c, i, end);
	}
	return pdf_doc_fault(c->doc);
}

static void note_content(struct pdf_check *c, int end)
{
	while (c->first + (int)c->n < end) {
		c->has_content = mem_grow(c->has_content, c->n, &c->cap, sizeof(*c->has_content));
		c->has_content[c->n++] = false;
	}
}

/* Only cells may be empty. */
static void check_fullness(const struct pdf_check *c, const struct page_tree *tree, int end)
{
	for (int i = c->first; i < end; i++) {
		enum tag_kind kind = page_tag(c->in->pages, i)->kind;

		if (!c->has_content[i - c->first] && page_tree_kid(tree, i) < 0 &&
		    !is_in(kind, CELLS))
			pdf_check_fail_tag(c->doc, c->in->pages, i, N_("it is empty"));
		if (kind == TAG_LI)
			check_list_item(c, tree, i);
	}
}

enum rc pdf_check_tree(struct pdf_check *c, const struct page_tree *tree, int end)
{
	size_t gone = (size_t)(end - c->first);
	struct pdf_check_part part = {
	        .doc = c->doc, .pl = c->in->pages, .tree = tree, .first = c->first, .end = end};

	note_content(c, end);
	part.has_content = c->has_content;
	check_fullness(c, tree, end);
	pdf_check_tables(&part);
	c->n -= gone;
	memmove(c->has_content, c->has_content + gone, c->n * sizeof(*c->has_content));
	c->first = end;
	return pdf_doc_fault(c->doc);
}

/* ---- the items ---- */

static void fail_item(struct pdf_doc *d, size_t page, const char *what)
{
	pdf_doc_fail(d, RC_BUG, _("page %zu: %s"), page + 1, _(what));
}

static void check_owner(const struct pdf_check *c, size_t page, const struct page_item *it)
{
	const struct page_list *pl = c->in->pages;

	if (it->tag < PAGE_ARTIFACT_WATERMARK || it->tag >= (int)pl->tag_n)
		fail_item(c->doc, page, N_("an item is neither in a tag nor an artifact"));
	else if (it->tag > 0 && it->tag < c->first)
		fail_item(c->doc, page, N_("the tag of an item is finished"));
	else if (it->tag >= 0 && !is_in(page_tag(pl, it->tag)->kind, TEXTS))
		pdf_check_fail_tag(
		        c->doc, pl, it->tag,
		        N_("it may only contain other tags, but has content of its own"));
}

/* The page whose items are checked, and the text of the last run: all of a paragraph have one. */
struct page_check {
	struct pdf_doc *doc;
	size_t page;
	const char *text;
	size_t text_n;
};

/*
 * Every glyph maps to text within its run; a length of 0 means that it belongs to a glyph that does
 * (ISO 14289-1, 7.21.7).
 */
static void check_run_text(struct page_check *k, const struct page_item *it)
{
	if (it->u.run.text != k->text) {
		k->text = it->u.run.text;
		k->text_n = k->text != NULL ? strlen(k->text) : 0;
	}
	for (size_t i = 0; i < it->u.run.glyph_n; i++) {
		const struct run_glyph *g = &it->u.run.glyphs[i];

		if (g->len > k->text_n || g->off > k->text_n - g->len)
			fail_item(k->doc, k->page, N_("the text of a glyph lies outside its run"));
	}
}

static void check_run(struct page_check *k, const struct page_item *it)
{
	if (it->u.run.font == NULL || it->u.run.size <= 0)
		fail_item(k->doc, k->page, N_("text without a font or a size"));
	else if (it->u.run.rotate != LEVEL && it->u.run.rotate != DIAGONAL)
		fail_item(k->doc, k->page, N_("text rotated by an unsupported angle"));
	else
		check_run_text(k, it);
}

static bool is_within(lu v, lu limit)
{
	return v >= 0 && v <= limit;
}

/* The trim box is the media box: anything beyond it would need a bleed (ISO 15930-7, 6.14). */
static void check_place(struct pdf_doc *d, const struct page *p, size_t page,
                        const struct page_item *it)
{
	bool swap = p->turned && !it->upright, within = true;
	lu w = swap ? p->height : p->width, h = swap ? p->width : p->height;

	switch (it->kind) {
	case ITEM_RUN:
		within = is_within(it->u.run.x, w) && is_within(it->u.run.y, h);
		break;
	case ITEM_RULE:
		within = is_within(it->u.rule.x0, w) && is_within(it->u.rule.y0, h) &&
		         is_within(it->u.rule.x1, w) && is_within(it->u.rule.y1, h);
		break;
	case ITEM_FILL:
		within = it->u.fill.w >= 0 && it->u.fill.h >= 0 && is_within(it->u.fill.x, w) &&
		         is_within(it->u.fill.y, h) && is_within(it->u.fill.x + it->u.fill.w, w) &&
		         is_within(it->u.fill.y + it->u.fill.h, h);
		break;
	case ITEM_SHAPE:
		for (size_t i = 0; i < it->u.shape.n; i++)
			within = within && is_within(it->u.shape.points[i].x, w) &&
			         is_within(it->u.shape.points[i].y, h);
		break;
	case ITEM_PICTURE:
		within = it->u.picture.w > 0 && it->u.picture.h > 0 &&
		         is_within(it->u.picture.x, w) && is_within(it->u.picture.y, h) &&
		         is_within(it->u.picture.x + it->u.picture.w, w) &&
		         is_within(it->u.picture.y + it->u.picture.h, h);
		break;
	}
	if (!within)
		fail_item(d, page, N_("an item lies off the sheet"));
}

enum rc pdf_check_page(struct pdf_check *c, size_t page)
{
	const struct page *p = &c->in->pages->pages[page];
	struct page_check k = {.doc = c->doc, .page = page};

	for (size_t i = 0; i < p->item_n && pdf_doc_fault(c->doc) == RC_OK; i++) {
		const struct page_item *it = &p->items[i];

		check_owner(c, page, it);
		check_place(c->doc, p, page, it);
		if (it->kind == ITEM_RUN)
			check_run(&k, it);
		if (it->tag <= 0 || pdf_doc_fault(c->doc) != RC_OK)
			continue;
		note_content(c, it->tag + 1);
		c->has_content[it->tag - c->first] = true;
	}
	return pdf_doc_fault(c->doc);
}

/* ---- attachments, colours, metadata ---- */

/*
 * ISO 19005-3, 6.8; PDF/A-4f is for files that have some (ISO 19005-4, 6.9). The names are a name
 * tree (ISO 32000-1, 7.9.6).
 */
static void check_attachments(struct pdf_doc *d, const struct write_input *in)
{
	if (in->attachment_n > 0 && !in->writer->attaches)
		pdf_doc_fail(d, RC_BUG, _("this profile cannot have attachments"));
	if (in->attachment_n == 0 && in->writer->claims.pdfa_conformance == 'F')
		pdf_doc_fail(d, RC_BUG, _("this profile must have attachments"));
	for (size_t i = 0; i < in->attachment_n; i++) {
		const struct write_attachment *f = &in->attachments[i];

		if (f->mime == NULL || f->relation == NULL)
			pdf_doc_fail(d, RC_BUG, _("an attachment is incomplete: %s"), f->name);
		if (i > 0 && strcmp(write_attachment_key(&f[-1]), write_attachment_key(f)) >= 0)
			pdf_doc_fail(d, RC_BUG, _("attachments are not in order: %s"), f->name);
	}
}

/* ISO 19005-2, 6.2.3 and ISO 15930-7, 6.2: device colours need an output intent for that device. */
static void check_intent(struct pdf_doc *d)
{
	enum { HEADER_BYTES = 128, AT_SPACE = 16, AT_SIGNATURE = 36 };
	const struct pdf_profile *profile = pdf_doc_profile(d);
	const struct pdf_intent *intent = &profile->intent;
	const char *icc = intent->icc;
	const char *space = intent->components == 4 ? "CMYK" : "RGB ";

	if (profile->writer->claims.pdfa_part == 0 && !profile->writer->press)
		return;
	if (intent->icc_n == 0)
		pdf_doc_fail(d, RC_BUG, _("there is no output intent"));
	else if (intent->icc_n < HEADER_BYTES || memcmp(icc + AT_SIGNATURE, "acsp", 4) != 0 ||
	         memcmp(icc + AT_SPACE, space, 4) != 0)
		pdf_doc_fail(d, RC_BUG, _("the output intent is for another kind of device"));
}

static bool is_day(const struct page_date *d)
{
	return d->year >= 1 && d->year <= 9999 && d->month >= 1 && d->month <= 12 && d->day >= 1 &&
	       d->day <= 31;
}

/* ISO 14289-1 requires a title (7.1) and a language (7.2). */
static void check_meta(struct pdf_doc *d, const struct page_meta *meta)
{
	if (meta->title == NULL || *meta->title == '\0')
		pdf_doc_fail(d, RC_BUG, _("the document has no title"));
	if (meta->language == NULL || *meta->language == '\0')
		pdf_doc_fail(d, RC_BUG, _("the document has no language"));
	if (!is_day(&meta->date) || !is_day(&meta->revised))
		pdf_doc_fail(d, RC_BUG, _("the document has no date"));
}

struct pdf_check *pdf_check_new(struct pdf_doc *d, const struct write_input *in)
{
	struct pdf_check *c = mem_alloc(sizeof(*c));

	*c = (struct pdf_check){.doc = d, .in = in, .first = 1};
	check_meta(d, &in->pages->meta);
	check_intent(d);
	return c;
}

enum rc pdf_check_end(struct pdf_check *c)
{
	const struct page_list *pl = c->in->pages;

	if (pl->page_n == 0)
		pdf_doc_fail(c->doc, RC_BUG, _("a PDF without pages"));
	if (pl->tag_n == 0)
		pdf_doc_fail(c->doc, RC_BUG, _("the document has no tags"));
	if (pl->tag_n == 1)
		pdf_check_fail_tag(c->doc, pl, 0, N_("it is empty"));
	check_attachments(c->doc, c->in);
	return pdf_doc_fault(c->doc);
}

void pdf_check_free(struct pdf_check *c)
{
	if (c == NULL)
		return;
	free(c->has_content);
	free(c);
}
