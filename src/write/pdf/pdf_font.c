/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_font.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/lu.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "write/pdf/pdf_put.h"

/* em / SHIFTED: the most that a glyph is raised or lowered in its outline. */
enum { SHIFTED = 8 };

/* Some programs take code 32 for a space whatever its text is: it is one, or the font has another.
 */
enum { CODE_SPACE = 32, CODE_MAX = 65534 };

/*
 * Subsets of more characters are not made ahead in a second thread, so that two of them do not take
 * memory at a time; and what a character of one costs (task_queue_add).
 */
enum { AHEAD_MAX = 4000, AHEAD_COST = 300 };

/* ISO 32000-1, table 123. */
enum { FLAG_FIXED_PITCH = 1, FLAG_SERIF = 2, FLAG_SYMBOLIC = 4, FLAG_NONSYMBOLIC = 32 };

struct pdf_font {
	struct pdf_fonts *owner;
	const struct font *face;
	int index;
	bool has_space;         /* a code for it */
	struct pdf_code *codes; /* code c is codes[c - 1] */
	size_t code_n, code_cap;
	uint32_t *slots; /* open addressing, codes or 0 */
	size_t slot_n;   /* a power of two */
	/* What is embedded, once all codes are known. */
	struct font_glyph *glyphs; /* of the codes; a code is its CID */
	struct font_program program;
	enum rc made; /* of the program */
	struct queued_task task;
};

struct pdf_fonts {
	struct pdf_doc *doc;
	unsigned resources;
	struct arena texts; /* of the codes */
	struct pdf_font **fonts;
	size_t n, cap;
};

struct pdf_fonts *pdf_fonts_new(struct pdf_doc *d)
{
	struct pdf_fonts *pf = mem_alloc(sizeof(*pf));

	pf->doc = d;
	pf->resources = pdf_doc_reserve(d);
	return pf;
}

void pdf_fonts_free(struct pdf_fonts *pf)
{
	if (pf == NULL)
		return;
	for (size_t i = 0; i < pf->n; i++) {
		font_program_release(&pf->fonts[i]->program);
		free(pf->fonts[i]->glyphs);
		free(pf->fonts[i]->codes);
		free(pf->fonts[i]->slots);
		free(pf->fonts[i]);
	}
	free(pf->fonts);
	arena_release(&pf->texts);
	free(pf);
}

struct pdf_font *pdf_fonts_use(struct pdf_fonts *pf, const struct font *face)
{
	struct pdf_font *f;

	for (size_t i = 0; i < pf->n; i++) {
		if (pf->fonts[i]->face == face)
			return pf->fonts[i];
	}
	f = mem_alloc(sizeof(*f));
	f->owner = pf;
	f->face = face;
	f->index = (int)pf->n;
	pf->fonts = mem_grow(pf->fonts, pf->n, &pf->cap, sizeof(*pf->fonts));
	pf->fonts[pf->n++] = f;
	return f;
}

int pdf_font_index(const struct pdf_font *f)
{
	return f->index;
}

struct font_glyph pdf_font_fitted(const struct page_item *run, size_t i)
{
	const struct run_glyph *g = &run->u.run.glyphs[i];
	const struct font *face = run->u.run.font;
	struct font_glyph glyph = {.gid = g->gid};
	lu size = run->u.run.size;

	if (font_is_kept_whole(face))
		return glyph;
	glyph.left = g->left;
	glyph.right = g->right;
	if (g->dy != 0 && g->dy >= -size / SHIFTED && g->dy <= size / SHIFTED)
		glyph.up = (int16_t)lu_scale(g->dy, font_describe(face)->units_per_em, size);
	return glyph;
}

/* For the table of codes only: it depends on the processor's byte order. */
static uint64_t hash_glyph(uint64_t h, const struct font_glyph *g)
{
	const int16_t box[] = {g->left, g->right, g->up, 0};

	h = hash_bytes(h, &g->gid, sizeof(g->gid));
	return font_glyph_is_plain(g) ? h : hash_bytes(h, box, sizeof(box));
}

static size_t first_slot(const struct pdf_font *f, const struct font_glyph *glyph, const char *text,
                         size_t n)
{
	uint64_t h = hash_bytes(hash_glyph(HASH_START, glyph), text, n);

	return (size_t)(h ^ h >> 32) & (f->slot_n - 1);
}

static void grow_slots(struct pdf_font *f)
{
	free(f->slots);
	f->slot_n = f->slot_n > 0 ? f->slot_n * 2 : 256;
	f->slots = mem_alloc(mem_size_mul(f->slot_n, sizeof(*f->slots)));
	for (size_t i = 0; i < f->code_n; i++) {
		const struct pdf_code *c = &f->codes[i];
		size_t s = first_slot(f, &c->glyph, c->text, c->text_n);

		while (f->slots[s] != 0)
			s = (s + 1) & (f->slot_n - 1);
		f->slots[s] = (uint32_t)i + 1;
	}
}

static bool is_code(const struct pdf_code *c, const struct font_glyph *glyph, const char *text,
                    size_t n)
{
	return font_glyph_equal(&c->glyph, glyph) && c->text_n == n &&
	       memcmp(c->text, text, n) == 0;
}

/*
 * Gives the face's space a code, if the text has given it none: programs that extract text measure
 * gaps by it, and without one guess.
 */
static void add_space(struct pdf_font *f)
{
	struct font_glyph space = {.gid = font_find_glyph(f->face, ' ')};

	if (!f->has_space && space.gid != 0)
		pdf_font_code(f, &space, " ", 1);
}

unsigned pdf_font_code(struct pdf_font *f, const struct font_glyph *glyph, const char *text,
                       size_t n)
{
	size_t s;

	f->has_space = f->has_space || (n == 1 && *text == ' ');
	if (f->code_n == CODE_SPACE - 1)
		add_space(f);

	if (f->code_n >= f->slot_n / 2)
		grow_slots(f);
	s = first_slot(f, glyph, text, n);
	for (; f->slots[s] != 0; s = (s + 1) & (f->slot_n - 1)) {
		if (is_code(&f->codes[f->slots[s] - 1], glyph, text, n))
			return f->slots[s];
	}
	if (f->code_n == CODE_MAX) {
		pdf_doc_fail(f->owner->doc, RC_LIMIT, _("more than %d different characters in %s"),
		             CODE_MAX, font_describe(f->face)->ps_name);
		return CODE_MAX;
	}
	f->codes = mem_grow(f->codes, f->code_n, &f->code_cap, sizeof(*f->codes));
	f->codes[f->code_n++] = (struct pdf_code){
	        .glyph = *glyph, .text = arena_strndup(&f->owner->texts, text, n), .text_n = n};
	f->slots[s] = (uint32_t)f->code_n;
	return (unsigned)f->code_n;
}

/* Font units in millionths of the em. */
static int64_t millionths(const struct font *face, int64_t units)
{
	int64_t em = font_describe(face)->units_per_em;
	int64_t half = units < 0 ? -em / 2 : em / 2;

	return (units * 1000000 + half) / em;
}

int64_t pdf_font_advance(const struct font *face, const struct font_glyph *glyph)
{
	return millionths(face,
	                  (int64_t)font_advance(face, glyph->gid) - glyph->left - glyph->right);
}

int64_t pdf_font_left(const struct font *face, const struct font_glyph *glyph)
{
	return millionths(face, glyph->left);
}

static void list_glyphs(struct pdf_font *f)
{
	f->glyphs = mem_alloc(mem_size_mul(f->code_n, sizeof(*f->glyphs)));
	for (size_t i = 0; i < f->code_n; i++)
		f->glyphs[i] = f->codes[i].glyph;
}

static void make_program(struct pdf_font *f)
{
	f->made = font_subset(f->face, f->glyphs, f->code_n, &f->program);
	font_give_back(f->face);
}

static void run_task(struct queued_task *t, enum task_thread in)
{
	(void)in;
	make_program(t->user);
}

void pdf_font_tag(const char *name, const struct font_glyph *glyphs, size_t n, char ret_tag[7])
{
	uint64_t h = hash_text(HASH_START, name);

	/* Number by number: the tag is in the file, which has the same bytes on every processor. */
	for (size_t i = 0; i < n; i++) {
		const int32_t parts[] = {(int32_t)glyphs[i].gid, glyphs[i].left, glyphs[i].right,
		                         glyphs[i].up};

		for (size_t k = 0; k < COUNT(parts); k++)
			h = hash_number(h, (uint64_t)parts[k]);
	}
	for (int i = 0; i < 6; i++, h /= 26)
		ret_tag[i] = (char)('A' + h % 26);
	ret_tag[6] = '\0';
}

/* Apart from some punctuation the Adobe standard Latin set lies below U+0100. */
static bool is_latin(const struct pdf_font *f)
{
	for (size_t i = 0; i < f->code_n; i++) {
		const char *s = f->codes[i].text, *end = s + f->codes[i].text_n;

		while (s < end) {
			if (utf8_next(&s, end) > 0xff)
				return false;
		}
	}
	return true;
}

static unsigned write_program(struct pdf_doc *d, const struct font_info *info,
                              struct font_program *program)
{
	struct buf entries = {0};

	if (info->kind == FONT_GLYF)
		buf_putf(&entries, "/Length1 %zu", program->data.n);
	else
		buf_puts(&entries, "/Subtype/CIDFontType0C");
	return pdf_doc_add_stream_take(d, PDF_DEFLATE_OUTLINES, &entries, &program->data);
}

static unsigned write_descriptor(const struct pdf_font *f, const char *name, unsigned file)
{
	const struct font_info *info = font_describe(f->face);
	int flags = is_latin(f) ? FLAG_NONSYMBOLIC : FLAG_SYMBOLIC;
	struct buf b = {0};

	if (info->fixed_pitch)
		flags |= FLAG_FIXED_PITCH;
	if (info->serif)
		flags |= FLAG_SERIF;
	buf_puts(&b, "/Type/FontDescriptor/FontName");
	pdf_put_name(&b, name);
	buf_putf(&b, "/Flags %d/FontBBox[%d %d %d %d]", flags, info->bbox[0], info->bbox[1],
	         info->bbox[2], info->bbox[3]);
	buf_putf(&b, "/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d/StemV %d",
	         info->italic_angle, info->ascent, info->descent, info->cap_height, info->stem_v);
	buf_puts(&b, info->kind == FONT_GLYF ? "/FontFile2 " : "/FontFile3 ");
	pdf_put_ref(&b, file);
	return pdf_doc_add_take(f->owner->doc, &b);
}

/* /W: widths other than 1000, neighbouring CIDs in one array (ISO 32000-1, 9.7.4.3). */
static void put_widths(struct buf *b, const struct pdf_font *f)
{
	bool open = false;

	buf_puts(b, "/DW 1000/W[");
	for (size_t i = 0; i < f->code_n; i++) {
		int64_t advance = pdf_font_advance(f->face, &f->codes[i].glyph);

		if (advance == 1000000) {
			buf_puts(b, open ? "]" : "");
			open = false;
			continue;
		}
		if (open)
			buf_putc(b, ' ');
		else
			buf_putf(b, "%zu[", i + 1);
		num_put_milli(b, advance);
		open = true;
	}
	buf_puts(b, open ? "]]" : "]");
}

/* CIDToGIDMap: two bytes for each CID from 0 on. */
static unsigned write_glyph_map(struct pdf_doc *d, const uint32_t *glyphs, size_t n)
{
	struct buf b = {0}, entries = {0};

	buf_put_big_endian(&b, 0, 2);
	for (size_t i = 0; i < n; i++)
		buf_put_big_endian(&b, glyphs[i], 2);
	return pdf_doc_add_stream_take(d, PDF_DEFLATE, &entries, &b);
}

static unsigned write_cid_font(const struct pdf_font *f, const char *name, unsigned descriptor,
                               const struct font_program *program)
{
	struct buf b = {0};

	buf_puts(&b, "/Type/Font/Subtype/");
	if (program->glyphs != NULL) {
		buf_puts(&b, "CIDFontType2/CIDToGIDMap ");
		pdf_put_ref(&b, write_glyph_map(f->owner->doc, program->glyphs, f->code_n));
		buf_puts(&b, "/BaseFont");
	} else {
		buf_puts(&b, "CIDFontType0/BaseFont");
	}
	pdf_put_name(&b, name);
	buf_puts(&b, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
	buf_puts(&b, "/FontDescriptor ");
	pdf_put_ref(&b, descriptor);
	put_widths(&b, f);
	return pdf_doc_add_take(f->owner->doc, &b);
}

/* Writes the Type 0 dictionary and everything below it, and takes the program's data. */
static unsigned write_parts(struct pdf_font *f, const char *tag, struct font_program *program)
{
	struct pdf_doc *d = f->owner->doc;
	const struct font_info *info = font_describe(f->face);
	struct buf name = {0}, b = {0};
	unsigned descriptor;

	if (!program->whole)
		buf_putf(&name, "%s+", tag);
	buf_puts(&name, info->ps_name);
	descriptor = write_descriptor(f, name.p, write_program(d, info, program));
	buf_puts(&b, "/Type/Font/Subtype/Type0/DescendantFonts[");
	pdf_put_ref(&b, write_cid_font(f, name.p, descriptor, program));
	buf_puts(&b, "]/Encoding/Identity-H/ToUnicode ");
	pdf_put_ref(&b, pdf_cmap_write_unicode(d, tag, f->codes, f->code_n));
	/* ISO 32000-1, table 121: a Type 0 CIDFont's name is followed by the CMap's. */
	if (info->kind != FONT_GLYF)
		buf_puts(&name, "-Identity-H");
	buf_puts(&b, "/BaseFont");
	pdf_put_name(&b, name.p);
	buf_release(&name);
	return pdf_doc_add_take(d, &b);
}

static unsigned write_font(struct pdf_font *f)
{
	struct task_queue *tasks = pdf_doc_profile(f->owner->doc)->tasks;
	const char *name = font_describe(f->face)->ps_name;
	unsigned num = 0;
	char tag[7];

	if (f->task.run != NULL)
		task_queue_finish(tasks, &f->task);
	else
		make_program(f);
	if (f->made == RC_OK) {
		pdf_font_tag(name, f->glyphs, f->code_n, tag);
		num = write_parts(f, tag, &f->program);
	} else {
		pdf_doc_fail(f->owner->doc, f->made, _("no subset can be made of %s"), name);
	}
	font_program_release(&f->program);
	free(f->glyphs);
	f->glyphs = NULL;
	return num;
}

/* The last first: a second thread begins at one end, write_font at the other. */
static void begin_programs(struct pdf_fonts *pf)
{
	struct task_queue *tasks = pdf_doc_profile(pf->doc)->tasks;

	for (size_t i = pf->n; tasks != NULL && i-- > 0;) {
		struct pdf_font *f = pf->fonts[i];

		if (f->code_n > AHEAD_MAX || font_is_kept_whole(f->face))
			continue;
		f->task = (struct queued_task){.run = run_task, .user = f};
		task_queue_add(tasks, &f->task, f->code_n * AHEAD_COST);
	}
}

unsigned pdf_fonts_resources(const struct pdf_fonts *pf)
{
	return pf->resources;
}

void pdf_fonts_write(struct pdf_fonts *pf, struct buf *others)
{
	struct buf b = {0};

	buf_puts(&b, "/Font<<");
	for (size_t i = 0; i < pf->n; i++)
		font_give_back(pf->fonts[i]->face);
	for (size_t i = 0; i < pf->n; i++) {
		add_space(pf->fonts[i]);
		list_glyphs(pf->fonts[i]);
	}
	begin_programs(pf);
	for (size_t i = 0; i < pf->n; i++) {
		buf_putf(&b, "/F%d ", pf->fonts[i]->index);
		pdf_put_ref(&b, write_font(pf->fonts[i]));
	}
	buf_puts(&b, ">>");
	if (others->n > 0)
		buf_put(&b, others->p, others->n);
	buf_release(others);
	pdf_doc_fill_take(pf->doc, pf->resources, &b);
}
