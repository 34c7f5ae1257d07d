/* SPDX-License-Identifier: MIT */
#include "json/object.h"

#include <stdarg.h>
#include <string.h>

#include "base/dec.h"
#include "base/lu.h"
#include "base/tr.h"
#include "base/unicode.h"
#include "base/utf8.h"

/* ---- findings ---- */

void object_wrong_kind(const struct object_reader *rr, const struct json *at, const char *expected)
{
	json_error(rr->findings, rr->source, at, rr->rules->type, _("%s expected, found %s"),
	           expected, json_kind_name(at->kind));
}

void object_wrong_value(const struct object_reader *rr, const struct json *at, const char *expected)
{
	const char *found;

	if ((at->kind != JSON_STRING && at->kind != JSON_NUMBER) ||
	    diag_is_full(rr->findings, DIAG_ERROR, rr->rules->type)) {
		object_wrong_kind(rr, at, expected);
		return;
	}
	found = member_excerpt(rr->arena, at->text, at->len);
	if (at->kind == JSON_STRING)
		found = arena_printf(rr->arena, _("“%s”"), found);
	json_error(rr->findings, rr->source, at, rr->rules->type, _("%s expected, found %s"),
	           expected, found);
}

void object_fault(const struct object_reader *rr, const struct json *at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	json_error(rr->findings, rr->source, at, rr->rules->type, "%s",
	           arena_vprintf(rr->arena, fmt, ap));
	va_end(ap);
}

void object_missing(const struct object_reader *rr, const struct json *obj, const char *key)
{
	struct diag_place place = {
	        .source = rr->source, .off = obj->off, .rule = rr->rules->missing};

	if (!rr->rules->missing_at_key) {
		json_error(rr->findings, rr->source, obj, place.rule, _("“%s” is missing"), key);
		return;
	}
	place.pointer = arena_printf(rr->arena, "%s/%s", json_pointer(rr->arena, obj), key);
	diag_add(rr->findings, DIAG_ERROR, &place, _("“%s” is missing"), key);
}

const char *object_alternatives(struct arena *a, const char *const *names, size_t n)
{
	const char *list = n > 0 ? arena_printf(a, _("“%s”"), names[0]) : "";

	for (size_t i = 1; i < n; i++)
		list = i + 1 < n ? arena_printf(a, _("%s, “%s”"), list, names[i])
		                 : arena_printf(a, _("%s or “%s”"), list, names[i]);
	return list;
}

/* ---- texts ---- */

bool object_is_blank(const struct json *text)
{
	const char *s = text->text, *end = s + text->len;

	while (s < end)
		if (!utf8_is_blank(utf8_next(&s, end)))
			return false;
	return true;
}

/* Where the first \u0000 was typed; the text has U+FFFD in its place. */
static size_t nul_offset(const struct source *src, const struct json *at)
{
	const char *p = src->text + at->off + 1;

	while (*p != '"' && *p != '\0') {
		if (strncmp(p, "\\u0000", 6) == 0)
			return (size_t)(p - src->text);
		p += *p == '\\' && p[1] != '\0' ? 2 : 1;
	}
	return at->off;
}

void object_check_nul(const struct object_reader *rr, const struct json *text)
{
	struct diag_place place = {.source = rr->source, .rule = rr->rules->nul};

	if (!text->has_nul)
		return;
	place.off = nul_offset(rr->source, text);
	place.pointer = json_pointer(rr->arena, text);
	diag_add(rr->findings, DIAG_ERROR, &place, _("U+0000 cannot be printed"));
}

void object_check_unseen(const struct object_reader *rr, const struct json *at)
{
	struct unicode_tally tally = {0};
	struct unicode_walk w;
	struct buf list = {0};

	if (rr->rules->unseen == NULL)
		return;
	unicode_walk_init(&w, at->text, at->len);
	while (w.at < w.end) {
		uint32_t cp;

		if (unicode_walk_next(&w, &cp) != UNICODE_KEEP)
			unicode_tally_add(&tally, cp);
	}
	if (tally.total == 0)
		return;
	unicode_tally_put(&tally, &list);
	json_error(rr->findings, rr->source, at, rr->rules->unseen,
	           _("a text without invisible characters expected, found %s"), list.p);
	buf_release(&list);
}

static void check_length(const struct object_reader *rr, const struct json *at, int max)
{
	size_t n = at->len > (size_t)max ? utf8_count(at->text, at->len) : 0;

	if (n > (size_t)max)
		object_fault(rr, at, _("a text of at most %d characters expected, found %zu"), max,
		             n);
}

const char *object_text(const struct object_reader *rr, const struct json *at, int max)
{
	if (!object_is_kind(rr, at, JSON_STRING))
		return NULL;
	if (at->len == 0 || (!rr->rules->blank_is_text && object_is_blank(at))) {
		object_fault(rr, at, _("a text expected, found one that is empty or blank"));
		return NULL;
	}
	object_check_nul(rr, at);
	object_check_unseen(rr, at);
	if (max > 0)
		check_length(rr, at, max);
	return at->text;
}

static bool is_key(const char *s)
{
	for (; *s != '\0'; s++)
		if (!((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') ||
		      (*s >= '0' && *s <= '9') || *s == '_'))
			return false;
	return true;
}

/* The text, or NULL with a finding if the member does not allow it. */
static const char *read_text(const struct object_reader *rr, const struct member *m,
                             const struct json *at)
{
	size_t errors = rr->findings->error_n;
	const char *text;

	if (m->may_be_empty && at->kind == JSON_STRING && at->len == 0)
		return "";
	text = object_text(rr, at, m->kind == MEMBER_LINE ? m->max : 0);
	if (text != NULL && m->holds != NULL && strstr(text, m->holds) == NULL)
		object_fault(rr, at, _("a text that contains %s expected"), m->holds);
	if (text == NULL || m->kind != MEMBER_KEY || is_key(text))
		return text;
	if (rr->findings->error_n == errors)
		object_fault(rr, at,
		             _("a key may only contain the letters a-z and A-Z, digits and _"));
	return NULL;
}

/* ---- other single values ---- */

bool object_is_kind(const struct object_reader *rr, const struct json *at, enum json_kind kind)
{
	if (at->kind != kind)
		object_wrong_kind(rr, at, json_kind_name(kind));
	return at->kind == kind;
}

static const struct member_word *read_word(const struct object_reader *rr, const struct member *m,
                                           const struct json *at)
{
	const char *names[16];
	size_t n = 0;

	for (const struct member_word *w = m->words; w->word != NULL; w++) {
		if (at->kind == JSON_STRING && strcmp(at->text, w->word) == 0)
			return w;
		if (n < COUNT(names))
			names[n++] = w->word;
	}
	object_wrong_value(rr, at, object_alternatives(rr->arena, names, n));
	return NULL;
}

static void read_flag(const struct object_reader *rr, const struct member *m, const struct json *at,
                      bool *to)
{
	if (!object_is_kind(rr, at, JSON_BOOL))
		return;
	if (m->kind == MEMBER_TRUE && !at->truth)
		object_fault(rr, at, _("“%s” can only be true"), m->key);
	*to = at->truth;
}

/* The length of the number that a text begins with if there is no digit after it; else 0. */
static size_t number_in(const char *text)
{
	static const char digits[] = "0123456789";
	size_t n = strspn(text, digits);

	if (text[n] == '.' && strspn(text + n + 1, digits) > 0)
		n += 1 + strspn(text + n + 1, digits);
	return strpbrk(text + n, digits) == NULL ? n : 0;
}

/* "2024" or "2024年" in place of 2024. */
static void wrong_number(const struct object_reader *rr, const struct json *at,
                         const char *expected)
{
	size_t n = at->kind == JSON_STRING ? number_in(at->text) : 0;

	if (n == 0)
		object_wrong_value(rr, at, expected);
	else
		object_fault(
		        rr, at, _("%s expected, found “%s”; write %.*s, without quotation marks"),
		        expected, member_excerpt(rr->arena, at->text, at->len), (int)n, at->text);
}

static void read_whole(const struct object_reader *rr, const struct member *m,
                       const struct json *at, int *to)
{
	if (at->kind != JSON_NUMBER || !dec_parse_whole(at->text, at->len, m->min, m->max, to))
		wrong_number(
		        rr, at,
		        arena_printf(rr->arena, _("a whole number from %d to %d"), m->min, m->max));
}

static void read_milli(const struct object_reader *rr, const struct member *m,
                       const struct json *at, int *to)
{
	struct dec d;

	if (at->kind == JSON_NUMBER && dec_parse(at->text, at->len, &d) && dec_sign(d) > 0 &&
	    dec_cmp(d, dec_from_int(m->max)) <= 0)
		*to = (int)dec_milli(d);
	else
		wrong_number(rr, at,
		             arena_printf(rr->arena, _("a number above 0 and at most %d"), m->max));
}

bool object_length(const struct object_reader *rr, const struct json *at, enum member_kind unit,
                   lu *to)
{
	struct dec d;

	if (at->kind != JSON_NUMBER || !dec_parse(at->text, at->len, &d) || dec_sign(d) < 0 ||
	    dec_cmp(d, dec_from_int(MEMBER_MAX_LENGTH)) > 0) {
		object_wrong_value(
		        rr, at,
		        arena_printf(rr->arena, _("a length from 0 to %d"), MEMBER_MAX_LENGTH));
		return false;
	}
	*to = unit == MEMBER_MM ? lu_from_milli_mm(dec_milli(d)) : lu_from_milli_pt(dec_milli(d));
	return true;
}

/* ---- members ---- */

static bool is_array(const struct object_reader *rr, const struct member *m, const struct json *at)
{
	if (!object_is_kind(rr, at, JSON_ARRAY))
		return false;
	if (at->count < (size_t)m->min)
		object_fault(rr, at, _("an array of %d or more items expected, found %zu"), m->min,
		             (size_t)at->count);
	return true;
}

static void store_text(const struct object_reader *rr, const struct member *m,
                       const struct json *at, void *to)
{
	const char *text = read_text(rr, m, at);

	if (text != NULL && m->read != NULL)
		m->read(rr, at, to);
	else if (m->to > 0)
		*(const char **)to = text;
}

static void store_word(const struct object_reader *rr, const struct member *m,
                       const struct json *at, void *to)
{
	const struct member_word *word = read_word(rr, m, at);

	if (word == NULL)
		return;
	if (m->kind == MEMBER_EITHER)
		*(bool *)to = word->value != 0;
	else
		*(int *)to = word->value;
}

static void read_value(const struct object_reader *rr, const struct member *m,
                       const struct json *at, void *base)
{
	union {
		int number;
		bool flag;
		lu length;
	} unused;
	void *to = m->to > 0 ? (char *)base + m->to - 1 : base;

	/* The value is only checked. */
	if (m->to == 0 && m->read == NULL && m->kind != MEMBER_OBJECT)
		to = &unused;
	switch (m->kind) {
	case MEMBER_TEXT:
	case MEMBER_LINE:
	case MEMBER_KEY:
		store_text(rr, m, at, to);
		break;
	case MEMBER_WORD:
	case MEMBER_EITHER:
		store_word(rr, m, at, to);
		break;
	case MEMBER_FLAG:
	case MEMBER_TRUE:
		read_flag(rr, m, at, to);
		break;
	case MEMBER_WHOLE:
		read_whole(rr, m, at, to);
		break;
	case MEMBER_MILLI:
		read_milli(rr, m, at, to);
		break;
	case MEMBER_PT:
	case MEMBER_MM:
		(void)object_length(rr, at, m->kind, to);
		break;
	case MEMBER_OBJECT:
		if (m->read == NULL && m->object != NULL)
			object_read(rr, m->object, at, to);
		else if (object_is_kind(rr, at, JSON_OBJECT) && m->read != NULL)
			m->read(rr, at, to);
		break;
	case MEMBER_ARRAY:
		if (is_array(rr, m, at) && m->read != NULL)
			m->read(rr, at, to);
		break;
	case MEMBER_ANY:
		if (m->read != NULL)
			m->read(rr, at, to);
		break;
	}
}

static unsigned choice_of(const struct object *type, const struct json *obj)
{
	if (type->choose != NULL)
		return type->choose(obj);
	if (type->split == NULL)
		return MEMBER_ALWAYS;
	return json_lookup(obj, type->split) != NULL ? MEMBER_WITH : MEMBER_WITHOUT;
}

static bool is_required(const struct member *m, unsigned choice)
{
	return m->required == MEMBER_ALWAYS || (m->required & choice) != 0;
}

static bool belongs(const struct member *m, unsigned choice)
{
	return m->only == 0 || (m->only & choice) != 0;
}

size_t object_read_members(const struct object_reader *rr, const struct object *type,
                           const struct json *obj, void *to)
{
	unsigned choice = choice_of(type, obj);
	size_t known_n = 0;

	for (size_t i = 0; i < type->member_n; i++) {
		const struct member *m = &type->members[i];
		const struct json *at = json_lookup(obj, m->key);

		if (at == NULL) {
			if (is_required(m, choice))
				object_missing(rr, obj, m->key);
			continue;
		}
		known_n += belongs(m, choice) || m->refuse != NULL || choice == 0;
		if (!belongs(m, choice)) {
			if (m->refuse != NULL && choice != 0)
				object_fault(rr, at, "%s", _(m->refuse));
			continue;
		}
		if (m->at > 0)
			*(const struct json **)((char *)to + m->at - 1) = at;
		if (at->kind != JSON_NULL || !m->nullable)
			read_value(rr, m, at, to);
	}
	return known_n;
}

void object_add_names(const struct object_reader *rr, const struct object *type,
                      const struct json *obj, struct member_names *list)
{
	unsigned choice = choice_of(type, obj);

	for (size_t i = 0; i < type->member_n; i++)
		if (belongs(&type->members[i], choice) || type->members[i].refuse != NULL ||
		    choice == 0)
			member_names_add(rr->arena, list, type->members[i].key);
}

bool object_read(const struct object_reader *rr, const struct object *type, const struct json *obj,
                 void *to)
{
	struct member_names known = {0};

	if (!object_is_kind(rr, obj, JSON_OBJECT))
		return false;
	if (object_read_members(rr, type, obj, to) < obj->count) {
		object_add_names(rr, type, obj, &known);
		object_check_names(rr, obj, &known);
	}
	return true;
}
