/* SPDX-License-Identifier: MIT */
/* xlsx_texts.c: texts of an .xlsx file: shared ones are gathered once, for each way to be seen. */
#include <stdlib.h>
#include <string.h>

#include "import/xlsx.h"

enum { STRINGS_MAX = 1000000, NODE_BYTES = 16 /* that an element counts for */ };

/* What gathering a shared text came to. */
struct shared_text {
	struct seen cell; /* how the cell is seen, which the text may change in part */
	const char *text;
	const struct gather *to_tell; /* what is to be said of each cell with it; NULL: nothing */
	struct shared_text *next;
};

struct xlsx_texts {
	struct shared {
		const xmlNode *item;
		struct shared_text *known;
		bool again; /* it has been gathered before */
	} * items;
	size_t n, cap;
};

struct xlsx_texts *xlsx_texts_read(struct doc *d, const xmlNode *root)
{
	struct xlsx_texts *texts = arena_new(d->arena, struct xlsx_texts);

	for (const xmlNode *c = root != NULL ? root->children : NULL;
	     c != NULL && texts->n < STRINGS_MAX; c = c->next) {
		if (!xml_is(c, "si"))
			continue;
		texts->items = doc_grow(d->arena, texts->items, texts->n, &texts->cap,
		                        sizeof(*texts->items));
		texts->items[texts->n++] = (struct shared){.item = c};
	}
	return texts;
}

void xlsx_gather_escaped(struct gather *g, const char *s)
{
	const char *end = s + strlen(s), *from = s;

	for (; s < end; s++) {
		char *stop;
		unsigned long cp;
		char utf8[5] = {0};
		struct buf b = {0};

		if (end - s < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' ||
		    strspn(s + 2, "0123456789ABCDEFabcdef") != 4)
			continue;
		cp = strtoul(s + 2, &stop, 16);
		gather_text(g, from, (size_t)(s - from));
		if (cp >= 0xD800 && cp < 0xE000)
			cp = 0xFFFD;
		buf_put_utf8(&b, (uint32_t)(cp > 0 ? cp : ' '));
		memcpy(utf8, b.p, b.n);
		gather_text(g, utf8, b.n);
		buf_release(&b);
		s += 6;
		from = s + 1;
	}
	gather_text(g, from, (size_t)(end - from));
}

/* Lines of a cell end at line ends; elsewhere they are blanks. Returns the bytes of the text. */
static size_t gather_lines(struct gather *g, const xmlNode *t)
{
	xmlChar *text = xmlNodeGetContent(t);
	char *s = (char *)text, *line;
	size_t n = s != NULL ? strlen(s) : 0;

	while (s != NULL && (line = strchr(s, '\n')) != NULL) {
		*line = '\0';
		xlsx_gather_escaped(g, s);
		gather_break(g);
		s = line + 1;
	}
	if (s != NULL)
		xlsx_gather_escaped(g, s);
	xmlFree(text);
	return n;
}

/* t, or runs r with t; rPh are readings. */
size_t xlsx_gather_string(struct gather *g, const xmlNode *si)
{
	struct seen cell = g->seen;
	size_t bytes = 0;

	for (const xmlNode *c = si->children; c != NULL; c = c->next) {
		const xmlNode *t = xml_is(c, "r") ? xml_child(c, "t") : xml_is(c, "t") ? c : NULL;

		bytes += NODE_BYTES;
		if (t == NULL)
			continue;
		g->seen = cell;
		if (c != t)
			xlsx_read_font(xml_child(c, "rPr"), &g->seen);
		bytes += gather_lines(g, t);
	}
	g->seen = cell;
	return bytes;
}

static bool is_seen_alike(const struct seen *a, const struct seen *b)
{
	return a->gone == b->gone && a->veiled == b->veiled && a->hidden == b->hidden &&
	       a->tiny == b->tiny && a->clear == b->clear && a->pale == b->pale &&
	       a->filled == b->filled && a->struck == b->struck && a->shift == b->shift;
}

static const struct shared_text *find(const struct shared *shared, const struct seen *cell)
{
	const struct shared_text *known = shared->known;

	while (known != NULL && !is_seen_alike(&known->cell, cell))
		known = known->next;
	return known;
}

/*
 * Gathers a shared text for the first cell that is seen so. If a part of what nobody sees is told
 * while it is gathered, it is gathered anew for each cell, so that each is told in full.
 */
static const char *gather_first(const struct gather *as, struct sheet *sheet, struct shared *shared)
{
	const struct diag_list *told = as->doc->findings;
	size_t told_n = told->error_n + told->warning_n;
	struct arena *a = as->doc->arena;
	struct gather g = *as, *kept;
	struct shared_text *known;
	const char *text;
	size_t bytes = xlsx_gather_string(&g, shared->item);

	if (shared->again)
		sheet_spend(sheet, bytes, as->place);
	shared->again = true;
	text = g.text.n > 0 ? arena_strndup(a, g.text.p, g.text.n) : "";
	if (told->error_n + told->warning_n == told_n) {
		known = arena_new(a, struct shared_text);
		*known =
		        (struct shared_text){.cell = as->seen, .text = text, .next = shared->known};
		shared->known = known;
		if (g.any_unseen || g.on_the_line) {
			known->to_tell = kept = arena_new(a, struct gather);
			*kept = g;
			kept->text = (struct buf){0};
		}
	}
	gather_tell(&g);
	buf_release(&g.text);
	return text;
}

const char *xlsx_shared_text(const struct gather *as, struct sheet *sheet, struct xlsx_texts *texts,
                             const char *number)
{
	size_t i = strspn(number, "0123456789") == strlen(number) ? strtoul(number, NULL, 10)
	                                                          : SIZE_MAX;
	const struct shared_text *known;

	if (i >= texts->n)
		return NULL;
	known = find(&texts->items[i], &as->seen);
	if (known == NULL)
		return gather_first(as, sheet, &texts->items[i]);
	if (known->to_tell != NULL) {
		struct gather again = *known->to_tell;

		again.place = as->place;
		again.text.p = (char *)known->text;
		gather_tell(&again);
	}
	return known->text;
}
