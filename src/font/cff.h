/* SPDX-License-Identifier: MIT */
/*
 * cff.h, private to font/: reading a CID-keyed CFF table (Adobe Technical Note 5176). Every offset
 * and count is checked when it is used, so a table may hold anything. What is damaged and what is
 * merely unusual get the same answer, false: such a face is left to a library that knows more.
 * All structs borrow from the table.
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

/* INDEX, clause 5; zeroed it is an empty one. */
struct cff_index {
	const uint8_t *offsets; /* count + 1, each of `width` bytes, the first one is 1 */
	struct cff_bytes data;
	uint32_t count;
	unsigned width;
};

/* DICT operators, tables 9, 10 and 23; those after the escape 12 are 0x0C00 + their second byte. */
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

/* A font DICT of the FDArray: a part of the face with widths and subroutines of its own. */
struct cff_fd {
	struct cff_bytes dict, private;
	struct cff_index subrs;
};

struct cff {
	struct cff_bytes table, name, top;
	struct cff_index strings, subrs, glyphs; /* subrs: the global ones */
	struct cff_bytes charset, fd_select;     /* to the end of the table */
	struct cff_fd fds[CFF_FD_MAX];
	size_t fd_count;
};

/* False unless it is CFF 1, CID-keyed, with Type 2 charstrings and one font in it. */
MUST_USE bool cff_open(struct cff_bytes table, struct cff *ret);

/* Object i of an INDEX; false beyond its end, or where its offsets make no sense. */
MUST_USE bool cff_index_get(const struct cff_index *x, uint32_t i, struct cff_bytes *ret);

/* The operands of an operator as they stand; ret->p is NULL if the DICT has it not. False: no DICT.
 */
MUST_USE bool cff_dict_find(struct cff_bytes dict, enum cff_op op, struct cff_bytes *ret);

/* n operands, all whole numbers; false if the operator is not there or has others. */
MUST_USE bool cff_dict_integers(struct cff_bytes dict, enum cff_op op, int32_t *ret, size_t n);

/* A string of the face's own (not a standard one) by its SID. */
MUST_USE bool cff_string_get(const struct cff *f, int32_t sid, struct cff_bytes *ret);

/* CIDs and places in `fds` of n glyphs, which ascend and begin with 0. */
MUST_USE bool cff_cids_read(const struct cff *f, const uint32_t *gids, size_t n, uint32_t *ret);
MUST_USE bool cff_fds_read(const struct cff *f, const uint32_t *gids, size_t n, uint8_t *ret);

/* A big-endian number of up to four bytes. */
static inline uint32_t cff_number(const uint8_t *p, unsigned width)
{
	uint32_t v = 0;

	while (width-- > 0)
		v = v << 8 | *p++;
	return v;
}

#endif
