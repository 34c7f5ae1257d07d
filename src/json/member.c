/* SPDX-License-Identifier: MIT */
/*
 * member.c: keys that are not known, and the known one that was probably meant: the one whose
 * printed wording was typed, or the one that is spelled alike. A guess without likeness misleads.
 */
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
	WORDS_MIN_CPS = 2, /* fewer are like too many wordings */
	EXCERPT_MAX_CPS = 40
};

void member_names_add_worded(struct arena *a, struct member_names *list,
                             const struct member_name *name)
{
	if (list->n == list->cap) {
		size_t cap = list->cap > 0 ? 2 * list->cap : 16;
		struct member_name *names = arena_array(a, struct member_name, cap);

		if (list->n > 0)
			memcpy(names, list->names, list->n * sizeof(*names));
		list->names = names;
		list->cap = cap;
	}
	list->names[list->n++] = *name;
}

void member_names_add(struct arena *a, struct member_names *list, const char *key)
{
	member_names_add_worded(a, list, &(struct member_name){.key = key});
}

static size_t decode(const char *s, uint32_t cps[NAME_MAX_CPS])
{
	const char *end = s + strlen(s);
	size_t n = 0;

	while (s < end && n < NAME_MAX_CPS)
		cps[n++] = utf8_next(&s, end);
	return n;
}

/* A key whose spelling is like that of `typed`: at least half of it is the same. */
static const char *find_spelling(const char *typed, const struct member_names *known)
{
	uint32_t a[NAME_MAX_CPS], b[NAME_MAX_CPS];
	size_t n = decode(typed, a), least = 0;
	const char *nearest = NULL;

	for (size_t i = 0; i < known->n; i++) {
		size_t m = decode(known->names[i].key, b);
		size_t d = distance_measure(a, n, b, m);

		if (2 * d <= (n > m ? n : m) && (nearest == NULL || d < least)) {
			nearest = known->names[i].key;
			least = d;
		}
	}
	return nearest;
}

/* ---- keys typed in the words of the form ---- */

/* Of a wording only its words count, not its number, marks and brackets. */
static size_t decode_words(const char *s, uint32_t cps[NAME_MAX_CPS])
{
	const char *end = s + strlen(s);
	size_t n = 0;

	while (s < end && n < NAME_MAX_CPS) {
		uint32_t cp = utf8_next(&s, end);

		if (cp >= 0x3400 && cp < 0xFF00)
			cps[n++] = cp;
	}
	return n;
}

static bool contains(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	for (size_t i = 0; i + m <= n; i++)
		if (memcmp(a + i, b, m * sizeof(*b)) == 0)
			return true;
	return false;
}

enum likeness { UNLIKE, ALIKE, SAME };

/* Alike: one is part of the other, or they differ in at most a third of their characters. */
static enum likeness compare_words(const uint32_t *a, size_t n, const char *wording)
{
	uint32_t b[NAME_MAX_CPS];
	size_t m = decode_words(wording, b), longer = n > m ? n : m;

	if (n < WORDS_MIN_CPS || m < WORDS_MIN_CPS)
		return UNLIKE;
	if (n == m && memcmp(a, b, n * sizeof(*a)) == 0)
		return SAME;
	if (contains(a, n, b, m) || contains(b, m, a, n))
		return ALIKE;
	return 3 * distance_measure(a, n, b, m) <= longer ? ALIKE : UNLIKE;
}

/* The best likeness of a key's wordings; *ret is the wording. */
static enum likeness compare_name(const uint32_t *typed, size_t n, const struct member_name *name,
                                  const char **ret)
{
	enum likeness best = UNLIKE;

	for (size_t i = 0; i < name->wording_n; i++) {
		enum likeness l = compare_words(typed, n, name->wordings[i]);

		if (l > best) {
			best = l;
			*ret = name->wordings[i];
		}
	}
	return best;
}

/* The only key whose wording is like the text, and that wording; NULL: none, or several. */
static const char *find_wording(const char *text, const struct member_names *known,
                                const char **ret_wording)
{
	uint32_t typed[NAME_MAX_CPS];
	size_t n = decode_words(text, typed), best_n = 0;
	const char *key = NULL, *wording = NULL, *of_key = NULL;
	enum likeness best = ALIKE;

	for (size_t i = 0; i < known->n; i++) {
		enum likeness l = compare_name(typed, n, &known->names[i], &wording);

		if (l < best || l == UNLIKE)
			continue;
		best_n = l > best ? 1 : best_n + 1;
		best = l;
		key = known->names[i].key;
		of_key = wording;
	}
	if (best_n != 1)
		return NULL;
	*ret_wording = of_key;
	return key;
}

/* ---- findings ---- */

static bool is_known(const char *key, const struct member_names *known)
{
	for (size_t i = 0; i < known->n; i++)
		if (strcmp(key, known->names[i].key) == 0)
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
	const char *typed = member_excerpt(rr->arena, member->key, strlen(member->key));
	const char *key = NULL, *wording = NULL;

	/* Once findings are dropped, so is this one: save the search. */
	if (rr->findings->dropped_n == 0) {
		key = find_wording(member->key, known, &wording);
		if (key == NULL)
			key = find_spelling(member->key, known);
	}
	if (wording != NULL && key != NULL)
		json_key_error(rr->findings, rr->source, member, rr->rules->key,
		               _("unknown key “%s”; the key of “%s” is “%s”"), typed, wording, key);
	else if (key != NULL)
		json_key_error(rr->findings, rr->source, member, rr->rules->key,
		               _("unknown key “%s”; did you mean “%s”?"), typed, key);
	else if (rr->rules->hint != NULL)
		json_key_error(rr->findings, rr->source, member, rr->rules->key,
		               _("unknown key “%s”; %s"), typed, _(rr->rules->hint));
	else
		json_key_error(rr->findings, rr->source, member, rr->rules->key,
		               _("unknown key “%s”"), typed);
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
