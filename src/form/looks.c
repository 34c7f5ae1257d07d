/* SPDX-License-Identifier: MIT */
#include "form/looks.h"

#include <string.h>

#include "base/dec.h"
#include "base/tr.h"

/* In the order of enum form_align, after its first. */
static const char *const aligns[] = {"start", "centre", "end", "decimal"};
enum { LABEL_ALIGN_N = 3 }; /* a label has no decimal point */

/* Is the member there and of that kind? A finding if it is of another one. */
static bool is_kind(const struct looks_reader *lr, const struct json *at, enum json_kind kind)
{
	if (at == NULL || at->kind == kind)
		return at != NULL;
	json_error(lr->m->findings, lr->m->source, at, lr->rule, _("%s expected, found %s"),
	           json_kind_name(kind), json_kind_name(at->kind));
	return false;
}

/* The index of the word that the member is, or -1 if it is left out or none of them. */
static int read_word(const struct looks_reader *lr, const struct json *member,
                     const char *const *words, size_t n)
{
	struct member_names known = {0};
	size_t d;

	if (!is_kind(lr, member, JSON_STRING))
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(member->text, words[i]) == 0)
			return (int)i;
		member_names_add(lr->m->arena, &known, words[i]);
	}
	json_error(lr->m->findings, lr->m->source, member, lr->rule,
	           _("“%s” is not known here; the nearest is “%s”"),
	           member_excerpt(lr->m->arena, member->text, member->len),
	           member_nearest(member->text, &known, &d));
	return -1;
}

static enum form_align read_align(const struct looks_reader *lr, const struct json *obj, size_t n)
{
	return (enum form_align)(read_word(lr, json_lookup(obj, "align"), aligns, n) + 1);
}

static int read_min(const struct looks_reader *lr, const struct json *at)
{
	struct dec v;

	if (at == NULL)
		return 0;
	if (at->kind == JSON_NUMBER && dec_parse(at->text, at->len, &v) && dec_sign(v) > 0 &&
	    dec_cmp(v, dec_from_int(LOOKS_MIN_MM_MAX)) <= 0)
		return (int)dec_milli(v);
	json_error(lr->m->findings, lr->m->source, at, lr->rule,
	           _("a width in millimetres expected, more than 0 and no more than %d"),
	           LOOKS_MIN_MM_MAX);
	return 0;
}

static int read_weight(const struct looks_reader *lr, const struct json *at)
{
	struct dec v;

	if (at == NULL)
		return 0;
	if (at->kind == JSON_NUMBER && dec_parse(at->text, at->len, &v) && dec_places(v) == 0 &&
	    dec_sign(v) > 0 && dec_cmp(v, dec_from_int(LOOKS_WEIGHT_MAX)) <= 0)
		return (int)(dec_milli(v) / 1000);
	json_error(lr->m->findings, lr->m->source, at, lr->rule,
	           _("a whole number from %d to %d expected"), 1, LOOKS_WEIGHT_MAX);
	return 0;
}

static struct form_looks read_looks(const struct looks_reader *lr, const struct json *obj,
                                    size_t align_n)
{
	return (struct form_looks){.align = read_align(lr, obj, align_n),
	                           .min_milli_mm = read_min(lr, json_lookup(obj, "min_mm")),
	                           .weight = read_weight(lr, json_lookup(obj, "weight"))};
}

struct form_looks looks_read_column(const struct looks_reader *lr, const struct json *obj)
{
	return read_looks(lr, obj, COUNT(aligns));
}

void looks_refuse(const struct looks_reader *lr, const struct json *obj)
{
	static const char *const names[] = {"align", "min_mm", "weight"};

	for (size_t i = 0; i < COUNT(names); i++) {
		const struct json *member = json_lookup(obj, names[i]);

		if (member != NULL)
			json_error(lr->m->findings, lr->m->source, member, lr->rule,
			           _("only a column without heads under it can have this"));
	}
}

struct form_looks looks_read_label(const struct looks_reader *lr, const struct json *obj)
{
	return (struct form_looks){.align = read_align(lr, obj, LABEL_ALIGN_N)};
}

const struct form_looks *looks_read_labels(const struct looks_reader *lr, const struct json *obj,
                                           int depth)
{
	const struct json *array = json_lookup(obj, "labels");
	struct member_names known = {0};
	struct form_looks *labels;

	if (array == NULL)
		return NULL;
	if (array->kind != JSON_ARRAY || array->count != (size_t)depth) {
		json_error(lr->m->findings, lr->m->source, array, lr->rule,
		           _("an array with one object for each level of row labels, here %d, "
		             "expected"),
		           depth);
		return NULL;
	}
	member_names_add(lr->m->arena, &known, "align");
	member_names_add(lr->m->arena, &known, "min_mm");
	member_names_add(lr->m->arena, &known, "weight");
	labels = arena_array(lr->m->arena, struct form_looks, array->count);
	for (const struct json *at = array->first; at != NULL; at = at->next) {
		if (!is_kind(lr, at, JSON_OBJECT))
			continue;
		member_check_names(lr->m, at, &known);
		labels[at->index] = read_looks(lr, at, LABEL_ALIGN_N);
	}
	return labels;
}

bool looks_read_orientation(const struct looks_reader *lr, const struct json *obj)
{
	static const char *const words[] = {"auto", "landscape"};

	return read_word(lr, json_lookup(obj, "orientation"), words, COUNT(words)) == 1;
}

bool looks_read_flag(const struct looks_reader *lr, const struct json *obj, const char *key)
{
	const struct json *member = json_lookup(obj, key);

	return is_kind(lr, member, JSON_BOOL) && member->truth;
}
