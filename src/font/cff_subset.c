/* SPDX-License-Identifier: MIT */
#include "font/cff_subset.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "font/charstring.h"

/*
 * Glyphs of real faces have some 200 numbers and operators each. These limits bound the time spent
 * on a malicious face.
 */
enum { TOKENS_A_GLYPH = 4096, TOKENS_MORE = 65536, GLYPHS_BYTES_MAX = 1 << 26 };

enum { USUAL_BYTES = 512 }; /* of a glyph, or more; what is not filled takes no memory */

enum { GLYPHS_MAX = 65535 };

struct cff_face {
	struct cff cff;
	struct charstring_cache glyphs;
	struct buf flat; /* the glyph that was looked at last */
};

/* Real faces need only a few bytes for operands that are copied, and for names. */
enum { COPY_MAX = 255, NAME_MAX_LENGTH = 127 };

/* The parts whose offsets are in the top DICT. */
enum { PART_CHARSET, PART_FD_SELECT, PART_CHAR_STRINGS, PART_FD_ARRAY, PART_N };

struct subset {
	struct cff_face *face;
	const struct cff *cff;   /* of the face */
	struct font_glyph *list; /* by CID, with glyph 0 as CID 0 */
	uint8_t *fds;            /* indices into cff->fds */
	size_t n;
	uint8_t new_fds[CFF_FD_MAX], old_fds[CFF_FD_MAX];
	bool used[CFF_FD_MAX];
	size_t fd_n;
	int32_t name_sids[CFF_FD_MAX]; /* by new index; 0: no name */
	struct buf strings, out;
	uint32_t string_ends[2 + CFF_FD_MAX];
	uint32_t *glyph_ends;
	size_t string_n;
	uint32_t offsets[PART_N];
};

static void put_operator(struct buf *b, enum cff_op op)
{
	buf_put_big_endian(b, (uint32_t)op, op > 0xFF ? 2 : 1);
}

/* A DICT integer in its five-byte form, so that its value does not affect the DICT's length. */
static void put_integer(struct buf *b, int32_t v)
{
	buf_putc(b, 29);
	buf_put_big_endian(b, (uint32_t)v, 4);
}

/* The bytes of an offset in an INDEX with so much data. */
static unsigned offset_width(size_t data_n)
{
	unsigned width = 1;

	while (width < 4 && (data_n + 1) >> (8 * width) > 0)
		width++;
	return width;
}

/* What an INDEX of n > 0 objects has after their number and before them. */
static void put_offsets(struct buf *b, const uint32_t *ends, size_t n)
{
	unsigned width = offset_width(ends[n - 1]);

	buf_put_big_endian(b, width, 1);
	buf_reserve(b, (n + 1) * width);
	buf_put_big_endian(b, 1, width);
	for (size_t i = 0; i < n; i++)
		buf_put_big_endian(b, ends[i] + 1, width);
}

static void put_index(struct buf *b, const struct buf *data, const uint32_t *ends, size_t n)
{
	buf_put_big_endian(b, (uint32_t)n, 2);
	if (n == 0)
		return;
	put_offsets(b, ends, n);
	buf_put(b, data->p, data->n);
}

static bool copy_entry(struct buf *b, struct cff_bytes dict, enum cff_op op)
{
	struct cff_bytes operands;

	if (!cff_dict_find(dict, op, &operands) || operands.n > COPY_MAX)
		return false;
	if (operands.p != NULL) {
		buf_put(b, operands.p, operands.n);
		put_operator(b, op);
	}
	return true;
}

static void put_string(struct subset *s, const char *text, size_t n)
{
	buf_put(&s->strings, text, n);
	s->string_ends[s->string_n++] = (uint32_t)s->strings.n;
}

static bool collect_glyphs(struct subset *s, const struct font_glyph *glyphs, size_t n)
{
	if (n >= GLYPHS_MAX)
		return false;
	s->n = n + 1;
	s->list = mem_alloc(mem_size_mul(s->n, sizeof(*s->list)));
	s->glyph_ends = mem_alloc(mem_size_mul(s->n, sizeof(*s->glyph_ends)));
	s->fds = mem_alloc(s->n);
	for (size_t i = 0; i < s->n; i++) {
		uint32_t fd;

		if (i > 0)
			s->list[i] = glyphs[i - 1];
		if ((i > 0 && s->list[i].gid == 0) || !cff_fd_get(s->cff, s->list[i].gid, &fd))
			return false;
		s->fds[i] = (uint8_t)fd;
		if (s->used[fd])
			continue;
		s->used[fd] = true;
		s->new_fds[fd] = (uint8_t)s->fd_n;
		s->old_fds[s->fd_n++] = (uint8_t)fd;
	}
	return true;
}

/* Copies the name of a font DICT to the subset, if it has one; *ret_sid is its SID there. */
static bool keep_name(struct subset *s, struct cff_bytes dict, int32_t *ret_sid)
{
	struct cff_bytes name;
	int32_t sid;

	if (!cff_dict_find(dict, CFF_FONT_NAME, &name))
		return false;
	if (name.p == NULL)
		return true;
	if (!cff_dict_integers(dict, CFF_FONT_NAME, &sid, 1) ||
	    !cff_string_get(s->cff, sid, &name) || name.n > NAME_MAX_LENGTH)
		return false;
	*ret_sid = CFF_STANDARD_STRINGS + (int32_t)s->string_n;
	put_string(s, (const char *)name.p, name.n);
	return true;
}

/* Registry, ordering, and the names of the font DICTs in use. */
static bool collect_strings(struct subset *s)
{
	bool ok = true;

	put_string(s, "Adobe", strlen("Adobe"));
	put_string(s, "Identity", strlen("Identity"));
	for (size_t i = 0; ok && i < s->fd_n; i++)
		ok = keep_name(s, s->cff->fds[s->old_fds[i]].dict, &s->name_sids[i]);
	return ok;
}

/* One of the two widths of a Private DICT, 0 if it is left out; false unless it is an integer. */
static bool find_width(struct cff_bytes dict, enum cff_op op, int32_t *ret)
{
	struct cff_bytes operands;

	*ret = 0;
	if (!cff_dict_find(dict, op, &operands))
		return false;
	return operands.p == NULL || cff_dict_integers(dict, op, ret, 1);
}

/* Gives a glyph, the last of s->out, its own box. */
static bool fit_box(struct subset *s, size_t i, size_t start)
{
	const struct font_glyph *g = &s->list[i];
	struct cff_bytes dict = s->cff->fds[s->fds[i]].private;
	struct charstring_box box = {.left = g->left, .right = g->right, .up = g->up};

	if (font_glyph_is_plain(g))
		return true;
	return find_width(dict, CFF_DEFAULT_WIDTH, &box.default_width) &&
	       find_width(dict, CFF_NOMINAL_WIDTH, &box.nominal_width) &&
	       charstring_fit(&s->out, start, &box);
}

/* Adds them to s->out. */
static bool flatten_glyphs(struct subset *s)
{
	size_t tokens = s->n * TOKENS_A_GLYPH + TOKENS_MORE, from = s->out.n;

	buf_reserve(&s->out, s->n * USUAL_BYTES + CHARSTRING_ROOM);
	for (size_t i = 0; i < s->n; i++) {
		size_t start = s->out.n;

		if (!charstring_cache_put(&s->face->glyphs, s->list[i].gid, s->fds[i], &tokens,
		                          &s->out) ||
		    !fit_box(s, i, start) || s->out.n - from > GLYPHS_BYTES_MAX)
			return false;
		s->glyph_ends[i] = (uint32_t)(s->out.n - from);
	}
	return true;
}

/*
 * The INDEX of the glyphs. They are most of the table: they are made where they go to, behind room
 * for the largest offsets and a byte that ends them, and moved up.
 */
static bool put_glyphs(struct subset *s)
{
	size_t room = 1 + (s->n + 1) * 4 + 1, offsets, from, n;

	buf_put_big_endian(&s->out, (uint32_t)s->n, 2);
	offsets = s->out.n;
	buf_reserve(&s->out, room);
	s->out.n = from = offsets + room;
	if (!flatten_glyphs(s))
		return false;
	n = s->out.n - from;
	s->out.n = offsets;
	put_offsets(&s->out, s->glyph_ends, s->n);
	memmove(s->out.p + s->out.n, s->out.p + from, n);
	s->out.n += n;
	return true;
}

/* Charset format 2: a single range, since glyph i has CID i. Glyph 0 is omitted. */
static void put_charset(struct subset *s)
{
	if (s->n == 1) {
		buf_put_big_endian(&s->out, 0, 1); /* format 0 */
		return;
	}
	buf_put_big_endian(&s->out, 2, 1);
	buf_put_big_endian(&s->out, 1, 2);
	buf_put_big_endian(&s->out, (uint32_t)s->n - 2, 2);
}

static bool starts_range(const struct subset *s, size_t i)
{
	return i == 0 || s->fds[i] != s->fds[i - 1];
}

/* FDSelect format 0, which lists all glyphs, or format 3, which lists ranges. */
static void put_fd_select(struct subset *s)
{
	size_t ranges = 0;
	bool lists_all;

	for (size_t i = 0; i < s->n; i++)
		ranges += starts_range(s, i);
	lists_all = s->n < 3 * ranges + 4;
	buf_put_big_endian(&s->out, lists_all ? 0 : 3, 1);
	if (!lists_all)
		buf_put_big_endian(&s->out, (uint32_t)ranges, 2);
	for (size_t i = 0; i < s->n; i++) {
		if (!lists_all && !starts_range(s, i))
			continue;
		if (!lists_all)
			buf_put_big_endian(&s->out, (uint32_t)i, 2);
		buf_put_big_endian(&s->out, s->new_fds[s->fds[i]], 1);
	}
	if (!lists_all)
		buf_put_big_endian(&s->out, (uint32_t)s->n, 2);
}

/*
 * The Private DICTs, then the font DICTs in use. Of a Private DICT only the widths are copied; the
 * rest is for hinting and useless without stem hints.
 */
static bool put_fds(struct subset *s)
{
	uint32_t ends[CFF_FD_MAX];
	struct buf dicts = {0};
	bool ok = true;

	for (size_t i = 0; ok && i < s->fd_n; i++) {
		const struct cff_fd *fd = &s->cff->fds[s->old_fds[i]];
		size_t start = s->out.n;

		ok = copy_entry(&s->out, fd->private, CFF_DEFAULT_WIDTH) &&
		     copy_entry(&s->out, fd->private, CFF_NOMINAL_WIDTH);
		if (s->name_sids[i] != 0) {
			put_integer(&dicts, s->name_sids[i]);
			put_operator(&dicts, CFF_FONT_NAME);
		}
		/* Matrices multiply; that of a name-keyed font is in the top DICT. */
		ok = ok && (s->cff->name_keyed || copy_entry(&dicts, fd->dict, CFF_FONT_MATRIX));
		put_integer(&dicts, (int32_t)(s->out.n - start));
		put_integer(&dicts, (int32_t)start);
		put_operator(&dicts, CFF_PRIVATE);
		ends[i] = (uint32_t)dicts.n;
	}
	s->offsets[PART_FD_ARRAY] = (uint32_t)s->out.n;
	put_index(&s->out, &dicts, ends, s->fd_n);
	buf_release(&dicts);
	return ok;
}

/*
 * Everything up to the Global Subr INDEX, which is empty. Its length does not depend on the
 * offsets, so it is written twice: first to reserve the room, then with the offsets known.
 */
static bool put_head(const struct subset *s, struct buf *b)
{
	static const enum cff_op OPERATORS[PART_N] = {CFF_CHARSET, CFF_FD_SELECT, CFF_CHAR_STRINGS,
	                                              CFF_FD_ARRAY};
	struct buf name = {0}, top = {0};
	bool ok;

	put_integer(&top, CFF_STANDARD_STRINGS);     /* Adobe */
	put_integer(&top, CFF_STANDARD_STRINGS + 1); /* Identity */
	put_integer(&top, 0);
	put_operator(&top, CFF_ROS);
	put_integer(&top, (int32_t)s->n);
	put_operator(&top, CFF_CID_COUNT);
	ok = copy_entry(&top, s->cff->top, CFF_FONT_MATRIX) &&
	     copy_entry(&top, s->cff->top, CFF_FONT_BBOX) && s->cff->name.n <= NAME_MAX_LENGTH;
	for (size_t i = 0; i < PART_N; i++) {
		put_integer(&top, (int32_t)s->offsets[i]);
		put_operator(&top, OPERATORS[i]);
	}
	buf_put(&name, s->cff->name.p, s->cff->name.n);
	buf_put(b, (const char[]){1, 0, 4, 4}, 4);
	put_index(b, &name, &(uint32_t){(uint32_t)name.n}, 1);
	put_index(b, &top, &(uint32_t){(uint32_t)top.n}, 1);
	put_index(b, &s->strings, s->string_ends, s->string_n);
	put_index(b, &(struct buf){0}, NULL, 0);
	buf_release(&name);
	buf_release(&top);
	return ok;
}

static bool put_table(struct subset *s)
{
	struct buf head = {0};
	bool ok = put_head(s, &s->out);

	s->offsets[PART_CHARSET] = (uint32_t)s->out.n;
	put_charset(s);
	s->offsets[PART_FD_SELECT] = (uint32_t)s->out.n;
	put_fd_select(s);
	s->offsets[PART_CHAR_STRINGS] = (uint32_t)s->out.n;
	ok = ok && put_glyphs(s) && put_fds(s) && put_head(s, &head);
	if (ok)
		memcpy(s->out.p, head.p, head.n);
	buf_release(&head);
	return ok;
}

static void release(struct subset *s)
{
	buf_release(&s->strings);
	buf_release(&s->out);
	free(s->list);
	free(s->fds);
	free(s->glyph_ends);
	free(s);
}

struct cff_face *cff_face_new(const struct cff *cff)
{
	struct cff_face *f = mem_alloc(sizeof(*f));

	f->cff = *cff;
	f->glyphs.cff = &f->cff;
	return f;
}

struct cff_face *cff_face_open(struct cff_bytes table)
{
	struct cff cff;

	return cff_open(table, &cff) ? cff_face_new(&cff) : NULL;
}

void cff_face_read_from(struct cff_face *f, const struct charstring_file *file,
                        const uint8_t *table)
{
	f->glyphs.file = file;
	f->glyphs.table = table;
}

void cff_face_close(struct cff_face *f)
{
	if (f == NULL)
		return;
	charstring_cache_release(&f->glyphs);
	buf_release(&f->flat);
	free(f);
}

const struct cff *cff_face_table(const struct cff_face *f)
{
	return &f->cff;
}

/* A flattened glyph, valid until the next call. */
static bool flat_glyph(struct cff_face *f, uint32_t gid, struct cff_bytes *ret)
{
	size_t tokens = TOKENS_A_GLYPH + TOKENS_MORE;
	uint32_t fd;

	buf_clear(&f->flat);
	if (!cff_fd_get(&f->cff, gid, &fd) ||
	    !charstring_cache_put(&f->glyphs, gid, (uint8_t)fd, &tokens, &f->flat))
		return false;
	*ret = (struct cff_bytes){(const uint8_t *)f->flat.p, f->flat.n};
	return true;
}

bool cff_face_bounds(struct cff_face *f, uint32_t gid, int32_t ret[4])
{
	struct cff_bytes flat;

	return flat_glyph(f, gid, &flat) && charstring_bounds(flat, ret);
}

bool cff_face_trace(struct cff_face *f, uint32_t gid, charstring_tell *tell, void *user)
{
	struct cff_bytes flat;

	if (!flat_glyph(f, gid, &flat))
		return false;
	(void)!charstring_trace(flat, tell, user);
	return true;
}

bool cff_subset(struct cff_face *f, const struct font_glyph *glyphs, size_t n, struct buf *ret)
{
	struct subset *s = mem_alloc(sizeof(*s));
	bool ok;

	s->face = f;
	s->cff = &f->cff;
	ok = collect_glyphs(s, glyphs, n) && collect_strings(s) && put_table(s);
	if (ok) {
		*ret = s->out;
		s->out = (struct buf){0};
	}
	release(s);
	f->glyphs.keeps = true;
	return ok;
}
