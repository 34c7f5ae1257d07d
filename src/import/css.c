/* SPDX-License-Identifier: MIT */
/* css.c: style sheets, their selectors and the cascade (CSS 2.1, 5 and 6.4). */
#include "import/css.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include <libxml/hash.h>

enum {
	RULES_MAX = 4000,
	PARTS_MAX = 8,
	CLASSES_MAX = 4,
	STEPS_MAX = 3000000, /* elements looked at for all selectors of a page */
	INLINE_WEIGHT = 0x7FFF
};

/* A compound selector: "p.note.small#a". Its names are those of css_names.c. */
struct css_part {
	const char *element, *id; /* NULL: any */
	const char *classes[CLASSES_MAX];
	size_t class_n;
	bool child; /* the part before it is its parent; otherwise some ancestor */
};

struct css_rule {
	const struct css_rule *next; /* of the same key */
	struct css_part *parts;
	size_t part_n, order;
	unsigned weight; /* its specificity */
	const struct css_says *says;
};

struct css_rules {
	struct arena *arena;
	struct css_names *names;
	xmlHashTable *by_key; /* a name of the last part, or "*" → rules */
	size_t n, steps;
	bool cut; /* there are more rules */
};

struct css_rules *css_rules_new(struct arena *a)
{
	struct css_rules *rules = arena_new(a, struct css_rules);

	rules->arena = a;
	rules->names = css_names_new(a);
	rules->by_key = xmlHashCreate(64);
	return rules;
}

bool css_rules_were_too_many(const struct css_rules *rules)
{
	return rules->cut || rules->steps > STEPS_MAX;
}

void css_rules_free(struct css_rules *rules)
{
	xmlHashFree(rules->by_key, NULL);
	css_names_free(rules->names);
}

/* ---- selectors ---- */

static size_t name_length(const char *s, const char *end)
{
	size_t n = 0;

	while (s + n < end && (isalnum((unsigned char)s[n]) || s[n] == '-' || s[n] == '_' ||
	                       (unsigned char)s[n] >= 0x80))
		n++;
	return n;
}

/* One part from s on; NULL: it asks for something that is not known here, such as a state. */
static const char *read_part(struct css_names *names, const char *s, const char *end,
                             struct css_part *ret)
{
	size_t n = name_length(s, end);
	const char *start = s;

	*ret = (struct css_part){0};
	if (n > 0 && (ret->element = css_names_add(names, CSS_ELEMENT, s, n)) == NULL)
		return NULL;
	s += n;
	if (n == 0 && s < end && *s == '*')
		s++;
	while (s < end && (*s == '.' || *s == '#')) {
		char kind = *s++;
		const char *name;

		n = name_length(s, end);
		name = css_names_add(names, kind, s, n);
		if (name == NULL || (kind == CSS_CLASS && ret->class_n == CLASSES_MAX))
			return NULL;
		if (kind == CSS_CLASS)
			ret->classes[ret->class_n++] = name;
		else
			ret->id = name;
		s += n;
	}
	return s > start && (s == end || isspace((unsigned char)*s) || *s == '>') ? s : NULL;
}

/* The parts of a selector; 0: it is not known. */
static size_t read_selector(struct css_names *names, const char *s, const char *end,
                            struct css_part *parts)
{
	size_t n = 0;

	while (s != NULL) {
		bool child = false;

		for (; s < end && (isspace((unsigned char)*s) || *s == '>'); s++)
			child |= *s == '>';
		if (s == end)
			return child ? 0 : n;
		if (n == PARTS_MAX)
			return 0;
		s = read_part(names, s, end, &parts[n]);
		parts[n++].child = child;
	}
	return 0;
}

static unsigned weight_of(const struct css_part *parts, size_t n)
{
	unsigned ids = 0, classes = 0, elements = 0;

	for (size_t i = 0; i < n; i++) {
		ids += parts[i].id != NULL;
		classes += (unsigned)parts[i].class_n;
		elements += parts[i].element != NULL;
	}
	return ids * 1024 + classes * 32 + elements;
}

static const char *key_of(const struct css_part *last)
{
	if (last->id != NULL)
		return last->id;
	if (last->class_n > 0)
		return last->classes[0];
	return last->element != NULL ? last->element : "*";
}

static void add_selector(struct css_rules *rules, const char *s, const char *end,
                         const struct css_says *says)
{
	struct css_part parts[PARTS_MAX];
	size_t n = rules->n < RULES_MAX ? read_selector(rules->names, s, end, parts) : 0;
	struct css_rule *rule;
	const char *key;

	rules->cut |= rules->n == RULES_MAX;
	if (n == 0)
		return;
	rule = arena_new(rules->arena, struct css_rule);
	rule->parts = arena_array(rules->arena, struct css_part, n);
	memcpy(rule->parts, parts, n * sizeof(*parts));
	rule->part_n = n;
	rule->order = rules->n++;
	rule->weight = weight_of(parts, n);
	rule->says = says;
	key = key_of(&parts[n - 1]);
	rule->next = xmlHashLookup(rules->by_key, BAD_CAST key);
	(void)xmlHashUpdateEntry(rules->by_key, BAD_CAST key, rule, NULL);
}

/* ---- sheets ---- */

static char *without_comments(struct arena *a, const char *sheet)
{
	char *copy = arena_strdup(a, sheet), *at = copy, *end;

	while ((at = strstr(at, "/*")) != NULL) {
		end = strstr(at + 2, "*/");
		end = end != NULL ? end + 2 : at + strlen(at);
		memset(at, ' ', (size_t)(end - at));
		at = end;
	}
	return copy;
}

/* Behind the block that begins here, which may hold others. */
static const char *block_end(const char *s, const char *end)
{
	size_t depth = 0;

	for (; s < end; s++) {
		depth += *s == '{';
		if (*s == '}' && --depth == 0)
			return s + 1;
	}
	return s;
}

/* Where what is in the block that ends here does: at its brace, or where the sheet ends. */
static const char *inside_end(const char *end)
{
	return end[-1] == '}' ? end - 1 : end;
}

static void add_rule(struct css_rules *rules, const char *selectors, const char *open,
                     const char *end)
{
	struct css_says says = css_says_read(open + 1, inside_end(end)), *kept;

	if (!says.any)
		return;
	kept = arena_new(rules->arena, struct css_says);
	*kept = says;
	while (selectors < open) {
		const char *comma = memchr(selectors, ',', (size_t)(open - selectors));

		comma = comma != NULL ? comma : open;
		add_selector(rules, selectors, comma, kept);
		selectors = comma + 1;
	}
}

static bool has_text(const char *s, const char *end, const char *text)
{
	size_t n = strlen(text);

	for (; s + n <= end; s++)
		if (strncasecmp(s, text, n) == 0)
			return true;
	return false;
}

/* Whether the rules in an at-rule's block are for a wide screen. */
static bool is_for_screen(const char *s, const char *open)
{
	if (has_text(s, open, "@media"))
		return !has_text(s, open, "print") && !has_text(s, open, "max-width") &&
		       !has_text(s, open, "speech");
	return has_text(s, open, "@supports") || has_text(s, open, "@layer");
}

static void read_sheet(struct css_rules *rules, const char *s, const char *end, int depth)
{
	enum { DEPTH_MAX = 5 };

	while (s < end) {
		const char *stop = s;

		if (strchr(" \t\r\n\f;}", *s) != NULL) {
			s++;
			continue;
		}
		if (strncmp(s, "<!--", 4) == 0 || strncmp(s, "-->", 3) == 0) {
			s += s[0] == '<' ? 4 : 3;
			continue;
		}
		while (stop < end && *stop != '{' && (s[0] != '@' || *stop != ';'))
			stop++;
		if (stop == end || *stop == ';') {
			s = stop;
			continue;
		}
		if (s[0] != '@')
			add_rule(rules, s, stop, block_end(stop, end));
		else if (is_for_screen(s, stop) && depth < DEPTH_MAX)
			read_sheet(rules, stop + 1, inside_end(block_end(stop, end)), depth + 1);
		s = block_end(stop, end);
	}
}

void css_rules_add(struct css_rules *rules, const char *sheet)
{
	const char *s = without_comments(rules->arena, sheet);

	read_sheet(rules, s, s + strlen(s), 0);
}

/* ---- elements ---- */

void css_rules_mark(const struct css_rules *rules, xmlNode *first)
{
	if (rules->n > 0)
		css_names_mark(rules->names, first);
}

static bool fits_part(const struct css_part *p, const xmlNode *node)
{
	const struct css_named *of = css_named_of(node);

	if ((p->element != NULL && of->element != p->element) || (p->id != NULL && of->id != p->id))
		return false;
	for (size_t i = 0; i < p->class_n; i++)
		if (!css_has_class(of, p->classes[i]))
			return false;
	return true;
}

/* Whether parts [0, n) fit an element and those around it. */
static bool fits(struct css_rules *rules, const struct css_rule *rule, size_t n,
                 const xmlNode *node)
{
	const struct css_part *last = &rule->parts[n - 1];

	if (rules->steps > STEPS_MAX || rules->steps++ == STEPS_MAX || !fits_part(last, node))
		return false;
	if (n == 1)
		return true;
	for (node = node->parent; node != NULL && node->type == XML_ELEMENT_NODE;
	     node = node->parent) {
		if (fits(rules, rule, n - 1, node))
			return true;
		if (last->child)
			return false;
	}
	return false;
}

struct cascade {
	int8_t values[CSS_PROPERTY_N];
	unsigned weights[CSS_PROPERTY_N];
	size_t orders[CSS_PROPERTY_N];
};

static void add_says(struct cascade *c, const struct css_says *says, unsigned weight, size_t order)
{
	for (size_t p = 0; p < CSS_PROPERTY_N; p++) {
		unsigned own = weight + (says->important[p] ? 1U << 16 : 0);

		if (says->values[p] == CSS_UNSAID ||
		    (c->values[p] != CSS_UNSAID &&
		     (own < c->weights[p] || (own == c->weights[p] && order < c->orders[p]))))
			continue;
		c->values[p] = says->values[p];
		c->weights[p] = own;
		c->orders[p] = order;
	}
}

static void add_rules(struct css_rules *rules, const char *key, const xmlNode *node,
                      struct cascade *c)
{
	const struct css_rule *r = key != NULL ? xmlHashLookup(rules->by_key, BAD_CAST key) : NULL;

	for (; r != NULL; r = r->next)
		if (fits(rules, r, r->part_n, node))
			add_says(c, r->says, r->weight, r->order);
}

/* ---- what is seen ---- */

static const char *const cells[] = {"td", "th", NULL};
static const char *const inlines[] = {"span",   "a",    "b",     "i",   "u",     "em",
                                      "strong", "font", "small", "s",   "label", "code",
                                      "sup",    "sub",  "cite",  "ins", NULL};

/* How far the text itself is moved off its line; 0: it is not. Blocks are moved as a whole. */
static int shift_of(const int8_t *v, const xmlNode *node)
{
	if (xml_is_one_of(node, cells))
		return 0;
	if (v[CSS_ALIGN] == 1 || v[CSS_ALIGN] == -1)
		return v[CSS_ALIGN];
	if ((v[CSS_ALIGN] == 2 || v[CSS_ALIGN] == -2) && v[CSS_FONT_SIZE] == 2)
		return v[CSS_ALIGN] / 2;
	if (v[CSS_RAISE] == 1 || v[CSS_RAISE] == -1)
		return v[CSS_RAISE];
	if (v[CSS_POSITION] != 1 || !xml_is_one_of(node, inlines))
		return 0;
	if (v[CSS_TOP] == 1 || v[CSS_TOP] == -1)
		return -v[CSS_TOP];
	return v[CSS_BOTTOM] == 1 || v[CSS_BOTTOM] == -1 ? v[CSS_BOTTOM] : 0;
}

/* It is there, but nothing in it can be seen. */
static bool is_veiled(const int8_t *v)
{
	return v[CSS_OPACITY] == 1 || v[CSS_INDENT] == -2 ||
	       (v[CSS_POSITION] == 2 &&
	        (v[CSS_LEFT] == -2 || v[CSS_TOP] == -2 || v[CSS_CLIP] == 1)) ||
	       (v[CSS_OVERFLOW] == 1 && (v[CSS_WIDTH] == 1 || v[CSS_HEIGHT] == 1));
}

static void settle(const int8_t *v, const xmlNode *node, struct seen *s)
{
	int shift = shift_of(v, node);

	if (v[CSS_DISPLAY] != CSS_UNSAID)
		s->gone = v[CSS_DISPLAY] == 1;
	s->gone |= v[CSS_MSO_HIDE] == 1;
	s->veiled |= is_veiled(v);
	if (v[CSS_VISIBILITY] != CSS_UNSAID)
		s->hidden = v[CSS_VISIBILITY] == 1;
	if (v[CSS_FONT_SIZE] != CSS_UNSAID && v[CSS_FONT_SIZE] != 2)
		s->tiny = v[CSS_FONT_SIZE] == 1;
	if (v[CSS_COLOR] != CSS_UNSAID) {
		s->clear = v[CSS_COLOR] == 1;
		s->pale = v[CSS_COLOR] == 2;
	}
	if (v[CSS_BACKGROUND] == 1)
		s->filled = true;
	s->struck |= v[CSS_LINE] == 1;
	if (shift != 0)
		s->shift = shift;
}

/* What attributes of HTML say (HTML, 15.3), before style sheets do. */
static void read_attributes(const xmlNode *node, struct seen *s)
{
	const char *ground = xml_attribute(node, "bgcolor");
	const char *colour = xml_is(node, "font") ? xml_attribute(node, "color") : NULL;

	s->gone |= xml_attribute(node, "hidden") != NULL ||
	           (xml_is(node, "dialog") && xml_attribute(node, "open") == NULL);
	if (colour != NULL)
		s->pale = strcasecmp(colour, "#ffffff") == 0 || strcasecmp(colour, "white") == 0;
	s->filled |= xml_attribute(node, "background") != NULL ||
	             (ground != NULL && strcasecmp(ground, "#ffffff") != 0 &&
	              strcasecmp(ground, "white") != 0);
}

void css_apply(struct css_rules *rules, const xmlNode *node, struct seen *s)
{
	const char *style = xml_attribute(node, "style");
	struct cascade c = {.values = {0}};

	read_attributes(node, s);
	if (rules->n > 0 && rules->steps <= STEPS_MAX) {
		const struct css_named *of = css_named_of(node);

		add_rules(rules, "*", node, &c);
		add_rules(rules, of->element, node, &c);
		for (size_t i = 0; i < of->class_n; i++)
			add_rules(rules, of->classes[i], node, &c);
		add_rules(rules, of->id, node, &c);
	}
	if (style != NULL) {
		struct css_says says = css_says_read(style, style + strlen(style));

		add_says(&c, &says, INLINE_WEIGHT, SIZE_MAX);
	}
	settle(c.values, node, s);
}
