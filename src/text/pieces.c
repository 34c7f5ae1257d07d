/* SPDX-License-Identifier: MIT */
#include "text/shape.h"

#include <stdlib.h>

#include <hb.h>

#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"

enum {
	LINE_BREAK = '\n',
	TWO_EM_DASH = 0x2E3A,
	EM_DASH = 0x2014,
	ZERO_WIDTH_SPACE = 0x200B,
	LEFT_QUOTE = 0x2018,
	RIGHT_QUOTE = 0x2019,
	EAST_ASIAN_FIRST = 0x2E80
};

/* Thresholds for narrow and wide advances, in tenths of an em. */
enum { NARROW_MAX = 6, WIDE_MIN = 9 };

struct maker {
	struct font_set *fs;
	const struct text_input *in;
	struct diag_list *dl;
	struct pieces out;
	bool fresh;   /* at the start of the text or after a hint: there is no base to attach to */
	bool waiting; /* invisible characters from `waiting_off` on belong to the next piece */
	size_t waiting_off;
	unsigned char brk; /* requested before the next piece */
	struct text_run style;
	size_t run, run_end; /* index of the style and the offset where it ends */
};

static struct piece *before(struct maker *m)
{
	return m->fresh ? NULL : &m->out.items[m->out.n - 1];
}

/* Advances to the style of the character at an offset. */
static void seek_style(struct maker *m, size_t off)
{
	while (off >= m->run_end && m->run + 1 < m->in->run_n) {
		m->style = m->in->runs[++m->run];
		m->run_end += m->style.len;
	}
}

static struct piece *add_piece(struct maker *m, uint32_t cp, size_t off, size_t end)
{
	struct piece *p;

	m->out.items = mem_grow(m->out.items, m->out.n, &m->out.cap, sizeof(*p));
	p = &m->out.items[m->out.n++];
	if (m->waiting)
		off = m->waiting_off;
	*p = (struct piece){.cp = cp,
	                    .off = (uint32_t)off,
	                    .len = (uint32_t)(end - off),
	                    .brk = m->brk,
	                    .run = (uint32_t)m->run,
	                    .role = m->style.role,
	                    .size = m->style.size,
	                    .pitch = m->style.pitch,
	                    .rise = m->style.rise};
	m->brk = TEXT_NO_BREAK;
	m->waiting = false;
	m->fresh = false;
	return p;
}

static bool is_mark(uint32_t cp)
{
	hb_unicode_general_category_t gc =
	        hb_unicode_general_category(hb_unicode_funcs_get_default(), cp);

	return gc == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
	       gc == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
	       gc == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

/* Invisible characters need no face. Their bytes are added to a neighbour's, so that text extracted
 * from the document includes them. */
static void take_ignorable(struct maker *m, uint32_t cp, size_t off, size_t end)
{
	if (cp == ZERO_WIDTH_SPACE && m->brk == TEXT_NO_BREAK)
		m->brk = TEXT_BREAK;
	if (!m->fresh) {
		before(m)->len = (uint32_t)(end - before(m)->off);
	} else if (!m->waiting) {
		m->waiting = true;
		m->waiting_off = off;
	}
}

static bool is_wider(const struct font_choice *c, int64_t tenths)
{
	return font_advance(c->font, c->gid) * (int64_t)10 >
	       font_describe(c->font)->units_per_em * tenths;
}

static bool is_latin(uint32_t cp)
{
	return cp < EAST_ASIAN_FIRST && text_class_is_word(text_class_of(cp));
}

/* Quotation marks are Chinese, except for apostrophes as in O’Neill and don’t. */
static bool is_apostrophe(const struct maker *m, const struct piece *base, uint32_t cp, size_t end)
{
	const char *next = m->in->text + end, *text_end = m->in->text + m->in->len;

	return (cp == RIGHT_QUOTE || cp == LEFT_QUOTE) && base != NULL && is_latin(base->cp) &&
	       next < text_end && is_latin(utf8_next(&next, text_end));
}

/* The face of the previous letter; if its apostrophe is wide, form_of asks for a narrow one. */
static bool face_of_letter(const struct piece *letter, uint32_t cp, struct font_choice *ret)
{
	if (letter->missing)
		return false;
	*ret = letter->choice;
	return hb_font_get_nominal_glyph(font_hb(ret->font), cp, &ret->gid);
}

/* The form to request from the face, so that the character gets its proper width. */
static enum piece_form form_of(const struct piece *p)
{
	enum text_class c = text_class_of(p->cp);

	if (p->missing)
		return PIECE_PLAIN;
	if (p->apostrophe)
		return is_wider(&p->choice, NARROW_MAX) ? PIECE_PROPORTIONAL : PIECE_PLAIN;
	if ((c == TEXT_INTERPUNCT || seat_is_full_width_mark(p->cp, c)) &&
	    !is_wider(&p->choice, WIDE_MIN))
		return PIECE_FULL_WIDTH;
	if (p->cp == TEXT_SOLIDUS_FULL) /* half an em: GB/T 15834-2011 */
		return PIECE_HALF_WIDTH;
	return PIECE_PLAIN;
}

/*
 * If the face of the base lacks a variation sequence, it is taken from another face of the chain.
 * If none has it, the selector has no effect: false.
 */
static bool choose_variation(struct maker *m, struct piece *base, uint32_t selector)
{
	const uint32_t sequence[2] = {base->cp, selector};
	struct font_choice choice;
	hb_codepoint_t gid;

	if (hb_font_get_variation_glyph(font_hb(base->choice.font), base->cp, selector, &gid))
		return true;
	if (font_choose_variation(m->fs, base->role, sequence, &choice) != RC_OK)
		return false;
	base->choice = choice;
	return true;
}

/* The face of the base, for a selector and for a combining mark that this face has. */
static bool face_of_base(const struct piece *base, uint32_t cp, struct font_choice *ret)
{
	hb_codepoint_t gid = 0;

	if (base == NULL || base->missing)
		return false;
	*ret = base->choice;
	return text_is_variation_selector(cp) ||
	       (is_mark(cp) && hb_font_get_nominal_glyph(font_hb(base->choice.font), cp, &gid));
}

/* Marks attach to the previous character; so does the second half of a two-em mark in one style. */
static bool attaches(const struct maker *m, const struct piece *base, uint32_t cp)
{
	if (base == NULL)
		return false;
	if (text_is_two_em_half(cp))
		return base->cp == cp && !base->attached && base->run == m->run;
	return is_mark(cp) || text_is_variation_selector(cp);
}

static enum rc take_character(struct maker *m, uint32_t cp, size_t off, size_t end)
{
	struct piece *base = before(m), *p;
	bool attached = attaches(m, base, cp);
	bool apostrophe = is_apostrophe(m, base, cp, end);
	struct font_choice choice = {0};
	bool ineffective = false;
	enum rc rc = RC_INPUT;
	struct piece like;

	if (attached && text_is_variation_selector(cp) && !base->missing)
		ineffective = base->attached || !choose_variation(m, base, cp);
	like = attached ? *base : (struct piece){0};
	if (face_of_base(base, cp, &choice) || (apostrophe && face_of_letter(base, cp, &choice)))
		rc = RC_OK;
	else if (!text_is_control(cp) && !unicode_is_right_to_left(cp))
		rc = font_choose(m->fs, attached ? like.role : m->style.role, cp, m->dl, &choice);
	if (rc == RC_IO)
		return rc;
	p = add_piece(m, cp, off, end);
	p->attached = attached;
	if (attached) {
		p->run = like.run;
		p->role = like.role;
		p->size = like.size;
		p->pitch = like.pitch;
		p->rise = like.rise;
	}
	p->choice = choice;
	p->missing = rc != RC_OK;
	p->ineffective = ineffective;
	p->apostrophe = apostrophe;
	p->form = (unsigned char)form_of(p);
	m->out.missing_n += p->missing;
	m->out.ineffective_n += ineffective;
	return RC_OK;
}

/* U+2E3A is set as two em dashes, since faces disagree about its width. */
static enum rc take_two_em_dash(struct maker *m, size_t off, size_t end)
{
	enum rc rc = take_character(m, EM_DASH, off, end);

	if (rc != RC_OK)
		return rc;
	before(m)->attached = false;
	return take_character(m, EM_DASH, end, end);
}

/*
 * A line break that was typed. Between Latin words it is a space, too, for whoever reads the text
 * without its lines.
 */
static enum rc take_line_break(struct maker *m, size_t off, size_t end)
{
	const char *next = m->in->text + end, *text_end = m->in->text + m->in->len;
	enum rc rc = RC_OK;

	if (!m->fresh && next < text_end &&
	    unicode_break_is_blank(before(m)->cp, utf8_next(&next, text_end)))
		rc = take_character(m, ' ', off, end);
	m->brk = TEXT_BREAK_LINE;
	m->fresh = true;
	m->waiting = false;
	return rc;
}

static enum rc take(struct maker *m, uint32_t cp, size_t off, size_t end)
{
	if (cp == LINE_BREAK)
		return take_line_break(m, off, end);
	if (m->in->hints && cp == '|') {
		if (m->brk != TEXT_BREAK_LINE)
			m->brk = TEXT_BREAK_HINT;
		m->fresh = true;
		m->waiting = false;
		return RC_OK;
	}
	if (text_is_ignorable(cp) || (text_is_variation_selector(cp) && m->fresh)) {
		take_ignorable(m, cp, off, end);
		return RC_OK;
	}
	return cp == TWO_EM_DASH ? take_two_em_dash(m, off, end) : take_character(m, cp, off, end);
}

enum rc pieces_make(struct font_set *fs, const struct text_input *in, struct diag_list *dl,
                    struct pieces *ret)
{
	struct maker m = {.fs = fs, .in = in, .dl = dl, .fresh = true};
	const char *s = in->text, *end = in->text + in->len;
	enum rc rc = RC_OK;

	m.style = in->run_n > 0 ? in->runs[0]
	                        : (struct text_run){in->len, in->role, in->size, in->pitch};
	m.run_end = m.style.len;
	m.out.cap = utf8_count(in->text, in->len) + 1; /* all but a few texts need no more */
	m.out.items = mem_alloc(mem_size_mul(m.out.cap, sizeof(*m.out.items)));
	while (s < end && rc == RC_OK) {
		const char *start = s;
		uint32_t cp = utf8_next(&s, end);

		seek_style(&m, (size_t)(start - in->text));
		rc = take(&m, cp, (size_t)(start - in->text), (size_t)(s - in->text));
	}
	if (rc == RC_OK)
		*ret = m.out;
	else
		pieces_release(&m.out);
	return rc;
}

void pieces_release(struct pieces *ps)
{
	free(ps->items);
	*ps = (struct pieces){0};
}

/*
 * A two-em mark is shaped alone: in a longer sequence some faces draw three dashes as one glyph,
 * which could not be broken. A piece with a requested form is shaped alone with its marks.
 */
bool pieces_share_run(const struct piece *a, const struct piece *b)
{
	if (a->missing || b->missing || a->run != b->run)
		return false;
	if (!b->attached && (a->form != PIECE_PLAIN || b->form != PIECE_PLAIN))
		return false;
	if (!b->attached && (text_is_two_em_half(a->cp) || text_is_two_em_half(b->cp)))
		return false;
	return a->choice.font == b->choice.font && a->choice.shift == b->choice.shift &&
	       a->choice.scale == b->choice.scale;
}
