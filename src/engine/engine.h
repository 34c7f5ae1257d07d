/* SPDX-License-Identifier: MIT */
/*
 * engine.h: what the reports of one engine share: layouts, fonts, modules, the output intent. Only
 * one thread at a time may use an engine; engines are independent of each other. An engine prints
 * nothing and reads neither the environment nor the clock.
 */
#ifndef KANBEN_ENGINE_ENGINE_H
#define KANBEN_ENGINE_ENGINE_H

#include "engine/layouts.h"
#include "write/write.h"

struct font_set;
struct import;
struct reread;
struct serve;

struct engine {
	struct arena arena;
	struct paths paths; /* filled in by the caller */
	struct layouts layouts;
	struct font_set *fonts; /* opened when first needed: engine_fonts */
	bool fonts_failed;
	bool read_fonts;             /* into memory: font_set_read */
	const struct import *import; /* modules_import */
	const struct reread *reread; /* modules_reread */
	const struct reread *reread_ofd;
	struct write_colours press;    /* colours_own */
	struct svg_outlines *outlines; /* of drawings; NULL until there is one */
};

/* Turns a zeroed struct into an engine. Fill its paths before anything else. */
void engine_init(struct engine *e);
void engine_release(struct engine *e);

/* The fonts. RC_IO: they cannot be opened; the first call adds a finding. */
MUST_USE enum rc engine_fonts(struct engine *e, struct diag_list *dl, struct font_set **ret);

/* ---- modules.c: shared objects, loaded when first needed and kept ---- */

/* NULL, a finding made: the module is missing or belongs to another program. */
const struct import *modules_import(struct engine *e, struct diag_list *dl);
const struct reread *modules_reread(struct engine *e, struct diag_list *dl);
const struct reread *modules_reread_ofd(struct engine *e, struct diag_list *dl);

/* The one that reads this file: an OFD package, or a PDF, as which anything else is refused. */
const struct reread *modules_reread_for(struct engine *e, const struct source *file,
                                        struct diag_list *dl);

/* Used once in a process, so the engine does not keep it. */
const struct serve *modules_serve(struct engine *e, struct diag_list *dl);

/* Translates by this catalogue from now on, in this thread, in the modules too (tr_set_catalogue).
 */
void modules_use_catalogue(const struct engine *e, const struct catalogue *c);

/* ---- colours.c: the output intent of a print edition ---- */

enum { COLOURS_MAX_BYTES = 16 << 20 /* of a profile */ };

/*
 * Makes an output intent from an ICC profile; the document calls it by the file's base name.
 * Borrows bytes and name. RC_INPUT, without a finding: it is not the profile of a four-colour
 * press.
 */
MUST_USE enum rc colours_of(const struct source *icc, struct write_colours *ret);

/*
 * The output intent of the profile that is installed with the fonts. RC_IO, with a finding: there
 * is none.
 */
MUST_USE enum rc colours_own(struct engine *e, struct diag_list *dl,
                             const struct write_colours **ret);

#endif
