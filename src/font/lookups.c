/* SPDX-License-Identifier: MIT */
#include "font/lookups.h"

#include <stddef.h>

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
	NO_FEATURE = 0xFFFF,
	SEEN_MAX = 1024 /* lookups; further ones are read again */
};

struct lookups {
	bool all; /* every glyph counts as changed */
	uint64_t starts[GLYPHS / 64];
};

/* A table being read. Outside its bytes there are zeros, and it is bad. */
struct layout_table {
	const unsigned char *p;
	size_t n;
	unsigned steps;
	bool bad, gpos;
	struct lookups *to;
	uint64_t read[SEEN_MAX / 64]; /* lookups that have been: scripts and features share them */
};

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

static void mark(struct lookups *to, unsigned first, unsigned last)
{
	for (unsigned i = first / 64; i <= last / 64; i++) {
		uint64_t bits = ~(uint64_t)0;

		if (i == first / 64)
			bits &= ~(uint64_t)0 << first % 64;
		if (i == last / 64)
			bits &= ~(uint64_t)0 >> (63 - last % 64);
		to->starts[i] |= bits;
	}
}

static void read_coverage(struct layout_table *t, size_t at)
{
	unsigned format = get16(t, at), n = get16(t, at + 2);

	if (format != 1 && format != 2)
		t->bad = true;
	for (unsigned i = 0; i < n && step(t, 1); i++) {
		size_t range = at + 4 + (format == 1 ? 2 : 6) * (size_t)i;
		unsigned first = get16(t, range), last = format == 1 ? first : get16(t, range + 2);

		if (first <= last && step(t, (last - first) / 64))
			mark(t->to, first, last);
	}
}

/* The coverage of the first glyph that a subtable matches. */
static void read_subtable(struct layout_table *t, unsigned type, size_t at)
{
	unsigned format = get16(t, at);
	size_t coverage = at + 2;

	if (type == (t->gpos ? GPOS_CONTEXT : GSUB_CONTEXT) && format == 3)
		coverage = at + 6; /* after the numbers of glyphs and of records */
	else if (type == (t->gpos ? GPOS_CHAINED : GSUB_CHAINED) && format == 3)
		coverage = at + 6 + 2 * (size_t)get16(t, at + 2); /* after those looked back at */
	read_coverage(t, at + get16(t, coverage));
}

/* Whether a lookup is new; it is not from now on. */
static bool is_new(struct layout_table *t, unsigned lookup)
{
	uint64_t bit = (uint64_t)1 << lookup % 64;

	if (lookup >= SEEN_MAX)
		return true;
	if ((t->read[lookup / 64] & bit) != 0)
		return false;
	t->read[lookup / 64] |= bit;
	return true;
}

static void read_lookup(struct layout_table *t, size_t at)
{
	const unsigned extension = t->gpos ? GPOS_EXTENSION : GSUB_EXTENSION;
	unsigned n = get16(t, at + 4);

	for (unsigned i = 0; i < n && step(t, 1); i++) {
		size_t subtable = at + get16(t, at + 6 + 2 * (size_t)i);
		unsigned type = get16(t, at);

		if (type == extension) {
			type = get16(t, subtable + 2);
			subtable += get32(t, subtable + 4);
		}
		read_subtable(t, type, subtable);
	}
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

/* The default language of a script, and simplified Chinese. */
static void read_script(struct layout_table *t, size_t at)
{
	unsigned n = get16(t, at + 2), language = get16(t, at);

	if (language != 0)
		read_language(t, at + language);
	for (unsigned i = 0; i < n && step(t, 1); i++) {
		size_t record = at + 4 + 6 * (size_t)i;

		if (get32(t, record) == HB_TAG('Z', 'H', 'S', ' '))
			read_language(t, at + get16(t, record + 4));
	}
}

static bool is_script(uint32_t tag)
{
	for (size_t i = 0; i < COUNT(SCRIPTS); i++)
		if (SCRIPTS[i] == tag)
			return true;
	return false;
}

static void read_table(struct lookups *to, hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *blob = checked_table(face, tag);
	struct layout_table t = {
	        .to = to, .steps = STEPS_MAX, .gpos = tag == HB_TAG('G', 'P', 'O', 'S')};
	unsigned len, n;
	size_t scripts;

	t.p = (const unsigned char *)hb_blob_get_data(blob, &len);
	t.n = len;
	if (t.n > 0) {
		/* From version 1.1 on, lookups may depend on the axes of a variable face. */
		t.bad = get16(&t, 0) != 1 || (get16(&t, 2) != 0 && get32(&t, 10) != 0);
		scripts = get16(&t, 4);
		n = get16(&t, scripts);
		for (unsigned i = 0; i < n && step(&t, 1); i++) {
			size_t record = scripts + 2 + 6 * (size_t)i;

			if (is_script(get32(&t, record)))
				read_script(&t, scripts + get16(&t, record + 4));
		}
	}
	to->all = to->all || t.bad;
	hb_blob_destroy(blob);
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
		read_table(l, face, HB_TAG('G', 'S', 'U', 'B'));
	if (!l->all)
		read_table(l, face, HB_TAG('G', 'P', 'O', 'S'));
	return l;
}

bool lookups_leave(const struct lookups *l, uint32_t gid)
{
	return !l->all && gid < GLYPHS && (l->starts[gid / 64] >> gid % 64 & 1) == 0;
}
