/* SPDX-License-Identifier: MIT */
#include "base/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/pattern_words.h"

enum {
	MAX_STEPS = 20000, /* from one starting point */
	MAX_DEPTH = 5000,
	MAX_HEAP_KIB = 8192,
	MAX_GROUPS = 32,
	RUN = 3,             /* bytes; a word of fewer is no word here */
	GIST_BITS_MIN = 256, /* powers of two; some eight for each byte of the text */
	GIST_BITS_MAX = 65536
};

/* A word without which, or without one like which, a pattern does not match: its runs' hashes. */
struct pattern_need {
	const uint32_t *runs;
	size_t n;
};

struct pattern {
	pcre2_code *code;
	struct pattern_need
	        *words; /* it needs one of these; word_n 0: no word is known that it needs */
	size_t word_n;
};

struct pattern_search {
	pcre2_general_context *memory;
	pcre2_match_data *data;
	pcre2_match_context *limits;
	int group_n; /* of the last match */
};

static void *alloc_in_arena(size_t n, void *arena)
{
	return arena_alloc(arena, n);
}

/* Arena memory is only freed as a whole. */
static void free_nothing(void *block, void *arena)
{
	(void)block;
	(void)arena;
}

static void *alloc_on_heap(size_t n, void *unused)
{
	(void)unused;
	return mem_alloc(n);
}

static void free_on_heap(void *block, void *unused)
{
	(void)unused;
	free(block);
}

static void set_fault(int error, size_t off, struct pattern_fault *ret)
{
	ret->off = off;
	if (pcre2_get_error_message(error, (PCRE2_UCHAR *)ret->message, sizeof(ret->message)) < 0)
		ret->message[0] = '\0';
}

/* ---- which texts a pattern may match ---- */

static uint32_t run_hash(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;
	uint32_t v = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16;

	return v * 0x9E3779B1U >> 16;
}

static struct pattern_need make_word(struct arena *a, const struct pattern_word *from)
{
	size_t n = from->n - RUN + 1;
	uint32_t *runs = arena_array(a, uint32_t, n);

	for (size_t i = 0; i < n; i++)
		runs[i] = run_hash(from->p + i);
	return (struct pattern_need){runs, n};
}

static void find_words(struct arena *a, const char *text, size_t len, struct pattern *p)
{
	struct arena scratch = {0};
	struct pattern_words found = pattern_words_find(&scratch, text, len, RUN);

	p->words = arena_array(a, struct pattern_need, found.n);
	p->word_n = found.n;
	for (size_t i = 0; i < found.n; i++)
		p->words[i] = make_word(a, &found.list[i]);
	arena_release(&scratch);
}

void pattern_gist_make(struct arena *a, const char *text, size_t n, struct pattern_gist *ret)
{
	uint32_t bits = GIST_BITS_MIN;

	while (bits < GIST_BITS_MAX && bits < n * 8)
		bits *= 2;
	ret->bits = arena_array(a, uint64_t, bits / 64);
	ret->mask = bits - 1;
	for (size_t i = 0; i + RUN <= n; i++) {
		uint32_t bit = run_hash(text + i) & ret->mask;

		ret->bits[bit / 64] |= (uint64_t)1 << bit % 64;
	}
}

static bool has_word(const struct pattern_gist *g, const struct pattern_need *w)
{
	for (size_t i = 0; i < w->n; i++) {
		uint32_t bit = w->runs[i] & g->mask;

		if ((g->bits[bit / 64] >> bit % 64 & 1) == 0)
			return false;
	}
	return true;
}

bool pattern_may_match(const struct pattern *p, const struct pattern_gist *g)
{
	for (size_t i = 0; i < p->word_n; i++)
		if (has_word(g, &p->words[i]))
			return true;
	return p->word_n == 0;
}

/* ---- compiling ---- */

const struct pattern *pattern_compile(struct arena *a, const char *text, size_t len,
                                      struct pattern_fault *ret_fault)
{
	pcre2_general_context *memory =
	        pcre2_general_context_create(alloc_in_arena, free_nothing, a);
	pcre2_compile_context *limits = pcre2_compile_context_create(memory);
	struct pattern *p = arena_new(a, struct pattern);
	uint32_t groups = 0;
	PCRE2_SIZE off;
	int error;

	pcre2_set_max_pattern_length(limits, PATTERN_MAX_BYTES);
	p->code = pcre2_compile((PCRE2_SPTR)text, len,
	                        PCRE2_UTF | PCRE2_DOTALL | PCRE2_NEVER_BACKSLASH_C, &error, &off,
	                        limits);
	if (p->code == NULL) {
		set_fault(error, off, ret_fault);
		return NULL;
	}
	pcre2_pattern_info(p->code, PCRE2_INFO_CAPTURECOUNT, &groups);
	if (groups >= MAX_GROUPS) {
		set_fault(PCRE2_ERROR_BADDATA, 0, ret_fault);
		return NULL;
	}
	find_words(a, text, len, p);
	return p;
}

int pattern_group(const struct pattern *p, const char *name)
{
	int number = pcre2_substring_number_from_name(p->code, (PCRE2_SPTR)name);

	return number > 0 ? number : 0;
}

struct pattern_search *pattern_search_new(void)
{
	struct pattern_search *ps = mem_alloc(sizeof(*ps));

	ps->memory = pcre2_general_context_create(alloc_on_heap, free_on_heap, NULL);
	ps->data = pcre2_match_data_create(MAX_GROUPS, ps->memory);
	ps->limits = pcre2_match_context_create(ps->memory);
	pcre2_set_match_limit(ps->limits, MAX_STEPS);
	pcre2_set_depth_limit(ps->limits, MAX_DEPTH);
	pcre2_set_heap_limit(ps->limits, MAX_HEAP_KIB);
	return ps;
}

void pattern_search_free(struct pattern_search *ps)
{
	if (ps == NULL)
		return;
	pcre2_match_data_free(ps->data);
	pcre2_match_context_free(ps->limits);
	pcre2_general_context_free(ps->memory);
	free(ps);
}

bool pattern_find(struct pattern_search *ps, const struct pattern *p, const char *text, size_t n,
                  size_t from)
{
	/* The text was validated as UTF-8 when it was read. */
	int found = pcre2_match(p->code, (PCRE2_SPTR)text, n, from, PCRE2_NO_UTF_CHECK, ps->data,
	                        ps->limits);

	ps->group_n = found > 0 ? found : 0;
	return found > 0;
}

bool pattern_span(const struct pattern_search *ps, int group, struct pattern_span *ret)
{
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(ps->data);

	if (group >= ps->group_n || ends[2 * group] == PCRE2_UNSET ||
	    ends[2 * group + 1] < ends[2 * group])
		return false;
	ret->off = ends[2 * group];
	ret->len = ends[2 * group + 1] - ret->off;
	return true;
}
