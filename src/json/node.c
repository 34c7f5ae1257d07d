/* SPDX-License-Identifier: MIT */
#include "json/json.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/lu.h"
#include "base/tr.h"
#include "json/parse.h"

const struct json *json_lookup(const struct json *obj, const char *key)
{
	if (obj == NULL || obj->kind != JSON_OBJECT)
		return NULL;
	for (const struct json *m = obj->first; m != NULL; m = m->next)
		if (strcmp(m->key, key) == 0)
			return m;
	return NULL;
}

/* The text of a string that was edited, behind where it differs. */
struct edited {
	struct json_edits edits;
	char text[];
};

void json_edit(struct arena *a, struct json *string, const struct buf *text,
               const struct json_edits *edits)
{
	struct edited *e = arena_alloc(a, sizeof(*e) + text->n + 1);

	e->edits = *edits;
	if (text->n > 0)
		memcpy(e->text, text->p, text->n);
	string->text = e->text;
	string->len = (uint32_t)text->n;
	string->edited = true;
}

struct json_edits json_edits(const struct json *string)
{
	if (!string->edited)
		return (struct json_edits){0};
	return ((const struct edited *)(string->text - offsetof(struct edited, text)))->edits;
}

/* How json_copy changes the strings. */
struct copier {
	struct arena *arena;
	json_change_fn *change;
	void *user;
};

/* Recursion is bounded by JSON_MAX_DEPTH. */
static struct json *copy(const struct copier *c, const struct json *from, const struct json *parent)
{
	struct json *to = arena_new(c->arena, struct json);
	const struct json *child = json_first(from), **tail = &to->first;

	*to = *from;
	to->parent = parent;
	to->next = NULL;
	if (from->kind == JSON_STRING)
		c->change(c->user, from, to);
	for (; child != NULL; child = child->next) {
		struct json *own = copy(c, child, to);

		*tail = own;
		tail = &own->next;
	}
	return to;
}

const struct json *json_copy(struct arena *a, const struct json *root, json_change_fn *change,
                             void *user)
{
	return copy(&(struct copier){a, change, user}, root, NULL);
}

/* Removes what was appended since `from` if b is now longer than max; true if it was kept. */
static bool keep(struct buf *b, size_t from, size_t max)
{
	if (b->n <= max)
		return true;
	b->n = from;
	b->p[from] = '\0';
	return false;
}

/* RFC 6901 section 3: ~ is written ~0, / is written ~1. */
bool json_pointer_put_key(struct buf *b, const char *key, size_t max)
{
	const char *end = key + strnlen(key, max); /* more would not fit anyway */
	size_t from = b->n;

	buf_putc(b, '/');
	while (key < end) {
		size_t plain = strcspn(key, "~/");

		if (plain > (size_t)(end - key))
			plain = (size_t)(end - key);
		buf_put(b, key, plain);
		key += plain;
		if (key < end)
			buf_puts(b, *key++ == '~' ? "~0" : "~1");
	}
	return keep(b, from, max);
}

bool json_pointer_put_index(struct buf *b, size_t index, size_t max)
{
	size_t from = b->n;

	buf_putc(b, '/');
	num_put_int(b, (int64_t)index);
	return keep(b, from, max);
}

static void put_pointer(struct buf *b, const struct json *node, size_t max)
{
	const struct json *path[JSON_MAX_DEPTH]; /* the node and its ancestors except the root */
	size_t n = 0;
	bool fits = true;

	for (; node->parent != NULL; node = node->parent)
		path[n++] = node;
	while (fits && n > 0) {
		node = path[--n];
		fits = node->key != NULL ? json_pointer_put_key(b, node->key, max)
		                         : json_pointer_put_index(b, node->index, max);
	}
}

const char *json_pointer(struct arena *a, const struct json *node)
{
	struct buf b = {0};

	put_pointer(&b, node, SIZE_MAX);
	return buf_to_arena(a, &b);
}

static struct diag *add_error(struct diag_list *dl, struct diag_place *place,
                              const struct json *node, const char *fmt, va_list ap)
{
	struct buf pointer = {0}, message = {0};
	struct diag *d;

	if (diag_is_full(dl, DIAG_ERROR, place->rule))
		return diag_add(dl, DIAG_ERROR, place, "%s", "");
	put_pointer(&pointer, node, JSON_MAX_FINDING_POINTER);
	place->pointer = pointer.p;
	buf_vputf(&message, fmt, ap);
	d = diag_add(dl, DIAG_ERROR, place, "%s", message.p);
	buf_release(&message);
	buf_release(&pointer);
	return d;
}

struct diag *json_error(struct diag_list *dl, const struct source *src, const struct json *node,
                        const char *rule, const char *fmt, ...)
{
	struct diag_place place = {.source = src, .off = node->off, .rule = rule};
	struct diag *d;
	va_list ap;

	va_start(ap, fmt);
	d = add_error(dl, &place, node, fmt, ap);
	va_end(ap);
	return d;
}

struct diag *json_key_error(struct diag_list *dl, const struct source *src, const struct json *node,
                            const char *rule, const char *fmt, ...)
{
	struct diag_place place = {.source = src, .off = node->key_off, .rule = rule};
	struct diag *d;
	va_list ap;

	if (node->key == NULL)
		place.off = node->off;
	va_start(ap, fmt);
	d = add_error(dl, &place, node, fmt, ap);
	va_end(ap);
	return d;
}

const char *json_kind_name(enum json_kind k)
{
	switch (k) {
	case JSON_NULL:
		return _("null");
	case JSON_BOOL:
		return _("true or false");
	case JSON_NUMBER:
		return _("a number");
	case JSON_STRING:
		return _("a string");
	case JSON_ARRAY:
		return _("an array");
	case JSON_OBJECT:
		return _("an object");
	}
	return "";
}
