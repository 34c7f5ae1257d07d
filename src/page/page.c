/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Which glyphs of a face are on pages. */
struct page_face {
	const struct font *font;
	unsigned char *has; /* [GLYPHS / 8], a bit for each */
};

enum { GLYPHS = UINT16_MAX + 1 };

void page_list_init(struct page_list *pl, struct arena *a)
{
	*pl = (struct page_list){.arena = a};
}

void page_list_release(struct page_list *pl)
{
	for (size_t i = 0; i < pl->page_n; i++)
		free(pl->pages[i].items);
	free(pl->pages);
	free(pl->tags);
	free(pl->places);
	free(pl->fields);
	for (size_t i = 0; i < pl->face_n; i++)
		free(pl->faces[i].has);
	free(pl->faces);
	*pl = (struct page_list){0};
}

struct page *page_add(struct page_list *pl, lu width, lu height)
{
	struct page *p;

	pl->pages = mem_grow(pl->pages, pl->page_n, &pl->page_cap, sizeof(*pl->pages));
	p = &pl->pages[pl->page_n++];
	*p = (struct page){.width = width, .height = height};
	return p;
}

int page_add_tag(struct page_list *pl, enum tag_kind kind, int parent)
{
	int number = (int)pl->tag_n;

	assert(parent >= -1 && parent < number);
	pl->tags = mem_grow(pl->tags, pl->tag_n - pl->tag_gone, &pl->tag_cap, sizeof(*pl->tags));
	pl->tag_n++;
	*page_tag(pl, number) =
	        (struct tag){.kind = kind, .parent = parent, .row_span = 1, .col_span = 1};
	return number;
}

static void forget_items(struct page *p)
{
	free(p->items);
	p->items = NULL;
	p->item_n = p->item_cap = 0;
}

static void forget_tags(struct page_list *pl, size_t end)
{
	size_t first = pl->tag_gone + 1;

	/* Of a long section there are tags for pages to come: not until fewer are kept than go. */
	if (end <= first || end - first < pl->tag_n - end)
		return;
	memmove(&pl->tags[1], page_tag(pl, (int)end), (pl->tag_n - end) * sizeof(*pl->tags));
	pl->tag_gone = end - 1;
}

/* A long run of text is as much work as several short ones. */
static size_t count_marks(const struct page *p)
{
	enum { ONE_EACH = 6 };
	size_t n = p->item_n;

	for (size_t i = 0; i < p->item_n; i++)
		if (p->items[i].kind == ITEM_RUN)
			n += p->items[i].u.run.glyph_n / ONE_EACH;
	return n;
}

static unsigned char *glyphs_of(struct page_list *pl, const struct font *font)
{
	for (size_t i = 0; i < pl->face_n; i++)
		if (pl->faces[i].font == font)
			return pl->faces[i].has;
	pl->faces = mem_grow(pl->faces, pl->face_n, &pl->face_cap, sizeof(*pl->faces));
	pl->faces[pl->face_n] = (struct page_face){font, mem_alloc(GLYPHS / 8)};
	return pl->faces[pl->face_n++].has;
}

static void count_glyphs(struct page_list *pl, const struct page *p)
{
	for (size_t i = 0; i < p->item_n; i++) {
		const struct page_item *it = &p->items[i];
		unsigned char *has;

		if (it->kind != ITEM_RUN)
			continue;
		has = glyphs_of(pl, it->u.run.font);
		for (size_t k = 0; k < it->u.run.glyph_n; k++) {
			uint32_t gid = it->u.run.glyphs[k].gid % GLYPHS;
			unsigned bit = 1U << gid % 8;

			pl->glyph_n += (has[gid / 8] & bit) == 0;
			has[gid / 8] |= (unsigned char)bit;
		}
	}
}

void page_finish(struct page_list *pl, size_t n, int tag_end)
{
	pl->pages[n].tag_end = tag_end;
	pl->mark_n += count_marks(&pl->pages[n]);
	if (pl->most_glyphs > 0)
		count_glyphs(pl, &pl->pages[n]);
	if (pl->sink == NULL)
		return;
	pl->sink->take(pl->sink->user, n);
	forget_items(&pl->pages[n]);
	forget_tags(pl, (size_t)tag_end);
}

void page_drop_tags(struct page_list *pl)
{
	if (pl->tag_n > 0)
		forget_tags(pl, pl->tag_n);
}

void page_drop_all(struct page_list *pl)
{
	for (size_t i = 0; i < pl->page_n; i++)
		forget_items(&pl->pages[i]);
	pl->page_n = pl->field_n = 0;
}

struct page_item *page_add_item(struct page_list *pl, size_t n, enum item_kind kind, int tag)
{
	struct page *p = &pl->pages[n];
	struct page_item *it;

	assert(n < pl->page_n);
	assert(tag >= PAGE_ARTIFACT_WATERMARK && tag < (int)pl->tag_n);
	p->items = mem_grow(p->items, p->item_n, &p->item_cap, sizeof(*p->items));
	it = &p->items[p->item_n++];
	*it = (struct page_item){.kind = kind, .tag = tag};
	return it;
}

unsigned page_add_place(struct page_list *pl, size_t end, const char *pointer)
{
	if (pl->place_n == 0) {
		pl->places = mem_grow(pl->places, 0, &pl->place_cap, sizeof(*pl->places));
		pl->places[pl->place_n++] = (struct page_place){0};
	}
	pl->places = mem_grow(pl->places, pl->place_n, &pl->place_cap, sizeof(*pl->places));
	pl->places[pl->place_n] = (struct page_place){end, pointer};
	return (unsigned)pl->place_n++;
}

void page_add_field(struct page_list *pl, const struct page_field *field)
{
	pl->fields = mem_grow(pl->fields, pl->field_n, &pl->field_cap, sizeof(*pl->fields));
	pl->fields[pl->field_n++] = *field;
}

const char *page_lookup_pointer(const struct page_list *pl, const struct page_item *run, size_t off)
{
	const struct page_place *p = run->place != 0 ? &pl->places[run->place] : NULL;

	while (p != NULL && off >= p->end && p->end != SIZE_MAX)
		p++;
	return p != NULL ? p->pointer : NULL;
}

int page_tag_block(const struct page_list *pl, int tag)
{
	enum tag_kind kind;

	while ((kind = page_tag(pl, tag)->kind) == TAG_SPAN || kind == TAG_REFERENCE ||
	       kind == TAG_LINK)
		tag = page_tag(pl, tag)->parent;
	return tag;
}

const char *tag_kind_name(enum tag_kind k)
{
	/* ISO 32000-1, 14.8.4: the standard structure types. */
	static const char *const names[TAG_KIND_N] = {
	        [TAG_DOCUMENT] = "Document",
	        [TAG_H1] = "H1",
	        [TAG_H2] = "H2",
	        [TAG_H3] = "H3",
	        [TAG_H4] = "H4",
	        [TAG_H5] = "H5",
	        [TAG_H6] = "H6",
	        [TAG_P] = "P",
	        [TAG_TABLE] = "Table",
	        [TAG_SECT] = "Sect",
	        [TAG_CAPTION] = "Caption",
	        [TAG_THEAD] = "THead",
	        [TAG_TBODY] = "TBody",
	        [TAG_TR] = "TR",
	        [TAG_TH] = "TH",
	        [TAG_TD] = "TD",
	        [TAG_L] = "L",
	        [TAG_LI] = "LI",
	        [TAG_LBL] = "Lbl",
	        [TAG_LBODY] = "LBody",
	        [TAG_SPAN] = "Span",
	        [TAG_REFERENCE] = "Reference",
	        [TAG_LINK] = "Link",
	        [TAG_NOTE] = "Note",
	        [TAG_FIGURE] = "Figure",
	};

	assert(k < TAG_KIND_N);
	return names[k];
}

const char *tag_kind_name_pdf2(enum tag_kind k)
{
	if (k == TAG_NOTE)
		return "FENote";
	return k == TAG_REFERENCE ? "Lbl" : tag_kind_name(k);
}

const char *tag_numbering_name(enum tag_numbering n)
{
	switch (n) {
	case NUMBERING_NONE:
		break;
	case NUMBERING_DISC:
		return "Disc";
	case NUMBERING_DECIMAL:
		return "Decimal";
	}
	return NULL;
}
