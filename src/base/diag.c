/* SPDX-License-Identifier: MIT */
#include "base/diag.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void diag_release(struct diag_list *dl)
{
	arena_release(&dl->arena);
	*dl = (struct diag_list){0};
}

static const char *copy(struct diag_list *dl, const char *s)
{
	return s != NULL ? arena_strdup(&dl->arena, s) : NULL;
}

static const struct diag_rule *lookup_rule(const struct diag_list *dl, const char *name)
{
	const struct diag_rule *r = dl->rules;

	while (r != NULL && strcmp(r->name, name) != 0)
		r = r->next;
	return r;
}

static struct diag_rule *count(struct diag_list *dl, enum diag_severity sev, const char *name)
{
	struct diag_rule *r = (struct diag_rule *)lookup_rule(dl, name);

	if (r == NULL) {
		r = arena_new(&dl->arena, struct diag_rule);
		r->name = copy(dl, name);
		r->next = dl->rules;
		dl->rules = r;
	}
	r->n[sev]++;
	dl->error_n += sev == DIAG_ERROR;
	dl->warning_n += sev == DIAG_WARNING;
	return r;
}

bool diag_is_full(const struct diag_list *dl, enum diag_severity sev, const char *rule)
{
	const struct diag_rule *r;

	if (dl->kept_n >= DIAG_MAX || dl->bytes > DIAG_MAX_BYTES)
		return true;
	if (dl->most == 0 || sev == DIAG_NOTE)
		return false;
	r = lookup_rule(dl, rule);
	return r != NULL && r->n[sev] >= dl->most;
}

/* +1 for an opening quotation mark, -1 for a closing one, 0 if there is none. *s moves past it. */
static int next_quote(char **s)
{
	static const char opening[] = "“", closing[] = "”";

	for (; **s != '\0'; ++*s) {
		int step = strncmp(*s, opening, 3) == 0 ? 1 : strncmp(*s, closing, 3) == 0 ? -1 : 0;

		if (step != 0) {
			*s += 3;
			return step;
		}
	}
	return 0;
}

/*
 * A text with quotation marks of its own between others: “a “b”” becomes “a ‘b’”. If a mark has no
 * counterpart, as in an excerpt, all stay as they are.
 */
static void nest_quotes(char *message)
{
	int depth = 0, step;

	for (char *s = message; depth >= 0 && (step = next_quote(&s)) != 0;)
		depth += step;
	if (depth != 0)
		return;
	for (char *s = message; (step = next_quote(&s)) != 0; depth += step) {
		int level = step > 0 ? depth + 1 : depth;

		if (level % 2 == 0)
			memcpy(s - 3, step > 0 ? "‘" : "’", 3);
	}
}

struct diag *diag_add(struct diag_list *dl, enum diag_severity sev, const struct diag_place *place,
                      const char *fmt, ...)
{
	bool full = diag_is_full(dl, sev, place->rule);
	const struct diag_rule *rule = count(dl, sev, place->rule);
	struct diag *d;
	char *message;
	va_list ap;

	if (full) {
		dl->dropped_n++;
		return &dl->dropped;
	}
	d = arena_new(&dl->arena, struct diag);
	d->severity = sev;
	d->place = *place;
	d->place.rule = rule->name;
	d->place.pointer = copy(dl, place->pointer);
	va_start(ap, fmt);
	message = arena_vprintf(&dl->arena, fmt, ap);
	va_end(ap);
	nest_quotes(message);
	d->message = message;
	dl->kept_n += sev != DIAG_NOTE;
	dl->bytes += sizeof(*d) + strlen(d->message);
	dl->bytes += d->place.pointer != NULL ? strlen(d->place.pointer) : 0;
	if (dl->last != NULL)
		dl->last->next = d;
	else
		dl->first = d;
	dl->last = d;
	return d;
}

void diag_attach_sum(struct diag_list *dl, struct diag *d, const struct diag_sum *sum)
{
	struct diag_sum *own;
	const char **cells;

	if (d == &dl->dropped)
		return;
	own = arena_new(&dl->arena, struct diag_sum);
	cells = arena_array(&dl->arena, const char *, sum->cell_n);
	own->left = copy(dl, sum->left);
	own->right = copy(dl, sum->right);
	own->difference = copy(dl, sum->difference);
	for (size_t i = 0; i < sum->cell_n; i++)
		cells[i] = copy(dl, sum->cells[i]);
	own->cells = cells;
	own->cell_n = sum->cell_n;
	d->sum = own;
}

struct sort_item {
	struct diag *diag;
	size_t index;
};

static int compare(const void *x, const void *y)
{
	const struct sort_item *a = x, *b = y;
	const struct diag_place *p = &a->diag->place, *q = &b->diag->place;

	if ((p->source == NULL) != (q->source == NULL))
		return p->source == NULL ? 1 : -1;
	if (p->source != NULL && p->off != q->off)
		return p->off < q->off ? -1 : 1;
	return a->index < b->index ? -1 : a->index > b->index;
}

void diag_sort(struct diag_list *dl)
{
	struct sort_item *items = NULL;
	size_t n = 0, cap = 0;

	for (struct diag *d = dl->first; d != NULL; d = d->next) {
		items = mem_grow(items, n, &cap, sizeof(*items));
		items[n] = (struct sort_item){d, n};
		n++;
	}
	if (n > 0) {
		qsort(items, n, sizeof(*items), compare);
		for (size_t i = 0; i + 1 < n; i++)
			items[i].diag->next = items[i + 1].diag;
		items[n - 1].diag->next = NULL;
		dl->first = items[0].diag;
		dl->last = items[n - 1].diag;
	}
	free(items);
}

/* How often a rule found something of one severity, and how many of these are kept. */
struct rule_count {
	const char *rule;
	size_t n, kept;
};

struct rule_counts {
	struct rule_count *rules;
	size_t n, cap;
	size_t room, most; /* findings that may be kept; of a single rule */
};

static struct rule_count *count_of_rule(struct rule_counts *c, const char *rule)
{
	for (size_t i = 0; i < c->n; i++) {
		if (strcmp(c->rules[i].rule, rule) == 0)
			return &c->rules[i];
	}
	c->rules = mem_grow(c->rules, c->n, &c->cap, sizeof(*c->rules));
	c->rules[c->n] = (struct rule_count){.rule = rule};
	return &c->rules[c->n++];
}

/* How many findings there are if each rule keeps this many. */
static size_t kept_with(const struct rule_counts *c, size_t most)
{
	size_t sum = 0;

	for (size_t i = 0; i < c->n; i++)
		sum += c->rules[i].n < most ? c->rules[i].n : most;
	return sum;
}

/* Divides the room among the rules of a severity: those that found little keep all of it. */
static void divide_room(struct rule_counts *c, const struct diag_list *dl, enum diag_severity sev,
                        size_t room)
{
	size_t high;

	*c = (struct rule_counts){.room = room};
	for (const struct diag *d = dl->first; d != NULL; d = d->next) {
		if (d->severity == sev)
			count_of_rule(c, d->place.rule)->n++;
	}
	high = kept_with(c, SIZE_MAX) + 1;
	while (high - c->most > 1) {
		size_t middle = c->most + (high - c->most) / 2;

		if (kept_with(c, middle) <= room)
			c->most = middle;
		else
			high = middle;
	}
	c->room -= kept_with(c, c->most);
}

/* Does a finding keep its place? What is left over of the room goes to whoever comes first. */
static bool keeps_place(struct rule_counts *c, const char *rule)
{
	struct rule_count *count = count_of_rule(c, rule);

	if (count->kept < c->most) {
		count->kept++;
		return true;
	}
	if (c->room == 0)
		return false;
	c->room--;
	return true;
}

void diag_limit(struct diag_list *dl, size_t most)
{
	struct rule_counts counts[DIAG_ERROR + 1];
	struct diag **to = &dl->first;
	size_t errors;

	diag_sort(dl);
	divide_room(&counts[DIAG_ERROR], dl, DIAG_ERROR, most);
	errors = kept_with(&counts[DIAG_ERROR], SIZE_MAX);
	divide_room(&counts[DIAG_WARNING], dl, DIAG_WARNING, errors < most ? most - errors : 0);
	dl->last = NULL;
	for (struct diag *d = dl->first, *next; d != NULL; d = next) {
		next = d->next;
		if (d->severity != DIAG_NOTE && !keeps_place(&counts[d->severity], d->place.rule)) {
			dl->dropped_n++;
			continue;
		}
		*to = dl->last = d;
		to = &d->next;
	}
	*to = NULL;
	free(counts[DIAG_ERROR].rules);
	free(counts[DIAG_WARNING].rules);
}

bool source_begins(const struct source *src, const char *bytes, size_t n)
{
	return src->len >= n && memcmp(src->text, bytes, n) == 0;
}

size_t source_mark_length(const struct source *src)
{
	return source_begins(src, "\xEF\xBB\xBF", 3) ? 3 : 0;
}

void source_walk_to(struct source_walk *w, const struct source *src, size_t off)
{
	const char *s = src->text;

	if (off > src->len)
		off = src->len;
	if (w->source != src || w->off > off)
		*w = (struct source_walk){.source = src, .line = 1, .column = 1};
	/* A byte order mark is no character of the text: no editor counts it. */
	if (w->off == 0 && off >= source_mark_length(src))
		w->off = source_mark_length(src);
	for (; w->off < off; w->off++) {
		bool lf_next = w->off + 1 < src->len && s[w->off + 1] == '\n';

		if (s[w->off] == '\n' || (s[w->off] == '\r' && !lf_next)) {
			w->line++;
			w->column = 1;
		} else {
			w->column += utf8_count(s + w->off, 1);
		}
	}
}

void source_locate(const struct source *src, size_t off, size_t *ret_line, size_t *ret_column)
{
	struct source_walk w = {0};

	source_walk_to(&w, src, off);
	*ret_line = w.line;
	*ret_column = w.column;
}
