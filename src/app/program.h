/* SPDX-License-Identifier: MIT */
/* program.h: exit codes, and what all reports of a run share. */
#ifndef KANBEN_APP_PROGRAM_H
#define KANBEN_APP_PROGRAM_H

#include "base/buf.h"
#include "engine/engine.h"
#include "html/html.h"
#include "report/report.h"

enum exit_code {
	EXIT_WELL = 0,
	EXIT_REPORT = 1,
	EXIT_USAGE = 2,
	EXIT_SURROUNDINGS = 3,
	EXIT_SIGNAL = 128 /* plus the signal's number */
};

enum exit_code exit_of(enum rc rc);

/* The worse of two. */
enum exit_code exit_worst(enum exit_code a, enum exit_code b);

struct program {
	struct arena arena;
	struct engine engine;
	struct write_colours press;          /* of --icc */
	const struct write_colours *colours; /* press_load: those, or the engine's own */
	struct html_site site;               /* of --site: site_load */
	struct date epoch;                   /* SOURCE_DATE_EPOCH; year 0: not set */
	struct buf faces;                    /* faces_prepare; in the arena */
};

struct options;

/*
 * Sets p->colours, if the profile is for a press, to the ICC profile of --icc or to the one that
 * comes with the fonts. EXIT_USAGE: the file is not the ICC profile of a four-colour press, or the
 * document's profile takes none; EXIT_SURROUNDINGS: there is none. A message was printed then.
 */
enum exit_code press_load(struct program *p, const struct options *o);

/*
 * Reads the file of --site, if it is given, into p->site. EXIT_USAGE: it has something else, or the
 * document no metadata of a web page; EXIT_SURROUNDINGS: it cannot be read. A message was printed
 * then.
 */
enum exit_code site_load(struct program *p, const struct options *o);

/*
 * Where the program's own files are. The folders of KANBEN_LAYOUTS and KANBEN_FONTS (separated by
 * colons) come first, then those that belong to the program. System fonts are in the folders of
 * KANBEN_SYSTEM_FONTS or, without it, in the standard ones (freedesktop.org).
 */
void environment_paths(struct arena *a, struct paths *ret);

/*
 * Has the names of the system's faces taken from what an earlier run kept of them in the user's
 * cache, or keeps them there, before this process is put into a box in which it cannot. Nothing is
 * said if that fails: they are then read when they are needed.
 */
void faces_prepare(struct program *p);

/*
 * Warns of folders in KANBEN_FONTS and KANBEN_LAYOUTS that have no fonts or layouts, and of those
 * in KANBEN_SYSTEM_FONTS that do not exist.
 */
void environment_check(struct diag_list *dl);

#endif
