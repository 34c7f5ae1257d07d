/* SPDX-License-Identifier: MIT */
#include "import/docx_styles.h"

#include <string.h>
#include <strings.h>

struct docx_styles {
	struct arena *arena;
	struct docx_style *items;
	size_t n;
	struct docx_style *chosen; /* for paragraphs that name none, or NULL */
};

bool docx_is_heading_name(const char *name)
{
	return name != NULL &&
	       (strncasecmp(name, "heading", 7) == 0 || strcasecmp(name, "title") == 0);
}

bool docx_is_caption_name(const char *name)
{
	return name != NULL && strcasecmp(name, "caption") == 0;
}

/* ---- reading ---- */

static const char *value_of(struct arena *a, const xmlNode *parent, const char *name)
{
	const char *val = xml_val(parent, name);

	return val != NULL ? arena_strdup(a, val) : NULL;
}

static struct docx_style read_style(struct arena *a, const xmlNode *node, size_t order)
{
	const xmlNode *properties = xml_child(node, "pPr");
	const xmlNode *list = xml_child(properties, "numPr");
	const char *id = xml_attribute(node, "styleId"), *type = xml_attribute(node, "type");
	const char *chosen = xml_attribute(node, "default");
	struct docx_style s = {.id = {id != NULL ? arena_strdup(a, id) : "", order}};

	s.name = value_of(a, node, "name");
	s.based_on = value_of(a, node, "basedOn");
	s.use_id = value_of(a, list, "numId");
	s.level = (int)xml_val_number(list, "ilvl", DOCX_NO_LEVEL);
	s.outline = (int)xml_val_number(properties, "outlineLvl", DOCX_NO_LEVEL);
	s.looks = run_looks_read(xml_child(node, "rPr"));
	s.is_numbering = type != NULL && strcmp(type, "numbering") == 0;
	s.is_default = type != NULL && strcmp(type, "paragraph") == 0 && chosen != NULL &&
	               (strcmp(chosen, "1") == 0 || strcmp(chosen, "true") == 0);
	return s;
}

/* Once they are sorted. */
static void join(struct docx_styles *styles)
{
	for (size_t i = 0; i < styles->n; i++) {
		struct docx_style *s = &styles->items[i];

		s->first = i > 0 && strcmp(s[-1].id.text, s->id.text) == 0 ? s[-1].first : s;
		s->base = docx_styles_find(styles, s->based_on);
		if (s->is_default && styles->chosen == NULL)
			styles->chosen = s;
	}
}

struct docx_styles *docx_styles_read(struct arena *a, const xmlNode *root)
{
	struct docx_styles *styles = arena_new(a, struct docx_styles);

	styles->arena = a;
	styles->items = arena_array(a, struct docx_style, xml_count(root, "style"));
	for (const xmlNode *c = root != NULL ? root->children : NULL; c != NULL; c = c->next)
		if (xml_is(c, "style")) {
			styles->items[styles->n] = read_style(a, c, styles->n);
			styles->n++;
		}
	docx_id_sort(styles->items, styles->n, sizeof(*styles->items));
	join(styles);
	return styles;
}

/* ---- asking ---- */

struct docx_style *docx_styles_find(const struct docx_styles *styles, const char *id)
{
	return docx_id_find(styles->items, styles->n, sizeof(*styles->items), id);
}

struct docx_style *docx_styles_of_paragraph(const struct docx_styles *styles, const char *id)
{
	struct docx_style *s = docx_styles_find(styles, id);

	return s != NULL ? s : styles->chosen;
}

static struct docx_settled settle(const struct docx_style *s)
{
	struct docx_settled all = {.level = DOCX_NO_LEVEL, .outline = DOCX_NO_LEVEL};

	for (size_t n = 0; s != NULL && n < DOCX_CHAIN_MAX; n++, s = s->base) {
		all.heading |= docx_is_heading_name(s->name);
		all.caption |= docx_is_caption_name(s->name);
		if (all.use_id == NULL)
			all.use_id = s->use_id;
		if (all.level == DOCX_NO_LEVEL)
			all.level = s->level;
		if (all.outline == DOCX_NO_LEVEL)
			all.outline = s->outline;
		run_looks_add(&all.looks, &s->looks);
	}
	return all;
}

const struct docx_settled *docx_styles_settle(struct docx_styles *styles, struct docx_style *style)
{
	static const struct docx_settled nothing = {.level = DOCX_NO_LEVEL,
	                                            .outline = DOCX_NO_LEVEL};
	struct docx_settled *settled;

	if (style == NULL)
		return &nothing;
	if (style->settled == NULL) {
		settled = arena_new(styles->arena, struct docx_settled);
		*settled = settle(style);
		style->settled = settled;
	}
	return style->settled;
}
