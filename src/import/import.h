/* SPDX-License-Identifier: MIT */
/*
 * import.h: a report out of a document: plain text, HTML or .docx → blocks (doc.h) → matched with a
 * form's wording → report JSON. What found no place is a finding; nothing is dropped silently.
 * The program has it as a module (module.c), loaded when it is needed.
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

/* Findings: errors are what found no place; warnings what was changed or guessed. */
#define IMPORT_UNPLACED "UNPLACED"
#define IMPORT_RULE "IMPORT"

struct import_input {
	const struct source *source; /* the file's bytes; its name's ending tells the format */
	const struct form *form;
	struct diag_list *findings;
};

/*
 * Appends a report as JSON text to b. RC_INPUT or RC_LIMIT: the file is no document that can be
 * read (a finding says why), nothing is appended. With RC_OK look whether errors were added.
 * Findings point into texts in the arena.
 */
MUST_USE enum rc import_document(struct arena *a, const struct import_input *in, struct buf *b);

/* What the module exports, under the name IMPORT_SYMBOL. */
struct import {
	enum rc (*document)(struct arena *a, const struct import_input *in, struct buf *b);

	/* mem_set_oom_handler of the module, which has its own copy of base/. */
	void (*set_oom_handler)(void (*handler)(void));
};

extern EXPORTED const struct import kanben_import; /* in the module */
#define IMPORT_SYMBOL "kanben_import"

#endif
