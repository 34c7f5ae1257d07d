/* SPDX-License-Identifier: MIT */
#include "write/ofd/ofd_check.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"

enum { BMP = 0x10000, ID_MAX = 1 << 27 };

/* Characters that are shown with a Font, a bit each. */
struct used_font {
	unsigned id;
	bool made; /* its file has been seen */
	unsigned char bits[BMP / 8];
};

struct names {
	const char **list;
	size_t n, cap;
};

struct ofd_check {
	struct arena arena;
	const char *fault;
	unsigned char *ids; /* ID_GIVEN, ID_NAMED by identifier */
	size_t id_cap;
	unsigned id_most, id_stated; /* the greatest; MaxUnitID */
	struct used_font **fonts;
	size_t font_n, font_cap;
	struct names files, wanted; /* that are there; that are referred to */
	/* in the file being read */
	const char *name, *folder;
	int64_t area[4]; /* of the page, in 1/1000 mm */
	struct used_font *font;
	bool unseen; /* the text is transparent */
};

enum { ID_GIVEN = 1, ID_NAMED = 2 };

/* A start tag: its name without prefix, its attributes, and the text up to the next tag. */
struct tag_text {
	const char *name, *attributes, *text;
	size_t name_n, attribute_n, text_n;
};

struct ofd_check *ofd_check_new(void)
{
	return mem_alloc(sizeof(struct ofd_check));
}

void ofd_check_free(struct ofd_check *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->font_n; i++)
		free(c->fonts[i]);
	free(c->fonts);
	free(c->files.list);
	free(c->wanted.list);
	free(c->ids);
	arena_release(&c->arena);
	free(c);
}

static void fail(struct ofd_check *c, const char *what, unsigned number)
{
	if (c->fault == NULL)
		c->fault = arena_printf(&c->arena, "%s: %s (%u)", c->name, what, number);
}

/* ---- tags ---- */

static bool next_tag(const char **at, const char *end, struct tag_text *ret)
{
	const char *s = *at, *close, *colon;

	do {
		s = memchr(s, '<', (size_t)(end - s));
		if (s == NULL || s + 1 >= end)
			return false;
		s++;
	} while (*s == '/' || *s == '?');
	close = memchr(s, '>', (size_t)(end - s));
	if (close == NULL)
		return false;
	ret->name = s;
	ret->name_n = strcspn(s, " />");
	ret->attributes = s + ret->name_n;
	ret->attribute_n = (size_t)(close - ret->attributes);
	colon = memchr(s, ':', ret->name_n);
	if (colon != NULL) {
		ret->name_n -= (size_t)(colon + 1 - s);
		ret->name = colon + 1;
	}
	ret->text = close + 1;
	s = memchr(ret->text, '<', (size_t)(end - ret->text));
	ret->text_n = (size_t)((s != NULL ? s : end) - ret->text);
	*at = close + 1;
	return true;
}

static bool is(const struct tag_text *t, const char *name)
{
	/* A tag is compared with a dozen names, most of which begin with another letter. */
	return t->name_n > 0 && *t->name == *name && strlen(name) == t->name_n &&
	       memcmp(t->name, name, t->name_n) == 0;
}

/* The value of an attribute, its length in *ret; NULL: there is none. */
static const char *attribute(const struct tag_text *t, const char *name, size_t *ret)
{
	const char *s = t->attributes, *end = s + t->attribute_n;
	size_t n = strlen(name);

	while (s != NULL && (size_t)(end - s) > n + 3) {
		const char *value, *close;

		s += *s == ' ';
		value = memchr(s, '"', (size_t)(end - s));
		close = value != NULL ? memchr(value + 1, '"', (size_t)(end - value - 1)) : NULL;
		if (close == NULL)
			return NULL;
		if ((size_t)(value - s) == n + 1 && memcmp(s, name, n) == 0) {
			*ret = (size_t)(close - value - 1);
			return value + 1;
		}
		s = close + 1;
	}
	return NULL;
}

/* A number at s in thousandths. */
static int64_t milli(const char **at, const char *end)
{
	const char *s = *at;
	bool minus = s < end && *s == '-';
	int64_t v = 0;
	int places = -1;

	for (s += minus; s < end && ((*s >= '0' && *s <= '9') || *s == '.'); s++) {
		if (*s == '.')
			places = 0;
		else if (places < 3)
			v = v * 10 + (*s - '0');
		places += places >= 0 && *s != '.';
	}
	for (places = places < 0 ? 0 : places; places < 3; places++)
		v *= 10;
	*at = s;
	return minus ? -v : v;
}

/* Up to `most` numbers in thousandths; returns how many there are. */
static size_t numbers(const char *s, size_t n, int64_t *ret, size_t most)
{
	const char *end = s + n;
	size_t found = 0;

	while (s < end && found < most) {
		const char *start = s;

		ret[found] = milli(&s, end);
		found += s > start;
		s += s < end && *s == ' ';
		if (s == start)
			return found;
	}
	return found;
}

static unsigned number_of(const char *s, size_t n)
{
	int64_t v = 0;

	return s != NULL && numbers(s, n, &v, 1) == 1 && v > 0 && v % 1000 == 0 && v / 1000 < ID_MAX
	               ? (unsigned)(v / 1000)
	               : 0;
}

/* ---- identifiers and names ---- */

static void mark_id(struct ofd_check *c, const char *s, size_t n, unsigned char how)
{
	unsigned id = number_of(s, n);

	if (id == 0) {
		fail(c, _("an identifier that is no number"), 0);
		return;
	}
	if (id >= c->id_cap) {
		size_t cap = (size_t)id * 2 + 1024;

		c->ids = mem_realloc(c->ids, cap);
		memset(c->ids + c->id_cap, 0, cap - c->id_cap);
		c->id_cap = cap;
	}
	if (how == ID_GIVEN && (c->ids[id] & ID_GIVEN) != 0)
		fail(c, _("an identifier is given twice"), id);
	c->ids[id] |= how;
	if (how == ID_GIVEN && id > c->id_most)
		c->id_most = id;
}

static void add_name(struct ofd_check *c, struct names *to, const char *name)
{
	(void)c;
	to->list = mem_grow(to->list, to->n, &to->cap, sizeof(*to->list));
	to->list[to->n++] = name;
}

static void want_file(struct ofd_check *c, const char *s, size_t n)
{
	add_name(c, &c->wanted, arena_printf(&c->arena, "%s%.*s", c->folder, (int)n, s));
}

/* The folder that locations in a file start from; fonts have one of their own. */
static const char *folder_of(struct ofd_check *c, const char *name)
{
	const char *slash = strrchr(name, '/');

	return arena_strndup(&c->arena, name, slash != NULL ? (size_t)(slash + 1 - name) : 0);
}

/* ---- objects ---- */

static void look_at_boundary(struct ofd_check *c, const struct tag_text *t)
{
	size_t n;
	const char *s = attribute(t, "Boundary", &n);
	int64_t box[4];

	if (s == NULL || numbers(s, n, box, 4) != 4) {
		fail(c, _("an object without a boundary"), c->id_most);
		return;
	}
	if (box[0] < 0 || box[1] < 0 || box[2] <= 0 || box[3] <= 0 ||
	    box[0] + box[2] > c->area[2] || box[1] + box[3] > c->area[3])
		fail(c, _("an object's boundary is not on the page"), c->id_most);
}

static struct used_font *font_by(struct ofd_check *c, unsigned id)
{
	for (size_t i = 0; i < c->font_n; i++)
		if (c->fonts[i]->id == id)
			return c->fonts[i];
	c->fonts = mem_grow(c->fonts, c->font_n, &c->font_cap, sizeof(*c->fonts));
	c->fonts[c->font_n] = mem_alloc(sizeof(struct used_font));
	c->fonts[c->font_n]->id = id;
	return c->fonts[c->font_n++];
}

static void begin_text(struct ofd_check *c, const struct tag_text *t)
{
	size_t n;
	const char *s = attribute(t, "Font", &n);

	look_at_boundary(c, t);
	c->unseen = false;
	c->font = NULL;
	if (s == NULL || number_of(s, n) == 0)
		fail(c, _("a text without a font"), c->id_most);
	else
		c->font = font_by(c, number_of(s, n));
	if (s != NULL)
		mark_id(c, s, n, ID_NAMED);
}

static void look_at_image(struct ofd_check *c, const struct tag_text *t)
{
	size_t n;
	const char *s = attribute(t, "ResourceID", &n);

	look_at_boundary(c, t);
	if (s == NULL)
		fail(c, _("an image without a resource"), c->id_most);
	else
		mark_id(c, s, n, ID_NAMED);
}

/* How many steps there are: "1 2 3", or "g 3 1" for three of the same. */
static size_t count_steps(const char *s, size_t n)
{
	const char *end = s + n;
	size_t count = 0;

	if (n > 2 && *s == 'g') {
		s += 2;
		return number_of(s, (size_t)(end - s));
	}
	for (count = n > 0; s < end; s++)
		count += *s == ' ';
	return count;
}

/* Marks the characters, and returns the UTF-16 units. Entities stand for one each. */
static size_t use_characters(struct ofd_check *c, const char *s, size_t n)
{
	const char *end = s + n;
	size_t units = 0;

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (cp == '&') {
			const char *stop = memchr(s, ';', (size_t)(end - s));

			cp = *s == 'q' ? '"' : *s == 'l' ? '<' : *s == 'g' ? '>' : '&';
			s = stop != NULL ? stop + 1 : end;
		}
		units += cp > 0xffff ? 2 : 1;
		if (!c->unseen && c->font != NULL && cp < BMP)
			c->font->bits[cp / 8] |= (unsigned char)(1u << cp % 8);
		else if (!c->unseen)
			fail(c, _("a character that no font can show"), cp);
	}
	return units;
}

static void look_at_code(struct ofd_check *c, const struct tag_text *t)
{
	size_t units = use_characters(c, t->text, t->text_n), n, steps = 0;
	const char *s = attribute(t, "DeltaX", &n);

	if (s != NULL)
		steps = count_steps(s, n);
	if (units == 0 || steps + 1 != units)
		fail(c, _("a text with other than a step less than its characters"), c->id_most);
	if (attribute(t, "X", &n) == NULL || attribute(t, "Y", &n) == NULL)
		fail(c, _("a text without a place"), c->id_most);
}

/* ---- files ---- */

static void look_at_reference(struct ofd_check *c, const struct tag_text *t)
{
	static const char *const places[] = {"DocRoot",    "PublicRes",   "DocumentRes",
	                                     "CustomTags", "Attachments", "FileLoc"};
	size_t n;
	const char *s;

	if (is(t, "Page") && (s = attribute(t, "BaseLoc", &n)) != NULL)
		want_file(c, s, n);
	for (size_t i = 0; i < COUNT(places); i++)
		if (t->text_n > 0 && is(t, places[i]))
			want_file(c, t->text, t->text_n);
	if (is(t, "FontFile") || is(t, "MediaFile"))
		add_name(c, &c->wanted,
		         arena_printf(&c->arena, "%sRes/%.*s", c->folder, (int)t->text_n, t->text));
	if (is(t, "ObjectRef"))
		mark_id(c, t->text, t->text_n, ID_NAMED);
	if ((is(t, "ObjectRef") && (s = attribute(t, "PageRef", &n)) != NULL) ||
	    (is(t, "Dest") && (s = attribute(t, "PageID", &n)) != NULL))
		mark_id(c, s, n, ID_NAMED);
	if (is(t, "MaxUnitID"))
		c->id_stated = number_of(t->text, t->text_n);
}

static bool is_object(const struct tag_text *t)
{
	return is(t, "TextObject") || is(t, "PathObject") || is(t, "ImageObject");
}

static void look_at_xml(struct ofd_check *c, const char *p, size_t n, bool page)
{
	const char *at = p;
	struct tag_text t;

	while (c->fault == NULL && next_tag(&at, p + n, &t)) {
		size_t m;
		const char *id = is_object(&t) || !page ? attribute(&t, "ID", &m) : NULL;

		if (is(&t, "Layer"))
			id = attribute(&t, "ID", &m);
		/* Tags of our own and attachments have identifiers of their own kinds. */
		if (id != NULL && *id >= '0' && *id <= '9')
			mark_id(c, id, m, ID_GIVEN);
		else if (is_object(&t))
			fail(c, _("an object without an identifier"), c->id_most);
		if (!page)
			look_at_reference(c, &t);
		else if (is(&t, "PhysicalBox"))
			numbers(t.text, t.text_n, c->area, 4);
		else if (is(&t, "PathObject"))
			look_at_boundary(c, &t);
		else if (is(&t, "ImageObject"))
			look_at_image(c, &t);
		else if (is(&t, "TextObject"))
			begin_text(c, &t);
		else if (is(&t, "FillColor"))
			c->unseen = attribute(&t, "Alpha", &m) != NULL;
		else if (is(&t, "TextCode"))
			look_at_code(c, &t);
	}
}

static unsigned big_endian(const unsigned char *p, unsigned width)
{
	unsigned v = 0;

	for (; width > 0; width--)
		v = v << 8 | *p++;
	return v;
}

/* A table of a TrueType file, its length in *ret; NULL: there is none. */
static const unsigned char *table(const unsigned char *p, size_t n, const char *tag, size_t *ret)
{
	for (size_t i = 12; i + 16 <= n && i < 12 + 16 * (size_t)big_endian(p + 4, 2); i += 16) {
		size_t at = big_endian(p + i + 8, 4);

		*ret = big_endian(p + i + 12, 4);
		if (memcmp(p + i, tag, 4) == 0 && at <= n && *ret <= n - at)
			return p + at;
	}
	return NULL;
}

/* The bits of characters that the font has no glyph for: those of segments are taken away. */
static bool covers(const unsigned char *cmap, size_t n, unsigned glyph_n, unsigned char *left)
{
	size_t segments = n >= 28 ? big_endian(cmap + 18, 2) / 2 : 0;

	if (segments == 0 || 28 + 8 * segments > n)
		return false;
	for (size_t i = 0; i < segments; i++) {
		const unsigned char *end = cmap + 26 + 2 * i, *start = end + 2 * segments + 2;
		unsigned last = big_endian(end, 2), first = big_endian(start, 2);
		unsigned delta = big_endian(start + 2 * segments, 2);

		for (unsigned cp = first; cp <= last; cp++) {
			unsigned gid = (cp + delta) & 0xffff;

			if (gid > 0 && gid < glyph_n)
				left[cp / 8] &= (unsigned char)~(1u << cp % 8);
		}
	}
	for (size_t i = 0; i < BMP / 8; i++)
		if (left[i] != 0)
			return false;
	return true;
}

static void look_at_font(struct ofd_check *c, const char *p, size_t n)
{
	const char *digits = strrchr(c->name, '_');
	struct used_font *f =
	        font_by(c, digits != NULL ? (unsigned)strtoul(digits + 1, NULL, 10) : 0);
	const unsigned char *file = (const unsigned char *)p, *cmap, *maxp;
	size_t cmap_n, maxp_n;

	f->made = true;
	cmap = n > 12 ? table(file, n, "cmap", &cmap_n) : NULL;
	maxp = cmap != NULL ? table(file, n, "maxp", &maxp_n) : NULL;
	if (maxp == NULL || maxp_n < 6 || !covers(cmap, cmap_n, big_endian(maxp + 4, 2), f->bits))
		fail(c, _("a font without a glyph for a character of the pages"), f->id);
}

static bool ends(const char *s, const char *end)
{
	return strlen(s) >= strlen(end) && strcmp(s + strlen(s) - strlen(end), end) == 0;
}

void ofd_check_file(struct ofd_check *c, const char *name, const char *p, size_t n)
{
	c->name = arena_strdup(&c->arena, name);
	c->folder = folder_of(c, name);
	add_name(c, &c->files, c->name);
	if (ends(name, ".ttf"))
		look_at_font(c, p, n);
	else if (ends(name, ".xml"))
		look_at_xml(c, p, n, ends(name, "/Content.xml"));
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *ofd_check_end(struct ofd_check *c)
{
	if (c->files.n > 0)
		qsort(c->files.list, c->files.n, sizeof(*c->files.list), compare);
	for (size_t i = 1; i < c->files.n; i++)
		if (strcmp(c->files.list[i - 1], c->files.list[i]) == 0)
			fail(c, c->files.list[i], 2);
	for (size_t i = 0; i < c->wanted.n; i++)
		if (bsearch(&c->wanted.list[i], c->files.list, c->files.n, sizeof(*c->files.list),
		            compare) == NULL) {
			c->name = c->wanted.list[i];
			fail(c, _("a file that is referred to is missing"), 0);
		}
	c->name = "OFD.xml";
	for (unsigned id = 0; id < c->id_cap; id++)
		if (c->ids[id] == ID_NAMED)
			fail(c, _("an identifier that nothing has is referred to"), id);
	if (c->id_most > c->id_stated)
		fail(c, _("an identifier is greater than MaxUnitID"), c->id_most);
	for (size_t i = 0; i < c->font_n; i++)
		if (!c->fonts[i]->made)
			fail(c, _("a text without a font"), c->fonts[i]->id);
	return c->fault;
}
