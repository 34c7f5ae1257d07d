/* SPDX-License-Identifier: MIT */
#include "import/odf_styles.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libxml/hash.h>

enum { CHAIN_MAX = 20 /* styles based on each other; more is a loop */ };

/* What is asked of styles: attributes of the elements with their properties. */
enum property {
	TEXT_DISPLAY,
	TEXT_LINE_STYLE,
	TEXT_LINE_TYPE,
	TEXT_POSITION,
	TEXT_COLOUR,
	TEXT_SIZE,
	TEXT_GROUND,
	PARAGRAPH_GROUND,
	PARAGRAPH_ALIGN,
	CELL_GROUND,
	TABLE_DISPLAY,
	PROPERTY_N
};

static const struct {
	const char *element, *name;
} properties[PROPERTY_N] = {
        [TEXT_DISPLAY] = {"text-properties", "display"},
        [TEXT_LINE_STYLE] = {"text-properties", "text-line-through-style"},
        [TEXT_LINE_TYPE] = {"text-properties", "text-line-through-type"},
        [TEXT_POSITION] = {"text-properties", "text-position"},
        [TEXT_COLOUR] = {"text-properties", "color"},
        [TEXT_SIZE] = {"text-properties", "font-size"},
        [TEXT_GROUND] = {"text-properties", "background-color"},
        [PARAGRAPH_GROUND] = {"paragraph-properties", "background-color"},
        [PARAGRAPH_ALIGN] = {"paragraph-properties", "text-align"},
        [CELL_GROUND] = {"table-cell-properties", "background-color"},
        [TABLE_DISPLAY] = {"table-properties", "display"},
};

/* Of each property the nearest value in a style and its parents, borrowed, or NULL. */
struct values {
	const char *of[PROPERTY_N];
};

struct odf_style {
	const xmlNode *node;
	struct odf_style *parent; /* of the same family, or NULL */
	bool joined;              /* its parent is looked up */
	struct values *own, *all; /* of it alone, with its parents; NULL: nobody has asked */
};

struct odf_styles {
	struct arena *arena;
	xmlHashTable *by_name; /* by name and family */
};

static void read_group(struct odf_styles *styles, const xmlNode *root)
{
	static const char *const groups[] = {"automatic-styles", "styles", NULL};

	for (const xmlNode *g = root != NULL ? root->children : NULL; g != NULL; g = g->next)
		for (const xmlNode *c = xml_is_one_of(g, groups) ? g->children : NULL; c != NULL;
		     c = c->next) {
			const char *name = xml_is(c, "style") ? xml_attribute(c, "name") : NULL;
			const char *family = xml_attribute(c, "family");
			struct odf_style *style;

			if (name == NULL || family == NULL)
				continue;
			style = arena_new(styles->arena, struct odf_style);
			style->node = c;
			(void)xmlHashAddEntry2(styles->by_name, BAD_CAST name, BAD_CAST family,
			                       style);
		}
}

struct odf_styles *odf_styles_read(struct arena *a, const xmlNode *content, const xmlNode *styles)
{
	struct odf_styles *read = mem_alloc(sizeof(*read));

	read->arena = a;
	read->by_name = xmlHashCreate(0);
	read_group(read, content);
	read_group(read, styles);
	return read;
}

void odf_styles_free(struct odf_styles *styles)
{
	xmlHashFree(styles->by_name, NULL);
	free(styles);
}

static struct odf_style *find(const struct odf_styles *styles, const char *name, const char *family)
{
	return name != NULL ? xmlHashLookup2(styles->by_name, BAD_CAST name, BAD_CAST family)
	                    : NULL;
}

static struct odf_style *parent_of(const struct odf_styles *styles, struct odf_style *style)
{
	if (!style->joined)
		style->parent = find(styles, xml_attribute(style->node, "parent-style-name"),
		                     xml_attribute(style->node, "family"));
	style->joined = true;
	return style->parent;
}

static const struct values *own_values(const struct odf_styles *styles, struct odf_style *style)
{
	if (style->own != NULL)
		return style->own;
	style->own = arena_new(styles->arena, struct values);
	for (int i = 0; i < PROPERTY_N; i++) {
		const xmlNode *p = xml_child(style->node, properties[i].element);

		style->own->of[i] = p != NULL ? xml_attribute(p, properties[i].name) : NULL;
	}
	return style->own;
}

/* Of a style, or NULL. */
static const struct values *values_of(const struct odf_styles *styles, struct odf_style *style)
{
	static const struct values none = {{NULL}};
	struct odf_style *s = style;

	if (style == NULL || style->all != NULL)
		return style != NULL ? style->all : &none;
	style->all = arena_new(styles->arena, struct values);
	for (int n = 0; s != NULL && n < CHAIN_MAX; n++) {
		const struct values *own = own_values(styles, s);

		for (int i = 0; i < PROPERTY_N; i++)
			if (style->all->of[i] == NULL)
				style->all->of[i] = own->of[i];
		s = parent_of(styles, s);
	}
	return style->all;
}

static struct odf_style *style_of(const struct odf_styles *styles, const xmlNode *node,
                                  const char *family)
{
	return find(styles, xml_attribute(node, "style-name"), family);
}

/* "super 58%", "-33% 58%", "0% 100%" (20.384) */
static int read_shift(const char *position)
{
	long by;

	if (strncmp(position, "super", 5) == 0)
		return 1;
	if (strncmp(position, "sub", 3) == 0)
		return -1;
	by = strtol(position, NULL, 10);
	return by > 0 ? 1 : by < 0 ? -1 : 0;
}

static bool is_white(const char *colour)
{
	return strcasecmp(colour, "#ffffff") == 0;
}

static void read_ground(const char *ground, struct seen *s)
{
	if (ground != NULL && strcmp(ground, "transparent") != 0)
		s->filled = !is_white(ground);
}

void odf_styles_apply(const struct odf_styles *styles, const char *family, const xmlNode *node,
                      struct seen *s)
{
	const struct values *v = values_of(styles, style_of(styles, node, family));
	const char *value;

	if ((value = v->of[TEXT_DISPLAY]) != NULL)
		s->hidden = strcmp(value, "none") == 0;
	if ((value = v->of[TEXT_LINE_STYLE]) != NULL || (value = v->of[TEXT_LINE_TYPE]) != NULL)
		s->struck = strcmp(value, "none") != 0;
	if ((value = v->of[TEXT_POSITION]) != NULL)
		s->shift = read_shift(value);
	if ((value = v->of[TEXT_COLOUR]) != NULL)
		s->pale = is_white(value);
	if ((value = v->of[TEXT_SIZE]) != NULL && strstr(value, "pt") != NULL)
		s->tiny = strtol(value, NULL, 10) <= 2;
	read_ground(v->of[TEXT_GROUND], s);
	read_ground(v->of[PARAGRAPH_GROUND], s);
	read_ground(v->of[CELL_GROUND], s);
}

bool odf_styles_is_right(const struct odf_styles *styles, const xmlNode *p)
{
	const char *align =
	        values_of(styles, style_of(styles, p, "paragraph"))->of[PARAGRAPH_ALIGN];

	return align != NULL && (strcmp(align, "end") == 0 || strcmp(align, "right") == 0);
}

bool odf_styles_is_caption(const struct odf_styles *styles, const xmlNode *p)
{
	const char *name = xml_attribute(p, "style-name");
	struct odf_style *style = style_of(styles, p, "paragraph");

	for (int i = 0; name != NULL && i < CHAIN_MAX; i++) {
		if (strcasecmp(name, "Caption") == 0)
			return true;
		name = style != NULL ? xml_attribute(style->node, "parent-style-name") : NULL;
		style = style != NULL ? parent_of(styles, style) : NULL;
	}
	return false;
}

bool odf_styles_hides_table(const struct odf_styles *styles, const xmlNode *table)
{
	const char *display =
	        values_of(styles, style_of(styles, table, "table"))->of[TABLE_DISPLAY];

	return display != NULL && strcmp(display, "false") == 0;
}
