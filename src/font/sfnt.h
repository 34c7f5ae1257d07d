/* SPDX-License-Identifier: MIT */
/*
 * sfnt.h, private to font/: what a face says of itself in the tables head, post and OS/2
 * (OpenType), as far as HarfBuzz has no calls for it. Every table may hold anything.
 */
#ifndef KANBEN_FONT_SFNT_H
#define KANBEN_FONT_SFNT_H

#include <stdbool.h>
#include <stdint.h>

#include <hb.h>

static inline unsigned sfnt_u16(const unsigned char *p)
{
	return (unsigned)p[0] << 8 | p[1];
}

static inline uint32_t sfnt_u32(const unsigned char *p)
{
	return (uint32_t)sfnt_u16(p) << 16 | sfnt_u16(p + 2);
}

static inline int sfnt_i16(const unsigned char *p)
{
	return (short)sfnt_u16(p);
}

bool sfnt_has_table(hb_face_t *face, hb_tag_t tag);

/* OS/2; all zero where there is none. */
struct sfnt_os2 {
	bool there;
	unsigned weight, fs_type, selection;
	int family_class; /* the upper byte of sFamilyClass */
	unsigned char panose[10];
	int cap_height; /* font units; 0: not told */
};

struct sfnt_facts {
	struct sfnt_os2 os2;
	unsigned units_per_em; /* 0: no head */
	int bbox[4];           /* font units */
	int italic_angle;      /* degrees */
	bool fixed_pitch;
};

void sfnt_read_os2(hb_face_t *face, struct sfnt_os2 *ret);
void sfnt_read_facts(hb_face_t *face, struct sfnt_facts *ret);

#endif
