/* SPDX-License-Identifier: MIT */
#include "font/cff.h"

enum { ESCAPE = 12, SHORT = 28, LONG = 29, REAL = 30, OPERATOR_MAX = 21 };

/* The bytes from an offset to the end. */
static bool tail(struct cff_bytes b, int64_t at, struct cff_bytes *ret)
{
	if (at < 0 || (uint64_t)at > b.n)
		return false;
	*ret = (struct cff_bytes){b.p + at, b.n - (size_t)at};
	return true;
}

/* Reads the INDEX at the start of `from`; *ret_rest is what follows it. */
static bool index_read(struct cff_bytes from, struct cff_index *ret, struct cff_bytes *ret_rest)
{
	size_t head;

	*ret = (struct cff_index){0};
	if (from.n < 2)
		return false;
	ret->count = cff_number(from.p, 2);
	if (ret->count == 0)
		return tail(from, 2, ret_rest);
	if (from.n < 3)
		return false;
	ret->width = from.p[2];
	head = 3 + ((size_t)ret->count + 1) * ret->width;
	if (ret->width < 1 || ret->width > 4 || head > from.n)
		return false;
	ret->offsets = from.p + 3;
	ret->data = (struct cff_bytes){from.p + head, from.n - head};
	if (cff_number(ret->offsets, ret->width) != 1)
		return false;
	ret->data.n = cff_number(ret->offsets + (size_t)ret->count * ret->width, ret->width);
	if (ret->data.n < 1 || --ret->data.n > from.n - head)
		return false;
	return tail(from, (int64_t)(head + ret->data.n), ret_rest);
}

bool cff_index_get(const struct cff_index *x, uint32_t i, struct cff_bytes *ret)
{
	const uint8_t *at;
	size_t start, end;

	if (i >= x->count)
		return false;
	at = x->offsets + (size_t)i * x->width;
	start = cff_number(at, x->width);
	end = cff_number(at + x->width, x->width);
	if (start < 1 || start > end || end - 1 > x->data.n)
		return false;
	*ret = (struct cff_bytes){x->data.p + start - 1, end - start};
	return true;
}

/* Bytes of a real number: two nibbles each; the nibble 15 ends it. 0: it does not end. */
static size_t real_length(const uint8_t *p, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		if (p[i] >> 4 == 15 || (p[i] & 15) == 15)
			return i + 1;
	}
	return 0;
}

/* Bytes of the operand at p; 0 if it is invalid or truncated. Clause 4, table 3. */
static size_t operand_length(const uint8_t *p, size_t n)
{
	size_t length = 0;

	if (p[0] == REAL)
		length = real_length(p, n);
	else if (p[0] == SHORT)
		length = 3;
	else if (p[0] == LONG)
		length = 5;
	else if (p[0] >= 32 && p[0] != 255)
		length = p[0] <= 246 ? 1 : 2;
	return length <= n ? length : 0;
}

bool cff_dict_find(struct cff_bytes dict, enum cff_op op, struct cff_bytes *ret)
{
	size_t start = 0, at = 0, length;
	unsigned found;

	*ret = (struct cff_bytes){0};
	for (; at < dict.n; at += length) {
		if (dict.p[at] > OPERATOR_MAX) {
			length = operand_length(dict.p + at, dict.n - at);
			if (length == 0)
				return false;
			continue;
		}
		length = dict.p[at] == ESCAPE ? 2 : 1;
		if (length > dict.n - at)
			return false;
		found = cff_number(dict.p + at, (unsigned)length);
		if (found == (unsigned)op)
			*ret = (struct cff_bytes){dict.p + start, at - start};
		start = at + length;
	}
	return start == dict.n;
}

/* Decodes an integer operand; the caller has checked its length. */
static int32_t integer(const uint8_t *p)
{
	if (p[0] == SHORT)
		return (int16_t)cff_number(p + 1, 2);
	if (p[0] == LONG)
		return (int32_t)cff_number(p + 1, 4);
	if (p[0] <= 246)
		return p[0] - 139;
	if (p[0] <= 250)
		return (p[0] - 247) * 256 + p[1] + 108;
	return -(p[0] - 251) * 256 - p[1] - 108;
}

bool cff_dict_integers(struct cff_bytes dict, enum cff_op op, int32_t *ret, size_t n)
{
	struct cff_bytes b;
	size_t length;

	if (!cff_dict_find(dict, op, &b))
		return false;
	for (; n > 0 && b.n > 0; n--, b.p += length, b.n -= length) {
		if (b.p[0] == REAL)
			return false;
		*ret++ = integer(b.p);
		length = operand_length(b.p, b.n);
	}
	return n == 0 && b.n == 0;
}

bool cff_string_get(const struct cff *f, int32_t sid, struct cff_bytes *ret)
{
	return sid >= CFF_STANDARD_STRINGS &&
	       cff_index_get(&f->strings, (uint32_t)sid - CFF_STANDARD_STRINGS, ret);
}

/* FDSelect format 3, clause 19: each range ends where the next one starts; then a sentinel. */
static bool fd_of_range(struct cff_bytes b, uint32_t gid, uint32_t *ret)
{
	const uint8_t *range = b.p + 3;
	uint32_t low = 0, high, count;

	if (b.n < 5)
		return false;
	count = cff_number(b.p + 1, 2);
	if (count == 0 || b.n - 5 < (size_t)count * 3)
		return false;
	for (high = count; high - low > 1;) {
		uint32_t middle = (low + high) / 2;

		if (cff_number(range + (size_t)middle * 3, 2) <= gid)
			low = middle;
		else
			high = middle;
	}
	range += (size_t)low * 3;
	*ret = range[2];
	return gid >= cff_number(range, 2) && gid < cff_number(range + 3, 2);
}

bool cff_fd_get(const struct cff *f, uint32_t gid, uint32_t *ret)
{
	struct cff_bytes b = f->fd_select;

	*ret = 0;
	if (gid >= f->glyphs.count)
		return false;
	if (b.n > 0 && b.p[0] == 3) {
		if (!fd_of_range(b, gid, ret))
			return false;
	} else if (!f->name_keyed) {
		if (b.n < 2 + (size_t)gid || b.p[0] != 0)
			return false;
		*ret = b.p[1 + gid];
	}
	return *ret < f->fd_count;
}

/* The bytes at the offset that is the operator's only operand. */
static bool follow(const struct cff *f, enum cff_op op, struct cff_bytes *ret)
{
	int32_t at;

	return cff_dict_integers(f->top, op, &at, 1) && at > 0 && tail(f->table, at, ret);
}

static bool fd_read(const struct cff *f, struct cff_fd *fd)
{
	struct cff_bytes from, rest;
	int32_t place[2], subrs;

	if (!cff_dict_integers(fd->dict, CFF_PRIVATE, place, 2) ||
	    !tail(f->table, place[1], &fd->private) || place[0] < 0 ||
	    (size_t)place[0] > fd->private.n)
		return false;
	from = fd->private; /* the offset of the subroutines is relative to the DICT */
	fd->private.n = (size_t)place[0];
	if (!cff_dict_find(fd->private, CFF_SUBRS, &rest))
		return false;
	if (rest.p == NULL)
		return true;
	return cff_dict_integers(fd->private, CFF_SUBRS, &subrs, 1) && tail(from, subrs, &from) &&
	       index_read(from, &fd->subrs, &rest);
}

static bool fds_open(struct cff *f)
{
	struct cff_index fds;
	struct cff_bytes b;

	if (!follow(f, CFF_FD_ARRAY, &b) || !index_read(b, &fds, &b) || fds.count > CFF_FD_MAX)
		return false;
	for (; f->fd_count < fds.count; f->fd_count++) {
		struct cff_fd *fd = &f->fds[f->fd_count];

		if (!cff_index_get(&fds, (uint32_t)f->fd_count, &fd->dict) || !fd_read(f, fd))
			return false;
	}
	return true;
}

size_t cff_glyphs_at(struct cff_bytes head)
{
	struct cff_index names, tops;
	struct cff_bytes rest, top;
	int32_t at;

	if (head.n < 4 || head.p[0] != 1 || !tail(head, head.p[2], &rest) ||
	    !index_read(rest, &names, &rest) || !index_read(rest, &tops, &rest) ||
	    !cff_index_get(&tops, 0, &top) || !cff_dict_integers(top, CFF_CHAR_STRINGS, &at, 1) ||
	    at <= 0)
		return 0;
	return (size_t)at;
}

/* Header, Name INDEX, Top DICT INDEX, String INDEX, Global Subr INDEX; clauses 6 to 10 and 16. */
static bool head_open(struct cff *f)
{
	struct cff_index names, tops;
	struct cff_bytes rest;

	return f->table.n >= 4 && f->table.p[0] == 1 && tail(f->table, f->table.p[2], &rest) &&
	       index_read(rest, &names, &rest) && index_read(rest, &tops, &rest) &&
	       index_read(rest, &f->strings, &rest) && index_read(rest, &f->subrs, &rest) &&
	       names.count == 1 && tops.count == 1 && cff_index_get(&names, 0, &f->name) &&
	       cff_index_get(&tops, 0, &f->top);
}

/* A name-keyed font is its own and only font DICT. */
static bool fds_find(struct cff *f)
{
	struct cff_bytes ros;

	if (!cff_dict_find(f->top, CFF_ROS, &ros))
		return false;
	f->name_keyed = ros.p == NULL;
	if (!f->name_keyed)
		return follow(f, CFF_FD_SELECT, &f->fd_select) && fds_open(f);
	f->fd_count = 1;
	f->fds[0].dict = f->top;
	return fd_read(f, &f->fds[0]);
}

bool cff_open(struct cff_bytes table, struct cff *ret)
{
	struct cff_bytes b;
	int32_t type;

	*ret = (struct cff){.table = table};
	if (!head_open(ret) || !cff_dict_find(ret->top, CFF_CHAR_STRING_TYPE, &b))
		return false;
	if (b.p != NULL &&
	    (!cff_dict_integers(ret->top, CFF_CHAR_STRING_TYPE, &type, 1) || type != 2))
		return false;
	return follow(ret, CFF_CHAR_STRINGS, &b) && index_read(b, &ret->glyphs, &b) &&
	       fds_find(ret);
}
