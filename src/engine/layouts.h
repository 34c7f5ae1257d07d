/* SPDX-License-Identifier: MIT */
/* layouts.h: layout files by name; an engine reads each of them once. */
#ifndef KANBEN_ENGINE_LAYOUTS_H
#define KANBEN_ENGINE_LAYOUTS_H

#include "base/diag.h"
#include "base/pattern.h"
#include "engine/paths.h"
#include "form/form.h"
#include "style/style.h"

struct layout_file {
	const char *name;           /* as requested */
	struct source source, base; /* base: the layout whose style it uses; or empty */
	const struct form *form;
	const struct style *style;
	struct layout_file *next;
};

struct layouts {
	struct arena *arena;
	const struct paths *paths;
	struct pattern_store patterns; /* of all these layouts */
	struct layout_file *first;
};

/*
 * The layout called `name`, or the file if the name has a slash or ends in .json. RC_IO, with a
 * finding: the file cannot be read or is not a valid layout. RC_INPUT, without a finding: there is
 * no layout of that name.
 */
MUST_USE enum rc layouts_load(struct layouts *l, const char *name, struct diag_list *dl,
                              const struct layout_file **ret);

/* Is there a layout in any of the folders? */
bool layouts_any(const struct layouts *l);

/* Is it a plain name? A report may name a layout, never a file. */
bool layouts_name_is_plain(const char *name);

#endif
