/* SPDX-License-Identifier: MIT */
/*
 * read_ofd.c: OFD (GB/T 33190) of any producer: characters and lines by their places. What is drawn
 * and not written (pictures, annotations, turned text) is a finding.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "import/placed.h"
#include "ofdview/ofdview.h"

/* mm: the thickest line that is not an area. */
#define THICKEST 1.6f

/* Of wide gaps: so many cost what a character does. */
enum { BLANKS_OF_A_CHAR = 4 };

/* At most so many pictures and turned texts are told of, page by page. */
enum { TOLD_MAX = 20 };

struct ofd_pages {
	struct doc *d;
	size_t chars_left; /* of all pages; blanks of wide gaps count, too */
	struct ofdview view;
	struct ofdview_page page;
	struct placed_page placed;
	struct placed_flow flow;
	size_t told;
};

static struct doc_place place_of(const struct ofd_pages *o)
{
	return placed_place(o->d, &o->placed);
}

/* A page of a megabyte may be meant a thousand times. An office's has a character in 5 bytes. */
static size_t chars_of(size_t n)
{
	enum { LEAST = 1000000 };

	return LEAST + n;
}

/* ---- lines ---- */

static void add_rule(struct placed_page *p, float x0, float y0, float x1, float y1)
{
	struct placed_rule r = {fminf(x0, x1), fminf(y0, y1), fmaxf(x0, x1), fmaxf(y0, y1)};

	/* One more than are read, which is told. */
	if (p->rule_n > PLACED_MAX_RULES || (r.x1 - r.x0 > THICKEST && r.y1 - r.y0 > THICKEST) ||
	    (r.x1 - r.x0 < THICKEST && r.y1 - r.y0 < THICKEST))
		return;
	p->rules = mem_grow(p->rules, p->rule_n, &p->rule_cap, sizeof(*p->rules));
	p->rules[p->rule_n++] = r;
}

/* Whether the points of a path are corners of one rectangle. */
static bool is_rectangle(const struct ofd_pages *o, const struct ofdview_object *ob, float box[4])
{
	double(*at)[2] = o->page.points + ob->from;
	size_t n = ob->to - ob->from;

	if (n < 4 || n > 5)
		return false;
	box[0] = box[2] = (float)at[0][0];
	box[1] = box[3] = (float)at[0][1];
	for (size_t i = 1; i < n; i++) {
		box[0] = fminf(box[0], (float)at[i][0]);
		box[1] = fminf(box[1], (float)at[i][1]);
		box[2] = fmaxf(box[2], (float)at[i][0]);
		box[3] = fmaxf(box[3], (float)at[i][1]);
	}
	for (size_t i = 0; i < n; i++)
		if ((fabs(at[i][0] - (double)box[0]) > 0.1 &&
		     fabs(at[i][0] - (double)box[2]) > 0.1) ||
		    (fabs(at[i][1] - (double)box[1]) > 0.1 &&
		     fabs(at[i][1] - (double)box[3]) > 0.1))
			return false;
	return true;
}

/* Thin areas are lines; of what is stroked, each straight piece is one. */
static void read_path(struct ofd_pages *o, const struct ofdview_object *ob)
{
	struct placed_page *p = &o->placed;
	float box[4];
	bool rectangle = is_rectangle(o, ob, box);

	if (rectangle && (box[2] - box[0] < THICKEST || box[3] - box[1] < THICKEST)) {
		add_rule(p, box[0], box[1], box[2], box[3]);
		return;
	}
	if (!ob->stroked)
		return;
	if (rectangle) {
		add_rule(p, box[0], box[1], box[2], box[1]);
		add_rule(p, box[0], box[3], box[2], box[3]);
		add_rule(p, box[0], box[1], box[0], box[3]);
		add_rule(p, box[2], box[1], box[2], box[3]);
		return;
	}
	for (size_t i = ob->from; i + 1 < ob->to; i++) {
		const double *a = o->page.points[i], *b = o->page.points[i + 1];

		if (fabs(a[0] - b[0]) < 0.1 || fabs(a[1] - b[1]) < 0.1)
			add_rule(p, (float)a[0], (float)a[1], (float)b[0], (float)b[1]);
	}
}

/* ---- text ---- */

/* About: the next character says it better. */
static float width_of(uint32_t cp, float size)
{
	bool wide = cp >= 0x2000 || (cp < 0x80 && strchr("%@&mwMW", (int)cp) != NULL);

	return wide ? size : size * 0.5f;
}

static void add_char(struct ofd_pages *o, const struct ofdview_object *ob, size_t i)
{
	const struct ofdview_char *c = &o->page.chars[i];
	struct placed_page *p = &o->placed;
	float size = (float)ob->size, end = (float)c->x + width_of(c->cp, size);

	if (p->char_n == PLACED_MAX_CHARS)
		return;
	if (i + 1 < ob->to && fabs(o->page.chars[i + 1].y - c->y) < 0.01 &&
	    o->page.chars[i + 1].x > c->x && o->page.chars[i + 1].x < c->x + 1.5 * ob->size)
		end = (float)o->page.chars[i + 1].x;
	p->chars = mem_grow(p->chars, p->char_n, &p->char_cap, sizeof(*p->chars));
	p->chars[p->char_n++] = (struct placed_char){
	        doc_is_blank(c->cp) ? ' ' : c->cp, (float)c->x, (float)c->y, size, end, false};
}

/* Blanks within a text are text; those around it are only places. */
static void add_chars(struct ofd_pages *o, const struct ofdview_object *ob)
{
	size_t first = ob->from, end = ob->to;

	while (first < end && doc_is_blank(o->page.chars[first].cp))
		first++;
	while (end > first && doc_is_blank(o->page.chars[end - 1].cp))
		end--;
	for (size_t i = first; i < end; i++)
		add_char(o, ob, i);
}

/* As much of a text as its excerpt needs. */
static const char *text_of(struct ofd_pages *o, const struct ofdview_object *ob)
{
	enum { ENOUGH = 1000 };
	size_t end = ob->to - ob->from < ENOUGH ? ob->to : ob->from + ENOUGH;
	struct buf b = {0};

	for (size_t i = ob->from; i < end; i++)
		buf_put_utf8(&b, o->page.chars[i].cp < ' ' ? ' ' : o->page.chars[i].cp);
	return buf_to_arena(o->d->arena, &b);
}

static void tell_left_out(struct ofd_pages *o, const struct ofdview_object *ob)
{
	if (o->told++ >= TOLD_MAX)
		return;
	switch (ob->kind) {
	case OFDVIEW_IMAGE:
		doc_tell_unplaced(o->d, place_of(o), _("a picture is not imported"));
		break;
	case OFDVIEW_TEXT:
		if (ob->hidden)
			doc_tell_warning(o->d, place_of(o), _("hidden text is left out: %s"),
			                 doc_excerpt(o->d, text_of(o, ob)));
		else
			doc_tell_warning(o->d, place_of(o), _("turned text is left out: %s"),
			                 doc_excerpt(o->d, text_of(o, ob)));
		break;
	case OFDVIEW_PATH:
	case OFDVIEW_OTHER:
		doc_tell_unplaced(o->d, place_of(o), _("a drawing is not imported"));
		break;
	}
}

static void read_object(struct ofd_pages *o, const struct ofdview_object *ob)
{
	switch (ob->kind) {
	case OFDVIEW_TEXT:
		if (ob->from == ob->to)
			break;
		if (ob->hidden || fabs(ob->sine) > 0.05 || ob->size <= 0) {
			tell_left_out(o, ob);
			break;
		}
		add_chars(o, ob);
		break;
	case OFDVIEW_PATH:
		if (!ob->hidden)
			read_path(o, ob);
		break;
	case OFDVIEW_IMAGE:
	case OFDVIEW_OTHER:
		if (!ob->hidden)
			tell_left_out(o, ob);
		break;
	}
}

/* ---- the package ---- */

/* False: it has the last characters that are read. */
static bool read_page(struct ofd_pages *o, size_t n)
{
	struct placed_page *p = &o->placed;
	size_t blanks = o->flow.blanks;
	bool more;

	if (!ofdview_read_page(&o->view, n, &o->page))
		return false;
	p->number = n + 1;
	p->width = o->page.area[2];
	p->height = o->page.area[3];
	p->char_n = p->rule_n = 0;
	for (size_t i = 0; i < o->page.object_n; i++)
		read_object(o, &o->page.objects[i]);
	if (!o->page.whole || p->char_n == PLACED_MAX_CHARS)
		doc_tell_unplaced(o->d, place_of(o), _("this page has more than can be read"));
	more = p->char_n <= o->chars_left;
	if (!more)
		doc_tell_unplaced(o->d, place_of(o),
		                  _("with this page the document has more characters than are read "
		                    "of a file of its size; what follows is left out"));
	p->char_n = more ? p->char_n : o->chars_left;
	o->chars_left -= p->char_n;
	placed_flow_page(&o->flow, p);
	blanks = (o->flow.blanks - blanks) / BLANKS_OF_A_CHAR;
	o->chars_left -= blanks < o->chars_left ? blanks : o->chars_left;
	return more;
}

static void tell_annotations(struct ofd_pages *o)
{
	const xmlNode *root = xmlDocGetRootElement(o->view.document);

	if (xml_child(root, "Annotations") != NULL)
		doc_tell_warning(o->d, (struct doc_place){0}, _("annotations are not imported"));
	if (o->view.document_n > 1)
		doc_tell_unplaced(o->d, (struct doc_place){0},
		                  _("the package has %zu documents; only the first is imported"),
		                  o->view.document_n);
}

static enum rc tell_fault(struct ofd_pages *o)
{
	const struct doc_place whole = {0};
	const char *part = o->view.fault_part != NULL ? o->view.fault_part : "OFD.xml";

	switch (o->view.fault) {
	case OFDVIEW_FINE:
		return RC_OK;
	case OFDVIEW_NO_PACKAGE:
		doc_tell_unplaced(o->d, whole, _("this is no OFD document, or it is damaged"));
		break;
	case OFDVIEW_ENCRYPTED:
		doc_tell_unplaced(o->d, whole, _("“%s” inside the file is protected by a password"),
		                  part);
		break;
	case OFDVIEW_ABSENT:
		doc_tell_unplaced(o->d, whole, _("“%s” is missing from the file"), part);
		break;
	case OFDVIEW_DAMAGED:
		doc_tell_unplaced(o->d, whole, _("“%s” inside the file is damaged"), part);
		break;
	case OFDVIEW_TOO_LARGE:
		doc_tell_unplaced(o->d, whole, _("“%s” inside the file is too large"), part);
		break;
	case OFDVIEW_NOT_XML:
		doc_tell_unplaced(o->d, whole,
		                  _("“%s” inside the file is not well-formed XML, or it has a DTD"),
		                  part);
		break;
	}
	return RC_INPUT;
}

/* A package of which a page cannot be read is refused: half a report is worse than none. */
enum rc ofd_read(struct doc *d)
{
	struct ofd_pages o = {.d = d, .chars_left = chars_of(d->source->len), .flow = {.doc = d}};
	enum rc rc;

	if (ofdview_open(&o.view, d->arena, d->source->text, d->source->len)) {
		tell_annotations(&o);
		for (size_t i = 0; i < o.view.page_n && read_page(&o, i); i++)
			;
	}
	placed_flow_end(&o.flow);
	rc = tell_fault(&o);
	if (rc == RC_OK && d->block_n == 0) {
		doc_tell_unplaced(d, (struct doc_place){0},
		                  _("there is no text in the pages; perhaps they are pictures"));
		rc = RC_INPUT;
	}
	ofdview_page_release(&o.page);
	free(o.placed.chars);
	free(o.placed.rules);
	ofdview_close(&o.view);
	return rc;
}
