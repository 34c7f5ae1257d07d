/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_content.h"

#include <stdbool.h>

#include "write/pdf/pdf_put.h"

enum path { PATH_STROKE, PATH_FILL };

/* Where a pagination artifact lies (ISO 32000-1, table 330). */
enum margin { MARGIN_NONE, MARGIN_HEAD, MARGIN_FOOT };

/* The graphics state set so far; a gray of -1: not set yet. */
struct paint {
	int fill_gray, stroke_gray;
	lu line_width;
};

struct content_stream {
	struct buf *b;
	const struct pdf_content_target *to;
	const struct page *page;
	size_t n;
	struct pdf_text text;

	bool marked; /* in marked content: of this tag, in this margin */
	int tag;
	enum margin margin;

	bool filling; /* a path of filled areas is not painted yet */
	struct paint paint;
	/* On a turned page: whether the operators are in its turned coordinates; what was before.
	 */
	bool turned;
	struct paint upright_paint;
	struct pdf_text upright_text;
};

/* PDF's origin is the bottom left corner. */
static void put_point(struct content_stream *c, lu x, lu y)
{
	lu_put_pt(c->b, x);
	buf_putc(c->b, ' ');
	lu_put_pt(c->b, (c->turned ? c->page->width : c->page->height) - y);
}

static void fill_path(struct content_stream *c)
{
	if (c->filling)
		buf_puts(c->b, "f\n");
	c->filling = false;
}

/* Sets the gray for filling or stroking; for a press, as black ink only. */
static void set_gray(struct content_stream *c, enum path path, int gray)
{
	int *state = path == PATH_FILL ? &c->paint.fill_gray : &c->paint.stroke_gray;
	int milli = (gray * 1000 + 127) / 255;

	if (*state == gray)
		return;
	fill_path(c);
	*state = gray;
	if (pdf_doc_profile(c->to->doc)->writer->press) {
		buf_puts(c->b, "0 0 0 ");
		num_put_milli(c->b, 1000 - milli);
		buf_puts(c->b, path == PATH_FILL ? " k\n" : " K\n");
	} else {
		num_put_milli(c->b, milli);
		buf_puts(c->b, path == PATH_FILL ? " g\n" : " G\n");
	}
}

/* The top of an item; for a run, roughly that of its em square. */
static lu item_top(const struct page_item *it)
{
	switch (it->kind) {
	case ITEM_RUN:
		return it->u.run.y - it->u.run.size;
	case ITEM_RULE:
		return it->u.rule.y0 < it->u.rule.y1 ? it->u.rule.y0 : it->u.rule.y1;
	case ITEM_FILL:
		return it->u.fill.y;
	case ITEM_PICTURE:
		return it->u.picture.y;
	case ITEM_SHAPE:
		return it->u.shape.points[0].y;
	}
	return 0;
}

static lu item_bottom(const struct page_item *it)
{
	switch (it->kind) {
	case ITEM_RUN:
		return it->u.run.y;
	case ITEM_RULE:
		return it->u.rule.y0 > it->u.rule.y1 ? it->u.rule.y0 : it->u.rule.y1;
	case ITEM_FILL:
		return it->u.fill.y + it->u.fill.h;
	case ITEM_PICTURE:
		return it->u.picture.y + it->u.picture.h;
	case ITEM_SHAPE:
		return it->u.shape.points[0].y;
	}
	return 0;
}

/* Repeated table heads lie between the margins, each of which is at least a ninth of the page. */
static enum margin item_margin(const struct content_stream *c, const struct page_item *it)
{
	lu band = c->page->height / 9;

	if (it->tag != PAGE_ARTIFACT_PAGINATION)
		return MARGIN_NONE;
	if (item_top(it) < band)
		return MARGIN_HEAD;
	return item_bottom(it) > c->page->height - band ? MARGIN_FOOT : MARGIN_NONE;
}

static void put_artifact(struct content_stream *c)
{
	static const char *const subtypes[] = {[MARGIN_NONE] = "",
	                                       [MARGIN_HEAD] = "/Subtype/Header",
	                                       [MARGIN_FOOT] = "/Subtype/Footer"};

	if (c->tag == PAGE_ARTIFACT)
		buf_puts(c->b, "/Artifact<</Type/Layout>>BDC\n");
	else if (c->tag == PAGE_ARTIFACT_WATERMARK)
		buf_puts(c->b, "/Artifact<</Type/Pagination/Subtype/Watermark>>BDC\n");
	else
		buf_putf(c->b, "/Artifact<</Type/Pagination%s>>BDC\n", subtypes[c->margin]);
}

static void end_mark(struct content_stream *c)
{
	fill_path(c);
	if (c->marked)
		buf_puts(c->b, "EMC\n");
	c->marked = false;
}

/*
 * On a turned page, items that are not upright are drawn with their foot to the right: x grows
 * upwards from the bottom of the sheet, y rightwards from its left edge.
 */
static void set_turned(struct content_stream *c, bool turned)
{
	if (c->turned == turned)
		return;
	end_mark(c);
	c->turned = turned;
	if (turned) {
		c->upright_paint = c->paint;
		c->upright_text = c->text;
		buf_puts(c->b, "q\n0 1 -1 0 ");
		lu_put_pt(c->b, c->page->width);
		buf_puts(c->b, " 0 cm\n");
		c->text.page_height = c->page->width;
	} else {
		buf_puts(c->b, "Q\n");
		c->paint = c->upright_paint;
		c->text = c->upright_text;
	}
}

static int next_mcid(struct content_stream *c, const struct page_item *it)
{
	/* A bookmark to turned content leads to the top of the sheet. */
	lu top = c->turned ? 0 : item_top(it);

	return pdf_tags_mark(c->to->tags, it->tag, c->n, top);
}

/* One marked-content sequence for neighbouring items of one tag. */
static void begin_mark(struct content_stream *c, const struct page_item *it)
{
	enum margin margin = item_margin(c, it);

	if (c->marked && c->tag == it->tag && c->margin == margin)
		return;
	end_mark(c);
	c->marked = true;
	c->tag = it->tag;
	c->margin = margin;
	if (it->tag < 0) {
		put_artifact(c);
	} else {
		pdf_put_name(c->b, pdf_tags_name(c->to->tags, it->tag));
		buf_puts(c->b, "<</MCID ");
		num_put_int(c->b, next_mcid(c, it));
		buf_puts(c->b, ">>BDC\n");
	}
}

/*
 * A marked-content sequence with /ActualText, beside the other sequences of its tag and not nested
 * in one: readers that miscount nesting would lose what follows.
 */
static void put_explained(struct content_stream *c, const struct page_item *it,
                          const struct pdf_cluster *cluster)
{
	if (it->tag < 0)
		begin_mark(c, it);
	else
		end_mark(c);
	buf_puts(c->b, "/Span<<");
	if (it->tag >= 0)
		buf_putf(c->b, "/MCID %d", next_mcid(c, it));
	buf_puts(c->b, "/ActualText");
	pdf_put_text(c->b, cluster->text, cluster->n);
	buf_puts(c->b, ">>BDC\n");
	c->text.explained = true;
	pdf_text_put(&c->text, it, cluster->from, cluster->to);
	c->text.explained = false;
	buf_puts(c->b, "EMC\n");
}

/* The end of the clusters from here that need no /ActualText. */
static size_t plain_end(const struct page_item *it, size_t from)
{
	while (from < it->u.run.glyph_n) {
		struct pdf_cluster cluster = pdf_cluster_group_at(it, from);

		if (pdf_cluster_needs_text(&cluster))
			break;
		from = cluster.to;
	}
	return from;
}

static void put_run(struct content_stream *c, const struct page_item *it)
{
	size_t from = 0, to;

	if (it->tag >= 0 && pdf_tags_kind(c->to->tags, it->tag) == TAG_LINK)
		pdf_links_add(c->to->links, c->to->tags, c->n, it);
	fill_path(c);
	set_gray(c, PATH_FILL, it->gray);
	for (; from < it->u.run.glyph_n; from = to) {
		to = plain_end(it, from);
		if (to > from) {
			begin_mark(c, it);
			pdf_text_put(&c->text, it, from, to);
		} else {
			struct pdf_cluster cluster = pdf_cluster_group_at(it, from);

			put_explained(c, it, &cluster);
			to = cluster.to;
		}
	}
}

/* Each rule is a path of its own: programs that look for the grids of tables see no other. */
static void put_rule(struct content_stream *c, const struct page_item *it)
{
	fill_path(c);
	if (c->paint.line_width != it->u.rule.width) {
		c->paint.line_width = it->u.rule.width;
		lu_put_pt(c->b, c->paint.line_width);
		buf_puts(c->b, " w\n");
	}
	set_gray(c, PATH_STROKE, it->gray);
	put_point(c, it->u.rule.x0, it->u.rule.y0);
	buf_puts(c->b, " m ");
	put_point(c, it->u.rule.x1, it->u.rule.y1);
	buf_puts(c->b, " l S\n");
}

static void put_fill(struct content_stream *c, const struct page_item *it)
{
	set_gray(c, PATH_FILL, it->gray);
	put_point(c, it->u.fill.x, it->u.fill.y + it->u.fill.h);
	buf_putc(c->b, ' ');
	lu_put_pt(c->b, it->u.fill.w);
	buf_putc(c->b, ' ');
	lu_put_pt(c->b, it->u.fill.h);
	buf_puts(c->b, " re\n");
	c->filling = true;
}

/*
 * The unit square of an image (ISO 32000-1, 8.9.5) becomes its box; what was stored lying or
 * mirrored is put upright by the same matrix.
 */
static void put_picture(struct content_stream *c, const struct page_item *it)
{
	const struct picture *p = it->u.picture.picture;
	lu w = it->u.picture.w, h = it->u.picture.h, m[4] = {0};
	bool right = p->exchanged != p->mirrored_x, up = p->exchanged != p->mirrored_y;

	m[p->exchanged ? 2 : 0] = right ? -w : w;
	m[p->exchanged ? 1 : 3] = up ? -h : h;
	fill_path(c);
	buf_puts(c->b, "q ");
	for (int i = 0; i < 4; i++) {
		lu_put_pt(c->b, m[i]);
		buf_putc(c->b, ' ');
	}
	put_point(c, it->u.picture.x + (right ? w : 0), it->u.picture.y + (up ? 0 : h));
	buf_putf(c->b, " cm /I%d Do Q\n", pdf_images_use(c->to->images, p, it->u.picture.gray));
}

static void put_shape(struct content_stream *c, const struct page_item *it)
{
	fill_path(c);
	set_gray(c, PATH_FILL, it->gray);
	for (size_t i = 0; i <= it->u.shape.n; i++) {
		const struct page_point *p = &it->u.shape.points[i % it->u.shape.n];

		put_point(c, p->x, p->y);
		buf_puts(c->b, i == 0 ? " m " : " l ");
	}
	buf_puts(c->b, "f\n");
}

static void put_item(struct content_stream *c, const struct page_item *it)
{
	set_turned(c, c->page->turned && !it->upright);
	switch (it->kind) {
	case ITEM_RUN:
		put_run(c, it);
		break;
	case ITEM_RULE:
		begin_mark(c, it);
		put_rule(c, it);
		break;
	case ITEM_FILL:
		begin_mark(c, it);
		put_fill(c, it);
		break;
	case ITEM_PICTURE:
		begin_mark(c, it);
		put_picture(c, it);
		break;
	case ITEM_SHAPE:
		begin_mark(c, it);
		put_shape(c, it);
		break;
	}
}

void pdf_content_put(struct buf *b, const struct pdf_content_target *to, const struct page *page,
                     size_t n)
{
	struct content_stream c = {.b = b, .to = to, .page = page, .n = n};

	c.paint.line_width = LU_PER_PT; /* the initial graphics state: black, 1 pt */
	if (pdf_doc_profile(to->doc)->writer->press)
		c.paint.fill_gray = c.paint.stroke_gray =
		        -1; /* but that black may be of any inks */
	c.text = (struct pdf_text){
	        .b = b, .doc = to->doc, .fonts = to->fonts, .page_height = page->height};
	for (size_t i = 0; i < page->item_n; i++)
		put_item(&c, &page->items[i]);
	set_turned(&c, false);
	end_mark(&c);
}
