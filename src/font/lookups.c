/* SPDX-License-Identifier: MIT */
#include "font/lookups.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/mem.h"
#include "font/checked.h"
#include "font/sfnt.h"

enum {
	GLYPHS = 65536,
	STEPS_MAX = 1 << 18, /* records and coverage ranges read, and words of bits set */
	GSUB_CONTEXT = 5,
	GSUB_CHAINED = 6,
	GSUB_EXTENSION = 7,
	GPOS_CONTEXT = 7,
	GPOS_CHAINED = 8,
	GPOS_EXTENSION = 9,
	GSUB_SINGLE = 1,
	GSUB_LIGATURE = 4,
	NO_FEATURE = 0xFFFF,
	LOOKUPS_MAX = 1024
};

struct lookups {
	bool all;                                           /* every glyph counts as changed */
	hb_blob_t *gsub;                                    /* NULL: there is none */
	uint64_t on[LOOKUPS_MAX / 64];                      /* which lookups of it are */
	uint64_t replaced[GLYPHS / 64], moved[GLYPHS / 64]; /* by GSUB, by GPOS */
};

/* A table being read. Outside its bytes there are zeros, and it is bad. */
struct layout_table {
	const unsigned char *p;
	size_t n;
	unsigned steps;
	bool bad, gpos;
	uint64_t *starts; /* bits of glyphs */
	uint64_t *on;     /* bits of lookups: features share them */
};

/* The first of these that a table has is used, as by HarfBuzz. */
static const hb_tag_t SCRIPTS[] = {
        HB_TAG('h', 'a', 'n', 'i'),
        HB_TAG('D', 'F', 'L', 'T'),
        HB_TAG('d', 'f', 'l', 't'),
        HB_TAG('l', 'a', 't', 'n'),
};

/*
 * Features that are off in horizontal text unless asked for, or that shaping turns off (liga, clig,
 * kern). Any other counts, so that one this list does not know is left to HarfBuzz; ujis is the
 * own feature of the faces of Fandol.
 */
static const char OPTIONAL[] =
        "aalt afrc atic c2pc c2sc case char chws clig cpct cpsp cswh dlig dnom expt falt fina "
        "frac fwid halt hist hkna hlig hngl hojo hwid ital jalt jp04 jp78 jp83 jp90 kern liga "
        "lnum mgrk nalt nlck numr onst onum ordn ornm palt pcap pnum pwid qwid ruby salt sinf "
        "smcp smpl subs sups swsh titl tnam tnum trad twid ujis unic valt vchw vert vhal vkna "
        "vkrn vpal vrt2 vrtr zero ";

static unsigned get16(struct layout_table *t, size_t at)
{
	if (at > t->n || t->n - at < 2) {
		t->bad = true;
		return 0;
	}
	return sfnt_u16(t->p + at);
}

static uint32_t get32(struct layout_table *t, size_t at)
{
	return (uint32_t)get16(t, at) << 16 | get16(t, at + 2);
}

/* Counts a step of the work; false: stop. */
static bool step(struct layout_table *t, unsigned n)
{
	t->bad = t->bad || t->steps < n;
	t->steps -= t->bad ? 0 : n;
	return !t->bad;
}

static bool has_bit(const uint64_t *bits, uint32_t i)
{
	return (bits[i / 64] >> i % 64 & 1) != 0;
}

static void mark(uint64_t *to, unsigned first, unsigned last)
{
	for (unsigned i = first / 64; i <= last / 64; i++) {
		uint64_t bits = ~(uint64_t)0;

		if (i == first / 64)
			bits &= ~(uint64_t)0 << first % 64;
		if (i == last / 64)
			bits &= ~(uint64_t)0 >> (63 - last % 64);
		to[i] |= bits;
	}
}

/* Glyphs of a coverage, and as which of its glyphs the first counts. */
struct glyph_range {
	unsigned first, last, index;
};

/* Range i of a coverage; of one that lists glyphs each is a range. */
static struct glyph_range range_at(struct layout_table *t, size_t coverage, unsigned i)
{
	size_t at = coverage + 4;

	if (get16(t, coverage) == 1) {
		unsigned glyph = get16(t, at + 2 * (size_t)i);

		return (struct glyph_range){glyph, glyph, i};
	}
	at += 6 * (size_t)i;
	return (struct glyph_range){get16(t, at), get16(t, at + 2), get16(t, at + 4)};
}

static void read_coverage(struct layout_table *t, size_t at)
{
	unsigned format = get16(t, at), n = get16(t, at + 2);

	if (format != 1 && format != 2)
		t->bad = true;
	for (unsigned i = 0; i < n && step(t, 1); i++) {
		struct glyph_range r = range_at(t, at, i);

		if (r.first <= r.last && step(t, (r.last - r.first) / 64))
			mark(t->starts, r.first, r.last);
	}
}

/* A subtable, and the coverage of the first glyph that it matches. */
struct subtable {
	size_t at, coverage;
	unsigned type;
};

/* Subtable i of a lookup. */
static struct subtable subtable_at(struct layout_table *t, size_t lookup, unsigned i)
{
	const unsigned extension = t->gpos ? GPOS_EXTENSION : GSUB_EXTENSION;
	struct subtable ret = {.at = lookup + get16(t, lookup + 6 + 2 * (size_t)i),
	                       .type = get16(t, lookup)};
	size_t coverage;
	unsigned format;

	if (ret.type == extension) {
		ret.type = get16(t, ret.at + 2);
		ret.at += get32(t, ret.at + 4);
	}
	format = get16(t, ret.at);
	coverage = ret.at + 2;
	if (ret.type == (t->gpos ? GPOS_CONTEXT : GSUB_CONTEXT) && format == 3)
		coverage = ret.at + 6; /* after the numbers of glyphs and of records */
	else if (ret.type == (t->gpos ? GPOS_CHAINED : GSUB_CHAINED) && format == 3)
		coverage = ret.at + 6 +
		           2 * (size_t)get16(t, ret.at + 2); /* after those looked back at */
	ret.coverage = ret.at + get16(t, coverage);
	return ret;
}

static void read_lookup(struct layout_table *t, size_t at)
{
	unsigned n = get16(t, at + 4);

	for (unsigned i = 0; i < n && step(t, 1); i++)
		read_coverage(t, subtable_at(t, at, i).coverage);
}

static bool is_optional(uint32_t tag)
{
	if (tag >> 16 == ('s' << 8 | 's') || tag >> 16 == ('c' << 8 | 'v')) /* ss01, cv01 … */
		return true;
	for (const char *p = OPTIONAL; *p != '\0'; p += 5)
		if (tag == HB_TAG(p[0], p[1], p[2], p[3]))
			return true;
	return false;
}

/* Whether a lookup is new; it is not from now on. */
static bool is_new(struct layout_table *t, unsigned lookup)
{
	t->bad = t->bad || lookup >= LOOKUPS_MAX;
	if (t->bad || has_bit(t->on, lookup))
		return false;
	mark(t->on, lookup, lookup);
	return true;
}

static void read_feature(struct layout_table *t, unsigned index)
{
	size_t features = get16(t, 6), lookups = get16(t, 8), at;
	unsigned n;

	if (index >= get16(t, features)) {
		t->bad = true;
		return;
	}
	at = features + 2 + 6 * (size_t)index;
	if (is_optional(get32(t, at)))
		return;
	at = features + get16(t, at + 4);
	n = get16(t, at + 2);
	for (unsigned i = 0; i < n && step(t, 1); i++) {
		unsigned lookup = get16(t, at + 4 + 2 * (size_t)i);

		if (lookup < get16(t, lookups) && is_new(t, lookup))
			read_lookup(t, lookups + get16(t, lookups + 2 + 2 * (size_t)lookup));
	}
}

static void read_language(struct layout_table *t, size_t at)
{
	unsigned required = get16(t, at + 2), n = get16(t, at + 4);

	if (required != NO_FEATURE)
		read_feature(t, required);
	for (unsigned i = 0; i < n && step(t, 1); i++)
		read_feature(t, get16(t, at + 6 + 2 * (size_t)i));
}

/* Simplified Chinese or, failing that, the default language of a script. */
static void read_script(struct layout_table *t, size_t at)
{
	unsigned n = get16(t, at + 2), language = get16(t, at);

	for (unsigned i = 0; i < n && step(t, 1); i++) {
		size_t record = at + 4 + 6 * (size_t)i;
		uint32_t tag = get32(t, record);

		if (tag == HB_TAG('Z', 'H', 'S', ' '))
			language = get16(t, record + 4);
		t->bad = t->bad || tag == HB_TAG('d', 'f', 'l', 't'); /* no such language */
	}
	if (language != 0)
		read_language(t, at + language);
}

static void read_scripts(struct layout_table *t)
{
	size_t scripts = get16(t, 4);
	unsigned n = get16(t, scripts);

	for (size_t k = 0; k < COUNT(SCRIPTS); k++) {
		for (unsigned i = 0; i < n && step(t, 1); i++) {
			size_t record = scripts + 2 + 6 * (size_t)i;

			if (get32(t, record) != SCRIPTS[k])
				continue;
			read_script(t, scripts + get16(t, record + 4));
			return;
		}
	}
}

static struct layout_table open_table(hb_blob_t *blob, bool gpos)
{
	struct layout_table t = {.steps = STEPS_MAX, .gpos = gpos};
	unsigned len;

	t.p = (const unsigned char *)hb_blob_get_data(blob, &len);
	t.n = len;
	return t;
}

/* Returns the table, or NULL if the face has none. */
static hb_blob_t *read_table(struct lookups *to, hb_face_t *face, bool gpos)
{
	hb_blob_t *blob =
	        checked_table(face, gpos ? HB_TAG('G', 'P', 'O', 'S') : HB_TAG('G', 'S', 'U', 'B'));
	struct layout_table t = open_table(blob, gpos);
	uint64_t moving[LOOKUPS_MAX / 64] = {0};

	if (t.n == 0) {
		hb_blob_destroy(blob);
		return NULL;
	}
	t.starts = gpos ? to->moved : to->replaced;
	t.on = gpos ? moving : to->on;
	/* From version 1.1 on, lookups may depend on the axes of a variable face. */
	t.bad = get16(&t, 0) != 1 || (get16(&t, 2) != 0 && get32(&t, 10) != 0);
	read_scripts(&t);
	to->all = to->all || t.bad;
	return blob;
}

struct lookups *lookups_read(hb_face_t *face)
{
	/* Apple's tables, which stand in where the others are missing, and variable faces */
	static const hb_tag_t OTHERS[] = {HB_TAG('m', 'o', 'r', 'x'), HB_TAG('m', 'o', 'r', 't'),
	                                  HB_TAG('k', 'e', 'r', 'x'), HB_TAG('t', 'r', 'a', 'k'),
	                                  HB_TAG('f', 'v', 'a', 'r'), HB_TAG('S', 'i', 'l', 'f')};
	struct lookups *l = mem_alloc(sizeof(*l));

	for (size_t i = 0; i < COUNT(OTHERS); i++)
		l->all = l->all || sfnt_has_table(face, OTHERS[i]);
	if (!l->all)
		l->gsub = read_table(l, face, /*gpos*/ false);
	if (!l->all)
		hb_blob_destroy(read_table(l, face, /*gpos*/ true));
	return l;
}

void lookups_free(struct lookups *l)
{
	if (l == NULL)
		return;
	hb_blob_destroy(l->gsub);
	free(l);
}

bool lookups_leave(const struct lookups *l, uint32_t gid)
{
	return !l->all && gid < GLYPHS && !has_bit(l->replaced, gid) && !has_bit(l->moved, gid);
}

/* ---- one glyph alone ---- */

/* Whether a coverage has the glyph, and as which of its glyphs. */
static bool covers(struct layout_table *t, size_t at, uint32_t gid, unsigned *ret)
{
	unsigned n = get16(t, at + 2);

	for (unsigned i = 0; i < n && step(t, 1); i++) {
		struct glyph_range r = range_at(t, at, i);

		if (gid < r.first || gid > r.last)
			continue;
		*ret = r.index + (gid - r.first);
		return true;
	}
	return false;
}

/* Whether each ligature that begins with glyph i of the coverage has another glyph. */
static bool needs_more(struct layout_table *t, size_t at, unsigned i)
{
	size_t set = at + get16(t, at + 6 + 2 * (size_t)i);
	unsigned n = get16(t, set);

	for (unsigned k = 0; k < n && step(t, 1); k++)
		if (get16(t, set + get16(t, set + 2 + 2 * (size_t)k) + 2) < 2)
			return false;
	return true;
}

/* Replaces the glyph, `which` of the coverage, by a difference or by the list of the subtable. */
static bool replace_single(struct layout_table *t, size_t at, unsigned which, uint32_t *gid)
{
	unsigned format = get16(t, at), value = get16(t, at + 4);

	if (format == 1)
		*gid = (*gid + value) % GLYPHS;
	else if (format == 2 && which < value)
		*gid = get16(t, at + 6 + 2 * (size_t)which);
	else
		return false;
	return !t->bad;
}

/* Replaces the glyph as a lookup does; false if it may do something else with it. */
static bool replace(struct layout_table *t, size_t at, uint32_t *gid)
{
	unsigned n = get16(t, at + 4);

	t->bad = t->bad || get16(t, at + 2) != 0; /* lookupFlag: it may not apply */
	for (unsigned i = 0; i < n && step(t, 1); i++) {
		struct subtable here = subtable_at(t, at, i);
		unsigned which;

		if (!covers(t, here.coverage, *gid, &which))
			continue;
		if (here.type == GSUB_SINGLE)
			return replace_single(t, here.at, which, gid);
		if (here.type != GSUB_LIGATURE || !needs_more(t, here.at, which))
			return false;
	}
	return !t->bad;
}

bool lookups_alone(const struct lookups *l, uint32_t gid, uint32_t *ret)
{
	struct layout_table t;

	if (l->all || gid >= GLYPHS)
		return false;
	if (l->gsub != NULL) {
		size_t lookups;

		t = open_table(l->gsub, /*gpos*/ false);
		lookups = get16(&t, 8);
		for (unsigned i = 0; i < LOOKUPS_MAX; i++)
			if (has_bit(l->on, i) &&
			    !replace(&t, lookups + get16(&t, lookups + 2 + 2 * (size_t)i), &gid))
				return false;
	}
	*ret = gid;
	return !has_bit(l->moved, gid);
}
