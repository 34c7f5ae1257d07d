/* SPDX-License-Identifier: MIT */
/*
 * breaks.c: where a browser may break titles, headings and heads. They are set with "word-break:
 * keep-all", which leaves the places beside marks and those given here: between words as in the
 * PDF.
 */
#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "html/writer.h"

enum {
	LINE_MAX = 12,       /* characters of a title or heading that fit in a line on a phone */
	LABEL_MAX = 5,       /* of a label beside its figures there */
	ORDINAL = 0x7B2C,    /* 第 */
	ADDRESS_MIN = 12,    /* characters of an address that is worth breaking */
	ADDRESS_PART_MIN = 3 /* on either side of a break, as in the PDF */
};

/* A text in characters; each array is [n + 1]. */
struct broken_text {
	uint32_t *cps;
	size_t *off; /* in bytes */
	bool *brk;   /* a break is good before it */
	size_t n;
};

static bool is_ideograph(uint32_t cp)
{
	return (cp >= 0x3005 && cp <= 0x3007) || (cp >= 0x3400 && cp <= 0x9FFF) ||
	       (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFF);
}

static bool is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

static bool is_letter(uint32_t cp)
{
	return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
}

static bool is_listed(const uint32_t *list, size_t n, uint32_t cp)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == cp)
			return true;
	return false;
}

static bool is_numeral(uint32_t cp)
{
	static const uint32_t numerals[] = {
	        0x3007, 0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, /* 〇零一 … 六 */
	        0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E, 0x5343, 0x4E07, 0x4EBF, /* 七 … 亿 */
	};

	return is_listed(numerals, COUNT(numerals), cp);
}

/* An opening bracket or quotation mark, which stays with what follows. */
static bool is_opening(uint32_t cp)
{
	static const uint32_t marks[] = {0x2018, 0x201C, 0x3008, 0x300A, 0x300C, 0x300E,
	                                 0x3010, 0x3014, 0x3016, 0xFF08, 0xFF3B, 0xFF5B};

	return is_listed(marks, COUNT(marks), cp);
}

/* Whether character i is the numeral of 第二十条, or follows it. */
static bool is_ordinal(const struct broken_text *t, size_t i)
{
	while (i > 0 && is_numeral(t->cps[i - 1]))
		i--;
	return i > 0 && t->cps[i - 1] == ORDINAL;
}

/* Whether a number with its unit or letters begins at i: 2024年, 5A级, but not the one of 表1. */
static bool counts(const struct broken_text *t, size_t i)
{
	size_t end = i;

	while (end < t->n && is_digit(t->cps[end]))
		end++;
	return end > i && end < t->n && (is_ideograph(t->cps[end]) || is_letter(t->cps[end]));
}

/* A single character would begin the last line, or the last one before a bracket (孤字). */
static bool is_last_alone(const struct broken_text *t, size_t i)
{
	return i + 1 == t->n || !(is_ideograph(t->cps[i + 1]) || t->cps[i + 1] < 0x80);
}

/* Whether a Han character follows letters at i, but not a single one that names it: A类, 5A级. */
static bool ends_letters(const struct broken_text *t, size_t i)
{
	return is_letter(t->cps[i - 1]) && i >= 2 && is_letter(t->cps[i - 2]) &&
	       is_ideograph(t->cps[i]);
}

/* Whether i is between letters that a line may part; browsers know the places beside marks. */
static bool is_between_words(const struct broken_text *t, const struct sense *sense, size_t i)
{
	uint32_t a = t->cps[i - 1], b = t->cps[i];
	bool han_a = is_ideograph(a), han_b = is_ideograph(b);

	if (!(han_a && (han_b || is_letter(b) || unicode_is_roman_numeral(b) || counts(t, i))) &&
	    !ends_letters(t, i))
		return false;
	return !sense->word[i] && !sense->stray[i] && a != ORDINAL &&
	       !(is_numeral(a) && is_numeral(b)) && !is_ordinal(t, i) && !is_last_alone(t, i);
}

/* Whether a break before i is within the organ's last component, and that fits in a line. */
static bool parts_organ(const struct broken_text *t, const struct sense *sense, size_t i)
{
	size_t first = i, end = i;

	while (first > 0 && sense->organ[first] == 2 && i - first <= LINE_MAX)
		first--;
	while (end < t->n && sense->organ[end] == 2 && end - i <= LINE_MAX)
		end++;
	return end > i && end - first <= LINE_MAX;
}

/*
 * A title is broken where that suits its sense; elsewhere only if a piece fits no line, and then
 * not within the organ's last component.
 */
static void keep_pieces(struct broken_text *t, const struct sense *sense)
{
	for (size_t first = 0, end; first < t->n; first = end) {
		bool whole;

		for (end = first + 1; end < t->n && !(sense->welcome[end] && t->brk[end]);)
			end++;
		whole = end - first <= LINE_MAX;
		for (size_t i = first + 1; i < end; i++)
			t->brk[i] = t->brk[i] && !whole && !parts_organ(t, sense, i);
	}
}

static void read_text(struct arena *a, const char *s, size_t n, struct broken_text *ret)
{
	const char *at = n > 0 ? s : "", *end = at + n;

	ret->cps = arena_array(a, uint32_t, n + 1);
	ret->off = arena_array(a, size_t, n + 1);
	ret->brk = arena_array(a, bool, n + 1);
	while (at < end) {
		ret->off[ret->n] = (size_t)(at - s);
		ret->cps[ret->n++] = utf8_next(&at, end);
	}
	ret->off[ret->n] = n;
}

/* The layout's hints alone count where there are any. */
static void find_hints(struct broken_text *t)
{
	for (size_t i = 1; i < t->n; i++)
		t->brk[i] = t->cps[i - 1] == '|';
}

static void find_words(struct html_writer *w, enum breaks_kind kind, struct broken_text *t)
{
	const struct style *st = w->in->style;
	const struct sense_rules rules = {
	        .words = w->words,
	        .pauses = st->head_pauses,
	        .openers = st->head_openers,
	        .particles = st->head_particles,
	        .conjunctions = st->head_conjunctions,
	        .organ = kind == BREAKS_TITLE ? w->in->content->meta.author : NULL};
	struct sense sense;

	sense_find(&w->text, &rules, t->cps, t->n, &sense);
	for (size_t i = 1; i < t->n; i++)
		t->brk[i] = is_between_words(t, &sense, i);
	if (kind == BREAKS_TITLE)
		keep_pieces(t, &sense);
}

static bool has_hints(const struct content_text *text, size_t n)
{
	return text->hints && memchr(text->text, '|', n) != NULL;
}

/*
 * A piece between hints that is longer than a label's column on a phone can be broken there between
 * words: with nothing to break it by, a browser would cut it anywhere, even before its last mark.
 */
static void find_narrow(struct html_writer *w, struct broken_text *t)
{
	find_words(w, BREAKS_HEAD, t);
	for (size_t first = 0, end; first < t->n; first = end + 1) {
		for (end = first; end < t->n && t->cps[end] != '|';)
			end++;
		for (size_t i = first; i < end; i++)
			if (end - first <= LABEL_MAX || (i > first && is_numeral(t->cps[i - 1])))
				t->brk[i] = false;
	}
}

/* With a <wbr> for each hint, and those of find_narrow, which wide windows do not have. */
static void put_hinted(struct html_writer *w, const struct content_text *text, size_t n)
{
	struct broken_text t = {0};

	read_text(&w->text, text->text, n, &t);
	find_narrow(w, &t);
	for (size_t i = 0; i < t.n; i++) {
		if (t.cps[i] == '|') {
			buf_puts(&w->body, "<wbr>");
			continue;
		}
		buf_puts(&w->body, t.brk[i] ? "<wbr class=\"kb-fine\">" : "");
		markup_put_text(&w->body, text->text + t.off[i], t.off[i + 1] - t.off[i]);
	}
}

static void find_breaks(struct html_writer *w, const struct content_text *text, size_t n,
                        enum breaks_kind kind, struct broken_text *ret)
{
	*ret = (struct broken_text){0};
	read_text(&w->text, text->text, n, ret);
	if (has_hints(text, n))
		find_hints(ret);
	else if (kind != BREAKS_HEADING || ret->n > LINE_MAX)
		find_words(w, kind, ret);
}

void breaks_put(struct html_writer *w, const struct content_text *text, size_t n,
                enum breaks_kind kind)
{
	struct broken_text t;
	bool *at;

	arena_reset(&w->text);
	if (has_hints(text, n)) {
		put_hinted(w, text, n);
		return;
	}
	find_breaks(w, text, n, kind, &t);
	at = arena_array(&w->text, bool, n + 1);
	for (size_t i = 0; i < t.n; i++)
		at[t.off[i]] = t.brk[i];
	markup_put_stretch(&w->body, text, 0, n, at);
}

size_t breaks_longest(struct html_writer *w, const struct content_text *text)
{
	size_t longest = 0, width = 0;
	struct broken_text t;
	bool closed = false;

	arena_reset(&w->text);
	find_breaks(w, text, text->len, BREAKS_HEAD, &t);
	for (size_t i = 0; i < t.n; i++) {
		uint32_t cp = t.cps[i];
		bool mark = cp >= 0x80 && !is_ideograph(cp), opening = is_opening(cp);

		if (t.brk[i] || opening || (closed && !mark))
			width = 0;
		closed = mark && !opening;
		width += cp == '|' ? 0 : cp < 0x80 ? 1 : 2;
		longest = width > longest ? width : longest;
	}
	return longest;
}

/* Whether a stretch without spaces is an address; 12.50, GB/T 33190 and C++ are none. */
static bool is_address(const char *s, size_t n)
{
	for (size_t i = 1; i + 2 < n; i++) {
		bool after_letter = isalnum((unsigned char)s[i - 1]) != 0;

		if (after_letter && isalpha((unsigned char)s[i + 1]) != 0 &&
		    strchr(".@", s[i]) != NULL)
			return true;
		if (after_letter && strncmp(s + i, "://", 3) == 0)
			return true;
	}
	return false;
}

/* The stretch without spaces that byte i is in. */
static void find_stretch(struct address_scan *a, size_t i)
{
	a->first = a->end = i;
	while (a->first > 0 && a->s[a->first - 1] > ' ' && a->s[a->first - 1] <= '~')
		a->first--;
	while (a->end < a->n && a->s[a->end] > ' ' && a->s[a->end] <= '~')
		a->end++;
	a->is_address =
	        a->end - a->first >= ADDRESS_MIN && is_address(a->s + a->first, a->end - a->first);
}

bool breaks_address(struct address_scan *a, size_t i)
{
	const char *s = a->s;

	if (i < ADDRESS_PART_MIN || strchr("/.@-_?&=", s[i - 1]) == NULL ||
	    !isalnum((unsigned char)s[i]))
		return false;
	if (i < a->first || i >= a->end)
		find_stretch(a, i);
	if (i < a->first + ADDRESS_PART_MIN || i + ADDRESS_PART_MIN > a->end)
		return false;
	if (isdigit((unsigned char)s[i - 2]) && isdigit((unsigned char)s[i]))
		return false;
	return a->is_address;
}
