/* SPDX-License-Identifier: MIT */
#include "base/file_kind.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/tr.h"

/* Bytes by which a kind is known. */
struct file_mark {
	const char *bytes;
	size_t n;
	enum file_kind kind;
};

#define BYTES(s) (s), sizeof(s) - 1

/* ECMA-376-2, ODF 1.3 part 2, GB/T 33190: the names of files that every such package has. */
static const struct file_mark zip_parts[] = {
        {BYTES("word/document.xml"), FILE_DOCX},
        {BYTES("xl/workbook.xml"), FILE_XLSX},
        {BYTES("OFD.xml"), FILE_OFD},
        {BYTES("application/vnd.oasis.opendocument.text"), FILE_ODT},
        {BYTES("application/vnd.oasis.opendocument.spreadsheet"), FILE_ODS},
};

/* MS-CFB, 2.6.1: names of streams, in UTF-16. */
static const struct file_mark ole_parts[] = {
        {BYTES("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t"), FILE_DOC},
        {BYTES("W\0o\0r\0k\0b\0o\0o\0k"), FILE_XLS},
};

/* The first bytes of formats that are not text. */
static const struct file_mark binary[] = {
        {BYTES("PK\x03\x04"), FILE_ZIP},
        {BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), FILE_OLE},
        {BYTES("%PDF-"), FILE_PDF},
        {BYTES("Rar!\x1A\x07"), FILE_RAR},
        {BYTES("7z\xBC\xAF\x27\x1C"), FILE_7Z},
        {BYTES("\x1F\x8B"), FILE_GZIP},
        {BYTES("\x89PNG\r\n"), FILE_PICTURE},
        {BYTES("\xFF\xD8\xFF"), FILE_PICTURE},
};

/* Tags, headers: formats that are text; JSON begins with none of these. */
static const struct file_mark texts[] = {
        {BYTES("{\\rtf"), FILE_RTF}, {BYTES("<!doctype html"), FILE_HTML},
        {BYTES("<html"), FILE_HTML}, {BYTES("MIME-Version:"), FILE_MHTML},
        {BYTES("<?xml"), FILE_XML},  {BYTES("<!doctype"), FILE_HTML},
};

static enum file_kind kind_by_part(const struct source *src, const struct file_mark *parts,
                                   size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (memmem(src->text, src->len, parts[i].bytes, parts[i].n) != NULL)
			return parts[i].kind;
	return FILE_UNKNOWN;
}

/* A header block (RFC 5322) that has a MIME-Version, which need not come first. */
static bool has_mime_headers(const char *s, const char *end)
{
	static const char field[] = "MIME-Version:";
	enum { LINES = 40 };

	for (int i = 0; i < LINES && s < end; i++) {
		const char *eol = memchr(s, '\n', (size_t)(end - s));
		size_t n = (size_t)((eol != NULL ? eol : end) - s);

		if (n >= sizeof(field) - 1 && strncasecmp(s, field, sizeof(field) - 1) == 0)
			return true;
		if (n == 0 || *s == '\r' ||
		    (*s != ' ' && *s != '\t' && memchr(s, ':', n) == NULL) || eol == NULL)
			return false;
		s = eol + 1;
	}
	return false;
}

static enum file_kind kind_of_text(const struct source *src)
{
	enum { XML_HEAD = 1024 };
	const char *s = src->text + source_mark_length(src), *end = src->text + src->len;

	while (s < end && strchr(" \t\r\n", *s) != NULL && *s != '\0')
		s++;
	for (size_t i = 0; i < COUNT(texts); i++) {
		size_t head = (size_t)(end - s) < XML_HEAD ? (size_t)(end - s) : XML_HEAD;

		if ((size_t)(end - s) < texts[i].n ||
		    strncasecmp(s, texts[i].bytes, texts[i].n) != 0)
			continue;
		/* XHTML */
		if (texts[i].kind == FILE_XML && memmem(s, head, "<html", 5) != NULL)
			return FILE_HTML;
		return texts[i].kind;
	}
	return has_mime_headers(s, end) ? FILE_MHTML : FILE_UNKNOWN;
}

enum file_kind file_kind_of(const struct source *src)
{
	enum file_kind kind, part = FILE_UNKNOWN;

	for (size_t i = 0; i < COUNT(binary); i++) {
		if (!source_begins(src, binary[i].bytes, binary[i].n))
			continue;
		kind = binary[i].kind;
		if (kind == FILE_ZIP)
			part = kind_by_part(src, zip_parts, COUNT(zip_parts));
		else if (kind == FILE_OLE)
			part = kind_by_part(src, ole_parts, COUNT(ole_parts));
		return part != FILE_UNKNOWN ? part : kind;
	}
	return kind_of_text(src);
}

const char *file_kind_name(enum file_kind kind)
{
	switch (kind) {
	case FILE_UNKNOWN:
		break;
	case FILE_DOCX:
		return _("a Word document (.docx)");
	case FILE_XLSX:
		return _("an Excel workbook (.xlsx)");
	case FILE_ODT:
		return _("an OpenDocument text (.odt)");
	case FILE_ODS:
		return _("an OpenDocument spreadsheet (.ods)");
	case FILE_OFD:
		return _("an OFD document");
	case FILE_ZIP:
		return _("a ZIP archive");
	case FILE_DOC:
		return _("a Word or WPS document (.doc, .wps)");
	case FILE_XLS:
		return _("an Excel workbook (.xls)");
	case FILE_OLE:
		return _("a document of an older office program");
	case FILE_RTF:
		return _("an RTF document");
	case FILE_HTML:
		return _("a web page");
	case FILE_MHTML:
		return _("a web page (.mhtml)");
	case FILE_XML:
		return _("an XML file");
	case FILE_PDF:
		return _("a PDF file");
	case FILE_RAR:
		return _("a RAR archive");
	case FILE_7Z:
		return _("a 7z archive");
	case FILE_GZIP:
		return _("a gzip archive");
	case FILE_PICTURE:
		return _("a picture");
	}
	return NULL;
}

bool file_kind_is_archive(enum file_kind kind)
{
	return kind == FILE_ZIP || kind == FILE_RAR || kind == FILE_7Z || kind == FILE_GZIP;
}
