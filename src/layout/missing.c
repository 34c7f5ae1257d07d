/* SPDX-License-Identifier: MIT */
/* missing.c: what cannot be printed of a text. */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "layout/setting.h"

enum {
	/* U+3013 〓, printed in place of a missing sort in Chinese and Japanese proofs. */
	GETA_MARK = 0x3013,
	/* U+FFFD, which replaces a \u0000; that was reported when the text was read. */
	NUL_STAND_IN = 0xFFFD,
	/* Findings of one kind in one text; one more says how many others there are. */
	FINDINGS_MAX = 100,
	/* Characters in one cluster: a code of a PDF font maps to at most 512 bytes of UTF-16 (ISO
	   32000-1, 9.10.3), a character takes up to four, and the byte order mark two. */
	CLUSTER_MAX = 127
};

/* What is wrong in a text, ascending by byte offset. */
struct faults {
	struct text_missing *list;
	size_t n;
};

/* Where findings about a text go. */
struct reporter {
	struct setting *s;
	const struct content_text *text;
};

static bool is_too_long(const struct shaped *sh, const struct cluster *c)
{
	return c->len > CLUSTER_MAX && utf8_count(sh->in->text + c->off, c->len) > CLUSTER_MAX;
}

bool missing_any(const struct shaped *sh)
{
	if (sh->missing_n > 0)
		return true;
	for (size_t i = 0; i < sh->cluster_n; i++)
		if (is_too_long(sh, &sh->clusters[i]))
			return true;
	return false;
}

static int compare_offsets(const void *x, const void *y)
{
	const struct text_missing *a = x, *b = y;

	return (a->off > b->off) - (a->off < b->off);
}

static int compare_characters(const void *x, const void *y)
{
	const struct text_missing *a = x, *b = y;

	return a->cp != b->cp ? (a->cp > b->cp) - (a->cp < b->cp) : compare_offsets(x, y);
}

/* Does one of its strings contain a \\u0000? */
static bool has_nul(const struct content_text *text)
{
	for (size_t i = 0; i < text->span_n; i++)
		if (text->spans[i].at != NULL && text->spans[i].at->has_nul)
			return true;
	return false;
}

/*
 * Each missing character once, at its first occurrence; of those from right to left, which are
 * whole words, only the first.
 */
static struct faults find_characters(const struct reporter *r, const struct shaped *sh)
{
	bool nul = has_nul(r->text);
	struct faults f = {.list = arena_array(r->s->arena, struct text_missing, sh->missing_n)};
	uint32_t last = 0;
	size_t kept = 0;
	bool turned = false;

	if (sh->missing_n == 0)
		return f;
	memcpy(f.list, sh->missing, sh->missing_n * sizeof(*f.list));
	qsort(f.list, sh->missing_n, sizeof(*f.list), compare_characters);
	for (size_t i = 0; i < sh->missing_n; i++) {
		struct text_missing m = f.list[i];

		if ((i > 0 && m.cp == last) || (m.cp == NUL_STAND_IN && nul))
			continue;
		last = m.cp;
		f.list[f.n++] = m;
	}
	qsort(f.list, f.n, sizeof(*f.list), compare_offsets);
	for (size_t i = 0; i < f.n; i++) {
		bool turns = unicode_is_right_to_left(f.list[i].cp);

		if (!turns || !turned)
			f.list[kept++] = f.list[i];
		turned |= turns;
	}
	f.n = kept;
	return f;
}

/* The character that a selector follows. */
static uint32_t base_of(const struct content_text *text, size_t off)
{
	const char *p = text->text + off;

	while (p > text->text && ((unsigned char)*--p & 0xC0) == 0x80)
		;
	return utf8_next(&p, text->text + text->len);
}

/* Each sequence once; no more than are reported. */
static struct faults find_variations(const struct reporter *r, const struct shaped *sh)
{
	size_t most = sh->ineffective_n < FINDINGS_MAX ? sh->ineffective_n : FINDINGS_MAX;
	struct faults f = {.list = arena_array(r->s->arena, struct text_missing, most)};

	for (size_t i = 0; i < sh->ineffective_n && f.n < most; i++) {
		struct text_missing v = sh->ineffective[i];
		size_t k = 0;

		while (k < f.n && (f.list[k].cp != v.cp ||
		                   base_of(r->text, f.list[k].off) != base_of(r->text, v.off)))
			k++;
		if (k == f.n)
			f.list[f.n++] = v;
	}
	return f;
}

static struct faults find_long_clusters(const struct reporter *r, const struct shaped *sh)
{
	struct faults f = {0};
	size_t n = 0;

	for (size_t i = 0; i < sh->cluster_n; i++)
		n += is_too_long(sh, &sh->clusters[i]);
	f.list = arena_array(r->s->arena, struct text_missing, n);
	for (size_t i = 0; i < sh->cluster_n; i++) {
		const struct cluster *c = &sh->clusters[i];

		if (is_too_long(sh, c))
			f.list[f.n++] = (struct text_missing){.cp = c->cp, .off = c->off};
	}
	return f;
}

static void tell_no_font(const struct reporter *r, const struct diag_place *place,
                         const struct text_missing *m)
{
	struct font_set *fonts = r->s->fonts;
	char c[5] = "";

	c[utf8_encode(m->cp, c)] = '\0';
	diag_add(r->s->dl, DIAG_ERROR, place,
	         _("no font has the character “%s” (U+%04X) in %s; tried %s"), c, (unsigned)m->cp,
	         font_role_name(fonts, m->role), font_chain_names(fonts, m->role, r->s->arena));
}

static void tell_character(const struct reporter *r, const struct diag_place *place,
                           const struct text_missing *m)
{
	struct diag_list *dl = r->s->dl;
	uint32_t cp = m->cp;

	if (cp == '\t')
		diag_add(dl, DIAG_ERROR, place, _("a tab (U+0009) cannot be printed; type spaces"));
	else if (cp < 0x20 || (cp >= 0x7F && cp <= 0x9F))
		diag_add(dl, DIAG_ERROR, place, _("the control character U+%04X cannot be printed"),
		         (unsigned)cp);
	else if (unicode_is_right_to_left(cp))
		diag_add(dl, DIAG_ERROR, place,
		         _("U+%04X belongs to a script that is written from right to left, which "
		           "cannot be set"),
		         (unsigned)cp);
	else
		tell_no_font(r, place, m);
}

static void tell_variation(const struct reporter *r, const struct diag_place *place,
                           const struct text_missing *m)
{
	struct font_set *fonts = r->s->fonts;
	uint32_t base = base_of(r->text, m->off);
	char c[5] = "";

	c[utf8_encode(base, c)] = '\0';
	diag_add(r->s->dl, DIAG_WARNING, place,
	         _("no font has the form of “%s” (U+%04X) that U+%04X asks for in %s; the usual "
	           "one is printed; tried %s"),
	         c, (unsigned)base, (unsigned)m->cp, font_role_name(fonts, m->role),
	         font_chain_names(fonts, m->role, r->s->arena));
}

static void tell_long_cluster(const struct reporter *r, const struct diag_place *place,
                              const struct text_missing *m)
{
	diag_add(r->s->dl, DIAG_ERROR, place,
	         _("U+%04X with its combining and invisible characters is more than %d characters"),
	         (unsigned)m->cp, CLUSTER_MAX);
}

static void tell_how_many_more(const struct reporter *r, const struct diag_place *place, size_t n)
{
	diag_add(r->s->dl, DIAG_ERROR, place,
	         tr_plural("%zu other character in this text cannot be printed",
	                   "%zu other characters in this text cannot be printed", n),
	         n);
}

typedef void tell_fn(const struct reporter *r, const struct diag_place *place,
                     const struct text_missing *m);

static void tell_all(const struct reporter *r, const struct faults *f,
                     const struct diag_place *place, tell_fn *tell)
{
	size_t n = f->n <= FINDINGS_MAX ? f->n : FINDINGS_MAX + 1;
	struct diag_place places[FINDINGS_MAX + 1] = {{0}};

	for (size_t i = 0; i < n; i++)
		places[i] = *place;
	for (size_t i = 0; i < n; i++)
		places[i].off = f->list[i].off;
	setting_locate(r->s, r->text, places, n);
	for (size_t i = 0; i < n; i++) {
		if (i < FINDINGS_MAX)
			tell(r, &places[i], &f->list[i]);
		else
			tell_how_many_more(r, &places[i], f->n - FINDINGS_MAX);
	}
}

void missing_tell(struct setting *s, const struct content_text *text, const struct shaped *sh)
{
	static const struct diag_place unprintable = {.rule = "GLYPH"}, varied = {.rule = "FONT"};
	struct reporter r = {.s = s, .text = text};
	struct faults characters = find_characters(&r, sh), variations = find_variations(&r, sh),
	              clusters = find_long_clusters(&r, sh);

	tell_all(&r, &characters, &unprintable, tell_character);
	tell_all(&r, &clusters, &unprintable, tell_long_cluster);
	tell_all(&r, &variations, &varied, tell_variation);
}

/* A text being copied with 〓 in place of clusters. */
struct copy {
	const struct text_input *in;
	struct text_run *runs;    /* of the copy */
	struct page_place *place; /* the next one to be moved; NULL: there is none */
	struct buf text;
	size_t done; /* bytes of the original */
};

/* Takes a cluster's bytes out of the runs they are in and adds 〓 to the first of these. */
static void resize_runs(struct copy *o, const struct cluster *c, size_t mark_len)
{
	size_t cluster_end = c->off + c->len, start = 0;

	for (size_t i = 0; i < o->in->run_n; i++) {
		size_t end = start + o->in->runs[i].len;
		size_t from = start > c->off ? start : c->off,
		       to = end < cluster_end ? end : cluster_end;

		if (from < to)
			o->runs[i].len -= to - from;
		if (from == c->off && from < to)
			o->runs[i].len += mark_len;
		start = end;
	}
}

/* Moves the ends of places up to `off` in the original, from `done` on, to where they are now. */
static void move_places(struct copy *o, size_t off)
{
	for (; o->place != NULL && o->place->end <= off; o->place++)
		o->place->end = o->text.n + (o->place->end > o->done ? o->place->end - o->done : 0);
}

/* Puts 〓 in place of a cluster unless that has been done. */
static void put_mark(struct copy *o, const struct cluster *c)
{
	size_t n;

	if (c->off < o->done)
		return;
	move_places(o, c->off);
	buf_put(&o->text, o->in->text + o->done, c->off - o->done);
	n = o->text.n;
	buf_put_utf8(&o->text, GETA_MARK);
	o->done = c->off + c->len;
	resize_runs(o, c, o->text.n - n);
}

struct text_input missing_substitute(struct setting *s, const struct shaped *sh, unsigned place)
{
	const struct text_input *in = sh->in;
	const char *end = in->text + in->len;
	struct text_input out = *in;
	struct copy copy = {.in = in, .runs = arena_array(s->arena, struct text_run, in->run_n)};
	size_t cluster = 0, i = 0;

	if (place != 0)
		copy.place = &s->pl->places[place];
	for (size_t k = 0; k < in->run_n; k++)
		copy.runs[k] = in->runs[k];
	while (i < sh->missing_n || cluster < sh->cluster_n) {
		size_t off = i < sh->missing_n ? sh->missing[i].off : in->len;
		struct cluster one = {.off = off};

		if (cluster < sh->cluster_n && sh->clusters[cluster].off <= off) {
			if (is_too_long(sh, &sh->clusters[cluster]))
				put_mark(&copy, &sh->clusters[cluster]);
			cluster++;
			continue;
		}
		if (i < sh->missing_n) {
			const char *p = in->text + off;

			utf8_next(&p, end);
			one.len = (size_t)(p - in->text) - off;
			put_mark(&copy, &one);
		}
		i++;
	}
	move_places(&copy, in->len);
	buf_put(&copy.text, in->text + copy.done, in->len - copy.done);
	out.text = arena_strndup(s->arena, copy.text.p, copy.text.n);
	out.len = copy.text.n;
	out.runs = copy.runs;
	buf_release(&copy.text);
	return out;
}
