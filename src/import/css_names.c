/* SPDX-License-Identifier: MIT */
/*
 * css_names.c: names of elements, classes and ids. Each that a selector has is kept once, so that
 * two are the same if their addresses are; and what an element has of them is found once, however
 * many selectors and elements within it are compared with it.
 */
#include "import/css.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/dict.h>

struct css_names {
	struct arena *arena;
	xmlDict *dict; /* each behind its kind: "etd", ".class", "#id" */
};

struct css_names *css_names_new(struct arena *a)
{
	struct css_names *names = arena_new(a, struct css_names);

	names->arena = a;
	names->dict = xmlDictCreate();
	return names;
}

void css_names_free(struct css_names *names)
{
	xmlDictFree(names->dict);
}

/* The name as it is kept, in ret; its length. */
static int put_kind(char ret[CSS_NAME_MAX + 1], char kind, const char *s, size_t n)
{
	ret[0] = kind;
	/* Elements' names are the same in any case (HTML, 4.15). */
	for (size_t i = 0; i < n; i++)
		ret[i + 1] = kind == CSS_ELEMENT ? (char)tolower((unsigned char)s[i]) : s[i];
	return (int)n + 1;
}

const char *css_names_add(struct css_names *names, char kind, const char *s, size_t n)
{
	char key[CSS_NAME_MAX + 1];

	if (n == 0 || n > CSS_NAME_MAX)
		return NULL;
	return (const char *)xmlDictLookup(names->dict, BAD_CAST key, put_kind(key, kind, s, n));
}

/* The same for a name that an element has; NULL: no selector asks for it. */
static const char *known(const struct css_names *names, char kind, const char *s, size_t n)
{
	char key[CSS_NAME_MAX + 1];

	if (n == 0 || n > CSS_NAME_MAX)
		return NULL;
	return (const char *)xmlDictExists(names->dict, BAD_CAST key, put_kind(key, kind, s, n));
}

static int compare_addresses(const void *a, const void *b)
{
	uintptr_t x = (uintptr_t) * (const char *const *)a;
	uintptr_t y = (uintptr_t) * (const char *const *)b;

	return x < y ? -1 : x > y;
}

/* Its known classes, each once, sorted by address, in the arena. */
static void find_classes(const struct css_names *names, const char *list, struct css_named *ret)
{
	static const char blank[] = " \t\r\n\f";
	const char **found = NULL;
	size_t n = 0, cap = 0;

	while (list != NULL && *(list += strspn(list, blank)) != '\0') {
		size_t length = strcspn(list, blank);
		const char *name = known(names, CSS_CLASS, list, length);

		list += length;
		/* Many of the same one are many in a row. */
		if (name == NULL || (n > 0 && found[n - 1] == name))
			continue;
		found = mem_grow(found, n, &cap, sizeof(*found));
		found[n++] = name;
	}
	if (n > 0) {
		qsort(found, n, sizeof(*found), compare_addresses);
		ret->classes = arena_array(names->arena, const char *, n);
		for (size_t i = 0; i < n; i++)
			if (i == 0 || found[i] != found[i - 1])
				ret->classes[ret->class_n++] = found[i];
	}
	free(found);
}

static void mark(const struct css_names *names, xmlNode *node)
{
	const char *element = (const char *)node->name, *id = xml_attribute(node, "id");
	struct css_named found = {.element = known(names, CSS_ELEMENT, element, strlen(element))};

	found.id = id != NULL ? known(names, CSS_ID, id, strlen(id)) : NULL;
	find_classes(names, xml_attribute(node, "class"), &found);
	if (found.element != NULL || found.id != NULL || found.class_n > 0) {
		struct css_named *kept = arena_new(names->arena, struct css_named);

		*kept = found;
		node->psvi = kept;
	}
}

void css_names_mark(const struct css_names *names, xmlNode *first)
{
	xmlNode *node = first;

	while (node != NULL) {
		if (node->type == XML_ELEMENT_NODE) {
			mark(names, node);
			if (node->children != NULL) {
				node = node->children;
				continue;
			}
		}
		while (node != NULL && node->next == NULL)
			node = node->parent;
		node = node != NULL ? node->next : NULL;
	}
}

const struct css_named *css_named_of(const xmlNode *node)
{
	static const struct css_named none = {0};

	return node->psvi != NULL ? node->psvi : &none;
}

bool css_has_class(const struct css_named *of, const char *class)
{
	return of->class_n > 0 && bsearch(&class, of->classes, of->class_n, sizeof(*of->classes),
	                                  compare_addresses) != NULL;
}
