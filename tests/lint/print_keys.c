/* SPDX-License-Identifier: MIT */
/*
 * print_keys.c: the keys of every JSON object that kanben reads, out of the tables it reads by, for
 * check_keys.py: a line "object GROUP NAME", then for each member a line "key KEY", with "required"
 * after it if no object goes without.
 */
#include <stdio.h>

#include "form/form_reader.h"
#include "report/report.h"
#include "style/style.h"

enum { OBJECTS_MAX = 64 };

struct objects {
	const char *group;
	const struct object *list[OBJECTS_MAX];
	size_t n;
};

static void print(const char *group, const struct object *type)
{
	printf("object %s %s\n", group, type->name);
	for (size_t i = 0; i < type->member_n; i++)
		printf("key %s%s\n", type->members[i].key,
		       type->members[i].required == MEMBER_ALWAYS ? " required" : "");
}

/* Prints an object and all that its members lead to, each once. */
static void walk(struct objects *seen, const struct object *type)
{
	for (size_t i = 0; i < seen->n; i++)
		if (seen->list[i] == type)
			return;
	if (seen->n == OBJECTS_MAX)
		return;
	seen->list[seen->n++] = type;
	if (type->name != NULL)
		print(seen->group, type);
	for (size_t i = 0; i < type->member_n; i++)
		if (type->members[i].object != NULL)
			walk(seen, type->members[i].object);
}

int main(void)
{
	struct objects layout = {.group = "layout"}, report = {.group = "report"};

	walk(&layout, &form_object);
	walk(&layout, &prose_check_object);
	walk(&layout, &change_object);
	walk(&layout, &style_object);
	walk(&report, &report_object);
	walk(&report, &signature_object);
	walk(&report, &imprint_object);
	for (size_t i = 0; prose_block_object(i) != NULL; i++)
		walk(&report, prose_block_object(i));
	return layout.n == OBJECTS_MAX || report.n == OBJECTS_MAX;
}
