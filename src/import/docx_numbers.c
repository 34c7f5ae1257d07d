/* SPDX-License-Identifier: MIT */
/*
 * docx_numbers.c: which paragraphs of a .docx are headings and list items, and the numbers that
 * Word prints before them (ECMA-376-1, 17.9), which are not in the text of the file. Lists whose
 * w:num refer to the same w:abstractNum are numbered together, as in Word.
 */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "import/docx_styles.h"

enum {
	LEVELS = 9,
	LABEL_MAX = 255, /* characters of a label in the file; in Word it is no longer */
	NO_OUTLINE = 9   /* body text (17.3.1.20) */
};

struct number_level {
	long start;
	enum list_count count;
	const char *text;               /* "%1.%2" */
	const char *style_id;           /* the paragraph style that has this level, or NULL */
	const struct docx_style *style; /* the first of that id, or NULL */
	size_t restart;                 /* a level before this one restarts it; 0: none does */
	size_t indent;
	bool legal; /* all numbers of the label in decimals */
};

/* How far a list is counted. */
struct number_counts {
	bool begun[LEVELS];
	long counts[LEVELS];
};

struct number_list { /* w:abstractNum */
	struct docx_id id;
	const char *linked_style;
	struct number_level **levels; /* [LEVELS], each may be NULL; NULL: it has none */
	struct number_counts *state;  /* NULL: it has not begun */
};

/* What a w:num has otherwise than its list. */
struct number_override {
	struct number_level *levels[LEVELS]; /* or NULL */
	bool restarts[LEVELS], seen[LEVELS];
	long starts[LEVELS];
};

struct number_use { /* w:num */
	struct docx_id id;
	struct number_list *list;         /* or NULL */
	struct number_override *override; /* or NULL */
};

struct docx_numbers {
	struct doc *doc;
	struct docx_styles *styles;
	struct number_list *lists;
	struct number_use *uses;
	size_t list_n, use_n;
};

/* ---- reading ---- */

static const char *value_of(struct arena *a, const xmlNode *parent, const char *name)
{
	const char *val = xml_val(parent, name);

	return val != NULL ? arena_strdup(a, val) : NULL;
}

static size_t indent_of(const xmlNode *properties, size_t missing)
{
	const xmlNode *ind = properties != NULL ? xml_child(properties, "ind") : NULL;

	if (ind == NULL)
		return missing;
	return xml_number(ind, xml_attribute(ind, "start") != NULL ? "start" : "left", missing,
	                  XML_NUMBER_MAX);
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

/* The label's text, as far as Word lets it go: so many characters, and each level's number once. */
static const char *label_of(struct doc *d, const xmlNode *lvl)
{
	const char *text = xml_val(lvl, "lvlText"), *end = text, *stop;
	size_t numbers = 0, n = 0;

	if (text == NULL)
		return NULL;
	for (stop = text + strlen(text); end < stop && n < LABEL_MAX; n++) {
		numbers += end[0] == '%' && end[1] >= '1' && end[1] <= '9';
		if (numbers > LEVELS)
			break;
		utf8_next(&end, stop);
	}
	if (end < stop)
		doc_tell_warning(
		        d, (struct doc_place){.pointer = "/numbering"},
		        _("the label of a list is longer than Word allows; of it this is "
		          "written: %s"),
		        doc_excerpt(d, arena_strndup(d->arena, text, (size_t)(end - text))));
	return arena_strndup(d->arena, text, (size_t)(end - text));
}

static struct number_level *read_level(struct doc *d, const xmlNode *lvl, size_t index)
{
	struct number_level *level = arena_new(d->arena, struct number_level);

	level->start = xml_val_number(lvl, "start", 0);
	level->count = count_of(d, lvl);
	level->text = label_of(d, lvl);
	level->style_id = value_of(d->arena, lvl, "pStyle");
	level->restart = (size_t)xml_val_number(lvl, "lvlRestart", (long)index);
	if (level->restart > index)
		level->restart = index;
	level->legal = run_looks_is_on(lvl, "isLgl");
	level->indent = indent_of(xml_child(lvl, "pPr"), 0);
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
	for (const xmlNode *c = node->children; c != NULL; c = c->next) {
		size_t index = xml_is(c, "lvl") ? level_index(c) : LEVELS;

		if (index == LEVELS)
			continue;
		if (list.levels == NULL)
			list.levels = arena_array(d->arena, struct number_level *, LEVELS);
		list.levels[index] = read_level(d, c, index);
	}
	return list;
}

static void read_override(struct doc *d, const xmlNode *node, struct number_use *use)
{
	size_t index = level_index(node);
	const xmlNode *lvl = xml_child(node, "lvl");

	if (index == LEVELS)
		return;
	if (use->override == NULL)
		use->override = arena_new(d->arena, struct number_override);
	if (xml_child(node, "startOverride") != NULL) {
		use->override->restarts[index] = true;
		use->override->starts[index] = xml_val_number(node, "startOverride", 0);
	}
	if (lvl != NULL)
		use->override->levels[index] = read_level(d, lvl, index);
}

static struct number_use *find_use(const struct docx_numbers *nu, const char *id)
{
	return docx_id_find(nu->uses, nu->use_n, sizeof(*nu->uses), id);
}

static void read_lists(struct docx_numbers *nu, const xmlNode *root)
{
	nu->lists = arena_array(nu->doc->arena, struct number_list, xml_count(root, "abstractNum"));
	for (const xmlNode *c = root->children; c != NULL; c = c->next)
		if (xml_is(c, "abstractNum")) {
			nu->lists[nu->list_n] = read_list(nu->doc, c, nu->list_n);
			nu->list_n++;
		}
	docx_id_sort(nu->lists, nu->list_n, sizeof(*nu->lists));
}

static void read_uses(struct docx_numbers *nu, const xmlNode *root)
{
	struct arena *a = nu->doc->arena;

	nu->uses = arena_array(a, struct number_use, xml_count(root, "num"));
	for (const xmlNode *c = root->children; c != NULL; c = c->next) {
		struct number_use *use = &nu->uses[nu->use_n];
		const char *id = xml_is(c, "num") ? xml_attribute(c, "numId") : NULL;

		if (id == NULL)
			continue;
		use->id = (struct docx_id){arena_strdup(a, id), nu->use_n++};
		use->list = docx_id_find(nu->lists, nu->list_n, sizeof(*nu->lists),
		                         xml_val(c, "abstractNumId"));
		for (const xmlNode *o = c->children; o != NULL; o = o->next)
			if (xml_is(o, "lvlOverride"))
				read_override(nu->doc, o, use);
	}
	docx_id_sort(nu->uses, nu->use_n, sizeof(*nu->uses));
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
		s = docx_styles_find(nu->styles, list->linked_style);
		other = s != NULL && s->is_numbering ? find_use(nu, s->use_id) : NULL;
		if (other != NULL && other->list != NULL)
			nu->uses[i].list = other->list;
	}
}

/* The styles that levels name. */
static void join_styles(struct docx_numbers *nu, struct number_level *const *levels)
{
	for (size_t i = 0; levels != NULL && i < LEVELS; i++)
		if (levels[i] != NULL)
			levels[i]->style = docx_styles_find(nu->styles, levels[i]->style_id);
}

struct docx_numbers *docx_numbers_read(struct doc *d, const xmlNode *styles,
                                       const xmlNode *numbering)
{
	struct docx_numbers *nu = arena_new(d->arena, struct docx_numbers);

	nu->doc = d;
	nu->styles = docx_styles_read(d->arena, styles);
	if (numbering == NULL)
		return nu;
	read_lists(nu, numbering);
	read_uses(nu, numbering);
	follow_links(nu);
	for (size_t i = 0; i < nu->list_n; i++)
		join_styles(nu, nu->lists[i].levels);
	for (size_t i = 0; i < nu->use_n; i++)
		if (nu->uses[i].override != NULL)
			join_styles(nu, nu->uses[i].override->levels);
	d->list_n += nu->list_n;
	return nu;
}

/* ---- one paragraph ---- */

/* What a paragraph says of its number, and its style. */
struct numbered {
	const char *use_id;
	int level; /* DOCX_NO_LEVEL: does not say */
	const struct docx_style *style;
	const struct docx_settled *settled;
};

/* NULL: the list does not have it. */
static const struct number_level *known_level(const struct number_use *use, size_t index)
{
	if (use->override != NULL && use->override->levels[index] != NULL)
		return use->override->levels[index];
	return use->list->levels != NULL ? use->list->levels[index] : NULL;
}

static const struct number_level *level_of(const struct number_use *use, size_t index)
{
	static const struct number_level none = {.start = 0};
	const struct number_level *known = known_level(use, index);

	return known != NULL ? known : &none;
}

/* Numbers that come by style: the level that names the style, or the one that the style names. */
static size_t settle_level(const struct number_use *use, const struct numbered *by)
{
	const struct docx_style *s = by->style;

	if (by->level != DOCX_NO_LEVEL)
		return (size_t)by->level;
	for (size_t n = 0; s != NULL && n < DOCX_CHAIN_MAX; n++, s = s->base)
		for (size_t i = 0; i < LEVELS; i++)
			if (level_of(use, i)->style == s->first)
				return i;
	return by->settled->level != DOCX_NO_LEVEL ? (size_t)by->settled->level : 0;
}

static long start_of(const struct number_use *use, size_t index)
{
	const struct number_override *o = use->override;

	return o != NULL && o->restarts[index] ? o->starts[index] : level_of(use, index)->start;
}

/* Counts an item: deeper levels start again, and shallower ones not yet used count as 1. */
static void count_item(struct arena *a, struct number_use *use, size_t index)
{
	struct number_override *o = use->override;
	struct number_counts *state = use->list->state;

	if (state == NULL)
		state = use->list->state = arena_new(a, struct number_counts);
	if (o != NULL && o->restarts[index] && !o->seen[index])
		state->begun[index] = false;
	if (o != NULL)
		o->seen[index] = true;
	for (size_t i = 0; i < index; i++)
		if (!state->begun[i]) {
			state->begun[i] = true;
			state->counts[i] = start_of(use, i);
		}
	if (state->begun[index])
		state->counts[index]++;
	else
		state->counts[index] = start_of(use, index);
	state->begun[index] = true;
	for (size_t i = index + 1; i < LEVELS; i++)
		if (index < level_of(use, i)->restart)
			state->begun[i] = false;
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
			                use->list->state->counts[i]);
	}
	words = rest.p != NULL ? rest.p : "";
	*ret_plain &= numbers == 1 && !doc_has_words(words);
	label = buf_to_arena(nu->doc->arena, &b);
	buf_release(&rest);
	return label;
}

static void take_number(const struct docx_numbers *nu, const struct numbered *by,
                        struct docx_paragraph *p)
{
	struct number_use *use = find_use(nu, by->use_id);
	const struct number_level *level;
	size_t index;

	if (use == NULL || use->list == NULL)
		return;
	index = settle_level(use, by);
	level = index < LEVELS ? known_level(use, index) : NULL;
	if (level == NULL)
		return;
	count_item(nu->doc->arena, use, index);
	p->item.ordered = level->count != LIST_BULLET;
	p->label = p->item.ordered && !nu->doc->full ? write_label(nu, use, index, &p->item.plain)
	                                             : "";
	if (p->item.ordered && p->label[0] == '\0')
		return;
	p->item.list = use->list->id.order + 1;
	p->item.level = (int)index;
	p->item.number = use->list->state->counts[index];
	p->item.indent = level->indent;
}

/* Its paragraph mark is a tracked deletion, so its text belongs to the next paragraph. */
static bool is_joined(const xmlNode *properties)
{
	const xmlNode *mark = properties != NULL ? xml_child(properties, "rPr") : NULL;

	return mark != NULL && xml_child(mark, "del") != NULL;
}

struct seen docx_numbers_seen(const struct docx_numbers *nu, struct seen paragraph,
                              const xmlNode *properties)
{
	struct run_looks direct = run_looks_read(properties), by_style = {0};
	const char *id = nu != NULL ? xml_val(properties, "rStyle") : NULL;

	if (id != NULL)
		by_style = docx_styles_settle(nu->styles, docx_styles_find(nu->styles, id))->looks;
	return run_looks_apply(paragraph, &by_style, &direct);
}

struct docx_paragraph docx_numbers_next(struct docx_numbers *nu, const xmlNode *properties)
{
	const xmlNode *list = xml_child(properties, "numPr");
	const char *style_id = xml_val(properties, "pStyle");
	struct docx_style *style = docx_styles_of_paragraph(nu->styles, style_id);
	struct numbered by = {.use_id = xml_val(list, "numId"), .style = style};
	struct docx_paragraph p = {.label = ""};
	int outline = (int)xml_val_number(properties, "outlineLvl", DOCX_NO_LEVEL);

	by.settled = docx_styles_settle(nu->styles, style);
	by.level = (int)xml_val_number(list, "ilvl", by.use_id != NULL ? 0 : DOCX_NO_LEVEL);
	if (by.use_id == NULL)
		by.use_id = by.settled->use_id;
	if (outline == DOCX_NO_LEVEL)
		outline = by.settled->outline;
	p.seen = run_looks_seen(&by.settled->looks);
	p.heading = outline != DOCX_NO_LEVEL
	                    ? outline < NO_OUTLINE
	                    : docx_is_heading_name(style_id) || by.settled->heading;
	p.caption = docx_is_caption_name(style_id) || by.settled->caption;
	p.joined = is_joined(properties);
	if (by.use_id != NULL && !p.joined)
		take_number(nu, &by, &p);
	p.item.indent = indent_of(properties, p.item.indent);
	return p;
}
