/* SPDX-License-Identifier: MIT */
/* file_kind.h: what kind of file something is, by its bytes and never by its name. */
#ifndef KANBEN_BASE_FILE_KIND_H
#define KANBEN_BASE_FILE_KIND_H

#include "base/diag.h"

enum file_kind {
	FILE_UNKNOWN, /* perhaps text */
	FILE_DOCX,
	FILE_XLSX,
	FILE_ODT,
	FILE_ODS,
	FILE_OFD,
	FILE_ZIP,
	FILE_DOC, /* and .wps */
	FILE_XLS, /* and .et */
	FILE_OLE, /* a container of older office programs with neither, or with a password */
	FILE_RTF,
	FILE_HTML,
	FILE_MHTML,
	FILE_XML,
	FILE_PDF,
	FILE_RAR,
	FILE_7Z,
	FILE_GZIP,
	FILE_PICTURE
};

enum file_kind file_kind_of(const struct source *src);

/* "a Word document (.docx)", in the user's language; NULL for FILE_UNKNOWN. */
const char *file_kind_name(enum file_kind kind);

/* It holds other files, which have to be unpacked first. */
bool file_kind_is_archive(enum file_kind kind);

#endif
