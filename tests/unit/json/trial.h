/* SPDX-License-Identifier: MIT */
/* trial.h: for test_json.c: parses texts that are given, generated or mutated. */
#ifndef KANBEN_TESTS_JSON_TRIAL_H
#define KANBEN_TESTS_JSON_TRIAL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/mem.h"
#include "json/json.h"

#include "cases.h"

/*
 * One parse and all that hangs on it. The text is a copy of exactly len bytes, so that the
 * sanitizers see a read past its end.
 */
struct trial {
	struct arena arena;
	struct diag_list dl;
	struct source src;
	char *text;
	enum rc rc;
	const struct json *root;
};

static inline void trial_parse(struct trial *t, const char *text, size_t len)
{
	*t = (struct trial){0};
	t->text = malloc(len > 0 ? len : 1);
	assert_non_null(t->text);
	memcpy(t->text, text, len);
	t->src = (struct source){.name = "t.json", .text = t->text, .len = len};
	t->rc = json_parse(&t->arena, &t->src, &t->dl, &t->root);
}

/* Parses valid JSON and returns its root. */
static inline const struct json *trial_accept(struct trial *t, const char *text)
{
	trial_parse(t, text, strlen(text));
	assert_int_equal(t->rc, RC_OK);
	assert_null(t->dl.first);
	assert_non_null(t->root);
	return t->root;
}

static inline void trial_release(struct trial *t)
{
	free(t->text);
	arena_release(&t->arena);
	diag_release(&t->dl);
}

static inline size_t count_rule(const struct diag_list *dl, const char *rule)
{
	size_t n = 0;

	for (const struct diag *d = dl->first; d != NULL; d = d->next)
		n += strcmp(d->place.rule, rule) == 0;
	return n;
}

static inline void assert_place(const struct trial *t, const struct diag *d, size_t line,
                                size_t column)
{
	size_t l, c;

	source_locate(&t->src, d->place.off, &l, &c);
	assert_int_equal(l, line);
	assert_int_equal(c, column);
}

/* Checks the finding of a limit; its message has the limit and what was found. */
static inline void assert_limit(const struct trial *t, size_t off, const char *says)
{
	assert_int_equal(t->rc, RC_LIMIT);
	assert_null(t->root);
	assert_int_equal(t->dl.error_n, 1);
	assert_string_equal(t->dl.first->place.rule, "SYN");
	assert_int_equal(t->dl.first->place.off, off);
	assert_string_equal(t->dl.first->message, says);
}

/* What differs from the case, or NULL. */
static inline const char *mismatch(const struct trial *t, const struct bad_case *want)
{
	const struct diag *d = t->dl.first;
	size_t line, column;

	if (t->rc != RC_INPUT || t->root != NULL)
		return "accepted";
	if (t->dl.error_n != 1 || d == NULL || d->next != NULL || d->severity != DIAG_ERROR)
		return "not one error";
	if (strcmp(d->place.rule, "SYN") != 0 || d->place.source != &t->src)
		return "rule or source";
	source_locate(&t->src, d->place.off, &line, &column);
	if (line != want->line || column != want->column)
		return "place";
	if (strcmp(d->place.pointer != NULL ? d->place.pointer : "",
	           want->pointer != NULL ? want->pointer : "") != 0)
		return "pointer";
	return strstr(d->message, want->says) != NULL ? NULL : "message";
}

/* n times `unit`, on the heap. */
static inline char *repeated(const char *unit, size_t n)
{
	struct buf b = {0};

	for (size_t i = 0; i < n; i++)
		buf_puts(&b, unit);
	return buf_detach(&b);
}

static inline char *nested(size_t depth)
{
	struct buf b = {0};

	for (size_t i = 0; i < depth; i++)
		buf_puts(&b, i % 2 == 0 ? "{\"k\":" : "[");
	buf_puts(&b, "0");
	for (size_t i = depth; i-- > 0;)
		buf_putc(&b, i % 2 == 0 ? '}' : ']');
	return buf_detach(&b);
}

/* A string literal that decodes to n bytes, the last of them from an escape. */
static inline char *string_of(size_t n)
{
	char *text = mem_alloc(n + 4);

	memset(text, 'x', n + 3);
	text[0] = '"';
	memcpy(text + n, "\\n\"", 4);
	return text;
}

/* Seconds of processor time since `start`. */
static inline double seconds_since(clock_t start)
{
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static inline void read_fixture(struct buf *b, const char *name)
{
	char path[4096], block[4096];
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "%s/tests/unit/json/%s", getenv("KANBEN_SOURCE"), name);
	f = fopen(path, "rb");
	assert_non_null(f);
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		buf_put(b, block, n);
	assert_int_equal(ferror(f), 0);
	fclose(f);
}

/* The texts of all numbers are in the source in this order, so positions and tree agree. */
static inline size_t check_scalars(const struct trial *t, const struct json *node)
{
	size_t seen = 1;

	assert_true(node->off < node->end && node->end <= t->src.len);
	if (node->kind == JSON_NUMBER)
		assert_memory_equal(t->src.text + node->off, node->text, node->len);
	if (node->kind == JSON_STRING)
		assert_int_equal(json_string_offset(&t->src, node, node->len), node->end - 1);
	for (const struct json *n = json_first(node); n != NULL; n = n->next) {
		assert_ptr_equal(n->parent, node);
		seen += check_scalars(t, n);
	}
	return seen;
}

/* xorshift32: the same mutations on every machine. */
static inline uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static inline void mutate(struct buf *b, uint32_t *seed)
{
	static const char bytes[] = "{}[]\",:\\u0d8-.+eEtfn/ \n\r\t\0\x80\xed\xef\xff";
	size_t at = next_random(seed) % b->n;
	size_t run = 1 + next_random(seed) % 4;

	if (at + run > b->n)
		run = b->n - at;
	switch (next_random(seed) % 4) {
	case 0:
		b->p[at] = (char)next_random(seed);
		break;
	case 1:
		b->p[at] = bytes[next_random(seed) % (sizeof(bytes) - 1)];
		break;
	case 2: /* removes a run */
		memmove(b->p + at, b->p + at + run, b->n - at - run);
		b->n -= run;
		break;
	default: /* copies a run to another place */
		memmove(b->p + next_random(seed) % (b->n - run + 1), b->p + at, run);
	}
}

#endif
