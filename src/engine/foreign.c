/* SPDX-License-Identifier: MIT */
#include "engine/foreign.h"

#include <string.h>

#include "base/file_kind.h"
#include "base/tr.h"
#include "json/json.h"

bool foreign_may_carry_report(const struct source *src)
{
	static const char name[] = "/report.json";
	enum file_kind kind = file_kind_of(src);

	return kind == FILE_PDF ||
	       (kind == FILE_OFD && memmem(src->text, src->len, name, sizeof(name) - 1) != NULL);
}

size_t foreign_report_limit(const struct source *src)
{
	enum { LEAST = 2 << 20, FACTOR = 4 };

	return src->len < (JSON_MAX_BYTES - LEAST) / FACTOR ? LEAST + src->len * FACTOR
	                                                    : JSON_MAX_BYTES;
}

enum rc foreign_check(const struct source *src, struct diag_list *dl)
{
	const struct diag_place place = {.source = src, .rule = "SYN"};
	enum file_kind kind = file_kind_of(src);
	const char *name = file_kind_name(kind);

	if (name == NULL || kind == FILE_PDF)
		return RC_OK;
	if (kind == FILE_PICTURE)
		diag_add(dl, DIAG_ERROR, &place, _("this is %s, not the JSON of a report"), name);
	else if (file_kind_is_archive(kind))
		diag_add(dl, DIAG_ERROR, &place,
		         _("this is %s, not the JSON of a report; unpack it first (“kanben "
		           "import” makes reports out of documents)"),
		         name);
	else
		diag_add(dl, DIAG_ERROR, &place,
		         _("this is %s, not the JSON of a report; “kanben import” makes a report "
		           "out of it"),
		         name);
	return RC_INPUT;
}
