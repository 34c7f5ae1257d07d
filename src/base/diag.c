/* SPDX-License-Identifier: MIT */
#include "base/diag.h"

#include <stdarg.h>
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

static void count(struct diag_list *dl, enum diag_severity sev)
{
	dl->error_n += sev == DIAG_ERROR;
	dl->warning_n += sev == DIAG_WARNING;
}

struct diag *diag_add(struct diag_list *dl, enum diag_severity sev, const struct diag_place *place,
                      const char *fmt, ...)
{
	struct diag *d;
	va_list ap;

	count(dl, sev);
	if (dl->error_n + dl->warning_n > DIAG_MAX) {
		dl->dropped_n++;
		return &dl->dropped;
	}
	d = arena_new(&dl->arena, struct diag);
	d->severity = sev;
	d->place = *place;
	d->place.rule = copy(dl, place->rule);
	d->place.pointer = copy(dl, place->pointer);
	va_start(ap, fmt);
	d->message = arena_vprintf(&dl->arena, fmt, ap);
	va_end(ap);
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

void source_locate(const struct source *src, size_t off, size_t *ret_line, size_t *ret_column)
{
	size_t line = 1, start = 0;

	if (off > src->len)
		off = src->len;
	for (size_t i = 0; i < off; i++) {
		bool cr = src->text[i] == '\r' && !(i + 1 < src->len && src->text[i + 1] == '\n');

		if (src->text[i] == '\n' || cr) {
			line++;
			start = i + 1;
		}
	}
	*ret_line = line;
	*ret_column = utf8_count(src->text + start, off - start) + 1;
}
