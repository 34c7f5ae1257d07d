/* SPDX-License-Identifier: MIT */
/* prose_check.c: the checks of prose, and those of single figures, that a layout declares. */
#include "form/prose_check.h"

#include <limits.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "form/wording_reader.h"

enum { FACTOR_MAX = 1000 };

/* The member that makes a check one of a kind. */
static const char *const kind_names[] = {
        [FORM_FIND] = "find",     [FORM_LACK] = "lack",     [FORM_COUNT] = "count",
        [FORM_YEAR] = "year",     [FORM_SERIES] = "series", [FORM_LEVELS] = "levels",
        [FORM_REPEAT] = "repeat",
};

/* What a pattern's group is called that a check of this kind reads; NULL: it reads none. */
static const char *const group_names[COUNT(kind_names)] = {
        [FORM_COUNT] = "n", [FORM_YEAR] = "year", [FORM_SERIES] = "n"};

static void fault(const struct form_reader *fr, const struct json *at, const char *message)
{
	json_error(fr->m.findings, fr->m.source, at, LAYOUT_RULE, "%s", message);
}

static bool find_kind(const struct json *obj, enum form_prose_check_kind *ret)
{
	for (size_t i = 0; i < COUNT(kind_names); i++)
		if (json_lookup(obj, kind_names[i]) != NULL) {
			*ret = (enum form_prose_check_kind)i;
			return true;
		}
	return false;
}

bool wording_is(const struct json *obj)
{
	enum form_prose_check_kind kind;

	return find_kind(obj, &kind);
}

bool change_is(const struct json *obj)
{
	return json_lookup(obj, "values") != NULL;
}

/* Is the sub-pattern called in the text? */
static bool calls(const char *text, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = text; (p = strstr(p, "(?&")) != NULL; p += 3)
		if (strncmp(p + 3, name, n) == 0 && p[3 + n] == ')')
			return true;
	return false;
}

/* The pattern, and after it, so that places stay what they are, the sub-patterns it calls. */
static void put_pattern(struct buf *b, const struct form_reader *fr, const char *text)
{
	const struct json *known = json_lookup(fr->form->root, "patterns");

	buf_putf(b, "(?:%s)", text);
	for (const struct json *m = known != NULL ? known->first : NULL; m != NULL; m = m->next)
		if (m->kind == JSON_STRING && m->key != NULL && calls(text, m->key))
			buf_putf(b, "(?(DEFINE)(?<%s>%s))", m->key, m->text);
}

static const struct pattern *compile(const struct form_reader *fr, const struct json *at)
{
	struct diag_place place = {fr->m.source, at->off, LAYOUT_RULE,
	                           json_pointer(fr->m.arena, at)};
	struct pattern_fault wrong;
	const struct pattern *p;
	struct buf b = {0};

	if (at->kind != JSON_STRING || at->len == 0 || at->has_nul) {
		fault(fr, at, _("a pattern is a text, or an array of them"));
		return NULL;
	}
	put_pattern(&b, fr, at->text);
	p = pattern_compile(fr->m.arena, b.p, b.n, &wrong);
	buf_release(&b);
	if (p != NULL)
		return p;
	wrong.off = wrong.off > 3 ? wrong.off - 3 : 0;
	place.off =
	        json_string_offset(fr->m.source, at, wrong.off < at->len ? wrong.off : at->len - 1);
	diag_add(fr->m.findings, DIAG_ERROR, &place, _("this is no pattern of PCRE2: %s"),
	         wrong.message);
	return NULL;
}

static void read_patterns(const struct form_reader *fr, const struct json *given,
                          struct form_prose_check *w)
{
	const char *group = group_names[w->kind];
	bool list = given->kind == JSON_ARRAY;
	const struct json *at = list ? given->first : given;
	int *groups;

	w->pattern_n = list ? given->count : 1;
	w->patterns = arena_array(fr->m.arena, const struct pattern *, w->pattern_n);
	w->groups = groups = arena_array(fr->m.arena, int, w->pattern_n);
	for (size_t i = 0; i < w->pattern_n; i++, at = at->next) {
		w->patterns[i] = compile(fr, at);
		if (w->patterns[i] == NULL || group == NULL)
			continue;
		groups[i] = pattern_group(w->patterns[i], group);
		if (groups[i] == 0 && w->kind != FORM_COUNT)
			fault(fr, at,
			      w->kind == FORM_YEAR ? _("the pattern has no group (?<year>…)")
			                           : _("the pattern has no group (?<n>…)"));
	}
}

static const struct pattern *read_pattern(const struct form_reader *fr, const struct json *obj,
                                          const char *key)
{
	const struct json *at = json_lookup(obj, key);

	return at != NULL ? compile(fr, at) : NULL;
}

static void read_figures(const struct form_reader *fr, const struct json *given,
                         struct form_figure **ret, size_t *ret_n)
{
	bool list = given->kind == JSON_ARRAY;
	const struct json *at = list ? given->first : given;

	*ret_n = list ? given->count : 1;
	*ret = arena_array(fr->m.arena, struct form_figure, *ret_n);
	for (size_t i = 0; i < *ret_n; i++, at = at->next)
		figure_read(fr, at, &(*ret)[i]);
}

static void scope_add(const struct form_reader *fr, const struct json *name, bool *sections,
                      struct form_scope *scope)
{
	const struct form_section *s = NULL;

	if (name->kind == JSON_STRING && strcmp(name->text, "title") == 0) {
		scope->title = true;
		return;
	}
	if (name->kind == JSON_STRING && strcmp(name->text, "organ") == 0) {
		scope->organ = true;
		return;
	}
	if (name->kind == JSON_STRING)
		s = form_lookup_section(fr->form, name->text);
	if (s == NULL)
		fault(fr, name, _("the key of a section expected, “title” or “organ”"));
	else
		sections[s - fr->form->sections] = true;
}

static void read_scope(const struct form_reader *fr, const struct json *obj,
                       struct form_scope *scope)
{
	const struct json *names = reader_member(fr, obj, "text", JSON_ARRAY, OPTIONAL);
	bool *sections;

	if (names == NULL) {
		*scope = (struct form_scope){true, true, NULL};
		return;
	}
	sections = arena_array(fr->m.arena, bool, fr->form->section_n);
	scope->sections = sections;
	for (const struct json *name = names->first; name != NULL; name = name->next)
		scope_add(fr, name, sections, scope);
}

static void read_message(const struct form_reader *fr, const struct json *obj,
                         enum reader_need need, struct form_message *ret)
{
	static const char *const languages[] = {"zh", "en"};
	const struct json *message = reader_member(fr, obj, "message", JSON_OBJECT, need);

	if (message == NULL)
		return;
	reader_check_names(fr, message, languages, 2);
	ret->zh = reader_string(fr, message, "zh", REQUIRED);
	ret->en = reader_string(fr, message, "en", REQUIRED);
}

static int read_count(const struct form_reader *fr, const struct json *obj, const char *key)
{
	int n = reader_number(fr, obj, key, (struct reader_range){1, INT_MAX});

	return n > 0 ? n : 0;
}

/* The members of each kind, besides those of every check. */
static void check_names(const struct form_reader *fr, const struct json *obj,
                        enum form_prose_check_kind kind)
{
	static const char *const names[][9] = {
	        [FORM_FIND] = {"find", "unless", "check_digit", "message"},
	        [FORM_LACK] = {"lack", "when", "message"},
	        [FORM_COUNT] = {"count", "unless", "equals", "says", "any"},
	        [FORM_YEAR] = {"year", "unless"},
	        [FORM_SERIES] = {"series"},
	        [FORM_LEVELS] = {"levels"},
	        [FORM_REPEAT] = {"repeat", "least"},
	};
	const char *known[COUNT(names[0]) + 3] = {"rule", "severity", "text"};
	size_t n = 3;

	for (size_t i = 0; i < COUNT(names[0]) && names[kind][i] != NULL; i++)
		known[n++] = names[kind][i];
	reader_check_names(fr, obj, known, n);
}

static void read_expectation(const struct form_reader *fr, const struct json *obj,
                             struct form_prose_check *w)
{
	const struct json *equals = json_lookup(obj, "equals");
	int says = reader_number(fr, obj, "says", (struct reader_range){0, INT_MAX});

	if (equals == NULL)
		fault(fr, obj, _("“equals” says which cells the number must be"));
	else
		read_figures(fr, equals, &w->figures, &w->figure_n);
	for (size_t i = 0; i < w->pattern_n; i++)
		if (w->patterns[i] != NULL && (w->groups[i] > 0) == (says >= 0))
			fault(fr, obj, _("a number is either in a group (?<n>…) or in “says”"));
	w->says = dec_from_int(says);
	w->any = reader_flag(fr, obj, "any");
}

void wording_read(const struct form_reader *fr, const struct json *obj, struct form_check *check)
{
	struct form_prose_check *w = arena_new(fr->m.arena, struct form_prose_check);
	const struct json *when = json_lookup(obj, "when");

	check->each = FORM_PROSE_CHECK;
	check->wording = w;
	find_kind(obj, &w->kind);
	check_names(fr, obj, w->kind);
	read_scope(fr, obj, &w->scope);
	check->previous = w->kind == FORM_REPEAT;
	if (w->kind == FORM_LEVELS || w->kind == FORM_REPEAT) {
		if (!reader_flag(fr, obj, kind_names[w->kind]))
			fault(fr, obj, _("“levels” and “repeat” can only be true"));
		w->least = read_count(fr, obj, "least");
		return;
	}
	read_patterns(fr, json_lookup(obj, kind_names[w->kind]), w);
	w->unless = read_pattern(fr, obj, "unless");
	if (w->kind == FORM_COUNT)
		read_expectation(fr, obj, w);
	if (w->kind == FORM_FIND || w->kind == FORM_LACK)
		read_message(fr, obj, REQUIRED, &w->message);
	w->check_digit = reader_flag(fr, obj, "check_digit");
	if (w->kind == FORM_LACK && when != NULL)
		read_figures(fr, when, &w->figures, &w->figure_n);
}

void change_read(const struct form_reader *fr, const struct json *obj, struct form_check *check)
{
	static const char *const names[] = {"rule",  "severity", "values", "factor",
	                                    "least", "most",     "organ",  "message"};
	struct form_change *c = arena_new(fr->m.arena, struct form_change);

	check->each = FORM_CHANGE;
	check->change = c;
	reader_check_names(fr, obj, names, COUNT(names));
	read_figures(fr, json_lookup(obj, "values"), &c->figures, &c->figure_n);
	c->factor = reader_number(fr, obj, "factor", (struct reader_range){2, FACTOR_MAX});
	c->least = read_count(fr, obj, "least");
	c->most = read_count(fr, obj, "most");
	c->organ = read_pattern(fr, obj, "organ");
	read_message(fr, obj, OPTIONAL, &c->message);
	check->previous = c->factor > 0;
	if ((c->factor > 0) + (c->most > 0) != 1)
		fault(fr, obj, _("values are held to last year's by “factor”, or to “most”"));
}
