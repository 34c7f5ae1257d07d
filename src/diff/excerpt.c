/* SPDX-License-Identifier: MIT */
/* excerpt.c: what changed in a text, for people to read; and how alike two texts are. */
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "diff/differ.h"

enum {
	AROUND = 12,      /* characters or words shown on either side of a change */
	COINCIDENCE = 2,  /* this few equal characters between two changes are chance */
	PIECE_MAX = 60,   /* of what was removed or added */
	CHANGES_MAX = 20, /* shown of one text */
	TEXT_MAX = 60,    /* characters of a text that is shown alone */
	BUCKETS = 1024
};
#define ELLIPSIS "…"

static bool is_word(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
	       cp == '.' || cp == ',';
}

/* Into characters; a word or figure stays whole. */
static struct sequence split(struct arena *a, const char *s)
{
	const char *end = s + strlen(s);
	struct diff_token *tokens = arena_array(a, struct diff_token, (size_t)(end - s));
	struct sequence seq = {.tokens = tokens};

	while (s < end) {
		const char *from = s;
		bool word = is_word(utf8_next(&s, end));

		while (word && s < end && is_word((unsigned char)*s))
			s++;
		tokens[seq.n++] = (struct diff_token){from, (size_t)(s - from)};
	}
	seq.changed = arena_array(a, bool, seq.n);
	return seq;
}

/* The next stretch from (i, k) on: either common, or changed on one side or both. */
struct stretch {
	size_t a, a_end, b, b_end;
	bool common;
};

static bool next_stretch(const struct sequence *a, const struct sequence *b, struct stretch *s)
{
	size_t i = s->a_end, k = s->b_end;

	*s = (struct stretch){i, i, k, k, false};
	if (i == a->n && k == b->n)
		return false;
	while (i < a->n && a->changed[i])
		i++;
	while (k < b->n && b->changed[k])
		k++;
	s->common = i == s->a && k == s->b;
	while (s->common && i < a->n && k < b->n && !a->changed[i] && !b->changed[k]) {
		i++;
		k++;
	}
	s->a_end = i;
	s->b_end = k;
	return true;
}

/* A few characters that two wordings happen to share count as changed. */
static void drop_coincidences(struct sequence *a, struct sequence *b)
{
	struct stretch s = {0};

	while (next_stretch(a, b, &s)) {
		bool inside = s.a > 0 && s.b > 0 && s.a_end < a->n && s.b_end < b->n;

		if (!s.common || !inside || s.a_end - s.a > COINCIDENCE)
			continue;
		memset(a->changed + s.a, true, s.a_end - s.a);
		memset(b->changed + s.b, true, s.b_end - s.b);
	}
}

static void put_tokens(struct buf *b, const struct sequence *seq, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		buf_put(b, seq->tokens[i].p, seq->tokens[i].len);
}

/* Appends a stretch's first `head` tokens and its last `tail` ones. */
static void put_ends(struct buf *b, const struct sequence *seq, const struct stretch *s,
                     const size_t ends[2])
{
	if (s->a_end - s->a <= ends[0] + ends[1]) {
		put_tokens(b, seq, s->a, s->a_end);
		return;
	}
	put_tokens(b, seq, s->a, s->a + ends[0]);
	buf_puts(b, ELLIPSIS);
	put_tokens(b, seq, s->a_end - ends[1], s->a_end);
}

static void put_change(struct buf *b, const struct sequence *old, const struct sequence *new,
                       const struct stretch *s)
{
	static const size_t ends[2] = {PIECE_MAX, AROUND};
	struct stretch in_new = {.a = s->b, .a_end = s->b_end};

	if (s->a < s->a_end) {
		buf_puts(b, "[-");
		put_ends(b, old, s, ends);
		buf_puts(b, "-]");
	}
	if (s->b < s->b_end) {
		buf_puts(b, "{+");
		put_ends(b, new, &in_new, ends);
		buf_puts(b, "+}");
	}
}

const char *excerpt_of_change(struct arena *a, const char *before, const char *after)
{
	struct arena scratch = {0};
	struct sequence old = split(&scratch, before), new = split(&scratch, after);
	struct stretch s = {0};
	struct buf b = {0};
	int changes = 0;

	align_sequences(&old, &new);
	drop_coincidences(&old, &new);
	while (next_stretch(&old, &new, &s)) {
		const size_t ends[2] = {s.a > 0 ? AROUND : 0, s.a_end < old.n ? AROUND : 0};

		if (s.common) {
			put_ends(&b, &old, &s, ends);
		} else if (++changes > CHANGES_MAX) {
			buf_puts(&b, ELLIPSIS);
			break;
		} else {
			put_change(&b, &old, &new, &s);
		}
	}
	arena_release(&scratch);
	return buf_to_arena(a, &b);
}

const char *excerpt_of_text(struct arena *a, const char *text)
{
	const char *s = text, *end = text + strlen(text);
	int n = 0;

	while (s < end && n++ < TEXT_MAX)
		utf8_next(&s, end);
	return s < end ? arena_printf(a, "%.*s" ELLIPSIS, (int)(s - text), text) : text;
}

/* Counts the pairs of neighbouring characters, by bucket. */
static size_t count_pairs(const char *s, int sign, int counts[BUCKETS])
{
	const char *end = s + strlen(s);
	uint32_t last = 0;
	size_t n = 0;

	for (; s < end; n++) {
		uint32_t cp = utf8_next(&s, end);

		counts[(last * 31 + cp) % BUCKETS] += sign;
		last = cp;
	}
	return n;
}

bool excerpt_is_alike(const char *x, const char *y)
{
	int counts[BUCKETS] = {0};
	size_t all = count_pairs(x, 1, counts), different = 0;

	all += count_pairs(y, -1, counts);
	for (size_t i = 0; i < BUCKETS; i++)
		different += (size_t)(counts[i] < 0 ? -counts[i] : counts[i]);
	return 2 * different <= all;
}
