/* SPDX-License-Identifier: MIT */
/*
 * pattern_words.c: reads a pattern far enough to see what each of its matches contains. Whatever it
 * does not know, it takes to match anything; where it cannot tell how far that goes, it gives up.
 */
#include "base/pattern_words.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"

enum { DEPTH_MAX = 100, WORDS_MAX = 64 };

struct pattern_reader {
	struct arena *arena;
	const char *at, *end;
	size_t least;
	int depth;
	bool lost; /* it has given up */
};

static const struct pattern_words nothing;

static struct pattern_words read_choice(struct pattern_reader *r);

static bool take(struct pattern_reader *r, const char *s)
{
	size_t n = strlen(s);

	if ((size_t)(r->end - r->at) < n || memcmp(r->at, s, n) != 0)
		return false;
	r->at += n;
	return true;
}

static struct pattern_words give_up(struct pattern_reader *r)
{
	r->lost = true;
	return nothing;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void skip_to(struct pattern_reader *r, char c)
{
	while (r->at < r->end && *r->at != c)
		r->at++;
	if (r->at < r->end)
		r->at++;
	else
		r->lost = true;
}

/* After “[”. */
static void skip_class(struct pattern_reader *r)
{
	take(r, "^");
	take(r, "]"); /* as the first one it is a member */
	while (r->at < r->end && *r->at != ']') {
		if (*r->at == '\\')
			r->at++;
		else if (r->end - r->at > 1 && r->at[0] == '[' && strchr(":.=", r->at[1]) != NULL)
			r->lost = true;
		r->at++;
	}
	if (r->at < r->end)
		r->at++;
	else
		r->lost = true;
}

/* After “\”; true: what follows stands for itself. */
static bool is_quoted(struct pattern_reader *r)
{
	char c;

	if (r->at == r->end) {
		r->lost = true;
		return false;
	}
	c = *r->at;
	if (!is_letter(c) && !is_digit(c))
		return true;
	r->at++;
	if (c == 'x' && take(r, "{"))
		skip_to(r, '}');
	else if (c == 'x')
		for (int i = 0; i < 2 && r->at < r->end && is_hex(*r->at); i++)
			r->at++;
	else if (strchr("AzZbBdDwWsShHvVRKnrtfea", c) == NULL)
		r->lost = true;
	return false;
}

/* The least number of times by the quantifier that follows, if there is one. */
static unsigned read_times(struct pattern_reader *r, bool *ret_quantified)
{
	unsigned least = 1;

	*ret_quantified = true;
	if (take(r, "*") || take(r, "?")) {
		least = 0;
	} else if (take(r, "{")) {
		if (r->at == r->end || !is_digit(*r->at))
			r->lost = true; /* it stands for itself, or is of a later PCRE2 */
		for (least = 0; r->at < r->end && is_digit(*r->at); r->at++)
			least |= *r->at != '0';
		skip_to(r, '}');
	} else if (!take(r, "+")) {
		*ret_quantified = false;
		return 1;
	}
	if (!take(r, "?"))
		take(r, "+");
	return least;
}

/* After “(”. */
static struct pattern_words read_group(struct pattern_reader *r)
{
	static const char *const aside[] = {"?=", "?!", "?<=", "?<!", "?(DEFINE)"};
	struct pattern_words inner;
	bool counts = true;

	if (take(r, "*"))
		return give_up(r);
	if (take(r, "?&")) {
		skip_to(r, ')');
		return nothing;
	}
	for (size_t i = 0; i < COUNT(aside) && counts; i++)
		counts = !take(r, aside[i]);
	if (counts && take(r, "?<"))
		skip_to(r, '>');
	else if (counts && !take(r, "?:") && !take(r, "?>") && take(r, "?"))
		return give_up(r);
	inner = read_choice(r);
	if (!take(r, ")"))
		r->lost = true;
	return counts ? inner : nothing;
}

static size_t shortest(const struct pattern_words *w)
{
	size_t n = SIZE_MAX;

	for (size_t i = 0; i < w->n; i++)
		n = w->list[i].n < n ? w->list[i].n : n;
	return n;
}

/* A single Chinese character is in many texts; then, the fewer words the better, and the longer. */
static bool says_more(const struct pattern_words *a, const struct pattern_words *b)
{
	enum { TWO_CHARACTERS = 6 };
	size_t x = shortest(a), y = shortest(b);

	if ((x >= TWO_CHARACTERS) != (y >= TWO_CHARACTERS))
		return x > y;
	return a->n != b->n ? a->n < b->n : x > y;
}

static void prefer(struct pattern_reader *r, struct pattern_words *best, struct pattern_words other)
{
	if (other.n == 0 || shortest(&other) < r->least)
		return;
	if (best->n == 0 || says_more(&other, best))
		*best = other;
}

static void end_word(struct pattern_reader *r, struct buf *word, struct pattern_words *best)
{
	struct pattern_words one = {.n = 1};

	if (word->n >= r->least) {
		one.list = arena_new(r->arena, struct pattern_word);
		*one.list =
		        (struct pattern_word){arena_strndup(r->arena, word->p, word->n), word->n};
		prefer(r, best, one);
	}
	buf_clear(word);
}

/* Bytes of the character at r->at, in valid UTF-8. */
static size_t character_length(const struct pattern_reader *r)
{
	size_t n = 1;

	while (r->at + n < r->end && ((unsigned char)r->at[n] & 0xC0) == 0x80)
		n++;
	return n;
}

/* A character that stands for itself, unless a quantifier says that it may be left out. */
static void read_character(struct pattern_reader *r, struct buf *word, struct pattern_words *best)
{
	const char *c = r->at;
	size_t n = character_length(r);
	bool quantified;

	r->at += n;
	if (read_times(r, &quantified) == 0 || quantified)
		end_word(r, word, best);
	else
		buf_put(word, c, n);
}

/* What is no plain character, up to its quantifier. */
static struct pattern_words read_other(struct pattern_reader *r)
{
	if (take(r, "("))
		return read_group(r);
	if (take(r, "["))
		skip_class(r);
	else if (!take(r, ".") && !take(r, "^") && !take(r, "$"))
		r->lost = true;
	return nothing;
}

static struct pattern_words read_sequence(struct pattern_reader *r)
{
	struct pattern_words best = nothing, inner;
	struct buf word = {0};
	bool quantified;

	while (!r->lost && r->at < r->end && *r->at != '|' && *r->at != ')') {
		bool escape = take(r, "\\");
		bool plain = escape ? is_quoted(r) : strchr("[(.^$*+?{", *r->at) == NULL;

		if (plain) {
			read_character(r, &word, &best);
			continue;
		}
		inner = escape ? nothing : read_other(r);
		end_word(r, &word, &best);
		if (read_times(r, &quantified) > 0)
			prefer(r, &best, inner);
	}
	end_word(r, &word, &best);
	buf_release(&word);
	return best;
}

/* Of alternatives each has to say something. */
static struct pattern_words read_choice(struct pattern_reader *r)
{
	struct pattern_words all = nothing;
	bool known = true;

	if (++r->depth > DEPTH_MAX)
		return give_up(r);
	do {
		struct pattern_words one = read_sequence(r), both;

		known = known && one.n > 0 && all.n + one.n <= WORDS_MAX;
		if (!known)
			continue;
		both = (struct pattern_words){
		        arena_array(r->arena, struct pattern_word, all.n + one.n), all.n + one.n};
		if (all.n > 0)
			memcpy(both.list, all.list, all.n * sizeof(*all.list));
		memcpy(both.list + all.n, one.list, one.n * sizeof(*one.list));
		all = both;
	} while (!r->lost && take(r, "|"));
	r->depth--;
	return known && !r->lost ? all : nothing;
}

struct pattern_words pattern_words_find(struct arena *a, const char *pattern, size_t n,
                                        size_t least)
{
	struct pattern_reader r = {.arena = a, .at = pattern, .end = pattern + n, .least = least};
	struct pattern_words found = read_choice(&r);

	return r.lost || r.at != r.end ? nothing : found;
}
