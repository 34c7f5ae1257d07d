/* SPDX-License-Identifier: MIT */
/* member.c: keys that are not known, and the known one that was probably meant. */
#include "json/object.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/distance.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/unicode.h"
#include "base/utf8.h"

enum {
	NAME_MAX_CPS = 64, /* code points compared; no known name is longer */
	EXCERPT_MAX_CPS = 40
};

void member_names_add(struct arena *a, struct member_names *list, const char *name)
{
	if (list->n == list->cap) {
		size_t cap = list->cap > 0 ? 2 * list->cap : 16;
		const char **names = arena_array(a, const char *, cap);

		if (list->n > 0)
			memcpy(names, list->names, list->n * sizeof(*names));
		list->names = names;
		list->cap = cap;
	}
	list->names[list->n++] = name;
}

static size_t decode(const char *s, uint32_t cps[NAME_MAX_CPS])
{
	const char *end = s + strlen(s);
	size_t n = 0;

	while (s < end && n < NAME_MAX_CPS)
		cps[n++] = utf8_next(&s, end);
	return n;
}

static size_t distance(const char *s, const char *t)
{
	uint32_t a[NAME_MAX_CPS], b[NAME_MAX_CPS];
	size_t n = decode(s, a), m = decode(t, b);

	return distance_measure(a, n, b, m);
}

/* The name with the least edit distance (insert, delete, replace, swap of code points), or NULL. */
static const char *find_nearest(const char *name, const struct member_names *known,
                                size_t *ret_distance)
{
	const char *nearest = NULL;
	size_t least = 0;

	for (size_t i = 0; i < known->n; i++) {
		size_t d = distance(name, known->names[i]);

		if (nearest == NULL || d < least) {
			nearest = known->names[i];
			least = d;
		}
	}
	if (nearest != NULL)
		*ret_distance = least;
	return nearest;
}

static bool is_known(const char *name, const struct member_names *known)
{
	for (size_t i = 0; i < known->n; i++)
		if (strcmp(name, known->names[i]) == 0)
			return true;
	return false;
}

/* A known name with invisible characters in it, as pasted texts have them; false: it is not. */
static bool tell_invisible(const struct object_reader *rr, const struct json *member,
                           const struct member_names *known)
{
	const char *s = member->key, *end = s + strlen(s), *name;
	struct unicode_tally tally = {0};
	struct buf b = {0}, list = {0};
	bool told;

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (unicode_is_invisible(cp))
			unicode_tally_add(&tally, cp);
		else
			buf_put_utf8(&b, cp);
	}
	name = buf_to_arena(rr->arena, &b);
	told = tally.total > 0 && is_known(name, known);
	if (told) {
		unicode_tally_put(&tally, &list);
		json_key_error(rr->findings, rr->source, member, rr->rules->key,
		               _("unknown key “%s”: it has invisible characters (%s); “%s” "
		                 "expected"),
		               member_excerpt(rr->arena, member->key, strlen(member->key)), list.p,
		               name);
	}
	buf_release(&list);
	return told;
}

static void tell_unknown(const struct object_reader *rr, const struct json *member,
                         const struct member_names *known)
{
	const char *name = member_excerpt(rr->arena, member->key, strlen(member->key));
	const char *nearest = NULL;
	size_t d = 0;

	/* Once findings are dropped, so is this one: save the search. */
	if (rr->findings->dropped_n == 0)
		nearest = find_nearest(member->key, known, &d);
	if (nearest == NULL)
		json_key_error(rr->findings, rr->source, member, rr->rules->key,
		               _("unknown key “%s”"), name);
	else if (d <= 2 || d <= strlen(nearest) / 2)
		json_key_error(rr->findings, rr->source, member, rr->rules->key,
		               _("unknown key “%s”; did you mean “%s”?"), name, nearest);
	else
		json_key_error(rr->findings, rr->source, member, rr->rules->key,
		               _("unknown key “%s”; the most similar known key is “%s”"), name,
		               nearest);
}

void object_check_names(const struct object_reader *rr, const struct json *obj,
                        const struct member_names *known)
{
	for (const struct json *m = obj->first; m != NULL; m = m->next)
		if (!is_known(m->key, known) && !tell_invisible(rr, m, known))
			tell_unknown(rr, m, known);
}

/* Characters that would break the line, upset a terminal or hide what follows. */
static bool is_unsafe(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029 ||
	       (unicode_is_invisible(cp) && unicode_class(cp) != UNICODE_SELECTOR);
}

const char *member_excerpt(struct arena *a, const char *s, size_t n)
{
	const char *end = s + n;
	struct buf b = {0};

	for (size_t i = 0; s < end && i < EXCERPT_MAX_CPS; i++) {
		uint32_t cp = utf8_next(&s, end);

		if (is_unsafe(cp))
			buf_putf(&b, cp <= 0xFFFF ? "\\u%04x" : "\\u{%x}", (unsigned)cp);
		else
			buf_put_utf8(&b, cp);
	}
	if (s < end)
		buf_puts(&b, "…");
	return buf_to_arena(a, &b);
}
