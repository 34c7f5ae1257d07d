/* SPDX-License-Identifier: MIT */
#include "text/fit.h"

/* The fewest characters of an address on either side of a break, so that GB/T stays whole. */
enum { ADDRESS_PART_MIN = 3 };

/* A word: a stretch of tight clusters; a link has marks that other words and formulas have not. */
struct text_word {
	size_t first, end;
	bool is_link;
};

static const struct cluster *cluster_at(const struct ruler *r, size_t i)
{
	return &r->s->clusters[i];
}

/* After = and the like only in a link: pH=7.35 is none. */
static bool ends_address_part(const struct text_word *w, uint32_t cp)
{
	static const uint32_t MARKS[] = {'@', '.', '/', '-', '_', '?', '&', '=', ':'};
	enum { IN_WORDS = 6 };

	for (size_t k = 0; k < (w->is_link ? COUNT(MARKS) : IN_WORDS); k++) {
		if (MARKS[k] == cp)
			return true;
	}
	return false;
}

/* Whether an address may be broken before i: after punctuation, not in a number or near the ends.
 */
static bool parts_address(const struct ruler *r, const struct text_word *w, size_t i)
{
	if (i < w->first + ADDRESS_PART_MIN || i + ADDRESS_PART_MIN > w->end)
		return false;
	if (cluster_at(r, i - 2)->class_ == TEXT_DIGIT && cluster_at(r, i)->class_ == TEXT_DIGIT)
		return false;
	return ends_address_part(w, cluster_at(r, i - 1)->cp) &&
	       text_class_is_word((enum text_class)cluster_at(r, i)->class_);
}

/* Whether a word may be parted before i: two letters on either side, which H₂SO₄ does not have. */
static bool parts_letters(const struct ruler *r, size_t i)
{
	if (i < 2 || i + 1 >= r->s->cluster_n || cluster_at(r, i)->hold != TEXT_JOINED)
		return false;
	for (size_t k = i - 2; k < i + 2; k++)
		if (cluster_at(r, k)->class_ != TEXT_LATIN)
			return false;
	return true;
}

static bool parts_name(const struct ruler *r, size_t i)
{
	return i >= 2 && cluster_at(r, i)->class_ == TEXT_DIGIT &&
	       cluster_at(r, i - 1)->cp == ' ' && cluster_at(r, i - 2)->class_ == TEXT_LATIN;
}

/* A break opportunity, if there is one before i, or what a loose line may be broken at. */
static enum place find_free(const struct ruler *r, size_t i)
{
	if (cluster_at(r, i)->brk == TEXT_NO_BREAK)
		return cluster_at(r, i)->hold == TEXT_UNIT ? PLACE_UNIT : PLACE_NONE;
	return parts_name(r, i) ? PLACE_NAME : PLACE_FREE;
}

/* The word from `first` on. */
static struct text_word word_at(const struct ruler *r, size_t first)
{
	struct text_word w = {.first = first, .end = first};

	do {
		uint32_t cp = cluster_at(r, w.end)->cp;

		w.is_link = w.is_link || cp == '?' || cp == '@' ||
		            (cp == '/' && w.end > first && cluster_at(r, w.end - 1)->cp == '/');
		w.end++;
	} while (w.end < r->s->cluster_n && cluster_at(r, w.end)->tight);
	return w;
}

static void find_in_word(const struct ruler *r, const struct text_word *w, int64_t width,
                         unsigned char *ret)
{
	bool is_long = ruler_width(r, w->first, w->end) > width / 2, is_address = false;

	for (size_t i = w->first + 1; i < w->end; i++) {
		if (ret[i] != PLACE_FREE && parts_address(r, w, i)) {
			ret[i] = PLACE_ADDRESS;
			is_address = true;
		}
	}
	for (size_t i = w->first + 1; i < w->end; i++) {
		if (is_address && ret[i] == PLACE_FREE && parts_address(r, w, i))
			ret[i] = PLACE_ADDRESS; /* a hyphen is no better than a dot */
		else if (is_long && ret[i] == PLACE_NONE && parts_letters(r, i))
			ret[i] = is_address ? PLACE_CUT : PLACE_LETTER;
	}
}

void places_find(const struct ruler *r, int64_t width, unsigned char *ret)
{
	size_t n = r->s->cluster_n;

	for (size_t i = 1; i < n; i++)
		ret[i] = (unsigned char)find_free(r, i);
	ret[n] = PLACE_FREE;
	for (size_t first = 0; first < n;) {
		struct text_word w = word_at(r, first);

		if (w.end > first + 1) /* most are a single ideograph */
			find_in_word(r, &w, width, ret);
		first = w.end;
	}
}
