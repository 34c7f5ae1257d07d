/* SPDX-License-Identifier: MIT */
/*
 * shipped.h: the layouts and the fonts.json that come with the program were parsed when it was
 * built. A file with the same bytes is not parsed again, whatever its name; any other is.
 */
#ifndef KANBEN_SHIPPED_SHIPPED_H
#define KANBEN_SHIPPED_SHIPPED_H

#include "base/pattern.h"
#include "json/json.h"

/* Whether the source has the bytes of a file that was parsed when the program was built. */
bool shipped_knows(const struct source *src);

/*
 * Like json_parse, with the same tree, findings and errors. The tree may borrow from the program,
 * but nothing from the source. The book, which may be NULL, has the patterns of a layout that the
 * build has read without findings; it is set to NULL for any other file.
 */
MUST_USE enum rc shipped_parse(struct arena *a, const struct source *src, struct diag_list *dl,
                               const struct json **ret, const struct pattern_book **ret_book);

#endif
