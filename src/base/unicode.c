/* SPDX-License-Identifier: MIT */
#include "base/unicode.h"

#include <string.h>

#include <utf8proc.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"

enum {
	EN_SPACE = 0x2002,
	EM_SPACE = 0x2003,
	ZERO_WIDTH_NON_JOINER = 0x200C,
	ZERO_WIDTH_JOINER = 0x200D,
	MONGOLIAN_VOWEL_SEPARATOR = 0x180E,
	FIRST_STANDARDIZED = 0xFE00, /* variation selectors; below are those of Mongolian */
	TEXT_STYLE = 0xFE0E,         /* the two of UTS #51 */
	EMOJI_STYLE = 0xFE0F,        /* above are those for ideographs, UTS #37 */
	KEYCAP = 0x20E3,
	VIRAMA = 9, /* Canonical_Combining_Class */
	NOTHING_BELOW = 0xA0
};

struct range {
	uint32_t first, last;
};

static bool is_in(uint32_t cp, const struct range *ranges, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cp >= ranges[i].first && cp <= ranges[i].last)
			return true;
	return false;
}

/* ---- one character ---- */

static const utf8proc_property_t *property(uint32_t cp)
{
	return utf8proc_get_property((utf8proc_int32_t)cp);
}

/*
 * Code points that are not assigned yet but reserved for invisible characters: unlike Unicode's
 * Default_Ignorable_Code_Point, utf8proc's property leaves them out.
 */
static bool is_reserved(uint32_t cp)
{
	static const struct range ranges[] = {
	        {0x2065, 0x2065}, {0xFFF0, 0xFFF8}, {0xE0000, 0xE0FFF}};

	return is_in(cp, ranges, COUNT(ranges));
}

/* The property Variation_Selector, which utf8proc does not have. */
static bool is_selector(uint32_t cp)
{
	static const struct range ranges[] = {
	        {0x180B, 0x180D}, {0x180F, 0x180F}, {0xFE00, 0xFE0F}, {0xE0100, 0xE01EF}};

	return is_in(cp, ranges, COUNT(ranges));
}

static enum unicode_class class_of_ignorable(uint32_t cp, const utf8proc_property_t *p)
{
	if (is_selector(cp))
		return UNICODE_SELECTOR;
	if (cp == ZERO_WIDTH_NON_JOINER || cp == ZERO_WIDTH_JOINER ||
	    cp == MONGOLIAN_VOWEL_SEPARATOR)
		return UNICODE_JOINER;
	/* The others are of class BN; fillers of Hangul, of class L, are letters. */
	if (p->category == UTF8PROC_CATEGORY_CF && p->bidi_class != UTF8PROC_BIDI_CLASS_BN)
		return UNICODE_BIDI;
	return UNICODE_IGNORABLE;
}

/*
 * Among the spaces, U+2002 and 2003, half an em and one em wide, are in Chinese faces; U+00A0 and
 * 3000 are typed on purpose.
 */
static bool is_thin(uint32_t cp, const utf8proc_property_t *p)
{
	return p->category == UTF8PROC_CATEGORY_ZS && cp > EM_SPACE &&
	       (p->decomp_type == UTF8PROC_DECOMP_TYPE_COMPAT ||
	        p->decomp_type == UTF8PROC_DECOMP_TYPE_NOBREAK);
}

/* Most of what a Chinese text consists of, so that its properties need not be looked up. */
static bool is_common(uint32_t cp)
{
	return cp < NOTHING_BELOW || (cp >= 0x3400 && cp < 0xA000) ||
	       (cp >= 0x3000 && cp < 0x3100) || (cp >= 0xFF00 && cp < 0xFFA0);
}

enum unicode_class unicode_class(uint32_t cp)
{
	const utf8proc_property_t *p;

	if (is_common(cp))
		return UNICODE_TEXT;
	p = property(cp);
	if (p->ignorable || is_reserved(cp))
		return class_of_ignorable(cp, p);
	if (is_thin(cp, p))
		return UNICODE_THIN;
	/* Those before a number (Prepended_Concatenation_Mark, U+0600 …) are visible. */
	if (p->category == UTF8PROC_CATEGORY_CF && p->boundclass == UTF8PROC_BOUNDCLASS_CONTROL)
		return UNICODE_ANNOTATION;
	return UNICODE_TEXT;
}

bool unicode_is_invisible(uint32_t cp)
{
	return unicode_class(cp) > UNICODE_THIN;
}

bool unicode_is_right_to_left(uint32_t cp)
{
	int bidi = is_common(cp) ? UTF8PROC_BIDI_CLASS_L : property(cp)->bidi_class;

	return (bidi == UTF8PROC_BIDI_CLASS_R || bidi == UTF8PROC_BIDI_CLASS_AL ||
	        bidi == UTF8PROC_BIDI_CLASS_AN) &&
	       !unicode_is_invisible(cp);
}

static bool is_pictograph(uint32_t cp)
{
	return property(cp)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

static bool is_mongolian(uint32_t cp)
{
	return cp >= 0x1800 && cp < 0x18B0 && unicode_class(cp) == UNICODE_TEXT;
}

/* A letter that changes its shape with its neighbours. Scripts from right to left all do. */
static bool is_cursive(uint32_t cp)
{
	return is_mongolian(cp) || unicode_is_right_to_left(cp);
}

/* ---- a text ---- */

void unicode_walk_init(struct unicode_walk *w, const char *s, size_t n)
{
	if (n == 0)
		s = "";
	*w = (struct unicode_walk){.start = s, .at = s, .end = s + n, .turned = -1};
}

/*
 * The next character that is not invisible, nor a mark other than a virama: marks may be put into
 * another order. 0: none. Looks at each only once.
 */
static uint32_t next_seen(struct unicode_walk *w)
{
	const char *p = w->at;

	if (w->seen != NULL && w->at < w->seen)
		return w->next;
	w->next = 0;
	w->seen = w->end;
	while (p < w->end && w->next == 0) {
		uint32_t cp = utf8_next(&p, w->end);

		if (unicode_is_invisible(cp) ||
		    (!is_common(cp) && property(cp)->combining_class != VIRAMA &&
		     property(cp)->combining_class != 0))
			continue;
		w->next = cp;
		w->seen = p;
	}
	return w->next;
}

/*
 * Does the text say that some of it is read from right to left? Marks and isolates among letters
 * from left to right do not, except those that open a stretch of the other direction.
 */
static bool is_turned(struct unicode_walk *w)
{
	const char *p = w->start;

	while (w->turned < 0 && p < w->end) {
		uint32_t cp = utf8_next(&p, w->end);
		int bidi = is_common(cp) ? UTF8PROC_BIDI_CLASS_L : property(cp)->bidi_class;

		if (bidi == UTF8PROC_BIDI_CLASS_RLE || bidi == UTF8PROC_BIDI_CLASS_RLO ||
		    bidi == UTF8PROC_BIDI_CLASS_RLI || unicode_is_right_to_left(cp))
			w->turned = 1;
	}
	if (w->turned < 0)
		w->turned = 0;
	return w->turned > 0;
}

/* RFC 5892, A.1 and A.2, and sequences of emoji. */
static bool keeps_joiner(struct unicode_walk *w, uint32_t cp)
{
	uint32_t next;

	if (unicode_class(w->last) == UNICODE_JOINER)
		return false;
	next = next_seen(w);
	if (is_mongolian(w->base) || is_mongolian(next))
		return true;
	if (cp == MONGOLIAN_VOWEL_SEPARATOR)
		return false;
	return is_cursive(w->base) || is_cursive(next) || w->virama ||
	       property(next)->combining_class == VIRAMA ||
	       (cp == ZERO_WIDTH_JOINER && is_pictograph(w->base) && is_pictograph(next));
}

static bool is_keycap(struct unicode_walk *w)
{
	const char *p = w->at;

	return ((w->last >= '0' && w->last <= '9') || w->last == '#' || w->last == '*') &&
	       p < w->end && utf8_next(&p, w->end) == KEYCAP;
}

/* Whether there are sequences of such a character and a selector at all. */
static bool keeps_selector(struct unicode_walk *w, uint32_t cp)
{
	const utf8proc_property_t *p = property(w->last);

	if (w->last < 0x80)
		return cp == EMOJI_STYLE && is_keycap(w);
	if (cp == TEXT_STYLE || cp == EMOJI_STYLE)
		return is_pictograph(w->last);
	if (cp < FIRST_STANDARDIZED)
		return is_mongolian(w->last);
	if (cp > EMOJI_STYLE)
		return p->category == UTF8PROC_CATEGORY_LO && p->charwidth == 2;
	/* Letters without case, symbols and punctuation; never a figure or a space. */
	return p->category == UTF8PROC_CATEGORY_LO ||
	       (p->category >= UTF8PROC_CATEGORY_PC && p->category <= UTF8PROC_CATEGORY_SO);
}

static enum unicode_fate fate(struct unicode_walk *w, uint32_t cp)
{
	switch (unicode_class(cp)) {
	case UNICODE_TEXT:
		break;
	case UNICODE_THIN:
		return UNICODE_BLANK;
	case UNICODE_IGNORABLE:
		return UNICODE_OMIT;
	case UNICODE_JOINER:
		return keeps_joiner(w, cp) ? UNICODE_KEEP : UNICODE_OMIT;
	case UNICODE_SELECTOR:
		return keeps_selector(w, cp) ? UNICODE_KEEP : UNICODE_OMIT;
	case UNICODE_BIDI:
		return is_turned(w) ? UNICODE_REFUSE : UNICODE_OMIT;
	case UNICODE_ANNOTATION:
		return UNICODE_REFUSE;
	}
	return UNICODE_KEEP;
}

enum unicode_fate unicode_walk_next(struct unicode_walk *w, uint32_t *ret_cp)
{
	uint32_t cp = utf8_next(&w->at, w->end);
	enum unicode_fate f = fate(w, cp);

	*ret_cp = cp;
	if (f == UNICODE_BLANK) {
		w->last = w->base = ' ';
		w->virama = false;
	}
	if (f != UNICODE_KEEP)
		return f;
	w->last = cp;
	if (is_common(cp) || (property(cp)->boundclass != UTF8PROC_BOUNDCLASS_EXTEND &&
	                      unicode_class(cp) == UNICODE_TEXT)) {
		w->base = cp;
		w->virama = false;
	}
	w->virama |= !is_common(cp) && property(cp)->combining_class == VIRAMA;
	return f;
}

/* ---- many ---- */

void unicode_tally_add(struct unicode_tally *t, uint32_t cp)
{
	size_t i = 0;

	t->total++;
	while (i < t->n && t->cps[i] != cp)
		i++;
	if (i == UNICODE_TALLY_MAX)
		return;
	if (i == t->n) {
		t->cps[t->n++] = cp;
		t->counts[i] = 0;
	}
	t->counts[i]++;
}

void unicode_tally_put(const struct unicode_tally *t, struct buf *b)
{
	size_t listed = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (i > 0)
			buf_puts(b, _(", "));
		if (t->counts[i] > 1)
			buf_putf(b, "%zu × U+%04X", t->counts[i], (unsigned)t->cps[i]);
		else
			buf_putf(b, "U+%04X", (unsigned)t->cps[i]);
		listed += t->counts[i];
	}
	if (listed < t->total)
		buf_puts(b, _(" and others"));
}

void unicode_clean(struct buf *b, const char *s, size_t n, struct unicode_tally *refused)
{
	struct unicode_walk w;

	unicode_walk_init(&w, s, n);
	while (w.at < w.end) {
		const char *from = w.at;
		uint32_t cp;

		switch (unicode_walk_next(&w, &cp)) {
		case UNICODE_KEEP:
			buf_put(b, from, (size_t)(w.at - from));
			break;
		case UNICODE_BLANK:
			buf_putc(b, ' ');
			break;
		case UNICODE_REFUSE:
			if (refused != NULL)
				unicode_tally_add(refused, cp);
			break;
		case UNICODE_OMIT:
			break;
		}
	}
}

const char *unicode_clean_name(struct arena *a, const char *s, size_t n)
{
	struct buf b = {0};
	const char *p, *end, *first = NULL, *last, *name;

	unicode_clean(&b, s, n, NULL);
	p = last = b.p != NULL ? b.p : "";
	end = p + b.n;
	while (p < end) {
		const char *at = p;

		if (utf8_is_space(utf8_next(&p, end)))
			continue;
		if (first == NULL)
			first = at;
		last = p;
	}
	name = arena_strndup(a, first != NULL ? first : "",
	                     first != NULL ? (size_t)(last - first) : 0);
	buf_release(&b);
	return name;
}

bool unicode_break_is_blank(uint32_t before, uint32_t after)
{
	enum { LATIN_END = 0x2000 };

	return before < LATIN_END && after < LATIN_END;
}

const char *unicode_one_line(struct arena *a, const char *s)
{
	const char *end = s + strlen(s);
	struct buf b = {0};
	uint32_t before = 0;

	if (strchr(s, '\n') == NULL)
		return s;
	while (s < end) {
		const char *at = s, *next;
		uint32_t cp = utf8_next(&s, end);

		next = s;
		if (cp != '\n')
			buf_put(&b, at, (size_t)(s - at));
		else if (s < end && unicode_break_is_blank(before, utf8_next(&next, end)))
			buf_putc(&b, ' ');
		before = cp;
	}
	return buf_to_arena(a, &b);
}
