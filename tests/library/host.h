/* SPDX-License-Identifier: MIT */
/* host.h: what the tests of the library share: a host that knows nothing but kanben.h. */
#ifndef KANBEN_TESTS_LIBRARY_HOST_H
#define KANBEN_TESTS_LIBRARY_HOST_H

#include <kanben.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A text that ends where its memory ends, so that reading beyond it is noticed. */
struct bytes {
	char *p;
	size_t n;
};

static inline struct bytes bytes_of(const void *p, size_t n)
{
	struct bytes b = {malloc(n > 0 ? n : 1), n};

	assert_non_null(b.p);
	if (n > 0)
		memcpy(b.p, p, n);
	return b;
}

/* A file below the source folder. */
static inline struct bytes bytes_of_source(const char *name)
{
	struct bytes b = {malloc(1 << 20), 0};
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", getenv("KANBEN_SOURCE"), name);
	f = fopen(path, "rb");
	assert_non_null(f);
	b.n = fread(b.p, 1, 1 << 20, f);
	fclose(f);
	b.p = realloc(b.p, b.n);
	return b;
}

static inline bool same_bytes(const void *x, size_t x_n, const void *y, size_t y_n)
{
	return x_n == y_n && (x_n == 0 || memcmp(x, y, x_n) == 0);
}

/* Have both results the same files, and any? */
static inline bool same_files(const struct kb_result *x, const struct kb_result *y)
{
	bool same = same_bytes(x->document, x->document_size, y->document, y->document_size) &&
	            same_bytes(x->html, x->html_size, y->html, y->html_size) &&
	            x->page_count == y->page_count && (x->pages != NULL) == (y->pages != NULL) &&
	            (x->document != NULL) != (x->pages != NULL);

	for (size_t i = 0; same && x->pages != NULL && i < x->page_count; i++)
		same = same_bytes(x->pages[i].svg, x->pages[i].size, y->pages[i].svg,
		                  y->pages[i].size);
	return same;
}

/* The last findings, one per line: "severity rule line:column pointer". */
struct heard {
	char text[1 << 16];
	size_t n, error_n;
	char message[1024]; /* of the last one */
};

static inline void hear(void *user, const struct kb_finding *f)
{
	struct heard *h = user;
	size_t used = strlen(h->text);

	h->n++;
	h->error_n += f->severity == KB_ERROR;
	snprintf(h->message, sizeof(h->message), "%s", f->message);
	snprintf(h->text + used, sizeof(h->text) - used, "%d %s %zu:%zu %s\n", f->severity, f->rule,
	         f->line, f->column, f->pointer);
}

/* A context with the tests' fonts and no system fonts. */
static inline struct kb_context *context_new(void)
{
	char fonts[4096];
	/* After the tests' fonts those of the library, which include the ICC profile. */
	const char *const font_list[] = {fonts, KB_DEFAULT, NULL}, *const none[] = {NULL};
	const struct kb_config config = {
	        .size = sizeof(config), .fonts = font_list, .system_fonts = none};
	struct kb_context *c;

	snprintf(fonts, sizeof(fonts), "%s/tests/fonts", getenv("KANBEN_SOURCE"));
	assert_int_equal(kb_context_new(&config, &c), KB_OK);
	assert_non_null(c);
	return c;
}

#endif
