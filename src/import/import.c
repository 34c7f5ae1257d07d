/* SPDX-License-Identifier: MIT */
#include "import/import.h"

#include <string.h>
#include <strings.h>

#include "base/file_kind.h"
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

/* Text has no NUL, except UTF-16, which has a mark. */
static bool looks_like_text(const struct source *src)
{
	return src->len > 0 &&
	       (source_begins(src, "\xFF\xFE", 2) || source_begins(src, "\xFE\xFF", 2) ||
	        memchr(src->text, '\0', src->len < 4096 ? src->len : 4096) == NULL);
}

/* What has no mark of its own. */
static reader_fn *reader_of_text(const struct source *src)
{
	if ((ends(src->name, ".docx") || ends(src->name, ".doc")) && !looks_like_text(src))
		return docx_read;
	if (ends(src->name, ".html") || ends(src->name, ".htm") || ends(src->name, ".xhtml"))
		return html_read;
	if (!ends(src->name, ".txt") && looks_like_html(src))
		return html_read;
	return text_read;
}

/* The reader of a kind of file; NULL: there is none. */
static reader_fn *reader_of(const struct source *src, enum file_kind kind)
{
	switch (kind) {
	case FILE_UNKNOWN:
		return reader_of_text(src);
	case FILE_DOCX:
	case FILE_OLE: /* has a message of its own */
		return docx_read;
	case FILE_ZIP:
		return ends(src->name, ".docx") ? docx_read : NULL;
	case FILE_XLSX:
		return xlsx_read;
	case FILE_ODT:
	case FILE_ODS:
		return odf_read;
	case FILE_OFD:
		return ofd_read;
	case FILE_HTML:
		return html_read;
	case FILE_MHTML:
		return mhtml_read;
	case FILE_XML:
		return looks_like_html(src) ? html_read : NULL;
	case FILE_DOC:
	case FILE_XLS:
	case FILE_RTF:
	case FILE_PDF:
	case FILE_RAR:
	case FILE_7Z:
	case FILE_GZIP:
	case FILE_PICTURE:
		break;
	}
	return NULL;
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

/* What it is, and the way out. */
static enum rc tell_unread(const struct doc *d, enum file_kind kind)
{
	const struct doc_place whole = {0};
	const char *name = file_kind_name(kind);

	if (file_kind_is_archive(kind))
		doc_tell_unplaced(d, whole,
		                  _("this is %s; unpack it and import the document in it"), name);
	else if (kind == FILE_PDF)
		doc_tell_unplaced(d, whole,
		                  _("this is %s; import the .docx, .html or .txt it was made "
		                    "from, or the output of pdftotext -layout"),
		                  name);
	else if (kind == FILE_XLS)
		doc_tell_unplaced(
		        d, whole,
		        _("this is %s, which is not read; save it as .xlsx and import that"), name);
	else if (kind == FILE_PICTURE)
		doc_tell_unplaced(d, whole,
		                  _("this is %s, which has no text; import the document it shows"),
		                  name);
	else
		doc_tell_unplaced(
		        d, whole,
		        _("this is %s, which is not read; save it as .docx and import that"), name);
	return RC_INPUT;
}

enum rc import_document(struct arena *a, const struct import_input *in, struct buf *b)
{
	struct doc d = {.arena = a, .findings = in->findings, .form = in->form};
	struct draft dr = {.doc = &d, .form = in->form};
	enum file_kind kind;
	reader_fn *reader;
	enum rc rc;

	d.source = in->source;
	if (in->source->len > IMPORT_MAX_BYTES)
		return tell_unreadable(&d, RC_LIMIT, _("the file is larger than 32 MB"));
	kind = file_kind_of(in->source);
	reader = reader_of(in->source, kind);
	if (reader == NULL)
		return tell_unread(&d, kind);
	rc = reader(&d);
	if (rc != RC_OK)
		return rc;
	dr.sections = new_sections(a, in->form);
	draft_sort(&dr);
	if (kind == FILE_DOCX || kind == FILE_XLSX || kind == FILE_ODT || kind == FILE_ODS)
		doc_tell_places(&d);
	if (in->figures != NULL)
		draft_list_figures(&dr, in->figures);
	draft_write(b, &dr);
	return RC_OK;
}
