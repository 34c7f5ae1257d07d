/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_content.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/tr.h"
#include "write/pdf/pdf_put.h"

/*
 * Positions along a run are counted in half nanopoints: a layout unit, a written coordinate and a
 * glyph's advance at a written size are then all integers. The rounding error of one gap is known
 * exactly and corrected in the next, so positions do not drift.
 */
typedef int64_t fine;
enum { FINE_PER_LU = 1953125 /* 2e9 / LU_PER_PT */, FINE_PER_MILLI = 2000000 };

/* A shift too small to be seen, in thousandths of the em; several marks in a row add up. */
enum { HAIR = 2 * (PDF_CLUSTER_LOST - PDF_CLUSTER_OVERLAP) };

/*
 * Some programs take a single move of half a space or more for a word space, and a space is a fifth
 * of an em or wider: longer moves are made in pieces, in thousandths of the em.
 */
enum { PIECE = 90 };

/* Glyphs of a run on their way to the page. */
struct pen {
	struct pdf_text *t;
	struct pdf_font *font;
	const struct page_item *it;
	size_t from, to;
	lu origin;    /* the origin of a glyph's x */
	fine at;      /* where a viewer's pen is */
	fine end;     /* where the previous glyph ends, without its spacing */
	bool shown;   /* there is a previous glyph */
	bool in_text; /* inside <…> */
	bool in_array;
};

static int64_t div_round(int64_t num, int64_t den)
{
	return (num >= 0 ? num + den / 2 : num - den / 2) / den;
}

static int64_t milli(lu value)
{
	return div_round((int64_t)value * 1000, LU_PER_PT);
}

static fine advance_of(const struct pen *p, size_t i)
{
	const struct font *face = p->it->u.run.font;
	struct font_glyph glyph = pdf_font_glyph(p->it, i);

	return pdf_font_advance(face, &glyph) * p->t->size * 2;
}

/* A thousandth of the em, the unit of TJ. */
static fine thousandth(const struct pen *p)
{
	return p->t->size * 2000;
}

/* Where the box of glyph i begins. */
static fine target_of(const struct pen *p, size_t i)
{
	fine origin = ((fine)p->origin + p->it->u.run.glyphs[i].x) * FINE_PER_LU;
	struct font_glyph glyph = pdf_font_glyph(p->it, i);

	if (glyph.left == 0)
		return origin;
	return origin + pdf_font_left(p->it->u.run.font, &glyph) * p->t->size * 2;
}

static int compare_fine(const void *a, const void *b)
{
	fine x = *(const fine *)a, y = *(const fine *)b;

	return (x > y) - (x < y);
}

enum { GAPS_OF_A_LINE = 64 };

/* Those of a line are few, and most of them the same. */
static void sort_gaps(fine *gaps, size_t n)
{
	if (n > GAPS_OF_A_LINE) {
		qsort(gaps, n, sizeof(*gaps), compare_fine);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		fine gap = gaps[i];
		size_t k = i;

		for (; k > 0 && gaps[k - 1] > gap; k--)
			gaps[k] = gaps[k - 1];
		gaps[k] = gap;
	}
}

/*
 * The character spacing: the median of what the gaps have beyond the glyphs' own advances, of two
 * in the middle the smaller one, as it also follows the last glyph.
 */
static int64_t choose_spacing(const struct pen *p)
{
	size_t n = p->to - p->from - 1;
	fine few[GAPS_OF_A_LINE], *gaps = few, middle, target, next;

	if (n < 2)
		return 0;
	if (n > COUNT(few))
		gaps = mem_alloc(mem_size_mul(n, sizeof(*gaps)));
	target = target_of(p, p->from);
	for (size_t i = 0; i < n; i++, target = next) {
		next = target_of(p, p->from + i + 1);
		gaps[i] = next - target - advance_of(p, p->from + i);
	}
	sort_gaps(gaps, n);
	middle = gaps[(n - 1) / 2];
	if (llabs(gaps[n / 2]) < llabs(middle))
		middle = gaps[n / 2];
	if (gaps != few)
		free(gaps);
	/* Layout rounds positions to its units; such differences are not spacing. */
	if (llabs(middle) <= 2 * FINE_PER_LU)
		return 0;
	return div_round(middle, FINE_PER_MILLI);
}

static void set_font(struct pdf_text *t, const struct pdf_font *font, int64_t size)
{
	if (t->font == font && t->size == size)
		return;
	t->font = font;
	t->size = size;
	buf_puts(t->b, "/F");
	num_put_int(t->b, pdf_font_index(font));
	buf_putc(t->b, ' ');
	num_put_milli(t->b, size);
	buf_puts(t->b, " Tf\n");
}

static void set_number(struct pdf_text *t, int64_t *state, int64_t value, const char *operator)
{
	if (*state == value)
		return;
	*state = value;
	num_put_milli(t->b, value);
	buf_puts(t->b, operator);
}

static void begin_array(struct pen *p)
{
	if (!p->in_array)
		buf_putc(p->t->b, '[');
	p->in_array = true;
}

static void end_text(struct pen *p)
{
	if (p->in_text)
		buf_putc(p->t->b, '>');
	p->in_text = false;
}

static void end_array(struct pen *p)
{
	end_text(p);
	if (p->in_array)
		buf_puts(p->t->b, "]TJ\n");
	p->in_array = false;
}

/*
 * A mark set in the blank half of the one before, ）。, moves back by half an em. If it moves back
 * slightly more, because characters are set closer than they are wide, text extractors take it for
 * another line. Slightly less is invisible.
 */
static fine keep_in_line(const struct pen *p, fine target)
{
	fine least = p->end - PDF_CLUSTER_OVERLAP * thousandth(p);
	bool is_hair = least - target < HAIR * thousandth(p);

	return p->shown && !p->t->explained && target < least && is_hair ? least : target;
}

/* Moves the pen to the position set by layout, to the nearest thousandth of the em. */
static void move_to(struct pen *p, fine target)
{
	int64_t step = div_round(keep_in_line(p, target) - p->at, thousandth(p)), left;

	if (step == 0)
		return;
	begin_array(p);
	end_text(p);
	for (left = -step; left < -PIECE; left += PIECE) {
		num_put_int(p->t->b, -PIECE);
		buf_putc(p->t->b, ' ');
	}
	num_put_int(p->t->b, left);
	p->at += step * thousandth(p);
}

static void show_glyph(struct pen *p, size_t i, const struct pdf_cluster *c)
{
	const struct run_glyph *g = &p->it->u.run.glyphs[i];
	struct font_glyph glyph = pdf_font_glyph(p->it, i);
	int64_t rise = glyph.up != 0 ? 0 : milli(g->dy);
	const char *text;
	size_t n;

	if (g->gid == 0)
		pdf_doc_fail(p->t->doc, RC_BUG, _("a page shows the missing-character glyph of %s"),
		             font_describe(p->it->u.run.font)->ps_name);
	if (rise != p->t->rise) {
		end_array(p);
		set_number(p->t, &p->t->rise, rise, " Ts\n");
	}
	move_to(p, target_of(p, i));
	begin_array(p);
	if (!p->in_text)
		buf_putc(p->t->b, '<');
	p->in_text = true;
	text = pdf_cluster_code_text(c, i, &n);
	pdf_put_hex16(p->t->b, pdf_font_code(p->font, &glyph, text, n));
	p->shown = true;
	p->end = p->at + advance_of(p, i);
	p->at = p->end + p->t->spacing * FINE_PER_MILLI;
}

static void show_clusters(struct pen *p)
{
	for (size_t i = p->from; i < p->to;) {
		struct pdf_cluster c = pdf_cluster_at(p->it, i);

		for (; i < c.to; i++)
			show_glyph(p, i, &c);
	}
	end_array(p);
}

/* The value times the sine (and cosine) of 45°. */
static lu diagonal(lu v)
{
	return lu_scale(v, 70711, 100000);
}

/* Sets the origin: the pen counts from the first glyph or, on a level line, from the page. */
static void put_start(struct pen *p)
{
	const struct page_item *it = p->it;
	struct font_glyph first = pdf_font_glyph(it, p->from);
	lu along = it->u.run.glyphs[p->from].x +
	           lu_scale(it->u.run.size, pdf_font_left(it->u.run.font, &first), 1000000);
	lu x = it->u.run.x, y = p->t->page_height - it->u.run.y;
	struct buf *b = p->t->b;

	if (it->u.run.rotate == 0) {
		p->origin = x;
		p->at = milli(x + along) * FINE_PER_MILLI;
		x += along;
	} else {
		p->origin = -along;
		x += diagonal(along);
		y += diagonal(along);
		buf_puts(b, "0.70711 0.70711 -0.70711 0.70711 ");
	}
	num_put_milli(b, milli(x));
	buf_putc(b, ' ');
	num_put_milli(b, milli(y));
	buf_puts(b, it->u.run.rotate == 0 ? " Td\n" : " Tm\n");
}

void pdf_text_put(struct pdf_text *t, const struct page_item *run, size_t from, size_t to)
{
	struct pen p = {.t = t, .it = run, .from = from, .to = to};

	p.font = pdf_fonts_use(t->fonts, run->u.run.font);
	buf_puts(t->b, "BT\n");
	set_font(t, p.font, milli(run->u.run.size));
	put_start(&p);
	set_number(t, &t->spacing, choose_spacing(&p), " Tc\n");
	show_clusters(&p);
	buf_puts(t->b, "ET\n");
}
