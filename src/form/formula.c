/* SPDX-License-Identifier: MIT */
/*
 * formula.c: parses formulas: side ("=" | ">=" | "<=") side. A side is term (("+" | "-") term)*. A
 * term is a dotted path of keys, "sum(" [path] ")", or "previous(" path ")" for last year's report.
 * The first name determines the part of the table; other names may also be in another part.
 */
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "form/form_reader.h"

struct formula_parser {
	struct form_reader *fr;
	const struct json *at;
	const struct form_check *check;
	const char *p, *end;
	bool failed;
};

/* A term as written; its name is looked up once the part is known. */
struct raw_term {
	enum form_term_kind kind;
	int sign;
	bool previous;
	const char *path;
	size_t len;
	struct raw_term *next;
};

/* Reports the first fault only: any after it would be guesswork. */
static void tell_fault(struct formula_parser *ps, const char *where, const char *message)
{
	struct diag_place place = {
	        ps->fr->m.source,
	        json_string_offset(ps->fr->m.source, ps->at, (size_t)(where - ps->at->text)),
	        LAYOUT_RULE, json_pointer(ps->fr->m.arena, ps->at)};

	if (!ps->failed)
		diag_add(ps->fr->m.findings, DIAG_ERROR, &place, _("formula: %s"), message);
	ps->failed = true;
}

static void skip_spaces(struct formula_parser *ps)
{
	while (ps->p < ps->end && *ps->p == ' ')
		ps->p++;
}

static bool accept(struct formula_parser *ps, char c)
{
	skip_spaces(ps);
	if (ps->p == ps->end || *ps->p != c)
		return false;
	ps->p++;
	return true;
}

static bool is_key_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

static size_t read_path(struct formula_parser *ps, const char **ret)
{
	skip_spaces(ps);
	*ret = ps->p;
	while (ps->p < ps->end && (is_key_char(*ps->p) || *ps->p == '.'))
		ps->p++;
	return (size_t)(ps->p - *ret);
}

static bool is_word(const struct raw_term *t, const char *word)
{
	return t->len == strlen(word) && memcmp(t->path, word, t->len) == 0;
}

/* Reads the content of brackets; the opening one has been passed. */
static void read_bracket(struct formula_parser *ps, struct raw_term *t)
{
	t->len = read_path(ps, &t->path);
	if (!accept(ps, ')'))
		tell_fault(ps, ps->p, _("“)” is expected here"));
}

static struct raw_term *read_term(struct formula_parser *ps, int sign)
{
	struct raw_term *t = arena_new(ps->fr->m.arena, struct raw_term);

	t->sign = sign;
	t->len = read_path(ps, &t->path);
	if (t->len == 0) {
		tell_fault(ps, ps->p, _("a name is expected here"));
	} else if (is_word(t, "sum") && accept(ps, '(')) {
		t->kind = FORM_TERM_SUM;
		read_bracket(ps, t);
	} else if (is_word(t, "previous") && accept(ps, '(')) {
		t->previous = true;
		read_bracket(ps, t);
		if (t->len == 0)
			tell_fault(ps, ps->p, _("a name is expected here"));
	}
	return t;
}

static struct raw_term *read_side(struct formula_parser *ps)
{
	struct raw_term *first = NULL, **tail = &first;
	int sign = 1;

	for (;;) {
		*tail = read_term(ps, sign);
		tail = &(*tail)->next;
		if (ps->failed)
			return first;
		if (accept(ps, '+'))
			sign = 1;
		else if (accept(ps, '-'))
			sign = -1;
		else
			return first;
	}
}

static const struct form_tree *operands(const struct formula_parser *ps,
                                        const struct form_part *part)
{
	return ps->check->each == FORM_EACH_COLUMN ? &part->rows : &part->columns;
}

static const struct raw_term *first_named(const struct raw_term *t)
{
	while (t != NULL && t->len == 0)
		t = t->next;
	return t;
}

/* The part that has this name, preferably the given one; NULL if none has it. */
static const struct form_part *part_of(const struct formula_parser *ps, const struct raw_term *t,
                                       const struct form_part *first)
{
	const struct form_table *table = ps->check->section->table;
	size_t n;

	if (first != NULL && (tree_lookup(operands(ps, first), t->path, t->len, &n) || n > 1))
		return first;
	for (size_t i = 0; i < table->part_n; i++)
		if (tree_lookup(operands(ps, &table->parts[i]), t->path, t->len, &n) || n > 1)
			return &table->parts[i];
	return NULL;
}

/* The part that has the first name; the table's only part if the formula is just sum(). */
static const struct form_part *choose_part(struct formula_parser *ps, const struct raw_term *left,
                                           const struct raw_term *right)
{
	const struct form_table *table = ps->check->section->table;
	const struct raw_term *t = first_named(left);
	const struct form_part *part;

	if (t == NULL)
		t = first_named(right);
	if (t == NULL && table->part_n != 1)
		tell_fault(ps, left->path, _("the table has several parts; name one of its heads"));
	if (t == NULL)
		return ps->failed ? NULL : &table->parts[0];
	part = part_of(ps, t, NULL);
	if (part == NULL)
		tell_fault(ps, t->path, _("the table has no such name"));
	return part;
}

/* How often a formula applies: once for each leaf of the tree that its names are not in. */
static size_t line_n(const struct formula_parser *ps, const struct form_part *part)
{
	return ps->check->each == FORM_EACH_COLUMN ? part->columns.leaf_n : part->rows.leaf_n;
}

static void resolve(struct formula_parser *ps, const struct form_part *first,
                    const struct raw_term *raw, struct form_term *ret)
{
	size_t n = 1;

	ret->kind = raw->kind;
	ret->sign = raw->sign;
	ret->previous = raw->previous;
	ret->part = raw->len == 0 ? first : part_of(ps, raw, first);
	if (ret->part == NULL) {
		tell_fault(ps, raw->path, _("the table has no such name"));
		return;
	}
	ret->node = raw->len == 0 ? operands(ps, first)->root
	                          : tree_lookup(operands(ps, ret->part), raw->path, raw->len, &n);
	if (line_n(ps, ret->part) != line_n(ps, first))
		tell_fault(ps, raw->path,
		           ps->check->each == FORM_EACH_COLUMN
		                   ? _("this name is in a part with more or fewer columns")
		                   : _("this name is in a part with more or fewer rows"));
	else if (n > 1)
		tell_fault(ps, raw->path, _("several heads have this name"));
	else if (raw->kind == FORM_TERM_LEAF && ret->node->first != NULL)
		tell_fault(ps, raw->path, _("this is a group; write sum(…) for what is under it"));
	else if (raw->kind == FORM_TERM_SUM && ret->node->first == NULL)
		tell_fault(ps, raw->path, _("there is nothing under this name to sum"));
}

static struct form_term *resolve_side(struct formula_parser *ps, const struct form_part *part,
                                      const struct raw_term *raw, size_t *ret_n)
{
	struct form_term *terms;
	size_t n = 0;

	for (const struct raw_term *t = raw; t != NULL; t = t->next)
		n++;
	terms = arena_array(ps->fr->m.arena, struct form_term, n);
	for (size_t i = 0; i < n && !ps->failed; i++, raw = raw->next)
		resolve(ps, part, raw, &terms[i]);
	*ret_n = n;
	return terms;
}

static bool read_relation(struct formula_parser *ps, enum form_relation *ret)
{
	static const char first[] = {
	        [FORM_EQUAL] = '=', [FORM_AT_LEAST] = '>', [FORM_AT_MOST] = '<'};
	const char *sign;

	skip_spaces(ps);
	sign = ps->p;
	for (size_t i = 0; i < COUNT(first); i++) {
		if (!accept(ps, first[i]))
			continue;
		*ret = (enum form_relation)i;
		if (i == FORM_EQUAL)
			return true;
		if (ps->p < ps->end && *ps->p == '=') {
			ps->p++;
			return true;
		}
	}
	tell_fault(ps, sign, _("“=”, “>=”, “<=”, “+” or “-” is expected here"));
	return false;
}

static bool any_previous(const struct raw_term *t)
{
	while (t != NULL && !t->previous)
		t = t->next;
	return t != NULL;
}

void formula_read(struct form_reader *fr, const struct json *text, const struct form_check *check,
                  struct form_formula *ret)
{
	struct formula_parser ps = {fr, text, check, text->text, text->text + text->len, false};
	struct raw_term *left, *right = NULL;

	ret->text = text->text;
	if (++fr->formula_n > FORM_MAX_FORMULAS)
		tell_fault(&ps, ps.p, _("there are too many formulas in this layout"));
	left = read_side(&ps);
	if (!ps.failed && read_relation(&ps, &ret->relation))
		right = read_side(&ps);
	if (!ps.failed && ps.p < ps.end)
		tell_fault(&ps, ps.p, _("the formula should end here"));
	if (!ps.failed)
		ret->part = choose_part(&ps, left, right);
	if (ps.failed)
		return;
	ret->left = resolve_side(&ps, ret->part, left, &ret->left_n);
	ret->right = resolve_side(&ps, ret->part, right, &ret->right_n);
	ret->previous = any_previous(left) || any_previous(right);
}
