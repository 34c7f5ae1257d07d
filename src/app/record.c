/* SPDX-License-Identifier: MIT */
#include "app/log.h"

#include <inttypes.h>

#include "app/print.h"
#include "engine/input.h"
#include "json/json.h"

/* The members of a record. */
struct record {
	const struct layout_file *layout; /* NULL: none was found */
	uint64_t key;
	long long bytes; /* -1: not known */
	size_t page_n, error_n, warning_n;
	const struct edition_hashes *hashes; /* NULL: none */
	const char *findings;                /* JSON */
};

static void put_hashes(struct buf *b, const struct edition_hashes *h)
{
	if (h == NULL || *h->document == '\0')
		return;
	buf_putf(b, ",\"hashes\":[\"%s\"", h->document);
	if (*h->html != '\0')
		buf_putf(b, ",\"%s\"", h->html);
	buf_putc(b, ']');
}

static void put(struct buf *b, const struct record *r)
{
	if (r->layout != NULL) {
		buf_puts(b, "\"layout\":");
		print_json_text(b, r->layout->name);
		buf_putf(b, ",\"key\":\"%016" PRIx64 "\"", r->key);
	} else {
		buf_puts(b, "\"layout\":null,\"key\":null");
	}
	buf_putf(b, ",\"pages\":%zu", r->page_n);
	if (r->bytes >= 0)
		buf_putf(b, ",\"bytes\":%lld", r->bytes);
	else
		buf_puts(b, ",\"bytes\":null");
	put_hashes(b, r->hashes);
	buf_putf(b, ",\"errors\":%zu,\"warnings\":%zu,\"findings\":%s", r->error_n, r->warning_n,
	         r->findings);
}

void record_put_lost(struct buf *record, const struct diag_list *dl)
{
	struct buf findings = {0};

	print_findings_array(&findings, dl);
	put(record, &(struct record){.error_n = dl->error_n, .findings = findings.p});
	buf_release(&findings);
}

/* Without --hash no hashes are needed. */
static bool has_hashes(const struct past *past, const struct job_order *order,
                       const struct options *o)
{
	return !o->hash || (*past->hashes.document != '\0' &&
	                    (order->output->html == NULL || *past->hashes.html != '\0'));
}

/* Its line in the log, if nothing that the document depends on has changed since. */
static const struct past *find_past(const struct recorder *r, const struct job_order *order,
                                    struct record *ret)
{
	const struct past *past =
	        resume_lookup(r->past, order->input->name, r->options->profile, order->output);
	struct diag_list dl = {0};
	bool same = false;

	/* An unchanged report has the layout that the log names, so it need not be read. */
	if (past != NULL && has_hashes(past, order, r->options) &&
	    layouts_load(&r->program->engine.layouts, past->layout, &dl, &ret->layout) == RC_OK) {
		ret->key = key_of_report(r->key, order->input, ret->layout);
		ret->key = key_add_pictures(ret->key, order->input);
		same = ret->key == past->key;
	}
	diag_release(&dl);
	return same ? past : NULL;
}

static void keep(const struct past *past, struct made *made, struct record *ret)
{
	*made = (struct made){.code = EXIT_WELL,
	                      .kept = true,
	                      .page_n = past->page_n,
	                      .hashes = past->hashes,
	                      .warning_n = past->warning_n};
	ret->bytes = past->bytes;
	ret->findings = past->findings;
}

static void make(const struct recorder *r, const struct job_order *order, struct made *made,
                 struct record *ret)
{
	job_report(r->program, r->options, order, made);
	ret->findings = order->story->findings.p;
	ret->layout = order->story->layout;
	if (ret->layout != NULL)
		ret->key = key_add_pictures(key_of_report(r->key, order->input, ret->layout),
		                            order->input);
	if (made->handed)
		ret->bytes = made->bytes;
	else if (made->written && !resume_measure(order->output, made->page_n, &ret->bytes))
		ret->bytes = -1;
}

void record_make(const struct recorder *r, const struct job_order *order, struct made *ret,
                 struct buf *record)
{
	struct job_story story = {0};
	struct arena arena = {0};
	struct source text = *order->input;
	struct job_order read = *order;
	struct record members = {.findings = "[]"};
	const struct past *past;

	read.input = &text;
	read.story = &story;
	*ret = (struct made){0};
	if (text.text == NULL && input_read(&arena, text.name, JSON_MAX_BYTES, &text) != RC_OK) {
		ret->code = print_io(order->input->name);
		put(record, &members);
		arena_release(&arena);
		return;
	}
	past = find_past(r, &read, &members);
	if (past != NULL)
		keep(past, ret, &members);
	else
		make(r, &read, ret, &members);
	members.page_n = ret->page_n;
	members.error_n = ret->error_n;
	members.warning_n = ret->warning_n;
	members.hashes = &ret->hashes;
	put(record, &members);
	buf_release(&story.findings);
	arena_release(&arena);
}
