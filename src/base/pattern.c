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
	VERSION_MAX = 64,    /* of PCRE2, as text */
	JIT_BYTES = 4 << 10, /* searching so many takes longer than making machine code */
	RUN = 3,             /* bytes; a word of fewer is no word here */
	GIST_BITS_MIN = 256, /* powers of two; some eight for each byte of the text */
	GIST_BITS_MAX = 65536
};

/* What of a pattern changes. */
struct pattern_code {
	pcre2_code *compiled; /* NULL: no text has needed it yet */
	size_t vain_bytes;    /* searched without finding it, up to JIT_BYTES */
	bool jit, jit_tried;  /* it has machine code; that was tried */
};

struct pattern {
	const char *text;
	size_t len;
	bool in_store;
	/*
	 * Words one of which each match has: of each the number of its runs and their hashes; then
	 * 0. None: no word is known that it needs.
	 */
	const uint16_t *needs;
	const uint8_t *known; /* its pattern_known.code, or NULL */
	struct pattern_code *code;
	struct pattern *next; /* of its store */
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

static pcre2_general_context *context_on_heap(void)
{
	return pcre2_general_context_create(alloc_on_heap, free_on_heap, NULL);
}

static void set_fault(int error, size_t off, struct pattern_fault *ret)
{
	ret->off = off;
	if (pcre2_get_error_message(error, (PCRE2_UCHAR *)ret->message, sizeof(ret->message)) < 0)
		ret->message[0] = '\0';
}

/* ---- which texts a pattern may match ---- */

static uint16_t run_hash(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;
	uint32_t v = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16;

	return (uint16_t)(v * 0x9E3779B1U >> 16);
}

static const uint16_t *find_needs(struct arena *a, const char *text, size_t len)
{
	struct arena scratch = {0};
	struct pattern_words found = pattern_words_find(&scratch, text, len, RUN);
	size_t n = 1;
	uint16_t *needs, *at;

	for (size_t i = 0; i < found.n; i++)
		n += 1 + found.list[i].n - RUN + 1;
	needs = at = arena_array(a, uint16_t, n);
	for (size_t i = 0; i < found.n; i++) {
		size_t run_n = found.list[i].n - RUN + 1;

		*at++ = (uint16_t)run_n; /* PATTERN_MAX_BYTES */
		for (size_t k = 0; k < run_n; k++)
			*at++ = run_hash(found.list[i].p + k);
	}
	arena_release(&scratch);
	return needs;
}

size_t pattern_needs_size(const uint16_t *needs)
{
	size_t n = 0;

	while (needs[n] > 0)
		n += 1 + needs[n];
	return (n + 1) * sizeof(*needs);
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

static bool has_word(const struct pattern_gist *g, const uint16_t *runs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t bit = runs[i] & g->mask;

		if ((g->bits[bit / 64] >> bit % 64 & 1) == 0)
			return false;
	}
	return true;
}

bool pattern_may_match(const struct pattern *p, const struct pattern_gist *g)
{
	const uint16_t *word = p->needs;

	for (; *word > 0; word += 1 + *word)
		if (has_word(g, word + 1, *word))
			return true;
	return word == p->needs;
}

/* ---- compiling ---- */

/* With memory from the arena, or from the heap if that is NULL. */
static pcre2_code *compile(struct arena *a, const char *text, size_t len,
                           struct pattern_fault *ret_fault)
{
	pcre2_general_context *memory =
	        a != NULL ? pcre2_general_context_create(alloc_in_arena, free_nothing, a)
	                  : context_on_heap();
	pcre2_compile_context *limits = pcre2_compile_context_create(memory);
	pcre2_code *code;
	uint32_t groups = 0;
	PCRE2_SIZE off;
	int error;

	pcre2_set_max_pattern_length(limits, PATTERN_MAX_BYTES);
	code = pcre2_compile((PCRE2_SPTR)text, len,
	                     PCRE2_UTF | PCRE2_DOTALL | PCRE2_NEVER_BACKSLASH_C, &error, &off,
	                     limits);
	if (code == NULL) {
		set_fault(error, off, ret_fault);
	} else if (pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups) != 0 ||
	           groups >= MAX_GROUPS) {
		set_fault(PCRE2_ERROR_BADDATA, 0, ret_fault);
		pcre2_code_free(code);
		code = NULL;
	}
	pcre2_compile_context_free(limits);
	pcre2_general_context_free(memory);
	return code;
}

static struct pattern *pattern_new(const struct pattern_home *home)
{
	struct pattern *p = arena_new(home->arena, struct pattern);

	p->code = arena_new(home->arena, struct pattern_code);
	p->in_store = home->store != NULL;
	if (p->in_store) {
		p->next = home->store->first;
		home->store->first = p;
	}
	return p;
}

static const struct pattern_known *look_up(const struct pattern_book *b, const char *text,
                                           size_t len)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->list[i].len == len && memcmp(b->list[i].text, text, len) == 0)
			return &b->list[i];
	return NULL;
}

const struct pattern *pattern_compile(const struct pattern_home *home, const char *text, size_t len,
                                      struct pattern_fault *ret_fault)
{
	bool may_wait = home->store != NULL && home->book != NULL;
	const struct pattern_known *known = may_wait ? look_up(home->book, text, len) : NULL;
	pcre2_code *code = NULL;
	struct pattern *p;

	if (known == NULL) {
		code = compile(home->store != NULL ? NULL : home->arena, text, len, ret_fault);
		if (code == NULL)
			return NULL;
	}
	p = pattern_new(home);
	p->text = known != NULL ? known->text : arena_strndup(home->arena, text, len);
	p->len = len;
	p->needs = known != NULL ? known->needs : find_needs(home->arena, text, len);
	p->known = known != NULL ? known->code : NULL;
	p->code->compiled = code;
	return p;
}

/* NULL: it is of a PCRE2 that was built otherwise. */
static pcre2_code *decode(const uint8_t *known)
{
	pcre2_general_context *memory = context_on_heap();
	pcre2_code *code = NULL;

	if (known == NULL || pcre2_serialize_decode(&code, 1, known, memory) != 1)
		code = NULL;
	pcre2_general_context_free(memory);
	return code;
}

/* NULL only if this PCRE2 refuses what another of its version has compiled: nothing is found. */
static const pcre2_code *code_of(const struct pattern *p)
{
	struct pattern_fault unused;

	if (p->code->compiled == NULL)
		p->code->compiled = decode(p->known);
	if (p->code->compiled == NULL)
		p->code->compiled = compile(NULL, p->text, p->len, &unused);
	return p->code->compiled;
}

/* ---- stores and books ---- */

void pattern_store_release(struct pattern_store *s)
{
	for (struct pattern *p = s->first; p != NULL; p = p->next) {
		pcre2_code_free(p->code->compiled);
		p->code->compiled = NULL;
	}
	s->first = NULL;
}

void pattern_store_join(struct pattern_store *into, struct pattern_store *from)
{
	struct pattern **end = &from->first;

	while (*end != NULL)
		end = &(*end)->next;
	*end = into->first;
	into->first = from->first;
	from->first = NULL;
}

static void read_version(char ret[VERSION_MAX])
{
	if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) > VERSION_MAX ||
	    pcre2_config(PCRE2_CONFIG_VERSION, ret) < 0)
		ret[0] = '\0';
}

static struct pattern_known encode(struct arena *a, const struct pattern *p)
{
	const pcre2_code *code = code_of(p);
	struct pattern_known k = {p->text, p->len, p->needs, NULL, 0};
	pcre2_general_context *memory = context_on_heap();
	uint8_t *bytes;

	if (pcre2_serialize_encode(&code, 1, &bytes, &k.code_n, memory) == 1) {
		k.code = memcpy(arena_alloc(a, k.code_n), bytes, k.code_n);
		pcre2_serialize_free(bytes);
	}
	pcre2_general_context_free(memory);
	return k;
}

void pattern_book_make(struct arena *a, const struct pattern_store *s, struct pattern_book *ret)
{
	struct pattern_known *list;
	char version[VERSION_MAX];
	size_t most = 0;

	for (const struct pattern *p = s->first; p != NULL; p = p->next)
		most++;
	list = arena_array(a, struct pattern_known, most);
	read_version(version);
	*ret = (struct pattern_book){arena_strdup(a, version), list, 0};
	for (const struct pattern *p = s->first; p != NULL; p = p->next)
		if (look_up(ret, p->text, p->len) == NULL)
			list[ret->n++] = encode(a, p);
}

bool pattern_book_holds(const struct pattern_book *b)
{
	char version[VERSION_MAX];

	read_version(version);
	return version[0] != '\0' && strcmp(version, b->compiler) == 0;
}

/* ---- searching ---- */

int pattern_group(const struct pattern *p, const char *name)
{
	const pcre2_code *code = code_of(p);
	int number = code != NULL ? pcre2_substring_number_from_name(code, (PCRE2_SPTR)name) : 0;

	return number > 0 ? number : 0;
}

struct pattern_search *pattern_search_new(void)
{
	struct pattern_search *ps = mem_alloc(sizeof(*ps));

	ps->memory = context_on_heap();
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

/*
 * Of a pattern that has been searched for in vain in many texts, PCRE2's JIT makes machine code. It
 * is outside the arena, so only the patterns of a store can have it. Where there is no JIT, or
 * memory may not be executed, they have none.
 */
static void note_vain_search(const struct pattern *p, size_t n)
{
	struct pattern_code *code = p->code;

	if (code->jit_tried || !p->in_store)
		return;
	code->vain_bytes += n;
	if (code->vain_bytes > JIT_BYTES) {
		code->jit = pcre2_jit_compile(code->compiled, PCRE2_JIT_COMPLETE) == 0;
		code->jit_tried = true;
	}
}

bool pattern_has_machine_code(const struct pattern *p)
{
	return p->code->jit;
}

bool pattern_find(struct pattern_search *ps, const struct pattern *p, const char *text, size_t n,
                  size_t from)
{
	/* The text was validated as UTF-8 when it was read. */
	const uint32_t options = PCRE2_NO_UTF_CHECK;
	const pcre2_code *code = code_of(p);
	PCRE2_SPTR s = (PCRE2_SPTR)text;
	int found;

	ps->group_n = 0;
	if (code == NULL)
		return false;
	/*
	 * Machine code counts the steps of a search otherwise. Where it finds nothing, the
	 * interpreter finds nothing either, or reaches a limit, which is the same; whatever else it
	 * says is not used, so that findings do not depend on which of them has searched.
	 */
	if (p->code->jit &&
	    pcre2_match(code, s, n, from, options, ps->data, ps->limits) == PCRE2_ERROR_NOMATCH)
		return false;
	found = pcre2_match(code, s, n, from, options | PCRE2_NO_JIT, ps->data, ps->limits);
	if (found > 0)
		ps->group_n = found;
	else
		note_vain_search(p, n - from);
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
