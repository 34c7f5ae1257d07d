/* SPDX-License-Identifier: MIT */
#include "import/docx_looks.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	TINY_MAX = 4,   /* half points: nobody reads such text */
	SHIFT_LEAST = 3 /* half points: less only sets the text level with what is beside it */
};

bool run_looks_is_on(const xmlNode *parent, const char *name)
{
	const xmlNode *node = xml_child(parent, name);
	const char *val = node != NULL ? xml_attribute(node, "val") : NULL;

	return node != NULL &&
	       (val == NULL ||
	        (strcmp(val, "0") != 0 && strcmp(val, "false") != 0 && strcmp(val, "off") != 0));
}

static int flag(const xmlNode *properties, const char *name)
{
	if (xml_child(properties, name) == NULL)
		return 0;
	return run_looks_is_on(properties, name) ? 1 : -1;
}

static const char *value_of(const xmlNode *properties, const char *name)
{
	const xmlNode *node = xml_child(properties, name);

	return node != NULL ? xml_attribute(node, "val") : NULL;
}

/* By w:vertAlign (17.3.2.42), else by w:position (17.3.2.24). */
static int read_shift(const xmlNode *properties)
{
	const char *align = value_of(properties, "vertAlign");
	const char *position = value_of(properties, "position");
	long by = position != NULL ? strtol(position, NULL, 10) : 0;

	if (align != NULL && strcmp(align, "superscript") == 0)
		return 1;
	if (align != NULL && strcmp(align, "subscript") == 0)
		return -1;
	if (by >= SHIFT_LEAST || by <= -SHIFT_LEAST)
		return by > 0 ? 1 : -1;
	return align != NULL || position != NULL ? 2 : 0;
}

bool run_looks_is_filled(const xmlNode *properties)
{
	const xmlNode *shade = properties != NULL ? xml_child(properties, "shd") : NULL;
	const char *fill = shade != NULL ? xml_attribute(shade, "fill") : NULL;
	const char *pattern = shade != NULL ? xml_attribute(shade, "val") : NULL;

	return (fill != NULL && strcasecmp(fill, "auto") != 0 && strcasecmp(fill, "FFFFFF") != 0) ||
	       (pattern != NULL && strcmp(pattern, "clear") != 0 && strcmp(pattern, "nil") != 0);
}

struct run_looks run_looks_read(const xmlNode *properties)
{
	struct run_looks looks = {0};
	const char *colour, *size;

	if (properties == NULL)
		return looks;
	looks.hidden = flag(properties, "vanish");
	if (flag(properties, "specVanish") != 0 && looks.hidden <= 0)
		looks.hidden = flag(properties, "specVanish");
	looks.struck = flag(properties, "strike");
	if (flag(properties, "dstrike") != 0 && looks.struck <= 0)
		looks.struck = flag(properties, "dstrike");
	looks.shift = read_shift(properties);
	size = value_of(properties, "sz");
	if (size != NULL)
		looks.tiny = strtol(size, NULL, 10) <= TINY_MAX ? 1 : -1;
	colour = value_of(properties, "color");
	if (colour != NULL)
		looks.pale = strcasecmp(colour, "FFFFFF") == 0 ? 1 : -1;
	if (run_looks_is_filled(properties) || xml_child(properties, "highlight") != NULL)
		looks.filled = 1;
	return looks;
}

void run_looks_add(struct run_looks *to, const struct run_looks *from)
{
	to->hidden = to->hidden != 0 ? to->hidden : from->hidden;
	to->struck = to->struck != 0 ? to->struck : from->struck;
	to->tiny = to->tiny != 0 ? to->tiny : from->tiny;
	to->pale = to->pale != 0 ? to->pale : from->pale;
	to->filled = to->filled != 0 ? to->filled : from->filled;
	to->shift = to->shift != 0 ? to->shift : from->shift;
}

struct seen run_looks_seen(const struct run_looks *looks)
{
	return (struct seen){.hidden = looks->hidden > 0,
	                     .struck = looks->struck > 0,
	                     .tiny = looks->tiny > 0,
	                     .pale = looks->pale > 0,
	                     .filled = looks->filled > 0,
	                     .shift = looks->shift == 2 ? 0 : looks->shift};
}

struct seen run_looks_apply(struct seen paragraph, const struct run_looks *style,
                            const struct run_looks *direct)
{
	struct run_looks both = *direct;
	struct seen seen = paragraph;

	/* Of paragraph and character style each turns the other's setting around (17.7.3). */
	seen.hidden ^= style->hidden > 0;
	seen.struck ^= style->struck > 0;
	seen.hidden = direct->hidden != 0 ? direct->hidden > 0 : seen.hidden;
	seen.struck = direct->struck != 0 ? direct->struck > 0 : seen.struck;
	run_looks_add(&both, style);
	seen.tiny = both.tiny != 0 ? both.tiny > 0 : seen.tiny;
	seen.pale = both.pale != 0 ? both.pale > 0 : seen.pale;
	seen.filled |= both.filled > 0;
	if (both.shift != 0)
		seen.shift = both.shift == 2 ? 0 : both.shift;
	return seen;
}
