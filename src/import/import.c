/* SPDX-License-Identifier: MIT */
#include "import/import.h"

#include <string.h>
#include <strings.h>

#include "base/tr.h"
#include "import/draft.h"

typedef enum rc reader_fn(struct doc *d);

static bool ends(const char *name, const char *ending)
{
	size_t n = strlen(name), m = strlen(ending);

	return n > m && strcasecmp(name + n - m, ending) == 0;
}

/* Tags in the first bytes: a file without a telling name may be a web page. */
static bool looks_like_html(const struct source *src)
{
	static const char *const tags[] = {"<html", "<!doctype html", "<table", "<body", "<p>",
	                                   "<p "};
	char head[1025];
	size_t n = src->len < sizeof(head) - 1 ? src->len : sizeof(head) - 1;

	memcpy(head, src->text, n);
	head[n] = '\0';
	for (size_t i = 0; i < COUNT(tags); i++)
		if (strcasestr(head, tags[i]) != NULL)
			return true;
	return false;
}

/* Chosen by the file's first bytes, then by its name. */
static reader_fn *reader_of(const struct source *src)
{
	if (source_begins(src, "PK\x03\x04", 4) || source_begins(src, "\xD0\xCF\x11\xE0", 4) ||
	    ends(src->name, ".docx") || ends(src->name, ".doc"))
		return docx_read;
	if (ends(src->name, ".html") || ends(src->name, ".htm") || ends(src->name, ".xhtml"))
		return html_read;
	if (!ends(src->name, ".txt") && looks_like_html(src))
		return html_read;
	return text_read;
}

static struct draft_section *new_sections(struct arena *a, const struct form *form)
{
	struct draft_section *sections = arena_array(a, struct draft_section, form->section_n);

	for (size_t i = 0; i < form->section_n; i++) {
		sections[i].form = &form->sections[i];
		if (form->sections[i].body == FORM_TABLE)
			sections[i].cells =
			        arena_array(a, struct draft_cell, form->sections[i].table->cell_n);
	}
	return sections;
}

static enum rc tell_unreadable(const struct doc *d, enum rc rc, const char *message)
{
	doc_tell_unplaced(d, (struct doc_place){0}, "%s", message);
	return rc;
}

enum rc import_document(struct arena *a, const struct import_input *in, struct buf *b)
{
	struct doc d = {.arena = a, .findings = in->findings, .form = in->form};
	struct draft dr = {.doc = &d, .form = in->form};
	enum rc rc;

	d.source = in->source;
	if (in->source->len > IMPORT_MAX_BYTES)
		return tell_unreadable(&d, RC_LIMIT, _("the file is larger than 32 MB"));
	if (source_begins(in->source, "%PDF-", 5))
		return tell_unreadable(
		        &d, RC_INPUT,
		        _("this is a PDF file; import the .docx, .html or .txt it was made "
		          "from, or the output of pdftotext -layout"));
	rc = reader_of(in->source)(&d);
	if (rc != RC_OK)
		return rc;
	dr.sections = new_sections(a, in->form);
	draft_sort(&dr);
	draft_write(b, &dr);
	return RC_OK;
}
