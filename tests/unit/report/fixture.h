/* SPDX-License-Identifier: MIT */
/*
 * fixture.h: a layout and a report out of short texts, for the tests of form/, report/ and check/.
 * In these texts ' stands for ", so that they can be read in C.
 */
#ifndef KANBEN_TESTS_REPORT_FIXTURE_H
#define KANBEN_TESTS_REPORT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "form/form.h"

/* One table of two rows and a total row, two columns and a total column. */
#define HEAD                                                                                       \
	"'layout':'small','name':{'zh':'小','en':'small'},'language':'zh-CN','draft_mark':'草稿'"
#define COLUMNS                                                                                    \
	"[{'text':'甲','key':'a'},{'text':'乙','key':'b'},{'text':'计','key':'sum','total':true}]"
#define ROWS                                                                                       \
	"[{'text':'子','key':'x'},{'text':'丑','key':'y'},{'text':'合','key':'all','total':true}]"
#define TABLE(columns, rows)                                                                       \
	"{'key':'t','heading':'表','body':'table','table':{'columns':" columns ",'rows':" rows "}" \
	"}"
#define LAYOUT(sections, checks) "{" HEAD ",'sections':[" sections "],'checks':[" checks "]}"
#define SMALL(checks) LAYOUT(TABLE(COLUMNS, ROWS), checks)
#define CHECK(each, formula)                                                                       \
	"{'rule':'R','severity':'error','table':'t','each':'" each "','formula':'" formula "'}"

struct fixture {
	struct arena arena;
	struct diag_list dl;
	struct source layout, source; /* source: the report */
	const struct json *root;      /* of the last one parsed */
	const struct form *form;
};

static inline void fixture_release(struct fixture *f)
{
	diag_release(&f->dl);
	arena_release(&f->arena);
}

/* Prints all findings before a test fails. */
static inline void fixture_tell(const struct fixture *f)
{
	for (const struct diag *d = f->dl.first; d != NULL; d = d->next)
		print_message("  %zu: %s [%s] (%s)\n", d->place.off, d->message, d->place.rule,
		              d->place.pointer);
}

static inline struct source fixture_source(struct fixture *f, const char *name, const char *text)
{
	struct source s = {.name = name};
	char *copy = arena_strdup(&f->arena, text);

	for (char *p = copy; *p != '\0'; p++)
		if (*p == '\'')
			*p = '"';
	s.text = copy;
	s.len = strlen(copy);
	return s;
}

static inline void fixture_parse(struct fixture *f, const struct source *src)
{
	if (json_parse(&f->arena, src, &f->dl, &f->root) != RC_OK) {
		fixture_tell(f);
		fail_msg("the test's own text is not JSON: %s", src->text);
	}
}

static inline enum rc fixture_form(struct fixture *f, const char *text)
{
	f->layout = fixture_source(f, "layout", text);
	fixture_parse(f, &f->layout);
	return form_read(&f->arena, &(struct form_input){&f->layout, f->root, NULL, NULL}, &f->dl,
	                 &f->form);
}

/* A file of the source tree as a NUL-terminated text in the arena. */
static inline const char *fixture_file(struct fixture *f, const char *path)
{
	const char *root = getenv("KANBEN_SOURCE");
	struct buf b = {0};
	char chunk[4096];
	const char *text;
	FILE *file;
	size_t n;

	assert_non_null(root);
	file = fopen(arena_printf(&f->arena, "%s/%s", root, path), "rb");
	assert_non_null(file);
	while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buf_put(&b, chunk, n);
	assert_false(ferror(file));
	fclose(file);
	text = arena_strndup(&f->arena, b.p, b.n);
	buf_release(&b);
	return text;
}

/* The nth block of JSON in a Markdown text. */
static inline const char *fixture_json_block(struct fixture *f, const char *text, size_t n)
{
	const char *end;

	for (size_t i = 0; i <= n; i++) {
		text = strstr(text, "```json\n");
		assert_non_null(text);
		text += strlen("```json\n");
	}
	end = strstr(text, "```");
	assert_non_null(end);
	return arena_strndup(&f->arena, text, (size_t)(end - text));
}

static inline void fixture_shipped_form(struct fixture *f)
{
	assert_int_equal(fixture_form(f, fixture_file(f, "layouts/annual-report-2021.json")),
	                 RC_OK);
}

static inline const struct diag *fixture_finding(const struct fixture *f, size_t index)
{
	const struct diag *d = f->dl.first;

	while (d != NULL && index-- > 0)
		d = d->next;
	if (d == NULL) {
		fixture_tell(f);
		fail_msg("there are fewer findings");
	}
	return d;
}

/* A layout that may have any faults: told or not, never a crash. */
static inline void fixture_try_form(const char *layout)
{
	struct fixture f = {0};

	assert_true((fixture_form(&f, layout) == RC_OK) == (f.dl.error_n == 0));
	fixture_release(&f);
}

/*
 * Calls `read` with the text in which a node, and each of those below it, is replaced by a value of
 * another kind: once for each node and kind.
 */
static inline void fixture_replace_each(const struct source *text, const struct json *node,
                                        void (*read)(const char *text))
{
	static const char *const others[] = {"null", "7",  "true", "'w'",   "'/'",
	                                     "[]",   "{}", "[7]",  "['w']", "[{}]"};

	for (size_t i = 0; i < COUNT(others); i++) {
		struct arena a = {0};

		read(arena_printf(&a, "%.*s%s%s", (int)node->off, text->text, others[i],
		                  text->text + node->end));
		arena_release(&a);
	}
	for (const struct json *c = json_first(node); c != NULL; c = c->next)
		fixture_replace_each(text, c, read);
}

/* The only finding. */
static inline const struct diag *fixture_only(const struct fixture *f)
{
	const struct diag *d = fixture_finding(f, 0);

	if (d->next != NULL) {
		fixture_tell(f);
		fail_msg("one finding was expected");
	}
	return d;
}

/* Checks a finding's rule and pointer, that its message contains `message`, and that it is at
 * `needle`. */
struct expected {
	const char *rule, *pointer, *needle, *message;
};

static inline void assert_finding(struct fixture *f, const struct diag *d,
                                  const struct expected *want)
{
	const char *text = d->place.source->text;
	const char *pointer = d->place.pointer != NULL ? d->place.pointer : "";
	const char *at = strstr(text, fixture_source(f, "", want->needle).text);

	if (at == NULL || d->place.off != (size_t)(at - text) ||
	    strcmp(d->place.rule, want->rule) != 0 || strcmp(pointer, want->pointer) != 0 ||
	    strstr(d->message, want->message) == NULL) {
		fixture_tell(f);
		fail_msg("expected at %td: … %s … [%s] (%s)", at != NULL ? at - text : -1,
		         want->message, want->rule, want->pointer);
	}
}

static inline void assert_no_findings(const struct fixture *f)
{
	if (f->dl.first != NULL) {
		fixture_tell(f);
		fail_msg("no finding was expected");
	}
}

#endif
