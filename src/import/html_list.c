/* SPDX-License-Identifier: MIT */
/* html_list.c: what attributes say of a list's numbers: of which kind they are, and how many. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "import/xml.h"

long xml_integer(const xmlNode *node, const char *name, long missing)
{
	enum { MOST = 1000000000 };
	const char *s = xml_attribute(node, name);
	char *end;
	long v = s != NULL ? strtol(s, &end, 10) : 0;

	return s == NULL || end == s || v > MOST || v < -MOST ? missing : v;
}

/* The counter style in "list-style: decimal inside"; *found is unchanged if there is none. */
static void read_list_style(const char *style, enum list_count *found, bool *ret_stop)
{
	static const char property[] = "list-style";
	const char *s = style;

	while (s != NULL && (s = strcasestr(s, property)) != NULL) {
		const char *end = s + strcspn(s, ";");

		s += strlen(property);
		if (*s == '-' && strncasecmp(s, "-type", 5) != 0) {
			s = end; /* -image: none, -position */
			continue;
		}
		while (s < end) {
			size_t n = strcspn(s, ": \t\r\n;");

			if (list_count_of_css(s, n, found))
				*ret_stop = *found >= LIST_HAN && *found <= LIST_BRANCHES;
			s += n < (size_t)(end - s) ? n + 1 : n;
		}
	}
}

void html_list_type(const xmlNode *node, enum list_count *found, bool *ret_stop)
{
	static const struct {
		char type;
		enum list_count count;
	} types[] = {{'1', LIST_DECIMAL},
	             {'a', LIST_ALPHA},
	             {'A', LIST_UPPER_ALPHA},
	             {'i', LIST_ROMAN},
	             {'I', LIST_UPPER_ROMAN}};
	const char *type = xml_attribute(node, "type");

	for (size_t i = 0; type != NULL && i < COUNT(types); i++)
		if (type[0] == types[i].type && type[1] == '\0')
			*found = types[i].count;
	if (type != NULL && type[0] != '\0' && type[1] != '\0')
		(void)list_count_of_css(type, strlen(type), found);
	read_list_style(xml_attribute(node, "style"), found, ret_stop);
}

long html_count_items(const xmlNode *list)
{
	long n = 0;

	for (const xmlNode *c = list->children; c != NULL; c = c->next)
		n += xml_is(c, "li");
	return n;
}
