/* SPDX-License-Identifier: MIT */
/* prose_check.c: reads the checks of prose and of single figures that a layout declares. */
#include "form/prose_check.h"

#include <limits.h>
#include <string.h>

#include "base/tr.h"
#include "form/form_reader.h"

struct form_figures {
	struct form_figure *list;
	size_t n;
};

/* A check of prose while it is read. */
struct prose_draft {
	struct form_check check;
	struct form_prose_check prose;
	struct form_figures figures;
	int says; /* -1: not given */
	bool is_true;
};

/* ---- patterns ---- */

/* The name of the group that a check of this kind reads in its patterns; NULL: none. */
static const char *const group_names[] = {
        [FORM_COUNT] = "n", [FORM_YEAR] = "year", [FORM_SERIES] = "n", [FORM_REPEAT] = NULL};

/* Whether a pattern calls this sub-pattern. */
static bool calls(const char *text, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = text; (p = strstr(p, "(?&")) != NULL; p += 3)
		if (strncmp(p + 3, name, n) == 0 && p[3 + n] == ')')
			return true;
	return false;
}

/* Appends the pattern, then the sub-patterns it calls: in front they would shift error positions.
 */
static void put_pattern(struct buf *b, const struct form_reader *fr, const char *text)
{
	const struct json *known = json_lookup(fr->form->root, "patterns");

	buf_puts(b, "(?:");
	buf_puts(b, text);
	buf_putc(b, ')');
	for (const struct json *m = known != NULL ? json_first(known) : NULL; m != NULL;
	     m = m->next)
		if (m->kind == JSON_STRING && m->key != NULL && calls(text, m->key))
			buf_putf(b, "(?(DEFINE)(?<%s>%s))", m->key, m->text);
}

static const struct pattern *compile(const struct object_reader *rr, const struct json *at)
{
	struct diag_place place = {rr->source, at->off, LAYOUT_RULE, json_pointer(rr->arena, at)};
	struct pattern_fault wrong;
	const struct form_reader *fr = rr->user;
	const struct pattern *p;
	struct buf b = {0};

	if (at->kind != JSON_STRING || at->len == 0 || at->has_nul) {
		object_wrong_value(rr, at, _("a pattern, or an array of them,"));
		return NULL;
	}
	object_check_unseen(rr, at); /* it would never be found */
	put_pattern(&b, fr, at->text);
	p = pattern_compile(&fr->patterns, b.p, b.n, &wrong);
	buf_release(&b);
	if (p != NULL)
		return p;
	wrong.off = wrong.off > 3 ? wrong.off - 3 : 0;
	place.off =
	        json_string_offset(rr->source, at, wrong.off < at->len ? wrong.off : at->len - 1);
	diag_add(rr->findings, DIAG_ERROR, &place, _("this is not a valid PCRE2 pattern: %s"),
	         wrong.message);
	return NULL;
}

/* Not of a layout that is known to be sound: it would be compiled for that. */
static bool has_group(const struct object_reader *rr, const struct pattern *p, const char *group,
                      bool otherwise)
{
	const struct form_reader *fr = rr->user;

	return fr->patterns.book != NULL ? otherwise : pattern_group(p, group) > 0;
}

static void read_patterns(const struct object_reader *rr, const struct json *given, void *to)
{
	struct form_prose_check *w = &((struct prose_draft *)to)->prose;
	bool list = given->kind == JSON_ARRAY;
	const struct json *at = list ? given->first : given;

	w->group = group_names[w->kind];
	w->pattern_n = list ? given->count : 1;
	w->patterns = arena_array(rr->arena, const struct pattern *, w->pattern_n);
	for (size_t i = 0; i < w->pattern_n; i++, at = at->next) {
		w->patterns[i] = compile(rr, at);
		if (w->patterns[i] != NULL && w->group != NULL && w->kind != FORM_COUNT &&
		    !has_group(rr, w->patterns[i], w->group, true))
			object_fault(rr, at, _("the pattern has no group (?<%s>…)"), w->group);
	}
}

static void read_pattern(const struct object_reader *rr, const struct json *at, void *to)
{
	*(const struct pattern **)to = compile(rr, at);
}

/* ---- figures, scopes, messages ---- */

static void read_figures(const struct object_reader *rr, const struct json *given, void *to)
{
	struct form_figures *figures = to;
	bool list = given->kind == JSON_ARRAY;
	const struct json *at = list ? given->first : given;

	figures->n = list ? given->count : 1;
	figures->list = arena_array(rr->arena, struct form_figure, figures->n);
	for (size_t i = 0; i < figures->n; i++, at = at->next)
		figure_read(rr->user, at, &figures->list[i]);
}

/* The field of the scope that a word refers to; NULL: none, so it is a section's key. */
static bool *scope_flag(struct form_scope *scope, const char *word)
{
	const struct {
		const char *word;
		bool *flag;
	} known[] = {{"title", &scope->title},
	             {"organ", &scope->organ},
	             {"reason", &scope->reason},
	             {"tables", &scope->tables}};

	for (size_t i = 0; i < COUNT(known); i++)
		if (strcmp(word, known[i].word) == 0)
			return known[i].flag;
	return NULL;
}

static void scope_add(const struct object_reader *rr, const struct json *name, bool *sections,
                      struct form_scope *scope)
{
	const struct form *form = ((const struct form_reader *)rr->user)->form;
	const char *text = name->kind == JSON_STRING ? name->text : "";
	const struct form_section *s = form_lookup_section(form, text);
	bool *flag = s == NULL ? scope_flag(scope, text) : NULL;

	if (s != NULL)
		sections[s - form->sections] = true;
	else if (flag != NULL)
		*flag = true;
	else
		object_wrong_value(
		        rr, name,
		        _("the key of a section, “title”, “organ”, “reason” or “tables”"));
}

/* Tables are searched for words that must or must not be there, but not for numbers. */
static bool reads_tables(enum form_prose_check_kind kind)
{
	return kind == FORM_FIND || kind == FORM_LACK;
}

/* A scope with tables must also name their sections, and the check must be one that reads tables.
 */
static void check_tables(const struct object_reader *rr, const struct json *names,
                         const struct form_prose_check *w)
{
	const struct form *form = ((const struct form_reader *)rr->user)->form;
	bool any = false;

	for (size_t i = 0; i < form->section_n; i++)
		any |= w->scope.sections[i];
	if (!reads_tables(w->kind))
		object_fault(rr, names, _("only “find” and “lack” search tables"));
	else if (!any)
		object_fault(
		        rr, names,
		        _("“tables” also needs the keys of the sections that the tables are in"));
}

static void read_scope(const struct object_reader *rr, const struct json *names, void *to)
{
	struct form_scope *scope = to;
	bool *sections = arena_array(rr->arena, bool,
	                             ((const struct form_reader *)rr->user)->form->section_n);

	*scope = (struct form_scope){.sections = sections};
	for (const struct json *name = names->first; name != NULL; name = name->next)
		scope_add(rr, name, sections, scope);
}

static const struct member message_members[] = {
        {"zh", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = MEMBER_AT(struct form_message, zh)},
        {"en", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = MEMBER_AT(struct form_message, en)},
};
static const struct object message_object = {.name = "message", OBJECT_MEMBERS(message_members)};

/* ---- checks of the prose ---- */

/* The member that identifies each kind of check; the first one found counts. */
static const char *const kind_names[] = {
        [FORM_FIND] = "find",     [FORM_LACK] = "lack",     [FORM_COUNT] = "count",
        [FORM_YEAR] = "year",     [FORM_SERIES] = "series", [FORM_LEVELS] = "levels",
        [FORM_REPEAT] = "repeat",
};

static bool find_kind(const struct json *obj, enum form_prose_check_kind *ret)
{
	for (size_t i = 0; i < COUNT(kind_names); i++)
		if (json_lookup(obj, kind_names[i]) != NULL) {
			*ret = (enum form_prose_check_kind)i;
			return true;
		}
	return false;
}

static unsigned choose_kind(const struct json *obj)
{
	enum form_prose_check_kind kind;

	return find_kind(obj, &kind) ? 1U << kind : 0;
}

#define AT(field) MEMBER_AT(struct prose_draft, field)
#define PATTERNS(key, kind)                                                                        \
	{                                                                                          \
		key, MEMBER_ANY, .only = 1U << (kind), .read = read_patterns                       \
	}

static const struct member prose_check_members[] = {
        CHECK_MEMBERS(struct prose_draft),
        {"text", MEMBER_ARRAY, .to = AT(prose.scope), .read = read_scope},
        PATTERNS("find", FORM_FIND),
        PATTERNS("lack", FORM_LACK),
        PATTERNS("count", FORM_COUNT),
        PATTERNS("year", FORM_YEAR),
        PATTERNS("series", FORM_SERIES),
        {"levels", MEMBER_TRUE, .only = 1U << FORM_LEVELS, .to = AT(is_true)},
        {"repeat", MEMBER_TRUE, .only = 1U << FORM_REPEAT, .to = AT(is_true)},
        {"unless", MEMBER_ANY, .only = 1U << FORM_FIND | 1U << FORM_COUNT | 1U << FORM_YEAR,
         .to = AT(prose.unless), .read = read_pattern},
        {"message", MEMBER_OBJECT, .required = 1U << FORM_FIND | 1U << FORM_LACK,
         .only = 1U << FORM_FIND | 1U << FORM_LACK, .to = AT(prose.message),
         .object = &message_object},
        {"check_digit", MEMBER_FLAG, .only = 1U << FORM_FIND, .to = AT(prose.check_digit)},
        {"when", MEMBER_ANY, .only = 1U << FORM_LACK, .to = AT(figures), .read = read_figures},
        {"equals", MEMBER_ANY, .required = 1U << FORM_COUNT, .only = 1U << FORM_COUNT,
         .to = AT(figures), .read = read_figures},
        {"says", MEMBER_WHOLE, .max = INT_MAX, .only = 1U << FORM_COUNT, .to = AT(says)},
        {"any", MEMBER_FLAG, .only = 1U << FORM_COUNT, .to = AT(prose.any)},
        {"least", MEMBER_WHOLE, .min = 1, .max = INT_MAX, .only = 1U << FORM_REPEAT,
         .to = AT(prose.least)},
};
const struct object prose_check_object = {
        .name = "proseCheck", OBJECT_MEMBERS(prose_check_members), .choose = choose_kind};

#undef AT

bool prose_check_is(const struct json *obj)
{
	enum form_prose_check_kind kind;

	return find_kind(obj, &kind);
}

static void check_count(const struct object_reader *rr, const struct json *obj,
                        struct prose_draft *draft)
{
	struct form_prose_check *w = &draft->prose;

	for (size_t i = 0; i < w->pattern_n; i++)
		if (w->patterns[i] != NULL &&
		    has_group(rr, w->patterns[i], w->group, draft->says < 0) == (draft->says >= 0))
			object_fault(rr, obj,
			             _("give the number either as a group (?<n>…) or as “says”"));
	w->says = dec_from_int(draft->says);
}

void prose_check_read(const struct object_reader *rr, const struct json *obj,
                      struct form_check *check)
{
	struct prose_draft draft = {.says = -1};
	struct form_prose_check *w = arena_new(rr->arena, struct form_prose_check);

	find_kind(obj, &draft.prose.kind);
	draft.prose.scope = (struct form_scope){.title = true,
	                                        .organ = true,
	                                        .reason = true,
	                                        .tables = reads_tables(draft.prose.kind)};
	object_read(rr, &prose_check_object, obj, &draft);
	if (draft.prose.scope.sections != NULL && draft.prose.scope.tables)
		check_tables(rr, json_lookup(obj, "text"), &draft.prose);
	if (draft.prose.kind == FORM_COUNT)
		check_count(rr, obj, &draft);
	*check = draft.check;
	check->each = FORM_PROSE_CHECK;
	check->prose = w;
	check->previous = draft.prose.kind == FORM_REPEAT;
	*w = draft.prose;
	w->figures = draft.figures.list;
	w->figure_n = draft.figures.n;
}

/* ---- checks of single figures ---- */

enum { FACTOR_MAX = 1000 };

struct change_draft {
	struct form_check check;
	struct form_change change;
	struct form_figures figures;
};

#define AT(field) MEMBER_AT(struct change_draft, field)

static const struct member change_members[] = {
        CHECK_MEMBERS(struct change_draft),
        {"values", MEMBER_ANY, .required = MEMBER_ALWAYS, .to = AT(figures), .read = read_figures},
        {"factor", MEMBER_WHOLE, .min = 2, .max = FACTOR_MAX, .to = AT(change.factor)},
        {"least", MEMBER_WHOLE, .min = 1, .max = INT_MAX, .to = AT(change.least)},
        {"most", MEMBER_WHOLE, .min = 1, .max = INT_MAX, .to = AT(change.most)},
        {"organ", MEMBER_ANY, .to = AT(change.organ), .read = read_pattern},
        {"message", MEMBER_OBJECT, .to = AT(change.message), .object = &message_object},
};
const struct object change_object = {.name = "change", OBJECT_MEMBERS(change_members)};

#undef AT

bool change_is(const struct json *obj)
{
	return json_lookup(obj, "values") != NULL;
}

void change_read(const struct object_reader *rr, const struct json *obj, struct form_check *check)
{
	struct form_change *c = arena_new(rr->arena, struct form_change);
	struct change_draft draft = {.change.factor = 0};

	object_read(rr, &change_object, obj, &draft);
	if ((draft.change.factor > 0) + (draft.change.most > 0) != 1)
		object_fault(rr, obj,
		             _("values need either “factor”, to compare them with last year's, "
		               "or “most”, a limit"));
	*check = draft.check;
	check->each = FORM_CHANGE;
	check->change = c;
	check->previous = draft.change.factor > 0;
	*c = draft.change;
	c->figures = draft.figures.list;
	c->figure_n = draft.figures.n;
}
