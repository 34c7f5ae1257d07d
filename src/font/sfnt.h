/* SPDX-License-Identifier: MIT */
/*
 * sfnt.h, private to font/: fields of the tables head, post and OS/2 (OpenType) that HarfBuzz has
 * no functions for. Tables may be damaged or absent.
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

bool sfnt_has_table(hb_face_t *face, hb_tag_t tag);

/* Fields of the OS/2 table; all zero if there is none. */
struct sfnt_os2 {
	bool there;
	unsigned weight, fs_type, selection;
	int family_class; /* upper byte of sFamilyClass */
	unsigned char panose[10];
	int cap_height; /* font units; 0: unknown */
};

struct sfnt_facts {
	struct sfnt_os2 os2;
	unsigned units_per_em; /* 0: no head table */
	int bbox[4];           /* font units */
	int italic_angle;      /* degrees */
	bool fixed_pitch;
};

void sfnt_read_os2(hb_face_t *face, struct sfnt_os2 *ret);
void sfnt_read_facts(hb_face_t *face, struct sfnt_facts *ret);

#endif
