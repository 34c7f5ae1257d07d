/* SPDX-License-Identifier: MIT */
/* program.h: what all reports of a run share. */
#ifndef KANBEN_APP_PROGRAM_H
#define KANBEN_APP_PROGRAM_H

#include "app/layouts.h"
#include "page/page.h"
#include "report/report.h"

struct font_set;
struct previous;

struct program {
	struct arena arena;
	struct paths paths;
	struct layouts layouts;
	struct font_set *fonts; /* opened by the first that needs them: program_fonts */
	bool fonts_failed;
	struct page_colours colours; /* colours_load */
	bool epoch_set;              /* SOURCE_DATE_EPOCH */
	struct previous *previous;   /* --previous, once it was looked at: previous_check */
	struct date epoch;
};

/* The fonts. RC_IO: they cannot be opened; a finding says so the first time. */
MUST_USE enum rc program_fonts(struct program *p, struct diag_list *dl, struct font_set **ret);

#endif
