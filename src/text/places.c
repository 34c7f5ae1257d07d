/* SPDX-License-Identifier: MIT */
#include "text/fit.h"

/* The fewest characters of an address on either side of a break, so that GB/T stays whole. */
enum { ADDRESS_PART_MIN = 3 };

/* A word: a stretch of tight clusters. */
struct text_word {
	size_t first, end;
};

static const struct cluster *cluster_at(const struct ruler *r, size_t i)
{
	return &r->s->clusters[i];
}

static bool ends_address_part(uint32_t cp)
{
	static const uint32_t MARKS[] = {'@', '.', '/', '-', '_', '?', '&', '=', ':'};

	for (size_t k = 0; k < COUNT(MARKS); k++) {
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
	return ends_address_part(cluster_at(r, i - 1)->cp) &&
	       text_class_is_word((enum text_class)cluster_at(r, i)->class_);
}

static bool parts_letters(const struct ruler *r, size_t i)
{
	return cluster_at(r, i)->hold == TEXT_JOINED && cluster_at(r, i)->class_ == TEXT_LATIN &&
	       cluster_at(r, i - 1)->class_ == TEXT_LATIN;
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
	struct text_word w = {0};

	for (size_t i = 1; i < n; i++)
		ret[i] = (unsigned char)find_free(r, i);
	ret[n] = PLACE_FREE;
	while (w.first < n) {
		for (w.end = w.first + 1; w.end < n && cluster_at(r, w.end)->tight;)
			w.end++;
		find_in_word(r, &w, width, ret);
		w.first = w.end;
	}
}
