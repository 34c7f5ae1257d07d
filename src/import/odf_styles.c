/* SPDX-License-Identifier: MIT */
#include "import/odf_styles.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libxml/hash.h>

enum { CHAIN_MAX = 20 /* styles based on each other; more is a loop */ };

struct odf_styles {
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

			if (name != NULL && family != NULL)
				(void)xmlHashAddEntry2(styles->by_name, BAD_CAST name,
				                       BAD_CAST family, (void *)c);
		}
}

struct odf_styles *odf_styles_read(const xmlNode *content, const xmlNode *styles)
{
	struct odf_styles *read = mem_alloc(sizeof(*read));

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

static const xmlNode *find(const struct odf_styles *styles, const char *name, const char *family)
{
	return name != NULL ? xmlHashLookup2(styles->by_name, BAD_CAST name, BAD_CAST family)
	                    : NULL;
}

/* The nearest value of an attribute in some properties of a style and its parents, or NULL. */
static const char *value_of(const struct odf_styles *styles, const xmlNode *style,
                            const char *properties, const char *name)
{
	const char *family = style != NULL ? xml_attribute(style, "family") : NULL;

	for (int i = 0; style != NULL && i < CHAIN_MAX; i++) {
		const xmlNode *p = xml_child(style, properties);
		const char *value = p != NULL ? xml_attribute(p, name) : NULL;

		if (value != NULL)
			return value;
		style = find(styles, xml_attribute(style, "parent-style-name"), family);
	}
	return NULL;
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
	static const char text[] = "text-properties";
	const xmlNode *style = find(styles, xml_attribute(node, "style-name"), family);
	const char *value;

	if (style == NULL)
		return;
	if ((value = value_of(styles, style, text, "display")) != NULL)
		s->hidden = strcmp(value, "none") == 0;
	if ((value = value_of(styles, style, text, "text-line-through-style")) != NULL ||
	    (value = value_of(styles, style, text, "text-line-through-type")) != NULL)
		s->struck = strcmp(value, "none") != 0;
	if ((value = value_of(styles, style, text, "text-position")) != NULL)
		s->shift = read_shift(value);
	if ((value = value_of(styles, style, text, "color")) != NULL)
		s->pale = is_white(value);
	if ((value = value_of(styles, style, text, "font-size")) != NULL &&
	    strstr(value, "pt") != NULL)
		s->tiny = strtol(value, NULL, 10) <= 2;
	read_ground(value_of(styles, style, text, "background-color"), s);
	read_ground(value_of(styles, style, "paragraph-properties", "background-color"), s);
	read_ground(value_of(styles, style, "table-cell-properties", "background-color"), s);
}

bool odf_styles_is_right(const struct odf_styles *styles, const xmlNode *p)
{
	const xmlNode *style = find(styles, xml_attribute(p, "style-name"), "paragraph");
	const char *align = value_of(styles, style, "paragraph-properties", "text-align");

	return align != NULL && (strcmp(align, "end") == 0 || strcmp(align, "right") == 0);
}

bool odf_styles_is_caption(const struct odf_styles *styles, const xmlNode *p)
{
	const char *name = xml_attribute(p, "style-name");

	for (int i = 0; name != NULL && i < CHAIN_MAX; i++) {
		const xmlNode *style = find(styles, name, "paragraph");

		if (strcasecmp(name, "Caption") == 0)
			return true;
		name = style != NULL ? xml_attribute(style, "parent-style-name") : NULL;
	}
	return false;
}

bool odf_styles_hides_table(const struct odf_styles *styles, const xmlNode *table)
{
	const xmlNode *style = find(styles, xml_attribute(table, "style-name"), "table");
	const char *display = value_of(styles, style, "table-properties", "display");

	return display != NULL && strcmp(display, "false") == 0;
}
