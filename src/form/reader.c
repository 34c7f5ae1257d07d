/* SPDX-License-Identifier: MIT */
#include "form/form_reader.h"

#include "base/dec.h"
#include "base/tr.h"

bool reader_is_object(const struct form_reader *fr, const struct json *at)
{
	if (at->kind != JSON_OBJECT)
		json_error(fr->m.findings, fr->m.source, at, LAYOUT_RULE,
		           _("%s expected, found %s"), json_kind_name(JSON_OBJECT),
		           json_kind_name(at->kind));
	return at->kind == JSON_OBJECT;
}

void reader_check_names(const struct form_reader *fr, const struct json *obj,
                        const char *const *names, size_t n)
{
	member_check_array(&fr->m, obj, names, n);
}

const struct json *reader_member(const struct form_reader *fr, const struct json *obj,
                                 const char *key, enum json_kind kind, enum reader_need need)
{
	const struct json *member = json_lookup(obj, key);

	if (member == NULL) {
		if (need == REQUIRED)
			json_error(fr->m.findings, fr->m.source, obj, LAYOUT_RULE,
			           _("“%s” is missing here"), key);
		return NULL;
	}
	if (member->kind != kind) {
		json_error(fr->m.findings, fr->m.source, member, LAYOUT_RULE,
		           _("%s expected, found %s"), json_kind_name(kind),
		           json_kind_name(member->kind));
		return NULL;
	}
	return member;
}

/* The text of a string, or NULL with a finding. */
static const char *text_of(const struct form_reader *fr, const struct json *string)
{
	if (string->len > 0 && !string->has_nul)
		return string->text;
	json_error(fr->m.findings, fr->m.source, string, LAYOUT_RULE,
	           _("a text without U+0000 expected that is not empty"));
	return NULL;
}

const char *reader_string(const struct form_reader *fr, const struct json *obj, const char *key,
                          enum reader_need need)
{
	const struct json *member = reader_member(fr, obj, key, JSON_STRING, need);

	return member != NULL ? text_of(fr, member) : NULL;
}

struct form_texts reader_texts(const struct form_reader *fr, const struct json *obj,
                               const char *key)
{
	const struct json *array = reader_member(fr, obj, key, JSON_ARRAY, OPTIONAL);
	struct member_names list = {0};

	for (const struct json *at = array != NULL ? array->first : NULL; at != NULL;
	     at = at->next) {
		const char *text = at->kind == JSON_STRING ? text_of(fr, at) : NULL;

		if (at->kind != JSON_STRING)
			json_error(fr->m.findings, fr->m.source, at, LAYOUT_RULE,
			           _("%s expected, found %s"), json_kind_name(JSON_STRING),
			           json_kind_name(at->kind));
		if (text != NULL)
			member_names_add(fr->m.arena, &list, text);
	}
	return (struct form_texts){list.names, list.n};
}

bool reader_flag(const struct form_reader *fr, const struct json *obj, const char *key)
{
	const struct json *member = reader_member(fr, obj, key, JSON_BOOL, OPTIONAL);

	return member != NULL && member->truth;
}

int reader_number(const struct form_reader *fr, const struct json *obj, const char *key,
                  struct reader_range range)
{
	const struct json *member = reader_member(fr, obj, key, JSON_NUMBER, OPTIONAL);
	struct dec v;

	if (member == NULL)
		return -1;
	if (!dec_parse(member->text, member->len, &v) || dec_places(v) > 0 ||
	    dec_cmp(v, dec_from_int(range.min)) < 0 || dec_cmp(v, dec_from_int(range.max)) > 0) {
		json_error(fr->m.findings, fr->m.source, member, LAYOUT_RULE,
		           _("a whole number from %d to %d expected"), range.min, range.max);
		return -1;
	}
	return (int)(dec_milli(v) / 1000);
}

static bool is_key(const char *s)
{
	for (; *s != '\0'; s++)
		if (!((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') ||
		      (*s >= '0' && *s <= '9') || *s == '_'))
			return false;
	return true;
}

const char *reader_key(const struct form_reader *fr, const struct json *obj, enum reader_need need)
{
	const char *key = reader_string(fr, obj, "key", need);

	if (key != NULL && !is_key(key)) {
		json_error(fr->m.findings, fr->m.source, json_lookup(obj, "key"), LAYOUT_RULE,
		           _("a key may have only letters a-z A-Z, digits and _"));
		return NULL;
	}
	return key;
}
