/* SPDX-License-Identifier: MIT */
/*
 * engine.h: what the reports of one engine share. An engine is for one thread at a time; several of
 * them know nothing of each other. It prints nothing and asks neither environment nor clock.
 */
#ifndef KANBEN_ENGINE_ENGINE_H
#define KANBEN_ENGINE_ENGINE_H

#include "engine/layouts.h"
#include "write/write.h"

struct font_set;
struct import;
struct reread;

struct engine {
	struct arena arena;
	struct paths paths; /* whoever makes the engine fills them */
	struct layouts layouts;
	struct font_set *fonts; /* opened by the first that needs them: engine_fonts */
	bool fonts_failed;
	const struct import *import; /* modules_import */
	const struct reread *reread; /* modules_reread */
	struct write_colours press;  /* colours_own */
};

/* A zeroed struct becomes an engine; its paths are filled before anything else is asked of it. */
void engine_init(struct engine *e);
void engine_release(struct engine *e);

/* The fonts. RC_IO: they cannot be opened; a finding says so the first time. */
MUST_USE enum rc engine_fonts(struct engine *e, struct diag_list *dl, struct font_set **ret);

/* The one that weighs more: failed surroundings (and ours) before faults of a report. */
enum rc engine_worse(enum rc x, enum rc y);

#endif
