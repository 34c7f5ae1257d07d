/* SPDX-License-Identifier: MIT */
/* site.c: what a website adds to the metadata of its pages. */
#include <string.h>
#include <strings.h>

#include "base/tr.h"
#include "html/html.h"
#include "json/object.h"

static const struct object_rules rules = {
        .key = "KEY", .type = "TYPE", .missing = "MISSING", .nul = "TYPE", .unseen = "TYPE"};

/* A name that is no more than letters, digits and the marks of "og:site_name", "DC.title". */
static bool is_name(const char *s)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	                              "0123456789:._-";

	return *s != '\0' && s[strspn(s, letters)] == '\0';
}

/* The parser has found the names that are the same in every letter. */
static void check_name(const struct object_reader *rr, const struct html_site *site,
                       const struct json *at)
{
	if (!is_name(at->key))
		json_error(rr->findings, rr->source, at, rules.key,
		           _("a name like “SiteName” expected, found “%s”"),
		           member_excerpt(rr->arena, at->key, strlen(at->key)));
	for (size_t i = 0; i < site->n; i++) {
		const char *other = site->list[i].name;

		if (strcasecmp(other, at->key) == 0 && strcmp(other, at->key) != 0)
			json_error(rr->findings, rr->source, at, rules.key,
			           _("“%s” and “%s” are the same name"), other, at->key);
	}
}

enum rc html_site_read(struct arena *a, const struct source *src, struct diag_list *dl,
                       struct html_site *ret)
{
	const struct object_reader rr = {a, src, dl, &rules, NULL};
	const struct json *root;
	struct html_meta *list;
	size_t before = dl->error_n;

	if (json_parse(a, src, dl, &root) != RC_OK || !object_is_kind(&rr, root, JSON_OBJECT))
		return RC_INPUT;
	list = arena_array(a, struct html_meta, root->count);
	*ret = (struct html_site){.list = list};
	for (const struct json *v = root->first; v != NULL; v = v->next) {
		const char *value = object_text(&rr, v, 0);

		check_name(&rr, ret, v);
		if (value != NULL)
			list[ret->n++] = (struct html_meta){v->key, value};
	}
	return dl->error_n > before ? RC_INPUT : RC_OK;
}
