/* SPDX-License-Identifier: MIT */
#include "base/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

#include "base/mem.h"

enum {
	MAX_STEPS = 20000, /* from one starting point */
	MAX_DEPTH = 5000,
	MAX_HEAP_KIB = 8192,
	MAX_GROUPS = 32
};

struct pattern {
	pcre2_code *code;
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
	if (groups < MAX_GROUPS)
		return p;
	set_fault(PCRE2_ERROR_BADDATA, 0, ret_fault);
	return NULL;
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
