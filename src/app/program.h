/* SPDX-License-Identifier: MIT */
/* program.h: what all reports of a run share. */
#ifndef KANBEN_APP_PROGRAM_H
#define KANBEN_APP_PROGRAM_H

#include "engine/engine.h"
#include "report/report.h"

struct previous;

struct program {
	struct arena arena;
	struct engine engine;
	struct write_colours press;          /* of --icc */
	const struct write_colours *colours; /* press_load: those, or the engine's own */
	struct previous *previous;           /* --previous, once it was looked at: previous_check */
	struct date epoch;                   /* SOURCE_DATE_EPOCH; year 0: not set */
};

#endif
