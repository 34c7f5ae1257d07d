/* SPDX-License-Identifier: MIT */
/*
 * seen.c: what a reader sees of a text: hidden, struck out, raised, lowered. One place decides for
 * all formats; of CSS only what hides or moves text is read.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "import/doc.h"

uint32_t seen_shifted(uint32_t cp, int shift)
{
	static const uint32_t squares[] = {0xB9, 0xB2, 0xB3}; /* 1 2 3 are in Latin-1 */
	static const char signs[] = "+-=()";
	const char *sign;

	if (cp == 0x2212)
		cp = '-';
	cp = utf8_half_width(cp);
	if (cp >= '1' && cp <= '3' && shift > 0)
		return squares[cp - '1'];
	if (cp >= '0' && cp <= '9')
		return (shift > 0 ? 0x2070 : 0x2080) + (cp - '0');
	sign = cp > 0 && cp < 0x80 ? strchr(signs, (int)cp) : NULL;
	if (sign != NULL)
		return (uint32_t)((shift > 0 ? 0x207A : 0x208A) + (sign - signs));
	return cp == 'n' && shift > 0 ? 0x207F : 0;
}

/* ---- declarations ---- */

static bool is_word(const char *s, size_t n, const char *word)
{
	return n == strlen(word) && strncasecmp(s, word, n) == 0;
}

static bool has_word(const char *s, size_t n, const char *word)
{
	size_t m = strlen(word);

	for (size_t i = 0; i + m <= n; i++)
		if (strncasecmp(s + i, word, m) == 0)
			return true;
	return false;
}

static void read_declaration(struct seen *s, const char *name, size_t n, const char *value,
                             size_t m)
{
	while (m > 0 && isspace((unsigned char)value[m - 1]))
		m--;
	if (has_word(value, m, "!important"))
		m = (size_t)(strchr(value, '!') - value);
	while (m > 0 && isspace((unsigned char)value[m - 1]))
		m--;
	if (is_word(name, n, "display"))
		s->gone = is_word(value, m, "none");
	else if (is_word(name, n, "visibility"))
		s->hidden |= is_word(value, m, "hidden") || is_word(value, m, "collapse");
	else if (is_word(name, n, "mso-hide"))
		s->gone |= is_word(value, m, "all");
	else if (is_word(name, n, "font-size"))
		s->hidden |=
		        m > 0 && value[0] == '0' && (m == 1 || isalpha((unsigned char)value[1]));
	else if (is_word(name, n, "text-decoration") || is_word(name, n, "text-decoration-line"))
		s->struck |= has_word(value, m, "line-through");
	else if (is_word(name, n, "vertical-align"))
		s->shift = is_word(value, m, "super") ? 1 : is_word(value, m, "sub") ? -1 : 0;
}

static void read_declarations(struct seen *s, const char *text, const char *end)
{
	while (text < end) {
		const char *stop = memchr(text, ';', (size_t)(end - text)), *colon, *value;
		size_t n;

		stop = stop != NULL ? stop : end;
		while (text < stop && isspace((unsigned char)*text))
			text++;
		colon = memchr(text, ':', (size_t)(stop - text));
		if (colon != NULL) {
			for (n = (size_t)(colon - text);
			     n > 0 && isspace((unsigned char)text[n - 1]);)
				n--;
			for (value = colon + 1; value < stop && isspace((unsigned char)*value);)
				value++;
			read_declaration(s, text, n, value, (size_t)(stop - value));
		}
		text = stop + 1;
	}
}

void seen_read_css(struct seen *s, const char *declarations)
{
	if (declarations != NULL)
		read_declarations(s, declarations, declarations + strlen(declarations));
}

/* ---- style sheets ---- */

struct rule {
	char kind; /* '.', '#', or 0 for an element */
	const char *element, *name;
	const char *declarations;
};

struct seen_rules {
	struct arena *arena;
	struct rule *rules;
	size_t n, cap;
};

enum { RULES_MAX = 2000 };

struct seen_rules *seen_rules_new(struct arena *a)
{
	struct seen_rules *rules = arena_new(a, struct seen_rules);

	rules->arena = a;
	return rules;
}

static size_t name_length(const char *s, const char *end)
{
	size_t n = 0;

	while (s + n < end && (isalnum((unsigned char)s[n]) || s[n] == '-' || s[n] == '_' ||
	                       (unsigned char)s[n] >= 0x80))
		n++;
	return n;
}

/* "p.note", ".note", "#note", "s"; anything longer is not read. */
static void add_selector(struct seen_rules *rules, const char *s, const char *end,
                         const char *declarations)
{
	struct rule rule = {.declarations = declarations};
	size_t n;

	while (s < end && isspace((unsigned char)*s))
		s++;
	while (end > s && isspace((unsigned char)end[-1]))
		end--;
	n = name_length(s, end);
	rule.element = n > 0 ? arena_strndup(rules->arena, s, n) : NULL;
	s += n;
	if (s < end && (*s == '.' || *s == '#')) {
		rule.kind = *s++;
		n = name_length(s, end);
		rule.name = arena_strndup(rules->arena, s, n);
		s += n;
	}
	if (s != end || (rule.element == NULL && rule.kind == '\0') || rules->n == RULES_MAX)
		return;
	rules->rules = doc_grow(rules->arena, rules->rules, rules->n, &rules->cap, sizeof(rule));
	rules->rules[rules->n++] = rule;
}

/* Without its comments. */
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
static const char *block_end(const char *s)
{
	size_t depth = 0;

	for (; *s != '\0'; s++) {
		depth += *s == '{';
		if (*s == '}' && --depth == 0)
			return s + 1;
	}
	return s;
}

static void add_rule(struct seen_rules *rules, const char *selectors, const char *open,
                     const char *end)
{
	const char *body;
	struct seen says = {0}, unlike = {true, true, true, 2};

	body = arena_strndup(rules->arena, open + 1,
	                     (size_t)(end - open - (end[-1] == '}' ? 2 : 1)));
	seen_read_css(&says, body);
	seen_read_css(&unlike, body);
	if (!says.gone && !says.hidden && !says.struck && says.shift == 0 && unlike.gone &&
	    unlike.shift == 2)
		return; /* nothing that matters here */
	while (selectors < open) {
		const char *comma = memchr(selectors, ',', (size_t)(open - selectors));

		comma = comma != NULL ? comma : open;
		add_selector(rules, selectors, comma, body);
		selectors = comma + 1;
	}
}

void seen_rules_add(struct seen_rules *rules, const char *sheet)
{
	const char *s = without_comments(rules->arena, sheet);

	while (*s != '\0') {
		size_t n;

		s += strspn(s, " \t\r\n\f;}");
		if (strncmp(s, "<!--", 4) == 0 || strncmp(s, "-->", 3) == 0) {
			s += s[0] == '<' ? 4 : 3;
			continue;
		}
		n = strcspn(s, s[0] == '@' ? "{;" : "{");
		if (s[n] == '{') {
			const char *end = block_end(s + n);

			/* Those of @media may be for paper, or for small screens. */
			if (s[0] != '@')
				add_rule(rules, s, s + n, end);
			s = end;
		} else {
			s += n;
		}
	}
}

static bool has_class(const char *classes, const char *name)
{
	static const char blank[] = " \t\r\n\f";

	while (classes != NULL && *classes != '\0') {
		size_t n = strcspn(classes, blank);

		if (n == strlen(name) && memcmp(classes, name, n) == 0)
			return true;
		classes += n + strspn(classes + n, blank);
	}
	return false;
}

void seen_apply(const struct seen_rules *rules, const char *element, const char *classes,
                const char *id, struct seen *s)
{
	for (size_t i = 0; i < rules->n; i++) {
		const struct rule *r = &rules->rules[i];

		if (r->element != NULL && strcasecmp(r->element, element) != 0)
			continue;
		if ((r->kind == '.' && !has_class(classes, r->name)) ||
		    (r->kind == '#' && (id == NULL || strcmp(id, r->name) != 0)))
			continue;
		seen_read_css(s, r->declarations);
	}
}
