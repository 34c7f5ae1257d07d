/* SPDX-License-Identifier: MIT */
/*
 * charstring.h, private to font/: Type 2 charstrings (Adobe Technical Note 5177) without
 * subroutines and hints, which are longer but deflate to fewer bytes.
 */
#ifndef KANBEN_FONT_CHARSTRING_H
#define KANBEN_FONT_CHARSTRING_H

#include <hb.h>

#include "base/arena.h"
#include "base/buf.h"
#include "font/cff.h"
#include "font/font.h"

/* How long a number is that starts with this byte; operators other than 28 and 255 are no numbers.
 */
static inline size_t charstring_number_length(uint8_t first)
{
	return first == 255 ? 5 : first == 28 ? 3 : first <= 246 ? 1 : 2;
}

/* A number but one in 1/65536 (255), whose bytes are all there (TN 5177, clause 3.2). */
static inline int32_t charstring_integer(const uint8_t *p)
{
	if (*p == 28)
		return (int16_t)cff_number(p + 1, 2);
	if (*p <= 246)
		return *p - 139;
	return *p <= 250 ? (*p - 247) * 256 + p[1] + 108 : -(*p - 251) * 256 - p[1] - 108;
}

struct charstring_source {
	const struct cff_index *global, *local; /* subroutines */
	size_t tokens; /* numbers and operators that may still be read; bounds the time */
};

/* The bytes that flattening any glyph asks room for. */
enum { CHARSTRING_ROOM = 65535 + 5 };

/*
 * Appends a charstring with the same outline and advance to `out`. False for what no well-made face
 * contains: accented characters built by endchar, arithmetic, a wrong number of operands, a missing
 * endchar.
 */
MUST_USE bool charstring_flatten(struct charstring_source *from, struct cff_bytes glyph,
                                 struct buf *out);

/*
 * Tells the outline of a flattened charstring as font_outline does, in 1 / CHARSTRING_ONE font
 * units: each contour that has a line or a curve, with a line back to its beginning if it ends
 * elsewhere. False, and what comes before that is told, if it is not flat.
 */
enum { CHARSTRING_ONE = 1 << 16 };
typedef void charstring_tell(void *user, enum font_step step, const int64_t *xy);
MUST_USE bool charstring_trace(struct cff_bytes glyph, charstring_tell *tell, void *user);

/*
 * The box around all points of a flattened charstring, in font units: {left, bottom, right, top};
 * zeros if it draws nothing. HarfBuzz's answer, without its reading all of the table first. False
 * if it is not flat.
 */
MUST_USE bool charstring_bounds(struct cff_bytes glyph, int32_t ret[4]);

/* An advance box, as in struct font_glyph, and the widths of the glyph's Private DICT. */
struct charstring_box {
	int left, right, up;
	int32_t default_width, nominal_width;
};

/*
 * Gives the flattened charstring glyphs[start, glyphs->n) this box: another width, the first point
 * moved and with it the outline. False if it is not flat.
 */
MUST_USE bool charstring_fit(struct buf *glyphs, size_t start, const struct charstring_box *box);

/*
 * Where else the bytes of the CFF table are: in an open file, from `at` on. Glyphs are read from
 * there, since of a mapped file the kernel keeps all pages around each glyph in memory: a report
 * took ten times the memory of the glyphs in it.
 */
struct charstring_file {
	int fd;
	uint64_t at;
	bool only; /* the table in memory has no glyphs (sparse.h) */
};

struct charstring_kept {
	const char *p;
	size_t n, tokens;
};

/*
 * The flattened glyphs of a face, each made on first use and then kept: the reports of a batch use
 * the same few thousand characters. Zeroed except for `cff`, which is borrowed, it is empty.
 */
struct charstring_cache {
	const struct cff *cff;
	bool keeps; /* there was a subset before: who makes only one needs no glyph again */
	const uint8_t *table;               /* the CFF table in memory */
	const struct charstring_file *file; /* NULL: glyphs are read there */
	struct buf code;                    /* the glyph that was read last */
	struct arena arena;
	hb_map_t *places; /* glyph → index in `list` */
	struct charstring_kept *list;
	size_t n, cap, bytes;
};

/*
 * Appends glyph `gid`, which belongs to font DICT `fd`. *tokens is the number of numbers and
 * operators that may still be read. A cached glyph is charged what it cost to make, so that results
 * do not depend on earlier calls. False as for charstring_flatten.
 */
MUST_USE bool charstring_cache_put(struct charstring_cache *cache, uint32_t gid, uint8_t fd,
                                   size_t *tokens, struct buf *out);
void charstring_cache_release(struct charstring_cache *cache);

#endif
