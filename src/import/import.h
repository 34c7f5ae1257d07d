/* SPDX-License-Identifier: MIT */
/*
 * import.h: makes a report from a document: plain text, HTML, .docx, OFD … → blocks (doc.h) →
 * matched against a form's wording → report JSON. Whatever has no place in the report is a finding;
 * nothing is dropped silently. The program loads it as a module (module.c) when it is needed.
 */
#ifndef KANBEN_IMPORT_IMPORT_H
#define KANBEN_IMPORT_IMPORT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "form/form.h"

enum {
	IMPORT_MAX_BYTES = 32 << 20, /* of a document, and of one file within a .docx */
};

/* Rules of findings: errors for what has no place, warnings for what was changed or guessed. */
#define IMPORT_UNPLACED "UNPLACED"
#define IMPORT_RULE "IMPORT"

/* How the place of a figure in the report was found. */
enum import_found {
	IMPORT_BY_HEADS, /* by the labels beside it and the heads above it */
	IMPORT_BY_ORDER, /* its row is known, and has as many figures as the form has columns */
	IMPORT_BY_LINES  /* the same in a text without cells */
};

/* A figure of the document that is in the report. */
struct import_figure {
	const char *pointer;     /* in the report */
	const char *value;       /* in the report: a number or "/" */
	const char *text;        /* in the document */
	struct diag_place place; /* in the document */
	enum import_found found;
};

struct import_figures {
	struct import_figure *items; /* in the arena, in the form's order */
	size_t n;
};

struct import_input {
	const struct source *source; /* the file's bytes; its name may show the format */
	const struct form *form;
	struct diag_list *findings;
	struct import_figures *figures; /* filled in; NULL: not wanted */
};

/*
 * Appends a report as JSON text to b. RC_INPUT or RC_LIMIT: the file cannot be read, a finding says
 * why, and nothing is appended. With RC_OK there may still be findings that are errors. Findings
 * point into texts in the arena.
 */
MUST_USE enum rc import_document(struct arena *a, const struct import_input *in, struct buf *b);

/* The module's export, named IMPORT_SYMBOL. */
struct import {
	struct module module;

	enum rc (*document)(struct arena *a, const struct import_input *in, struct buf *b);
};

extern EXPORTED const struct import kanben_import; /* in the module */
#define IMPORT_SYMBOL "kanben_import"

#endif
