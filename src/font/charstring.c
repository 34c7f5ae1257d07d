/* SPDX-License-Identifier: MIT */
#include "font/charstring.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

/* Implementation limits of TN 5177, appendix B. */
enum { OPERANDS_MAX = 48, DEPTH_MAX = 10, GLYPH_MAX = 65535 };

enum {
	HSTEM = 1,
	VSTEM = 3,
	VMOVETO = 4,
	RLINETO = 5,
	HLINETO = 6,
	VLINETO = 7,
	RRCURVETO = 8,
	CALLSUBR = 10,
	RETURN = 11,
	ESCAPE = 12,
	ENDCHAR = 14,
	HSTEMHM = 18,
	HINTMASK = 19,
	CNTRMASK = 20,
	RMOVETO = 21,
	HMOVETO = 22,
	VSTEMHM = 23,
	RCURVELINE = 24,
	RLINECURVE = 25,
	VVCURVETO = 26,
	HHCURVETO = 27,
	SHORT = 28,
	CALLGSUBR = 29,
	VHCURVETO = 30,
	HVCURVETO = 31,
	HFLEX = 34, /* 34 to 37, after ESCAPE: hflex, flex, hflex1, flex1 */
	FLEX1 = 37,
	FIXED = 255
};

/*
 * A glyph being flattened. Operands are copied at once; an operator that is dropped removes its
 * operands again.
 */
struct flat {
	struct charstring_source *from;
	uint8_t *out; /* CHARSTRING_ROOM bytes */
	size_t n;
	size_t operands; /* offset in out of the first on the stack; the others follow it */
	unsigned operand_n;
	unsigned stem_n;
	bool width_passed; /* the first operator has been read, and with it any width */
	bool drawing, ended;
};

/* Copies `length` bytes; the caller has checked that they exist. */
static bool put(struct flat *f, const uint8_t *p, size_t length)
{
	if (f->n > GLYPH_MAX - length)
		return false;
	memcpy(f->out + f->n, p, length);
	f->n += length;
	return true;
}

/* Operators that draw, and whose operands are all there is to copy of them. */
static const uint32_t DRAWING = 1U << RLINETO | 1U << HLINETO | 1U << VLINETO | 1U << RRCURVETO |
                                1U << RCURVELINE | 1U << RLINECURVE | 1U << VVCURVETO |
                                1U << HHCURVETO | 1U << VHCURVETO | 1U << HVCURVETO;

/* How many tokens of at most two bytes can be copied before an end must be looked for again. */
static size_t steps(const struct flat *f, const uint8_t *p, const uint8_t *end)
{
	size_t left = (size_t)(end - p) / 2, room = (GLYPH_MAX - f->n) / 2;

	left = left < room ? left : room;
	return left < f->from->tokens ? left : f->from->tokens;
}

/*
 * The fast path for numbers of one or two bytes and for what draws, which make up most of a glyph.
 * Returns the first byte not copied: another kind of token, or one that must be checked.
 */
static const uint8_t *copy_plain(struct flat *f, const uint8_t *p, const uint8_t *end)
{
	const uint32_t drawing = f->drawing ? DRAWING : 0;
	uint8_t *out = f->out + f->n, *operands = f->out + f->operands;
	const size_t m = steps(f, p, end);
	size_t left = m;
	unsigned room = OPERANDS_MAX - f->operand_n; /* on the stack */

	for (; left > 0; left--) {
		uint8_t first = *p;

		if (first >= 32) {
			size_t length = 1 + (first > 246);

			if (first == FIXED || room == 0)
				break;
			memcpy(out, p, 2); /* the second is overwritten if it is the next token */
			room--;
			out += length;
			p += length;
		} else {
			if ((drawing >> first & 1) == 0 || room == OPERANDS_MAX)
				break;
			room = OPERANDS_MAX;
			*out++ = first;
			p++;
			operands = out;
		}
	}
	f->from->tokens -= m - left;
	f->operand_n = OPERANDS_MAX - room;
	f->operands = (size_t)(operands - f->out);
	f->n = (size_t)(out - f->out);
	return p;
}

/* The offset in out of operand i of those on the stack. */
static size_t operand_at(const struct flat *f, unsigned i)
{
	size_t at = f->operands;

	for (; i > 0; i--)
		at += charstring_number_length(f->out[at]);
	return at;
}

/* Copies a number; returns its length, or 0 if it is truncated or the stack is full. */
static size_t push(struct flat *f, const uint8_t *p, const uint8_t *end)
{
	size_t length = charstring_number_length(*p);

	if ((size_t)(end - p) < length || f->operand_n == OPERANDS_MAX)
		return 0;
	f->operand_n++;
	return put(f, p, length) ? length : 0;
}

/* Pops a subroutine number from the stack and adds the bias (clause 4.7). */
static bool pop_subroutine(struct flat *f, const struct cff_index *x, struct cff_bytes *ret)
{
	int64_t i = x->count < 1240 ? 107 : x->count < 33900 ? 1131 : 32768;
	const uint8_t *p;

	if (f->operand_n == 0)
		return false;
	f->n = operand_at(f, --f->operand_n);
	p = f->out + f->n;
	if (*p == FIXED)
		return false;
	i += charstring_integer(p);
	return i >= 0 && cff_index_get(x, (uint32_t)i, ret);
}

/*
 * An extra operand at the bottom of the stack of the first stack-clearing operator is the width
 * (clause 3.1). It stays where it is, in front of the operands of the first operator kept.
 */
static bool pass_width(struct flat *f, unsigned expected)
{
	bool has_width = !f->width_passed && f->operand_n == expected + 1;

	f->width_passed = true;
	return has_width || f->operand_n == expected;
}

/* Drops stem hints; their number is needed for the length of hint masks. */
static bool drop_stems(struct flat *f)
{
	unsigned pairs = f->operand_n / 2, odd = f->operand_n % 2;

	if (f->operand_n > 0 && (f->drawing || !pass_width(f, 2 * pairs)))
		return false;
	f->width_passed = true;
	if (f->operand_n > odd)
		f->n = operand_at(f, odd);
	f->operands = f->n;
	f->operand_n = 0;
	f->stem_n += pairs;
	return true;
}

static size_t clear(struct flat *f, const uint8_t *p, size_t length)
{
	if (!put(f, p, length))
		return 0;
	f->operand_n = 0;
	f->operands = f->n;
	return length;
}

static size_t move(struct flat *f, const uint8_t *p, unsigned expected)
{
	if (!pass_width(f, expected))
		return 0;
	f->drawing = true;
	return clear(f, p, 1);
}

static size_t draw(struct flat *f, const uint8_t *p, size_t length)
{
	return f->drawing && f->operand_n > 0 ? clear(f, p, length) : 0;
}

/* Executes an operator; returns its length, including mask bytes, or 0 if it is not supported. */
static size_t operate(struct flat *f, const uint8_t *p, const uint8_t *end)
{
	size_t left = (size_t)(end - p), length;

	switch (*p) {
	case HSTEM:
	case VSTEM:
	case HSTEMHM:
	case VSTEMHM:
		return drop_stems(f) ? 1 : 0;
	case HINTMASK:
	case CNTRMASK: /* operands before it are vertical stem hints */
		if (!drop_stems(f) || f->stem_n == 0)
			return 0;
		length = 1 + (f->stem_n + 7) / 8;
		return length <= left ? length : 0;
	case RMOVETO:
		return move(f, p, 2);
	case HMOVETO:
	case VMOVETO:
		return move(f, p, 1);
	case RLINETO:
	case HLINETO:
	case VLINETO:
	case RRCURVETO:
	case RCURVELINE:
	case RLINECURVE:
	case VVCURVETO:
	case HHCURVETO:
	case VHCURVETO:
	case HVCURVETO:
		return draw(f, p, 1);
	case ESCAPE:
		return left >= 2 && p[1] >= HFLEX && p[1] <= FLEX1 ? draw(f, p, 2) : 0;
	case ENDCHAR:
		f->ended = true;
		return pass_width(f, 0) ? clear(f, p, 1) : 0;
	default:
		return 0;
	}
}

static bool run(struct flat *f, struct cff_bytes code, unsigned depth)
{
	const uint8_t *p = code.p, *end = p + code.n;
	size_t length;

	while (!f->ended) {
		p = copy_plain(f, p, end);
		if (p == end || *p == RETURN)
			break;
		if (f->from->tokens-- == 0)
			return false;
		if (*p == CALLSUBR || *p == CALLGSUBR) {
			struct cff_bytes inner;

			length = 1;
			if (depth == DEPTH_MAX ||
			    !pop_subroutine(f, *p == CALLSUBR ? f->from->local : f->from->global,
			                    &inner) ||
			    !run(f, inner, depth + 1))
				return false;
		} else {
			length = *p >= 32 || *p == SHORT ? push(f, p, end) : operate(f, p, end);
		}
		if (length == 0)
			return false;
		p += length;
	}
	return depth > 0 || f->ended;
}

bool charstring_flatten(struct charstring_source *from, struct cff_bytes glyph, struct buf *out)
{
	struct flat f = {.from = from};

	buf_reserve(out, CHARSTRING_ROOM);
	f.out = (uint8_t *)out->p + out->n;
	if (!run(&f, glyph, 0))
		return false;
	out->n += f.n;
	out->p[out->n] = '\0';
	return true;
}

/* The 20,992 ideographs from U+4E00 take some 6 MB; beyond the limit glyphs are made anew. */
enum { KEPT_MAX = 16 << 20 };

static const struct charstring_kept *lookup(const struct charstring_cache *cache, uint32_t gid)
{
	uint32_t place =
	        cache->places != NULL ? hb_map_get(cache->places, gid) : HB_MAP_VALUE_INVALID;

	return place != HB_MAP_VALUE_INVALID ? &cache->list[place] : NULL;
}

static void keep(struct charstring_cache *cache, uint32_t gid, const struct charstring_kept *made)
{
	if (!cache->keeps || cache->bytes + made->n > KEPT_MAX)
		return;
	if (cache->places == NULL)
		cache->places = hb_map_create();
	cache->list = mem_grow(cache->list, cache->n, &cache->cap, sizeof(*cache->list));
	cache->list[cache->n] = *made;
	cache->list[cache->n].p = arena_strndup(&cache->arena, made->p, made->n);
	hb_map_set(cache->places, gid, (uint32_t)cache->n++);
	cache->bytes += made->n;
}

/* The bytes of a glyph; valid until the next call. False: the file has become shorter. */
static bool glyph_code(struct charstring_cache *cache, uint32_t gid, struct cff_bytes *ret)
{
	const struct charstring_file *file = cache->file;
	size_t done = 0;

	if (!cff_index_get(&cache->cff->glyphs, gid, ret))
		return false;
	if (file == NULL || ret->n > GLYPH_MAX)
		return true;
	buf_clear(&cache->code);
	buf_reserve(&cache->code, ret->n);
	while (done < ret->n) {
		uint64_t at = file->at + (uint64_t)(ret->p - cache->table) + done;
		ssize_t n = pread(file->fd, cache->code.p + done, ret->n - done, (off_t)at);

		if (n == 0)
			return false;
		if (n < 0 && errno != EINTR)
			return !file->only; /* from the mapping, where an error ends the run */
		done += n > 0 ? (size_t)n : 0;
	}
	ret->p = (const uint8_t *)cache->code.p;
	return true;
}

bool charstring_cache_put(struct charstring_cache *cache, uint32_t gid, uint8_t fd, size_t *tokens,
                          struct buf *out)
{
	struct charstring_source from = {.global = &cache->cff->subrs,
	                                 .local = &cache->cff->fds[fd].subrs,
	                                 .tokens = *tokens};
	const struct charstring_kept *kept = lookup(cache, gid);
	size_t start = out->n;
	struct cff_bytes code;

	if (kept != NULL) {
		if (kept->tokens > *tokens)
			return false;
		*tokens -= kept->tokens;
		buf_put(out, kept->p, kept->n);
		return true;
	}
	if (!glyph_code(cache, gid, &code) || !charstring_flatten(&from, code, out))
		return false;
	keep(cache, gid,
	     &(struct charstring_kept){out->p + start, out->n - start, *tokens - from.tokens});
	*tokens = from.tokens;
	return true;
}

void charstring_cache_release(struct charstring_cache *cache)
{
	hb_map_destroy(cache->places);
	free(cache->list);
	buf_release(&cache->code);
	arena_release(&cache->arena);
}
