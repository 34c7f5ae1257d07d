/* SPDX-License-Identifier: MIT */
#include "reread/verify.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"

enum { EXCERPT_CHARS = 48 };

int verify_map_get(const struct verify_map *m, int key)
{
	return key >= 0 && (size_t)key < m->n ? m->values[key] - 1 : -1;
}

void verify_map_set(struct verify_map *m, int key, int value)
{
	while (m->n <= (size_t)key) {
		m->values = mem_grow(m->values, m->n, &m->cap, sizeof(*m->values));
		m->values[m->n++] = 0;
	}
	m->values[key] = value + 1;
}

/* ---- differences ---- */

static void put_place(struct buf *b, const struct verify *v, struct verify_place at)
{
	if (at.page >= 0)
		buf_putf(b, _("page %d, "), at.page + 1);
	if (at.tag >= 0)
		buf_putf(b, _("tag %d (%s), "), at.tag, tag_kind_name(v->pl->tags[at.tag].kind));
}

/* A short text in full; of a long one, the part where it differs from the other. */
static void put_excerpt(struct buf *b, const char *s, const char *other)
{
	const char *start = s, *end = s + strlen(s), *end_other = other + strlen(other), *p;

	while (utf8_count(start, (size_t)(end - start)) > EXCERPT_CHARS && other < end_other) {
		const char *next = start;

		if (utf8_next(&next, end) != utf8_next(&other, end_other))
			break;
		start = next;
	}
	p = start;
	for (int i = 0; i < EXCERPT_CHARS && p < end; i++)
		utf8_next(&p, end);
	buf_putf(b, "%s%.*s%s", start > s ? "…" : "", (int)(p - start), start, p < end ? "…" : "");
}

void verify_differ(struct verify *v, struct verify_place at, const char *what, const char *want,
                   const char *got)
{
	const struct diag_place place = {.rule = "PDF"};
	struct buf where = {0}, wanted = {0}, found = {0};

	if (v->failed)
		return;
	v->failed = true;
	buf_puts(&where, "");
	put_place(&where, v, at);
	put_excerpt(&wanted, want, got);
	put_excerpt(&found, got, want);
	diag_add(v->dl, DIAG_ERROR, &place,
	         _("the finished PDF differs from its pages: %s%s: “%s” expected, found “%s”"),
	         where.p, _(what), wanted.p, found.p);
	buf_release(&where);
	buf_release(&wanted);
	buf_release(&found);
}

void verify_number(struct verify *v, struct verify_place at, const char *what, long want, long got)
{
	struct buf a = {0}, b = {0};

	if (want == got)
		return;
	buf_putf(&a, "%ld", want);
	buf_putf(&b, "%ld", got);
	verify_differ(v, at, what, a.p, b.p);
	buf_release(&a);
	buf_release(&b);
}

void verify_text(struct verify *v, struct verify_place at, const char *what, const char *want,
                 const char *got)
{
	want = want != NULL ? want : "";
	got = got != NULL ? got : "";
	if (strcmp(want, got) != 0)
		verify_differ(v, at, what, want, got);
}

static bool is_stand_in(uint32_t want, uint32_t got)
{
	bool forbidden =
	        want < ' ' || want == 0x7f || want == 0xfeff || want == 0xfffe || want == 0xffff;

	return forbidden && (got == ' ' || got == 0x2060 || got == 0xfffd);
}

void verify_reading(struct verify *v, struct verify_place at, const char *what, const char *want,
                    const struct buf *got)
{
	const char *a = want != NULL ? want : "", *b = got->p != NULL ? got->p : "";
	const char *end_a = a + strlen(a), *end_b = b + got->n;
	bool same = true;

	want = a;
	while (a < end_a && b < end_b && same) {
		uint32_t x = utf8_next(&a, end_a), y = utf8_next(&b, end_b);

		same = x == y || is_stand_in(x, y);
	}
	if (!same || a < end_a || b < end_b)
		verify_differ(v, at, what, want, got->p != NULL ? got->p : "");
}

int verify_integer(struct file_object number, int otherwise)
{
	int n;

	return object_integer(number, &n) ? n : otherwise;
}

void verify_value(struct verify *v, struct file_object value, const char *what, const char *want)
{
	static const struct verify_place nowhere = {-1, -1};
	struct buf got = {0};

	objects_put_text(v->objects, value, &got);
	verify_reading(v, nowhere, what, want, &got);
	buf_release(&got);
}

/* ---- all of it ---- */

enum { DEPTH_MAX = 8 /* of the tree of pages */ };

/* Walks the tree of pages (ISO 32000-1, 7.7.3); returns how many there are. */
static size_t open_branch(struct verify *v, struct file_object branch, size_t n, int depth)
{
	struct file_object kids = objects_at(v->objects, branch, "/Kids", NULL);

	if (!object_is_array(kids)) {
		if (n < v->pl->page_n) {
			v->pages[n] = branch;
			verify_map_set(&v->page_of, branch.number, (int)n);
		}
		return n + 1;
	}
	for (struct file_object kid = object_first(kids); kid.p != NULL && depth < DEPTH_MAX;
	     kid = object_next(kids, kid))
		n = open_branch(v, objects_at(v->objects, kid, NULL), n, depth + 1);
	return n;
}

static void open_pages(struct verify *v)
{
	static const struct verify_place nowhere = {-1, -1};
	struct file_object root = objects_root(v->objects);
	size_t n = open_branch(v, objects_at(v->objects, root, "/Pages", NULL), 0, 0);

	verify_number(v, nowhere, N_("the number of pages"), (long)v->pl->page_n, (long)n);
	verify_number(v, nowhere, N_("the number of pages"), (long)v->pl->page_n,
	              verify_integer(objects_at(v->objects, root, "/Pages", "/Count", NULL), -1));
}

static void release(struct verify *v)
{
	for (size_t i = 0; i < v->pl->tag_n; i++) {
		free(v->tags[i].id);
		buf_release(&v->tags[i].want);
		buf_release(&v->tags[i].got);
	}
	for (size_t i = 0; i < v->pl->page_n; i++)
		free(v->owners[i].values);
	free(v->tags);
	free(v->owners);
	free(v->pages);
	free(v->page_of.values);
	free(v->tag_of.values);
	page_tree_release(&v->tree);
	objects_close(v->objects);
	buf_release(&v->word);
}

enum rc verify_pdf(qpdf_data q, const struct buf *pdf, const struct write_input *in,
                   struct diag_list *dl)
{
	static void (*const sides[])(struct verify *) = {
	        open_pages,       verify_meta,  verify_files, verify_tags,
	        verify_bookmarks, verify_links, verify_pages};
	const struct page_list *pl = in->pages;
	struct verify v = {.q = q, .in = in, .pl = pl, .dl = dl};

	page_tree_init(&v.tree, pl);
	v.objects = objects_open(q, pdf->p, pdf->n);
	v.tags = mem_alloc(mem_size_mul(pl->tag_n, sizeof(*v.tags)));
	v.pages = mem_alloc(mem_size_mul(pl->page_n, sizeof(*v.pages)));
	v.owners = mem_alloc(mem_size_mul(pl->page_n, sizeof(*v.owners)));
	for (size_t i = 0; i < COUNT(sides) && !v.failed; i++) {
		sides[i](&v);
		qpdf_oh_release_all(q);
	}
	release(&v);
	return v.failed ? RC_BUG : RC_OK;
}
