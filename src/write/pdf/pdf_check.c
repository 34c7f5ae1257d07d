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

static bool is_in(enum tag_kind kind, unsigned set)
{
	return (set >> kind & 1) != 0;
}

void pdf_check_fail_tag(struct pdf_doc *d, const struct page_list *pl, int tag, const char *what)
{
	pdf_doc_fail(d, RC_BUG, _("tag %d of the document, %s: %s"), tag,
	             tag_kind_name(pl->tags[tag].kind), _(what));
}

/* ---- the tags ---- */

static void check_parent(struct pdf_doc *d, const struct page_list *pl, int i)
{
	const struct tag *tag = &pl->tags[i];

	if (tag->parent >= i || tag->parent < -1)
		pdf_check_fail_tag(d, pl, i, N_("it comes before its parent"));
	else if (tag->parent < 0 ? i > 0 || wholes[tag->kind] != 0
	                         : !is_in(pl->tags[tag->parent].kind, wholes[tag->kind]))
		pdf_check_fail_tag(d, pl, i, N_("it must not be a child of its parent"));
}

/* ISO 14289-1, 7.4.2: the first is H1, and no level is skipped on the way down. */
static void check_heading(struct pdf_doc *d, const struct page_list *pl, int i, int *level)
{
	int own = (int)(pl->tags[i].kind - TAG_H1) + 1;

	if (own > *level + 1)
		pdf_check_fail_tag(d, pl, i, N_("a heading level is skipped above it"));
	*level = own;
}

/* An item has a body, and at most one label, which comes first (ISO 32000-1, table 336). */
static void check_list_item(struct pdf_doc *d, const struct page_list *pl,
                            const struct page_tree *tree, int i)
{
	int kid = tree->first_kid[i];
	bool labelled = kid >= 0 && pl->tags[kid].kind == TAG_LBL;
	int body = labelled ? tree->next_kid[kid] : kid;

	if (body < 0 || pl->tags[body].kind != TAG_LBODY || tree->next_kid[body] >= 0)
		pdf_check_fail_tag(d, pl, i, N_("it is not a body with an optional label"));
	/* ISO 14289-1, 7.6: a list whose items have labels declares their numbering. */
	else if (labelled != (pl->tags[pl->tags[i].parent].numbering != NUMBERING_NONE))
		pdf_check_fail_tag(d, pl, i,
		                   N_("its label does not match the numbering of its list"));
}

static void check_lists(struct pdf_doc *d, const struct page_list *pl, const struct page_tree *tree)
{
	for (size_t i = 0; i < pl->tag_n; i++)
		if (pl->tags[i].kind == TAG_LI)
			check_list_item(d, pl, tree, (int)i);
}

/* ISO 14289-1, 7.3: a figure has an alternative text. */
static void check_figure(struct pdf_doc *d, const struct page_list *pl, int i)
{
	if (pl->tags[i].alt == NULL || *pl->tags[i].alt == '\0')
		pdf_check_fail_tag(d, pl, i, N_("it has no alternative text"));
}

/*
 * A link leads to one that leads back. ISO 14289-1, 7.18.5: it says where. ISO 15930-7, 6.17: a
 * press has no annotations on its sheets.
 */
static void check_link(struct pdf_doc *d, const struct page_list *pl, int i)
{
	const struct tag *tag = &pl->tags[i];
	bool paired = tag->other >= 0 && (size_t)tag->other < pl->tag_n &&
	              pl->tags[tag->other].kind == TAG_LINK && pl->tags[tag->other].other == i;

	if (!paired)
		pdf_check_fail_tag(d, pl, i, N_("it does not lead to one that leads back"));
	else if (tag->alt == NULL || *tag->alt == '\0')
		pdf_check_fail_tag(d, pl, i, N_("it has no alternative text"));
	else if (pdf_doc_profile(d)->writer->claims.pdfx != NULL)
		pdf_check_fail_tag(d, pl, i, N_("this profile cannot have links"));
}

static void check_tags(struct pdf_doc *d, const struct page_list *pl)
{
	int level = 0;

	if (pl->tag_n == 0)
		pdf_doc_fail(d, RC_BUG, _("the document has no tags"));
	for (size_t i = 0; i < pl->tag_n && pdf_doc_fault(d) == RC_OK; i++) {
		check_parent(d, pl, (int)i);
		if (is_in(pl->tags[i].kind, HEADINGS))
			check_heading(d, pl, (int)i, &level);
		if (pl->tags[i].kind == TAG_FIGURE)
			check_figure(d, pl, (int)i);
		if (pl->tags[i].kind == TAG_LINK)
			check_link(d, pl, (int)i);
	}
}

/* Only cells may be empty. */
static void check_fullness(struct pdf_doc *d, const struct page_list *pl,
                           const struct page_tree *tree, const bool *has_content)
{
	for (size_t i = 0; i < pl->tag_n; i++) {
		if (!has_content[i] && tree->first_kid[i] < 0 && !is_in(pl->tags[i].kind, CELLS))
			pdf_check_fail_tag(d, pl, (int)i, N_("it is empty"));
	}
}

/* ---- the items ---- */

static void fail_item(struct pdf_doc *d, size_t page, const char *what)
{
	pdf_doc_fail(d, RC_BUG, _("page %zu: %s"), page + 1, _(what));
}

static void check_owner(struct pdf_doc *d, const struct page_list *pl, size_t page,
                        const struct page_item *it)
{
	if (it->tag < PAGE_ARTIFACT_WATERMARK || it->tag >= (int)pl->tag_n)
		fail_item(d, page, N_("an item is neither in a tag nor an artifact"));
	else if (it->tag >= 0 && !is_in(pl->tags[it->tag].kind, TEXTS))
		pdf_check_fail_tag(
		        d, pl, it->tag,
		        N_("it may only contain other tags, but has content of its own"));
}

/*
 * Every glyph maps to text within its run; a length of 0 means that it belongs to a glyph that does
 * (ISO 14289-1, 7.21.7).
 */
static void check_run_text(struct pdf_doc *d, size_t page, const struct page_item *it)
{
	size_t n = it->u.run.text != NULL ? strlen(it->u.run.text) : 0;

	for (size_t i = 0; i < it->u.run.glyph_n; i++) {
		const struct run_glyph *g = &it->u.run.glyphs[i];

		if (g->len > n || g->off > n - g->len)
			fail_item(d, page, N_("the text of a glyph lies outside its run"));
	}
}

static void check_run(struct pdf_doc *d, size_t page, const struct page_item *it)
{
	if (it->u.run.font == NULL || it->u.run.size <= 0)
		fail_item(d, page, N_("text without a font or a size"));
	else if (it->u.run.rotate != LEVEL && it->u.run.rotate != DIAGONAL)
		fail_item(d, page, N_("text rotated by an unsupported angle"));
	else
		check_run_text(d, page, it);
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

static void check_items(struct pdf_doc *d, const struct page_list *pl, bool *has_content)
{
	for (size_t page = 0; page < pl->page_n; page++) {
		const struct page *p = &pl->pages[page];

		for (size_t i = 0; i < p->item_n; i++) {
			const struct page_item *it = &p->items[i];

			check_owner(d, pl, page, it);
			check_place(d, p, page, it);
			if (it->kind == ITEM_RUN)
				check_run(d, page, it);
			if (it->tag >= 0 && it->tag < (int)pl->tag_n)
				has_content[it->tag] = true;
		}
	}
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

enum rc pdf_check_pages(struct pdf_doc *d, const struct write_input *in)
{
	const struct page_list *pl = in->pages;
	struct page_tree tree;
	bool *has_content;

	if (pl->page_n == 0)
		pdf_doc_fail(d, RC_BUG, _("a PDF without pages"));
	check_meta(d, &pl->meta);
	check_intent(d);
	check_attachments(d, in);
	check_tags(d, pl);
	if (pdf_doc_fault(d) != RC_OK)
		return pdf_doc_fault(d);
	has_content = mem_alloc(mem_size_mul(pl->tag_n, sizeof(*has_content)));
	page_tree_init(&tree, pl);
	check_items(d, pl, has_content);
	check_fullness(d, pl, &tree, has_content);
	check_lists(d, pl, &tree);
	pdf_check_tables(d, pl, &tree, has_content);
	page_tree_release(&tree);
	free(has_content);
	return pdf_doc_fault(d);
}
