/* SPDX-License-Identifier: MIT */
#include "engine/foreign.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/tr.h"

/* What can be done with it. */
enum use { USE_IMPORT, USE_UNPACK, USE_NONE };

/* A part of a container (ZIP, OLE) by which its kind is known. */
struct package_part {
	const char *bytes;
	size_t n;
	const char *name; /* N_() */
};

#define BYTES(s) (s), sizeof(s) - 1

/* ECMA-376-2, ODF 1.3 part 2, GB/T 33190: the names of files that every such package has. */
static const struct package_part zip_parts[] = {
        {BYTES("word/document.xml"), N_("a Word document (.docx)")},
        {BYTES("xl/workbook.xml"), N_("an Excel workbook (.xlsx)")},
        {BYTES("OFD.xml"), N_("an OFD document")},
        {BYTES("application/vnd.oasis.opendocument.text"), N_("an OpenDocument text (.odt)")},
        {BYTES("application/vnd.oasis.opendocument.spreadsheet"),
         N_("an OpenDocument spreadsheet (.ods)")},
};

/* MS-CFB, 2.6.1: names of streams, in UTF-16. */
static const struct package_part ole_parts[] = {
        {BYTES("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t"), N_("a Word or WPS document (.doc, .wps)")},
        {BYTES("W\0o\0r\0k\0b\0o\0o\0k"), N_("an Excel workbook (.xls)")},
};

static const char *kind_by_part(const struct source *src, const struct package_part *parts,
                                size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (memmem(src->text, src->len, parts[i].bytes, parts[i].n) != NULL)
			return _(parts[i].name);
	return NULL;
}

/* Tags, headers: formats that are text; JSON begins with none of these. */
static const char *kind_of_text(const struct source *src)
{
	static const struct package_part kinds[] = {
	        {BYTES("{\\rtf"), N_("an RTF document")},
	        {BYTES("<!doctype"), N_("a web page")},
	        {BYTES("<html"), N_("a web page")},
	        {BYTES("MIME-Version:"), N_("a web page (.mhtml)")},
	        {BYTES("<?xml"), N_("an XML file")},
	};
	const char *s = src->text + source_mark_length(src), *end = src->text + src->len;

	while (s < end && strchr(" \t\r\n", *s) != NULL && *s != '\0')
		s++;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if ((size_t)(end - s) >= kinds[i].n &&
		    strncasecmp(s, kinds[i].bytes, kinds[i].n) == 0)
			return _(kinds[i].name);
	return NULL;
}

static const char *kind_of(const struct source *src, enum use *ret)
{
	const char *kind;

	*ret = USE_IMPORT;
	if (source_begins(src, BYTES("PK\x03\x04"))) {
		kind = kind_by_part(src, zip_parts, COUNT(zip_parts));
		if (kind != NULL)
			return kind;
		*ret = USE_UNPACK;
		return _("a ZIP archive");
	}
	if (source_begins(src, BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))) {
		kind = kind_by_part(src, ole_parts, COUNT(ole_parts));
		return kind != NULL ? kind : _("a document of an older office program");
	}
	kind = kind_of_text(src);
	if (kind != NULL)
		return kind;
	*ret = USE_UNPACK;
	if (source_begins(src, BYTES("Rar!\x1A\x07")))
		return _("a RAR archive");
	if (source_begins(src, BYTES("7z\xBC\xAF\x27\x1C")))
		return _("a 7z archive");
	if (source_begins(src, BYTES("\x1F\x8B")))
		return _("a gzip archive");
	*ret = USE_NONE;
	if (source_begins(src, BYTES("\x89PNG\r\n")) || source_begins(src, BYTES("\xFF\xD8\xFF")))
		return _("a picture");
	return NULL;
}

bool foreign_is_ofd(const struct source *src)
{
	/* The first two of the table are told by names that an OFD package may not have. */
	return source_begins(src, BYTES("PK\x03\x04")) && kind_by_part(src, zip_parts, 2) == NULL &&
	       memmem(src->text, src->len, BYTES("OFD.xml")) != NULL;
}

bool foreign_may_carry_report(const struct source *src)
{
	return source_begins(src, BYTES("%PDF-")) ||
	       (foreign_is_ofd(src) && memmem(src->text, src->len, BYTES("/report.json")) != NULL);
}

enum rc foreign_check(const struct source *src, struct diag_list *dl)
{
	const struct diag_place place = {.source = src, .rule = "SYN"};
	enum use use;
	const char *kind = kind_of(src, &use);

	if (kind == NULL)
		return RC_OK;
	switch (use) {
	case USE_IMPORT:
		diag_add(dl, DIAG_ERROR, &place,
		         _("this is %s, not the JSON of a report; “kanben import” makes a report "
		           "out of it"),
		         kind);
		break;
	case USE_UNPACK:
		diag_add(dl, DIAG_ERROR, &place,
		         _("this is %s, not the JSON of a report; unpack it first (“kanben "
		           "import” makes reports out of documents)"),
		         kind);
		break;
	case USE_NONE:
		diag_add(dl, DIAG_ERROR, &place, _("this is %s, not the JSON of a report"), kind);
		break;
	}
	return RC_INPUT;
}
