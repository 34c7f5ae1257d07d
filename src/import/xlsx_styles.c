/* SPDX-License-Identifier: MIT */
/* xlsx_styles.c: styles.xml of an .xlsx file: fonts, fills and formats are read once each. */
#include <string.h>
#include <strings.h>

#include "import/xlsx.h"

enum { FORMATS_MAX = 70000 /* of each list */ };

struct xlsx_styles {
	struct xlsx_style *cells, none;
	size_t n;
};

bool xlsx_is_set(const xmlNode *node, const char *name)
{
	const char *v = xml_attribute(node, name);

	return v != NULL && (strcmp(v, "1") == 0 || strcmp(v, "true") == 0);
}

const xmlNode *xlsx_first_of(const xmlNode *parent, const char *list)
{
	const xmlNode *found = parent != NULL ? xml_child(parent, list) : NULL;

	return found != NULL ? found->children : NULL;
}

void xlsx_read_font(const xmlNode *p, struct seen *s)
{
	enum { TINY_MAX = 2 /* points */ };
	const xmlNode *strike = p != NULL ? xml_child(p, "strike") : NULL;
	const xmlNode *align = p != NULL ? xml_child(p, "vertAlign") : NULL;
	const xmlNode *size = p != NULL ? xml_child(p, "sz") : NULL;
	const xmlNode *colour = p != NULL ? xml_child(p, "color") : NULL;
	const char *val = align != NULL ? xml_attribute(align, "val") : NULL;
	const char *rgb = colour != NULL ? xml_attribute(colour, "rgb") : NULL;

	if (strike != NULL)
		s->struck = xml_attribute(strike, "val") == NULL || xlsx_is_set(strike, "val");
	if (val != NULL)
		s->shift = strcmp(val, "superscript") == 0 ? 1
		           : strcmp(val, "subscript") == 0 ? -1
		                                           : 0;
	if (size != NULL)
		s->tiny = xml_number(size, "val", XML_NUMBER_MAX, XML_NUMBER_MAX) <= TINY_MAX;
	if (rgb != NULL)
		s->pale = strcasecmp(rgb, "FFFFFFFF") == 0 || strcasecmp(rgb, "00FFFFFF") == 0;
}

/* What the items of a list say of how a cell is seen, by their number. */
struct looks {
	struct seen *items;
	size_t n, cap;
};

/* The ground of a cell (18.8.32): of fills the first two are Excel's own, none and grey. */
static void read_fill(const xmlNode *fill, struct seen *s)
{
	const xmlNode *pattern = xml_child(fill, "patternFill");
	const char *type = pattern != NULL ? xml_attribute(pattern, "patternType") : NULL;
	const xmlNode *colour = pattern != NULL ? xml_child(pattern, "fgColor") : NULL;
	const char *rgb = colour != NULL ? xml_attribute(colour, "rgb") : NULL;

	s->filled = pattern == NULL || /* a gradient */
	            (type != NULL && strcmp(type, "none") != 0 &&
	             (rgb == NULL || strcasecmp(rgb, "FFFFFFFF") != 0));
}

static struct looks read_looks(struct arena *a, const xmlNode *first, const char *name,
                               void (*read)(const xmlNode *item, struct seen *s))
{
	struct looks looks = {0};

	for (const xmlNode *c = first; c != NULL && looks.n < FORMATS_MAX; c = c->next) {
		if (!xml_is(c, name))
			continue;
		looks.items = doc_grow(a, looks.items, looks.n, &looks.cap, sizeof(*looks.items));
		looks.items[looks.n] = (struct seen){0};
		read(c, &looks.items[looks.n++]);
	}
	return looks;
}

/* The item that an attribute names by its number; the zeroed one if there is none. */
static struct seen look_of(const struct looks *looks, const xmlNode *xf, const char *name)
{
	size_t id = xml_number(xf, name, FORMATS_MAX, FORMATS_MAX);

	return id < looks->n ? looks->items[id] : (struct seen){0};
}

/* Number formats by their id: [FORMATS_MAX + 1], NULL for one that has not been asked for. */
struct numbered_formats {
	const char **codes; /* NULL: a built-in one; borrowed from the tree */
	const struct number_format **read;
};

/* Of equal ids the first counts. */
static struct numbered_formats list_formats(struct arena *a, const xmlNode *first)
{
	struct numbered_formats f = {arena_array(a, const char *, FORMATS_MAX + 1),
	                             arena_array(a, const struct number_format *, FORMATS_MAX + 1)};

	for (const xmlNode *c = first; c != NULL; c = c->next) {
		const char *code = xml_is(c, "numFmt") ? xml_attribute(c, "formatCode") : NULL;
		size_t id = xml_number(c, "numFmtId", FORMATS_MAX, FORMATS_MAX);

		if (code != NULL && f.codes[id] == NULL)
			f.codes[id] = code;
	}
	return f;
}

static const struct number_format *format_of(struct arena *a, struct numbered_formats *f,
                                             const xmlNode *xf)
{
	size_t id = xml_number(xf, "numFmtId", 0, FORMATS_MAX);

	if (f->read[id] == NULL)
		f->read[id] = number_format_read(
		        a, f->codes[id] != NULL ? f->codes[id] : number_format_built_in(id));
	return f->read[id];
}

static void read_cells(struct arena *a, struct xlsx_styles *styles, const xmlNode *root)
{
	struct looks fonts = read_looks(a, xlsx_first_of(root, "fonts"), "font", xlsx_read_font);
	struct looks fills = read_looks(a, xlsx_first_of(root, "fills"), "fill", read_fill);
	struct numbered_formats formats = list_formats(a, xlsx_first_of(root, "numFmts"));
	size_t cap = 0;

	for (const xmlNode *c = xlsx_first_of(root, "cellXfs");
	     c != NULL && styles->n < FORMATS_MAX; c = c->next) {
		struct xlsx_style *s;

		if (!xml_is(c, "xf"))
			continue;
		styles->cells = doc_grow(a, styles->cells, styles->n, &cap, sizeof(*s));
		s = &styles->cells[styles->n++];
		s->format = format_of(a, &formats, c);
		s->seen = look_of(&fonts, c, "fontId");
		s->seen.filled = look_of(&fills, c, "fillId").filled;
	}
}

const struct xlsx_styles *xlsx_styles_read(struct arena *a, const xmlNode *root)
{
	struct xlsx_styles *styles = arena_new(a, struct xlsx_styles);

	styles->none.format = number_format_read(a, number_format_built_in(0));
	if (root != NULL)
		read_cells(a, styles, root);
	return styles;
}

const struct xlsx_style *xlsx_style_of(const struct xlsx_styles *styles, const xmlNode *cell)
{
	size_t style = xml_number(cell, "s", 0, FORMATS_MAX);

	return style < styles->n ? &styles->cells[style] : &styles->none;
}
