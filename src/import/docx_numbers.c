/* SPDX-License-Identifier: MIT */
/*
 * docx_numbers.c: which paragraphs of a .docx are headings and list items, and the numbers that
 * Word prints before them (ECMA-376-1, 17.9), which are not in the text of the file. Lists whose
 * w:num refer to the same w:abstractNum are numbered together, as in Word.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/tr.h"
#include "import/docx_looks.h"

enum {
	LEVELS = 9,
	CHAIN_MAX_STYLES = 40, /* styles based on each other; more is a loop */
	NUMBER_MAX = 1000000000,
	NO_LEVEL = -1,
	NO_OUTLINE = 9 /* body text (17.3.1.20) */
};

struct number_level {
	bool known;
	long start;
	enum list_count count;
	const char *text;     /* "%1.%2" */
	const char *style_id; /* the paragraph style that has this level, or NULL */
	size_t restart;       /* a level before this one restarts it; 0: none does */
	size_t indent;
	bool legal; /* all numbers of the label in decimals */
};

/* Ids are looked up for every paragraph: what has one is sorted by it. */
struct docx_id {
	const char *text;
	size_t order; /* in the file: of equal ids the first counts */
};

struct number_list { /* w:abstractNum */
	struct docx_id id;
	const char *linked_style;
	struct number_level levels[LEVELS];
	bool begun[LEVELS];
	long counts[LEVELS];
};

struct number_use { /* w:num */
	struct docx_id id;
	struct number_list *list; /* or NULL */
	struct number_level *levels[LEVELS];
	bool restarts[LEVELS], seen[LEVELS];
	long starts[LEVELS];
};

struct docx_style {
	struct docx_id id;
	const char *name, *based_on;
	const char *use_id; /* w:numId, or NULL */
	int level, outline; /* NO_LEVEL: does not say */
	bool is_default, is_numbering;
	struct run_looks looks;
};

struct docx_numbers {
	struct doc *doc;
	struct docx_style *styles;
	struct number_list *lists;
	struct number_use *uses;
	size_t style_n, list_n, use_n;
	const struct docx_style *default_style;
};

/* ---- reading ---- */

static const char *value_of(struct arena *a, const xmlNode *parent, const char *name)
{
	const xmlNode *node = parent != NULL ? xml_child(parent, name) : NULL;
	const char *val = node != NULL ? xml_attribute(node, "val") : NULL;

	return val != NULL ? arena_strdup(a, val) : NULL;
}

static long number_of(const xmlNode *parent, const char *name, long missing)
{
	const xmlNode *node = parent != NULL ? xml_child(parent, name) : NULL;

	return node != NULL ? (long)xml_number(node, "val", (size_t)missing, NUMBER_MAX) : missing;
}

static size_t indent_of(const xmlNode *properties, size_t missing)
{
	const xmlNode *ind = properties != NULL ? xml_child(properties, "ind") : NULL;

	if (ind == NULL)
		return missing;
	return xml_number(ind, xml_attribute(ind, "start") != NULL ? "start" : "left", missing,
	                  NUMBER_MAX);
}

/* Beside a format that only newer versions of Word know, there is one that all know. */
static enum list_count count_of(struct doc *d, const xmlNode *lvl)
{
	const xmlNode *node = xml_child(lvl, "numFmt"), *fallback = xml_descendant(lvl, "Fallback");
	enum list_count count = LIST_DECIMAL;
	const char *name;

	if (node == NULL && fallback != NULL)
		node = xml_child(fallback, "numFmt");
	name = node != NULL ? xml_attribute(node, "val") : NULL;
	if (name != NULL && !list_count_of_word(name, &count))
		doc_tell_warning(
		        d, (struct doc_place){.pointer = "/numbering"},
		        _("the number format “%s” is unknown; its numbers are written as 1, 2, 3"),
		        name);
	return count;
}

static struct number_level read_level(struct doc *d, const xmlNode *lvl, size_t index)
{
	struct number_level level = {.known = true, .start = number_of(lvl, "start", 0)};

	level.count = count_of(d, lvl);
	level.text = value_of(d->arena, lvl, "lvlText");
	level.style_id = value_of(d->arena, lvl, "pStyle");
	level.restart = (size_t)number_of(lvl, "lvlRestart", (long)index);
	if (level.restart > index)
		level.restart = index;
	level.legal = run_looks_is_on(lvl, "isLgl");
	level.indent = indent_of(xml_child(lvl, "pPr"), 0);
	return level;
}

static size_t level_index(const xmlNode *node)
{
	return xml_number(node, "ilvl", 0, LEVELS);
}

static struct number_list read_list(struct doc *d, const xmlNode *node, size_t order)
{
	struct number_list list = {.id = {"", order}};
	const char *id = xml_attribute(node, "abstractNumId");

	if (id != NULL)
		list.id.text = arena_strdup(d->arena, id);
	list.linked_style = value_of(d->arena, node, "numStyleLink");
	for (const xmlNode *c = node->children; c != NULL; c = c->next)
		if (xml_is(c, "lvl") && level_index(c) < LEVELS)
			list.levels[level_index(c)] = read_level(d, c, level_index(c));
	return list;
}

static void read_override(struct doc *d, const xmlNode *node, struct number_use *use)
{
	size_t index = level_index(node);
	const xmlNode *lvl = xml_child(node, "lvl");

	if (index == LEVELS)
		return;
	if (xml_child(node, "startOverride") != NULL) {
		use->restarts[index] = true;
		use->starts[index] = number_of(node, "startOverride", 0);
	}
	if (lvl == NULL)
		return;
	use->levels[index] = arena_new(d->arena, struct number_level);
	*use->levels[index] = read_level(d, lvl, index);
}

static int compare_ids(const void *a, const void *b)
{
	const struct docx_id *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

static void sort_by_id(void *items, size_t n, size_t size)
{
	if (n > 0)
		qsort(items, n, size, compare_ids);
}

/* The first item of that id, or NULL. */
static void *find_id(void *items, size_t n, size_t size, const char *id)
{
	size_t first = 0, end = n;
	const struct docx_id *found;

	while (id != NULL && first < end) {
		size_t mid = first + (end - first) / 2;

		found = (const struct docx_id *)((char *)items + mid * size);
		if (strcmp(found->text, id) < 0)
			first = mid + 1;
		else
			end = mid;
	}
	if (id == NULL || first == n)
		return NULL;
	found = (const struct docx_id *)((char *)items + first * size);
	return strcmp(found->text, id) == 0 ? (char *)items + first * size : NULL;
}

static struct docx_style *find_style(const struct docx_numbers *nu, const char *id)
{
	return find_id(nu->styles, nu->style_n, sizeof(*nu->styles), id);
}

static struct number_use *find_use(const struct docx_numbers *nu, const char *id)
{
	return find_id(nu->uses, nu->use_n, sizeof(*nu->uses), id);
}

static size_t count_children(const xmlNode *root, const char *name)
{
	size_t n = 0;

	for (const xmlNode *c = root != NULL ? root->children : NULL; c != NULL; c = c->next)
		n += xml_is(c, name);
	return n;
}

static struct docx_style read_style(struct arena *a, const xmlNode *node, size_t order)
{
	const xmlNode *properties = xml_child(node, "pPr");
	const xmlNode *list = properties != NULL ? xml_child(properties, "numPr") : NULL;
	const char *id = xml_attribute(node, "styleId"), *type = xml_attribute(node, "type");
	const char *chosen = xml_attribute(node, "default");
	struct docx_style s = {.id = {arena_strdup(a, id != NULL ? id : ""), order}};

	s.name = value_of(a, node, "name");
	s.based_on = value_of(a, node, "basedOn");
	s.use_id = value_of(a, list, "numId");
	s.level = (int)number_of(list, "ilvl", NO_LEVEL);
	s.outline = (int)number_of(properties, "outlineLvl", NO_LEVEL);
	s.looks = run_looks_read(xml_child(node, "rPr"));
	s.is_numbering = type != NULL && strcmp(type, "numbering") == 0;
	s.is_default = type != NULL && strcmp(type, "paragraph") == 0 && chosen != NULL &&
	               (strcmp(chosen, "1") == 0 || strcmp(chosen, "true") == 0);
	return s;
}

static void read_styles(struct docx_numbers *nu, const xmlNode *root)
{
	nu->styles = arena_array(nu->doc->arena, struct docx_style, count_children(root, "style"));
	for (const xmlNode *c = root != NULL ? root->children : NULL; c != NULL; c = c->next)
		if (xml_is(c, "style")) {
			nu->styles[nu->style_n] = read_style(nu->doc->arena, c, nu->style_n);
			nu->style_n++;
		}
	sort_by_id(nu->styles, nu->style_n, sizeof(*nu->styles));
	for (size_t i = 0; i < nu->style_n; i++)
		if (nu->styles[i].is_default && nu->default_style == NULL)
			nu->default_style = &nu->styles[i];
}

static void read_lists(struct docx_numbers *nu, const xmlNode *root)
{
	nu->lists = arena_array(nu->doc->arena, struct number_list,
	                        count_children(root, "abstractNum"));
	for (const xmlNode *c = root->children; c != NULL; c = c->next)
		if (xml_is(c, "abstractNum")) {
			nu->lists[nu->list_n] = read_list(nu->doc, c, nu->list_n);
			nu->list_n++;
		}
	sort_by_id(nu->lists, nu->list_n, sizeof(*nu->lists));
}

static void read_uses(struct docx_numbers *nu, const xmlNode *root)
{
	struct arena *a = nu->doc->arena;

	nu->uses = arena_array(a, struct number_use, count_children(root, "num"));
	for (const xmlNode *c = root->children; c != NULL; c = c->next) {
		struct number_use *use = &nu->uses[nu->use_n];
		const char *id = xml_is(c, "num") ? xml_attribute(c, "numId") : NULL;

		if (id == NULL)
			continue;
		use->id = (struct docx_id){arena_strdup(a, id), nu->use_n++};
		use->list = find_id(nu->lists, nu->list_n, sizeof(*nu->lists),
		                    value_of(a, c, "abstractNumId"));
		for (const xmlNode *o = c->children; o != NULL; o = o->next)
			if (xml_is(o, "lvlOverride"))
				read_override(nu->doc, o, use);
	}
	sort_by_id(nu->uses, nu->use_n, sizeof(*nu->uses));
}

/* A list may have its levels where a numbering style has them (17.9.21). */
static void follow_links(struct docx_numbers *nu)
{
	for (size_t i = 0; i < nu->use_n; i++) {
		struct number_list *list = nu->uses[i].list;
		const struct docx_style *s;
		const struct number_use *other;

		if (list == NULL || list->linked_style == NULL)
			continue;
		s = find_style(nu, list->linked_style);
		other = s != NULL && s->is_numbering ? find_use(nu, s->use_id) : NULL;
		if (other != NULL && other->list != NULL)
			nu->uses[i].list = other->list;
	}
}

struct docx_numbers *docx_numbers_read(struct doc *d, const xmlNode *styles,
                                       const xmlNode *numbering)
{
	struct docx_numbers *nu = arena_new(d->arena, struct docx_numbers);

	nu->doc = d;
	read_styles(nu, styles);
	if (numbering == NULL)
		return nu;
	read_lists(nu, numbering);
	read_uses(nu, numbering);
	follow_links(nu);
	d->list_n += nu->list_n;
	return nu;
}

/* ---- one paragraph ---- */

/* What a paragraph and its styles say, the nearest first. */
struct settled {
	const char *use_id;
	int level, outline;
	bool heading_name, caption_name;
	const struct docx_style *styles[CHAIN_MAX_STYLES];
	size_t style_n;
};

static bool is_heading_name(const char *name)
{
	return name != NULL &&
	       (strncasecmp(name, "heading", 7) == 0 || strcasecmp(name, "title") == 0);
}

/* Office programs keep the names of their own styles in English in every language. */
static bool is_caption_name(const char *name)
{
	return name != NULL && strcasecmp(name, "caption") == 0;
}

static void settle_styles(const struct docx_numbers *nu, const char *id, struct settled *st)
{
	const struct docx_style *s = find_style(nu, id);

	st->heading_name = is_heading_name(id);
	st->caption_name = is_caption_name(id);
	if (s == NULL)
		s = nu->default_style;
	while (s != NULL && st->style_n < CHAIN_MAX_STYLES) {
		st->styles[st->style_n++] = s;
		st->heading_name |= is_heading_name(s->name);
		st->caption_name |= is_caption_name(s->name);
		if (st->use_id == NULL)
			st->use_id = s->use_id;
		if (st->outline == NO_LEVEL)
			st->outline = s->outline;
		s = find_style(nu, s->based_on);
	}
}

static const struct number_level *level_of(const struct number_use *use, size_t index)
{
	return use->levels[index] != NULL ? use->levels[index] : &use->list->levels[index];
}

/* Numbers that come by style: the level that names the style, or the one that the style names. */
static size_t settle_level(const struct number_use *use, const struct settled *st)
{
	if (st->level != NO_LEVEL)
		return (size_t)st->level;
	for (size_t s = 0; s < st->style_n; s++)
		for (size_t i = 0; i < LEVELS; i++) {
			const char *style_id = level_of(use, i)->style_id;

			if (style_id != NULL && strcmp(style_id, st->styles[s]->id.text) == 0)
				return i;
		}
	for (size_t s = 0; s < st->style_n; s++)
		if (st->styles[s]->level != NO_LEVEL)
			return (size_t)st->styles[s]->level;
	return 0;
}

static long start_of(const struct number_use *use, size_t index)
{
	return use->restarts[index] ? use->starts[index] : level_of(use, index)->start;
}

/* Counts an item: deeper levels start again, and shallower ones not yet used count as 1. */
static void count_item(struct number_use *use, size_t index)
{
	struct number_list *list = use->list;

	if (use->restarts[index] && !use->seen[index])
		list->begun[index] = false;
	use->seen[index] = true;
	for (size_t i = 0; i < index; i++)
		if (!list->begun[i]) {
			list->begun[i] = true;
			list->counts[i] = start_of(use, i);
		}
	if (list->begun[index])
		list->counts[index]++;
	else
		list->counts[index] = start_of(use, index);
	list->begun[index] = true;
	for (size_t i = index + 1; i < LEVELS; i++)
		if (index < level_of(use, i)->restart)
			list->begun[i] = false;
}

/* The label with its numbers; *ret_plain: it is only the item's own number, without words. */
static const char *write_label(const struct docx_numbers *nu, const struct number_use *use,
                               size_t index, bool *ret_plain)
{
	const struct number_level *level = level_of(use, index);
	const char *label, *words;
	struct buf b = {0}, rest = {0};
	size_t numbers = 0;

	*ret_plain = true;
	for (const char *s = level->text != NULL ? level->text : ""; *s != '\0'; s++) {
		size_t i =
		        s[0] == '%' && s[1] >= '1' && s[1] <= '9' ? (size_t)(s[1] - '1') : LEVELS;

		if (i == LEVELS) {
			buf_putc(&b, *s);
			buf_putc(&rest, *s);
			continue;
		}
		s++;
		numbers++;
		*ret_plain &= i == index;
		if (i <= index)
			list_put_number(&b, level->legal ? LIST_DECIMAL : level_of(use, i)->count,
			                use->list->counts[i]);
	}
	words = rest.p != NULL ? rest.p : "";
	*ret_plain &= numbers == 1 && !doc_has_words(words);
	label = buf_to_arena(nu->doc->arena, &b);
	buf_release(&rest);
	return label;
}

static void take_number(const struct docx_numbers *nu, const struct settled *st,
                        struct docx_paragraph *p)
{
	struct number_use *use = find_use(nu, st->use_id);
	const struct number_level *level;
	size_t index;

	if (use == NULL || use->list == NULL)
		return;
	index = settle_level(use, st);
	level = index < LEVELS ? level_of(use, index) : NULL;
	if (level == NULL || !level->known)
		return;
	count_item(use, index);
	p->item.ordered = level->count != LIST_BULLET;
	p->label = p->item.ordered ? write_label(nu, use, index, &p->item.plain) : "";
	if (p->item.ordered && p->label[0] == '\0')
		return;
	p->item.list = use->list->id.order + 1;
	p->item.level = (int)index;
	p->item.number = use->list->counts[index];
	p->item.indent = level->indent;
}

/* Its paragraph mark is a tracked deletion, so its text belongs to the next paragraph. */
static bool is_joined(const xmlNode *properties)
{
	const xmlNode *mark = properties != NULL ? xml_child(properties, "rPr") : NULL;

	return mark != NULL && xml_child(mark, "del") != NULL;
}

/* ---- what is seen ---- */

static struct seen seen_by_style(const struct settled *st)
{
	struct run_looks looks = {0};

	for (size_t i = 0; i < st->style_n; i++)
		run_looks_add(&looks, &st->styles[i]->looks);
	return run_looks_seen(&looks);
}

struct seen docx_numbers_seen(const struct docx_numbers *nu, struct seen paragraph,
                              const xmlNode *properties)
{
	const xmlNode *style = properties != NULL ? xml_child(properties, "rStyle") : NULL;
	struct run_looks direct = run_looks_read(properties), by_style = {0};
	const struct docx_style *s = NULL;

	if (style != NULL && nu != NULL)
		s = find_style(nu, xml_attribute(style, "val"));
	for (size_t n = 0; s != NULL && n < CHAIN_MAX_STYLES; n++) {
		run_looks_add(&by_style, &s->looks);
		s = find_style(nu, s->based_on);
	}
	return run_looks_apply(paragraph, &by_style, &direct);
}

struct docx_paragraph docx_numbers_next(struct docx_numbers *nu, const xmlNode *properties)
{
	const xmlNode *list = properties != NULL ? xml_child(properties, "numPr") : NULL;
	const xmlNode *style = properties != NULL ? xml_child(properties, "pStyle") : NULL;
	struct settled st = {.level = (int)number_of(list, "ilvl", NO_LEVEL)};
	struct docx_paragraph p = {.label = ""};

	st.outline = (int)number_of(properties, "outlineLvl", NO_LEVEL);
	st.use_id = value_of(nu->doc->arena, list, "numId");
	if (st.use_id != NULL && st.level == NO_LEVEL)
		st.level = 0;
	settle_styles(nu, style != NULL ? xml_attribute(style, "val") : NULL, &st);
	p.seen = seen_by_style(&st);
	p.heading = st.outline != NO_LEVEL ? st.outline < NO_OUTLINE : st.heading_name;
	p.caption = st.caption_name;
	p.joined = is_joined(properties);
	if (st.use_id != NULL && !p.joined)
		take_number(nu, &st, &p);
	p.item.indent = indent_of(properties, p.item.indent);
	return p;
}
