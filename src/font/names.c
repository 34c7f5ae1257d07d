/* SPDX-License-Identifier: MIT */
#include "font/names.h"
#include "font/checked.h"

#include <ctype.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "font/sfnt.h"

enum {
	HEAD_SIZE = 6,
	RECORD_SIZE = 12,
	UNICODE = 0, /* platforms */
	MACINTOSH = 1,
	WINDOWS = 3,
	LANGUAGE_CHINESE_PRC = 0x804,
	LANGUAGE_ENGLISH_US = 0x409,
	MAC_ENGLISH = 0,
	MAC_SIMPLIFIED_CHINESE = 33,
	TEXT_MAX = 4096, /* bytes; longer names are ignored */
	NAMES_RECENT = 16,
	SELECTION_ITALIC = 1,
	SELECTION_BOLD = 1 << 5
};

/* The name table being read. */
struct name_table {
	hb_blob_t *blob;
	const unsigned char *p;
	size_t n;
	unsigned record_n;
};

struct name_record {
	unsigned platform, encoding, language, id;
	const char *text;
	size_t len;
};

static void table_open(struct name_table *t, hb_face_t *face)
{
	unsigned len;

	t->blob = checked_table(face, HB_TAG('n', 'a', 'm', 'e'));
	t->p = (const unsigned char *)hb_blob_get_data(t->blob, &len);
	t->n = len;
	t->record_n = t->n < HEAD_SIZE ? 0 : sfnt_u16(t->p + 2);
	if (t->record_n > (t->n - HEAD_SIZE) / RECORD_SIZE && t->record_n > 0)
		t->record_n = (unsigned)((t->n - HEAD_SIZE) / RECORD_SIZE);
}

/* False if the record points outside the table or its text is empty or too long. */
static bool table_record(const struct name_table *t, unsigned i, struct name_record *ret)
{
	const unsigned char *p = t->p + HEAD_SIZE + (size_t)i * RECORD_SIZE;
	size_t off = (size_t)sfnt_u16(t->p + 4) + sfnt_u16(p + 10);

	*ret = (struct name_record){sfnt_u16(p), sfnt_u16(p + 2), sfnt_u16(p + 4), sfnt_u16(p + 6),
	                            NULL,        sfnt_u16(p + 8)};
	if (ret->len == 0 || ret->len > TEXT_MAX || off > t->n || ret->len > t->n - off)
		return false;
	ret->text = (const char *)t->p + off;
	return true;
}

/* Buffer for a decoded name: up to three bytes per byte of the record, and a NUL. */
typedef char decoded[3 * TEXT_MAX + 1];

static bool decode_utf16(const struct name_record *r, decoded ret)
{
	const unsigned char *p = (const unsigned char *)r->text;
	size_t n = 0;

	for (size_t i = 0; i + 1 < r->len; i += 2) {
		uint32_t cp = sfnt_u16(p + i);

		if (cp >= 0xD800 && cp < 0xDC00 && i + 3 < r->len) {
			uint32_t low = sfnt_u16(p + i + 2);

			if (low < 0xDC00 || low > 0xDFFF)
				return false;
			cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
			i += 2;
		}
		if (cp == 0 || (cp >= 0xD800 && cp < 0xE000))
			return false;
		n += utf8_encode(cp, ret + n);
	}
	ret[n] = '\0';
	return n > 0;
}

/* Some old faces have zero bytes between the characters of GB names; they are dropped. */
static bool decode_bytes(const struct name_record *r, const char *encoding, decoded ret)
{
	char in[TEXT_MAX], *from = in, *to = ret;
	size_t left = 0, room = sizeof(decoded) - 1;
	bool ascii = true;
	iconv_t cd;

	for (size_t i = 0; i < r->len; i++) {
		if (r->text[i] != '\0')
			in[left++] = r->text[i];
		ascii = ascii && (unsigned char)r->text[i] < 0x80;
	}
	if (ascii) {
		memcpy(ret, in, left);
		ret[left] = '\0';
		return left > 0;
	}
	cd = iconv_open("UTF-8", encoding);
	if (cd == (iconv_t)-1)
		return false;
	if (iconv(cd, &from, &left, &to, &room) == (size_t)-1)
		to = ret;
	iconv_close(cd);
	*to = '\0';
	return to > ret;
}

static bool record_decode(const struct name_record *r, decoded ret)
{
	enum { WINDOWS_PRC = 3, WINDOWS_BIG5 = 4, MAC_ROMAN = 0, MAC_BIG5 = 2, MAC_GB = 25 };

	if (r->platform == MACINTOSH && r->encoding == MAC_ROMAN)
		return decode_bytes(r, "MACINTOSH", ret);
	if (r->platform == MACINTOSH && r->encoding == MAC_BIG5)
		return decode_bytes(r, "BIG5", ret);
	if (r->platform == MACINTOSH && r->encoding == MAC_GB)
		return decode_bytes(r, "GB18030", ret);
	if (r->platform == WINDOWS && r->encoding == WINDOWS_PRC)
		return decode_bytes(r, "GB18030", ret);
	if (r->platform == WINDOWS && r->encoding == WINDOWS_BIG5)
		return decode_bytes(r, "BIG5", ret);
	return (r->platform == UNICODE || r->platform == WINDOWS) && decode_utf16(r, ret);
}

static bool language_is(const struct name_record *r, bool chinese)
{
	if (r->platform == WINDOWS)
		return r->language == (chinese ? LANGUAGE_CHINESE_PRC : LANGUAGE_ENGLISH_US);
	return r->platform == MACINTOSH &&
	       r->language == (chinese ? MAC_SIMPLIFIED_CHINESE : MAC_ENGLISH);
}

const char *names_read(struct arena *a, hb_face_t *face, enum name_id id, bool chinese)
{
	const char *found = NULL;
	struct name_table t;

	table_open(&t, face);
	for (unsigned i = 0; i < t.record_n; i++) {
		decoded text;
		struct name_record r;

		if (!table_record(&t, i, &r) || r.id != (unsigned)id || !language_is(&r, chinese) ||
		    (found != NULL && r.platform != WINDOWS) || !record_decode(&r, text))
			continue;
		for (char *s = text; *s != '\0'; s++)
			if (iscntrl((unsigned char)*s))
				*s = ' ';
		found = arena_strdup(a, text);
	}
	hb_blob_destroy(t.blob);
	return found;
}

const char *names_fold(struct arena *a, const char *name)
{
	char *folded = arena_strdup(a, name), *to = folded;

	for (const char *s = name; *s != '\0'; s++)
		if (*s != ' ' && *s != '-' && *s != '_')
			*to++ = (char)tolower((unsigned char)*s);
	*to = '\0';
	return folded;
}

/* A face without an OS/2 table counts as regular. */
static bool is_regular(hb_face_t *face)
{
	struct sfnt_os2 os2;

	sfnt_read_os2(face, &os2);
	return (os2.selection & (SELECTION_ITALIC | SELECTION_BOLD)) == 0;
}

static bool is_family(unsigned id)
{
	return id == NAME_FAMILY || id == NAME_TYPOGRAPHIC_FAMILY;
}

static bool identifies(unsigned id)
{
	return id == NAME_FULL || id == NAME_POSTSCRIPT || is_family(id);
}

/*
 * Faces give the same few names for many languages, one after the other; a table may have tens of
 * thousands of others, so that only the last are looked at.
 */
static void add_name(struct face_names *names, const char *folded, bool family)
{
	for (size_t i = names->n > NAMES_RECENT ? names->n - NAMES_RECENT : 0; i < names->n; i++)
		if (names->items[i].is_family == family &&
		    strcmp(names->items[i].folded, folded) == 0)
			return;
	names->items[names->n++] = (struct face_name){folded, family};
}

void names_list(struct arena *a, hb_face_t *face, struct face_names *ret)
{
	struct name_table t;

	table_open(&t, face);
	*ret = (struct face_names){.items = arena_array(a, struct face_name, t.record_n),
	                           .face = face};
	for (unsigned i = 0; i < t.record_n; i++) {
		struct name_record r;
		decoded text;

		if (table_record(&t, i, &r) && identifies(r.id) && record_decode(&r, text))
			add_name(ret, names_fold(a, text), is_family(r.id));
	}
	hb_blob_destroy(t.blob);
}

bool names_are_regular(struct face_names *names)
{
	if (names->style == STYLE_UNREAD)
		names->style = is_regular(names->face) ? STYLE_REGULAR : STYLE_OTHER;
	return names->style == STYLE_REGULAR;
}

int names_match(struct face_names *names, const char *const *wanted, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		bool family = false;

		for (size_t i = 0; i < names->n; i++) {
			const char *name = names->items[i].folded;

			if (name[0] != wanted[k][0] || strcmp(name, wanted[k]) != 0)
				continue;
			if (!names->items[i].is_family)
				return (int)k * 2;
			family = true;
		}
		if (family && names_are_regular(names))
			return (int)k * 2 + 1;
	}
	return NAMES_NO_MATCH;
}
