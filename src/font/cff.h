/* SPDX-License-Identifier: MIT */
/*
 * cff.h, private to font/: reads CFF tables (Adobe Technical Note 5176). Every offset and count is
 * checked when it is used, so any bytes are safe to read. A table that is damaged or just unusual
 * is refused (false); HarfBuzz and FreeType then handle the face. All structs borrow from the
 * table.
 */
#ifndef KANBEN_FONT_CFF_H
#define KANBEN_FONT_CFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct cff_bytes {
	const uint8_t *p;
	size_t n;
};

/* INDEX, clause 5. Zeroed, it is empty. */
struct cff_index {
	const uint8_t *offsets; /* count + 1 of `width` bytes each; the first is 1 */
	struct cff_bytes data;
	uint32_t count;
	unsigned width;
};

/* DICT operators, tables 9, 10 and 23. Two-byte operators (12 x) are 0x0C00 + x. */
enum cff_op {
	CFF_FONT_BBOX = 5,
	CFF_CHARSET = 15,
	CFF_CHAR_STRINGS = 17,
	CFF_PRIVATE = 18,
	CFF_SUBRS = 19,
	CFF_DEFAULT_WIDTH = 20,
	CFF_NOMINAL_WIDTH = 21,
	CFF_CHAR_STRING_TYPE = 0x0C06,
	CFF_FONT_MATRIX = 0x0C07,
	CFF_ROS = 0x0C1E,
	CFF_CID_COUNT = 0x0C22,
	CFF_FD_ARRAY = 0x0C24,
	CFF_FD_SELECT = 0x0C25,
	CFF_FONT_NAME = 0x0C26
};

enum { CFF_FD_MAX = 256, CFF_STANDARD_STRINGS = 391 };

/* A font DICT of the FDArray: a group of glyphs with its own default widths and subroutines. */
struct cff_fd {
	struct cff_bytes dict, private;
	struct cff_index subrs;
};

struct cff {
	struct cff_bytes table, name, top;
	struct cff_index strings, subrs, glyphs; /* subrs: the global ones */
	struct cff_bytes fd_select;              /* up to the end of the table */
	struct cff_fd fds[CFF_FD_MAX];
	size_t fd_count;
	bool name_keyed; /* then fds[0] is the top DICT */
};

/*
 * The offset of the CharStrings INDEX in a table that begins with `head`; 0: it is not stated
 * there.
 */
size_t cff_glyphs_at(struct cff_bytes head);

/* False unless it is CFF version 1 with a single font and Type 2 charstrings. */
MUST_USE bool cff_open(struct cff_bytes table, struct cff *ret);

/* Object i of an INDEX; false if i is out of range or its offsets are invalid. */
MUST_USE bool cff_index_get(const struct cff_index *x, uint32_t i, struct cff_bytes *ret);

/* An operator's operands, undecoded; ret->p is NULL if the DICT lacks it. False: DICT invalid. */
MUST_USE bool cff_dict_find(struct cff_bytes dict, enum cff_op op, struct cff_bytes *ret);

/* An operator's operands as n integers; false if it is absent or its operands are different. */
MUST_USE bool cff_dict_integers(struct cff_bytes dict, enum cff_op op, int32_t *ret, size_t n);

/* A string of the String INDEX by its SID; false for standard strings. */
MUST_USE bool cff_string_get(const struct cff *f, int32_t sid, struct cff_bytes *ret);

/* The index into `fds` of a glyph's font DICT; false if there is no such glyph. */
MUST_USE bool cff_fd_get(const struct cff *f, uint32_t gid, uint32_t *ret);

/* A big-endian number of up to four bytes. */
static inline uint32_t cff_number(const uint8_t *p, unsigned width)
{
	uint32_t v = 0;

	while (width-- > 0)
		v = v << 8 | *p++;
	return v;
}

#endif
